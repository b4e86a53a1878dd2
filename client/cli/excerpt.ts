import type { LineColumn } from '../../shared/document/document';
import type { Span } from '../../shared/spec/diagnostic';

/** Less of a line than this shows nothing. */
const LEAST_WIDTH = 40;

/** What a clipped line shows at most before the place. */
const BEFORE = 20;

/** What a line shows of the place at least, if it has that much, before it is clipped. */
const AFTER = 12;

/**
 * The line in which a span starts (`line` and `character` from 0), with its number, and `^^^` under the span: two lines, no wider than `width` unless that is
 * below 40. Of a span over several lines the first is shown.
 */
export function excerpt(
  text: string,
  span: Span,
  { line, character }: LineColumn,
  width: number,
  paint: (mark: string) => string,
): readonly string[] {
  const lineStart = span.start - character;
  const number = String(line + 1);
  const room = Math.max(LEAST_WIDTH, width) - number.length - 5;
  const from = character + AFTER > room ? Math.max(0, character - BEFORE) : 0;
  const shown = lineAt(text, lineStart, lineStart + from, room);
  const marked = Math.max(1, Math.min(span.end - span.start, shown.length + from - character));
  const indent = ' '.repeat(Math.min(character - from, shown.length));
  return [`  ${number} | ${shown}`, `  ${' '.repeat(number.length)} | ${indent}${paint('^'.repeat(marked))}`];
}

/** Part of a line, whose characters have each their column: what would move or color the rest is shown as a space. */
function lineAt(text: string, lineStart: number, from: number, most: number): string {
  const piece = /^[^\r\n]*/.exec(text.slice(from, from + most + 1))?.[0] ?? '';
  const start = lineStart === from ? piece : `…${piece.slice(1)}`;
  return inert(piece.length > most ? `${start.slice(0, most - 1)}…` : start).trimEnd();
}

/** A text without control characters, which a terminal would obey. */
export function inert(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ');
}
