import * as vscode from 'vscode';
import { COMMANDS } from './commands';
import { fileName } from './files';

const FOLDER = 'stateside-examples';

/** Where the examples were put last, by its address. */
const PLACE = 'stateside.examples';

/**
 * Copies the packaged examples into a folder that the person chooses, where they may be changed, and opens the first.
 * With the name of an example that one is opened, and nothing is asked when the examples were put somewhere already.
 */
export async function openExamples(context: vscode.ExtensionContext, file?: string): Promise<void> {
  const folder = (file && (await examplesFolder(context))) || (await newPlace(context));
  if (folder === undefined) return;
  await copyMissing(vscode.Uri.joinPath(context.extensionUri, 'client', 'examples'), folder);
  const example = vscode.Uri.joinPath(folder, fileName(vscode.Uri.file(file ?? FIRST)));
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(example));
  if (file === undefined) await offerExampleApi();
}

const FIRST = 'invoice.asl.json';

async function offerExampleApi(): Promise<void> {
  const start = vscode.l10n.t('Start Example API');
  const message = vscode.l10n.t('The examples call the example API on this machine: start it, then click Test state.');
  if ((await vscode.window.showInformationMessage(message, start)) === start) {
    await vscode.commands.executeCommand(COMMANDS.startExampleApi);
  }
}

async function newPlace({ workspaceState }: vscode.ExtensionContext): Promise<vscode.Uri | undefined> {
  const parent = await chooseParent();
  if (parent === undefined) return undefined;
  const folder = vscode.Uri.joinPath(parent, FOLDER);
  await workspaceState.update(PLACE, folder.toString());
  return folder;
}

/** The folder into which the examples were copied last; undefined when they were put nowhere, or are gone from there. */
export async function examplesFolder({
  workspaceState,
}: Pick<vscode.ExtensionContext, 'workspaceState'>): Promise<vscode.Uri | undefined> {
  const kept = workspaceState.get<string>(PLACE);
  if (kept === undefined) return undefined;
  const folder = vscode.Uri.parse(kept);
  return vscode.workspace.fs.stat(folder).then(
    () => folder,
    () => undefined,
  );
}

async function chooseParent(): Promise<vscode.Uri | undefined> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const here = workspace && { label: vscode.l10n.t('Into this workspace'), description: `${workspace.name}/${FOLDER}` };
  const elsewhere = { label: vscode.l10n.t('Into another folder...'), description: '' };
  const placeHolder = vscode.l10n.t('Where to put a copy of the examples');
  const picked = here ? await vscode.window.showQuickPick([here, elsewhere], { placeHolder }) : elsewhere;
  if (picked === undefined) return undefined;
  if (picked === here) return workspace?.uri;
  const openLabel = vscode.l10n.t('Put Examples Here');
  const chosen = await vscode.window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel });
  return chosen?.[0];
}

/** Copies what is not there yet: files that the person changed stay. */
async function copyMissing(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.createDirectory(to);
  const there = new Set((await vscode.workspace.fs.readDirectory(to)).map(([name]) => name));
  for (const [name] of await vscode.workspace.fs.readDirectory(from)) {
    const source = vscode.Uri.joinPath(from, name);
    if (!there.has(name)) await vscode.workspace.fs.copy(source, vscode.Uri.joinPath(to, fileName(source)));
  }
}
