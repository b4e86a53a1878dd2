import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_FILE } from '../../shared/project/project';
import { isSidecarPath } from '../../shared/project/testCases';
import { fixedFolder, globMatcher, isGlob } from './glob';
import type { World } from './world';
import { WrongUse } from './wrongUse';

/** Standard input, named as a file. */
export const INPUT = '-';

const DEFINITION = /\.asl(?:\.json|\.ya?ml)?$/i;

/**
 * The files that names mean, each once and as it was written: files, folders with all definitions, project files and
 * test cases in them, and patterns. Throws WrongUse for a name that means nothing.
 */
export async function findFiles(names: readonly string[], world: World): Promise<readonly string[]> {
  const found = new Map<string, string>();
  for (const name of names) {
    for (const file of await filesOf(name, world)) {
      const key = file === INPUT ? file : path.resolve(world.cwd, file);
      if (!found.has(key)) found.set(key, file);
    }
  }
  return [...found.values()];
}

async function filesOf(name: string, world: World): Promise<readonly string[]> {
  if (name === INPUT) return [name];
  const kind = await kindOf(path.resolve(world.cwd, name));
  if (kind === 'folder') return filesIn(name, world);
  if (kind === undefined && isGlob(name)) return filesLike(name, world);
  // A file that is not there is told of when it is read.
  return [name];
}

async function filesIn(folder: string, world: World): Promise<readonly string[]> {
  const files = (await walk(path.resolve(world.cwd, folder))).filter(isOurs);
  if (files.length === 0) throw new WrongUse(`This folder holds nothing to check: ${folder}`);
  return files.map((file) => path.join(folder, file));
}

async function filesLike(pattern: string, world: World): Promise<readonly string[]> {
  // On Windows a backslash divides folders, as it does everywhere in its paths.
  const text = path.sep === '\\' ? pattern.replaceAll('\\', '/') : pattern;
  const plain = text.replace(/^(?:\.\/)+/, '');
  const matches = globMatcher(plain);
  if (matches === undefined) throw new WrongUse(`This pattern can be read in too many ways: ${pattern}`);
  const base = fixedFolder(plain);
  const names = await walk(path.resolve(world.cwd, base));
  const files = names.map((name) => path.posix.join(base, name)).filter(matches);
  if (files.length === 0) throw new WrongUse(`No file is like this: ${pattern}`);
  return files;
}

function isOurs(file: string): boolean {
  return DEFINITION.test(file) || isSidecarPath(file) || path.posix.basename(file) === PROJECT_FILE;
}

/** Folders of other people's files. */
function isLeftOut(name: string): boolean {
  return name === 'node_modules' || name.startsWith('.');
}

/** All files in a folder and those in it, with slashes, in the order of their names; links to folders are not followed. */
async function walk(folder: string, prefix = ''): Promise<readonly string[]> {
  const files: string[] = [];
  for (const entry of await entriesOf(folder)) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!isLeftOut(entry.name)) files.push(...(await walk(inside, `${prefix}${entry.name}/`)));
    } else if (entry.isFile() || (await kindOf(inside)) === 'file') files.push(prefix + entry.name);
  }
  return files;
}

/** A folder that cannot be read holds nothing. */
async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return entries.toSorted((left, right) => (left.name < right.name ? -1 : 1));
}

/** A pipe is read where it is named; in a folder nobody may ever write to it. */
async function kindOf(file: string): Promise<'file' | 'folder' | 'pipe' | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return undefined;
  if (found.isFile()) return 'file';
  return found.isDirectory() ? 'folder' : 'pipe';
}
