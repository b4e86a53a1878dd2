import { PAGES } from './pages';

/**
 * A row for each function that JSONata 2.0.6 or Step Functions knows. The signature is in JSONata's own notation
 * (docs.jsonata.org/embedding-extending): `-` takes the context item if missing, `?` is optional, `+` repeats.
 */
export interface JsonataFunction {
  /** The name without the dollar sign. */
  readonly name: string;
  readonly signature: string;
  readonly doc: string;
  readonly page: string;
  /** Who brings it: JSONata, Step Functions, or JSONata but Step Functions took it away. */
  readonly origin: 'jsonata' | 'stepFunctions' | 'removed';
}

/** Numbers that one `..` may make before Step Functions says that the memory limit is exceeded (measured on AWS). */
export const JSONATA_RANGE_ITEMS = 873_782;

/** Characters that `$pad` may make before Step Functions says so (recorded on AWS). */
export const JSONATA_PAD_CHARACTERS = 262_144;

const JSONATA = 'https://docs.jsonata.org';

const strings = rows('string-functions', [
  ['string', '<x-b?:s>', 'Turns a value into text; a second argument of true indents JSON.'],
  ['length', '<s-:n>', 'Counts the characters of a text.'],
  ['substring', '<s-nn?:s>', 'Cuts a piece out of a text, from a position on and, if given, of a length.'],
  ['substringBefore', '<s-s:s>', 'Gives what stands before the first occurrence of a text.'],
  ['substringAfter', '<s-s:s>', 'Gives what stands behind the first occurrence of a text.'],
  ['lowercase', '<s-:s>', 'Turns a text into small letters.'],
  ['uppercase', '<s-:s>', 'Turns a text into capital letters.'],
  ['trim', '<s-:s>', 'Takes blanks off both ends of a text and makes one blank of each run inside.'],
  ['pad', '<s-ns?:s>', 'Fills a text up to a width, on the right, or on the left for a negative width.'],
  ['contains', '<s-(sf):b>', 'Tells whether a text holds another one, or a match of a pattern.'],
  ['split', '<s-(sf)n?:a<s>>', 'Splits a text at a text or pattern into an array.'],
  ['join', '<a<s>s?:s>', 'Joins an array of texts, with a separator if given.'],
  ['match', '<s-f<s:o>n?:a<o>>', 'Finds the matches of a pattern, with their places and groups.'],
  ['replace', '<s-(sf)(sf)n?:s>', 'Replaces a text or the matches of a pattern.'],
  ['base64encode', '<s-:s>', 'Encodes a text in Base64.'],
  ['base64decode', '<s-:s>', 'Decodes Base64 into text.'],
  ['encodeUrlComponent', '<s-:s>', 'Encodes a text for a part of a URL.'],
  ['encodeUrl', '<s-:s>', 'Encodes a whole URL.'],
  ['decodeUrlComponent', '<s-:s>', 'Decodes a part of a URL.'],
  ['decodeUrl', '<s-:s>', 'Decodes a whole URL.'],
]);

const numbers = rows('numeric-functions', [
  ['number', '<(nsb)-:n>', 'Turns a text or boolean into a number.'],
  ['abs', '<n-:n>', 'Gives the absolute value of a number.'],
  ['floor', '<n-:n>', 'Rounds a number down.'],
  ['ceil', '<n-:n>', 'Rounds a number up.'],
  ['round', '<n-n?:n>', 'Rounds a number, halves to the even neighbour, to a number of decimals if given.'],
  ['power', '<n-n:n>', 'Raises a number to a power.'],
  ['sqrt', '<n-:n>', 'Gives the square root of a number.'],
  ['formatNumber', '<n-so?:s>', 'Writes a number after a picture such as #,##0.00.'],
  ['formatBase', '<n-n?:s>', 'Writes a whole number in another base.'],
  ['formatInteger', '<n-s:s>', 'Writes a whole number after a picture, in words or Roman numerals for example.'],
  ['parseInteger', '<s-s:n>', 'Reads a whole number that was written after a picture.'],
]);

const aggregations = rows('aggregation-functions', [
  ['sum', '<a<n>:n>', 'Adds the numbers of an array.'],
  ['max', '<a<n>:n>', 'Gives the largest number of an array.'],
  ['min', '<a<n>:n>', 'Gives the smallest number of an array.'],
  ['average', '<a<n>:n>', 'Gives the mean of the numbers of an array.'],
]);

const booleans = rows('boolean-functions', [
  ['boolean', '<x-:b>', 'Turns a value into a boolean; empty things are false.'],
  ['not', '<x-:b>', 'Turns a value into a boolean and negates it.'],
  ['exists', '<x:b>', 'Tells whether an expression gives a value.'],
]);

