import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { compare } from '../shared/executor/compare';
import type { StateRun } from '../shared/executor/stateRun';
import type { TestStateRequest } from '../shared/executor/testStateRequest';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { answerHere, runHere } from './support/runHere';

// Every type of state but the HTTP Task, which has its own files: what comes out, and where it goes on.

function stagesOf(run: StateRun): readonly string[] {
  return run.stages.map(({ name }) => name);
}

function textOf(run: StateRun, name: string): string | undefined {
  return run.stages.find((stage) => stage.name === name)?.data.text;
}

async function refusal(state: JsonObject, request: Partial<TestStateRequest>): Promise<string> {
  const answer = await answerHere(state, { request });
  return answer.kind === 'refused' ? `${answer.error.name}: ${answer.error.message}` : 'not refused';
}

describe('Choice in JSONPath', () => {
  const input = { n: 5, s: 'b*c', t: '2026-01-01T00:00:00Z', yes: true, nothing: null, limit: 4 };
  const RULES: readonly [rule: JsonObject, holds: boolean][] = [
    [{ Variable: '$.n', NumericEquals: 5 }, true],
    [{ Variable: '$.n', NumericGreaterThan: 5 }, false],
    [{ Variable: '$.n', NumericGreaterThanEquals: 5 }, true],
    [{ Variable: '$.n', NumericGreaterThanPath: '$.limit' }, true],
    [{ Variable: '$.n', StringEquals: '5' }, false],
    [{ Variable: '$.s', StringLessThan: 'c' }, true],
    [{ Variable: '$.s', StringMatches: 'b*' }, true],
    [{ Variable: '$.s', StringMatches: 'b\\*c' }, true],
    [{ Variable: '$.s', StringMatches: 'b\\*d' }, false],
    [{ Variable: '$.t', TimestampEquals: '2026-01-01T01:00:00+01:00' }, true],
    [{ Variable: '$.t', TimestampLessThan: '2026-01-01' }, false],
    [{ Variable: '$.yes', BooleanEquals: true }, true],
    [{ Variable: '$.nothing', IsNull: true }, true],
    [{ Variable: '$.n', IsNull: false }, true],
    [{ Variable: '$.none', IsPresent: false }, true],
    [{ Variable: '$.nothing', IsPresent: true }, true],
    [{ Variable: '$.n', IsNumeric: true }, true],
    [{ Variable: '$.s', IsString: true }, true],
    [{ Variable: '$.yes', IsBoolean: true }, true],
    [{ Variable: '$.t', IsTimestamp: true }, true],
    [
      {
        And: [
          { Variable: '$.none', IsPresent: true },
          { Variable: '$.none', StringEquals: 'x' },
        ],
      },
      false,
    ],
    [
      {
        Or: [
          { Variable: '$.n', NumericEquals: 5 },
          { Variable: '$.none', StringEquals: 'x' },
        ],
      },
      true,
    ],
    [{ Not: { Variable: '$.n', NumericEquals: 5 } }, false],
  ];
  for (const [rule, holds] of RULES) {
    test(JSON.stringify(rule), async () => {
      const state = { Type: 'Choice', Choices: [{ ...rule, Next: 'Yes' }], Default: 'No' };
      const run = await runHere(state, { input });
      assert.deepEqual([run.status, run.nextState], ['SUCCEEDED', holds ? 'Yes' : 'No']);
      assert.deepEqual(stagesOf(run), ['input', 'afterInputPath']);
    });
  }

  const FAILURES: readonly [state: JsonObject, cause: string][] = [
    [
      { Choices: [{ Variable: '$.none', NumericEquals: 1, Next: 'A' }] },
      "Invalid path '$.none': The choice state's condition path references an invalid value.",
    ],
    [
      { Choices: [{ Variable: '$.n', NumericEquals: 1, Next: 'A' }] },
      'Failed to transition out of the state. The state does not point to a next state.',
    ],
  ];
  for (const [state, cause] of FAILURES) {
    test(cause, async () => {
      const run = await runHere({ Type: 'Choice', ...state }, { input });
      assert.deepEqual([run.status, run.error, run.cause, run.output], ['FAILED', 'States.Runtime', cause, undefined]);
    });
  }

  test("Assign of a rule where it holds, the state's own on Default; the output keeps the text of the input", async () => {
    const state = {
      Type: 'Choice',
      Choices: [{ Variable: '$.a', NumericEquals: 1, Next: 'Yes', Assign: { x: 'rule' } }],
      Default: 'No',
      Assign: { x: 'default' },
    };
    const rule = await runHere(state, { request: { input: '{"a": 1}' } });
    assert.deepEqual([rule.variables, rule.output?.text], [{ x: 'rule' }, '{"a": 1}']);
    assert.deepEqual((await runHere(state, { request: { input: '{"a": 2}' } })).variables, { x: 'default' });
  });

  test('a pattern with a star is what a regular expression with .* is', () => {
    const text = fc.stringMatching(/^[ab]{0,12}$/);
    const pattern = fc.stringMatching(/^[ab*]{0,8}$/);
    fc.assert(
      fc.property(text, pattern, (value, written) => {
        const model = new RegExp(`^${written.replaceAll('*', '[ab]*')}$`);
        assert.equal(compare('string', 'matches', value, written), model.test(value));
      }),
    );
  });
});

