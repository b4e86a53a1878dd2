import type { ServerResponse } from 'node:http';
import type { Json } from './call';

/** Response headers as name and value, in wire order; a name may come twice. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** An answer whose bytes are known before the first is sent; no `body` means none on the wire. */
export type WholeAnswer = {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body?: string | Uint8Array;
};

/** An answer that writes its own bytes, and stops by itself when the client leaves. */
export type LiveAnswer = { readonly live: (response: ServerResponse) => void };

/** What a route gives back. */
export type Answer = WholeAnswer | LiveAnswer;

/** A JSON answer: status, the value as compact JSON, and further headers. */
export function json(status: number, value: Json, headers: HeaderList = []): WholeAnswer {
  return { status, headers: [['Content-Type', 'application/json'], ...headers], body: JSON.stringify(value) };
}

/** A plain text answer with status 200. */
export function text(body: string, headers: HeaderList = []): WholeAnswer {
  return { status: 200, headers: [['Content-Type', 'text/plain; charset=utf-8'], ...headers], body };
}

/** Sends an answer; a HEAD request gets its headers alone. */
export function write(response: ServerResponse, answer: Answer): void {
  // The service has no clock, so the same request gives the same bytes each time.
  response.sendDate = false;
  if ('live' in answer) {
    answer.live(response);
    return;
  }
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) response.appendHeader(name, value);
  response.end(answer.body);
}
