import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { EvaluationError } from '../shared/expressions/evaluationError';
import { INTRINSIC_BODIES } from '../shared/expressions/intrinsicBodies';
import { parseIntrinsic } from '../shared/expressions/intrinsicSyntax';
import { javaRandom } from '../shared/expressions/javaRandom';
import type { Effects, Scope } from '../shared/expressions/scope';
import { evaluateDynamicText } from '../shared/expressions/template';
import { INTRINSIC_FUNCTIONS } from '../shared/spec/intrinsicFunctions';
import type { JsonValue } from '../shared/spec/json';

const EFFECTS: Effects = {
  now: () => new Date(0),
  random: () => 0.5,
  uuid: () => '11111111-1111-4111-8111-111111111111',
};
const SCOPE: Scope = {
  input: {
    s: 'text',
    n: 3,
    items: [1, 2, 3, 3],
    objects: [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    o: { Arg1: 1, Arg2: [] },
    tpl: '{} and {}',
    json: '{"a":[1]}',
    nothing: null,
    long: 'x'.repeat(10_001),
    edge: 'x'.repeat(10_000),
  },
  context: { Execution: { Id: 'arn:1' } },
  variables: { v: 7 },
};

function run(text: string, scope = SCOPE): JsonValue {
  return evaluateDynamicText(text, 'value.$', scope, EFFECTS);
}

const RESULTS: readonly [string, JsonValue][] = [
  ['States.Array()', []],
  ["States.Array(1, 'a', true, null, $.s, $$.Execution.Id, $v)", [1, 'a', true, null, 'text', 'arn:1', 7]],
  ['States.Array($.items[*])', [[1, 2, 3, 3]]],
  ['States.ArrayPartition($.items, 3)', [[1, 2, 3], [3]]],
  [
    'States.ArrayPartition($.items, 1.5)',
    [
      [1, 2],
      [3, 3],
    ],
  ],
  ['States.ArrayContains($.items, 2)', true],
  ["States.ArrayContains($.items, '2')", false],
  ['States.ArrayContains($.objects, $.objects[1])', true],
  ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
  ['States.ArrayRange(1, 9, 9)', [1]],
  ['States.ArrayRange(3, 1, -1)', [3, 2, 1]],
  ['States.ArrayRange(3, 1, 1)', []],
  ['States.ArrayGetItem($.items, 1)', 2],
  ['States.ArrayLength($.items)', 4],
  ['States.ArrayUnique($.items)', [1, 2, 3]],
  ['States.ArrayUnique($.objects)', [{ a: 1, b: 2 }]],
  ["States.Base64Encode('Data to encode')", 'RGF0YSB0byBlbmNvZGU='],
  ["States.Base64Decode('RGF0YSB0byBlbmNvZGU=')", 'Data to encode'],
  ["States.Hash('input', 'SHA-1')", '140f86aae51ab9e1cda9b4254fe98a74eb54c1a1'],
  ["States.Hash('', 'MD5')", 'd41d8cd98f00b204e9800998ecf8427e'],
  ["States.ArrayLength(States.Array(States.Hash($.edge, 'SHA-512')))", 1],
  ['States.JsonMerge($.o, $.objects[0], false)', { Arg1: 1, Arg2: [], a: 1, b: 2 }],
  ['States.StringToJson($.json)', { a: [1] }],
  ["States.StringToJson('')", null],
  ["States.StringToJson(' ')", null],
  ['States.JsonToString($.o)', '{"Arg1":1,"Arg2":[]}'],
  ['States.MathRandom(1, 9)', 5],
  ['States.MathAdd(1, 2)', 3],
  ['States.MathAdd(-1.5, 0)', -1],
  ['States.MathAdd(-2.5, 0)', -2],
  ['States.MathAdd(1.5, 1.51)', 4],
  ['States.MathAdd(-0.5, 0.5)', 1],
  ["States.StringSplit('a,b;c', ',;')", ['a', 'b', 'c']],
  ["States.StringSplit(',,,,', ',')", []],
  ["States.StringSplit('a b', ',')", ['a b']],
  ["States.StringSplit('', ',')", []],
  ['States.UUID()', '11111111-1111-4111-8111-111111111111'],
  ["States.Format('a {} b {}', $.s, 1.5)", 'a text b 1.5'],
  ["States.Format('{}', $.o)", '{Arg1=1, Arg2=[]}'],
  ["States.Format('{}', $.nothing)", 'null'],
  ["States.Format('{}{}', $.items, true)", '[1, 2, 3, 3]true'],
  ["States.Format($.tpl, 'x', 'y')", 'x and y'],
  ["States.Format('it\\'s \\{{}\\} \\\\', 1)", "it's {1} \\"],
  ["States.Format('none')", 'none'],
  ["  States.Format( 'a{}' ,States.ArrayLength( $.items ) ) ", 'a4'],
  ["States.Array('a, b) c', $['s'])", ['a, b) c', 'text']],
  ['States.Array($.items[?(@ > 2)])', [[3, 3]]],
];

for (const [text, expected] of RESULTS) test(text, () => assert.deepEqual(run(text), expected));

const FAILURES: readonly [string, RegExp][] = [
  ['States.ArrayPartition($.items, 0)', /must be a whole number above 0/],
  ['States.ArrayRange(1, 2, 0)', /must not be 0/],
  ['States.ArrayGetItem($.items, 4)', /no index 4/],
  ['States.ArrayGetItem($.items, -1)', /no index -1/],
  ['States.ArrayLength($.s)', /must be of type array, but is of type string/],
  ["States.MathAdd('1', 2)", /must be of type number, but is of type string/],
  ['States.Base64Encode($.long)', /longer than 10000/],
  ["States.Base64Decode('***')", /not Base64/],
  ["States.Hash($.s, 'SHA-3')", /Unknown hash algorithm/],
  ["States.Hash($.long, 'MD5')", /longer than 10000/],
  ['States.JsonMerge($.o, $.o, true)', /Only false/],
  ["States.StringToJson('{')", /not JSON/],
  ['States.MathRandom(3, 3)', /start must be below/],
  ["States.Format('{}')", /has 1 \{\}, but 0 values/],
  ["States.Format('{}', 1, 2)", /has 1 \{\}, but 2 values/],
  ["States.Format('{', 1)", /needs a backslash/],
];

for (const [text, cause] of FAILURES) {
  test(`fails: ${text}`, () => {
    assert.throws(
      () => run(text),
      (error) => {
        assert.ok(error instanceof EvaluationError);
        assert.equal(error.error, 'States.Runtime');
        assert.ok(error.cause.startsWith(`The function '${text}' had the following error: `), error.cause);
        assert.match(error.cause, cause);
        return true;
      },
    );
  });
}

test('a range has 1000 numbers at most', () => {
  assert.equal((run('States.ArrayRange(1, 1000, 1)') as JsonValue[]).length, 1000);
  assert.throws(() => run('States.ArrayRange(1, 1001, 1)'), { error: 'States.Runtime' });
});

test('a path in an argument that finds nothing names the call and what was searched', () => {
  const scope: Scope = { input: { a: 1 }, inputText: '{ "a": 1 }', context: {}, variables: {} };
  const cause =
    "The function 'States.Array($.b)' had the following error: The JsonPath argument for the field '$.b' could not be found in the input '{ \"a\": 1 }'";
  assert.throws(
    () => run("States.Format('{}', States.Array($.b))", scope),
    new EvaluationError('States.Runtime', cause),
  );
});

const WRONG: readonly [string, number, RegExp][] = [
  ['', 0, /Expected the name/],
  ['States.Nope()', 0, /Unknown intrinsic function: States\.Nope/],
  ['States.format()', 0, /Unknown intrinsic function: States\.format/],
  ['States.UUID', 11, /Expected "\("/],
  ['States.UUID(', 12, /but the text ends/],
  ['States.UUID(1)', 0, /takes 0 arguments, but has 1/],
  ['States.MathRandom(1)', 0, /takes 2 to 3 arguments, but has 1/],
  ['States.Format()', 0, /takes at least 1 argument, but has 0/],
  ["States.Array('a)", 13, /never closed/],
  ["States.Array('a\\n')", 15, /backslash/],
  ['States.Array("a")', 13, /single quotes/],
  ['States.Array($.a b)', 17, /Expected "\)"/],
  ['States.Array(1,)', 15, /Expected a text in single quotes/],
  ['States.UUID() x', 14, /Nothing may follow/],
];

for (const [text, offset, message] of WRONG) {
  test(`no call: ${text}`, () => {
    const parsed = parseIntrinsic(text);
    assert.ok(!parsed.ok);
    assert.equal(parsed.problem.offset, offset);
    assert.match(parsed.problem.message, message);
  });
}

test('calls may be nested ten deep', () => {
  const nested = (levels: number): string => `${'States.Array('.repeat(levels)}1${')'.repeat(levels)}`;
  assert.deepEqual(run(nested(10)), [[[[[[[[[[1]]]]]]]]]]);
  const parsed = parseIntrinsic(nested(11));
  assert.ok(!parsed.ok);
  assert.equal(parsed.problem.offset, 130);
  assert.match(parsed.problem.message, /nested 10 deep/);
});

test('every function of the table has a body, and its example parses', () => {
  assert.deepEqual(
    INTRINSIC_FUNCTIONS.map((row) => row.name)
      .filter((name) => name !== 'States.Format')
      .sort(),
    Object.keys(INTRINSIC_BODIES).sort(),
  );
  for (const row of INTRINSIC_FUNCTIONS) assert.deepEqual(parseIntrinsic(row.example).ok, true, row.example);
});

test('a seed draws what java.util.Random draws', () => {
  assert.equal(javaRandom(42).nextDouble(), 0.7275636800328681);
  assert.equal(javaRandom(42).nextInt(10), 0);
  assert.equal(javaRandom(42).nextInt(16), 11);
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.integer({ min: 1 }), (seed, bound) => {
      const drawn = javaRandom(seed).nextInt(bound);
      assert.ok(Number.isInteger(drawn) && drawn >= 0 && drawn < bound);
      assert.equal(javaRandom(seed).nextInt(bound), drawn);
    }),
  );
});

