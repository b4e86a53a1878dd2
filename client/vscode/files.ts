import path from 'node:path';
import * as vscode from 'vscode';
import { lineColumns } from '../../shared/document/document';
import { loadProject } from '../../shared/project/findProject';
import { type ChosenProject, withChosenProfile } from '../../shared/project/profile';
import { PROJECT_FILE } from '../../shared/project/project';
import { sidecarPath } from '../../shared/project/testCases';
import type { Span } from '../../shared/spec/diagnostic';
import { activeProfile } from './activeProfiles';

/** The text of a file with its unsaved changes; undefined when there is no such file. */
export async function readText(uri: vscode.Uri): Promise<string | undefined> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open) return open.getText();
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code === 'FileNotFound') return undefined;
    throw error;
  }
}

/** The last part of an address, as a person calls the file. */
export function fileName(uri: vscode.Uri): string {
  return path.posix.basename(uri.path);
}

/** The file of test cases that belongs to a definition. */
export function sidecarUri(definition: vscode.Uri): vscode.Uri {
  return definition.with({ path: sidecarPath(definition.path) });
}

/**
 * The nearest project file of a definition, not above its workspace folder, with the overrides of its active profile;
 * undefined when there is none.
 */
export async function projectOf(definition: vscode.Uri): Promise<ChosenProject | undefined> {
  if (definition.scheme !== 'file') return undefined;
  const folder = path.dirname(definition.fsPath);
  const stop = vscode.workspace.getWorkspaceFolder(definition)?.uri.fsPath ?? folder;
  const loaded = await loadProject({ read: (file) => readText(vscode.Uri.file(file)) }, folder, stop);
  return loaded && withChosenProfile(loaded, activeProfile(loaded.path));
}

/** Where a definition's project file is, or would be written: beside the definition. */
export async function projectUri(definition: vscode.Uri): Promise<vscode.Uri> {
  const found = await projectOf(definition);
  return found ? vscode.Uri.file(found.path) : vscode.Uri.joinPath(definition, '..', PROJECT_FILE);
}

/**
 * Puts a new text into a file, which is made if need be, as one step that can be undone. It is saved, unless it had
 * unsaved changes before. Throws where the editor does not take the change.
 */
export async function writeText(uri: vscode.Uri, text: string): Promise<void> {
  if ((await readText(uri)) === undefined) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
    return;
  }
  const document = await vscode.workspace.openTextDocument(uri);
  const wasDirty = document.isDirty;
  const edit = new vscode.WorkspaceEdit();
  const all = new vscode.Range(document.positionAt(0), document.positionAt(document.getText().length));
  edit.replace(uri, all, text);
  await applyTo(uri, edit);
  if (!wasDirty) await document.save();
}

/** Makes an edit of a file. Throws where the editor does not take it, as with a file that is only to be read. */
export async function applyTo(uri: vscode.Uri, edit: vscode.WorkspaceEdit): Promise<void> {
  if (await vscode.workspace.applyEdit(edit)) return;
  throw new Error(vscode.l10n.t('Nothing was written: {0} cannot be changed.', fileName(uri)));
}

/** Opens a file beside nothing else that matters, with a span of it selected. */
export async function openAt(uri: vscode.Uri, span?: Span): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const selection =
    span && new vscode.Range(document.positionAt(span.start), document.positionAt(Math.max(span.start, span.end)));
  await vscode.window.showTextDocument(document, {
    viewColumn: columnOf(uri),
    ...(selection && { selection }),
  });
}

/** `file:line` of an offset, counted from 1. */
export function placeName(uri: vscode.Uri, text: string, offset: number): string {
  return `${fileName(uri)}:${lineColumns(text)(offset).line + 1}`;
}

/** A text file never opens over the trace panel: it goes where it is open already, else to the first column. */
function columnOf(uri: vscode.Uri): vscode.ViewColumn {
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  return open?.viewColumn ?? vscode.ViewColumn.One;
}
