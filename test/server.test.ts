import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import {
  CancellationTokenSource,
  createProtocolConnection,
  type Diagnostic,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { DEFINITION_CHARACTERS } from '../shared/spec/limits';
import { FULL_CAPABILITIES, type LspClient, type Setup, speak, startClient } from './support/lspClient';

const FOLDER = 'file:///projects/demo';

/** A machine with one HTTP Task, a member a line, sound unless told otherwise. */
const machine = (method = 'GET', headers = '{}'): string => `{
  "StartAt": "Call",
  "States": {
    "Call": {
      "Type": "Task",
      "Resource": "arn:aws:states:::http:invoke",
      "Parameters": {
        "ApiEndpoint": "https://api.example.com",
        "Method": "${method}",
        "Headers": ${headers},
        "Authentication": {
          "ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/Invoices/0a1b"
        }
      },
      "End": true
    }
  }
}
`;

const clients: LspClient[] = [];
after(() => {
  for (const client of clients) client.stop();
});

async function start(setup: Setup = {}): Promise<LspClient> {
  const client = await startClient(setup);
  clients.push(client);
  return client;
}

const rulesOf = (diagnostics: readonly Diagnostic[]) => diagnostics.map(({ code }) => code);

/** The client of the tests that need no setting of their own. */
let client: LspClient;
before(async () => {
  client = await start({ options: { docsUri: 'file:///extension/client/docs/rules' } });
});

let opened = 0;
async function openNew(text: string, name = '.asl.json', languageId = 'asl', on = client): Promise<string> {
  const uri = `${FOLDER}/file${opened++}${name}`;
  await on.open(uri, text, languageId);
  return uri;
}

test('The server says what it can do', () => {
  const { capabilities, serverInfo } = client.hello;
  assert.equal(serverInfo?.name, 'stateside');
  assert.equal(
    capabilities.textDocumentSync &&
      typeof capabilities.textDocumentSync === 'object' &&
      capabilities.textDocumentSync.change,
    2,
  );
  assert.equal(capabilities.hoverProvider, true);
  assert.deepEqual(capabilities.diagnosticProvider, {
    identifier: 'stateside',
    interFileDependencies: true,
    workspaceDiagnostics: false,
  });
});

test('A finding has rule, range, page, source and AWS code', async () => {
  const uri = await openNew(machine('get'));
  const [finding, ...more] = await client.diagnose(uri);
  assert.deepEqual(more, []);
  assert.equal(finding?.code, 'http-method');
  assert.equal(finding?.severity, 1);
  assert.equal(finding?.source, 'stateside');
  assert.equal(finding?.codeDescription?.href, 'file:///extension/client/docs/rules/http-method.md');
  assert.deepEqual(finding?.range, { start: { line: 8, character: 18 }, end: { line: 8, character: 23 } });
  assert.equal(typeof finding?.data.code, 'string');
  assert.ok(Array.isArray(finding?.data.fixes));
});

test('Findings follow an edit', async () => {
  const uri = await openNew(machine('GET'));
  assert.deepEqual(await client.diagnose(uri), []);
  const range = { start: { line: 8, character: 19 }, end: { line: 8, character: 22 } };
  await client.change(uri, [{ range, text: 'FETCH' }]);
  assert.deepEqual(rulesOf(await client.diagnose(uri)), ['http-method']);
  await client.change(uri, [{ range: { ...range, end: { line: 8, character: 24 } }, text: 'PUT' }]);
  assert.deepEqual(await client.diagnose(uri), []);
});

test('Findings that are the same are not sent again', async () => {
  const uri = await openNew(machine('get'));
  const first = await client.report(uri);
  const again = await client.report(uri, first.resultId);
  assert.equal(first.kind, 'full');
  assert.deepEqual(again, { kind: 'unchanged', resultId: first.resultId });
  await client.change(uri, [
    { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '\n' },
  ]);
  assert.equal((await client.report(uri, first.resultId)).kind, 'full');
});

const FIXES: readonly { readonly name: string; readonly text: string; readonly rule: string }[] = [
  { name: 'a method in the wrong case', text: machine('get'), rule: 'http-method' },
  { name: 'a misspelled field', text: machine().replace('"Headers"', '"Header"'), rule: 'http-unknown-field' },
  {
    name: 'a forbidden header',
    text: machine('GET', '{ "Authorization": "x", "Accept": "y" }'),
    rule: 'http-forbidden-header',
  },
  { name: 'a missing field', text: machine().replace(/ *"Method".*\n/, ''), rule: 'http-required-field' },
  { name: 'a missing comma', text: machine().replace('"Call",', '"Call"'), rule: 'json-syntax' },
];

for (const { name, text, rule } of FIXES) {
  test(`A quick fix removes its finding: ${name}`, async () => {
    const uri = await openNew(text);
    const diagnostics = await client.diagnose(uri);
    const finding = diagnostics.find(({ code }) => code === rule);
    assert.ok(finding, rulesOf(diagnostics).join());
    const actions = await client.actions(uri, finding.range, [finding], ['quickfix']);
    const action = actions.find((candidate) => candidate.diagnostics?.some(({ code }) => code === rule));
    assert.equal(action?.kind, 'quickfix');
    assert.deepEqual(action?.diagnostics?.[0]?.range, finding.range);
    const fixed = client.applied(uri, action?.edit?.changes?.[uri] ?? []);
    const left = await client.diagnose(await openNew(fixed));
    assert.ok(!rulesOf(left).includes(rule), fixed);
  });
}

test('Fix all applies what is obvious, also several insertions at one place', async () => {
  const text = machine('get', '{ "authorization": "x" }')
    .replace(/ *"ApiEndpoint".*\n/, '')
    .replace(/,\s*"End": true/, '');
  const uri = await openNew(text);
  const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
  const [action, ...more] = await client.actions(uri, range, [], ['source.fixAll']);
  assert.deepEqual(more, []);
  assert.equal(action?.kind, 'source.fixAll.stateside');
  const fixed = client.applied(uri, action?.edit?.changes?.[uri] ?? []);
  const left = await client.diagnose(await openNew(fixed));
  assert.deepEqual(
    left.filter(({ severity }) => severity === 1),
    [],
    fixed,
  );
  const nothing = await client.actions(await openNew(machine()), range, [], ['source.fixAll.stateside']);
  assert.deepEqual(nothing, []);
});

test('A light bulb far from every finding mends nothing', async () => {
  const uri = await openNew(machine('get'));
  const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } };
  assert.deepEqual(await client.actions(uri, range, [], ['quickfix']), []);
});

