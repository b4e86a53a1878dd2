import { performance } from 'node:perf_hooks';
import { Agent, type Dispatcher, errors, ProxyAgent } from 'undici';
import type { Timings } from './stateRun';

/** A header line; the name in its own case. */
export type HeaderLine = readonly [name: string, value: string];

/** One request exactly as it goes on the wire. */
export interface WireRequest {
  /** Scheme, host and port that the socket connects to. */
  readonly origin: string;
  /** The request target: path and query. */
  readonly target: string;
  readonly method: string;
  /** The Host header. */
  readonly host: string;
  /** Header lines without Host, Connection and Content-Length, which belong to the sender. */
  readonly headers: readonly HeaderLine[];
  readonly body: string | undefined;
  readonly timeoutMilliseconds: number;
  /** Bytes of the body after which reading stops. */
  readonly limitBytes: number;
  readonly proxy?: string;
  readonly strictSsl: boolean;
  readonly signal: AbortSignal;
  /** Told when the status line and headers have come in. */
  reading?(): void;
}

/** An answer as it came in, or the part of it that did. */
export interface WireResponse {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array;
  /** True when reading stopped at the limit. */
  readonly overLimit: boolean;
}

/** Why a request has no whole answer. */
export type SendFailure = 'timeout' | 'socket' | 'cancelled' | 'invalid';

/** How a request ended. A failed one may have part of a response. */
export type WireAnswer =
  | { readonly kind: 'answered'; readonly response: WireResponse; readonly timings: Timings }
  | {
      readonly kind: 'failed';
      readonly why: SendFailure;
      /** A sentence for a person, with the system's error code where there is one. */
      readonly message: string;
      readonly response?: WireResponse;
      readonly timings: Timings;
    };

/** Sends one request and reads its answer. Never rejects. */
export type Send = (request: WireRequest) => Promise<WireAnswer>;

/** Makes a sender over undici (HTTP/1.1) that keeps connections open between requests until it is closed. */
export function createSender(): { readonly send: Send; close(): void } {
  const dispatchers = new Map<string, Dispatcher>();
  const dispatcherFor = (request: WireRequest): Dispatcher => {
    const key = `${request.strictSsl} ${request.proxy ?? ''}`;
    const dispatcher = dispatchers.get(key) ?? makeDispatcher(request);
    dispatchers.set(key, dispatcher);
    return dispatcher;
  };
  return {
    send: (request) => exchange(request, dispatcherFor(request)),
    close: () => {
      for (const dispatcher of dispatchers.values()) dispatcher.destroy().catch(() => undefined);
    },
  };
}

/** The request's own deadline rules, so the limits of the client are off. */
const NO_LIMITS = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 2000, keepAliveMaxTimeout: 2000 } as const;

function makeDispatcher({ proxy, strictSsl }: WireRequest): Dispatcher {
  const tls = { rejectUnauthorized: strictSsl, timeout: 0 };
  return proxy === undefined
    ? new Agent({ ...NO_LIMITS, connect: tls })
    : new ProxyAgent({ ...NO_LIMITS, uri: proxy, requestTls: tls });
}

/** The answer while it comes in. */
interface Incoming {
  statusCode: number;
  statusMessage: string;
  headers: readonly HeaderLine[];
  chunks: Buffer[];
  bytes: number;
  firstByte: number | undefined;
}

function exchange(request: WireRequest, dispatcher: Dispatcher): Promise<WireAnswer> {
  const started = performance.now();
  const incoming: Incoming = {
    statusCode: 0,
    statusMessage: '',
    headers: [],
    chunks: [],
    bytes: 0,
    firstByte: undefined,
  };
  return new Promise((resolve) => {
    const stop = stopSignal(request);
    const settle = (failure?: { readonly why: SendFailure; readonly message: string }): void => {
      stop.release();
      const response = responseOf(incoming, request.limitBytes);
      const total = performance.now() - started;
      const timings: Timings =
        incoming.firstByte === undefined ? { total } : { total, firstByte: incoming.firstByte - started };
      if (failure === undefined && response) resolve({ kind: 'answered', response, timings });
      else resolve({ kind: 'failed', ...(failure ?? NO_ANSWER), ...(response ? { response } : {}), timings });
    };
    try {
      dispatcher.dispatch(dispatchOptions(request), handlerOf(request, incoming, stop, settle));
    } catch (error) {
      settle(failureOf(error, stop.reason(), request.origin));
    }
  });
}

const NO_ANSWER = { why: 'socket', message: 'The connection ended without an answer' } as const;

function dispatchOptions(request: WireRequest): Dispatcher.DispatchOptions {
  return {
    origin: request.origin,
    path: request.target,
    method: request.method,
    headers: [['host', request.host] as const, ...request.headers].flat(),
    body: request.body === undefined ? null : Buffer.from(request.body, 'utf8'),
  };
}

