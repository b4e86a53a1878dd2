import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { JSONPath } from 'jsonpath-plus';
import { EvaluationError } from '../shared/expressions/evaluationError';
import { evaluatePath, findPath } from '../shared/expressions/jsonPath';
import { parsePath } from '../shared/expressions/jsonPathParser';
import { getAtReferencePath, setAtReferencePath } from '../shared/expressions/referencePath';
import { parseReferencePath } from '../shared/expressions/referencePathSyntax';
import type { Scope } from '../shared/expressions/scope';
import type { JsonValue } from '../shared/spec/json';

const ORDER = JSON.parse(`{
  "id": "o-1", "endpoint-url": "https://example.com", "blank": null, "text": "abc", "a b": 1, "it's": 2,
  "items": [{ "n": "p", "x": 1, "tags": ["r", "s"] }, { "n": "q", "x": 2, "tags": [] }, { "n": "r", "x": "2" }],
  "numbers": [3, 1, 2], "empty": [], "box": { "x": 9, "one": { "x": 10 } }, "__proto__": { "z": 26 }, "constructor": "own"
}`) as JsonValue;

const SCOPE: Scope = {
  input: ORDER,
  context: { Execution: { Id: 'arn:1', Input: { a: [1] } } },
  variables: { v: { list: [5, 6] }, naïve: 1 },
};

const FOUND: readonly [string, unknown][] = [
  ['$', ORDER],
  ['$$.Execution.Id', 'arn:1'],
  ["$$['Execution'].Input.a[0]", 1],
  ['$v.list[1]', 6],
  ['$naïve', 1],
  [' $.id ', 'o-1'],
  ['$.endpoint-url', 'https://example.com'],
  ["$['a b']", 1],
  ["$['it\\'s']", 2],
  ['$["id"]', 'o-1'],
  ['$.blank', null],
  ['$.items[0].n', 'p'],
  ['$.items[-1].n', 'r'],
  ['$.items[(@.length-1)].n', 'r'],
  ['$.items[(@.length - 3)].x', 1],
  ['$.__proto__.z', 26],
  ['$.constructor', 'own'],
  ['$.items[*].x', [1, 2, '2']],
  ['$.items.*.x', [1, 2, '2']],
  ['$.items[*].tags[*]', ['r', 's']],
  ['$.items[0].*', ['p', 1, ['r', 's']]],
  ['$.text[*]', []],
  ['$.text.*.length', []],
  ['$.items[*].length', []],
  ['$.items[:1].n', ['p']],
  ['$.items[1:].n', ['q', 'r']],
  ['$.items[-2:].n', ['q', 'r']],
  ['$.items[0:0]', []],
  ['$.items[0,2].n', ['p', 'r']],
  ['$.items[0,9].n', ['p']],
  ["$['id','text']", { id: 'o-1', text: 'abc' }],
  ["$.items[0]['x','no']", { x: 1 }],
  ["$.items[*]['n','x']", ['p', 1, 'q', 2, 'r', '2']],
  ['$..x', [1, 2, '2', 9, 10]],
  ['$.box..x', [9, 10]],
  ['$.box..*', [9, { x: 10 }, 10]],
  ['$..tags[0]', ['r']],
  ['$..[?(@.one)].x', [9]],
  ['$.missing[*].x', []],
  ['$.missing[:1]', []],
  ['$.missing..x', []],
  ['$.items[?(@.x > 1)].n', ['q']],
  ["$.items[?(@.x == '2')].n", ['q', 'r']],
  ['$.items[?(@.x === 2)].n', ['q']],
  ['$.items[?(@.x != 1)].n', ['q', 'r']],
  ["$.items[?(@.n >= 'q')].n", ['q', 'r']],
  ['$.items[?(@.tags)].n', ['p', 'q']],
  ['$.items[?(!@.tags)].n', ['r']],
  ["$.items[?(@.x > 1 || @.n == 'p')].n", ['p', 'q']],
  ["$.items[?((@.n == 'p' || @.n == 'q') && @.x < 2)].n", ['p']],
  ["$.items[?(@['n'] in ['p', 'r'])].n", ['p', 'r']],
  ["$.items[?(@.n nin ['p'])].n", ['q', 'r']],
  ['$.items[?(@.n =~ /[PQ]/i)].n', ['p', 'q']],
  ['$.items[?(@.tags empty true)].n', ['q']],
  ['$.items[?(@.tags size 2)].n', ['p']],
  ["$.items[?(@.tags contains 's')].n", ['p']],
  ["$.items[?(@.tags anyof ['s', 't'])].n", ['p']],
  ["$.items[?(@.tags subsetof ['s'])].n", ['q']],
  ["$.items[?(@.tags noneof ['t'])].n", ['p', 'q']],
  ['$.items[?(@.x == $.numbers[1])].n', ['p']],
  ['$.items[?(@.tags[?(@ == "s")])].n', ['p']],
  ['$.numbers[?(@ > 1)]', [3, 2]],
  ['$.[?(@.id)].id', ['o-1']],
  ['$.box[?(@.x > 8)].x', [9]],
  ['$.box[?(@.x > 9)]', []],
  ['$.items.length()', 3],
  ['$.box.length()', 2],
  ['$.numbers.min()', 1],
  ['$.numbers.max()', 3],
  ['$.numbers.sum()', 6],
  ['$.numbers.avg()', 2],
  ['$.numbers.first()', 3],
  ['$.numbers.last()', 2],
  ['$.numbers.index(1)', 1],
  ['$.numbers.append(4)', [3, 1, 2, 4]],
  ['$.box.keys()', ['x', 'one']],
  ['$..x.sum()', 22],
  ['$.items[*].tags.length()', [2, 0]],
  ['$.empty.length()', 0],
];

