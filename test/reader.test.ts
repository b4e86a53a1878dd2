import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cutStates } from '../shared/document/cutStates';
import { type AslDocument, parseDocument } from '../shared/document/document';
import type { Node } from '../shared/document/node';
import { createReader } from '../shared/document/reader';
import { RULES } from '../shared/rules/allRules';
import { httpTaskExample, machineExample } from '../shared/rules/example';
import type { Memory } from '../shared/rules/memory';
import { validate } from '../shared/rules/validate';
import { NO_SURROUNDINGS } from '../shared/spec/diagnostic';

const EXAMPLES = 'client/examples';

const TEXTS = [
  ...RULES.flatMap(({ example }) => [example.wrong, example.right]),
  ...readdirSync(EXAMPLES)
    .filter((name) => name.endsWith('.asl.json'))
    .map((name) => readFileSync(join(EXAMPLES, name), 'utf8')),
  machineExample({
    Each: {
      Type: 'Map',
      ItemProcessor: { StartAt: 'Inner', States: { Inner: { Type: 'Pass', Next: 'Each' } } },
      Next: 'Seconds${n}',
    },
    'Seconds${n}': { Type: 'Wait', Seconds: '${"a"}', Next: 'Each' },
  }).replace('"${\\"a\\"}"', '${"a"}'),
  JSON.stringify(JSON.parse(httpTaskExample({ Method: 'get' }))),
];

/** Pieces of text that turn states inside out. */
const SCRAPS = [
  '"',
  '{',
  '}',
  '${',
  '}',
  ',',
  ':',
  '\n',
  '[',
  ']',
  '\\',
  'x',
  '"States": {',
  '"A": {},',
  '  ',
  '\uFEFF',
  '/*',
  '\\u00e9',
];

const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 400 })),
    text: fc.oneof(fc.constant(''), fc.constantFrom(...SCRAPS), fc.string({ maxLength: 4 })),
    undo: fc.boolean(),
  }),
  { maxLength: 12 },
);

describe('a reader', () => {
  it('gives the tree and the findings of the fresh text, whatever was edited before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), edits, (start, list) => {
        const read = createReader();
        const memory: Memory = new WeakMap();
        let text = start;
        same(text, read(text), memory);
        for (const { at, length, text: scrap, undo } of list) {
          const before = text;
          const offset = Math.floor(at * text.length);
          text = text.slice(0, offset) + scrap + text.slice(offset + length);
          same(text, read(text), memory);
          if (undo) text = before;
        }
      }),
      { numRuns: 400 },
    );
  });

  it('reads only the state that changed', () => {
    const read = createReader();
    const text = machineExample({
      A: { Type: 'Pass', Next: 'B' },
      B: { Type: 'Pass', Comment: 'x', Next: 'C' },
      C: { Type: 'Succeed' },
    });
    const [first, second, third] = statesOf(read(text));
    const longer = text.replace('"x"', '"longer"');
    const changed = statesOf(read(longer));
    assert.equal(changed[0], first, 'the state in front');
    assert.notEqual(changed[1], second, 'the state itself');
    assert.equal(changed[2], third, 'the state behind');
    assert.deepEqual(JSON.parse(longer.slice(third?.span.start, third?.span.end)), { Type: 'Succeed' });
  });

  it('keeps two states apart that are written alike', () => {
    const text = '{"StartAt":"A","States":{"A":{"Type":"Succeed"},"A":{"Type":"Succeed"}}}';
    const read = createReader();
    read(text);
    same(text, read(text), new WeakMap());
  });

  it('judges a state anew when the query language or the surroundings change', () => {
    const read = createReader();
    const memory: Memory = new WeakMap();
    const text = httpTaskExample({ Method: 'get' });
    same(text, read(text), memory);
    const other = text.replace('"StartAt"', '"QueryLanguage": "JSONata",\n  "StartAt"');
    same(other, read(other), memory);
    same(text, read(text), memory);
    const off = { ...NO_SURROUNDINGS, severities: { 'http-method': 'off' } as const };
    assert.deepEqual(validate(read(text), off, memory), validate(parseDocument(text), off));
  });

  it('knows its states again after a moment in which the text was broken', () => {
    const read = createReader();
    const text = machineExample({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } });
    const [first] = statesOf(read(text));
    read(text.replace('"Succeed"', '"Succeed'));
    assert.equal(statesOf(read(text))[0], first, 'the first state');
  });
});

describe('cutting a text into states', () => {
  const cases: readonly (readonly [name: string, text: string, pieces: readonly string[] | undefined])[] = [
    ['two states', '{"States":{"A":{}, "B":{"x":[1,{}]}}}', ['"A":{}', ' "B":{"x":[1,{}]}']],
    ['no states', '{"States":{}}', []],
    ['blanks everywhere', '\n{ "Comment" : "}" , "States" : { "A" : { } } }\n', [' "A" : { }']],
    ['quotes and backslashes in a string', '{"States":{"A\\\\\\"":{"x":"\\\\"}}}', ['"A\\\\\\"":{"x":"\\\\"}']],
    ['a placeholder on a line of its own', '{"States":{\n"A":{"s":${n}}\n}}', ['\n"A":{"s":${n}}']],
    ['a placeholder on a shared line', '{"States":{"A":{"s":${n}}}}', undefined],
    ['no States', '{"Type":"Pass"}', undefined],
    ['States twice', '{"States":{},"States":{}}', undefined],
    ['States that are a list', '{"States":[]}', undefined],
    ['a state that is no object', '{"States":{"A":1}}', undefined],
    ['a missing comma', '{"States":{"A":{} "B":{}}}', undefined],
    ['a comma too many', '{"States":{"A":{},}}', undefined],
    ['a brace too many', '{"States":{"A":{}}}}', undefined],
    ['a brace too few', '{"States":{"A":{}}', undefined],
    ['something behind the end', '{"States":{"A":{}}} x', undefined],
    ['an endless string', '{"States":{"A":{"x":"}}}', undefined],
    ['a very deep state', `{"States":{"A":{"x":${'['.repeat(600)}${']'.repeat(600)}}}}`, undefined],
    ['nothing', '', undefined],
  ];
  for (const [name, text, pieces] of cases) {
    it(name, () => {
      const cut = cutStates(text);
      assert.deepEqual(
        cut?.pieces.map(({ start, end }) => text.slice(start, end)),
        pieces,
      );
    });
  }
});

/** Compares what a reader gave for a text with what reading it anew gives. */
function same(text: string, document: AslDocument, memory: Memory): void {
  const fresh = parseDocument(text);
  assert.deepEqual(shape(document.root), shape(fresh.root), text);
  assert.deepEqual(document.problems.length, fresh.problems.length, text);
  assert.deepEqual(validate(document, NO_SURROUNDINGS, memory), validate(fresh, NO_SURROUNDINGS), text);
}

/** A tree as plain data: spans may be moving ones. */
function shape(node: Node | undefined): unknown {
  if (node === undefined) return undefined;
  const span = [node.span.start, node.span.end];
  if (node.kind === 'array') return { span, items: node.items.map(shape) };
  if (node.kind !== 'object') return { ...node, span };
  const members = node.members.map(({ key, value, colon }) => [shape(key), shape(value), colon?.start, colon?.end]);
  return { span, members };
}

function statesOf({ root }: AslDocument): readonly (Node | undefined)[] {
  const states = root?.kind === 'object' ? root.members.find(({ key }) => key.value === 'States')?.value : undefined;
  return states?.kind === 'object' ? states.members.map(({ value }) => value) : [];
}
