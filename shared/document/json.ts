import { applyEdits, type FormattingOptions, type JSONVisitor, modify, printParseErrorCode, visit } from 'jsonc-parser';
import type { Span } from '../spec/diagnostic';
import type { JsonValue } from '../spec/json';
import { blankPlaceholders } from './blank';
import type { Member, Node, StringNode } from './node';

/** A place where a text is not JSON, with the sentence that says so. */
export interface SyntaxProblem {
  readonly span: Span;
  readonly message: string;
}

/** A text read as JSON: `root` is undefined when there is no value at all. */
export interface ParsedText {
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
}

/**
 * Reads JSON with `${...}` in it; with `comments`, comments and trailing commas too.
 * Never throws: what cannot be read is missing from the tree and named in `problems`.
 */
export function parseJson(source: string, options: { readonly comments?: boolean } = {}): ParsedText {
  const { text, bare } = blankPlaceholders(source.replace(/^\uFEFF/, ' '));
  const tree = growTree(source, bare);
  const comments = options.comments === true;
  try {
    visit(text, tree.visitor, { disallowComments: !comments, allowTrailingComma: comments });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    tree.problems.push({
      span: { start: 0, end: Math.min(1, source.length) },
      message: 'The text is nested too deeply',
    });
  }
  return { root: tree.root(), problems: tree.problems };
}

/** A container while it is read: its parts are filled in place, then it is a plain Node. */
type OpenNode =
  | { kind: 'object'; span: { start: number; end: number }; members: OpenMember[] }
  | { kind: 'array'; span: { start: number; end: number }; items: Node[] };

type OpenMember = { key: StringNode; value: Node | undefined; valueFrom: number | undefined };

function growTree(source: string, bare: ReadonlySet<number>) {
  const problems: SyntaxProblem[] = [];
  const open: OpenNode[] = [];
  let root: Node | undefined;

  const put = (node: Node): void => {
    const parent = open.at(-1);
    if (parent === undefined) root ??= node;
    else if (parent.kind === 'array') parent.items.push(node);
    else {
      const member = parent.members.at(-1);
      if (member) member.value ??= node;
    }
  };
  const begin = (node: OpenNode & Node): void => {
    put(node);
    open.push(node);
  };
  const end = (offset: number, length: number): void => {
    const node = open.pop();
    if (node) node.span.end = offset + length;
  };
  const text = (value: string, offset: number, length: number): StringNode =>
    bare.has(offset)
      ? {
          kind: 'string',
          span: { start: offset, end: offset + length },
          value: source.slice(offset, offset + length),
          bare: true,
        }
      : { kind: 'string', span: { start: offset, end: offset + length }, value: value };

  const visitor: JSONVisitor = {
    onObjectBegin: (start) => begin({ kind: 'object', span: { start, end: source.length }, members: [] }),
    onArrayBegin: (start) => begin({ kind: 'array', span: { start, end: source.length }, items: [] }),
    onObjectEnd: end,
    onArrayEnd: end,
    onObjectProperty: (name, offset, length) => {
      const parent = open.at(-1);
      if (parent?.kind !== 'object') return;
      parent.members.push({ key: text(name, offset, length), value: undefined, valueFrom: undefined });
    },
    onSeparator: (character, offset) => {
      const parent = open.at(-1);
      const member = parent?.kind === 'object' && character === ':' ? parent.members.at(-1) : undefined;
      if (member) member.valueFrom ??= offset + 1;
    },
    onLiteralValue: (value: string | number | boolean | null, start, length) =>
      put(typeof value === 'string' ? text(value, start, length) : scalar(value, { start, end: start + length })),
    onError: (error, start, length) =>
      problems.push({
        span: { start, end: start + length },
        message: SENTENCES[printParseErrorCode(error)] ?? NOT_JSON,
      }),
  };
  return { visitor, problems, root: () => root };
}

function scalar(value: number | boolean | null, span: Span): Node {
  const kind = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : 'null';
  return { kind, span, value };
}

const NOT_JSON = 'This is not JSON';

const SENTENCES: Readonly<Record<string, string>> = {
  InvalidSymbol: 'This is neither a value nor a key of JSON',
  InvalidNumberFormat: 'This is not a number of JSON',
  PropertyNameExpected: 'A key in double quotes is expected here',
  ValueExpected: 'A value is expected here',
  ColonExpected: 'A colon is expected here',
  CommaExpected: 'A comma is expected here',
  CloseBraceExpected: 'A closing brace is expected here',
  CloseBracketExpected: 'A closing bracket is expected here',
  EndOfFileExpected: 'The definition ends before this: only one JSON value is allowed',
  InvalidCommentToken: 'Comments are not allowed in a definition: use a Comment field',
  UnexpectedEndOfComment: 'This comment does not end',
  UnexpectedEndOfString: 'This string does not end on its line',
  UnexpectedEndOfNumber: 'This number is cut off',
  InvalidUnicode: 'This is no Unicode escape: four hexadecimal digits belong behind \\u',
  InvalidEscapeCharacter: 'This is no escape sequence of JSON',
  InvalidCharacter: 'This character must be escaped in a JSON string',
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

/** Indents as the text does where it first indents, else by two blanks. */
function layoutOf(text: string): FormattingOptions {
  const indent = /^[ \t]+/m.exec(text)?.[0] ?? '  ';
  const insertSpaces = !indent.startsWith('\t');
  return { insertSpaces, tabSize: insertSpaces ? indent.length : 1, eol: text.includes('\r\n') ? '\r\n' : '\n' };
}
