import assert from 'node:assert/strict';
import { lineColumns } from '../../shared/document/document';

/** A range of a text with what is expected there. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  /** The first word behind the carets, such as a rule's name. */
  readonly label: string;
  /** What stands behind the label; empty when nothing does. */
  readonly note: string;
}

/** A text without the marks that stood in it. */
export interface Marked {
  readonly text: string;
  readonly marks: readonly Mark[];
}

const MARK_LINE = /^\s*(\^+) (\S+) ?(.*)$/;

/** Reads a text in which lines such as `   ^^^^ label note` mark the characters above them. */
export function readMarked(source: string): Marked {
  const lines: string[] = [];
  const marks: Mark[] = [];
  let lineStart = 0;
  for (const line of source.split('\n')) {
    const match = MARK_LINE.exec(line);
    if (match) {
      const start = lineStart + line.indexOf('^');
      marks.push({ start, end: start + (match[1]?.length ?? 0), label: match[2] ?? '', note: match[3] ?? '' });
    } else {
      lineStart = lines.reduce((sum, { length }) => sum + length + 1, 0);
      lines.push(line);
    }
  }
  return { text: lines.join('\n'), marks };
}

/** Writes a text with its marks under the lines; a mark over several lines ends with its first one. */
export function showMarked(text: string, marks: readonly Mark[]): string {
  const at = lineColumns(text);
  const sorted = [...marks].sort((left, right) => left.start - right.start || left.label.localeCompare(right.label));
  return text
    .split('\n')
    .flatMap((line, number) => {
      const own = sorted.filter(({ start }) => at(start).line === number);
      return [line, ...own.map((mark) => caretLine(mark, at(mark.start).character, line.length))];
    })
    .join('\n');
}

function caretLine({ start, end, label, note }: Mark, column: number, lineLength: number): string {
  const width = Math.max(1, Math.min(end - start, lineLength - column));
  return `${' '.repeat(column)}${'^'.repeat(width)} ${label}${note === '' ? '' : ` ${note}`}`;
}

/** Fails unless exactly the marked ranges were found, with the marked labels, and the notes where there are any. */
export function assertMarks(expected: Marked, found: readonly Mark[]): void {
  const bare = (marks: readonly Mark[]) => marks.map((mark) => ({ ...mark, note: '' }));
  assert.equal(showMarked(expected.text, bare(found)), showMarked(expected.text, bare(expected.marks)));
  for (const mark of expected.marks) {
    const notes = found.filter(
      ({ start, end, label }) => start === mark.start && end === mark.end && label === mark.label,
    );
    if (mark.note !== '')
      assert.ok(
        notes.some(({ note }) => note === mark.note),
        `${mark.label}: ${notes[0]?.note}`,
      );
  }
}
