import * as vscode from 'vscode';
import { loadProject } from '../../../shared/project/findProject';
import { withChosenProfile } from '../../../shared/project/profile';
import { PROJECT_FILE } from '../../../shared/project/project';
import type { SecretRef } from '../../../shared/project/reference';
import { secretPlaces } from '../../../shared/project/secretPlaces';
import { activeProfile, onDidChangeProfile } from '../activeProfiles';
import { fileName, readText } from '../files';
import { projectFiles } from '../projectFiles';
import type { Secrets } from '../secrets';
import type { Results } from './results';
import { connectionRows, type ProjectState, profileText, type Row } from './tree';

const VIEW = 'stateside.connections';

/** Shows the connections of the workspace's project files in the side bar; nothing is read before the view is opened. */
export function registerConnectionsView(secrets: Secrets, results: Results): vscode.Disposable {
  const changed = new vscode.EventEmitter<undefined>();
  const tell = soon(() => changed.fire(undefined));
  const read = async (): Promise<readonly Row[]> => {
    const states = await readStates(secrets, results);
    const [only, ...others] = states;
    view.description = only && others.length === 0 ? profileText(only.project, { say: vscode.l10n.t }) : '';
    void vscode.commands.executeCommand('setContext', 'stateside.hasProject', states.length > 0);
    const rows = connectionRows(states, { say: vscode.l10n.t, time: shortTime });
    view.message = whatIsMissing(rows.length > 0) ?? '';
    return rows;
  };
  const view = vscode.window.createTreeView<Row>(VIEW, {
    showCollapseAll: true,
    treeDataProvider: {
      onDidChangeTreeData: changed.event,
      getChildren: async (row) => [...(row ? row.rows : await read())],
      getTreeItem: itemOf,
    },
  });
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${PROJECT_FILE}`);
  return vscode.Disposable.from(
    view,
    changed,
    watcher,
    watcher.onDidChange(tell),
    watcher.onDidCreate(tell),
    watcher.onDidDelete(tell),
    secrets.onDidChange(tell),
    results.onDidChange(tell),
    onDidChangeProfile(tell),
    vscode.workspace.onDidGrantWorkspaceTrust(tell),
    vscode.workspace.onDidChangeWorkspaceFolders(tell),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (fileName(document.uri) === PROJECT_FILE) tell();
    }),
    // The watcher may miss a file that comes together with its folder.
    vscode.workspace.onDidOpenTextDocument((document) => {
      if (fileName(document.uri) === PROJECT_FILE) tell();
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) tell();
    }),
  );
}

/** Changes that come together make one new reading. */
function soon(act: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(act, SOON_MILLISECONDS);
  };
}

const SOON_MILLISECONDS = 100;

/** What a person cannot do here, and why; undefined when nothing is missing, or where the view has its welcome to show. */
function whatIsMissing(hasRows: boolean): string | undefined {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 0 && folders.every(({ uri }) => uri.scheme !== 'file')) {
    return vscode.l10n.t('Project files are found on a real disk only: this workspace is virtual.');
  }
  if (vscode.workspace.isTrusted || !hasRows) return undefined;
  return vscode.l10n.t('Restricted Mode: secrets are not asked for, and no token is got.');
}

async function readStates(secrets: Secrets, results: Results): Promise<readonly ProjectState[]> {
  const files = await projectFiles();
  const states = await Promise.all(files.map((uri) => readState(uri, secrets, results)));
  return states.flatMap((state) => state ?? []);
}

async function readState(uri: vscode.Uri, secrets: Secrets, results: Results): Promise<ProjectState | undefined> {
  const folder = vscode.Uri.joinPath(uri, '..').fsPath;
  const loaded = await loadProject({ read: (file) => readText(vscode.Uri.file(file)) }, folder, folder);
  if (loaded === undefined) return undefined;
  const project = withChosenProfile(loaded, activeProfile(loaded.path));
  const refs = Object.values(project.project?.connections ?? {})
    .flatMap(secretPlaces)
    .flatMap((place) => place.refs);
  const known = await knownOf(uri, refs, secrets);
  return {
    uri: uri.toString(),
    label: vscode.workspace.asRelativePath(uri),
    project,
    isKnown: ({ kind, name }) => known.has(`${kind}:${name}`),
    resultOf: (name) => results.of(loaded.path, name, project.profile?.name),
  };
}

async function knownOf(uri: vscode.Uri, refs: readonly SecretRef[], secrets: Secrets): Promise<ReadonlySet<string>> {
  const found = await Promise.all(
    refs.map(async (ref) => ((await secrets.known(uri, ref)) === undefined ? [] : [`${ref.kind}:${ref.name}`])),
  );
  return new Set(found.flat());
}

function itemOf({ id, label, description, tooltip, icon, color, context, kind, rows }: Row): vscode.TreeItem {
  const state =
    rows.length === 0
      ? vscode.TreeItemCollapsibleState.None
      : kind === 'file'
        ? vscode.TreeItemCollapsibleState.Expanded
        : vscode.TreeItemCollapsibleState.Collapsed;
  const item = new vscode.TreeItem(label, state);
  item.id = id;
  item.contextValue = context;
  item.iconPath = new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
  if (description !== undefined) item.description = description;
  item.tooltip = tooltip ?? label;
  return item;
}

function shortTime(iso: string): string {
  const date = new Date(iso);
  const isToday = date.toDateString() === new Date().toDateString();
  const style = isToday ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'medium', timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(vscode.env.language, style).format(date);
}
