/**
 * The offsets of the line breaks in a string in quotes that goes on at the indentation of its key, and not deeper as
 * YAML asks: CloudFormation and SAM read such strings. None where the string does not end its line, so that a quote
 * that is not closed yet never swallows the keys below it.
 */
export function shallowBreaks(text: string, start: number): readonly number[] {
  const pattern = text[start] === '"' ? DOUBLE : SINGLE;
  pattern.lastIndex = start;
  const quoted = pattern.exec(text)?.[1];
  if (quoted === undefined) return [];
  const least = blanksAt(text, text.lastIndexOf('\n', start) + 1);
  const breaks = Array.from(quoted.matchAll(/\n/g), ({ index }) => start + index);
  return breaks.every((at) => isContent(text, at + 1, least)) ? breaks : [];
}

const DOUBLE = /("[^"\\]*(?:\\[\s\S][^"\\]*)*")[ \t]*(?=\r?\n|\s#|$)/y;
const SINGLE = /('[^']*(?:''[^']*)*')[ \t]*(?=\r?\n|\s#|$)/y;

/** A line that may belong to a string: it is blank, or indented as far as the key. */
function isContent(text: string, lineStart: number, least: number): boolean {
  const blanks = blanksAt(text, lineStart);
  const rest = text.slice(lineStart + blanks, lineStart + blanks + 4);
  if (/^\r?(?:\n|$)/.test(rest)) return true;
  return blanks >= least && (blanks > 0 || !/^(?:---|\.\.\.)(?:\s|$)/.test(rest));
}

function blanksAt(text: string, offset: number): number {
  BLANKS.lastIndex = offset;
  return BLANKS.exec(text)?.[0].length ?? 0;
}

const BLANKS = / */y;
