import { type Typing, typingAt } from '../shared/document/typing';
import { referencesOf, secretNameOf, writtenRef } from '../shared/project/reference';
import { type ShapePlace, shapePlaceAt } from '../shared/project/shapePlace';
import type { Shape, ShapeField, TextShape } from '../shared/spec/shape';
import { describeReference, describeShapeField, describeShapeValue, detailOfShape } from './plainDescribe';
import type { PlainSubject } from './plainFile';
import { namesOf } from './plainNames';
import { type SnippetOptions, snippetOf, variantsOf } from './plainSnippets';
import {
  type Draft,
  fitKey,
  fitValue,
  type KeyDraft,
  literal,
  type Suggestion,
  stringContent,
  type ValueDraft,
} from './suggestion';

/** What could be typed at an offset of one of our files, best first. Empty in comments and where nothing is known. */
export function completePlain(subject: PlainSubject, offset: number): readonly Suggestion[] {
  const { text, isComment } = withoutComments(subject.document.text, offset);
  if (isComment) return [];
  const typing = typingAt(text, offset);
  const at = shapePlaceAt(subject.document, subject.shape, offset);
  if (at.place.role === 'key') {
    if (isBehindKey(at, typing)) return [];
    return keysAt(subject, at).flatMap((draft) => fitKey(draft, typing) ?? []);
  }
  const isSpotTaken = typing.span.start === typing.span.end && !':[,'.includes(typing.before);
  if (isSpotTaken) return [];
  return valuesAt(subject, at).flatMap((draft) => fitValue(draft, typing) ?? []);
}

/** The text with blanks in the place of comments, which count for nothing beside what is typed. */
function withoutComments(text: string, offset: number): { readonly text: string; readonly isComment: boolean } {
  let isComment = false;
  const blank = text.replace(STRING_OR_COMMENT, (piece, start: number) => {
    if (piece.startsWith('"')) return piece;
    const isOpen = piece.startsWith('//') || !piece.endsWith('*/');
    if (start < offset && (offset < start + piece.length || (isOpen && offset === start + piece.length))) {
      isComment = true;
    }
    return piece.replace(/[^\r\n]/g, ' ');
  });
  return { text: blank, isComment };
}

const STRING_OR_COMMENT = /"(?:[^"\\\r\n]|\\.)*"?|\/\/[^\r\n]*|\/\*[\s\S]*?(?:\*\/|$)/g;

/** The key in front of the cursor still lacks its colon: another key cannot stand here. */
function isBehindKey({ place }: ShapePlace, { span, beforeEnd }: Typing): boolean {
  if (span.start < span.end) return false;
  return (place.object?.members ?? []).some(({ key, colon }) => key.span.end === beforeEnd && colon === undefined);
}

function keysAt(subject: PlainSubject, at: ShapePlace): readonly KeyDraft[] {
  const members = at.place.object?.members.filter((member) => member !== at.place.member) ?? [];
  const present = new Set(members.map(({ key }) => key.value));
  return at.around.flatMap((shape) => {
    if (shape.kind === 'object') return fieldKeys(shape, present, subject, at);
    return shape.kind === 'map' ? entryKeys(shape, present, subject, at) : [];
  });
}

type Of<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>;

function fieldKeys(
  shape: Of<'object'>,
  present: ReadonlySet<string>,
  subject: PlainSubject,
  at: ShapePlace,
): readonly KeyDraft[] {
  const taken = (field: ShapeField): boolean =>
    present.has(field.name) || shape.fields.some(({ name, sameAs }) => sameAs === field.name && present.has(name));
  const isExcluded = ({ name }: ShapeField): boolean =>
    shape.oneOf?.includes(name) === true && shape.oneOf.some((other) => present.has(other));
  const open = shape.fields.filter(
    (field) => !field.unused && !field.sameAs && !taken(field) && !isExcluded(field) && fitsChoice(field, at),
  );
  const isFirst = (field: ShapeField): boolean => field.required === true || field.when !== undefined;
  return [...open.filter(isFirst), ...open.filter((field) => !isFirst(field))].map((field) => ({
    label: field.name,
    kind: 'field',
    detail: detailOfShape(field),
    docs: describeShapeField(field, { aws: at.references }),
    key: field.name,
    value: snippetOf(field.shape, optionsAt(subject, at, field.secret ? [] : [field.name]), field),
  }));
}

/** A field that belongs to one value of another is offered with that value only, or while there is none. */
function fitsChoice({ when }: ShapeField, at: ShapePlace): boolean {
  const chosen = when && at.chosen[when.field];
  return chosen === undefined || chosen === when?.is;
}

function entryKeys(
  shape: Of<'map'>,
  present: ReadonlySet<string>,
  subject: PlainSubject,
  at: ShapePlace,
): readonly KeyDraft[] {
  const { names } = shape.keys;
  const known = (names === undefined ? [] : namesOf(names, subject)).filter(({ label }) => !present.has(label));
  const options = (key: string) => optionsAt(subject, at, [key]);
  return [
    ...known.map((draft) => ({ ...draft, key: draft.label, value: snippetOf(shape.values, options(draft.label)) })),
    ...(shape.newKey === undefined ? [] : newEntries(shape, shape.newKey, at, options)),
  ];
}

