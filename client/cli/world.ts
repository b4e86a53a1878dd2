import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { addAbortSignal } from 'node:stream';
import { UnreadableFile, WrongUse } from './wrongUse';

/** What the commands need of their process. */
export interface World {
  out(text: string): void;
  err(text: string): void;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Columns and colors of the place that `out` writes to, and whether `err` writes to one where a line can change. */
  readonly screen: { readonly width: number; readonly color: boolean; readonly progress: boolean };
  readonly places: Places;
  /** Milliseconds that one test may take; TestState's own five minutes where absent. */
  readonly deadlineMilliseconds?: number;
  /** As `out`, and resolves when whoever reads has taken the text. */
  write(text: string): Promise<void>;
  /** The whole standard input as text. */
  readInput(): Promise<string>;
  /** Standard input as it comes; reading it rejects when `ended` aborts. */
  input(ended: AbortSignal): AsyncIterable<Buffer>;
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
  for (const stream of [process.stdout, process.stderr]) stream.on('error', endUnread);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    cwd: process.cwd(),
    env: process.env,
    screen: { width: process.stdout.columns || 100, color: hasColor(), progress: hasProgress() },
    places: placesFrom(folder),
    write: (text) => new Promise((resolve) => process.stdout.write(text, () => resolve())),
    readInput: readStandardInput,
    input: (ended) => addAbortSignal(ended, process.stdin),
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
  const text = await readIfThere(path.resolve(folder, file), file);
  if (text === undefined) throw new UnreadableFile('There is no such file', file);
  return text;
}

/** The text of a file; undefined when there is none, wrong use, with the file's name as it was `written`, when it cannot be read. */
export async function readIfThere(file: string, written = file): Promise<string | undefined> {
  try {
    const bytes = await readFile(file);
    if (!isUtf8(bytes)) throw new UnreadableFile('This file is not text in UTF-8', written);
    // A byte order mark is no part of a text.
    return bytes.toString('utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof WrongUse) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    if (code === 'EISDIR') throw new UnreadableFile('This is a folder, not a file', written);
    throw new UnreadableFile('This file cannot be read', written);
  }
}

/** The version of the program, from its manifest; empty when that has none. */
export async function programVersion({ cwd, places }: World): Promise<string> {
  const manifest: unknown = JSON.parse(await readTextFile(cwd, places.manifest));
  const version = typeof manifest === 'object' && manifest !== null && 'version' in manifest ? manifest.version : '';
  return String(version);
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

/** The exit code of a program that was interrupted, as a shell counts one that SIGINT ended. */
export const INTERRUPTED = 128 + 2;

/** As a shell counts a program that SIGPIPE ended. */
const UNREAD = 128 + 13;

/** Whoever reads the output, such as `head`, may have seen enough: that is no failure to tell of. */
function endUnread(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
  process.exit(UNREAD);
}

function hasColor(): boolean {
  return process.stdout.isTTY === true && !process.env.NO_COLOR;
}

function hasProgress(): boolean {
  return process.stderr.isTTY === true && process.env.TERM !== 'dumb';
}

async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
