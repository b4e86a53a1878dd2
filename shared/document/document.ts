import type { Span } from '../spec/diagnostic';
import { parseJson } from './json';
import type { SyntaxProblem } from './jsonFrames';
import type { Node } from './node';
import { parseYaml } from './yaml/parse';

/** The notation of a definition's text. */
export type Format = 'json' | 'yaml';

/** A definition's text with its tree: everything may be missing from it. */
export interface AslDocument {
  readonly text: string;
  readonly format: Format;
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/** Reads a definition. Any text gives a document; what is wrong with the notation is in `problems`. */
export function parseDocument(text: string, format: Format = 'json'): AslDocument {
  const { root, problems } = format === 'yaml' ? parseYaml(text) : parseJson(text);
  return { text, format, root, problems };
}

/** A zero-based line and column in UTF-16 units. */
export interface LineColumn {
  readonly line: number;
  readonly character: number;
}

/** Turns offsets of a text into lines and columns; offsets beyond the text count as its end. */
export function lineColumns(text: string): (offset: number) => LineColumn {
  const starts = [0];
  for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
  return (offset) => {
    const at = Math.max(0, Math.min(offset, text.length));
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: at - (starts[low] ?? 0) };
  };
}

/** Tells whether an offset lies in a span or at one of its ends. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
