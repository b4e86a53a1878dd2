import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { EvaluationError } from '../shared/expressions/evaluationError';
import { jsonataCallProblems } from '../shared/expressions/expressionChecks';
import {
  evaluateJsonata,
  evaluateJsonataAs,
  evaluateJsonataTemplate,
  type JsonataBindings,
} from '../shared/expressions/jsonata';
import { compileJsonata } from '../shared/expressions/jsonataEngine';
import { isJsonataString, parseJsonata, unsupportedReferences } from '../shared/expressions/jsonataSyntax';
import type { Effects } from '../shared/expressions/scope';
import type { JsonValue } from '../shared/spec/json';
import { JSONATA_FUNCTIONS, jsonataArgumentCounts } from '../shared/spec/jsonataFunctions';

const EFFECTS: Effects = {
  now: () => new Date('2026-01-02T03:04:05.678Z'),
  random: () => 0.5,
  uuid: () => '11111111-1111-4111-8111-111111111111',
};
const INPUT = JSON.parse(
  '{"a":1,"list":[1,2,3],"one":[7],"people":[{"n":"x","age":3},{"n":"y","age":5}],"constructor":"own","o":{"__proto__":{"z":5}}}',
) as JsonValue;
const BINDINGS: JsonataBindings = {
  states: { input: INPUT, context: { Execution: { Id: 'arn:1' } }, result: { ok: true } },
  variables: { v: 5, list: ['p'] },
};

function run(expression: string, bindings = BINDINGS): Promise<JsonValue> {
  return evaluateJsonata(`{% ${expression} %}`, bindings, EFFECTS, 'Output');
}

const RESULTS: readonly [string, JsonValue][] = [
  ['$states.input', INPUT],
  ['$states.input.a + $v', 6],
  ['$states.context.Execution.Id', 'arn:1'],
  ['$states.result.ok', true],
  ['$list', ['p']],
  ['null', null],
  ['$states.input.people.n', ['x', 'y']],
  ['$states.input.people[age > 3].n', 'y'],
  ['$states.input.people[age > 3].n[]', ['y']],
  ['$states.input.one', [7]],
  ['$states.input.one[]', [7]],
  ['$v := 1', 1],
  ['($x := 2; $x * $v)', 10],
  ['[1..3]', [1, 2, 3]],
  ['{"b": 1, "a": $states.input.list}', { b: 1, a: [1, 2, 3] }],
  ['$range(0, 6, 2)', [0, 2, 4, 6]],
  ['$range(1, 9, 9)', 1],
  ['$range(1.9, 3.9, 1.5)', [1, 2, 3]],
  ['$partition([1, 2, 3, 4], 3)', [[1, 2, 3], [4]]],
  ['$partition($states.input.list, 2.9)', [[1, 2], [3]]],
  [
    '$map([1, 2], $partition([1, 2, 3], ?))',
    [
      [[1], [2], [3]],
      [[1, 2], [3]],
    ],
  ],
  ['$hash("input", "SHA-1")', '140f86aae51ab9e1cda9b4254fe98a74eb54c1a1'],
  ['$random(42)', 0.7275636800328681],
  ['$random()', 0.5],
  ['$uuid()', '11111111-1111-4111-8111-111111111111'],
  ['$parse("{\\"a\\":[1]}").a', [1]],
  ['$now()', '2026-01-02T03:04:05.678Z'],
  ['$now("[Y]/[M]", "+0100")', '2026/1'],
  ['$millis()', 1767323045678],
  ['$shuffle([1, 2, 3])', [1, 3, 2]],
  ['[3..1]', []],
  ['[$count([1..873782]), $length($pad("", 262144))]', [873782, 262144]],
  ['$pad("a", -3, "#")', '##a'],
  ['1 / 0', 'Infinity'],
  ['[-1 / 0]', ['-Infinity']],
  ['{"k": 1 / 0}', { k: 'Infinity' }],
  ['$match("ab", /a/)', { match: 'a', index: 0, groups: [] }],
  ['$states.input ~> |$|{"a": 2}, ["list", "one", "people", "o"]|', { a: 2, constructor: 'own' }],
  ['$states.input.constructor', 'own'],
  ['$states.input."constructor"', 'own'],
  ['$lookup($states.input, "constructor")', 'own'],
  ['$states.input.o.__proto__.z', 5],
  ['$exists({}.constructor)', false],
  ['$exists({}."\\u005f_proto__")', false],
  ['$exists($lookup({}, "toString"))', false],
  ['$exists($states.input.people.__proto__)', false],
];

