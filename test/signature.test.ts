import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { SignatureHelp } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { scanExpression } from '../server/expressionScan';
import { INTRINSIC_FUNCTIONS } from '../shared/spec/intrinsicFunctions';
import { JSONATA_FUNCTIONS } from '../shared/spec/jsonataFunctions';
import { cursorIn } from './support/cursor';
import { type LspClient, startClient } from './support/lspClient';

let client: LspClient;
before(async () => {
  client = await startClient();
});
after(() => client.stop());

let opened = 0;

async function helpAt(marked: string, languageId = 'asl'): Promise<SignatureHelp | null> {
  const { text, offset } = cursorIn(marked);
  const uri = `file:///projects/demo/signature${opened++}.asl.${languageId === 'asl' ? 'json' : 'yaml'}`;
  await client.open(uri, text, languageId);
  const position = TextDocument.create(uri, languageId, 1, text).positionAt(offset);
  return client.connection.sendRequest('textDocument/signatureHelp', { textDocument: { uri }, position });
}

/** The function with the parameter that is typed between angle brackets; undefined when there is no help. */
async function shownAt(marked: string, languageId?: string): Promise<string | undefined> {
  const help = await helpAt(marked, languageId);
  const [signature] = help?.signatures ?? [];
  if (signature === undefined) return undefined;
  const { label } = signature.parameters?.[help?.activeParameter ?? 0] ?? {};
  if (!Array.isArray(label)) return signature.label;
  const [start, end] = label;
  return `${signature.label.slice(0, start)}<${signature.label.slice(start, end)}>${signature.label.slice(end)}`;
}

const jsonata = (expression: string) =>
  `{"QueryLanguage":"JSONata","States":{"A":{"Type":"Pass","Output":"${expression}"}}}`;
const path = (expression: string) => `{"States":{"A":{"Type":"Pass","Parameters":{"a.$":"${expression}"}}}}`;
const yaml = (expression: string) =>
  `QueryLanguage: JSONata\nStates:\n  A:\n    Type: Pass\n    Output: >-\n      ${expression}\n`;

interface Case {
  readonly name: string;
  readonly text: string;
  readonly shows: string | undefined;
  readonly language?: 'asl-yaml';
}

