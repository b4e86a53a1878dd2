import type { LoadedProject } from '../shared/project/findProject';
import { type Project, withProfile } from '../shared/project/project';
import { isRecord } from './settings';

/** The profiles that are active in the editor, by the paths of their project files. */
export interface Profiles {
  /** Takes over what the client said: names by paths. What is no name is as if it were not said. */
  choose(said: unknown): void;
  /**
   * A project with the overrides of its active profile, the same one as long as both are. A profile that it does not
   * have changes nothing: the editor says so where it runs a state.
   */
  chosen(loaded: LoadedProject | undefined): Project | undefined;
}

/** Begins without any active profile. */
export function createProfiles(): Profiles {
  let names: Readonly<Record<string, unknown>> = {};
  const made = new WeakMap<Project, { readonly name: string; readonly project: Project }>();
  return {
    choose(said) {
      names = isRecord(said) ? said : {};
    },
    chosen(loaded) {
      const { project, path = '' } = loaded ?? {};
      const name = Object.hasOwn(names, path) ? names[path] : undefined;
      if (project === undefined || typeof name !== 'string') return project;
      const known = made.get(project);
      if (known?.name === name) return known.project;
      const chosen = withProfile(project, name) ?? project;
      made.set(project, { name, project: chosen });
      return chosen;
    },
  };
}
