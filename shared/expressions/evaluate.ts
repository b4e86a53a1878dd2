import { isNestedWithin, type JsonValue } from '../spec/json';
import { NESTING_LEVELS } from '../spec/limits';
import { EvaluationError, isEvaluationError } from './evaluationError';
import { evaluateJsonataTemplate, type JsonataBindings } from './jsonata';
import { evaluatePath } from './jsonPath';
import type { Effects, Scope } from './scope';
import { evaluateDynamicText, evaluateTemplate } from './template';

/** One piece of a state's data flow to evaluate; plain data, so that it can travel to a worker. */
export type Evaluation =
  | { readonly kind: 'path'; readonly text: string; readonly scope: Scope }
  | { readonly kind: 'dynamic'; readonly text: string; readonly scope: Scope; readonly field: string }
  | { readonly kind: 'template'; readonly template: JsonValue; readonly scope: Scope; readonly field: string }
  | { readonly kind: 'jsonata'; readonly value: JsonValue; readonly bindings: JsonataBindings; readonly field: string };

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
    case 'dynamic':
      return evaluateDynamicText(evaluation.text, evaluation.field, evaluation.scope, effects);
    case 'template':
      return evaluateTemplate(evaluation.template, evaluation.scope, effects);
    case 'jsonata':
      return evaluateJsonataTemplate(evaluation.value, evaluation.bindings, effects, evaluation.field);
  }
}
