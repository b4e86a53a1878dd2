import type { AslDocument } from '../document';
import { locate } from '../locate';
import type { StringNode } from '../node';
import type { Typing } from '../typing';

/** Finds what is being typed at an offset of YAML: a string, a word or nothing yet, with its neighbours on its line. */
export function yamlTypingAt(document: AslDocument, offset: number): Typing {
  const { text } = document;
  const { string } = locate(document, offset);
  const token = (string && typedString(text, string)) ?? wordAround(text, offset);
  const lineStart = token.span.start === 0 ? 0 : text.lastIndexOf('\n', token.span.start - 1) + 1;
  const beforeEnd = lineStart + text.slice(lineStart, token.span.start).trimEnd().length;
  const rest = /^[ \t]*([^\s#]?)/.exec(lineFrom(text, token.span.end));
  const after = rest?.[1] ?? '';
  const afterStart = after === '' ? text.length : token.span.end + (rest?.[0].length ?? 1) - 1;
  const before = beforeEnd > lineStart ? text.charAt(beforeEnd - 1) : '';
  return { offset, ...token, before, beforeEnd, after, afterStart };
}

type Token = Pick<Typing, 'span' | 'content' | 'quoted' | 'closed'>;

/** A string on one line; a block or one over several lines is nothing that one would pick from a list. */
function typedString(text: string, { span }: StringNode): Token | undefined {
  const source = text.slice(span.start, span.end);
  if (source.includes('\n') || /^[|>*!]/.test(source)) return undefined;
  const quote = /^["']/.exec(source)?.[0];
  if (quote === undefined) return { span, content: span, quoted: false, closed: false };
  const closed = source.length > 1 && source.endsWith(quote);
  return { span, content: { start: span.start + 1, end: closed ? span.end - 1 : span.end }, quoted: true, closed };
}

function lineFrom(text: string, offset: number): string {
  const end = text.indexOf('\n', offset);
  return text.slice(offset, end < 0 ? text.length : end);
}

function wordAround(text: string, offset: number): Token {
  let start = offset;
  while (start > 0 && isWord(text.charAt(start - 1))) start--;
  const end = offset + (/^[^\s:#]*/.exec(lineFrom(text, offset))?.[0].length ?? 0);
  const isDash = /^-?$/.test(text.slice(start, end));
  const span = isDash ? { start: offset, end: offset } : { start, end };
  return { span, content: span, quoted: false, closed: false };
}

function isWord(char: string): boolean {
  return !/[\s:#]/.test(char);
}
