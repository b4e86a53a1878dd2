import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRunner, type RunHost, type Runner } from '../client/runner/runner';
import type { Phase } from '../shared/executor/effects';
import type { StateRun } from '../shared/executor/stateRun';
import type { JsonObject } from '../shared/spec/json';
import { built } from './support/built';
import { type RawServer, reply, startRawServer } from './support/rawServer';
import { basicConnection, httpTask } from './support/runHere';

// The runner's real process: it answers, it ends what does not end, and the next run works.

let server: RawServer;
let runner: Runner;
const log: string[] = [];
before(async () => {
  server = await startRawServer((socket, request) => {
    if (!request.includes('/never')) reply('{"ok":true}')(socket, request);
  });
  runner = createRunner({ modulePath: built('runner.js'), log: (line) => log.push(line) });
});
after(async () => {
  runner.dispose();
  await server.close();
});

const HOST: RunHost = {
  connection: () => Promise.resolve({ kind: 'found', name: 'Test', connection: basicConnection() }),
};

function start(parameters: JsonObject, more: JsonObject = {}, host: Partial<RunHost> = {}, using = runner) {
  const fields = { ApiEndpoint: 'https://api.example.test/x', Method: 'GET', ...parameters };
  const request = { definition: JSON.stringify(httpTask(fields, more)) };
  return using.run(request, { endpoints: { 'https://api.example.test': server.url } }, { ...HOST, ...host });
}

async function runOf(outcome: ReturnType<typeof start>): Promise<StateRun> {
  const ended = await outcome;
  return ended.kind === 'run' ? ended.run : assert.fail(JSON.stringify(ended));
}

