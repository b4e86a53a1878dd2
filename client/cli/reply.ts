import type { ApiError, TestStateRequest } from '../../shared/executor/testStateRequest';
import { toTestStateOutput } from '../../shared/report/toTestStateOutput';
import type { JsonObject } from '../../shared/spec/json';
import type { RunOutcome } from '../runner/protocol';

/** An error of the API; InternalFailure is a mistake of our own. */
export interface ServiceError {
  readonly name: ApiError['name'] | 'InternalFailure';
  readonly message: string;
}

/** How a request was answered. */
export type Reply =
  | { readonly ok: true; readonly value: JsonObject }
  | { readonly ok: false; readonly error: ServiceError };

/** What TestState answers to a request, by how its run ended. */
export function replyOf(outcome: RunOutcome, { inspectionLevel, revealSecrets }: TestStateRequest): Reply {
  if (outcome.kind === 'refused') return { ok: false, error: outcome.error };
  if (outcome.kind === 'run')
    return { ok: true, value: toTestStateOutput(outcome.run, inspectionLevel ?? 'INFO', revealSecrets ?? false) };
  // TestState's own five minutes are over, which is an answer too.
  if (outcome.why === 'deadline')
    return { ok: true, value: { error: 'States.Timeout', cause: outcome.message, status: 'FAILED' } };
  return failure(outcome.message);
}

/** The answer to a request that the service does not take. */
export function refusal(message: string): Reply {
  return { ok: false, error: { name: 'ValidationException', message } };
}

/** The answer where we are wrong ourselves. */
export function failure(message: string): Reply {
  return { ok: false, error: { name: 'InternalFailure', message } };
}