const arrays = rows('array-functions', [
  ['count', '<a:n>', 'Counts the items of an array.'],
  ['append', '<xx:a>', 'Joins two arrays or values into one array.'],
  ['sort', '<af?:a>', 'Sorts an array, with a function that compares if given.'],
  ['reverse', '<a:a>', 'Turns an array round.'],
  ['shuffle', '<a:a>', 'Puts an array in random order.'],
  ['distinct', '<x:x>', 'Gives each value of an array once.'],
  ['zip', '<a+>', 'Makes arrays of the first items of its arguments, of the second ones and so on.'],
]);

const objects = rows('object-functions', [
  ['keys', '<x-:a<s>>', 'Lists the keys of an object.'],
  ['lookup', '<x-s:x>', 'Gives the value of a key of an object.'],
  ['spread', '<x-:a<o>>', 'Splits an object into an array of objects with one key each.'],
  ['merge', '<a<o>:o>', 'Merges an array of objects into one.'],
  ['sift', '<o-f?:o>', 'Keeps the members of an object that a function accepts.'],
  ['each', '<o-f:a>', 'Applies a function to each member of an object.'],
  ['clone', '<(oa)-:o>', 'Copies an object or array.'],
  ['error', '<s?:x>', 'Fails with a message of your own.'],
  ['assert', '<bs?:x>', 'Fails with a message if a condition is false.'],
  ['type', '<x:s>', 'Names the type of a value.'],
]);

const dates = rows('date-time-functions', [
  ['now', '<s?s?:s>', 'Gives the time as text, after a picture and in a time zone if given.'],
  ['millis', '<:n>', 'Gives the time in milliseconds since 1970.'],
  ['fromMillis', '<n-s?s?:s>', 'Writes a time in milliseconds as text.'],
  ['toMillis', '<s-s?:n>', 'Reads a time as milliseconds since 1970.'],
]);

const higherOrder = rows('higher-order-functions', [
  ['map', '<af>', 'Applies a function to each item of an array.'],
  ['filter', '<af>', 'Keeps the items of an array that a function accepts.'],
  ['single', '<af?>', 'Gives the one item of an array that a function accepts; fails if there is not exactly one.'],
  ['reduce', '<afj?:j>', 'Combines the items of an array into one value with a function.'],
]);

const evaluation: readonly JsonataFunction[] = [
  {
    name: 'eval',
    signature: '<sx?:x>',
    doc: 'Not available in Step Functions: to read JSON from a text, use $parse.',
    page: PAGES.jsonata,
    origin: 'removed',
  },
];

const added = rows(PAGES.jsonata, [
  ['partition', '<an:a<a>>', 'Cuts an array into arrays of a size; the last one may be shorter.'],
  ['range', '<nnn:a<n>>', 'Counts from a first to a last number by a step.'],
  ['hash', '<ss:s>', 'Hashes a text with MD5, SHA-1, SHA-256, SHA-384 or SHA-512, written in hexadecimal.'],
  ['random', '<n?:n>', 'Draws a number from 0 up to, but not including, 1; the same seed draws the same number.'],
  ['uuid', '<:s>', 'Makes a random UUID, version 4.'],
  ['parse', '<s:x>', 'Parses a text as JSON.'],
]);

/** The functions of JSONata in Step Functions, from docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html. */
export const JSONATA_FUNCTIONS: readonly JsonataFunction[] = [
  ...strings,
  ...numbers,
  ...aggregations,
  ...booleans,
  ...arrays,
  ...objects,
  ...dates,
  ...higherOrder,
  ...evaluation,
  ...added,
];

const BY_NAME = new Map(JSONATA_FUNCTIONS.map((row) => [row.name, row]));

/** Finds a function by its name without the dollar sign; undefined when there is none. */
export function jsonataFunctionNamed(name: string): JsonataFunction | undefined {
  return BY_NAME.get(name);
}

/** How many arguments a signature allows; `most` is infinite where one repeats. */
export function jsonataArgumentCounts(signature: string): { readonly least: number; readonly most: number } {
  const flat = signature
    .slice(1, -1)
    .replace(/<[^<>]*(?:<[^<>]*>[^<>]*)*>/g, '')
    .replace(/:.*$/, '');
  const parameters = flat.match(/(?:\([^)]*\)|[a-z])[-?+]?/g) ?? [];
  const least = parameters.filter((parameter) => !/[-?]$/.test(parameter)).length;
  return { least, most: parameters.some((parameter) => parameter.endsWith('+')) ? Infinity : parameters.length };
}

function rows(page: string, entries: readonly (readonly [string, string, string])[]): JsonataFunction[] {
  const isAdded = page === PAGES.jsonata;
  return entries.map(([name, signature, doc]) => ({
    name,
    signature,
    doc,
    page: isAdded ? page : `${JSONATA}/${page}`,
    origin: isAdded ? 'stepFunctions' : 'jsonata',
  }));
}
