import { parseJson } from '../document/json';
import type { ConnectionAnswer } from '../executor/effects';
import { closest } from '../spec/closest';
import { CONNECTION_STATES, type Connection, connectionNameOf } from '../spec/connection';
import { CONNECTION_SHAPE } from '../spec/connectionShape';
import type { Diagnostic } from '../spec/diagnostic';
import { checkConnection } from './checkConnection';
import { EMPTY_PROJECT, PROJECT_FILE, type Project } from './project';
import { type At, readShape } from './readShape';
import { putReferences, referencesOf, type SecretRef, writtenRef } from './reference';

/** Gives the value that a reference stands for; undefined when there is none. */
export type ReadSecret = (ref: SecretRef) => Promise<string | undefined>;

/** A connection whose secret nobody gave: which one, of which connection. */
export interface MissingSecret {
  readonly kind: 'missingSecret';
  readonly ref: SecretRef;
  readonly connection: string;
}

/** A connection with the name under which it stands in the project. */
export type FoundConnection =
  | { readonly kind: 'found'; readonly name: string; readonly connection: Connection }
  | { readonly kind: 'broken'; readonly name: string; readonly message: string };

/** Finds a connection by the whole text of its ARN, or by the name inside it; undefined when the project has none. */
export function findConnection(project: Project | undefined, arn: string): FoundConnection | undefined {
  const { connections, broken } = project ?? EMPTY_PROJECT;
  for (const name of [arn, connectionNameOf(arn)]) {
    if (name === undefined) continue;
    const connection = Object.hasOwn(connections, name) ? connections[name] : undefined;
    if (connection) return { kind: 'found', name, connection };
    const message = Object.hasOwn(broken, name) ? broken[name] : undefined;
    if (message !== undefined) return { kind: 'broken', name, message };
  }
  return undefined;
}

/**
 * Answers a run's question for a connection, with the values of its secrets put in. `file` is the project file that the
 * message of a missing connection names. Gives `missingSecret` when a secret has no value.
 */
export async function resolveConnection(
  project: Project | undefined,
  arn: string,
  readSecret: ReadSecret,
  file: string = PROJECT_FILE,
): Promise<ConnectionAnswer | MissingSecret> {
  const found = findConnection(project, arn);
  if (found === undefined) return { kind: 'missing', message: missingMessage(project, arn, file) };
  const { name } = found;
  if (found.kind === 'broken') {
    return { kind: 'invalid', message: `The connection '${name}' in ${file} cannot be used: ${found.message}` };
  }
  const { ConnectionState: state, ...connection } = found.connection;
  const error = state && CONNECTION_STATES[state];
  if (error) return { kind: 'invalid', error, message: stateMessage(name, state, file) };
  const values = new Map<string, string>();
  for (const ref of referencesOf(JSON.stringify(connection))) {
    const value = values.get(writtenRef(ref)) ?? (await readSecret(ref));
    if (value === undefined) return { kind: 'missingSecret', ref, connection: name };
    values.set(writtenRef(ref), value);
  }
  return checked(name, put(connection, values) as Connection, file);
}

function missingMessage(project: Project | undefined, arn: string, file: string): string {
  const name = connectionNameOf(arn) ?? arn;
  const { connections, broken } = project ?? EMPTY_PROJECT;
  const names = [...Object.keys(connections), ...Object.keys(broken)].map((key) => connectionNameOf(key) ?? key);
  const meant = closest(name, names);
  const others = profilesWith(project, arn);
  const hint =
    others.length > 0
      ? ` (the profiles that have it: ${others.join(', ')})`
      : meant === undefined
        ? ''
        : ` (did you mean ${meant}?)`;
  return `There is no connection '${name}'${hint}: write it under "connections" in ${file}`;
}

/** The profiles that would bring a connection along, if one of them were chosen. */
function profilesWith(project: Project | undefined, arn: string): readonly string[] {
  return Object.entries(project?.profiles ?? {}).flatMap(([name, { connections, broken }]) =>
    [arn, connectionNameOf(arn)].some(
      (key) => key !== undefined && (Object.hasOwn(connections, key) || Object.hasOwn(broken, key)),
    )
      ? [name]
      : [],
  );
}

function stateMessage(name: string, state: string, file: string): string {
  return `The connection '${name}' in ${file} cannot be used: its ConnectionState is ${state}. Without that field it is used here all the same`;
}

function put(value: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') return putReferences(value, (ref) => values.get(writtenRef(ref)));
  if (Array.isArray(value)) return value.map((item) => put(item, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, put(member, values)]));
}

/** Secrets have limits too, and what they are is known only now. The messages name fields and never show values. */
function checked(name: string, connection: Connection, file: string): ConnectionAnswer {
  const found: Diagnostic[] = [];
  const at: At = {
    rule: 'project-connection',
    family: 'project',
    path: ['connections', name],
    report: (problem) => found.push(problem),
  };
  const { root } = parseJson(JSON.stringify(connection));
  if (root) readShape(root, CONNECTION_SHAPE, at);
  if (root) checkConnection(root, at);
  const wrong = found.find(({ severity }) => severity === 'ERROR');
  return wrong
    ? { kind: 'invalid', message: `The connection '${name}' in ${file} cannot be used: ${wrong.message}` }
    : { kind: 'found', name, connection };
}
