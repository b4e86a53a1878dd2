import { Worker } from 'node:worker_threads';
import type { Evaluation, EvaluationResult } from '../../shared/expressions/evaluate';
import { readMark, sharedMark } from './mark';

/** Evaluates in worker threads, each ended when one expression takes too long or too much memory. */
export interface Evaluators {
  /** Never rejects: what goes wrong is the ASL error of the expression. */
  evaluate(evaluation: Evaluation): Promise<EvaluationResult>;
  /** Ends all threads. */
  close(): void;
}

/** Limits of the evaluation of expressions. */
export interface EvaluatorLimits {
  /** Milliseconds that one expression may take: a second, as AWS has it. */
  readonly milliseconds: number;
  readonly megabytes: number;
}

/** A thread that evaluates one thing at a time. */
interface Evaluator {
  readonly worker: Worker;
  readonly mark: SharedArrayBuffer;
}

/** Makes the threads' keeper; threads start when they are needed and are used again. */
export function createEvaluators(modulePath: string, limits: EvaluatorLimits): Evaluators {
  const idle: Evaluator[] = [];
  const all = new Set<Evaluator>();
  const startOne = (): Evaluator => {
    const mark = sharedMark();
    const worker = new Worker(modulePath, {
      workerData: mark,
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: limits.megabytes, stackSizeMb: 4 },
    });
    const evaluator = { worker, mark };
    all.add(evaluator);
    return evaluator;
  };
  const end = (evaluator: Evaluator): void => {
    all.delete(evaluator);
    void evaluator.worker.terminate();
  };
  return {
    evaluate: async (evaluation) => {
      const evaluator = idle.pop() ?? startOne();
      const { result, reusable } = await ask(evaluator, evaluation, limits);
      if (reusable) idle.push(evaluator);
      else end(evaluator);
      return result;
    },
    close: () => {
      for (const evaluator of all) end(evaluator);
      idle.length = 0;
    },
  };
}

interface Asked {
  readonly result: EvaluationResult;
  readonly reusable: boolean;
}

function ask({ worker, mark }: Evaluator, evaluation: Evaluation, limits: EvaluatorLimits): Promise<Asked> {
  return new Promise((resolve) => {
    const finish = (asked: Asked): void => {
      clearInterval(watch);
      // Without names the worker's own listeners would go too, and no later message would arrive.
      for (const event of ['message', 'error', 'exit']) worker.removeAllListeners(event);
      // A thread that is being ended may still say that it ran out of memory: nobody asks any more.
      worker.on('error', () => undefined);
      resolve(asked);
    };
    const fail = (why: string): void => finish({ result: limitError(mark, evaluation, why), reusable: false });
    const asked = now();
    const watch = setInterval(() => {
      const { since } = readMark(mark);
      if (since === 0 && now() - asked > START_MILLISECONDS) fail('Expression evaluation did not begin');
      if (since !== 0 && now() - since > limits.milliseconds)
        fail(`Expression evaluation took longer than ${limits.milliseconds} ms`);
    }, limits.milliseconds / 10);
    worker.on('message', (result: EvaluationResult) => finish({ result, reusable: true }));
    worker.on('error', (error: Error & { code?: string }) =>
      fail(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? MEMORY_SENTENCE
          : `Expression evaluation broke down: ${error.message}`,
      ),
    );
    worker.on('exit', () => fail('Expression evaluation ended'));
    worker.postMessage(evaluation);
  });
}

/** A thread that has not begun by then never will. */
const START_MILLISECONDS = 10_000;

const MEMORY_SENTENCE = 'Expression evaluation memory limit exceeded: Check for excessive memory usage';

/** The same clock in every thread: milliseconds since the system started. */
function now(): number {
  return Number(process.hrtime.bigint() / 1_000_000n);
}

/** JSONata fails with its own error, which Retry and Catch may take; a path or intrinsic function with States.Runtime. */
function limitError(mark: SharedArrayBuffer, evaluation: Evaluation, why: string): EvaluationResult {
  const { field, expression } = readMark(mark);
  if (evaluation.kind !== 'jsonata')
    return {
      ok: false,
      error: 'States.Runtime',
      cause: `The expression '${expression}' of the field '${field}' was ended: ${why}`,
    };
  const cause = `The JSONata expression '${expression}' specified for the field '${field}' threw an error during evaluation: ${why}`;
  return { ok: false, error: 'States.QueryEvaluationError', cause };
}
