import { spawn } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { createInterface } from 'node:readline';
import { built } from './built';

/** A program that goes on until it is ended, with its standard input open. */
export interface LongProgram {
  /** The next line of its standard output; undefined when there is none any more. */
  line(): Promise<string | undefined>;
  write(text: string): void;
  /** Interrupts it as Ctrl-C does, and gives its exit code and what it wrote on standard error. */
  interrupt(): Promise<{ readonly code: number | null; readonly err: string }>;
}

/** Starts the command line in a folder. */
export function startLongProgram(
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): LongProgram {
  const child = spawn(process.execPath, [built('cli.js'), ...args], { cwd, env: { ...process.env, ...env } });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = once(child, 'close');
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
  });
  return {
    line: async () => (await lines.next()).value,
    write: (text) => void child.stdin.write(text),
    interrupt: async () => {
      child.kill('SIGINT');
      const [code] = await ended;
      return { code, err };
    },
  };
}

/** An answer of HTTP whose body is JSON. */
export interface Answered {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: unknown;
}

/** What a call may have other than usual. */
export interface Call {
  readonly target?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  /** Aborting hangs up. */
  readonly signal?: AbortSignal;
}

/** Calls an operation as SDKs do; a body that is no text is sent as JSON. Rejects when there is no answer. */
export function callService(url: string, body: unknown, call: Call = {}): Promise<Answered> {
  const { target = 'AWSStepFunctions.TestState', method = 'POST', path = '/', headers, signal } = call;
  const usual = { 'Content-Type': 'application/x-amz-json-1.0', 'X-Amz-Target': target };
  return new Promise((resolve, reject) => {
    const options = { method, path, headers: { ...usual, ...headers }, agent: false, ...(signal ? { signal } : {}) };
    const request = http.request(url, options, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode, headers: response.headers, body: JSON.parse(text) });
      });
    });
    request.on('error', reject);
    request.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
  });
}
