import { isSubstituted, memberNamed, type ObjectNode, textAt, valueAt } from '../document/node';
import type { State, StateMachine } from '../document/stateMachine';
import { PAGES } from '../spec/pages';
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
    const found = missingTarget(value, context.namesOf(machine), `${machine.location}/StartAt`);
    if (!found) return;
    yield found;
    if (canBeWalked(machine, context) && !isEndless(machine)) yield* machine.states.map(notReachable);
  },
};

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
    const start = textAt(machine.node, 'StartAt');
    // Without a state to start at, all of them are out of reach: the rule about StartAt says so.
    if (start === undefined || !context.namesOf(machine).has(start) || !canBeWalked(machine, context)) return;
    if (isEndless(machine)) return;
    const reached = reachedFrom(start, machine);
    yield* machine.states.filter(({ name }) => !reached.has(name)).map(notReachable);
  },
};

function notReachable({ key, node, name, location }: State): Finding {
  const span = key?.span ?? node?.span ?? { start: 0, end: 0 };
  return { span, location, message: `State "${name}" is not reachable.` };
}

/** Tells whether it can be read from each state of a machine where it leads. */
function canBeWalked(machine: StateMachine, context: Context): boolean {
  if (context.namesOf(machine).open || context.isBroken(machine.node.span)) return false;
  return machine.states.every(isClear);
}

/** A state that says neither that it ends nor where it leads is the complaint of another rule. */
function isClear(state: State): boolean {
  const { node } = state;
  if (node === undefined) return false;
  const known = CLEAR.get(node);
  if (known !== undefined) return known;
  const clear = isReadable(node) && hasWayOut(state);
  CLEAR.set(node, clear);
  return clear;
}

const CLEAR = new WeakMap<ObjectNode, boolean>();

function isReadable(node: ObjectNode): boolean {
  const type = valueAt(node, 'Type');
  const end = valueAt(node, 'End');
  return (
    !isOpen(node) &&
    type?.kind === 'string' &&
    !isSubstituted(type) &&
    (end === undefined || (end.kind === 'boolean' && !isSubstituted(end)))
  );
}

function hasWayOut(state: State): boolean {
  const targets = targetsOf(state);
  return targets.every(([, value]) => !isSubstituted(value)) && (targets.length > 0 || isEnd(state));
}

function isEnd({ type, node }: State): boolean {
  if (type === 'Succeed' || type === 'Fail') return true;
  const end = valueAt(node, 'End');
  return end?.kind === 'boolean' && end.value === true;
}

function reachedFrom(start: string, { states }: StateMachine): ReadonlySet<string> {
  const byName = new Map(states.map((state) => [state.name, state]));
  const reached = new Set([start]);
  // A set gives what is added while it is walked over.
  for (const name of reached) {
    const state = byName.get(name);
    for (const [, value] of state ? targetsOf(state) : []) if (value.kind === 'string') reached.add(value.value);
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
    if (!isEndless(machine)) return;
    const span = memberNamed(machine.node, 'States')?.key.span ?? openingOf(machine.node);
    yield { span, message: 'Workflow has no terminal state' };
  },
};

function isEndless({ states }: StateMachine): boolean {
  return !states.some(isEnd);
}

/** Rules about where the transitions of a machine lead as a whole. */
export const REACH_RULES: readonly Rule<StateMachine>[] = [startTarget, unreachable, endless];
