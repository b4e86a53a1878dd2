import type { Piece } from './pieces';

/** What stands between two pieces of one line; `isApart` tells whether blanks stand there now. */
export function gapBetween({ type: before }: Piece, { type: behind }: Piece, isApart: boolean): '' | ' ' {
  if (behind === 'comment') return ' ';
  if (before === 'flow-map-start' && behind === 'flow-map-end') return '';
  if (behind === 'comma' || behind === 'flow-seq-end' || before === 'flow-seq-start') return '';
  if (behind === 'map-value-ind') return isApart && !TEXTS.has(before) ? ' ' : '';
  if (APART.has(before) || behind === 'flow-map-end') return ' ';
  return isApart ? ' ' : '';
}

/** A colon stands right behind these; the name of an alias would take it in. */
const TEXTS: ReadonlySet<Piece['type']> = new Set([
  'scalar',
  'single-quoted-scalar',
  'double-quoted-scalar',
  'flow-map-end',
  'flow-seq-end',
]);

const APART: ReadonlySet<Piece['type']> = new Set([
  'seq-item-ind',
  'explicit-key-ind',
  'map-value-ind',
  'comma',
  'flow-map-start',
  'anchor',
  'tag',
  'doc-start',
]);
