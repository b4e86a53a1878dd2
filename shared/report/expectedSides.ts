import type { HttpRequest, StateRun } from '../executor/stateRun';
import type { ExpectedRun } from '../spec/expectation';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { actualRequest, inspectionOf } from './actualRun';
import { differencesOf } from './expectation';

/** An expectation, and what happened as far as the expectation speaks of it. */
export interface ExpectedSides {
  readonly expected: JsonObject;
  readonly actual: JsonObject;
}

/**
 * Both sides of a comparison of a run with its expectation, in the order of the expectation; where they are equal, the
 * expectation is met. Assertions are left out. A failure that nobody expected adds its status, error and cause.
 */
export function expectedSides(run: StateRun, expect: ExpectedRun): ExpectedSides {
  const { status, output, error, cause, nextState, request, inspection } = expect;
  const expected = present({ status, output, error, cause, nextState, request: request && { ...request }, inspection });
  const sent = actualRequest(run);
  const all = present({
    status: run.status,
    output: run.output?.value,
    error: run.error,
    cause: run.cause,
    nextState: run.nextState,
    request: request && sent && comparableRequest(request, sent),
    inspection: inspection && inspectionOf(run),
  });
  const actual = partOf(all, expected) as JsonObject;
  const isSurprise = differencesOf(run, expect).some(({ path }) => path[0] === 'status') && status === undefined;
  if (!isSurprise) return { expected, actual };
  const failure = present({ status: run.status, error: run.error, cause: run.cause });
  return { expected: { status: 'SUCCEEDED', ...expected }, actual: { ...failure, ...actual } };
}

/** The part of a value that another one speaks of; items behind the end of a list belong to it, for they are not expected. */
function partOf(value: JsonValue, expected: JsonValue): JsonValue {
  if (isJsonObject(value) && isJsonObject(expected)) {
    const names = Object.keys(expected).filter((name) => Object.hasOwn(value, name));
    return Object.fromEntries(names.map((name) => [name, partOf(value[name] ?? null, expected[name] ?? null)]));
  }
  if (!Array.isArray(value) || !Array.isArray(expected)) return value;
  return value.map((item: JsonValue, index) =>
    index < expected.length ? partOf(item, (expected[index] as JsonValue | undefined) ?? null) : item,
  );
}

function comparableRequest({ headers = {}, body }: NonNullable<ExpectedRun['request']>, sent: HttpRequest): JsonObject {
  const lines = sent.headers.filter(({ overriddenBy }) => overriddenBy === undefined);
  const shown = Object.entries(headers).flatMap(([name, wanted]) => {
    const values = lines.filter((line) => line.name.toLowerCase() === name.toLowerCase()).map(({ value }) => value);
    const [only] = values;
    if (only === undefined) return [];
    return [[name, typeof wanted === 'string' && values.length === 1 ? only : values] as const];
  });
  return present({
    method: sent.method,
    url: sent.url,
    headers: Object.fromEntries(shown),
    body: typeof body === 'string' ? sent.body?.text : sent.body?.value,
  });
}

function present(members: Readonly<Record<string, unknown>>): JsonObject {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as JsonObject;
}
