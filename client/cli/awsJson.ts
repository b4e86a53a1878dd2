import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/spec/json';
import { close, LOOPBACK, listen } from '../demo/loopback';
import { createGate, type Gate } from './gate';
import { isOperation, MOST_RUNS, type Service } from './service';

// The protocol AWS JSON 1.0, from https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html.

/** A server of the protocol on this machine. */
export interface AwsJsonServer {
  readonly url: string;
  /** Refuses what comes from now on and ends what is under way. */
  close(): Promise<void>;
}

/** Serves the API on 127.0.0.1 alone, on a free port for 0. Rejects when the port cannot be had. */
export async function startAwsJsonServer(
  service: Service,
  port: number,
  log: (line: string) => void,
): Promise<AwsJsonServer> {
  const gate = createGate(MOST_RUNS);
  const server = createServer((request, response) => {
    serve(request, response, service, gate).catch((error: unknown) => {
      log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      if (!response.headersSent) write(response, failed(500, 'InternalFailure', 'Stateside met a mistake of its own.'));
    });
  });
  // SDKs keep their connections for a minute: one that ends earlier could end under a request.
  server.keepAliveTimeout = 65_000;
  const used = await listen(server, port);
  return { url: `http://${LOOPBACK}:${used}`, close: () => close(server) };
}

interface Answer {
  readonly status: number;
  readonly body: JsonObject;
}

async function serve(request: IncomingMessage, response: ServerResponse, service: Service, gate: Gate): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const refusal = REFUSALS.find(({ when }) => when(request));
  if (refusal) return write(response, failed(refusal.status, refusal.name, refusal.message));
  const body = await readBody(request).catch(() => undefined);
  // The client left before its request was complete: there is nobody to answer.
  if (body === undefined) return;
  const leave = await gate.enter();
  try {
    if (!gone.signal.aborted) write(response, await answer(request, body, service, gone.signal));
  } finally {
    leave();
  }
}

/** A reason not to look into a request: the first that holds is the answer. */
interface Refusal {
  readonly when: (request: IncomingMessage) => boolean;
  readonly status: number;
  readonly name: string;
  readonly message: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    // A page of the web must not reach what only programs of this machine may use, not even by a name of its own.
    when: ({ headersDistinct: { host = [], origin = [] } }) =>
      host.length !== 1 || !host.every(isOwnHost) || !origin.every(isOwnOrigin),
    status: 403,
    name: 'AccessDeniedException',
    message: 'Only requests to and from this machine are answered: Host and Origin must be localhost or 127.0.0.1',
  },
  {
    when: ({ method, url }) => method !== 'POST' || url !== '/',
    status: 404,
    name: 'UnknownOperationException',
    message: 'An operation is called by POST /',
  },
  {
    when: ({ headers }) => !isOperation(operationName(headers['x-amz-target'])),
    status: 400,
    name: 'UnknownOperationException',
    message: 'Stateside answers X-Amz-Target: AWSStepFunctions.TestState and .ValidateStateMachineDefinition',
  },
  {
    when: ({ headers }) => !/^application\/x-amz-json-1\.0\s*(;|$)/i.test(headers['content-type'] ?? ''),
    status: 400,
    name: 'UnknownOperationException',
    message: 'The Content-Type must be application/x-amz-json-1.0',
  },
];

/** SDKs put `sync-` in front of the host for TestState. */
const OWN_HOST = '(sync-)?(localhost|127\\.0\\.0\\.1|\\[::1\\])(:\\d{1,5})?';

function isOwnHost(host: string): boolean {
  return new RegExp(`^${OWN_HOST}$`, 'i').test(host);
}

function isOwnOrigin(origin: string): boolean {
  return new RegExp(`^https?://${OWN_HOST}$`, 'i').test(origin);
}

function operationName(target: string | string[] | undefined): string {
  return /^AWSStepFunctions\.(\w+)$/.exec(String(target))?.[1] ?? '';
}

async function answer(
  request: IncomingMessage,
  body: Buffer | 'tooLong',
  service: Service,
  signal: AbortSignal,
): Promise<Answer> {
  if (body === 'tooLong')
    return failed(413, 'RequestEntityTooLargeException', `The request has more than ${MOST_REQUEST_BYTES} bytes`);
  const input = parseJsonBytes(body);
  if (!isJsonObject(input)) return failed(400, 'SerializationException', 'The body of the request is no JSON object');
  const name = operationName(request.headers['x-amz-target']);
  if (!isOperation(name)) return failed(400, 'UnknownOperationException', name);
  const reply = await service.call(name, input, signal);
  if (reply.ok) return { status: 200, body: reply.value };
  const { error } = reply;
  return failed(error.name === 'InternalFailure' ? 500 : 400, error.name, error.message);
}

/** More than a request can have whose members all keep their limits, each character being escaped. */
export const MOST_REQUEST_BYTES = 16 * 1024 * 1024;

/** What is over the limit is read to its end and not kept, so that the client gets to its answer. */
async function readBody(request: IncomingMessage): Promise<Buffer | 'tooLong'> {
  let chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MOST_REQUEST_BYTES) chunks = [];
    else chunks.push(chunk);
  }
  return length > MOST_REQUEST_BYTES ? 'tooLong' : Buffer.concat(chunks);
}

/** The value of a JSON text in UTF-8; undefined when the bytes are none. */
export function parseJsonBytes(bytes: Buffer): JsonValue | undefined {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as JsonValue;
  } catch {
    return undefined;
  }
}

function failed(status: number, name: string, message: string): Answer {
  return { status, body: { __type: `com.amazonaws.states#${name}`, message } };
}

function write(response: ServerResponse, { status, body }: Answer): void {
  const bytes = Buffer.from(JSON.stringify(body), 'utf8');
  response.writeHead(status, {
    'x-amzn-RequestId': randomUUID(),
    'Content-Type': 'application/x-amz-json-1.0',
    'Content-Length': bytes.length,
  });
  response.end(bytes);
}
