import { createHash } from 'node:crypto';
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  type CompletionItem,
  type Connection,
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type InitializeResult,
  type Hover as LspHover,
  type TextDocumentPositionParams,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { PROJECT_FILE } from '../shared/project/project';
import { fixAll, mendingsAt } from './codeActions';
import { complete } from './completion';
import { FIX_ALL_KIND, fromRange, toCompletionItem, toDiagnostic, toFixAll, toHover, toQuickFix } from './convert';
import { EDITING, listenForEditing } from './editing';
import { hover } from './hover';
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
  connection.onCompletion(runSafe(console, [], (params) => completionItems(session, params)));
  connection.onHover(runSafe(console, null, (params) => hoverAt(session, params)));
  listenForNavigation(connection, session);
  listenForEditing(connection, session);
  connection.onCodeAction(runSafe(console, [], (params) => codeActions(session, params)));
  listen(connection, session);
  session.documents.listen(connection);
  connection.listen();
}

const CAPABILITIES: InitializeResult = {
  serverInfo: { name: 'stateside' },
  capabilities: {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
    diagnosticProvider: { identifier: 'stateside', interFileDependencies: true, workspaceDiagnostics: false },
    completionProvider: { triggerCharacters: ['"', ':', '.', '$'] },
    hoverProvider: true,
    ...NAVIGATION,
    ...EDITING,
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL_KIND] },
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

async function completionItems(session: Session, params: TextDocumentPositionParams): Promise<CompletionItem[]> {
  const open = await session.subjectOf(params.textDocument.uri);
  if (open === undefined) return [];
  const { snippets, markdownDocs } = session.client.can;
  const suggestions = complete(open.subject, open.document.offsetAt(params.position));
  return suggestions.map((suggestion, order) =>
    toCompletionItem(open.document, suggestion, order, { snippets, markdown: markdownDocs }),
  );
}

async function hoverAt(session: Session, params: TextDocumentPositionParams): Promise<LspHover | null> {
  const open = await session.subjectOf(params.textDocument.uri);
  const found = open && hover(open.subject, open.document.offsetAt(params.position));
  return open && found ? toHover(open.document, found, session.client.can.markdownHover) : null;
}

async function codeActions(
  session: Session,
  { textDocument, range, context }: CodeActionParams,
): Promise<CodeAction[]> {
  const found = await session.findingsOf(textDocument.uri);
  if (found === undefined) return [];
  const { document, findings, check } = found;
  const wants = (kind: string) => context.only?.some((only) => kind === only || kind.startsWith(`${only}.`)) ?? true;
  const actions = wants(CodeActionKind.QuickFix)
    ? mendingsAt(findings, fromRange(document, range)).map((mending) =>
        toQuickFix(document, mending, context.diagnostics),
      )
    : [];
  // Looked for only when asked by name: a light bulb has no use for it.
  const edit = context.only && wants(FIX_ALL_KIND) ? fixAll(document.getText(), findings, check) : undefined;
  return edit ? [...actions, toFixAll(document, [edit])] : actions;
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
