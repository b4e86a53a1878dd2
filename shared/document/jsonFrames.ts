import type { Span } from '../spec/diagnostic';
import type { Node, StringNode } from './node';

/** A place where a text is not JSON, with the sentence that says so. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
}

/** What a token is; `unknown` is a word that is nothing of JSON. */
export type TokenKind = '{' | '}' | '[' | ']' | ':' | ',' | 'string' | 'literal' | 'comment' | 'unknown' | 'end';

/** A part of a text that JSON reads as one. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** What stands for a string or literal; null for the others. */
  readonly value: string | number | boolean | null;
  /** A placeholder without quotes. */
  readonly bare: boolean;
  /** How far its line is indented, in characters, and whether it is the first on it. */
  readonly indent: number;
  readonly isFirst: boolean;
  /** What is wrong inside of it. */
  readonly problem: string | undefined;
}

/** A container while it is read: its parts are filled in place, then it is a plain Node. */
type OpenNode = { kind: 'object'; span: Span; members: OpenMember[] } | { kind: 'array'; span: Span; items: Node[] };

type OpenMember = { key: StringNode; value: Node | undefined; colon: Span | undefined };

/** A container that is not closed yet, with what should come next in it. */
export interface Frame {
  readonly node: OpenNode;
  /** `lost` is a value whose key could not be read. */
  expects: 'key' | 'colon' | 'value' | 'lost' | 'comma';
  /** A comma stands in front: a container must not be closed behind it. */
  isBehindComma: boolean;
  /** How far the line is indented on which the container opens, and that of its last key. */
  readonly indent: number;
  keyIndent: number;
}

/** What was read so far. */
export interface Reading {
  readonly stack: Frame[];
  readonly problems: SyntaxProblem[];
  root: Node | undefined;
  /** The token read last. */
  last: Token | undefined;
  /** False once a brace or bracket was missing or too many. */
  isMatched: boolean;
  /** False where the text ends before its value, or goes on behind it. */
  isWhole: boolean;
  readonly trailingCommas: boolean;
  readonly spanAt: SpanAt;
}

/** Makes a span of two offsets of the text that is read. */
export type SpanAt = (start: number, end: number) => Span;

/** A span that stays where it is. */
export const plainSpan: SpanAt = (start, end) => ({ start, end });

/** Puts a value where it belongs; one without a key belongs nowhere. */
export function place(frame: Frame, node: Node): void {
  if (frame.node.kind === 'array') frame.node.items.push(node);
  else if (frame.expects !== 'lost') {
    const member = frame.node.members.at(-1);
    if (member) member.value ??= node;
  }
}

/** Puts a new container where it belongs, and opens it. */
export function begin(reading: Reading, token: Token, bracket: '{' | '['): void {
  const { indent } = token;
  const span = spanOf(reading, token);
  const node: OpenNode & Node =
    bracket === '{' ? { kind: 'object', span, members: [] } : { kind: 'array', span, items: [] };
  const frame = reading.stack.at(-1);
  if (frame) {
    place(frame, node);
    expect(frame, 'comma');
  }
  reading.root ??= node;
  reading.stack.push({
    node,
    expects: bracket === '{' ? 'key' : 'value',
    isBehindComma: false,
    indent,
    keyIndent: indent,
  });
}

/** Opens an object whose brace is missing in front of a key. */
export function beginUnwritten(reading: Reading, token: Token, indent: number): void {
  tell(reading, token, SENTENCES['{']);
  reading.isMatched = false;
  begin(reading, { ...token, indent, end: token.start }, '{');
}

/** Closes the innermost container, whose brace or bracket is missing in front of a token. */
export function closeUnwritten(reading: Reading, token: Token): void {
  const frame = reading.stack.pop();
  if (frame === undefined) return;
  tell(reading, token, SENTENCES[frame.node.kind]);
  reading.isMatched = false;
  endAt(reading, frame, token.start);
}

/** Ends a container at an offset. */
export function endAt({ spanAt }: Reading, { node }: Frame, end: number): void {
  node.span = spanAt(node.span.start, end);
}

/** Says that a brace or bracket closes nothing; it is as if it were not there. */
export function skipClosing(reading: Reading, token: Token): void {
  reading.isMatched = false;
  tell(reading, token, 'This closes nothing');
}

/** What is not closed reaches to the end of the text. */
export function closeAll(reading: Reading, { end }: Token): void {
  reading.isWhole = false;
  for (const frame of reading.stack) endAt(reading, frame, end);
}

/** The sentences about what is missing, by what it is. */
export const SENTENCES = {
  key: 'A key in double quotes is expected here',
  colon: 'A colon is expected here',
  value: 'A value is expected here',
  lost: 'A value is expected here',
  comma: 'A comma is expected here',
  '{': 'An opening brace is expected here',
  object: 'A closing brace is expected here',
  array: 'A closing bracket is expected here',
} as const;

/** Says what is wrong at a token. */
export function tell(reading: Reading, token: Token, message: string): void {
  reading.problems.push({ span: spanOf(reading, token), message });
}

/** The place of a token. */
export function spanOf({ spanAt }: Reading, { start, end }: Token): Span {
  return spanAt(start, end);
}

/** Says what is missing; where the line ends with half a member, it is that half's fault and not the next line's. */
export function tellMissing(reading: Reading, token: Token, { node, expects }: Frame): void {
  const isHalf = node.kind === 'object' && expects !== 'key' && expects !== 'comma';
  tell(reading, isHalf && token.isFirst ? (reading.last ?? token) : token, SENTENCES[expects]);
}

/** Says what is missing where a container ends. */
export function tellOpenEnd(reading: Reading, token: Token, frame: Frame): void {
  const { node, expects, isBehindComma } = frame;
  if (standsForMembers(frame)) return;
  const isHalf = expects === 'colon' || expects === 'lost' || (expects === 'value' && node.kind === 'object');
  if (isHalf || (isBehindComma && !reading.trailingCommas)) tellMissing(reading, token, frame);
}

/** Tells whether a container ends with a placeholder that stands for whole members, with neither quotes nor a colon. */
export function standsForMembers({ node, expects }: Frame): boolean {
  return expects === 'colon' && node.kind === 'object' && node.members.at(-1)?.key.bare === true;
}

/** Says what should come next in a container. */
export function expect(frame: Frame, what: Frame['expects'], isBehindComma = false): void {
  frame.expects = what;
  frame.isBehindComma = isBehindComma;
}

/** The node of a string or another literal. */
export function leaf(reading: Reading, token: Token): Node {
  if (token.kind === 'string') return stringNode(reading, token);
  const { value } = token;
  const span = spanOf(reading, token);
  const kind = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'null';
  return { kind, span, value: typeof value === 'string' ? null : value };
}

/** The node of a string; that of a placeholder without quotes is marked as such. */
export function stringNode(reading: Reading, token: Token): StringNode {
  const span = spanOf(reading, token);
  const value = String(token.value);
  return token.bare ? { kind: 'string', span, value, bare: true } : { kind: 'string', span, value };
}
