import { PAYLOAD_BYTES } from '../spec/limits';
import type { Target } from './endpoint';
import type { Life } from './life';
import { traceResponse } from './readResponse';
import type { WireAnswer } from './send';
import type { Exchange, HttpRequest } from './stateRun';

/** Sends a request and writes the exchange down, with what came back of an answer. */
export async function exchange(
  life: Life,
  purpose: Exchange['purpose'],
  target: Target,
  request: HttpRequest,
  timeoutMilliseconds: number,
): Promise<WireAnswer> {
  const { effects, settings, journal } = life;
  effects.phase(purpose === 'token' ? 'token' : 'sending');
  const query = request.url.slice((request.url.split('?')[0] ?? '').length);
  const reply = await effects.send({
    origin: target.origin,
    target: `${target.path}${query}`,
    method: request.method,
    host: target.host,
    headers: request.headers
      .filter((part) => part.overriddenBy === undefined && !SENDERS.has(part.name))
      .map(({ name, value }) => [name, value]),
    body: request.body?.text,
    timeoutMilliseconds,
    limitBytes: PAYLOAD_BYTES,
    ...(settings.proxy === undefined || isLoopback(target.origin) ? {} : { proxy: settings.proxy }),
    strictSsl: settings.strictSsl !== false,
    signal: effects.signal,
    reading: () => effects.phase('reading'),
  });
  const response = reply.response && traceResponse(reply.response, request.protocol);
  journal.exchanges.push({ purpose, request, ...(response ? { response } : {}), timings: reply.timings });
  return reply;
}

/** The lines that the sender writes itself, in its own spelling. */
const SENDERS = new Set(['host', 'connection', 'content-length']);

function isLoopback(origin: string): boolean {
  return /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(origin);
}
