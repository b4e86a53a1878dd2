import type { AslDocument } from '../shared/document/document';
import type { Node } from '../shared/document/node';
import type { Span } from '../shared/spec/diagnostic';

/** What can be folded: every object, list and text over several lines that is a member's value or an item, outer ones first. */
export function foldsOf({ root, text }: AslDocument): readonly Span[] {
  const folds: Span[] = [];
  const visit = (node: Node | undefined, start: number): void => {
    if (node === undefined) return;
    const end = node.span.end;
    const fold = { start, end };
    if (node.kind !== 'number' && hasLineBreak(text, fold)) folds.push(fold);
    if (node.kind === 'array') for (const item of node.items) visit(item, item.span.start);
    if (node.kind === 'object') for (const { key, value } of node.members) visit(value, key.span.start);
  };
  visit(root, root?.span.start ?? 0);
  return folds;
}

function hasLineBreak(text: string, { start, end }: Span): boolean {
  const at = text.indexOf('\n', start);
  return at >= 0 && at < end;
}
