import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from '../shared/document/document';
import { toValue } from '../shared/document/json';
import { validate } from '../shared/rules/validate';
import { NO_SURROUNDINGS } from '../shared/spec/diagnostic';

// What a person has typed only half is one finding, and no reason to misread the rest.

describe('Half-typed JSON is read', () => {
  const cases: readonly (readonly [what: string, text: string, value: unknown])[] = [
    ['a value is missing', '{ "a": "b": { "c": 1 }, "d": 2 }', { b: { c: 1 }, d: 2 }],
    ['a value is missing before a brace', '{ "a": { "b": }, "c": 1 }', { a: {}, c: 1 }],
    ['a comma is missing', '{ "a": { "b": 1 } "c": [1 2] }', { a: { b: 1 }, c: [1, 2] }],
    ['a colon is missing', '{ "a" { "b": 1 }, "c": 2 }', { a: { b: 1 }, c: 2 }],
    ['a key is missing', '{ "a": 1, : { "b": 2 }, "c": 3 }', { a: 1, c: 3 }],
    ['a key is half typed', '{ "a": 1, "b "c": { "d": 2 } }', { a: 1 }],
    ['a key has no value', '{ "a": 1, "b", "c": { "d": 2 } }', { a: 1, c: { d: 2 } }],
    ['a key has no quotes', '{ a: { "b": 1 }, "c": 2 }', { c: 2 }],
    ['a string does not end', '{ "a": "b\n, "c": { "d": 1 } }', { a: 'b', c: { d: 1 } }],
    ['a word is no value', '{ "a": nothing, "b": { "c": 1 } }', { b: { c: 1 } }],
    ['a list lacks its bracket', '{ "a": ["b", "c": 1 }', { a: ['b'], c: 1 }],
    ['a list in an object lacks its bracket', '{ "a": { "b": [1, 2 }, "c": 3 }', { a: { b: [1, 2] }, c: 3 }],
    ['an object in a list lacks its brace', '{ "a": ["b": 1 }], "c": 2 }', { a: [{ b: 1 }], c: 2 }],
    ['an object in a list lacks its end', '{ "a": [{ "b": 1 ], "c": 2 }', { a: [{ b: 1 }], c: 2 }],
    ['a bracket closes nothing', '{ "a": 1 ], "b": 2 }', { a: 1, b: 2 }],
    ['values have no key', '{ 5, { "a": 1 }, [2], "b": 3 }', { b: 3 }],
    ['the text ends early', '{ "a": { "b": [1, { "c"', { a: { b: [1, {}] } }],
    ['an opening brace is missing', '{\n "a":\n  "b": 1,\n  "c": 2\n },\n "d": 3\n}', { a: { b: 1, c: 2 }, d: 3 }],
    ['a closing brace is missing', '{\n "a": {\n  "b": 1,\n "c": 2\n}', { a: { b: 1 }, c: 2 }],
    ['a closing brace is too many', '{\n "a": {\n  "b": 1\n  },\n },\n "c": 2\n}', { a: { b: 1 }, c: 2 }],
  ];
  for (const [what, text, value] of cases) {
    it(`where ${what}`, () => {
      const { root, problems } = parseDocument(text);
      assert.ok(problems.length > 0);
      assert.deepEqual(root && toValue(root), value);
    });
  }

  it('where braces and brackets match, whatever the indentation says', () => {
    const text = '{\n    "a": {\n"b": [\n  1\n      ]\n        },\n"c": 2\n  }';
    const { root, problems } = parseDocument(text);
    assert.deepEqual([root && toValue(root), problems], [{ a: { b: [1] }, c: 2 }, []]);
  });

  it('however deep it goes', () => {
    for (const open of ['[', '{"a":', '[{"a":']) {
      assert.ok(parseDocument(open.repeat(300_000)).problems.some(({ message }) => message.endsWith('too deeply')));
    }
  });
});

describe('Any text', () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    ' ',
    '\n',
    '\n  ',
    '"a"',
    '"b":',
    '1',
    '\\',
    'null',
    'x',
  );

  it('has problems exactly where JSON.parse refuses it', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        assert.equal(parseDocument(text).problems.length === 0, isJson(text), text);
      }),
      { numRuns: 2000 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('An example with one slip shows that slip alone', () => {
  for (const name of ['customer-by-id', 'invoice', 'list-customers', 'merge']) {
    const text = readFileSync(`client/examples/${name}.asl.json`, 'utf8');
    it(name, () => {
      const loud = slipsOf(text).filter((slip) => flagged(slip).some((rule) => rule !== 'json-syntax'));
      // Without a word of syntax wrong, a changed text may well have other mistakes.
      assert.deepEqual(
        loud.filter((slip) => flagged(slip).includes('json-syntax')),
        [],
      );
    });
  }
});

/** The text with each of its tokens left out, and with each string cut to its first half and to one quote. */
function slipsOf(text: string): readonly string[] {
  return Array.from(text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[\w.+-]+/g)).flatMap((match) => {
    const [token] = match;
    const put = (instead: string) => text.slice(0, match.index) + instead + text.slice(match.index + token.length);
    return token.startsWith('"') ? [put(''), put(token.slice(0, token.length / 2)), put('"')] : [put('')];
  });
}

function flagged(text: string): readonly string[] {
  return validate(parseDocument(text), NO_SURROUNDINGS)
    .filter(({ severity }) => severity !== 'INFO')
    .map(({ rule }) => rule);
}
