import * as vscode from 'vscode';
import { retriedRequest, retriedRun, type WalkLimits } from '../../runner/walk';
import { loadDefinition } from '../definitions';
import { readText } from '../files';
import { hinderedView, outcomeLine, outcomeView } from '../outcomeView';
import { prepare } from '../prepare';
import { runPrepared } from '../runPrepared';
import type { Target } from '../target';
import { continuationOf, type Path, pathOf, retriableRun, type Step, stepOf, viewAt } from '../trace/path';
import type { MessageView, RunView } from '../trace/view';
import { runWalk, secretsOf, type WalkTools } from './walker';

/** Goes from state to state, from what the trace panel shows. */
export interface Stepper {
  /** Runs a state with its test case, and goes on from it as far as it can. */
  runFromHere(target: Target): Promise<void>;
  /** Runs the state that follows the one on display. */
  continueNext(): Promise<void>;
  /** Goes on from the state on display as far as it can. */
  runOn(): Promise<void>;
  /** Runs the step on display again with what it was handed; false where what is on display is no such step. */
  again(): Promise<boolean>;
  /** Tries the state on display once more, as its Retrier would. */
  retryNow(): Promise<void>;
  /** Shows a step of the path by its index, or one that the person picks. */
  showStep(index: unknown): Promise<void>;
}

const ONE_STEP: WalkLimits = { steps: 1, calls: Number.POSITIVE_INFINITY };

/** Makes the stepper; all that it knows is on display. */
export function createStepper(tools: WalkTools): Stepper {
  const { panel } = tools;
  const goOn = async (limits: WalkLimits | undefined): Promise<void> => {
    const found = continuationOf(panel.view);
    const definition = found && (await definitionOnDisplay(tools));
    if (found === undefined || definition === undefined) return tellNothingFollows();
    await runWalk({ definition, ...found, ...(limits && { limits }) }, tools);
  };
  return {
    runFromHere: async ({ uri, stateName }) => {
      const definition = await loadDefinition(uri);
      if (definition) await runWalk({ definition, steps: [], next: { stateName } }, tools);
    },
    continueNext: () => goOn(ONE_STEP),
    runOn: () => goOn(undefined),
    again: async () => {
      const { path } = panel.view ?? {};
      const step = path?.steps[path.current];
      const definition = step?.handed?.input === undefined ? undefined : await definitionOnDisplay(tools);
      if (path === undefined || step?.handed === undefined || definition === undefined) return false;
      const steps = path.steps.slice(0, path.current);
      // The step before it may not be kept whole any more.
      const secrets = secretsOf([step]);
      await runWalk({ definition, steps, next: step.handed, secrets, limits: ONE_STEP }, tools);
      return true;
    },
    retryNow: () => retryNow(tools),
    showStep: (index) => showStep(index, tools),
  };
}

async function definitionOnDisplay({ panel }: WalkTools) {
  const uri = panel.view?.subject.uri;
  return uri === undefined ? undefined : loadDefinition(vscode.Uri.parse(uri));
}

function tellNothingFollows(): void {
  void vscode.window.showInformationMessage(
    vscode.l10n.t('Nothing follows what is on display: test a state that has a next one first.'),
  );
}

async function retryNow(tools: WalkTools): Promise<void> {
  const { panel, tester } = tools;
  const view = retriableRun(panel.view);
  const address = view?.subject.uri;
  if (view === undefined || address === undefined) {
    const message = vscode.l10n.t('The run on display is none that would be tried again.');
    void vscode.window.showInformationMessage(message);
    return;
  }
  const { subject, path, request, run: before } = view;
  const uri = vscode.Uri.parse(address);
  const mine = tester.begin();
  const prepared = await prepare({ uri, stateName: subject.stateName }, undefined);
  if (!tester.isMine(mine)) return;
  if (prepared.kind === 'hindered') return panel.show(hinderedView(subject, prepared));
  const steps = path?.steps.slice(0, path.current) ?? [];
  const shown = path && { path: { ...path, steps, current: -1, running: subject.stateName } };
  panel.show({ kind: 'running', subject, phase: undefined, ...shown });
  const ready = { ...prepared, request: retriedRequest(request) };
  const told = await runPrepared(tools, ready, mine, () => undefined);
  if (!tester.isMine(mine)) return;
  const outcome = told.kind === 'run' ? { ...told, run: retriedRun(before, told.run) } : told;
  tools.log.info(outcomeLine(subject, outcome));
  const ended = outcomeView(outcome, subject, ready, mine);
  const isOutdated = prepared.request.definition !== request.definition || (await readText(uri)) !== prepared.source;
  if (!tester.isMine(mine)) return;
  const after = ended.kind === 'run' && isOutdated ? { ...ended, outdated: true } : ended;
  panel.show(path ? inPlace(after, path, steps) : after);
}

/** A path that leads to another end of the step that was tried again. */
function inPlace(after: RunView | MessageView, path: Path, before: readonly Step[]): RunView | MessageView {
  const steps = [...before, stepOf(after, path.steps[path.current]?.handed)];
  const { end: _end, running: _running, ...rest } = path;
  return { ...after, path: { ...rest, steps, current: before.length } };
}

async function showStep(index: unknown, { panel, tester }: WalkTools): Promise<void> {
  const path = pathOf(panel.view);
  const chosen = path && (typeof index === 'number' ? index : await pickStep(path));
  const view = path && chosen !== undefined ? viewAt(path, chosen) : undefined;
  if (path === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no path on display: run from a state first.'));
  }
  if (view === undefined) return;
  const { uri, stateName } = view.subject;
  if (uri !== undefined) await tester.remember({ uri: vscode.Uri.parse(uri), stateName });
  panel.turnTo(view);
}

async function pickStep({ steps }: Path): Promise<number | undefined> {
  const items = steps.map(({ stateName, look, nextState }, index) => ({
    label: `${index + 1}. ${stateName}`,
    description: [look, nextState && `→ ${nextState}`].filter(Boolean).join(' '),
    index,
  }));
  const placeHolder = vscode.l10n.t('The step to show');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.index;
}
