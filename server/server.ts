import { createHash } from 'node:crypto';
import type { DocumentDiagnosticParams, DocumentDiagnosticReport, InitializeResult } from 'vscode-languageserver/node';
import { PROJECT_FILE } from '../shared/project/project';
import { ACTIONS, listenForActions } from './actions';
import type { Connection } from './connection';
import { toDiagnostic } from './convert';
import { EDITING, listenForEditing } from './editing';
import { HELP, listenForHelp } from './helping';
import { listenForNavigation, NAVIGATION } from './navigation';
import { isProjectUri } from './projects';
import { TEXT_SYNC } from './protocol';
import { runSafe, runSafely } from './runSafe';
import { createSession, type Session } from './session';
import type { World } from './world';

/** Starts the language server on a connection. It answers until the connection ends; no message makes it throw. */
export function startServer(connection: Connection, world: World): void {
  const session = createSession(connection, world);
  const { console } = connection;
  connection.onRequest('initialize', (params) => {
    session.begin(params);
    if (typeof params.processId === 'number') world.endWith?.(params.processId);
    return CAPABILITIES;
  });
  connection.onNotification(
    'initialized',
    runSafely(console, () => afterStart(connection, session)),
  );
  connection.onRequest(
    'textDocument/diagnostic',
    runSafe(console, NO_FINDINGS, (params) => diagnostics(session, params)),
  );
  listenForHelp(connection, session);
  listenForNavigation(connection, session);
  listenForEditing(connection, session);
  listenForActions(connection, session);
  listen(connection, session);
  connection.listen();
}

const CAPABILITIES: InitializeResult = {
  serverInfo: { name: 'stateside' },
  capabilities: {
    textDocumentSync: { openClose: true, change: TEXT_SYNC.Incremental },
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
  const changed = () => askAgain(connection, session);
  const projectChanged = async (uris: readonly string[]): Promise<void> => {
    if (!uris.some(isProjectUri)) return;
    session.projects.forget();
    await changed();
  };
  session.documents.listen(
    connection,
    runSafely(console, ({ uri }) => projectChanged([uri])),
  );
  connection.onNotification(
    'workspace/didChangeWatchedFiles',
    runSafely(console, ({ changes }) => projectChanged(changes.map(({ uri }) => uri))),
  );
  connection.onNotification(
    'workspace/didChangeConfiguration',
    runSafely(console, ({ settings }) => {
      session.forgetSettings(settings);
      return changed();
    }),
  );
  connection.onNotification(
    'stateside/toolkitActive',
    runSafely(console, (params) => {
      session.setToolkitActive(params?.active === true);
      return changed();
    }),
  );
  connection.onNotification(
    'stateside/profiles',
    runSafely(console, (params) => {
      session.chooseProfiles(params?.profiles);
      return changed();
    }),
  );
}

/** Makes the client ask for findings again, where it can be told to. */
async function askAgain(connection: Connection, { client }: Session): Promise<void> {
  if (client.can.refresh) await connection.ask('workspace/diagnostic/refresh', undefined);
}

/** Asks the client to tell of changes, where it can be asked. */
async function afterStart(connection: Connection, session: Session): Promise<void> {
  const { can } = session.client;
  if (can.watching) {
    const watchers = [{ globPattern: `**/${PROJECT_FILE}` }];
    await register(connection, 'workspace/didChangeWatchedFiles', { watchers });
  }
  if (can.configurationEvents) {
    await register(connection, 'workspace/didChangeConfiguration', { section: 'stateside' });
  }
  if (!can.folders) return;
  connection.onNotification(
    'workspace/didChangeWorkspaceFolders',
    runSafely(connection.console, async () => {
      const folders = await connection.ask('workspace/workspaceFolders', undefined);
      session.projects.setFolders((folders ?? []).map(({ uri }) => uri));
      await askAgain(connection, session);
    }),
  );
}

function register(connection: Connection, method: string, registerOptions: unknown): Promise<null> {
  return connection.ask('client/registerCapability', { registrations: [{ id: method, method, registerOptions }] });
}
