import { Agent, request } from 'undici';
import { createRunner } from '../../client/runner/runner';
import { runState } from '../../shared/executor/run';
import { createSender } from '../../shared/executor/send';
import type { RunSettings, TestStateRequest } from '../../shared/executor/testStateRequest';
import { evaluate } from '../../shared/expressions/evaluate';
import { built } from '../support/built';
import { reply, startRawServer } from '../support/rawServer';
import { basicConnection, httpTask } from '../support/runHere';
import { inTurns, ms, printTable } from './figures';

const ROUNDS = 400;

/** What a test of an HTTP Task adds to the bare call of the same bytes, in this process and in the warm runner. */
export async function benchExecutor(): Promise<void> {
  const server = await startRawServer(reply('{"id":"in_1","lines":[1,2,3]}'));
  const settings: RunSettings = { endpoints: { 'https://api.example.test': server.url } };
  const state = httpTask({
    ApiEndpoint: 'https://api.example.test/v1/invoices',
    Method: 'POST',
    RequestBody: { 'customer.$': '$.customer_id', description: 'Monthly subscription' },
  });
  const test: TestStateRequest = { definition: JSON.stringify(state), input: '{"customer_id":"1234567890"}' };
  const runner = createRunner({ modulePath: built('runner.js') });
  const sender = createSender();
  const agent = new Agent();
  const works = [
    () => bareCall(server.url, agent),
    () => runInProcess(test, settings, sender.send),
    () => runInRunner(test, settings, runner),
  ];
  for (const work of works) await work();
  const [bare, here, there] = await inTurns(ROUNDS, works);
  runner.dispose();
  sender.close();
  await agent.destroy();
  await server.close();
  if (!bare || !here || !there) return;
  printTable(`A test of an HTTP Task against loopback, ${ROUNDS} times in turns`, [
    ['', 'median', 'p95', 'to the bare call', 'added'],
    ['undici.request, the same bytes', ms(bare.median), ms(bare.p95), '1.00', ''],
    [
      'in this process',
      ms(here.median),
      ms(here.p95),
      (here.median / bare.median).toFixed(2),
      ms(here.median - bare.median),
    ],
    [
      'in the warm runner',
      ms(there.median),
      ms(there.p95),
      (there.median / bare.median).toFixed(2),
      ms(there.median - bare.median),
    ],
  ]);
}

async function bareCall(url: string, dispatcher: Agent): Promise<void> {
  const headers = {
    host: 'api.example.test',
    Authorization: 'Basic b3duZWQtdXNlcjpvd25lZC1wYXNzd29yZA==',
    'User-Agent': 'Amazon|StepFunctions|HttpInvoke|us-west-2',
    Range: 'bytes=0-262144',
    'Content-Type': 'application/json; charset=UTF-8',
  };
  const body = '{"description":"Monthly subscription","customer":"1234567890"}';
  const response = await request(`${url}/v1/invoices`, { method: 'POST', headers, body, dispatcher });
  await response.body.text();
}

async function runInProcess(
  test: TestStateRequest,
  settings: RunSettings,
  send: ReturnType<typeof createSender>['send'],
): Promise<void> {
  await runState(test, settings, {
    now: Date.now,
    random: Math.random,
    uuid: () => crypto.randomUUID(),
    evaluate: (evaluation) =>
      evaluate(evaluation, { now: () => new Date(), random: Math.random, uuid: () => crypto.randomUUID() }),
    connection: () => Promise.resolve({ kind: 'found', name: 'Test', connection: basicConnection() }),
    keepToken: () => undefined,
    send,
    wait: () => Promise.resolve(),
    phase: () => undefined,
    signal: new AbortController().signal,
  });
}

async function runInRunner(
  test: TestStateRequest,
  settings: RunSettings,
  runner: ReturnType<typeof createRunner>,
): Promise<void> {
  const outcome = await runner.run(test, settings, {
    connection: () => Promise.resolve({ kind: 'found', name: 'Test', connection: basicConnection() }),
  });
  if (outcome.kind !== 'run' || outcome.run.status !== 'SUCCEEDED') throw new Error(JSON.stringify(outcome));
}
