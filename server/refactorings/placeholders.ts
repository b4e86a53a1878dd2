import type { AslDocument } from '../../shared/document/document';
import type { StringNode } from '../../shared/document/node';
import { Obstacle } from '../../shared/expressions/obstacle';
import type { Fix } from '../../shared/spec/diagnostic';
import { isJsonObject, type JsonValue } from '../../shared/spec/json';

/** In front of what stands without quotes because a template tool puts it in, and is to stand so again: no string begins with it. */
const MARK = '\0';

/**
 * The value of a string with a mark where a template tool may put something else than a text into its place: a `${Name}`
 * without quotes, a number of which one is a part, a function such as `!GetAtt`.
 */
export function markedText({ text, format }: AslDocument, { value, span, bare }: StringNode): string {
  const written = text.slice(span.start, span.end);
  const isPlain = format === 'yaml' && !/^["'|>*]/.test(written);
  const isPart = isPlain && /\$\{[^}]*\}/.test(written) && NUMBER_AROUND.test(written.replace(/\$\{[^}]*\}/g, ''));
  return bare === true || isPart ? MARK + value : value;
}

/** The text of a value that a template tool puts in, which may be of any kind; undefined for any other value. */
export function markedName(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value.startsWith(MARK) ? value.slice(MARK.length) : undefined;
}

/** What may be a number together with what is put in. */
const NUMBER_AROUND = /^[-+.\dexo]*$/i;

/** What stands for a value without quotes is no expression of either language, as the end of "the same as long as ...". */
export function placeholderConditions(value: JsonValue): readonly string[] {
  return marksIn(value).map((mark) => `${mark} holds no expression`);
}

/** The values without quotes in a value. Throws the Obstacle of one that has become a part of an expression, or needs lines of its own. */
function marksIn(value: JsonValue): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(marksIn);
  if (isJsonObject(value)) {
    return Object.entries(value).flatMap(([name, inner]) => [...marksIn(name), ...marksIn(inner)]);
  }
  if (typeof value !== 'string' || !(value.includes(MARK) || value.includes('\\u0000'))) return [];
  const written = value.slice(MARK.length);
  if (!value.startsWith(MARK)) throw new Obstacle('A placeholder without quotes would be a part of an expression');
  if (/[\n\r]/.test(written) || (written.startsWith('!') && /[,[\]{}#]/.test(written.replace(/\$\{[^}]*\}/g, '')))) {
    throw new Obstacle('What a template tool puts in is written over several lines');
  }
  return [written];
}

/** Takes the marks out of what is to be written, and the quotes around them. */
export function withoutMarks(edits: Fix['edits']): Fix['edits'] {
  return edits.map(({ span, text }) => ({ span, text: text.replace(MARKED, (_, inner) => JSON.parse(`"${inner}"`)) }));
}

const MARKED = /"\\u0000((?:[^"\\]|\\.)*)"/g;

/** A sentence in which values stand as they are written. */
export function shownMarks(sentence: string): string {
  return sentence.replaceAll(MARK, '').replaceAll('\\u0000', '');
}
