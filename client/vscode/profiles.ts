import * as vscode from 'vscode';
import type { ChosenProject } from '../../shared/project/profile';
import { PROJECT_FILE, readProject } from '../../shared/project/project';
import { activeProfile, onDidChangeProfile, setActiveProfile } from './activeProfiles';
import { COMMANDS } from './commands';
import { fileName, projectOf, readText } from './files';
import { pickProjectFile } from './projectFiles';

/** Lets the person choose the active profile of a project file: that of the active editor, or one that is picked. */
export async function chooseProfile(address?: string): Promise<void> {
  const given = address === undefined ? (await activeProject())?.uri : vscode.Uri.parse(address);
  const uri = given ?? (await pickProjectFile());
  if (uri === undefined) return;
  const { profiles = {} } = readProject((await readText(uri)) ?? '').project ?? {};
  if (Object.keys(profiles).length === 0) {
    const message = vscode.l10n.t('There are no profiles in {0}.', vscode.workspace.asRelativePath(uri));
    void vscode.window.showInformationMessage(message);
    return;
  }
  const now = activeProfile(uri.fsPath);
  const none = {
    label: vscode.l10n.t('None'),
    description: vscode.l10n.t('the file without overrides'),
    name: undefined,
  };
  const items = Object.entries(profiles).map(([name, { production }]) => ({
    label: name,
    description: production ? vscode.l10n.t('production: asks before a request that may change something') : '',
    name,
  }));
  const marked = [none, ...items].map((item) =>
    item.name === now ? { ...item, label: `$(check) ${item.label}` } : item,
  );
  const placeHolder = vscode.l10n.t('The profile of {0}', vscode.workspace.asRelativePath(uri));
  const picked = await vscode.window.showQuickPick(marked, { placeHolder });
  if (picked) setActiveProfile(uri.fsPath, picked.name);
}

/** Shows the active profile in the status bar while an editor is active whose project file has profiles. */
export function registerProfileStatus(): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('stateside.profile', vscode.StatusBarAlignment.Right, 90);
  item.name = vscode.l10n.t('Stateside: profile');
  item.command = COMMANDS.chooseProfile;
  let latest = 0;
  const update = async (): Promise<void> => {
    const mine = ++latest;
    const found = await activeProject().catch(() => undefined);
    if (mine !== latest) return;
    const hasProfiles = found && Object.keys(found.project.project?.profiles ?? {}).length > 0;
    if (found === undefined || !(hasProfiles || found.project.profile)) return item.hide();
    draw(item, found.project, found.uri);
  };
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${PROJECT_FILE}`);
  void update();
  return vscode.Disposable.from(
    item,
    watcher,
    watcher.onDidChange(update),
    watcher.onDidCreate(update),
    watcher.onDidDelete(update),
    onDidChangeProfile(update),
    vscode.window.onDidChangeActiveTextEditor(update),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (fileName(document.uri) === PROJECT_FILE) void update();
    }),
  );
}

function draw(item: vscode.StatusBarItem, { profile }: ChosenProject, uri: vscode.Uri): void {
  const file = vscode.workspace.asRelativePath(uri);
  const name = profile?.name ?? vscode.l10n.t('No profile');
  item.backgroundColor = undefined;
  if (profile?.isGone) {
    item.text = `$(error) ${name}`;
    item.tooltip = vscode.l10n.t('The profile {0} is not in {1}: choose another one', name, file);
    item.backgroundColor = new vscode.ThemeColor('statusBarItem.errorBackground');
  } else if (profile?.production) {
    item.text = `$(warning) ${name}`;
    item.tooltip = vscode.l10n.t('Stateside: the profile of {0} is {1}, which is production', file, name);
    item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground');
  } else {
    item.text = `$(server-environment) ${name}`;
    item.tooltip = vscode.l10n.t('Stateside: the profile of {0}', file);
  }
  item.accessibilityInformation = { label: `Stateside: ${name}. ${item.tooltip}` };
  item.show();
}

/** The project file that belongs to what is being edited; undefined when that is none of our files, or has none. */
async function activeProject(): Promise<{ readonly uri: vscode.Uri; readonly project: ChosenProject } | undefined> {
  const uri = vscode.window.activeTextEditor?.document.uri;
  if (uri === undefined || !OURS.test(uri.path)) return undefined;
  const project = await projectOf(uri);
  return project && { uri: vscode.Uri.file(project.path), project };
}

const OURS = /(\.asl|\.asl\.(json|ya?ml|test\.json)|\/stateside\.json)$/;
