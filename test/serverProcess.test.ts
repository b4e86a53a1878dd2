import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import * as lsp from 'vscode-languageserver/node';
import * as protocol from '../server/protocol';
import { transportOf } from '../server/transport';

const MAIN = join(__dirname, '../server/main.ts');

type Way = readonly [name: string, start: () => Promise<{ child: ChildProcess; connection: lsp.ProtocolConnection }>];

function start(args: readonly string[], ipc = false): ChildProcess {
  const stdio = ipc ? (['pipe', 'pipe', 'inherit', 'ipc'] as const) : (['pipe', 'pipe', 'inherit'] as const);
  return spawn(process.execPath, ['--import', 'tsx', MAIN, ...args], { stdio: [...stdio] });
}

function streams({ stdout, stdin }: ChildProcess): [lsp.MessageReader, lsp.MessageWriter] {
  assert.ok(stdout && stdin);
  return [new lsp.StreamMessageReader(stdout), new lsp.StreamMessageWriter(stdin)];
}

const WAYS: readonly Way[] = [
  [
    '--stdio',
    async () => {
      const child = start(['--stdio']);
      return { child, connection: lsp.createProtocolConnection(...streams(child)) };
    },
  ],
  [
    '--node-ipc',
    async () => {
      const child = start(['--node-ipc'], true);
      const ends = [new lsp.IPCMessageReader(child), new lsp.IPCMessageWriter(child)] as const;
      return { child, connection: lsp.createProtocolConnection(...ends) };
    },
  ],
  [
    '--pipe=NAME',
    async () => {
      const name = lsp.generateRandomPipeName();
      const transport = await lsp.createClientPipeTransport(name);
      const child = start([`--pipe=${name}`]);
      return { child, connection: lsp.createProtocolConnection(...(await transport.onConnected())) };
    },
  ],
  [
    '--socket PORT',
    async () => {
      const transport = await lsp.createClientSocketTransport(0);
      const child = start(['--socket', String(transport.port())]);
      return { child, connection: lsp.createProtocolConnection(...(await transport.onConnected())) };
    },
  ],
];

const HELLO = { processId: process.pid, rootUri: null, capabilities: {} };

describe('the process of the server', () => {
  for (const [way, begin] of WAYS) {
    test(`answers over ${way}, and ends when it is told to`, async () => {
      const { child, connection } = await begin();
      const ended = once(child, 'exit');
      connection.listen();
      const hello = await connection.sendRequest(lsp.InitializeRequest.type, HELLO);
      assert.equal(hello.serverInfo?.name, 'stateside');
      assert.equal(await connection.sendRequest('shutdown'), null);
      await connection.sendNotification('exit');
      assert.deepEqual(await ended, [0, null]);
      connection.dispose();
    });
  }

  test('ends with 1 when its client is gone without a word', async () => {
    const child = start(['--stdio']);
    const ended = once(child, 'exit');
    const connection = lsp.createProtocolConnection(...streams(child));
    connection.listen();
    await connection.sendRequest(lsp.InitializeRequest.type, HELLO);
    child.stdin?.end();
    assert.deepEqual(await ended, [1, null]);
    connection.dispose();
  });

  test('refuses what it does not know, and goes on', async () => {
    const child = start(['--stdio']);
    const connection = lsp.createProtocolConnection(...streams(child));
    connection.listen();
    await assert.rejects(connection.sendRequest('textDocument/nothing', {}), { code: lsp.ErrorCodes.MethodNotFound });
    await connection.sendNotification('textDocument/nothing', {});
    await connection.sendNotification('$/setTrace', { value: 'off' });
    assert.ok(await connection.sendRequest(lsp.InitializeRequest.type, HELLO));
    connection.dispose();
    child.kill();
  });

  test('says how to start it when no argument does', () => {
    assert.throws(() => transportOf(['--verbose']), /--node-ipc, --stdio, --socket, --pipe/);
  });
});

/** The tables of the library, of which ours name the entries that are in use. */
const TABLES: readonly (readonly [ours: Readonly<Record<string, unknown>>, theirs: object])[] = [
  [protocol.TEXT_SYNC, lsp.TextDocumentSyncKind],
  [protocol.MESSAGE_TYPE, lsp.MessageType],
  [protocol.MARKUP_KIND, lsp.MarkupKind],
  [protocol.DIAGNOSTIC_SEVERITY, lsp.DiagnosticSeverity],
  [protocol.COMPLETION_ITEM_KIND, lsp.CompletionItemKind],
  [protocol.INSERT_TEXT_FORMAT, lsp.InsertTextFormat],
  [protocol.DOCUMENT_HIGHLIGHT_KIND, lsp.DocumentHighlightKind],
  [protocol.SYMBOL_KIND, lsp.SymbolKind],
  [protocol.CODE_ACTION_KIND, lsp.CodeActionKind],
  [protocol.CODE_ACTION_TRIGGER_KIND, lsp.CodeActionTriggerKind],
];

test('The numbers and words of the protocol are those of the library', () => {
  for (const [ours, theirs] of TABLES) {
    const meant = Object.fromEntries(Object.entries(theirs).filter(([name]) => name in ours));
    assert.deepEqual({ ...ours }, meant);
  }
});
