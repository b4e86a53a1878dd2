import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { Range, TextEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse, stringify } from 'yaml';
import { toEdits } from '../server/convert';
import { formattingOf } from '../server/formatting';
import { parseDocument } from '../shared/document/document';
import { toValue } from '../shared/document/json';
import type { JsonValue } from '../shared/spec/json';
import { type LspClient, startClient } from './support/lspClient';
import { oddYaml } from './support/oddYaml';
import { VALID } from './support/realWorldTexts';

// YAML is laid out by changing nothing but blanks and blank lines, and only where it says the same afterwards.

let client: LspClient;
before(async () => {
  client = await startClient();
});
after(() => client.stop());

let opened = 0;

interface Asked {
  readonly tabSize?: number;
  readonly range?: Range;
}

/** What the server makes of a text. */
async function formatted(text: string, { tabSize = 2, range }: Asked = {}): Promise<string> {
  const uri = `file:///projects/demo/layout${opened++}.asl.yaml`;
  await client.open(uri, text, 'asl-yaml');
  const method = range ? 'textDocument/rangeFormatting' : 'textDocument/formatting';
  const options = { tabSize, insertSpaces: true };
  const params = { textDocument: { uri }, options, ...(range ? { range } : {}) };
  const edits = await client.connection.sendRequest<TextEdit[]>(method, params);
  await client.close(uri);
  return TextDocument.applyEdits(TextDocument.create(uri, 'asl-yaml', 1, text), edits);
}

const CASES: readonly {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly tabSize?: number;
}[] = [
  {
    name: 'members, lists and blanks',
    before:
      'StartAt:   A   \nStates :\n    A:\n      Type:  Choice\n      Choices:\n      -   Variable: $.a\n          IsPresent: true\n      - Next:   B',
    after:
      'StartAt: A\nStates:\n  A:\n    Type: Choice\n    Choices:\n      - Variable: $.a\n        IsPresent: true\n      - Next: B\n',
  },
  {
    name: 'the size of a tab',
    before: 'States:\n  A:\n    - - x: 1\n        y: |\n         text\n    -\n      z: 2\n',
    after: 'States:\n    A:\n        - - x: 1\n            y: |\n                text\n        -\n          z: 2\n',
    tabSize: 4,
  },
  {
    name: 'a whole that is indented',
    before: '   a: 1\n   # why\n   b: 2\n',
    after: 'a: 1\n# why\nb: 2\n',
  },
  {
    name: 'blank lines, of which one is left',
    before: '\n\na: 1\n  \n\nb:\n\n\n  c: 1\n\n\n\n',
    after: 'a: 1\n\nb:\n\n  c: 1\n',
  },
  {
    name: 'braces and brackets',
    before: 'a: {b: [ 1,2 , {c: "x"} ],d : *x , *x : {}, e: [ ]}\nf: &x y\n'.replace(/^(.*)\n(.*)\n/, '$2\n$1\n'),
    after: 'f: &x y\na: { b: [1, 2, { c: "x" }], d: *x, *x : {}, e: [] }\n',
  },
  {
    name: 'braces over several lines',
    before: 'a:\n    - b: {\n       c: 1, # one\n           # two\n          d: [\n           3\n        ]\n      }\n',
    after: 'a:\n  - b: {\n      c: 1, # one\n      # two\n      d: [\n        3\n      ]\n    }\n',
  },
  {
    name: 'comments, with what they are about',
    before: '# top\na:\n   # of b\n   b:   1   # tail   \n   # end of a\n  # nowhere\n# of c\nc: 1\n  # last\n',
    after: '# top\na:\n  # of b\n  b: 1 # tail\n  # end of a\n# nowhere\n# of c\nc: 1\n# last\n',
  },
  {
    name: 'block strings, whose text stays',
    before:
      'a: |\n      one  \n        two\n     \n\n\nb:   >-   # folded\n    x\n\n\n    y\nc: |2+\n     deep\n\n\nd:\n- |-\n      item\n',
    after: 'a: |\n  one  \n    two\n\nb: >- # folded\n  x\n\n\n  y\nc: |2+\n     deep\n\n\nd:\n  - |-\n    item\n',
  },
  {
    name: 'strings over several lines, which stay as they are to each other',
    before:
      'a:\n    b: "{% (   \n        $x := 1;\n          $x\n      ) %}"\n    c: some  \n      text\n\n      more\n',
    after: 'a:\n  b: "{% (\n      $x := 1;\n        $x\n    ) %}"\n  c: some\n    text\n\n    more\n',
  },
  {
    name: 'strings that go on at the indentation of their keys',
    before: 'a: "one\ntwo"\nb:   1\n',
    after: 'a: "one\n  two"\nb: 1\n',
  },
  {
    name: 'a blank that is escaped at the end of a line',
    before: 'a:    "one\\ \n       two \\\n       three"\n',
    after: 'a: "one\\ \n  two \\\n  three"\n',
  },
  {
    name: 'anchors, aliases, tags and merged objects',
    before:
      'a:   &x   !!map\n    b: 1\nc:\n     <<:   *x\n     d:   !GetAtt   Foo.Arn\n     e:   !Sub  |\n       text\n        more\n     f:   *x\n',
    after: 'a: &x !!map\n  b: 1\nc:\n  <<: *x\n  d: !GetAtt Foo.Arn\n  e: !Sub |\n    text\n     more\n  f: *x\n',
  },
  {
    name: 'placeholders',
    before: 'a:   ${Name}\nb: [ ${A},${B} ]\nc:   "%{ if x }y%{ endif }"\nd:   ${A}${ "b }" }\n${Key} :   1\n',
    after: 'a: ${Name}\nb: [${A}, ${B}]\nc: "%{ if x }y%{ endif }"\nd: ${A}${ "b }" }\n${Key}: 1\n',
  },
  {
    name: 'marks of a document',
    before: '%YAML 1.2\n---   # begins\na:   1\n...\n\n',
    after: '%YAML 1.2\n--- # begins\na: 1\n...\n',
  },
  {
    name: 'keys with a mark',
    before: '?   a\n:   b\n? c\n:     d: 1\n      e: 2\n',
    after: '? a\n: b\n? c\n: d: 1\n  e: 2\n',
  },
  {
    name: 'line ends of Windows',
    before: 'a:   1\r\n\r\n\r\nb: |\r\n    x\r\n\r\n\r\n',
    after: 'a: 1\r\n\r\nb: |\r\n  x\r\n',
  },
  { name: 'a byte order mark', before: '\uFEFF  a:   1\n  b: [ ]', after: '\uFEFFa: 1\nb: []\n' },
  { name: 'tabs between words', before: 'a:\t1\t# one\t\nb:\t\t[1,\t2]\n', after: 'a: 1 # one\nb: [1, 2]\n' },
  { name: 'JSON in YAML', before: '{"a":1,\n"b":{"c":[]}}', after: '{ "a": 1,\n  "b": { "c": [] } }\n' },
  {
    name: 'long lines, which are not folded',
    before: `a:   ${'word '.repeat(60)}\n`,
    after: `a: ${'word '.repeat(60).trim()}\n`,
  },
  { name: 'a text that is in order', before: 'a: 1\n', after: 'a: 1\n' },
  { name: 'nothing', before: '', after: '' },
  { name: 'a text that cannot be read, left alone', before: 'a:   1\nb: [\n', after: 'a:   1\nb: [\n' },
  { name: 'two documents, left alone', before: 'a:   1\n---\nb:   2\n', after: 'a:   1\n---\nb:   2\n' },
];

