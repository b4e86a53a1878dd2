import { lastValueAt, type Node } from '../document/node';
import { AUTHORIZATION_TYPES } from '../spec/connection';
import { AUTH_PARAMETERS_OF, CONNECTION_SHAPE } from '../spec/connectionShape';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import type { Shape, ShapeField } from '../spec/shape';
import { freeName, type ImportedConnection } from './importConnections';
import { plainConnection } from './plainConnection';
import { readProject } from './project';
import { hasReference, referencesOf, secretNameOf, writtenRef } from './reference';
import { scalarText } from './template';

/** A secret of a connection that is to be kept outside of the file; `value` is absent where the import does not hold it. */
export interface ImportedSecret {
  readonly name: string;
  readonly value?: string;
}

/** A connection as it goes into a project file: no secret value is in it, each is a reference. */
export interface WrittenConnection {
  readonly name: string;
  readonly connection: JsonObject;
  readonly secrets: readonly ImportedSecret[];
  /** Why a run cannot use it as it is, in a sentence; absent when it can. */
  readonly problem?: string;
}

/**
 * Makes of an imported connection what is written under a name: only what counts here, with `${secret:...}` in the place
 * of every secret value. `taken` are the secrets that other connections need: none of their names is used again.
 */
export function writtenConnection(
  { written }: ImportedConnection,
  name: string,
  taken: ReadonlySet<string>,
): WrittenConnection {
  for (let number = 1; ; number++) {
    const base = number === 1 ? name : `${name}-${number}`;
    const { connection, secrets } = filled(written, base);
    if (number < MOST_TRIES && secrets.some((secret) => taken.has(secret.name))) continue;
    const text = JSON.stringify({ version: 1, connections: { [name]: connection } });
    const broken = readProject(text).project?.broken ?? {};
    const problem = Object.hasOwn(broken, name) ? broken[name] : undefined;
    return { name, connection, secrets, ...(problem === undefined ? {} : { problem }) };
  }
}

/** Beyond this many connections of one name, sharing a secret is the smaller evil. */
const MOST_TRIES = 100;

function filled(written: Node, base: string): { connection: JsonObject; secrets: readonly ImportedSecret[] } {
  const path = ['connections', base];
  const plain = plainConnection(written, path);
  const safe = createSafe();
  const value = safe.take(plain, CONNECTION_SHAPE, path);
  const connection = isJsonObject(value) ? value : {};
  const type = typeOf(plain);
  const { AuthorizationType: _written, ...rest } = connection;
  return { connection: type === undefined ? rest : { AuthorizationType: type, ...rest }, secrets: safe.secrets() };
}

/** The kind of authorization; where only the template's user can tell it, that whose credentials are there. */
function typeOf(plain: Node): string | undefined {
  const said = lastValueAt(plain, 'AuthorizationType');
  if (said?.kind === 'string') return said.value;
  const auth = lastValueAt(plain, 'AuthParameters');
  const kinds = AUTHORIZATION_TYPES.filter((type) => lastValueAt(auth, AUTH_PARAMETERS_OF[type]));
  return kinds.length === 1 ? kinds[0] : undefined;
}

/** Takes over what the table of a connection's shape knows and uses, and keeps secret values apart. */
function createSafe() {
  const secrets = new Map<string, string | undefined>();

  const take = (node: Node, shape: Shape, path: readonly string[]): JsonValue | undefined => {
    if (shape.kind === 'text') return takeText(node);
    if (shape.kind === 'flag') return isTrue(node);
    if (shape.kind === 'list') {
      const items = node.kind === 'array' ? node.items : [];
      return items.flatMap((item, index) => take(item, shape.items, [...path, itemName(item, index)]) ?? []);
    }
    if (shape.kind !== 'object' || node.kind !== 'object') return undefined;
    const members = shape.fields.flatMap((field) => {
      const value = takeField(node, field, path);
      return value === undefined ? [] : [[field.name, value] as const];
    });
    return members.length === 0 ? undefined : Object.fromEntries(members);
  };

  const takeField = (holder: Node, field: ShapeField, path: readonly string[]): JsonValue | undefined => {
    const value = lastValueAt(holder, field.name);
    if (value === undefined || field.unused === true || field.sameAs !== undefined) return undefined;
    const { secretWith } = field;
    const flag = secretWith === undefined ? undefined : lastValueAt(holder, secretWith);
    const inside = secretWith === undefined ? [...path, field.name] : path;
    return field.secret || (flag && isTrue(flag)) ? takeSecret(value, inside) : take(value, field.shape, inside);
  };

  const takeText = (node: Node): string | undefined => {
    const text = scalarText(node);
    for (const ref of text === undefined ? [] : referencesOf(text)) if (ref.kind === 'secret') keep(ref.name);
    return text;
  };

  const takeSecret = (node: Node, path: readonly string[]): string => {
    const text = scalarText(node);
    const [ref] = text === undefined ? [] : referencesOf(text);
    if (ref && text === writtenRef(ref)) return takeText(node) ?? text;
    // Of a text that refers to something else nobody knows the whole value.
    const isKnown = text !== undefined && text !== '' && !hasReference(text) && !text.includes('{{resolve:');
    const value = isKnown ? text : undefined;
    // Two parameters may have one name, and yet not one value.
    const name = freeName(secretNameOf(path), (other) => secrets.has(other) && secrets.get(other) !== value);
    keep(name, value);
    return writtenRef({ kind: 'secret', name });
  };

  const keep = (name: string, value?: string): void => {
    secrets.set(name, value ?? secrets.get(name));
  };

  return {
    take,
    secrets: (): readonly ImportedSecret[] =>
      Array.from(secrets, ([name, value]) => (value === undefined ? { name } : { name, value })),
  };
}

/** A flag that is neither true nor false hides its value, which is the safe side. */
function isTrue(node: Node): boolean {
  const text = scalarText(node);
  return text === undefined || !/^false$/i.test(text);
}

function itemName(item: Node, index: number): string {
  const key = lastValueAt(item, 'Key');
  return key?.kind === 'string' && /[A-Za-z0-9]/.test(key.value) ? key.value : String(index + 1);
}
