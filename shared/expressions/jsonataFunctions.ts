import { isJsonObject, type JsonValue } from '../spec/json';
import { hash, partition, range } from './intrinsicBodies';
import { IntrinsicProblem } from './intrinsicProblem';
import { javaRandom } from './javaRandom';
import { checkPadWidth, RANGE_OPERATOR, rangeOperator } from './jsonataLimits';
import type { Effects } from './scope';

/** Where JSONata lets a function look: its environment holds the values that were bound for this evaluation. */
export interface Focus {
  readonly environment: { readonly lookup: (name: string) => unknown };
}

/** A function that every expression gets, beside or instead of JSONata's own; the name is without the dollar sign. */
export interface HostFunction {
  readonly name: string;
  readonly signature?: string;
  // JSONata reads the parameters' names from the source for partial application, so they are never a rest parameter.
  readonly implementation: (this: Focus, first: unknown, second: unknown, third: unknown) => unknown;
}

/** Functions of JSONata itself that ours build upon, called with arguments in their order. */
export interface LibraryFunctions {
  readonly fromMillis: (milliseconds: unknown, picture: unknown, timezone: unknown) => unknown;
  readonly pad: (text: unknown, width: unknown, filler: unknown) => unknown;
}

/** The name under which the effects are bound; no expression can write it. */
export const EFFECTS = ' effects';

/** The function behind names that JavaScript objects inherit, such as `constructor`; no expression can write it. */
export const OWN_MEMBER = ' ownMember';

/**
 * The functions that Step Functions adds (docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html), and
 * JSONata's own that would read clock, randomness or the prototypes of objects or that have limits on AWS.
 */
export function hostFunctions(library: LibraryFunctions): readonly HostFunction[] {
  function now(this: Focus, picture: unknown, timezone: unknown): unknown {
    return library.fromMillis(effectsOf(this).now().getTime(), picture, timezone);
  }
  function pad(text: unknown, width: unknown, filler: unknown): unknown {
    checkPadWidth(width);
    return library.pad(text, width, filler);
  }
  return [
    { name: 'partition', signature: '<an:a<a>>', implementation: partitionArray },
    { name: 'range', signature: '<nnn:a<n>>', implementation: rangeOfNumbers },
    { name: 'hash', signature: '<ss:s>', implementation: hashOfText },
    { name: 'random', signature: '<n?:n>', implementation: randomNumber },
    { name: 'uuid', signature: '<:s>', implementation: uuid },
    { name: 'parse', signature: '<s:x>', implementation: parseJson },
    { name: 'now', signature: '<s?s?:s>', implementation: now },
    { name: 'millis', signature: '<:n>', implementation: millis },
    { name: 'pad', signature: '<s-ns?:s>', implementation: pad },
    { name: 'shuffle', signature: '<a:a>', implementation: shuffle },
    { name: 'lookup', signature: '<x-s:x>', implementation: ownMember },
    { name: OWN_MEMBER, signature: '<x-s:x>', implementation: ownMember },
    { name: RANGE_OPERATOR, implementation: rangeOperator },
  ];
}

function effectsOf(focus: Focus): Effects {
  return focus.environment.lookup(EFFECTS) as Effects;
}

/** Whole numbers are made by rounding down, as the page says. */
function partitionArray(array: unknown, size: unknown): unknown {
  if (!Array.isArray(array) || typeof size !== 'number') return undefined;
  return asSequence(partition(array, Math.floor(size)));
}

function rangeOfNumbers(first: unknown, last: unknown, step: unknown): unknown {
  if (typeof first !== 'number' || typeof last !== 'number' || typeof step !== 'number') return undefined;
  return asSequence(range(Math.floor(first), Math.floor(last), Math.floor(step)));
}

/** JSONata takes a sequence of one item for that item, which was recorded for `$range(1,9,9)`. */
function asSequence(items: unknown[]): unknown[] {
  return Object.assign(items, { sequence: true });
}

function hashOfText(text: unknown, algorithm: unknown): unknown {
  return typeof text === 'string' && typeof algorithm === 'string' ? hash(text, algorithm) : undefined;
}

function randomNumber(this: Focus, seed: unknown): number {
  return typeof seed === 'number' ? javaRandom(seed).nextDouble() : effectsOf(this).random();
}

function uuid(this: Focus): string {
  return effectsOf(this).uuid();
}

function parseJson(text: unknown): unknown {
  if (typeof text !== 'string') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new IntrinsicProblem(`The text is not JSON: ${text}`);
  }
}

function millis(this: Focus): number {
  return effectsOf(this).now().getTime();
}

function shuffle(this: Focus, array: unknown): unknown {
  if (!Array.isArray(array)) return undefined;
  const { random } = effectsOf(this);
  const shuffled: unknown[] = [];
  for (const [index, item] of array.entries()) {
    const place = Math.floor(random() * (index + 1));
    shuffled[index] = shuffled[place];
    shuffled[place] = item;
  }
  return shuffled;
}

/** A member that an object has itself; of an array, those of all its items. What an object inherits does not exist. */
function ownMember(value: unknown, key: unknown): unknown {
  if (typeof key !== 'string') return undefined;
  if (!Array.isArray(value)) return memberOf(value as JsonValue | undefined, key);
  const members = value.map((item) => ownMember(item, key)).filter((member) => member !== undefined);
  return members.length === 0 ? undefined : asSequence(members.flat());
}

function memberOf(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
