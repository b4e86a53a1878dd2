import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { after, before } from 'node:test';
import { type ExampleApi, startExampleApi } from '../../client/demo/server';

/** What a test sends: GET, no headers and no body where it says nothing else. */
export type Sent = {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/** What came back: `headers` is Node's flat list of names and values, `text` the body as UTF-8. */
export type Received = {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
  readonly text: string;
};

/** Basic credentials that the example API accepts. */
export const BASIC = { Authorization: basic('any-user', 'any-password') };

/** The same with the content type of a form. */
export const FORM = { ...BASIC, 'Content-Type': 'application/x-www-form-urlencoded' };

/** The same with the content type of JSON. */
export const JSON_BODY = { ...BASIC, 'Content-Type': 'application/json' };

/** Starts an example API before the tests of a file and ends it after them; what it gives back sends a request to it. */
export function exampleApi(): (path: string, sent?: Sent) => Promise<Received> {
  let api: ExampleApi | undefined;
  before(async () => {
    api = await startExampleApi();
  });
  after(() => api?.close());
  return (path, sent) => send(api?.port ?? 0, path, sent);
}

/** Sends one request to a loopback port over a connection of its own; rejects when no whole answer comes. */
export async function send(
  port: number,
  path: string,
  { method = 'GET', headers = {}, body = '' }: Sent = {},
): Promise<Received> {
  const framing = body === '' ? {} : { 'Content-Length': Buffer.byteLength(body) };
  const asking = request({ host: '127.0.0.1', port, path, method, headers: { ...headers, ...framing }, agent: false });
  const answered = once(asking, 'response');
  asking.end(body);
  const [answer]: IncomingMessage[] = await answered;
  assert.ok(answer);
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  return { status: answer.statusCode ?? 0, headers: answer.rawHeaders, body: bytes, text: bytes.toString() };
}

/** Asks until the answer is yes; rejects after ten seconds, so that a state that never comes is a failure and not a hang. */
export async function poll(isDone: () => Promise<boolean>): Promise<void> {
  const limit = AbortSignal.timeout(10_000);
  while (!(await isDone())) {
    limit.throwIfAborted();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The values of a response header, in wire order, its name in the very case given; empty when there is none. */
export function headersOf({ headers }: Received, name: string): readonly string[] {
  return headers.filter((_, index) => index % 2 === 1 && headers[index - 1] === name);
}

/** The first value of a response header, '' when there is none. */
export function header(answer: Received, name: string): string {
  return headersOf(answer, name)[0] ?? '';
}

/** The JSON object in an answer. */
export function parsed(answer: Received): Readonly<Record<string, unknown>> {
  return JSON.parse(answer.text);
}

/** The error object in the JSON of a failing answer. */
export function errorOf(answer: Received): Readonly<Record<string, unknown>> {
  return JSON.parse(answer.text).error;
}

/** The value of an Authorization header for Basic. */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
