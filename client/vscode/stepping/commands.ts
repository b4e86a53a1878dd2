import * as vscode from 'vscode';
import type { COMMANDS } from '../commands';
import { type Target, targetFrom } from '../target';
import { mayRun } from '../trust';
import { createMarks } from './marks';
import { createStepper, type Stepper } from './stepper';
import type { WalkTools } from './walker';
import { writeMock } from './writeMock';

type SteppingCommand = 'runFromHere' | 'continueNext' | 'runOn' | 'retryNow' | 'showStep' | 'writeMock' | 'clearMarks';

/** Going from state to state: its commands, and the step that "Run again" may mean. */
export interface Stepping extends vscode.Disposable {
  readonly handlers: Readonly<
    Record<SteppingCommand & keyof typeof COMMANDS, (...args: readonly unknown[]) => unknown>
  >;
  readonly again: Stepper['again'];
}

/** Puts stepping together; the marks in the editors follow what the panel shows. */
export function createStepping(tools: WalkTools): Stepping {
  const { panel, tester } = tools;
  const stepper = createStepper(tools);
  const marks = createMarks();
  const shown = panel.onDidShow(marks.show);
  const running =
    (run: (...args: readonly unknown[]) => Promise<void>) =>
    async (...args: readonly unknown[]) => {
      if (await mayRun()) await run(...args);
    };
  const withTarget = (run: (target: Target) => Promise<void>) => async (argument: unknown) => {
    const target = await targetFrom(argument);
    if (target) await run(target);
  };
  return {
    again: stepper.again,
    handlers: {
      runFromHere: running(withTarget(stepper.runFromHere)),
      continueNext: running(stepper.continueNext),
      runOn: running(stepper.runOn),
      retryNow: running(stepper.retryNow),
      showStep: stepper.showStep,
      writeMock: withTarget((target) => writeMock(target, panel.view, tester)),
      clearMarks: marks.clear,
    },
    dispose: () => vscode.Disposable.from(shown, marks).dispose(),
  };
}
