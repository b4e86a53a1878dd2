import { touches } from '../shared/document/document';
import { type Node, type StringNode, valueAt } from '../shared/document/node';
import { allMachines, type State, type StateMachine, stateMachineOf } from '../shared/document/stateMachine';
import { knownNode } from '../shared/rules/knownValues';
import { isDistributed } from '../shared/rules/machineVariables';
import { spanOfPiece } from '../shared/rules/stateExpressions';
import { variableAssignments, variableUses } from '../shared/rules/stateVariables';
import { targetsOf } from '../shared/rules/transitionRules';
import type { Span } from '../shared/spec/diagnostic';
import { aliasedOffsets } from './aliases';
import type { Subject } from './subject';

/** One place at which a name stands: where it is given, or where it is used. */
export interface Occurrence {
  /** The name itself, without quotes and without a dollar sign. */
  readonly span: Span;
  readonly role: 'definition' | 'use';
  /** The string around the name. */
  readonly node: StringNode;
  /** The string does not hold the name itself, but placeholders for which `stateside.json` gives it. */
  readonly isGiven?: boolean;
  /** The state that the occurrence is in; undefined for a StartAt. */
  readonly state: State | undefined;
}

/** A name of a definition with all places at which it stands, in the order of the text. */
export interface Named {
  readonly kind: 'state' | 'variable';
  readonly name: string;
  /** The place that the question was about. */
  readonly at: Occurrence;
  readonly occurrences: readonly Occurrence[];
  /** The names that the same machines already have: a new name must be none of them. */
  readonly taken: ReadonlySet<string>;
}

/** The name of a state or a variable at an offset; undefined when none stands there. */
export function namedAt({ document, surroundings }: Subject, offset: number): Named | undefined {
  const machine = stateMachineOf(document);
  if (machine === undefined) return undefined;
  const { text } = document;
  const known = (node: Node) => knownNode(node, text, surroundings.substitutions);
  return stateAt(text, machine, offset, known) ?? variableAt(text, machine, offset);
}

type Known = (node: Node) => Node;

function stateAt(text: string, whole: StateMachine, offset: number, known: Known): Named | undefined {
  for (const machine of allMachines(whole)) {
    if (!touches(machine.node.span, offset)) continue;
    const all = occurrencesOfStates(text, machine, known);
    const at = all.find(({ node }) => touches(node.span, offset));
    if (at === undefined) continue;
    const { name } = at;
    const scopes = writtenTogether(
      whole,
      { machine, occurrences: all.filter((other) => other.name === name) },
      () => [...allMachines(whole)],
      (other) => occurrencesOfStates(text, other, known).filter((occurrence) => occurrence.name === name),
    );
    const taken = new Set(scopes.flatMap((scope) => scope.machine.states.map((state) => state.name)));
    return { kind: 'state', name, at, occurrences: eachOnce(scopes.flatMap(({ occurrences }) => occurrences)), taken };
  }
  return undefined;
}

/** The place of a state's name, and the name that counts there. */
type StateOccurrence = Occurrence & { readonly name: string };

/** Every name of a state in one machine; names of the machines inside belong to those. */
function occurrencesOfStates(text: string, machine: StateMachine, known: Known): readonly StateOccurrence[] {
  const found: StateOccurrence[] = [];
  const add = (value: Node | undefined, role: Occurrence['role'], state: State | undefined): void => {
    if (value?.kind !== 'string') return;
    const given = known(value);
    const isGiven = given !== value;
    if (given.kind !== 'string' || (value.bare && !isGiven)) return;
    const node = written(value);
    const span = value.bare ? node.span : spanOfPiece(text, node, 0, node.value.length);
    found.push({ name: given.value, span, role, node, state, ...(isGiven ? { isGiven } : {}) });
  };
  add(valueAt(machine.node, 'StartAt'), 'use', undefined);
  for (const state of machine.states) {
    add(state.key, 'definition', state);
    for (const [, value] of targetsOf(state)) add(value, 'use', state);
  }
  return eachOnce(found);
}

/**
 * A variable has the scope of the outermost machine that assigns it around the place: the machines inside see it too,
 * but for the processor of a distributed Map, whose runs are executions of their own.
 */