for (const [path, expected] of FOUND) {
  test(`path ${path}`, () => assert.deepEqual(evaluatePath(path, SCOPE), expected));
}

const MISSING: readonly [string, string][] = [
  ['$.x', "No results for path: $['x']"],
  ['$.no.such', "Missing property in path $['no']"],
  ['$.box.no', "No results for path: $['box']['no']"],
  ['$.box.no.such', "Missing property in path $['box']['no']"],
  ['$.items[9]', "No results for path: $['items'][9]"],
  ['$.items[9].x', "No results for path: $['items'][9]['x']"],
  ['$.text.x', "Property ['x'] not found in path $['text']"],
  ['$.text.length', "Property ['length'] not found in path $['text']"],
  ['$.items.length', "Property ['length'] not found in path $['items']"],
  ['$.text[0]', 'Filter: [0] can only be applied to arrays. Current context is: "abc"'],
  ['$.blank[0]', "The path $['blank'] is null"],
  ['$.box.toString', "No results for path: $['box']['toString']"],
  ['$.items[(@.length-0)]', "No results for path: $['items'][-0]"],
  ['$unknown.x', 'No results for path: $unknown.x'],
  ['$$.Task.Token', "Missing property in path $['Task']"],
  ['$.empty.max()', "The function max() has nothing to work on in path $['empty']"],
];

for (const [path, reason] of MISSING) {
  test(`missing path ${path}`, () => {
    assert.throws(
      () => evaluatePath(path, SCOPE),
      new EvaluationError('States.Runtime', `Invalid path '${path}' : ${reason}`),
    );
    assert.deepEqual(findPath(path, SCOPE), { found: false, reason });
  });
}

const WRONG: readonly [string, number, RegExp][] = [
  ['', 0, /starts with/],
  ['x', 0, /starts with/],
  ['$.', 1, /end with a dot/],
  ['$.a..', 3, /end with a dot/],
  ['$..', 1, /end with a dot/],
  ['$.a b', 4, /blanks/],
  ['$.a]', 3, /Expected "\." or "\["/],
  ['$[', 2, /the text ends/],
  ['$[abc]', 2, /quoted name, an index/],
  ["$['a", 2, /never closed/],
  ['$[0', 3, /Expected "\]"/],
  ['$.a[?(@.x ~ 1)]', 10, /Unknown operator/],
  ['$.a[?(1)]', 6, /only a value/],
  ['$.a[?(@.x == )]', 13, /Expected a path, text/],
  ['$.a[?(@.x =~ /(/)]', 13, /Not a valid pattern/],
  ['$.a[(@.length*2)]', 5, /only script/],
  ['$.a.foo()', 4, /Unknown function "foo"/],
  ['$.a.length().b', 12, /Expected "\." or "\["/],
];

for (const [path, offset, message] of WRONG) {
  test(`no path: ${path}`, () => {
    const parsed = parsePath(path);
    assert.ok(!parsed.ok);
    assert.equal(parsed.problem.offset, offset);
    assert.match(parsed.problem.message, message);
    assert.throws(() => evaluatePath(path, SCOPE), { error: 'States.Runtime' });
  });
}

test('a parsed path tells whether it leads to one value', () => {
  const definite = ['$', '$.a[0]', "$['a','b']", '$.a.length()', '$..a.length()'];
  const indefinite = ['$.a[*]', '$..a', '$.a[0,1]', '$.a[1:2]', '$.a[?(@.b)]', "$['a','b'].c", '$.a[*].b.length()'];
  for (const path of [...definite, ...indefinite]) {
    const parsed = parsePath(path);
    assert.ok(parsed.ok);
    assert.equal(parsed.value.definite, definite.includes(path), path);
  }
});

const NAMES = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_-]{0,5}$/).filter((name) => name !== 'length');
const JSON_VALUES = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;
const scopeOf = (input: JsonValue): Scope => ({ input, context: {}, variables: {} });

