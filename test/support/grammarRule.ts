/** A rule of a TextMate grammar, as far as ours use it. */
export interface GrammarRule {
  readonly name?: string;
  readonly contentName?: string;
  readonly include?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly while?: string;
  readonly captures?: Captures;
  readonly beginCaptures?: Captures;
  readonly endCaptures?: Captures;
  readonly patterns?: readonly GrammarRule[];
}

/** Scopes of a rule's groups. */
export type Captures = Readonly<Record<string, { readonly name: string; readonly patterns?: readonly GrammarRule[] }>>;

/** Named rules of a grammar. */
export type Repository = Readonly<Record<string, GrammarRule>>;

/** A whole grammar. */
export interface Grammar {
  readonly name: string;
  readonly scopeName: string;
  readonly patterns: readonly GrammarRule[];
  readonly repository: Repository;
}

/** Where the expressions are, for the other two grammars. */
export const EXPRESSIONS = 'source.asl-expressions.stateside';

/** The scopes of groups, the first being that of the whole match; an empty name leaves a group out. */
export function groups(...names: readonly string[]): Captures {
  return Object.fromEntries(names.flatMap((name, index) => (name === '' ? [] : [[String(index), { name }]])));
}

/** A rule that colours what matches. */
export function scope(name: string, match: string): GrammarRule {
  return { name, match };
}

/** Refers to a rule of the same grammar. */
export function use(name: string): GrammarRule {
  return { include: `#${name}` };
}

/** Refers to a rule of the expression grammar. */
export function expression(name: string): GrammarRule {
  return { include: `${EXPRESSIONS}#${name}` };
}

/** A regular expression that matches any of the words, the longest first. */
export function anyOf(words: readonly string[]): string {
  const sorted = [...new Set(words)].sort((left, right) => right.length - left.length || (left < right ? -1 : 1));
  return `(?:${sorted.map((word) => word.replace(/[.$^]/g, '\\$&')).join('|')})`;
}
