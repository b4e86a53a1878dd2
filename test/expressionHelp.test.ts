import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { CompletionItem } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { complete } from '../server/completion';
import { expressionToEvaluate } from '../server/expressionToEvaluate';
import { hover } from '../server/hover';
import { signatureAt } from '../server/signature';
import { plainText } from '../server/suggestion';
import { parseDocument } from '../shared/document/document';
import { readTestCases } from '../shared/project/testCases';
import { NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import { JSONATA_FUNCTIONS, jsonataArgumentCounts, jsonataParameters } from '../shared/spec/jsonataFunctions';
import { cursorIn } from './support/cursor';
import { FULL_CAPABILITIES, type LspClient, startClient } from './support/lspClient';

// What a person is shown inside of expressions: what may stand there, what stands there, and what a function takes.

const TESTS = JSON.stringify({
  version: 1,
  tests: [
    {
      name: 'first',
      state: 'Call',
      input: { order: { id: 'A-1', 'odd name': 1, lines: [{ sku: 'x' }, { sku: 'y', count: 2 }] }, total: 12.5 },
      variables: { seen: { at: 'noon' } },
      mock: { result: { StatusCode: 200, ResponseBody: { created: true } } },
    },
    { name: 'second', state: 'Call', input: { customer: "O'Hara" } },
    { name: 'other', state: 'After', input: { other: true } },
  ],
});

const HTTP = '"Type":"Task","Resource":"arn:aws:states:::http:invoke"';
const MACHINE = (language: string, call: string) =>
  `{"QueryLanguage":"${language}","StartAt":"Set","States":{"Set":{"Type":"Pass","Assign":{"seen":1,"unseen":2},"Next":"Call"},"Call":{${HTTP},${call},"Next":"After"},"After":{"Type":"Pass","Assign":{"late":1},"End":true}}}`;

/** The HTTP Task `Call` of a machine, with these members beside its Type and Resource. */
const jsonata = (members: string) => MACHINE('JSONata', members);
const path = (members: string) => MACHINE('JSONPath', members);

const files = new Map([['/projects/demo/case.asl.test.json', TESTS]]);
let client: LspClient;
let plain: LspClient;
before(async () => {
  client = await startClient({ files });
  const { textDocument, ...rest } = FULL_CAPABILITIES;
  plain = await startClient({ files, capabilities: { ...rest, textDocument: { ...textDocument, completion: {} } } });
});
after(() => {
  client.stop();
  plain.stop();
});

const uriOf = (languageId: string) => `file:///projects/demo/case.asl.${languageId === 'asl' ? 'json' : 'yaml'}`;

/** Opens a text with a cursor in place of what was open before. */
async function openAt(using: LspClient, marked: string, languageId = 'asl') {
  const { text, offset } = cursorIn(marked);
  const uri = uriOf(languageId);
  await using.close(uri);
  await using.open(uri, text, languageId);
  return { uri, offset, document: TextDocument.create(uri, languageId, 1, text) };
}

async function itemsAt(using: LspClient, marked: string, languageId?: string): Promise<CompletionItem[]> {
  const { uri, offset } = await openAt(using, marked, languageId);
  return using.complete(uri, offset);
}

interface Offer {
  readonly name: string;
  readonly text: string;
  readonly language?: 'asl-yaml';
  readonly all?: readonly string[];
  readonly first?: readonly string[];
  readonly some?: readonly string[];
  readonly none?: readonly string[];
}

const LINES = ['order', 'total', 'customer'];

const OFFERS: readonly Offer[] = [
  {
    name: 'all that JSONata can read and call',
    text: jsonata('"Arguments":{"RequestBody":"{% | %}"}'),
    first: ['$states.input', '$states.context'],
    some: ['$states.context.Execution.Id', '$seen', '$unseen', '$sum', '$parse', '$uuid', '$partition'],
    none: ['$late', '$eval', '$states.result', '$states.errorOutput', '$states.context.Task.Token'],
  },
  {
    name: 'the same behind an operator and a dollar sign',
    text: jsonata('"Arguments":{"RequestBody":"{% $states.input.total + $| %}"}'),
    some: ['$seen', '$sum', '$states.input'],
  },
  { name: 'the same in a call', text: jsonata('"Output":"{% $sum($map($|)) %}"'), some: ['$seen', '$states.result'] },
  { name: 'a result behind the task', text: jsonata('"Output":"{% $sta| %}"'), some: ['$states.result'] },
  {
    name: 'an error in a catcher',
    text: jsonata('"Catch":[{"ErrorEquals":["States.ALL"],"Next":"After","Output":"{% $states.| %}"}]'),
    all: ['$states.input', '$states.errorOutput', '$states.context'],
  },
  { name: 'what closes the mark', text: jsonata('"Output":"{%|"'), first: ['{% %}', '$states.input'] },
  { name: 'paths into the input', text: jsonata('"Output":"{% $states.input.| %}"'), all: LINES },
  { name: 'paths that are half typed', text: jsonata('"Output":"{% $states.input.or| %}"'), all: LINES },
  {
    name: 'deeper paths',
    text: jsonata('"Output":"{% $states.input.order.| %}"'),
    all: ['id', '.`odd name`', 'lines'],
  },
  {
    name: 'paths through a list',
    text: jsonata('"Output":"{% $states.input.order.lines.| %}"'),
    all: ['sku', 'count'],
  },
  {
    name: 'paths through an item of a list',
    text: jsonata('"Output":"{% $states.input.order.lines[0].| %}"'),
    all: ['sku'],
  },
  {
    name: 'paths behind a filter',
    text: jsonata('"Output":"{% $states.input.order.lines[count > 1].| %}"'),
    all: ['sku', 'count'],
  },
  {
    name: 'paths into the result',
    text: jsonata('"Output":"{% $states.result.| %}"'),
    all: ['StatusCode', 'ResponseBody', 'Headers', 'StatusText'],
  },
  {
    name: 'paths into the mocked result',
    text: jsonata('"Output":"{% $states.result.ResponseBody.| %}"'),
    all: ['created'],
  },
  {
    name: 'paths into the error',
    text: jsonata('"Catch":[{"ErrorEquals":["States.ALL"],"Next":"After","Output":"{% $states.errorOutput.| %}"}]'),
    all: ['Error', 'Cause'],
  },
  { name: 'paths into a variable', text: jsonata('"Output":"{% $seen.| %}"'), all: ['at'] },
  {
    name: 'the context',
    text: jsonata('"Output":"{% $states.context.Exe| %}"'),
    some: ['$states.context.Execution.Id', '$states.context.State.Name'],
    none: ['$sum', '$states.context.Map.Item.Index'],
  },
  { name: 'nothing in a text of JSONata', text: jsonata('"Output":"{% \'$|\' %}"'), all: [] },
  { name: 'nothing in a pattern', text: jsonata('"Output":"{% $match(x, /$|/) %}"'), all: [] },
  { name: 'nothing in a comment', text: jsonata('"Output":"{% /* $| */ 1 %}"'), all: [] },
  { name: 'nothing behind the closing mark', text: jsonata('"Output":"{% 1 %}|"'), all: [] },
  { name: 'nothing of a member that does not exist', text: jsonata('"Output":"{% $states.constructor.| %}"'), all: [] },
  { name: 'nothing of an unknown value', text: jsonata('"Output":"{% $sum(1).| %}"'), all: [] },
  {
    name: 'the variables of outer machines, but not those inside',
    text: '{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"outer":1},"Next":"M"},"M":{"Type":"Map","Output":"{% 1 %}","ItemProcessor":{"StartAt":"I","States":{"I":{"Type":"Pass","Assign":{"inner":1},"Next":"J"},"J":{"Type":"Pass","Output":"{% $| %}","End":true}}},"End":true}}}',
    some: ['$outer', '$inner', '$states.context.Map.Item.Value'],
  },
  {
    name: 'no outer variables in a distributed Map',
    text: '{"QueryLanguage":"JSONata","StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"outer":1},"Next":"M"},"M":{"Type":"Map","ItemProcessor":{"ProcessorConfig":{"Mode":"DISTRIBUTED"},"StartAt":"J","States":{"J":{"Type":"Pass","Output":"{% $| %}","End":true}}},"End":true}}}',
    none: ['$outer'],
  },
  {
    name: 'all that a dynamic value can be',
    text: path('"Parameters":{"RequestBody.$":"|"}'),
    first: ['$', '$.order', '$.total', '$.customer', '$seen', '$unseen', 'States.Array'],
    some: ['States.Format', '$$.Execution.Id'],
    none: ['$sum', '$late', '$$.Map.Item.Value'],
  },
  {
    name: 'the same as an argument',
    text: path('"Parameters":{"RequestBody.$":"States.Format(\'{}\', |)"}'),
    some: ['$.order', '$seen', 'States.UUID', '$$.State.Name'],
  },
  { name: 'paths of a dynamic value', text: path('"Parameters":{"RequestBody.$":"$.|"}'), all: LINES },
  {
    name: 'deeper paths in an argument',
    text: path('"Parameters":{"RequestBody.$":"States.Array($.order.|)"}'),
    all: ['id', "['odd name']", 'lines'],
  },
  { name: 'paths by index', text: path('"Parameters":{"RequestBody.$":"$.order.lines[1].|"}'), all: ['sku', 'count'] },
  { name: 'paths by quoted names', text: path('"Parameters":{"RequestBody.$":"$[\'order\'].|"}'), some: ['id'] },
  {
    name: 'paths behind the InputPath',
    text: path('"InputPath":"$.order","Parameters":{"RequestBody.$":"$.|"}'),
    some: ['id', 'lines'],
    none: ['total'],
  },
  { name: 'paths of the InputPath itself', text: path('"InputPath":"$.|"'), all: LINES },
  {
    name: 'no functions in a path',
    text: path('"InputPath":"|"'),
    first: ['$', '$.order'],
    some: ['$$.Execution.Input'],
    none: ['States.Format'],
  },
  {
    name: 'data alone in a ResultPath',
    text: path('"ResultPath":"|"'),
    all: ['$', '$.order', '$.total', '$.customer'],
  },
  {
    name: 'the result in a ResultSelector',
    text: path('"ResultSelector":{"body.$":"$.|"}'),
    all: ['StatusCode', 'ResponseBody', 'Headers', 'StatusText'],
  },
  { name: 'variables by their sign', text: path('"Parameters":{"RequestBody.$":"$se|"}'), some: ['$seen'] },
  { name: 'paths into a variable of JSONPath', text: path('"Parameters":{"RequestBody.$":"$seen.|"}'), all: ['at'] },
  { name: 'nothing in a text of a call', text: path('"Parameters":{"a.$":"States.Format(\'$|\', 1)"}'), all: [] },
  {
    name: 'paths of a Choice',
    text: path('"X":1')
      .replace('"Assign":{"late":1},"End":true', '"Choices":[{"Variable":"$.|"}]')
      .replace('"After":{"Type":"Pass"', '"After":{"Type":"Choice"'),
    all: ['other'],
  },
  {
    name: 'the token of a task that waits for one',
    text: path('"Parameters":{"Token.$":"$$.|"}').replace('http:invoke', 'sqs:sendMessage.waitForTaskToken'),
    some: ['$$.Task.Token'],
  },
  {
    name: 'what JSONata can read in YAML',
    text: 'QueryLanguage: JSONata\nStartAt: Call\nStates:\n  Call:\n    Type: Pass\n    Output: "{% $| %}"\n    End: true\n',
    language: 'asl-yaml',
    some: ['$states.input', '$sum'],
  },
  {
    name: 'paths into the input in a block of YAML',
    text: 'QueryLanguage: JSONata\nStartAt: Call\nStates:\n  Call:\n    Type: Pass\n    Output: >-\n      {% $states.input.order.|\n      %}\n    End: true\n',
    language: 'asl-yaml',
    all: ['id', '.`odd name`', 'lines'],
  },
  {
    name: 'paths in plain YAML',
    text: 'StartAt: Call\nStates:\n  Call:\n    Type: Pass\n    InputPath: $.|\n    End: true\n',
    language: 'asl-yaml',
    all: LINES,
  },
  {
    name: 'what a single state can read',
    text: '{"Type":"Pass","QueryLanguage":"JSONata","Output":"{% $| %}","End":true}',
    some: ['$states.input', '$seen'],
  },
];

describe('completion in expressions offers', () => {
  for (const { name, text, language, all, first, some, none } of OFFERS) {
    test(name, async () => {
      const labels = (await itemsAt(client, text, language)).map(({ label }) => label);
      if (all) assert.deepEqual(labels, all);
      if (first) assert.deepEqual(labels.slice(0, first.length), first);
      for (const label of some ?? []) assert.ok(labels.includes(label), `${label} is missing: ${labels.join(', ')}`);
      for (const label of none ?? []) assert.ok(!labels.includes(label), `${label} is offered`);
      assert.equal(new Set(labels).size, labels.length, 'nothing is offered twice');
    });
  }
});

interface Pick {
  readonly name: string;
  /** The text around the value of Output, or a whole text of YAML. */
  readonly text: string;
  readonly label: string;
  readonly result: string;
  readonly language?: 'asl-yaml';
}

const value = (text: string) => jsonata(`"Output":"${text}"`);
const dynamic = (text: string) => path(`"Parameters":{"RequestBody.$":"${text}"}`);
const yaml = (text: string) =>
  `StartAt: A\nStates:\n  A:\n    Type: Pass\n    Parameters:\n      a.$: ${text}\n    End: true\n`;

const PICKS: readonly Pick[] = [
  { name: 'a call', text: value('{% $su| %}'), label: '$sum', result: value('{% $sum(numbers) %}') },
  { name: 'a call for a bare word', text: value('{% su| %}'), label: '$sum', result: value('{% $sum(numbers) %}') },
  { name: 'a name before parentheses', text: value('{% $su|(1) %}'), label: '$sum', result: value('{% $sum(1) %}') },
  {
    name: 'a call with a function',
    text: value('{% $ma| %}'),
    label: '$map',
    result: value('{% $map(array, function($item) { $item }) %}'),
  },
  {
    name: 'a step',
    text: value('{% $states.input.o|x %}'),
    label: 'order',
    result: value('{% $states.input.order %}'),
  },
  {
    name: 'an odd name',
    text: value('{% $states.input.order.| %}'),
    label: '.`odd name`',
    result: value('{% $states.input.order.`odd name` %}'),
  },
  { name: 'what closes the mark', text: value('{%|'), label: '{% %}', result: value('{%  %}') },
  { name: 'the marks', text: value('|'), label: '{% %}', result: value('{%  %}') },
  {
    name: 'a context path',
    text: value('{% $states.con| %}'),
    label: '$states.context',
    result: value('{% $states.context %}'),
  },
  {
    name: 'an intrinsic function',
    text: dynamic('States.Fo|'),
    label: 'States.Format',
    result: dynamic("States.Format('template', $.value)"),
  },
  { name: 'a path', text: dynamic('$|'), label: '$.order', result: dynamic('$.order') },
  {
    name: 'an odd name of a path',
    text: dynamic('$.order.|'),
    label: "['odd name']",
    result: dynamic("$.order['odd name']"),
  },
  { name: 'a path of the context', text: dynamic('$$.Sta|'), label: '$$.State.Name', result: dynamic('$$.State.Name') },
  {
    name: 'quotes between single quotes of YAML',
    text: yaml("'States.Fo|'"),
    label: 'States.Format',
    result: yaml("'States.Format(''template'', $.value)'"),
    language: 'asl-yaml',
  },
  {
    name: 'quotes in plain YAML',
    text: yaml('States.Fo|'),
    label: 'States.Format',
    result: yaml("States.Format('template', $.value)"),
    language: 'asl-yaml',
  },
];

describe('completion in expressions puts in', () => {
  for (const { name, text, label, result, language } of PICKS) {
    test(name, async () => {
      const items = await itemsAt(plain, text, language);
      const item = items.find((candidate) => candidate.label === label);
      assert.ok(item?.textEdit && 'range' in item.textEdit, `${label} is offered`);
      assert.equal(plain.applied(uriOf(language ?? 'asl'), [item.textEdit]), result);
    });
  }
});

test('What is known of a value is shown beside its name', async () => {
  const items = await itemsAt(client, value('{% $states.input.| %}'));
  const shown = items.map(({ label, detail }) => `${label}: ${detail}`);
  assert.deepEqual(shown, ['order: object', 'total: number: 12.5', `customer: string: "O'Hara"`]);
});

test('A long list comes without docs where the editor asks for those of one item', async () => {
  const completionItem = { snippetSupport: true, resolveSupport: { properties: ['documentation'] } };
  const { textDocument, ...rest } = FULL_CAPABILITIES;
  const capabilities = { ...rest, textDocument: { ...textDocument, completion: { completionItem } } };
  const lazy = await startClient({ files, capabilities });
  const items = await itemsAt(lazy, value('{% $| %}'));
  assert.ok(items.length > 60 && items.every(({ documentation }) => documentation === undefined));
  const sum = items.find(({ label }) => label === '$sum');
  const resolved = await lazy.connection.sendRequest<CompletionItem>('completionItem/resolve', sum);
  assert.match(JSON.stringify(resolved.documentation), /Adds the numbers/);
  const gone = await lazy.connection.sendRequest<CompletionItem>('completionItem/resolve', { ...sum, label: 'gone' });
  assert.equal(gone.documentation, undefined);
  const few = await itemsAt(lazy, value('{% $states.input.| %}'));
  assert.ok(few.every(({ documentation }) => documentation !== undefined));
  lazy.stop();
});

test('Test cases that are not saved yet count', async () => {
  const uri = 'file:///projects/demo/case.asl.test.json';
  await client.open(uri, '{"version":1,"tests":[{"name":"a","state":"Call","input":{"unsaved":1}}]}', 'json');
  const items = await itemsAt(client, value('{% $states.input.| %}'));
  assert.deepEqual(
    items.map(({ label }) => label),
    ['unsaved'],
  );
  await client.close(uri);
});

interface Case {
  readonly name: string;
  readonly text: string;
  readonly says: readonly RegExp[] | undefined;
  /** What the hover is about. */
  readonly about?: string;
}

const HOVERS: readonly Case[] = [
  {
    name: 'a JSONata function',
    text: value('{% $su|m($states.input.a) %}'),
    says: [/^\*\*\$sum\(numbers\)\*\*/, /Adds the numbers/, /docs\.jsonata\.org/],
    about: '$sum',
  },
  { name: 'a function of Step Functions', text: value('{% $pars|e(1) %}'), says: [/Parses a text as JSON/] },
  { name: 'what Step Functions took away', text: value('{% $ev|al(1) %}'), says: [/Not available/] },
  { name: '$states', text: value('{% $sta|tes.input %}'), says: [/\*\*\$states\*\*/], about: '$states' },
  {
    name: '$states.input',
    text: value('{% $states.in|put.a %}'),
    says: [/input of the state/],
    about: '$states.input',
  },
  { name: '$states.result', text: value('{% $states.res|ult %}'), says: [/once it succeeded/] },
  {
    name: 'the context in JSONata',
    text: value('{% $states.context.Execution.I|d %}'),
    says: [/^\*\*\$states\.context\.Execution\.Id\*\*/, /ARN of the execution/],
  },
  { name: 'a variable', text: value('{% $se|en %}'), says: [/Assigned by Set/], about: '$seen' },
  { name: 'no unknown variable', text: value('{% $nob|ody %}'), says: undefined },
  { name: 'nothing in a text', text: value("{% '$su|m' %}"), says: undefined },
  { name: 'a path', text: dynamic('$.ord|er.id'), says: [/part of the input of the state/], about: '$.order' },
  { name: 'the whole input', text: path('"InputPath":"|$"'), says: [/The input of the state/] },
  { name: 'the result', text: path('"ResultSelector":{"a.$":"$.Sta|tusCode"}'), says: [/part of the result/] },
  { name: 'a variable of JSONPath', text: dynamic('States.Array($se|en)'), says: [/Assigned by Set/] },
  { name: 'a context path in a call', text: dynamic('States.Array($$.State.Na|me)'), says: [/name of the state/] },
  { name: 'a nested function', text: dynamic("States.Format('{}', States.UU|ID())"), says: [/random UUID/] },
];

describe('hover in expressions on', () => {
  for (const { name, text, says, about } of HOVERS) {
    test(name, async () => {
      const { uri, offset, document } = await openAt(client, text);
      const hover = await client.hover(uri, offset);
      const contents = hover?.contents;
      const markdown = contents && typeof contents === 'object' && 'value' in contents ? contents.value : undefined;
      if (says === undefined) return assert.equal(markdown, undefined);
      for (const part of says) assert.match(markdown ?? 'no hover', part);
      if (about) assert.equal(document.getText(hover?.range), about);
    });
  }
});

interface Asked {
  readonly name: string;
  readonly text: string;
  readonly expected: Record<string, unknown> | null;
}

const ASKED: readonly Asked[] = [
  {
    name: 'JSONata as a whole',
    text: value('{% $sum([1, |2]) %}'),
    expected: {
      kind: 'jsonata',
      text: '{% $sum([1, 2]) %}',
      queryLanguage: 'JSONata',
      stateName: 'Call',
      field: 'Output',
    },
  },
  {
    name: 'a piece of $states',
    text: value('{% $sum($states.input.order.i|d) %}'),
    expected: { kind: 'jsonata', text: '{% $states.input.order.id %}' },
  },
  {
    name: 'a path in a call',
    text: dynamic('States.Array($.a, $.b|.c)'),
    expected: { kind: 'path', text: '$.b.c', source: 'effectiveInput' },
  },
  { name: 'a call', text: dynamic('States.Arr|ay($.a)'), expected: { kind: 'intrinsic', text: 'States.Array($.a)' } },
  {
    name: 'a path behind an InputPath',
    text: path('"InputPath":"$.order","Parameters":{"a.$":"$.i|d"}'),
    expected: { text: '$.id', inputPath: '$.order' },
  },
  { name: 'a path into the result', text: path('"ResultSelector":{"a.$":"$.a|"}'), expected: { source: 'result' } },
  { name: 'nothing half typed', text: value('{% $states.in|'), expected: null },
  { name: 'nothing else', text: path('"Comm|ent":"x"'), expected: null },
];

describe('the expression to evaluate is', () => {
  for (const { name, text, expected } of ASKED) {
    test(name, async () => {
      const { uri, offset, document } = await openAt(client, text);
      const answer = await client.connection.sendRequest<Record<string, unknown> | null>('stateside/expressionAt', {
        textDocument: { uri },
        position: document.positionAt(offset),
      });
      if (expected === null) assert.equal(answer, null);
      else for (const [key, part] of Object.entries(expected)) assert.deepEqual(answer?.[key], part, key);
    });
  }
});

/** How many characters two texts have in common at their start. */
function sharedStart(left: string, right: string): number {
  return Array.from(left).findIndex((char, index) => char !== right[index]);
}

const PIECES = [
  '$',
  '$$',
  '.',
  'states',
  'input',
  '[0]',
  '[',
  ']',
  '(',
  ')',
  "'",
  '`',
  '/',
  ',',
  ' ',
  'order',
  '\\"',
  '\\\\',
  '\\u0024',
  'States.Format',
  '{%',
  '%}',
  '${a}',
  '~>',
];

test('Anywhere in any expression the answers lie around the place, and what is put in leaves JSON', () => {
  const wraps = [
    value,
    dynamic,
    (text: string) => path(`"InputPath":"${text}"`),
    (text: string) => value(`{% ${text} %}`),
  ];
  const { cases } = readTestCases(TESTS);
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }),
      fc.constantFrom(...wraps),
      fc.nat(),
      (pieces, wrap, at) => {
        const inside = pieces.join('');
        const text = wrap(inside);
        const start = sharedStart(wrap('a'), wrap('b'));
        const place = start + (at % (inside.length + 1));
        const document = parseDocument(text);
        const subject = { document, surroundings: NO_SURROUNDINGS, project: undefined, testCases: cases };
        for (const { span, snippet } of complete(subject, place)) {
          assert.ok(span.start <= place && place <= span.end && span.end <= text.length);
          const changed = text.slice(0, span.start) + plainText(snippet) + text.slice(span.end);
          // A dollar sign in front of a brace makes a placeholder of a template tool.
          const isReadable = document.problems.length === 0 && !changed.includes('${');
          if (isReadable) assert.deepEqual(parseDocument(changed).problems, [], changed);
        }
        for (const span of [hover(subject, place)?.span, expressionToEvaluate(subject, place)?.span]) {
          if (span) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
        }
        signatureAt(subject, place);
      },
    ),
    { numRuns: 300 },
  );
});

test('Every JSONata function has a name for each of its parameters', () => {
  for (const row of JSONATA_FUNCTIONS) {
    const { most } = jsonataArgumentCounts(row.signature);
    const parameters = jsonataParameters(row);
    if (parameters.some(({ rest }) => rest)) assert.equal(most, Infinity, row.name);
    else assert.equal(parameters.length, most, row.name);
    assert.equal(new Set(row.parameters).size, row.parameters.length, row.name);
  }
});
