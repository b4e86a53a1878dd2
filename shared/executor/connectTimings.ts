import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Timings } from './stateRun';

/** Milliseconds of the phases in which a connection opened, as far as it came; empty for one that was open already. */
export type ConnectTimings = Pick<Timings, 'lookup' | 'connect' | 'tls'>;

/**
 * Times a socket that begins to open now: each phase is added when it ends. An address of numbers needs no lookup, and
 * http no TLS.
 */
export function timeOpening(socket: Socket): ConnectTimings {
  const phases: { -readonly [Phase in keyof ConnectTimings]: number } = {};
  let since = performance.now();
  for (const [event, phase] of PHASES) {
    socket.once(event, () => {
      const now = performance.now();
      phases[phase] = now - since;
      since = now;
    });
  }
  return phases;
}

/** What a socket tells at the end of each phase, in their order. */
const PHASES = [
  ['lookup', 'lookup'],
  ['connect', 'connect'],
  ['secureConnect', 'tls'],
] as const;
