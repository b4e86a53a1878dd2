import type { ChosenProject } from '../../../shared/project/profile';
import { blocksRuns, EMPTY_PROJECT } from '../../../shared/project/project';
import type { SecretRef } from '../../../shared/project/reference';
import { type SecretPlace, secretPlaces } from '../../../shared/project/secretPlaces';
import type { AuthorizationType, Connection, ConnectionHttpParameters } from '../../../shared/spec/connection';
import type { Diagnostic } from '../../../shared/spec/diagnostic';
import { mappedAddress } from '../../../shared/spec/endpoints';
import type { Say } from '../trace/view';
import type { LastResult } from './lastResult';

/** A project file with what is known around it: which secrets have values, and what last came of its connections. */
export interface ProjectState {
  readonly uri: string;
  /** The file as a person calls it. */
  readonly label: string;
  readonly project: ChosenProject;
  readonly isKnown: (ref: SecretRef) => boolean;
  readonly resultOf: (connection: string) => LastResult | undefined;
}

/** What a row of the view says and looks like; `color` names a colour of the theme. */
export interface Row {
  readonly kind: 'file' | 'connection' | 'secret' | 'detail';
  /** The same as long as the row means the same. */
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  readonly icon: string;
  readonly color?: string;
  /** What the menus of the manifest ask for; words with a dot between them. */
  readonly context: string;
  readonly target: RowTarget;
  readonly rows: readonly Row[];
}

/** What a command works on that is called from a row. */
export interface RowTarget {
  readonly uri: string;
  readonly connection?: string;
  readonly secret?: string;
}

/** What the rows are written with: the language, and times as a person reads them. */
export interface Words {
  readonly say: Say;
  readonly time: (iso: string) => string;
}

/** The rows of the view: connections, and with several project files the files around them. Empty without connections. */
export function connectionRows(states: readonly ProjectState[], words: Words): readonly Row[] {
  const [only, ...others] = states;
  if (only === undefined) return [];
  return others.length === 0 ? rowsOf(only, words) : states.map((state) => fileRow(state, words));
}

function fileRow(state: ProjectState, words: Words): Row {
  const { uri, label, project } = state;
  const profile = project.profile === undefined ? {} : { description: profileText(project, words) };
  const rows = rowsOf(state, words);
  return { kind: 'file', id: uri, label, ...profile, icon: 'json', context: 'file', target: { uri }, rows };
}

/** The active profile in a few words; empty when there is none. */
export function profileText({ profile }: ChosenProject, { say }: Pick<Words, 'say'>): string {
  if (profile === undefined) return '';
  if (profile.isGone) return say('{0} (gone)', profile.name);
  return profile.production ? say('{0} (production)', profile.name) : profile.name;
}

function rowsOf(state: ProjectState, words: Words): readonly Row[] {
  const { connections, broken } = state.project.project ?? EMPTY_PROJECT;
  const names = [...Object.keys(connections), ...Object.keys(broken)].toSorted((one, other) =>
    one.localeCompare(other),
  );
  const rows = names.map((name) => {
    const connection = Object.hasOwn(connections, name) ? connections[name] : undefined;
    return connection
      ? connectionRow({ state, name, connection, words })
      : brokenRow(state, name, broken[name] ?? '', words);
  });
  return [...troubleRows(state, words), ...rows];
}

/** Why nothing runs with the project file as it is; empty when it can be used. */
function troubleRows({ uri, label, project }: ProjectState, { say }: Words): readonly Row[] {
  const wrong = blocksRuns(project.problems) ? project.problems.find(isBlocking)?.message : undefined;
  const gone = project.profile?.isGone
    ? say('The profile {0} is gone: choose another one', project.profile.name)
    : undefined;
  return [wrong, gone].flatMap((message, index) => {
    if (message === undefined) return [];
    const look = { icon: 'error', color: 'list.errorForeground', context: 'detail' };
    const id = `${uri}#trouble#${index}`;
    return [{ kind: 'detail', id, label, description: message, tooltip: message, ...look, target: { uri }, rows: [] }];
  });
}

function isBlocking(problem: Diagnostic): boolean {
  return blocksRuns([problem]);
}

