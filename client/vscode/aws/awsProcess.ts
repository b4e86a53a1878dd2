import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A program to run once, in a folder of its own that holds one private file and is removed afterwards. */
export interface OneRun {
  /** Its name on PATH, or an absolute path; never given to a shell. */
  readonly command: string;
  readonly args: readonly string[];
  readonly file: string;
  readonly text: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends it, with all that it started. */
  readonly signal: AbortSignal;
  readonly milliseconds: number;
}

/** How a program ended; what it wrote is UTF-8, standard error its end only. */
export type OneEnd =
  | { readonly kind: 'ended'; readonly code: number | null; readonly stdout: string; readonly stderr: string }
  | { readonly kind: 'notStarted'; readonly isMissing: boolean; readonly message: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'late' }
  | { readonly kind: 'tooMuch' };

/** Bytes of standard output that are read before the program is ended: an answer of TestState has 2 MiB at most. */
const MOST_OUTPUT = 16 * 1024 * 1024;

/** Characters of standard error that are kept. */
const KEPT_ERRORS = 64 * 1024;

/** Runs a program without a terminal and without input, and waits for its end. Rejects where the folder cannot be made. */
export async function runOnce(run: OneRun): Promise<OneEnd> {
  if (run.signal.aborted) return { kind: 'cancelled' };
  const folder = await mkdtemp(path.join(tmpdir(), 'stateside-aws-'));
  try {
    await writeFile(path.join(folder, run.file), run.text, { mode: 0o600 });
    return await inFolder(run, folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The folder of the run is the current one: on Windows a program of that name would be taken from there first. */
function inFolder({ command, args, env, signal, milliseconds }: OneRun, folder: string): Promise<OneEnd> {
  return new Promise((resolve) => {
    // A group of its own, so that what a launcher starts is ended with it.
    const detached = process.platform !== 'win32';
    const child = spawn(command, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached, shell: false });
    let early: 'cancelled' | 'late' | 'tooMuch' | undefined;
    const stop = (why: 'cancelled' | 'late' | 'tooMuch'): void => {
      early ??= why;
      kill(child);
    };
    const cancel = (): void => stop('cancelled');
    const timer = setTimeout(() => stop('late'), milliseconds);
    const settle = (end: OneEnd): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      resolve(early === undefined ? end : { kind: early });
    };
    signal.addEventListener('abort', cancel, { once: true });
    const read = readOutput(child, () => stop('tooMuch'));
    child.once('error', (error: NodeJS.ErrnoException) =>
      settle({ kind: 'notStarted', isMissing: error.code === 'ENOENT', message: error.message }),
    );
    child.once('close', (code) => settle({ kind: 'ended', code, ...read() }));
    // What left the group may hold the pipes open.
    child.once('exit', (code) => early && settle({ kind: 'ended', code, ...read() }));
  });
}

function readOutput({ stdout, stderr }: ChildProcess, tooMuch: () => void) {
  const chunks: Buffer[] = [];
  let size = 0;
  let errors = '';
  stdout?.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MOST_OUTPUT) return tooMuch();
    chunks.push(chunk);
  });
  stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-KEPT_ERRORS);
  });
  return () => ({ stdout: Buffer.concat(chunks).toString('utf8'), stderr: errors });
}

function kill(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // It has ended in the meantime.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
