import { readFile, stat } from 'node:fs/promises';

/** What the server reads beside what the client sends. */
export interface World {
  /** The text of a file; undefined when there is none or it cannot be read. */
  readonly readFile: (path: string) => Promise<string | undefined>;
}

/** The files of this machine. */
export const DISK: World = {
  readFile: (path) => readPlain(path).catch(() => undefined),
};

/** Nobody may ever write to a pipe: waiting for it would leave every question unanswered. */
async function readPlain(path: string): Promise<string | undefined> {
  return (await stat(path)).isFile() ? readFile(path, 'utf8') : undefined;
}