test('wildcards, descents and plain names agree with the bare library', () => {
  const step = fc.oneof(
    NAMES.map((name) => `.${name}`),
    fc.constantFrom('[*]', '..*'),
  );
  const steps = fc.tuple(fc.constantFrom('[*]', '..*'), fc.array(step, { maxLength: 3 }));
  fc.assert(
    fc.property(JSON_VALUES, steps, (input, [first, rest]) => {
      const path = `$${first}${rest.join('')}`;
      const bare =
        typeof input === 'object' && input !== null ? JSONPath({ path, json: input as object, eval: false }) : [];
      assert.deepEqual(evaluatePath(path, scopeOf(input)), bare);
    }),
  );
});

test('every value is found at its normalized path', () => {
  function visit(value: JsonValue, path: string, root: JsonValue): void {
    assert.equal(evaluatePath(path, scopeOf(root)), value);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      const quoted = key.replace(/['\\]/g, '\\$&');
      visit(child, Array.isArray(value) ? `${path}[${key}]` : `${path}['${quoted}']`, root);
    }
  }
  fc.assert(fc.property(JSON_VALUES, (input) => visit(input, '$', input)));
});

const PUT: readonly [JsonValue, string, JsonValue][] = [
  [{ a: 1 }, '$', 5],
  [{ a: 1 }, '$.b', { a: 1, b: 5 }],
  [{ a: 1, b: 2 }, '$.a', { a: 5, b: 2 }],
  [{}, '$.a.b.c', { a: { b: { c: 5 } } }],
  [{ a: { x: 1 } }, "$['a']['y']", { a: { x: 1, y: 5 } }],
  [{ list: [1, 2] }, '$.list[1]', { list: [1, 5] }],
  [{ list: [1, 2] }, '$.list[2]', { list: [1, 2, 5] }],
  [{}, '$.list[0].a', { list: [{ a: 5 }] }],
];

for (const [input, path, expected] of PUT) {
  test(`put at ${path}`, () => {
    const before = JSON.stringify(input);
    assert.deepEqual(setAtReferencePath(input, path, 5), expected);
    assert.equal(JSON.stringify(input), before);
  });
}

test('a name such as __proto__ is put as data', () => {
  const output = setAtReferencePath({}, '$.__proto__.polluted', 5);
  assert.equal(JSON.stringify(output), '{"__proto__":{"polluted":5}}');
  assert.equal(Object.hasOwn(Object.prototype, 'polluted'), false);
});

const CONFLICTS: readonly [JsonValue, string, string][] = [
  [{ a: 1 }, '$.a.b', 'Unable to apply step "b" to input {"a":1}'],
  [[1], '$.a', 'Unable to apply step "a" to input [1]'],
  [{ a: null }, '$.a.b', 'Unable to apply step "b" to input {"a":null}'],
  [{ a: [] }, '$.a[1]', 'Unable to apply step "1" to input {"a":[]}'],
  [{ a: {} }, '$.a[0]', 'Unable to apply step "0" to input {"a":{}}'],
];

for (const [input, path, cause] of CONFLICTS) {
  test(`conflict at ${path} of ${JSON.stringify(input)}`, () => {
    assert.throws(() => setAtReferencePath(input, path, 5), new EvaluationError('States.ReferencePathConflict', cause));
  });
}

test('a reference path that must lead somewhere conflicts where nothing is', () => {
  assert.deepEqual(getAtReferencePath('$.numbers', SCOPE), [3, 1, 2]);
  const scope = scopeOf({ discovery: {} });
  const conflict = new EvaluationError(
    'States.ReferencePathConflict',
    'Unable to apply step "objects" to input {"discovery":{}}',
  );
  assert.throws(() => getAtReferencePath('$.discovery.objects', scope), conflict);
});

test('only paths to one place are reference paths', () => {
  for (const path of ['$', '$.a', '$.a[0].b', "$['a b']", '$$.Execution.Id', '$v.a'])
    assert.ok(parseReferencePath(path).ok, path);
  for (const path of [
    '$.a[*]',
    '$..a',
    '$.a[0,1]',
    '$.a[1:2]',
    '$.a[-1]',
    '$.a[?(@.b)]',
    '$.a[(@.length-1)]',
    "$['a','b']",
    '$.a.length()',
  ]) {
    assert.ok(!parseReferencePath(path).ok, path);
  }
  const parsed = parseReferencePath('a.b');
  assert.deepEqual(parsed, { ok: false, problem: { offset: 0, message: "Reference path didn't start with '$'" } });
});

test('what is put at a reference path is found there, and nothing else changes', () => {
  const objects = fc.dictionary(NAMES, JSON_VALUES) as fc.Arbitrary<{ [name: string]: JsonValue }>;
  fc.assert(
    fc.property(objects, NAMES, NAMES, JSON_VALUES, (input, first, second, value) => {
      const { [first]: _old, ...others } = input;
      const output = setAtReferencePath({ ...others }, `$.${first}.${second}`, value);
      assert.deepEqual(evaluatePath(`$.${first}.${second}`, scopeOf(output)), value);
      assert.deepEqual(output, { ...others, [first]: { [second]: value } });
      assert.deepEqual(setAtReferencePath(output, `$.${first}.${second}`, value), output);
    }),
  );
});
