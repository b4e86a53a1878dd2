import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { parseDocument } from '../../shared/document/document';
import type { ConnectionAnswer, Effects } from '../../shared/executor/effects';
import { runState } from '../../shared/executor/run';
import { createSender } from '../../shared/executor/send';
import { callForToken } from '../../shared/executor/tokenCall';
import { checkDefinition } from './checkDefinition';
import { createEvaluators } from './evaluators';
import type { FromRunner, RunMessage, RunOutcome, TokenMessage, ToRunner } from './protocol';

// The runner's process: it owns the runs and the network, and hands expressions to threads of its own.

const evaluators = createEvaluators(path.join(__dirname, 'evaluator.js'), { milliseconds: 1000, megabytes: 64 });
const sender = createSender();

/** A run that has not ended: how to cancel it, and who waits for its connection. */
interface LiveRun {
  readonly abort: AbortController;
  connection?: (answer: ConnectionAnswer) => void;
}

const runs = new Map<number, LiveRun>();

process.on('message', (message: ToRunner) => {
  if (message.kind === 'run') void start(message);
  else if (message.kind === 'evaluate') void evaluate(message);
  else if (message.kind === 'askToken') void askToken(message);
  else if (message.kind === 'cancel') runs.get(message.id)?.abort.abort();
  else runs.get(message.id)?.connection?.(message.answer);
});
process.on('disconnect', () => process.exit(0));

async function start(message: RunMessage): Promise<void> {
  const { id } = message;
  const run: LiveRun = { abort: new AbortController() };
  runs.set(id, run);
  const outcome = await outcomeOf(message, effectsOf(id, run));
  runs.delete(id);
  tell({ kind: 'done', id, outcome });
}

/** The thread of an expression has limits of its own: nothing here needs to be cancelled. */
async function evaluate({ id, evaluation }: Extract<ToRunner, { kind: 'evaluate' }>): Promise<void> {
  tell({ kind: 'evaluated', id, result: await evaluators.evaluate(evaluation) });
}

async function askToken({ id, found, settings }: TokenMessage): Promise<void> {
  const run: LiveRun = { abort: new AbortController() };
  runs.set(id, run);
  const { signal } = run.abort;
  const call = await callForToken(found, settings, {
    now: Date.now,
    send: sender.send,
    phase: () => undefined,
    signal,
  });
  runs.delete(id);
  tell({ kind: 'askedToken', id, call });
}

async function outcomeOf({ request, settings }: RunMessage, effects: Effects): Promise<RunOutcome> {
  try {
    const refusal = checkDefinition(parseDocument(request.definition), request.stateName, settings);
    return refusal ? { kind: 'refused', error: refusal } : await runState(request, settings, effects);
  } catch (error) {
    // Our own mistake: the log of the parent gets it whole, the person a sentence.
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    return { kind: 'ended', why: 'crashed', message: 'The runner met a mistake of its own: its log says more.' };
  }
}

function effectsOf(id: number, run: LiveRun): Effects {
  const { signal } = run.abort;
  return {
    now: Date.now,
    random: Math.random,
    uuid: randomUUID,
    evaluate: evaluators.evaluate,
    connection: (arn, call) =>
      new Promise((resolve) => {
        run.connection = resolve;
        // Nobody answers for a run that was cancelled, and it must not wait for ever.
        signal.addEventListener('abort', () => resolve({ kind: 'invalid', message: 'The run was cancelled.' }));
        tell({ kind: 'needConnection', id, arn, call });
      }),
    keepToken: (token) => tell({ kind: 'token', id, token }),
    send: sender.send,
    wait: (milliseconds) => wait(milliseconds, signal),
    phase: (phase) => tell({ kind: 'phase', id, phase }),
    signal,
  };
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

function tell(message: FromRunner): void {
  if (process.connected) process.send?.(message);
}
