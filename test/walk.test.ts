import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRunner, type Runner } from '../client/runner/runner';
import {
  handedOn,
  handedRequest,
  retriedRequest,
  retriedRun,
  WALK_LIMITS,
  type WalkEnd,
  type WalkLimits,
  walk,
} from '../client/runner/walk';
import type { StateRun } from '../shared/executor/stateRun';
import type { Mock, TestStateRequest } from '../shared/executor/testStateRequest';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/spec/json';
import { PAYLOAD_BYTES } from '../shared/spec/limits';
import { built } from './support/built';
import { type RawServer, reply, startRawServer } from './support/rawServer';
import { basicConnection, httpTask, runHere } from './support/runHere';

// Walks through whole machines with the real runner and a real server: which way is taken, what is handed on, where it ends.

let server: RawServer;
let runner: Runner;
before(async () => {
  server = await startRawServer((socket, request) => {
    const [, status = '200'] = /\/status\/(\d+)/.exec(request) ?? [];
    reply('{"ok":true}', ['Content-Type: application/json'], `${status} X`)(socket, request);
  });
  runner = createRunner({ modulePath: built('runner.js') });
});
after(async () => {
  runner.dispose();
  await server.close();
});

/** A walk that has ended: what was run, in order, and how it ended. */
interface Walked {
  readonly end: WalkEnd;
  readonly runs: readonly StateRun[];
}

interface Given {
  readonly input?: JsonValue;
  readonly mocks?: Readonly<Record<string, Mock>>;
  readonly limits?: WalkLimits;
  readonly abortAt?: string;
  /** A state that is not of this machine. */
  readonly absent?: string;
}

async function walked(
  machine: JsonObject,
  { input = {}, mocks = {}, limits, abortAt, absent }: Given = {},
): Promise<Walked> {
  const states = isJsonObject(machine.States) ? machine.States : {};
  const runs: StateRun[] = [];
  const abort = new AbortController();
  const settings = {
    endpoints: { 'https://api.example.test': server.url },
    retry: true,
    skipWaits: true,
    mostAttempts: 3,
  };
  const end = await walk<TestStateRequest>(
    { stateName: String(machine.StartAt), input: JSON.stringify(input) },
    {
      signal: abort.signal,
      plan: async (stateName) => {
        const state = states[stateName];
        if (!isJsonObject(state) || stateName === absent) return { kind: 'absent' };
        const mock = mocks[stateName];
        const needs = ['Map', 'Parallel'].includes(String(state.Type)) || String(state.Resource).includes('sns');
        if (needs && mock === undefined) return { kind: 'needsMock' };
        return { kind: 'ready', ready: { definition: JSON.stringify(machine), stateName, ...(mock && { mock }) } };
      },
      entered: ({ stateName }) => stateName === abortAt && abort.abort(),
      run: (request, handed) =>
        runner.run(handedRequest(request, handed), settings, {
          connection: () => Promise.resolve({ kind: 'found', name: 'Test', connection: basicConnection() }),
          signal: abort.signal,
        }),
      left: (_handed, _ready, outcome) => outcome.kind === 'run' && runs.push(outcome.run),
    },
    limits,
  );
  return { end, runs };
}

const call = (path: string, more: JsonObject = {}): JsonObject => {
  const { End: _end, ...task } = httpTask({ ApiEndpoint: `https://api.example.test${path}`, Method: 'GET' }, more);
  return task;
};

const machine = (States: JsonObject): JsonObject => ({ StartAt: Object.keys(States)[0] ?? '', States });

/** Goes on to a state for ever: what it asks for is never there, but a machine must have an end. */
const loop = (to: string): JsonObject => ({
  Type: 'Choice',
  Choices: [{ Variable: '$.never', IsPresent: true, Next: 'End' }],
  Default: to,
});
const End = { Type: 'Succeed' };

const SNS = { Type: 'Task', Resource: 'arn:aws:states:::sns:publish', Parameters: { TopicArn: 'arn', Message: 'm' } };

