import type {
  Attempt,
  Exchange,
  HttpRequest,
  HttpResponse,
  RequestBody,
  RequestPart,
  StageData,
  StateRun,
} from '../../../shared/executor/stateRun';
import { MASK, type Masker, masker, partValue } from '../../../shared/report/mask';
import { requestBody, requestUrl } from '../../../shared/report/rawHttp';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/spec/json';

/** Values nested deeper than this are not followed: a page could not show them. */
const DEEPEST = 200;

/**
 * A run as it may be shown and kept: secret values are masked in their own places and wherever else they turn up, and
 * `secrets` is empty.
 */
export function maskedRun(run: StateRun): StateRun {
  const mask = masker(run, false);
  return {
    ...run,
    stateName: mask(run.stateName),
    ...(run.output && { output: data(run.output, mask) }),
    ...(run.error !== undefined && { error: mask(run.error) }),
    ...(run.cause !== undefined && { cause: mask(run.cause) }),
    ...(run.nextState !== undefined && { nextState: mask(run.nextState) }),
    ...(run.variables && { variables: members(run.variables, mask, 0) }),
    ...(run.context && { context: members(run.context, mask, 0) }),
    stages: run.stages.map((stage) => ({ ...stage, data: data(stage.data, mask) })),
    attempts: run.attempts.map((one) => attempt(one, mask)),
    notes: run.notes.map(mask),
    secrets: [],
  };
}

/** A value as it may be shown or written: secrets are masked wherever they turn up in it. */
export function maskedValue(value: JsonValue, mask: Masker): JsonValue {
  return json(value, mask, 0);
}

function data({ value, text }: StageData, mask: Masker): StageData {
  return { value: json(value, mask, 0), ...(text !== undefined && { text: mask(text) }) };
}

function attempt(one: Attempt, mask: Masker): Attempt {
  return {
    ...one,
    exchanges: one.exchanges.map((call) => exchange(call, mask)),
    ...(one.error !== undefined && { error: mask(one.error) }),
    ...(one.cause !== undefined && { cause: mask(one.cause) }),
  };
}

function exchange(call: Exchange, mask: Masker): Exchange {
  return {
    ...call,
    request: request(call.request, mask),
    ...(call.response && { response: response(call.response, mask) }),
  };
}

function request(sent: HttpRequest, mask: Masker): HttpRequest {
  const showing = { mask, reveal: false };
  const url = requestUrl(sent, showing);
  return {
    ...sent,
    method: mask(sent.method),
    url,
    endpoint: mask(sent.endpoint),
    query: sent.query.map((one) => ({ ...part(one, mask), encoded: one.secret ? MASK : mask(one.encoded) })),
    headers: sent.headers.map((one) => part(one, mask)),
    body: sent.body && { ...body(sent.body, mask), text: requestBody(sent, showing) },
    ...(sent.sentTo !== undefined && { sentTo: mask(sent.sentTo) }),
  };
}

function part(one: RequestPart, mask: Masker): RequestPart {
  return { ...one, name: mask(one.name), value: partValue(one, mask, false) };
}

function body(sent: RequestBody, mask: Masker): RequestBody {
  const secretNames = new Set(sent.members.filter(({ secret }) => secret).map(({ name }) => name));
  return {
    ...sent,
    value: json(sent.value, mask, 0, secretNames),
    members: sent.members.map((one) => part(one, mask)),
    textWithoutConnection: sent.textWithoutConnection === undefined ? undefined : mask(sent.textWithoutConnection),
  };
}

function response(answer: HttpResponse, mask: Masker): HttpResponse {
  return {
    ...answer,
    statusMessage: mask(answer.statusMessage),
    headers: answer.headers.map(([name, value]) => [mask(name), mask(value)] as const),
    body: answer.body === undefined ? undefined : mask(answer.body),
  };
}

function json(value: JsonValue, mask: Masker, depth: number, secretNames?: ReadonlySet<string>): JsonValue {
  if (typeof value === 'string') return mask(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth > DEEPEST) return '…';
  return isJsonObject(value)
    ? members(value, mask, depth, secretNames)
    : value.map((item) => json(item, mask, depth + 1));
}

function members(object: JsonObject, mask: Masker, depth: number, secretNames?: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [
      mask(name),
      secretNames?.has(name) ? MASK : json(value, mask, depth + 1),
    ]),
  );
}
