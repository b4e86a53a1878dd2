import { CONNECTION_SHAPE, DESCRIBED_FIELDS } from '../spec/connectionShape';
import type { JsonObject, JsonValue } from '../spec/json';
import type { Shape, ShapeField, TextShape } from '../spec/shape';
import { RESOURCE_TYPE } from './plainConnection';
import { PROJECT_SHAPE } from './projectShape';
import { TEST_CASES_SHAPE } from './testCaseShape';

/** The JSON schemas of our files by the names of theirs, for editors that know nothing of us and for programs. */
export function jsonSchemas(): Readonly<Record<string, JsonObject>> {
  return {
    'stateside.schema.json': fileSchema('A stateside.json', PROJECT_SHAPE),
    'asl-test.schema.json': fileSchema('A *.asl.test.json beside its definition', TEST_CASES_SHAPE),
    'none.schema.json': {
      $schema: 'http://json-schema.org/draft-07/schema#',
      $comment:
        'For VS Code, where the language server completes, explains and checks these files: without any schema its own JSON support would add guesses from what stands elsewhere in the file.',
    },
  };
}

function fileSchema(title: string, shape: Shape): JsonObject {
  return { $schema: 'http://json-schema.org/draft-07/schema#', title, ...schemaOf(shape, false) };
}

/** With `references`, a text may refer to something that is longer or shorter than itself: its limits say nothing. */
function schemaOf(shape: Shape, references: boolean): JsonObject {
  if (shape === CONNECTION_SHAPE) return { anyOf: [plainSchema(shape, references), ...OTHER_FORMS] };
  return plainSchema(shape, references);
}

/** The other forms in which a connection may be written: as AWS answers it, and as it stands in a template. */
const OTHER_FORMS: readonly JsonObject[] = [
  { type: 'object', anyOf: DESCRIBED_FIELDS.map((name) => ({ required: [name] })) },
  { type: 'object', properties: { Type: { const: RESOURCE_TYPE } }, required: ['Type', 'Properties'] },
];

function plainSchema(shape: Shape, references: boolean): JsonObject {
  switch (shape.kind) {
    case 'text':
      return textSchema(shape, references);
    case 'flag':
      return { type: 'boolean' };
    case 'count':
      return present({
        type: 'integer',
        const: shape.only,
        minimum: shape.only ?? 0,
        maximum: shape.only ?? shape.maximum,
      });
    case 'json':
      return {};
    case 'either':
      return { anyOf: shape.shapes.map((one) => schemaOf(one, references)) };
    case 'list':
      return present({ type: 'array', items: schemaOf(shape.items, references), maxItems: shape.maximum });
    case 'map':
      return present({
        type: 'object',
        propertyNames: shape.keys.minimum === undefined ? undefined : { minLength: shape.keys.minimum },
        additionalProperties: schemaOf(shape.values, references),
      });
    case 'object':
      return objectSchema(shape, references);
  }
}

function textSchema({ values, minimum, maximum }: TextShape, references: boolean): JsonObject {
  if (values) return { type: 'string', enum: [...values] };
  return present({ type: 'string', minLength: minimum, maxLength: references ? undefined : maximum });
}

function objectSchema(shape: Extract<Shape, { kind: 'object' }>, references: boolean): JsonObject {
  const { fields, unknown, oneOf } = shape;
  const properties = fields.map((field) => [field.name, fieldSchema(field, references)] as const);
  const isSpelledTwice = ({ name }: ShapeField) => fields.some(({ sameAs }) => sameAs === name);
  const required = fields.filter((field) => field.required && !isSpelledTwice(field)).map(({ name }) => name);
  const spellings = fields.flatMap(({ name, sameAs }) =>
    sameAs === undefined ? [] : [{ anyOf: [{ required: [sameAs] }, { required: [name] }] }],
  );
  return present({
    type: 'object',
    properties: Object.fromEntries(properties),
    required: required.length > 0 ? required : undefined,
    additionalProperties: unknown === 'ERROR' ? false : undefined,
    oneOf: oneOf?.map((name) => ({ required: [name] })),
    allOf: spellings.length > 0 ? spellings : undefined,
  });
}

function fieldSchema(field: ShapeField, around: boolean): JsonObject {
  return { description: field.doc, ...schemaOf(field.shape, field.references ?? around) };
}

function present(members: Readonly<Record<string, JsonValue | undefined>>): JsonObject {
  const entries = Object.entries(members).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}