const BROKEN: readonly { readonly name: string; readonly text: string }[] = [
  { name: 'an empty file', text: '' },
  { name: 'no JSON', text: 'StartAt: Call' },
  { name: 'half a definition', text: machine().slice(0, 200) },
  { name: 'no object', text: '[1, 2]' },
  { name: 'a stray quote', text: machine().replace('"Method"', '"Method') },
  { name: 'brackets without end', text: '['.repeat(50_000) },
  { name: 'braces without end', text: '{"a":'.repeat(20_000) },
  { name: 'half of a surrogate pair and NUL', text: `{"StartAt": "\ud800\u0000"}` },
];

for (const { name, text } of BROKEN) {
  test(`Every request is answered about ${name}`, async () => {
    const uri = await openNew(text);
    assert.ok((await client.diagnose(uri)).length > 0);
    for (const offset of [0, text.length >> 1, text.length]) {
      assert.ok(Array.isArray(await client.complete(uri, offset)));
      await client.hover(uri, offset);
    }
    assert.deepEqual(await client.diagnose(await openNew(machine())), []);
  });
}

test('A definition of a mebibyte is answered', async () => {
  const count = 2000;
  const states = Array.from({ length: count }, (_, index) => {
    const next = index + 1 < count ? `"Next": "S${index + 1}"` : '"End": true';
    const comment = 'x'.repeat(425);
    return `"S${index}": {"Type": "Pass", "Comment": "${comment}", "Result": {"a": [1, 2, 3]}, ${next}}`;
  });
  const text = `{"StartAt": "S0", "States": {${states.join(',\n')}}}`;
  assert.ok(text.length > 1_000_000 && text.length <= DEFINITION_CHARACTERS);
  const uri = await openNew(text);
  assert.deepEqual(await client.diagnose(uri), []);
  assert.equal((await client.complete(uri, text.indexOf('"S1"') + 1)).length, count - 1);
  assert.notEqual(await client.hover(uri, text.lastIndexOf('"Next"') + 2), null);
});

