import type { SyntaxProblem } from '../jsonFrames';
import type { Node } from '../node';
import { problemOf } from './problems';
import { shallowBreaks } from './shallow';
import { type YamlToken, type YamlTokens, yamlComplaints, yamlTokens } from './tokens';
import { createGrowing, marksOf, nodeOf } from './tree';
import { type Veiled, veil } from './veil';

/**
 * Reads YAML 1.2 with `${...}` in it: anchors, aliases and merged objects are put in their places.
 * Never throws: what cannot be read is missing from the tree and named in `problems`, in the order of the text.
 */
export function parseYaml(source: string): {
  readonly root: Node | undefined;
  readonly problems: readonly SyntaxProblem[];
} {
  const { veiled, read, openQuotes } = readClosed(source);
  const growing = createGrowing(veiled);
  const [first, second] = read.tokens.filter(isDocument);
  const root = first && nodeOf(growing, first.value, marksOf(first.start));
  const problems = [
    ...growing.problems,
    ...openQuotes.map((start) => openString(veiled, start)),
    ...controlProblems(veiled),
    ...(second ? [tooMany(veiled, second)] : []),
    ...numberProblems(root),
    ...complaintsOf(veiled, read).filter(({ span }) => second === undefined || span.start < second.offset),
  ];
  return {
    root,
    problems: problems
      .map((problem) => inside(source, problem))
      .toSorted((left, right) => left.span.start - right.span.start),
  };
}

/**
 * Reads a text as tokens of YAML, veiled as it was read; where a quote is not closed, again without it, so that it does
 * not swallow the rest of the text. Never throws.
 */
export function readClosed(source: string): {
  readonly veiled: Veiled;
  readonly read: YamlTokens;
  readonly openQuotes: readonly number[];
} {
  let { veiled, read, breaks } = readShallow(source);
  const openQuotes: number[] = [];
  while (read.openQuoteAt !== undefined && openQuotes.length < MOST_OPEN_QUOTES) {
    openQuotes.push(read.openQuoteAt);
    veiled = veil(source, { openQuotes, breaks });
    read = yamlTokens(veiled.text);
  }
  return { veiled, read, openQuotes };
}

/** Reads a text, and again where strings in quotes go on at the indentation of their keys. */
function readShallow(source: string) {
  const breaks: number[] = [];
  let veiled = veil(source);
  let read = yamlTokens(veiled.text);
  for (let rounds = 0; rounds < MOST_SHALLOW_STRINGS; rounds++) {
    const { text } = veiled;
    const found = read.cutQuotes.slice(0, MOST_OPEN_QUOTES).map((start) => shallowBreaks(text, start));
    const next = found.find((some) => some.length > 0);
    if (next === undefined) break;
    breaks.push(...next);
    veiled = veil(source, { breaks });
    read = yamlTokens(veiled.text);
  }
  return { veiled, read, breaks };
}

/** Each of them costs a reading of the whole text. */
const MOST_SHALLOW_STRINGS = 20;

/** A text with more of them is no definition: it is read as it is. */
const MOST_OPEN_QUOTES = 3;

function openString({ text }: Veiled, start: number): SyntaxProblem {
  const end = text.indexOf('\n', start);
  const line = text.slice(start, end < 0 ? text.length : end).trimEnd();
  const message = 'This string does not end: its closing quote is missing';
  return { span: { start, end: start + line.length }, message };
}

/** Some marks of the library stand behind the end of the text. */
function inside({ length }: string, { span, message }: SyntaxProblem): SyntaxProblem {
  return { span: { start: Math.min(span.start, length), end: Math.min(span.end, length) }, message };
}

type DocumentToken = YamlToken & { readonly type: 'document' };

/** The end mark `...` makes documents of which nothing is written. */
function isDocument(token: YamlToken): token is DocumentToken {
  return (
    token.type === 'document' && (token.value !== undefined || token.start.some(({ type }) => type === 'doc-start'))
  );
}

function complaintsOf(veiled: Veiled, read: YamlTokens): readonly SyntaxProblem[] {
  const { text } = veiled;
  const { tooDeepAt } = read;
  if (tooDeepAt !== undefined) {
    // What is not closed is not wrong where nobody read on.
    const span = {
      start: Math.min(tooDeepAt, Math.max(0, text.length - 1)),
      end: Math.min(text.length, tooDeepAt + 1),
    };
    return [{ span, message: 'The text is nested too deeply' }];
  }
  return yamlComplaints(read, text.length).flatMap((complaint) => problemOf(veiled, complaint) ?? []);
}

function tooMany({ text }: Veiled, { offset }: DocumentToken): SyntaxProblem {
  return {
    span: { start: offset, end: Math.min(text.length, offset + 3) },
    message: 'The text ends before this: only one document is allowed',
  };
}

function controlProblems({ controls }: Veiled): readonly SyntaxProblem[] {
  const message = 'This control character must be escaped in a string with double quotes';
  return controls.slice(0, 100).map((start) => ({ span: { start, end: start + 1 }, message }));
}

/** JSON, which Step Functions reads, has neither infinity nor what is not a number. */
function numberProblems(root: Node | undefined): readonly SyntaxProblem[] {
  const found: SyntaxProblem[] = [];
  const waiting = root ? [root] : [];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'array') for (const item of node.items) waiting.push(item);
    if (node.kind === 'object') for (const { value } of node.members) if (value) waiting.push(value);
    if (node.kind === 'number' && !Number.isFinite(node.value)) {
      found.push({ span: node.span, message: 'A definition cannot hold this number: JSON has none like it' });
    }
  }
  return found;
}
