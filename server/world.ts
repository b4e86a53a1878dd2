import { readFile } from 'node:fs/promises';

/** What the server reads beside what the client sends. */
export interface World {
  /** The text of a file; undefined when there is none or it cannot be read. */
  readonly readFile: (path: string) => Promise<string | undefined>;
}

/** The files of this machine. */
export const DISK: World = {
  readFile: (path) => readFile(path, 'utf8').catch(() => undefined),
};
