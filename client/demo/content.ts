import type { IncomingMessage } from 'node:http';
import type { WholeAnswer } from './answer';
import type { Json } from './call';
import { parseForm } from './form';
import { failure } from './trouble';

const LARGEST_BODY = 1024 * 1024;
const DEEPEST_JSON = 64;

/** What a body says, or the answer to a body that says nothing usable. */
export type Content = { readonly body: Json } | { readonly refused: WholeAnswer };

/**
 * Reads a request's body as UTF-8 text, at most 1 MiB of it; `tooLarge` tells that there was more.
 * The rest is read and forgotten, since a client that is still sending would not see an early answer. Rejects when the client leaves.
 */
export async function readBody(request: IncomingMessage): Promise<{ text: string; tooLarge: boolean }> {
  const kept: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (size < LARGEST_BODY) kept.push(chunk.subarray(0, LARGEST_BODY - size));
    size += chunk.length;
  }
  return { text: Buffer.concat(kept).toString('utf8'), tooLarge: size > LARGEST_BODY };
}

/** Understands a body by its content type: JSON and forms are parsed, anything else stays text, and no body is null. */
export function understand(text: string, contentType: string): Content {
  if (text === '') return { body: null };
  if (/^application\/(?:json|[\w.+-]+\+json)\s*(?:;|$)/i.test(contentType)) return understandJson(text);
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(contentType)) return { body: text };
  const body = parseForm(text);
  return body === undefined
    ? refused('This body is not a well-formed form: check its brackets and percent signs.')
    : { body };
}

/** The answer to a body beyond the limit. */
export function bodyTooLarge(): WholeAnswer {
  return failure(413, { message: `A request body may have ${LARGEST_BODY} bytes at most.` });
}

function understandJson(text: string): Content {
  try {
    const body: Json = JSON.parse(text);
    return isWithin(body, DEEPEST_JSON) ? { body } : refused('This JSON is nested too deeply.');
  } catch {
    return refused('This body is not valid JSON, although its content type says so.');
  }
}

function isWithin(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((member) => isWithin(member, levels - 1));
}

function refused(message: string): Content {
  return { refused: failure(400, { message }) };
}
