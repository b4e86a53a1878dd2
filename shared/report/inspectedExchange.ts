import type { Exchange, HttpRequest, HttpResponse, QueryPart, RequestBody, RequestPart } from '../executor/stateRun';
import { isJsonObject, type JsonObject, type JsonValue, jsonOrText } from '../spec/json';

/**
 * The call that inspectionData shows, from https://docs.aws.amazon.com/step-functions/latest/dg/test-state-isolation.html;
 * undefined when it shows none. What `like`, the same call of another run, knows of a part goes for the part of the same
 * name. Times are not known: `total` is 0.
 */
export function exchangeFrom({ request, response }: JsonObject, like: Exchange | undefined): Exchange | undefined {
  if (!isJsonObject(request)) return undefined;
  return {
    purpose: 'task',
    request: requestFrom(request, like?.request),
    ...(isJsonObject(response) ? { response: responseFrom(response) } : {}),
    timings: { total: 0 },
  };
}

/** The lines of TestState's list of headers, `[name: value, name: value]`; a value may hold commas itself. */
export function headerLines(list: string): readonly (readonly [name: string, value: string])[] {
  const inner = list.replace(/^\[/, '').replace(/\]$/, '');
  if (inner === '') return [];
  return inner.split(/, (?=[!#$%&'*+.^_`|~0-9A-Za-z-]+: )/).map((line) => {
    const colon = line.indexOf(': ');
    return colon < 0 ? ([line, ''] as const) : ([line.slice(0, colon), line.slice(colon + 2)] as const);
  });
}

function requestFrom(request: JsonObject, like: HttpRequest | undefined): HttpRequest {
  const url = text(request.url);
  const [endpoint = '', ...query] = url.split('?');
  const lines = headerLines(text(request.headers));
  return {
    protocol: request.protocol === 'http' ? 'http' : 'https',
    method: text(request.method),
    url,
    endpoint,
    query: queryFrom(query.join('?'), like),
    headers: lines.map(([name, value]) => headerFrom(name, value, like)),
    body: typeof request.body === 'string' ? bodyFrom(request.body, like?.body) : undefined,
  };
}

function headerFrom(name: string, value: string, like: HttpRequest | undefined): RequestPart {
  const known = sentPart(like?.headers, name, true);
  if (known) return { name, value, origin: known.origin, secret: known.secret };
  if (/^authorization$/i.test(name)) return { name, value, origin: 'authorization', secret: true };
  return { name, value, origin: /^(user-agent|range)$/i.test(name) ? 'stepFunctions' : 'definition', secret: false };
}

function queryFrom(query: string, like: HttpRequest | undefined): readonly QueryPart[] {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((encoded) => {
      const equals = encoded.indexOf('=');
      const name = decoded(equals < 0 ? encoded : encoded.slice(0, equals));
      const value = equals < 0 ? '' : decoded(encoded.slice(equals + 1));
      return { ...partLike(sentPart(like?.query, name), name, value), encoded };
    });
}

function bodyFrom(written: string, like: RequestBody | undefined): RequestBody {
  const encoding = like?.encoding ?? 'NONE';
  const value = encoding === 'NONE' ? jsonOrText(written) : written;
  const pairs: readonly (readonly [string, string])[] = isJsonObject(value)
    ? Object.entries(value).map(([name, member]) => [name, memberText(member)] as const)
    : [...new URLSearchParams(encoding === 'URL_ENCODED' ? written : '')];
  const members = pairs.map(([name, member]) => partLike(sentPart(like?.members, name), name, member));
  return { text: written, encoding, members, value, textWithoutConnection: written };
}

function partLike(known: RequestPart | undefined, name: string, value: string): RequestPart {
  return { name, value, origin: known?.origin ?? 'definition', secret: known?.secret ?? false };
}

/** The part of a name that went out; names of headers are the same in any case. */
function sentPart(parts: readonly RequestPart[] | undefined, name: string, anyCase = false): RequestPart | undefined {
  const plain = (text: string): string => (anyCase ? text.toLowerCase() : text);
  return parts?.find((part) => part.overriddenBy === undefined && plain(part.name) === plain(name));
}

function responseFrom(response: JsonObject): HttpResponse {
  const body = typeof response.body === 'string' ? response.body : undefined;
  return {
    protocol: response.protocol === 'http' ? 'http' : 'https',
    statusCode: Number(response.statusCode) || 0,
    statusMessage: text(response.statusMessage),
    headers: headerLines(text(response.headers)),
    body,
    bodyBytes: Buffer.byteLength(body ?? ''),
    truncated: false,
  };
}

/** As a part of a body shows its value: a string without quotes, anything else as JSON. */
function memberText(value: JsonValue): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function decoded(pair: string): string {
  try {
    return decodeURIComponent(pair.replaceAll('+', ' '));
  } catch {
    return pair;
  }
}
