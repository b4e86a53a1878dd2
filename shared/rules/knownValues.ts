import type { Member, Node, ObjectNode, StringNode } from '../document/node';
import { type HttpTask, httpTaskOf, type State } from '../document/stateMachine';
import type { Span } from '../spec/diagnostic';
import { substitute } from '../spec/substitution';
import type { Context, Finding, Rule } from './rule';

// Values that stateside.json gives for `${Name}` are judged as if they stood in the text; what was found stays where
// the placeholder is.

type Substitutions = Context['surroundings']['substitutions'];

/** A subject in which the known placeholders are filled in, and where those stand. */
interface Filled<Subject> {
  readonly subject: Subject;
  readonly places: readonly Span[];
}

/** Makes rules about a state judge what its known placeholders stand for. */
export function knowingState(rules: readonly Rule<State>[]): readonly Rule<State>[] {
  const fill = remembering((state: State, context) => {
    const filling = fillingOf(context);
    return { subject: { ...state, node: state.node && fillState(state.node, filling) }, places: filling.places };
  });
  return rules.map((rule) => knowing(rule, fill));
}

/** Makes rules about an HTTP Task judge what its known placeholders stand for. */
export function knowingTask(rules: readonly Rule<HttpTask>[]): readonly Rule<HttpTask>[] {
  const fill = remembering((task: HttpTask, context) => {
    const filling = fillingOf(context);
    const node = fillState(task.node, filling);
    return { subject: httpTaskOf({ ...task.state, node }) ?? task, places: filling.places };
  });
  return rules.map((rule) => knowing(rule, fill));
}

type Fill<Subject> = (subject: Subject, context: Context) => Filled<Subject>;

function knowing<Subject>(rule: Rule<Subject>, fill: Fill<Subject>): Rule<Subject> {
  return {
    ...rule,
    check: (subject, context) => {
      if (isEmpty(context.surroundings.substitutions)) return rule.check(subject, context);
      const filled = fill(subject, context);
      return filled.places.length === 0
        ? rule.check(subject, context)
        : inPlace(rule.check(filled.subject, context), filled.places);
    },
  };
}

function isEmpty(substitutions: Substitutions): boolean {
  for (const _ in substitutions) return false;
  return true;
}

/** What is wrong inside a value that was put in is shown at its placeholder, and mended where the value is given. */
function* inPlace(findings: Iterable<Finding>, places: readonly Span[]): Generator<Finding> {
  for (const finding of findings) {
    const span = places.find((place) => isInside(finding.span, place)) ?? finding.span;
    const fixes = finding.fixes?.filter(
      ({ edits }) => !edits.some((edit) => places.some((place) => isInside(edit.span, place))),
    );
    yield { ...finding, span, ...(fixes === undefined ? {} : { fixes }) };
  }
}

function isInside(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Fills a subject once for all rules of a validation. */
function remembering<Subject extends object>(fill: Fill<Subject>): Fill<Subject> {
  const known = new WeakMap<Substitutions, WeakMap<Subject, Filled<Subject>>>();
  return (subject, context) => {
    const { substitutions } = context.surroundings;
    const filled = known.get(substitutions) ?? new WeakMap<Subject, Filled<Subject>>();
    known.set(substitutions, filled);
    const found = filled.get(subject) ?? fill(subject, context);
    filled.set(subject, found);
    return found;
  };
}

/** One filling: where something was put in is added to `places` as it goes. */
interface Filling {
  readonly text: string;
  readonly substitutions: Substitutions;
  readonly places: Span[];
}

function fillingOf({ document, surroundings }: Context): Filling {
  return { text: document.text, substitutions: surroundings.substitutions, places: [] };
}

/** The machines inside a state are judged for themselves. */
const MACHINES = new Set(['ItemProcessor', 'Iterator', 'Branches']);

function fillState(node: ObjectNode, filling: Filling): ObjectNode {
  if (!hasPlaceholder(node, filling)) return node;
  return fillMembers(node, (member) => (MACHINES.has(member.key.value) ? member : fillMember(member, filling)));
}

/** A node without placeholders is given back itself, so that edits know it. */
function fillNode(node: Node, filling: Filling): Node {
  if (node.kind === 'string') return fillString(node, filling);
  if ((node.kind !== 'object' && node.kind !== 'array') || !hasPlaceholder(node, filling)) return node;
  if (node.kind === 'object') return fillMembers(node, (member) => fillMember(member, filling));
  const items = node.items.map((item) => fillNode(item, filling));
  return items.some((item, index) => item !== node.items[index]) ? { ...node, items } : node;
}

function hasPlaceholder({ span }: Node, { text }: Filling): boolean {
  return text.slice(span.start, span.end).includes('${');
}

function fillMembers(node: ObjectNode, fill: (member: Member) => Member): ObjectNode {
  const members = node.members.map(fill);
  return members.some((member, index) => member !== node.members[index]) ? { ...node, members } : node;
}

function fillMember(member: Member, filling: Filling): Member {
  const filled = fillString(member.key, filling);
  const key = filled.kind === 'string' ? filled : member.key;
  const value = member.value && fillNode(member.value, filling);
  return key === member.key && value === member.value ? member : { ...member, key, value };
}

function fillString(node: StringNode, filling: Filling): Node {
  const filled = knownNode(node, filling.text, filling.substitutions);
  if (filled === node) return node;
  filling.places.push(node.span);
  WRITTEN.set(filled, node);
  return filled;
}

/** A string with its known placeholders filled in; the node itself where none of them is known, and for any other value. */
export function knownNode(node: Node, text: string, substitutions: Substitutions): Node {
  if (node.kind !== 'string') return node;
  const written = node.bare ? text.slice(node.span.start, node.span.end) : node.value;
  if (!written.includes('${')) return node;
  const value = substitute(written, substitutions);
  if (value === written) return node;
  return (node.bare ? scalarNode(value, node.span) : { kind: node.kind, span: node.span, value }) ?? node;
}

/** Without quotes around the placeholder, its value is JSON; only plain values can be judged. */
function scalarNode(text: string, span: Span): Node | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string') return { kind: 'string', span, value };
    if (typeof value === 'number') return { kind: 'number', span, value };
    if (typeof value === 'boolean') return { kind: 'boolean', span, value };
    return value === null ? { kind: 'null', span, value } : undefined;
  } catch {
    return undefined;
  }
}

const WRITTEN = new WeakMap<Node, StringNode>();

/** A string as the text has it, before its placeholders were filled in. */
export function writtenNode(node: StringNode): StringNode {
  return WRITTEN.get(node) ?? node;
}
