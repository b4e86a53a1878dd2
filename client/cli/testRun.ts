import type { TestedCase } from '../../shared/report/testReport';
import { createGate } from './gate';
import { startRunner } from './runState';
import { type EndedCase, runCase, skippedCase } from './testCase';
import type { TestFile } from './testFiles';
import type { TestChoice } from './testOptions';
import type { Planned } from './testPlan';
import { type RecordedCase, writeRecordings } from './testRecord';
import type { Reporting } from './testReporter';
import type { World } from './world';

/**
 * Runs what is planned, several cases at a time, and hands the results to the reporting in the order of the plan. What
 * is not begun when enough cases failed, or `interrupted` aborts, is skipped. Gives all results.
 */
export async function runPlan(
  plan: readonly Planned[],
  choice: TestChoice,
  world: World,
  reporting: Reporting,
  interrupted: AbortSignal,
): Promise<readonly EndedCase[]> {
  const deadline = choice.deadlineMilliseconds;
  const runner = startRunner(deadline === undefined ? world : { ...world, deadlineMilliseconds: deadline });
  const gate = createGate(choice.jobs);
  const inOrder = orderly(plan.length, reporting);
  let misses = 0;
  const runOne = async (one: Planned): Promise<EndedCase> => {
    if (one.kind === 'case' && (interrupted.aborted || misses >= choice.bail)) return skippedCase(one.planned);
    const result = one.kind === 'broken' ? one : await runCase(one.planned, runner, interrupted);
    if (result.tested.outcome !== 'passed') misses += 1;
    return result;
  };
  try {
    const ended = plan.map(async (one, index) => {
      const leave = await gate.enter();
      const result = await runOne(one).finally(leave);
      inOrder(index, result.tested);
      return result;
    });
    return await Promise.all(ended);
  } finally {
    runner.dispose();
  }
}

/** Hands results on as soon as all before them are there. */
function orderly(count: number, reporting: Reporting): (index: number, tested: TestedCase) => void {
  const waiting = new Map<number, TestedCase>();
  let next = 0;
  let done = 0;
  return (index, tested) => {
    waiting.set(index, tested);
    done += 1;
    for (let ready = waiting.get(next); ready !== undefined; ready = waiting.get(next)) {
      waiting.delete(next);
      next += 1;
      reporting.add(ready);
    }
    reporting.progress(done, count);
  };
}

/** Writes what was recorded into the files, and gives a sentence for each file into which nothing could be written. */
export async function recordAll(plan: readonly Planned[], ended: readonly EndedCase[]): Promise<readonly string[]> {
  const files = new Map<TestFile, RecordedCase[]>();
  for (const [index, one] of plan.entries()) {
    const recording = ended[index]?.recording;
    if (one.kind !== 'case' || recording === undefined) continue;
    const { file, testCase } = one.planned;
    files.set(file, [...(files.get(file) ?? []), { testCase, recording }]);
  }
  const problems: string[] = [];
  for (const [file, recorded] of files) {
    const problem = await writeRecordings(file, recorded);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}
