import type { JsonKind } from './field';
import { PAGES } from './pages';

/** A parameter of an intrinsic function. Without `kinds` it takes any value. */
export interface IntrinsicParameter {
  readonly name: string;
  readonly kinds?: readonly JsonKind[];
  readonly optional?: boolean;
  /** Stands for any number of arguments, none included. */
  readonly rest?: boolean;
}

/** A row for each function that a `name.$` value or an Assign of a JSONPath state may call. */
export interface IntrinsicFunction {
  readonly name: string;
  readonly parameters: readonly IntrinsicParameter[];
  readonly doc: string;
  readonly example: string;
  readonly page: string;
}

/** How deep intrinsic functions may be nested, from docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html. */
export const INTRINSIC_NESTING = 10;

/** Characters that States.Base64Encode, States.Base64Decode and States.Hash take, from the same page. */
export const INTRINSIC_TEXT_CHARACTERS = 10_000;

/** Items that States.ArrayRange makes at most, from the same page. */
export const INTRINSIC_RANGE_ITEMS = 1000;

/** The algorithms of States.Hash and of JSONata's `$hash`, with the names that Node gives them. */
export const HASH_ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ['MD5', 'md5'],
  ['SHA-1', 'sha1'],
  ['SHA-256', 'sha256'],
  ['SHA-384', 'sha384'],
  ['SHA-512', 'sha512'],
]);

const page = PAGES.intrinsics;
const array: IntrinsicParameter = { name: 'array', kinds: ['array'] };
const text = (name: string): IntrinsicParameter => ({ name, kinds: ['string'] });
const number = (name: string): IntrinsicParameter => ({ name, kinds: ['number'] });

/** The intrinsic functions of JSONPath states, from docs.aws.amazon.com/step-functions/latest/dg/intrinsic-functions.html. */
export const INTRINSIC_FUNCTIONS: readonly IntrinsicFunction[] = [
  {
    name: 'States.Array',
    parameters: [{ name: 'value', rest: true }],
    doc: 'Makes an array of its arguments; without arguments an empty one.',
    example: 'States.Array($.first, $.second)',
    page,
  },
  {
    name: 'States.ArrayPartition',
    parameters: [array, number('size')],
    doc: 'Cuts an array into arrays of `size` items; the last one may be shorter.',
    example: 'States.ArrayPartition($.items, 4)',
    page,
  },
  {
    name: 'States.ArrayContains',
    parameters: [array, { name: 'value' }],
    doc: 'Tells whether an array holds a value.',
    example: 'States.ArrayContains($.colors, $.wanted)',
    page,
  },
  {
    name: 'States.ArrayRange',
    parameters: [number('first'), number('last'), number('step')],
    doc: 'Counts from `first` to `last` by `step`; at most 1000 numbers.',
    example: 'States.ArrayRange(1, 9, 2)',
    page,
  },
  {
    name: 'States.ArrayGetItem',
    parameters: [array, number('index')],
    doc: 'Gives the item at an index, counted from 0.',
    example: 'States.ArrayGetItem($.items, 0)',
    page,
  },
  {
    name: 'States.ArrayLength',
    parameters: [array],
    doc: 'Counts the items of an array.',
    example: 'States.ArrayLength($.items)',
    page,
  },
  {
    name: 'States.ArrayUnique',
    parameters: [array],
    doc: 'Gives each value of an array once, in the order of their first places.',
    example: 'States.ArrayUnique($.items)',
    page,
  },
  {
    name: 'States.Base64Encode',
    parameters: [text('text')],
    doc: 'Encodes a text of at most 10,000 characters in Base64.',
    example: 'States.Base64Encode($.text)',
    page,
  },
  {
    name: 'States.Base64Decode',
    parameters: [text('base64')],
    doc: 'Decodes Base64 of at most 10,000 characters into text.',
    example: 'States.Base64Decode($.encoded)',
    page,
  },
  {
    name: 'States.Hash',
    parameters: [{ name: 'data' }, text('algorithm')],
    doc: 'Hashes data of at most 10,000 characters with MD5, SHA-1, SHA-256, SHA-384 or SHA-512, written in hexadecimal.',
    example: "States.Hash($.text, 'SHA-256')",
    page,
  },
  {
    name: 'States.JsonMerge',
    parameters: [
      { name: 'first', kinds: ['object'] },
      { name: 'second', kinds: ['object'] },
      { name: 'deep', kinds: ['boolean'] },
    ],
    doc: 'Merges two objects, the second one winning; `deep` must be false, as members are not merged into each other.',
    example: 'States.JsonMerge($.defaults, $.given, false)',
    page,
  },
  {
    name: 'States.StringToJson',
    parameters: [text('text')],
    doc: 'Parses a text as JSON; a blank text gives null.',
    example: 'States.StringToJson($.body)',
    page,
  },
  {
    name: 'States.JsonToString',
    parameters: [{ name: 'value' }],
    doc: 'Writes a value as JSON without blanks.',
    example: 'States.JsonToString($.order)',
    page,
  },
  {
    name: 'States.MathRandom',
    parameters: [number('start'), number('end'), { ...number('seed'), optional: true }],
    doc: 'Draws a whole number from `start` up to, but not including, `end`; the same seed draws the same number.',
    example: 'States.MathRandom(1, 100)',
    page,
  },
  {
    name: 'States.MathAdd',
    parameters: [number('first'), number('second')],
    doc: 'Adds two whole numbers; others are rounded first, halves upwards.',
    example: 'States.MathAdd($.count, 1)',
    page,
  },
  {
    name: 'States.StringSplit',
    parameters: [text('text'), text('splitters')],
    doc: 'Splits a text at each of the characters of `splitters` and leaves empty pieces out.',
    example: "States.StringSplit('a,b;c', ',;')",
    page,
  },
  {
    name: 'States.UUID',
    parameters: [],
    doc: 'Makes a random UUID, version 4.',
    example: 'States.UUID()',
    page,
  },
  {
    name: 'States.Format',
    parameters: [text('template'), { name: 'value', rest: true }],
    doc: 'Puts values into the `{}` of a text, one after the other; as many as there are `{}`.',
    example: "States.Format('Invoice {}', $.id)",
    page,
  },
];

const BY_NAME = new Map(INTRINSIC_FUNCTIONS.map((row) => [row.name, row]));

/** Finds an intrinsic function by its exact name; undefined when there is none. */
export function intrinsicFunctionNamed(name: string): IntrinsicFunction | undefined {
  return BY_NAME.get(name);
}

/** How many arguments a function takes; `most` is infinite where there is no end. */
export function intrinsicArgumentCounts(row: IntrinsicFunction): { readonly least: number; readonly most: number } {
  const least = row.parameters.filter((parameter) => !parameter.optional && !parameter.rest).length;
  return { least, most: row.parameters.some((parameter) => parameter.rest) ? Infinity : row.parameters.length };
}
