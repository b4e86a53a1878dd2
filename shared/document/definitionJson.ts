import type { JsonValue } from '../spec/json';
import { type Format, parseDocument } from './document';
import type { SyntaxProblem } from './jsonFrames';
import type { Member, Node } from './node';

/** A definition as JSON text, which AWS and the runner read; with a problem, the text is as it was. */
export interface DefinitionJson {
  readonly text: string;
  readonly problem: SyntaxProblem | undefined;
}

/** Writes a definition of YAML as JSON, on one line; JSON stays as it is, to the byte, whatever is wrong with it. */
export function definitionJson(text: string, format: Format): DefinitionJson {
  if (format === 'json') return { text, problem: undefined };
  const { root, problems } = parseDocument(text, format);
  const [problem] = problems;
  if (problem !== undefined || root === undefined) return { text, problem };
  return { text: JSON.stringify(wholeValue(root)), problem: undefined };
}

/** The value of a node; where nothing stands behind a key, YAML means null. */
function wholeValue(node: Node): JsonValue {
  if (node.kind === 'array') return node.items.map(wholeValue);
  if (node.kind !== 'object') return node.value;
  return Object.fromEntries(
    node.members.map(({ key, value }: Member) => [key.value, value ? wholeValue(value) : null] as const),
  );
}
