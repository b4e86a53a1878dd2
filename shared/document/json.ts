import { applyEdits, createScanner, type FormattingOptions, format, type JSONScanner, modify } from 'jsonc-parser';
import type { Span } from '../spec/diagnostic';
import type { JsonValue } from '../spec/json';
import { blankPlaceholders } from './blank';
import { plainSpan, type SpanAt, type SyntaxProblem, type Token, type TokenKind } from './jsonFrames';
import { fitLayout } from './jsonLayout';
import { growTree } from './jsonTree';
import type { Member, Node } from './node';

/** A text read as JSON: `root` is undefined when there is no value at all. */
export interface ParsedText {
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads JSON with `${...}` in it; with `comments`, comments and trailing commas instead, unless `placeholders` says both.
 * Never throws: what cannot be read is missing from the tree and named in `problems`. Where braces or brackets do not
 * match, the indentation of the lines tells which of them are meant, if it makes a whole of the text.
 */
export function parseJson(
  source: string,
  {
    comments = false,
    placeholders = !comments,
    spanAt = plainSpan,
  }: { readonly comments?: boolean; readonly placeholders?: boolean; readonly spanAt?: SpanAt } = {},
): ParsedText {
  const tokens = tokensOf(source, { comments, placeholders });
  const plain = growTree(tokens, { trailingCommas: comments, spanAt });
  if (plain.isMatched && plain.isWhole) return plain;
  const fitted = growTree(tokens, { trailingCommas: comments, spanAt, fit: fitLayout });
  return fitted.isWhole ? fitted : plain;
}

/** The tokens of a text, its end last; comments are tokens that are wrong unless they are allowed. */
function tokensOf(
  source: string,
  { comments, placeholders }: { readonly comments: boolean; readonly placeholders: boolean },
): readonly Token[] {
  const visible = source.replace(/^\uFEFF/, ' ');
  const { text, bare } = placeholders ? blankPlaceholders(visible) : { text: visible, bare: NOWHERE };
  const scanner = createScanner(text, false);
  const tokens: Token[] = [];
  let at = 0;
  let lineStart = 0;
  let indent: number | undefined;
  for (;;) {
    // The scanner would make a token with a text of every blank, and half of a text is blanks.
    for (let blank = text.charCodeAt(at); isBlank(blank); blank = text.charCodeAt(at)) {
      at++;
      if (!isLineBreak(blank)) continue;
      lineStart = at;
      indent = undefined;
    }
    scanner.setPosition(at);
    const code = scanner.scan();
    if (code === END_OF_TEXT) break;
    const start = scanner.getTokenOffset();
    at = start + scanner.getTokenLength();
    const kind = KINDS[code];
    if (kind === undefined || (kind === 'comment' && comments && scanner.getTokenError() === NO_ERROR)) continue;
    const isFirst = indent === undefined;
    indent ??= start - lineStart;
    const isBare = bare.has(start);
    const value = isBare ? source.slice(start, at) : decoded(scanner, kind);
    const problem = PROBLEMS[scanner.getTokenError()] ?? WRONG_KINDS[kind];
    tokens.push({ kind, start, end: at, value, bare: isBare, indent, isFirst, problem });
  }
  const { length } = text;
  const end = { kind: 'end', start: length, end: length, value: null, bare: false, indent: 0, isFirst: false } as const;
  tokens.push({ ...end, problem: undefined });
  return tokens;
}

function isBlank(code: number): boolean {
  return code === 32 || code === 9 || isLineBreak(code);
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

const NOWHERE: ReadonlySet<number> = new Set();

function decoded(scanner: JSONScanner, kind: TokenKind): Token['value'] {
  if (kind === 'string') return scanner.getTokenValue();
  return kind === 'literal' ? literal(scanner.getTokenValue()) : null;
}

function literal(written: string): number | boolean | null {
  if (written === 'null') return null;
  return written === 'true' || written === 'false' ? written === 'true' : Number(written);
}

// The scanner says by numbers what it read.
const NO_ERROR = 0;
const END_OF_TEXT = 17;

const KINDS: Readonly<Record<number, TokenKind>> = {
  1: '{',
  2: '}',
  3: '[',
  4: ']',
  5: ',',
  6: ':',
  7: 'literal',
  8: 'literal',
  9: 'literal',
  10: 'string',
  11: 'literal',
  12: 'comment',
  13: 'comment',
  16: 'unknown',
};

const WRONG_KINDS: Readonly<Partial<Record<TokenKind, string>>> = {
  comment: 'Comments are not allowed in a definition: use a Comment field',
  unknown: 'This is neither a value nor a key of JSON',
};

const PROBLEMS: Readonly<Record<number, string>> = {
  1: 'This comment does not end',
  2: 'This string does not end on its line',
  3: 'This number is cut off',
  4: 'This is no Unicode escape: four hexadecimal digits belong behind \\u',
  5: 'This is no escape sequence of JSON',
  6: 'This character must be escaped in a JSON string',
};

/** The plain JSON value of a node: the last of repeated keys wins, a missing value is left out. */
export function toValue(node: Node): JsonValue {
  if (node.kind === 'array') return node.items.map(toValue);
  if (node.kind !== 'object') return node.value;
  const entries = node.members.flatMap(({ key, value }: Member) =>
    value ? [[key.value, toValue(value)] as const] : [],
  );
  return Object.fromEntries(entries);
}

/**
 * A JSON text with a value put at a path; comments and layout stay. With `insert`, the value goes into a list at that
 * index instead of replacing what is there. The text must be JSON, in which comments may stand.
 */
export function editJson(
  text: string,
  path: readonly (string | number)[],
  value: unknown,
  options: { readonly insert?: boolean } = {},
): string {
  const formattingOptions = layoutOf(text);
  const edits = modify(text, [...path], value, { formattingOptions, isArrayInsertion: options.insert === true });
  return applyEdits(text, edits);
}

/** How a text is laid out: blanks a level, or tabs. */
export interface Layout {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/**
 * The changes of blanks and line breaks that lay a JSON text out, or only the lines of a range; comments, placeholders
 * and the order of keys stay. None when nothing is to be changed. The text must be one in which `parseJson` finds no
 * problem.
 */
export function layoutEdits(
  source: string,
  layout: Layout,
  range?: Span,
): readonly { readonly span: Span; readonly text: string }[] {
  const { text } = blankPlaceholders(source);
  const eol = source.includes('\r\n') ? '\r\n' : '\n';
  const lines = range && { offset: range.start, length: range.end - range.start };
  return format(text, lines, { ...layout, eol }).map(({ offset, length, content }) => ({
    span: { start: offset, end: offset + length },
    text: content,
  }));
}

/** Indents as the text does where it first indents, else by two blanks. */
function layoutOf(text: string): FormattingOptions {
  const indent = /^[ \t]+/m.exec(text)?.[0] ?? '  ';
  const insertSpaces = !indent.startsWith('\t');
  return { insertSpaces, tabSize: insertSpaces ? indent.length : 1, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}
