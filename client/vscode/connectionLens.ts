import * as vscode from 'vscode';
import { lineColumns } from '../../shared/document/document';
import { type ConnectionSecrets, connectionSecrets } from '../../shared/project/connectionSecrets';
import { PROJECT_FILE } from '../../shared/project/project';
import { COMMANDS } from './commands';
import type { Secrets } from './secrets';

/**
 * Puts above every connection of a `stateside.json` that needs secrets how it authorizes and which of them are missing;
 * a click asks for their values. There is nothing above a connection without secrets, nor in Restricted Mode, where a
 * file that nobody trusts yet must not ask for passwords.
 */
export function registerConnectionLens(secrets: Secrets): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const tell = () => changed.fire();
  return vscode.Disposable.from(
    changed,
    secrets.onDidChange(tell),
    vscode.workspace.onDidGrantWorkspaceTrust(tell),
    vscode.languages.registerCodeLensProvider(
      { scheme: 'file', pattern: `**/${PROJECT_FILE}` },
      {
        onDidChangeCodeLenses: changed.event,
        provideCodeLenses: (document) => lensesOf(document, secrets),
      },
    ),
  );
}

async function lensesOf(document: vscode.TextDocument, secrets: Secrets): Promise<vscode.CodeLens[]> {
  if (!vscode.workspace.isTrusted) return [];
  const text = document.getText();
  const place = lineColumns(text);
  const needy = connectionSecrets(text).filter((connection) => connection.secrets.length > 0);
  return Promise.all(
    needy.map(async (connection) => {
      const { line, character } = place(connection.span.start);
      const missing = await missingOf(document.uri, connection, secrets);
      const range = new vscode.Range(line, character, line, character);
      return new vscode.CodeLens(range, commandOf(document.uri, connection, missing));
    }),
  );
}

async function missingOf(uri: vscode.Uri, connection: ConnectionSecrets, secrets: Secrets): Promise<readonly string[]> {
  const values = await Promise.all(connection.secrets.map((name) => secrets.known(uri, { kind: 'secret', name })));
  return connection.secrets.filter((_, index) => values[index] === undefined);
}

/** Asks for what is missing; when nothing is, for everything anew. */
function commandOf(uri: vscode.Uri, connection: ConnectionSecrets, missing: readonly string[]): vscode.Command {
  const names = missing.length > 0 ? missing : connection.secrets;
  const list = names.join(', ');
  const what =
    missing.length > 0 ? vscode.l10n.t('Set secrets: {0}', list) : vscode.l10n.t('Change secrets: {0}', list);
  return {
    title: connection.type === undefined ? `$(key) ${what}` : `$(key) ${connection.type} | ${what}`,
    tooltip: vscode.l10n.t(
      'Asks for the values and keeps them in the secret storage of the editor, for this file only',
    ),
    command: COMMANDS.setSecret,
    arguments: [uri.toString(), [...names]],
  };
}
