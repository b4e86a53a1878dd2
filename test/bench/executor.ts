import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { createRunner } from '../../client/runner/runner';
import type { Effects } from '../../shared/executor/effects';
import type { runState } from '../../shared/executor/run';
import type { createSender } from '../../shared/executor/send';
import type { RunSettings, TestStateRequest } from '../../shared/executor/testStateRequest';
import type { evaluate } from '../../shared/expressions/evaluate';
import { built } from '../support/built';
import { basicConnection, httpTask } from '../support/runHere';
import { type Figures, inTurns, ms, printTable } from './figures';
import { shipped } from './shipped';

const HERE_ROUNDS = 6000;
const THERE_ROUNDS = 1500;

/** What a test of an HTTP Task adds to the bare call of the same bytes, in this process and in the warm runner. */
export async function benchExecutor(): Promise<void> {
  const server = await startServer();
  const settings: RunSettings = { endpoints: { 'https://api.example.test': server.url } };
  const state = httpTask({
    ApiEndpoint: 'https://api.example.test/v1/invoices',
    Method: 'POST',
    RequestBody: { 'customer.$': '$.customer_id', description: 'Monthly subscription' },
  });
  const test: TestStateRequest = { definition: JSON.stringify(state), input: '{"customer_id":"1234567890"}' };
  const runner = createRunner({ modulePath: built('runner.js') });
  const { runState, evaluate, createSender } = await executor();
  const sender = createSender();
  const effects = effectsOf(evaluate, sender.send);
  const runInProcess = async (): Promise<void> => {
    const result = await runState(test, settings, effects);
    if (result.kind !== 'run' || result.run.status !== 'SUCCEEDED') throw new Error(JSON.stringify(result));
  };
  const agent = new Agent();
  const bare = () => bareCall(server.url, agent);
  const here = await inTurns(HERE_ROUNDS, [bare, runInProcess]);
  const there = await inTurns(THERE_ROUNDS, [bare, () => runInRunner(test, settings, runner)]);
  runner.dispose();
  sender.close();
  await agent.destroy();
  server.close();
  printTable('A test of an HTTP Task against a server on loopback, in turns with undici.request of the same bytes', [
    ['', 'times', 'median', 'p95', 'bare call', 'to the bare call', 'added'],
    rowOf('in this process', HERE_ROUNDS, here),
    rowOf('in the warm runner', THERE_ROUNDS, there),
  ]);
}

function rowOf(title: string, rounds: number, [bare, own]: readonly Figures[]): string[] {
  if (!bare || !own) return [title];
  const ratio = (own.median / bare.median).toFixed(2);
  return [title, String(rounds), ms(own.median), ms(own.p95), ms(bare.median), ratio, ms(own.median - bare.median)];
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

interface Executor {
  readonly runState: typeof runState;
  readonly createSender: typeof createSender;
  readonly evaluate: typeof evaluate;
}

async function executor(): Promise<Executor> {
  const loaded: unknown = await shipped({
    runState: 'shared/executor/run',
    createSender: 'shared/executor/send',
    evaluate: 'shared/expressions/evaluate',
  });
  return loaded as Executor;
}

/** The world of every run, from outside of the executor. */
function effectsOf(evaluateHere: typeof evaluate, send: Effects['send']): Effects {
  return {
    now: Date.now,
    random: Math.random,
    uuid: randomUUID,
    evaluate: (evaluation) =>
      evaluateHere(evaluation, { now: () => new Date(), random: Math.random, uuid: randomUUID }),
    connection: () => Promise.resolve({ kind: 'found', name: 'Test', connection: basicConnection() }),
    keepToken: () => undefined,
    send,
    wait: () => Promise.resolve(),
    phase: () => undefined,
    signal: new AbortController().signal,
  };
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

/** The example API in a process of its own, as a server that people call is. */
async function startServer(): Promise<{ readonly url: string; close(): void }> {
  const child = fork(built('demo.js'), ['--port', '0', '--exit-with-parent'], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const line = await new Promise<string>((resolve) =>
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString())),
  );
  return { url: /http:\S+/.exec(line)?.[0] ?? '', close: () => child.kill() };
}