test('The server knows nothing of other languages', async () => {
  const cases = [
    ['.yaml', 'yaml', 'StartAt: A'],
    ['.json', 'json', '{"StartAt": 1}'],
    ['.txt', 'plaintext', 'hello'],
  ] as const;
  for (const [name, languageId, text] of cases) {
    const uri = await openNew(text, name, languageId);
    assert.deepEqual(await client.diagnose(uri), [], name);
    assert.deepEqual(await client.complete(uri, 0), [], name);
    assert.equal(await client.hover(uri, 2), null, name);
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    assert.deepEqual(await client.actions(uri, range, []), [], name);
  }
});

test('A file is known by its name where the editor calls it JSON', async () => {
  assert.deepEqual(rulesOf(await client.diagnose(await openNew(machine('get'), '.asl.json', 'json'))), ['http-method']);
});

test('Requests about files that are not open are answered with nothing', async () => {
  const uri = await openNew(machine('get'));
  await client.close(uri);
  assert.deepEqual(await client.diagnose(uri), []);
  assert.deepEqual(await client.complete(uri, 3), []);
  assert.equal(await client.hover(uri, 3), null);
});

test('A stateside.json that is not valid has findings of its own', async () => {
  const own = await start({ folder: `${FOLDER}/a`, options: { docsUri: 'file:///docs' } });
  const uri = `${FOLDER}/a/stateside.json`;
  await own.open(uri, '{ "version": 1, "connections": 5 }', 'jsonc');
  const found = await own.diagnose(uri);
  assert.ok(found.length > 0);
  // Only the rules about definitions have pages.
  for (const { codeDescription } of found) assert.equal(codeDescription, undefined);
  const all = { start: { line: 0, character: 0 }, end: { line: 0, character: 40 } };
  await own.change(uri, [{ range: all, text: '{ "version": 1, /* none yet */ "connections": {}, }' }]);
  assert.deepEqual(await own.diagnose(uri), []);
});

test('A file of test cases has findings of its own, and about the states it names', async () => {
  const files = new Map([['/projects/demo/own.asl.json', machine()]]);
  const own = await start({ files });
  const uri = `${FOLDER}/own.asl.test.json`;
  await own.open(
    uri,
    '{ "version": 1, "tests": [{ "name": "one", "state": "Call" }, { "name": "two", "state": "Cal" }] }',
    'jsonc',
  );
  assert.deepEqual(rulesOf(await own.diagnose(uri)), ['test-case-state']);
  await own.open(`${FOLDER}/own.asl.json`, machine().replaceAll('"Call"', '"Cal"'));
  const [finding] = await own.diagnose(uri);
  assert.match(String(finding?.message), /no such state \(did you mean Cal\?\): Call/);
});

const projectWith = (rule: string) => `{ "version": 1, "rules": { "http-method": "${rule}" } }`;

