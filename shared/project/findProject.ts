import path from 'node:path';
import type { Diagnostic } from '../spec/diagnostic';
import { PROJECT_FILE, type Project, readProject } from './project';

/** Reading files: undefined when there is no such file. */
export interface Files {
  read(path: string): Promise<string | undefined>;
}

/** A project file that was found, with what was read from it. */
export interface LoadedProject {
  readonly path: string;
  readonly text: string;
  readonly project: Project | undefined;
  readonly problems: readonly Diagnostic[];
}

/** The places where a project file may be, the nearest first: from a folder up to `stopFolder` or the root. */
export function projectPathsUpwards(startFolder: string, stopFolder?: string): readonly string[] {
  return foldersUpwards(startFolder, stopFolder).map((folder) => path.join(folder, PROJECT_FILE));
}

/** A folder and the folders around it, up to `stopFolder` or the root. */
export function foldersUpwards(startFolder: string, stopFolder?: string): readonly string[] {
  const folders: string[] = [];
  const stop = stopFolder === undefined ? undefined : path.resolve(stopFolder);
  let folder = path.resolve(startFolder);
  for (;;) {
    folders.push(folder);
    const parent = path.dirname(folder);
    if (folder === stop || parent === folder) return folders;
    folder = parent;
  }
}

/** Reads the nearest project file from a folder upwards, up to `stopFolder` or the root; undefined when there is none. */
export async function loadProject(
  files: Files,
  startFolder: string,
  stopFolder?: string,
): Promise<LoadedProject | undefined> {
  for (const candidate of projectPathsUpwards(startFolder, stopFolder)) {
    const text = await files.read(candidate);
    if (text !== undefined) return { path: candidate, text, ...readProject(text) };
  }
  return undefined;
}
