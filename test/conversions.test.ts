import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { convertState } from '../server/refactorings/convertLanguage';
import { convertMachine } from '../server/refactorings/convertMachine';
import type { Refactoring } from '../server/refactorings/refactoring';
import { type Format, parseDocument } from '../shared/document/document';
import { toValue } from '../shared/document/json';
import { singleStateOf, stateMachineOf } from '../shared/document/stateMachine';
import type { StateRun } from '../shared/executor/stateRun';
import type { Fix } from '../shared/spec/diagnostic';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { httpTask, runHere } from './support/runHere';

// A state that was converted to the other query language does the same: both are run, with the real executor.

interface Converted {
  readonly state: JsonObject;
  readonly title: string;
}

/** The state in the other language, as the editor would write it; the sentence where that is not offered. */
function converted(state: JsonObject): Converted | string {
  const document = parseDocument(JSON.stringify(state, undefined, 2));
  const view = singleStateOf(document) ?? assert.fail('no state');
  const [refactoring] = convertState(document, view);
  if (refactoring === undefined) return 'not offered';
  if (refactoring.disabled !== undefined) return refactoring.disabled;
  return { state: JSON.parse(applied(document.text, refactoring.edits)), title: refactoring.title };
}

function mustConvert(state: JsonObject): Converted {
  const other = converted(state);
  if (typeof other === 'string') throw new Error(other);
  return other;
}

function applied(text: string, edits: Fix['edits']): string {
  const backwards = edits.toSorted((left, right) => right.span.start - left.span.start);
  return backwards.reduce((done, { span, text: put }) => done.slice(0, span.start) + put + done.slice(span.end), text);
}

/** What can be seen of a run from outside. */
function seen({ stateType, status, output, nextState, variables, stages, error, cause }: StateRun) {
  const isTask = stateType === 'Task';
  const arguments_ = stages.find(({ name }) => isTask && (name === 'afterParameters' || name === 'afterArguments'));
  const selected = stages.find(({ name }) => name === 'afterItemSelector');
  return {
    status,
    nextState,
    output: output?.value,
    variables,
    arguments: arguments_?.data.value,
    selected: selected?.data.value,
    error: status === 'FAILED' ? undefined : error,
    cause: status === 'FAILED' ? cause : undefined,
  };
}

const VARIABLES = { limit: 10, order: { id: 'o-1', tags: ['a'] } };

async function run(state: JsonObject, input: JsonValue, mock?: JsonValue): Promise<StateRun> {
  return runHere(state, {
    input,
    now: () => 1_700_000_000_000,
    request: {
      variables: JSON.stringify(VARIABLES),
      ...(mock === undefined ? {} : { mock: { result: JSON.stringify(mock) } }),
    },
  });
}

const names = fc.constantFrom('a', 'b', 'in', 'with space', 'constructor');
const inputs = fc.dictionary(
  names,
  fc.letrec<{ value: JsonValue }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<JsonValue>(0, 1, -3, 2.5, true, false, null, '', 'x', 'log-1.txt', 'a'),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(names, tie('value'), { maxKeys: 4 }) as fc.Arbitrary<JsonValue>,
    ),
  })).value,
  { maxKeys: 5 },
) as fc.Arbitrary<JsonObject>;

const steps = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: names.map((name) => `['${name}']`) },
    { weight: 1, arbitrary: fc.constantFrom('[0]', '[1]', '[-1]') },
  ),
  { maxLength: 3 },
);
const paths = fc
  .tuple(fc.constantFrom('$', '$', '$', '$', '$order', '$$.Execution.Input'), steps)
  .map(([root, way]) => root + way.join(''));
const referencePaths = fc
  .array(names, { minLength: 1, maxLength: 3 })
  .map((way) => `$${way.map((name) => `['${name}']`).join('')}`);

const calls = paths.chain((path) =>
  fc.constantFrom(
    `States.Array(${path}, 'x', ${path})`,
    `States.ArrayLength(${path})`,
    `States.ArrayGetItem(${path}, 0)`,
    `States.ArrayContains(${path}, 1)`,
    `States.JsonMerge(${path}, $order, false)`,
    'States.UUID()',
    "States.Format('{}-\\{{}\\}', 'it\\'s', 3)",
    "States.Base64Encode('plain')",
    'States.MathAdd(1, 2)',
  ),
);

