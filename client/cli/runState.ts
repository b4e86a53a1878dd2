import type { RunSettings, TestStateRequest } from '../../shared/executor/testStateRequest';
import type { Project } from '../../shared/project/project';
import { environmentNameOf } from '../../shared/project/reference';
import { type MissingSecret, type ReadSecret, resolveConnection } from '../../shared/project/resolveConnection';
import type { RunOutcome } from '../runner/protocol';
import { createRunner } from '../runner/runner';
import type { World } from './world';
import { WrongUse } from './wrongUse';

/** What a run needs beside its request: the project, where it is or should be written, and how secrets are read. */
export interface RunCircumstances {
  readonly project: Project | undefined;
  readonly projectFile: string;
  readonly settings: RunSettings;
  readonly readSecret: ReadSecret;
}

/** Runs one state in a runner of its own. Throws WrongUse when a secret of its connection is missing. */
export async function runState(
  request: TestStateRequest,
  { project, projectFile, settings, readSecret }: RunCircumstances,
  world: World,
): Promise<RunOutcome> {
  const giveUp = new AbortController();
  const signal = AbortSignal.any([giveUp.signal, world.interrupted()]);
  let missing: MissingSecret | undefined;
  const runner = createRunner({ modulePath: world.places.runnerModule });
  try {
    const outcome = await runner.run(request, settings, {
      signal,
      connection: async (arn) => {
        const answer = await resolveConnection(project, arn, readSecret, projectFile);
        if (answer.kind !== 'missingSecret') return answer;
        missing = answer;
        giveUp.abort();
        return { kind: 'invalid', message: missingSentence(answer) };
      },
    });
    if (missing) throw new WrongUse(missingSentence(missing));
    return outcome;
  } finally {
    runner.dispose();
  }
}

/** Reads secrets from the environment; with `mocked`, where nothing is sent, a missing one gets a placeholder. */
export function secretsOf(env: World['env'], mocked: boolean): ReadSecret {
  return async (ref) => env[environmentNameOf(ref)] ?? (mocked ? `${ref.name}-placeholder` : undefined);
}

function missingSentence({ ref, connection }: MissingSecret): string {
  return `A secret of the connection '${connection}' is missing: set the environment variable ${environmentNameOf(ref)}`;
}