/** Machines by what they show: the states run with their status, how it ends, and the state before which it stopped. */
const WALKS: readonly (readonly [
  name: string,
  machine: JsonObject,
  given: Given,
  path: readonly string[],
  end: string,
])[] = [
  [
    'Pass, HTTP Task, Choice, Wait and Succeed, to the end',
    machine({
      A: { Type: 'Pass', Result: { paid: true }, Next: 'B' },
      B: { ...call('/x'), ResultPath: '$.answer', Next: 'C' },
      C: { Type: 'Choice', Choices: [{ Variable: '$.paid', BooleanEquals: true, Next: 'D' }], Default: 'F' },
      D: { Type: 'Wait', Seconds: 86400, Next: 'E' },
      E: { Type: 'Succeed' },
      F: { Type: 'Fail' },
    }),
    {},
    ['A SUCCEEDED', 'B SUCCEEDED', 'C SUCCEEDED', 'D SUCCEEDED', 'E SUCCEEDED'],
    'end',
  ],
  [
    'a caught error, on the way of its Catcher',
    machine({
      A: { ...call('/status/404', { Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] }), Next: 'C' },
      B: { Type: 'Pass', End: true },
      C: { Type: 'Succeed' },
    }),
    {},
    ['A CAUGHT_ERROR', 'B SUCCEEDED'],
    'end',
  ],
  [
    'a failure that nobody catches',
    machine({ A: { ...call('/status/500'), Next: 'B' }, B: { Type: 'Succeed' } }),
    {},
    ['A FAILED'],
    'failed',
  ],
  [
    'a Fail',
    machine({ A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Fail', Error: 'X' } }),
    {},
    ['A SUCCEEDED', 'B FAILED'],
    'failed',
  ],
  [
    'Retry with real attempts, then its Catcher',
    machine({
      A: {
        ...call('/status/503', {
          Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 2 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }],
        }),
        Next: 'B',
      },
      B: { Type: 'Succeed' },
    }),
    {},
    ['A CAUGHT_ERROR x3', 'B SUCCEEDED'],
    'end',
  ],
  [
    'a Retrier that would go on for ever',
    machine({
      A: { ...call('/status/503', { Retry: [{ ErrorEquals: ['States.ALL'], MaxAttempts: 99 }] }), End: true },
    }),
    {},
    ['A RETRIABLE x3'],
    'retriable',
  ],
  [
    'a mocked Task',
    machine({ A: { ...SNS, Next: 'B' }, B: { Type: 'Succeed' } }),
    { mocks: { A: { result: '{"MessageId":"1"}' } } },
    ['A SUCCEEDED', 'B SUCCEEDED'],
    'end',
  ],
  [
    'a Task of another service without a mock',
    machine({ A: { Type: 'Pass', Next: 'B' }, B: { ...SNS, End: true } }),
    {},
    ['A SUCCEEDED'],
    'needsMock B',
  ],
  [
    'a state that is not there',
    machine({ A: { Type: 'Pass', Next: 'B' }, B: End }),
    { absent: 'B' },
    ['A SUCCEEDED'],
    'absent B',
  ],
  [
    'a state that the runner refuses',
    machine({ A: { Type: 'Pass', Next: 'B' }, B: { ...SNS, End: true } }),
    { mocks: { B: { result: '[]' } } },
    ['A SUCCEEDED'],
    'notRun',
  ],
  [
    'a loop, up to the limit of states',
    machine({ A: { Type: 'Pass', Next: 'B' }, B: loop('A'), End }),
    { limits: { steps: 5, calls: 100 } },
    ['A SUCCEEDED', 'B SUCCEEDED', 'A SUCCEEDED', 'B SUCCEEDED', 'A SUCCEEDED'],
    'steps B',
  ],
  [
    'a loop that polls, up to the limit of calls',
    machine({ A: { ...call('/x'), Next: 'B' }, B: { Type: 'Wait', Seconds: 5, Next: 'C' }, C: loop('A'), End }),
    { limits: { steps: 100, calls: 2 } },
    ['A SUCCEEDED', 'B SUCCEEDED', 'C SUCCEEDED', 'A SUCCEEDED'],
    'calls B',
  ],
  [
    'a cancelled walk',
    machine({ A: { Type: 'Pass', Next: 'B' }, B: End }),
    { abortAt: 'B' },
    ['A SUCCEEDED'],
    'cancelled',
  ],
];

describe('a walk goes through', () => {
  for (const [name, definition, given, path, ending] of WALKS) {
    test(name, async () => {
      const { end, runs } = await walked(definition, given);
      const seen = runs.map(({ stateName, status, attempts }) =>
        [stateName, status, ...(attempts.length > 1 ? [`x${attempts.length}`] : [])].join(' '),
      );
      assert.deepEqual(seen, path);
      assert.equal('next' in end ? `${end.kind} ${end.next.stateName}` : end.kind, ending);
    });
  }

  test('a thousand states at most by itself', async () => {
    const { end, runs } = await walked(machine({ A: loop('A'), End }));
    assert.equal(end.kind, 'steps');
    assert.equal(runs.length, WALK_LIMITS.steps);
  });
});

