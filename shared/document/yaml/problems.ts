import type { Span } from '../../spec/diagnostic';
import type { SyntaxProblem } from '../jsonFrames';
import type { YamlComplaint } from './tokens';
import type { Veiled } from './veil';

/** The problem that a complaint of the library is; undefined for one that is no problem of a definition. */
export function problemOf({ text, isPlaceholder }: Veiled, complaint: YamlComplaint): SyntaxProblem | undefined {
  const span = spanOf(text, complaint);
  // A template tool puts something else in place of these before anyone reads the text.
  if (complaint.code === 'TAG_RESOLVE_FAILED' || /^%s\b/.test(text.slice(span.start, span.start + 3))) return undefined;
  const isWithoutColon = complaint.message.startsWith('Implicit map keys need');
  return isWithoutColon && isPlaceholder(span.start, span.end) ? undefined : { span, message: sentenceOf(complaint) };
}

/** A complaint that points at blanks means what stands behind them; one at the end means what stands in front. */
function spanOf(text: string, { span, code, message }: YamlComplaint): Span {
  if (span.end - span.start > 1 && span.end <= text.length && text.slice(span.start, span.end).trim() !== '') {
    return { start: span.start, end: span.start + text.slice(span.start, span.end).trimEnd().length };
  }
  if (code === 'BAD_DQ_ESCAPE') return { start: span.start, end: span.start + 2 };
  if (code === 'TAB_AS_INDENT') return tabsAt(text, span.start);
  const isBehind = message.startsWith('Missing closing') || message.includes('end with a');
  const next = isBehind ? undefined : wordFrom(text, span.start);
  return next ?? lastBefore(text, Math.min(span.start, text.length));
}

function tabsAt(text: string, start: number): Span {
  const tab = text.indexOf('\t', start);
  const from = tab < 0 ? start : tab;
  return {
    start: from,
    end: Math.min(text.length, from + (/^\t+/.exec(text.slice(from, from + 100))?.[0].length ?? 1)),
  };
}

/** The word at an offset or behind the blanks there; undefined at the end of the text. */
function wordFrom(text: string, start: number): Span | undefined {
  BLANKS.lastIndex = start;
  const from = start + (BLANKS.exec(text)?.[0].length ?? 0);
  WORD.lastIndex = from;
  const word = WORD.exec(text)?.[0] ?? '';
  return word === '' ? undefined : { start: from, end: from + word.length };
}

const BLANKS = /\s*/y;
const WORD = /[\w$.-]+|\S?/y;

function lastBefore(text: string, end: number): Span {
  const before = text.slice(Math.max(0, end - 1000), end).trimEnd();
  const from = Math.max(0, end - 1000) + before.length;
  return { start: Math.max(0, from - 1), end: from === 0 ? Math.min(1, text.length) : from };
}

function sentenceOf({ code, message }: YamlComplaint): string {
  const byMessage = MESSAGES.find(([pattern]) => pattern.test(message));
  return byMessage?.[1] ?? CODES[code] ?? 'This is not YAML';
}

const MESSAGES: readonly (readonly [pattern: RegExp, sentence: string])[] = [
  [/^All mapping items/, 'This key is indented otherwise than the others of its object'],
  [/^All sequence items/, 'This item is indented otherwise than the others of its list'],
  [/^Implicit map keys need/, 'A colon and a blank are expected behind this key'],
  [
    /^Nested mappings/,
    'A colon and a blank begin a new object: put this text in quotes, or the key on a line of its own',
  ],
  [/block-seq-ind on same line/, 'A list begins on the line behind its key'],
  [/^Missing closing/, 'This string does not end: its closing quote is missing'],
  [/end with a \}/, 'A closing brace is expected here, on a line that is indented'],
  [/end with a \]/, 'A closing bracket is expected here, on a line that is indented'],
  [/^Missing ,/, 'A comma is expected here'],
  [/^Missing space after :/, 'A blank is expected behind this colon'],
  [/^Unexpected (,|empty item)/, 'A value is expected here'],
  [/^Comments must be/, 'A blank is expected in front of this comment'],
  [/^Tags and anchors must be/, 'A blank is expected here'],
  [/^Sequence item without/, 'A dash and a blank are expected in front of this item'],
  [/^Block scalar header/, 'Behind | or > the text begins on the next line'],
  [/^Block scalar lines/, 'This line is indented less than the text that it belongs to'],
  [/^Block scalars with/, 'This blank line is indented more than the text behind it'],
  [/^Block scalar values/, 'This text must be indented more than its key'],
  [/^A block sequence may not/, 'A list cannot be a key'],
  [/used as an implicit|single line/, 'A key must stand on one line'],
];

const CODES: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'An alias can have neither an anchor nor a tag',
  BAD_ALIAS: 'A name is expected here',
  BAD_DIRECTIVE: 'This is no directive of YAML',
  BAD_DQ_ESCAPE: 'This is no escape sequence of YAML',
  BAD_INDENT: 'This line is not indented as it must be',
  BAD_PROP_ORDER: 'An anchor or a tag stands directly in front of its value',
  BAD_SCALAR_START: 'A text that begins with this character needs quotes',
  BLOCK_AS_IMPLICIT_KEY: 'This cannot be a key',
  BLOCK_IN_FLOW: 'Inside of braces and brackets, members and items are separated by commas',
  KEY_OVER_1024_CHARS: 'A key can have 1024 characters at most',
  MULTILINE_IMPLICIT_KEY: 'A key must stand on one line, with a colon and a blank behind it',
  MULTIPLE_ANCHORS: 'A value can have one anchor only',
  MULTIPLE_TAGS: 'A value can have one tag only',
  TAB_AS_INDENT: 'Lines of YAML are indented with blanks, not with tabs',
  UNEXPECTED_TOKEN: 'This is not expected here',
};
