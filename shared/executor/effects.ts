import type { Evaluation, EvaluationResult } from '../expressions/evaluate';
import type { Connection, ConnectionError } from '../spec/connection';
import type { Send } from './send';
import type { StageName } from './stateRun';

/** An OAuth access token with the time at which it ends, in milliseconds since 1970. */
export interface Token {
  readonly accessToken: string;
  readonly expiresAt: number;
}

/** What is known of a connection that a run asks for; a found one holds its secret values. An invalid one may name its error. */
export type ConnectionAnswer =
  | { readonly kind: 'found'; readonly name: string; readonly connection: Connection; readonly token?: Token }
  | { readonly kind: 'missing'; readonly message: string }
  | { readonly kind: 'invalid'; readonly message: string; readonly error?: ConnectionError };

/** The call that a connection is asked for: its method, and the address that is really called, without a query. */
export interface Call {
  readonly method: string;
  readonly url: string;
}

/** How far a run has come. */
export type Phase = StageName | 'connection' | 'token' | 'sending' | 'reading' | 'waiting';

/** Everything that a run takes from the world around it. */
export interface Effects {
  /** Milliseconds since 1970. */
  now(): number;
  /** A number from 0 up to, not including, 1. */
  random(): number;
  /** A version 4 UUID. */
  uuid(): string;
  /** Evaluates one path, template or expression; never rejects. */
  evaluate(evaluation: Evaluation): Promise<EvaluationResult>;
  /** Looks a connection up, with its secrets; whoever answers knows what the call is, and may end the run instead. */
  connection(arn: string, call: Call): Promise<ConnectionAnswer>;
  /** Told of a new token of the run's connection, or that its token is stale. */
  keepToken(token: Token | undefined): void;
  send: Send;
  /** Resolves after so many milliseconds, or at once when the run is cancelled. */
  wait(milliseconds: number): Promise<void>;
  phase(phase: Phase): void;
  /** Aborted when the run is cancelled. */
  readonly signal: AbortSignal;
}
