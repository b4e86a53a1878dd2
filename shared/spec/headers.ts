// Request headers of an HTTP Task, from https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html.

/** Headers that a definition must not set, in the documentation's spelling; they are compared without regard to case. */
export const FORBIDDEN_HEADERS = [
  'A-IM',
  'Accept-Charset',
  'Accept-Datetime',
  'Accept-Encoding',
  'Authorization',
  'Cache-Control',
  'Connection',
  'Content-Encoding',
  'Content-MD5',
  'Date',
  'Expect',
  'Forwarded',
  'From',
  'Host',
  'HTTP2-Settings',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'If-Range',
  'If-Unmodified-Since',
  'Max-Forwards',
  'Origin',
  'Pragma',
  'Proxy-Authorization',
  'Referer',
  'Server',
  'TE',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
  'Via',
  'Warning',
] as const;

/** Prefixes of header names that a definition must not set, compared without regard to case. */
export const FORBIDDEN_HEADER_PREFIXES = ['x-forwarded-', 'x-amz-', 'x-amzn-'] as const;

const FORBIDDEN = new Set<string>(FORBIDDEN_HEADERS.map((name) => name.toLowerCase()));

/** Tells whether a definition may not set this header, whatever its case. */
export function isForbiddenHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return FORBIDDEN.has(lower) || FORBIDDEN_HEADER_PREFIXES.some((prefix) => lower.startsWith(prefix));
}

/** A header that Step Functions sets itself: what an author writes there is replaced (our choice; AWS does not say). */
export const SERVICE_HEADERS = ['User-Agent', 'Range', 'Content-Length'] as const;

const SERVICE = new Set<string>(SERVICE_HEADERS.map((name) => name.toLowerCase()));

/** Tells whether Step Functions sets this header itself, whatever its case. */
export function isServiceHeader(name: string): boolean {
  return SERVICE.has(name.toLowerCase());
}

/** Headers that HTTP itself writes: a connection that added one would break the request (our choice to refuse it). */
export const HTTP_OWNED_HEADERS = [
  'Connection',
  'Content-Length',
  'Expect',
  'Host',
  'Keep-Alive',
  'TE',
  'Trailer',
  'Transfer-Encoding',
  'Upgrade',
] as const;

const HTTP_OWNED = new Set<string>(HTTP_OWNED_HEADERS.map((name) => name.toLowerCase()));

/** Tells whether HTTP itself writes this header, whatever its case. */
export function isHttpOwnedHeader(name: string): boolean {
  return HTTP_OWNED.has(name.toLowerCase());
}

/** The Range that every request carries: one byte more than a state's result may have. */
export const RANGE_HEADER = 'bytes=0-262144';

/** The User-Agent of every request, for a region such as `us-east-1`. */
export function userAgent(region: string): string {
  return `Amazon|StepFunctions|HttpInvoke|${region}`;
}

/** The User-Agent of EventBridge's token request, as it was recorded in September 2026. */
export const TOKEN_USER_AGENT = 'Apache-HttpClient/UNAVAILABLE (Java/1.8.0_504)';

/** A header that authors often set, with values worth offering. */
export interface CommonHeader {
  readonly name: string;
  readonly doc: string;
  readonly values: readonly string[];
}

/** Headers worth offering while typing; none of them is forbidden. */
export const COMMON_HEADERS: readonly CommonHeader[] = [
  {
    name: 'Content-Type',
    doc: 'What the body is. Without it a body goes out as `application/json; charset=UTF-8`; a URL_ENCODED body needs `application/x-www-form-urlencoded`.',
    values: ['application/json', 'application/x-www-form-urlencoded', 'text/plain', 'application/xml'],
  },
  {
    name: 'Accept',
    doc: 'What kinds of answer the caller takes. Step Functions adds none.',
    values: ['application/json', 'text/plain', '*/*'],
  },
  { name: 'Accept-Language', doc: 'Which languages the caller prefers.', values: ['en', 'de'] },
  {
    name: 'Idempotency-Key',
    doc: 'A key under which the API does the work once, however often it is asked: worth having beside a Retry.',
    values: [],
  },
  { name: 'Cookie', doc: 'Cookies for the API.', values: [] },
  {
    name: 'Prefer',
    doc: 'Asks for optional behaviour, such as `return=representation`.',
    values: ['return=representation', 'return=minimal', 'respond-async'],
  },
  { name: 'X-Request-Id', doc: 'An id by which caller and API find the same call in their logs.', values: [] },
  { name: 'X-Correlation-Id', doc: 'An id shared by all calls of one piece of work.', values: [] },
];
