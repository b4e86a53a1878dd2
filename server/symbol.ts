import { touches } from '../shared/document/document';
import { type Node, type StringNode, valueAt } from '../shared/document/node';
import { allMachines, type State, type StateMachine, stateMachineOf } from '../shared/document/stateMachine';
import { isDistributed } from '../shared/rules/machineVariables';
import { spanOfPiece } from '../shared/rules/stateExpressions';
import { variableAssignments, variableUses } from '../shared/rules/stateVariables';
import { targetsOf } from '../shared/rules/transitionRules';
import type { Span } from '../shared/spec/diagnostic';
import type { Subject } from './subject';

/** One place at which a name stands: where it is given, or where it is used. */
export interface Occurrence {
  /** The name itself, without quotes and without a dollar sign. */
  readonly span: Span;
  readonly role: 'definition' | 'use';
  /** The string around the name. */
  readonly node: StringNode;
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
export function namedAt({ document }: Subject, offset: number): Named | undefined {
  const machine = stateMachineOf(document);
  if (machine === undefined) return undefined;
  const { text } = document;
  return stateAt(text, machine, offset) ?? variableAt(text, machine, offset);
}

function stateAt(text: string, whole: StateMachine, offset: number): Named | undefined {
  for (const machine of allMachines(whole)) {
    if (!touches(machine.node.span, offset)) continue;
    const all = occurrencesOfStates(text, machine);
    const at = all.find(({ node }) => touches(node.span, offset));
    if (at === undefined) continue;
    const name = at.node.value;
    const occurrences = all.filter(({ node }) => node.value === name);
    return { kind: 'state', name, at, occurrences, taken: new Set(machine.states.map((state) => state.name)) };
  }
  return undefined;
}

/** Every name of a state in one machine; names of the machines inside belong to those. */
function occurrencesOfStates(text: string, machine: StateMachine): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const add = (name: Node | undefined, role: Occurrence['role'], state: State | undefined): void => {
    if (name?.kind !== 'string' || name.bare) return;
    const node = written(name);
    found.push({ span: spanOfPiece(text, node, 0, node.value.length), role, node, state });
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
  const all = occurrencesOfVariables(text, scope);
  const occurrences = all.filter(({ span }) => text.slice(span.start, span.end) === name);
  return {
    kind: 'variable',
    name,
    at,
    occurrences,
    taken: new Set(all.map(({ span }) => text.slice(span.start, span.end))),
  };
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
function eachOnce(found: readonly Occurrence[]): readonly Occurrence[] {
  const byStart = new Map(found.map((occurrence) => [occurrence.span.start, occurrence]));
  return [...byStart.values()].sort(inOrder);
}

function inOrder(left: Occurrence, right: Occurrence): number {
  return left.span.start - right.span.start;
}
