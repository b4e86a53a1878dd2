import { blockTextOf, filledLength, leastIndent, type YamlBlockScalar } from './blockText';
import { readClosed } from './parse';
import { stringNode } from './scalars';
import type { YamlItem, YamlMark, YamlToken } from './tokens';
import type { Veiled } from './veil';

/** A block mapping or sequence: the column of its keys or dashes, as it is and as it shall be. */
export interface Level {
  readonly from: number;
  readonly to: number;
  readonly outer: Level | undefined;
}

/** A part of a text of YAML that is neither blank nor line break, with where it belongs in a text that is laid out. */
export interface Piece {
  readonly type: YamlToken['type'] | 'block-text';
  readonly start: number;
  readonly end: number;
  /** The text that it stands for: that of a scalar is decoded, others are as they are written. */
  readonly value: string;
  /** Where it begins if it is the first on its line. */
  readonly column: number;
  /** Where its further lines begin. */
  readonly inside: number;
  /** The innermost block around it; undefined for the whole. */
  readonly level: Level | undefined;
  /** How many collections are around it. */
  readonly depth: number;
  /** Tells whether it is in braces or brackets. */
  readonly isFlow: boolean;
  /** The column at which the lines of a block's text begin now. */
  readonly from?: number;
}

/** Takes a text apart into pieces, in their order; `unit` is the number of blanks a level. Never throws. */
export function yamlPieces(source: string, unit: number): readonly Piece[] {
  const { veiled, read } = readClosed(source);
  const cut: Cut = { source, veiled, unit, pieces: [] };
  for (const token of read.tokens) {
    if (token.type === 'document') {
      addMarks(cut, token.start, WHOLE);
      addNode(cut, token.value, WHOLE);
      addMarks(cut, token.end, WHOLE);
    } else if ('source' in token) {
      addMark(cut, token, WHOLE);
      if ('end' in token) addMarks(cut, token.end, WHOLE);
    }
  }
  return cut.pieces;
}

interface Cut {
  readonly source: string;
  readonly veiled: Veiled;
  readonly unit: number;
  readonly pieces: Piece[];
}

/** Where a node stands; `base` is the column of the closing brace of one that begins on the line of its key. */
type Place = Pick<Piece, 'column' | 'inside' | 'level' | 'depth' | 'isFlow'> & { readonly base: number };

const WHOLE: Place = { column: 0, inside: 0, base: 0, level: undefined, depth: 0, isFlow: false };

function addNode(cut: Cut, token: YamlToken | null | undefined, place: Place): void {
  switch (token?.type) {
    case 'block-map':
      addBlock(cut, token.items, place, addBlockMember);
      break;
    case 'block-seq':
      addBlock(cut, token.items, place, addBlockItem);
      break;
    case 'flow-collection':
      addFlow(cut, token, place);
      break;
    case 'block-scalar':
      addBlockScalar(cut, token, place);
      break;
    case 'alias':
    case 'scalar':
    case 'single-quoted-scalar':
    case 'double-quoted-scalar':
      cut.pieces.push({
        ...place,
        type: token.type,
        start: token.offset,
        end: token.offset + token.source.length,
        value: stringNode(cut.veiled, token).value,
      });
      addMarks(cut, token.end, place);
      break;
  }
}

type Add = (cut: Cut, item: YamlItem, place: Place) => void;

function addBlock(cut: Cut, items: readonly YamlItem[], place: Place, add: Add): void {
  const first = items[0] && firstOffset(items[0]);
  const from = first === undefined ? place.column : columnOf(cut.source, first);
  const level = { from, to: place.column, outer: place.level };
  for (const item of items) add(cut, item, { ...place, level, depth: place.depth + 1 });
}

function addBlockMember(cut: Cut, { start, key, sep = [], value }: YamlItem, place: Place): void {
  const { column } = place;
  const isExplicit = start.some(({ type }) => type === 'explicit-key-ind');
  const marked = behindMark(place);
  const deeper = column + cut.unit;
  const behind = isExplicit ? marked : { ...place, column: deeper, inside: deeper, base: column };
  addIndicated(cut, start, place, marked);
  addNode(cut, key, isExplicit ? marked : { ...place, inside: column, base: column });
  addIndicated(cut, sep, place, behind);
  addNode(cut, value, behind);
}

