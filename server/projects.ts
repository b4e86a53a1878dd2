import { dirname, normalize, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Files, type LoadedProject, loadProject } from '../shared/project/findProject';
import { PROJECT_FILE } from '../shared/project/project';

/** Where the server finds project files beside the open ones. */
export interface Projects {
  /** The nearest project file of a document, up to its workspace folder; undefined when there is none. */
  of(uri: string): Promise<LoadedProject | undefined>;
  setFolders(uris: readonly string[]): void;
  /** Forgets what was read: a project file changed, here or on disk. */
  forget(): void;
}

/** Looks for project files; the unsaved text of an open one, given by `openText`, wins over the disk. */
export function createProjects(disk: Files, openText: (path: string) => string | undefined): Projects {
  const files = new Map<string, Promise<string | undefined>>();
  const projects = new Map<string, Promise<LoadedProject | undefined>>();
  let folders: readonly string[] = [];
  const read = (path: string): Promise<string | undefined> => {
    const open = openText(path);
    if (open !== undefined) return Promise.resolve(open);
    return kept(files, path, () => disk.read(path));
  };
  return {
    async of(uri) {
      const path = pathOf(uri);
      if (path === undefined) return undefined;
      const folder = dirname(path);
      return kept(projects, folder, () => loadProject({ read }, folder, stopFolder(folder, folders)));
    },
    setFolders(uris) {
      folders = uris.flatMap((uri) => pathOf(uri) ?? []);
      projects.clear();
    },
    forget() {
      files.clear();
      projects.clear();
    },
  };
}

/** The file's path; undefined when the document is not on this machine's disk. */
export function pathOf(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return normalize(fileURLToPath(uri));
  } catch {
    return undefined;
  }
}

/** Tells whether an address is that of a project file. */
export function isProjectUri(uri: string): boolean {
  return uri.endsWith(`/${PROJECT_FILE}`);
}

/** The innermost workspace folder around a folder; a file outside of all of them looks into its own folder alone. */
function stopFolder(folder: string, folders: readonly string[]): string {
  const around = folders.filter((root) => {
    const way = relative(root, folder);
    return way !== '..' && !way.startsWith(`..${sep}`) && !/^([a-zA-Z]:|[\\/])/.test(way);
  });
  return around.toSorted((left, right) => right.length - left.length)[0] ?? folder;
}

/** A promise is kept only if it holds: a failure is tried again next time. */
function kept<Value>(map: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  made.catch(() => {
    if (map.get(key) === made) map.delete(key);
  });
  return made;
}
