import type { JsonValue } from '../spec/json';

/** What an expression gave is no JSON: a function, or something that holds one. */
export const UNSUPPORTED = Symbol('unsupported');

/** Marks that JSONata leaves on arrays and that JSON does not have. */
const ARRAY_MARKS = ['sequence', 'keepSingleton', 'cons', 'outerWrapper', 'tupleStream'];

/**
 * Turns what JSONata gave into plain JSON: arrays lose JSONata's marks, and numbers that JSON does not have become
 * text such as "Infinity", as measured on AWS. What is plain already comes back as it is. A function gives UNSUPPORTED.
 */
export function plainResult(value: unknown): JsonValue | typeof UNSUPPORTED {
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return plainArray(value);
  if (typeof value === 'object' && !isFunctionObject(value)) return plainObject(value);
  return UNSUPPORTED;
}

function isFunctionObject(value: object): boolean {
  return '_jsonata_function' in value || '_jsonata_lambda' in value;
}

function plainArray(value: readonly unknown[]): JsonValue | typeof UNSUPPORTED {
  let changed = ARRAY_MARKS.some((mark) => Object.hasOwn(value, mark));
  const items: JsonValue[] = [];
  for (const item of value) {
    const plain = plainResult(item ?? null);
    if (plain === UNSUPPORTED) return UNSUPPORTED;
    changed ||= plain !== item;
    items.push(plain);
  }
  return changed ? items : (value as readonly JsonValue[]);
}

function plainObject(value: object): JsonValue | typeof UNSUPPORTED {
  let changed = false;
  const members: [string, JsonValue][] = [];
  for (const [name, member] of Object.entries(value)) {
    const plain = member === undefined ? undefined : plainResult(member);
    if (plain === UNSUPPORTED) return UNSUPPORTED;
    changed ||= plain !== member || plain === undefined;
    if (plain !== undefined) members.push([name, plain]);
  }
  return changed ? Object.fromEntries(members) : (value as JsonValue);
}
