import { isSubstituted, memberNamed, type Node, type ObjectNode, type StringNode, valueAt } from '../document/node';
import type { State, StateMachine } from '../document/stateMachine';
import type { Fix } from '../spec/diagnostic';
import { PAGES } from '../spec/pages';
import { possibleFix, removeMember, replaceString } from './edits';
import { machineExample } from './example';
import { isOpen, missingTarget, openingOf } from './machineRules';
import { type Context, type Finding, type Rule, TARGET_CODE } from './rule';
import { targetsOf } from './transitionRules';

const startTarget: Rule<StateMachine> = {
  name: 'start-target',
  severity: 'ERROR',
  code: TARGET_CODE,
  title: 'StartAt names a state that does not exist',
  doc: '`StartAt` names one of the states of its own machine, capitals included. While it names none, no state is reachable, as AWS says of each.',
  page: PAGES.stateMachine,
  example: {
    wrong: machineExample({ Done: { Type: 'Succeed' } }, { StartAt: 'done' }),
    right: machineExample({ Done: { Type: 'Succeed' } }),
  },
  check: function* (machine, context) {
    const value = memberNamed(machine.node, 'StartAt')?.value;
    const found = missingTarget(value, context, machine, `${machine.location}/StartAt`);
    if (!found) return;
    yield { ...found, ...(found.fixes ? { fixes: startWithFirst(machine, found.fixes) } : {}) };
    if (!canBeWalked(machine, context) || isEndless(machine, context)) return;
    yield* statesBut(new Set(), machine, context);
  },
};

/** Where no name is near, the first state is most likely meant. */
function startWithFirst({ node, states: [first] }: StateMachine, others: readonly Fix[]): readonly Fix[] {
  const value = valueAt(node, 'StartAt');
  if (value?.kind !== 'string' || first === undefined || others.some(({ preferred }) => preferred)) return others;
  return [possibleFix(`Change to ${first.name}`, replaceString(value, first.name)), ...others];
}

const unreachable: Rule<StateMachine> = {
  name: 'state-unreachable',
  severity: 'ERROR',
  code: TARGET_CODE,
  title: 'No transition leads to a state',
  doc: 'Each state is the one in `StartAt`, or follows some state that is reached: by `Next`, `Default`, a rule of a Choice or a Catcher. A state that is kept for later has to leave the definition.',
  page: PAGES.stateMachine,
  example: {
    wrong: machineExample({ Start: { Type: 'Pass', End: true }, Forgotten: { Type: 'Succeed' } }),
    right: machineExample({ Start: { Type: 'Pass', Next: 'Done' }, Done: { Type: 'Succeed' } }),
  },
  check: function* (machine, context) {
    const start = textOf(valueAt(machine.node, 'StartAt'), context);
    // Without a state to start at, all of them are out of reach: the rule about StartAt says so.
    if (start === undefined || !context.namesOf(machine).has(start) || !canBeWalked(machine, context)) return;
    if (isEndless(machine, context)) return;
    yield* statesBut(reachedFrom(start, machine, context), machine, context);
  },
};

/** A text with its known placeholders filled in; undefined when the value is none. */
function textOf(value: Node | undefined, { known }: Context): string | undefined {
  const node = value && known(value);
  return node?.kind === 'string' ? node.value : undefined;
}

/** The findings about the states of a machine that are not among those reached. */
function statesBut(reached: ReadonlySet<string>, machine: StateMachine, { namesOf }: Context): readonly Finding[] {
  const names = namesOf(machine).list;
  return machine.states.flatMap((state, index) => {
    const name = names[index] ?? state.name;
    return reached.has(name) ? [] : [notReachable(state, name)];
  });
}

function notReachable({ key, node, location, machine }: State, name: string): Finding {
  const span = key?.span ?? node?.span ?? { start: 0, end: 0 };
  return { span, location, message: `State "${name}" is not reachable.`, fixes: removeState(machine, key) };
}