test('Severities come from the nearest project, the unsaved text first, and changes are told', async () => {
  const files = new Map([
    ['/projects/demo/stateside.json', projectWith('off')],
    ['/stateside.json', projectWith('info')],
  ]);
  const own = await start({ files });
  const uri = `${FOLDER}/deep/down/own.asl.json`;
  const project = `${FOLDER}/stateside.json`;
  await own.open(uri, machine('get'));
  assert.deepEqual(await own.diagnose(uri), []);
  await own.open(project, projectWith('warning'), 'jsonc');
  await own.refreshed.times(1);
  assert.equal((await own.diagnose(uri))[0]?.severity, 2);
  await own.close(project);
  await own.refreshed.times(2);
  assert.deepEqual(await own.diagnose(uri), []);
  files.set('/projects/demo/deep/stateside.json', projectWith('error'));
  await own.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: `${FOLDER}/deep/stateside.json`, type: 1 }],
  });
  await own.refreshed.times(3);
  assert.equal((await own.diagnose(uri))[0]?.severity, 1);
});

test('No project above the workspace folder counts', async () => {
  const own = await start({ files: new Map([['/stateside.json', projectWith('off')]]) });
  const uri = `${FOLDER}/own.asl.json`;
  await own.open(uri, machine('get'));
  assert.deepEqual(rulesOf(await own.diagnose(uri)), ['http-method']);
});

test('Settings set severities, and the project wins over them', async () => {
  const settings: Record<string, unknown> = { rules: { 'http-method': 'info', 'http-required-field': 'off' } };
  const files = new Map<string, string>();
  const own = await start({ settings, files });
  const uri = `${FOLDER}/own.asl.json`;
  await own.open(uri, machine('get').replace('"ApiEndpoint"', '"Comment"'));
  const found = await own.diagnose(uri);
  assert.equal(found.find(({ code }) => code === 'http-method')?.severity, 3);
  assert.ok(!rulesOf(found).includes('http-required-field'));
  settings.rules = { 'http-method': 'off' };
  await own.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
  await own.refreshed.times(1);
  assert.ok(!rulesOf(await own.diagnose(uri)).includes('http-method'));
  files.set('/projects/demo/stateside.json', projectWith('warning'));
  await own.connection.sendNotification('workspace/didChangeWatchedFiles', {
    changes: [{ uri: `${FOLDER}/stateside.json`, type: 1 }],
  });
  await own.refreshed.times(2);
  assert.equal((await own.diagnose(uri)).find(({ code }) => code === 'http-method')?.severity, 2);
});

test('A client that cannot be asked for settings may send them', async () => {
  const { workspace, ...rest } = FULL_CAPABILITIES;
  const own = await start({ capabilities: { ...rest, workspace: { ...workspace, configuration: false } } });
  const uri = `${FOLDER}/own.asl.json`;
  await own.open(uri, machine('get'));
  assert.equal((await own.diagnose(uri)).length, 1);
  await own.connection.sendNotification('workspace/didChangeConfiguration', {
    settings: { stateside: { rules: { 'http-method': 'off' } } },
  });
  assert.deepEqual(await own.diagnose(uri), []);
});

interface Beside {
  readonly validation: unknown;
  readonly toolkitActive: boolean;
  readonly rules: readonly string[];
}

const BOTH = ['start-target', 'start-target', 'http-method'];

const BESIDE: readonly Beside[] = [
  { validation: 'auto', toolkitActive: false, rules: BOTH },
  { validation: 'auto', toolkitActive: true, rules: ['http-method'] },
  { validation: 'all', toolkitActive: true, rules: BOTH },
  { validation: 'httpOnly', toolkitActive: false, rules: ['http-method'] },
  { validation: 'nonsense', toolkitActive: false, rules: BOTH },
];

for (const { validation, toolkitActive, rules } of BESIDE) {
  test(`Validation ${validation} with AWS Toolkit ${toolkitActive ? 'active' : 'inactive'}`, async () => {
    const own = await start({ settings: { validation }, options: { toolkitActive } });
    const uri = `${FOLDER}/own.asl.json`;
    await own.open(uri, machine('get').replace('"StartAt": "Call"', '"StartAt": "Cal"'));
    assert.deepEqual(rulesOf(await own.diagnose(uri)), rules);
  });
}

