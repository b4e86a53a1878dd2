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

/** Files of the disk, and the unsaved texts of the open ones, which win over them. */
interface SeenFiles extends Files {
  readonly openText: (path: string) => string | undefined;
}

/** Looks for project files, each time anew unless the client tells of changes on disk. */
export function createProjects({ read: readDisk, openText }: SeenFiles, isToldOfChanges: () => boolean): Projects {
  const files = new Map<string, Promise<string | undefined>>();
  const projects = new Map<string, Promise<LoadedProject | undefined>>();
  const latest = new Map<string, LoadedProject>();
  let folders: readonly string[] = [];
  const read = (path: string): Promise<string | undefined> => {
    const open = openText(path);
    if (open !== undefined) return Promise.resolve(open);
    return kept(files, path, () => readDisk(path));
  };
  const forget = (): void => {
    files.clear();
    projects.clear();
  };
  return {
    async of(uri) {
      if (!isToldOfChanges()) forget();
      const path = pathOf(uri);
      if (path === undefined) return undefined;
      const folder = dirname(path);
      return kept(projects, folder, async () => {
        const found = await loadProject({ read }, folder, stopFolder(folder, folders));
        return found && sameAsBefore(latest, found);
      });
    },
    setFolders(uris) {
      folders = uris.flatMap((uri) => pathOf(uri) ?? []);
      projects.clear();
    },
    forget,
  };
}

/** A project whose text is as it was stays the same object: what was found beside it is kept with it. */
function sameAsBefore(latest: Map<string, LoadedProject>, found: LoadedProject): LoadedProject {
  const before = latest.get(found.path);
  if (before?.text === found.text) return before;
  latest.set(found.path, found);
  return found;
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
