import * as vscode from 'vscode';
import { PROJECT_FILE } from '../../shared/project/project';

/** The project files of the workspace in the order of their names; none in a workspace that is not on a disk. */
export async function projectFiles(): Promise<readonly vscode.Uri[]> {
  const found = await vscode.workspace.findFiles(`**/${PROJECT_FILE}`, '**/node_modules/**');
  return found.filter(({ scheme }) => scheme === 'file').sort((one, other) => one.path.localeCompare(other.path));
}

/** The only project file of the workspace, or the one that the person picks; undefined when there is none, or none is picked. */
export async function pickProjectFile(): Promise<vscode.Uri | undefined> {
  const files = await projectFiles();
  if (files.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no {0} in this workspace.', PROJECT_FILE));
    return undefined;
  }
  return files.length === 1 ? files[0] : pickOf(files);
}

/** As `pickProjectFile`; where there is none, the place of a new one in the workspace. */
export async function pickOrPlaceProjectFile(): Promise<vscode.Uri | undefined> {
  const files = await projectFiles();
  if (files.length === 1) return files[0];
  if (files.length > 1) return pickOf(files);
  const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) {
    const message = vscode.l10n.t('Open a folder first: {0} is written into it.', PROJECT_FILE);
    void vscode.window.showInformationMessage(message);
    return undefined;
  }
  const items = folders.map(({ name, uri }) => ({ label: name, uri: vscode.Uri.joinPath(uri, PROJECT_FILE) }));
  const placeHolder = vscode.l10n.t('The folder for {0}', PROJECT_FILE);
  return items.length === 1 ? items[0]?.uri : (await vscode.window.showQuickPick(items, { placeHolder }))?.uri;
}

async function pickOf(files: readonly vscode.Uri[]): Promise<vscode.Uri | undefined> {
  const items = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  const placeHolder = vscode.l10n.t('The project file');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.uri;
}
