import { isJsonObject, type JsonValue } from '../spec/json';
import { type IntrinsicArgument, type IntrinsicCall, unescapeText } from './intrinsicSyntax';
import { type Call, type Draft, follow, writeExpression } from './jsonataDraft';
import type { Path } from './jsonPathSyntax';
import { Obstacle } from './obstacle';

/**
 * A call of an intrinsic function as a draft of JSONata; `provided` is told where the two are the same only for some
 * values. Throws the Obstacle of a function that JSONata does not have.
 */
export function draftOfCall(call: IntrinsicCall, ofPath: (path: Path) => Draft, provided: Set<string>): Draft {
  const arguments_ = call.arguments.map((argument) => draftOfArgument(argument, ofPath, provided));
  const make = TABLE[call.name];
  const made = make?.(arguments_, provided, call);
  if (made === undefined) throw new Obstacle(`Nothing in JSONata does exactly what this does: ${call.text}`);
  return made;
}

function draftOfArgument(argument: IntrinsicArgument, ofPath: (path: Path) => Draft, provided: Set<string>): Draft {
  if (argument.kind === 'call') return draftOfCall(argument, ofPath, provided);
  if (argument.kind === 'path') return ofPath(argument.path);
  return { kind: 'literal', value: argument.kind === 'string' ? unescapeText(argument.raw) : argument.value };
}

/** Makes the draft of a call; undefined where it cannot be the same. */
type Make = (drafts: readonly Draft[], provided: Set<string>, call: IntrinsicCall) => Draft | undefined;

const TABLE: Readonly<Record<string, Make>> = {
  'States.Array': (items) => ({ kind: 'list', items }),
  'States.ArrayContains': ([list, value]) =>
    list && isScalarLiteral(value) ? scalar(`(${written(value)} in ${writeExpression(list)})`) : undefined,
  'States.ArrayGetItem': ([list, index], _provided, { text }) => {
    const at = literalOf(index);
    if (list === undefined || typeof at !== 'number' || !Number.isInteger(at) || at < 0) return undefined;
    return follow(list, [{ kind: 'index', indexes: [at] }], text);
  },
  'States.ArrayLength': ([list]) => list && scalar(`$count(${writeExpression(list)})`),
  'States.Base64Decode': ([text], provided) => ofAscii('$base64decode', text, provided, 'States.Base64Decode'),
  'States.Base64Encode': ([text], provided) => ofAscii('$base64encode', text, provided, 'States.Base64Encode'),
  'States.Format': format,
  'States.Hash': ([data, algorithm], provided) => {
    if (data === undefined || typeof literalOf(algorithm) !== 'string') return undefined;
    provided.add('States.Hash gets texts');
    return { ...call(data, (text) => `$hash(${text}, ${written(algorithm)})`), scalar: true };
  },
  'States.JsonMerge': ([first, second, deep]) =>
    first && second && literalOf(deep) === false
      ? { kind: 'call', ...same(`$merge([${writeExpression(first)}, ${writeExpression(second)}])`), scalar: false }
      : undefined,
  'States.JsonToString': ([value], provided) => {
    provided.add('States.JsonToString gets objects or lists');
    return value && { ...call(value, (text) => `$string(${text})`), scalar: true };
  },
  'States.MathAdd': ([first, second], provided) => {
    if (first === undefined || second === undefined) return undefined;
    if (![first, second].every((draft) => Number.isInteger(literalOf(draft)))) {
      provided.add('States.MathAdd gets whole numbers');
    }
    return {
      kind: 'call',
      text: `${plain(first)} + ${plain(second)}`,
      safe: `(${writeExpression(first)} + ${writeExpression(second)})`,
      scalar: true,
    };
  },
  'States.StringToJson': ([text], provided) => {
    provided.add('States.StringToJson gets no empty text');
    return text && call(text, (inner) => `$parse(${inner})`);
  },
  'States.UUID': () => ({ ...scalar('$uuid()'), changing: true }),
};