const templates = fc.letrec<{ template: JsonValue }>((tie) => ({
  template: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<JsonValue>('text', 'it is "quoted"', 1, null, [], {}, ['a', [1]]),
    fc
      .array(
        fc.tuple(names, fc.oneof(fc.record({ path: fc.oneof(paths, calls) }), fc.record({ value: tie('template') }))),
        { maxLength: 3 },
      )
      .map((members) =>
        Object.fromEntries(
          members
            .filter(([name], index) => members.findIndex(([other]) => other === name) === index)
            .map(([name, made]) => ('path' in made ? [`${name}.$`, made.path] : [name, made.value])),
        ),
      ) as fc.Arbitrary<JsonValue>,
    fc.array(tie('template'), { maxLength: 2 }),
  ),
})).template;
const objectTemplates = templates.filter(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
) as fc.Arbitrary<JsonObject>;

/** A state with some of its optional fields. */
function stateOf(fixed: JsonObject, optional: Record<string, fc.Arbitrary<JsonValue>>): fc.Arbitrary<JsonObject> {
  return fc.record(optional, { requiredKeys: [] }).map((more) => ({ ...fixed, ...more }) as JsonObject);
}

const inputPaths = fc.oneof(paths, fc.constantFrom(null, '$'));
const resultPaths = fc.oneof(referencePaths, fc.constantFrom(null, '$'));

const comparisons = fc.oneof(
  fc
    .tuple(
      paths,
      fc.constantFrom<[string, JsonValue]>(
        ['IsPresent', true],
        ['IsPresent', false],
        ['IsNull', true],
        ['IsNumeric', false],
        ['IsString', true],
        ['IsBoolean', true],
        ['StringEquals', 'x'],
        ['StringLessThan', 'm'],
        ['StringMatches', 'log-*.txt'],
        ['StringMatches', '*'],
        ['NumericEquals', 1],
        ['NumericGreaterThanEquals', 0],
        ['BooleanEquals', true],
      ),
    )
    .map(([Variable, [name, operand]]) => ({ Variable, [name]: operand })),
  fc
    .tuple(
      paths,
      paths,
      fc.constantFrom('StringEqualsPath', 'NumericLessThanPath', 'BooleanEqualsPath', 'StringGreaterThanPath'),
    )
    .map(([Variable, other, name]) => ({ Variable, [name]: other })),
);
const rules = fc.letrec<{ rule: JsonObject }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small' },
    comparisons as fc.Arbitrary<JsonObject>,
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((And): JsonObject => ({ And })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((Or): JsonObject => ({ Or })),
    tie('rule').map((Not): JsonObject => ({ Not })),
  ),
})).rule;

const KINDS: Readonly<
  Record<
    string,
    { readonly states: fc.Arbitrary<JsonObject>; readonly mock?: JsonValue; readonly given?: fc.Arbitrary<JsonObject> }
  >
