/** The error names that evaluating an expression can raise. */
export type EvaluationErrorName = 'States.Runtime' | 'States.QueryEvaluationError' | 'States.ReferencePathConflict';

/**
 * A state that fails because of one of its expressions: an error name of the States Language and a cause for people.
 * The cause lacks the sentence "An error occurred while executing the state", which only an execution puts in front.
 */
export class EvaluationError extends Error {
  readonly error: EvaluationErrorName;
  override readonly cause: string;

  constructor(error: EvaluationErrorName, cause: string) {
    super(`${error}: ${cause}`);
    this.name = 'EvaluationError';
    this.error = error;
    this.cause = cause;
  }
}

/** Tells whether something caught is an evaluation that failed as the States Language foresees; all else is our bug. */
export function isEvaluationError(caught: unknown): caught is EvaluationError {
  return caught instanceof EvaluationError;
}
