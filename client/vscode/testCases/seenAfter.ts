import type { StateRun } from '../../../shared/executor/stateRun';
import type { WrittenTestCase } from '../../../shared/project/testCases';
import type { FailedExpectation } from '../../../shared/report/judgement';
import type { Runner } from '../../runner/runner';
import { readText } from '../files';
import type { Prepared } from '../prepare';
import type { RunView } from '../trace/view';
import { type CaseFile, judgeCase, shownExpectation } from './judgeCase';

/** The test case of a run, with its file as it was read before the run; absent where there is none. */
export interface ChosenCase {
  readonly testCase: WrittenTestCase | undefined;
  readonly file: CaseFile | undefined;
}

/** What is to be seen of a run once it has ended, beside the run. */
export interface SeenAfter {
  /** Each part of the expectation that did not hold. */
  readonly failed: readonly FailedExpectation[];
  readonly shown: Pick<RunView, 'expectation' | 'outdated'>;
}

/** Tells whether the expectation of a run's test case held, and whether its definition is still the same. */
export async function seenAfter(
  run: StateRun,
  { source, target }: Prepared,
  { testCase, file }: ChosenCase,
  runner: Pick<Runner, 'evaluate'>,
): Promise<SeenAfter> {
  const isOutdated = (await readText(target.uri)) !== source;
  const outdated = isOutdated ? { outdated: true } : {};
  if (testCase === undefined || file === undefined) return { failed: [], shown: outdated };
  const failed = await judgeCase(run, testCase, file, runner);
  const expectation = shownExpectation(testCase, file, failed);
  return { failed, shown: { ...outdated, ...(expectation && { expectation }) } };
}
