import * as vscode from 'vscode';
import type { Phase } from '../../../shared/executor/effects';
import { knownSecrets } from '../../../shared/report/mask';
import type { RunOutcome } from '../../runner/protocol';
import { type Handed, handedRequest, type WalkEnd, type WalkLimits, walk } from '../../runner/walk';
import type { Going } from '../connectionAnswer';
import type { Definition } from '../definitions';
import { readText } from '../files';
import { hinderedView, outcomeLine, outcomeView } from '../outcomeView';
import { type RunTools, runPrepared } from '../runPrepared';
import { subjectOf, type Tester } from '../tester';
import type { TracePanel } from '../trace/panel';
import { type Path, type Step, stepOf, viewAt, withSecrets, withStep } from '../trace/path';
import type { MessageView, RunView, Subject } from '../trace/view';
import { needsMockView } from './needsMock';
import { createPace, type Pace } from './pace';
import { createPlans, type Plans, type Ready } from './plans';
import { endSentence } from './walkEnd';

/** What a walk works with. */
export interface WalkTools extends RunTools {
  readonly panel: TracePanel;
  readonly tester: Tester;
  readonly log: vscode.LogOutputChannel;
}

/** Where a walk begins: behind which steps, with which state, how far it may go. */
export interface WalkStart {
  readonly definition: Definition;
  readonly steps: readonly Step[];
  readonly next: Handed;
  /** Secrets that may stand in what is handed, beside those of the steps. */
  readonly secrets?: readonly string[];
  /** Absent for a walk to the end; single steps are tried once, as TestState does. */
  readonly limits?: WalkLimits;
}

/** A walk while it goes on: the only thing that changes. */
interface Walking {
  readonly start: WalkStart;
  readonly mine: Going;
  readonly plans: Plans;
  readonly pace: Pace;
  steps: readonly Step[];
  running: Handed | undefined;
  /** The view of the state that ended last, until it is told that it did. */
  ended: RunView | MessageView | undefined;
}

/** Walks through a machine and shows how far it has come, then its last step, or the one that the person chose meanwhile. */
export async function runWalk(start: WalkStart, tools: WalkTools): Promise<void> {
  const { tester, panel } = tools;
  const mine = tester.begin();
  const { definition, steps, next, limits } = start;
  const origin = steps.at(-1)?.stateName ?? next.stateName;
  const plans = createPlans(definition, next, { origin, retries: limits === undefined, tester });
  const walking: Walking = { start, mine, plans, pace: createPace(), steps, running: undefined, ended: undefined };
  const end = await walk<Ready>(
    next,
    {
      signal: mine.abort.signal,
      plan: plans.plan,
      entered: (handed) => {
        walking.running = handed;
        drawRunning(walking, undefined, panel);
      },
      run: (ready, handed) => runStep(walking, ready, handed, tools),
      left: (handed) => {
        if (walking.ended) walking.steps = withStep(walking.steps, stepOf(walking.ended, handed));
        walking.ended = undefined;
        walking.running = undefined;
      },
    },
    limits,
  );
  walking.pace.stop();
  if (!tester.isMine(mine)) return;
  await finish(walking, end, tools);
}

async function runStep(
  walking: Walking,
  { subject, prepared }: Ready,
  handed: Handed,
  tools: WalkTools,
): Promise<RunOutcome> {
  const { mine } = walking;
  const from = handed.input === undefined ? undefined : walking.steps.at(-1)?.stateName;
  const named: Subject = { ...subject, ...(from !== undefined && { from }) };
  if (prepared.kind === 'hindered') {
    walking.ended = hinderedView(named, prepared);
    return { kind: 'ended', why: 'cancelled', message: prepared.message };
  }
  const known = [...(walking.start.secrets ?? []), ...secretsOf(walking.steps)];
  const ready = { ...prepared, request: handedRequest(prepared.request, handed) };
  const told = await runPrepared(tools, ready, mine, (phase) => drawRunning(walking, phase, tools.panel));
  const outcome = told.kind === 'run' ? { ...told, run: withSecrets(told.run, known) } : told;
  if (!tools.tester.isMine(mine)) return outcome;
  tools.log.info(outcomeLine(named, outcome));
  walking.ended = outcomeView(outcome, named, ready, mine);
  return outcome;
}

