import path from 'node:path';
import { foldersUpwards, type LoadedProject, loadProject } from '../../shared/project/findProject';
import { PROJECT_FILE, readProject, withProfile } from '../../shared/project/project';
import type { Option } from './options';
import { exists, readIfThere, readTextFile, type World } from './world';
import { WrongUse } from './wrongUse';

/** Options that choose a project and its profile. */
export const PROJECT_OPTIONS: readonly Option[] = [
  {
    name: 'project',
    value: 'FILE',
    doc: `The project file. By default the nearest ${PROJECT_FILE} from the definition's folder upwards, up to the first folder with .git.`,
  },
  { name: 'project-profile', value: 'NAME', doc: 'The profile of the project file to use.' },
];

/** Which project to use: a file that must exist, or the nearest one. */
export interface ProjectChoice {
  readonly file: string | undefined;
  readonly profile: string | undefined;
}

/** The choice that was made on the command line. */
export function projectChoice(values: ReadonlyMap<string, string>): ProjectChoice {
  return { file: values.get('project'), profile: values.get('project-profile') };
}

/** Loads the project for a definition in `folder`; undefined when there is none. Wrong use when the choice is not there. */
export async function chooseProject(
  choice: ProjectChoice,
  folder: string,
  world: World,
): Promise<LoadedProject | undefined> {
  const loaded =
    choice.file === undefined
      ? await loadProject({ read: readIfThere }, folder, await lastFolder(folder))
      : await loadNamed(choice.file, world);
  const { profile } = choice;
  if (profile !== undefined && (loaded?.project === undefined || withProfile(loaded.project, profile) === undefined)) {
    throw new WrongUse(missingProfile(profile, loaded));
  }
  return loaded;
}

function missingProfile(profile: string, loaded: LoadedProject | undefined): string {
  if (loaded === undefined) return `There is no such profile, because no ${PROJECT_FILE} was found: ${profile}`;
  const names = Object.keys(loaded.project?.profiles ?? {});
  const hint = names.length === 0 ? '' : ` (it has ${names.join(', ')})`;
  return `There is no such profile in ${loaded.path}${hint}: ${profile}`;
}

async function loadNamed(file: string, world: World): Promise<LoadedProject> {
  const text = await readTextFile(world.cwd, file);
  return { path: path.resolve(world.cwd, file), text, ...readProject(text) };
}

/** A search ends at the first folder that is a repository's. */
async function lastFolder(start: string): Promise<string | undefined> {
  for (const folder of foldersUpwards(start)) {
    if (await exists(path.join(folder, '.git'))) return folder;
  }
  return undefined;
}