describe('Choice in JSONata', () => {
  const state = {
    Type: 'Choice',
    QueryLanguage: 'JSONata',
    Choices: [{ Condition: '{% $states.input.n > 3 %}', Next: 'Big', Output: '{% $states.input.n %}' }],
    Default: 'Small',
  };
  test('a condition', async () => {
    const big = await runHere(state, { input: { n: 5 } });
    assert.deepEqual([big.nextState, big.output?.value], ['Big', 5]);
    const small = await runHere(state, { input: { n: 1 } });
    assert.deepEqual([small.nextState, small.output?.value], ['Small', { n: 1 }]);
  });
  test('a condition that is no boolean', async () => {
    const run = await runHere(
      { ...state, Choices: [{ Condition: '{% $states.input.n %}', Next: 'Big' }] },
      { input: { n: 5 } },
    );
    assert.equal(run.error, 'States.QueryEvaluationError');
    assert.match(
      run.cause ?? '',
      /for the field 'Choices\[0\]\/Condition' returned an unexpected result type\. Expected 'boolean', but was 'number' for value: 5$/,
    );
  });
});

describe('Wait', () => {
  const CASES: readonly [fields: JsonObject, input: JsonValue, error: string | undefined, cause: RegExp][] = [
    [{ Seconds: 5 }, {}, undefined, /^$/],
    [{ SecondsPath: '$.p' }, { p: '1' }, undefined, /^$/],
    [
      { SecondsPath: '$.p' },
      { p: -1 },
      'States.Runtime',
      /^The SecondsPath parameter references a negative value: \$\.p == -1$/,
    ],
    [
      { SecondsPath: '$.p' },
      { p: 1.5 },
      'States.Runtime',
      /^The SecondsPath parameter cannot be parsed as a long value: \$\.p == 1\.5$/,
    ],
    [{ TimestampPath: '$.p' }, { p: '2026-01-01T00:00:00Z' }, undefined, /^$/],
    [{ TimestampPath: '$.p' }, { p: 'tomorrow' }, 'States.Runtime', /tomorrow/],
    [{ QueryLanguage: 'JSONata', Seconds: '{% $states.input.p %}' }, { p: 3 }, undefined, /^$/],
    [
      { QueryLanguage: 'JSONata', Seconds: '{% $states.input.p %}' },
      { p: 'x' },
      'States.QueryEvaluationError',
      /Expected 'number'/,
    ],
    [
      { QueryLanguage: 'JSONata', Timestamp: '{% $states.input.p %}' },
      { p: 'x' },
      'States.QueryEvaluationError',
      /RFC 3339/,
    ],
  ];
  for (const [fields, input, error, cause] of CASES) {
    test(`${JSON.stringify(fields)} of ${JSON.stringify(input)}`, async () => {
      const run = await runHere({ Type: 'Wait', ...fields, Next: 'After' }, { input });
      assert.equal(run.error, error);
      assert.match(run.cause ?? '', cause);
      if (error === undefined) assert.deepEqual([run.output?.value, run.nextState], [input, 'After']);
    });
  }
});

