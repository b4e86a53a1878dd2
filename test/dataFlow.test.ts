import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { StateRun } from '../shared/executor/stateRun';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { type RawServer, reply, startRawServer } from './support/rawServer';
import { answerHere, httpTask, runHere } from './support/runHere';

// The data flow of states and what their Retriers and Catchers make of errors.

let server: RawServer;
before(async () => {
  server = await startRawServer((socket, request) => {
    const status = /^\w+ \/status\/(\d+)/.exec(request)?.[1];
    if (status) reply('{}', [], `${status} `)(socket, request);
    else reply('{"id":"in_1","lines":[1,2]}')(socket, request);
  });
});
after(() => server.close());

function run(parameters: JsonObject, more: JsonObject, input: JsonValue, request = {}): Promise<StateRun> {
  const settings = { endpoints: { 'https://api.example.test': server.url } };
  const fields = { ApiEndpoint: 'https://api.example.test/x', Method: 'GET', ...parameters };
  return runHere(httpTask(fields, more), { input, settings, request });
}

function stage(run: StateRun, name: string): JsonValue | undefined {
  return run.stages.find((stage) => stage.name === name)?.data.value;
}

describe('JSONPath', () => {
  test('every stage in its order', async () => {
    const done = await run(
      { 'RequestBody.$': '$.order', Method: 'POST' },
      {
        InputPath: '$.body',
        ResultSelector: { 'id.$': '$.ResponseBody.id', 'status.$': '$.StatusCode' },
        ResultPath: '$.invoice',
        OutputPath: '$.invoice.id',
      },
      { body: { order: { n: 1 } } },
    );
    assert.equal(done.status, 'SUCCEEDED');
    assert.deepEqual(
      done.stages.map(({ name }) => name),
      ['input', 'afterInputPath', 'afterParameters', 'result', 'afterResultSelector', 'afterResultPath'],
    );
    assert.deepEqual(stage(done, 'afterInputPath'), { order: { n: 1 } });
    assert.deepEqual(stage(done, 'afterResultPath'), {
      body: { order: { n: 1 } },
      invoice: { id: 'in_1', status: 200 },
    });
    assert.equal(done.output?.value, 'in_1');
  });

  test('States.Format builds the address, $$ reads the context', async () => {
    const done = await run(
      {
        'ApiEndpoint.$': "States.Format('https://api.example.test/v1/customers/{}', $.customer_id)",
        Headers: { 'X-State.$': '$$.State.Name' },
      },
      {},
      { customer_id: '1234567890' },
    );
    const { url, headers } = done.attempts[0]?.exchanges[0]?.request ?? assert.fail();
    assert.equal(url, 'https://api.example.test/v1/customers/1234567890');
    assert.equal(headers.find(({ name }) => name === 'X-State')?.value, 'StateName');
  });

  const PATHS: readonly [more: JsonObject, output: JsonValue][] = [
    [{ ResultPath: null }, { a: 1 }],
    [{ OutputPath: null }, {}],
    [{ ResultPath: null, OutputPath: '$.a' }, 1],
    [{ ResultPath: '$.a.b', ResultSelector: { x: 1 } }, 'States.ReferencePathConflict'],
    [{ InputPath: '$.none' }, 'States.Runtime'],
    [{ ResultSelector: { 'x.$': '$.none' } }, 'States.Runtime'],
  ];
  for (const [more, expected] of PATHS) {
    test(JSON.stringify(more), async () => {
      const done = await run({}, more, { a: 1 });
      if (done.status === 'FAILED') assert.equal(done.error, expected);
      else assert.deepEqual(done.output?.value, expected);
    });
  }

  test('the text of an input that passes through is kept', async () => {
    const settings = { endpoints: { 'https://api.example.test': server.url } };
    const state = httpTask({ ApiEndpoint: 'https://api.example.test/x', Method: 'GET' }, { ResultPath: null });
    const done = await runHere(state, { settings, request: { input: '{ "a" : 1.0 }' } });
    assert.equal(done.output?.text, '{ "a" : 1.0 }');
  });

  test('Assign reads the result and leaves other variables', async () => {
    const done = await run(
      {},
      { Assign: { 'id.$': '$.ResponseBody.id', old: 2 } },
      {},
      { variables: '{"kept":1,"old":1}' },
    );
    assert.deepEqual(done.variables, { kept: 1, old: 2, id: 'in_1' });
  });
});

