import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type {
  DocumentHighlight,
  DocumentLink,
  DocumentSymbol,
  FoldingRange,
  Location,
  Range,
  SelectionRange,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parseDocument } from '../shared/document/document';
import { machineExample } from '../shared/rules/example';
import { cursorIn } from './support/cursor';
import { type LspClient, startClient } from './support/lspClient';

const PROJECT = `{
  "version": 1,
  // what the definition is looked at beside
  "connections": { "Invoices": { "AuthorizationType": "BASIC", "AuthParameters": { "BasicAuthParameters": { "Username": "somebody", "Password": "\${secret:x}" } } } },
  "substitutions": { "BaseUrl": "https://api.example.com", "Target": "Call", "Half": "Ca" }
}`;

let client: LspClient;
before(async () => {
  client = await startClient({ files: new Map([['/projects/demo/stateside.json', PROJECT]]) });
});
after(() => client.stop());

let opened = 0;

/** Opens a text with a cursor and asks about the place. */
async function ask<Result>(method: string, marked: string, more: object = {}) {
  const { text, offset } = cursorIn(marked);
  const { uri, document } = await open(text);
  const position = document.positionAt(offset);
  const answer = await client.connection.sendRequest<Result>(method, { textDocument: { uri }, position, ...more });
  return { answer, document, uri };
}

async function open(text: string, languageId = 'asl') {
  const uri = `file:///projects/demo/navigation${opened++}.asl.${languageId === 'asl' ? 'json' : 'yaml'}`;
  await client.open(uri, text, languageId);
  return { uri, document: TextDocument.create(uri, languageId, 1, text) };
}

/** The texts of ranges, each with what stands in front of it on its line. */
function shown(document: TextDocument, ranges: readonly Range[]): readonly string[] {
  return ranges.map((range) => {
    const line = { start: { line: range.start.line, character: 0 }, end: range.start };
    return `${document.getText(line).trim()} [${document.getText(range)}]`;
  });
}

const STATES = `{
  "StartAt": "Check",
  "States": {
    "Check": {
      "Type": "Choice",
      "Choices": [
        { "Variable": "$.n", "NumericEquals": 1, "Next": "Call" }
      ],
      "Default": "Check"
    },
    "Call": {
      "Type": "Map",
      "ItemProcessor": {
        "StartAt": "Call",
        "States": {
          "Call": { "Type": "Pass", "End": true }
        }
      },
      "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": "Check" }],
      "End": true
    }
  }
}`;

const VARIABLES = `{
  "QueryLanguage": "JSONata",
  "StartAt": "Set",
  "States": {
    "Set": {
      "Type": "Pass",
      "Assign": { "total": 1, "other": "{% $total + 1 %}" },
      "Next": "Each"
    },
    "Each": {
      "Type": "Map",
      "Items": "{% [1, 2] %}",
      "ItemProcessor": {
        "StartAt": "Inner",
        "States": {
          "Inner": { "Type": "Pass", "Output": "{% \\"a\\" & $total %}", "End": true }
        }
      },
      "Next": "Old"
    },
    "Old": {
      "Type": "Pass",
      "QueryLanguage": "JSONata",
      "Output": "{% ($totals := 2; $total) %}",
      "End": true
    }
  }
}`;

interface Case {
  readonly name: string;
  readonly text: string;
  readonly expected: readonly string[];
}

/** Puts the cursor in front of the nth of a piece of a text. */
function cursorAt(text: string, piece: string, nth = 0): string {
  const parts = text.split(piece);
  return `${parts.slice(0, nth + 1).join(piece)}|${piece}${parts.slice(nth + 1).join(piece)}`;
}