describe('Pass, Succeed, Fail', () => {
  test('Pass with Result ignores Parameters and shows neither stage', async () => {
    const run = await runHere(
      { Type: 'Pass', Parameters: { a: 1 }, Result: { 'x.$': '$.y' }, ResultPath: '$.r', Next: 'N' },
      { input: { k: 1 } },
    );
    assert.deepEqual(run.output?.value, { k: 1, r: { 'x.$': '$.y' } });
    assert.deepEqual(stagesOf(run), ['input', 'result', 'afterResultSelector', 'afterResultPath']);
  });
  test('Pass shapes its input; JSONata shows the input alone', async () => {
    const run = await runHere({ Type: 'Pass', Parameters: { 'a.$': '$.k' }, End: true }, { input: { k: 1 } });
    assert.deepEqual(stagesOf(run), [
      'input',
      'afterInputPath',
      'afterParameters',
      'afterResultSelector',
      'afterResultPath',
    ]);
    const jsonata = await runHere(
      { Type: 'Pass', QueryLanguage: 'JSONata', Output: { a: '{% $states.input.k + 1 %}' }, End: true },
      { input: { k: 1 } },
    );
    assert.deepEqual([jsonata.output?.value, stagesOf(jsonata)], [{ a: 2 }, ['input']]);
  });
  test('an undefined Output names its field', async () => {
    const run = await runHere({
      Type: 'Pass',
      QueryLanguage: 'JSONata',
      Output: { result: '{% $states.input.none %}' },
      End: true,
    });
    assert.equal(
      run.cause,
      "The JSONata expression '$states.input.none' specified for the field 'Output/result' returned nothing (undefined).",
    );
  });
  test('Succeed ends', async () => {
    const run = await runHere({ Type: 'Succeed', InputPath: '$.k' }, { input: { k: [1] } });
    assert.deepEqual([run.output?.value, run.nextState, stagesOf(run)], [[1], undefined, ['input', 'afterInputPath']]);
  });
  test('Fail with texts, paths and expressions', async () => {
    const plain = await runHere({ Type: 'Fail', Error: 'Broken', Cause: 'Why' });
    assert.deepEqual([plain.status, plain.error, plain.cause], ['FAILED', 'Broken', 'Why']);
    const paths = await runHere(
      { Type: 'Fail', ErrorPath: '$.e', CausePath: "States.Format('no {}', $.c)" },
      { input: { e: 'E', c: 7 } },
    );
    assert.deepEqual([paths.error, paths.cause], ['E', 'no 7']);
    const jsonata = await runHere(
      { Type: 'Fail', QueryLanguage: 'JSONata', Error: "{% 'J' & $states.input.e %}" },
      { input: { e: 'E' } },
    );
    assert.equal(jsonata.error, 'JE');
  });
});

describe('Map with a mock', () => {
  const processor = { ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } } };
  const mock = { result: '[1, 1, 1]' };

  test('items, selector and the text of the mock', async () => {
    const state = {
      Type: 'Map',
      ItemsPath: '$.items',
      ItemSelector: { 'v.$': '$$.Map.Item.Value', 'i.$': '$$.Map.Item.Index' },
      ...processor,
      End: true,
    };
    const run = await runHere(state, { input: { items: [1, 2, 3] }, request: { mock } });
    assert.equal(textOf(run, 'afterItemsPath'), '[1, 2, 3]');
    assert.equal(textOf(run, 'afterItemSelector'), '[{"v":1,"i":0}, {"v":2,"i":1}, {"v":3,"i":2}]');
    assert.equal(run.output?.text, '[1, 1, 1]');
    assert.deepEqual(run.map, { maxConcurrency: 0 });
  });

  test('batches are shown with their items as texts', async () => {
    const state = { Type: 'Map', ItemBatcher: { MaxItemsPerBatch: 2 }, ...processor, End: true };
    const run = await runHere(state, { input: [{ v: 1 }, { v: 2 }, { v: 3 }], request: { mock: { result: '[1,2]' } } });
    assert.equal(
      textOf(run, 'afterItemBatcher'),
      '[{"Items":["{\\"v\\":1}","{\\"v\\":2}"]}, {"Items":["{\\"v\\":3}"]}]',
    );
  });

  test('CSV and JSON of an ItemReader', async () => {
    const state = {
      Type: 'Map',
      ItemReader: { ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', MaxItems: 0 } },
      ...processor,
      End: true,
    };
    const request = {
      mock: { result: '[1,2]' },
      stateConfiguration: { mapItemReaderData: 'a,,c\n1,"2,5"\n4,5,6,7\n' },
    };
    assert.equal(
      (await runHere({ ...state, ItemSelector: { 'x.$': '$$.Map.Item.Value' } }, { request })).stages.find(
        ({ name }) => name === 'afterItemSelector',
      )?.data.text,
      '[{"x":{"a":"1","":"2,5","c":""}}, {"x":{"a":"4","":"5","c":"6"}}]',
    );
    assert.match(await refusal(state, { mock }), /ItemReader data must be specified/);
  });

  test('tolerated failures', async () => {
    const state = { Type: 'Map', ...processor, End: true };
    const count = (mapIterationFailureCount: number) => ({ mock, stateConfiguration: { mapIterationFailureCount } });
    const run = (more: JsonObject, failures: number) =>
      runHere({ ...state, ...more }, { input: [1, 2, 3], request: count(failures) });
    assert.equal((await run({}, 2)).status, 'SUCCEEDED');
    assert.equal((await run({ ToleratedFailureCount: 1 }, 2)).error, 'States.ExceedToleratedFailureThreshold');
    assert.equal((await run({ ToleratedFailurePercentage: 50 }, 1)).status, 'SUCCEEDED');
    assert.equal((await run({ ToleratedFailurePercentage: 50 }, 2)).status, 'FAILED');
    assert.match(
      await refusal(state, { ...count(4), input: '[1,2,3]' }),
      /must be less than or equal to the number of Map iterations$/,
    );
  });

  test('paths of numbers take texts of numbers', async () => {
    const state = { Type: 'Map', ItemsPath: '$.i', MaxConcurrencyPath: '$.m', ...processor, End: true };
    assert.deepEqual((await runHere(state, { input: { i: [1, 2, 3], m: '2' }, request: { mock } })).map, {
      maxConcurrency: 2,
    });
  });

  test('JSONata items', async () => {
    const state = {
      Type: 'Map',
      QueryLanguage: 'JSONata',
      Items: '{% $states.input.items %}',
      ItemSelector: { v: '{% $states.context.Map.Item.Value %}' },
      ...processor,
      Output: '{% $sum($states.result) %}',
      End: true,
    };
    assert.equal((await runHere(state, { input: { items: [1, 2, 3] }, request: { mock } })).output?.value, 3);
  });

  test('what is no list', async () => {
    const run = await runHere({ Type: 'Map', ...processor, End: true }, { input: { a: 1 }, request: { mock } });
    assert.deepEqual([run.error, run.cause], ['States.Runtime', 'Reference path "$" must point to array.']);
  });
});

