import type { Node, StringNode } from '../shared/document/node';

/** Where the strings are written that aliases of YAML bring in elsewhere, each once; none in JSON. */
export function aliasedOffsets(root: Node): readonly number[] {
  const found = known.get(root) ?? [...new Set(stringsIn(root).flatMap(({ origin }) => origin?.start ?? []))];
  known.set(root, found);
  return found;
}

const known = new WeakMap<Node, readonly number[]>();

function stringsIn(root: Node): readonly StringNode[] {
  const found: StringNode[] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'string') found.push(node);
    else if (node.kind === 'array') for (const item of node.items) waiting.push(item);
    else if (node.kind === 'object') {
      for (const { key, value } of node.members) {
        found.push(key);
        if (value) waiting.push(value);
      }
    }
  }
  return found;
}
