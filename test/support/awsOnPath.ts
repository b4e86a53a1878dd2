import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** One call of the stand-in: its arguments, the folder it ran in, and the request that it was given. */
export interface AwsCallSeen {
  readonly args: readonly string[];
  readonly folder: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly env: Readonly<Record<string, string>>;
}

/** A folder with a program called `aws` that stands in for the command line of AWS. */
export interface AwsOnPath {
  readonly folder: string;
  /** The variables for a process that is to find it. */
  readonly env: Readonly<Record<string, string>>;
  /** The address of the `stateside serve` that it asks. */
  readonly ask: (url: string) => void;
  /** How it behaves from now on: `ok`, or a failure of standInAws.mjs. */
  readonly mode: (mode: string) => void;
  /** What its next answers have instead of what `stateside serve` says; `to` stands for each `from` in them. */
  readonly change: (members: Readonly<Record<string, unknown>>) => void;
  readonly calls: () => readonly AwsCallSeen[];
  /** The processes that it started itself, by their id. */
  readonly started: () => readonly number[];
  readonly end: () => void;
}

/** Puts the stand-in into a new folder. */
export function awsOnPath(): AwsOnPath {
  const folder = mkdtempSync(path.join(tmpdir(), 'stateside-stand-in-'));
  const write = (name: string, text: string): void => writeFileSync(path.join(folder, name), text);
  copyFileSync(path.join(__dirname, 'standInAws.mjs'), path.join(folder, 'standInAws.mjs'));
  write('aws', `#!/bin/sh\nexec '${process.execPath}' '${folder}/standInAws.mjs' "$@"\n`);
  chmodSync(path.join(folder, 'aws'), 0o755);
  write('mode', 'ok');
  write('calls', '');
  const lines = () =>
    readFileSync(path.join(folder, 'calls'), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line));
  return {
    folder,
    env: { PATH: `${folder}${path.delimiter}${process.env.PATH ?? ''}`, STAND_IN_AWS: folder },
    ask: (url) => write('url', url),
    mode: (mode) => write('mode', mode),
    change: (members) => write('change', JSON.stringify(members)),
    calls: () => lines().filter(({ args }) => args !== undefined),
    started: () => lines().flatMap(({ started }) => (started === undefined ? [] : [started])),
    end: () => rmSync(folder, { recursive: true, force: true }),
  };
}
