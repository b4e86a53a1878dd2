import * as vscode from 'vscode';
import { type LastResult, readResults } from './lastResult';

/** What last came of each connection, in the memory of the workspace: never a secret, nothing of what was sent. */
export interface Results extends vscode.Disposable {
  of(project: string, connection: string, profile: string | undefined): LastResult | undefined;
  note(project: string, connection: string, profile: string | undefined, result: LastResult): void;
  forget(project: string, connection: string): void;
  readonly onDidChange: vscode.Event<void>;
}

const KEPT = 'stateside.connectionResults';

/** Reads and keeps the last results; unreadable ones of another version are forgotten. */
export function createResults(memory: vscode.Memento): Results {
  const changed = new vscode.EventEmitter<void>();
  const results = new Map(readResults(memory.get(KEPT)));
  const keep = (): void => {
    void memory.update(KEPT, [...results]);
    changed.fire();
  };
  const keyOf = (...parts: readonly (string | undefined)[]) => JSON.stringify(parts.map((part) => part ?? null));
  return {
    of: (project, connection, profile) => results.get(keyOf(project, connection, profile)),
    note: (project, connection, profile, result) => {
      results.set(keyOf(project, connection, profile), result);
      keep();
    },
    forget: (project, connection) => {
      const start = `${keyOf(project, connection).slice(0, -1)},`;
      for (const key of [...results.keys()]) if (key.startsWith(start)) results.delete(key);
      keep();
    },
    onDidChange: changed.event,
    dispose: () => changed.dispose(),
  };
}
