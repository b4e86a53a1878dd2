import { secretNameOf, writtenRef } from '../shared/project/reference';
import { alternatives } from '../shared/project/shapeTexts';
import type { Named, Shape, ShapeField, TextShape } from '../shared/spec/shape';
import { braces } from './snippets';
import { choice, literal, stringContent } from './suggestion';

/** What a snippet is made for. */
export interface SnippetOptions {
  /** The keys down to the value. */
  readonly path: readonly string[];
  /** Values that are chosen already, by the field that decides which others belong to it. */
  readonly chosen: Readonly<Record<string, string>>;
  /** The names worth offering where one is wanted. */
  readonly names: (kind: Named) => readonly string[];
}

/** A value of a shape as a snippet: what is required or usual in it, with places to fill in. */
export function snippetOf(shape: Shape, options: SnippetOptions, field?: ShapeField): string {
  let last = 0;
  return snippetIn(shape, { ...options, next: () => ++last }, field);
}

/** The values of the field that decides what an object is; empty when there is no such field. */
export function variantsOf(shape: Shape): readonly { readonly field: string; readonly is: string }[] {
  if (shape.kind !== 'object' || shape.variant === undefined) return [];
  const field = shape.fields.find(({ name }) => name === shape.variant);
  const values = field?.shape.kind === 'text' ? (field.shape.values ?? []) : [];
  return values.map((is) => ({ field: shape.variant ?? '', is }));
}

interface Making extends SnippetOptions {
  /** Counts the places to fill in. */
  readonly next: () => number;
}

type Of<Kind extends Shape['kind']> = Extract<Shape, { kind: Kind }>;

function snippetIn(shape: Shape, making: Making, field: ShapeField | undefined): string {
  switch (shape.kind) {
    case 'text':
      return textValue(shape, making, field);
    case 'flag':
      return `\${${making.next()}|true,false|}`;
    case 'count':
      return shape.only === undefined ? `\${${making.next()}:0}` : String(shape.only);
    case 'json':
      return shape.object ? `{$${making.next()}}` : `$${making.next()}`;
    case 'either':
      return snippetIn(alternatives(shape)[0] ?? { kind: 'json' }, making, field);
    case 'list':
      return shape.items.kind === 'object' ? `[${snippetIn(shape.items, making, undefined)}]` : `[$${making.next()}]`;
    case 'map':
      return braces([`$${making.next()}`]);
    case 'object':
      return objectValue(shape, making);
  }
}

function textValue({ values, names }: TextShape, making: Making, field: ShapeField | undefined): string {
  const chosen = field && making.chosen[field.name];
  if (chosen !== undefined && values?.includes(chosen)) return `"${stringContent(chosen)}"`;
  if (field?.secret) {
    const name = secretNameOf([...making.path, field.name]);
    return `"\${${making.next()}:${literal(writtenRef({ kind: 'secret', name }))}}"`;
  }
  const known = values ?? (names === undefined ? [] : making.names(names));
  return `"${choice(known.length > MOST_CHOICES ? [] : known, making.next())}"`;
}

const MOST_CHOICES = 20;

function objectValue({ fields, oneOf, variant }: Of<'object'>, making: Making): string {
  const isWanted = (field: ShapeField): boolean => {
    if (field.when) return making.chosen[field.when.field] === field.when.is;
    return field.required === true || field.usual === true || field.name === oneOf?.[0];
  };
  const first = fields.filter(({ name }) => name === variant);
  const wanted = [...first, ...fields.filter((field) => !first.includes(field) && isWanted(field))];
  if (wanted.length === 0) return braces([`$${making.next()}`]);
  return braces(
    wanted.map((field) => {
      const inside = { ...making, path: [...making.path, field.name] };
      return `"${field.name}": ${snippetIn(field.shape, field.secret ? making : inside, field)}`;
    }),
  );
}
