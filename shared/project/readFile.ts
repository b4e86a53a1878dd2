import { parseJson } from '../document/json';
import type { Node } from '../document/node';
import type { Diagnostic } from '../spec/diagnostic';
import { finding } from './readShape';

/** Reads one of our files, in which comments and trailing commas may stand. `root` is undefined when it holds no value. */
export function readFile(
  text: string,
  family: string,
): { readonly root: Node | undefined; readonly problems: readonly Diagnostic[] } {
  const plain = parseJson(text, { comments: true });
  // A placeholder without quotes is told of by its name, not by its brace.
  const { root, problems } =
    plain.problems.length > 0 ? parseJson(text, { comments: true, placeholders: true }) : plain;
  const rule = `${family}-syntax`;
  const found = problems.map(({ span, message }) => finding(rule, span, message));
  const bare = root ? Array.from(bareNodes(root), (node) => finding(rule, node.span, BARE)) : [];
  if (root !== undefined || found.length > 0) return { root, problems: [...found, ...bare] };
  return { root, problems: [finding(rule, { start: 0, end: Math.min(1, text.length) }, 'A value is expected here')] };
}

const BARE = 'A ${...} must stand in double quotes here';

function* bareNodes(node: Node): Generator<Node> {
  if (node.kind === 'string' && node.bare) yield node;
  if (node.kind === 'array') for (const item of node.items) yield* bareNodes(item);
  if (node.kind !== 'object') return;
  for (const { key, value } of node.members) {
    if (key.bare) yield key;
    if (value) yield* bareNodes(value);
  }
}
