import { PAYLOAD_BYTES } from '../spec/limits';
import type { Effects } from './effects';
import { encodeQueryText } from './encode';
import type { Target } from './endpoint';
import type { Journal, Life } from './life';
import { traceResponse } from './readResponse';
import type { SendFailure } from './sendFailure';
import type { Exchange, HttpRequest, HttpResponse, RequestPart } from './stateRun';
import type { RunSettings } from './testStateRequest';

/** How a request ended: with an answer as it is kept, or with the reason why there is none that is whole. */
export type Reply =
  | { readonly kind: 'answered'; readonly response: HttpResponse }
  | { readonly kind: 'failed'; readonly why: SendFailure; readonly message: string };

/** What sends: a run, or a call for a token alone. */
export type Calling = Pick<Life, 'settings'> & {
  readonly effects: Pick<Effects, 'phase' | 'send' | 'signal'>;
  readonly journal: Pick<Journal, 'exchanges'>;
};

/** Sends a request and writes the exchange down, with what came back of an answer. */
export async function exchange(
  life: Calling,
  purpose: Exchange['purpose'],
  target: Target,
  request: HttpRequest,
  timeoutMilliseconds: number,
): Promise<Reply> {
  const { effects, settings, journal } = life;
  effects.phase(purpose === 'token' ? 'token' : 'sending');
  const query = request.url.slice((request.url.split('?')[0] ?? '').length);
  const answer = await effects.send({
    origin: target.origin,
    // The address may hold what HTTP does not allow in a request line; its path was encoded when it was read.
    target: `${target.path}${encodeQueryText(query)}`,
    method: request.method,
    host: target.host,
    headers: request.headers.filter(isOwn).map(({ name, value }) => [name, value]),
    body: request.body?.text,
    timeoutMilliseconds,
    limitBytes: PAYLOAD_BYTES,
    ...(settings.proxy === undefined || goesDirect(target.origin, settings) ? {} : { proxy: settings.proxy }),
    strictSsl: settings.strictSsl !== false,
    signal: effects.signal,
    reading: () => effects.phase('reading'),
  });
  const { timings } = answer;
  if (answer.kind === 'answered') {
    const response = traceResponse(answer.response, request.protocol);
    journal.exchanges.push({ purpose, request, response, timings });
    return { kind: 'answered', response };
  }
  const part = answer.response && { response: traceResponse(answer.response, request.protocol) };
  journal.exchanges.push({ purpose, request, ...part, timings });
  return answer;
}

function isOwn({ name, overriddenBy }: RequestPart): boolean {
  return overriddenBy === undefined && !SENDERS.has(name);
}

/** The lines that the sender writes itself, in its own spelling. */
const SENDERS = new Set(['host', 'connection', 'content-length']);

/** Loopback hosts, and those that the settings name, are not asked for through the proxy. */
function goesDirect(origin: string, { noProxy = [] }: RunSettings): boolean {
  const { hostname } = new URL(origin);
  return LOOPBACK.test(hostname) || noProxy.some((name) => isWithinDomain(hostname, name));
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** A name stands for itself and all below it, whether written `a.example`, `.a.example` or `*.a.example`; `*` is everything. */
function isWithinDomain(hostname: string, name: string): boolean {
  const domain = name
    .trim()
    .toLowerCase()
    .replace(/^\*?\./, '');
  return domain === '*' || (domain !== '' && `.${hostname}`.endsWith(`.${domain}`));
}
