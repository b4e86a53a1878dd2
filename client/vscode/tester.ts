import type * as vscode from 'vscode';
import type { Phase } from '../../shared/executor/effects';
import type { TestCase } from '../../shared/project/testCases';
import { endGoing, type Going, newGoing } from './connectionAnswer';
import { loadDefinition } from './definitions';
import { fileName } from './files';
import { createLastTested, type LastTested } from './lastTested';
import { hinderedView, outcomeLine, outcomeView } from './outcomeView';
import { casesOf, type Prepared, prepare } from './prepare';
import { type RunTools, runPrepared } from './runPrepared';
import { needsMockView } from './stepping/needsMock';
import type { Target } from './target';
import { pickCase } from './testCases/pickCase';
import { type ChosenCase, seenAfter } from './testCases/seenAfter';
import type { TracePanel } from './trace/panel';
import type { Subject } from './trace/view';

/** What the tester works with. */
export interface Tools extends RunTools {
  readonly panel: TracePanel;
  readonly log: vscode.LogOutputChannel;
  readonly memory: vscode.Memento;
}

/** Runs states and shows what happened; one run at a time, as there is one panel. */
export interface Tester extends LastTested {
  /** Runs a state with the test case of this name, else with the last one used for it, else the first, else `{}`. */
  test(target: Target, caseName?: string): Promise<void>;
  /** Lets the person choose among the state's test cases, then runs. */
  testWith(target: Target): Promise<void>;
  /** Begins a run of another kind, which ends the one that is going on. */
  begin(): Going;
  /** Tells whether nothing else has begun since a run did. */
  isMine(going: Going): boolean;
  /** Ends the run that is going on, if there is one. */
  cancel(): void;
}

/** Makes the tester; nothing runs before the first test. */
export function createTester(tools: Tools): Tester {
  const { panel, runner, log, memory } = tools;
  const lastTested = createLastTested(memory);
  let going: Going | undefined;

  const cancel = (): void => {
    if (going) endGoing(going);
  };

  const run = async (prepared: Prepared, subject: Subject, mine: Going, cases: ChosenCase): Promise<void> => {
    const isMine = () => going === mine;
    const tellPhase = phaseTeller((phase) => {
      if (isMine() && panel.view?.kind === 'running') panel.show({ kind: 'running', subject, phase });
    });
    const outcome = await runPrepared(tools, prepared, mine, tellPhase);
    const seen = outcome.kind === 'run' ? await seenAfter(outcome.run, prepared, cases, runner) : undefined;
    if (!isMine()) return;
    going = undefined;
    log.info(outcomeLine(subject, outcome));
    const view = outcomeView(outcome, subject, prepared, mine);
    panel.show(view.kind === 'run' ? { ...view, ...seen?.shown } : view);
  };

  const begin = (): Going => {
    cancel();
    going = newGoing();
    return going;
  };

  const test: Tester['test'] = async (target, caseName) => {
    const mine = begin();
    const [found, definition] = await Promise.all([casesOf(target), loadDefinition(target.uri)]);
    const cases = found.kind === 'cases' ? found.cases : [];
    const wanted = caseName ?? lastTested.caseOf(target);
    const testCase = cases.find(({ name }) => name === wanted) ?? cases[0];
    if (testCase) lastTested.used(target, testCase.name);
    const subject = subjectOf(target, testCase);
    void lastTested.remember(target);
    const prepared = found.kind === 'cases' ? await prepare(target, testCase, definition) : found;
    if (going !== mine) return;
    if (prepared.kind === 'hindered') return panel.show(hinderedView(subject, prepared));
    const need = prepared.request.mock ? undefined : prepared.testable.mockNeed;
    const mocked = need && caseName === undefined ? cases.find(({ mock }) => mock !== undefined) : undefined;
    if (mocked) return test(target, mocked.name);
    if (need) return panel.show(needsMockView(subject, target, need));
    panel.show({ kind: 'running', subject, phase: undefined });
    await run(prepared, subject, mine, { testCase, file: found.kind === 'cases' ? found.file : undefined });
  };

  return {
    ...lastTested,
    test,
    testWith: (target) => testWith(target, test, panel),
    begin,
    isMine: (one) => going === one,
    cancel,
  };
}

async function testWith(target: Target, test: Tester['test'], panel: TracePanel): Promise<void> {
  const found = await casesOf(target);
  if (found.kind === 'hindered') return panel.show(hinderedView(subjectOf(target, undefined), found));
  const name = await pickCase(found.cases, target);
  if (found.cases.length === 0 || name !== undefined) await test(target, name);
}

/** Phases that pass in a blink are not shown: each one shown makes a new page. */
function phaseTeller(tell: (phase: Phase) => void): (phase: Phase) => void {
  let latest: Phase | undefined;
  return (phase) => {
    const isWaiting = latest !== undefined;
    latest = phase;
    if (isWaiting) return;
    setTimeout(() => {
      if (latest) tell(latest);
      latest = undefined;
    }, PHASE_MILLISECONDS);
  };
}

const PHASE_MILLISECONDS = 150;

/** A state of a file, with the test case that gives its input or its mock, as the panel names it. */
export function subjectOf({ uri, stateName }: Target, testCase: Pick<TestCase, 'name'> | undefined): Subject {
  return { stateName, file: fileName(uri), uri: uri.toString(), ...(testCase && { caseName: testCase.name }) };
}