const scopeOf = (input: JsonValue): Scope => ({ input, context: {}, variables: {} });

test('partitions join to the array and have the size asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (items, size) => {
      const pieces = run('States.ArrayPartition($.items, $.size)', scopeOf({ items, size })) as number[][];
      assert.deepEqual(pieces.flat(), items);
      assert.ok(
        pieces.every((piece, index) =>
          index < pieces.length - 1 ? piece.length === size : piece.length <= size && piece.length > 0,
        ),
      );
    }),
  );
});

test('splitting is splitting at each splitter without the empty pieces', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', ',', ';', ' ') });
  fc.assert(
    fc.property(letters, fc.constantFrom(',', ',;', ' ,', ''), (text, splitters) => {
      const model = [...splitters].reduce(
        (pieces, splitter) => pieces.flatMap((piece) => piece.split(splitter)),
        [text],
      );
      assert.deepEqual(
        run('States.StringSplit($.text, $.splitters)', scopeOf({ text, splitters })),
        model.filter((piece) => piece !== ''),
      );
    }),
  );
});

test('formatting is joining the pieces of the template with the values', () => {
  const piece = fc.string().map((text) => text.replace(/[{}\\]/g, ''));
  fc.assert(
    fc.property(fc.array(piece, { minLength: 3, maxLength: 3 }), fc.string(), fc.integer(), (pieces, text, number) => {
      const formatted = run(
        'States.Format($.template, $.text, $.number)',
        scopeOf({ template: pieces.join('{}'), text, number }),
      );
      assert.equal(formatted, `${pieces[0]}${text}${pieces[1]}${number}${pieces[2]}`);
    }),
  );
});

test('text survives Base64, JSON and the quotes of a call', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const quoted = `'${text.replace(/['\\{}]/g, '\\$&')}'`;
      assert.deepEqual(run(`States.Array(${quoted})`), [text]);
      assert.equal(run('States.Base64Decode(States.Base64Encode($.text))', scopeOf({ text })), text);
      assert.equal(run('States.StringToJson(States.JsonToString($.text))', scopeOf({ text })), text);
    }),
  );
});
