import type { StateRun } from '../../shared/executor/stateRun';
import type { TestStateRequest } from '../../shared/executor/testStateRequest';
import type { JsonObject } from '../../shared/spec/json';
import { PAYLOAD_BYTES } from '../../shared/spec/limits';
import type { RunOutcome } from './protocol';

// A walk through a state machine: one state after the other is run, and each hands its output and variables on. What a
// state is run with, and by whom, is the host's business.

/** What a state is given, as JSON texts; what is absent is left as the state's own request has it. */
export interface Handed {
  readonly stateName: string;
  readonly input?: string;
  readonly variables?: string;
  readonly context?: string;
}

/** What the host knows of a state before it runs. */
export type Plan<Ready> =
  | { readonly kind: 'ready'; readonly ready: Ready }
  | { readonly kind: 'needsMock' }
  /** The machine of the first state has no state of this name. */
  | { readonly kind: 'absent' };

/** Who runs the states of a walk, and is told how far it has come. */
export interface WalkHost<Ready> {
  plan(stateName: string): Promise<Plan<Ready>>;
  run(ready: Ready, handed: Handed): Promise<RunOutcome>;
  /** A state begins. */
  entered(handed: Handed): void;
  /** A state has ended in whatever way. */
  left(handed: Handed, ready: Ready, outcome: RunOutcome): void;
  readonly signal: AbortSignal;
}

/** When a walk stops by itself: after so many states, and after so many HTTP calls. */
export interface WalkLimits {
  readonly steps: number;
  readonly calls: number;
}

/** Waits are skipped, so a loop that polls would call an API as fast as it answers: a hundred times is enough. */
export const WALK_LIMITS: WalkLimits = { steps: 1000, calls: 100 };

/** Why a walk is over; `next` is what the state would be given that was not run. */
export type WalkEnd =
  /** `end`: the machine's; `failed`: nobody caught the error; `retriable`: tried often enough; `notRun`: refused, or the runner broke. */
  | { readonly kind: 'end' | 'failed' | 'retriable' | 'notRun' | 'cancelled' }
  | { readonly kind: 'needsMock' | 'absent' | 'steps' | 'calls'; readonly next: Handed };

/** Walks from a state on until an end, a failure that nobody catches, a state that cannot be run, or a limit. Never rejects by itself. */
export async function walk<Ready>(
  start: Handed,
  host: WalkHost<Ready>,
  limits: WalkLimits = WALK_LIMITS,
): Promise<WalkEnd> {
  let next = start;
  let calls = 0;
  for (let steps = 0; ; steps++) {
    if (host.signal.aborted) return { kind: 'cancelled' };
    if (steps >= limits.steps) return { kind: 'steps', next };
    if (calls >= limits.calls) return { kind: 'calls', next };
    const plan = await host.plan(next.stateName);
    if (plan.kind !== 'ready') return { kind: plan.kind, next };
    host.entered(next);
    const outcome = await host.run(plan.ready, next);
    if (host.signal.aborted) return { kind: 'cancelled' };
    host.left(next, plan.ready, outcome);
    if (outcome.kind !== 'run') return { kind: 'notRun' };
    calls += outcome.run.attempts.reduce((count, { exchanges }) => count + exchanges.length, 0);
    const handed = handedOn(outcome.run);
    if (handed === undefined) return { kind: endOf(outcome.run) };
    next = handed;
  }
}

/** What a run hands on to its next state, also after an error that was caught; undefined when nothing follows. */
export function handedOn(run: StateRun): Handed | undefined {
  const { nextState, output, variables } = run;
  if (nextState === undefined || output === undefined) return undefined;
  const context = contextOf(run, nextState);
  return {
    stateName: nextState,
    input: output.text ?? JSON.stringify(output.value),
    variables: JSON.stringify(variables ?? {}),
    ...(context === undefined ? {} : { context }),
  };
}

/** The request of a state with what it is handed in the place of its own. */
export function handedRequest(request: TestStateRequest, { stateName: _, ...handed }: Handed): TestStateRequest {
  return { ...request, ...handed };
}

/** A request for one more try: every Retrier has been used once more, and the state can read it in its context object. */
export function retriedRequest(request: TestStateRequest): TestStateRequest {
  const count = (request.stateConfiguration?.retrierRetryCount ?? 0) + 1;
  const stateConfiguration = { ...request.stateConfiguration, retrierRetryCount: count };
  const context: unknown = request.context === undefined ? undefined : JSON.parse(request.context);
  if (!isMembers(context) || !isMembers(context.State)) return { ...request, stateConfiguration };
  const counted = { ...context, State: { ...context.State, RetryCount: count } };
  return { ...request, stateConfiguration, context: JSON.stringify(counted) };
}

/**
 * The run of one more try with the tries before it: the panel shows them all. The wait between them, which the last
 * answer named, was skipped.
 */
export function retriedRun(before: StateRun, run: StateRun): StateRun {
  const { retryBackoffIntervalSeconds: seconds } = before.errorDetails ?? {};
  const last = before.attempts.at(-1);
  const waited = seconds === undefined ? {} : { waitMilliseconds: seconds * 1000, waitSkipped: true as const };
  const earlier = last === undefined ? [] : [...before.attempts.slice(0, -1), { ...last, ...waited }];
  return {
    ...run,
    attempts: [...earlier, ...run.attempts],
    startedAt: before.startedAt,
    durationMilliseconds: before.durationMilliseconds + run.durationMilliseconds,
    secrets: [...new Set([...before.secrets, ...run.secrets])],
  };
}

function endOf({ status }: StateRun): 'end' | 'failed' | 'retriable' {
  if (status === 'FAILED') return 'failed';
  return status === 'RETRIABLE' ? 'retriable' : 'end';
}

/**
 * One execution goes through all states: what its context object says of execution and machine stays, the state is the
 * next one. Undefined where it is too large for a request.
 */
function contextOf({ context, startedAt, durationMilliseconds }: StateRun, stateName: string): string | undefined {
  if (context === undefined) return undefined;
  const { Execution, StateMachine } = context;
  const entered = new Date(Date.parse(startedAt) + Math.max(0, Math.round(durationMilliseconds))).toISOString();
  const text = JSON.stringify({
    Execution,
    StateMachine,
    State: { Name: stateName, EnteredTime: entered, RetryCount: 0 },
  });
  return Buffer.byteLength(text) > PAYLOAD_BYTES ? undefined : text;
}

function isMembers(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