type Stop = ReturnType<typeof stopSignal>;

/** What ends a request early: its timeout or its signal, whichever comes first. */
function stopSignal({ signal, timeoutMilliseconds }: WireRequest) {
  let reason: SendFailure | undefined;
  let end: ((why: SendFailure) => void) | undefined;
  const fire = (why: SendFailure): void => {
    reason ??= why;
    end?.(why);
  };
  const cancel = (): void => fire('cancelled');
  const timer = setTimeout(() => fire('timeout'), timeoutMilliseconds);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  return {
    reason: () => reason,
    /** Sets what ends the request; called at once when the time is already over. */
    onStop: (action: (why: SendFailure) => void) => {
      end = action;
      if (reason) action(reason);
    },
    release: () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      end = undefined;
    },
  };
}

function handlerOf(
  request: WireRequest,
  incoming: Incoming,
  stop: Stop,
  settle: (failure?: { readonly why: SendFailure; readonly message: string }) => void,
): Dispatcher.DispatchHandler {
  let done = false;
  const finish = (failure?: { readonly why: SendFailure; readonly message: string }): void => {
    if (done) return;
    done = true;
    settle(failure);
  };
  // The request may still wait for its connection, when there is no controller to abort yet.
  stop.onStop((why) => finish({ why, message: SENTENCES[why] }));
  return {
    onRequestStart: (controller) => {
      const abort = (): void => {
        finish({ why: stop.reason() ?? 'cancelled', message: SENTENCES[stop.reason() ?? 'cancelled'] });
        controller.abort(new errors.RequestAbortedError());
      };
      stop.onStop(abort);
    },
    onResponseStart: (controller, statusCode, _headers, statusMessage) => {
      if (statusCode < 200) return;
      incoming.firstByte = performance.now();
      incoming.statusCode = statusCode;
      incoming.statusMessage = statusMessage ?? '';
      incoming.headers = headerLines(controller.rawHeaders);
      request.reading?.();
    },
    onResponseData: (controller, chunk) => {
      incoming.chunks.push(chunk);
      incoming.bytes += chunk.length;
      if (incoming.bytes <= request.limitBytes) return;
      finish();
      controller.abort(new errors.RequestAbortedError());
    },
    onResponseEnd: () => finish(),
    onResponseError: (_controller, error) => finish(failureOf(error, stop.reason(), request.origin)),
  };
}

function responseOf(incoming: Incoming, limitBytes: number): WireResponse | undefined {
  if (incoming.statusCode === 0) return undefined;
  const { statusCode, statusMessage, headers, chunks, bytes } = incoming;
  const body = Buffer.concat(chunks).subarray(0, limitBytes);
  return { statusCode, statusMessage, headers, body, overLimit: bytes > limitBytes };
}

function headerLines(raw: Dispatcher.DispatchController['rawHeaders']): HeaderLine[] {
  if (!Array.isArray(raw)) return [];
  const lines: HeaderLine[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) lines.push([latin1(raw[index]), latin1(raw[index + 1])]);
  return lines;
}

function latin1(bytes: Buffer | string | undefined): string {
  return typeof bytes === 'string' ? bytes : (bytes?.toString('latin1') ?? '');
}

const SENTENCES: Readonly<Record<SendFailure, string>> = {
  timeout: 'The endpoint did not answer in time',
  socket: 'The connection to the endpoint failed',
  cancelled: 'The request was cancelled',
  invalid: 'The request cannot be written as HTTP',
};

function failureOf(
  error: unknown,
  stopped: SendFailure | undefined,
  origin: string,
): { readonly why: SendFailure; readonly message: string } {
  if (stopped) return { why: stopped, message: SENTENCES[stopped] };
  if (error instanceof errors.InvalidArgumentError || error instanceof errors.NotSupportedError) {
    return { why: 'invalid', message: `${SENTENCES.invalid}: ${error.message}` };
  }
  const code = codeOf(error);
  const known = CODES[code] ?? (code.startsWith('HPE_') ? 'its answer is not HTTP' : undefined);
  // What OpenSSL says has a line of its own for each layer: one is enough.
  const why = known ?? (error instanceof Error ? error.message : String(error)).split('\n')[0];
  return { why: 'socket', message: `The connection to ${origin} failed: ${why}${code ? ` (${code})` : ''}` };
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // Both address families of a name may have failed; the first failure speaks for them.
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const code: unknown = first instanceof Error && 'code' in first ? first.code : undefined;
  return typeof code === 'string' ? code : '';
}

const CODES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the other side closed it',
  UND_ERR_SOCKET: 'the other side closed it',
  ENOTFOUND: 'the host name is unknown',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'the host does not answer',
  EPIPE: 'the other side closed it',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself, so nobody vouches for it',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate chain ends in one that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not trusted',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS',
  EPROTO: 'it does not speak TLS',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer is shorter or longer than it says',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer are too large',
};