describe('what a state hands on', () => {
  test('are output, variables and the execution of the first', async () => {
    const { runs } = await walked(
      machine({
        A: { Type: 'Pass', Result: { a: 1 }, Assign: { seen: 'A' }, Next: 'B' },
        B: {
          Type: 'Pass',
          Parameters: {
            'a.$': '$.a',
            'seen.$': '$seen',
            'first.$': '$$.Execution.Input.first',
            'name.$': '$$.State.Name',
            'id.$': '$$.Execution.Id',
          },
          End: true,
        },
      }),
      { input: { first: true } },
    );
    const execution = runs[0]?.context?.Execution;
    assert.deepEqual(runs[1]?.output?.value, {
      a: 1,
      seen: 'A',
      first: true,
      name: 'B',
      id: isJsonObject(execution) && execution.Id,
    });
  });

  test('is the text of an output that passed through as it was', async () => {
    const run = await runHere({ Type: 'Pass', Next: 'B' }, { request: { input: '{ "n": 1.0 }' } });
    assert.equal(handedOn(run)?.input, '{ "n": 1.0 }');
  });

  test('leaves a context out that would be too large for a request', async () => {
    const input = { text: 'x'.repeat(PAYLOAD_BYTES - 100) };
    const run = await runHere({ Type: 'Pass', Result: 1, Next: 'B' }, { input });
    assert.deepEqual(Object.keys(handedOn(run) ?? {}), ['stateName', 'input', 'variables']);
  });

  test('is nothing at an end', async () => {
    assert.equal(handedOn(await runHere({ Type: 'Pass', End: true })), undefined);
    assert.equal(handedOn(await runHere({ Type: 'Fail' })), undefined);
  });
});

describe('one more try', () => {
  const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 2, MaxAttempts: 2 }];
  const state = httpTask(
    {
      ApiEndpoint: 'https://api.example.test/status/503',
      Method: 'GET',
      QueryParameters: { 'n.$': '$$.State.RetryCount' },
    },
    { Retry },
  );
  const attempt = async (request: TestStateRequest): Promise<StateRun> => {
    const settings = { endpoints: { 'https://api.example.test': server.url } };
    return runHere(state, { settings, request });
  };

  test('counts for Retrier and context object, until none is left, and shows all tries', async () => {
    let request: TestStateRequest = { definition: JSON.stringify(state) };
    let run = await attempt(request);
    for (const left of ['RETRIABLE', 'FAILED']) {
      request = retriedRequest(request);
      run = retriedRun(run, await attempt(request));
      assert.equal(run.status, left);
    }
    const urls = run.attempts.flatMap(({ exchanges }) => exchanges.map((exchange) => exchange.request.url));
    assert.deepEqual(
      urls.map((url) => url.slice(-4)),
      ['?n=0', '?n=1', '?n=2'],
    );
    assert.deepEqual(
      run.attempts.map(({ waitMilliseconds, waitSkipped }) => [waitMilliseconds, waitSkipped]),
      [
        [2000, true],
        [4000, true],
        [undefined, undefined],
      ],
    );
  });

  test('writes the count into a context that the caller gave', () => {
    const context = JSON.stringify({ State: { Name: 'A' } });
    const { context: counted = '' } = retriedRequest({ definition: '{}', context });
    assert.deepEqual(JSON.parse(counted), { State: { Name: 'A', RetryCount: 1 } });
  });

  test('with the retries of a run, each reads how many there were before', async () => {
    const { attempts } = await runHere(state, {
      settings: { endpoints: { 'https://api.example.test': server.url }, retry: true, skipWaits: true },
    });
    assert.deepEqual(
      attempts.map(({ exchanges, waitSkipped }) => [exchanges[0]?.request.url.slice(-4), waitSkipped]),
      [
        ['?n=0', true],
        ['?n=1', true],
        ['?n=2', undefined],
      ],
    );
  });
});

/** The notes of Wait states by their fields. */
const WAITS: readonly (readonly [state: JsonObject, input: JsonValue, note: string])[] = [
  [{ Seconds: 30 }, {}, 'it would wait 30 s.'],
  [{ SecondsPath: '$.s' }, { s: 5 }, 'it would wait 5 s.'],
  [{ Timestamp: '2030-01-01T00:00:00Z' }, {}, 'it would wait until 2030-01-01T00:00:00Z.'],
  [{ TimestampPath: '$.t' }, { t: '2030-01-01T00:00:00Z' }, 'it would wait until 2030-01-01T00:00:00Z.'],
  [{ QueryLanguage: 'JSONata', Seconds: '{% 2 * 3 %}' }, {}, 'it would wait 6 s.'],
  [
    { QueryLanguage: 'JSONata', Timestamp: "{% '2030-01-01T00:00:00Z' %}" },
    {},
    'it would wait until 2030-01-01T00:00:00Z.',
  ],
];

describe('a Wait says how long it would wait', () => {
  for (const [fields, input, note] of WAITS) {
    test(JSON.stringify(fields), async () => {
      const { notes } = await runHere({ Type: 'Wait', ...fields, End: true }, { input });
      assert.deepEqual(notes, [`A Wait state does not wait in a test: ${note}`]);
    });
  }
});
