import type { StringNode } from './node';
import { type StringPiece, stringPieces } from './stringPieces';

/**
 * The offset in the text at which a character of a string's value was written: `index` counts the UTF-16 units of
 * the value, and its length gives the offset behind the last character. An index outside of the value counts as its
 * end. What an alias brings in is written nowhere else than at the alias.
 */
export function offsetInText(text: string, node: StringNode, index: number): number {
  const at = Math.max(0, Math.min(index, node.value.length));
  const written = writtenPieces(text, node);
  const found = written[firstBehind(written, at)];
  if (found) return found.piece.start + (isOneByOne(found.piece) ? at - found.read : 0);
  const last = written.at(-1)?.piece;
  const end = last ? last.start + last.length : node.span.start + (isQuoted(text, node) ? 1 : 0);
  return Math.min(end, node.span.end);
}

/** A piece of a string, with how many units of its value stand in front of it. */
interface WrittenPiece {
  readonly piece: StringPiece;
  readonly read: number;
}

/** The string that was asked about last: whoever asks about one place in a long expression asks about many. */
let last: { readonly text: string; readonly node: StringNode; readonly written: readonly WrittenPiece[] } | undefined;

function writtenPieces(text: string, node: StringNode): readonly WrittenPiece[] {
  if (last?.node === node && last.text === text) return last.written;
  const written: WrittenPiece[] = [];
  let read = 0;
  for (const piece of stringPieces(text, node)) {
    const before = written.at(-1);
    if (before && isOneStretch(before.piece, piece)) written[written.length - 1] = grown(before, piece.length);
    else written.push({ piece, read });
    read += piece.units;
    if (piece.start + piece.length >= node.span.end) break;
  }
  last = { text, node, written };
  return written;
}

/** Ordinary words and the blanks between them are one stretch: a long text has few. */
function isOneStretch(before: StringPiece, piece: StringPiece): boolean {
  return isOneByOne(before) && isOneByOne(piece) && before.start + before.length === piece.start;
}

function grown({ piece: { start, length }, read }: WrittenPiece, by: number): WrittenPiece {
  return { piece: { start, length: length + by, units: length + by }, read };
}

/** The index of the first piece that ends behind an index of the value; that behind all pieces when none does. */
function firstBehind(written: readonly WrittenPiece[], at: number): number {
  let low = 0;
  let high = written.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const { piece, read } = written[middle] ?? { piece: { units: 0 }, read: 0 };
    if (at < read + piece.units) high = middle;
    else low = middle + 1;
  }
  return low;
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
