import { STATUS_CODES } from 'node:http';
import { hashMapOrder } from '../expressions/javaHashMap';
import { STATUS_CODE_ERROR_PREFIX } from '../spec/errors';
import { UNSUPPORTED_CONTENT_TYPES } from '../spec/httpTask';
import type { JsonObject, JsonValue } from '../spec/json';
import { PAYLOAD_BYTES } from '../spec/limits';
import { sizeOf } from './limits';
import { parseText } from './resolveState';
import type { HeaderLine, WireResponse } from './send';
import { runtimeError, StateError } from './stateError';
import type { HttpResponse } from './stateRun';

/** What came in, as the trace keeps it: the body as text where it is text. */
export function traceResponse(response: WireResponse, protocol: 'https' | 'http'): HttpResponse {
  return {
    protocol,
    statusCode: response.statusCode,
    statusMessage: response.statusMessage,
    headers: response.headers,
    body: response.body.length === 0 ? undefined : decode(response),
    bodyBytes: response.body.length,
    truncated: response.overLimit,
  };
}

/**
 * The result of an HTTP Task: `Headers, ResponseBody, StatusCode, StatusText`, in this order; ResponseBody is parsed
 * JSON, a text, or absent without a body. Throws the error of a status outside 200 to 299, of an unsupported content
 * type, of a body that is no text, and of one that is too large.
 */
export function readResult(response: HttpResponse): JsonObject {
  const phrase = statusText(response);
  if (response.statusCode < 200 || response.statusCode > 299) {
    throw new StateError(`${STATUS_CODE_ERROR_PREFIX}${response.statusCode}`, phrase === '' ? undefined : phrase);
  }
  const contentType = headerNamed(response.headers, 'content-type') ?? '';
  if (isUnsupported(contentType)) {
    throw runtimeError(
      `Unsupported response content-type '${contentType}'. Please see documentation for list of unsupported content-types.`,
    );
  }
  if (response.truncated) throw tooLarge();
  const body = bodyValue(response, contentType);
  const result: JsonObject = {
    Headers: headersValue(response.headers),
    ...(body === undefined ? {} : { ResponseBody: body }),
    StatusCode: response.statusCode,
    StatusText: phrase,
  };
  if (sizeOf(result) > PAYLOAD_BYTES) throw tooLarge();
  return result;
}

function tooLarge(): StateError {
  return new StateError(
    'States.DataLimitExceeded',
    "The state/task 'http' returned a result with a size exceeding the maximum number of bytes service limit.",
  );
}

/** The phrase of the wire, else the standard one of the code; 418 and unregistered codes have none (our choice). */
function statusText({ statusMessage, statusCode }: HttpResponse): string {
  if (statusMessage !== '') return statusMessage;
  return statusCode === 418 ? '' : (STATUS_CODES[statusCode] ?? '');
}

function headerNamed(headers: readonly HeaderLine[], name: string): string | undefined {
  return headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function mediaType(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

function isUnsupported(contentType: string): boolean {
  const type = mediaType(contentType);
  return UNSUPPORTED_CONTENT_TYPES.some((row) =>
    row.endsWith('/*') ? type.startsWith(row.slice(0, -1)) : type === row,
  );
}

/** Names in their own case, each with a list of values, in the order of a Java HashMap. */
function headersValue(headers: readonly HeaderLine[]): JsonObject {
  const lists = new Map<string, string[]>();
  for (const [name, value] of headers) {
    const list = lists.get(name);
    if (list === undefined) lists.set(name, [value]);
    else list.push(value);
  }
  return Object.fromEntries(hashMapOrder(lists.keys()).map((name) => [name, lists.get(name) ?? []]));
}

/** `application/json` and `+json` are parsed (the latter our choice); JSON that cannot be parsed stays a text (our choice). */
function bodyValue({ body: text, bodyBytes }: HttpResponse, contentType: string): JsonValue | undefined {
  if (bodyBytes === 0) return undefined;
  if (text === undefined) throw runtimeError('The response body cannot be read as a string.');
  const type = mediaType(contentType);
  if (type !== 'application/json' && !type.endsWith('+json')) return text;
  const value = parseText(text);
  return value === undefined ? text : value;
}

/** The body as text in the charset that its type names, UTF-8 by default; undefined when it is not text in it. */
function decode(response: WireResponse): string | undefined {
  const { body, overLimit } = response;
  const charset = charsetOf(response);
  try {
    if (charset === UTF_8 && !overLimit) return utf8.decode(body);
    // A body that was cut off at the limit may end inside a character.
    return new TextDecoder(charset, { fatal: true }).decode(body, { stream: overLimit });
  } catch {
    return undefined;
  }
}

const UTF_8 = 'utf-8';

/** Nearly all answers are in this charset, and making a decoder takes longer than decoding most of them. */
const utf8 = new TextDecoder(UTF_8, { fatal: true });

function charsetOf({ headers, body }: WireResponse): string {
  const named = /;\s*charset="?([^";\s]+)/i.exec(headerNamed(headers, 'content-type') ?? '')?.[1] ?? UTF_8;
  // The decoder knows UTF-16 in one order of bytes; the mark at the beginning may tell of the other.
  return /^utf-16$/i.test(named) && body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : named;
}