describe('the runner', () => {
  test('runs a state in its process and tells the phases', async () => {
    const phases: Phase[] = [];
    const run = await runOf(start({}, {}, { phase: (phase) => phases.push(phase) }));
    assert.equal(run.status, 'SUCCEEDED');
    assert.deepEqual(phases, [
      'input',
      'afterInputPath',
      'afterParameters',
      'connection',
      'sending',
      'reading',
      'result',
      'afterResultSelector',
      'afterResultPath',
    ]);
  });

  test('answers many runs at a time', async () => {
    const runs = await Promise.all(Array.from({ length: 20 }, (_, n) => runOf(start({ RequestBody: { n } }))));
    assert.deepEqual(
      runs.map((run) => run.attempts[0]?.exchanges[0]?.request.body?.text),
      runs.map((_, n) => `{"n":${n}}`),
    );
  });

  test("refuses what AWS would not create, in AWS's words", async () => {
    const outcome = await start({ Headers: { Authorization: 'x' } });
    assert.deepEqual(outcome, {
      kind: 'refused',
      error: {
        name: 'InvalidDefinition',
        message:
          "Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: The 'Headers' field contains unsupported values: [authorization] at /States/StateName/Parameters'",
      },
    });
  });

  test('cancel ends a run that waits for its answer; the next run works', async () => {
    const abort = new AbortController();
    const phase = (name: Phase): void => {
      if (name === 'sending') abort.abort();
    };
    const outcome = await start({ ApiEndpoint: 'https://api.example.test/never' }, {}, { phase, signal: abort.signal });
    assert.deepEqual(outcome, { kind: 'ended', why: 'cancelled', message: 'The run was cancelled.' });
    assert.equal((await runOf(start({}))).status, 'SUCCEEDED');
  });

  test('a cancelled run leaves another one alone', async () => {
    const abort = new AbortController();
    const other = start({ ApiEndpoint: 'https://api.example.test/never' }, { TimeoutSeconds: 1 });
    const cancelled = start(
      { ApiEndpoint: 'https://api.example.test/never' },
      {},
      {
        signal: abort.signal,
        phase: (name) => name === 'sending' && abort.abort(),
      },
    );
    assert.equal((await cancelled).kind, 'ended');
    assert.equal((await runOf(other)).error, 'States.Timeout');
  });

  test('cancel while the connection is asked for, and before anything', async () => {
    const abort = new AbortController();
    const connection = (): Promise<never> => {
      abort.abort();
      return new Promise(() => undefined);
    };
    assert.equal((await start({}, {}, { connection, signal: abort.signal })).kind, 'ended');
    assert.equal((await start({}, {}, { signal: AbortSignal.abort() })).kind, 'ended');
  });

  test('a deadline ends a run; waiting for a person does not count', async () => {
    const impatient = createRunner({ modulePath: built('runner.js'), deadlineMilliseconds: 3000 });
    const slow: RunHost['connection'] = () =>
      new Promise((resolve) => {
        setTimeout(() => resolve({ kind: 'found', name: 'Test', connection: basicConnection() }), 3200);
      });
    assert.equal((await runOf(start({}, {}, { connection: slow }, impatient))).status, 'SUCCEEDED');
    const late = await start({ ApiEndpoint: 'https://api.example.test/never' }, {}, {}, impatient);
    assert.equal(late.kind === 'ended' && late.why, 'deadline');
    impatient.dispose();
  });

  const RUNAWAYS: readonly [title: string, expression: string, cause: RegExp][] = [
    ['endless recursion', '($f := function($n){ $f($n + 1) + 1 }; $f(0))', /stack|memory|longer than/i],
    ['an endless loop', '($f := function($n){ $f($n + 1) }; $f(0))', /longer than 1000 ms/],
    [
      'a catastrophic regular expression',
      '$contains("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaX", /^(a+)+$/)',
      /longer than 1000 ms/,
    ],
    ['a huge sort', '$sort([1..1000000])', /memory limit exceeded|longer than 1000 ms/],
    ['a huge text', '$pad("x", 1000000000)', /./],
  ];
  for (const [title, expression, cause] of RUNAWAYS) {
    test(`${title} is an error that Catch takes`, async () => {
      const Catch = [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Mend' }];
      const run = await runOf(
        start({ RequestBody: { a: `{% ${expression} %}` } }, { QueryLanguage: 'JSONata', Catch }),
      );
      assert.deepEqual([run.status, run.error, run.nextState], ['CAUGHT_ERROR', 'States.QueryEvaluationError', 'Mend']);
      assert.match(run.cause ?? '', cause);
      assert.match(run.cause ?? '', /specified for the field 'Arguments\/RequestBody\/a'/);
    });
  }

  test('a catastrophic filter of a path ends too', async () => {
    const path = '$.list[?(@.name =~ /^(a+)+$/)]';
    const request = {
      definition: JSON.stringify(
        httpTask({ 'RequestBody.$': path, ApiEndpoint: 'https://api.example.test/x', Method: 'GET' }),
      ),
      input: JSON.stringify({ list: [{ name: `${'a'.repeat(40)}X` }] }),
    };
    const outcome = await runner.run(request, { endpoints: {} }, HOST);
    assert.equal(outcome.kind === 'run' && outcome.run.error, 'States.Runtime');
  });

  test('JSON that is nested beyond all measure is refused as input, and is an error of an expression', async () => {
    const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
    for (const levels of [1001, 4000, 50_000]) {
      const definition = JSON.stringify({ Type: 'Pass', End: true });
      const outcome = await runner.run({ definition, input: nested(levels) }, { endpoints: {} }, HOST);
      assert.equal(outcome.kind === 'refused' && outcome.error.name, 'InvalidExecutionInput', String(levels));
      const call = {
        definition: JSON.stringify({ Type: 'Pass', Parameters: { 'a.$': 'States.StringToJson($.a)' }, End: true }),
      };
      const input = JSON.stringify({ a: nested(levels) });
      const run = await runner.run({ ...call, input }, { endpoints: {} }, HOST);
      assert.equal(run.kind === 'run' && run.run.error, 'States.Runtime', String(levels));
    }
    const passes = { definition: JSON.stringify({ Type: 'Pass', End: true }), input: nested(1000) };
    assert.equal((await runOf(runner.run(passes, { endpoints: {} }, HOST))).output?.text, passes.input);
  });

  test('an endless expression of a field with a very long name is told from others', async () => {
    const body = { ['long'.repeat(5000)]: '{% ($f := function($n){ $f($n + 1) }; $f(0)) %}' };
    const run = await runOf(start({ RequestBody: body }, { QueryLanguage: 'JSONata' }));
    assert.equal(run.error, 'States.QueryEvaluationError');
    assert.match(run.cause ?? '', /specified for the field 'Arguments\/RequestBody\/longlong/);
  });

  test('killed by hand: the run says so, the next one works', async () => {
    const { pid } = (await pidOf()) ?? {};
    const phase = (name: Phase): void => {
      if (name === 'sending' && pid) process.kill(pid, 'SIGKILL');
    };
    const outcome = await start({ ApiEndpoint: 'https://api.example.test/never' }, {}, { phase });
    assert.equal(outcome.kind === 'ended' && outcome.why, 'crashed');
    assert.equal((await runOf(start({}))).status, 'SUCCEEDED');
  });
});

/** The process of the runner, found among the children of this one. */
async function pidOf(): Promise<{ readonly pid: number } | undefined> {
  await runOf(start({}));
  const handles = (process as unknown as { _getActiveHandles(): readonly unknown[] })._getActiveHandles();
  return handles.find((handle): handle is { readonly pid: number; readonly spawnfile: string } => {
    return typeof handle === 'object' && handle !== null && 'spawnfile' in handle && 'pid' in handle;
  });
}
