import { isSubstituted, type Member, memberNamed, type Node, type ObjectNode, valueAt } from '../document/node';
import type { State } from '../document/stateMachine';
import type { Fix } from '../spec/diagnostic';
import { PAGES } from '../spec/pages';
import { noneOf, severalOf } from '../spec/sentences';
import { isStateField, NEXT_OR_END, STATE_FIELD_NAMES, STATE_TYPES } from '../spec/states';
import { insertMember, possibleFix, preferredFix, removeMember } from './edits';
import { machineExample } from './example';
import { isOpen, missingTarget, openingOf } from './machineRules';
import { type Context, type Rule, SCHEMA_CODE, TARGET_CODE } from './rule';
import { renameKey } from './suggest';

const transitionTarget: Rule<State> = {
  name: 'transition-target',
  severity: 'ERROR',
  code: TARGET_CODE,
  title: 'A transition leads to a state that does not exist',
  doc: '`Next` of a state, a Catcher or a choice rule, and `Default` of a Choice, name a state of the same machine, capitals included. A branch of a Parallel and the processor of a Map are machines of their own: no transition leads into them or out of them.',
  page: PAGES.stateMachine,
  example: {
    wrong: choiceExample('Finish'),
    right: choiceExample('Done'),
  },
  check: function* (state, context) {
    if (!state.machine) return;
    for (const [path, value] of targetsOf(state)) {
      const found = missingTarget(value, context, state.machine, `${state.location}${path}`);
      if (found) yield found;
    }
  },
};

function choiceExample(Next: string): string {
  const Choices = [{ Variable: '$.done', BooleanEquals: true, Next }];
  return machineExample({ Pick: { Type: 'Choice', Choices, Default: 'Done' }, Done: { Type: 'Succeed' } });
}

/** A place that names the state to go on with: the end of AWS's location, and what stands there. */
export type Target = readonly [path: string, value: Node];

const NOWHERE: readonly Target[] = [];

/** Where a state may lead: a list or an item that a template tool fills in may hold targets too. It is read once for each node, as all states are asked with each change. */
export function targetsOf({ node }: State): readonly Target[] {
  if (node === undefined) return NOWHERE;
  const known = REMEMBERED.get(node);
  if (known) return known;
  const targets = readTargets(node);
  REMEMBERED.set(node, targets);
  return targets;
}

const REMEMBERED = new WeakMap<ObjectNode, readonly Target[]>();

function readTargets(node: ObjectNode): readonly Target[] {
  const targets: Target[] = [];
  const add = (path: string, value: Node | undefined) => {
    if (value) targets.push([path, value]);
  };
  add('/Next', valueAt(node, 'Next'));
  add('/Default', valueAt(node, 'Default'));
  for (const field of ['Catch', 'Choices']) {
    const list = valueAt(node, field);
    if (list && isSubstituted(list)) add(`/${field}`, list);
    if (list?.kind !== 'array') continue;
    for (const [index, item] of list.items.entries()) {
      add(`/${field}[${index}]/Next`, isSubstituted(item) ? item : valueAt(item, 'Next'));
    }
  }
  return targets;
}

const TYPES_WITH_NEXT = new Set<string>(
  STATE_TYPES.map(({ name }) => name).filter((type) => STATE_FIELD_NAMES[type].includes('Next')),
);

const nextOrEnd: Rule<State> = {
  name: 'state-next-or-end',
  severity: 'ERROR',
  code: SCHEMA_CODE,
  title: 'A state has neither Next nor End, or both',
  doc: 'A Task, Pass, Wait, Parallel or Map either names the state that follows in `Next`, or ends its machine with `"End": true`. Choice, Succeed and Fail have neither.',
  page: PAGES.states,
  example: {
    wrong: machineExample({ Start: { Type: 'Pass' } }),
    right: machineExample({ Start: { Type: 'Pass', End: true } }),
  },
  check: function* (state, context) {
    const { node, type, location } = state;
    if (!node || type === undefined || !TYPES_WITH_NEXT.has(type) || context.isBroken(node.span) || isOpen(node))
      return;
    const next = memberNamed(node, 'Next');
    const end = memberNamed(node, 'End');
    if (next === undefined && end === undefined) {
      const fixes = insertEnd(state, context);
      yield { span: state.key?.span ?? openingOf(node), location, message: noneOf(NEXT_OR_END.names), fixes };
    }
    if (next && isTrue(end)) {
      const fixes = removeEither(state, [end, next]);
      yield { span: end.key.span, location, message: severalOf(NEXT_OR_END.names), fixes };
    }
  },
};

function isTrue(end: Member | undefined): end is Member {
  return (
    end?.value !== undefined && !isSubstituted(end.value) && end.value.kind === 'boolean' && end.value.value === true
  );
}

function insertEnd({ node }: State, { document }: Context): readonly Fix[] {
  if (!node) return [];
  const renames = renameKey(node, NEXT_OR_END.names, isStateField);
  return renames.length > 0
    ? renames
    : [preferredFix('Insert "End": true', insertMember(document.text, node, 'End', true))];
}

function removeEither({ node }: State, members: readonly Member[]): readonly Fix[] {
  if (!node) return [];
  return members.map((member) => possibleFix(`Remove ${member.key.value}`, removeMember(node, member)));
}

/** Rules about where a state leads; they do not apply to a state that stands alone. */
export const TRANSITION_RULES: readonly Rule<State>[] = [transitionTarget, nextOrEnd];
