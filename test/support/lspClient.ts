import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  type CodeAction,
  type CompletionItem,
  createProtocolConnection,
  type Diagnostic,
  type DocumentDiagnosticReport,
  type Hover,
  type InitializeResult,
  type LogMessageParams,
  type Position,
  type ProtocolConnection,
  type Range,
  StreamMessageReader,
  StreamMessageWriter,
  type TextEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { createConnection } from '../../server/connection';
import { startServer } from '../../server/server';

/** What an editor can do that can do everything the server has a use for. */
export const FULL_CAPABILITIES: ClientCapabilities = {
  textDocument: {
    completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
    hover: { contentFormat: ['markdown'] },
    diagnostic: {},
  },
  workspace: {
    configuration: true,
    diagnostics: { refreshSupport: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    didChangeConfiguration: { dynamicRegistration: true },
    workspaceFolders: true,
  },
};

/** How a test's editor is set up; everything may be left out. */
export interface Setup {
  readonly capabilities?: ClientCapabilities;
  readonly options?: unknown;
  readonly folder?: string;
  /** The files on disk, by path; a test may change them. */
  readonly files?: Map<string, string>;
  /** The section `stateside` of the settings; a test may change its members. */
  readonly settings?: Record<string, unknown>;
}

/** An editor of a test, connected to a real server. */
export type LspClient = Awaited<ReturnType<typeof startClient>>;

/** Starts the real server over streams and an editor that talks to it. */
export async function startClient(setup: Setup = {}) {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const files = setup.files ?? new Map<string, string>();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  startServer(server, { readFile: async (path) => files.get(path) });
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const client = await speak(connection, setup);
  return {
    ...client,
    stop: () => {
      connection.dispose();
      server.dispose();
      toServer.destroy();
      toClient.destroy();
    },
  };
}

/** Says hello on a connection and gives an editor's side of it. */
export async function speak(connection: ProtocolConnection, setup: Setup = {}) {
  const texts = new Map<string, TextDocument>();
  const logged: string[] = [];
  const refreshed = waiters();
  connection.onRequest('workspace/configuration', (params: { items: readonly unknown[] }) =>
    params.items.map(() => setup.settings ?? {}),
  );
  connection.onRequest('client/registerCapability', () => null);
  connection.onRequest('workspace/diagnostic/refresh', () => {
    refreshed.happen();
    return null;
  });
  connection.onNotification('window/logMessage', (params: LogMessageParams) => {
    logged.push(params.message);
  });
  connection.listen();
  const folder = setup.folder ?? 'file:///projects/demo';
  const hello = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: folder,
    capabilities: setup.capabilities ?? FULL_CAPABILITIES,
    initializationOptions: setup.options,
    workspaceFolders: [{ uri: folder, name: 'folder' }],
  });
  await connection.sendNotification('initialized', {});
  return { connection, hello, logged, refreshed, ...editing(connection, texts), ...asking(connection, texts) };
}

function editing(connection: ProtocolConnection, texts: Map<string, TextDocument>) {
  const change = (uri: string, edits: readonly { readonly range: Range; readonly text: string }[]) => {
    const document = known(texts, uri);
    const version = document.version + 1;
    TextDocument.update(document, [...edits], version);
    return connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: edits,
    });
  };
  return {
    change,
    /** Replaces a part of the text, given by offsets. */
    replace: (uri: string, start: number, end: number, text: string) => {
      const document = known(texts, uri);
      return change(uri, [{ range: { start: document.positionAt(start), end: document.positionAt(end) }, text }]);
    },
    open: (uri: string, text: string, languageId = 'asl') => {
      texts.set(uri, TextDocument.create(uri, languageId, 1, text));
      return connection.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version: 1, text },
      });
    },
    close: (uri: string) => connection.sendNotification('textDocument/didClose', { textDocument: { uri } }),
    text: (uri: string) => known(texts, uri).getText(),
  };
}

function asking(connection: ProtocolConnection, texts: Map<string, TextDocument>) {
  const at = (uri: string, offset: number): { textDocument: { uri: string }; position: Position } => ({
    textDocument: { uri },
    position: known(texts, uri).positionAt(offset),
  });
  return {
    report: (uri: string, previousResultId?: string) =>
      connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
        textDocument: { uri },
        ...(previousResultId === undefined ? {} : { previousResultId }),
      }),
    diagnose: async (uri: string): Promise<readonly Diagnostic[]> => {
      const report = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', {
        textDocument: { uri },
      });
      return report.kind === 'full' ? report.items : [];
    },
    complete: (uri: string, offset: number) =>
      connection.sendRequest<CompletionItem[]>('textDocument/completion', at(uri, offset)),
    hover: (uri: string, offset: number) => connection.sendRequest<Hover | null>('textDocument/hover', at(uri, offset)),
    actions: (uri: string, range: Range, diagnostics: readonly Diagnostic[], only?: readonly string[]) =>
      connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics, ...(only === undefined ? {} : { only }) },
      }),
    applied: (uri: string, edits: readonly TextEdit[]) => TextDocument.applyEdits(known(texts, uri), [...edits]),
  };
}

function known(texts: ReadonlyMap<string, TextDocument>, uri: string): TextDocument {
  const document = texts.get(uri);
  if (document === undefined) throw new Error(`The test did not open this document: ${uri}`);
  return document;
}

/** Counts an event and lets a test wait until it happened so often. */
function waiters() {
  let count = 0;
  let waiting: { readonly until: number; readonly go: () => void }[] = [];
  return {
    happen: () => {
      count++;
      for (const { until, go } of waiting) if (until <= count) go();
      waiting = waiting.filter(({ until }) => until > count);
    },
    times: (until: number): Promise<void> =>
      count >= until ? Promise.resolve() : new Promise((go) => waiting.push({ until, go })),
  };
}
