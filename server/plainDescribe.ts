import { environmentNameOf, type SecretRef, writtenRef } from '../shared/project/reference';
import { alternatives } from '../shared/project/shapeTexts';
import { CONNECTION_PAGE } from '../shared/spec/connection';
import type { Shape, ShapeField, TextShape } from '../shared/spec/shape';
import { code, link, paragraphs } from './markdown';

// Texts in Markdown about what stands in our own files, made from their shapes.

/** What a field is for, and what it takes; with `aws`, where AWS describes it. */
export function describeShapeField(field: ShapeField, options: { readonly aws?: boolean } = {}): string {
  const lists = alternatives(field.shape).map((shape) => (shape.kind === 'text' ? meaningsOf(shape) : ''));
  return paragraphs(
    `**${field.name}** (${detailOfShape(field)})`,
    field.doc,
    lists.join(''),
    options.aws ? link(CONNECTION_PAGE) : undefined,
  );
}

function meaningsOf({ values = [], meanings = {} }: TextShape): string {
  return values.map((value) => `- \`${value}\`${meanings[value] ? `: ${meanings[value]}` : ''}`).join('\n');
}

/** The kind of value that a field takes and whether it is required, such as `text, required`. */
export function detailOfShape({ shape, required }: ShapeField): string {
  const kinds = alternatives(shape).map((one) => KINDS[one.kind]);
  return `${kinds.join(' or ')}${required ? ', required' : ''}`;
}

const KINDS: Readonly<Record<Shape['kind'], string>> = {
  text: 'text',
  flag: 'true or false',
  count: 'number',
  json: 'any JSON',
  either: 'value',
  list: 'list',
  map: 'object',
  object: 'object',
};

/** What one of the allowed values of a field means; just its name where the table says no more. */
export function describeShapeValue(value: string, shape: TextShape, field: ShapeField | undefined): string {
  return paragraphs(`**${value}**${field ? ` (${field.name})` : ''}`, shape.meanings?.[value]);
}

/** Where the value of a reference comes from: never the value. */
export function describeReference(ref: SecretRef): string {
  const variable = code(environmentNameOf(ref));
  return ref.kind === 'env'
    ? paragraphs(`**${writtenRef(ref)}**`, `The value of the environment variable ${variable}.`)
    : paragraphs(
        `**${writtenRef(ref)}** (secret)`,
        `In VS Code from its secret storage, asked for once; elsewhere the environment variable ${variable}.`,
      );
}
