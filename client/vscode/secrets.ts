import * as vscode from 'vscode';
import type { SecretRef } from '../../shared/project/reference';

/** The secrets that `${secret:name}` and `${env:NAME}` stand for, as the editor keeps and finds them. */
export interface Secrets {
  /** A value that is known already; undefined when there is none. */
  known(project: vscode.Uri, ref: SecretRef): Promise<string | undefined>;
  /** A value that is known or, for `${secret:name}`, asked for once and kept; undefined when none was given. */
  get(project: vscode.Uri, ref: SecretRef, token: vscode.CancellationToken): Promise<string | undefined>;
  /** Asks for a value and keeps it. */
  set(project: vscode.Uri, name: string, token?: vscode.CancellationToken): Promise<string | undefined>;
  /** Keeps a value that is known already. */
  keep(project: vscode.Uri, name: string, value: string): Promise<void>;
  /** Forgets one value; nothing happens when none is kept. */
  forget(project: vscode.Uri, name: string): Promise<void>;
  /** Forgets every value that was ever kept; gives their number. */
  clear(): Promise<number>;
  count(): number;
  /** A value was kept or forgotten. */
  readonly onDidChange: vscode.Event<unknown>;
}

const KEYS = 'stateside.secretKeys';

/** Keeps secrets in the editor's secret storage. A value belongs to one project file: no other file can ask for it. */
export function createSecrets(context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>): Secrets {
  const keys = () => context.globalState.get<readonly string[]>(KEYS, []);
  const keyOf = (project: vscode.Uri, name: string) => JSON.stringify([project.toString(), name]);

  const known: Secrets['known'] = async (project, { kind, name }) =>
    kind === 'env' ? process.env[name] : context.secrets.get(keyOf(project, name));

  const keep: Secrets['keep'] = async (project, name, value) => {
    const key = keyOf(project, name);
    await context.secrets.store(key, value);
    await context.globalState.update(KEYS, [...new Set([...keys(), key])]);
  };

  const set: Secrets['set'] = async (project, name, token) => {
    const value = await ask(project, name, token);
    if (value !== undefined) await keep(project, name, value);
    return value;
  };

  return {
    known,
    keep,
    set,
    forget: async (project, name) => {
      const key = keyOf(project, name);
      await context.secrets.delete(key);
      await context.globalState.update(
        KEYS,
        keys().filter((one) => one !== key),
      );
    },
    get: async (project, ref, token) => {
      const value = await known(project, ref);
      return value !== undefined || ref.kind === 'env' ? value : set(project, ref.name, token);
    },
    clear: async () => {
      const all = keys();
      for (const key of all) await context.secrets.delete(key);
      await context.globalState.update(KEYS, undefined);
      return all.length;
    },
    count: () => keys().length,
    onDidChange: context.secrets.onDidChange,
  };
}

async function ask(project: vscode.Uri, name: string, token?: vscode.CancellationToken): Promise<string | undefined> {
  const value = await vscode.window.showInputBox(
    {
      title: vscode.l10n.t('Stateside: the secret {0}', name),
      prompt: vscode.l10n.t(
        'Kept in the secret storage of the editor, for {0} only.',
        vscode.workspace.asRelativePath(project),
      ),
      password: true,
      ignoreFocusOut: true,
    },
    token,
  );
  return value === '' ? undefined : value;
}
