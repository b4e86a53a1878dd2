import { parseArgs } from 'node:util';
import { type ExampleApi, startExampleApi } from './server';

/** What running the example API needs from its process: two places to write to, and when to stop. */
export type DemoIo = {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Resolves when the process is asked to end, or when its parent is gone if `withParent` is set. */
  readonly stopped: (withParent: boolean) => Promise<void>;
};

type Wishes = { readonly port: number; readonly withParent: boolean; readonly help: boolean };

const USUAL_PORT = 4567;

/** The options, as parseArgs of Node takes them. */
export const DEMO_OPTIONS = {
  port: { type: 'string', default: String(USUAL_PORT) },
  'exit-with-parent': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

/** What `--help` prints. */
export const DEMO_HELP = `Usage: stateside demo [--port NUMBER] [--exit-with-parent]

Serves the example API on 127.0.0.1 until it is interrupted. GET / lists its routes.

  --port NUMBER       the port to listen on (default ${USUAL_PORT}, 0 for any free one)
  --exit-with-parent  end when the process that started it ends
  --help              show this text
`;

/**
 * Serves the example API until it is told to stop, after one line on `out` with its address.
 * Gives the exit code: 0 after serving or help, 2 for wrong arguments or a port that cannot be had (a sentence on `err`).
 */
export async function runDemo(args: readonly string[], io: DemoIo): Promise<number> {
  const wishes = wishesFrom(args);
  if (typeof wishes === 'string') return refuse(io, wishes);
  if (wishes.help) return give(io, DEMO_HELP);
  const api = await startExampleApi({ port: wishes.port }).catch((error: unknown) => portTrouble(wishes.port, error));
  return typeof api === 'string' ? refuse(io, api) : serveUntilStopped(api, wishes, io);
}

async function serveUntilStopped(api: ExampleApi, wishes: Wishes, io: DemoIo): Promise<number> {
  io.out(`Example API listening on ${api.url}\n`);
  await io.stopped(wishes.withParent);
  await api.close();
  return 0;
}

function wishesFrom(args: readonly string[]): Wishes | string {
  try {
    const { values } = parseArgs({ args: [...args], options: DEMO_OPTIONS, allowPositionals: false });
    const port = portFrom(values.port);
    if (port === undefined) return `A port is a number from 0 to 65535: ${values.port}`;
    return { port, withParent: values['exit-with-parent'], help: values.help };
  } catch {
    return `These arguments are not understood: ${args.join(' ')}`;
  }
}

function portFrom(text: string): number | undefined {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535 ? Number(text) : undefined;
}

function portTrouble(port: number, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return `Another program already uses this port, so choose another with --port: ${port}`;
  if (code === 'EACCES') return `This port is reserved by the system, so choose another with --port: ${port}`;
  return `This port cannot be used: ${port} (${error instanceof Error ? error.message : String(error)})`;
}

function give(io: DemoIo, text: string): number {
  io.out(text);
  return 0;
}

function refuse(io: DemoIo, sentence: string): number {
  io.err(`${sentence}\n`);
  return 2;
}
