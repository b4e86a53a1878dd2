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

/** Runs a Wait without waiting: its time is evaluated, checked and noted, then the data flows on. */
export async function liveWait(life: Life): Promise<Ending> {
  if (life.state.queryLanguage === 'JSONata') {
    noteTime(life, await checkJsonata(life));
    return leaveJsonata(life, life.state.definition, {}, life.input);
  }
  const data = await applyInputPath(life);
  noteTime(life, await checkPaths(life, data));
  return applyOutputPath(life, data, data);
}

function noteTime(life: Life, evaluated: JsonValue | undefined): void {
  const { Seconds, Timestamp } = life.state.definition;
  const time = evaluated ?? Seconds ?? Timestamp;
  const isSeconds = typeof time === 'number' || /^\d+$/.test(String(time));
  life.journal.notes.add(
    time === undefined
      ? 'A Wait state does not wait in a test.'
      : `A Wait state does not wait in a test: it would wait ${isSeconds ? `${time} s` : `until ${text(time)}`}.`,
  );
}

/** The seconds or the timestamp that an expression gives; undefined where it is plain. */
async function checkJsonata(life: Life): Promise<JsonValue | undefined> {
  const { Seconds: seconds, Timestamp: timestamp } = life.state.definition;
  if (typeof seconds === 'string') {
    const value = await jsonata(life, seconds, 'Seconds', {}, 'number');
    if (!isSeconds(value))
      throw queryError(
        `The Seconds of a Wait must be a whole number from 0 to ${MOST_SECONDS}: ${JSON.stringify(value)}`,
      );
    return value;
  }
  if (typeof timestamp === 'string') {
    const value = await jsonata(life, timestamp, 'Timestamp', {}, 'string');
    if (timestampOf(value) === undefined)
      throw queryError(`The Timestamp of a Wait must be a timestamp of RFC 3339: ${JSON.stringify(value)}`);
    return value;
  }
  return undefined;
}

function queryError(cause: string): StateError {
  return new StateError('States.QueryEvaluationError', cause);
}

/** The seconds or the timestamp that a path leads to; undefined where there is no path. */
async function checkPaths(life: Life, data: StageData): Promise<JsonValue | undefined> {
  const { SecondsPath: seconds, TimestampPath: timestamp } = life.state.definition;
  if (typeof seconds === 'string') {
    const value = await valueAt(life, seconds, data);
    checkSeconds(seconds, value);
    return value;
  }
  if (typeof timestamp === 'string') {
    const value = await valueAt(life, timestamp, data);
    if (timestampOf(value) === undefined)
      throw runtimeError(
        `The TimestampPath parameter does not reference a valid timestamp: ${timestamp} == ${text(value)}`,
      );
    return value;
  }
  return undefined;
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
