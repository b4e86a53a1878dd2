import type { AslDocument } from '../shared/document/document';
import { type Layout, layoutEdits, parseJson } from '../shared/document/json';
import type { Fix, Span } from '../shared/spec/diagnostic';

/**
 * The changes that lay a definition out, or only the lines of a range: comments, placeholders and the order of keys
 * stay. None for a text that cannot be read as a whole, and for YAML, whose layout is part of what it says.
 */
export function formattingOf({ text, format }: AslDocument, layout: Layout, range?: Span): Fix['edits'] {
  if (format !== 'json' || parseJson(text, { comments: true, placeholders: true }).problems.length > 0) return [];
  return layoutEdits(text, layout, range);
}
