import { Composer, CST, Lexer, Parser } from 'yaml';
import type { Span } from '../../spec/diagnostic';

/** A part of a text that YAML reads as one: a scalar, a collection or a mark such as a colon. */
export type YamlToken = CST.Token;

/** A mark of YAML: an anchor, a tag, a colon, a blank and so on. */
export type YamlMark = CST.SourceToken;

/** A scalar of any style, or an alias. */
export type YamlScalar = CST.FlowScalar | CST.BlockScalar;

/** A member of a mapping or an item of a sequence, with the marks in front of its key and its value. */
export type YamlItem = CST.CollectionItem;

/** A text read as YAML; `tooDeepAt` is the offset at which reading ended as the text is nested too deeply. */
export interface YamlTokens {
  readonly tokens: readonly YamlToken[];
  readonly tooDeepAt: number | undefined;
  /** The offset of a quote that opens a string over several lines and is not closed before the text ends. */
  readonly openQuoteAt: number | undefined;
  /** The offsets of quotes whose strings are cut off before the text ends. */
  readonly cutQuotes: readonly number[];
}

/** What YAML does not allow, in the words and by the code of the library. */
export interface YamlComplaint {
  readonly span: Span;
  readonly code: string;
  readonly message: string;
}

/** A definition is never so deep; what checks the tokens calls itself several times for each level. */
const MOST_DEPTH = 250;

/** Reads any text as YAML. Never throws, and never goes deeper than is safe. */
export function yamlTokens(text: string): YamlTokens {
  const parser = new Parser();
  const tokens: YamlToken[] = [];
  let tooDeepAt: number | undefined;
  let openQuoteAt: number | undefined;
  const cutQuotes: number[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    if (isOpenQuote(lexeme)) {
      if (parser.offset + lexeme.length < text.length) cutQuotes.push(parser.offset);
      else if (lexeme.includes('\n')) openQuoteAt = parser.offset;
    }
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length <= MOST_DEPTH) continue;
    tooDeepAt = Math.min(parser.offset, text.length);
    break;
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, tooDeepAt, openQuoteAt, cutQuotes };
}

function isOpenQuote(lexeme: string): boolean {
  if (lexeme[0] !== '"' && lexeme[0] !== "'") return false;
  const ending = (lexeme[0] === '"' ? /\\*"$/ : /'+$/).exec(lexeme.slice(1))?.[0] ?? '';
  return ending.length % 2 === 0;
}

/** What is wrong with the tokens of a text, in the order in which it was found. */
export function yamlComplaints({ tokens }: YamlTokens, length: number): readonly YamlComplaint[] {
  const composer = new Composer({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  return Array.from(composer.compose(tokens, true, length)).flatMap(({ errors }) =>
    errors.map(({ pos: [start, end], code, message }) => ({ span: { start, end }, code, message })),
  );
}

/** The text that a scalar stands for: escapes, folding and indentation are taken out. */
export function scalarText(token: YamlScalar): string {
  const { source } = token;
  const isPlain = token.type === 'scalar';
  if (isPlain && !source.includes('\n')) return source;
  return CST.resolveAsScalar(token, true, () => undefined)?.value ?? '';
}
