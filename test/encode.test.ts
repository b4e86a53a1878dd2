import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { type ArrayFormat, encodeForm, encodeQueryPair, encodeQueryText } from '../shared/executor/encode';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/spec/json';

// The encoders of query and form beside a model of a few lines.

const FORMATS: readonly ArrayFormat[] = ['INDICES', 'REPEAT', 'COMMAS', 'BRACKETS'];

type Pair = readonly [key: string, value: string];

/** The pairs of a form: what stands in lists gets its key from the format, members of objects theirs in brackets. */
function pairsOf(key: string, value: JsonValue, format: ArrayFormat): readonly Pair[] {
  if (isJsonObject(value))
    return Object.entries(value).flatMap(([name, member]) => pairsOf(`${key}[${name}]`, member, format));
  if (!Array.isArray(value)) return [[key, textOf(value)]];
  if (format === 'COMMAS') return value.length === 0 ? [] : [[key, value.map(itemText).join(',')]];
  const suffix = (index: number): string => ({ INDICES: `[${index}]`, REPEAT: '', BRACKETS: '[]' })[format];
  return value.flatMap((item: JsonValue, index) => pairsOf(key + suffix(index), item, format));
}

function textOf(scalar: JsonValue): string {
  return scalar === null ? '' : String(scalar);
}

function itemText(item: JsonValue): string {
  return typeof item === 'object' && item !== null ? JSON.stringify(item) : textOf(item);
}

function modelForm(value: JsonObject, format: ArrayFormat): string {
  return written(Object.entries(value).flatMap(([name, member]) => pairsOf(name, member, format)));
}

function written(pairs: readonly Pair[]): string {
  return pairs.map(([key, value]) => `${percent(key)}=${percent(value)}`).join('&');
}

/** UTF-8, all of it percent-encoded but letters, digits and -._~ */
function percent(text: string): string {
  return [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~]/.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('', 'a b', 'a+b', '&', '=', 'ü,€', '\u{1F600}', "!*'()", '\uD800', 'a[b]', '%20'),
);
const scalar = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
const { value: anyValue } = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
}));
const anyObject = fc.dictionary(text, anyValue, { maxKeys: 5 });

describe('a form', () => {
  const nested = { shared: 'task-body', items: ['red green', 'blue+gold'], nested: { enabled: true, count: 2 } };
  const RECORDED: Readonly<Record<ArrayFormat, string>> = {
    INDICES: 'items%5B0%5D=red%20green&items%5B1%5D=blue%2Bgold',
    REPEAT: 'items=red%20green&items=blue%2Bgold',
    COMMAS: 'items=red%20green%2Cblue%2Bgold',
    BRACKETS: 'items%5B%5D=red%20green&items%5B%5D=blue%2Bgold',
  };
  for (const format of FORMATS) {
    test(`${format}, as recorded`, () => {
      const expected = `shared=task-body&${RECORDED[format]}&nested%5Benabled%5D=true&nested%5Bcount%5D=2`;
      assert.equal(encodeForm(nested, format), expected);
      assert.equal(modelForm(nested, format), expected);
    });

    test(`${format}, as the model has it`, () => {
      fc.assert(
        fc.property(anyObject, (value) => {
          assert.equal(encodeForm(value, format), modelForm(value, format));
        }),
      );
    });

    test(`${format}: a list is an object of its indexes`, () => {
      fc.assert(
        fc.property(fc.array(anyValue, { maxLength: 4 }), (items) => {
          // What COMMAS cannot join is the JSON text of an item, at the top as well.
          const shown =
            format === 'COMMAS' ? items.map((item) => (isNested(item) ? JSON.stringify(item) : item)) : items;
          assert.equal(
            encodeForm(items, format),
            modelForm(Object.fromEntries(shown.map((item, index) => [String(index), item])), format),
          );
        }),
      );
    });
  }

  test('a long text is whole wherever its characters fall', () => {
    for (let length = 1020; length <= 1026; length++) {
      const long = `${'x'.repeat(length)}\u{1F600}y`;
      assert.equal(decodeURIComponent(encodeForm({ a: long }, 'INDICES').slice(2)), long);
    }
  });
});

function isNested(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null;
}

describe('decoding INDICES', () => {
  const name = fc.stringMatching(/^[a-zé&=+ .]{1,6}$/);
  const { value: tree } = fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'grapheme', maxLength: 8 }),
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(name, tie('value'), { maxKeys: 3 }),
    ),
  }));

  test('gives the scalars back, each at its place', () => {
    fc.assert(
      fc.property(fc.dictionary(name, tree, { maxKeys: 4 }), (value) => {
        assert.deepEqual(decoded(encodeForm(value, 'INDICES')), leavesOf(value, []));
      }),
    );
  });
});

type Leaf = readonly [place: readonly string[], text: string];

function decoded(form: string): readonly Leaf[] {
  if (form === '') return [];
  return form.split('&').map((pair) => {
    const [key = '', value = ''] = pair.split('=').map(decodeURIComponent);
    const [first = '', ...rest] = key.split('[');
    return [[first, ...rest.map((step) => step.slice(0, -1))], value];
  });
}

function leavesOf(value: JsonValue, place: readonly string[]): readonly Leaf[] {
  if (typeof value !== 'object' || value === null) return [[place, String(value)]];
  return Object.entries(value).flatMap(([step, member]: readonly [string, JsonValue]) =>
    leavesOf(member, [...place, step]),
  );
}

describe('a query', () => {
  test('a pair is as the model has it: lists repeat the key', () => {
    fc.assert(
      fc.property(text, anyValue, (name, value) => {
        assert.equal(encodeQueryPair(name, value), written(pairsOf(name, value, 'REPEAT')));
      }),
    );
  });

  test('a text keeps what may stand in a query, and means the same afterwards', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (query) => {
        const encoded = encodeQueryText(query);
        assert.match(encoded, /^[A-Za-z0-9\-._~!$&'()*+,;=:@/?%[\]]*$/);
        assert.equal(encodeQueryText(encoded), encoded);
        if (!query.includes('%')) assert.equal(decodeURIComponent(encoded), query);
      }),
    );
  });
});
