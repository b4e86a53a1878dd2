/** What is known of a text before a state runs: `*` in `pattern` stands for any text; `exact` means that none is in it. */
export interface CallPattern {
  readonly pattern: string;
  readonly exact: boolean;
}

/** A field of a call, as a definition has it. */
export type PatternSource =
  | { readonly kind: 'fixed' | 'path' | 'jsonata'; readonly text: string }
  | { readonly kind: 'unknown' };

/**
 * The pattern that every value of a field fits, for the operator StringLike of IAM: `*` and `?` of a fixed text are
 * written so that they mean themselves. What is not known becomes `*`.
 */
export function patternOf(source: PatternSource): CallPattern {
  if (source.kind === 'unknown') return { pattern: '*', exact: false };
  if (source.kind === 'fixed') return joined(placeholderPieces(source.text));
  const pieces = source.kind === 'path' ? formatPieces(source.text) : jsonataPieces(source.text);
  return joined(pieces.flatMap((piece) => (piece === undefined ? [undefined] : placeholderPieces(piece))));
}

/** A text whose pieces are known or not. */
type Pieces = readonly (string | undefined)[];

function joined(pieces: Pieces): CallPattern {
  const pattern = pieces.map((piece) => (piece === undefined ? '*' : literal(piece))).join('');
  return { pattern: pattern.replace(/\*\*+/g, '*'), exact: pieces.every((piece) => piece !== undefined) };
}

/** IAM has `${*}`, `${?}` and `${$}` for the characters themselves, which mean something else in its patterns. */
function literal(text: string): string {
  return text.replace(/[*?]|\$(?=\{)/g, (char) => `\${${char}}`);
}

/** Nobody but the template tool knows what stands for `${Name}`. */
function placeholderPieces(text: string): Pieces {
  return text.split(/\$\{[^{}]*\}/).flatMap((piece, index) => (index === 0 ? [piece] : [undefined, piece]));
}

/** Of the intrinsic functions, States.Format says most about its text: all but what stands for each `{}`. */
function formatPieces(text: string): Pieces {
  const template = /^\s*States\.Format\(\s*'((?:[^'\\]|\\.)*)'/s.exec(text)?.[1];
  if (template === undefined) return [undefined];
  const pieces: (string | undefined)[] = [''];
  for (const [token] of template.matchAll(/\\.|\{\}|[^\\{]+|\{/gs)) {
    if (token === '{}') pieces.push(undefined, '');
    else pieces[pieces.length - 1] += token.startsWith('\\') ? token.slice(1) : token;
  }
  return pieces;
}

/** Of JSONata, texts that are joined by `&` are known, unless an operator that binds less tightly stands between them. */
function jsonataPieces(text: string): Pieces {
  const operands = operandsOf(text.replace(/^\{%/, '').replace(/%\}$/, ''));
  return operands?.map(literalText) ?? [undefined];
}

/** The operands of `&` at the top of an expression; undefined where anything else is at the top. */
function operandsOf(expression: string): readonly string[] | undefined {
  const operands = [''];
  let depth = 0;
  for (const [token] of expression.matchAll(JSONATA_TOKEN)) {
    if (/^[([{]/.test(token)) depth++;
    if (/^[)\]}]/.test(token)) depth--;
    if (depth === 0 && LOOSE.test(token)) return undefined;
    if (depth === 0 && token === '&') operands.push('');
    else operands[operands.length - 1] += token;
  }
  return operands;
}

const JSONATA_TOKEN = /\/\*[\s\S]*?\*\/|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|[\w$]+|:=|!=|<=|>=|~>|\*\*|[\s\S]/g;

/** What binds less tightly than `&`, and what may change the value in front of it. */
const LOOSE = /^(:=|!=|<=|>=|~>|[=<>?:;,^|]|and|or|in)$/;

/** The value of a string of JSONata; undefined for any other expression. */
function literalText(operand: string): string | undefined {
  const match = /^\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*$/.exec(operand);
  const text = match?.[1] ?? match?.[2];
  if (text === undefined) return undefined;
  return /\\[^"'\\/]/.test(text) ? undefined : text.replace(/\\(.)/g, '$1');
}
