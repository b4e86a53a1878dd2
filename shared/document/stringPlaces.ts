import type { StringNode } from './node';

/**
 * The offset in the text at which a character of a string's value was written: `index` counts the UTF-16 units of
 * the value, and its length gives the offset of the closing quote. An index outside of the value counts as its end.
 */
export function offsetInText(text: string, node: StringNode, index: number): number {
  const at = Math.max(0, Math.min(index, node.value.length));
  return walk(text, node, (_, read) => read === at).offset;
}

/**
 * The index in a string's value of the character written at an offset of the text; inside an escape it is the
 * escaped character. An offset outside of the string counts as its nearer end.
 */
export function indexInValue(text: string, node: StringNode, offset: number): number {
  return walk(text, node, (next) => next > offset).index;
}

/** Walks over what was written until `stop` says so: it is asked with the offset behind a piece and the index before it. */
function walk(text: string, { span, value }: StringNode, stop: (next: number, index: number) => boolean) {
  let offset = span.start + (text[span.start] === '"' ? 1 : 0);
  let index = 0;
  while (index < value.length && offset < span.end) {
    const next = offset + pieceLength(text, offset);
    if (stop(next, index)) break;
    offset = next;
    index++;
  }
  return { offset, index };
}

/** How many characters write one UTF-16 unit of a JSON string. */
function pieceLength(text: string, offset: number): number {
  if (text[offset] !== '\\') return 1;
  return text[offset + 1] === 'u' ? 6 : 2;
}
