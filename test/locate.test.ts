import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseDocument, touches } from '../shared/document/document';
import { locate } from '../shared/document/locate';
import { typingAt } from '../shared/document/typing';
import { cursorIn } from './support/cursor';

interface Case {
  readonly text: string;
  readonly path: readonly (string | number)[];
  readonly role: 'key' | 'value';
  /** The text of the string that the cursor touches. */
  readonly string?: string;
}

const SOUND: readonly Case[] = [
  { text: '|{}', path: [], role: 'value' },
  { text: '{|}', path: [], role: 'key' },
  { text: '{}|', path: [], role: 'value' },
  { text: '{ |"A": 1 }', path: ['A'], role: 'key', string: 'A' },
  { text: '{ "A|": 1 }', path: ['A'], role: 'key', string: 'A' },
  { text: '{ "A"| : 1 }', path: ['A'], role: 'key', string: 'A' },
  { text: '{ "A" |: 1 }', path: ['A'], role: 'key' },
  { text: '{ "A":| 1 }', path: ['A'], role: 'value' },
  { text: '{ "A": |1 }', path: ['A'], role: 'value' },
  { text: '{ "A": "x|" }', path: ['A'], role: 'value', string: 'x' },
  { text: '{ "A": 1| , "B": 2 }', path: ['A'], role: 'value' },
  { text: '{ "A": 1 |, "B": 2 }', path: [], role: 'key' },
  { text: '{ "A": 1, | "B": 2 }', path: [], role: 'key' },
  { text: '{ "A": { "B": |[1, 2] } }', path: ['A', 'B'], role: 'value' },
  { text: '{ "A": [1, |2] }', path: ['A', 1], role: 'value' },
  { text: '{ "A": [1, | 2] }', path: ['A'], role: 'value' },
  { text: '{ "A": [{ | }] }', path: ['A', 0], role: 'key' },
  { text: '{ "A": ["x|"] }', path: ['A', 0], role: 'value', string: 'x' },
];

const HALF_TYPED: readonly Case[] = [
  { text: '|', path: [], role: 'value' },
  { text: '{|', path: [], role: 'key' },
  { text: '{ "A": |', path: ['A'], role: 'value' },
  { text: '{ "A": { "B": {} |', path: ['A'], role: 'key' },
  { text: '{ "A": |}', path: ['A'], role: 'value' },
  { text: '{ "A": |, "B": 1 }', path: ['A'], role: 'value' },
  { text: '{ "A": ,| "B": 1 }', path: [], role: 'key' },
  { text: '{ "A": ,\n  |\n}', path: [], role: 'key' },
  { text: '{ "A": |\n  "B": { "x": 1 }, "C": 2 }', path: ['A'], role: 'value' },
  { text: '{ "A": "x|\n  "B": { "x": 1 }, "C": 2 }', path: ['A'], role: 'value' },
  { text: '{ "A": x|\n  "B": { "x": 1 }, "C": 2 }', path: ['A'], role: 'value' },
  { text: '{ "A": 1, |\n}', path: [], role: 'key' },
  { text: '{ "A": 1\n  |\n  "B": 2 }', path: [], role: 'key' },
  { text: '{ "N|\n  "B": { "x": 1 }, "C": 2 }', path: ['N'], role: 'key' },
  { text: '{ "N|"\n  "B": { "x": 1 }, "C": 2 }', path: ['N'], role: 'key' },
  { text: '{ N|\n  "B": { "x": 1 }, "C": 2 }', path: [], role: 'key' },
  { text: '{ "A": { "N|" }, "C": 2 }', path: ['A', 'N'], role: 'key' },
  { text: '{ "A": ["x", |] }', path: ['A'], role: 'value' },
  { text: '{ "A": ["x"|', path: ['A', 0], role: 'value', string: 'x' },
];

for (const { text: marked, path, role, string } of SOUND) {
  test(`A place in sound JSON: ${marked}`, () => {
    const { text, offset } = cursorIn(marked);
    const place = locate(parseDocument(text), offset);
    assert.deepEqual({ path: place.path, role: place.role, string: place.string?.value }, { path, role, string });
  });
}

for (const { text: marked, path, role, string } of HALF_TYPED) {
  test(`A place in half-typed JSON: ${JSON.stringify(marked)}`, () => {
    const { text, offset } = cursorIn(marked);
    const place = locate(parseDocument(text), offset);
    assert.deepEqual({ path: place.path, role: place.role }, { path, role });
    if (string !== undefined) assert.equal(place.string?.value, string);
  });
}

test('What is half typed does not tear apart what stands behind it', () => {
  for (const typed of ['"A": |', '"A": "x|', '"A": x|', '"N|', '"N|"', 'N|']) {
    const { text } = cursorIn(`{ "O": { ${typed}\n "B": { "x": 1 } }, "C": { "D": 2 } }`);
    const document = parseDocument(text);
    assert.deepEqual(locate(document, text.indexOf('2')).path, ['C', 'D'], typed);
    assert.deepEqual(locate(document, text.indexOf('"x"')).path, ['O', 'B', 'x'], typed);
  }
});

test('Any text has a place, and something typed, at every offset', () => {
  const piece = fc.constantFrom('{', '}', '[', ']', '"', ':', ',', ' ', '\n', 'a', '1', '\\', 'null', '${x}');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), fc.nat(), (pieces, at) => {
      const text = pieces.join('');
      const offset = at % (text.length + 1);
      const typing = typingAt(text, offset);
      assert.ok(typing.span.start <= offset && offset <= typing.span.end && typing.span.end <= text.length);
      assert.ok(locate(parseDocument(text), offset).chain.every(({ span }) => touches(span, offset)));
    }),
  );
});
