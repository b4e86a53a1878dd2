import * as vscode from 'vscode';

/** Opens the walkthrough of the manifest on the page that VS Code has for them. */
export async function openWalkthrough({ extension }: Pick<vscode.ExtensionContext, 'extension'>): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extension.id}#${WALKTHROUGH}`, false);
}

/** The walkthrough's id in the manifest. */
const WALKTHROUGH = 'firstSteps';
