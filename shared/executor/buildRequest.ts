import type { Connection } from '../spec/connection';
import { isServiceHeader, RANGE_HEADER, userAgent } from '../spec/headers';
import { DEFAULT_CONTENT_TYPE } from '../spec/httpTask';
import type { JsonObject, JsonValue } from '../spec/json';
import { authorizationHeader } from './authorize';
import { encodeForm } from './encode';
import type { Target } from './endpoint';
import type { HttpFields } from './httpFields';
import { mergeBody, mergeHeaders, mergeQuery } from './merge';
import type { HttpRequest, QueryPart, RequestBody, RequestPart } from './stateRun';

/** A request to write: the endpoint and the parts, before headers of HTTP itself. */
export interface RequestDraft {
  readonly target: Target;
  readonly method: string;
  readonly headers: readonly RequestPart[];
  readonly query: readonly QueryPart[];
  readonly body: RequestBody | undefined;
}

/**
 * Makes the request of an HTTP Task: merged with its connection, authorized and encoded.
 * Throws States.Runtime where the bodies cannot be merged. Without a connection nothing is added (mocked tests only).
 */
export function buildTaskRequest(
  fields: HttpFields,
  connection: Connection | undefined,
  accessToken: string | undefined,
  region: string,
): HttpRequest {
  const added = connection?.AuthParameters.InvocationHttpParameters;
  const own = connection && authorizationHeader(connection, accessToken);
  const merged = mergeBody(fields.body, added);
  const body = bodyOf(merged.value, merged.members, merged.withoutConnection, fields);
  const { sent, overridden } = mergeHeaders(fields.headers, added, own);
  const service = [part('User-Agent', userAgent(region)), part('Range', RANGE_HEADER)];
  const kept = sent.filter(({ name }) => !isReplaced(name));
  const replaced = sent
    .filter(({ name }) => isReplaced(name))
    .map((header) => ({ ...header, overriddenBy: 'stepFunctions' as const }));
  const typed = kept.some(({ name }) => name.toLowerCase() === 'content-type');
  const contentType = body === undefined || typed ? [] : [part('Content-Type', DEFAULT_CONTENT_TYPE)];
  const headers = [...kept, ...service, ...contentType, ...overridden, ...replaced];
  return writeRequest({
    target: fields.target,
    method: fields.method,
    headers,
    query: mergeQuery(fields.query, added),
    body,
  });
}

/** Puts the parts of a request together, with the lines that HTTP/1.1 itself adds in their places. */
export function writeRequest({ target, method, headers, query, body }: RequestDraft): HttpRequest {
  const pairs = [target.query, ...query.map(({ encoded }) => encoded)].filter((pair) => pair !== '').join('&');
  const endpoint = target.endpoint.split('?')[0] ?? '';
  const length = body ? Buffer.byteLength(body.text, 'utf8') : BODY_METHODS.has(method) ? 0 : undefined;
  return {
    protocol: target.protocol,
    method,
    url: pairs === '' ? endpoint : `${endpoint}?${pairs}`,
    endpoint: target.endpoint,
    query,
    headers: [
      part('host', target.host),
      part('connection', method === 'HEAD' ? 'close' : 'keep-alive'),
      ...headers.filter(({ overriddenBy }) => overriddenBy === undefined),
      ...(length === undefined ? [] : [part('content-length', String(length))]),
      ...headers.filter(({ overriddenBy }) => overriddenBy !== undefined),
    ],
    body,
    ...(target.sentTo === undefined ? {} : { sentTo: target.sentTo }),
  };
}

/** Methods whose requests say their length even when there is no body. */
const BODY_METHODS = new Set(['POST', 'PUT', 'PATCH']);

/** Set by Step Functions, or by HTTP itself for one connection: what the author wrote is replaced (our choice). */
function isReplaced(name: string): boolean {
  return isServiceHeader(name) || name.toLowerCase() === 'keep-alive';
}

function part(name: string, value: string): RequestPart {
  return { name, value, origin: 'stepFunctions', secret: false };
}

function bodyOf(
  value: JsonValue | undefined,
  members: readonly RequestPart[],
  rest: JsonValue | undefined,
  fields: Pick<HttpFields, 'encoding' | 'arrayFormat'>,
): RequestBody | undefined {
  if (value === undefined) return undefined;
  const text = bodyText(value, fields);
  const written = { text, encoding: fields.encoding, members, value };
  if (rest === value) return { ...written, textWithoutConnection: text };
  return { ...written, textWithoutConnection: rest === undefined ? undefined : bodyText(rest, fields) };
}

/** A string goes out as it is, with either encoding (our choice for URL_ENCODED); other scalars as JSON. */
function bodyText(value: JsonValue, { encoding, arrayFormat }: Pick<HttpFields, 'encoding' | 'arrayFormat'>): string {
  if (typeof value === 'string') return value;
  if (encoding === 'NONE' || typeof value !== 'object' || value === null) return JSON.stringify(value);
  return encodeForm(value as JsonObject | readonly JsonValue[], arrayFormat);
}