describe('definitions', () => {
  const cases: readonly Case[] = [
    { name: 'of a Next', text: cursorAt(STATES, 'Call" }\n'), expected: ['" [Call]'] },
    { name: 'of a Default', text: STATES.replace('"Default": "Check', '"Default": "Ch|eck'), expected: ['" [Check]'] },
    { name: 'of StartAt', text: STATES.replace('"StartAt": "Check', '"StartAt": "Check|'), expected: ['" [Check]'] },
    {
      name: 'of a state inside a Map',
      text: STATES.replace('"StartAt": "Call', '"StartAt": "C|all'),
      expected: ['" [Call]'],
    },
    { name: 'of a variable', text: VARIABLES.replace('& $total', '& $to|tal'), expected: ['"Assign": { " [total]'] },
    { name: 'of nothing', text: STATES.replace('"Variable"', '"Vari|able"'), expected: [] },
  ];
  for (const { name, text, expected } of cases) {
    it(name, async () => {
      const { answer, document } = await ask<Location[]>('textDocument/definition', text);
      assert.deepEqual(
        shown(
          document,
          answer.map(({ range }) => range),
        ),
        expected,
      );
    });
  }

  it('of a state inside a Map is the one of its own machine', async () => {
    const text = STATES.replace('"StartAt": "Call', '"StartAt": "C|all');
    const { answer } = await ask<Location[]>('textDocument/definition', text);
    assert.equal(answer[0]?.range.start.line, 15);
  });

  for (const [name, value, expected] of [
    [
      'a connection',
      'arn:aws:events:us-east-1:123456789012:connection/Inv|oices/00000000-0000-0000-0000-000000000000',
      '"Invoices"',
    ],
    ['a substitution', '${Base|Url}/x', '"BaseUrl"'],
  ] as const) {
    it(`of ${name} is in stateside.json`, async () => {
      const field =
        name === 'a connection' ? `"Authentication":{"ConnectionArn":"${value}"}` : `"ApiEndpoint":"${value}"`;
      const text = `{"StartAt":"A","States":{"A":{"Type":"Task","Resource":"arn:aws:states:::http:invoke","Parameters":{${field}},"End":true}}}`;
      const { answer } = await ask<Location[]>('textDocument/definition', text);
      const [found, ...others] = answer;
      assert.deepEqual(others, []);
      assert.equal(found?.uri, 'file:///projects/demo/stateside.json');
      const document = TextDocument.create('file:///x', 'json', 1, PROJECT);
      assert.equal(found && document.getText(found.range), expected);
    });
  }
});

describe('a placeholder in the place of a target', () => {
  const GIVEN = STATES.replace('"Next": "Call"', '"Next": "${Target}"');

  it('leads to the state that stateside.json gives', async () => {
    const { answer, document } = await ask<Location[]>('textDocument/definition', GIVEN.replace('${Tar', '${Tar|'));
    assert.deepEqual(
      shown(
        document,
        answer.map(({ range }) => range),
      ),
      ['" [Call]'],
    );
    const hover = await ask<{ contents: { value: string } }>('textDocument/hover', GIVEN.replace('${Tar', '${Tar|'));
    assert.match(hover.answer.contents.value, /puts this text in its place: `Call`[\s\S]*\*\*Call\*\* \(state\)/);
  });

  it('is a reference to the state', async () => {
    const { answer, document } = await ask<Location[]>('textDocument/references', cursorAt(GIVEN, 'Call": {\n'), {
      context: { includeDeclaration: false },
    });
    assert.deepEqual(
      shown(
        document,
        answer.map(({ range }) => range),
      ),
      ['{ "Variable": "$.n", "NumericEquals": 1, "Next": " [${Target}]'],
    );
  });

  it('leads to stateside.json where no state has the name', async () => {
    const { answer } = await ask<Location[]>(
      'textDocument/definition',
      GIVEN.replaceAll('"Call": {', '"Other": {').replace('${Tar', '${Tar|'),
    );
    assert.deepEqual(
      answer.map(({ uri }) => uri),
      ['file:///projects/demo/stateside.json'],
    );
  });

  it('keeps leading there when the state is renamed: its value changes in stateside.json', async () => {
    for (const marked of [GIVEN.replace('${Tar', '${Tar|'), cursorAt(GIVEN, 'Call": {\n')]) {
      const { answer, document, uri } = await ask<WorkspaceEdit>('textDocument/rename', marked, { newName: 'Ring' });
      const text = TextDocument.applyEdits(document, answer.changes?.[uri] ?? []);
      assert.equal(text, GIVEN.replace('"Call": {\n      "Type": "Map"', '"Ring": {\n      "Type": "Map"'));
      const project = TextDocument.create('file:///projects/demo/stateside.json', 'json', 0, PROJECT);
      const edits = answer.changes?.[project.uri] ?? [];
      assert.equal(TextDocument.applyEdits(project, edits), PROJECT.replace('"Target": "Call"', '"Target": "Ring"'));
    }
  });

  it('is named as it is where its value is only a part of the name', async () => {
    const marked = GIVEN.replace('${Target}', '${Half}l|l');
    const prepared = await ask<{ placeholder: string }>('textDocument/prepareRename', marked);
    assert.equal(prepared.answer.placeholder, 'Call');
    await assert.rejects(ask('textDocument/rename', marked, { newName: 'Ring' }), /put together .*: \$\{Half\}ll/);
  });
});

