import type { StateRun, Status } from '../../../shared/executor/stateRun';
import { masker } from '../../../shared/report/mask';
import { type Handed, handedOn } from '../../runner/walk';
import type { MessageView, RunView, TraceView } from './view';

/** How a step of a path ended: as TestState says it, or it was not run at all. */
export type StepLook = Status | 'NOT_RUN';

/** One state that a path came through. Its texts hold no secrets. */
export interface Step {
  readonly stateName: string;
  readonly look: StepLook;
  /** Without waiting. */
  readonly milliseconds?: number;
  readonly nextState?: string;
  readonly error?: string;
  readonly mocked: boolean;
  /** How often it was tried. */
  readonly attempts: number;
  /** What it was given by the step before; absent for the first one, whose test case says it. */
  readonly handed?: Handed;
  /** What the panel shows of it; absent where the path became too large to keep all of it. */
  readonly view?: RunView | MessageView;
  /** Characters of its run as JSON. */
  readonly size: number;
}

/** The states that were run one after the other, in their order, and which of them is on display. */
export interface Path {
  readonly steps: readonly Step[];
  readonly current: number;
  /** The state that runs now. */
  readonly running?: string;
  /** Why the walk is over, in a sentence; absent while it goes on, and after single steps. */
  readonly end?: string;
  /** The definition was changed after the walk began, and the text at its beginning counted. */
  readonly edited?: boolean;
  /** The text of the definition when it began. */
  readonly source?: string;
}

/** Characters of JSON of all runs of a path; of what is larger only the newest ones are kept whole. */
export const PATH_CHARACTERS = 50_000_000;

/** The step of a finished run, or of one that did not come about. */
export function stepOf(view: RunView | MessageView, handed: Handed | undefined): Step {
  const { path: _path, ...own } = view;
  const given = handed === undefined ? {} : { handed };
  if (own.kind === 'message') {
    return {
      stateName: view.subject.stateName,
      look: 'NOT_RUN',
      mocked: false,
      attempts: 0,
      ...given,
      view: own,
      size: 0,
    };
  }
  const { run } = own;
  // Whoever comes back to a step has its secrets hidden again.
  const hidden = { ...own, reveal: false };
  return {
    ...summaryOf(run),
    stateName: view.subject.stateName,
    ...given,
    view: hidden,
    size: sizeOf(run),
  };
}

function summaryOf(run: StateRun) {
  const mask = masker(run, false);
  return {
    look: run.status,
    milliseconds: run.durationMilliseconds,
    ...(run.nextState === undefined ? {} : { nextState: mask(run.nextState) }),
    ...(run.error === undefined ? {} : { error: mask(run.error) }),
    mocked: run.mocked,
    attempts: run.attempts.length,
  };
}

/** Steps with one more at their end; the oldest ones lose their view when all together become too large. */
export function withStep(steps: readonly Step[], step: Step): readonly Step[] {
  const all = [...steps, step];
  let characters = all.reduce((sum, { view, size }) => sum + (view ? size : 0), 0);
  if (characters <= PATH_CHARACTERS) return all;
  return all.map((one, index) => {
    if (one.view === undefined || characters <= PATH_CHARACTERS || index === all.length - 1) return one;
    characters -= one.size;
    const { view: _view, ...rest } = one;
    return rest;
  });
}

/** The path of what is on display: a single run is a path of one step. Undefined where nothing has ended. */
export function pathOf(view: TraceView | undefined): Path | undefined {
  if (view === undefined) return undefined;
  if (view.path) return view.path;
  return view.kind === 'run' && !view.restored ? { steps: [stepOf(view, undefined)], current: 0 } : undefined;
}

/** What would be run next, and the steps before it; undefined where nothing follows the step on display. */
export function continuationOf(
  view: TraceView | undefined,
): { readonly steps: readonly Step[]; readonly next: Handed } | undefined {
  const path = pathOf(view);
  const step = path?.steps[path.current];
  if (path === undefined || step?.view === undefined) return undefined;
  if (step.view.kind === 'message') {
    // It could not be run before: it is run now, in the place of the step that says so.
    return step.handed && { steps: path.steps.slice(0, path.current), next: step.handed };
  }
  const next = handedOn(step.view.run);
  return next && { steps: path.steps.slice(0, path.current + 1), next };
}

/** The name of the state that may be run next; undefined where nothing follows the step on display. */
export function nextNameOf(view: TraceView): string | undefined {
  if (view.kind === 'run') return view.restored || view.run.output === undefined ? undefined : view.run.nextState;
  const { path } = view;
  return view.kind === 'message' ? path?.steps[path.current]?.handed?.stateName : undefined;
}

/** The run on display where one more try would follow it here; undefined where none would, or what was run is not kept. */
export function retriableRun(view: TraceView | undefined): RetriableRun | undefined {
  if (view?.kind !== 'run' || view.run.status !== 'RETRIABLE' || view.aws !== undefined) return undefined;
  const { request } = view;
  return request && { ...view, request };
}

/** A run with what was run. */
type RetriableRun = RunView & Required<Pick<RunView, 'request'>>;

/** A view that shows a step of a path; undefined where there is none, or it is not kept. */
export function viewAt(path: Path, index: number): RunView | MessageView | undefined {
  const view = path.steps[index]?.view;
  return view && { ...view, path: { ...path, current: index } };
}

/** A run that hides the secrets of the states before it too: what they hand on may hold them. */
export function withSecrets(run: StateRun, known: Iterable<string>): StateRun {
  return { ...run, secrets: [...new Set([...known, ...run.secrets])] };
}

/** What cannot be written is too deep for a page, too: it counts nothing. */
function sizeOf(run: StateRun): number {
  try {
    return JSON.stringify(run).length;
  } catch (error) {
    if (error instanceof RangeError) return 0;
    throw error;
  }
}