function variableAt(text: string, whole: StateMachine, offset: number): Named | undefined {
  const scopes = scopesOf(whole, offset);
  const innermost = scopes.at(-1);
  if (innermost === undefined) return undefined;
  const at = occurrencesOfVariables(text, innermost).find(
    ({ node, span }) => touches(span, offset) || isKeyAt(node, offset),
  );
  if (at === undefined) return undefined;
  const name = text.slice(at.span.start, at.span.end);
  const scope = scopes.find((machine) => assigns(machine, name)) ?? innermost;
  const named = (machine: StateMachine) =>
    occurrencesOfVariables(text, machine).filter(({ span }) => text.slice(span.start, span.end) === name);
  const together = writtenTogether(
    whole,
    { machine: scope, occurrences: named(scope) },
    () => scopesAssigning(whole, name),
    named,
  );
  const all = together.flatMap(({ machine }) => occurrencesOfVariables(text, machine));
  return {
    kind: 'variable',
    name,
    at,
    occurrences: eachOnce(together.flatMap(({ occurrences }) => occurrences)),
    taken: new Set(all.map(({ span }) => text.slice(span.start, span.end))),
  };
}

/** The outermost machines that assign a variable: each has one of its own. */
function scopesAssigning(machine: StateMachine, name: string, isInScope = false): readonly StateMachine[] {
  const isScope = !isInScope && assigns(machine, name);
  const inside = machine.states.flatMap(({ nested }) => nested);
  const others = inside.flatMap((nested) =>
    scopesAssigning(nested, name, (isInScope || isScope) && !isDistributed(nested)),
  );
  return isScope ? [machine, ...others] : others;
}

/** A machine with the places in it at which a name stands. */
interface Scope<Place extends Occurrence> {
  readonly machine: StateMachine;
  readonly occurrences: readonly Place[];
}

/**
 * A scope with all others that have a place in common with it, or with one of them: what an anchor of YAML writes for
 * several machines has one name in all of them.
 */
function writtenTogether<Place extends Occurrence>(
  whole: StateMachine,
  first: Scope<Place>,
  machines: () => readonly StateMachine[],
  occurrencesIn: (machine: StateMachine) => readonly Place[],
): readonly Scope<Place>[] {
  if (aliasedOffsets(whole.node).length === 0) return [first];
  const joined = [first];
  let others = machines().flatMap((machine) =>
    machine.node === first.machine.node ? [] : [{ machine, occurrences: occurrencesIn(machine) }],
  );
  for (const { occurrences } of joined) {
    const starts = new Set(occurrences.map(({ span }) => span.start));
    const isTogether = (scope: Scope<Place>) => scope.occurrences.some(({ span }) => starts.has(span.start));
    joined.push(...others.filter(isTogether));
    others = others.filter((scope) => !isTogether(scope));
  }
  return joined;
}

function isKeyAt(node: StringNode, offset: number): boolean {
  return !node.value.includes('$') && touches(node.span, offset);
}

/** The machines around an offset that share variables, the outermost first. */
function scopesOf(whole: StateMachine, offset: number): readonly StateMachine[] {
  let scopes: StateMachine[] = [];
  for (const machine of allMachines(whole)) {
    if (!touches(machine.node.span, offset)) continue;
    scopes = isDistributed(machine) ? [machine] : [...scopes, machine];
  }
  return scopes;
}

function assigns(machine: StateMachine, name: string): boolean {
  return machine.states.some((state) => variableAssignments(state).list.some((other) => other.name === name));
}

function occurrencesOfVariables(text: string, scope: StateMachine): readonly Occurrence[] {
  const found: Occurrence[] = [];
  for (const state of statesSharing(scope)) {
    for (const { key, name } of variableAssignments(state).list) {
      const node = written(key);
      found.push({ span: spanOfPiece(text, node, 0, name.length), role: 'definition', node, state });
    }
    for (const { node: used, index, name } of variableUses(state)) {
      const node = written(used);
      found.push({ span: spanOfPiece(text, node, index, name.length), role: 'use', node, state });
    }
  }
  return eachOnce(found);
}

/** The states of a machine and of those inside it that see its variables. */
function* statesSharing(machine: StateMachine): Generator<State> {
  for (const state of machine.states) {
    yield state;
    for (const inside of state.nested) if (!isDistributed(inside)) yield* statesSharing(inside);
  }
}

/** What an alias of YAML brings in stands at its anchor, and is changed there. */
function written(node: StringNode): StringNode {
  return node.origin ? { ...node, span: node.origin } : node;
}

/** In the order of the text; several aliases bring in the same place. */
function eachOnce<One extends Occurrence>(found: readonly One[]): readonly One[] {
  const byStart = new Map(found.map((occurrence) => [occurrence.span.start, occurrence]));
  return [...byStart.values()].sort(inOrder);
}

function inOrder(left: Occurrence, right: Occurrence): number {
  return left.span.start - right.span.start;
}
