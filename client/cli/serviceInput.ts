import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/spec/json';
import type { Member, MemberShape } from './serviceShape';

/** A request that was read: its known members, or the sentence of the ValidationException. */
export type ReadInput =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly message: string };

/**
 * Reads the members of a request. A member that is null counts as missing; one that is not in the table is left out, or
 * refused where a person wrote the request.
 */
export function readInput(
  input: JsonObject,
  members: readonly Member[],
  unknown: 'ignored' | 'refused' = 'ignored',
): ReadInput {
  const problems: string[] = [];
  const value = readMembers(input, members, { unknown, path: [], problems });
  if (problems.length === 0) return { ok: true, value };
  const count = `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected`;
  return { ok: false, message: `${count}: ${problems.slice(0, MOST_PROBLEMS).join('; ')}` };
}

/** More than these nobody reads. */
const MOST_PROBLEMS = 20;

/** Where the reading stands, and what was found wrong so far. */
interface Reading {
  readonly unknown: 'ignored' | 'refused';
  readonly path: readonly string[];
  readonly problems: string[];
}

function readMembers(input: JsonObject, members: readonly Member[], at: Reading): JsonObject {
  const entries: [string, JsonValue][] = [];
  for (const { name, shape, required } of members) {
    const here = { ...at, path: [...at.path, name] };
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    if (value === undefined || value === null) {
      if (required) complain(here, 'Member must not be null', ' null');
    } else entries.push([name, readMember(value, shape, here)]);
  }
  if (at.unknown === 'refused') refuseUnknown(input, members, at);
  return Object.fromEntries(entries);
}

function readMember(value: JsonValue, shape: MemberShape, at: Reading): JsonValue {
  if (shape.kind === 'structure') {
    if (isJsonObject(value)) return readMembers(value, shape.members, at);
    complain(at, KIND_SENTENCES.structure);
    return value;
  }
  const problem = problemOf(value, shape);
  if (problem !== undefined) complain(at, problem, isShown(value, shape) ? ` '${shortened(String(value))}'` : '');
  return value;
}

function problemOf(value: JsonValue, shape: Exclude<MemberShape, { kind: 'structure' }>): string | undefined {
  if (!isKind(value, shape.kind)) return KIND_SENTENCES[shape.kind];
  if (shape.kind === 'whole') return outside(Number(value), shape, 'value');
  if (shape.kind === 'flag') return undefined;
  if (shape.values !== undefined && !shape.values.includes(String(value)))
    return `Member must satisfy enum value set: [${shape.values.join(', ')}]`;
  return outside(String(value).length, shape, 'length');
}

const KIND_SENTENCES: Readonly<Record<MemberShape['kind'], string>> = {
  text: 'Member must be a string',
  whole: 'Member must be an integer',
  flag: 'Member must be a boolean',
  structure: 'Member must be a structure',
};

function isKind(value: JsonValue, kind: 'text' | 'whole' | 'flag'): boolean {
  if (kind === 'text') return typeof value === 'string';
  if (kind === 'flag') return typeof value === 'boolean';
  // An integer of the service's model has 32 bits.
  return typeof value === 'number' && (value | 0) === value;
}

function outside(size: number, limits: { min?: number; max?: number }, what: 'length' | 'value'): string | undefined {
  const { min, max } = limits;
  if (min !== undefined && size < min) return `Member must have ${what} greater than or equal to ${min}`;
  if (max !== undefined && size > max) return `Member must have ${what} less than or equal to ${max}`;
  return undefined;
}

/** AWS repeats a value that it refuses, unless it may be a secret; a value of a wrong kind would say nothing. */
function isShown(value: JsonValue, shape: MemberShape): boolean {
  const isSensitive = shape.kind === 'text' && shape.sensitive === true;
  return !isSensitive && (typeof value === 'string' || typeof value === 'number');
}

/** Whoever sent the value knows it: its beginning is enough. */
function shortened(value: string): string {
  return value.length > 256 ? `${value.slice(0, 256)}…` : value;
}

function refuseUnknown(input: JsonObject, members: readonly Member[], at: Reading): void {
  const names = members.map(({ name }) => name);
  for (const name of Object.keys(input).filter((key) => !names.includes(key)))
    complain({ ...at, path: [...at.path, shortened(name)] }, `Member must be one of: [${names.join(', ')}]`);
}

function complain({ problems, path }: Reading, constraint: string, value = ''): void {
  problems.push(`Value${value} at '${path.join('.')}' failed to satisfy constraint: ${constraint}`);
}
