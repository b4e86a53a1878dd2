import type { Phase } from '../../../shared/executor/effects';
import type { StateRun } from '../../../shared/executor/stateRun';
import type { TestStateRequest } from '../../../shared/executor/testStateRequest';
import type { Span } from '../../../shared/spec/diagnostic';

/** Translates a sentence and puts the values in the places of `{0}`, `{1}`, ... */
export type Say = (sentence: string, ...values: (string | number)[]) => string;

/** What the page needs of its surroundings; times are ISO 8601 texts in, texts for a person out. */
export interface Page {
  readonly cspSource: string;
  readonly styleUri: string;
  /** The language of the sentences, such as `en`. */
  readonly language: string;
  readonly say: Say;
  readonly time: (iso: string) => string;
}

/** What is being tested: a state of a file, with the test case that gives its input, if there is one. */
export interface Subject {
  readonly stateName: string;
  readonly file: string;
  readonly caseName?: string;
  /** The address of the definition; absent where a run was kept without it. */
  readonly uri?: string;
}

/** A Retrier or Catcher of a state's definition. */
export interface HandlerPlace {
  readonly field: 'Retry' | 'Catch';
  /** Counted in its list from 0. */
  readonly index: number;
  /** The names in its ErrorEquals. */
  readonly errors: readonly string[];
  readonly span: Span;
  /** The line on which it begins, counted from 1. */
  readonly line: number;
}

/** A link below a message: a command of the allow-list with its arguments. */
export interface Action {
  readonly text: string;
  readonly command: string;
  readonly args?: readonly unknown[];
  /** What helps most: it stands before the others. */
  readonly isFirst?: boolean;
}

/** A state while it runs; nothing of an earlier run is shown beside it. */
export interface RunningView {
  readonly kind: 'running';
  readonly subject: Subject;
  readonly phase: Phase | undefined;
}

/** A finished run. `actions` are what the circumstances suggest, such as writing the missing connection. */
export interface RunView {
  readonly kind: 'run';
  readonly subject: Subject;
  readonly run: StateRun;
  readonly reveal: boolean;
  /** Kept without its secrets, and shown again. */
  readonly restored?: boolean;
  /** With `restored`: chosen among the earlier runs, and not shown because the window was reloaded. */
  readonly earlier?: boolean;
  /** What was run; absent where the run is one that was kept. */
  readonly request?: TestStateRequest;
  /** The Retriers and Catchers of the state as it was run, in their order. */
  readonly handlers?: readonly HandlerPlace[];
  readonly actions: readonly Action[];
}

/** A run that did not come about or was ended: why, in a sentence, and what to do about it. */
export interface MessageView {
  readonly kind: 'message';
  readonly subject: Subject;
  readonly title: string;
  readonly message: string;
  readonly actions: readonly Action[];
}

/** Everything that the trace panel can show. */
export type TraceView = RunningView | RunView | MessageView;
