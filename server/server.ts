import { createHash } from 'node:crypto';
import {
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type InitializeResult,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { PROJECT_FILE } from '../shared/project/project';
import { ACTIONS, listenForActions } from './actions';
import { toDiagnostic } from './convert';
import { EDITING, listenForEditing } from './editing';
import { HELP, listenForHelp } from './helping';
import { listenForNavigation, NAVIGATION } from './navigation';
import { isProjectUri } from './projects';
import { runSafe, runSafely } from './runSafe';
import { createSession, type Session } from './session';
import type { World } from './world';

/** The client's word that AWS Toolkit became active or inactive: `{ "active": boolean }`. */
export const TOOLKIT_ACTIVE_NOTIFICATION = 'stateside/toolkitActive';

/** Starts the language server on a connection. It answers until the connection ends; no message makes it throw. */
export function startServer(connection: Connection, world: World): void {
  const session = createSession(connection, world);
  const { console } = connection;
  connection.onInitialize((params) => {
    session.begin(params);
    return CAPABILITIES;
  });
  connection.onInitialized(runSafely(console, () => afterStart(connection, session)));
  connection.languages.diagnostics.on(runSafe(console, NO_FINDINGS, (params) => diagnostics(session, params)));
  listenForHelp(connection, session);
  listenForNavigation(connection, session);
  listenForEditing(connection, session);
  listenForActions(connection, session);
  listen(connection, session);
  session.documents.listen(connection);
  connection.listen();
}

const CAPABILITIES: InitializeResult = {
  serverInfo: { name: 'stateside' },
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    diagnosticProvider: { identifier: 'stateside', interFileDependencies: true, workspaceDiagnostics: false },
    ...HELP,
    ...NAVIGATION,
    ...EDITING,
    ...ACTIONS,
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  },
};

const NO_FINDINGS: DocumentDiagnosticReport = { kind: 'full', items: [] };

async function diagnostics(session: Session, params: DocumentDiagnosticParams): Promise<DocumentDiagnosticReport> {
  const found = await session.findingsOf(params.textDocument.uri);
  if (found === undefined) return NO_FINDINGS;
  const { docsUri } = session.client.options;
  const items = found.findings.map((finding) => toDiagnostic(found.document, finding, docsUri));
  const resultId = createHash('sha256').update(JSON.stringify(items)).digest('base64url');
  return resultId === params.previousResultId ? { kind: 'unchanged', resultId } : { kind: 'full', resultId, items };
}

/** Hears of everything beside the definitions that findings depend on. */
function listen(connection: Connection, session: Session): void {
  const { console } = connection;
  const changed = async (): Promise<void> => {
    if (session.client.can.refresh) await connection.languages.diagnostics.refresh();
  };
  const projectChanged = async (uris: readonly string[]): Promise<void> => {
    if (!uris.some(isProjectUri)) return;
    session.projects.forget();
    await changed();
  };
  session.documents.onDidChangeContent(runSafely(console, ({ document }) => projectChanged([document.uri])));
  session.documents.onDidClose(runSafely(console, ({ document }) => projectChanged([document.uri])));
  connection.onDidChangeWatchedFiles(
    runSafely(console, ({ changes }) => projectChanged(changes.map(({ uri }) => uri))),
  );
  connection.onDidChangeConfiguration(
    runSafely(console, ({ settings }) => {
      session.forgetSettings(settings);
      return changed();
    }),
  );
  connection.onNotification(
    TOOLKIT_ACTIVE_NOTIFICATION,
    runSafely(console, (params: { readonly active?: unknown } | undefined) => {
      session.setToolkitActive(params?.active === true);
      return changed();
    }),
  );
}

/** Asks the client to tell of changes, where it can be asked. */
async function afterStart(connection: Connection, session: Session): Promise<void> {
  const { can } = session.client;
  if (can.watching) {
    const watchers = [{ globPattern: `**/${PROJECT_FILE}` }];
    await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
  }
  if (can.configurationEvents) {
    await connection.client.register(DidChangeConfigurationNotification.type, { section: 'stateside' });
  }
  if (!can.folders) return;
  connection.workspace.onDidChangeWorkspaceFolders(
    runSafely(connection.console, async () => {
      const folders = await connection.workspace.getWorkspaceFolders();
      session.projects.setFolders((folders ?? []).map(({ uri }) => uri));
    }),
  );
}