describe('JSONata', () => {
  test('Arguments, Output and Assign', async () => {
    const done = await run(
      { Method: 'POST', RequestBody: { customer: '{% $states.input.id %}', n: '{% $n + 1 %}' } },
      {
        QueryLanguage: 'JSONata',
        Output: { id: '{% $states.result.ResponseBody.id %}' },
        Assign: { n: '{% $states.result.StatusCode %}' },
      },
      { id: 'c1' },
      { variables: '{"n":1}' },
    );
    assert.deepEqual(done.output?.value, { id: 'in_1' });
    assert.deepEqual(done.variables, { n: 200 });
    assert.equal(done.attempts[0]?.exchanges[0]?.request.body?.text, '{"customer":"c1","n":2}');
    assert.deepEqual(
      done.stages.map(({ name }) => name),
      ['input', 'afterArguments', 'result'],
    );
  });

  test('an undefined result fails with the field in the cause', async () => {
    const done = await run({ RequestBody: { a: '{% $states.input.none %}' } }, { QueryLanguage: 'JSONata' }, {});
    assert.equal(done.error, 'States.QueryEvaluationError');
    assert.match(
      done.cause ?? '',
      /specified for the field 'Arguments\/RequestBody\/a' returned nothing \(undefined\)\./,
    );
  });
});

describe('Retry and Catch', () => {
  const Retry = [
    { ErrorEquals: ['States.Http.StatusCode.429'], IntervalSeconds: 2, MaxAttempts: 2 },
    { ErrorEquals: ['States.Http.StatusCode.503'], BackoffRate: 3, MaxDelaySeconds: 5 },
  ];
  const Catch = [
    { ErrorEquals: ['States.Http.StatusCode.404'], Next: 'Missing', ResultPath: '$.error' },
    { ErrorEquals: ['States.ALL'], Next: 'Other' },
  ];
  const CASES: readonly [title: string, code: number, retries: number, expected: JsonObject][] = [
    ['first retry', 429, 0, { status: 'RETRIABLE', errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 2 } }],
    ['second retry', 429, 1, { status: 'RETRIABLE', errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 4 } }],
    ['longest delay', 503, 2, { status: 'RETRIABLE', errorDetails: { retryIndex: 1, retryBackoffIntervalSeconds: 5 } }],
    [
      'retries used up',
      429,
      2,
      { status: 'CAUGHT_ERROR', nextState: 'Other', errorDetails: { catchIndex: 1, retryIndex: 0 } },
    ],
    ['caught', 404, 0, { status: 'CAUGHT_ERROR', nextState: 'Missing', errorDetails: { catchIndex: 0 } }],
  ];
  for (const [title, code, retrierRetryCount, expected] of CASES) {
    test(title, async () => {
      const done = await run(
        { ApiEndpoint: `https://api.example.test/status/${code}` },
        { Retry, Catch },
        { a: 1 },
        { stateConfiguration: { retrierRetryCount } },
      );
      const { status, nextState, errorDetails, error } = done;
      assert.deepEqual({ status, ...(nextState ? { nextState } : {}), errorDetails }, expected);
      assert.equal(error, `States.Http.StatusCode.${code}`);
      assert.equal(done.output !== undefined, status === 'CAUGHT_ERROR');
    });
  }

  test('the output of a Catcher, with an empty Cause where there is none', async () => {
    const caught = await run({ ApiEndpoint: 'https://api.example.test/status/404' }, { Catch }, { a: 1 });
    assert.deepEqual(caught.output?.value, {
      a: 1,
      error: { Error: 'States.Http.StatusCode.404', Cause: 'Not Found' },
    });
    const teapot = await run({ ApiEndpoint: 'https://api.example.test/status/418' }, { Catch }, { a: 1 });
    assert.deepEqual(teapot.output?.value, { Error: 'States.Http.StatusCode.418', Cause: '' });
    assert.equal(teapot.cause, undefined);
  });

  test('States.Runtime is neither retried nor caught', async () => {
    const all = [{ ErrorEquals: ['States.ALL'], Next: 'X' }];
    const named = [{ ErrorEquals: ['States.Runtime'], Next: 'X' }];
    for (const rules of [all, named]) {
      const failed = await run({ Headers: { 'Via.$': '$.a' } }, { Retry: rules, Catch: rules }, { a: 'b' });
      assert.deepEqual([failed.status, failed.error, failed.errorDetails], ['FAILED', 'States.Runtime', undefined]);
    }
  });

  test('really retries when asked, every try in the trace', async () => {
    const settings = { endpoints: { 'https://api.example.test': server.url }, retry: true };
    const state = httpTask({ ApiEndpoint: 'https://api.example.test/status/429', Method: 'GET' }, { Retry });
    const done = await runHere(state, { settings });
    assert.equal(done.status, 'FAILED');
    assert.deepEqual(
      done.attempts.map(({ waitMilliseconds, exchanges }) => [waitMilliseconds, exchanges.length]),
      [
        [2000, 1],
        [4000, 1],
        [undefined, 1],
      ],
    );
  });
});

