import type { FailedPart } from '../spec/assertion';
import type { JsonKind } from '../spec/field';
import { isNestedWithin, type JsonValue } from '../spec/json';
import { NESTING_LEVELS } from '../spec/limits';
import { evaluateAssertion } from './assertion';
import { EvaluationError, isEvaluationError } from './evaluationError';
import { evaluateJsonataAs, evaluateJsonataTemplate, type JsonataBindings } from './jsonata';
import { isJsonataString } from './jsonataSyntax';
import { evaluatePath, findPath } from './jsonPath';
import type { Effects, Scope } from './scope';
import { evaluateDynamicText, evaluateTemplate } from './template';

/** One piece of a state's data flow to evaluate; plain data, so that it can travel to a worker. */
export type Evaluation =
  | { readonly kind: 'path'; readonly text: string; readonly scope: Scope }
  /** As `path`, but gives a list: of the value, or empty when the path leads nowhere. */
  | { readonly kind: 'find'; readonly text: string; readonly scope: Scope }
  | { readonly kind: 'dynamic'; readonly text: string; readonly scope: Scope; readonly field: string }
  | { readonly kind: 'template'; readonly template: JsonValue; readonly scope: Scope; readonly field: string }
  | {
      readonly kind: 'jsonata';
      readonly value: JsonValue;
      readonly bindings: JsonataBindings;
      readonly field: string;
      /** The kind that the result of a single expression must have. */
      readonly expected?: JsonKind;
    }
  /** Gives the parts of an assertion that do not hold, each a FailedPart: an empty list when it holds. */
  | { readonly kind: 'assertion'; readonly text: string; readonly bindings: JsonataBindings };

/** What came of an evaluation: a value, or the ASL error with its cause. */
export type EvaluationResult =
  | { readonly ok: true; readonly value: JsonValue }
  | { readonly ok: false; readonly error: string; readonly cause: string };

/** Evaluates one piece. Rejects only where the mistake is ours. */
export async function evaluate(evaluation: Evaluation, effects: Effects): Promise<EvaluationResult> {
  try {
    const value = await valueFor(evaluation, effects);
    if (!isNestedWithin(value, NESTING_LEVELS)) throw tooDeep(evaluation);
    return { ok: true, value };
  } catch (error) {
    if (!isEvaluationError(error)) throw error;
    return { ok: false, error: error.error, cause: error.cause };
  }
}

function tooDeep({ kind }: Evaluation): EvaluationError {
  const error = kind === 'jsonata' ? 'States.QueryEvaluationError' : 'States.Runtime';
  return new EvaluationError(error, `The result is nested more than ${NESTING_LEVELS} levels deep`);
}

function valueFor(evaluation: Evaluation, effects: Effects): JsonValue | Promise<JsonValue> {
  switch (evaluation.kind) {
    case 'path':
      effects.entering?.('path', evaluation.text);
      return evaluatePath(evaluation.text, evaluation.scope);
    case 'find':
      effects.entering?.('path', evaluation.text);
      return found(evaluation.text, evaluation.scope);
    case 'dynamic':
      return evaluateDynamicText(evaluation.text, evaluation.field, evaluation.scope, effects);
    case 'template':
      return evaluateTemplate(evaluation.template, evaluation.scope, effects);
    case 'jsonata':
      return evaluateInJsonata(evaluation, effects);
    case 'assertion':
      return asJson(evaluateAssertion(evaluation.text, evaluation.bindings, effects));
  }
}

async function asJson(parts: Promise<readonly FailedPart[]>): Promise<JsonValue> {
  return (await parts).map((part) => ({ ...part, decidedBy: part.decidedBy.map((value) => ({ ...value })) }));
}

function found(text: string, scope: Scope): JsonValue {
  const answer = findPath(text, scope);
  return answer.found ? [answer.value] : [];
}

function evaluateInJsonata(evaluation: Extract<Evaluation, { kind: 'jsonata' }>, effects: Effects): Promise<JsonValue> {
  const { value, bindings, field, expected } = evaluation;
  return expected !== undefined && typeof value === 'string' && isJsonataString(value)
    ? evaluateJsonataAs(expected, value, bindings, effects, field)
    : evaluateJsonataTemplate(value, bindings, effects, field);
}
