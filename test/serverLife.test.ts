import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { after, beforeEach, describe, it } from 'node:test';
import {
  createProtocolConnection,
  type DocumentDiagnosticReport,
  ErrorCodes,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { createConnection } from '../server/connection';
import { startServer } from '../server/server';
import { FULL_CAPABILITIES } from './support/lspClient';

// From the first word to the last: microsoft.github.io/language-server-protocol, "Server lifecycle".

const PROJECT_PATH = '/projects/space/stateside.json';
const PROJECT = '{ "version": 1, "rules": { "http-method": "info" } }';

let files: Map<string, string>;

const URI = 'file:///projects/space/inner/one.asl.json';

const TEXT = JSON.stringify({
  StartAt: 'Call',
  States: {
    Call: {
      Type: 'Task',
      Resource: 'arn:aws:states:::http:invoke',
      Parameters: {
        ApiEndpoint: 'https://api.example.com/',
        Method: 'FETCH',
        Authentication: { ConnectionArn: 'arn:aws:events:us-east-1:123456789012:connection/demo/0a1b' },
      },
      End: true,
    },
  },
});

const HELLO = { processId: null, rootUri: null, capabilities: {} };

let connection: ProtocolConnection;
let ends: number[] = [];
let watched: unknown[] = [];
const stops: (() => void)[] = [];

beforeEach(() => {
  files = new Map([[PROJECT_PATH, PROJECT]]);
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const [codes, processes]: [number[], unknown[]] = [[], []];
  ends = codes;
  watched = processes;
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient), (code) =>
    codes.push(code),
  );
  startServer(server, { readFile: async (path) => files.get(path), endWith: (id) => processes.push(id) });
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  client.onRequest('workspace/configuration', () => [{}]);
  client.onRequest('client/registerCapability', () => null);
  client.listen();
  connection = client;
  stops.push(() => {
    client.dispose();
    server.dispose();
    toServer.destroy();
    toClient.destroy();
  });
});
after(() => {
  for (const stop of stops) stop();
});

const open = (uri = URI) =>
  connection.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'asl', version: 1, text: TEXT },
  });

async function severities(): Promise<unknown[]> {
  const about = { textDocument: { uri: URI } };
  const report = await connection.sendRequest<DocumentDiagnosticReport>('textDocument/diagnostic', about);
  assert.equal(report.kind, 'full');
  return report.kind === 'full' ? report.items.map(({ code, severity }) => [code, severity]) : [];
}

describe('before the client says hello', () => {
  it('requests are refused, and what the client opens is not heard of', async () => {
    await open();
    for (const method of ['textDocument/diagnostic', 'shutdown']) {
      const refused = connection.sendRequest(method, { textDocument: { uri: URI } });
      await assert.rejects(refused, { code: ErrorCodes.ServerNotInitialized });
    }
    await connection.sendRequest('initialize', HELLO);
    assert.deepEqual(await severities(), []);
    await open();
    assert.deepEqual(await severities(), [['http-method', 1]]);
  });

  it('a hello that is none is refused, and the next one counts', async () => {
    await assert.rejects(connection.sendRequest('initialize', { processId: null }));
    assert.ok(await connection.sendRequest('initialize', HELLO));
  });

  it('it may end the server', async () => {
    await connection.sendNotification('exit');
    await assert.rejects(connection.sendRequest('shutdown'));
    assert.deepEqual(ends, [1]);
  });
});

describe('the hello', () => {
  it('is said once', async () => {
    await connection.sendRequest('initialize', HELLO);
    await assert.rejects(connection.sendRequest('initialize', HELLO), { code: ErrorCodes.InvalidRequest });
  });

  for (const [said, expected] of [
    [4711, [4711]],
    [null, []],
    [undefined, []],
    ['4711', []],
  ] as const) {
    it(`names the process that the server ends with: ${JSON.stringify(said)}`, async () => {
      await connection.sendRequest('initialize', { ...HELLO, processId: said });
      assert.deepEqual(watched, expected);
    });
  }

  for (const [way, folders] of [
    ['workspaceFolders', { workspaceFolders: [{ uri: 'file:///projects/space', name: 'space' }] }],
    ['rootUri', { rootUri: 'file:///projects/space' }],
    ['rootUri beside no folders', { rootUri: 'file:///projects/space', workspaceFolders: null }],
  ] as const) {
    it(`names the folder by ${way}`, async () => {
      await connection.sendRequest('initialize', { ...HELLO, ...folders });
      await open();
      assert.deepEqual(await severities(), [['http-method', 3]]);
    });
  }
});

it('Other folders are told by asking for new findings', async () => {
  let folders = [{ uri: 'file:///projects/space/inner', name: 'inner' }];
  connection.onRequest('workspace/workspaceFolders', () => folders);
  const refreshed = new Promise<void>((resolve) => {
    connection.onRequest('workspace/diagnostic/refresh', () => resolve());
  });
  await connection.sendRequest('initialize', { ...HELLO, capabilities: FULL_CAPABILITIES, workspaceFolders: folders });
  await connection.sendNotification('initialized', {});
  await open();
  assert.deepEqual(await severities(), [['http-method', 1]]);
  folders = [{ uri: 'file:///projects/space', name: 'space' }];
  await connection.sendNotification('workspace/didChangeWorkspaceFolders', { event: { added: folders, removed: [] } });
  await refreshed;
  assert.deepEqual(await severities(), [['http-method', 3]]);
});

it('A client that cannot tell of changes on disk is answered as the disk is', async () => {
  await connection.sendRequest('initialize', { ...HELLO, rootUri: 'file:///projects/space' });
  await open();
  assert.deepEqual(await severities(), [['http-method', 3]]);
  files.set(PROJECT_PATH, PROJECT.replace('info', 'warning'));
  assert.deepEqual(await severities(), [['http-method', 2]]);
  files.clear();
  assert.deepEqual(await severities(), [['http-method', 1]]);
});

describe('after the client said that this is the end', () => {
  it('nothing more is answered, and the end is a good one', async () => {
    await connection.sendRequest('initialize', HELLO);
    assert.equal(await connection.sendRequest('shutdown'), null);
    for (const method of ['textDocument/diagnostic', 'initialize', 'shutdown']) {
      const refused = connection.sendRequest(method, { textDocument: { uri: URI } });
      await assert.rejects(refused, { code: ErrorCodes.InvalidRequest });
    }
    await connection.sendNotification('exit');
    await assert.rejects(connection.sendRequest('shutdown'));
    assert.deepEqual(ends, [0]);
  });
});