describe('formatting of YAML', () => {
  for (const { name, before: text, after: expected, tabSize = 2 } of CASES) {
    it(`of ${name}`, async () => {
      assert.equal(await formatted(text, { tabSize }), expected);
      assert.equal(await formatted(expected, { tabSize }), expected);
    });
  }

  const lines = (first: number, last: number) => ({
    start: { line: first, character: 1 },
    end: { line: last, character: 1 },
  });

  it('of a range changes its lines only, as deep as they stand', async () => {
    const text = 'A:\n    B:   1\n    C:\n          D:   {x: 1}\n          E: |\n              text\n    F:   2\n';
    const wanted = 'A:\n    B:   1\n    C:\n      D: { x: 1 }\n      E: |\n        text\n    F:   2\n';
    assert.equal(await formatted(text, { range: lines(2, 5) }), wanted);
  });

  it('of a range that cuts a block leaves it alone', async () => {
    const text = 'A:\n  B:\n        C: 1\n        D: 2\n';
    assert.equal(await formatted(text, { range: lines(1, 2) }), text);
  });
});

const TEXTS = [
  ...['Type', 'a', 'two words', '', 'true', '12', '$.a', '{% $states.input %}', '\'it\'s "x"', ' lead', 'tail '],
  ...['l1\nl2', '  l1\n\n l2\n', 'x\n\n\n', '# no', 'a: b', '- x', '${Name}', 'x ${A} y', '%{ if x }', '\\', '\n\nx'],
  ...['a\n   \nb', 'x\n   ', 'x\n   \n', '[', '{', '*a', '&a', '!a', '|', '>', '@', '%', '?', ':', '-', ','],
];
const strings = fc.oneof(
  fc.constantFrom(...TEXTS),
  // What begins as a placeholder and does not end takes the rest of its line for one.
  fc.string().filter((text) => !text.includes('${')),
);
const keys = strings.filter((text) => !text.includes('\n') && text !== '<<' && text !== '__proto__');
const values = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    strings,
    fc.constantFrom<JsonValue>(1, 0.5, -3, true, null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(keys, tie('value'), { maxKeys: 4, noNullPrototype: true }) as fc.Arbitrary<JsonValue>,
  ),
})).value;
const choices = fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 });
const tabSizes = fc.integer({ min: 1, max: 8 });

