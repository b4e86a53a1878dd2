import { readFile, stat } from 'node:fs/promises';
import { createDiskReader } from './diskReader';

/** What the server needs beside what the client sends. */
export interface World {
  /** The text of a file; undefined when there is none or it cannot be read. */
  readonly readFile: (path: string) => Promise<string | undefined>;
  /** Ends the server some seconds after a process is gone, which is the editor's. */
  readonly endWith?: (processId: number) => void;
}

/** This machine. */
export const MACHINE: World = {
  readFile: createDiskReader({ stat, read: (path) => readFile(path, 'utf8'), now: Date.now }),
  endWith,
};

function endWith(processId: number): void {
  const look = (): void => {
    try {
      process.kill(processId, 0);
    } catch {
      process.exit(1);
    }
  };
  setInterval(look, LOOK_EVERY_MS).unref();
}

const LOOK_EVERY_MS = 3000;
