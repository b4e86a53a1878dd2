import { isJsonObject, type JsonObject } from '../spec/json';
import { checkRequest } from './checkRequest';
import { defaultContext } from './contextObject';
import type { Effects } from './effects';
import { applyCatcher, errorDetails, findRetrier, type RetryDecision } from './failure';
import { isHttpTask } from './httpTask';
import { type Ending, type Life, newJournal, record } from './life';
import { checkOutput } from './limits';
import { LIVES } from './lives';
import { type ResolvedState, resolveState } from './resolveState';
import { RefusedRequest, runtimeError, StateError, stateErrorOf } from './stateError';
import type { StateRun, Status } from './stateRun';
import type { ApiError, RunSettings, TestStateRequest } from './testStateRequest';

/** How a request was answered: by running the state, or refused by the rules of the TestState API. */
export type RunResult =
  | { readonly kind: 'run'; readonly run: StateRun }
  | { readonly kind: 'refused'; readonly error: ApiError };

/**
 * Runs one state as the TestState API does, from
 * https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html.
 * A state that fails is an answer too; what rejects is our own mistake.
 */
export async function runState(request: TestStateRequest, settings: RunSettings, effects: Effects): Promise<RunResult> {
  const state = resolveState(request);
  if ('message' in state) return { kind: 'refused', error: state };
  const checked = checkRequest(request, state, settings);
  if ('message' in checked) return { kind: 'refused', error: checked };
  const context = checked.context ?? defaultContext(state, request, checked.input.value, effects);
  const { stateConfiguration: configuration = {} } = request;
  const { input, variables, mock, notes } = checked;
  const journal = newJournal(notes);
  const life: Life = { state, settings, configuration, effects, input, variables, mock, context, journal };
  const startedAt = effects.now();
  try {
    const outcome = await liveOn(life);
    return { kind: 'run', run: toStateRun(life, outcome, startedAt) };
  } catch (error) {
    if (!(error instanceof RefusedRequest)) throw error;
    return { kind: 'refused', error: { name: 'ValidationException', message: error.message } };
  }
}

/** How the last try of a state ended. */
interface Outcome extends Partial<Ending>, Pick<StateRun, 'errorDetails'> {
  readonly status: Status;
  readonly error?: string;
  readonly cause?: string;
}

/** Tries once, or, where the settings say so, again and again as the Retriers have it. */
async function liveOn(first: Life): Promise<Outcome> {
  const used = new Map<number, number>();
  let life = first;
  for (;;) {
    const tried = await tryOnce(life);
    if (!(tried instanceof StateError)) {
      closeAttempt(life);
      return { status: 'SUCCEEDED', ...tried };
    }
    const retry = findRetrier(life, tried, (index) => used.get(index) ?? life.configuration.retrierRetryCount ?? 0);
    if (retry?.backoffSeconds === undefined) return afterFailure(life, tried, retry);
    if (!mayRetry(life)) {
      closeAttempt(life, tried);
      return { status: 'RETRIABLE', ...errorOf(tried), ...errorDetails(retry, undefined) };
    }
    used.set(retry.retryIndex, (used.get(retry.retryIndex) ?? life.configuration.retrierRetryCount ?? 0) + 1);
    const milliseconds = Math.round(retry.backoffSeconds * 1000 * (retry.jitter ? life.effects.random() : 1));
    closeAttempt(life, tried, milliseconds);
    life.effects.phase('waiting');
    if (life.settings.skipWaits !== true) await life.effects.wait(milliseconds);
    life = { ...life, context: retriedContext(life.context) };
  }
}

/** The next try can read that it is one more. */
function retriedContext(context: JsonObject): JsonObject {
  const { State: state } = context;
  if (!isJsonObject(state) || typeof state.RetryCount !== 'number') return context;
  return { ...context, State: { ...state, RetryCount: state.RetryCount + 1 } };
}

/** Whoever skips the waits says how often is enough: a Retrier may have it tried again a hundred million times. */
function mayRetry({ settings, effects, journal }: Life): boolean {
  const { retry = false, mostAttempts = Number.POSITIVE_INFINITY } = settings;
  return retry && !effects.signal.aborted && journal.attempts.length + 1 < mostAttempts;
}

/** Stages are those of the last try; the exchanges of each try stay in its attempt. */
async function tryOnce(life: Life): Promise<Ending | StateError> {
  life.journal.stages = [];
  life.journal.exchanges = [];
  record(life, 'input', life.input);
  try {
    const live = LIVES[String(life.state.definition.Type)];
    if (live === undefined) throw runtimeError(`There is no state of type '${String(life.state.definition.Type)}'`);
    const ending = await live(life);
    checkOutput(life.state.name, ending.output.value);
    return ending;
  } catch (error) {
    return stateErrorOf(error);
  }
}

async function afterFailure(life: Life, failure: StateError, retry: RetryDecision | undefined): Promise<Outcome> {
  closeAttempt(life, failure);
  try {
    const caught = await applyCatcher(life, failure);
    if (caught) {
      const { catchIndex: _catchIndex, ...ending } = caught;
      checkOutput(life.state.name, ending.output.value);
      return { status: 'CAUGHT_ERROR', ...ending, ...errorOf(failure), ...errorDetails(retry, caught) };
    }
    return { status: 'FAILED', ...errorOf(failure), ...errorDetails(retry, undefined) };
  } catch (error) {
    return { status: 'FAILED', ...errorOf(stateErrorOf(error)) };
  }
}

/** A Fail may have neither an error nor a cause. */
function errorOf({ error, reason }: StateError): { readonly error?: string; readonly cause?: string } {
  return { ...(error === '' ? {} : { error }), ...(reason === undefined ? {} : { cause: reason }) };
}

function closeAttempt(life: Life, failure?: StateError, waitMilliseconds?: number): void {
  const { exchanges, attempts } = life.journal;
  const isSkipped = waitMilliseconds !== undefined && life.settings.skipWaits === true;
  attempts.push({
    exchanges,
    ...(failure === undefined ? {} : errorOf(failure)),
    ...(waitMilliseconds === undefined ? {} : { waitMilliseconds }),
    ...(isSkipped ? { waitSkipped: true } : {}),
  });
}

function toStateRun(life: Life, outcome: Outcome, startedAt: number): StateRun {
  const { state, journal, effects } = life;
  const { variables = life.variables, ...rest } = outcome;
  return {
    stateName: state.name,
    stateType: typeOf(state),
    queryLanguage: state.queryLanguage,
    isHttpTask: isHttpTask(state.definition),
    mocked: life.mock !== undefined,
    ...rest,
    stages: journal.stages,
    ...(hasMembers(variables) ? { variables } : {}),
    context: life.context,
    attempts: journal.attempts,
    ...(journal.map === undefined ? {} : { map: journal.map }),
    startedAt: new Date(startedAt).toISOString(),
    durationMilliseconds: effects.now() - startedAt - journal.waited,
    secrets: [...journal.secrets],
    notes: [...journal.notes],
  };
}

function typeOf(state: ResolvedState): string {
  return String(state.definition.Type ?? '');
}

function hasMembers(value: JsonObject): boolean {
  return isJsonObject(value) && Object.keys(value).length > 0;
}
