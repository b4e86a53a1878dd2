import type { JsonValue } from '../spec/json';
import { FILTER_OPERATORS, type FilterOperator, type FilterTest, type FilterValue, type Path } from './jsonPathSyntax';
import { accept, type Cursor, expect, fail, found, match, peek, skipBlanks, take } from './syntaxProblem';

/** Parses the path under the cursor; handed in, because paths hold filters and filters hold paths. */
export type ParsePathAt = (cursor: Cursor, inFilter: boolean) => Path;

const LITERALS: ReadonlyMap<string, JsonValue> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Parses the condition of a filter up to its closing parenthesis. */
export function parseFilterTest(cursor: Cursor, parsePathAt: ParsePathAt): FilterTest {
  return parseJoined(cursor, '||', 'any', () =>
    parseJoined(cursor, '&&', 'all', () => parseSingleTest(cursor, parsePathAt)),
  );
}

function parseJoined(cursor: Cursor, joint: string, kind: 'all' | 'any', parseOne: () => FilterTest): FilterTest {
  const first = parseOne();
  if (!accept(cursor, joint)) return first;
  const tests = [first];
  do tests.push(parseOne());
  while (accept(cursor, joint));
  return { kind, tests };
}

function parseSingleTest(cursor: Cursor, parsePathAt: ParsePathAt): FilterTest {
  skipBlanks(cursor);
  const test = parseTestAtom(cursor, parsePathAt);
  skipBlanks(cursor);
  return test;
}

function parseTestAtom(cursor: Cursor, parsePathAt: ParsePathAt): FilterTest {
  if (accept(cursor, '!')) return { kind: 'not', test: parseSingleTest(cursor, parsePathAt) };
  if (!accept(cursor, '(')) return parseRelation(cursor, parsePathAt);
  const test = parseFilterTest(cursor, parsePathAt);
  expect(cursor, ')');
  return test;
}

function parseRelation(cursor: Cursor, parsePathAt: ParsePathAt): FilterTest {
  const start = cursor.offset;
  const left = parseFilterValue(cursor, parsePathAt);
  const operator = parseOperator(cursor);
  if (operator !== undefined) return { kind: 'compare', operator, left, right: parseFilterValue(cursor, parsePathAt) };
  if (left.kind !== 'path') fail(start, 'A condition that is only a value: expected a path or a comparison.');
  return { kind: 'exists', path: left.path };
}

function parseOperator(cursor: Cursor): FilterOperator | undefined {
  const word = match(cursor, /[=!<>~]+|[a-z]+/iy);
  if (word === '') return undefined;
  const operator = FILTER_OPERATORS.find((candidate) => candidate === word.toLowerCase());
  if (operator === undefined) fail(cursor.offset, `Unknown operator in a filter: ${word}`);
  cursor.offset += word.length;
  return operator;
}

/** Parses one side of a comparison: a path, a text in either quotes, a number, true, false, null, a list or a pattern. */
export function parseFilterValue(cursor: Cursor, parsePathAt: ParsePathAt): FilterValue {
  skipBlanks(cursor);
  const value = parseValueAtom(cursor, parsePathAt);
  skipBlanks(cursor);
  return value;
}

function parseValueAtom(cursor: Cursor, parsePathAt: ParsePathAt): FilterValue {
  const first = peek(cursor);
  if (first === '@' || first === '$') return { kind: 'path', path: parsePathAt(cursor, true) };
  if (first === '/') return { kind: 'pattern', pattern: parsePattern(cursor) };
  return { kind: 'literal', value: parseLiteral(cursor) };
}

function parseLiteral(cursor: Cursor): JsonValue {
  const start = cursor.offset;
  if (accept(cursor, '[')) return parseListLiteral(cursor);
  const quoted = take(cursor, /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/sy);
  if (quoted !== '') return quoted.slice(1, -1).replace(/\\(.)/gs, '$1');
  const number = take(cursor, /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== '') return Number(number);
  const literal = LITERALS.get(take(cursor, /[a-z]+/y));
  if (literal === undefined)
    fail(start, `Expected a path, text, number, true, false or null ${found({ ...cursor, offset: start })}.`);
  return literal;
}

function parseListLiteral(cursor: Cursor): JsonValue[] {
  const items: JsonValue[] = [];
  skipBlanks(cursor);
  if (accept(cursor, ']')) return items;
  do {
    skipBlanks(cursor);
    items.push(parseLiteral(cursor));
    skipBlanks(cursor);
  } while (accept(cursor, ','));
  expect(cursor, ']');
  return items;
}

/** A pattern must match the whole text, as Java's Matcher.matches() does. */
function parsePattern(cursor: Cursor): RegExp {
  const start = cursor.offset;
  const source = take(cursor, /\/(?:[^/\\]|\\.)*\//y);
  const flags = take(cursor, /[a-z]*/y);
  if (source === '') fail(start, 'This pattern is never closed: expected "/".');
  try {
    return new RegExp(`^(?:${source.slice(1, -1)})$`, flags.replace(/[^imsu]/g, ''));
  } catch {
    return fail(start, `Not a valid pattern: ${source}`);
  }
}