describe('references', () => {
  it('of a state are all transitions to it, and its key when asked for', async () => {
    const text = cursorAt(STATES, 'Check": {');
    const { answer, document } = await ask<Location[]>('textDocument/references', text, {
      context: { includeDeclaration: true },
    });
    const ranges = answer.map(({ range }) => range);
    assert.deepEqual(shown(document, ranges), [
      '"StartAt": " [Check]',
      '" [Check]',
      '"Default": " [Check]',
      '"Catch": [{ "ErrorEquals": ["States.ALL"], "Next": " [Check]',
    ]);
    const without = await ask<Location[]>('textDocument/references', text, { context: { includeDeclaration: false } });
    assert.equal(without.answer.length, 3);
  });

  it('of a variable are in all machines that see it', async () => {
    const text = VARIABLES.replace('"total": 1', '"to|tal": 1');
    const { answer, document } = await ask<Location[]>('textDocument/references', text, {
      context: { includeDeclaration: true },
    });
    assert.deepEqual(
      shown(
        document,
        answer.map(({ range }) => range),
      ),
      [
        '"Assign": { " [total]',
        '"Assign": { "total": 1, "other": "{% $ [total]',
        '"Inner": { "Type": "Pass", "Output": "{% \\"a\\" & $ [total]',
        '"Output": "{% ($totals := 2; $ [total]',
      ],
    );
  });

  it('are highlighted, the place where the name is given as written', async () => {
    const { answer } = await ask<DocumentHighlight[]>('textDocument/documentHighlight', cursorAt(STATES, 'Check": {'));
    assert.deepEqual(
      answer.map(({ kind }) => kind),
      [2, 3, 2, 2],
    );
  });
});

