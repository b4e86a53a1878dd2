import { PAGES } from './pages';

/**
 * A row for each function that JSONata 2.0.6 or Step Functions knows. The signature is in JSONata's own notation
 * (docs.jsonata.org/embedding-extending): `-` takes the context item if missing, `?` is optional, `+` repeats.
 */
export interface JsonataFunction {
  /** The name without the dollar sign. */
  readonly name: string;
  readonly signature: string;
  /** What its arguments are called, in their order. */
  readonly parameters: readonly string[];
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
  ['string', '<x-b?:s>', 'value prettify', 'Turns a value into text; a second argument of true indents JSON.'],
  ['length', '<s-:n>', 'text', 'Counts the characters of a text.'],
  [
    'substring',
    '<s-nn?:s>',
    'text start length',
    'Cuts a piece out of a text, from a position on and, if given, of a length.',
  ],
  ['substringBefore', '<s-s:s>', 'text characters', 'Gives what stands before the first occurrence of a text.'],
  ['substringAfter', '<s-s:s>', 'text characters', 'Gives what stands behind the first occurrence of a text.'],
  ['lowercase', '<s-:s>', 'text', 'Turns a text into small letters.'],
  ['uppercase', '<s-:s>', 'text', 'Turns a text into capital letters.'],
  ['trim', '<s-:s>', 'text', 'Takes blanks off both ends of a text and makes one blank of each run inside.'],
  [
    'pad',
    '<s-ns?:s>',
    'text width character',
    'Fills a text up to a width, on the right, or on the left for a negative width.',
  ],
  ['contains', '<s-(sf):b>', 'text pattern', 'Tells whether a text holds another one, or a match of a pattern.'],
  ['split', '<s-(sf)n?:a<s>>', 'text separator limit', 'Splits a text at a text or pattern into an array.'],
  ['join', '<a<s>s?:s>', 'texts separator', 'Joins an array of texts, with a separator if given.'],
  ['match', '<s-f<s:o>n?:a<o>>', 'text pattern limit', 'Finds the matches of a pattern, with their places and groups.'],
  ['replace', '<s-(sf)(sf)n?:s>', 'text pattern replacement limit', 'Replaces a text or the matches of a pattern.'],
  ['base64encode', '<s-:s>', 'text', 'Encodes a text in Base64.'],
  ['base64decode', '<s-:s>', 'text', 'Decodes Base64 into text.'],
  ['encodeUrlComponent', '<s-:s>', 'text', 'Encodes a text for a part of a URL.'],
  ['encodeUrl', '<s-:s>', 'text', 'Encodes a whole URL.'],
  ['decodeUrlComponent', '<s-:s>', 'text', 'Decodes a part of a URL.'],
  ['decodeUrl', '<s-:s>', 'text', 'Decodes a whole URL.'],
]);

const numbers = rows('numeric-functions', [
  ['number', '<(nsb)-:n>', 'value', 'Turns a text or boolean into a number.'],
  ['abs', '<n-:n>', 'number', 'Gives the absolute value of a number.'],
  ['floor', '<n-:n>', 'number', 'Rounds a number down.'],
  ['ceil', '<n-:n>', 'number', 'Rounds a number up.'],
  [
    'round',
    '<n-n?:n>',
    'number decimals',
    'Rounds a number, halves to the even neighbour, to a number of decimals if given.',
  ],
  ['power', '<n-n:n>', 'base exponent', 'Raises a number to a power.'],
  ['sqrt', '<n-:n>', 'number', 'Gives the square root of a number.'],
  ['formatNumber', '<n-so?:s>', 'number picture options', 'Writes a number after a picture such as #,##0.00.'],
  ['formatBase', '<n-n?:s>', 'number radix', 'Writes a whole number in another base.'],
  [
    'formatInteger',
    '<n-s:s>',
    'number picture',
    'Writes a whole number after a picture, in words or Roman numerals for example.',
  ],
  ['parseInteger', '<s-s:n>', 'text picture', 'Reads a whole number that was written after a picture.'],
]);

const aggregations = rows('aggregation-functions', [
  ['sum', '<a<n>:n>', 'numbers', 'Adds the numbers of an array.'],
  ['max', '<a<n>:n>', 'numbers', 'Gives the largest number of an array.'],
  ['min', '<a<n>:n>', 'numbers', 'Gives the smallest number of an array.'],
  ['average', '<a<n>:n>', 'numbers', 'Gives the mean of the numbers of an array.'],
]);

const booleans = rows('boolean-functions', [
  ['boolean', '<x-:b>', 'value', 'Turns a value into a boolean; empty things are false.'],
  ['not', '<x-:b>', 'value', 'Turns a value into a boolean and negates it.'],
  ['exists', '<x:b>', 'value', 'Tells whether an expression gives a value.'],
]);

const arrays = rows('array-functions', [
  ['count', '<a:n>', 'array', 'Counts the items of an array.'],
  ['append', '<xx:a>', 'first second', 'Joins two arrays or values into one array.'],
  ['sort', '<af?:a>', 'array comesAfter', 'Sorts an array, with a function that compares if given.'],
  ['reverse', '<a:a>', 'array', 'Turns an array round.'],
  ['shuffle', '<a:a>', 'array', 'Puts an array in random order.'],
  ['distinct', '<x:x>', 'array', 'Gives each value of an array once.'],
  ['zip', '<a+>', 'array', 'Makes arrays of the first items of its arguments, of the second ones and so on.'],
]);