for (const [expression, expected] of RESULTS) {
  test(`{% ${expression} %}`, async () => assert.deepEqual(await run(expression), expected));
}

const MEMORY =
  'threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage';

const FAILURES: readonly [string, string][] = [
  ['$states.input.missing', 'returned nothing (undefined).'],
  ['$', 'returned nothing (undefined).'],
  ['$$', 'returned nothing (undefined).'],
  ['phone', 'returned nothing (undefined).'],
  ['$states.errorOutput', 'returned nothing (undefined).'],
  ['function($x) { $x }', 'returned an unsupported result type.'],
  ['{"f": [$sum]}', 'returned an unsupported result type.'],
  ['/ab/', 'returned an unsupported result type.'],
  ['"x" + 1', 'threw an error during evaluation. T2001: The left side of the "+" operator must evaluate to a number'],
  [
    '$sum(["a"])',
    'threw an error during evaluation. T0412: Argument 1 of function "sum" must be an array of "numbers"',
  ],
  ['$eval("1 + 1")', 'threw an error during evaluation. T1006: Attempted to invoke a non-function'],
  ['$error("boom")', 'threw an error during evaluation. D3137: boom'],
  ['$parse("{")', 'threw an error during evaluation: The text is not JSON: {'],
  ['$range(1, 2, 0)', 'threw an error during evaluation: The step of a range must not be 0.'],
  [
    '$hash("a", "CRC")',
    'threw an error during evaluation: Unknown hash algorithm, expected one of MD5, SHA-1, SHA-256, SHA-384, SHA-512: CRC',
  ],
  [
    '[1.5..2]',
    'threw an error during evaluation. T2003: The left side of the range operator (..) must evaluate to an integer',
  ],
  ['$count([1..873783])', MEMORY],
  ['$pad("", -262145)', MEMORY],
  ['[1,', 'threw an error during evaluation: Expected "]" before end of expression'],
];

for (const [expression, what] of FAILURES) {
  test(`fails: {% ${expression} %}`, async () => {
    const cause = `The JSONata expression '${expression}' specified for the field 'Output' ${what}`;
    await assert.rejects(run(expression), new EvaluationError('States.QueryEvaluationError', cause));
  });
}

test('a template is evaluated in place, in written order', async () => {
  const template = {
    z: '{% $v %}',
    a: 1,
    nested: { list: ['{% $states.input.a %}', ' {% 1 %} ', '{% 1', null] },
    __proto__: 'x',
    'x.$': '$.a',
    c: '{% "c" %}',
  };
  const result = await evaluateJsonataTemplate(template, BINDINGS, EFFECTS, 'Output');
  assert.equal(
    JSON.stringify(result),
    JSON.stringify({ ...template, z: 5, nested: { list: [1, ' {% 1 %} ', '{% 1', null] }, c: 'c' }),
  );
});

const PLACES: readonly [JsonValue, string][] = [
  ['{% $no %}', 'Arguments'],
  [{ result: '{% $no %}' }, 'Arguments/result'],
  [{ a: { b: [0, '{% $no %}'] } }, 'Arguments/a/b[1]'],
  [[[{ c: '{% $no %}' }]], 'Arguments[0][0]/c'],
];

for (const [template, field] of PLACES) {
  test(`a cause names ${field}`, async () => {
    const cause = `The JSONata expression '$no' specified for the field '${field}' returned nothing (undefined).`;
    await assert.rejects(evaluateJsonataTemplate(template, BINDINGS, EFFECTS, 'Arguments'), { cause });
  });
}

test('a result of another kind than the field takes fails', async () => {
  assert.deepEqual(await evaluateJsonataAs('array', '{% [1] %}', BINDINGS, EFFECTS, 'Items'), [1]);
  const cause =
    "The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1";
  await assert.rejects(
    evaluateJsonataAs('array', '{% 1 %}', BINDINGS, EFFECTS, 'Items'),
    new EvaluationError('States.QueryEvaluationError', cause),
  );
});

