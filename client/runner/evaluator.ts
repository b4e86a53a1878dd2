import { randomUUID } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { type Evaluation, evaluate } from '../../shared/expressions/evaluate';
import type { Effects } from '../../shared/expressions/scope';
import { clearMark, writeMark } from './mark';

// The evaluator's thread: one evaluation a message, marked while it lasts. The main thread ends it at its limits.

const mark = workerData as SharedArrayBuffer;

const effects: Effects = {
  now: () => new Date(),
  random: Math.random,
  uuid: randomUUID,
  entering: (field, expression) =>
    writeMark(mark, { since: Number(process.hrtime.bigint() / 1_000_000n), field, expression }),
};

parentPort?.on('message', (evaluation: Evaluation) => {
  void evaluate(evaluation, effects).then((result) => {
    clearMark(mark);
    parentPort?.postMessage(result);
  });
});