describe('rename', () => {
  const renamed = async (marked: string, newName: string): Promise<string> => {
    const { answer, document, uri } = await ask<WorkspaceEdit>('textDocument/rename', marked, { newName });
    return TextDocument.applyEdits(document, answer.changes?.[uri] ?? []);
  };

  it('of a state changes its key and every transition to it, and no other machine', async () => {
    const text = await renamed(cursorAt(STATES, 'Call": {\n'), 'Say "hi"');
    assert.equal(
      text,
      STATES.replace('"Next": "Call" }\n', '"Next": "Say \\"hi\\"" }\n').replace('"Call": {\n', '"Say \\"hi\\"": {\n'),
    );
  });

  it('of a variable changes every place that sees it', async () => {
    const text = await renamed(VARIABLES.replace('"total": 1', '"to|tal": 1'), 'sum');
    assert.equal(text, VARIABLES.replaceAll(/total(?!s)/g, 'sum'));
  });

  for (const [name, marked, newName, sentence] of [
    ['an empty name', cursorAt(STATES, 'Call": {\n'), '', /needs a name/],
    ['the name of another state', cursorAt(STATES, 'Call": {\n'), 'Check', /with this name already: Check/],
    ['a name that is too long', cursorAt(STATES, 'Call": {\n'), 'x'.repeat(81), /at most 80 characters/],
    ['a variable called states', VARIABLES.replace('"total": 1', '"to|tal": 1'), 'states', /can be called states/],
    [
      'a variable that starts with an underscore',
      VARIABLES.replace('"total": 1', '"to|tal": 1'),
      '_total',
      /starts with a letter: _total/,
    ],
    ['a variable with a hyphen', VARIABLES.replace('"total": 1', '"to|tal": 1'), 'a-b', /starts with a letter: a-b/],
    [
      'the name of another variable',
      VARIABLES.replace('"total": 1', '"to|tal": 1'),
      'other',
      /variable with this name already: other/,
    ],
  ] as const) {
    it(`to ${name} is refused with a sentence`, async () => {
      await assert.rejects(renamed(marked, newName), sentence);
    });
  }

  it('changes what aliases of YAML bring in where it is written, once', async () => {
    const text = [
      'StartAt: A',
      'shared: &fallback { ErrorEquals: [States.ALL], Next: Sorry, Assign: &given { why: 1 } }',
      'States:',
      '  A:',
      '    Type: Task',
      '    Resource: ${Function}',
      '    Catch: [*fallback]',
      '    Assign: *given',
      '    Next: B',
      '  B: { Type: Task, Resource: "${Function}", Catch: [*fallback], Next: Sorry }',
      '  Sorry: { Type: Pass, InputPath: $why, End: true }',
    ].join('\n');
    const { uri, document } = await open(text, 'asl-yaml');
    const at = async (mark: string, newName: string) => {
      const params = { textDocument: { uri }, position: document.positionAt(text.indexOf(mark)), newName };
      const answer = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', params);
      return TextDocument.applyEdits(document, answer.changes?.[uri] ?? []);
    };
    assert.equal(await at('Sorry: {', 'Fallback'), text.replaceAll('Sorry', 'Fallback'));
    assert.equal(await at('why, End', 'reason'), text.replaceAll('why', 'reason'));
  });

  it('changes what an anchor writes for several machines in all of them', async () => {
    const text = [
      'StartAt: Both',
      'States:',
      '  Both:',
      '    Type: Parallel',
      '    Branches:',
      '      - StartAt: First',
      '        States:',
      '          First: &first { Type: Pass, QueryLanguage: JSONata, Assign: { seen: 1 }, Next: Then }',
      '          Then: { Type: Pass, QueryLanguage: JSONata, Output: "{% $seen %}", End: true }',
      '      - StartAt: First',
      '        States:',
      '          First: *first',
      '          Then: &then { Type: Wait, QueryLanguage: JSONata, Seconds: "{% $seen %}", End: true }',
      '          Taken: { Type: Pass, End: true }',
      '      - StartAt: Then',
      '        States: { Then: *then }',
      '      - StartAt: First',
      '        States: { First: { Type: Pass, Next: Then }, Then: { Type: Pass, Next: First } }',
      '    Next: Then',
      '  Then: { Type: Pass, End: true }',
    ];
    const { uri, document } = await open(text.join('\n'), 'asl-yaml');
    const renamed = async (line: number, mark: string, newName: string) => {
      const position = { line, character: text[line]?.indexOf(mark) ?? 0 };
      const params = { textDocument: { uri }, position, newName };
      const answer = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', params);
      return TextDocument.applyEdits(document, answer.changes?.[uri] ?? []);
    };
    const changed = (lines: readonly number[], old: string, put: string) =>
      text.map((line, index) => (lines.includes(index) ? line.replace(old, put) : line)).join('\n');
    const wanted = changed([7, 8, 12], 'Then', 'Later');
    for (const line of [7, 8, 12]) assert.equal(await renamed(line, 'Then', 'Later'), wanted);
    assert.equal(await renamed(19, 'Then', 'Later'), changed([18, 19], 'Then', 'Later'));
    const seen = changed([7, 8, 12], 'seen', 'kept');
    for (const line of [7, 8]) assert.equal(await renamed(line, 'seen', 'kept'), seen);
    await assert.rejects(renamed(8, 'Then', 'Taken'), /There is a state with this name already: Taken/);
  });

  it('can be begun on names only', async () => {
    const prepare = async (marked: string) => {
      const { answer, document } = await ask<{ range: Range; placeholder: string } | null>(
        'textDocument/prepareRename',
        marked,
      );
      return answer && [document.getText(answer.range), answer.placeholder];
    };
    assert.deepEqual(await prepare(cursorAt(STATES, 'Call": {\n')), ['Call', 'Call']);
    assert.deepEqual(await prepare(VARIABLES.replace('& $total', '& $to|tal')), ['total', 'total']);
    assert.equal(await prepare(STATES.replace('"Variable"', '"Vari|able"')), null);
  });

  it('and back again is the identity', async () => {
    const name = fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text !== 'B' && !/^\$\{|\}/.test(text));
    await fc.assert(
      fc.asyncProperty(name, name, async (first, second) => {
        fc.pre(first !== second);
        const key = JSON.stringify(first);
        const text = machineExample({ [first]: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: first } });
        fc.pre(parseDocument(text).problems.length === 0 && text.includes(`${key}: {`));
        const there = await renameAt(text, text.indexOf(`${key}: {`) + 1, second);
        const back = await renameAt(there, there.indexOf(`${JSON.stringify(second)}: {`) + 1, first);
        assert.equal(back, text);
      }),
      { numRuns: 60 },
    );
  });

  async function renameAt(text: string, offset: number, newName: string): Promise<string> {
    const { uri, document } = await open(text);
    const params = { textDocument: { uri }, position: document.positionAt(offset), newName };
    const answer = await client.connection.sendRequest<WorkspaceEdit>('textDocument/rename', params);
    await client.close(uri);
    return TextDocument.applyEdits(document, answer.changes?.[uri] ?? []);
  }
});

