import path from 'node:path';
import * as vscode from 'vscode';
import type { ConnectionAnswer, Phase } from '../../shared/executor/effects';
import { PROJECT_FILE } from '../../shared/project/project';
import type { SecretRef } from '../../shared/project/reference';
import { resolveConnection } from '../../shared/project/resolveConnection';
import type { TestCase } from '../../shared/project/testCases';
import type { Runner } from '../runner/runner';
import { fileName } from './files';
import { hinderedView, type Lacking, outcomeLine, outcomeView } from './outcomeView';
import { casesOf, type Prepared, prepare } from './prepare';
import type { Secrets } from './secrets';
import type { Target } from './target';
import type { TracePanel } from './trace/panel';
import type { Subject } from './trace/view';

/** What the tester works with. */
export interface Tools {
  readonly runner: Runner;
  readonly panel: TracePanel;
  readonly secrets: Secrets;
  readonly log: vscode.LogOutputChannel;
  readonly memory: vscode.Memento;
}

/** Runs states and shows what happened; one run at a time, as there is one panel. */
export interface Tester {
  /** Runs a state with the test case of this name, else with the last one used for it, else the first, else `{}`. */
  test(target: Target, caseName?: string): Promise<void>;
  /** Lets the person choose among the state's test cases, then runs. */
  testWith(target: Target): Promise<void>;
  /** The name of the test case that a state was tested with last; undefined when it was not tested yet. */
  caseOf(target: Target): string | undefined;
  /** The state that ran last in this workspace; undefined when none did. */
  last(): Target | undefined;
  /** Ends the run that is going on, if there is one. */
  cancel(): void;
}

const LAST = 'stateside.lastTarget';

/** A run that is going on, with what was learned on the way. */
interface Going extends Lacking {
  readonly stop: vscode.CancellationTokenSource;
  readonly abort: AbortController;
}

/** Makes the tester; nothing runs before the first test. */
export function createTester(tools: Tools): Tester {
  const { panel, runner, log, memory } = tools;
  const lastCases = new Map<string, string>();
  let going: Going | undefined;

  const cancel = (): void => {
    going?.stop.cancel();
    going?.abort.abort();
  };

  const run = async (prepared: Prepared, subject: Subject, mine: Going): Promise<void> => {
    const isMine = () => going === mine;
    const outcome = await runner.run(prepared.request, prepared.settings, {
      connection: (arn) => answerConnection(arn, prepared, mine, tools.secrets),
      phase: phaseTeller((phase) => {
        if (isMine() && panel.view?.kind === 'running') panel.show({ kind: 'running', subject, phase });
      }),
      signal: mine.abort.signal,
    });
    if (!isMine()) return;
    going = undefined;
    log.info(outcomeLine(subject, outcome));
    panel.show(outcomeView(outcome, subject, prepared, mine));
  };

  const test: Tester['test'] = async (target, caseName) => {
    cancel();
    const mine: Going = { stop: new vscode.CancellationTokenSource(), abort: new AbortController() };
    going = mine;
    const found = await casesOf(target);
    const key = keyOf(target);
    const cases = found.kind === 'cases' ? found.cases : [];
    const wanted = caseName ?? lastCases.get(key);
    const testCase = cases.find(({ name }) => name === wanted) ?? cases[0];
    if (testCase) lastCases.set(key, testCase.name);
    const subject = subjectOf(target, testCase);
    await memory.update(LAST, { uri: target.uri.toString(), stateName: target.stateName });
    const prepared = found.kind === 'cases' ? await prepare(target, testCase) : found;
    if (going !== mine) return;
    if (prepared.kind === 'hindered') return panel.show(hinderedView(subject, prepared));
    panel.show({ kind: 'running', subject, phase: undefined });
    await run(prepared, subject, mine);
  };

  return {
    test,
    testWith: async (target) => {
      const found = await casesOf(target);
      if (found.kind === 'hindered') return panel.show(hinderedView(subjectOf(target, undefined), found));
      const name = await pickCase(found.cases, target);
      if (found.cases.length === 0 || name !== undefined) await test(target, name);
    },
    caseOf: (target) => lastCases.get(keyOf(target)),
    last: () => {
      const kept = memory.get<{ readonly uri: string; readonly stateName: string }>(LAST);
      return kept && { uri: vscode.Uri.parse(kept.uri), stateName: kept.stateName };
    },
    cancel,
  };
}

async function pickCase(cases: readonly TestCase[], { stateName }: Target): Promise<string | undefined> {
  if (cases.length === 0) return undefined;
  const items = cases.map(({ name, input }) => ({ label: name, description: JSON.stringify(input ?? {}) }));
  const placeHolder = vscode.l10n.t('The test case that gives the input of {0}', stateName);
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.label;
}

/** Answers the runner's question for a connection; with a mock nothing is sent, so that no secret is needed. */
async function answerConnection(
  arn: string,
  { project, target, request }: Prepared,
  run: Going,
  secrets: Secrets,
): Promise<ConnectionAnswer> {
  const home = project ? vscode.Uri.file(project.path) : target.uri;
  const read = async (ref: SecretRef) =>
    request.mock ? ((await secrets.known(home, ref)) ?? PLACEHOLDER) : secrets.get(home, ref, run.stop.token);
  const file = project ? path.basename(project.path) : PROJECT_FILE;
  const answer = await resolveConnection(project?.project, arn, read, file);
  if (answer.kind === 'missing') run.missingConnection = arn;
  if (answer.kind !== 'missingSecret') return answer;
  if (run.abort.signal.aborted) return { kind: 'invalid', message: '' };
  const { ref } = answer;
  run.missingSecret =
    ref.kind === 'env'
      ? vscode.l10n.t(
          'The environment variable {0}, which the connection {1} needs, is not set.',
          ref.name,
          answer.connection,
        )
      : vscode.l10n.t('The secret {0}, which the connection {1} needs, was not given.', ref.name, answer.connection);
  // Nothing may be sent without its credentials, so the run ends here.
  run.abort.abort();
  return { kind: 'invalid', message: run.missingSecret };
}

const PLACEHOLDER = 'placeholder';

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

function subjectOf({ uri, stateName }: Target, testCase: TestCase | undefined): Subject {
  return { stateName, file: fileName(uri), uri: uri.toString(), ...(testCase && { caseName: testCase.name }) };
}

function keyOf({ uri, stateName }: Target): string {
  return JSON.stringify([uri.toString(), stateName]);
}
