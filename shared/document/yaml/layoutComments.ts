import { columnOf, type Level, type Piece } from './pieces';

/**
 * The column of a comment on a line of its own: that of what follows, unless it is indented like the members of a block
 * that has ended there. `before` and `behind` are its neighbours that are no comments.
 */
export function commentColumn(
  text: string,
  { start }: Piece,
  before: Piece | undefined,
  behind: Piece | undefined,
): number {
  const column = columnOf(text, start);
  const next = behind ? columnOf(text, behind.start) : -1;
  if (column <= next) return behind?.column ?? 0;
  let level: Level | undefined = before?.level;
  while (level !== undefined && level.from > column) level = level.outer;
  return level !== undefined && level.from > next ? level.to : (behind?.column ?? 0);
}