describe('Parallel with a mock', () => {
  const branch = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
  const state = { Type: 'Parallel', Branches: [branch, branch], Next: 'N' };

  test('the result is the mock; neither afterInputPath nor afterParameters is shown', async () => {
    const run = await runHere(state, { request: { mock: { result: '[ 1, 2 ]' } } });
    assert.deepEqual([run.output?.text, run.nextState], ['[ 1, 2 ]', 'N']);
    assert.deepEqual(stagesOf(run), ['input', 'result', 'afterResultSelector', 'afterResultPath']);
  });

  test('an error is caught', async () => {
    const Catch = [{ ErrorEquals: ['States.BranchFailed'], Next: 'C' }];
    const mock = { errorOutput: { error: 'States.BranchFailed', cause: 'x' } };
    const run = await runHere(
      { ...state, Catch },
      { request: { mock, stateConfiguration: { errorCausedByState: 'P' } } },
    );
    assert.deepEqual([run.status, run.nextState], ['CAUGHT_ERROR', 'C']);
  });
});

describe('a request that TestState refuses', () => {
  const branch = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
  const parallel = { Type: 'Parallel', Branches: [branch, branch], End: true };
  const map = { Type: 'Map', ItemProcessor: branch, End: true };
  const start = { Type: 'Task', Resource: 'arn:aws:states:::states:startExecution', Parameters: {}, End: true };
  const CASES: readonly [state: JsonObject, request: Partial<TestStateRequest>, sentence: string][] = [
    [
      parallel,
      { mock: { result: '[1]' } },
      'ValidationException: Mocked result must contain the same number of items as number of Parallel branches.',
    ],
    [parallel, { mock: { result: '{}' } }, 'ValidationException: Mocked result must be an array.'],
    [map, { mock: { result: '{}' } }, 'ValidationException: Mocked result must be an array.'],
    [
      { ...map, ResultWriter: {} },
      { mock: { result: '[]' } },
      'ValidationException: Mocked result must be a JSON object.',
    ],
    [
      map,
      { mock: { result: '[1]' }, input: '[1,2]' },
      "ValidationException: Input array does not equal the mocked result array's size",
    ],
    [
      parallel,
      { stateConfiguration: { mapIterationFailureCount: 1 } },
      'ValidationException: MapIterationFailureCount is only supported when testing a Map state.',
    ],
    [
      map,
      { stateConfiguration: { mapIterationFailureCount: 1 } },
      'ValidationException: TestState does not support MapIterationFailureCount when a mock is not specified.',
    ],
    [
      parallel,
      { mock: { errorOutput: { error: 'E' } }, stateConfiguration: { errorCausedByState: 'Q' } },
      'ValidationException: State not found in definition',
    ],
    [
      start,
      { mock: { result: '{}' } },
      "ValidationException: Mock result schema validation error: Required field 'ExecutionArn' is missing",
    ],
    [
      start,
      { mock: { result: '{"ExecutionArn":7,"StartDate":1}' } },
      "ValidationException: Mock result schema validation error: Field 'ExecutionArn' must be a string",
    ],
    [
      start,
      { mock: { result: '{"ExecutionArn":"","StartDate":1}' } },
      "ValidationException: Mock result schema validation error: Field 'ExecutionArn' is smaller than the minimum length",
    ],
    [start, { mock: { result: '{"StartDate":1}', fieldValidationMode: 'PRESENT' } }, 'not refused'],
    [start, { mock: { result: '{"ExecutionArn":7}', fieldValidationMode: 'NONE' } }, 'not refused'],
    [
      start,
      { mock: { result: '{}', fieldValidationMode: 'NONE' }, context: '{"Map":{}}' },
      "ValidationException: Invalid Context object provided: 'Map' field is not supported when mocking a Context object",
    ],
    [
      start,
      { mock: { result: '{}', fieldValidationMode: 'NONE' }, context: '{"pokemon":1}' },
      "ValidationException: Invalid Context object provided: Field 'pokemon' is not allowed",
    ],
    [
      start,
      { mock: { result: '{}', fieldValidationMode: 'NONE' }, context: '{"Execution":{"Id":1}}' },
      'ValidationException: Invalid Context object provided: Execution.Id must be a string',
    ],
    [
      start,
      { mock: { result: '{}', fieldValidationMode: 'NONE' }, context: '{"Task":{"Token":"t"}}' },
      "ValidationException: Invalid Context object provided: Context object contains 'Task' when state is not a Task state with a '.sync' or '.waitForTaskToken' service integration pattern",
    ],
    [start, { mock: { result: '{}', fieldValidationMode: 'NONE' }, context: '{}' }, 'not refused'],
  ];
  for (const [state, request, sentence] of CASES) {
    test(`${JSON.stringify(request).slice(0, 90)} of ${String(state.Type)}`, async () => {
      assert.equal(await refusal(state, request), sentence);
    });
  }
});

