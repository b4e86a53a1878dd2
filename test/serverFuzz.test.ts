import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Position } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { type Answer, askAbout, askAt, rangesOutside } from './support/everyFeature';
import { HOSTILE, JSONATA, WRITTEN, type Written, YAML } from './support/fuzzTexts';
import { type LspClient, startClient } from './support/lspClient';

// Any text at all gets an answer to every question: nothing is thrown, and every range lies in the text.

let client: LspClient;
before(async () => {
  client = await startClient();
});
after(() => client.stop());

let opened = 0;

async function open({ text, languageId }: Pick<Written, 'text' | 'languageId'>) {
  const uri = `file:///projects/demo/fuzz${opened++}.asl.${languageId === 'asl' ? 'json' : 'yaml'}`;
  await client.open(uri, text, languageId);
  return { uri, document: TextDocument.create(uri, languageId, 1, text) };
}

/** Refusing a name or saying that a method is not known is an answer; anything else that failed is not. */
function assertAnswered(answers: readonly Answer[], text: string, uri: string): void {
  for (const { method, result, error } of answers) {
    const isRefusal = method === 'textDocument/rename' && codeOf(error) === INVALID_REQUEST;
    if (error !== undefined && !isRefusal) assert.equal(codeOf(error), UNKNOWN_METHOD, `${method}: ${String(error)}`);
    assert.deepEqual(rangesOutside(result, text, uri), [], `${method} of ${JSON.stringify(text.slice(0, 1000))}`);
  }
  assert.deepEqual(client.logged, []);
}

const INVALID_REQUEST = -32600;
const UNKNOWN_METHOD = -32601;

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

describe('a text that is cut off', () => {
  for (const [index, { name, languageId, text }] of WRITTEN.entries()) {
    it(`is answered at the cut: ${name}`, async () => {
      for (let end = index % STRIDE; end <= text.length; end += STRIDE) {
        const cut = text.slice(0, end);
        const { uri, document } = await open({ languageId, text: cut });
        const answers = await Promise.all([askAbout(client, uri), askAt(client, uri, document.positionAt(end))]);
        assertAnswered(answers.flat(), cut, uri);
        await client.close(uri);
      }
    });
  }
});

/** Each text is cut at other offsets. */
const STRIDE = 53;

describe('a hostile text', () => {
  for (const written of HOSTILE) {
    it(`is answered, in few and short words: ${written.name}`, async () => {
      const { text } = written;
      const { uri, document } = await open(written);
      assertAnswered(await askAbout(client, uri), text, uri);
      for (const part of [0.5, 1]) {
        assertAnswered(await askAt(client, uri, document.positionAt(Math.floor(text.length * part))), text, uri);
      }
      const findings = await client.diagnose(uri);
      assert.ok(findings.length <= 5000, `${findings.length} findings`);
      const longest = Math.max(0, ...findings.map(({ message }) => String(message).length));
      assert.ok(longest <= 5000, `a message of ${longest} characters`);
      await client.close(uri);
    });
  }
});

describe('a definition with very many states', () => {
  const cases = [
    ['asl', (name: string, next: string) => `"${name}":{"Type":"Pass","Next":"${next}"},\n`],
    ['asl-yaml', (name: string, next: string) => `  ${name}: { Type: Pass, Next: ${next} }\n`],
  ] as const;
  for (const [languageId, state] of cases) {
    it(`is answered: ${languageId}`, async () => {
      const states = Array.from({ length: languageId === 'asl' ? 100_000 : 10_000 }, (_, index) =>
        state(`S${index}`, `S${index + 1}`),
      ).join('');
      const last = languageId === 'asl' ? '"Last": {}' : '  Last: {}\n';
      const text =
        languageId === 'asl'
          ? `{"StartAt":"S0","States":{${states}${last}}}`
          : `StartAt: S0\nStates:\n${states}${last}`;
      const { uri } = await open({ languageId, text });
      const findings = await client.diagnose(uri);
      const rules = findings.map(({ code }) => code);
      assert.ok(rules.includes('state-type') && rules.includes('transition-target'), rules.join());
      const at = text.indexOf('S777');
      assert.ok(await client.hover(uri, at + 1));
      await client.complete(uri, at + 1);
      assert.deepEqual(client.logged, []);
      await client.close(uri);
    });
  }
});

