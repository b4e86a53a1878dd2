import * as vscode from 'vscode';
import { expectedSides } from '../../../shared/report/expectedSides';
import { masker } from '../../../shared/report/mask';
import { prettyJson } from '../trace/jsonText';
import type { TracePanel } from '../trace/panel';
import { maskedRun, maskedValue } from '../trace/shownRun';
import type { RunView } from '../trace/view';

/** Opens VS Code's comparison of what a run's test case expects and, of what happened, the parts that it speaks of. */
export async function compareWithExpectation({ run, subject, expectation }: RunView, panel: TracePanel): Promise<void> {
  if (expectation === undefined) {
    const message = vscode.l10n.t('The run on display has no test case that expects anything.');
    void vscode.window.showInformationMessage(message);
    return;
  }
  const { expected, actual } = expectedSides(maskedRun(run), expectation.expect);
  const name = subject.caseName ?? subject.stateName;
  await panel.editors.compare(
    vscode.l10n.t('{0}: expected ↔ what happened', name),
    { title: vscode.l10n.t('{0} expected', name), text: prettyJson(maskedValue(expected, masker(run, false))) },
    { title: vscode.l10n.t('{0} what happened', name), text: prettyJson(actual) },
  );
}
