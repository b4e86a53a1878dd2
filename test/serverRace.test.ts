import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { type CompletionItem, type Hover, LSPErrorCodes, type Range } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Answer, askAbout, askAt, rangesOutside } from './support/everyFeature';
import { WRITTEN } from './support/fuzzTexts';
import { type LspClient, startClient } from './support/lspClient';

// Edits that race with questions, and files that come and go: what the server says in the end is true of the last text.

const PROJECT = '{ "version": 1, "substitutions": { "Stage": "beta" }, "rules": { "http-method": "warning" } }';
const PROJECT_PATH = '/projects/demo/stateside.json';
const PROJECT_URI = `file://${PROJECT_PATH}`;

let client: LspClient;
const files = new Map<string, string>();
before(async () => {
  client = await startClient({ files });
});
after(() => client.stop());

let opened = 0;

function newUri(languageId: string): string {
  return `file:///projects/demo/race${opened++}.asl.${languageId === 'asl' ? 'json' : 'yaml'}`;
}

/** Pieces that make, break and move what a definition is made of. */
const SCRAPS = [
  ...['"', '{', '}', '[', ']', ',', ':', '\n', '\r', '\r\n', '\t', '  ', '- ', '&a ', '*a', '<<: *a', '|', '# ', '?'],
  ...[
    '${',
    '}',
    '${Stage}',
    '{%',
    '%}',
    '$',
    '$$.',
    '$states.',
    '\\',
    '\\u00e9',
    '\uFEFF',
    '\0',
    '\ud83d',
    '\ude00',
    '😀',
  ],
  ...['"States": {', '"A": {},', '"Next": "Done"', '"Type": "Map",', '"QueryLanguage": "JSONata",', 'Type: Task\n'],
];

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 300 })),
    text: fc.oneof(fc.constant(''), fc.constantFrom(...SCRAPS), fc.string({ unit: 'binary', maxLength: 4 })),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('after any edits', () => {
  it('the answers are those about the fresh text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...WRITTEN), edits, async ({ languageId, text }, list) => {
        const uri = newUri(languageId);
        await client.open(uri, text, languageId);
        for (const { at, length, text: scrap } of list) {
          const offset = Math.floor(at * client.text(uri).length);
          await client.diagnose(uri);
          await client.replace(uri, offset, offset + length, scrap);
          await sameAsFresh(uri, languageId, offset + scrap.length);
        }
        await client.close(uri);
        assert.deepEqual(client.logged, []);
      }),
      { numRuns: 40 },
    );
  });
});

/** Compares what the server says about an edited document with what it says about a new one of the same text. */
async function sameAsFresh(uri: string, languageId: string, offset: number): Promise<void> {
  const text = client.text(uri);
  const fresh = newUri(languageId);
  await client.open(fresh, text, languageId);
  const [edited, anew] = await Promise.all([uri, fresh].map((of) => everythingAt(of, offset)));
  assert.deepEqual(edited, anew, JSON.stringify(text));
  assert.deepEqual(rangesOutside(edited, text, uri), [], JSON.stringify(text));
  await client.close(fresh);
}

async function everythingAt(uri: string, offset: number) {
  const [findings, completed, hover, symbols, folds] = await Promise.all([
    client.diagnose(uri),
    client.complete(uri, offset),
    client.hover(uri, offset),
    ...['textDocument/documentSymbol', 'textDocument/foldingRange'].map((method) =>
      client.connection.sendRequest<unknown>(method, { textDocument: { uri } }),
    ),
  ]);
  return { findings, labels: labelsOf(completed), hover: shownBy(hover), symbols, folds };
}

function labelsOf(completed: readonly CompletionItem[] | { readonly items: readonly CompletionItem[] }) {
  const items = 'items' in completed ? completed.items : completed;
  return items.map(({ label, textEdit }) => [label, textEdit]);
}

function shownBy(hover: Hover | null): unknown {
  return hover && [hover.contents, hover.range];
}

describe('edits that race with questions', () => {
  it('leave every question answered, and the last findings true', async () => {
    for (const { languageId, text } of WRITTEN) {
      const uri = newUri(languageId);
      const open = client.open(uri, text, languageId);
      const asked: Promise<readonly Answer[]>[] = [];
      for (let at = 3; at < text.length; at += Math.ceil(text.length / 20)) {
        void client.replace(uri, at, at + 1, SCRAPS[at % SCRAPS.length] ?? '');
        const position = TextDocument.create(uri, languageId, 1, client.text(uri)).positionAt(at);
        asked.push(askAt(client, uri, position), askAbout(client, uri));
      }
      await open;
      assertTrue((await Promise.all(asked)).flat());
      await sameAsFresh(uri, languageId, 10);
      await client.close(uri);
    }
  });

  it('and are cancelled half-way are answered or said to be cancelled', async () => {
    const uri = newUri('asl');
    const [{ text } = { text: '' }] = WRITTEN;
    await client.open(uri, text);
    const methods = ['textDocument/diagnostic', 'textDocument/documentSymbol', 'textDocument/foldingRange'];
    const { CancellationTokenSource } = await import('vscode-languageserver/node');
    const answers = Array.from({ length: 60 }, async (_, index) => {
      const source = new CancellationTokenSource();
      const method = methods[index % methods.length] ?? '';
      const answer = client.connection.sendRequest(method, { textDocument: { uri } }, source.token).then(
        (result) => ({ method, result }),
        (error: unknown) => ({ method, error }),
      );
      void client.replace(uri, index, index, ' ');
      if (index % 2 === 0) source.cancel();
      return answer;
    });
    assertTrue(await Promise.all(answers));
    await sameAsFresh(uri, 'asl', 5);
  });

  it('and with the end of the document', async () => {
    for (const { languageId, text } of WRITTEN) {
      const uri = newUri(languageId);
      void client.open(uri, text, languageId);
      const first = [askAt(client, uri, { line: 3, character: 9 }), askAbout(client, uri)];
      void client.close(uri);
      const second = [askAt(client, uri, { line: 3, character: 9 }), askAbout(client, uri)];
      void client.open(uri, text, languageId);
      assertTrue((await Promise.all([...first, ...second])).flat());
      await sameAsFresh(uri, languageId, 10);
      await client.close(uri);
    }
  });
});

