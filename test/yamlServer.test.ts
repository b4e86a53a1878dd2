import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type CodeAction, type Diagnostic, MarkupContent } from 'vscode-languageserver/node';
import { cursorIn } from './support/cursor';
import { type LspClient, startClient } from './support/lspClient';

// A definition of YAML over the real server: whatever an editor gets about JSON, it gets here as well.

const MACHINE = `# Calls an API.
StartAt: Call
States:
  Call:
    Type: Task
    Resource: arn:aws:states:::http:invoke # an HTTP Task
    Parameters:
      ApiEndpoint: https://api.example.com/\${Stage}/orders
      Method: get
      Authentication:
        ConnectionArn: \${ConnectionArn}
      Headers:
        Host: example.com # not allowed
    TimeoutSeconds: \${Timeout}
    Catch: [{ ErrorEquals: [States.ALL], Next: Done }]
    Next: done
  Done: { Type: Succeed }
`;

const PROJECT = '{ "version": 1, "substitutions": { "Stage": "beta" } }';

let client: LspClient;
before(async () => {
  client = await startClient({ files: new Map([['/projects/demo/stateside.json', PROJECT]]) });
});
after(() => client.stop());

let opened = 0;

async function openNew(text: string, name = '.asl.yaml', languageId = 'asl-yaml'): Promise<string> {
  const uri = `file:///projects/demo/definition${opened++}${name}`;
  await client.open(uri, text, languageId);
  return uri;
}

function told(uri: string, found: readonly Diagnostic[]): readonly (readonly [code: unknown, text: string])[] {
  const lines = client.text(uri).split('\n');
  return found.map(({ code, range: { start, end } }) => [
    code,
    lines[start.line]?.slice(start.character, end.line === start.line ? end.character : undefined) ?? '',
  ]);
}

const EXPECTED = [
  ['http-method', 'get'],
  ['http-forbidden-header', 'Host'],
  ['transition-target', 'done'],
];

test('Findings stand where they belong in YAML, by language and by name', async () => {
  for (const [name, languageId] of [
    ['.asl.yaml', 'asl-yaml'],
    ['.asl.yml', 'yaml'],
    ['', 'asl-yaml'],
  ] as const) {
    const uri = await openNew(MACHINE, name, languageId);
    assert.deepEqual(told(uri, await client.diagnose(uri)), EXPECTED);
  }
});

test('Findings follow the changes of a text of YAML', async () => {
  const uri = await openNew(MACHINE);
  await client.diagnose(uri);
  const at = MACHINE.indexOf('Method: get') + 'Method: '.length;
  await client.replace(uri, at, at + 3, 'GET');
  assert.deepEqual(told(uri, await client.diagnose(uri)), EXPECTED.slice(1));
  await client.replace(uri, at, at + 3, '"GET');
  assert.ok((await client.diagnose(uri)).some(({ code }) => code === 'json-syntax'));
});

test('Quick fixes and "fix all" write YAML', async () => {
  const uri = await openNew(MACHINE);
  const found = await client.diagnose(uri);
  const [method] = found;
  assert.ok(method);
  const [fix] = await client.actions(uri, method.range, found);
  assert.match(applied(uri, fix), /Method: GET\n/);
  const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
  const [all] = await client.actions(uri, whole, found, ['source.fixAll']);
  const fixed = MACHINE.replace('Method: get', 'Method: GET')
    .replace(/Headers:\n.*\n/, 'Headers: {} # not allowed\n')
    .replace('Next: done', 'Next: Done');
  assert.equal(applied(uri, all), fixed);
});

function applied(uri: string, action: CodeAction | undefined): string {
  return client.applied(uri, action?.edit?.changes?.[uri] ?? []);
}

const HOVERS: readonly (readonly [mark: string, shown: RegExp])[] = [
  ['Res|ource: arn', /Resource/],
  ['Resource: arn:aws|', /HTTP Task|HTTPS/],
  ['Meth|od: get', /Method/],
  ['/${Sta|ge}/', /beta/],
  ['  Ca|ll:\n', /Task/],
];

for (const [mark, shown] of HOVERS) {
  test(`Hover in YAML says what stands at ${JSON.stringify(mark)}`, async () => {
    const piece = cursorIn(mark);
    const uri = await openNew(MACHINE);
    const hover = await client.hover(uri, MACHINE.indexOf(piece.text) + piece.offset);
    assert.ok(hover && MarkupContent.is(hover.contents));
    assert.match(hover.contents.value, shown);
  });
}

test('Hover says nothing in a comment of YAML', async () => {
  const uri = await openNew(MACHINE);
  assert.equal(await client.hover(uri, 3), null);
});

test('Half-typed YAML and broken texts are answered', async () => {
  for (let end = 0; end < MACHINE.length; end += 7) {
    const uri = await openNew(MACHINE.slice(0, end));
    await client.diagnose(uri);
    await client.complete(uri, end);
    await client.hover(uri, end);
    await client.close(uri);
  }
  assert.deepEqual(client.logged, []);
});