test('results carry nothing but JSON', async () => {
  for (const expression of [
    '$states.input.people.n',
    '$states.input.list[]',
    '[1, 2][]',
    '$states.input.people{n: age}',
    '$range(1, 3, 1)',
  ]) {
    const result = await run(expression);
    assert.deepEqual(structuredClone(result), JSON.parse(JSON.stringify(result)), expression);
  }
});

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

test('nothing bound is changed, whatever an expression does with it', async () => {
  const bindings = frozen(structuredClone(BINDINGS));
  const expressions = [
    '$states.input.list[]',
    '$append($states.input.list, 4)',
    '$sort($states.input.list, function($l, $r) { $l < $r })',
    '$reverse($states.input.list)',
    '[$states.input.list, 1]',
    '$merge([$states.input, {"a": 2}])',
    '$shuffle($states.input.list)',
    '$states.input ~> |people|{"n": 1}|',
    '$states.input.people^(>age).n',
    '$distinct($states.input.list)',
    '$map($states.input.list, $string)[]',
  ];
  for (const expression of expressions) await run(expression, bindings);
  assert.deepEqual(bindings, BINDINGS);
});

test('no expression reaches the prototypes that all objects share', async () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  for (const expression of [
    '{}.__proto__.__defineGetter__("polluted", constructor)',
    '{}.(__proto__ ~> |$|{"polluted": 1}|)',
    '{"__proto__": {"polluted": 1}}',
    '$merge([{}, {"__proto__": {"polluted": 1}}])',
    '{} ~> |$|{"__proto__": {"polluted": 1}}|',
    '{}.constructor.constructor("return 1")()',
    '"".constructor.constructor("return 1")()',
    '$states.input.__proto__ ~> |$|{"polluted": 1}|',
  ]) {
    await run(expression).catch((error) => assert.ok(error instanceof EvaluationError, expression));
  }
  assert.deepEqual(Object.getOwnPropertyNames(Object.prototype), before);
});

test('JSON comes back from JSONata as it went in', async () => {
  const plain = (fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>).filter(
    (value) => !JSON.stringify(value).includes('__proto__'),
  );
  await fc.assert(
    fc.asyncProperty(plain, async (value) => {
      const variables = { text: JSON.stringify(value) };
      const bindings = { states: { input: value, context: {} }, variables };
      assert.deepEqual(await run('{"v": $states.input}', bindings), { v: value });
      assert.deepEqual(await run('{"v": $parse($text)}', bindings), { v: JSON.parse(variables.text) });
    }),
  );
});

test('partitions and ranges agree with plain loops', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer(), { minLength: 2 }), fc.integer({ min: 1, max: 5 }), async (items, size) => {
      const model: number[][] = [];
      for (let start = 0; start < items.length; start += size) model.push(items.slice(start, start + size));
      const bindings = { states: { input: { items, size }, context: {} }, variables: {} };
      assert.deepEqual(
        await run('$partition($states.input.items, $states.input.size)', bindings),
        model.length === 1 ? model[0] : model,
      );
    }),
  );
});

test('JSONata strings start with {% and end with %}', () => {
  for (const text of ['{% 1 %}', '{%1%}', '{%%}', '{%\n1\n%}']) assert.ok(isJsonataString(text), text);
  for (const text of [' {% 1 %}', '{% 1 %} ', '{% 1', '1 %}', '{%}', '']) assert.ok(!isJsonataString(text), text);
});

const WRONG: readonly [text: string, offset: number, length: number, message: string][] = [
  ['{% a[1,2) %}', 6, 1, 'Expected "]", got ","'],
  ['{%  "unterminated %}', 17, 0, 'String literal must be terminated by a matching quote'],
  ['{% 1 + %}', 6, 0, 'Unexpected end of expression'],
  ['{%%}', 2, 0, 'Unexpected end of expression'],
  ['{% {"a":} %}', 8, 1, 'The symbol "}" cannot be used as a unary operator'],
  ['{% a b %}', 5, 1, 'Syntax error: "b"'],
  ['{% one two %}', 7, 3, 'Syntax error: "two"'],
  [`{% ${'('.repeat(100_000)} %}`, 3, 0, 'This is nested too deeply.'],
  [`{% ${'-'.repeat(100_000)}1 %}`, 3, 0, 'This is nested too deeply.'],
];

