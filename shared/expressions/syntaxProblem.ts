/** What is wrong with the text of an expression, and where: an offset in characters from the start of that text. */
export interface SyntaxProblem {
  readonly offset: number;
  readonly message: string;
  /** How many characters are wrong, where that is known. */
  readonly length?: number;
  /** What is wrong, where the text can be read but does not fit. */
  readonly about?: 'name' | 'count' | 'nesting';
}

/** What parsing an expression gives: the parsed value, or the first problem. */
export type Parsed<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: SyntaxProblem };

class SyntaxFailure extends Error {
  readonly problem: SyntaxProblem;

  constructor(problem: SyntaxProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Where a parser stands in its text. */
export interface Cursor {
  readonly text: string;
  offset: number;
}

/** Gives up parsing: the problem becomes the answer of the enclosing `parsed`. */
export function fail(offset: number, message: string, more?: Pick<SyntaxProblem, 'length' | 'about'>): never {
  throw new SyntaxFailure({ offset, message, ...more });
}

/** Runs a parser and gives its value, or the problem that made it give up; a text that nests too deeply is one, too. */
export function parsed<Value>(parse: () => Value): Parsed<Value> {
  try {
    return { ok: true, value: parse() };
  } catch (caught) {
    if (caught instanceof RangeError)
      return { ok: false, problem: { offset: 0, message: 'This is nested too deeply.' } };
    if (!(caught instanceof SyntaxFailure)) throw caught;
    return { ok: false, problem: caught.problem };
  }
}

/** The character under the cursor; an empty text at the end. */
export function peek(cursor: Cursor): string {
  return cursor.text.charAt(cursor.offset);
}

/** Steps over a piece of text if it stands under the cursor, and tells whether it did. */
export function accept(cursor: Cursor, piece: string): boolean {
  if (!cursor.text.startsWith(piece, cursor.offset)) return false;
  cursor.offset += piece.length;
  return true;
}

/** Steps over a piece of text that must stand under the cursor. */
export function expect(cursor: Cursor, piece: string): void {
  if (!accept(cursor, piece)) fail(cursor.offset, `Expected "${piece}" ${found(cursor)}.`);
}

/** Says what stands under the cursor, for the end of a sentence. */
export function found(cursor: Cursor): string {
  return cursor.offset < cursor.text.length ? `but found "${peek(cursor)}"` : 'but the text ends';
}

/** Steps over blanks. */
export function skipBlanks(cursor: Cursor): void {
  cursor.offset += match(cursor, /\s*/y).length;
}

/** The text that a sticky pattern matches at the cursor, which stays where it is; empty when it does not match. */
export function match(cursor: Cursor, sticky: RegExp): string {
  sticky.lastIndex = cursor.offset;
  return sticky.exec(cursor.text)?.[0] ?? '';
}

/** As `match`, and steps over it. */
export function take(cursor: Cursor, sticky: RegExp): string {
  const piece = match(cursor, sticky);
  cursor.offset += piece.length;
  return piece;
}