describe('the outline', () => {
  const outline = async (text: string) => {
    const { uri } = await open(text);
    const symbols = await client.connection.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', {
      textDocument: { uri },
    });
    const names = ({ name, detail, children }: DocumentSymbol): unknown[] => [
      name,
      detail,
      ...(children ?? []).map(names),
    ];
    return symbols.map(names);
  };

  it('shows states, and those inside of a Map below it', async () => {
    assert.deepEqual(await outline(STATES), [
      ['Check', 'Choice'],
      ['Call', 'Map, ends the machine', ['Call', 'Pass, ends the machine']],
    ]);
  });

  it('keeps the branches of a Parallel apart', async () => {
    const branch = { StartAt: 'A', States: { A: { Type: 'Succeed' } } };
    assert.deepEqual(
      await outline(machineExample({ Both: { Type: 'Parallel', Branches: [branch, branch], End: true } })),
      [['Both', 'Parallel, ends the machine', ['Branch 1', '', ['A', 'Succeed']], ['Branch 2', '', ['A', 'Succeed']]]],
    );
  });

  it('is empty for what is no definition', async () => {
    assert.deepEqual(await outline('[]'), []);
    assert.deepEqual(await outline(''), []);
  });
});

describe('folding', () => {
  it('hides what stands between the brackets, and leaves the closing one', async () => {
    const { uri } = await open(
      '{\n  "StartAt": "A",\n  "States": {\n    "A": {\n      "Type": "Succeed"\n    }\n  }\n}\n',
    );
    const folds = await client.connection.sendRequest<FoldingRange[]>('textDocument/foldingRange', {
      textDocument: { uri },
    });
    assert.deepEqual(
      folds.map(({ startLine, endLine }) => [startLine, endLine]),
      [
        [0, 6],
        [2, 5],
        [3, 4],
      ],
    );
  });
});

