import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import Ajv from 'ajv';
import fc from 'fast-check';
import type { CompletionItem, Diagnostic, Location, WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { completePlain } from '../server/plainCompletion';
import { plainSubject } from '../server/plainFile';
import { hoverPlain } from '../server/plainHover';
import { parseDocument } from '../shared/document/document';
import { assertionProblems } from '../shared/expressions/assertionSyntax';
import { checkTestCases } from '../shared/project/checkTestCases';
import { connectionSecrets } from '../shared/project/connectionSecrets';
import { jsonSchemas } from '../shared/project/jsonSchema';
import { readProject } from '../shared/project/project';
import { readTestCases } from '../shared/project/testCases';
import { cursorIn } from './support/cursor';
import { type LspClient, startClient } from './support/lspClient';

const FOLDER = 'file:///projects/demo';

const DEFINITION = `{
  "StartAt": "Pay",
  "States": {
    "Pay": { "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "Parameters": {}, "Next": "Each" },
    "Each": {
      "Type": "Map",
      "ItemProcessor": { "StartAt": "Inner", "States": { "Inner": { "Type": "Pass", "End": true } } },
      "Next": "Ask"
    },
    "Ask": { "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {}, "Next": "Done" },
    "Done": { "Type": "Succeed" }
  }
}`;

let client: LspClient;
before(async () => {
  client = await startClient({
    files: new Map([['/projects/demo/pay.asl.json', DEFINITION]]),
    options: { docsUri: 'file:///docs' },
  });
});
after(() => {
  client.stop();
  for (const other of others) other.stop();
});

const others: LspClient[] = [];

/** Starts another editor, which is stopped at the end. */
async function another(setup: Parameters<typeof startClient>[0]): Promise<LspClient> {
  const started = await startClient(setup);
  others.push(started);
  return started;
}

/** What a file of ours is called; the definition of the test cases is on disk. */
const FILES = { project: `${FOLDER}/stateside.json`, cases: `${FOLDER}/pay.asl.test.json` } as const;
type File = keyof typeof FILES;

/** A project with one connection that has these members in its AuthParameters. */
const connection = (type: string, members: string): string =>
  `{"version": 1, "connections": {"Shop": {"AuthorizationType": "${type}", "AuthParameters": {${members}}}}}`;

const testCase = (members: string): string => `{"version": 1, "tests": [{${members}}]}`;

async function opened<Answer>(file: File, text: string, ask: (uri: string) => Promise<Answer>): Promise<Answer> {
  const uri = FILES[file];
  await client.open(uri, text, 'jsonc');
  const answer = await ask(uri);
  await client.close(uri);
  return answer;
}

describe('completion', () => {
  interface Offer {
    readonly file: File;
    readonly text: string;
    /** All labels, in their order. */
    readonly all?: readonly string[];
    readonly some?: readonly string[];
    readonly none?: readonly string[];
  }

  const offers: readonly Offer[] = [
    { file: 'project', text: '|', all: ['{ version, connections }'] },
    {
      file: 'project',
      text: '{"version": 1, "|"}',
      all: ['connections', 'endpoints', 'substitutions', 'region', 'rules', 'profiles'],
    },
    { file: 'project', text: '{"version": |}', all: ['1'] },
    {
      file: 'project',
      text: '{"connections": {|}}',
      all: ['New entry: BASIC', 'New entry: API_KEY', 'New entry: OAUTH_CLIENT_CREDENTIALS'],
    },
    { file: 'project', text: '{"connections": {"A": {"AuthorizationType": "|"}}}', some: ['BASIC', 'API_KEY'] },
    { file: 'project', text: connection('API_KEY', '|'), all: ['ApiKeyAuthParameters', 'InvocationHttpParameters'] },
    { file: 'project', text: '{"connections": {"A": {"Type": "BASIC", |}}}', none: ['AuthorizationType', 'Type'] },
    {
      file: 'project',
      text: '{"connections": {"A": {"Type": "BASIC", "AuthParameters": {|}}}}',
      all: ['BasicAuthParameters', 'InvocationHttpParameters'],
    },
    {
      file: 'project',
      text: connection('BASIC', '"BasicAuthParameters": {"Username": "${secret:who}", "Password": "|"}'),
      all: ['${secret:shop-password}', '${secret:who}', '${env:NAME}'],
    },
    {
      file: 'project',
      text: connection(
        'BASIC',
        '"InvocationHttpParameters": {"HeaderParameters": [{"Key": "X-Tenant", "Value": "|"}]}',
      ),
      some: ['${secret:shop-header-x-tenant}'],
    },
    {
      file: 'project',
      text: connection('BASIC', '"InvocationHttpParameters": {"HeaderParameters": [{"Key": "|"}]}'),
      some: ['Accept-Language'],
    },
    {
      file: 'project',
      text: '{"profiles": {"live": {"connections": {|}}}, "connections": {"Shop": {}}}',
      some: ['Shop'],
    },
    { file: 'project', text: '{"rules": {"|"}}', some: ['http-method', 'project-literal-secret'] },
    { file: 'project', text: '{"rules": {"http-method": "|"}}', all: ['off', 'info', 'warning', 'error'] },
    { file: 'project', text: '{"profiles": {"live": {"production": |}}}', all: ['true', 'false'] },
    { file: 'project', text: '{"version": 1, // "|\n "connections": {}}', all: [] },
    { file: 'project', text: '{"version": 1, /* | */ "connections": {}}', all: [] },
    { file: 'project', text: '{"version" | }', all: [] },
    { file: 'cases', text: '{"tests": [|]}', all: ['{ name, state, input, expect }'] },
    {
      file: 'cases',
      text: testCase('"name": "a", "state": "Pay", |'),
      all: ['input', 'variables', 'mock', 'context', 'stateConfiguration', 'expect'],
    },
    { file: 'cases', text: testCase('"state": "|"'), all: ['Pay', 'Each', 'Inner', 'Ask', 'Done'] },
    { file: 'cases', text: testCase('"state": |'), all: ['Pay', 'Each', 'Inner', 'Ask', 'Done'] },
    { file: 'cases', text: testCase('"expect": {"nextState": "|"}'), some: ['Done'] },
    { file: 'cases', text: testCase('"stateConfiguration": {"errorCausedByState": "|"}'), some: ['Inner'] },
    { file: 'cases', text: testCase('"mock": {|}'), all: ['result', 'errorOutput', 'fieldValidationMode'] },
    { file: 'cases', text: testCase('"mock": {"result": {}, |}'), all: ['fieldValidationMode'] },
    {
      file: 'cases',
      text: testCase('"expect": {"error": "|"}'),
      some: ['States.Http.StatusCode.404', 'States.Timeout'],
    },
    { file: 'cases', text: testCase('"expect": {"request": {"method": "|"}}'), some: ['GET', 'PATCH'] },
    { file: 'cases', text: testCase('"expect": {"request": {"headers": {"|"}}}'), some: ['Content-Type'] },
    { file: 'cases', text: testCase('"expect": {"inspection": {"|"}}'), some: ['afterArguments', 'result'] },
    { file: 'cases', text: testCase('"input": {"|"}'), all: [] },
    { file: 'cases', text: testCase('"input": {"state": "|"}'), all: [] },
  ];

  const itemsAt = (file: File, marked: string): Promise<CompletionItem[]> => {
    const { text, offset } = cursorIn(marked);
    return opened(file, text, (uri) => client.complete(uri, offset));
  };

  for (const { file, text, all, some = [], none = [] } of offers) {
    it(`offers in ${file}: ${text}`, async () => {
      const labels = (await itemsAt(file, text)).map(({ label }) => label);
      if (all) assert.deepEqual(labels, all);
      for (const label of some) assert.ok(labels.includes(label), `${label} in ${labels.join(', ')}`);
      for (const label of none) assert.ok(!labels.includes(label), label);
    });
  }

  const picks: readonly (readonly [file: File, text: string, label: string, expected: RegExp])[] = [
    ['project', '{"version": 1\n  "|"}', 'endpoints', /^\{"version": 1,\n {2}"endpoints": \{\n\t\$1\n\}\}$/],
    ['project', '{"connections": {"Shop": |}}', 'BASIC', /"Password": "\$\{2:\\\$\{secret:shop-password\\\}\}"/],
    ['project', '{"connections": {|}}', 'New entry: BASIC', /"\$\{1:Name\}": \{[\s\S]*"Username": "\$2"/],
    ['cases', testCase('"state": "P|"'), 'Pay', /"state": "Pay"/],
    [
      'cases',
      '{"tests": [\n  {}, // the first\n  |]}',
      '{ name, state, input, expect }',
      /\{\}, \/\/ the first\n {2}\{\n\t"name": "\$1"/,
    ],
    ['cases', testCase('"mock": {|}'), 'errorOutput', /"error": "\$1"/],
  ];

  for (const [file, marked, label, expected] of picks) {
    it(`puts in ${label}: ${marked}`, async () => {
      const { text, offset } = cursorIn(marked);
      await opened(file, text, async (uri) => {
        const item = (await client.complete(uri, offset)).find((one) => one.label === label);
        assert.ok(item?.textEdit && 'range' in item.textEdit, 'there is such an item');
        assert.match(client.applied(uri, [item.textEdit, ...(item.additionalTextEdits ?? [])]), expected);
      });
    });
  }

  it('offers the connections and substitutions that open definitions name', async () => {
    const uri = `${FOLDER}/other.asl.json`;
    await client.open(uri, '{"Comment": "${Table} arn:aws:events:eu-west-1:123456789012:connection/Mails/1"}');
    const names = async (text: string) => (await itemsAt('project', text)).map(({ label }) => label);
    assert.ok((await names('{"connections": {|}}')).includes('Mails'));
    assert.ok((await names('{"substitutions": {|}}')).includes('Table'));
    await client.close(uri);
  });
});

describe('hover', () => {
  const hovers: readonly (readonly [file: File, text: string, expected: RegExp])[] = [
    ['project', '{"|endpoints": {}}', /^\*\*endpoints\*\* \(object\)\n\nBeginnings of addresses/],
    [
      'project',
      '{"rules": {"http-me|thod": "off"}}',
      /\(rule\)[\s\S]*\[About this rule\]\(file:\/\/\/docs\/http-method\.md\)/,
    ],
    ['project', '{"rules": {"project-|rule": "off"}}', /stateside\.json sets a rule that does not exist/],
    ['project', '{"rules": {"http-method": "|off"}}', /The rule says nothing/],
    [
      'project',
      '{"endpoints": {"https|://a.example": "http://127.0.0.1:4567"}}',
      /sent to `http:\/\/127\.0\.0\.1:4567`/,
    ],
    ['project', '{"substitutions": {"T|able": "orders"}}', /puts this text in its place: `orders`/],
    [
      'project',
      '{"profiles": {"live": {"substitutions": {"T|able": "live-orders"}}}, "substitutions": {"Table": "orders"}}',
      /`live-orders`/,
    ],
    ['project', '{"profiles": {"l|ive": {}}}', /\(profile\)/],
    [
      'project',
      connection('BASIC', '"BasicAuthParameters": {"Username": "u", "Password": "${secret:shop|-password}"}'),
      /secret storage[\s\S]*`STATESIDE_SECRET_SHOP_PASSWORD`/,
    ],
    ['project', connection('BASIC', '"BasicAuthParameters": {"Username": "${env|:WHO}"}'), /variable `WHO`/],
    ['project', connection('BASIC', '"Basic|AuthParameters": {}'), /Belongs to BASIC[\s\S]*API_CreateConnection/],
    [
      'project',
      '{"connections": {"Sh|op": {"AuthorizationType": "BASIC", "AuthParameters": {"BasicAuthParameters": {"Username": "u", "Password": "${secret:x}"}}}}}',
      /Authorizes with user name and password/,
    ],
    ['project', '{"connections": {"Sh|op": {"AuthorizationType": "BASIC"}}}', /It cannot be used/],
    ['cases', testCase('"st|ate": "Pay"'), /\*\*state\*\* \(text, required\)/],
    ['cases', testCase('"state": "P|ay"'), /\*\*Pay\*\* \(state\)[\s\S]*then Each/],
    ['cases', testCase('"expect": {"status": "CAUGHT|_ERROR"}'), /a Catcher takes the error on/],
    ['cases', testCase('"expect": {"error": "States.Time|out"}'), /\(error\)/],
    ['cases', testCase('"expect": {"inspection": {"after|Parameters": {}}}'), /What Parameters made of it/],
    ['cases', testCase('"mock": {"field|ValidationMode": "NONE"}'), /- `PRESENT`: /],
  ];

  for (const [file, marked, expected] of hovers) {
    it(`explains in ${file}: ${marked}`, async () => {
      const { text, offset } = cursorIn(marked);
      const found = await opened(file, text, (uri) => client.hover(uri, offset));
      const contents = found?.contents;
      assert.match(typeof contents === 'object' && 'value' in contents ? contents.value : '', expected);
    });
  }

  for (const [file, marked] of [
    ['cases', testCase('"input": {"st|ate": "Pay"}')],
    ['cases', testCase('"name": "Pa|y"')],
    ['cases', testCase('"state": "Now|here"')],
    ['project', '{"version"|: 1}'.replace('"|:', '": |')],
  ] as const) {
    it(`has nothing to say in ${file}: ${marked}`, async () => {
      const { text, offset } = cursorIn(marked);
      assert.equal(await opened(file, text, (uri) => client.hover(uri, offset)), null);
    });
  }
});

/** Findings as `rule: marked text`. */
function shown(text: string, findings: readonly Diagnostic[]): readonly string[] {
  const document = TextDocument.create('file:///x', 'json', 0, text);
  return findings.map(({ code, range }) => `${code}: ${document.getText(range)}`);
}

describe('findings', () => {
  const cases = (members: string) => testCase(`"name": "a", ${members}`);
  const findings: readonly (readonly [text: string, expected: readonly string[]])[] = [
    [cases('"state": "Pay"'), []],
    [cases('"state": "Payy"'), ['test-case-state: "Payy"']],
    [cases('"state": "Pay", "expect": {"nextState": "Each"}'), []],
    [cases('"state": "Pay", "expect": {"nextState": "Etch"}'), ['test-case-state: "Etch"']],
    [cases('"state": "Pay", "input": {"state": "Nowhere"}'), []],
    [cases('"state": "Pay", "input": "{\\"a\\": 1}"'), ['test-case-json-text: "{\\"a\\": 1}"']],
    [cases('"state": "Pay", "input": "{not JSON"'), []],
    [cases('"state": "Pay", "expect": {"assert": "$states.output.id = 1"}'), []],
    [cases('"state": "Pay", "expect": {"assert": "{% $states.result.ok %}"}'), []],
    [cases('"state": "Pay", "expect": {"assert": ["$states.output.(", "true"]}'), ['test-case-assert: (']],
    [cases('"state": "Pay", "expect": {"assert": "\\u0024nowhere(1)"}'), ['test-case-assert: \\u0024nowhere']],
    [cases('"state": "Pay", "expect": {"assert": "$states.outptu"}'), ['test-case-assert: outptu']],
    [cases('"state": "Pay", "mock": {"result": {"StatusCode": 200}}'), []],
    [cases('"state": "Pay", "mock": {"result": 1}'), ['test-case-mock: 1']],
    [cases('"state": "Pay", "mock": {"errorOutput": {"cause": "c"}}'), ['test-case-mock: {"cause": "c"}']],
    [cases('"state": "Done", "mock": {"result": {}}'), ['test-case-mock: "mock"']],
    [cases('"state": "Ask", "mock": {"result": {"StatusCode": "200"}}'), ['test-case-mock: "200"']],
    [cases('"state": "Ask", "mock": {"result": {"StatusCode": "200"}, "fieldValidationMode": "NONE"}'), []],
    [cases('"state": "Ask"'), ['test-case-mock: "Ask"']],
    [cases('"state": "Each"'), ['test-case-mock: "Each"']],
    [cases('"state": "Each", "mock": {"result": {}}'), ['test-case-mock: {}']],
    [cases('"state": "Each", "mock": {"result": []}'), []],
  ];

  for (const [text, expected] of findings) {
    it(`are given about ${text}`, async () =>
      assert.deepEqual(shown(text, await opened('cases', text, client.diagnose)), expected));
  }

  const fixed: readonly (readonly [text: string, expected: string])[] = [
    [cases('"state": "Payy"'), cases('"state": "Pay"')],
    [cases('"state": "Pay", "input": "[1]"'), cases('"state": "Pay", "input": [1]')],
  ];
  for (const [text, expected] of fixed) {
    it(`can be mended: ${text}`, async () => {
      const [action] = await opened('cases', text, async (uri) => {
        const found = await client.diagnose(uri);
        const range = found[0]?.range ?? assert.fail('there is a finding');
        const actions = await client.actions(uri, range, found);
        return actions.map(({ edit }) => client.applied(uri, edit?.changes?.[uri] ?? []));
      });
      assert.equal(action, expected);
    });
  }

  const notation: readonly (readonly [file: File, text: string, ours: readonly string[]])[] = [
    ['project', '{"version": 1, "rules": {"nobody": "off"} "region": "eu-west-1"}', ['project-rule']],
    ['project', '{"version": 1, "region": "eu-west-1", "region": "eu-west-2"}', []],
    ['cases', '{"version": 1, "tests": [}', []],
    ['project', ' ', ['project-syntax']],
  ];
  for (const [file, text, ours] of notation) {
    it(`leave the notation to an editor that reports it: ${text}`, async () => {
      const rules = async (options: object, languageId: string) => {
        const own = await another({ options });
        await own.open(FILES[file], text, languageId);
        const found = await own.diagnose(FILES[file]);
        return found.map(({ code }) => code);
      };
      assert.deepEqual(await rules({ jsonSupport: true }, 'jsonc'), ours);
      const all = await rules({}, 'jsonc');
      assert.ok(all.some((rule) => /-(?:syntax|duplicate-key)$/.test(String(rule))));
      assert.deepEqual(await rules({ jsonSupport: true }, 'plaintext'), all);
    });
  }

  it('leave out what needs a definition that cannot be read, or whose names are filled in later', () => {
    const text = cases('"state": "Nowhere"');
    const rules = (definition: string) =>
      checkTestCases(text, parseDocument(definition), assertionProblems).map(({ rule }) => rule);
    assert.deepEqual(rules('{"States": {"A": {}'), []);
    assert.deepEqual(rules('{"Type": "Pass", "End": true}'), []);
    assert.deepEqual(rules('{"States": {"${Name}": {"Type": "Succeed"}}}'), []);
    assert.deepEqual(rules('{"States": {"A": {"Type": "Succeed"}}}'), ['test-case-state']);
  });
});

const CASES = `{
  "version": 1,
  "tests": [
    { "name": "one", "state": "Pay", "expect": { "nextState": "Each" } },
    { "name": "two", "state": "Inner", "input": { "state": "Pay" } }
  ]
}`;

/** Gives the texts of all files after an edit of the workspace. */
function edited(edit: WorkspaceEdit | null, texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const changed = Object.entries(edit?.changes ?? {}).map(([uri, edits]) => {
    const text = texts[uri] ?? assert.fail(`a known file: ${uri}`);
    return [uri, TextDocument.applyEdits(TextDocument.create(uri, 'json', 0, text), edits)] as const;
  });
  return Object.fromEntries(changed);
}

describe('the names of states across files', () => {
  const definitionUri = `${FOLDER}/pay.asl.json`;
  const texts: Readonly<Record<string, string>> = { [definitionUri]: DEFINITION, [FILES.cases]: CASES };
  const placeIn = (uri: string, text: string, piece: string) => ({
    textDocument: { uri },
    position: TextDocument.create(uri, 'json', 0, text).positionAt(text.indexOf(piece) + 1),
  });
  const renamed = (uri: string, piece: string, newName: string) =>
    client.connection.sendRequest<WorkspaceEdit | null>('textDocument/rename', {
      ...placeIn(uri, texts[uri] ?? '', piece),
      newName,
    });

  before(async () => {
    await client.open(definitionUri, DEFINITION);
    await client.open(FILES.cases, CASES, 'jsonc');
  });
  after(async () => {
    await client.close(definitionUri);
    await client.close(FILES.cases);
  });

  for (const [state, uri, piece] of [
    ['Pay', definitionUri, '"Pay": {'],
    ['Pay', FILES.cases, '"Pay", "expect"'],
    ['Each', definitionUri, '"Each": {'],
    ['Each', FILES.cases, '"Each" }'],
    ['Inner', definitionUri, '"Inner": {'],
    ['Inner', FILES.cases, '"Inner", "input"'],
  ] as const) {
    it(`${state} gets its new name in both files, asked from ${uri}`, async () => {
      const after = edited(await renamed(uri, piece, 'Say "hi"'), texts);
      const quoted = JSON.stringify('Say "hi"');
      assert.equal(after[definitionUri], DEFINITION.replaceAll(`"${state}"`, quoted));
      const input = '{ "state": "Pay" }';
      const [head = '', tail = ''] = CASES.split(input);
      const rest = [head, tail].map((part) => part.replaceAll(`"${state}"`, quoted));
      assert.equal(after[FILES.cases], rest.join(input));
    });
  }

  it('A name that is taken is refused from the test cases too', async () => {
    await assert.rejects(renamed(FILES.cases, '"Pay", "expect"', 'Done'), /There is a state with this name already/);
  });

  it('What no definition has, and what is no name of a state, is not renamed', async () => {
    for (const piece of ['"one"', '"Pay" } }']) assert.equal(await renamed(FILES.cases, piece, 'X'), null);
    assert.equal(
      await client.connection.sendRequest('textDocument/prepareRename', placeIn(FILES.cases, CASES, '"two"')),
      null,
    );
  });

  it('The new name is prepared without its quotes', async () => {
    const place = placeIn(FILES.cases, CASES, '"Inner"');
    const found = await client.connection.sendRequest<{ placeholder: string }>('textDocument/prepareRename', place);
    assert.equal(found.placeholder, 'Inner');
  });

  it('A test file on disk is changed under its own address', async () => {
    const own = await another({ files: new Map([['/projects/demo/pay.asl.test.json', CASES]]) });
    await own.open(definitionUri, DEFINITION);
    const edit = await own.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
      ...placeIn(definitionUri, DEFINITION, '"Pay": {'),
      newName: 'Charge',
    });
    assert.match(edited(edit, texts)[FILES.cases] ?? '', /"state": "Charge", "expect"/);
  });

  it('Of several states with one name the first is meant', async () => {
    const twice = DEFINITION.replaceAll('"Inner"', '"Pay"');
    const own = await another({ files: new Map([['/projects/demo/pay.asl.test.json', CASES]]) });
    await own.open(definitionUri, twice);
    const ask = (piece: string) =>
      own.connection.sendRequest<WorkspaceEdit>('textDocument/rename', {
        ...placeIn(definitionUri, twice, piece),
        newName: 'Charge',
      });
    assert.deepEqual(Object.keys((await ask('"Pay": { "Type": "Pass"')).changes ?? {}), [definitionUri]);
    assert.deepEqual(Object.keys((await ask('"Pay": { "Type": "Task"')).changes ?? {}), [definitionUri, FILES.cases]);
  });

  it('The definition is found from a test case', async () => {
    const found = await client.connection.sendRequest<Location[]>(
      'textDocument/definition',
      placeIn(FILES.cases, CASES, '"Inner"'),
    );
    const document = TextDocument.create(definitionUri, 'json', 0, DEFINITION);
    assert.deepEqual(
      found.map(({ uri, range }) => [uri, document.offsetAt(range.start)]),
      [[definitionUri, DEFINITION.indexOf('"Inner": {') + 1]],
    );
  });

  it('References are found in both files, from either', async () => {
    const ask = (uri: string, piece: string) =>
      client.connection.sendRequest<Location[]>('textDocument/references', {
        ...placeIn(uri, texts[uri] ?? '', piece),
        context: { includeDeclaration: true },
      });
    const lines = (found: readonly Location[]) =>
      found.map(({ uri, range }) => `${path.basename(uri)}:${range.start.line + 1}`);
    const expected = ['pay.asl.json:2', 'pay.asl.json:4', 'pay.asl.test.json:4'];
    assert.deepEqual(lines(await ask(definitionUri, '"Pay": {')), expected);
    assert.deepEqual(lines(await ask(FILES.cases, '"Pay", "expect"')), expected);
  });
});

describe('the secrets of connections', () => {
  it('are named once each, by connection, in profiles too', () => {
    const basic = (password: string) =>
      `{"AuthorizationType": "BASIC", "AuthParameters": {"BasicAuthParameters": {"Username": "\${secret:who}", "Password": "${password}"}}}`;
    const text = `{
      // two of them
      "connections": { "Shop": ${basic('${secret:who} ${secret:shop} ${env:X}')}, "Half": {} },
      "profiles": { "live": { "connections": { "Shop": ${basic('${secret:live}')} } } },
    }`;
    const found = connectionSecrets(text);
    assert.deepEqual(
      found.map(({ name, type, secrets }) => [name, type, secrets]),
      [
        ['Shop', 'BASIC', ['who', 'shop']],
        ['Half', undefined, []],
        ['Shop', 'BASIC', ['who', 'live']],
      ],
    );
    assert.ok(found.every(({ name, span }) => text.slice(span.start, span.end) === `"${name}"`));
  });

  it('are those that a description or a template leaves out', () => {
    const described =
      '{"ConnectionState": "AUTHORIZED", "AuthorizationType": "BASIC", "AuthParameters": {"BasicAuthParameters": {"Username": "u"}}}';
    const [found] = connectionSecrets(`{"connections": {"Shop": ${described}}}`);
    assert.deepEqual(found?.secrets, ['shop-password']);
  });

  it('never make it throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void connectionSecrets(text)));
  });
});

