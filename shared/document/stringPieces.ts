import { placeholderEnds } from './blank';
import type { StringNode } from './node';

/** A stretch of text that writes `units` UTF-16 units of a string's value: each by one character, or all of them together. */
export interface StringPiece {
  readonly start: number;
  readonly length: number;
  readonly units: number;
}

/**
 * The pieces that write a string, in their order, in whatever style it is written: JSON, or YAML plain, in quotes or
 * as a block. What is left out, as quotes and indentation, lies between them. None for a value that an alias brings in.
 */
export function stringPieces(text: string, node: StringNode): Iterable<StringPiece> {
  const { start, end } = node.span;
  const first = text.charAt(start);
  if (first === '*' && !node.bare) return [];
  if (first === '"' || first === "'") return flowPieces(text, node, start + 1, first);
  const isBlock = /^[|>][-+1-9]*[ \t]*(?:#[^\n]*)?[\r\n]/.test(text.slice(start, start + LONGEST_HEADER));
  if (isBlock) return blockPieces(text, node);
  return first === '!' ? [{ start, length: end - start, units: end - start }] : flowPieces(text, node, start, '');
}

/** A header of a block string with its comment is not looked for beyond this. */
const LONGEST_HEADER = 1000;

/** Strings that may go over several lines: a single line break is a blank, of more of them one is left out. */
function* flowPieces(text: string, node: StringNode, from: number, quote: string): Generator<StringPiece> {
  const { value, span } = node;
  const placeholderEnd = placeholderEnds(text);
  let start = from;
  let index = 0;
  while (start < span.end) {
    const length = placeholderLength(text, start, placeholderEnd);
    // In JSON each character of a placeholder stands for itself, in YAML escapes inside of it count.
    const isAsWritten = length > 0 && value[index + length - 1] === '}';
    const piece = isAsWritten ? { start, length, units: length } : flowPiece(text, start, quote);
    yield piece;
    start += piece.length;
    index += piece.units;
  }
}

function placeholderLength(text: string, start: number, endOf: (start: number) => number | undefined): number {
  if (text[start] !== '$' || text[start + 1] !== '{') return 0;
  return (endOf(start) ?? start) - start;
}

function flowPiece(text: string, start: number, quote: string): StringPiece {
  const char = text.charAt(start);
  if (char === '\\' && quote === '"') return escapePiece(text, start);
  if (char === "'" && quote === "'" && text[start + 1] === "'") return { start, length: 2, units: 1 };
  const fold = matchAt(FOLD, text, start);
  if (fold === '') {
    const length = Math.max(1, matchAt(ORDINARY, text, start).length);
    return { start, length, units: length };
  }
  const breaks = countBreaks(fold);
  return { start, length: fold.length, units: breaks === 1 ? 1 : breaks - 1 };
}

const ORDINARY = /[^\\'"\s$]+/y;
const FOLD = /[ \t]*(?:(?:\r\n|\r|\n)[ \t]*)+/y;
const ESCAPED_FOLD = /\\(?:(?:\r\n|\r|\n)[ \t]*)+/y;

/** An escaped line break stands for nothing, each one behind it for itself. */
function escapePiece(text: string, start: number): StringPiece {
  const fold = matchAt(ESCAPED_FOLD, text, start);
  if (fold !== '') return { start, length: fold.length, units: countBreaks(fold) - 1 };
  const digits = { x: 2, u: 4, U: 8 }[text.charAt(start + 1)] ?? 0;
  const isPair = digits === 8 && Number.parseInt(text.slice(start + 2, start + 10), 16) > 0xffff;
  return { start, length: 2 + digits, units: isPair ? 2 : 1 };
}

function countBreaks(fold: string): number {
  return fold.match(/\r\n|\r|\n/g)?.length ?? 0;
}

function matchAt(pattern: RegExp, text: string, offset: number): string {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0] ?? '';
}

/** Lines below `|` or `>`: behind their indentation they stand for themselves, and the value tells what their breaks are. */
function* blockPieces(text: string, { span, value }: StringNode): Generator<StringPiece> {
  const lines = linesOf(text, text.indexOf('\n', span.start) + 1, span.end);
  const first = lines.find(({ from, to }) => !/^ *$/.test(text.slice(from, to)));
  if (first === undefined) return;
  const shown = /^[\n ]*?( *)[^\n ]/.exec(value)?.[1]?.length ?? 0;
  const indent = blanksAt(text, first.from) - shown;
  let index = 0;
  let breakStart: number | undefined;
  for (const { from, to } of lines) {
    const start = from + Math.min(indent, blanksAt(text, from), to - from);
    if (start >= to) {
      breakStart ??= from;
      continue;
    }
    if (breakStart !== undefined) {
      const isMore = /^[ \t]/.test(text.slice(start, start + 1));
      const units = value[index] === ' ' && !isMore ? 1 : lineFeedsAt(value, index);
      yield { start: breakStart, length: start - breakStart, units };
      index += units;
    }
    yield { start, length: to - start, units: to - start };
    index += to - start;
    breakStart = to;
  }
  if (breakStart !== undefined) yield { start: breakStart, length: 0, units: value.length - index };
}

function linesOf(text: string, start: number, end: number): readonly { readonly from: number; readonly to: number }[] {
  const lines: { from: number; to: number }[] = [];
  let from = start;
  for (const match of `${text.slice(start, end)}\n`.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ from, to: start + match.index });
    from = start + match.index + match[0].length;
  }
  return lines;
}

function blanksAt(text: string, offset: number): number {
  return matchAt(/ */y, text, offset).length;
}

function lineFeedsAt(value: string, index: number): number {
  return matchAt(/\n*/y, value, index).length;
}
