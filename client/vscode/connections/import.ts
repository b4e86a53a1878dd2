import * as vscode from 'vscode';
import { connectionSecrets } from '../../../shared/project/connectionSecrets';
import { addConnection } from '../../../shared/project/edit';
import { freeName, type ImportedConnection, importConnections } from '../../../shared/project/importConnections';
import { type WrittenConnection, writtenConnection } from '../../../shared/project/writtenConnection';
import { readText, writeText } from '../files';
import { pickOrPlaceProjectFile } from '../projectFiles';
import type { Secrets } from '../secrets';
import { targetOf } from './chosen';
import { openConnection, tellNotJson } from './edits';
import { connectionKey, wrongName } from './names';

const WORDS = { say: vscode.l10n.t };

/** Brings connections from a file or the clipboard into a project file; leaving any step writes nothing. */
export async function importIntoProject(secrets: Secrets, argument: unknown): Promise<void> {
  const source = await askSource();
  if (source === undefined) return;
  const imported = importConnections(source);
  if (imported.kind === 'nothing') return void vscode.window.showWarningMessage(imported.message);
  const picked = await pickConnections(imported.connections);
  if (picked === undefined || picked.length === 0) return;
  const target = targetOf(argument);
  const uri = target ? vscode.Uri.parse(target.uri) : await pickOrPlaceProjectFile();
  const named = uri && (await askNames(picked, await readText(uri)));
  if (uri === undefined || named === undefined) return;
  const written = allWritten(named, await readText(uri));
  const isKept = await mayKeepSecrets(written);
  if (isKept !== undefined) await write(uri, written, isKept ? secrets : undefined);
}

/** The text to import; undefined when none was chosen. */
async function askSource(): Promise<string | undefined> {
  const clipboard = { label: `$(clippy) ${vscode.l10n.t('From the clipboard')}` };
  const file = { label: `$(file) ${vscode.l10n.t('From a file...')}` };
  const placeHolder = vscode.l10n.t(
    'An answer of DescribeConnection, a request of CreateConnection, or a CloudFormation or SAM template',
  );
  const title = vscode.l10n.t('Import connections');
  const picked = await vscode.window.showQuickPick([clipboard, file], { title, placeHolder });
  if (picked === clipboard) return vscode.env.clipboard.readText();
  if (picked !== file) return undefined;
  const [uri] = (await vscode.window.showOpenDialog({ title, openLabel: vscode.l10n.t('Import') })) ?? [];
  return uri && readText(uri);
}

/** The only connection, or those that the person picks of several. */
async function pickConnections(
  found: readonly ImportedConnection[],
): Promise<readonly ImportedConnection[] | undefined> {
  if (found.length === 1) return found;
  const items = found.map((one) => {
    const { connection, problem } = writtenConnection(one, one.name, new Set());
    const description = String(connection.AuthorizationType ?? '');
    return { label: one.name, description, ...(problem === undefined ? {} : { detail: problem }), picked: true, one };
  });
  const placeHolder = vscode.l10n.t('The connections to import');
  const picked = await vscode.window.showQuickPick(items, { canPickMany: true, placeHolder, ignoreFocusOut: true });
  return picked?.map(({ one }) => one);
}

interface Named {
  readonly name: string;
  readonly imported: ImportedConnection;
}

/** The names under which connections are written: a person decides about those that are there already. */
async function askNames(
  picked: readonly ImportedConnection[],
  text: string | undefined,
): Promise<readonly Named[] | undefined> {
  const named: Named[] = [];
  for (const imported of picked) {
    const isTaken = (name: string) =>
      named.some((one) => one.name === name) || (text !== undefined && connectionKey(text, name) !== undefined);
    const name = isTaken(imported.name) ? await askName(imported.name, text, isTaken) : imported.name;
    if (name === undefined) return undefined;
    named.push({ name, imported });
  }
  return named;
}

async function askName(
  name: string,
  text: string | undefined,
  isTaken: (name: string) => boolean,
): Promise<string | undefined> {
  const overwrite = { label: vscode.l10n.t('Overwrite it'), description: name };
  const rename = { label: vscode.l10n.t('Give the imported one another name...') };
  const placeHolder = vscode.l10n.t('There is a connection of this name already: {0}', name);
  const picked = await vscode.window.showQuickPick([overwrite, rename], { placeHolder, ignoreFocusOut: true });
  if (picked !== rename) return picked && name;
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Import the connection {0}', name),
    prompt: vscode.l10n.t('Its name, as it stands in the ConnectionArn of a state'),
    value: freeName(name, isTaken),
    ignoreFocusOut: true,
    validateInput: (value) => wrongName(value, isTaken(value) ? text : undefined, WORDS.say),
  });
}

/** Connections that share no secret with each other, nor with those that stay. */
function allWritten(named: readonly Named[], text: string | undefined): readonly WrittenConnection[] {
  const names = new Set(named.map(({ name }) => name));
  const staying = connectionSecrets(text ?? '').filter(({ name }) => !names.has(name));
  const taken = new Set(staying.flatMap(({ secrets }) => secrets));
  return named.map(({ name, imported }) => {
    const written = writtenConnection(imported, name, taken);
    for (const secret of written.secrets) taken.add(secret.name);
    return written;
  });
}

/** Whether the secret values of the import are to be kept; undefined when the person left the question. */
async function mayKeepSecrets(written: readonly WrittenConnection[]): Promise<boolean | undefined> {
  const names = written.flatMap(({ secrets }) =>
    secrets.flatMap(({ name, value }) => (value === undefined ? [] : name)),
  );
  if (names.length === 0 || !vscode.workspace.isTrusted) return false;
  const keep = {
    label: vscode.l10n.t('Keep them in the secret storage of the editor'),
    description: names.join(', '),
  };
  const forget = {
    label: vscode.l10n.t('Do not keep them'),
    description: vscode.l10n.t('they are asked for when needed'),
  };
  const placeHolder = vscode.l10n.t(
    'Secret values in the import: {0}. They are never written into the file.',
    names.length,
  );
  const picked = await vscode.window.showQuickPick([keep, forget], { placeHolder, ignoreFocusOut: true });
  return picked && picked === keep;
}

async function write(
  uri: vscode.Uri,
  written: readonly WrittenConnection[],
  secrets: Secrets | undefined,
): Promise<void> {
  let text = await readText(uri);
  for (const { name, connection } of written) {
    text = addConnection(text, name, connection);
    if (text === undefined) return tellNotJson(uri);
  }
  if (text === undefined) return;
  await writeText(uri, text);
  for (const secret of written.flatMap((one) => one.secrets)) {
    if (secret.value !== undefined) await secrets?.keep(uri, secret.name, secret.value);
  }
  tellProblems(written);
  const [first] = written;
  if (first) await openConnection(uri, first.name);
}

/** What is wrong with a connection shows in the file as well; here it is said once. */
function tellProblems(written: readonly WrittenConnection[]): void {
  const wrong = written.flatMap(({ name, problem }) => (problem === undefined ? [] : `${name}: ${problem}`));
  if (wrong.length === 0) return;
  const message = vscode.l10n.t('Imported, but to be mended before it can be used: {0}', wrong.join('; '));
  void vscode.window.showWarningMessage(message);
}