> = {
  Pass: {
    states: stateOf(
      { Type: 'Pass', Next: 'Later' },
      {
        InputPath: inputPaths,
        Parameters: objectTemplates,
        ResultPath: resultPaths,
        OutputPath: inputPaths,
        Assign: objectTemplates,
      },
    ),
  },
  'Pass with Result': {
    states: stateOf(
      { Type: 'Pass', End: true, Result: { a: [1], b: { a: null } } },
      { ResultPath: resultPaths, OutputPath: inputPaths },
    ),
  },
  Task: {
    mock: { a: { b: [1, { a: 2 }] }, b: 'text' },
    states: stateOf(
      { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true },
      {
        InputPath: inputPaths,
        Parameters: objectTemplates,
        ResultSelector: objectTemplates,
        ResultPath: resultPaths,
        OutputPath: inputPaths,
        Assign: objectTemplates,
        TimeoutSecondsPath: referencePaths,
      },
    ),
  },
  Map: {
    mock: [1, 2],
    // Two runs were mocked, so that there are two items.
    given: fc
      .tuple(inputs, inputs, inputs)
      .map(([input, first, second]) => ({ ...input, a: [first, second], b: [1, second] })),
    states: stateOf(
      { Type: 'Map', End: true, ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } } },
      {
        InputPath: inputPaths,
        ItemsPath: fc.constantFrom('$.a', '$.b', '$order.tags'),
        ItemSelector: objectTemplates,
        ResultPath: resultPaths,
      },
    ),
  },
  Parallel: {
    mock: [{ a: 1 }],
    states: stateOf(
      { Type: 'Parallel', End: true, Branches: [{ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } }] },
      { Parameters: objectTemplates, ResultSelector: fc.constant({ 'first.$': '$[0]' }), ResultPath: resultPaths },
    ),
  },
  Wait: {
    states: stateOf(
      { Type: 'Wait', Next: 'Later' },
      { SecondsPath: referencePaths, InputPath: inputPaths, OutputPath: inputPaths },
    ),
  },
  Succeed: { states: stateOf({ Type: 'Succeed' }, { InputPath: inputPaths, OutputPath: inputPaths }) },
  Fail: { states: stateOf({ Type: 'Fail' }, { ErrorPath: paths, CausePath: paths }) },
  Choice: {
    states: fc
      .tuple(
        fc.array(rules, { minLength: 1, maxLength: 3 }),
        stateOf({}, { InputPath: inputPaths, OutputPath: inputPaths, Assign: objectTemplates }),
        objectTemplates,
      )
      .map(([list, more, Assign]) => ({
        Type: 'Choice',
        Choices: list.map((rule, index) => ({ ...rule, Next: `N${index}`, ...(index === 0 ? { Assign } : {}) })),
        Default: 'Other',
        ...more,
      })),
  },
};

/** AWS's TestState refuses these with a mock or without a name; both languages alike. */
async function outcome(state: JsonObject, input: JsonValue, mock?: JsonValue) {
  return run(state, input, mock).then(seen, (refused: Error) => ({ refused: refused.message }));
}

describe('a state converted to JSONata', () => {
  for (const [kind, { states, mock, given = inputs }] of Object.entries(KINDS)) {
    it(`does the same: ${kind}`, async () => {
      let compared = 0;
      const property = fc.asyncProperty(states, given, async (state, input) => {
        const other = converted(state);
        if (typeof other === 'string') return;
        const before = await outcome(state, input, mock);
        const now = await outcome(other.state, input, mock);
        if ('refused' in before || before.status === 'FAILED') return;
        compared++;
        assert.deepEqual(now, before, JSON.stringify({ state, other: other.state, input }, undefined, 1));
      });
      await fc.assert(property, { numRuns: 300 });
      assert.ok(kind === 'Fail' ? compared === 0 : compared > 0, `${compared} compared`);
    });

    it(`fails where a path leads nowhere: ${kind}`, async () => {
      const property = fc.asyncProperty(states, inputs.filter(isListFree), async (state, input) => {
        const other = converted(state);
        if (typeof other === 'string' || /\[-?\d\]/.test(JSON.stringify(state))) return;
        const before = await outcome(state, input, mock);
        if ('refused' in before || !isMissing(before.cause)) return;
        const now = await outcome(other.state, input, mock);
        const isFailed = 'status' in now && now.status === 'FAILED';
        assert.ok(isFailed, JSON.stringify({ state, other: other.state, input, now }, undefined, 1));
      });
      await fc.assert(property, { numRuns: 300 });
    });
  }
});

/** Sentences about paths that lead nowhere, not about a value of the wrong kind. */
function isMissing(cause: string | undefined): boolean {
  return cause !== undefined && /could not be found|^Invalid path/.test(cause);
}

/** JSONata looks into lists by itself, JSONPath does not. */
function isListFree(value: JsonValue): boolean {
  if (Array.isArray(value)) return false;
  return typeof value !== 'object' || value === null || Object.values(value).every(isListFree);
}

