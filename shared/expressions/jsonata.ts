import type { JsonKind } from '../spec/field';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { boundedCache } from './boundedCache';
import { EvaluationError } from './evaluationError';
import { compileJsonata, type EvaluateJsonata } from './jsonataEngine';
import { EFFECTS } from './jsonataFunctions';
import { plainResult, UNSUPPORTED } from './jsonataResult';
import { isJsonataString, jsonataSource } from './jsonataSyntax';
import { kindOf } from './kindOf';
import type { Effects } from './scope';
import type { Parsed } from './syntaxProblem';

/** What `$states` is; fields that a place does not have are left out. Assertions add `output`. */
export interface JsonataStates {
  readonly input: JsonValue;
  readonly context: JsonObject;
  readonly result?: JsonValue;
  readonly errorOutput?: JsonValue;
  readonly output?: JsonValue;
}

/** What an expression can read: `$states` and the workflow variables, each by its name. */
export interface JsonataBindings {
  readonly states: JsonataStates;
  readonly variables: JsonObject;
}

/**
 * Evaluates a JSONata string with its `{% %}`. `field` names it in causes, as in `Arguments/QueryParameters/limit`.
 * Text that is no JSONata, an expression that throws or gives nothing, and a result that is no JSON are
 * States.QueryEvaluationError with the sentences recorded on AWS. Nothing bound is changed.
 */
export function evaluateJsonata(
  text: string,
  bindings: JsonataBindings,
  effects: Effects,
  field: string,
): Promise<JsonValue> {
  return evaluateText(text, boundValues(bindings, effects), field);
}

/**
 * Evaluates every JSONata string of a value, in written order, and keeps all else as it is. `field` names the value;
 * causes add the way to the string: `/name` for members and `[0]` for items.
 */
export function evaluateJsonataTemplate(
  value: JsonValue,
  bindings: JsonataBindings,
  effects: Effects,
  field: string,
): Promise<JsonValue> {
  return Promise.resolve(evaluateWithin(value, boundValues(bindings, effects), field));
}

type BoundValues = Readonly<Record<string, unknown>>;

function boundValues(bindings: JsonataBindings, effects: Effects): BoundValues {
  return { ...bindings.variables, states: bindings.states, [EFFECTS]: effects };
}

/** Gives literals as they are, for a detour through a promise takes longer than most expressions. */
function evaluateWithin(value: JsonValue, bound: BoundValues, field: string): JsonValue | Promise<JsonValue> {
  if (typeof value === 'string') return isJsonataString(value) ? evaluateText(value, bound, field) : value;
  if (Array.isArray(value)) return evaluateItems(value, bound, field);
  return isJsonObject(value) ? evaluateMembers(value, bound, field) : value;
}

async function evaluateItems(items: readonly JsonValue[], bound: BoundValues, field: string): Promise<JsonValue> {
  const results: JsonValue[] = [];
  for (const item of items) {
    const result = evaluateWithin(item, bound, `${field}[${results.length}]`);
    results.push(result instanceof Promise ? await result : result);
  }
  return results;
}

async function evaluateMembers(value: JsonObject, bound: BoundValues, field: string): Promise<JsonValue> {
  const results: [string, JsonValue][] = [];
  for (const [name, member] of Object.entries(value)) {
    const result = evaluateWithin(member, bound, `${field}/${name}`);
    results.push([name, result instanceof Promise ? await result : result]);
  }
  return Object.fromEntries(results);
}

interface Prepared {
  readonly expression: string;
  readonly evaluate: Parsed<EvaluateJsonata>;
}

const CACHED_TEXTS = 500;
const prepared = boundedCache<Prepared>(CACHED_TEXTS);

function prepare(text: string): Prepared {
  const { expression } = jsonataSource(text);
  return { expression, evaluate: compileJsonata(expression) };
}

async function evaluateText(text: string, bound: BoundValues, field: string): Promise<JsonValue> {
  const { expression, evaluate } = prepared.remember(text, prepare);
  (bound[EFFECTS] as Effects).entering?.(field, expression);
  if (!evaluate.ok) throw failure(expression, field, `threw an error during evaluation: ${evaluate.problem.message}`);
  try {
    return plainValue(await evaluate.value(bound), expression, field);
  } catch (caught) {
    if (caught instanceof EvaluationError) throw caught;
    throw failure(expression, field, `threw an error during evaluation${thrownText(caught)}`);
  }
}

function plainValue(value: unknown, expression: string, field: string): JsonValue {
  if (value === undefined) throw failure(expression, field, 'returned nothing (undefined).');
  const plain = plainResult(value);
  if (plain === UNSUPPORTED) throw failure(expression, field, 'returned an unsupported result type.');
  return plain;
}

/** A message with a code is a sentence of its own on AWS; one without follows a colon. */
function thrownText(caught: unknown): string {
  const { code, message } = caught as { readonly code?: unknown; readonly message?: unknown };
  if (caught instanceof RangeError)
    return ': Expression evaluation stack limit exceeded: Check for excessive recursion';
  return typeof code === 'string' ? `. ${code}: ${String(message)}` : `: ${String(message)}`;
}

/**
 * The failure of a result whose kind its field does not take. `text` is the JSONata string; the sentence is AWS's
 * (recorded): "... returned an unexpected result type. Expected 'array', but was 'number' for value: 1".
 */
export function unexpectedResultType(text: string, field: string, expected: string, value: JsonValue): EvaluationError {
  const shown = `Expected '${expected}', but was '${kindOf(value)}' for value: ${JSON.stringify(value)}`;
  return failure(jsonataSource(text).expression, field, `returned an unexpected result type. ${shown}`);
}

/** As `evaluateJsonata`, and fails as AWS does when the result is not of the kind that the field takes. */
export async function evaluateJsonataAs(
  kind: JsonKind,
  text: string,
  bindings: JsonataBindings,
  effects: Effects,
  field: string,
): Promise<JsonValue> {
  const value = await evaluateJsonata(text, bindings, effects, field);
  if (kindOf(value) !== kind) throw unexpectedResultType(text, field, kind, value);
  return value;
}

function failure(expression: string, field: string, what: string): EvaluationError {
  return new EvaluationError(
    'States.QueryEvaluationError',
    `The JSONata expression '${expression}' specified for the field '${field}' ${what}`,
  );
}