describe('folding in YAML', () => {
  it('hides a block whole, whatever its last line ends with', async () => {
    const text = [
      'StartAt: A',
      'States:',
      '  A:',
      '    Type: Pass',
      '    Parameters: {',
      '      a: 1',
      '    }',
      '  B:',
      '    Type: Map',
      '    ItemProcessor:',
      '      States:',
      '        C: {Type: Pass, End: true}',
      '',
    ].join('\n');
    const { uri } = await open(text, 'asl-yaml');
    const folds = await client.connection.sendRequest<FoldingRange[]>('textDocument/foldingRange', {
      textDocument: { uri },
    });
    assert.deepEqual(
      folds.map(({ startLine, endLine }) => [startLine, endLine]),
      [
        [0, 11],
        [1, 11],
        [2, 6],
        [4, 5],
        [7, 11],
        [9, 11],
        [10, 11],
      ],
    );
  });
});

describe('a growing selection', () => {
  const grown = async (marked: string, languageId?: string): Promise<readonly string[]> => {
    const { text, offset } = cursorIn(marked);
    const { uri, document } = await open(text, languageId);
    const [range] = await client.connection.sendRequest<SelectionRange[]>('textDocument/selectionRange', {
      textDocument: { uri },
      positions: [document.positionAt(offset)],
    });
    const texts: string[] = [];
    for (let at = range; at; at = at.parent) texts.push(document.getText(at.range));
    return texts;
  };

  it('takes the text, the string, the member, the object, and so on', async () => {
    assert.deepEqual(await grown('{"States": {"A": {"Type": "Pa|ss"}}}'), [
      'Pass',
      '"Pass"',
      '"Type": "Pass"',
      '{"Type": "Pass"}',
      '"A": {"Type": "Pass"}',
      '{"A": {"Type": "Pass"}}',
      '"States": {"A": {"Type": "Pass"}}',
      '{"States": {"A": {"Type": "Pass"}}}',
    ]);
  });

  it('takes the parts of an expression first', async () => {
    const texts = await grown('{"Output": "{% $sum([$states.in|put.n, \\")\\"]) & \'x\' %}"}');
    assert.deepEqual(texts.slice(0, 6), [
      '$states.input',
      '$states.input.n, \\")\\"',
      '[$states.input.n, \\")\\"]',
      '([$states.input.n, \\")\\"])',
      '$sum([$states.input.n, \\")\\"]) & \'x\'',
      '{% $sum([$states.input.n, \\")\\"]) & \'x\' %}',
    ]);
  });

  for (const header of ['>', '>-', '>2+']) {
    it(`takes the parts of an expression in a block string ${header}`, async () => {
      const texts = await grown(`Output: ${header}\n  {%\n    $f(\n      $a|b\n    )\n  %}\n`, 'asl-yaml');
      const expression = ['$ab', '(\n      $ab\n    )', '$f(\n      $ab\n    )'];
      const string = '{%\n    $f(\n      $ab\n    )\n  %}';
      assert.deepEqual(
        texts.map((text) => text.trimEnd()),
        [...expression, string, `${header}\n  ${string}`, `Output: ${header}\n  ${string}`],
      );
    });
  }
});

