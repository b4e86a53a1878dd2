import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { comparedText, present } from './comparedRun';
import { headerLines } from './inspectedExchange';
import { type ValueChange, valueChanges } from './valueChanges';

/** How two answers differ: what should be equal, and what differs each time or in each place. */
export interface OutputDifferences {
  readonly differences: readonly ValueChange[];
  readonly expected: readonly ValueChange[];
}

/**
 * Compares two answers of TestState, the second one with the first one, how the state ended first. Expected to differ are
 * headers and texts that hold times, identifiers of a request or the region.
 */
export function outputDifferences(before: JsonObject, after: JsonObject): OutputDifferences {
  const changes = [...valueChanges(comparableOutput(before), comparableOutput(after))].sort(
    (left, right) => rankOf(left) - rankOf(right),
  );
  return {
    differences: changes.filter((change) => !isExpected(change)),
    expected: changes.filter(isExpected),
  };
}

/** How the state ended comes first, then what went over the wire, then its data. */
const FIRST = ['status', 'error', 'cause', 'output', 'nextState', 'request', 'response'];

function rankOf({ path }: ValueChange): number {
  const rank = FIRST.indexOf(String(path[0]));
  return rank < 0 ? FIRST.length : rank;
}

/**
 * An answer of TestState in the form in which two are compared: texts of JSON as values, headers by their name in lower
 * case with all their values, how the state ended before how it came to that. Absent parts are left out.
 */
export function comparableOutput(output: JsonObject): JsonObject {
  const { request, response, errorDetails, ...data } = inspectionOf(output);
  return present({
    status: output.status,
    error: output.error,
    cause: output.cause,
    output: json(output.output),
    nextState: output.nextState,
    request: isJsonObject(request) ? comparableMessage(request) : undefined,
    response: isJsonObject(response) ? comparableMessage(response) : undefined,
    errorDetails,
    ...Object.fromEntries(Object.entries(data).map(([name, value]) => [name, json(value)])),
  });
}

function inspectionOf({ inspectionData }: JsonObject): JsonObject {
  return isJsonObject(inspectionData) ? inspectionData : {};
}

function comparableMessage({ headers, body, ...message }: JsonObject): JsonObject {
  return present({
    ...message,
    headers: typeof headers === 'string' ? headersByName(headers) : headers,
    body: json(body),
  });
}

function headersByName(list: string): JsonObject {
  const byName = new Map<string, string[]>();
  for (const [name, value] of headerLines(list)) {
    const key = name.toLowerCase();
    byName.set(key, [...(byName.get(key) ?? []), value]);
  }
  return Object.fromEntries([...byName].sort(([left], [right]) => (left < right ? -1 : 1)));
}

function json(written: JsonValue | undefined): JsonValue | undefined {
  return typeof written === 'string' ? comparedText(written) : written;
}

function isExpected(change: ValueChange): boolean {
  const { path } = change;
  const inHeaders = path.findIndex((step) => String(step).toLowerCase() === 'headers');
  if (inHeaders >= 0 && VOLATILE_HEADER.test(String(path[inHeaders + 1] ?? ''))) return true;
  if (change.kind !== 'changed' || typeof change.before !== 'string' || typeof change.after !== 'string') return false;
  return lasting(change.before) === lasting(change.after);
}

/** What servers, proxies and AWS put into a message anew each time. */
const VOLATILE_HEADER =
  /^(date|age|expires|via|set-cookie|connection|keep-alive|transfer-encoding|server-timing|user-agent|range|traceparent|tracestate|cf-ray|nel|report-to|alt-svc|x-cache|x-runtime|x-response-time|x-amzn?-.*|x-envoy-.*|(x-)?ratelimit-.*|.*(request|correlation|trace)-?id)$/i;

/** A text without the times and identifiers in it. */
function lasting(written: string): string {
  return written
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, '<id>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?/g, '<time>')
    .replace(/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT/g, '<time>');
}
