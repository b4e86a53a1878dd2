import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { EvaluationError } from './evaluationError';
import { invalidDynamicValue } from './expressionChecks';
import { evaluateIntrinsic } from './intrinsicFunctions';
import { hashMapOrder } from './javaHashMap';
import { findParsedPath, searchedText } from './jsonPath';
import { cachedIntrinsic, cachedPath } from './parsedTexts';
import type { Effects, Scope } from './scope';
import { fill, rememberedPlans, type Shape, shapeOf } from './templateShape';

const DYNAMIC = '.$';

/**
 * Evaluates a payload template of a JSONPath state (Parameters, ResultSelector, ItemSelector, Assign and the like):
 * each member `name.$` becomes `name` with the value of its path or intrinsic function. At each level the other
 * members come first, in their order, then the evaluated ones in the order of a Java HashMap (recorded). A template
 * without such members comes back as it is. Failures are States.Runtime and name the member.
 */
export function evaluateTemplate(template: JsonValue, scope: Scope, effects: Effects): JsonValue {
  const { shape, holes } = planned(template);
  return fill(
    shape,
    holes.map(({ field, value }) => evaluateDynamic(value, field, scope, effects)),
  );
}

/** The member that is evaluated: its whole name, and what stands there. */
interface DynamicMember {
  readonly field: string;
  readonly value: JsonValue;
}

const planned = rememberedPlans((template) => {
  const holes: DynamicMember[] = [];
  return { shape: shapeWith(template, holes), holes };
});

function shapeWith(template: JsonValue, holes: DynamicMember[]): Shape {
  if (Array.isArray(template)) {
    return shapeOf(
      template,
      template.map((item: JsonValue) => shapeWith(item, holes)),
    );
  }
  return isJsonObject(template) ? objectShape(template, holes) : { kind: 'constant', value: template };
}

function objectShape(template: JsonObject, holes: DynamicMember[]): Shape {
  const [names, members, dynamic]: [string[], Shape[], Map<string, JsonValue>] = [[], [], new Map()];
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith(DYNAMIC)) dynamic.set(name.slice(0, -DYNAMIC.length), value);
    else members[names.push(name) - 1] = shapeWith(value, holes);
  }
  for (const name of hashMapOrder(dynamic.keys())) {
    const index = holes.push({ field: `${name}${DYNAMIC}`, value: dynamic.get(name) ?? null }) - 1;
    members[names.push(name) - 1] = { kind: 'hole', index };
  }
  return shapeOf(template, members, names);
}

function evaluateDynamic(value: JsonValue, field: string, scope: Scope, effects: Effects): JsonValue {
  if (typeof value !== 'string') throw new EvaluationError('States.Runtime', invalidDynamicValue(field));
  return evaluateDynamicText(value, field, scope, effects);
}

/**
 * Evaluates a text that is either a path or a call of an intrinsic function, as the value of `name.$` and of a Fail's
 * ErrorPath and CausePath is; `field` is the name that causes give.
 */
export function evaluateDynamicText(text: string, field: string, scope: Scope, effects: Effects): JsonValue {
  effects.entering?.(field, text);
  return text.trimStart().startsWith('$')
    ? evaluateFieldPath(text, field, scope)
    : evaluateCall(text, field, scope, effects);
}

function evaluateFieldPath(text: string, field: string, scope: Scope): JsonValue {
  const path = cachedPath(text);
  if (!path.ok) throw new EvaluationError('States.Runtime', `${invalidDynamicValue(field)}: ${path.problem.message}`);
  const answer = findParsedPath(path.value, scope);
  if (answer.found) return answer.value;
  throw new EvaluationError(
    'States.Runtime',
    `The JSONPath '${text}' specified for the field '${field}' could not be found in the input '${searchedText(path.value, scope)}'`,
  );
}

function evaluateCall(text: string, field: string, scope: Scope, effects: Effects): JsonValue {
  const call = cachedIntrinsic(text);
  if (!call.ok) throw new EvaluationError('States.Runtime', `${invalidDynamicValue(field)}: ${call.problem.message}`);
  return evaluateIntrinsic(call.value, scope, effects);
}
