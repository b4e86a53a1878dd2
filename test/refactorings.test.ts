import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { type CodeAction, CodeActionTriggerKind, type TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { stringify } from 'yaml';
import { toEdits } from '../server/convert';
import { refactoringsAt } from '../server/refactorings/refactorings';
import { type AslDocument, parseDocument } from '../shared/document/document';
import { memberNamed } from '../shared/document/node';
import { allStates, stateMachineOf } from '../shared/document/stateMachine';
import { validate } from '../shared/rules/validate';
import { NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import { cursorIn } from './support/cursor';
import { FULL_CAPABILITIES, type LspClient, startClient } from './support/lspClient';
import { VALID } from './support/realWorldTexts';

const PROJECT = `{
  "version": 1,
  // what the definition is looked at beside
  "connections": {
    "Basic": { "AuthorizationType": "BASIC", "AuthParameters": { "BasicAuthParameters": { "Username": "somebody", "Password": "\${secret:x}" } } },
    "Key": { "AuthorizationType": "API_KEY", "AuthParameters": { "ApiKeyAuthParameters": { "ApiKeyName": "X-Api-Key", "ApiKeyValue": "\${secret:y}" } } }
  }
}
`;

const CAPABILITIES = {
  ...FULL_CAPABILITIES,
  textDocument: { ...FULL_CAPABILITIES.textDocument, codeAction: { disabledSupport: true } },
  workspace: {
    ...FULL_CAPABILITIES.workspace,
    workspaceEdit: { documentChanges: true, resourceOperations: ['create' as const] },
  },
};

const PROJECT_PATH = '/projects/demo/inside/stateside.json';

let client: LspClient;
let simple: LspClient;
before(async () => {
  client = await startClient({ capabilities: CAPABILITIES, files: new Map([[PROJECT_PATH, PROJECT]]) });
  simple = await startClient();
});
after(() => {
  client.stop();
  simple.stop();
});

let opened = 0;

interface Asked {
  readonly client?: LspClient;
  readonly language?: 'asl' | 'asl-yaml';
  readonly folder?: string;
  readonly only?: readonly string[];
}

/** The refactorings at a cursor. */
async function ask(
  marked: string,
  { client: asked = client, language = 'asl', folder = 'inside', only = ['refactor'] }: Asked = {},
) {
  const { text, offset } = cursorIn(marked);
  const uri = `file:///projects/demo/${folder}/refactoring${opened++}.asl.${language === 'asl' ? 'json' : 'yaml'}`;
  await asked.open(uri, text, language);
  const document = TextDocument.create(uri, language, 1, text);
  const position = document.positionAt(offset);
  const actions = await asked.actions(uri, { start: position, end: position }, [], only);
  return { actions, document };
}

/** The action whose title starts like this. */
function named(actions: readonly CodeAction[], title: string): CodeAction {
  return (
    actions.find((action) => action.title.startsWith(title)) ??
    assert.fail(`${title}: ${actions.map((action) => action.title).join(' | ')}`)
  );
}

function changed(document: TextDocument, edits: readonly TextEdit[] | undefined): string {
  return TextDocument.applyEdits(document, [...(edits ?? [])]);
}

async function refactored(marked: string, title: string, asked?: Asked): Promise<string> {
  const { actions, document } = await ask(marked, asked);
  return changed(document, named(actions, title).edit?.changes?.[document.uri]);
}

/** A machine of one state over several lines, with its fields as they stand. */
function machine(state: string, more = ''): string {
  const lines = state.trim().replaceAll('\n    ', '\n');
  return `{\n  "StartAt": "Work",\n  "States": {\n    "Work": ${lines}${more}\n  }\n}\n`;
}

interface Case {
  readonly name: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly language?: 'asl-yaml';
}

const CASES: readonly Case[] = [
  {
    name: 'an HTTP Task becomes JSONata, and what does not change stays as it was written',
    title: 'Convert "Work" to JSONata',
    before: machine(`
        {
          "Type": "Task",
          "Resource":   "arn:aws:states:::http:invoke",
          "Parameters": {
            "ApiEndpoint": "https://api.example.com/orders",
            "Method": "GET",
            "QueryParameters": { "id.$": "$.or|der.id", "run.$": "$$.Execution.Name" },
            "Authentication": { "ConnectionArn": "\${ConnectionArn}" }
          },
          "Retry": [ { "ErrorEquals": ["States.ALL"] } ],
          "ResultSelector": { "status.$": "$.StatusCode", "body.$": "$.ResponseBody" },
          "ResultPath": "$.api",
          "Catch": [{ "ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "Work" }],
          "End": true
        }`),
    after: machine(`
        {
          "Type": "Task",
          "QueryLanguage": "JSONata",
          "Resource":   "arn:aws:states:::http:invoke",
          "Arguments": {
            "ApiEndpoint": "https://api.example.com/orders",
            "Method": "GET",
            "QueryParameters": {
              "id": "{% $states.input.order.id %}",
              "run": "{% $states.context.Execution.Name %}"
            },
            "Authentication": {
              "ConnectionArn": "\${ConnectionArn}"
            }
          },
          "Retry": [ { "ErrorEquals": ["States.ALL"] } ],
          "Output": "{% $merge([$states.input, {\\"api\\": {\\"status\\": $states.result.StatusCode, \\"body\\": ($exists($states.result.ResponseBody) ? $states.result.ResponseBody : $error(\\"Nothing stands at $.ResponseBody\\"))}}]) %}",
          "Catch": [
            {
              "ErrorEquals": [
                "States.ALL"
              ],
              "Output": "{% $merge([$states.input, {\\"error\\": $states.errorOutput}]) %}",
              "Next": "Work"
            }
          ],
          "End": true
        }`),
  },
  {
    name: 'fields at the end go away with their commas',
    title: 'Convert "Work" to JSONata',
    before:
      '{"StartAt": "Work", "States": {"Work": {"Type": "Pass", "End": true, "ResultPath": "$|", "OutputPath": "$"}}}',
    after: '{"StartAt": "Work", "States": {"Work": {"Type": "Pass", "QueryLanguage": "JSONata", "End": true}}}',
  },
  {
    name: 'a Choice tests what it looks at',
    title: 'Convert "Work" to JSONata',
    before: machine(
      '{ "Type": "Choice", "Choices": [{ "And": [{ "Variable": "$.n", "IsPresent": true }, { "Variable": "$.n", "NumericLessThan": 3 }], "Next": "Work" }], "Default|": "Work" }',
    ),
    after: machine(
      '{ "Type": "Choice", "QueryLanguage": "JSONata", "Choices": [{"Condition":"{% $exists($states.input.n) and $type($states.input.n) = \\"number\\" and $states.input.n < 3 %}","Next":"Work"}], "Default": "Work" }',
    ),
  },
  {
    name: 'a state of YAML keeps comments and block strings',
    title: 'Convert "Work" to JSONata',
    language: 'asl-yaml',
    before: `StartAt: Work
States:
  Work:
    # what it does
    Type: Pass
    Comment: >-
      two
      lines
    Parameters: # made
      id.$: $.or|der.id
      note: 'as it is'
    # the end
    OutputPath: $
`,
    after: `StartAt: Work
States:
  Work:
    # what it does
    Type: Pass
    QueryLanguage: JSONata
    Comment: >-
      two
      lines
    Output:
      id: "{% $states.input.order.id %}"
      note: as it is
    # the end
`,
  },
  {
    name: 'a simple state goes back to JSONPath',
    title: 'Convert "Work" to JSONPath',
    before: machine(`
        {
          "Type": "Task",
          "QueryLanguage": "JSONata",
          "Resource": "arn:aws:states:::lambda:invoke",
          "Arguments": {
            "FunctionName": "f|",
            "Payload": "{% $states.input %}"
          },
          "Output": "{% $merge([$states.input, {\\"done\\": $states.result}]) %}",
          "TimeoutSeconds": "{% $states.input.seconds %}",
          "End": true
        }`),
    after: machine(`
        {
          "Type": "Task",
          "Resource": "arn:aws:states:::lambda:invoke",
          "Parameters": {
            "FunctionName": "f",
            "Payload.$": "$"
          },
          "ResultPath": "$.done",
          "TimeoutSecondsPath": "$.seconds",
          "End": true
        }`),
  },
  {
    name: 'all states at once, those inside of states too',
    title: 'Convert the state machine to JSONata',
    before: `{
  "Comment": "a|ll",
  "StartAt": "Each",
  "States": {
    "Each": {
      "Type": "Map",
      "ItemsPath": "$.list",
      "ItemProcessor": {
        "StartAt": "One",
        "States": {
          "One": { "Type": "Pass", "Parameters": { "x.$": "$.x" }, "End": true }
        }
      },
      "Next": "Old"
    },
    "Old": { "Type": "Succeed", "QueryLanguage": "JSONata" }
  }
}`,
    after: `{
  "Comment": "all",
  "StartAt": "Each",
  "QueryLanguage": "JSONata",
  "States": {
    "Each": {
      "Type": "Map",
      "Items": "{% $states.input.list %}",
      "ItemProcessor": {
        "StartAt": "One",
        "States": {
          "One": { "Type": "Pass", "Output": {"x":"{% $states.input.x %}"}, "End": true }
        }
      },
      "Next": "Old"
    },
    "Old": { "Type": "Succeed" }
  }
}`,
  },
  {
    name: 'all states of YAML',
    title: 'Convert the state machine to JSONata',
    language: 'asl-yaml',
    before: `StartAt: Wor|k
States:
  Work:
    Type: Pass
    InputPath: $.a
    ResultPath: $
    End: true
  Rest: { Type: Wait, SecondsPath: $.s, End: true }
`,
    after: `StartAt: Work
QueryLanguage: JSONata
States:
  Work:
    Type: Pass
    Output: "{% $states.input.a %}"
    End: true
  Rest: { Type: Wait, "Seconds": "{% $number($states.input.s) %}", End: true }
`,
  },
  {
    name: 'a Retry, for a method that may be sent twice',
    title: 'Retry "Work" on 429, 502, 503, 504 and connections that fail',
    before: machine(`
        {
          "Type": "Task",
          "Resource": "arn:aws:states:::http:inv|oke",
          "Parameters": { "Method": "GET" },
          "End": true
        }`),
    after: machine(`
        {
          "Type": "Task",
          "Resource": "arn:aws:states:::http:invoke",
          "Parameters": { "Method": "GET" },
          "End": true,
          "Retry": [
            {
              "ErrorEquals": [
                "States.Http.StatusCode.429",
                "States.Http.StatusCode.502",
                "States.Http.StatusCode.503",
                "States.Http.StatusCode.504",
                "States.Http.Socket"
              ],
              "IntervalSeconds": 1,
              "BackoffRate": 2,
              "MaxAttempts": 3,
              "JitterStrategy": "FULL"
            }
          ]
        }`),
  },
  {
    name: 'a Catch with a state that fails',
    title: 'Catch all errors of "Work" in a new Fail state',
    before: machine(
      '{ "Type": "Task", "Resource": "arn:aws:states:::http:inv|oke", "Parameters": { "Method": "POST" }, "End": true }',
    ),
    after: machine(
      '{ "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "Parameters": { "Method": "POST" }, "End": true, "Catch": [{"ErrorEquals":["States.ALL"],"Next":"Handle Work failure"}] }',
      ',\n    "Handle Work failure": {\n      "Type": "Fail",\n      "ErrorPath": "$.Error",\n      "CausePath": "$.Cause"\n    }',
    ),
  },
  {
    name: 'a Catch in YAML, where both go to the same place',
    title: 'Catch all errors of "Work" in a new Fail state',
    language: 'asl-yaml',
    before: `StartAt: Work
States:
  Work:
    Type: Task
    Resource: arn:aws:states:::http:invoke
    End: tr|ue
`,
    after: `StartAt: Work
States:
  Work:
    Type: Task
    Resource: arn:aws:states:::http:invoke
    End: true
    Catch:
      - ErrorEquals:
          - States.ALL
        Next: Handle Work failure
  Handle Work failure:
    Type: Fail
    ErrorPath: $.Error
    CausePath: $.Cause
`,
  },
  {
    name: 'a Catch that leads to a Fail that is there',
    title: 'Catch all errors of "Work" in "Broken"',
    before: machine(
      '{ "Type": "Task", "Resource": "arn:aws:states:::http:inv|oke", "End": true }',
      ',\n    "Broken": { "Type": "Fail" }',
    ),
    after: machine(
      '{ "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true, "Catch": [{"ErrorEquals":["States.ALL"],"Next":"Broken"}] }',
      ',\n    "Broken": { "Type": "Fail" }',
    ),
  },
  {
    name: 'fields at the wrong level find their places',
    title: 'Sort out the fields of "Work": those of the request into Parameters',
    before: machine(`
        {
          "Type": "Task",
          "Resource": "arn:aws:states:::http:invoke",
          "ApiEndpoint": "https://api.example.com",
          "Arguments": { "Method": "GET", "TimeoutSeconds": 5, "Headers": { "X-Id": "{% $states.input.id %}", "X-Old.$": "$.old" } },
          "Authentication": { "Connection|Arn": "\${Arn}" },
          "End": true
        }`),
    after: machine(`
        {
          "Type": "Task",
          "Resource": "arn:aws:states:::http:invoke",
          "Parameters": {
            "Method": "GET",
            "Headers": {
              "X-Id.$": "$.id",
              "X-Old.$": "$.old"
            },
            "ApiEndpoint": "https://api.example.com",
            "Authentication": {
              "ConnectionArn": "\${Arn}"
            }
          },
          "TimeoutSeconds": 5,
          "End": true
        }`),
  },
  {
    name: 'Parameters of a JSONata state become Arguments',
    title: 'Sort out the fields of "Work": those of the request into Arguments',
    before: machine(
      '{ "Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::http:invoke", "Parameters": { "Method.$": "$.m|ethod", "ApiEndpoint": "{% $base %}" }, "End": true }',
    ),
    after: machine(
      '{ "Type": "Task", "QueryLanguage": "JSONata", "Resource": "arn:aws:states:::http:invoke", "Arguments": {"Method":"{% $states.input.method %}","ApiEndpoint":"{% $base %}"}, "End": true }',
    ),
  },
];

describe('refactorings', () => {
  for (const { name, title, before: text, after: wanted, ...asked } of CASES) {
    it(name, async () => assert.equal(await refactored(text, title, asked), wanted));
  }

  it('are as they are asked for', async () => {
    const text = machine('{ "Type": "Task", "Resource": "arn:aws:states:::http:invoke|", "End": true }');
    const kinds = async (only: readonly string[]) => [
      ...new Set((await ask(text, { only })).actions.map(({ kind }) => kind)),
    ];
    assert.deepEqual(await kinds(['refactor']), ['refactor.rewrite']);
    assert.deepEqual(await kinds(['refactor.rewrite']), ['refactor.rewrite']);
    assert.deepEqual(await kinds(['refactor.extract']), []);
    assert.deepEqual(await kinds(['source.organizeImports']), []);
    assert.ok((await kinds(['quickfix'])).every((kind) => kind === 'quickfix'));
  });

  it('of the whole machine do not hold up a cursor that moves', async () => {
    const { document } = await ask('|{}');
    const position = { line: 0, character: 3 };
    await client.change(document.uri, [
      {
        range: { start: { line: 0, character: 0 }, end: position },
        text: '{ "StartAt": "A", "States": { "A": { "Type": "Succeed" } } }',
      },
    ]);
    const titles = async (triggerKind: CodeActionTriggerKind) => {
      const actions = await client.connection.sendRequest<CodeAction[]>('textDocument/codeAction', {
        textDocument: { uri: document.uri },
        range: { start: position, end: position },
        context: { diagnostics: [], triggerKind },
      });
      return actions.map(({ title }) => title);
    };
    assert.deepEqual(await titles(CodeActionTriggerKind.Automatic), []);
    assert.deepEqual(await titles(CodeActionTriggerKind.Invoked), ['Convert the state machine to JSONata']);
  });

  it('are listed by the server', () => {
    const { codeActionProvider } = client.hello.capabilities;
    const kinds = typeof codeActionProvider === 'object' ? codeActionProvider.codeActionKinds : [];
    assert.deepEqual(kinds, ['quickfix', 'refactor.extract', 'refactor.rewrite', 'source.fixAll.stateside']);
  });
});

/** States that cannot be converted, each with the reason. */
const OBSTACLES: readonly (readonly [state: string, reason: string])[] = [
  ['{ "Type": "Pass|", "InputPath": "$.a[*]", "End": true }', 'This path may lead to many values: $.a[*].'],
  [
    '{ "Type": "Pass|", "Parameters": { "a.$": "States.StringSplit($.a, \',\')" }, "End": true }',
    "Nothing in JSONata does exactly what this does: States.StringSplit($.a, ',').",
  ],
  [
    '{ "Type": "Pass|", "Parameters": { "a": "{% b %}" }, "End": true }',
    'JSONata would evaluate a text that JSONPath takes as it is: {% b %}.',
  ],
  ['{ "Type": "Pass|", "Parameters": { "a": 1, "a.$": "$.a" }, "End": true }', 'A key stands beside itself with .$.'],
  [
    '{ "Type": "Pass|", "Parameters": { "a": ${Bare} }, "ResultPath": "$.b", "End": true }',
    'A placeholder without quotes would be a part of an expression.',
  ],
  ['{ "Type": "Pass|", "ResultPath": "$.a[0]", "End": true }', 'JSONata cannot put a value there: $.a[0].'],
  [
    '{ "Type": "Pass|", "Parameters": { "id.$": "States.UUID()" }, "Assign": { "id.$": "$.id" }, "End": true }',
    'Assign and the output need the same new value.',
  ],
  [
    '{ "Type": "Pass|", "Parameters": { "id.$": "$.id" }, "ResultPath": null, "End": true }',
    'A result is made that ResultPath throws away.',
  ],
  [
    '{ "Type": "Pass|", "Parameters": { "id": 1 }, "InputPath": "$.a", "End": true }',
    'InputPath reads what is not used.',
  ],
  [
    '{ "Type": "Pass|", "Parameters": { "id.$": "$.id", "x": 1 }, "OutputPath": "$.x", "End": true }',
    'OutputPath leaves out what was made before.',
  ],
  ['{ "Type": "Pass|", "Output": 1, "End": true }', 'The state has a field of JSONata: Output.'],
  ['{ "Type": "Pass|", "End": true, "End": true }', 'A field stands there twice.'],
  ['{ "Type": "Pass|", "Parameters": { "a": }, "End": true }', 'The state cannot be read as a whole.'],
  [
    '{ "Type": "Choice|", "Choices": [{ "Variable": "$.t", "TimestampEquals": "2030-01-31T12:00:00Z", "Next": "Work" }] }',
    'JSONata has no comparison that does exactly what TimestampEquals does.',
  ],
  [
    '{ "Type": "Choice|", "Choices": [{ "Variable": "$.t", "IsTimestamp": true, "Next": "Work" }] }',
    'JSONata has no test that does exactly what IsTimestamp does.',
  ],
  [
    '{ "Type": "Choice|", "QueryLanguage": "JSONata", "Choices": [] }',
    'The conditions of a Choice are not written in JSONPath here.',
  ],
  [
    '{ "Type": "Pass|", "QueryLanguage": "JSONata", "Output": { "n": "{% $sum($states.input.list) %}" }, "End": true }',
    'This is not simple enough for JSONPath: {% $sum($states.input.list) %}.',
  ],
  [
    '{ "Type": "Pass|", "QueryLanguage": "JSONata", "Output": { "n.$": 1 }, "End": true }',
    'JSONPath would evaluate a key that JSONata takes as it is: n.$.',
  ],
];

describe('a state that cannot be converted', () => {
  for (const [state, reason] of OBSTACLES) {
    it(`says why: ${reason}`, async () => {
      const { actions } = await ask(machine(state));
      const { disabled, edit } = named(actions, 'Convert');
      assert.deepEqual([disabled?.reason, edit], [reason, undefined]);
    });
  }

  it('is not offered to an editor that cannot show the reason', async () => {
    const { actions } = await ask(machine('{ "Type": "Pass|", "InputPath": "$.a[*]", "End": true }'), {
      client: simple,
    });
    assert.deepEqual(actions, []);
  });

  it('names the state when the whole machine is meant', async () => {
    const { actions } = await ask(
      machine('{ "Type": "Pass", "InputPath": "$..a", "End": true }').replace('"Work"', '"Wo|rk"'),
    );
    assert.equal(
      named(actions, 'Convert the state machine').disabled?.reason,
      'Work: This path may lead to many values: $..a.',
    );
  });

  it('has no other language in a machine of JSONata, which is converted as a whole', async () => {
    const text =
      '{ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": { "Type": "Suc|ceed", "Output": "{% $states.input.a %}" } } }';
    const { actions, document } = await ask(text);
    assert.equal(
      named(actions, 'Convert "A" to JSONPath').disabled?.reason,
      'A state machine in JSONata has no states in JSONPath: convert the whole state machine.',
    );
    const { edit } = named(actions, 'Convert the state machine to JSONPath');
    assert.equal(
      changed(document, edit?.changes?.[document.uri]),
      '{ "StartAt": "A", "States": { "A": { "Type": "Succeed", "OutputPath": "$.a" } } }',
    );
  });

  it('shares nothing with an alias of YAML', async () => {
    const text = `StartAt: A
States:
  A: &a
    Type: Pass
    InputPath: $.x
    Next: B
  B: *a|
`;
    const { actions } = await ask(text, { language: 'asl-yaml' });
    assert.equal(named(actions, 'Convert "B"').disabled?.reason, 'An alias shares what would be changed.');
  });

  it('is not changed where an alias of YAML brings it into another one', async () => {
    const text = `StartAt: A
States:
  A: &a
    Type|: Pass
    InputPath: $.x
    Next: B
  B:
    <<: *a
    ResultPath: $.y
    Next: C
  C:
    Type: Succeed
`;
    const { actions } = await ask(text, { language: 'asl-yaml' });
    assert.equal(named(actions, 'Convert "A"').disabled?.reason, 'An alias shares what would be changed.');
  });
});

const ARN = 'arn:aws:events:us-east-1:123456789012:connection';

function httpTask(fields: string, connection: string): string {
  return machine(
    `{ "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "Parameters": { "Method": "GET", ${fields}, "Authentication": { "ConnectionArn": "${ARN}/${connection}/0" } }, "End": true }`,
  );
}

const SECRET = 'not-a-real-key';

describe('a secret that stands in the definition', () => {
  it('moves into a connection that is there', async () => {
    const { actions, document } = await ask(
      httpTask(`"Headers": { "Accept": "*/*", "X-Access-Key": "${SECRET}|" }`, 'Basic'),
    );
    const { title, kind, edit } = named(actions, 'Move X-Access-Key into the connection "Basic"');
    assert.equal(kind, 'refactor.extract');
    assert.match(title, /as secret "basic-header-x-access-key", whose value you give at the next run$/);
    const project = TextDocument.create(`file://${PROJECT_PATH}`, 'json', 1, PROJECT);
    assert.equal(changed(document, edit?.changes?.[document.uri]), httpTask('"Headers": { "Accept": "*/*" }', 'Basic'));
    const text = changed(project, edit?.changes?.[project.uri]);
    assert.ok(text.includes('// what the definition is looked at beside'));
    assert.ok(!text.includes(SECRET));
    const { Basic } = JSON.parse(text.replace(/\/\/.*/, '')).connections;
    assert.deepEqual(Basic.AuthParameters.InvocationHttpParameters, {
      HeaderParameters: [{ Key: 'X-Access-Key', Value: '${secret:basic-header-x-access-key}', IsValueSecret: true }],
    });
  });

  for (const [field, list] of [
    ['QueryParameters', 'QueryStringParameters'],
    ['RequestBody', 'BodyParameters'],
  ] as const) {
    it(`moves from ${field} too`, async () => {
      const { actions } = await ask(httpTask(`"${field}": { "api|_key": "${SECRET}" }`, 'Key'));
      const edits = named(actions, 'Move api_key into the connection "Key"').edit?.changes?.[`file://${PROJECT_PATH}`];
      const project = TextDocument.create('file:///p', 'json', 1, PROJECT);
      const { Key } = JSON.parse(changed(project, edits).replace(/\/\/.*/, '')).connections;
      assert.equal(Key.AuthParameters.InvocationHttpParameters[list][0].IsValueSecret, true);
    });
  }

  it('just goes away where the connection has it', async () => {
    const { actions, document } = await ask(httpTask(`"Headers": { "X-Api-|Key": "${SECRET}" }`, 'Key'));
    const { edit } = named(actions, 'Move X-Api-Key into the connection "Key", which has it already');
    assert.ok(!changed(document, edit?.changes?.[document.uri]).includes(SECRET));
    assert.deepEqual(edit?.changes?.[`file://${PROJECT_PATH}`], []);
  });

  it('makes the connection and its file where there is none', async () => {
    const { actions, document } = await ask(
      httpTask(`"Headers": { "Authorization": "Bearer not-a-real-|token" }`, 'Fresh'),
      { folder: 'outside' },
    );
    const changes = named(actions, 'Move Authorization into the connection "Fresh"').edit?.documentChanges ?? [];
    const uri = 'file:///projects/demo/outside/stateside.json';
    assert.deepEqual(changes[0], { kind: 'create', uri, options: { ignoreIfExists: true } });
    const [written, own] = changes.slice(1).map((change) => ('edits' in change ? (change.edits as TextEdit[]) : []));
    assert.deepEqual(JSON.parse(written?.[0]?.newText ?? ''), {
      version: 1,
      connections: {
        Fresh: {
          AuthorizationType: 'API_KEY',
          AuthParameters: {
            ApiKeyAuthParameters: { ApiKeyName: 'Authorization', ApiKeyValue: '${secret:fresh-apikeyvalue}' },
          },
        },
      },
    });
    assert.ok(!changed(document, own).includes('not-a-real'));
  });

  it('stays where an editor cannot make the file', async () => {
    const text = httpTask(`"Headers": { "X-Api-Key": "${SECRET}|" }`, 'Fresh');
    const { actions } = await ask(text, { client: simple, folder: 'outside' });
    assert.deepEqual(
      actions.filter(({ kind }) => kind === 'refactor.extract'),
      [],
    );
  });

  for (const fields of [
    '"Headers": { "X-Api-Key": "${Api|Key}" }',
    '"Headers": { "X-Api-Key.$": "$.key|" }',
    '"Headers": { "Accept": "applic|ation/json" }',
    '"Headers|": { "X-Api-Key": "not-a-real-key" }',
    '"RequestBody": { "deeper": { "api_key": "not-a-real|-key" } }',
  ]) {
    it(`is none: ${fields}`, async () => {
      const { actions } = await ask(httpTask(fields, 'Basic'));
      assert.deepEqual(
        actions.filter(({ kind }) => kind === 'refactor.extract'),
        [],
      );
    });
  }
});

const EXAMPLES = readdirSync('client/examples')
  .filter((file) => file.endsWith('.asl.json') && file !== 'mistakes.asl.json')
  .map((file): readonly [string, string] => [file, readFileSync(`client/examples/${file}`, 'utf8')]);

/** The findings that a person would mind, with what they are about. */
function minded({ text, format }: AslDocument): readonly string[] {
  const found = validate(parseDocument(text, format), NO_SURROUNDINGS);
  return found.filter(({ severity }) => severity !== 'INFO').map(({ rule, message }) => `${rule}: ${message}`);
}

/** Every state of a text, and the machine itself, with the refactorings there. */
function* everyRefactoring(document: AslDocument) {
  const subject = { document, surroundings: NO_SURROUNDINGS, project: undefined };
  for (const { node, key } of allStates(stateMachineOf(document))) {
    const offset = (memberNamed(node, 'Type')?.key ?? key)?.span.start ?? 0;
    yield* refactoringsAt(subject, offset, '/projects/demo/a.asl.json');
  }
  const start = memberNamed(document.root, 'StartAt')?.key.span.start;
  if (start !== undefined) yield* refactoringsAt(subject, start, undefined);
}

describe('every refactoring of a valid definition', () => {
  for (const [name, json] of [...VALID, ...EXAMPLES]) {
    it(`leaves a valid one: ${name}`, () => {
      const isPlain = parseDocument(json).problems.length === 0 && !/[:,{]\s*\$\{/.test(json);
      const texts: readonly AslDocument[] = [
        parseDocument(json),
        ...(isPlain ? [parseDocument(stringify(JSON.parse(json)), 'yaml')] : []),
      ];
      for (const document of texts) {
        const known = minded(document);
        for (const { title, edits } of everyRefactoring(document)) {
          const text = changed(
            TextDocument.create('file:///a', 'asl', 1, document.text),
            toEdits(TextDocument.create('file:///a', 'asl', 1, document.text), edits),
          );
          const after = parseDocument(text, document.format);
          assert.deepEqual(after.problems, [], `${title}\n${text}`);
          const fresh = minded(after).filter((finding) => !known.includes(finding));
          assert.deepEqual(fresh, [], `${title}\n${text}`);
        }
      }
    });
  }
});
