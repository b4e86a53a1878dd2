import type { AslDocument } from '../shared/document/document';
import { type Layout, layoutEdits, parseJson } from '../shared/document/json';
import { yamlLayoutEdits } from '../shared/document/yaml/layout';
import type { Fix, Span } from '../shared/spec/diagnostic';

/**
 * The changes that lay a definition out, or only the lines of a range: comments, placeholders and the order of keys
 * stay. None for a text that cannot be read as a whole, and where YAML would be read as something else afterwards.
 */
export function formattingOf({ text, format, problems }: AslDocument, layout: Layout, range?: Span): Fix['edits'] {
  if (format === 'yaml') return problems.length === 0 ? yamlLayoutEdits(text, layout, range) : [];
  const isWhole = parseJson(text, { comments: true, placeholders: true }).problems.length === 0;
  return isWhole ? layoutEdits(text, layout, range) : [];
}
