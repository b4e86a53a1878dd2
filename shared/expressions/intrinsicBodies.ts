import { createHash } from 'node:crypto';
import { HASH_ALGORITHMS, INTRINSIC_RANGE_ITEMS, INTRINSIC_TEXT_CHARACTERS } from '../spec/intrinsicFunctions';
import type { JsonObject, JsonValue } from '../spec/json';
import { canonicalText, jsonEquals } from './equality';
import { IntrinsicProblem } from './intrinsicProblem';
import { javaRandom } from './javaRandom';
import type { Effects } from './scope';

/** What a function does with arguments whose number and kinds are checked. */
type Body = (values: readonly JsonValue[], effects: Effects) => JsonValue;

/** The bodies of all intrinsic functions but States.Format, by name. A problem is thrown as IntrinsicProblem. */
export const INTRINSIC_BODIES: Readonly<Record<string, Body>> = {
  'States.Array': (values) => [...values],
  'States.ArrayPartition': ([array, size]) => partition(list(array), roundHalfUp(number(size))),
  'States.ArrayContains': ([array, value]) => list(array).some((item) => jsonEquals(item, value ?? null)),
  'States.ArrayRange': ([first, last, step]) =>
    range(roundHalfUp(number(first)), roundHalfUp(number(last)), roundHalfUp(number(step))),
  'States.ArrayGetItem': ([array, index]) => getItem(list(array), number(index)),
  'States.ArrayLength': ([array]) => list(array).length,
  'States.ArrayUnique': ([array]) => unique(list(array)),
  'States.Base64Encode': ([text]) => Buffer.from(limited(string(text)), 'utf8').toString('base64'),
  'States.Base64Decode': ([text]) => decodeBase64(limited(string(text))),
  'States.Hash': ([data, algorithm]) => hash(limited(hashed(data)), string(algorithm)),
  'States.JsonMerge': ([first, second, deep]) => merge(first, second, deep),
  'States.StringToJson': ([text]) => parseJson(string(text)),
  'States.JsonToString': ([value]) => JSON.stringify(value),
  'States.MathRandom': ([start, end, seed], effects) => drawBetween(start, end, seed, effects),
  'States.MathAdd': ([first, second]) => roundHalfUp(number(first)) + roundHalfUp(number(second)),
  'States.StringSplit': ([text, splitters]) => split(string(text), string(splitters)),
  'States.UUID': (_values, effects) => effects.uuid(),
};

/** Rounds to a whole number, halves upwards: -1.5 gives -1 (recorded). */
function roundHalfUp(value: number): number {
  return Math.floor(value + 0.5) + 0;
}

/** Cuts a list into lists of `size` items, a whole number above 0; the last one may be shorter. */
export function partition(items: readonly JsonValue[], size: number): JsonValue[][] {
  if (!(size >= 1)) throw new IntrinsicProblem(`The size of the pieces must be a whole number above 0: ${size}`);
  const pieces: JsonValue[][] = [];
  for (let start = 0; start < items.length; start += size) pieces.push(items.slice(start, start + size));
  return pieces;
}

/** Counts from one whole number to another; empty when the step leads away from the last one. */
export function range(first: number, last: number, step: number): number[] {
  if (step === 0) throw new IntrinsicProblem('The step of a range must not be 0.');
  const count = Math.max(0, Math.floor((last - first) / step) + 1);
  if (count > INTRINSIC_RANGE_ITEMS) {
    throw new IntrinsicProblem(`A range has ${INTRINSIC_RANGE_ITEMS} numbers at most, but this one has ${count}.`);
  }
  return Array.from({ length: count }, (_, index) => first + index * step);
}

/** The hash of a text in lower-case hexadecimal; a name that is no algorithm of the table is a problem. */
export function hash(text: string, algorithm: string): string {
  const known = HASH_ALGORITHMS.get(algorithm);
  if (known !== undefined) return createHash(known).update(text, 'utf8').digest('hex');
  throw new IntrinsicProblem(
    `Unknown hash algorithm, expected one of ${[...HASH_ALGORITHMS.keys()].join(', ')}: ${algorithm}`,
  );
}

function getItem(items: readonly JsonValue[], index: number): JsonValue {
  const item = Number.isInteger(index) && index >= 0 ? items[index] : undefined;
  if (item === undefined) throw new IntrinsicProblem(`An array of ${items.length} items has no index ${index}.`);
  return item;
}

function unique(items: readonly JsonValue[]): JsonValue[] {
  const first = new Map<string, JsonValue>();
  for (const item of items) {
    const key = canonicalText(item);
    if (!first.has(key)) first.set(key, item);
  }
  return [...first.values()];
}

function decodeBase64(text: string): string {
  if (text.length % 4 === 1 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text))
    throw new IntrinsicProblem('The text is not Base64.');
  return Buffer.from(text, 'base64').toString('utf8');
}

function hashed(data: JsonValue | undefined): string {
  return typeof data === 'string' ? data : JSON.stringify(data);
}

function merge(first: JsonValue | undefined, second: JsonValue | undefined, deep: JsonValue | undefined): JsonValue {
  if (deep !== false)
    throw new IntrinsicProblem('Only false is allowed as the third argument: there is no deep merge.');
  return { ...(first as JsonObject), ...(second as JsonObject) };
}

function parseJson(text: string): JsonValue {
  if (text.trim() === '') return null;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    throw new IntrinsicProblem(`The text is not JSON: ${text}`);
  }
}

function drawBetween(
  start: JsonValue | undefined,
  end: JsonValue | undefined,
  seed: JsonValue | undefined,
  effects: Effects,
): number {
  const least = roundHalfUp(number(start));
  const span = roundHalfUp(number(end)) - least;
  if (span <= 0) throw new IntrinsicProblem(`The start must be below the end: ${least}, ${least + span}`);
  if (seed !== undefined) return least + javaRandom(roundHalfUp(number(seed))).nextInt(span);
  return least + Math.floor(effects.random() * span);
}

function split(text: string, splitters: string): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const character of text) {
    if (!splitters.includes(character)) piece += character;
    else if (piece !== '') pieces.push(piece);
    if (splitters.includes(character)) piece = '';
  }
  return piece === '' ? pieces : [...pieces, piece];
}

function limited(text: string): string {
  if (text.length <= INTRINSIC_TEXT_CHARACTERS) return text;
  throw new IntrinsicProblem(`The text is longer than ${INTRINSIC_TEXT_CHARACTERS} characters: ${text.length}`);
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

function number(value: JsonValue | undefined): number {
  return typeof value === 'number' ? value : Number.NaN;
}

function string(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