describe('a mock', () => {
  test('of an HTTP Task: the request is built, nothing is sent', async () => {
    const before = server.requests.length;
    const mock = { result: '{"ResponseBody": {"id": 7}}' };
    const done = await run(
      { 'RequestBody.$': '$' },
      { ResultSelector: { 'id.$': '$.ResponseBody.id' } },
      { a: 1 },
      { mock },
    );
    assert.deepEqual(done.output?.value, { id: 7 });
    assert.equal(done.attempts[0]?.exchanges[0]?.request.body?.text, '{"a":1}');
    assert.equal(server.requests.length, before);
  });

  test('with an error is caught like any other', async () => {
    const mock = { errorOutput: { error: 'States.Http.StatusCode.500', cause: 'Down' } };
    const done = await run({}, { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'X' }] }, {}, { mock });
    assert.deepEqual([done.status, done.nextState, done.cause], ['CAUGHT_ERROR', 'X', 'Down']);
  });

  const REFUSED: readonly [state: JsonObject, request: JsonObject, name: string, message: RegExp][] = [
    [
      { Type: 'Pass', End: true },
      { mock: { result: '{}' } },
      'ValidationException',
      /^State type 'Pass' is not supported when a mock is specified$/,
    ],
    [
      httpTask({}),
      { mock: {} },
      'ValidationException',
      /^One of the following fields is required for a test mock: \[result, errorOutput\]\.$/,
    ],
    [httpTask({}), { mock: { result: 'x' } }, 'ValidationException', /^Mocked result must be valid JSON$/],
    [
      httpTask({}),
      { mock: { result: 'null' } },
      'ValidationException',
      /^Mocked result must be a valid JSON object\.$/,
    ],
    [
      httpTask({}),
      { mock: { errorOutput: {} } },
      'ValidationException',
      /^An error was not specified in the mocked error output\.$/,
    ],
    [httpTask({}), { mock: { result: '{}' }, revealSecrets: true }, 'ValidationException', /RevealSecrets when a mock/],
    [httpTask({}), { input: '{' }, 'InvalidExecutionInput', /not valid JSON/],
    [httpTask({}), { stateName: 'Nowhere' }, 'ValidationException', /^State not found in definition$/],
    [{ Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true }, {}, 'ValidationException', /give a mock/],
    [{ Type: 'Map', End: true }, {}, 'InvalidDefinition', /does not support Map or Parallel/],
  ];
  for (const [state, request, name, message] of REFUSED) {
    test(`refuses ${JSON.stringify(request)} of ${String(state.Type)}`, async () => {
      const answer = await answerHere(state, { request });
      assert.equal(answer.kind, 'refused');
      if (answer.kind !== 'refused') return;
      assert.equal(answer.error.name, name);
      assert.match(answer.error.message, message);
    });
  }
});

test('the duration leaves out what a person took to give a secret', async () => {
  let time = 0;
  const connection = { kind: 'missing', message: 'none' } as const;
  const run = await runHere(httpTask({ ApiEndpoint: 'https://api.example.test/x', Method: 'GET' }), {
    connection,
    now: () => time,
    onConnection: () => {
      time += 60_000;
    },
  });
  assert.equal(run.durationMilliseconds, 0);
});
