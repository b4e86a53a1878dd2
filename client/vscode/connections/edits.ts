import * as vscode from 'vscode';
import { removeConnection, renameConnection } from '../../../shared/project/edit';
import { activeProfile } from '../activeProfiles';
import { fileName, openAt, readText, writeText } from '../files';
import { pickOrPlaceProjectFile, projectFiles } from '../projectFiles';
import { type ChosenConnection, chosenConnection } from './chosen';
import { connectionKey, wrongName } from './names';
import type { Results } from './results';

const WORDS = { say: vscode.l10n.t };

/** A project file to begin with. */
export const EMPTY_FILE = '{\n  "version": 1,\n  "connections": {},\n  "endpoints": {}\n}\n';

/** Makes a project file in the workspace, or opens the one that is there. */
export async function createProject(): Promise<void> {
  const uri = (await projectFiles()).length > 0 ? undefined : await pickOrPlaceProjectFile();
  if (uri && (await readText(uri)) === undefined) await writeText(uri, EMPTY_FILE);
  const [there] = uri ? [uri] : await projectFiles();
  if (there) await openAt(there);
}

/** Opens the project file at a connection; as the active profile has it, if that overrides it. */
export async function goToConnection(argument: unknown): Promise<void> {
  const chosen = await chosenConnection(argument, () => true);
  if (chosen) await openConnection(chosen.uri, chosen.name);
}

/** Opens a project file at a connection, or at its beginning when there is none of this name. */
export async function openConnection(uri: vscode.Uri, name: string): Promise<void> {
  await openAt(uri, connectionKey((await readText(uri)) ?? '', name, activeProfile(uri.fsPath)));
}

/** Gives a connection another name in its project file, profiles included. */
export async function renameChosen(argument: unknown, results: Results): Promise<void> {
  const chosen = await chosenConnection(argument, () => true);
  const before = chosen && (await readText(chosen.uri));
  if (chosen === undefined || before === undefined) return;
  const { uri, name } = chosen;
  const to = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename the connection {0}', name),
    prompt: vscode.l10n.t('Definitions find it by the name inside of their ConnectionArn.'),
    value: name,
    validateInput: (value) => (value === name ? undefined : wrongName(value, before, WORDS.say)),
  });
  if (to === undefined || to === name) return;
  const text = renameConnection((await readText(uri)) ?? '', name, to);
  if (text === undefined) return tellNotJson(uri);
  await writeText(uri, text);
  results.forget(uri.fsPath, name);
  await openConnection(uri, to);
}

/** Takes a connection out of its project file after the person agreed; undoing brings it back. */
export async function removeChosen(argument: unknown, results: Results): Promise<void> {
  const chosen = await chosenConnection(argument, () => true);
  if (chosen === undefined || !(await agrees(chosen))) return;
  const { uri, name } = chosen;
  const text = removeConnection((await readText(uri)) ?? '', name);
  if (text === undefined) return tellNotJson(uri);
  await writeText(uri, text);
  results.forget(uri.fsPath, name);
}

async function agrees({ uri, name }: ChosenConnection): Promise<boolean> {
  const remove = vscode.l10n.t('Remove');
  const file = vscode.workspace.asRelativePath(uri);
  const question = vscode.l10n.t('Remove the connection {0} from {1}?', name, file);
  const detail = vscode.l10n.t('Its profiles lose it too. Secrets that are stored for it stay until they are cleared.');
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) === remove;
}

/** Says that a project file was left as it is because it cannot be read, and shows it. */
export async function tellNotJson(uri: vscode.Uri): Promise<void> {
  await openAt(uri);
  const message = vscode.l10n.t('This file is not JSON, so nothing was written: {0}', fileName(uri));
  void vscode.window.showWarningMessage(message);
}
