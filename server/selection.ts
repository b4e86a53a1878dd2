import { type AslDocument, touches } from '../shared/document/document';
import { locate } from '../shared/document/locate';
import type { Node } from '../shared/document/node';
import { indexInValue, offsetInText } from '../shared/document/stringPlaces';
import type { Span } from '../shared/spec/diagnostic';
import { expressionsAround } from './selectionExpression';

/**
 * The spans that a growing selection takes, the innermost first: the parts of an expression, what stands between quotes, the string, the member,
 * what stands between braces, the object, and so on. Empty where nothing stands.
 */
export function selectionsAt(document: AslDocument, offset: number): readonly Span[] {
  const { chain, string } = locate(document, offset);
  const spans: Span[] = [];
  const add = (span: Span): void => {
    const inner = spans.at(-1);
    const isWider = inner === undefined || (span.start <= inner.start && span.end >= inner.end);
    const isSame = inner?.start === span.start && inner.end === span.end;
    if (isWider && !isSame && touches(span, offset)) spans.push({ start: span.start, end: span.end });
  };
  if (string) {
    const { text } = document;
    for (const { start, end } of expressionsAround(string.value, indexInValue(text, string, offset))) {
      add({ start: offsetInText(text, string, start), end: offsetInText(text, string, end) });
    }
    add({
      start: offsetInText(document.text, string, 0),
      end: offsetInText(document.text, string, string.value.length),
    });
    add(string.span);
  }
  for (const node of chain.toReversed()) for (const span of spansAround(document.text, node, offset)) add(span);
  return spans;
}

/** The member of a node around an offset, what stands between its brackets, and the node itself. */
function* spansAround(text: string, node: Node, offset: number): Generator<Span> {
  if (node.kind === 'object') {
    for (const { key, value } of node.members) {
      const member = { start: key.span.start, end: (value ?? key).span.end };
      if (touches(member, offset)) yield member;
    }
  }
  if ((node.kind === 'object' || node.kind === 'array') && /[{[]/.test(text.charAt(node.span.start))) {
    yield { start: node.span.start + 1, end: Math.max(node.span.start + 1, node.span.end - 1) };
  }
  yield node.span;
}
