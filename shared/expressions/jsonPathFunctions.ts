import { isJsonObject, type JsonValue } from '../spec/json';

type PathFunction = (value: JsonValue, parameters: readonly JsonValue[]) => JsonValue | undefined;

/** The functions that may end a path; undefined means that the value has no such thing. */
const PATH_FUNCTIONS: Readonly<Record<string, PathFunction>> = {
  min: numeric((numbers) => numbers.reduce((least, number) => Math.min(least, number))),
  max: numeric((numbers) => numbers.reduce((most, number) => Math.max(most, number))),
  avg: numeric((numbers) => sum(numbers) / numbers.length),
  stddev: numeric(standardDeviation),
  sum: numeric(sum),
  length: lengthOf,
  size: lengthOf,
  keys: (value) => (isJsonObject(value) ? Object.keys(value) : undefined),
  concat: (value, parameters) => texts([...listOf(value), ...parameters.flatMap(listOf)]).join(''),
  append: (value, parameters) => (Array.isArray(value) ? [...value, ...parameters] : undefined),
  first: (value) => listOf(value)[0],
  last: (value) => listOf(value).at(-1),
  index: (value, parameters) => listOf(value).at(typeof parameters[0] === 'number' ? parameters[0] : 0),
};

/** Names of the functions that may end a path, as in `$.items.length()`. */
export const PATH_FUNCTION_NAMES: readonly string[] = Object.keys(PATH_FUNCTIONS);

/** Tells whether paths have a function of this name. */
export function isPathFunction(name: string): boolean {
  return Object.hasOwn(PATH_FUNCTIONS, name);
}

/** Applies a function to what its path found; undefined when the value has no such thing. */
export function applyPathFunction(
  name: string,
  value: JsonValue,
  parameters: readonly JsonValue[],
): JsonValue | undefined {
  return isPathFunction(name) ? PATH_FUNCTIONS[name]?.(value, parameters) : undefined;
}

function numeric(calculate: (numbers: readonly number[]) => number): PathFunction {
  return (value, parameters) => {
    const numbers = [...listOf(value), ...parameters.flatMap(listOf)].filter((item) => typeof item === 'number');
    return numbers.length === 0 ? undefined : calculate(numbers);
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function standardDeviation(numbers: readonly number[]): number {
  const mean = sum(numbers) / numbers.length;
  return Math.sqrt(sum(numbers.map((number) => (number - mean) ** 2)) / numbers.length);
}

/** The items of an array or the members of an object; null for anything else. */
function lengthOf(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.length;
  return isJsonObject(value) ? Object.keys(value).length : null;
}

function listOf(value: JsonValue): readonly JsonValue[] {
  return Array.isArray(value) ? value : [value];
}

function texts(values: readonly JsonValue[]): string[] {
  return values.filter((value) => typeof value === 'string');
}
