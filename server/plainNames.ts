import { allStates, isSingleState, stateMachineOf } from '../shared/document/stateMachine';
import { type Project, withProfile } from '../shared/project/project';
import { OWN_RULE_TITLES } from '../shared/project/projectRules';
import { RULES, ruleNamed } from '../shared/rules/allRules';
import { ERROR_NAMES, STATUS_CODE_ERROR_PREFIX, STATUS_CODES } from '../shared/spec/errors';
import { COMMON_HEADERS } from '../shared/spec/headers';
import { METHODS } from '../shared/spec/httpTask';
import type { Named } from '../shared/spec/shape';
import { STAGES } from '../shared/spec/stages';
import {
  describeBrokenConnection,
  describeConnection,
  describeError,
  describeHeader,
  describeState,
  describeSubstitution,
  summaryOfState,
} from './describe';
import { code, link, paragraphs, verbatim } from './markdown';
import { type PlainSubject, projectIn } from './plainFile';
import { type Draft, type SuggestionKind, textOf } from './suggestion';

/** The names that may stand somewhere in one of our files, with their docs, in the order in which they are offered. */
export function namesOf(kind: Named, subject: PlainSubject): readonly Draft[] {
  return PROVIDERS[kind].list(subject);
}

/** What a name of one of our files stands for; undefined when nothing is known. `path` are the keys down to it. */
export function describeName(
  kind: Named,
  name: string,
  subject: PlainSubject,
  path: readonly string[],
): string | undefined {
  const { describe } = PROVIDERS[kind];
  if (describe) return describe(name, subject, path);
  const known = namesOf(kind, subject).find(({ label }) => label === name);
  return known && textOf(known.docs);
}

interface Provider {
  readonly list: (subject: PlainSubject) => readonly Draft[];
  /** Where more can be said than of the names that are offered. */
  readonly describe?: (name: string, subject: PlainSubject, path: readonly string[]) => string | undefined;
}

const NONE: Provider = { list: () => [] };

const PROVIDERS: Readonly<Record<Named, Provider>> = {
  state: { list: states },
  error: { list: errors, describe: (name) => describeError(name) },
  method: {
    list: () => METHODS.map(({ value, doc }) => ({ ...draft(value, 'method'), docs: paragraphs(`**${value}**`, doc) })),
  },
  header: {
    list: () => COMMON_HEADERS.map(({ name }) => ({ ...draft(name, 'header', 'header'), docs: describeHeader(name) })),
  },
  stage: {
    list: () =>
      STAGES.map(({ name, doc }) => ({ ...draft(name, 'stage of the data'), docs: paragraphs(`**${name}**`, doc) })),
  },
  rule: { list: rules, describe: describeRule },
  connection: {
    list: (subject) => [
      ...inProject(subject, ({ connections, broken }) => ({ ...connections, ...broken }), 'connection'),
      ...inDefinitions(subject, /:connection\/([.\-_A-Za-z0-9]+)\//g, 'connection'),
    ],
    describe: (name, subject, path) => {
      const parts = partsAt(subject, path);
      const connection = parts && ownValue(parts.connections, name);
      if (connection) return describeConnection(name, connection);
      const broken = parts && ownValue(parts.broken, name);
      return broken === undefined ? undefined : describeBrokenConnection(name, broken);
    },
  },
  endpoint: {
    list: (subject) => inProject(subject, ({ endpoints }) => endpoints, 'value'),
    describe: (name, subject, path) => {
      const to = ownValue(partsAt(subject, path)?.endpoints ?? {}, name);
      if (to === undefined) return undefined;
      return `Requests to addresses that begin with ${code(name)} are sent to ${code(to)}. Their Host and URL stay as they are.`;
    },
  },
  substitution: {
    list: (subject) => [
      ...inProject(subject, ({ substitutions }) => substitutions, 'value'),
      ...inDefinitions(subject, /\$\{([A-Za-z_][\w.-]*)\}/g, 'value'),
    ],
    describe: (name, subject, path) => describeSubstitution(name, partsAt(subject, path)?.substitutions ?? {}),
  },
  profile: { ...NONE, describe: (name) => paragraphs(`**${verbatim(name)}** (profile)`, PROFILE_DOC) },
};

const PROFILE_DOC =
  'What stands here wins over the rest of the file when the profile is chosen: in the status bar of the editor, or with `--project-profile` on the command line.';

function draft(label: string, detail: string, kind: SuggestionKind = 'value'): Draft {
  return { label, kind, detail, docs: '' };
}

function states({ definition }: PlainSubject): readonly Draft[] {
  if (definition === undefined || isSingleState(definition.document)) return [];
  const byName = new Map([...allStates(stateMachineOf(definition.document))].map((state) => [state.name, state]));
  return Array.from(byName.values())
    .filter(({ name }) => name !== '')
    .map((state) => ({ ...draft(state.name, summaryOfState(state), 'state'), docs: () => describeState(state) }));
}

function errors(): readonly Draft[] {
  const raised = ERROR_NAMES.map(({ name }) => name).filter((name) => name !== 'States.ALL');
  const statuses = STATUS_CODES.map(({ code: status }) => `${STATUS_CODE_ERROR_PREFIX}${status}`);
  return [...statuses, ...raised].map((name) => ({
    ...draft(name, 'error', 'error'),
    docs: () => describeError(name),
  }));
}

function rules(subject: PlainSubject): readonly Draft[] {
  return [...RULES.map(({ name }) => name), ...Object.keys(OWN_RULE_TITLES)].map((name) => ({
    ...draft(name, ruleNamed(name)?.severity.toLowerCase() ?? 'project file'),
    docs: () => describeRule(name, subject) ?? '',
  }));
}

function describeRule(name: string, { docsUri }: PlainSubject): string | undefined {
  const rule = ruleNamed(name);
  const title = rule?.title ?? ownValue(OWN_RULE_TITLES, name);
  if (title === undefined) return undefined;
  const page = rule && (docsUri === undefined ? link(rule.page) : `[About this rule](${docsUri}${name}.md)`);
  return paragraphs(`**${name}** (rule)`, `${title}.`, page);
}

function inProject(
  subject: PlainSubject,
  part: (project: Project) => Readonly<Record<string, unknown>>,
  kind: SuggestionKind,
): readonly Draft[] {
  const project = projectIn(subject);
  return Object.keys(project ? part(project) : {}).map((name) => draft(name, 'set anew', kind));
}

function inDefinitions({ openDefinitions }: PlainSubject, pattern: RegExp, kind: SuggestionKind): readonly Draft[] {
  const found = openDefinitions().flatMap((text) => Array.from(text.matchAll(pattern), ([, name = '']) => name));
  return [...new Set(found)].map((name) => draft(name, 'used in an open definition', kind));
}

/** The project as it is with the profile that a path leads into. */
function partsAt(subject: PlainSubject, path: readonly string[]): Project | undefined {
  const project = projectIn(subject);
  return project && ((path[0] === 'profiles' ? withProfile(project, path[1]) : undefined) ?? project);
}

function ownValue<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}
