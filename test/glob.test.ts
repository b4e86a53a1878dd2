import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { fixedFolder, globMatcher, isGlob } from '../client/cli/glob';

// Patterns of file names, as the command line takes them.

function matches(pattern: string, path: string): boolean {
  const matcher = globMatcher(pattern) ?? assert.fail(`no matcher: ${pattern}`);
  return matcher(path);
}

const YES: readonly (readonly [pattern: string, path: string])[] = [
  ['*.json', 'a.json'],
  ['a*b*c', 'abbxbc'],
  ['a/*/c', 'a/b/c'],
  ['**/c', 'c'],
  ['**/c', 'a/b/c'],
  ['a/**', 'a/b/c'],
  ['a/**/d/*.x', 'a/b/d/c/d/e.x'],
  ['?.x', 'ä.x'],
  ['?.x', '💡.x'],
  ['[a-c]?[!x]', 'bxy'],
  ['[]a].x', '].x'],
  ['[^a-c].x', 'd.x'],
  ['{a,b/c}.x', 'b/c.x'],
  ['a{,.test}.x', 'a.x'],
  ['{a,{b,c}d}.x', 'cd.x'],
  ['{a}.x', '{a}.x'],
  ['{a,b', '{a,b'],
  ['a[b', 'a[b'],
  ['.*', '.a'],
  ['.a/**', '.a/b'],
  ['\\*.x', '*.x'],
  ['../*.x', '../a.x'],
];

const NO: readonly (readonly [pattern: string, path: string])[] = [
  ['*.json', 'a/b.json'],
  ['*.json', 'a.jsonx'],
  ['*', '.a'],
  ['?a', '.a'],
  ['[.]a', '.a'],
  ['**', 'a/.b/c'],
  ['**/c', 'a/xc'],
  ['a/*/c', 'a/c'],
  ['a?c', 'a/c'],
  ['[a-c]', 'd'],
  ['[!a-c]', 'b'],
  ['{a,b}.x', 'c.x'],
  ['\\*.x', 'a.x'],
  ['a.x', 'aax'],
];

describe('a pattern', () => {
  for (const [pattern, path] of YES) it(`${pattern} means ${path}`, () => assert.ok(matches(pattern, path)));
  for (const [pattern, path] of NO) it(`${pattern} does not mean ${path}`, () => assert.ok(!matches(pattern, path)));

  it('is told from a name by its wildcards', () => {
    for (const text of ['*', 'a?', '[ab]', '{a,b}']) assert.ok(isGlob(text), text);
    for (const text of ['a.asl.json', '-', './x', 'a b', '']) assert.ok(!isGlob(text), text);
  });

  it('has a folder above all that it means', () => {
    const folders = [
      ['*.x', ''],
      ['a/b/*.x', 'a/b'],
      ['a/{b,c}/d', 'a'],
      ['/*/a', '/'],
      ['../a/**', '../a'],
      ['a/b.x', 'a'],
    ] as const;
    for (const [pattern, folder] of folders) assert.equal(fixedFolder(pattern), folder, pattern);
  });

  it('with too many choices is refused', () => {
    assert.equal(globMatcher('{a,b}'.repeat(20)), undefined);
    assert.ok(globMatcher('{a,b}'.repeat(9)));
  });

  const name = fc.stringMatching(/^[a-c][a-c.]{0,4}$/);
  const path = fc.array(name, { minLength: 1, maxLength: 4 });

  it('without wildcards means itself alone', () => {
    fc.assert(
      fc.property(path, path, (one, other) => matches(one.join('/'), other.join('/')) === (`${one}` === `${other}`)),
    );
  });

  it('still means a path after any part of it became a wildcard', () => {
    const way = fc.constantFrom('*', '**', '?', '[]', '{}', 'same');
    fc.assert(
      fc.property(path, fc.infiniteStream(way), fc.nat(5), (names, ways, at) => {
        const pattern = names.map((text) => wild(text, ways.next().value, at)).join('/');
        return matches(pattern, names.join('/'));
      }),
    );
  });

  function wild(text: string, way: string, at: number): string {
    const index = at % text.length;
    const letter = text[index] ?? '';
    const around = (middle: string) => text.slice(0, index) + middle + text.slice(index + 1);
    const made: Readonly<Record<string, string>> = {
      '*': around('*'),
      '**': '**',
      '?': around('?'),
      '[]': index === 0 && letter === '.' ? text : around(`[x${letter}]`),
      '{}': around(`{x,${letter}}`),
    };
    return made[way] ?? text;
  }

  it('says the same as a matcher that tries everything', () => {
    const letters = fc.array(fc.constantFrom('a', 'b', '?', '*', '[ab]'), { maxLength: 5 }).map((all) => all.join(''));
    const segment = fc.oneof(letters, fc.constant('**'));
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 4 }), path, (segments, names) => {
        const found = matches(segments.join('/'), names.join('/'));
        assert.equal(found, triesAll(segments, names), `${segments.join('/')} on ${names.join('/')}`);
      }),
      { numRuns: 2000 },
    );
  });

  function triesAll([first, ...more]: readonly string[], names: readonly string[]): boolean {
    if (first === undefined) return names.length === 0;
    if (first === '**') return names.some((_, index) => triesAll(more, names.slice(index))) || triesAll(more, []);
    const [head, ...rest] = names;
    const source = first.replaceAll('*', '.*').replaceAll('?', '.');
    return head !== undefined && new RegExp(`^(?:${source})$`, 's').test(head) && triesAll(more, rest);
  }

  it('never throws, and is quick about many stars', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string(), (pattern, text) => globMatcher(pattern)?.(text) !== null),
    );
    assert.equal(matches(`${'*a'.repeat(60)}b`, 'a'.repeat(5000)), false);
    assert.equal(matches(`${'**/a/'.repeat(30)}b`, 'a/'.repeat(2000)), false);
  });
});
