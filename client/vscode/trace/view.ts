import type { Phase } from '../../../shared/executor/effects';
import type { StateRun } from '../../../shared/executor/stateRun';
import type { TestStateRequest } from '../../../shared/executor/testStateRequest';
import type { JudgedExpectation } from '../../../shared/report/judgement';
import type { Span } from '../../../shared/spec/diagnostic';
import type { JsonObject } from '../../../shared/spec/json';
import type { Path } from './path';

/** Translates a sentence and puts the values in the places of `{0}`, `{1}`, ... */
export type Say = (sentence: string, ...values: (string | number)[]) => string;

/** What the page needs of its surroundings; times are ISO 8601 texts in, texts for a person out. */
export interface Page {
  /** The style sheet, as CSS. */
  readonly style: string;
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
  /** The state whose output is the input; absent where that comes from the test case. */
  readonly from?: string;
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

/** Whether what a test case expects came about. */
export interface ShownExpectation {
  readonly expect: JudgedExpectation;
  /** The address of the file of test cases. */
  readonly uri: string;
  /** Each part that does not hold, with the line of its file (from 1) and the offset there; none when all hold. */
  readonly failed: readonly {
    readonly message: string;
    readonly details: readonly string[];
    readonly line: number;
    readonly offset: number;
  }[];
}

/** An answer of AWS beside what it was read as. */
export interface AwsAnswer {
  /** With whom and where; an empty text where the configuration of the command says it. */
  readonly place: { readonly profile: string; readonly region: string; readonly account: string | undefined };
  /** The answer of TestState as it came. */
  readonly output: JsonObject;
  /** AWS was asked to show what the connection adds. */
  readonly reveals: boolean;
  /** The run of the same request on this machine; undefined where there was none. */
  readonly local: RunView | undefined;
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
  /** The states that ran before it. */
  readonly path?: Path;
  readonly phase: Phase | undefined;
  /** What is waited for, in a sentence; without it the phase says so. */
  readonly story?: string;
}

/** A finished run. `actions` are what the circumstances suggest, such as writing the missing connection. */
export interface RunView {
  readonly kind: 'run';
  readonly subject: Subject;
  /** The path that it is a step of; absent where the state was tested alone. */
  readonly path?: Path;
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
  /** What the test case expects; absent where it expects nothing, and where the run is one that was kept. */
  readonly expectation?: ShownExpectation;
  /** The definition was changed while the state ran. */
  readonly outdated?: boolean;
  /** Where AWS ran it, and what it said; absent where it ran on this machine. */
  readonly aws?: AwsAnswer;
  readonly actions: readonly Action[];
}

/** A run that did not come about or was ended: why, in a sentence, and what to do about it. */
export interface MessageView {
  readonly kind: 'message';
  readonly subject: Subject;
  /** The path that ended here; absent where the state was to be tested alone. */
  readonly path?: Path;
  readonly title: string;
  readonly message: string;
  readonly actions: readonly Action[];
}

/** Everything that the trace panel can show. */
export type TraceView = RunningView | RunView | MessageView;
