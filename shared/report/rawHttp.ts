import type { HttpRequest, HttpResponse, QueryPart, RequestBody, RequestPart } from '../executor/stateRun';
import { isJsonObject, type JsonValue } from '../spec/json';
import { MASK, type Masker, partValue } from './mask';
import { withQuery } from './query';

/** How a message is shown: `mask` is that of its run, `reveal` the person's wish. */
export interface Showing {
  readonly mask: Masker;
  readonly reveal: boolean;
}

/** A request as it went over the wire, in HTTP/1.1: request line, header lines, a blank line, the body. */
export function requestText(request: HttpRequest, showing: Showing): string {
  const headers = sentHeaders(request).map(
    (header) => `${header.name}: ${partValue(header, showing.mask, showing.reveal)}`,
  );
  return [
    `${request.method} ${targetOf(requestUrl(request, showing))} HTTP/1.1`,
    ...headers,
    '',
    requestBody(request, showing),
  ].join('\n');
}

/** A response as it came over the wire, in HTTP/1.1; without a body when it had none or one that is no text. */
export function responseText(response: HttpResponse, { mask }: Showing): string {
  const headers = response.headers.map(([name, value]) => `${name}: ${mask(value)}`);
  const line = ['HTTP/1.1', String(response.statusCode), mask(response.statusMessage)]
    .filter((word) => word !== '')
    .join(' ');
  return [line, ...headers, '', mask(response.body ?? '')].join('\n');
}

/** The header lines that went out, in the order of the wire. */
function sentHeaders(request: HttpRequest): readonly RequestPart[] {
  return request.headers.filter(({ overriddenBy }) => overriddenBy === undefined);
}

/** The address of a request with secret values of its query masked. */
export function requestUrl(request: HttpRequest, { mask, reveal }: Showing): string {
  const { endpoint, query, url } = request;
  if (reveal) return url;
  const sent = query.filter((part) => part.overriddenBy === undefined && part.encoded !== '');
  if (!sent.some(({ secret }) => secret)) return mask(url);
  const pairs = sent.map((part) => (part.secret ? maskedPair(part) : mask(part.encoded)));
  return withQuery(mask(endpoint), pairs);
}

/** The body of a request with secret values masked; empty when there was none. */
export function requestBody({ body }: HttpRequest, { mask, reveal }: Showing): string {
  if (body === undefined) return '';
  if (reveal) return body.text;
  const secret = body.members.filter((part) => part.secret && part.overriddenBy === undefined).map(({ name }) => name);
  if (secret.length === 0) return mask(body.text);
  return mask(body.encoding === 'URL_ENCODED' ? maskedForm(body, secret) : maskedJson(body, secret));
}

/** The part of an address that stands in the request line. */
function targetOf(url: string): string {
  const behindHost = /^[a-z]+:\/\/[^/?]*(.*)$/is.exec(url)?.[1] ?? url;
  return behindHost.startsWith('/') ? behindHost : `/${behindHost}`;
}

function maskedPair({ encoded }: QueryPart): string {
  const equals = encoded.indexOf('=');
  return equals < 0 ? MASK : `${encoded.slice(0, equals)}=${MASK}`;
}

function maskedForm(body: RequestBody, secret: readonly string[]): string {
  const isSecret = (pair: string): boolean => secret.includes(decoded(pair.split('=')[0] ?? '').replace(/\[.*$/s, ''));
  return body.text
    .split('&')
    .map((pair) => (isSecret(pair) ? `${pair.split('=')[0]}=${MASK}` : pair))
    .join('&');
}

function maskedJson(body: RequestBody, secret: readonly string[]): string {
  if (!isJsonObject(body.value)) return body.text;
  const entries: readonly (readonly [string, JsonValue])[] = Object.entries(body.value);
  return JSON.stringify(
    Object.fromEntries(entries.map(([name, value]) => [name, secret.includes(name) ? MASK : value])),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
