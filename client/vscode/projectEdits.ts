import * as vscode from 'vscode';
import { addConnection } from '../../shared/project/edit';
import { connectionNameOf } from '../../shared/spec/connection';
import { EMPTY_FILE, openConnection, tellNotJson } from './connections/edits';
import { connectionFrom, kindsOf } from './connections/kinds';
import { openAt, projectUri, readText, writeText } from './files';

const WORDS = { say: vscode.l10n.t };

/** Opens the project file of a definition; an empty one is made after the person agreed. */
export async function openProject(definition: vscode.Uri): Promise<void> {
  const uri = await projectUri(definition);
  if ((await readText(uri)) === undefined) {
    const make = vscode.l10n.t('Create File');
    const question = vscode.l10n.t('There is no project file yet: {0}', vscode.workspace.asRelativePath(uri));
    if ((await vscode.window.showInformationMessage(question, make)) !== make) return;
    await writeText(uri, EMPTY_FILE);
  }
  await openAt(uri);
}

/**
 * Asks for the kind of a connection, writes one of that kind to begin with into the definition's project file under its
 * ARN's name, and opens it. Its secrets are asked for when a state first uses it.
 */
export async function writeConnection(definition: vscode.Uri, arn: string): Promise<void> {
  const name = connectionNameOf(arn) ?? arn;
  const placeHolder = vscode.l10n.t('How does the connection {0} authorize its requests?', name);
  const kind = await vscode.window.showQuickPick([...kindsOf(WORDS.say)], { placeHolder });
  if (kind === undefined) return;
  const uri = await projectUri(definition);
  const samples = kind.steps.map(({ sample = '' }) => sample);
  const text = addConnection(await readText(uri), name, connectionFrom(kind, name, samples));
  if (text === undefined) return tellNotJson(uri);
  await writeText(uri, text);
  await openConnection(uri, name);
}