describe('links', () => {
  it('lead to the guide and to the console', async () => {
    const { uri, document } = await open(
      machineExample({
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:states:::lambda:invoke',
          Parameters: { FunctionName: 'arn:aws:lambda:eu-west-1:123456789012:function:say-hello:live' },
          Next: 'Old',
        },
        Old: { Type: 'Task', Resource: 'arn:aws-cn:lambda:cn-north-1:123456789012:function:old', End: true },
        Http: {
          Type: 'Task',
          Resource: 'arn:aws:states:::http:invoke',
          Parameters: {
            Authentication: { ConnectionArn: 'arn:aws:events:us-east-1:123456789012:connection/Invoices/abc' },
          },
        },
        Filled: { Type: 'Task', Resource: 'arn:aws:lambda:eu-west-1:123456789012:function:${Name}' },
      }),
    );
    const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri },
    });
    const seen = links.map(({ range, target }) => [document.getText(range), target]);
    const GUIDE = 'https://docs.aws.amazon.com/step-functions/latest/dg';
    assert.deepEqual(seen, [
      ['arn:aws:states:::lambda:invoke', `${GUIDE}/connect-lambda.html`],
      [
        'arn:aws:lambda:eu-west-1:123456789012:function:say-hello:live',
        'https://eu-west-1.console.aws.amazon.com/lambda/home?region=eu-west-1#/functions/say-hello',
      ],
      [
        'arn:aws-cn:lambda:cn-north-1:123456789012:function:old',
        'https://cn-north-1.console.amazonaws.cn/lambda/home?region=cn-north-1#/functions/old',
      ],
      ['arn:aws:states:::http:invoke', `${GUIDE}/call-https-apis.html`],
      [
        'arn:aws:events:us-east-1:123456789012:connection/Invoices/abc',
        'https://us-east-1.console.aws.amazon.com/events/home?region=us-east-1#/connections/Invoices',
      ],
    ]);
  });
});

describe('formatting', () => {
  const formatted = async (text: string, more: object = {}): Promise<string> => {
    const { uri, document } = await open(text);
    const method = 'range' in more ? 'textDocument/rangeFormatting' : 'textDocument/formatting';
    const options = { tabSize: 2, insertSpaces: true };
    const edits = await client.connection.sendRequest<TextEdit[]>(method, { textDocument: { uri }, options, ...more });
    await client.close(uri);
    return TextDocument.applyEdits(document, edits);
  };

  const cases: readonly (readonly [name: string, text: string, expected: string])[] = [
    ['one line', '{"a":1,"b":[1,{}]}', '{\n  "a": 1,\n  "b": [\n    1,\n    {}\n  ]\n}'],
    ['comments', '{ // why\n"a":1}', '{ // why\n  "a": 1\n}'],
    ['placeholders without quotes', '{"Seconds":${n},"x":"${ "a" }"}', '{\n  "Seconds": ${n},\n  "x": "${ "a" }"\n}'],
    ['line ends of Windows', '{"a":1,\r\n"b":2}', '{\r\n  "a": 1,\r\n  "b": 2\r\n}'],
    ['what is not JSON is left alone', '{"a" 1}', '{"a" 1}'],
  ];
  for (const [name, text, expected] of cases) {
    it(`of ${name}`, async () => {
      assert.equal(await formatted(text), expected);
    });
  }

  it('of a range changes its lines only', async () => {
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 8 } };
    assert.equal(await formatted('{\n  "a":1,\n  "b":2}', { range }), '{\n  "a": 1,\n  "b":2}');
  });

  it('is idempotent and changes blanks only', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 3 }), fc.integer({ min: 0, max: 4 }), async (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), undefined, indent);
        const once = await formatted(text);
        assert.deepEqual(JSON.parse(once), JSON.parse(text));
        assert.equal(await formatted(once), once);
      }),
      { numRuns: 60 },
    );
  });

  it('of what an alias brings into a YAML definition are at its anchor alone', async () => {
    const { uri, document } = await open(
      [
        'StartAt: A',
        'States:',
        '  A:',
        '    Type: Task',
        '    Resource: arn:aws:states:::http:invoke',
        '    Parameters: &call',
        '      Authentication:',
        '        ConnectionArn: arn:aws:events:us-east-1:123456789012:connection/Invoices/abc',
        '    Next: B',
        '  B: { Type: Task, Resource: "arn:aws:states:::http:invoke", Parameters: *call, End: true }',
      ].join('\n'),
      'asl-yaml',
    );
    const links = await client.connection.sendRequest<DocumentLink[]>('textDocument/documentLink', {
      textDocument: { uri },
    });
    assert.deepEqual(
      links.map(({ range }) => document.getText(range)),
      [
        'arn:aws:states:::http:invoke',
        'arn:aws:events:us-east-1:123456789012:connection/Invoices/abc',
        'arn:aws:states:::http:invoke',
      ],
    );
  });
});
