import type { AslDocument } from '../shared/document/document';
import type { Node } from '../shared/document/node';
import type { Span } from '../shared/spec/diagnostic';

/** What can be folded, from a key or an item on. */
export interface Fold extends Span {
  /** It ends with a bracket of its own, which still shows when it is folded. */
  readonly isBracketed: boolean;
}

/** What can be folded: every object, list and text over several lines that is a member's value or an item, outer ones first. */
export function foldsOf({ root, text }: AslDocument): readonly Fold[] {
  const folds: Fold[] = [];
  const visit = (node: Node | undefined, start: number): void => {
    if (node === undefined) return;
    const end = node.span.end;
    const isBracketed = /[{[]/.test(text[node.span.start] ?? '') && /[}\]]/.test(text[end - 1] ?? '');
    const fold = { start, end, isBracketed };
    if (node.kind !== 'number' && hasLineBreak(text, fold)) folds.push(fold);
    if (node.kind === 'array') for (const item of node.items) visit(item, item.span.start);
    if (node.kind === 'object') for (const { key, value } of node.members) visit(value, key.span.start);
  };
  visit(root, root?.span.start ?? 0);
  return folds;
}

/** Only what stands between is looked at: a long text may have no line break at all. */
function hasLineBreak(text: string, { start, end }: Span): boolean {
  return text.slice(start, end).includes('\n');
}