function scalar(text: string): Call {
  return { kind: 'call', ...same(text), scalar: true };
}

function same(text: string) {
  return { text, safe: text };
}

/** A function that gives nothing for nothing. */
function call(argument: Draft, write: (text: string) => string): Call {
  return { kind: 'call', text: write(plain(argument)), safe: write(writeExpression(argument)), scalar: false };
}

/** JSONata takes each character for a byte. */
function ofAscii(name: string, text: Draft | undefined, provided: Set<string>, intrinsic: string): Draft | undefined {
  const known = literalOf(text);
  if (typeof known === 'string' && /[^ -~]/.test(known)) return undefined;
  if (known === undefined) provided.add(`${intrinsic} gets plain ASCII`);
  return text && { ...call(text, (inner) => `${name}(${inner})`), scalar: true };
}

/** A value inside of a function that gives nothing for nothing. */
function plain(draft: Draft): string {
  return draft.kind === 'way' ? draft.text : writeExpression(draft);
}

function written(draft: Draft | undefined): string {
  return draft ? writeExpression(draft) : '';
}

function literalOf(draft: Draft | undefined): JsonValue | undefined {
  return draft?.kind === 'literal' ? draft.value : undefined;
}

function isScalarLiteral(draft: Draft | undefined): boolean {
  const value = literalOf(draft);
  return value !== undefined && (typeof value !== 'object' || value === null);
}

function format(
  [template, ...values]: readonly Draft[],
  provided: Set<string>,
  { arguments: written }: IntrinsicCall,
): Draft | undefined {
  const [first] = written;
  if (template?.kind !== 'literal' || first?.kind !== 'string') return undefined;
  const pieces = piecesOf(first.raw, values);
  if (pieces === undefined) return undefined;
  if (values.some(({ kind }) => kind === 'way')) provided.add('States.Format gets texts and numbers');
  const parts = joined(pieces);
  const [only] = parts;
  if (only === undefined) return textOf('');
  if (parts.length === 1 && only.kind === 'literal') return only;
  const texts = parts.map(writeExpression);
  // A lone value becomes a text by what it is joined to.
  return chain(parts.length === 1 ? ['""', ...texts] : texts);
}

function chain(texts: readonly string[]): Call {
  const text = texts.join(' & ');
  return { kind: 'call', text, safe: `(${text})`, scalar: true };
}

/** The texts between the `{}` and the values in them; undefined where the values do not fit, or have no text in common with JSONata. */
function piecesOf(raw: string, values: readonly Draft[]): readonly Draft[] | undefined {
  const tokens = raw.match(/\\[{}'\\]|\{\}|[{}]|[^\\{}]+/g) ?? [];
  if (tokens.filter((token) => token === '{}').length !== values.length) return undefined;
  if (tokens.some((token) => token === '{' || token === '}')) return undefined;
  let used = 0;
  const pieces = tokens.map((token) => (token === '{}' ? asText(values[used++]) : textOf(unescapeText(token))));
  return pieces.every((piece) => piece !== undefined) ? pieces : undefined;
}

function textOf(value: string): Draft {
  return { kind: 'literal', value };
}

function asText(draft: Draft | undefined): Draft | undefined {
  if (draft?.kind === 'way' || (draft?.kind === 'call' && draft.scalar)) return draft;
  const value = literalOf(draft);
  if (value === undefined || Array.isArray(value) || isJsonObject(value)) return undefined;
  return textOf(typeof value === 'string' ? value : JSON.stringify(value));
}

/** Neighbouring texts become one. */
function joined(pieces: readonly Draft[]): readonly Draft[] {
  const parts: Draft[] = [];
  for (const piece of pieces) {
    const last = parts.at(-1);
    if (last?.kind === 'literal' && piece.kind === 'literal') {
      parts[parts.length - 1] = textOf(`${String(last.value)}${String(piece.value)}`);
    } else parts.push(piece);
  }
  return parts;
}
