import type { JsonKind } from '../spec/field';
import type { JsonValue } from '../spec/json';

/** The JSON kind of a value, in the words that causes use. */
export function kindOf(value: JsonValue): JsonKind {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'string') return 'string';
  if (typeof value === 'number') return 'number';
  return typeof value === 'boolean' ? 'boolean' : 'object';
}
