import { definitionJson } from '../../shared/document/definitionJson';
import { type Format, lineColumns } from '../../shared/document/document';
import type { StateRun } from '../../shared/executor/stateRun';
import type { TestStateRequest } from '../../shared/executor/testStateRequest';
import type { RunOutcome } from '../runner/protocol';
import { type Command, helpText } from './command';
import { hintsFor } from './hints';
import { answerLines } from './jsonl';
import { type Given, readOptionsOnly } from './options';
import { choosePlace, circumstancesOf, substituted } from './place';
import { replyOf } from './reply';
import { runState } from './runState';
import { requestFrom, TEST_STATE_OPTIONS } from './testStateOptions';
import { INTERRUPTED, type World } from './world';
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
    const given = readOptionsOnly(args, TEST_STATE_OPTIONS, 'test-state', 'a definition is given with --definition');
    if (given.switches.has('jsonl')) return answerLines(given, world);
    const { request, folder, format } = await requestFrom(given, world);
    const place = await choosePlace(given.values, folder, world);
    const whole = inJson(substituted(place, request), format);
    const circumstances = circumstancesOf(place, request, world);
    const settings = { ...circumstances.settings, ...retrySettings(given) };
    const outcome = await runState(whole, { ...circumstances, settings }, world);
    if (outcome.kind === 'run' && settings.retry) tellAttempts(outcome.run, world);
    const code = report(outcome, whole, given, world);
    for (const hint of await hintsFor(outcome, whole, given, settings.endpoints, world)) world.err(`Hint: ${hint}\n`);
    return code;
  },
};

/** TestState takes JSON: a definition in YAML is rewritten, when its substitutions are put in. */
function inJson(request: TestStateRequest, format: Format): TestStateRequest {
  const { text, problem } = definitionJson(request.definition, format);
  if (problem === undefined) return { ...request, definition: text };
  const { line, character } = lineColumns(request.definition)(problem.span.start);
  throw new WrongUse(`The definition is not YAML: ${line + 1}:${character + 1}: ${problem.message}`);
}

function retrySettings({ switches }: Given): { readonly retry: boolean; readonly skipWaits: boolean } {
  const [retry, skipWaits] = [switches.has('retry'), switches.has('skip-waits')];
  if (skipWaits && !retry) throw new WrongUse('There are waits only with --retry: --skip-waits');
  return { retry, skipWaits };
}

/** TestState's answer has no place for tries: they are told beside it. */
function tellAttempts({ attempts }: StateRun, world: World): void {
  for (const [index, { error, cause, waitMilliseconds }] of attempts.entries()) {
    const how = error === undefined ? 'succeeded' : `${error}${cause === undefined ? '' : `: ${cause}`}`;
    const next = waitMilliseconds === undefined ? '' : `, next try after ${waitMilliseconds / 1000} s`;
    world.err(`Try ${index + 1}: ${how}${next}\n`);
  }
}

function report(outcome: RunOutcome, request: TestStateRequest, { switches }: Given, world: World): number {
  const reply = replyOf(outcome, request);
  if (reply.ok) {
    world.out(`${JSON.stringify(reply.value, null, 4)}\n`);
    return switches.has('fail') && reply.value.status === 'FAILED' ? 1 : 0;
  }
  const { name, message } = reply.error;
  if (name === 'InternalFailure') {
    world.err(`${message}\n`);
    return outcome.kind === 'ended' && outcome.why === 'cancelled' ? INTERRUPTED : 1;
  }
  world.err(`An error occurred (${name}) when calling the TestState operation: ${message}\n`);
  return 2;
}
