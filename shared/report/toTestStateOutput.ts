import type { HttpRequest, HttpResponse, RequestPart, Stage, StageData, StateRun } from '../executor/stateRun';
import type { InspectionLevel } from '../executor/testStateRequest';
import type { JsonObject, JsonValue } from '../spec/json';
import { withQuery } from './query';

// The answer of the TestState API, from https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html.

/**
 * A run as TestState answers it: members in the API's order, absent ones left out, data as JSON texts. Without
 * `revealSecrets` the request of `inspectionData` lacks all that the connection added, and nothing else is hidden.
 */
export function toTestStateOutput(run: StateRun, level: InspectionLevel, revealSecrets: boolean): JsonObject {
  return present({
    output: run.output && dataText(run.output),
    error: run.error,
    cause: run.cause,
    inspectionData: level === 'INFO' ? undefined : inspectionData(run, level, revealSecrets),
    nextState: run.nextState,
    status: run.status,
  });
}

/** The text of a stage's data: the source text where it passed through untouched, else compact JSON. */
export function dataText(data: StageData): string {
  return data.text ?? JSON.stringify(data.value);
}

function inspectionData(run: StateRun, level: InspectionLevel, revealSecrets: boolean): JsonObject {
  const stages = new Map(run.stages.map((stage) => [stage.name, stageText(stage)]));
  const before = STAGES_BEFORE_REQUEST.map((name) => [name, stages.get(name)] as const);
  const after = STAGES_BEHIND.map((name) => [name, stages.get(name)] as const);
  const { variables, errorDetails, map } = run;
  return present({
    ...Object.fromEntries(before),
    ...(level === 'TRACE' ? exchange(run, revealSecrets) : {}),
    variables: variables && Object.keys(variables).length > 0 ? JSON.stringify(variables) : undefined,
    errorDetails: errorDetails && present({ ...errorDetails }),
    ...Object.fromEntries(after),
    toleratedFailureCount: map?.toleratedFailureCount,
    toleratedFailurePercentage: map?.toleratedFailurePercentage,
    maxConcurrency: map?.maxConcurrency,
  });
}

const STAGES_BEFORE_REQUEST = [
  'input',
  'afterArguments',
  'afterInputPath',
  'afterParameters',
  'result',
  'afterResultSelector',
  'afterResultPath',
] as const;

const STAGES_BEHIND = ['afterItemsPath', 'afterItemSelector', 'afterItemBatcher', 'afterItemsPointer'] as const;

const LISTS_OF_ITEMS = new Set<string>(STAGES_BEHIND);

/** AWS prints the items of a Map as Java prints a list: a blank behind each comma between them. */
function stageText({ name, data }: Stage): string {
  const { value } = data;
  if (!LISTS_OF_ITEMS.has(name) || !Array.isArray(value)) return dataText(data);
  return `[${value.map((item: JsonValue) => JSON.stringify(item)).join(', ')}]`;
}

function exchange(run: StateRun, revealSecrets: boolean): Record<string, JsonValue | undefined> {
  if (!run.isHttpTask || run.mocked) return {};
  const last = run.attempts.at(-1)?.exchanges.findLast(({ purpose }) => purpose === 'task');
  if (last === undefined) return {};
  return {
    request: inspectionRequest(last.request, revealSecrets),
    response: last.response && inspectionResponse(last.response),
  };
}

function inspectionRequest(request: HttpRequest, revealSecrets: boolean): JsonObject {
  const isShown = (part: RequestPart): boolean => revealSecrets || !isFromConnection(part);
  return present({
    protocol: request.protocol,
    method: request.method,
    url: revealSecrets ? request.url : urlOf(request, isShown),
    headers: headerList(listedHeaders(request).filter(isShown)),
    body: revealSecrets ? request.body?.text : request.body?.textWithoutConnection,
  });
}

/** The headers in TestState's order; those that only the wire has are not among them. */
function listedHeaders(request: HttpRequest): readonly RequestPart[] {
  const sent = request.headers.filter((header) => header.overriddenBy === undefined);
  const from = (origin: RequestPart['origin']) => sent.filter((header) => header.origin === origin);
  const own = LISTED_SERVICE_HEADERS.flatMap((name) =>
    from('stepFunctions').filter((header) => header.name.toLowerCase() === name),
  );
  return [...from('definition'), ...from('authorization'), ...from('connection'), ...own];
}

const LISTED_SERVICE_HEADERS = ['user-agent', 'range'];

function isFromConnection({ origin }: RequestPart): boolean {
  return origin === 'connection' || origin === 'authorization';
}

/** The address with the pairs of its query that may be shown. */
function urlOf({ endpoint, query, url }: HttpRequest, isShown: (part: RequestPart) => boolean): string {
  const sent = query.filter(({ overriddenBy }) => overriddenBy === undefined);
  if (sent.every(isShown)) return url;
  return withQuery(
    endpoint,
    sent.filter(isShown).map(({ encoded }) => encoded),
  );
}

function inspectionResponse(response: HttpResponse): JsonObject {
  return present({
    protocol: response.protocol,
    statusCode: String(response.statusCode),
    statusMessage: response.statusMessage === '' ? undefined : response.statusMessage,
    headers: headerList(response.headers.map(([name, value]) => ({ name, value }))),
    body: response.body,
  });
}

/** TestState's form of headers, which is no JSON: `[name: value, name: value]`. */
function headerList(headers: readonly { readonly name: string; readonly value: string }[]): string {
  return `[${headers.map(({ name, value }) => `${name}: ${value}`).join(', ')}]`;
}

function present(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const entries = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}