describe('the JSON schemas', () => {
  const folder = path.join(__dirname, '../client/resources/schemas');
  const schemas = jsonSchemas();
  const validate = (name: keyof typeof schemas & string, text: string): boolean =>
    new Ajv({ strict: false }).validate(schemas[name] ?? assert.fail(name), JSON.parse(text)) === true;

  it('are those of the tables', () => {
    if (process.env.UPDATE === '1') mkdirSync(folder, { recursive: true });
    for (const [name, schema] of Object.entries(schemas)) {
      const text = `${JSON.stringify(schema, undefined, 2)}\n`;
      if (process.env.UPDATE === '1') writeFileSync(path.join(folder, name), text);
      assert.equal(readFileSync(path.join(folder, name), 'utf8'), text, `UPDATE=1 npm run test:unit rewrites ${name}`);
    }
    assert.deepEqual(readdirSync(folder).sort(), Object.keys(schemas).sort());
  });

  it('leave the files to the server in VS Code: its own JSON support has nothing to add to it', () => {
    const { contributes } = JSON.parse(readFileSync(path.join(__dirname, '../package.json'), 'utf8'));
    assert.deepEqual(contributes.jsonValidation, [
      { fileMatch: ['stateside.json', '*.asl.test.json'], url: './client/resources/schemas/none.schema.json' },
    ]);
    assert.deepEqual(Object.keys(schemas['none.schema.json'] ?? {}), ['$schema', '$comment']);
  });

  it('take the examples', () => {
    const examples = path.join(__dirname, '../client/examples');
    for (const file of readdirSync(examples)) {
      const text = readFileSync(path.join(examples, file), 'utf8');
      if (file === 'stateside.json') assert.ok(validate('stateside.schema.json', text), file);
      if (file.endsWith('.asl.test.json')) assert.ok(validate('asl-test.schema.json', text), file);
    }
  });

  const basic = (password: string) =>
    connection('BASIC', `"BasicAuthParameters": {"Username": "u", "Password": ${password}}`);
  const projects: readonly (readonly [text: string, fits: boolean])[] = [
    ['{"version": 1}', true],
    ['{"version": 2}', false],
    ['{"vers": 1}', false],
    ['{"rules": {"http-method": "off"}}', true],
    ['{"rules": {"http-method": "of"}}', false],
    [basic('"${secret:x}"'), true],
    [basic('1'), false],
    [basic('"${secret:x}"').replace('AuthorizationType', 'Type'), true],
    ['{"connections": {"A": {"AuthParameters": {}}}}', false],
    ['{"connections": {"A": {"ConnectionState": "AUTHORIZED", "AuthorizationType": "BASIC"}}}', true],
    ['{"connections": {"A": {"Type": "AWS::Events::Connection", "Properties": {}}}}', true],
  ];
  for (const [text, fits] of projects) {
    it(`${fits ? 'take' : 'refuse'}, as reading does: ${text}`, () => {
      assert.equal(validate('stateside.schema.json', text), fits);
      if (!/ConnectionState|Properties/.test(text))
        assert.equal(
          readProject(text).problems.every(({ severity }) => severity !== 'ERROR'),
          fits,
        );
    });
  }

  const cases: readonly (readonly [text: string, fits: boolean])[] = [
    [testCase('"name": "a", "state": "S"'), true],
    [testCase('"name": "", "state": "S"'), false],
    [testCase('"name": "a", "state": "S", "mock": {"result": 1}'), true],
    [testCase('"name": "a", "state": "S", "mock": {"result": 1, "errorOutput": {"error": "E"}}'), false],
    [testCase('"name": "a", "state": "S", "expect": {"assert": ["a", "b"]}'), true],
    [testCase('"name": "a", "state": "S", "expect": {"status": "OK"}'), false],
  ];
  for (const [text, fits] of cases) {
    it(`${fits ? 'take' : 'refuse'}, as reading does: ${text}`, () => {
      assert.equal(validate('asl-test.schema.json', text), fits);
      assert.equal(readTestCases(text).problems.length === 0, fits);
    });
  }
});

describe('any text', () => {
  const beside = { definition: undefined, docsUri: undefined, openDefinitions: () => [] };
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    'tests',
    'state',
    '"connections"',
    '${secret:x}',
    ' ',
    '\n',
    '//',
    '/*',
    '1',
  );

  it('is completed and explained without harm, inside of itself', () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc.array(pieces).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(texts, fc.nat(), fc.constantFrom('project' as const, 'testCases' as const), (text, at, kind) => {
        const subject = plainSubject(kind, text, beside);
        const offset = at % (text.length + 1);
        for (const { span, commas } of completePlain(subject, offset)) {
          for (const place of [span.start, span.end, ...commas]) assert.ok(place >= 0 && place <= text.length);
        }
        const span = hoverPlain(subject, offset)?.span;
        if (span) assert.ok(span.start <= offset && offset <= span.end);
        void checkTestCases(text, undefined, assertionProblems);
      }),
    );
  });
});
