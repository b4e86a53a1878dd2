import { INTRINSIC_NESTING, intrinsicArgumentCounts, intrinsicFunctionNamed } from '../spec/intrinsicFunctions';
import { argumentRange } from './argumentCount';
import { parsePathAt } from './jsonPathParser';
import type { Path } from './jsonPathSyntax';
import { accept, type Cursor, expect, fail, found, type Parsed, parsed, peek, skipBlanks, take } from './syntaxProblem';

/** A call of an intrinsic function. `text` is its source, `offset` where that starts. */
export interface IntrinsicCall {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly IntrinsicArgument[];
  readonly text: string;
  readonly offset: number;
}

/** An argument of a call. A string keeps its source between the quotes, escapes unresolved. */
export type IntrinsicArgument =
  | IntrinsicCall
  | { readonly kind: 'string'; readonly raw: string; readonly offset: number }
  | { readonly kind: 'literal'; readonly value: number | boolean | null; readonly offset: number }
  | { readonly kind: 'path'; readonly path: Path; readonly offset: number };

const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/**
 * Parses a call of an intrinsic function (docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html) with
 * known names, fitting argument counts and at most 10 levels. Gives the call, or the first problem with its offset.
 */
export function parseIntrinsic(text: string): Parsed<IntrinsicCall> {
  return parsed(() => {
    const cursor: Cursor = { text, offset: 0 };
    skipBlanks(cursor);
    const call = parseCall(cursor, 1);
    skipBlanks(cursor);
    if (cursor.offset < text.length)
      fail(cursor.offset, `Nothing may follow the closing parenthesis ${found(cursor)}.`);
    return call;
  });
}

function parseCall(cursor: Cursor, level: number): IntrinsicCall {
  const offset = cursor.offset;
  const name = take(cursor, /[A-Za-z][\w.]*/y);
  if (name === '') fail(offset, `Expected the name of an intrinsic function ${found(cursor)}.`);
  const { length } = name;
  if (intrinsicFunctionNamed(name) === undefined)
    fail(offset, `Unknown intrinsic function: ${name}`, { length, about: 'name' });
  if (level > INTRINSIC_NESTING)
    fail(offset, `Intrinsic functions may be nested ${INTRINSIC_NESTING} deep at most.`, { length, about: 'nesting' });
  skipBlanks(cursor);
  expect(cursor, '(');
  const list = parseArguments(cursor, level);
  checkCount(name, list.length, offset);
  return { kind: 'call', name, arguments: list, text: cursor.text.slice(offset, cursor.offset), offset };
}

function parseArguments(cursor: Cursor, level: number): IntrinsicArgument[] {
  const list: IntrinsicArgument[] = [];
  skipBlanks(cursor);
  if (accept(cursor, ')')) return list;
  do {
    skipBlanks(cursor);
    list.push(parseArgument(cursor, level));
    skipBlanks(cursor);
  } while (accept(cursor, ','));
  expect(cursor, ')');
  return list;
}

function parseArgument(cursor: Cursor, level: number): IntrinsicArgument {
  const offset = cursor.offset;
  const first = peek(cursor);
  if (first === '$') return { kind: 'path', path: parsePathAt(cursor), offset };
  if (first === "'") return { kind: 'string', raw: parseString(cursor), offset };
  if (first === '"') fail(offset, 'Texts stand in single quotes.');
  const number = take(cursor, /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
  if (number !== '') return { kind: 'literal', value: Number(number), offset };
  const word = take(cursor, /(?:true|false|null)\b/y);
  const value = WORDS.get(word);
  return value === undefined ? parseNestedCall(cursor, level) : { kind: 'literal', value, offset };
}

function parseNestedCall(cursor: Cursor, level: number): IntrinsicCall {
  if (!/[A-Za-z]/.test(peek(cursor))) {
    fail(
      cursor.offset,
      `Expected a text in single quotes, a number, a path or an intrinsic function ${found(cursor)}.`,
    );
  }
  return parseCall(cursor, level + 1);
}

function parseString(cursor: Cursor): string {
  const start = cursor.offset;
  const quoted = take(cursor, /'(?:[^'\\]|\\.)*'/sy);
  if (quoted === '') fail(start, 'This quote is never closed.');
  const raw = quoted.slice(1, -1);
  const odd = /^(?:[^\\]|\\['{}\\])*/s.exec(raw)?.[0].length ?? 0;
  if (odd < raw.length) fail(start + 1 + odd, "A backslash may only stand before ', {, } and another backslash.");
  return raw;
}

function checkCount(name: string, count: number, offset: number): void {
  const row = intrinsicFunctionNamed(name);
  if (row === undefined) return;
  const { least, most } = intrinsicArgumentCounts(row);
  if (count >= least && count <= most) return;
  fail(offset, `${name} takes ${argumentRange(least, most)}, but has ${count}.`, {
    length: name.length,
    about: 'count',
  });
}

/** Resolves the escapes of a text: a backslash gives the character behind it. */
export function unescapeText(raw: string): string {
  return raw.replace(/\\(.)/gs, '$1');
}
