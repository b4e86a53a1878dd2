import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { EvaluationError } from './evaluationError';
import { cachedIntrinsic, evaluateIntrinsic } from './intrinsicFunctions';
import { hashMapOrder } from './javaHashMap';
import { cachedPath, findParsedPath, searchedText } from './jsonPath';
import type { Effects, Scope } from './scope';

const DYNAMIC = '.$';

/**
 * Evaluates a payload template of a JSONPath state (Parameters, ResultSelector, ItemSelector, Assign and the like):
 * each member `name.$` becomes `name` with the value of its path or intrinsic function. At each level the other
 * members come first, in their order, then the evaluated ones in the order of a Java HashMap (recorded). A template
 * without such members comes back as it is. Failures are States.Runtime and name the member.
 */
export function evaluateTemplate(template: JsonValue, scope: Scope, effects: Effects): JsonValue {
  if (Array.isArray(template)) return template.map((item) => evaluateTemplate(item, scope, effects));
  return isJsonObject(template) ? evaluateMembers(template, scope, effects) : template;
}

function evaluateMembers(template: JsonObject, scope: Scope, effects: Effects): JsonObject {
  const members = new Map<string, JsonValue>();
  const dynamic = new Map<string, JsonValue>();
  for (const [name, value] of Object.entries(template)) {
    if (name.endsWith(DYNAMIC)) dynamic.set(name.slice(0, -DYNAMIC.length), value);
    else members.set(name, evaluateTemplate(value, scope, effects));
  }
  for (const name of hashMapOrder(dynamic.keys())) {
    members.set(name, evaluateDynamic(dynamic.get(name), `${name}${DYNAMIC}`, scope, effects));
  }
  return Object.fromEntries(members);
}

function evaluateDynamic(value: JsonValue | undefined, field: string, scope: Scope, effects: Effects): JsonValue {
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

/** AWS's sentence for a `name.$` whose value is neither a path nor a call of an intrinsic function. */
export function invalidDynamicValue(field: string): string {
  return `The value for the field '${field}' must be a valid JSONPath or a valid intrinsic function call`;
}
