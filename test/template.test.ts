import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { EvaluationError } from '../shared/expressions/evaluationError';
import { checkDynamicText, pathUses } from '../shared/expressions/expressionChecks';
import { hashMapOrder, javaHashCode } from '../shared/expressions/javaHashMap';
import type { Effects, Scope } from '../shared/expressions/scope';
import { evaluateTemplate } from '../shared/expressions/template';
import type { JsonValue } from '../shared/spec/json';

const EFFECTS: Effects = { now: () => new Date(0), random: () => 0, uuid: () => 'u' };
const SCOPE: Scope = {
  input: { id: 7, list: [1, 2], nested: { a: 'b' } },
  context: { Execution: { Name: 'run' } },
  variables: { name: 'v' },
};

function run(template: JsonValue, scope = SCOPE): JsonValue {
  return evaluateTemplate(template, scope, EFFECTS);
}

const CASES: readonly [string, JsonValue, string][] = [
  ['literals stay', { a: 1, b: [null, 'x', { c: '$.id' }] }, '{"a":1,"b":[null,"x",{"c":"$.id"}]}'],
  ['a path', { 'id.$': '$.id' }, '{"id":7}'],
  ['context and variable', { 'a.$': '$$.Execution.Name', 'b.$': '$name' }, '{"a":"run","b":"v"}'],
  ['an intrinsic function', { 'a.$': "States.Format('{}-{}', $.id, $name)" }, '{"a":"7-v"}'],
  ['deep inside arrays and objects', [{ x: [{ 'y.$': '$.list[1]' }] }], '[{"x":[{"y":2}]}]'],
  ['many values', { 'all.$': '$.list[*]', 'none.$': '$.missing[*]' }, '{"all":[1,2],"none":[]}'],
  ['a template that is no object', '$.id', '"$.id"'],
  [
    'static members come first',
    { 'b.$': '$.id', s: 1, 'a.$': '$.id', t: { 'u.$': '$.id' } },
    '{"s":1,"t":{"u":7},"a":7,"b":7}',
  ],
  ['a dynamic member wins over a static one of its name', { id: 1, 'id.$': '$.id' }, '{"id":7}'],
  ['two dollars leave one', { 'a.$.$': '$.id' }, '{"a.$":7}'],
  ['inherited names are names', { '__proto__.$': '$.id', 'constructor.$': '$.id' }, '{"__proto__":7,"constructor":7}'],
];

for (const [name, template, expected] of CASES) {
  test(`template: ${name}`, () => assert.equal(JSON.stringify(run(template)), expected));
}

const ORDERS: readonly [string, string][] = [
  ['i,v', 'v,i'],
  ['Bucket,Key,Body', 'Bucket,Body,Key'],
  ['TaskToken,arg1,arg2', 'arg2,arg1,TaskToken'],
  [
    'ApiEndpoint,Method,Headers,QueryParameters,RequestBody,Transform',
    'Headers,ApiEndpoint,Method,QueryParameters,Transform,RequestBody',
  ],
  [
    'original_input,iteration_input_value,iteration_index,from_input_constant',
    'iteration_input_value,from_input_constant,iteration_index,original_input',
  ],
  [
    'ApiEndpoint,Method,Path,Stage,RequestBody,QueryParameters,AllowNullValues',
    'Path,AllowNullValues,Stage,ApiEndpoint,Method,QueryParameters,RequestBody',
  ],
  [
    'array,partition,contains,range,unique,encoded,json,decoded,hash,merge,nested,serialized,split,execution,machine,state',
    'execution,range,nested,contains,partition,split,array,machine,unique,merge,json,decoded,state,hash,encoded,serialized',
  ],
];

for (const [declared, emitted] of ORDERS) {
  test(`dynamic keys ${declared}`, () => {
    const names = declared.split(',');
    const expected = emitted.split(',');
    const template = Object.fromEntries(names.map((name) => [`${name}.$`, '$.id']));
    assert.deepEqual(Object.keys(run(template) as object), expected);
    assert.deepEqual(hashMapOrder(names), expected);
  });
}

test('a whole HTTP Task in the order of the recording', () => {
  const template = {
    'ApiEndpoint.$': '$.id',
    'Method.$': '$.id',
    'Headers.$': '$.id',
    'QueryParameters.$': '$.id',
    'RequestBody.$': '$.id',
    'Transform.$': '$.id',
    Authentication: { 'ConnectionArn.$': '$.id' },
  };
  assert.equal(
    Object.keys(run(template) as object).join(),
    'Authentication,Headers,ApiEndpoint,Method,QueryParameters,Transform,RequestBody',
  );
});

