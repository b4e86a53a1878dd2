import { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { buildConnector, Client, type Dispatcher, errors, ProxyAgent } from 'undici';
import { type ConnectTimings, timeOpening } from './connectTimings';
import { headerLines, type Incoming, newIncoming, progressOf, responseOf } from './incoming';
import { type Failure, failureOf, SENTENCES, type SendFailure } from './sendFailure';
import type { Timings } from './stateRun';
import { stopSignal } from './stopSignal';

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
  const all = new Set<Line>();
  const idle: Line[] = [];
  const end = (line: Line): void => {
    all.delete(line);
    if (idle.includes(line)) idle.splice(idle.indexOf(line), 1);
    endLine(line);
  };
  const open = (request: WireRequest): Line => {
    const line = openLine(request, (lost) => idle.includes(lost) && end(lost));
    all.add(line);
    return line;
  };
  const rest = (line: Line): void => {
    line.used = true;
    line.opened = false;
    line.phases = {};
    line.readyAt = performance.now() + REST_MILLISECONDS;
    line.heard = false;
    // Time alone may pass while this process is kept from hearing that the connection was closed.
    setImmediate(() => setImmediate(() => hear(line)));
    idle.push(line);
  };
  const sendOn = async (line: Line, request: WireRequest): Promise<WireAnswer> => {
    const { answer, begun } = await exchange(request, line);
    const isStale = line.used && !begun && answer.kind === 'failed' && answer.why === 'socket';
    if (all.has(line) && isKept(line, answer)) rest(line);
    else end(line);
    if (!isStale || !IDEMPOTENT.has(request.method)) return answer;
    const timeoutMilliseconds = Math.max(0, request.timeoutMilliseconds - answer.timings.total);
    return sendOn(open(request), { ...request, timeoutMilliseconds });
  };
  return {
    send: (request) => sendOn(takeLast(idle, keyOf(request)) ?? open(request), request),
    close: () => all.forEach(end),
  };
}

function hear(line: Line): void {
  line.heard = true;
}

/** Some servers close a connection right after an answer although they said they would not: by then it has come out. */
const REST_MILLISECONDS = 2;

function isKept({ socket }: Line, answer: WireAnswer): boolean {
  return answer.kind === 'answered' && !answer.response.overLimit && socket?.destroyed === false;
}

function takeLast(idle: Line[], key: string): Line | undefined {
  if (idle.length === 0) return undefined;
  const now = performance.now();
  const index = idle.findLastIndex((line) => line.key === key && line.heard && line.readyAt <= now);
  return index < 0 ? undefined : idle.splice(index, 1)[0];
}

/**
 * Methods that do no harm when they come twice: one that met a kept connection just as the other side closed it may go
 * again, on a fresh one (https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2).
 */
const IDEMPOTENT: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);

/** A connection to one place, with one request at a time. */
interface Line {
  readonly key: string;
  readonly dispatcher: Dispatcher;
  /** True once it has carried a whole answer. */
  used: boolean;
  /** Tells whether a connection was opened for the request at hand. */
  opened: boolean;
  /** How long that took; empty for a request on a kept connection, and where a proxy opens it. */
  phases: ConnectTimings;
  /** Until when it rests, on the clock of `performance.now`. */
  readyAt: number;
  /** What came in since its last answer has been heard. */
  heard: boolean;
  /** The newest socket, opening or open; without one, as through a proxy, a line is not kept. */
  socket: Socket | undefined;
  /** Ends its sockets, even those that are still opening. */
  end(): void;
}

function keyOf({ origin, host, proxy = '', strictSsl }: WireRequest): string {
  return `${origin} ${host} ${strictSsl} ${proxy}`;
}

/** The request has its own deadline rules, so the limits of the client are off. Few servers close a connection sooner than this. */
const NO_LIMITS = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: 500, keepAliveMaxTimeout: 500 } as const;