const objects = rows('object-functions', [
  ['keys', '<x-:a<s>>', 'object', 'Lists the keys of an object.'],
  ['lookup', '<x-s:x>', 'object key', 'Gives the value of a key of an object.'],
  ['spread', '<x-:a<o>>', 'object', 'Splits an object into an array of objects with one key each.'],
  ['merge', '<a<o>:o>', 'objects', 'Merges an array of objects into one.'],
  ['sift', '<o-f?:o>', 'object accepts', 'Keeps the members of an object that a function accepts.'],
  ['each', '<o-f:a>', 'object each', 'Applies a function to each member of an object.'],
  ['clone', '<(oa)-:o>', 'object', 'Copies an object or array.'],
  ['error', '<s?:x>', 'message', 'Fails with a message of your own.'],
  ['assert', '<bs?:x>', 'condition message', 'Fails with a message if a condition is false.'],
  ['type', '<x:s>', 'value', 'Names the type of a value.'],
]);

const dates = rows('date-time-functions', [
  ['now', '<s?s?:s>', 'picture timezone', 'Gives the time as text, after a picture and in a time zone if given.'],
  ['millis', '<:n>', '', 'Gives the time in milliseconds since 1970.'],
  ['fromMillis', '<n-s?s?:s>', 'milliseconds picture timezone', 'Writes a time in milliseconds as text.'],
  ['toMillis', '<s-s?:n>', 'timestamp picture', 'Reads a time as milliseconds since 1970.'],
]);

const higherOrder = rows('higher-order-functions', [
  ['map', '<af>', 'array change', 'Applies a function to each item of an array.'],
  ['filter', '<af>', 'array accepts', 'Keeps the items of an array that a function accepts.'],
  [
    'single',
    '<af?>',
    'array accepts',
    'Gives the one item of an array that a function accepts; fails if there is not exactly one.',
  ],
  ['reduce', '<afj?:j>', 'array combine start', 'Combines the items of an array into one value with a function.'],
]);

const evaluation: readonly JsonataFunction[] = [
  {
    name: 'eval',
    signature: '<sx?:x>',
    parameters: ['expression', 'context'],
    doc: 'Not available in Step Functions: to read JSON from a text, use $parse.',
    page: PAGES.jsonata,
    origin: 'removed',
  },
];

const added = rows(PAGES.jsonata, [
  ['partition', '<an:a<a>>', 'array size', 'Cuts an array into arrays of a size; the last one may be shorter.'],
  ['range', '<nnn:a<n>>', 'first last step', 'Counts from a first to a last number by a step.'],
  [
    'hash',
    '<ss:s>',
    'text algorithm',
    'Hashes a text with MD5, SHA-1, SHA-256, SHA-384 or SHA-512, written in hexadecimal.',
  ],
  [
    'random',
    '<n?:n>',
    'seed',
    'Draws a number from 0 up to, but not including, 1; the same seed draws the same number.',
  ],
  ['uuid', '<:s>', '', 'Makes a random UUID, version 4.'],
  ['parse', '<s:x>', 'text', 'Parses a text as JSON.'],
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

/** A parameter of a function as people read it. */
export interface JsonataParameter {
  readonly name: string;
  /** The kinds of value that it takes, such as `text or function`. */
  readonly kind: string;
  readonly optional: boolean;
  /** Stands for any number of arguments. */
  readonly rest: boolean;
}

/** The parameters of a function, in their order. */
export function jsonataParameters({ parameters, signature }: JsonataFunction): readonly JsonataParameter[] {
  const letters = parametersIn(signature);
  return parameters.map((name, index) => {
    const letter = letters[index] ?? 'x';
    const kinds = Array.from(letter.replace(/[^a-z]/g, ''), (one) => KIND_NAMES[one] ?? 'value');
    return { name, kind: kinds.join(' or '), optional: letter.endsWith('?'), rest: letter.endsWith('+') };
  });
}

const KIND_NAMES: Readonly<Record<string, string>> = {
  a: 'array',
  b: 'boolean',
  f: 'function',
  n: 'number',
  o: 'object',
  s: 'text',
  j: 'value',
  x: 'value',
};

/** The letters of each parameter of a signature, what arrays and functions hold left out. */
function parametersIn(signature: string): readonly string[] {
  const flat = signature
    .slice(1, -1)
    .replace(/<[^<>]*(?:<[^<>]*>[^<>]*)*>/g, '')
    .replace(/:.*$/, '');
  return flat.match(/(?:\([^)]*\)|[a-z])[-?+]?/g) ?? [];
}

/** How many arguments a signature allows; `most` is infinite where one repeats. */
export function jsonataArgumentCounts(signature: string): { readonly least: number; readonly most: number } {
  const parameters = parametersIn(signature);
  const least = parameters.filter((parameter) => !/[-?]$/.test(parameter)).length;
  return { least, most: parameters.some((parameter) => parameter.endsWith('+')) ? Infinity : parameters.length };
}

function rows(page: string, entries: readonly (readonly [string, string, string, string])[]): JsonataFunction[] {
  const isAdded = page === PAGES.jsonata;
  return entries.map(([name, signature, parameters, doc]) => ({
    name,
    signature,
    parameters: parameters.split(' ').filter(Boolean),
    doc,
    page: isAdded ? page : `${JSONATA}/${page}`,
    origin: isAdded ? 'stepFunctions' : 'jsonata',
  }));
}
