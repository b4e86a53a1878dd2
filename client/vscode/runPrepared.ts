import type { Phase } from '../../shared/executor/effects';
import type { RunOutcome } from '../runner/protocol';
import type { Runner } from '../runner/runner';
import type { Confirm } from './confirmation';
import { answerConnection, type Going } from './connectionAnswer';
import { resultOf } from './connections/lastResult';
import type { Results } from './connections/results';
import type { Prepared } from './prepare';
import type { Secrets } from './secrets';

/** What a run works with, wherever it was begun. */
export interface RunTools {
  readonly runner: Runner;
  readonly secrets: Pick<Secrets, 'known' | 'get'>;
  /** Asked before something is sent that may change a production system. */
  readonly confirm: Confirm;
  /** What came of the connections. */
  readonly results: Results;
}

/** Runs what was prepared: answers for its connections, asks what has to be asked, and notes what came of them. */
export async function runPrepared(
  tools: RunTools,
  prepared: Prepared,
  going: Going,
  phase: (phase: Phase) => void,
): Promise<RunOutcome> {
  const outcome = await tools.runner.run(prepared.request, prepared.settings, {
    connection: (arn, call) => answerConnection({ arn, call }, prepared, going, tools),
    phase,
    signal: going.abort.signal,
  });
  const result = resultOf(outcome);
  const { project } = prepared;
  if (result && project && going.connection !== undefined) {
    tools.results.note(project.path, going.connection, project.profile?.name, result);
  }
  return outcome;
}