interface Laid {
  readonly text: string;
  readonly edits: readonly { readonly span: { readonly start: number; readonly end: number }; readonly text: string }[];
}

function laidOut(text: string, tabSize: number, range?: { readonly start: number; readonly end: number }): Laid {
  const edits = formattingOf(parseDocument(text, 'yaml'), { tabSize, insertSpaces: true }, range);
  const document = TextDocument.create('file:///a', 'asl-yaml', 1, text);
  return { text: TextDocument.applyEdits(document, toEdits(document, edits)), edits };
}

function dataOf(text: string): JsonValue {
  const { root, problems } = parseDocument(text, 'yaml');
  assert.deepEqual(problems, [], text);
  return root === undefined ? null : toValue(root);
}

/** What another reader makes of a text. */
function elsewhere(text: string): unknown {
  return parse(text.replace(/^\uFEFF/, ''));
}

function commentsIn(text: string): readonly string[] {
  return text.match(/#c\d+/g) ?? [];
}

function changesBlanksOnly(text: string, { edits }: Laid): boolean {
  return edits.every(({ span, text: put }) => `${put}${text.slice(span.start, span.end)}`.trim() === '');
}

describe('any YAML that is laid out', () => {
  it('says the same to every reader, keeps its comments, and is laid out then', () => {
    const property = fc.property(values, choices, tabSizes, (value, numbers, tabSize) => {
      const text = oddYaml(value, numbers);
      assert.deepEqual(dataOf(text), value, text);
      const laid = laidOut(text, tabSize);
      assert.deepEqual(dataOf(laid.text), value, `${text}\n=====\n${laid.text}`);
      if (!text.includes('${')) assert.deepEqual(elsewhere(laid.text), elsewhere(text), laid.text);
      assert.deepEqual(commentsIn(laid.text), commentsIn(text));
      assert.ok(changesBlanksOnly(text, laid));
      assert.equal(text.includes('\r\n'), laid.text.includes('\r\n'));
      assert.equal(laidOut(laid.text, tabSize).text, laid.text, `${text}\n=====\n${laid.text}`);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  it('is the same as what was laid out already, whatever indentation is put in', () => {
    const isTidy = (value: JsonValue) => !/\\n|\$\{/.test(JSON.stringify(value));
    const property = fc.property(
      values.filter(isTidy),
      fc.integer({ min: 1, max: 8 }),
      fc.boolean(),
      (value, indent, indentSeq) => {
        const text = stringify(value, { indent, indentSeq, lineWidth: 0, blockQuote: false });
        const plain = stringify(value, { indent: 2, lineWidth: 0, blockQuote: false });
        assert.equal(laidOut(text, 2).text, laidOut(plain, 2).text);
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  it('says the same where only a range of it is laid out', () => {
    const property = fc.property(values, choices, tabSizes, fc.nat(), fc.nat(), (value, numbers, tabSize, from, to) => {
      const text = oddYaml(value, numbers);
      const [start, end] = [from % (text.length + 1), to % (text.length + 1)].sort((left, right) => left - right);
      const laid = laidOut(text, tabSize, { start: start ?? 0, end: end ?? 0 });
      assert.deepEqual(dataOf(laid.text), value, `${text}\n=====\n${laid.text}`);
      const behind = /[\r\n]|$/.exec(text.slice(end))?.index ?? 0;
      const before = text.slice(0, start).length - (/[^\r\n]*$/.exec(text.slice(0, start))?.[0].length ?? 0);
      for (const { span } of laid.edits) assert.ok(span.start >= before && span.end <= (end ?? 0) + behind, text);
    });
    fc.assert(property, { numRuns: 500 });
  });

  it('is left alone where it cannot be read, and never a crash', () => {
    const property = fc.property(values, choices, fc.nat(), fc.string(), (value, numbers, at, put) => {
      const whole = oddYaml(value, numbers);
      const offset = at % (whole.length + 1);
      const text = whole.slice(0, offset) + put + whole.slice(offset + put.length);
      const { problems } = parseDocument(text, 'yaml');
      const laid = laidOut(text, 2);
      if (problems.length > 0) assert.deepEqual(laid.edits, []);
      // What has a tag counts as it is written.
      else if (!text.includes('!')) assert.deepEqual(dataOf(laid.text), dataOf(text), `${text}\n=====\n${laid.text}`);
    });
    fc.assert(property, { numRuns: 1000 });
  });

  for (const [name, json] of VALID) {
    if (parseDocument(json).problems.length > 0 || /[:,{]\s*\$\{/.test(json)) continue;
    it(`is a definition: ${name}`, () => {
      const value = JSON.parse(json);
      for (const indent of [1, 3, 4]) {
        const laid = laidOut(stringify(value, { indent, lineWidth: 0 }), 2).text;
        assert.equal(laid, stringify(value, { indent: 2, lineWidth: 0 }));
      }
    });
  }
});
