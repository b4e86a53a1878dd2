import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Answer, write } from './answer';
import { headerValues, type Memory } from './call';
import { bodyTooLarge, readBody, understand } from './content';
import { close, LOOPBACK, listen } from './loopback';
import { headerPairs, type RecordedRequest, record } from './recording';
import { answerCall } from './routing';
import { failure } from './trouble';

/** A running example API: its address, the requests received so far (a live list, the last 200), and how to end it. */
export type ExampleApi = {
  readonly url: string;
  readonly port: number;
  readonly requests: readonly RecordedRequest[];
  readonly close: () => Promise<void>;
};

type Keeping = Memory & { readonly requests: RecordedRequest[] };

/** Starts the example API on 127.0.0.1, on a free port when none (or 0) is given. Rejects when the port cannot be had. */
export async function startExampleApi(options: { readonly port?: number } = {}): Promise<ExampleApi> {
  const memory: Keeping = { requests: [], invoices: new Map() };
  const server = createServer((request, response) => {
    serve(request, response, memory).catch(() => write(response, failure(500)));
  });
  const port = await listen(server, options.port ?? 0);
  return { url: `http://${LOOPBACK}:${port}`, port, requests: memory.requests, close: () => close(server) };
}

async function serve(incoming: IncomingMessage, response: ServerResponse, memory: Keeping): Promise<void> {
  const received = await readBody(incoming).catch(() => undefined);
  // The client left before its request was complete: there is nobody to answer.
  if (received === undefined) return;
  const request = requestOf(incoming, received.text);
  const target = targetOf(request.url);
  // Looking at the recording does not change it.
  if (target?.path !== '/v1/requests') record(memory.requests, request);
  write(response, received.tooLarge ? bodyTooLarge() : answer(request, target, memory));
}

function answer(request: RecordedRequest, target: Target | undefined, memory: Memory): Answer {
  if (target === undefined)
    return failure(400, { message: 'This address is not well formed: check its percent signs.' });
  const content = understand(request.body, headerValues(request, 'Content-Type')[0] ?? '');
  return 'refused' in content ? content.refused : answerCall({ request, ...target, body: content.body, memory });
}

function requestOf(incoming: IncomingMessage, body: string): RecordedRequest {
  const { method = '', url = '', rawHeaders } = incoming;
  return { method, url, rawHeaders: headerPairs(rawHeaders), body };
}

type Target = { readonly path: string; readonly query: URLSearchParams };

function targetOf(url: string): Target | undefined {
  const [rawPath = '', ...query] = url.split('?');
  try {
    return { path: decodeURIComponent(rawPath), query: new URLSearchParams(query.join('?')) };
  } catch {
    return undefined;
  }
}