for (const [text, offset, length, message] of WRONG) {
  test(`does not parse: ${text.slice(0, 30)}`, () => {
    const syntax = parseJsonata(text);
    assert.ok(!syntax.ok);
    const { problem } = syntax;
    assert.deepEqual([problem.offset, problem.length ?? 0, problem.message], [offset, length, message]);
  });
}

/** Under each reference that Step Functions refuses stands a line of carets. */
const REFERENCES: readonly [string, string, ...string[]][] = [
  ['{% phone %}', '   ^^^^^   ', "Reference to 'phone' at the top level is not supported."],
  [
    '{% $map(xs, function($x) { $x.n + b }) %}',
    '        ^^                        ^      ',
    "Reference to 'xs' at the top level is not supported.",
    "Reference to 'b' at the top level is not supported.",
  ],
  ['{% $.a %}', '   ^     ', "Reference to '$' at the top level is not supported."],
  ['{% $$.a %}', '   ^^     ', "Reference to '$$' is not supported."],
  ['{% $states.input[$$ = 1] %}', '                 ^^        ', "Reference to '$$' is not supported."],
  ['{% $states.errorOutput.Error %}', '           ^^^^^^^^^^^         ', "Field '$states.errorOutput' does not exist."],
  ['{% `a b` & "x" %}', '   ^^^^^         ', "Reference to 'a b' at the top level is not supported."],
  [
    '{% {"k": b, "l": [-c, d ? e : f]} %}',
    '         ^         ^  ^   ^   ^     ',
    ...['b', 'c', 'd', 'e', 'f'].map((name) => `Reference to '${name}' at the top level is not supported.`),
  ],
];

for (const [text, marks, ...messages] of REFERENCES) {
  test(`refused: ${text}`, () => {
    const found = unsupportedReferences(text, ['input', 'result', 'context']);
    const line = found.reduce(
      (shown, { offset, length }) => shown.slice(0, offset) + '^'.repeat(length) + shown.slice(offset + length),
      ' '.repeat(text.length),
    );
    assert.equal(line, marks);
    assert.deepEqual(
      found.map((reference) => reference.message),
      messages,
    );
  });
}

test('references to what exists are not refused', () => {
  for (const expression of [
    '$states.input.phone',
    '$states.input.list[a = 1 and $ > 2].b',
    '$states.input.people^(>age).n',
    '$states.input.people{n: age}',
    '$states.input.(a + b)',
    '$sum($states.input.list.$number())',
    '$v ~> |a|{"b": c}|',
    '$states.input.people@$p.n',
    '$states.input.people#$i[$i = 1]',
    '($f := function($n) { $n < 2 ? 1 : $n * $f($n - 1) }; $f(3))',
    '[1, 2][$ > 1]',
  ]) {
    assert.deepEqual(unsupportedReferences(`{% ${expression} %}`, ['input']), [], expression);
  }
});

const CALLS: readonly [string, readonly string[]][] = [
  ['$sum(1)', []],
  ['$map($v, $string)', []],
  ['$v ~> $map($string)', []],
  ['$random(1) + $random()', []],
  ['$zip([1], [2], [3])', []],
  ['($f := function($x) { $x }; $f(1, 2, 3))', []],
  ['$fetch(1)', ['Unknown function: $fetch']],
  ['$eval("1")', ['$eval does not exist in Step Functions: use $parse.']],
  ['$count()', ['$count takes 1 argument, but has 0.']],
  ['$partition([1])', ['$partition takes 2 arguments, but has 1.']],
  ['$replace("a", "b")', []],
  ['$replace("a")', ['$replace takes 2 to 4 arguments, but has 1.']],
];

for (const [expression, messages] of CALLS) {
  test(`calls in ${expression}`, () => {
    assert.deepEqual(
      jsonataCallProblems(`{% ${expression} %}`).map((problem) => problem.message),
      messages,
    );
  });
}

test('the table holds every function that expressions can call', async () => {
  for (const row of JSONATA_FUNCTIONS) {
    const compiled = compileJsonata(`$exists($${row.name})`);
    assert.ok(compiled.ok);
    assert.equal(await compiled.value({}), row.origin !== 'removed', row.name);
    const { least, most } = jsonataArgumentCounts(row.signature);
    assert.ok(least >= 0 && least <= most && most <= Infinity, row.name);
  }
});
