/** A request as it arrived: target as sent, header pairs in wire order, body as text ('' when there was none). */
export type RecordedRequest = {
  readonly method: string;
  readonly url: string;
  readonly rawHeaders: readonly (readonly [name: string, value: string])[];
  readonly body: string;
};

const KEPT_REQUESTS = 200;
const KEPT_CHARACTERS = 16 * 1024 * 1024;
const MASK = '***';
const SECRET_HEADERS: readonly string[] = ['authorization', 'proxy-authorization', 'apikey', 'x-api-key', 'cookie'];

/** Adds a request to a recording in place, and drops the oldest ones beyond 200 requests or 16 Mi characters of bodies. */
export function record(requests: RecordedRequest[], request: RecordedRequest): void {
  requests.push(request);
  let characters = requests.reduce((sum, { body }) => sum + body.length, 0);
  while (requests.length > KEPT_REQUESTS || (characters > KEPT_CHARACTERS && requests.length > 1)) {
    characters -= requests.shift()?.body.length ?? 0;
  }
}

/** The pairs of Node's flat list of raw headers. */
export function headerPairs(flat: readonly string[]): RecordedRequest['rawHeaders'] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? ''] as const] : []));
}

/** A recorded request as it may be shown: credentials in headers, and the client secret of a token request, are masked. */
export function showRequest(request: RecordedRequest): RecordedRequest {
  return {
    method: request.method,
    url: request.url.replace(/(client_secret=)[^&]*/gi, `$1${MASK}`),
    rawHeaders: request.rawHeaders.map(([name, value]) => [
      name,
      SECRET_HEADERS.includes(name.toLowerCase()) ? MASK : value,
    ]),
    body: request.body !== '' && request.url.startsWith('/oauth/') ? MASK : request.body,
  };
}
