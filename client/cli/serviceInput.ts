import { isJsonObject, type JsonObject, type JsonValue } from '../../shared/spec/json';
import type { Shape, ShapeField, TextShape } from '../../shared/spec/shape';

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
  members: readonly ShapeField[],
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

function readMembers(input: JsonObject, members: readonly ShapeField[], at: Reading): JsonObject {
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

function readMember(value: JsonValue, shape: Shape, at: Reading): JsonValue {
  if (shape.kind === 'object' && isJsonObject(value)) return readMembers(value, shape.fields, at);
  const problem = problemOf(value, shape);
  if (problem !== undefined) complain(at, problem, isShown(value, shape) ? ` '${shortened(String(value))}'` : '');
  return value;
}

function problemOf(value: JsonValue, shape: Shape): string | undefined {
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string' ? textProblem(value, shape) : 'Member must be a string';
    case 'count':
      // An integer of the service's model has 32 bits.
      return typeof value === 'number' && (value | 0) === value
        ? outside('value', value, 0, shape.maximum)
        : 'Member must be an integer';
    case 'flag':
      return typeof value === 'boolean' ? undefined : 'Member must be a boolean';
    case 'object':
      return 'Member must be a structure';
    default:
      return undefined;
  }
}

function textProblem(text: string, { minimum, maximum, values }: TextShape): string | undefined {
  if (values !== undefined && !values.includes(text))
    return `Member must satisfy enum value set: [${values.join(', ')}]`;
  return outside('length', text.length, minimum, maximum);
}

function outside(what: 'length' | 'value', size: number, minimum = 0, maximum = Number.POSITIVE_INFINITY) {
  if (size < minimum) return `Member must have ${what} greater than or equal to ${minimum}`;
  return size > maximum ? `Member must have ${what} less than or equal to ${maximum}` : undefined;
}

/** AWS repeats a value that it refuses, unless it may be a secret; a value of a wrong kind would say nothing. */
function isShown(value: JsonValue, shape: Shape): boolean {
  const isSensitive = shape.kind === 'text' && shape.sensitive === true;
  return !isSensitive && (typeof value === 'string' || typeof value === 'number');
}

/** Whoever sent the value knows it: its beginning is enough. */
function shortened(value: string): string {
  return value.length > 256 ? `${value.slice(0, 256)}…` : value;
}

function refuseUnknown(input: JsonObject, members: readonly ShapeField[], at: Reading): void {
  const names = members.map(({ name }) => name);
  for (const name of Object.keys(input).filter((key) => !names.includes(key)))
    complain({ ...at, path: [...at.path, shortened(name)] }, `Member must be one of: [${names.join(', ')}]`);
}

function complain({ problems, path }: Reading, constraint: string, value = ''): void {
  problems.push(`Value${value} at '${path.join('.')}' failed to satisfy constraint: ${constraint}`);
}
