import type { JsonValue } from '../spec/json';
import { timestampOf } from './compare';
import { jsonata, leaveJsonata } from './jsonataFlow';
import { applyInputPath, applyOutputPath, scopeOf } from './jsonPathFlow';
import { type Ending, evaluate, type Life } from './life';
import { runtimeError, StateError } from './stateError';
import type { StageData } from './stateRun';

// The Wait state, from https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html. A test reads and checks
// how long the state would wait, and does not wait.

const MOST_SECONDS = 99_999_999;

/** Runs a Wait without waiting: its time is evaluated and checked, then the data flows on. */
export async function liveWait(life: Life): Promise<Ending> {
  life.journal.notes.add('A Wait state does not wait in a test.');
  if (life.state.queryLanguage === 'JSONata') {
    await checkJsonata(life);
    return leaveJsonata(life, life.state.definition, {}, life.input);
  }
  const data = await applyInputPath(life);
  await checkPaths(life, data);
  return applyOutputPath(life, data, data);
}

async function checkJsonata(life: Life): Promise<void> {
  const { Seconds: seconds, Timestamp: timestamp } = life.state.definition;
  if (typeof seconds === 'string') {
    const value = await jsonata(life, seconds, 'Seconds', {}, 'number');
    if (!isSeconds(value))
      throw queryError(
        `The Seconds of a Wait must be a whole number from 0 to ${MOST_SECONDS}: ${JSON.stringify(value)}`,
      );
  }
  if (typeof timestamp === 'string') {
    const value = await jsonata(life, timestamp, 'Timestamp', {}, 'string');
    if (timestampOf(value) === undefined)
      throw queryError(`The Timestamp of a Wait must be a timestamp of RFC 3339: ${JSON.stringify(value)}`);
  }
}

function queryError(cause: string): StateError {
  return new StateError('States.QueryEvaluationError', cause);
}

async function checkPaths(life: Life, data: StageData): Promise<void> {
  const { SecondsPath: seconds, TimestampPath: timestamp } = life.state.definition;
  if (typeof seconds === 'string') checkSeconds(seconds, await valueAt(life, seconds, data));
  if (typeof timestamp === 'string') {
    const value = await valueAt(life, timestamp, data);
    if (timestampOf(value) === undefined)
      throw runtimeError(
        `The TimestampPath parameter does not reference a valid timestamp: ${timestamp} == ${text(value)}`,
      );
  }
}

function valueAt(life: Life, path: string, data: StageData): Promise<JsonValue> {
  return evaluate(life, { kind: 'path', text: path, scope: scopeOf(life, data) });
}

/** A text of digits counts as a number (recorded). */
function checkSeconds(path: string, value: JsonValue): void {
  const seconds = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  if (typeof seconds !== 'number' || !Number.isInteger(seconds)) {
    throw runtimeError(`The SecondsPath parameter cannot be parsed as a long value: ${path} == ${text(value)}`);
  }
  if (seconds < 0)
    throw runtimeError(`The SecondsPath parameter references a negative value: ${path} == ${text(value)}`);
  if (seconds > MOST_SECONDS)
    throw runtimeError(`The SecondsPath parameter references a value above ${MOST_SECONDS}: ${path} == ${text(value)}`);
}

function isSeconds(value: JsonValue): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MOST_SECONDS;
}

function text(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
