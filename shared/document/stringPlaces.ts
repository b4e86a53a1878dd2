import type { StringNode } from './node';
import { type StringPiece, stringPieces } from './stringPieces';

/**
 * The offset in the text at which a character of a string's value was written: `index` counts the UTF-16 units of
 * the value, and its length gives the offset behind the last character. An index outside of the value counts as its
 * end. What an alias brings in is written nowhere else than at the alias.
 */
export function offsetInText(text: string, node: StringNode, index: number): number {
  const at = Math.max(0, Math.min(index, node.value.length));
  let read = 0;
  let end: number | undefined;
  for (const piece of stringPieces(text, node)) {
    if (at < read + piece.units) return piece.start + (isOneByOne(piece) ? at - read : 0);
    read += piece.units;
    end = piece.start + piece.length;
    if (end >= node.span.end) break;
  }
  return Math.min(end ?? node.span.start + (isQuoted(text, node) ? 1 : 0), node.span.end);
}

/**
 * The index in a string's value of the character written at an offset of the text; inside an escape it is the
 * escaped character. An offset outside of the string counts as its nearer end.
 */
export function indexInValue(text: string, node: StringNode, offset: number): number {
  let read = 0;
  for (const piece of stringPieces(text, node)) {
    if (offset < piece.start + piece.length) {
      const inside = isOneByOne(piece) ? Math.max(0, offset - piece.start) : 0;
      return Math.min(read + inside, node.value.length);
    }
    read = Math.min(read + piece.units, node.value.length);
  }
  return read;
}

function isOneByOne({ length, units }: StringPiece): boolean {
  return length === units;
}

function isQuoted(text: string, { span }: StringNode): boolean {
  return text[span.start] === '"' || text[span.start] === "'";
}
