import { SEVERITY_SETTINGS, type SeveritySetting } from '../shared/spec/diagnostic';

/** Which findings are wanted: with `auto` the structural ones only where AWS Toolkit does not give them already. */
export type Validation = 'auto' | 'all' | 'httpOnly';

/** The section `stateside` of the editor's settings, as far as the server reads it. */
export interface Settings {
  readonly validation: Validation;
  /** Severity by rule name; a project's own severities win over them. */
  readonly rules: Readonly<Record<string, SeveritySetting>>;
}

/** What holds when the editor says nothing. */
export const DEFAULT_SETTINGS: Settings = { validation: 'auto', rules: {} };

const VALIDATIONS: readonly Validation[] = ['auto', 'all', 'httpOnly'];

/** Reads settings from whatever the editor sends: what does not fit is as if it were not said. */
export function readSettings(value: unknown): Settings {
  if (!isRecord(value)) return DEFAULT_SETTINGS;
  const rules = Object.entries(isRecord(value.rules) ? value.rules : {}).flatMap(([name, said]) => {
    const severity = SEVERITY_SETTINGS.find((known) => known === said);
    return severity === undefined ? [] : [[name, severity] as const];
  });
  const validation = VALIDATIONS.find((known) => known === value.validation);
  return { validation: validation ?? DEFAULT_SETTINGS.validation, rules: Object.fromEntries(rules) };
}

/** What the client says once, as `initializationOptions`. */
export interface StartOptions {
  /** Address of the folder with a page for each rule, ending with a slash; undefined: findings carry no link. */
  readonly docsUri: string | undefined;
  readonly toolkitActive: boolean;
  /** The editor has JSON support of its own, which reports what is wrong with the notation of JSON files. */
  readonly jsonSupport: boolean;
  /** Names of active profiles by the paths of project files, as they were said. */
  readonly profiles: unknown;
}

/** Reads the client's options; what does not fit is as if it were not said. */
export function readStartOptions(value: unknown): StartOptions {
  const said = isRecord(value) ? value : {};
  const docsUri = typeof said.docsUri === 'string' ? said.docsUri.replace(/\/?$/, '/') : undefined;
  return {
    docsUri,
    toolkitActive: said.toolkitActive === true,
    jsonSupport: said.jsonSupport === true,
    profiles: said.profiles,
  };
}

/** Tells whether a value is an object whose members can be looked at. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
