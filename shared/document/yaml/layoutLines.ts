import type { Piece } from './pieces';

/** A stretch of blanks and line breaks, with what it shall be. */
export interface Blanks {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Moves the lines of a block's text, which stay as they are to each other; blank ones become empty. */
export function blanksOfBlock(text: string, { start, end, from = 0, inside }: Piece): readonly Blanks[] {
  return linesOf(text, start, end).map(({ start: at, line }) => {
    const indent = /^ */.exec(line)?.[0].length ?? 0;
    if (indent === line.length && indent <= from) return { start: at, end: at + indent, text: '' };
    const old = Math.min(from, indent);
    return { start: at, end: at + old, text: ' '.repeat(inside) };
  });
}

/** Moves the further lines of a text that is no block, which stay as they are to each other; blanks at line ends go away. */
export function blanksOfString(text: string, { type, start, end, inside }: Piece): readonly Blanks[] {
  const lines = linesOf(text, start, end);
  if (lines.length < 2) return [];
  const indents = lines.slice(1).flatMap(({ line }) => (line.trim() === '' ? [] : [indentOf(line)]));
  const by = inside - Math.min(...indents);
  return lines.flatMap(({ start: at, line }, index) => {
    const isLast = index === lines.length - 1;
    if (line.trim() === '') return [{ start: at, end: at + line.length, text: '' }];
    const indent = indentOf(line);
    const kept = isLast ? line.length : trimmedLength(line, type === 'double-quoted-scalar');
    return [
      ...(index === 0 ? [] : [{ start: at, end: at + indent, text: ' '.repeat(indent + by) }]),
      { start: at + kept, end: at + line.length, text: '' },
    ];
  });
}

function indentOf(line: string): number {
  return /^[ \t]*/.exec(line)?.[0].length ?? 0;
}

/** A blank that is escaped stays. */
function trimmedLength(line: string, hasEscapes: boolean): number {
  const { length } = line.trimEnd();
  const isEscaping = hasEscapes && (/\\*$/.exec(line.slice(0, length))?.[0].length ?? 0) % 2 === 1;
  return isEscaping ? Math.min(line.length, length + 1) : length;
}

function linesOf(
  text: string,
  start: number,
  end: number,
): readonly { readonly start: number; readonly line: string }[] {
  const part = text.slice(start, end);
  return Array.from(part.matchAll(/(?<=^|\r\n|\r(?!\n)|\n)[^\r\n]*/g), ({ 0: line, index }) => ({
    start: start + index,
    line,
  }));
}
