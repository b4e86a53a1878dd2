import { type ComparedKind, type Comparison, type TypeTest, timestampMilliseconds } from '../spec/choiceOperators';
import type { JsonValue } from '../spec/json';

// Comparisons of a JSONPath Choice, from https://docs.aws.amazon.com/step-functions/latest/dg/state-choice.html.

/** Compares two values as an operator does. A value of another kind than the operator's makes it false, never an error. */
export function compare(kind: ComparedKind, comparison: Comparison, left: JsonValue, right: JsonValue): boolean {
  if (comparison === 'matches')
    return typeof left === 'string' && typeof right === 'string' && matchesPattern(left, right);
  const order = ORDERS[kind](left, right);
  return order !== undefined && TESTS[comparison](order);
}

const TESTS: Readonly<Record<Exclude<Comparison, 'matches'>, (order: number) => boolean>> = {
  equals: (order) => order === 0,
  lessThan: (order) => order < 0,
  greaterThan: (order) => order > 0,
  lessThanEquals: (order) => order <= 0,
  greaterThanEquals: (order) => order >= 0,
};

/** Negative, zero or positive; undefined when one of the values is not of the kind. */
type Order = (left: JsonValue, right: JsonValue) => number | undefined;

const ORDERS: Readonly<Record<ComparedKind, Order>> = {
  string: (left, right) => (typeof left === 'string' && typeof right === 'string' ? orderOf(left, right) : undefined),
  number: (left, right) => (typeof left === 'number' && typeof right === 'number' ? orderOf(left, right) : undefined),
  boolean: (left, right) =>
    typeof left === 'boolean' && typeof right === 'boolean' ? orderOf(left, right) : undefined,
  timestamp: (left, right) => {
    const [first, second] = [timestampOf(left), timestampOf(right)];
    return first === undefined || second === undefined ? undefined : orderOf(first, second);
  },
};

function orderOf<Value extends string | number | boolean>(left: Value, right: Value): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Milliseconds since 1970 of a timestamp of RFC 3339 with `T` and a zone; undefined for anything else. */
export function timestampOf(value: JsonValue): number | undefined {
  return typeof value === 'string' ? timestampMilliseconds(value) : undefined;
}

/** The answers of the operators that look at one value alone; IsPresent is about there being one. */
export const TYPE_ANSWERS: Readonly<Record<Exclude<TypeTest, 'IsPresent'>, (value: JsonValue) => boolean>> = {
  IsNull: (value) => value === null,
  IsNumeric: (value) => typeof value === 'number',
  IsString: (value) => typeof value === 'string',
  IsBoolean: (value) => typeof value === 'boolean',
  IsTimestamp: (value) => timestampOf(value) !== undefined,
};

/** A pattern's character: one to meet as it is, or any run of characters. */
type Piece = string | { readonly any: true };

/** StringMatches: `*` stands for any run of characters, `\\*` for a star. Linear in text times stars. */
function matchesPattern(text: string, pattern: string): boolean {
  const pieces = piecesOf(pattern);
  let [at, piece, star, mark] = [0, 0, -1, 0];
  while (at < text.length) {
    const next = pieces[piece];
    if (typeof next === 'object') {
      [star, mark] = [piece, at];
      piece++;
    } else if (next === text[at]) {
      at++;
      piece++;
    } else if (star >= 0) {
      piece = star + 1;
      at = ++mark;
    } else return false;
  }
  return pieces.slice(piece).every((rest) => typeof rest === 'object');
}

function piecesOf(pattern: string): Piece[] {
  const pieces: Piece[] = [];
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index] ?? '';
    const next = pattern[index + 1];
    if (character === '\\' && (next === '*' || next === '\\')) pieces.push(pattern[++index] ?? '');
    else pieces.push(character === '*' ? { any: true } : character);
  }
  return pieces;
}
