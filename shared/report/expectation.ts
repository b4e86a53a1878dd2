import type { HttpRequest, StateRun } from '../executor/stateRun';
import type { ExpectedRun } from '../spec/expectation';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { actualRequest, inspectionOf } from './actualRun';

/** Where in an expectation a difference is: names of members and indexes of items. */
export type ExpectedPath = readonly (string | number)[];

/** A place at which a run is not as expected; the side that has nothing there is absent. */
export interface Difference {
  readonly path: ExpectedPath;
  readonly expected?: JsonValue;
  readonly actual?: JsonValue;
}

/**
 * Every difference between a run and what was expected of it, in the order of the expectation; none when it is met.
 * Assertions are not looked at here. A run that failed without anybody expecting it differs in its status: a failure is
 * expected by `status`, `error` or `cause`.
 */
export function differencesOf(run: StateRun, expected: ExpectedRun | undefined): readonly Difference[] {
  const { request, inspection, status, output, error, cause, nextState } = expected ?? {};
  const actual: Readonly<Record<string, JsonValue | undefined>> = {
    status: run.status,
    output: run.output?.value,
    error: run.error,
    cause: run.cause,
    nextState: run.nextState,
  };
  const plain = Object.entries({ status, output, error, cause, nextState }).flatMap(([name, wanted]) =>
    wanted === undefined ? [] : compare(wanted, actual[name], [name]),
  );
  const sent = request === undefined ? [] : compareRequest(request, actualRequest(run));
  const inspected = inspection === undefined ? [] : compare(inspection, inspectionOf(run), ['inspection']);
  return [...unexpectedFailure(run, expected), ...plain, ...sent, ...inspected];
}

function unexpectedFailure({ status }: StateRun, expected: ExpectedRun = {}): readonly Difference[] {
  const isExpected = [expected.status, expected.error, expected.cause].some((told) => told !== undefined);
  const isFailure = status === 'FAILED' || status === 'RETRIABLE';
  return isFailure && !isExpected ? [{ path: ['status'], expected: 'SUCCEEDED', actual: status }] : [];
}

/** Lists match item by item and must be equally long; the members of objects that nobody expects are left alone. */
function compare(expected: JsonValue, actual: JsonValue | undefined, path: ExpectedPath): readonly Difference[] {
  if (isJsonObject(expected) && isJsonObject(actual)) {
    return Object.entries(expected).flatMap(([name, wanted]) =>
      compare(wanted, Object.hasOwn(actual, name) ? actual[name] : undefined, [...path, name]),
    );
  }
  if (Array.isArray(expected) && Array.isArray(actual)) return compareLists(expected, actual, path);
  return expected === actual ? [] : [difference(path, expected, actual)];
}

function compareLists(
  expected: readonly JsonValue[],
  actual: readonly JsonValue[],
  path: ExpectedPath,
): readonly Difference[] {
  const shared = expected.flatMap((wanted, index) => compare(wanted, actual[index], [...path, index]));
  const more = actual.slice(expected.length);
  return [...shared, ...more.map((item, index) => difference([...path, expected.length + index], undefined, item))];
}

function compareRequest(
  expected: NonNullable<ExpectedRun['request']>,
  sent: HttpRequest | undefined,
): readonly Difference[] {
  const { method, url, headers, body } = expected;
  if (sent === undefined) return [difference(['request'], { ...expected } as JsonObject, undefined)];
  return [
    ...(method === undefined ? [] : compare(method, sent.method, ['request', 'method'])),
    ...(url === undefined ? [] : compare(url, sent.url, ['request', 'url'])),
    ...Object.entries(headers ?? {}).flatMap(([name, values]) => compareHeader(name, values, sent)),
    ...(body === undefined ? [] : compareBody(body, sent)),
  ];
}

/** Headers of one name may stand in a request more than once; all their values count, in the order on the wire. */
function compareHeader(
  name: string,
  expected: string | readonly string[],
  { headers }: HttpRequest,
): readonly Difference[] {
  const lines = headers.filter((line) => line.overriddenBy === undefined);
  const actual = lines.filter((line) => line.name.toLowerCase() === name.toLowerCase()).map(({ value }) => value);
  const path: ExpectedPath = ['request', 'headers', name];
  const wanted: readonly string[] = typeof expected === 'string' ? [expected] : expected;
  if (wanted.length === actual.length && wanted.every((value, index) => value === actual[index])) return [];
  const isOne = typeof expected === 'string' && actual.length === 1;
  return [difference(path, expected, actual.length === 0 ? undefined : isOne ? actual[0] : actual)];
}

/** A text is the whole body as sent; anything else a part of it before it was encoded. */
function compareBody(expected: JsonValue, { body }: HttpRequest): readonly Difference[] {
  const actual = typeof expected === 'string' ? body?.text : body?.value;
  return compare(expected, actual, ['request', 'body']);
}

function difference(path: ExpectedPath, expected: JsonValue | undefined, actual: JsonValue | undefined): Difference {
  return {
    path,
    ...(expected === undefined ? {} : { expected }),
    ...(actual === undefined ? {} : { actual }),
  };
}
