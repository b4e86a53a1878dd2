import { lastValueAt, type Node, type ObjectNode } from '../document/node';
import type { RunSettings } from '../executor/testStateRequest';
import type { Connection } from '../spec/connection';
import type { Diagnostic, SeveritySetting, Surroundings } from '../spec/diagnostic';
import type { JsonValue } from '../spec/json';
import { checkConnection } from './checkConnection';
import { withPlainConnections } from './plainConnection';
import { reportUnknownRules, withSeverities } from './projectRules';
import { PROJECT_SHAPE } from './projectShape';
import { readFile } from './readFile';
import { type At, readShape, reportMissingVersion } from './readShape';

/** What both a project and a profile of it hold. */
export interface ProjectParts {
  /** Usable connections by name, or by the whole text that stands for their ARN; secrets are still references. */
  readonly connections: Readonly<Record<string, Connection>>;
  /** Connections that cannot be used, each with the sentence that says why. */
  readonly broken: Readonly<Record<string, string>>;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly substitutions: Readonly<Record<string, string>>;
}

/** A named set of overrides; `production` is true where requests reach a system that matters. */
export interface Profile extends ProjectParts {
  readonly production: boolean;
}

/** A stateside.json that was read: what is wrong is left out of it. */
export interface Project extends ProjectParts {
  readonly region?: string;
  readonly rules: Readonly<Record<string, SeveritySetting>>;
  readonly profiles: Readonly<Record<string, Profile>>;
}

/** The name of the project file. */
export const PROJECT_FILE = 'stateside.json';

/** A project in which nothing is said. */
export const EMPTY_PROJECT: Project = {
  connections: {},
  broken: {},
  endpoints: {},
  substitutions: {},
  rules: {},
  profiles: {},
};

/**
 * Reads a stateside.json. Never throws: `project` is what can be used, undefined when the text holds no object. With the
 * names of the rules for definitions, settings of rules that do not exist are reported too.
 */
export function readProject(
  text: string,
  ruleNames?: readonly string[],
): {
  readonly project: Project | undefined;
  readonly problems: readonly Diagnostic[];
} {
  const { root: written, problems: syntax } = readFile(text, 'project');
  const problems = [...syntax];
  if (written === undefined) return { project: undefined, problems };
  const root = withPlainConnections(written);
  const at: At = { rule: 'project-shape', family: 'project', path: [], report: (found) => problems.push(found) };
  const value = readShape(root, PROJECT_SHAPE, at);
  if (root.kind !== 'object') return { project: undefined, problems };
  reportMissingVersion(root, at);
  if (ruleNames) reportUnknownRules(lastValueAt(root, 'rules'), ruleNames, at);
  const project = projectFrom(root, value as ProjectValue, at, problems);
  const shown = withSeverities(problems, project.rules);
  return { project, problems: shown.toSorted((left, right) => left.span.start - right.span.start) };
}

/**
 * Tells whether a project must not be run with: then a request could go where nobody sent it. A broken connection is no
 * such case, because only the states that use it fail.
 */
export function blocksRuns(problems: readonly Diagnostic[]): boolean {
  return problems.some(({ rule, severity }) => severity === 'ERROR' && rule !== 'project-connection');
}

/** The project with a profile's overrides put in; undefined when it has no such profile. Without a name, the project. */
export function withProfile(project: Project, name: string | undefined): Project | undefined {
  if (name === undefined) return project;
  const profile = Object.hasOwn(project.profiles, name) ? project.profiles[name] : undefined;
  if (profile === undefined) return undefined;
  // A connection that the profile repairs is no longer broken, and the other way round.
  const names = [...Object.keys(profile.connections), ...Object.keys(profile.broken)];
  return {
    ...project,
    connections: { ...without(project.connections, names), ...profile.connections },
    broken: { ...without(project.broken, names), ...profile.broken },
    endpoints: { ...project.endpoints, ...profile.endpoints },
    substitutions: { ...project.substitutions, ...profile.substitutions },
  };
}

