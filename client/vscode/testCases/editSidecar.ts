import * as vscode from 'vscode';
import { applyTo, fileName, openAt } from '../files';

/** Makes a new text of the one that is there (undefined where there is no file); undefined gives up. */
export type Change = (text: string | undefined) => string | undefined;

/**
 * Changes a file of test cases, which is made if need be, as one step that can be undone. It is saved, unless it had
 * unsaved changes before. Gives the new text; undefined after the person was told why nothing was written. Throws where
 * the editor does not take the change.
 */
export async function editSidecar(uri: vscode.Uri, change: Change): Promise<string | undefined> {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  const onDisk = document?.isDirty ? undefined : await readDisk(uri);
  const shown = document?.getText();
  // Another window may have written the file a moment ago: what is on the disk is newer than a text without changes.
  const before = document?.isDirty || onDisk === shown ? shown : onDisk;
  const after = change(before);
  if (after === undefined) return tellUnwritten(uri, before);
  if (document === undefined || before !== shown) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(after));
    return after;
  }
  const wasDirty = document.isDirty;
  const edit = new vscode.WorkspaceEdit();
  const { start, end, text } = changedPart(before ?? '', after);
  edit.replace(uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text);
  await applyTo(uri, edit);
  if (!wasDirty) await document.save();
  return after;
}

/** Only what changes is replaced, so that cursors and foldings elsewhere stay. */
function changedPart(before: string, after: string): { start: number; end: number; text: string } {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let tail = 0;
  while (tail < most - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) };
}

async function readDisk(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

async function tellUnwritten(uri: vscode.Uri, text: string | undefined): Promise<undefined> {
  if (text !== undefined) await openAt(uri);
  const message = vscode.l10n.t(
    'Nothing was written: the file is not JSON, or has no such test case any more: {0}',
    fileName(uri),
  );
  void vscode.window.showWarningMessage(message);
  return undefined;
}
