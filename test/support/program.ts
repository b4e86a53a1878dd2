import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { built } from './built';

/** How the program ended and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** What a run may be given beside its arguments; SIGINT is sent when `interrupt` resolves, `unread` closes its output. */
export interface RunMore {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly interrupt?: Promise<unknown>;
  readonly unread?: boolean;
}

/** The command line with a folder of files of its own, in which it runs unless told otherwise. */
export interface Program {
  readonly folder: string;
  run(args: readonly string[], more?: RunMore): Promise<Ended>;
  /** Writes a file into the folder and gives its path. */
  file(name: string, text: string): Promise<string>;
  end(): Promise<void>;
}

/** Makes a new folder for the program; it counts as a repository, so no project is looked for above it. */
export async function startProgram(): Promise<Program> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stateside-'));
  await mkdir(path.join(folder, '.git'));
  return {
    folder,
    run: (args, more = {}) => run(args, { cwd: folder, ...more }),
    file: async (name, text) => {
      const file = path.join(folder, name);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, text);
      return file;
    },
    end: () => rm(folder, { recursive: true }),
  };
}

function run(args: readonly string[], { cwd, input = '', env, interrupt, unread }: RunMore): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [built('cli.js'), ...args], { cwd, env: { ...process.env, ...env } });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    if (unread) child.stdout.destroy();
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, out: Buffer.concat(out).toString('utf8'), err: Buffer.concat(err).toString('utf8') });
    });
    // A program that ends without reading its input is no failure of the test.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
    void interrupt?.then(() => child.kill('SIGINT'));
  });
}
