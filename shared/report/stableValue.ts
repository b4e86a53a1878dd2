import type { StateRun } from '../executor/stateRun';
import { isJsonObject, isNestedWithin, type JsonObject, type JsonValue } from '../spec/json';
import type { ExpectedPath } from './expectation';
import { MASK, type Masker } from './mask';
import { pathText } from './testReport';

/** A place of a value that was left out: because a secret is in it, or because it is another one in each run. */
export interface LeftOut {
  readonly place: string;
  readonly why: 'secret' | 'volatile';
}

/** Keeps of a value what may be written down and is the same the next time; undefined when nothing is left. */
export type Sieve = (value: JsonValue, path: ExpectedPath) => JsonValue | undefined;

/** Makes the sieve that keeps everything but secrets, telling what it leaves out; masks that stand there already stay. */
export function secretSieve(mask: Masker, tell: (left: LeftOut) => void): Sieve {
  return sieve({ whyNot: (value) => (isMasked(value, mask) ? 'secret' : undefined), tell });
}

/**
 * Makes the sieve of a run: without secrets, and without times of the run, identifiers made in it and headers of its
 * answer. What stands in the texts that were given, or in a mock, comes again and is kept.
 */
export function stableSieve(
  run: StateRun,
  given: readonly string[],
  mask: Masker,
  tell: (left: LeftOut) => void,
): Sieve {
  const result = run.stages.find(({ name }) => name === 'result')?.data.value;
  const answered = result === undefined || !isNestedWithin(result, DEEPEST) ? '' : JSON.stringify(result);
  const certain = [...given, ...(run.mocked ? [answered] : [])].join('\n');
  const headers = !run.mocked && run.isHttpTask && isJsonObject(result) ? result.Headers : undefined;
  const whyNot = (value: JsonValue): LeftOut['why'] | undefined => {
    if (holdsSecret(value, mask)) return 'secret';
    if (isJsonObject(value)) return isSame(value, headers) ? 'volatile' : undefined;
    if (typeof value === 'number')
      return isMoment(value, run) && !certain.includes(String(value)) ? 'volatile' : undefined;
    if (typeof value !== 'string') return undefined;
    const times = [...value.matchAll(TIME)].filter(
      ([time]) => isNear(Date.parse(time), run) && !certain.includes(time),
    );
    const made = [...value.matchAll(UUID)].filter(([id]) => !certain.includes(id) && !answered.includes(id));
    return times.length + made.length > 0 ? 'volatile' : undefined;
  };
  return sieve({ whyNot, tell });
}

const TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?|\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT/g;
const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi;

interface Sieving {
  whyNot(value: JsonValue): LeftOut['why'] | undefined;
  tell(left: LeftOut): void;
}

function sieve(sieving: Sieving): Sieve {
  const keep: Sieve = (value, path) => {
    const why = sieving.whyNot(value);
    if (why !== undefined || path.length > DEEPEST) {
      sieving.tell({ place: pathText(path), why: why ?? 'volatile' });
      return undefined;
    }
    if (Array.isArray(value)) return wholeList(value.map((item: JsonValue, index) => keep(item, [...path, index])));
    return isJsonObject(value) ? keptMembers(value, path, keep, sieving) : value;
  };
  return keep;
}

/** Far more than a state's data has, and far less than would overflow the stack. */
const DEEPEST = 200;

/** A list matches only as a whole: without one of its items it is left out. */
function wholeList(items: readonly (JsonValue | undefined)[]): JsonValue | undefined {
  const kept = items.filter((item) => item !== undefined);
  return kept.length === items.length ? kept : undefined;
}

function keptMembers(object: JsonObject, path: ExpectedPath, keep: Sieve, { whyNot, tell }: Sieving): JsonObject {
  const members = Object.entries(object).flatMap(([name, member]) => {
    const isSecret = whyNot(name) === 'secret';
    if (isSecret) tell({ place: pathText(path), why: 'secret' });
    const kept = isSecret ? undefined : keep(member, [...path, name]);
    return kept === undefined ? [] : [[name, kept] as const];
  });
  return Object.fromEntries(members);
}

/** A mask that was recorded before is no value either. */
function holdsSecret(value: JsonValue, mask: Masker): boolean {
  return isMasked(value, mask) || (typeof value === 'string' && value.includes(MASK));
}

function isMasked(value: JsonValue, mask: Masker): boolean {
  return typeof value === 'string' && mask(value) !== value;
}

/** Headers are lists of texts: nothing deeper is one of them. */
function isSame(value: JsonObject, headers: JsonValue | undefined): boolean {
  return headers !== undefined && isNestedWithin(value, 2) && JSON.stringify(value) === JSON.stringify(headers);
}

/** Five minutes for clocks that are not set alike. */
const NEAR_MILLISECONDS = 300_000;

function isNear(time: number, { startedAt, durationMilliseconds }: StateRun): boolean {
  const begun = Date.parse(startedAt);
  return time >= begun - NEAR_MILLISECONDS && time <= begun + durationMilliseconds + NEAR_MILLISECONDS;
}

/** A time as a number has seconds or milliseconds. */
function isMoment(value: number, run: StateRun): boolean {
  return isNear(value, run) || isNear(value * 1000, run);
}
