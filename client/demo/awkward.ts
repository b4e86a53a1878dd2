import { pipeline, Readable } from 'node:stream';
import { type Answer, json, type LiveAnswer, write } from './answer';
import type { Call } from './call';
import { failure } from './trouble';

const LONGEST_WAIT = 120;
const LARGEST_ANSWER = 16 * 1024 * 1024;
// One byte more than Step Functions asks for with `Range: bytes=0-262144`.
const LARGE_ANSWER = 262_146;
const LINE = `${'0123456789'.repeat(6)}abc\n`.repeat(256);

/** The smallest PNG there is: one transparent pixel. */
export const PIXEL: Uint8Array = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

/** Answers `{ waited }` after `?seconds=` (5 by default, 120 at most), unless the client leaves before. */
export function slow(call: Call): Answer {
  const seconds = numberFrom(call, 'seconds', 5, LONGEST_WAIT);
  if (seconds === undefined) return notANumber('seconds');
  const answer = json(200, { waited: seconds });
  return {
    live: (response) => {
      const timer = setTimeout(() => write(response, answer), seconds * 1000);
      response.on('close', () => clearTimeout(timer));
    },
  };
}

/** Streams `?bytes=` bytes of text without announcing their number (just over 256 KiB by default, 16 MiB at most). */
export function large(call: Call): Answer {
  const bytes = numberFrom(call, 'bytes', LARGE_ANSWER, LARGEST_ANSWER);
  if (bytes === undefined) return notANumber('bytes');
  return {
    live: (response) => {
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      // A client that stops reading is its own business, so there is nothing to do on an error.
      pipeline(Readable.from(lines(Math.floor(bytes))), response, () => undefined);
    },
  };
}

/** Promises 1,000 bytes, sends fewer, and drops the line. */
export function half(): LiveAnswer {
  return {
    live: (response) => {
      response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8', 'Content-Length': 1000 });
      response.write('This answer ends too', () => response.destroy());
    },
  };
}

/** Resets the connection instead of answering. */
export function reset(): LiveAnswer {
  return { live: (response) => response.socket?.resetAndDestroy() };
}

function* lines(bytes: number): Generator<string> {
  for (let left = bytes; left > 0; left -= LINE.length) yield LINE.slice(0, left);
}

function numberFrom(call: Call, name: string, usual: number, most: number): number | undefined {
  const asked = call.query.get(name) ?? String(usual);
  return /^\d{1,9}(?:\.\d{1,3})?$/.test(asked) ? Math.min(Number(asked), most) : undefined;
}

function notANumber(param: string): Answer {
  return failure(400, { message: `This must be a number of at least 0: ${param}.`, param });
}