function addBlockItem(cut: Cut, { start, value }: YamlItem, place: Place): void {
  const marked = behindMark(place);
  addIndicated(cut, start, place, marked);
  addNode(cut, value, marked);
}

/** A dash, or the mark of a key, has one blank behind it. */
function behindMark(place: Place): Place {
  const column = place.column + 2;
  return { ...place, column, inside: column, base: column };
}

/** Marks in front of a dash or a colon, with that, belong to the block; those behind it to what follows. */
function addIndicated(cut: Cut, marks: readonly YamlMark[], place: Place, behind: Place): void {
  const indicator = marks.findIndex(({ type }) => INDICATORS.has(type));
  addMarks(cut, marks.slice(0, indicator + 1), place);
  addMarks(cut, marks.slice(indicator + 1), indicator < 0 ? place : behind);
}

const INDICATORS: ReadonlySet<YamlToken['type']> = new Set(['seq-item-ind', 'explicit-key-ind', 'map-value-ind']);

function addFlow(cut: Cut, token: YamlToken & { readonly type: 'flow-collection' }, place: Place): void {
  const base = isFirstOnLine(cut.source, token.offset) ? place.column : place.base;
  const column = base + cut.unit;
  const within: Place = { ...place, column, inside: column, base: column, isFlow: true, depth: place.depth + 1 };
  addMark(cut, token.start, place);
  for (const { start, key, sep, value } of token.items) {
    addMarks(cut, start, within);
    addNode(cut, key, within);
    addMarks(cut, sep, within);
    addNode(cut, value, within);
  }
  const closing = token.end.findIndex(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
  addMarks(cut, token.end.slice(0, closing), within);
  addMarks(cut, token.end.slice(closing, closing + 1), { ...place, column: base });
  addMarks(cut, token.end.slice(closing + 1), place);
}

/** Without a block around it its text stays where it is. */
function addBlockScalar(cut: Cut, token: YamlBlockScalar, place: Place): void {
  const { header, start, isKept } = blockTextOf(token);
  for (const mark of token.props) if ('source' in mark) addMark(cut, mark, place);
  const { level } = place;
  const digit = Number(/[1-9]/.exec(header)?.[0] ?? 0);
  const from = digit > 0 && level ? level.from + digit : leastIndent(token.source);
  const to = digit > 0 ? (level?.to ?? 0) + digit : place.inside;
  const end = start + (isKept ? token.source.length : filledLength(token.source, from));
  if (end === start) return;
  const { value } = stringNode(cut.veiled, token);
  cut.pieces.push({ ...place, type: 'block-text', start, end, value, column: 0, inside: level ? to : from, from });
}

function addMarks(cut: Cut, marks: readonly YamlMark[] | undefined, place: Place): void {
  for (const mark of marks ?? []) addMark(cut, mark, place);
}

type Mark = Pick<YamlToken & { readonly source: string }, 'type' | 'offset' | 'source'>;

function addMark(cut: Cut, { type, offset, source }: Mark, place: Place): void {
  if (type === 'space' || type === 'newline') return;
  const value = source.trimEnd();
  cut.pieces.push({ ...place, type, start: offset, end: offset + value.length, value });
}

function firstOffset({ start, key, value }: YamlItem): number | undefined {
  const mark = start.find(({ type }) => type !== 'space' && type !== 'newline' && type !== 'comment');
  return (mark ?? key ?? value)?.offset;
}

/** The column of an offset in a text; a byte order mark takes none. */
export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Tells whether only blanks stand in front of an offset on its line. */
export function isFirstOnLine(text: string, offset: number): boolean {
  return text.slice(lineStart(text, offset), offset).trim() === '';
}

function lineStart(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && !/[\r\n\uFEFF]/.test(text.charAt(start - 1))) start--;
  return start;
}