/** Templates, inputs, and what the converted state depends on. */
const FUNCTIONS: readonly (readonly [
  call: string,
  inputs: readonly JsonValue[],
  expression: JsonValue,
  provided?: string,
])[] = [
  ['States.UUID()', [{}], '{% $uuid() %}'],
  [
    "States.Format('{}/{}', $.a, $$.Execution.Id)",
    [{ a: 'x' }, { a: 3 }, { a: true }, { a: null }, {}],
    '{% ($exists($states.input.a) ? $states.input.a : $error("Nothing stands at $.a")) & "/" & $states.context.Execution.Id %}',
    'States.Format gets texts and numbers',
  ],
  ["States.Format('a \\{{}\\}', 'b')", [{}], 'a {b}'],
  [
    "States.Format('{}', $.a)",
    [{ a: 7 }, { a: '' }],
    '{% "" & ($exists($states.input.a) ? $states.input.a : $error("Nothing stands at $.a")) %}',
    'States.Format gets texts and numbers',
  ],
  [
    'States.MathAdd($.a, 1)',
    [{ a: 2 }, { a: -5 }, {}, { a: 'x' }],
    '{% $states.input.a + 1 %}',
    'States.MathAdd gets whole numbers',
  ],
  [
    'States.MathAdd(States.MathAdd($.a, 1), $.a)',
    [{ a: 2 }],
    '{% ($exists($states.input.a) ? $states.input.a : $error("Nothing stands at $.a")) + 1 %}',
    'States.MathAdd gets whole numbers',
  ],
  [
    'States.JsonToString($.a)',
    [{ a: { b: [1, 'x'] } }, { a: [] }, { a: [1] }, {}],
    '{% $string($states.input.a) %}',
    'States.JsonToString gets objects or lists',
  ],
  [
    'States.StringToJson($.a)',
    [{ a: '{"b":[1]}' }, { a: '[7]' }, { a: 'null' }, { a: '{' }, {}],
    '{% $parse($states.input.a) %}',
    'States.StringToJson gets no empty text',
  ],
  [
    "States.Hash($.a, 'SHA-256')",
    [{ a: 'text' }, { a: '' }, {}],
    '{% $hash($states.input.a, "SHA-256") %}',
    'States.Hash gets texts',
  ],
  [
    'States.Base64Encode($.a)',
    [{ a: 'plain' }, { a: '' }, {}],
    '{% $base64encode($states.input.a) %}',
    'States.Base64Encode gets plain ASCII',
  ],
  [
    'States.Base64Decode($.a)',
    [{ a: 'cGxhaW4=' }, {}],
    '{% $base64decode($states.input.a) %}',
    'States.Base64Decode gets plain ASCII',
  ],
  [
    'States.ArrayLength($.a)',
    [{ a: [] }, { a: [1] }, { a: [[1], [2]] }, {}],
    '{% $count(($exists($states.input.a) ? $states.input.a : $error("Nothing stands at $.a"))) %}',
  ],
  ['States.ArrayGetItem($.a, 1)', [{ a: [1, [2]] }, { a: [1] }, { a: [[1], { b: 1 }] }], '{% $states.input.a[1] %}'],
  [
    "States.ArrayContains($.a, 'x')",
    [{ a: ['x'] }, { a: [['x']] }, { a: [] }, {}],
    '{% ("x" in ($exists($states.input.a) ? $states.input.a : $error("Nothing stands at $.a"))) %}',
  ],
  [
    'States.JsonMerge($.a, $.b, false)',
    [{ a: { x: 1, y: 1 }, b: { y: 2 } }, { a: {}, b: {} }, { a: {} }],
    '{% $merge([($exists($states.input.a) ? $states.input.a : $error("Nothing stands at $.a")), ($exists($states.input.b) ? $states.input.b : $error("Nothing stands at $.b"))]) %}',
  ],
];

describe('an intrinsic function in JSONata', () => {
  for (const [call, given, expression, provided] of FUNCTIONS) {
    it(call, async () => {
      const state = { Type: 'Pass', Parameters: { 'value.$': call }, End: true };
      const other = mustConvert(state);
      if (!call.includes('MathAdd(States')) assert.deepEqual(other.state.Output, { value: expression });
      assert.equal(other.title, `Convert this state to JSONata${provided ? ` (the same as long as ${provided})` : ''}`);
      for (const input of given) {
        const [first, second] = [await run(state, input), await run(other.state, input)];
        assert.deepEqual(
          [second.status, second.output?.value],
          [first.status, first.output?.value],
          JSON.stringify(input),
        );
      }
    });
  }
});

