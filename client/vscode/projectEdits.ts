import * as vscode from 'vscode';
import { parseJson } from '../../shared/document/json';
import { memberNamed, valueAt } from '../../shared/document/node';
import { addConnection } from '../../shared/project/edit';
import { type Connection, connectionNameOf } from '../../shared/spec/connection';
import { fileName, openAt, projectUri, readText, writeText } from './files';

/** Opens the project file of a definition; an empty one is made after the person agreed. */
export async function openProject(definition: vscode.Uri): Promise<void> {
  const uri = await projectUri(definition);
  if ((await readText(uri)) === undefined) {
    const make = vscode.l10n.t('Create File');
    const question = vscode.l10n.t('There is no project file yet: {0}', vscode.workspace.asRelativePath(uri));
    if ((await vscode.window.showInformationMessage(question, make)) !== make) return;
    await writeText(uri, '{\n  "version": 1,\n  "connections": {},\n  "endpoints": {}\n}\n');
  }
  await openAt(uri);
}

/** Asks for the kind of a connection, writes it into the definition's project file under its ARN's name, and opens it. */
export async function writeConnection(definition: vscode.Uri, arn: string): Promise<void> {
  const name = connectionNameOf(arn) ?? arn;
  const placeHolder = vscode.l10n.t('How does the connection {0} authorize its requests?', name);
  const kind = await vscode.window.showQuickPick(kindsOf(name), { placeHolder });
  if (kind === undefined) return;
  const uri = await projectUri(definition);
  const text = addConnection(await readText(uri), name, kind.connection);
  if (text === undefined) {
    await openAt(uri);
    void vscode.window.showWarningMessage(
      vscode.l10n.t('This file is not JSON, so nothing was written: {0}', fileName(uri)),
    );
    return;
  }
  await writeText(uri, text);
  const { root } = parseJson(text, { comments: true });
  await openAt(uri, memberNamed(valueAt(root, 'connections'), name)?.key.span);
}

interface Kind extends vscode.QuickPickItem {
  readonly connection: Connection;
}

/** A connection of each kind to begin with; its secrets are asked for when a state first uses it. */
function kindsOf(name: string): readonly Kind[] {
  const secret = (what: string) => `\${secret:${name.replace(/[^A-Za-z0-9._-]+/g, '-').toLowerCase()}-${what}}`;
  return [
    {
      label: vscode.l10n.t('Basic'),
      description: vscode.l10n.t('user name and password'),
      connection: {
        AuthorizationType: 'BASIC',
        AuthParameters: { BasicAuthParameters: { Username: 'user', Password: secret('password') } },
      },
    },
    {
      label: vscode.l10n.t('API key'),
      description: vscode.l10n.t('a header with a key'),
      connection: {
        AuthorizationType: 'API_KEY',
        AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-API-Key', ApiKeyValue: secret('api-key') } },
      },
    },
    {
      label: vscode.l10n.t('OAuth client credentials'),
      description: vscode.l10n.t('a token from an authorization server'),
      connection: {
        AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
        AuthParameters: {
          OAuthParameters: {
            ClientParameters: { ClientID: 'client', ClientSecret: secret('client-secret') },
            AuthorizationEndpoint: 'https://auth.example.com/oauth/token',
            HttpMethod: 'POST',
          },
        },
      },
    },
  ];
}
