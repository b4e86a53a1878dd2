import * as vscode from 'vscode';

/** In Restricted Mode nothing of the workspace is run: the person is told why, and where to change it. */
export async function mayRun(message = testingIsOff()): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
  return false;
}

function testingIsOff(): string {
  return vscode.l10n.t(
    'Testing a state is off in Restricted Mode, because it sends requests and uses secrets as the files of this workspace say.',
  );
}
