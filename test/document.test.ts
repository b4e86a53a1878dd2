import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type AslDocument, lineColumns, parseDocument } from '../shared/document/document';
import { parseJson, toValue } from '../shared/document/json';
import { locate } from '../shared/document/locate';
import { isJsonata, isSubstituted, type Node, valueAt } from '../shared/document/node';
import {
  allMachines,
  allStates,
  connectionArnOf,
  httpTaskOf,
  isSingleState,
  singleStateOf,
  stateMachineOf,
} from '../shared/document/stateMachine';
import { validate } from '../shared/rules/validate';
import { NO_SURROUNDINGS, type Span } from '../shared/spec/diagnostic';
import { assertMarks, readMarked } from './support/marked';

const EXAMPLE = readFileSync('client/examples/mistakes.asl.json', 'utf8');

describe('a text that is not JSON', () => {
  const cases: readonly string[] = [
    '{ "a": 1,\n  "b": }\n       ^ value A value is expected here',
    '{ "a": 1\n  "b": 2 }\n  ^^^ comma A comma is expected here',
    '{ "a":\n     ^ value A value is expected here\n "b": 2 }',
    '{ "a"\n  ^^^ colon A colon is expected here\n}',
    '{ "a" 1 }\n      ^ colon A colon is expected here',
    "{ 'a': 1 }\n  ^^^ symbol This is neither a value nor a key of JSON",
    '{ "a": "b }\n       ^^^^ string This string does not end on its line',
    '{ "a": "\\x" }\n       ^^^^ escape This is no escape sequence of JSON',
    '{ "a": [1, 2 }\n             ^ bracket A closing bracket is expected here',
    '{} {}\n   ^ more The text ends before this: only one JSON value is allowed',
    '{ /* why */ }\n  ^^^^^^^^^ comment Comments are not allowed in a definition: use a Comment field',
  ];
  for (const source of cases) {
    it(`${source.split('\n')[0]} has its first problem where it is marked`, () => {
      const marked = readMarked(source);
      const [first] = parseDocument(marked.text).problems;
      const label = marked.marks[0]?.label ?? '';
      assertMarks(marked, first ? [{ ...first.span, label, note: first.message }] : []);
    });
  }

  it('may have comments and trailing commas where they are allowed', () => {
    const { root, problems } = parseJson('// why\n{ "a": [1, 2,], }', { comments: true });
    assert.deepEqual(problems, []);
    assert.deepEqual(root && toValue(root), { a: [1, 2] });
  });
});

