import * as vscode from 'vscode';

// Which profile is active for each project file, by its path. Whoever looks for the project of a definition asks here, so
// that runs, the Test Explorer, the connections view and the language server all work with the same one.

const active = new Map<string, string>();
const changed = new vscode.EventEmitter<void>();

/** Another profile became active, or none. */
export const onDidChangeProfile = changed.event;

/** The name of a project file's active profile; undefined when none is active. */
export function activeProfile(projectPath: string): string | undefined {
  return active.get(projectPath);
}

/** The active profiles by the paths of their project files, as they are kept and told to the language server. */
export function activeProfiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(active);
}

/** Makes a profile active for a project file; undefined: none. */
export function setActiveProfile(projectPath: string, name: string | undefined): void {
  if (name === undefined) active.delete(projectPath);
  else active.set(projectPath, name);
  changed.fire();
}

const KEPT = 'stateside.profiles';

/** Takes over what the workspace remembers, and keeps there what changes. */
export function keepActiveProfiles(memory: vscode.Memento): vscode.Disposable {
  const kept: unknown = memory.get(KEPT);
  const entries = typeof kept === 'object' && kept !== null ? Object.entries(kept) : [];
  for (const [path, name] of entries) if (typeof name === 'string') active.set(path, name);
  return onDidChangeProfile(() => memory.update(KEPT, activeProfiles()));
}
