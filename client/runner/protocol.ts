import type { Call, ConnectionAnswer, Effects, Phase, Token } from '../../shared/executor/effects';
import type { RunResult } from '../../shared/executor/run';
import type { RunSettings, TestStateRequest } from '../../shared/executor/testStateRequest';
import type { TokenCall } from '../../shared/executor/tokenCall';

// Messages between the parent (editor, command line) and the runner's process.

/** One thing to run. */
export interface RunMessage {
  readonly kind: 'run';
  readonly id: number;
  readonly request: TestStateRequest;
  readonly settings: RunSettings;
}

/** A piece of a state's data flow: a path, a call of an intrinsic function, or JSONata, with the data that it works on. */
export type Evaluation = Parameters<Effects['evaluate']>[0];

/** The value of an expression, or the ASL error with its cause. */
export type EvaluationResult = Awaited<ReturnType<Effects['evaluate']>>;

/** A token to ask for, outside of any run. */
export interface TokenMessage {
  readonly kind: 'askToken';
  readonly id: number;
  readonly found: FoundConnection;
  readonly settings: RunSettings;
}

/** A connection with its secret values. */
export type FoundConnection = Extract<ConnectionAnswer, { kind: 'found' }>;

/** What a parent sends to the runner. */
export type ToRunner =
  | RunMessage
  | { readonly kind: 'evaluate'; readonly id: number; readonly evaluation: Evaluation }
  | TokenMessage
  | { readonly kind: 'connection'; readonly id: number; readonly answer: ConnectionAnswer }
  | { readonly kind: 'cancel'; readonly id: number };

/** What the runner sends to its parent. */
export type FromRunner =
  | { readonly kind: 'askedToken'; readonly id: number; readonly call: TokenCall }
  | { readonly kind: 'evaluated'; readonly id: number; readonly result: EvaluationResult }
  | { readonly kind: 'phase'; readonly id: number; readonly phase: Phase }
  | { readonly kind: 'needConnection'; readonly id: number; readonly arn: string; readonly call: Call }
  | { readonly kind: 'token'; readonly id: number; readonly token: Token | undefined }
  | { readonly kind: 'done'; readonly id: number; readonly outcome: RunOutcome };

/** How a run ended: with an answer, or without one because it was ended. */
export type RunOutcome =
  | RunResult
  | { readonly kind: 'ended'; readonly why: 'cancelled' | 'deadline' | 'crashed'; readonly message: string };
