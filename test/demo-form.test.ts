import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import qs from 'qs';
import type { Json } from '../client/demo/call';
import { parseForm } from '../client/demo/form';

describe('a form', () => {
  const cases: readonly (readonly [text: string, value: Json | undefined])[] = [
    ['', {}],
    ['a=1&b=two+words&c=%C3%A9', { a: '1', b: 'two words', c: 'é' }],
    ['a', { a: '' }],
    ['array%5B0%5D=a&array%5B1%5D=b', { array: ['a', 'b'] }],
    ['array[1]=b&array[0]=a', { array: ['a', 'b'] }],
    ['array=a&array=b', { array: ['a', 'b'] }],
    ['array=a%2Cb', { array: ['a', 'b'] }],
    ['array[]=a&array[]=b', { array: ['a', 'b'] }],
    ['array[]=a', { array: ['a'] }],
    ['array[0]=a,b', { array: ['a,b'] }],
    ['a[0][b]=1&a[0][c]=2&a[1][b]=3', { a: [{ b: '1', c: '2' }, { b: '3' }] }],
    ['a[][b]=1&a[][b]=2', { a: [{ b: '1' }, { b: '2' }] }],
    ['description=Smith, John&metadata[a][b]=1,2', { description: 'Smith, John', metadata: { a: { b: '1,2' } } }],
    ['nested[list]=1,2', { nested: { list: ['1', '2'] } }],
    ['__proto__[a]=1', JSON.parse('{"__proto__":{"a":"1"}}')],
    ['a=1&a[b]=2', undefined],
    ['a[b=1', undefined],
    ['a]=1', undefined],
    ['=1', undefined],
    ['a=%', undefined],
    [`a${'[b]'.repeat(20)}=1`, undefined],
  ];
  for (const [text, value] of cases) {
    it(`${text.slice(0, 60)} is ${JSON.stringify(value)}`, () => assert.deepEqual(parseForm(text), value));
  }

  const word = fc.stringMatching(/^[a-z +&=%é]{1,8}$/);
  const name = fc.stringMatching(/^[a-z]{1,4}$/);
  const list = fc.array(word, { minLength: 2, maxLength: 4 });
  const object = fc.dictionary(name, fc.oneof(word, list, fc.dictionary(name, word, { minKeys: 1 })));
  for (const arrayFormat of ['indices', 'repeat', 'comma', 'brackets'] as const) {
    it(`comes back from what is written with ${arrayFormat}`, () => {
      fc.assert(
        fc.property(object, (value) => {
          assert.deepEqual(parseForm(qs.stringify(value, { arrayFormat })), plain(value));
        }),
      );
    });
  }

  it('never breaks the parser', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[ab[\]=&%0,]{0,40}$/), (text) => {
        assert.doesNotThrow(() => parseForm(text));
      }),
    );
  });
});

function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