const CASES: readonly Case[] = [
  { name: 'the first argument', text: jsonata('{% $substring(| %}'), shows: '$substring(<text>, start, [length])' },
  {
    name: 'the second argument',
    text: jsonata('{% $substring(a, |) %}'),
    shows: '$substring(text, <start>, [length])',
  },
  {
    name: 'an optional argument',
    text: jsonata('{% $substring(a, 1, |'),
    shows: '$substring(text, start, <[length]>)',
  },
  { name: 'too many arguments', text: jsonata('{% $count(a, |) %}'), shows: '$count(array)' },
  { name: 'no arguments', text: jsonata('{% $uuid(|) %}'), shows: '$uuid()' },
  { name: 'repeated arguments', text: jsonata('{% $zip(a, b, |) %}'), shows: '$zip(<array...>)' },
  { name: 'a nested call', text: jsonata('{% $sum($map(a, |)) %}'), shows: '$map(array, <change>)' },
  {
    name: 'behind a nested call',
    text: jsonata('{% $pad($string(a, b), |) %}'),
    shows: '$pad(text, <width>, [character])',
  },
  { name: 'commas in a text', text: jsonata("{% $split('a,b,(', |) %}"), shows: '$split(text, <separator>, [limit])' },
  { name: 'inside a text', text: jsonata("{% $split('a,|') %}"), shows: '$split(<text>, separator, [limit])' },
  {
    name: 'escaped quotes',
    text: jsonata('{% $split(\\"a\\\\\\",\\", |) %}'),
    shows: '$split(text, <separator>, [limit])',
  },
  {
    name: 'commas in a pattern',
    text: jsonata('{% $replace(a, /,(/, |) %}'),
    shows: '$replace(text, pattern, <replacement>, [limit])',
  },
  { name: 'a division', text: jsonata('{% $power(a / b, |) / 2 %}'), shows: '$power(base, <exponent>)' },
  { name: 'a comment', text: jsonata('{% $power(a /* , */ |) %}'), shows: '$power(<base>, exponent)' },
  { name: 'a list', text: jsonata('{% $append([1, 2, 3], |) %}'), shows: '$append(first, <second>)' },
  { name: 'inside a list', text: jsonata('{% $append([1, 2, |3]) %}'), shows: '$append(<first>, second)' },
  { name: 'inside an object', text: jsonata("{% $append({'a': 1, 'b': |2}) %}"), shows: '$append(<first>, second)' },
  { name: 'inside parentheses', text: jsonata('{% $append((1; |2)) %}'), shows: '$append(<first>, second)' },
  {
    name: 'inside a function',
    text: jsonata('{% $map(a, function($x, $y) { $x + | }) %}'),
    shows: '$map(array, <change>)',
  },
  {
    name: 'what is handed over',
    text: jsonata('{% a ~> $substring(|) %}'),
    shows: '$substring(text, <start>, [length])',
  },
  { name: 'nothing behind a call', text: jsonata('{% $sum(a)| %}'), shows: undefined },
  { name: 'nothing of an unknown function', text: jsonata('{% $own(| %}'), shows: undefined },
  { name: 'nothing in a plain text', text: jsonata('$sum(|)'), shows: undefined },
  {
    name: 'the arguments of an intrinsic function',
    text: path('States.ArrayRange(1, |)'),
    shows: 'States.ArrayRange(first, <last>, step)',
  },
  {
    name: 'the rest of the arguments',
    text: path("States.Format('{}, {}', $.a, |)"),
    shows: 'States.Format(template, <value...>)',
  },
  {
    name: 'a nested intrinsic function',
    text: path("States.Hash(States.JsonToString($.a|), 'MD5')"),
    shows: 'States.JsonToString(<value>)',
  },
  { name: 'behind a filter', text: path('States.Array($.a[?(@.b == 1)], |'), shows: 'States.Array(<value...>)' },
  { name: 'nothing of JSONata in JSONPath', text: path('$sum(|)'), shows: undefined },
  {
    name: 'a block of YAML',
    text: yaml('{% $append(1,\n      |) %}'),
    shows: '$append(first, <second>)',
    language: 'asl-yaml',
  },
];

describe('signature help shows', () => {
  for (const { name, text, shows, language } of CASES) {
    test(name, async () => assert.equal(await shownAt(text, language), shows));
  }
});

test('Every function is shown with what it does and what its parameters take', async () => {
  const rows = [
    ...JSONATA_FUNCTIONS.map(({ name, doc }) => ({ text: jsonata(`{% $${name}(|) %}`), doc })),
    ...INTRINSIC_FUNCTIONS.map(({ name, doc }) => ({ text: path(`${name}(|)`), doc })),
  ];
  for (const { text, doc } of rows) {
    const [signature] = (await helpAt(text))?.signatures ?? [];
    assert.ok(JSON.stringify(signature?.documentation).includes(JSON.stringify(doc).slice(1, -1)), text);
    for (const { documentation } of signature?.parameters ?? []) assert.match(String(documentation), /\w/);
  }
});

test('Any text can be scanned up to any place', () => {
  const piece = fc.constantFrom(
    '$sum(',
    ')',
    '[',
    ']',
    '{',
    '}',
    ',',
    '"',
    "'",
    '`',
    '/',
    '/*',
    '*/',
    '\\',
    ' ',
    'a',
    '~>',
    '\n',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      for (let to = 0; to <= text.length; to++) {
        for (const { start, argument } of scanExpression(text, to).calls) {
          assert.ok(start >= 0 && start <= to && argument >= 0);
        }
      }
    }),
  );
});
