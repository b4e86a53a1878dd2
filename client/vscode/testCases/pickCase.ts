import * as vscode from 'vscode';
import type { TestCase } from '../../../shared/project/testCases';
import { COMMANDS } from '../commands';
import type { Target } from '../target';
import { caseArgument } from './caseTarget';

interface CaseItem extends vscode.QuickPickItem {
  readonly buttons: readonly CaseButton[];
}

interface CaseButton extends vscode.QuickInputButton {
  readonly command: string;
}

/**
 * Lets the person choose among the test cases of a state; the buttons of a case edit, duplicate and rename it instead.
 * Gives the name of the chosen case; undefined when none was chosen, or when there is none.
 */
export function pickCase(cases: readonly TestCase[], target: Target): Promise<string | undefined> {
  if (cases.length === 0) return Promise.resolve(undefined);
  const picker = vscode.window.createQuickPick<CaseItem>();
  picker.placeholder = vscode.l10n.t('The test case that gives the input of {0}', target.stateName);
  picker.items = cases.map(({ name, input }) => ({
    label: name,
    description: JSON.stringify(input ?? {}),
    buttons: buttons(),
  }));
  return new Promise((resolve) => {
    picker.onDidAccept(() => {
      resolve(picker.selectedItems[0]?.label);
      picker.hide();
    });
    picker.onDidTriggerItemButton(({ item, button }) => {
      const chosen = item.buttons.find((one) => one === button);
      picker.hide();
      if (chosen) void vscode.commands.executeCommand(chosen.command, caseArgument({ target, name: item.label }));
    });
    picker.onDidHide(() => {
      picker.dispose();
      resolve(undefined);
    });
    picker.show();
  });
}

function buttons(): readonly CaseButton[] {
  return [
    button('json', vscode.l10n.t('Edit the input'), COMMANDS.editCaseInput),
    button('copy', vscode.l10n.t('Duplicate'), COMMANDS.duplicateTestCase),
    button('pencil', vscode.l10n.t('Rename'), COMMANDS.renameTestCase),
  ];
}

function button(icon: string, tooltip: string, command: string): CaseButton {
  return { iconPath: new vscode.ThemeIcon(icon), tooltip, command };
}