/** The secrets that the last of some steps knows, which are those of all before it too. */
export function secretsOf(steps: readonly Step[]): readonly string[] {
  const view = steps.at(-1)?.view;
  return view?.kind === 'run' ? knownSecrets(view.run) : [];
}

/** A step that the person looks at meanwhile stays on display. */
function drawRunning(
  { start, mine, pace, steps, running }: Walking,
  phase: Phase | undefined,
  panel: TracePanel,
): void {
  if (running === undefined || isChosen(panel)) return;
  const { uri } = start.definition;
  const subject = subjectOf({ uri, stateName: running.stateName }, undefined);
  const from = steps.at(-1)?.stateName;
  const path: Path = { steps, current: -1, running: running.stateName, source: start.definition.text };
  pace.draw(() => {
    if (isChosen(panel) || mine.abort.signal.aborted) return;
    panel.show({ kind: 'running', subject: { ...subject, ...(from !== undefined && { from }) }, phase, path });
  });
}

function isChosen({ view }: TracePanel): boolean {
  return view !== undefined && view.kind !== 'running' && view.path?.running !== undefined;
}

/** Steps of a walk that go into the history, which has no room for more. */
const KEPT_STEPS = 50;

async function finish(walking: Walking, end: WalkEnd, { panel, tester }: WalkTools): Promise<void> {
  const { start, mine } = walking;
  const { uri, text: source } = start.definition;
  const last = lastView(walking, end);
  const stopped = 'next' in end ? end.next : walking.running;
  const steps = last ? withStep(walking.steps, stepOf(last, stopped)) : walking.steps;
  const isSingle = start.limits !== undefined;
  const sentence = isSingle && end.kind !== 'absent' ? undefined : endSentence(end, steps);
  const edited = (await readText(uri)) !== source;
  if (!tester.isMine(mine)) return;
  const chosen = isChosen(panel) ? panel.view?.path?.current : undefined;
  const current = chosen ?? steps.length - 1;
  const path: Path = {
    steps,
    current,
    source,
    ...(sentence !== undefined && { end: sentence }),
    ...(edited && { edited }),
  };
  const fresh = steps.slice(start.steps.length).slice(-KEPT_STEPS);
  panel.keep(fresh.flatMap(({ view }) => (view?.kind === 'run' ? view : [])));
  const view = viewAt(path, current);
  const stateName = steps[current]?.stateName;
  if (stateName !== undefined) await tester.remember({ uri, stateName });
  if (view) panel.turnTo(view);
}

/** What is shown of a state that did not run; undefined where the last state that ran is all there is to show. */
function lastView({ start, plans, running, ended, mine }: Walking, end: WalkEnd): MessageView | RunView | undefined {
  const { uri } = start.definition;
  if (end.kind === 'cancelled' && running !== undefined) return ended ?? cancelledView(uri, running, mine);
  if (!('next' in end)) return undefined;
  const { stateName } = end.next;
  const subject = subjectOf({ uri, stateName }, undefined);
  const need = end.kind === 'needsMock' ? plans.needOf(stateName) : undefined;
  if (need) return needsMockView(subject, { uri, stateName }, need);
  const isLimit = end.kind !== 'absent';
  if (isLimit && start.limits !== undefined) return undefined;
  const message = endSentence(end, []) ?? '';
  return { kind: 'message', subject, title: vscode.l10n.t('Stopped'), message, actions: [] };
}

function cancelledView(uri: vscode.Uri, { stateName }: Handed, { missingSecret }: Going): MessageView {
  const subject = subjectOf({ uri, stateName }, undefined);
  const message = missingSecret ?? vscode.l10n.t('The run was cancelled.');
  return { kind: 'message', subject, title: vscode.l10n.t('Cancelled'), message, actions: [] };
}
