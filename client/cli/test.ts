import { totalsOf } from '../../shared/report/testReport';
import { type Command, helpText } from './command';
import { readTestChoice, TEST_OPTIONS, type TestChoice } from './testOptions';
import { type Planned, planCases } from './testPlan';
import { createReporting } from './testReporter';
import { recordAll, runPlan } from './testRun';
import { INTERRUPTED, type World } from './world';

/** `stateside test`: 0 when all cases pass, 1 when one fails, 2 for wrong use or a file that cannot be used. */
export const TEST: Command = {
  name: 'test',
  summary: 'Run test cases and compare them with what they expect.',
  help: () =>
    helpText(
      'stateside test [FILE | FOLDER | PATTERN]... [options]',
      'Runs the cases of *.asl.test.json files, by default of all in this folder and those in it, against the definitions beside them. HTTP Tasks send their requests, unless the case has a mock.',
      TEST_OPTIONS,
      [
        'A secret written ${secret:stripe-key} in the project file is read from the environment variable STATESIDE_SECRET_STRIPE_KEY, one written ${env:NAME} from NAME; a case with a mock needs none.',
        'Ends with 0 when every case passed, with 1 when one failed, with 2 when it was called wrongly or a file or a secret is missing or broken, and with 130 when it was interrupted.',
      ],
    ),
  run: async (args, world) => {
    const choice = readTestChoice(args);
    const interrupted = world.interrupted();
    return runTests(await planCases(choice, world), choice, world, interrupted);
  },
};

async function runTests(
  plan: readonly Planned[],
  choice: TestChoice,
  world: World,
  interrupted: AbortSignal,
): Promise<number> {
  const startedAt = new Date();
  const reporting = createReporting(choice.reporter, choice.output, world);
  reporting.begin(plan.length);
  const ended = await runPlan(plan, choice, world, reporting, interrupted);
  const problems = await recordAll(plan, ended);
  const cases = ended.map(({ tested }) => tested);
  const { failed, broken, skipped } = totalsOf(cases);
  const stopped = interrupted.aborted ? 'Interrupted' : skipped > 0 ? 'Stopped by --bail' : undefined;
  const milliseconds = Date.now() - startedAt.getTime();
  await reporting.end({ cases, startedAt: startedAt.toISOString(), milliseconds, stopped });
  for (const problem of problems) world.err(`${problem}\n`);
  if (interrupted.aborted) return INTERRUPTED;
  if (broken > 0 || problems.length > 0) return 2;
  return failed > 0 ? 1 : 0;
}
