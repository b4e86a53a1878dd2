import type { JsonValue } from '../spec/json';
import { jsonEquals } from './equality';
import type { PathAnswer } from './jsonPathQuery';
import type { FilterOperator, FilterTest, FilterValue, Path } from './jsonPathSyntax';

type Query = (path: Path, document: JsonValue) => PathAnswer;
type Operand = JsonValue | RegExp | undefined;
type Comparison = (left: Operand, right: Operand) => boolean;

/**
 * Tells whether an item passes the condition of a filter, with the rules of AWS's path engine: a number and a text
 * that spells it are equal for `==`, other kinds never are; an order exists between two numbers or two texts only.
 */
export function passesFilter(test: FilterTest, item: JsonValue, document: JsonValue, query: Query): boolean {
  if (test.kind === 'all') return test.tests.every((each) => passesFilter(each, item, document, query));
  if (test.kind === 'any') return test.tests.some((each) => passesFilter(each, item, document, query));
  if (test.kind === 'not') return !passesFilter(test.test, item, document, query);
  if (test.kind === 'exists') return exists(test.path, pathOperand(test.path, item, document, query));
  const operand = (value: FilterValue): Operand => operandOf(value, item, document, query);
  return COMPARISONS[test.operator](operand(test.left), operand(test.right));
}

function exists(path: Path, found: Operand): boolean {
  return path.definite ? found !== undefined : Array.isArray(found) && found.length > 0;
}

function operandOf(value: FilterValue, item: JsonValue, document: JsonValue, query: Query): Operand {
  if (value.kind === 'path') return pathOperand(value.path, item, document, query);
  return value.kind === 'pattern' ? value.pattern : value.value;
}

function pathOperand(path: Path, item: JsonValue, document: JsonValue, query: Query): Operand {
  const answer = query(path, path.root.kind === 'item' ? item : document);
  return answer.found ? answer.value : undefined;
}

const COMPARISONS: Readonly<Record<FilterOperator, Comparison>> = {
  '==': looselyEqual,
  '!=': (left, right) => !looselyEqual(left, right),
  '===': strictlyEqual,
  '!==': (left, right) => !strictlyEqual(left, right),
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
  '=~': (left, right) => right instanceof RegExp && isScalar(left) && right.test(String(left)),
  in: (left, right) => listed(right, left),
  nin: (left, right) => !listed(right, left),
  subsetof: (left, right) => Array.isArray(left) && left.every((item) => listed(right, item)),
  anyof: (left, right) => Array.isArray(left) && left.some((item) => listed(right, item)),
  noneof: (left, right) => Array.isArray(left) && !left.some((item) => listed(right, item)),
  size: (left, right) => hasLength(left) && left.length === right,
  empty: (left, right) => hasLength(left) && (left.length === 0) === right,
  contains: (left, right) =>
    typeof left === 'string' ? typeof right === 'string' && left.includes(right) : listed(left, right),
};

function looselyEqual(left: Operand, right: Operand): boolean {
  if (typeof left === 'number' && typeof right === 'string') return right.trim() !== '' && left === Number(right);
  if (typeof left === 'string' && typeof right === 'number') return looselyEqual(right, left);
  return strictlyEqual(left, right);
}

function strictlyEqual(left: Operand, right: Operand): boolean {
  return isJson(left) && isJson(right) && jsonEquals(left, right);
}

function ordered(holds: (order: number) => boolean): Comparison {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return holds(left - right);
    if (typeof left !== 'string' || typeof right !== 'string') return false;
    return holds(left === right ? 0 : left < right ? -1 : 1);
  };
}

function listed(list: Operand, item: Operand): boolean {
  return Array.isArray(list) && list.some((candidate) => looselyEqual(candidate, item));
}

function isJson(operand: Operand): operand is JsonValue {
  return operand !== undefined && !(operand instanceof RegExp);
}

function isScalar(operand: Operand): boolean {
  return typeof operand === 'string' || typeof operand === 'number' || typeof operand === 'boolean';
}

function hasLength(operand: Operand): operand is string | readonly JsonValue[] {
  return typeof operand === 'string' || Array.isArray(operand);
}
