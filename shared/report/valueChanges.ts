import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';

/** One difference between two values; `path` leads to it by member names and item indexes, empty for the whole. */
export type ValueChange =
  | { readonly kind: 'added'; readonly path: Path; readonly after: JsonValue }
  | { readonly kind: 'removed'; readonly path: Path; readonly before: JsonValue }
  | { readonly kind: 'changed'; readonly path: Path; readonly before: JsonValue; readonly after: JsonValue };

type Path = readonly (string | number)[];

/** Values nested deeper than this are compared as wholes. */
const DEEPEST = 100;

/**
 * The differences from one value to another, in the order of the values; none when they are equal. Items of lists are
 * compared in pairs between what is the same at the beginning and at the end.
 */
export function valueChanges(before: JsonValue, after: JsonValue): readonly ValueChange[] {
  const found: ValueChange[] = [];
  compare(before, after, [], found);
  return found;
}

/** A path as JSONPath writes it, such as `$.items[0]['a b']`. */
export function pathText(path: Path): string {
  const steps = path.map((step) => {
    if (typeof step === 'number') return `[${step}]`;
    return /^[A-Za-z_]\w*$/.test(step) ? `.${step}` : `['${step.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}']`;
  });
  return `$${steps.join('')}`;
}

function compare(before: JsonValue, after: JsonValue, path: Path, found: ValueChange[]): void {
  const isShallow = path.length < DEEPEST;
  if (isShallow && isJsonObject(before) && isJsonObject(after)) compareMembers(before, after, path, found);
  else if (isShallow && isList(before) && isList(after)) compareItems(before, after, path, found);
  else if (!isSame(before, after)) found.push({ kind: 'changed', path, before, after });
}

function compareMembers(before: JsonObject, after: JsonObject, path: Path, found: ValueChange[]): void {
  for (const [name, value] of Object.entries(before)) {
    const inside = [...path, name];
    const there = Object.hasOwn(after, name) ? after[name] : undefined;
    if (there === undefined) found.push({ kind: 'removed', path: inside, before: value });
    else compare(value, there, inside, found);
  }
  for (const [name, value] of Object.entries(after)) {
    if (!Object.hasOwn(before, name)) found.push({ kind: 'added', path: [...path, name], after: value });
  }
}

/** Removed items have their places in the list before, all others theirs in the list after. */
function compareItems(
  before: readonly JsonValue[],
  after: readonly JsonValue[],
  path: Path,
  found: ValueChange[],
): void {
  const shorter = Math.min(before.length, after.length);
  const start = lengthWhile(shorter, (index) => isSame(before[index], after[index]));
  const end = lengthWhile(shorter - start, (index) => isSame(before.at(-1 - index), after.at(-1 - index)));
  const old = before.slice(start, before.length - end);
  const now = after.slice(start, after.length - end);
  for (const [index, value] of old.entries()) {
    const inside = [...path, start + index];
    const there = now[index];
    if (there === undefined) found.push({ kind: 'removed', path: inside, before: value });
    else compare(value, there, inside, found);
  }
  for (const [index, value] of now.slice(old.length).entries()) {
    found.push({ kind: 'added', path: [...path, start + old.length + index], after: value });
  }
}

function lengthWhile(most: number, holds: (index: number) => boolean): number {
  let length = 0;
  while (length < most && holds(length)) length++;
  return length;
}

/** Values too deep to be written count as different. */
function isSame(left: JsonValue | undefined, right: JsonValue | undefined): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return left === right;
  try {
    return left !== undefined && right !== undefined && valuesEqual(left, right);
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** The order of members does not matter. */
function valuesEqual(left: JsonValue, right: JsonValue): boolean {
  if (left === right) return true;
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => valuesEqual(item, right[index] ?? null));
  }
  if (!isJsonObject(left) || !isJsonObject(right)) return false;
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && valuesEqual(left[name] ?? null, right[name] ?? null))
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
