import type { ConnectionAnswer, Phase, Token } from '../../shared/executor/effects';
import type { RunResult } from '../../shared/executor/run';
import type { RunSettings, TestStateRequest } from '../../shared/executor/testStateRequest';

// Messages between the parent (editor, command line) and the runner's process.

/** One thing to run. */
export interface RunMessage {
  readonly kind: 'run';
  readonly id: number;
  readonly request: TestStateRequest;
  readonly settings: RunSettings;
}

/** What a parent sends to the runner. */
export type ToRunner =
  | RunMessage
  | { readonly kind: 'connection'; readonly id: number; readonly answer: ConnectionAnswer }
  | { readonly kind: 'cancel'; readonly id: number };

/** What the runner sends to its parent. */
export type FromRunner =
  | { readonly kind: 'phase'; readonly id: number; readonly phase: Phase }
  | { readonly kind: 'needConnection'; readonly id: number; readonly arn: string }
  | { readonly kind: 'token'; readonly id: number; readonly token: Token | undefined }
  | { readonly kind: 'done'; readonly id: number; readonly outcome: RunOutcome };

/** How a run ended: with an answer, or without one because it was ended. */
export type RunOutcome =
  | RunResult
  | { readonly kind: 'ended'; readonly why: 'cancelled' | 'deadline' | 'crashed'; readonly message: string };