describe('a question about a place that is not there', () => {
  const places: readonly Position[] = [
    { line: 1e9, character: 0 },
    { line: 0, character: 1e9 },
    { line: 2 ** 31 - 1, character: 2 ** 31 - 1 },
    { line: -1, character: -1 },
    { line: 3, character: -5 },
    { line: -(2 ** 31), character: 7 },
  ];
  for (const position of places) {
    it(`is answered: ${JSON.stringify(position)}`, async () => {
      for (const [languageId, text] of [
        ['asl', JSONATA],
        ['asl-yaml', YAML],
        ['asl', ''],
      ] as const) {
        const { uri } = await open({ languageId, text });
        const answers = await askAt(client, uri, position);
        assertAnswered(
          answers.filter(({ method }) => method !== 'textDocument/selectionRange'),
          text,
          uri,
        );
      }
    });
  }
});

describe('a question about a file that is not open', () => {
  for (const uri of [
    'file:///projects/demo/never-opened.asl.json',
    'untitled:Untitled-1',
    'file:///projects/%00/%/x.asl.json',
    'file://server/share/x.asl.json',
    'http://localhost/x.asl.json',
    'not an address',
    '',
  ]) {
    it(`is answered with nothing: ${JSON.stringify(uri)}`, async () => {
      const answers = [...(await askAbout(client, uri)), ...(await askAt(client, uri, { line: 0, character: 0 }))];
      assertAnswered(answers, '', uri);
      for (const { method, result, error } of answers) {
        if (error !== undefined) continue;
        const isEmpty = result === null || (Array.isArray(result) && result.length === 0);
        assert.ok(isEmpty || method === 'textDocument/diagnostic', `${method}: ${JSON.stringify(result)}`);
      }
    });
  }

  for (const uri of ['untitled:Untitled-1', 'file:///projects/%00/%/x.asl.json', 'not an address', '']) {
    it(`is answered once it is open: ${JSON.stringify(uri)}`, async () => {
      await client.open(uri, JSONATA);
      const answers = [...(await askAbout(client, uri)), ...(await askAt(client, uri, { line: 8, character: 30 }))];
      assertAnswered(answers, JSONATA, uri);
      assert.ok((await client.diagnose(uri)).length > 0);
      await client.close(uri);
    });
  }
});

describe('renaming to an absurd name', () => {
  const names = [
    '\0',
    '\u0001\n\r\t',
    '"',
    '\\',
    "'",
    '${x}',
    'a: b',
    '- a',
    '#',
    '\ud800',
    ' ',
    '{',
    '*a',
    '&a',
    '!a',
    '|',
  ];
  const cases = [
    ['a state of JSON', 'asl', JSONATA, '"Each": {'],
    ['a state of YAML', 'asl-yaml', YAML, 'Again:'],
    ['a variable', 'asl', JSONATA, 'total": 1'],
  ] as const;
  for (const [what, languageId, text, piece] of cases) {
    it(`of ${what} is refused or leaves a definition that has it`, async () => {
      for (const newName of [...names, 'x'.repeat(1_000_000)]) {
        const { uri, document } = await open({ languageId, text });
        const position = document.positionAt(text.indexOf(piece) + 1);
        const before = (await client.diagnose(uri)).filter(({ code }) => code === 'json-syntax');
        const renamed = await client.connection
          .sendRequest<{ changes?: Record<string, []> }>('textDocument/rename', {
            textDocument: { uri },
            position,
            newName,
          })
          .catch((error: unknown) => assert.equal(codeOf(error), INVALID_REQUEST, String(error)));
        assert.deepEqual(client.logged, []);
        const changed = TextDocument.applyEdits(document, renamed?.changes?.[uri] ?? []);
        const again = await open({ languageId, text: changed });
        const after = (await client.diagnose(again.uri)).filter(({ code }) => code === 'json-syntax');
        assert.deepEqual(after.length, before.length, JSON.stringify(newName.slice(0, 20)));
      }
    });
  }
});