const FAILURES: readonly [string, JsonValue, string][] = [
  [
    'nothing found',
    { 'value.$': '$.x' },
    `The JSONPath '$.x' specified for the field 'value.$' could not be found in the input '{"id":7,"list":[1,2],"nested":{"a":"b"}}'`,
  ],
  [
    'nothing found in the context',
    { a: [{ 'token.$': '$$.Task.Token' }] },
    `The JSONPath '$$.Task.Token' specified for the field 'token.$' could not be found in the input '{"Execution":{"Name":"run"}}'`,
  ],
  [
    'no text',
    { 'value.$': 5 },
    "The value for the field 'value.$' must be a valid JSONPath or a valid intrinsic function call",
  ],
  [
    'no path',
    { 'value.$': '$.' },
    "The value for the field 'value.$' must be a valid JSONPath or a valid intrinsic function call: A path must not end with a dot.",
  ],
  [
    'no call',
    { 'value.$': 'id' },
    "The value for the field 'value.$' must be a valid JSONPath or a valid intrinsic function call: Unknown intrinsic function: id",
  ],
];

for (const [name, template, cause] of FAILURES) {
  test(`template fails: ${name}`, () =>
    assert.throws(() => run(template), new EvaluationError('States.Runtime', cause)));
}

test('a cause quotes the input as it was written', () => {
  const scope = { ...SCOPE, inputText: '{ "id": 7.0 }' };
  assert.throws(() => run({ 'a.$': '$.x' }, scope), { cause: /in the input '\{ "id": 7\.0 \}'$/ });
});

const JSON_VALUES = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;

test('a template without dynamic members is itself', () => {
  const isStatic = (value: JsonValue): boolean => !/\.\$":/.test(JSON.stringify(value));
  fc.assert(
    fc.property(JSON_VALUES.filter(isStatic), (template) =>
      assert.equal(JSON.stringify(run(template)), JSON.stringify(template)),
    ),
  );
});

test('a dynamic member reads what the input holds', () => {
  fc.assert(
    fc.property(JSON_VALUES, fc.stringMatching(/^[a-z]{1,6}$/), (input, name) => {
      assert.deepEqual(run({ [`${name}.$`]: '$' }, { ...SCOPE, input }), { [name]: input });
    }),
  );
});

/** A HashMap of Java in the plainest form: chains in a table that doubles when it is more than three quarters full. */
function naiveHashMapOrder(names: readonly string[]): string[] {
  let table: string[][] = Array.from({ length: 16 }, () => []);
  const put = (name: string): void => {
    const hash = javaHashCode(name);
    const bucket = table[(hash ^ (hash >>> 16)) & (table.length - 1)];
    if (!bucket?.includes(name)) bucket?.push(name);
  };
  for (const name of names) {
    put(name);
    const held = table.flat();
    if (held.length <= table.length * 0.75) continue;
    table = Array.from({ length: table.length * 2 }, () => []);
    held.forEach(put);
  }
  return table.flat();
}

test('the order is that of a map which is filled name by name', () => {
  const names = fc.array(fc.string({ maxLength: 8 }), { maxLength: 60 });
  fc.assert(fc.property(names, (list) => assert.deepEqual(hashMapOrder(list), naiveHashMapOrder(list))));
});

test('the table doubles at the 13th and the 25th name', () => {
  const hashes = [
    ['', 0],
    ['a', 97],
    ['hello', 99162322],
    ['polygenelubricants', -2147483648],
  ] as const;
  for (const [text, hash] of hashes) assert.equal(javaHashCode(text), hash);
  const names = (count: number): string[] =>
    Array.from({ length: count }, (_, index) => String.fromCharCode(64 + index + 1));
  // The codes of A to Z run on, so the first letter in a table of n places is the one whose code is a multiple of n.
  assert.equal(hashMapOrder(names(24))[0], 'A');
  assert.equal(hashMapOrder(['Q', 'P', ...names(10)])[0], 'P');
  assert.equal(hashMapOrder(['Q', 'P', ...names(11)])[0], 'A');
});

test('texts of dynamic members can be checked without running them', () => {
  assert.equal(checkDynamicText('$.a[*]'), undefined);
  assert.equal(checkDynamicText("States.Format('{}', $.a)"), undefined);
  assert.deepEqual(checkDynamicText('$.a['), {
    offset: 4,
    message: 'Expected a quoted name, an index, "*" or "?" but the text ends.',
  });
  assert.deepEqual(checkDynamicText('{% 1 %}'), {
    offset: 0,
    message: 'Expected the name of an intrinsic function but found "{".',
  });
  const uses = pathUses('States.Array($.a, States.MathAdd($v, 1), $$.b)');
  assert.deepEqual(
    uses.map((use) => [use.path.text, use.offset]),
    [
      ['$.a', 13],
      ['$v', 33],
      ['$$.b', 41],
    ],
  );
  assert.deepEqual(
    pathUses('$.a').map((use) => use.path.text),
    ['$.a'],
  );
  assert.deepEqual(pathUses('nothing'), []);
});
