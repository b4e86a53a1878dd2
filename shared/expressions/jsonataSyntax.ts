import { boundedCache } from './boundedCache';
import { jsonataTree } from './jsonataEngine';
import { type JsonataUse, jsonataUses } from './jsonataUses';
import { type Parsed, parsed } from './syntaxProblem';

const OPENING = '{%';
const CLOSING = '%}';

/** Tells whether a string is a JSONata expression: it starts with `{%` and ends with `%}`, without blanks around them. */
export function isJsonataString(text: string): boolean {
  return text.length >= OPENING.length + CLOSING.length && text.startsWith(OPENING) && text.endsWith(CLOSING);
}

/** The expression of a JSONata string without delimiters and the blanks inside them, and where it starts. */
export function jsonataSource(text: string): { readonly expression: string; readonly offset: number } {
  const inner = isJsonataString(text) ? text.slice(OPENING.length, -CLOSING.length) : text;
  const start = isJsonataString(text) ? OPENING.length : 0;
  return { expression: inner.trim(), offset: start + (inner.length - inner.trimStart().length) };
}

/** A JSONata string that parses, with what it reads and calls; offsets count from the start of the string. */
export interface JsonataSyntax {
  readonly expression: string;
  readonly uses: readonly JsonataUse[];
}

/** Parses a JSONata string. Gives what it uses, or the problem in JSONata's words, with its offset in the string. */
export function parseJsonata(text: string): Parsed<JsonataSyntax> {
  return text.length > LONGEST_CACHED ? parseSource(text) : syntaxes.remember(text, parseSource);
}

const CACHED_SYNTAXES = 5000;
const LONGEST_CACHED = 2000;
const syntaxes = boundedCache<Parsed<JsonataSyntax>>(CACHED_SYNTAXES);

function parseSource(text: string): Parsed<JsonataSyntax> {
  const { expression, offset } = jsonataSource(text);
  const tree = jsonataTree(expression);
  if (!tree.ok) return { ok: false, problem: { ...tree.problem, offset: tree.problem.offset + offset } };
  const root = tree.value;
  return parsed(() => {
    const uses = jsonataUses(root, expression).map((use) => ({ ...use, offset: use.offset + offset }));
    return { expression, uses };
  });
}

/** A reference that Step Functions refuses when a state machine is created (code UNSUPPORTED_JSONATA_EXPRESSION). */
export interface UnsupportedReference {
  readonly offset: number;
  readonly length: number;
  readonly message: string;
}

/**
 * The references of a JSONata string that Step Functions does not support, with AWS's sentences: bare names and `$` at
 * the top level, `$$` anywhere, and fields of `$states` that are not among those given. None for text that is no JSONata.
 */
export function unsupportedReferences(text: string, statesFields: readonly string[]): readonly UnsupportedReference[] {
  const syntax = parseJsonata(text);
  if (!syntax.ok) return [];
  return syntax.value.uses.flatMap((use) => {
    const message = unsupportedMessage(use, statesFields);
    return message === undefined ? [] : [{ offset: use.offset, length: use.length, message }];
  });
}

function unsupportedMessage(use: JsonataUse, statesFields: readonly string[]): string | undefined {
  if (use.kind === 'topLevelName') return `Reference to '${use.name}' at the top level is not supported.`;
  if (use.kind === 'root') return "Reference to '$$' is not supported.";
  const isUnknownField = use.kind === 'statesField' && !statesFields.includes(use.name);
  return isUnknownField ? `Field '$states.${use.name}' does not exist.` : undefined;
}
