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
import { fill, type Plan, rememberedPlans, type Shape, shapeOf } from './templateShape';

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
  const holes: JsonataHole[] = [];
  return evaluatePlan({ shape: holeFor(text, '', holes), holes }, bindings, effects, field);
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
  return evaluatePlan(planned(value), bindings, effects, field);
}

/** One loop for all expressions of a template, for each detour through a promise takes longer than most of them. */
async function evaluatePlan(
  { shape, holes }: Plan<JsonataHole>,
  { states, variables }: JsonataBindings,
  effects: Effects,
  field: string,
): Promise<JsonValue> {
  const bound = { ...variables, states, [EFFECTS]: effects };
  const values: JsonValue[] = [];
  for (const { way, expression, evaluate } of holes) {
    const place = field + way;
    effects.entering?.(place, expression);
    if (!evaluate.ok) throw failure(expression, place, `threw an error during evaluation: ${evaluate.problem.message}`);
    try {
      values.push(plainValue(await evaluate.value(bound), expression, place));
    } catch (caught) {
      throw thrownFailure(caught, expression, place);
    }
  }
  return fill(shape, values);
}

/** An expression, ready to run, with the way to it from the field that it is in. */
interface JsonataHole extends Prepared {
  readonly way: string;
}

const planned = rememberedPlans((value) => {
  const holes: JsonataHole[] = [];
  return { shape: shapeWith(value, '', holes), holes };
});

function shapeWith(value: JsonValue, way: string, holes: JsonataHole[]): Shape {
  if (typeof value === 'string' && isJsonataString(value)) return holeFor(value, way, holes);
  if (Array.isArray(value)) {
    return shapeOf(
      value,
      value.map((item: JsonValue, index) => shapeWith(item, `${way}[${index}]`, holes)),
    );
  }
  if (!isJsonObject(value)) return { kind: 'constant', value };
  const members = Object.entries(value).map(([name, member]) => shapeWith(member, `${way}/${name}`, holes));
  return shapeOf(value, members, Object.keys(value));
}

function holeFor(text: string, way: string, holes: JsonataHole[]): Shape {
  return { kind: 'hole', index: holes.push({ way, ...prepared.remember(text, prepare) }) - 1 };
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

function thrownFailure(caught: unknown, expression: string, field: string): EvaluationError {
  if (caught instanceof EvaluationError) return caught;
  return failure(expression, field, `threw an error during evaluation${thrownText(caught)}`);
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
function unexpectedResultType(text: string, field: string, expected: string, value: JsonValue): EvaluationError {
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