function removeState(machine: StateMachine | undefined, key: StringNode | undefined): readonly Fix[] {
  const states = valueAt(machine?.node, 'States');
  const member = states?.kind === 'object' ? states.members.find((one) => one.key === key) : undefined;
  if (states?.kind !== 'object' || member === undefined) return [];
  return [possibleFix('Remove this state', removeMember(states, member))];
}

/** Tells whether it can be read from each state of a machine where it leads. */
function canBeWalked(machine: StateMachine, context: Context): boolean {
  if (context.namesOf(machine).open || context.isBroken(machine.node.span)) return false;
  return machine.states.every((state) => isClear(state, context));
}

/** A state that says neither that it ends nor where it leads is the complaint of another rule. */
function isClear(state: State, { known }: Context): boolean {
  const { node } = state;
  if (node === undefined) return false;
  const asWritten = CLEAR.get(node) ?? saysItsWay(state, (value) => value);
  CLEAR.set(node, asWritten);
  return asWritten || saysItsWay(state, known);
}

/** Whether states say their way as they are written, whatever is known of their placeholders. */
const CLEAR = new WeakMap<ObjectNode, boolean>();

type Known = Context['known'];

function saysItsWay(state: State, known: Known): boolean {
  return isReadable(state.node, known) && hasWayOut(state, known);
}

function isReadable(node: ObjectNode | undefined, known: Known): boolean {
  const type = knownAt(node, 'Type', known);
  const end = knownAt(node, 'End', known);
  return (
    node !== undefined &&
    !isOpen(node) &&
    type?.kind === 'string' &&
    !isSubstituted(type) &&
    (end === undefined || (end.kind === 'boolean' && !isSubstituted(end)))
  );
}

function hasWayOut(state: State, known: Known): boolean {
  const targets = targetsOf(state);
  return targets.every(([, value]) => !isSubstituted(known(value))) && (targets.length > 0 || isEnd(state, known));
}

function isEnd({ node }: State, known: Known): boolean {
  const type = knownAt(node, 'Type', known);
  if (type?.kind === 'string' && (type.value === 'Succeed' || type.value === 'Fail')) return true;
  const end = knownAt(node, 'End', known);
  return end?.kind === 'boolean' && end.value === true;
}

function knownAt(node: ObjectNode | undefined, name: string, known: Known): Node | undefined {
  const value = valueAt(node, name);
  return value && known(value);
}

function reachedFrom(start: string, machine: StateMachine, context: Context): ReadonlySet<string> {
  const names = context.namesOf(machine).list;
  const byName = new Map(machine.states.map((state, index) => [names[index] ?? state.name, state]));
  const reached = new Set([start]);
  // A set gives what is added while it is walked over.
  for (const name of reached) {
    const state = byName.get(name);
    for (const [, value] of state ? targetsOf(state) : []) {
      const target = textOf(value, context);
      if (target !== undefined) reached.add(target);
    }
  }
  return reached;
}

const endless: Rule<StateMachine> = {
  name: 'machine-without-end',
  severity: 'ERROR',
  code: 'MISSING_END_STATE',
  title: 'No state ends the workflow',
  doc: 'At least one state of the whole machine ends it: a Succeed, a Fail, or one with `"End": true`. Branches and processors may go round in circles.',
  page: PAGES.stateMachine,
  example: {
    wrong: machineExample({ Ping: { Type: 'Pass', Next: 'Pong' }, Pong: { Type: 'Pass', Next: 'Ping' } }),
    right: machineExample({ Ping: { Type: 'Pass', Next: 'Pong' }, Pong: { Type: 'Pass', End: true } }),
  },
  check: function* (machine, context) {
    if (machine.location !== '' || machine.states.length === 0 || !canBeWalked(machine, context)) return;
    if (!isEndless(machine, context)) return;
    const span = memberNamed(machine.node, 'States')?.key.span ?? openingOf(machine.node);
    yield { span, message: 'Workflow has no terminal state' };
  },
};

function isEndless({ states }: StateMachine, { known }: Context): boolean {
  return !states.some((state) => isEnd(state, known));
}

/** Rules about where the transitions of a machine lead as a whole. */
export const REACH_RULES: readonly Rule<StateMachine>[] = [startTarget, unreachable, endless];
