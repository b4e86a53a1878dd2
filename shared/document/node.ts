import type { Span } from '../spec/diagnostic';

/** A string of the text; `value` is decoded, `span` includes the quotes. */
export interface StringNode {
  readonly kind: 'string';
  readonly span: Span;
  readonly value: string;
  /** True for a `${Name}` that stands without quotes: its value may be of any kind. */
  readonly bare?: boolean;
  /** Where it is written, for a string that an alias of YAML brings in. */
  readonly origin?: Span;
}

/** A number, boolean or null of the text. */
export interface ScalarNode {
  readonly kind: 'number' | 'boolean' | 'null';
  readonly span: Span;
  readonly value: number | boolean | null;
}

/** A list; items that could not be read are left out. */
export interface ArrayNode {
  readonly kind: 'array';
  readonly span: Span;
  readonly items: readonly Node[];
}

/** A key of an object with its value; the value is missing while it is being typed. */
export interface Member {
  readonly key: StringNode;
  readonly value: Node | undefined;
  /** The colon behind the key; undefined while there is none. */
  readonly colon: Span | undefined;
}

/** An object; members stand in the order of the text, repeated keys included. */
export interface ObjectNode {
  readonly kind: 'object';
  readonly span: Span;
  readonly members: readonly Member[];
}

/** One value of a document, whether it was written as JSON or as YAML. */
export type Node = ObjectNode | ArrayNode | StringNode | ScalarNode;

/** The first member with this key; undefined when the node is no object or has none. */
export function memberNamed(node: Node | undefined, key: string): Member | undefined {
  if (node?.kind !== 'object') return undefined;
  // A loop, as a function for each call is felt: rules ask for members a million times.
  for (const member of node.members) if (member.key.value === key) return member;
  return undefined;
}

/** The value under this key; undefined when there is none. */
export function valueAt(node: Node | undefined, key: string): Node | undefined {
  return memberNamed(node, key)?.value;
}

/** The value that counts when a key stands twice, the last one as in JSON.parse; undefined when there is none. */
export function lastValueAt(node: Node | undefined, key: string): Node | undefined {
  return node?.kind === 'object' ? node.members.findLast((member) => member.key.value === key)?.value : undefined;
}

/** The text under this key; undefined when there is none or it is no string. */
export function textAt(node: Node | undefined, key: string): string | undefined {
  const value = valueAt(node, key);
  return value?.kind === 'string' ? value.value : undefined;
}

/**
 * Tells whether a value is filled in by a template tool before AWS sees it: a text with `${...}`, a bare `${...}`,
 * or a CloudFormation function in the place of a value. Nothing can be said about such a value.
 */
export function isSubstituted(node: Node): boolean {
  if (node.kind === 'string') return node.bare === true || hasPlaceholder(node.value);
  return node.kind === 'object' && node.members.length === 1 && /^(Fn::|Ref$)/.test(node.members[0]?.key.value ?? '');
}

function hasPlaceholder(text: string): boolean {
  const start = text.indexOf('${');
  return text === '%s' || (start >= 0 && text.includes('}', start));
}

/** Tells whether a node is a JSONata expression: a string that starts with `{%` and ends with `%}`. */
export function isJsonata(node: Node | undefined): boolean {
  return node?.kind === 'string' && node.value.startsWith('{%') && node.value.endsWith('%}');
}