describe('sizes', () => {
  test('a variable at the limit, and one byte over it', async () => {
    const state = { Type: 'Pass', Assign: { 'x.$': '$.x' }, ResultPath: null, End: true };
    const variables = (size: number) =>
      runHere({ ...state, InputPath: '$.v' }, { input: { v: { x: 'x'.repeat(size - 2) } } });
    assert.equal((await variables(200_000)).status, 'SUCCEEDED');
    const big = await runHere({
      Type: 'Pass',
      QueryLanguage: 'JSONata',
      Assign: { x: "{% $pad('', 262143, 'x') %}" },
      End: true,
    });
    assert.equal(
      big.cause,
      "Variable size limit exceeded. Variable 'x' in state 'StateName' was assigned 262145 bytes.",
    );
    const two = await runHere({
      Type: 'Pass',
      QueryLanguage: 'JSONata',
      Assign: { x: "{% $pad('', 131071, 'x') %}", y: "{% $pad('', 131071, 'x') %}" },
      End: true,
    });
    assert.equal(
      two.cause,
      "State total variable size limit exceeded. Variable 'y' in state 'StateName' was assigned 131073 bytes, which caused the size of variables assigned in the state to exceed its limit by 2 bytes.",
    );
  });
  test('a variable that is assigned the value that it has counts', async () => {
    const variables = JSON.stringify({ x: 'x'.repeat(131_071) });
    const state = {
      Type: 'Pass',
      QueryLanguage: 'JSONata',
      Assign: { x: '{% $x %}', y: '{% $x %}' },
      Output: 1,
      End: true,
    };
    const run = await runHere(state, { request: { variables } });
    assert.equal(run.error, 'States.DataLimitExceeded');
  });
  test('what a Catcher hands on is limited as well', async () => {
    const Catch = [{ ErrorEquals: ['E'], Next: 'Caught', ResultPath: '$.error' }];
    const state = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', Parameters: {}, Catch, End: true };
    const errorOutput = { error: 'E', cause: 'x'.repeat(100) };
    const run = await runHere(state, { input: { text: 'x'.repeat(262_100) }, request: { mock: { errorOutput } } });
    assert.deepEqual([run.status, run.error], ['FAILED', 'States.DataLimitExceeded']);
  });
  test('context {} is exactly that', async () => {
    const state = {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage',
      Parameters: { 'c.$': '$$' },
      End: true,
    };
    const run = await runHere(state, { request: { context: '{}', mock: { result: '{}' } } });
    assert.deepEqual(run.stages.find(({ name }) => name === 'afterParameters')?.data.value, { c: {} });
  });
});
