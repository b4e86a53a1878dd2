import type { Span } from '../../spec/diagnostic';
import type { Layout } from '../json';
import type { YamlEdit } from './edits';
import { commentColumn } from './layoutComments';
import { gapBetween } from './layoutGaps';
import { type Blanks, blanksOfBlock, blanksOfString } from './layoutLines';
import { parseYaml } from './parse';
import { columnOf, isFirstOnLine, type Piece, yamlPieces } from './pieces';

/**
 * The changes of blanks and blank lines that lay a text of YAML out, or only the lines of a range, the least indented
 * of which stay where they are. Line breaks stay, but that of blank lines one is left, and the text ends with one.
 * None where the text would then not be read as the same, with its comments, anchors and styles. The text must be one
 * in which `parseYaml` finds no problems.
 */
export function yamlLayoutEdits(text: string, layout: Layout, range?: Span): readonly YamlEdit[] {
  const pieces = yamlPieces(text, unitOf(layout));
  const edits = wantedEdits(text, placed(text, pieces), range && wholeLines(text, range));
  const after = applied(text, edits);
  const isSame = edits.length === 0 || isSameYaml(pieces, yamlPieces(after, DEFAULT_BLANKS));
  return isSame && parseYaml(after).problems.length === 0 ? edits : [];
}

function wantedEdits(text: string, pieces: readonly Piece[], lines: Span | undefined): readonly YamlEdit[] {
  const moved = lines ? keptInPlace(text, pieces, lines) : pieces;
  const wanted = moved.flatMap((piece, index) => blanksAt(text, moved[index - 1], piece));
  return [...wanted, ...blanksAtEnd(text, moved.at(-1))]
    .filter(({ start, end }) => lines === undefined || (lines.start <= start && end <= lines.end))
    .flatMap((blanks) => editOf(text, blanks));
}

/** The edits stand in the order of the text. */
function applied(text: string, edits: readonly YamlEdit[]): string {
  let done = 0;
  const parts = edits.map(({ span, text: put }) => {
    const before = text.slice(done, span.start);
    done = span.end;
    return before + put;
  });
  return parts.join('') + text.slice(done);
}

/** Tells whether two texts are made of the same pieces in the same collections; a comment may stand in another one. */
function isSameYaml(before: readonly Piece[], after: readonly Piece[]): boolean {
  return (
    before.length === after.length &&
    before.every(({ type, value, depth }, index) => {
      const other = after[index];
      const isInPlace = type === 'comment' || other?.depth === depth;
      return other?.type === type && other.value === value && isInPlace;
    })
  );
}

const DEFAULT_BLANKS = 2;
const MOST_BLANKS = 16;

function unitOf({ tabSize }: Layout): number {
  return Math.max(1, Math.min(MOST_BLANKS, Math.trunc(tabSize) || DEFAULT_BLANKS));
}

/** Puts comments on lines of their own into the columns of what they are about. */
function placed(text: string, pieces: readonly Piece[]): readonly Piece[] {
  const behind = neighbours(pieces.toReversed()).reverse();
  const before = neighbours(pieces);
  return pieces.map((piece, index) => {
    if (piece.type !== 'comment' || piece.isFlow || !isFirstOnLine(text, piece.start)) return piece;
    return { ...piece, column: commentColumn(text, piece, before[index], behind[index]) };
  });
}

/** For each piece the last one in front of it that is no comment. */
function neighbours(pieces: readonly Piece[]): (Piece | undefined)[] {
  let last: Piece | undefined;
  return pieces.map((piece) => {
    const before = last;
    if (piece.type !== 'comment') last = piece;
    return before;
  });
}

/** A range lays out what is in it, and as deep as it stands: the lines around it do not move. */
function keptInPlace(text: string, pieces: readonly Piece[], lines: Span): readonly Piece[] {
  const isMoved = ({ type, start }: Piece) =>
    type !== 'block-text' && lines.start <= start && start < lines.end && isFirstOnLine(text, start);
  const inside = pieces.filter(isMoved);
  const [least] = inside.toSorted((left, right) => left.column - right.column);
  if (least === undefined) return pieces;
  const by = columnOf(text, least.start) - least.column;
  return pieces.map((piece) => ({
    ...piece,
    column: piece.type === 'block-text' ? 0 : Math.max(0, piece.column + by),
    inside: Math.max(0, piece.inside + by),
  }));
}

/** From the beginning of the first line of a range to the end of its last one; one that ends in front of a line leaves that out. */
function wholeLines(text: string, { start, end }: Span): Span {
  const last = end > start && columnOf(text, end) === 0 ? end - 1 : end;
  const behind = /[\r\n]|$/g;
  behind.lastIndex = last;
  return { start: start - columnOf(text, start), end: behind.exec(text)?.index ?? text.length };
}

/** The blanks in front of a piece and those inside of it. */
function blanksAt(text: string, before: Piece | undefined, piece: Piece): readonly Blanks[] {
  const { type, start, column } = piece;
  const from = before?.end ?? beginning(text);
  const breaks = lineBreaks(text, from, start);
  const first = breaks[0];
  const last = breaks.at(-1);
  const inside = type === 'block-text' ? blanksOfBlock(text, piece) : blanksOfString(text, piece);
  if (before === undefined) return [{ start: from, end: start, text: ' '.repeat(column) }, ...inside];
  if (first !== undefined && last !== undefined) {
    const kept = first === last ? last.end : last.start;
    return [
      { start: from, end: first.start, text: '' },
      { start: first.end, end: kept, text: '' },
      { start: last.end, end: start, text: ' '.repeat(column) },
      ...inside,
    ];
  }
  const isFirst = isFirstOnLine(text, start);
  return [
    { start: from, end: start, text: isFirst ? ' '.repeat(column) : gapBetween(before, piece, from < start) },
    ...inside,
  ];
}

/** A text that is not blank ends with one line break; those behind a block that keeps them are its own. */
function blanksAtEnd(text: string, last: Piece | undefined): readonly Blanks[] {
  if (last === undefined) return [];
  const [first] = lineBreaks(text, last.end, text.length);
  if (first === undefined) {
    const isEnded = /[\r\n]$/.test(text.slice(last.start, last.end));
    return [{ start: last.end, end: text.length, text: isEnded ? '' : (/\r\n|\r|\n/.exec(text)?.[0] ?? '\n') }];
  }
  return [
    { start: last.end, end: first.start, text: '' },
    { start: first.end, end: text.length, text: '' },
  ];
}

function beginning(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}

function lineBreaks(text: string, start: number, end: number): readonly Span[] {
  return Array.from(text.slice(start, end).matchAll(/\r\n|\r|\n/g), ({ 0: found, index }) => ({
    start: start + index,
    end: start + index + found.length,
  }));
}

/** Only what differs is replaced, so that a cursor stays where it is. */
function editOf(text: string, { start, end, text: wanted }: Blanks): readonly YamlEdit[] {
  const now = text.slice(start, end);
  if (now === wanted) return [];
  let same = 0;
  while (same < Math.min(now.length, wanted.length) && now[same] === wanted[same]) same++;
  const rest = Math.min(now.length, wanted.length) - same;
  let tail = 0;
  while (tail < rest && now.at(-1 - tail) === wanted.at(-1 - tail)) tail++;
  return [{ span: { start: start + same, end: end - tail }, text: wanted.slice(same, wanted.length - tail) }];
}
