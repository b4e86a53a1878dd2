import * as vscode from 'vscode';
import { type ChosenProject, withChosenProfile } from '../../../shared/project/profile';
import { EMPTY_PROJECT, readProject } from '../../../shared/project/project';
import type { Connection } from '../../../shared/spec/connection';
import { activeProfile } from '../activeProfiles';
import { readText } from '../files';
import { pickProjectFile } from '../projectFiles';
import type { Row, RowTarget } from './tree';

/** A connection that a command works on; `connection` is undefined where it is broken. */
export interface ChosenConnection {
  readonly uri: vscode.Uri;
  readonly name: string;
  readonly project: ChosenProject;
  readonly connection: Connection | undefined;
}

/** Tells which connections a command can do something with. */
export type Suits = (connection: Connection | undefined) => boolean;

/**
 * The connection of the row that a command was called from, or the one that the person picks among those that suit;
 * undefined when there is none, or none is picked.
 */
export async function chosenConnection(argument: unknown, suits: Suits): Promise<ChosenConnection | undefined> {
  const target = targetOf(argument);
  const uri = target ? vscode.Uri.parse(target.uri) : await pickProjectFile();
  if (uri === undefined) return undefined;
  const project = await readChosen(uri);
  const { connections, broken } = project?.project ?? EMPTY_PROJECT;
  const connectionOf = (name: string) => (Object.hasOwn(connections, name) ? connections[name] : undefined);
  const names = [...Object.keys(connections), ...Object.keys(broken)].filter((name) => suits(connectionOf(name)));
  const name = target?.connection ?? (await pickName(uri, names));
  return project && name !== undefined ? { uri, name, project, connection: connectionOf(name) } : undefined;
}

/** What a row of the view stands for; undefined for anything else. */
export function targetOf(argument: unknown): RowTarget | undefined {
  return typeof argument === 'object' && argument !== null && 'target' in argument && 'rows' in argument
    ? (argument as Row).target
    : undefined;
}

/** A project file with the overrides of its active profile, unsaved changes included; undefined when it is gone. */
async function readChosen(uri: vscode.Uri): Promise<ChosenProject | undefined> {
  const text = await readText(uri);
  if (text === undefined) return undefined;
  return withChosenProfile({ path: uri.fsPath, text, ...readProject(text) }, activeProfile(uri.fsPath));
}

async function pickName(uri: vscode.Uri, names: readonly string[]): Promise<string | undefined> {
  const file = vscode.workspace.asRelativePath(uri);
  if (names.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no connection for this in {0}.', file));
    return undefined;
  }
  return vscode.window.showQuickPick(
    names.toSorted((one, other) => one.localeCompare(other)),
    { placeHolder: vscode.l10n.t('The connection of {0}', file) },
  );
}
