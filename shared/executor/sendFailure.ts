/** Why a request has no whole answer. */
export type SendFailure = 'timeout' | 'socket' | 'cancelled' | 'invalid';

/** A failed request: why, and a sentence for a person without its full stop. */
export interface Failure {
  readonly why: SendFailure;
  readonly message: string;
}

/** How far the answer had come: no byte of it, some of its head, or its whole head and perhaps some of its body. */
export type Progress = 'none' | 'head' | 'body';

/** What is said of each kind of failure; of a socket more is known. */
export const SENTENCES: Readonly<Record<SendFailure, string>> = {
  timeout: 'The endpoint did not answer in time',
  socket: 'The connection to the endpoint failed',
  cancelled: 'The request was cancelled',
  invalid: 'The request cannot be written as HTTP',
};

/** The failure that an error of the HTTP client, the socket or TLS stands for, with the system's error code where there is one. */
export function failureOf(error: unknown, progress: Progress, origin: string): Failure {
  const code = codeOf(error);
  // What OpenSSL says has a line of its own for each layer: one is enough.
  const words = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  if (REFUSED_BY_CLIENT.has(code)) return { why: 'invalid', message: `${SENTENCES.invalid}: ${words}` };
  const why = CODES[code] ?? SAID[words] ?? answerProblem(code, words, progress) ?? words;
  const shown = code === '' || OF_CLIENT.test(code) ? '' : ` (${code})`;
  return { why: 'socket', message: `The connection to ${origin} failed: ${why}${shown}` };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // Both address families of a name may have failed; the first failure speaks for them.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const code: unknown = first instanceof Error && 'code' in first ? first.code : undefined;
  return typeof code === 'string' ? code : '';
}

const REFUSED_BY_CLIENT: ReadonlySet<string> = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED']);

/** Codes of the HTTP client, which say nothing to a person. */
const OF_CLIENT = /^(UND_|ERR_ASSERTION$)/;

/** What is wrong with an answer, or where it broke off; undefined when the error is of another kind. */
function answerProblem(code: string, words: string, progress: Progress): string | undefined {
  const breach = BREACH.exec(words)?.[1];
  if (CLOSED.has(code) || breach === UNFINISHED || (code === LENGTH_MISMATCH && progress === 'body'))
    return progress === 'none'
      ? 'the other side closed it before it answered'
      : 'the other side closed it half-way through its answer';
  if (code === LENGTH_MISMATCH) return 'its answer says no clear length';
  // The client asserts what no server that speaks HTTP would break.
  if (code === 'ERR_ASSERTION' || code.startsWith('HPE_')) return 'its answer is not HTTP';
  return breach && `its answer is not HTTP (${breach})`;
}

const CLOSED: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'UND_ERR_DESTROYED']);

const LENGTH_MISMATCH = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';

/** What the client's parser says of an answer. */
const BREACH = /^Response does not match the HTTP\/1\.1 protocol \((.*)\)$/;

const UNFINISHED = 'Invalid EOF state';

/** What the client tells by words alone, all under the code of a closed connection. */
const SAID: Readonly<Record<string, string>> = {
  'bad response': 'it sent 100 Continue, which was not asked for',
  'bad upgrade': 'it switched to another protocol, which was not asked for',
};

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'the host does not answer',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself, so nobody vouches for it',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate chain ends in one that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
  EPROTO: 'it does not speak TLS',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'it speaks only versions of TLS that are no longer safe',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'it speaks only versions of TLS that are no longer safe',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer are too large',
};
