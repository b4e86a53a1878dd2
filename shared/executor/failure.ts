import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { leaveJsonata } from './jsonataFlow';
import { assigned, place } from './jsonPathFlow';
import { type Ending, fieldValue, type Life, record } from './life';
import type { StateError } from './stateError';
import type { ErrorDetails, StageData } from './stateRun';

// Retry and Catch, from https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html.

/** The Retrier that takes an error, with what it does: wait and try again, or nothing any more. */
export interface RetryDecision {
  readonly retryIndex: number;
  /** Seconds to wait before the next try; undefined when the attempts are used up. */
  readonly backoffSeconds: number | undefined;
  /** FULL draws the wait at random between 0 and the backoff. */
  readonly jitter: boolean;
}

/** Finds the first Retrier that takes an error; `used` says how often each was used. Undefined when none takes it. */
export function findRetrier(
  life: Life,
  failure: StateError,
  used: (index: number) => number,
): RetryDecision | undefined {
  const retriers = objectsOf(fieldValue(life, 'Retry'));
  const retryIndex = retriers.findIndex((retrier) => takes(retrier, failure.error));
  const retrier = retriers[retryIndex];
  if (retrier === undefined) return undefined;
  const count = used(retryIndex);
  const left = count < numberOf(retrier.MaxAttempts, 3);
  const jitter = retrier.JitterStrategy === 'FULL';
  return { retryIndex, backoffSeconds: left ? backoff(retrier, count) : undefined, jitter };
}

/** The longest MaxDelaySeconds, which also ends growth where a Retrier names none (our choice). */
const LONGEST_DELAY_SECONDS = 31_622_400;

function backoff(retrier: JsonObject, count: number): number {
  const seconds = numberOf(retrier.IntervalSeconds, 1) * numberOf(retrier.BackoffRate, 2) ** count;
  return Math.min(seconds, numberOf(retrier.MaxDelaySeconds, LONGEST_DELAY_SECONDS));
}

/** What a Catcher made of an error: where it goes on and with what. */
export interface Caught extends Ending {
  readonly catchIndex: number;
}

/** Finds the first Catcher that takes an error and applies it; undefined when none does. Throws when its own fields fail. */
export async function applyCatcher(life: Life, failure: StateError): Promise<Caught | undefined> {
  const catchers = objectsOf(fieldValue(life, 'Catch'));
  const catchIndex = catchers.findIndex((catcher) => takes(catcher, failure.error));
  const catcher = catchers[catchIndex];
  if (catcher === undefined) return undefined;
  const errorOutput: StageData = { value: { Error: failure.error, Cause: failure.reason ?? '' } };
  const ending = await (life.state.queryLanguage === 'JSONata'
    ? leaveJsonata(life, catcher, { errorOutput: errorOutput.value }, errorOutput)
    : catchJsonPath(life, catcher, errorOutput));
  const next = typeof catcher.Next === 'string' ? { nextState: catcher.Next } : {};
  return { ...ending, ...next, catchIndex };
}

async function catchJsonPath(life: Life, catcher: JsonObject, errorOutput: StageData): Promise<Ending> {
  const output = record(life, 'afterResultPath', place(catcher.ResultPath, life.input, errorOutput));
  return { output, ...(await assigned(life, catcher.Assign, errorOutput)) };
}

/** The errorDetails of an answer, whole seconds as in the service's model (cut off, our choice); absent when neither a Retrier nor a Catcher took the error. */
export function errorDetails(
  retry: RetryDecision | undefined,
  caught: Caught | undefined,
): { readonly errorDetails?: ErrorDetails } {
  if (retry === undefined && caught === undefined) return {};
  return {
    errorDetails: {
      ...(caught === undefined ? {} : { catchIndex: caught.catchIndex }),
      ...(retry === undefined ? {} : { retryIndex: retry.retryIndex }),
      ...(retry?.backoffSeconds === undefined ? {} : { retryBackoffIntervalSeconds: Math.floor(retry.backoffSeconds) }),
    },
  };
}

/** States.Runtime is never taken; States.ALL takes all else, States.TaskFailed all else but States.Timeout. */
function takes(rule: JsonObject, error: string): boolean {
  const names = Array.isArray(rule.ErrorEquals) ? rule.ErrorEquals : [];
  if (error === 'States.Runtime') return false;
  return (
    names.includes(error) ||
    names.includes('States.ALL') ||
    (names.includes('States.TaskFailed') && error !== 'States.Timeout')
  );
}

function objectsOf(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.map((item: JsonValue) => (isJsonObject(item) ? item : {})) : [];
}

function numberOf(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
