import path from 'node:path';
import type { TestStateRequest } from '../../shared/executor/testStateRequest';
import type { LoadedProject } from '../../shared/project/findProject';
import { blocksRuns, PROJECT_FILE, settingsOf, surroundingsOf, withProfile } from '../../shared/project/project';
import { substitute } from '../../shared/project/substitute';
import { toTestStateOutput } from '../../shared/report/toTestStateOutput';
import type { RunOutcome } from '../runner/protocol';
import { type Command, helpText } from './command';
import { findingLines } from './findings';
import { type Given, readOptions } from './options';
import { chooseProject, projectChoice } from './projectOptions';
import { type RunCircumstances, runState, secretsOf } from './runState';
import { requestFrom, TEST_STATE_OPTIONS } from './testStateOptions';
import type { World } from './world';
import { WrongUse } from './wrongUse';

/** `stateside test-state`: 0 when an answer was printed, 1 for FAILED with --fail or no answer, 2 for wrong use. */
export const TEST_STATE: Command = {
  name: 'test-state',
  summary: 'Run one state, as `aws stepfunctions test-state` does.',
  help: () =>
    helpText(
      'stateside test-state --definition TEXT|file://PATH|PATH [options]',
      'Runs one state on this machine and prints the answer that the TestState API of AWS gives. HTTP Tasks send their request; connections come from the project file.',
      TEST_STATE_OPTIONS,
      [
        'A secret written ${secret:stripe-key} in the project file is read from the environment variable STATESIDE_SECRET_STRIPE_KEY, one written ${env:NAME} from NAME.',
        'Ends with 0 when an answer was printed, with 1 when there is none (or it is FAILED and --fail was given), with 2 when it was called wrongly or TestState refuses the request, and with 130 when it was interrupted.',
      ],
    ),
  run: async (args, world) => {
    const given = readOptions(args, TEST_STATE_OPTIONS, 'test-state');
    if (given.rest[0] !== undefined) throw new WrongUse(`This argument is not expected: ${given.rest[0]}`);
    const { request, folder } = await requestFrom(given, world);
    const { profile, ...choice } = projectChoice(given.values);
    const loaded = await chooseProject({ profile, ...choice }, folder, world);
    refuseBroken(loaded, world);
    const { substitutions } = surroundingsOf(loaded?.project, { profile });
    const whole = { ...request, definition: substitute(request.definition, substitutions) };
    const outcome = await runState(whole, circumstances(loaded, profile, given, request, folder, world), world);
    return report(outcome, whole, given, world);
  },
};

function refuseBroken(loaded: LoadedProject | undefined, world: World): void {
  if (loaded === undefined || !blocksRuns(loaded.problems)) return;
  const file = path.relative(world.cwd, loaded.path) || loaded.path;
  const errors = loaded.problems.filter(({ severity }) => severity === 'ERROR');
  const lines = findingLines({ path: file, text: loaded.text, diagnostics: errors });
  throw new WrongUse(['The project file has to be mended before anything runs:', ...lines].join('\n'));
}

function circumstances(
  loaded: LoadedProject | undefined,
  profile: string | undefined,
  given: Given,
  request: TestStateRequest,
  folder: string,
  world: World,
): RunCircumstances {
  const region = given.values.get('region');
  return {
    project: loaded?.project && withProfile(loaded.project, profile),
    projectFile: loaded?.path ?? path.join(folder, PROJECT_FILE),
    settings: { ...settingsOf(loaded?.project, { profile, region }), strictTestState: true },
    readSecret: secretsOf(world.env, request.mock !== undefined),
  };
}

function report(outcome: RunOutcome, request: TestStateRequest, given: Given, world: World): number {
  if (outcome.kind === 'refused') {
    const { name, message } = outcome.error;
    world.err(`An error occurred (${name}) when calling the TestState operation: ${message}\n`);
    return 2;
  }
  if (outcome.kind === 'ended') {
    world.err(`${outcome.message}\n`);
    return outcome.why === 'cancelled' ? 130 : 1;
  }
  const answer = toTestStateOutput(outcome.run, request.inspectionLevel ?? 'INFO', request.revealSecrets ?? false);
  world.out(`${JSON.stringify(answer, null, 4)}\n`);
  return given.switches.has('fail') && outcome.run.status === 'FAILED' ? 1 : 0;
}