const BACK: readonly (readonly [state: JsonObject, mock?: JsonValue])[] = [
  [{ Type: 'Pass', Output: { a: '{% $states.input.a %}', b: { c: '{% $limit %}', d: [1] } }, Next: 'Later' }],
  [{ Type: 'Pass', Output: '{% $states.input.a.`with space` %}', Assign: { x: '{% $states.input.a %}' }, End: true }],
  [{ Type: 'Succeed', Output: '{% $states.input.a %}' }],
  [{ Type: 'Wait', Seconds: '{% $states.input.b %}', Next: 'Later' }],
  [{ Type: 'Fail', Error: '{% $states.input.b %}', Cause: 'plain' }],
  [
    {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { p: '{% $states.input %}' },
      Output: { r: '{% $states.result.a %}', i: '{% $states.context.Execution.Name %}' },
      Assign: { s: '{% $states.result.a %}' },
      End: true,
    },
    { a: [1] },
  ],
  [
    {
      Type: 'Task',
      Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f',
      Arguments: '{% $states.input.a %}',
      Output: '{% $merge([$states.input, {"r": $states.result}]) %}',
      End: true,
    },
    { a: [1] },
  ],
  [
    {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: {},
      Output: '{% $states.input %}',
      TimeoutSeconds: '{% $order.seconds %}',
      End: true,
    },
    { a: [1] },
  ],
];

describe('a simple state converted to JSONPath', () => {
  for (const [state, mock] of BACK) {
    it(`does the same, and can go back: ${JSON.stringify(state)}`, async () => {
      const other = mustConvert({ ...state, QueryLanguage: 'JSONata' });
      assert.equal(other.state.QueryLanguage, undefined);
      const again = mustConvert(other.state);
      for (const input of [{ a: { 'with space': [1] }, b: 5 }, { a: {}, b: 'x' }, {}]) {
        const runs = [{ ...state, QueryLanguage: 'JSONata' }, other.state, again.state].map((one) =>
          run(one, input, mock),
        );
        const [first, ...others] = (await Promise.all(runs)).map((one) => ({ ...seen(one), cause: undefined }));
        for (const one of others) assert.deepEqual(one, first, JSON.stringify({ state: other.state, input }));
      }
    });
  }
});

/** A request without the order of its headers, which depends on the language. */
function sent({ attempts }: StateRun) {
  const request = attempts[0]?.exchanges[0]?.request;
  const headers = request?.headers.map(({ name, value }) => `${name}: ${value}`).sort();
  return { url: request?.url, method: request?.method, headers, body: request?.body?.value };
}

describe('an HTTP Task converted to JSONata', () => {
  const parameters = {
    'ApiEndpoint.$': "States.Format('https://{}/orders/{}', $.host, $.id)",
    Method: 'POST',
    Headers: { 'X-Id.$': '$.id', Accept: 'application/json' },
    'QueryParameters.$': '$.query',
    RequestBody: { 'order.$': '$', fixed: [1, { 'n.$': '$limit' }] },
  };
  const state = httpTask(parameters, {
    ResultSelector: { 'body.$': '$.ResponseBody' },
    ResultPath: '$.api',
    Catch: [
      {
        ErrorEquals: ['States.Http.StatusCode.404'],
        ResultPath: '$.error',
        Assign: { 'why.$': '$.Error' },
        Next: 'Later',
      },
    ],
  });
  const input = { host: 'api.example.com', id: 'o-1', query: { a: ['x', 'y'] } };
  const mocks: readonly JsonObject[] = [
    { result: JSON.stringify({ Headers: {}, ResponseBody: { ok: [1] }, StatusCode: 200, StatusText: 'OK' }) },
    { result: JSON.stringify({ Headers: {}, StatusCode: 204, StatusText: 'No Content' }) },
    { errorOutput: { error: 'States.Http.StatusCode.404', cause: 'Not Found' } },
  ];
  for (const mock of mocks) {
    it(`sends the same request and makes the same of the answer: ${JSON.stringify(mock)}`, async () => {
      const other = mustConvert(state);
      const variables = JSON.stringify(VARIABLES);
      const runs = [state, other.state].map((one) => runHere(one, { input, request: { variables, mock } }));
      const [first, second] = (await Promise.all(runs)).map((one) => ({
        ...seen(one),
        ...sent(one),
        cause: undefined,
      }));
      assert.deepEqual(second, first);
      assert.equal(first?.url, 'https://api.example.com/orders/o-1?a=x&a=y');
    });
  }
});

