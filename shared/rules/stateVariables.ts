import { isSubstituted, type Member, memberNamed, type Node, type ObjectNode, type StringNode } from '../document/node';
import type { State } from '../document/stateMachine';
import { pathUses } from '../expressions/expressionChecks';
import { isJsonataString, parseJsonata } from '../expressions/jsonataSyntax';
import { jsonataFunctionNamed } from '../spec/jsonataFunctions';
import { type StateExpression, stateExpressions } from './stateExpressions';

/** A place at which a state reads a variable of the workflow. */
export interface VariableUse {
  readonly name: string;
  /** The string that holds the expression, and where the name, without its dollar sign, stands in the string's value. */
  readonly node: StringNode;
  readonly index: number;
  /** AWS's location of the string. */
  readonly location: string;
  /** The expression asks whether the variable has a value, so that it may well have none. */
  readonly asks: boolean;
}

/** A place at which a state sets a variable of the workflow. */
export interface VariableAssignment {
  readonly name: string;
  /** The key with the name; in JSONPath it may end in `.$`. The name stands at the start of its value. */
  readonly key: StringNode;
  readonly value: Node | undefined;
  /** AWS's location of the Assign. */
  readonly location: string;
  /** The object in which the Assign stands: the state, one of its Catchers, or a rule of a Choice. */
  readonly owner: ObjectNode;
}

/** What a state's Assigns say: `open` when not all of their names can be known. */
export interface VariableAssignments {
  readonly list: readonly VariableAssignment[];
  readonly open: boolean;
}

/**
 * The places at which a state reads variables, in both languages, in the order of the text; machines inside of the
 * state have places of their own. Names that an expression defines itself, functions and `$states` are left out.
 * Find the span with `spanOfPiece(text, node, index, name.length)`.
 */
export function variableUses(state: State): readonly VariableUse[] {
  if (state.node === undefined) return [];
  const expressions = stateExpressions(state);
  const known = uses.get(expressions);
  if (known) return known;
  const found = expressions.texts.flatMap((expression) => usesIn(expression));
  uses.set(expressions, found);
  return found;
}

const uses = new WeakMap<object, readonly VariableUse[]>();

function usesIn(expression: StateExpression): readonly VariableUse[] {
  const { kind, node, location, member, object } = expression;
  if (kind === 'jsonata') return isJsonataString(node.value) ? jsonataNames(expression) : [];
  if (kind === 'text' || !node.value.includes('$')) return [];
  const asks = member.key.value === 'Variable' && memberNamed(object, 'IsPresent') !== undefined;
  return pathUses(node.value).flatMap(({ path: { root }, offset }) =>
    root.kind === 'variable' ? [{ name: root.name, node, index: offset + 1, location, asks }] : [],
  );
}

function jsonataNames({ node, location }: StateExpression): readonly VariableUse[] {
  const syntax = parseJsonata(node.value);
  if (!syntax.ok) return [];
  const bound = namesBoundIn(node.value);
  return syntax.value.uses.flatMap(({ kind, name, offset }) => {
    if (kind !== 'variable' || name === 'states' || jsonataFunctionNamed(name)) return [];
    if (bound.has(name)) return [];
    const asks = node.value.includes(`$exists($${name})`);
    return [{ name, node, index: offset + 1, location, asks }];
  });
}

/** A name that the expression defines anywhere is its own. */
function namesBoundIn(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  let done = 0;
  for (let at = text.indexOf(':='); at >= 0; at = text.indexOf(':=', done)) {
    const before = text.slice(done, at).trimEnd();
    names.add(before.slice(before.lastIndexOf('$') + 1));
    done = at + 2;
  }
  return names;
}

/** The variables that a state sets: its own Assign, those of its Catchers, and those of its choice rules. */
export function variableAssignments(state: State): VariableAssignments {
  const { node, location } = state;
  if (node === undefined) return NOTHING;
  const known = assignments.get(node);
  if (known?.location === location) return known.found;
  const found = collect(node, location);
  assignments.set(node, { location, found });
  return found;
}

const NOTHING: VariableAssignments = { list: [], open: false };
const assignments = new WeakMap<ObjectNode, { readonly location: string; readonly found: VariableAssignments }>();

function collect(node: ObjectNode, location: string): VariableAssignments {
  const owners = [
    { owner: node, at: location },
    ...entries(node, 'Catch', location),
    ...entries(node, 'Choices', location),
  ];
  const read = owners.map(({ owner, at }) => readAssign(owner, at));
  return { list: read.flatMap(({ list }) => list), open: read.some(({ open }) => open) };
}

function entries(node: ObjectNode, name: string, location: string) {
  const value = memberNamed(node, name)?.value;
  if (value?.kind !== 'array') return [];
  return value.items.flatMap((item, index) =>
    item.kind === 'object' ? [{ owner: item, at: `${location}/${name}[${index}]` }] : [],
  );
}

/** The variables of one Assign; whether names may be missing from them. */
export function readAssign(owner: ObjectNode, location: string): VariableAssignments {
  const assign = memberNamed(owner, 'Assign')?.value;
  if (assign === undefined) return NOTHING;
  if (assign.kind !== 'object' || isSubstituted(assign)) return { list: [], open: true };
  const list = assign.members.flatMap((member) => assignment(member, owner, `${location}/Assign`));
  return { list, open: list.length < assign.members.length };
}

function assignment({ key, value }: Member, owner: ObjectNode, location: string): readonly VariableAssignment[] {
  if (isSubstituted(key)) return [];
  const name = key.value.endsWith('.$') ? key.value.slice(0, -2) : key.value;
  return [{ name, key, value, location, owner }];
}
