import { isEvaluationError } from '../expressions/evaluationError';

/** The way in which a state fails: an ASL error name and, where AWS gives one, a cause. Caught in one place, `run`. */
export class StateError extends Error {
  readonly error: string;
  readonly reason: string | undefined;

  constructor(error: string, reason?: string) {
    super(reason === undefined ? error : `${error}: ${reason}`);
    this.name = 'StateError';
    this.error = error;
    this.reason = reason;
  }
}

/** The failure of the state engine itself, which no Retrier and no Catcher takes. */
export function runtimeError(reason: string): StateError {
  return new StateError('States.Runtime', reason);
}

/** A request that turns out to be one which TestState refuses, after its state was looked into. Caught in `run`. */
export class RefusedRequest extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RefusedRequest';
  }
}

/** The StateError that something caught stands for; anything else is our own mistake and is thrown on. */
export function stateErrorOf(caught: unknown): StateError {
  if (caught instanceof StateError) return caught;
  if (isEvaluationError(caught)) return new StateError(caught.error, caught.cause);
  throw caught;
}