/** A machine of the states, each of which leads to the next one, with its text in the other language; the reason where it has none. */
function convertedMachine(machine: JsonObject): string {
  const document = parseDocument(JSON.stringify(machine, undefined, 2));
  const [refactoring] = convertMachine(document, stateMachineOf(document) ?? assert.fail('no machine'));
  if (refactoring === undefined) return 'not offered';
  return refactoring.disabled ?? applied(document.text, refactoring.edits);
}

function machineOf(states: readonly JsonObject[], more: JsonObject = {}): JsonObject {
  const named = states.map((state, index): [string, JsonValue] => [`S${index}`, state]);
  return { ...more, StartAt: 'S0', States: Object.fromEntries(named) };
}

function statesOf(machine: string): readonly JsonObject[] {
  return Object.values(JSON.parse(machine).States);
}

describe('a whole machine', () => {
  const pass = (Output: JsonValue): JsonObject => ({ Type: 'Pass', Output, End: true });
  const each = {
    Type: 'Map',
    Items: '{% $states.input.list %}',
    ItemProcessor: { StartAt: 'P', States: { P: pass({ seen: '{% $states.input.a %}' }) } },
    End: true,
  };

  it('of JSONata does the same in JSONPath, and again in JSONata', async () => {
    const machine = machineOf(
      BACK.map(([state]) => state),
      { QueryLanguage: 'JSONata' },
    );
    const other = convertedMachine(machine);
    assert.equal(JSON.parse(other).QueryLanguage, undefined);
    const again = convertedMachine(JSON.parse(other));
    assert.equal(JSON.parse(again).QueryLanguage, 'JSONata');
    for (const [index, [state, mock]] of BACK.entries()) {
      for (const input of [{ a: { 'with space': [1] }, b: 5 }, { a: {}, b: 'x' }, {}]) {
        const all = [state, statesOf(again)[index] ?? {}].map((one) => ({ ...one, QueryLanguage: 'JSONata' }));
        const runs = [...all, statesOf(other)[index] ?? {}].map((one) => run(one, input, mock));
        const [first, ...others] = (await Promise.all(runs)).map((one) => ({ ...seen(one), cause: undefined }));
        for (const one of others) assert.deepEqual(one, first, JSON.stringify({ state, input }));
      }
    }
  });

  it('is converted inside of its states too', () => {
    const other = JSON.parse(convertedMachine(machineOf([each], { QueryLanguage: 'JSONata' })));
    const { ItemsPath, ItemProcessor } = other.States.S0;
    assert.deepEqual([ItemsPath, ItemProcessor.States.P.Parameters], ['$.list', { 'seen.$': '$.a' }]);
  });

  it('says which states cannot be converted', () => {
    const hard = pass('{% $sum($states.input.list) %}');
    const machine = machineOf([pass({}), hard, pass({ x: 1 }), hard], { QueryLanguage: 'JSONata' });
    const reason = 'This is not simple enough for JSONPath: {% $sum($states.input.list) %}';
    assert.equal(convertedMachine(machine), `S1: ${reason}; S3: ${reason}.`);
    const many = convertedMachine(machineOf(Array(7).fill(hard), { QueryLanguage: 'JSONata' }));
    assert.ok(many.endsWith('; and 2 more states.'), many);
  });

  it('has no other language inside', () => {
    const inside = { ...each, ItemProcessor: { ...each.ItemProcessor, QueryLanguage: 'JSONata' } };
    assert.equal(
      convertedMachine(machineOf([inside], { QueryLanguage: 'JSONata' })),
      'There is a QueryLanguage of its own at /States/S0/ItemProcessor.',
    );
  });
});