function openLine(request: WireRequest, lost: (line: Line) => void): Line {
  const { proxy } = request;
  if (proxy !== undefined) return openProxyLine(request, proxy);
  const connect = buildConnector({ rejectUnauthorized: request.strictSsl, timeout: 0 });
  const dispatcher = new Client(request.origin, {
    ...NO_LIMITS,
    connect: (options, callback) => {
      // To a server that closes what it has just accepted, the client would go again and again.
      if (line.opened) return callback(new errors.ClientDestroyedError('closed while it opened'), null);
      line.opened = true;
      // Its type does not say so, but it gives the socket, which nobody else would end while it waits for TLS.
      const opening: unknown = connect(options, callback);
      if (!(opening instanceof Socket)) return;
      line.socket = opening;
      line.phases = timeOpening(opening);
    },
  });
  const line = newLine(request, dispatcher, () => line.socket?.destroy());
  dispatcher.on('disconnect', () => lost(line));
  return line;
}

function openProxyLine(request: WireRequest, uri: string): Line {
  const ends = new AbortController();
  const { signal } = ends;
  const requestTls = { rejectUnauthorized: request.strictSsl, timeout: 0, signal };
  const dispatcher = new ProxyAgent({ ...NO_LIMITS, uri, requestTls, proxyTls: requestTls });
  return newLine(request, dispatcher, () => ends.abort());
}

function newLine(request: WireRequest, dispatcher: Dispatcher, end: () => void): Line {
  const key = keyOf(request);
  return { key, dispatcher, used: false, opened: false, phases: {}, readyAt: 0, heard: true, socket: undefined, end };
}

function endLine({ dispatcher, end }: Line): void {
  dispatcher.destroy().catch(() => undefined);
  end();
}

interface Exchanged {
  readonly answer: WireAnswer;
  /** Tells whether any byte of an answer came. */
  readonly begun: boolean;
}

function exchange(request: WireRequest, line: Line): Promise<Exchanged> {
  const started = performance.now();
  const incoming = newIncoming();
  return new Promise((resolve) => {
    const stop = stopSignal(request);
    const settle = (failure?: Failure): void => {
      stop.release();
      const response = responseOf(incoming, request.limitBytes);
      const { begun, firstByte } = incoming;
      const timings: Timings = {
        total: performance.now() - started,
        ...line.phases,
        ...(firstByte === undefined ? {} : { firstByte: firstByte - started }),
        ...(line.used ? { reused: true } : {}),
      };
      if (failure === undefined && response) resolve({ answer: { kind: 'answered', response, timings }, begun });
      else {
        const part = response ? { response } : {};
        resolve({ answer: { kind: 'failed', ...(failure ?? NO_ANSWER), ...part, timings }, begun });
      }
    };
    try {
      line.dispatcher.dispatch(dispatchOptions(request), handlerOf(request, line, incoming, stop, settle));
    } catch (error) {
      settle(failureOf(error, 'none', request.origin));
    }
  });
}

const NO_ANSWER = { why: 'socket', message: 'The connection ended without an answer' } as const;

function dispatchOptions(request: WireRequest): Dispatcher.DispatchOptions {
  return {
    origin: request.origin,
    path: request.target,
    method: request.method,
    // As a set of pairs: of a list, the client for a proxy would keep the last line of a name only.
    headers: new Set<[string, string]>([['host', request.host], ...request.headers.map(pairOf)]),
    body: request.body === undefined ? null : Buffer.from(request.body, 'utf8'),
  };
}

function pairOf([name, value]: HeaderLine): [string, string] {
  return [name, value];
}

function handlerOf(
  request: WireRequest,
  line: Line,
  incoming: Incoming,
  stop: ReturnType<typeof stopSignal>,
  settle: (failure?: Failure) => void,
): Dispatcher.DispatchHandler {
  let done = false;
  const finish = (failure?: Failure): void => {
    if (done) return;
    done = true;
    settle(failure);
  };
  const fail = (error: Error): void => finish(failureOf(error, progressOf(incoming), request.origin));
  // Its line is ended with the request, so what still waits for a connection is never sent.
  stop.onStop((why) => finish({ why, message: SENTENCES[why] }));
  return {
    // The client asks that this be there.
    onRequestStart: () => undefined,
    onResponseStarted: () => {
      incoming.begun = true;
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
    // The client takes a body without a length for whole even when its connection broke.
    onResponseEnd: () => (line.socket?.errored ? fail(line.socket.errored) : finish()),
    // These have no body whatever their Content-Length says, which undici takes for one that is missing.
    onResponseError: (_controller, error) => (BODILESS.has(incoming.statusCode) ? finish() : fail(error)),
  };
}

const BODILESS: ReadonlySet<number> = new Set([204, 304]);
