import type { HeaderLine, WireResponse } from './send';
import type { Progress } from './sendFailure';

/** An answer while it comes in. */
export interface Incoming {
  /** True from the first byte. */
  begun: boolean;
  /** 0 until its head is whole. */
  statusCode: number;
  statusMessage: string;
  headers: readonly HeaderLine[];
  readonly chunks: Uint8Array[];
  bytes: number;
  /** When its head was whole, on the clock of `performance.now`; undefined until then. */
  firstByte: number | undefined;
}

/** An answer of which nothing has come. */
export function newIncoming(): Incoming {
  return { begun: false, statusCode: 0, statusMessage: '', headers: [], chunks: [], bytes: 0, firstByte: undefined };
}

/** What has come of an answer, its body up to the limit in bytes; undefined while its head is not whole. */
export function responseOf(incoming: Incoming, limitBytes: number): WireResponse | undefined {
  if (incoming.statusCode === 0) return undefined;
  const { statusCode, statusMessage, headers, chunks, bytes } = incoming;
  const body = Buffer.concat(chunks).subarray(0, limitBytes);
  return { statusCode, statusMessage, headers, body, overLimit: bytes > limitBytes };
}

/** How far an answer has come. */
export function progressOf({ begun, statusCode }: Incoming): Progress {
  if (statusCode !== 0) return 'body';
  return begun ? 'head' : 'none';
}

/** Pairs the names and values that stand in turns in a head; none when there is no head. */
export function headerLines(
  raw: readonly (Uint8Array | string)[] | Readonly<Record<string, unknown>> | null | undefined,
): HeaderLine[] {
  if (!Array.isArray(raw)) return [];
  const lines: HeaderLine[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) lines.push([latin1(raw[index]), latin1(raw[index + 1])]);
  return lines;
}

function latin1(bytes: Buffer | string | undefined): string {
  return typeof bytes === 'string' ? bytes : (bytes?.toString('latin1') ?? '');
}