/** States with placeholders, of which those without quotes may be anything. */
const PLACEHOLDERS: readonly (readonly [format: Format, text: string, title: string, mock?: JsonValue])[] = [
  [
    'json',
    '{ "Type": "Pass", "Parameters": { "n": ${N}, "l": [${N}, "${T}"], "a.$": "$.a" }, "End": true }',
    'Convert this state to JSONata (the same as long as ${N} holds no expression)',
  ],
  [
    'yaml',
    'Type: Pass\nParameters:\n  n: ${N}\n  l: [ ${N}, "${T}" ]\n  more: ${T}0\n  a.$: $.a\nEnd: true\n',
    'Convert this state to JSONata (the same as long as ${N} holds no expression, ${T}0 holds no expression)',
  ],
  [
    'yaml',
    '{ Type: Pass, Result: ${N}, Comment: ${T}, End: true }\n',
    'Convert this state to JSONata (the same as long as ${N} is not null, ${N} holds no expression)',
  ],
  [
    'yaml',
    'Type: Task\nResource: arn:aws:states:::lambda:invoke\nTimeoutSeconds: ${T}\nParameters:\n  p: ${N}\n  q.$: $\nResultPath: $.r\nEnd: true\n',
    'Convert this state to JSONata (the same as long as ${N} holds no expression)',
    { a: [1] },
  ],
  [
    'yaml',
    'Type: Pass\nQueryLanguage: JSONata\nOutput:\n  n: ${N}\n  a: "{% $states.input.a %}"\nEnd: true\n',
    'Convert this state to JSONPath (the same as long as ${N} holds no expression)',
  ],
];

const HARD_PLACEHOLDERS: readonly (readonly [text: string, reason: string])[] = [
  [
    'Type: Pass\nParameters:\n  n: ${N}\nResultPath: $.r\nEnd: true\n',
    'A placeholder without quotes would be a part of an expression.',
  ],
  ['Type: Pass\nInputPath: ${N}\nEnd: true\n', 'This is no path: ${N}.'],
  [
    'Type: Pass\nParameters:\n  n: !Sub |\n    text\nEnd: true\n',
    'What a template tool puts in is written over several lines.',
  ],
  ['Type: Pass\nQueryLanguage: JSONata\nOutput: ${N}\nEnd: true\n', 'This is not simple enough for JSONPath: "${N}".'],
];

function convertedText(text: string, format: Format): Refactoring {
  const document = parseDocument(text, format);
  const [refactoring] = convertState(document, singleStateOf(document) ?? assert.fail('no state'));
  return refactoring ?? assert.fail('not offered');
}

describe('a placeholder without quotes', () => {
  const filledIn = (text: string, format: Format, name: string): JsonObject => {
    const filled = text.replaceAll('${N}', name).replaceAll('${T}', '7');
    const { root, problems } = parseDocument(filled, format);
    assert.deepEqual(problems, [], filled);
    return (root ? toValue(root) : null) as JsonObject;
  };
  for (const [format, text, title, mock] of PLACEHOLDERS) {
    it(`stays one, whatever it stands for: ${text}`, async () => {
      const { edits, ...made } = convertedText(text, format);
      assert.deepEqual([made.title, made.disabled], [title, undefined]);
      const other = applied(text, edits);
      for (const name of ['5', '"text"', '[1, {"b": null}]', 'null', '{"c": true}']) {
        if (name === 'null' && title.includes('not null')) continue;
        const runs = [text, other].map((one) => run(filledIn(one, format, name), { a: 1 }, mock));
        const [first, second] = (await Promise.all(runs)).map(seen);
        assert.deepEqual(second, first, other);
        assert.equal(first?.status, 'SUCCEEDED');
      }
    });
  }

  for (const [text, reason] of HARD_PLACEHOLDERS) {
    it(`is the reason where it cannot stay one: ${reason}`, () => {
      const { edits, disabled } = convertedText(text, 'yaml');
      assert.deepEqual([disabled, edits], [reason, []]);
    });
  }
});
