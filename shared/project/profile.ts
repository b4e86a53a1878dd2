import type { LoadedProject } from './findProject';
import { withProfile } from './project';

/** The profile that was chosen for a project file. */
export interface ChosenProfile {
  readonly name: string;
  /** True where requests reach a system that matters. */
  readonly production: boolean;
  /** The file has no profile of this name any more: nothing may be run until another one is chosen. */
  readonly isGone: boolean;
}

/** A project file with the overrides of the profile that was chosen for it; without `profile` none was. */
export interface ChosenProject extends LoadedProject {
  readonly profile?: ChosenProfile;
}

/** Puts a profile's overrides into a project. One that is gone changes nothing and says so; nor does a file that cannot be read. */
export function withChosenProfile(loaded: LoadedProject, name: string | undefined): ChosenProject {
  if (name === undefined || loaded.project === undefined) return loaded;
  const project = withProfile(loaded.project, name);
  if (project === undefined) return { ...loaded, profile: { name, production: false, isGone: true } };
  const production = loaded.project.profiles[name]?.production === true;
  return { ...loaded, project, profile: { name, production, isGone: false } };
}

/** The methods that change nothing, from https://www.rfc-editor.org/rfc/rfc9110#name-safe-methods; TRACE is none of an HTTP Task. */
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Tells whether a call may change something in a system that matters, so that a person should be asked first. */
export function needsConfirmation(profile: ChosenProfile | undefined, method: string): boolean {
  return profile?.production === true && !SAFE_METHODS.has(method.toUpperCase());
}