describe('a placeholder', () => {
  const cases: readonly (readonly [text: string, value: unknown])[] = [
    ['{ "a": ${Number} }', { a: '${Number}' }],
    ['[${A}, ${B}]', ['${A}', '${B}']],
    ['{ ${Key}: 1 }', { '${Key}': 1 }],
    [
      '{ "a": ${Minutes}00, "b": -${Number}, "c": 1.${Digits} }',
      { a: '${Minutes}00', b: '-${Number}', c: '1.${Digits}' },
    ],
    ['[${Sign}${Number}, 2]', ['${Sign}${Number}', 2]],
    ['{ "a": "x ${jsonencode("y")} z" }', { a: 'x ${jsonencode( y )} z' }],
    ['{ "a": "${A}", "b": "\\"${B}" }', { a: '${A}', b: '"${B}' }],
    ['{ "a": ${outer({ "b" = 1 })} }', { a: '${outer({ "b" = 1 })}' }],
  ];
  for (const [text, value] of cases) {
    it(`${text} is read`, () => {
      const { root, problems } = parseDocument(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(root && toValue(root), value);
    });
  }

  it('that does not close on its line is left to the syntax', () => {
    assert.ok(parseDocument('{ "a": ${B\n} }').problems.length > 0);
    assert.deepEqual(parseDocument('{ "a": "${B"\n}').problems, []);
  });

  it('stands for a value that cannot be judged', () => {
    const { root } = parseDocument(
      '{"a":"${A}","b":"%s","c":{"Fn::Sub":"x"},"d":{"Ref":"R"},"e":"$A{}","f":{"Ref":1,"g":1}}',
    );
    const substituted = ['a', 'b', 'c', 'd', 'e', 'f'].filter((name) => isSubstitutedAt(root, name));
    assert.deepEqual(substituted, ['a', 'b', 'c', 'd']);
  });
});

describe('a view', () => {
  const nested = parseDocument(
    JSON.stringify({
      QueryLanguage: 'JSONata',
      StartAt: 'Loop',
      States: {
        Loop: {
          Type: 'Map',
          QueryLanguage: 'JSONPath',
          ItemProcessor: { StartAt: 'In', States: { In: { Type: 'Pass' } } },
          Iterator: { States: { Old: {} } },
        },
        Both: { Type: 'Parallel', Branches: [{ States: { Left: {} } }, 5, { States: { Right: 5 } }] },
      },
    }),
  );

  it('of a machine has all states with AWS locations and inherited languages', () => {
    const found = [...allStates(stateMachineOf(nested))].map(({ location, queryLanguage }) => [
      location,
      queryLanguage,
    ]);
    assert.deepEqual(found, [
      ['/States/Loop', 'JSONPath'],
      ['/States/Loop/ItemProcessor/States/In', 'JSONata'],
      ['/States/Loop/Iterator/States/Old', 'JSONata'],
      ['/States/Both', 'JSONata'],
      ['/States/Both/Branches[0]/States/Left', 'JSONata'],
      ['/States/Both/Branches[2]/States/Right', 'JSONata'],
    ]);
    assert.equal([...allMachines(stateMachineOf(nested))].length, 5);
  });

  it('of a text without an object is nothing', () => {
    for (const text of ['', '[]', '5', 'x']) {
      assert.equal(stateMachineOf(parseDocument(text)), undefined);
      assert.equal(singleStateOf(parseDocument(text)), undefined);
      assert.deepEqual([...allStates(undefined)], []);
    }
  });

  it('of a single state is told by its Type', () => {
    assert.equal(isSingleState(parseDocument('{"Type":"Task"}')), true);
    assert.equal(isSingleState(parseDocument('{"Type":"Task","States":{}}')), false);
    assert.equal(singleStateOf(parseDocument('{"Type":"Task"}'))?.type, 'Task');
  });

  const resources: readonly (readonly [resource: string, isHttp: boolean])[] = [
    ['arn:aws:states:::http:invoke', true],
    ['arn:aws-us-gov:states:::http:invoke', true],
    ['arn:${AWS::Partition}:states:::http:invoke', true],
    ['arn:aws:states:::http:invoke.sync', true],
    ['arn:aws:states:::HTTP:invoke', false],
    ['arn:aws:states:::http:invokes', false],
    ['arn:aws:states:::lambda:invoke', false],
    ['${Resource}', false],
  ];
  for (const [resource, isHttp] of resources) {
    it(`of ${resource} is ${isHttp ? 'an' : 'no'} HTTP Task`, () => {
      const state = singleStateOf(parseDocument(JSON.stringify({ Resource: resource })));
      assert.equal(state !== undefined && httpTaskOf(state) !== undefined, isHttp);
    });
  }

  it('of a connection is found in both fields, plain and dynamic', () => {
    for (const text of ['{"Authentication":{"ConnectionArn":"a"}}', '{"InvocationConfig":{"ConnectionArn.$":"$.a"}}']) {
      assert.equal(connectionArnOf(parseDocument(text).root)?.value?.kind, 'string');
    }
    assert.equal(connectionArnOf(parseDocument('{"ConnectionArn":"a"}').root), undefined);
  });

  it('of a JSONata string has no blanks around it', () => {
    const { root } = parseDocument('["{% a %}", "{%a%}", " {% a %}", "{% a %} ", "{%"]');
    assert.deepEqual(root?.kind === 'array' && root.items.map(isJsonata), [true, true, false, false, false]);
  });
});

describe('lines and columns', () => {
  it('count from zero, over every kind of line end', () => {
    const at = lineColumns('a\nb\r\nc\rd');
    const found = [0, 1, 2, 3, 5, 7, 8, 99, -1].map((offset) => [at(offset).line, at(offset).character]);
    assert.deepEqual(found, [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
      [2, 0],
      [3, 0],
      [3, 1],
      [3, 1],
      [0, 0],
    ]);
  });
});

describe('any text', () => {
  const snippets = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '${',
    '}',
    '{%',
    '%}',
    '\n',
    '\r\n',
    'null',
    '//',
  );
  const words = fc.constantFrom(
    '"StartAt"',
    '"States"',
    '"Type"',
    '"Task"',
    '"Parameters"',
    '"Resource"',
    '"Next"',
    '"Headers"',
  );
  const arn = fc.constant('"arn:aws:states:::http:invoke"');
  const anyText = fc
    .array(fc.oneof(snippets, words, arn, fc.string({ unit: 'binary', maxLength: 3 })))
    .map((parts) => parts.join(''));

  it('is parsed, located and validated without throwing, all spans inside it', () => {
    fc.assert(
      fc.property(anyText, fc.nat(), (text, at) => {
        assertSound(parseDocument(text));
        locate(parseDocument(text), at % (text.length + 1));
      }),
      { numRuns: 1000 },
    );
  });

  it('that is JSON has the value that JSON.parse gives', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const { root, problems } = parseDocument(text);
        if (/\$\{|"__proto__"/.test(text)) return;
        assert.deepEqual(problems, []);
        assert.deepEqual(root && toValue(root), JSON.parse(text));
      }),
    );
  });

  it('of a definition that is cut off at any place is sound, and never misses what was cut off', () => {
    for (let end = 0; end < EXAMPLE.length; end++) {
      const document = parseDocument(EXAMPLE.slice(0, end));
      const found = assertSound(document);
      const invented = found.filter(({ rule }) => /target|required|next-or-end/.test(rule));
      const known = new Set(validateText(EXAMPLE).map(({ rule, location }) => `${rule} ${location}`));
      assert.deepEqual(
        invented.filter(({ rule, location }) => !known.has(`${rule} ${location}`)),
        [],
        `cut at ${end}`,
      );
    }
  });
});

function validateText(text: string) {
  return validate(parseDocument(text), NO_SURROUNDINGS);
}

/** Every span of the tree, its problems, its findings and their fixes lies in the text. */
function assertSound(document: AslDocument) {
  const spans = [...spansOf(document.root), ...document.problems.map(({ span }) => span)];
  const found = validate(document, NO_SURROUNDINGS);
  validate(document, { ...NO_SURROUNDINGS, scope: 'singleState' });
  for (const { span, fixes } of found)
    spans.push(span, ...(fixes ?? []).flatMap(({ edits }) => edits.map((edit) => edit.span)));
  for (const { start, end } of spans) assert.ok(0 <= start && start <= end && end <= document.text.length);
  return found;
}

function* spansOf(node: Node | undefined): Generator<Span> {
  if (node === undefined) return;
  yield node.span;
  if (node.kind === 'array') for (const item of node.items) yield* spansOf(item);
  if (node.kind !== 'object') return;
  for (const { key, value } of node.members) {
    yield key.span;
    yield* spansOf(value);
  }
}

function isSubstitutedAt(root: Node | undefined, name: string): boolean {
  const value = valueAt(root, name);
  return value !== undefined && isSubstituted(value);
}
