import type { Span } from '../spec/diagnostic';

/** What a person is typing at an offset of JSON: a string, a bare word or nothing yet, with its neighbours. */
export interface Typing {
  readonly offset: number;
  /** The string with its quotes, or the bare word; empty at the offset when there is neither. */
  readonly span: Span;
  /** The span without quotes. */
  readonly content: Span;
  readonly quoted: boolean;
  /** False for a string whose closing quote is missing. */
  readonly closed: boolean;
  /** The last character in front that is not blank, and the offset behind it; empty and 0 at the start of the text. */
  readonly before: string;
  readonly beforeEnd: number;
  /** The first character behind that is not blank, and its offset; empty and the text's length at its end. */
  readonly after: string;
  readonly afterStart: number;
}

/** Finds what is being typed at an offset. Works on any text: it looks at the offset's line and the blanks around. */
export function typingAt(text: string, offset: number): Typing {
  const token = stringAround(text, offset) ?? wordAround(text, offset);
  const beforeEnd = text.slice(0, token.span.start).trimEnd().length;
  const afterStart = text.length - text.slice(token.span.end).trimStart().length;
  return {
    offset,
    ...token,
    before: text.charAt(beforeEnd - 1),
    beforeEnd,
    after: text.charAt(afterStart),
    afterStart,
  };
}

type Token = Pick<Typing, 'span' | 'content' | 'quoted' | 'closed'>;

/** The string whose quotes stand around the offset; strings of JSON do not leave their line. */
function stringAround(text: string, offset: number): Token | undefined {
  let start: number | undefined;
  for (let index = text.lastIndexOf('\n', offset - 1) + 1; index < offset; index++) {
    if (text[index] === '\\' && start !== undefined) index++;
    else if (text[index] === '"') start = start === undefined ? index : undefined;
  }
  if (start === undefined) return undefined;
  const rest = /^(?:[^"\\\r\n]|\\.)*"/.exec(text.slice(start + 1, lineEnd(text, offset)));
  if (rest && start + 1 + rest[0].length > offset) {
    const end = start + 1 + rest[0].length;
    return { span: { start, end }, content: { start: start + 1, end: end - 1 }, quoted: true, closed: true };
  }
  const end = offset + (/^[^\s"{}[\]:,]*/.exec(text.slice(offset))?.[0].length ?? 0);
  return { span: { start, end }, content: { start: start + 1, end }, quoted: true, closed: false };
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

function wordAround(text: string, offset: number): Token {
  let start = offset;
  while (start > 0 && isWord(text.charAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && isWord(text.charAt(end))) end++;
  return { span: { start, end }, content: { start, end }, quoted: false, closed: false };
}

function isWord(char: string): boolean {
  return !/[\s"{}[\]:,]/.test(char);
}
