import type { RunOutcome } from '../../runner/protocol';

/** What last came of a connection: of a run with it, or of a call for its token. */
export interface LastResult {
  readonly from: 'run' | 'token';
  readonly ok: boolean;
  /** The name of the error that the run ended with. */
  readonly error?: string;
  readonly statusCode?: number;
  /** When it began, as an ISO 8601 time. */
  readonly at: string;
}

/** What a run says of the connection that it used; undefined when it sent nothing or was ended. */
export function resultOf(outcome: RunOutcome): LastResult | undefined {
  if (outcome.kind !== 'run' || outcome.run.mocked) return undefined;
  const { run } = outcome;
  const statusCode = run.attempts.at(-1)?.exchanges.at(-1)?.response?.statusCode;
  const error = run.error === undefined ? {} : { error: run.error };
  const ok = run.status === 'SUCCEEDED';
  return { from: 'run', ok, at: run.startedAt, ...error, ...(statusCode === undefined ? {} : { statusCode }) };
}

/** Reads results that were kept, as pairs of key and result; what is none is left out. */
export function readResults(kept: unknown): readonly (readonly [string, LastResult])[] {
  return Array.isArray(kept) ? kept.flatMap((entry: unknown) => readEntry(entry) ?? []) : [];
}

function readEntry(entry: unknown): readonly (readonly [string, LastResult])[] | undefined {
  const [key, result]: readonly unknown[] = Array.isArray(entry) ? entry : [];
  if (typeof key !== 'string' || typeof result !== 'object' || result === null) return undefined;
  const { from, ok, at, error, statusCode } = result as Partial<Record<keyof LastResult, unknown>>;
  if ((from !== 'run' && from !== 'token') || typeof ok !== 'boolean' || typeof at !== 'string') return undefined;
  if (Number.isNaN(Date.parse(at))) return undefined;
  const more = {
    ...(typeof error === 'string' ? { error } : {}),
    ...(typeof statusCode === 'number' ? { statusCode } : {}),
  };
  return [[key, { from, ok, at, ...more }]];
}