const FINE: readonly unknown[] = [
  LSPErrorCodes.RequestCancelled,
  LSPErrorCodes.ContentModified,
  -32600, // a name that is refused
  -32601, // a method that the server does not have
];

function assertTrue(answers: readonly Answer[]): void {
  for (const { method, error } of answers) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    assert.ok(error === undefined || FINE.includes(code), `${method}: ${String(error)}`);
  }
  assert.deepEqual(client.logged, []);
}

describe('changes that do not fit their document', () => {
  const ranges: readonly (readonly [name: string, range: Range])[] = [
    ['from its end to its start', rangeOf(5, 3, 1, 2)],
    ['behind the end', rangeOf(1e9, 0, 1e9, 5)],
    ['in front of the start', rangeOf(-1, -1, 0, 0)],
    ['beyond the end of a line', rangeOf(0, 1e9, 1, 1e9)],
  ];
  for (const [name, range] of ranges) {
    it(`are taken as far as they go: ${name}`, async () => {
      for (const { languageId, text } of WRITTEN.slice(-3)) {
        const uri = newUri(languageId);
        await client.open(uri, text, languageId);
        await client.change(uri, [{ range, text: ' ' }]);
        await sameAsFresh(uri, languageId, 5);
      }
    });
  }

  it('do not end the server when they are no changes at all', async () => {
    const uri = newUri('asl');
    await client.open(uri, '{}');
    const said = client.logged.length;
    for (const params of [
      { textDocument: { uri, version: 7 }, contentChanges: [{}] },
      { textDocument: { uri, version: null }, contentChanges: [{ text: '[]' }] },
      { textDocument: { uri: `${uri}x`, version: 1 }, contentChanges: [{ text: '[]' }] },
      { textDocument: { uri, version: 8 }, contentChanges: [{ range: { start: 1, end: null }, text: 1 }] },
    ]) {
      await client.connection.sendNotification('textDocument/didChange', params);
    }
    await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: 'never opened' } });
    await client.connection.sendRequest('textDocument/hover', {}).catch(() => undefined);
    await client.connection.sendRequest('textDocument/codeAction', { textDocument: { uri } }).catch(() => undefined);
    await client.open(uri, '{"StartAt": 1}');
    assert.ok((await client.diagnose(uri)).length > 0);
    client.logged.splice(said);
  });
});

function rangeOf(line: number, character: number, endLine: number, endCharacter: number): Range {
  return { start: { line, character }, end: { line: endLine, character: endCharacter } };
}

describe('a project file that comes and goes', () => {
  const METHOD =
    '{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","End":true,' +
    '"Parameters":{"Method":"get","ApiEndpoint":"https://a.example/${Stage}","Authentication":{"ConnectionArn":"${C}"}}}}}';

  it('holds as it stands on disk when the questions end', async () => {
    const uri = newUri('asl');
    await client.open(uri, METHOD);
    for (const [text, severity] of [
      [PROJECT, 2],
      ['{ "version": 1', 1],
      [PROJECT, 2],
      [undefined, 1],
      ['\0\ud800[[[', 1],
      ['[]', 1],
      [PROJECT, 2],
    ] as const) {
      const racing = [askAbout(client, uri), askAt(client, uri, { line: 0, character: 150 })];
      if (text === undefined) files.delete(PROJECT_PATH);
      else files.set(PROJECT_PATH, text);
      void client.connection.sendNotification('workspace/didChangeWatchedFiles', {
        changes: [{ uri: PROJECT_URI, type: text === undefined ? 3 : 2 }],
      });
      racing.push(askAbout(client, uri));
      assertTrue((await Promise.all(racing)).flat());
      const method = (await client.diagnose(uri)).find(({ code }) => code === 'http-method');
      assert.equal(method?.severity, severity, JSON.stringify(text));
    }
  });

  it('holds as it stands in the editor while it is open there', async () => {
    const uri = newUri('asl');
    files.delete(PROJECT_PATH);
    await client.open(uri, METHOD);
    await client.open(PROJECT_URI, '{ "version": 1 }', 'jsonc');
    const severity = async () => (await client.diagnose(uri)).find(({ code }) => code === 'http-method')?.severity;
    assert.equal(await severity(), 1);
    void client.replace(PROJECT_URI, 0, 1e9, PROJECT);
    assert.equal(await severity(), 2);
    void client.replace(PROJECT_URI, 0, 20, '{{{{');
    await Promise.all([askAbout(client, PROJECT_URI), askAt(client, PROJECT_URI, { line: 0, character: 9 })]);
    void client.close(PROJECT_URI);
    assert.equal(await severity(), 1);
    assert.deepEqual(client.logged, []);
  });
});