/** What a definition is checked against; the project's own severities win over those given here. */
export function surroundingsOf(
  project: Project | undefined,
  options: {
    readonly profile?: string | undefined;
    readonly severities?: Readonly<Record<string, SeveritySetting>>;
    readonly scope?: Surroundings['scope'];
  } = {},
): Surroundings {
  const whole = project ?? EMPTY_PROJECT;
  const chosen = withProfile(whole, options.profile) ?? whole;
  return {
    connections: chosen.connections,
    endpoints: chosen.endpoints,
    substitutions: chosen.substitutions,
    severities: { ...options.severities, ...chosen.rules },
    scope: options.scope ?? 'machine',
  };
}

/** What the executor needs of a project; a region given here wins. */
export function settingsOf(
  project: Project | undefined,
  options: { readonly profile?: string | undefined; readonly region?: string | undefined } = {},
): RunSettings {
  const whole = project ?? EMPTY_PROJECT;
  const chosen = withProfile(whole, options.profile) ?? whole;
  const region = options.region ?? chosen.region;
  return { endpoints: chosen.endpoints, ...(region === undefined ? {} : { region }) };
}

/** A project's value as its shape was read: parts that did not fit are missing. */
interface ProjectValue extends PartsValue {
  readonly region?: string;
  readonly rules?: Readonly<Record<string, SeveritySetting>>;
  readonly profiles?: Readonly<Record<string, PartsValue & { readonly production?: boolean }>>;
}

interface PartsValue {
  readonly [name: string]: JsonValue | undefined | object;
  readonly connections?: Readonly<Record<string, Connection>>;
  readonly endpoints?: Readonly<Record<string, string>>;
  readonly substitutions?: Readonly<Record<string, string>>;
}

function projectFrom(root: ObjectNode, value: ProjectValue, at: At, problems: readonly Diagnostic[]): Project {
  const profileNodes = lastValueAt(root, 'profiles');
  // A connection may need a mapping that only one of the profiles has, so all of them count.
  const maps = [value.endpoints, ...Object.values(value.profiles ?? {}).map((profile) => profile.endpoints)];
  const endpoints: Readonly<Record<string, string>> = Object.assign({}, ...maps);
  const profiles = Object.entries(value.profiles ?? {}).map(([name, profile]) => {
    const inside = { ...at, path: ['profiles', name] };
    const parts = partsFrom(lastValueAt(profileNodes, name), profile, inside, { problems, endpoints });
    return [name, { ...parts, production: profile.production ?? false }] as const;
  });
  const { region } = value;
  return {
    ...partsFrom(root, value, at, { problems, endpoints }),
    ...(region === undefined ? {} : { region }),
    rules: value.rules ?? {},
    profiles: Object.fromEntries(profiles),
  };
}

function partsFrom(
  node: Node | undefined,
  value: PartsValue,
  at: At,
  whole: { readonly problems: readonly Diagnostic[]; readonly endpoints: Readonly<Record<string, string>> },
): ProjectParts {
  const nodes = lastValueAt(node, 'connections');
  const usable: [string, Connection][] = [];
  const broken: [string, string][] = [];
  for (const name of namesIn(nodes)) {
    const found = lastValueAt(nodes, name);
    if (found === undefined) continue;
    const inside: At = { ...at, rule: 'project-connection', path: [...at.path, 'connections', name] };
    checkConnection(found, inside, whole.endpoints);
    const wrong = whole.problems.find((problem) => problem.severity === 'ERROR' && isInside(problem, found));
    const connection = value.connections?.[name];
    if (wrong) broken.push([name, wrong.message]);
    else if (connection) usable.push([name, connection]);
  }
  return {
    connections: Object.fromEntries(usable),
    broken: Object.fromEntries(broken),
    endpoints: value.endpoints ?? {},
    substitutions: value.substitutions ?? {},
  };
}

function namesIn(node: Node | undefined): readonly string[] {
  return node?.kind === 'object' ? [...new Set(node.members.map(({ key }) => key.value))] : [];
}

function isInside({ span }: Diagnostic, node: Node): boolean {
  return node.span.start <= span.start && span.end <= node.span.end;
}

function without<Value>(record: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}
