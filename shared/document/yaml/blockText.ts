import type { YamlToken } from './tokens';

/** A text behind `|` or `>`. */
export type YamlBlockScalar = YamlToken & { readonly type: 'block-scalar' };

/** The parts of a block's text: its header, the offset of its first line, and whether the line breaks at its end count. */
export function blockTextOf({ offset, props }: YamlBlockScalar): {
  readonly header: string;
  readonly start: number;
  readonly isKept: boolean;
} {
  const sources = props.map((mark) => ('source' in mark ? mark.source : ''));
  const [header = ''] = sources;
  return { header, start: offset + sources.join('').length, isKept: header.includes('+') };
}

/** The indentation of the first line that is not blank, which that of the others is measured from. */
export function leastIndent(source: string): number {
  return /^ *(?=[^ \r\n])/m.exec(source)?.[0].length ?? source.length;
}

/** The length of a block's text without blank lines at its end; blanks beyond the indentation are text. */
export function filledLength(source: string, indent: number): number {
  let length = 0;
  for (const { 0: line, index } of source.matchAll(/[^\r\n]+/g)) {
    if (line.trim() !== '' || line.length > indent) length = index + line.length;
  }
  return length;
}
