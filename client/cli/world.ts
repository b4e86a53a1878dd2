import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { WrongUse } from './wrongUse';

/** What the commands need of their process. */
export interface World {
  out(text: string): void;
  err(text: string): void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns and colors of the place that `out` writes to. */
  readonly screen: { readonly width: number; readonly color: boolean };
  readonly places: Places;
  /** The whole standard input as text. */
  readInput(): Promise<string>;
  /** Aborts when the person interrupts the program; from the first call on, the program is not ended by it. */
  interrupted(): AbortSignal;
}

/** Where the program's own parts lie. */
export interface Places {
  readonly runnerModule: string;
  readonly examples: string;
  readonly manifest: string;
  readonly extension: string;
}

/** The World of a real process whose bundle lies in `folder`, beside that of the runner. */
export function processWorld(folder: string): World {
  let interrupted: AbortController | undefined;
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    cwd: process.cwd(),
    env: process.env,
    screen: { width: process.stdout.columns ?? 100, color: hasColor() },
    places: placesFrom(folder),
    readInput: readStandardInput,
    interrupted: () => {
      if (interrupted) return interrupted.signal;
      const controller = new AbortController();
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => controller.abort());
      interrupted = controller;
      return controller.signal;
    },
  };
}

/** The text of a file, its path being taken from a folder; wrong use when it cannot be read. */
export async function readTextFile(folder: string, file: string): Promise<string> {
  const text = await readIfThere(path.resolve(folder, file));
  if (text === undefined) throw new WrongUse(`There is no such file: ${file}`);
  return text;
}

/** The text of a file; undefined when there is none, wrong use when it cannot be read. */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EISDIR') throw new WrongUse(`This is a folder, not a file: ${file}`);
    throw new WrongUse(`This file cannot be read: ${file}`);
  }
}

/** Tells whether a file or folder exists. */
export async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

function placesFrom(folder: string): Places {
  const root = path.join(folder, '..');
  return {
    runnerModule: path.join(folder, 'runner.js'),
    extension: path.join(folder, 'stateside.vsix'),
    examples: path.join(root, 'client', 'examples'),
    manifest: path.join(root, 'package.json'),
  };
}

function hasColor(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