test('The client may tell later that AWS Toolkit became active', async () => {
  const own = await start();
  const uri = `${FOLDER}/own.asl.json`;
  await own.open(uri, machine('get').replace('"StartAt": "Call"', '"StartAt": "Cal"'));
  assert.deepEqual(rulesOf(await own.diagnose(uri)), BOTH);
  await own.connection.sendNotification('stateside/toolkitActive', { active: true });
  await own.refreshed.times(1);
  assert.deepEqual(rulesOf(await own.diagnose(uri)), ['http-method']);
});

test('A cancelled request ends as cancelled and the next one is answered', async () => {
  const uri = await openNew(machine('get'));
  const source = new CancellationTokenSource();
  const params = { textDocument: { uri } };
  const asked = client.connection.sendRequest('textDocument/diagnostic', params, source.token);
  source.cancel();
  await assert.rejects(asked, (error) => error instanceof ResponseError && error.code === -32800);
  assert.deepEqual(rulesOf(await client.diagnose(uri)), ['http-method']);
});

test('Requests that race with edits are answered about a text that there was, the last about the last', async () => {
  const uri = await openNew(machine('GET'));
  const start = { line: 8, character: 19 };
  const asked: Promise<readonly Diagnostic[]>[] = [];
  let length = 3;
  for (let round = 0; round < 50; round++) {
    const text = round % 2 === 0 ? 'get' : 'POST';
    await client.change(uri, [{ range: { start, end: { line: 8, character: 19 + length } }, text }]);
    length = text.length;
    asked.push(client.diagnose(uri));
    void client.complete(uri, 10 + round);
  }
  for (const diagnostics of await Promise.all(asked)) assert.ok(diagnostics.length <= 1);
  assert.deepEqual(await client.diagnose(uri), []);
});

test('For any edits the findings are those of the fresh text', async () => {
  const uri = await openNew(machine());
  const piece = fc.constantFrom('{', '}', '"', ',', ':', '\n', 'GET', 'get', '"Next"', '[', ' ', '\\', '${x}', '😀');
  const edit = fc.record({ at: fc.nat(), length: fc.nat(12), text: fc.array(piece, { maxLength: 3 }) });
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 5 }), async (edits) => {
      for (const { at, length, text } of edits) {
        const start = at % (client.text(uri).length + 1);
        await client.replace(uri, start, Math.min(start + length, client.text(uri).length), text.join(''));
      }
      const fresh = await openNew(client.text(uri));
      assert.deepEqual(await client.diagnose(uri), await client.diagnose(fresh));
      await client.close(fresh);
      if (client.text(uri).length > 2000) await client.replace(uri, 0, client.text(uri).length, machine());
    }),
    { numRuns: 40 },
  );
});

test('Nothing of all this was logged as an error', () => {
  assert.deepEqual(client.logged, []);
});

test('Over standard input and output the server starts, answers and ends', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stateside-server-'));
  const main = join(__dirname, '../server/main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', main, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  try {
    await writeFile(join(folder, 'stateside.json'), projectWith('warning'));
    const reader = new StreamMessageReader(child.stdout);
    const connection = createProtocolConnection(reader, new StreamMessageWriter(child.stdin));
    const folderUri = pathToFileURL(folder).href;
    const own = await speak(connection, { folder: folderUri });
    const uri = `${folderUri}/own.asl.json`;
    await own.open(uri, machine('get'));
    const [finding] = await own.diagnose(uri);
    assert.deepEqual([finding?.code, finding?.severity], ['http-method', 2]);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.deepEqual(await ended, [0, null]);
  } finally {
    child.kill();
    await rm(folder, { recursive: true });
  }
});
