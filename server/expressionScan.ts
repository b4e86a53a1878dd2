/** A call whose parentheses are around a place. */
export interface OpenCall {
  /** As it stands there, such as `$sum` or `States.Format`. */
  readonly name: string;
  /** Where the name starts. */
  readonly start: number;
  /** The number of the argument that the place is in, from 0; what `~>` hands over is the first one. */
  readonly argument: number;
}

/** What is around a place of an expression. */
export interface Scan {
  /** From the outermost to the innermost. */
  readonly calls: readonly OpenCall[];
  /** The place is in a text, a pattern or a comment, where nothing is read or called. */
  readonly isInText: boolean;
}

/** Reads an expression, whole or half-typed and in either language, up to a place. */
export function scanExpression(text: string, to: number): Scan {
  const source = text.slice(0, to);
  const open: Opened[] = [];
  let at = 0;
  while (at < source.length) {
    const literal = literalAt(source, at);
    if (literal === undefined) step(open, source, at++);
    else if (literal.isOpen) return { calls: namedOnly(open), isInText: true };
    else at += literal.length;
  }
  return { calls: namedOnly(open), isInText: false };
}

/** The mark that opens JSONata would look like a bracket: blanks in its place keep the indexes. */
export function sourceWithoutMark(value: string, kind: string): string {
  return kind === 'jsonata' ? `  ${value.slice(2)}` : value;
}

/** Brackets that are open, with their commas; a name only in front of parentheses. */
interface Opened {
  readonly name: string;
  readonly start: number;
  argument: number;
}

const LITERAL = /"(?:[^"\\]|\\.)*(")?|'(?:[^'\\]|\\.)*(')?|`[^`]*(`)?|\/\*[\s\S]*?(?:(\*\/)|$)/sy;
const PATTERN = /\/(?:[^/\\]|\\.)*(\/[a-z]*)?/sy;

/** The text, pattern or comment that begins at an index; it is open where it does not end. Undefined where none begins. */
export function literalAt(
  source: string,
  at: number,
): { readonly length: number; readonly isOpen: boolean } | undefined {
  const char = source.charAt(at);
  if (!'"\'`/'.includes(char)) return undefined;
  const isPattern = char === '/' && source.charAt(at + 1) !== '*';
  if (isPattern && !startsPattern(source, at)) return undefined;
  const grammar = isPattern ? PATTERN : LITERAL;
  grammar.lastIndex = at;
  const match = grammar.exec(source);
  return match ? { length: match[0].length, isOpen: !match.slice(1).some(Boolean) } : undefined;
}

/** A slash behind a value divides; anywhere else it starts a pattern. */
function startsPattern(source: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && ' \t\r\n'.includes(source.charAt(before))) before--;
  return before < 0 || '(,=~[{:;?&|<>!+-*%'.includes(source.charAt(before));
}

function step(open: Opened[], source: string, at: number): void {
  const char = source.charAt(at);
  if (char === '(') open.push(openedAt(source, at));
  else if (char === '[' || char === '{') open.push({ name: '', start: at, argument: 0 });
  else if (char === ')' || char === ']' || char === '}') open.pop();
  const top = open.at(-1);
  if (char === ',' && top) top.argument++;
}

function openedAt(source: string, at: number): Opened {
  // No name is longer than that.
  const before = source.slice(Math.max(0, at - 100), at);
  const name = /[$\w.]*\s*$/.exec(before)?.[0] ?? '';
  const start = at - name.length;
  const isHandedOver = /~>\s*$/.test(source.slice(Math.max(0, start - 10), start));
  return { name: name.trimEnd(), start, argument: isHandedOver ? 1 : 0 };
}

function namedOnly(open: readonly Opened[]): readonly OpenCall[] {
  return open.filter(({ name }) => name !== '');
}
