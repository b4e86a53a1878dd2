import type { Span } from '../../spec/diagnostic';
import type { Node, StringNode } from '../node';
import { scalarText, type YamlScalar } from './tokens';
import type { Veiled } from './veil';

/** The node of a scalar; only a plain one may be a number, a boolean or null. `kind` is what a tag makes of it. */
export function scalarNode(veiled: Veiled, token: YamlScalar, kind?: 'string' | 'plain'): Node {
  const string = stringNode(veiled, token);
  if (string.bare || kind === 'string' || (token.type !== 'scalar' && kind !== 'plain')) return string;
  return coreNode(string.value, string.span) ?? string;
}

/** The node of a scalar that is a text whatever it looks like, such as a key. */
export function stringNode({ unveil, unveilQuoted, isPlaceholder }: Veiled, token: YamlScalar): StringNode {
  const span = scalarSpan(token);
  const text = scalarText(token);
  const quote = QUOTES[token.type];
  const shown = quote ? unveilQuoted(text, quote) : unveil(text);
  // Only a quote that is never closed stands at the beginning of a plain scalar.
  const value = token.type === 'scalar' ? shown.replace(/^["']/, '') : shown;
  const isBare = token.type === 'scalar' && isPlaceholder(span.start, span.end);
  return { kind: 'string', span, value, ...(isBare ? { bare: true } : {}) };
}

const QUOTES: Readonly<Partial<Record<YamlScalar['type'], '"' | "'">>> = {
  'double-quoted-scalar': '"',
  'single-quoted-scalar': "'",
};

/** Where a scalar stands; a block scalar reaches from its header to the end of its last line that is not blank. */
function scalarSpan(token: YamlScalar): Span {
  const start = token.offset;
  if (token.type !== 'block-scalar') return { start, end: start + token.source.length };
  const marks = token.props.reduce((length, mark) => length + ('source' in mark ? mark.source.length : 0), 0);
  const content = token.source.trimEnd();
  if (content !== '') return { start, end: start + marks + content.length };
  const [header] = token.props;
  return { start, end: start + (header && 'source' in header ? header.source.length : 0) };
}

/** What a plain scalar is by the core schema of YAML 1.2; undefined when it is a text. */
function coreNode(text: string, span: Span): Node | undefined {
  const first = text[0] ?? '';
  if (first === '') return { kind: 'null', span, value: null };
  if (!MAYBE_CORE.includes(first)) return undefined;
  if (/^(?:~|null|Null|NULL)$/.test(text)) return { kind: 'null', span, value: null };
  if (/^(?:true|True|TRUE)$/.test(text)) return { kind: 'boolean', span, value: true };
  if (/^(?:false|False|FALSE)$/.test(text)) return { kind: 'boolean', span, value: false };
  const value = coreNumber(text);
  return value === undefined ? undefined : { kind: 'number', span, value };
}

const MAYBE_CORE = '~nNtTfF+-.0123456789';

function coreNumber(text: string): number | undefined {
  if (/^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?$/.test(text)) return Number(text);
  if (/^0o[0-7]+$|^0x[\da-fA-F]+$/.test(text)) return Number(text);
  const special = /^([-+]?)\.(?:inf|Inf|INF)$/.exec(text);
  if (special) return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? Number.NaN : undefined;
}