interface Shown {
  readonly state: ProjectState;
  readonly name: string;
  readonly connection: Connection;
  readonly words: Words;
}

function connectionRow(shown: Shown): Row {
  const { state, name, connection, words } = shown;
  const kind = kindText(connection.AuthorizationType, words.say);
  const places = secretPlaces(connection);
  const standing = standingOf(places, state, words.say);
  const last = state.resultOf(name);
  const description = [kind, standing.text, last && shortResult(last, words)].filter(Boolean).join(' · ');
  return {
    kind: 'connection',
    id: `${state.uri}#${name}`,
    label: name,
    description,
    tooltip: `${name}: ${connection.AuthorizationType} · ${description}`,
    icon: ICONS[connection.AuthorizationType],
    ...(standing.isWell ? {} : { color: 'list.warningForeground' }),
    context: ['connection', connection.AuthorizationType, ...(needsSecrets(places) ? ['secrets'] : [])].join('.'),
    target: { uri: state.uri, connection: name },
    rows: [
      ...detailRows(shown),
      ...places.flatMap((place, index) => secretRows(place, index, shown)),
      ...resultRows(last, shown),
    ],
  };
}

function brokenRow(state: ProjectState, name: string, message: string, { say }: Words): Row {
  const target = { uri: state.uri, connection: name };
  const id = `${state.uri}#${name}`;
  const detail: Row = {
    kind: 'detail',
    id: `${id}#broken`,
    label: message,
    icon: 'info',
    context: 'detail',
    target,
    rows: [],
  };
  const description = say('cannot be used');
  const color = 'list.errorForeground';
  return {
    ...{ kind: 'connection', id, label: name, description, tooltip: message, icon: 'error', color },
    ...{ context: 'connection.broken', target, rows: [detail] },
  };
}

const ICONS: Readonly<Record<AuthorizationType, string>> = {
  BASIC: 'account',
  API_KEY: 'key',
  OAUTH_CLIENT_CREDENTIALS: 'shield',
};

function kindText(type: AuthorizationType, say: Say): string {
  const texts: Readonly<Record<AuthorizationType, string>> = {
    BASIC: say('Basic'),
    API_KEY: say('API key'),
    OAUTH_CLIENT_CREDENTIALS: say('OAuth'),
  };
  return texts[type];
}

function needsSecrets(places: readonly SecretPlace[]): boolean {
  return places.some(({ refs }) => refs.some(({ kind }) => kind === 'secret'));
}

/** Where the secrets of a connection stand; the worst comes first. */
function standingOf(
  places: readonly SecretPlace[],
  { isKnown }: ProjectState,
  say: Say,
): { readonly text: string; readonly isWell: boolean } {
  const refs = places.flatMap((place) => place.refs);
  const missing = refs.filter((ref) => !isKnown(ref));
  const unset = missing.find(({ kind }) => kind === 'env');
  if (places.some(({ isLiteral }) => isLiteral)) return { text: say('secret in the file'), isWell: false };
  if (unset) return { text: say('{0} is not set', unset.name), isWell: false };
  if (missing.length === 1) return { text: say('secret missing'), isWell: false };
  if (missing.length > 1) return { text: say('{0} secrets missing', missing.length), isWell: false };
  if (refs.some(({ kind }) => kind === 'secret')) return { text: say('secrets stored'), isWell: true };
  return { text: refs.length > 0 ? say('from the environment') : say('no secrets'), isWell: true };
}

function secretRows(
  { label, refs, isLiteral }: SecretPlace,
  index: number,
  { state, name, words: { say } }: Shown,
): readonly Row[] {
  const id = `${state.uri}#${name}#secret#${index}#${label}`;
  const target = { uri: state.uri, connection: name };
  if (isLiteral) {
    const tooltip = say('Whoever reads the file reads the secret: write {0} in its place.', '${secret:name}');
    const look = { icon: 'warning', color: 'list.warningForeground', context: 'detail' };
    return [{ kind: 'secret', id, label, description: say('stands in the file'), tooltip, ...look, target, rows: [] }];
  }
  return refs.map((ref, at) => {
    const isKnown = state.isKnown(ref);
    return {
      kind: 'secret',
      id: `${id}#${at}`,
      label,
      description: `${ref.name} · ${stateText(ref, isKnown, say)}`,
      icon: isKnown ? 'pass' : 'circle-slash',
      ...(isKnown ? {} : { color: 'list.warningForeground' }),
      context: ref.kind === 'secret' ? (isKnown ? 'secret.stored' : 'secret') : 'detail',
      target: ref.kind === 'secret' ? { ...target, secret: ref.name } : target,
      rows: [],
    };
  });
}