/** Whole entries under a key that is still to be chosen; one for each kind of them. */
function newEntries(
  { values }: Of<'map'>,
  newKey: string,
  { field }: ShapePlace,
  options: (key: string) => SnippetOptions,
): readonly KeyDraft[] {
  return variantDrafts(values, options(newKey), field).map(({ label, snippet, ...draft }) => ({
    ...draft,
    label: label === '' ? 'New entry' : `New entry: ${label}`,
    key: undefined,
    // The key is the first place to fill in; those of the value come behind it.
    value: `"\${1:${stringContent(newKey)}}": ${laterPlaces(snippet)}`,
  }));
}

function laterPlaces(snippet: string): string {
  return snippet.replace(/\\.|\$(\{?)(\d+)/g, (whole, brace: string | undefined, number: string | undefined) =>
    number === undefined ? whole : `$${brace ?? ''}${Number(number) + 1}`,
  );
}

/** A value of a shape in each of its kinds; `label` is empty where there is one kind only. */
function variantDrafts(
  shape: Shape,
  options: SnippetOptions,
  field: ShapeField | undefined,
): readonly (Draft & { readonly snippet: string })[] {
  const variants = variantsOf(shape);
  const draft = (label: string, docs: string, chosen: SnippetOptions['chosen']) => ({
    label,
    kind: 'snippet' as const,
    detail: field?.name ?? 'a whole file',
    docs,
    snippet: snippetOf(shape, { ...options, chosen: { ...options.chosen, ...chosen } }),
  });
  if (variants.length === 0) return [draft('', field?.doc ?? '', {})];
  return variants.map((variant) => draft(variant.is, field?.doc ?? '', { [variant.field]: variant.is }));
}

function optionsAt(subject: PlainSubject, at: ShapePlace, below: readonly string[]): SnippetOptions {
  const around = at.place.role === 'key' && at.place.member ? at.path.slice(0, -1) : at.path;
  return {
    path: [...around, ...below],
    chosen: at.chosen,
    names: (kind) => namesOf(kind, subject).map(({ label }) => label),
  };
}

function valuesAt(subject: PlainSubject, at: ShapePlace): readonly ValueDraft[] {
  return at.shapes.flatMap((shape) => {
    if (shape.kind === 'text') return textValues(shape, subject, at);
    if (shape.kind === 'flag') return [true, false].map((value) => jsonDraft(String(value), String(value), at));
    if (shape.kind === 'count')
      return shape.only === undefined ? [] : [jsonDraft(String(shape.only), String(shape.only), at)];
    if (shape.kind === 'json') return [];
    return variantDrafts(shape, optionsAt(subject, at, []), at.field).map(({ label, snippet, ...draft }) => ({
      ...draft,
      label: label || labelOf(shape),
      json: snippet,
    }));
  });
}

/** What a value of a shape looks like, in a few characters. */
function labelOf(shape: Shape): string {
  if (shape.kind === 'list') return '[ ]';
  const names = shape.kind === 'object' ? shape.fields.filter(({ required, usual }) => required || usual) : [];
  return names.length === 0 ? '{ }' : `{ ${names.map(({ name }) => name).join(', ')} }`;
}

function jsonDraft(label: string, json: string, { field }: ShapePlace): ValueDraft {
  return { label, kind: 'value', detail: field?.name ?? '', docs: field?.doc ?? '', json };
}

function textValues(shape: TextShape, subject: PlainSubject, at: ShapePlace): readonly ValueDraft[] {
  const { field } = at;
  const values = (shape.values ?? []).map((value) => ({
    label: value,
    kind: 'value' as const,
    detail: field?.name ?? '',
    docs: describeShapeValue(value, shape, field),
    text: stringContent(value),
  }));
  const named = shape.names === undefined ? [] : namesOf(shape.names, subject);
  const names = named.map((draft) => ({ ...draft, text: stringContent(draft.label) }));
  return [...values, ...names, ...(at.references ? referenceValues(subject, at) : [])];
}

/** References to the secret that would be called after the place, to those that the file names, and to the environment. */
function referenceValues({ document }: PlainSubject, at: ShapePlace): readonly ValueDraft[] {
  const isSecret = at.field?.secret === true || at.field?.secretWith !== undefined;
  const path = at.field?.secretWith === undefined ? at.path : at.path.slice(0, -1);
  const own = isSecret ? [{ kind: 'secret' as const, name: secretNameOf(path) }] : [];
  const written = new Map([...own, ...referencesOf(document.text)].map((ref) => [writtenRef(ref), ref]));
  const known = Array.from(written, ([label, ref]) => ({
    label,
    kind: 'variable' as const,
    detail: ref.kind === 'secret' ? 'secret' : 'environment variable',
    docs: describeReference(ref),
    text: literal(label),
  }));
  const environment: ValueDraft = {
    label: '${env:NAME}',
    kind: 'variable',
    detail: 'environment variable',
    docs: 'The value of an environment variable.',
    text: '\\${env:${1:NAME}\\}',
  };
  return [...known, environment];
}