function stateText({ kind }: SecretRef, isKnown: boolean, say: Say): string {
  if (kind === 'secret') return isKnown ? say('stored') : say('missing');
  return isKnown ? say('environment variable is set') : say('environment variable is not set');
}

function detailRows({ state, name, connection, words: { say } }: Shown): readonly Row[] {
  const { AuthParameters: auth, ConnectionState: unwell } = connection;
  const oauth = auth.OAuthParameters;
  const parameters = parametersText(auth.InvocationHttpParameters, say);
  const facts: readonly (readonly [icon: string, label: string, description: string | undefined])[] = [
    ['info', say('Authorization'), authorizationText(connection, say)],
    ['link', say('Token endpoint'), oauth && tokenEndpoint(oauth, state.project.project?.endpoints ?? {})],
    ['list-unordered', say('Added to every request'), parameters],
    ['warning', 'ConnectionState', unwell],
  ];
  return facts.flatMap(([icon, label, description]) => {
    if (description === undefined) return [];
    const id = `${state.uri}#${name}#${label}`;
    const target = { uri: state.uri, connection: name };
    return [
      { kind: 'detail', id, label, description, tooltip: description, icon, context: 'detail', target, rows: [] },
    ];
  });
}

function authorizationText({ AuthParameters: auth }: Connection, say: Say): string {
  const { BasicAuthParameters: basic, ApiKeyAuthParameters: key, OAuthParameters: oauth } = auth;
  if (basic) return say('user {0}', basic.Username);
  if (key) return say('header {0}', key.ApiKeyName);
  return say('client credentials of {0}', oauth?.ClientParameters.ClientID ?? '');
}

function tokenEndpoint(
  { HttpMethod: method, AuthorizationEndpoint: address }: NonNullable<Connection['AuthParameters']['OAuthParameters']>,
  endpoints: Readonly<Record<string, string>>,
): string {
  const mapped = mappedAddress(address, endpoints);
  return mapped === undefined ? `${method} ${address}` : `${method} ${address} → ${mapped}`;
}

function parametersText(added: ConnectionHttpParameters | undefined, say: Say): string | undefined {
  const count = (list: readonly unknown[] = []) => list.length;
  const [headers, query, body] = [added?.HeaderParameters, added?.QueryStringParameters, added?.BodyParameters].map(
    count,
  );
  const texts = [
    headers ? say('headers: {0}', headers) : '',
    query ? say('query parameters: {0}', query) : '',
    body ? say('body members: {0}', body) : '',
  ].filter((text) => text !== '');
  return texts.length === 0 ? undefined : texts.join(', ');
}

function resultRows(last: LastResult | undefined, { state, name, words }: Shown): readonly Row[] {
  if (last === undefined) return [];
  const { say, time } = words;
  const label = last.from === 'run' ? say('Last run') : say('Last token call');
  const status = last.statusCode === undefined ? '' : ` (${last.statusCode})`;
  const description = `${last.ok ? say('ok') : (last.error ?? say('failed'))}${status} · ${time(last.at)}`;
  const look = last.ok ? { icon: 'pass', color: 'testing.iconPassed' } : { icon: 'error', color: 'testing.iconFailed' };
  const id = `${state.uri}#${name}#result`;
  const target = { uri: state.uri, connection: name };
  return [
    { kind: 'detail', id, label, description, tooltip: description, ...look, context: 'detail', target, rows: [] },
  ];
}

function shortResult({ ok, at }: LastResult, { say, time }: Words): string {
  return ok ? say('ok {0}', time(at)) : say('failed {0}', time(at));
}
