import type { RunSettings, TestStateRequest } from '../../shared/executor/testStateRequest';
import type { Project } from '../../shared/project/project';
import { environmentNameOf, placeholderOf } from '../../shared/project/reference';
import { type MissingSecret, type ReadSecret, resolveConnection } from '../../shared/project/resolveConnection';
import type { RunOutcome } from '../runner/protocol';
import { createRunner, type Runner } from '../runner/runner';
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
  circumstances: RunCircumstances,
  world: World,
): Promise<RunOutcome> {
  const runner = startRunner(world);
  try {
    return await runIn(runner, request, circumstances, world.interrupted());
  } finally {
    runner.dispose();
  }
}

/** Makes the runner of a world, which logs to standard error. */
export function startRunner({ places, deadlineMilliseconds, err }: World): Runner {
  return createRunner({
    modulePath: places.runnerModule,
    log: (line) => err(`${line}\n`),
    ...(deadlineMilliseconds === undefined ? {} : { deadlineMilliseconds }),
  });
}

/** Runs one state in a runner that is there, until `ended` aborts. Throws WrongUse when a secret is missing. */
export async function runIn(
  runner: Runner,
  request: TestStateRequest,
  { project, projectFile, settings, readSecret }: RunCircumstances,
  ended: AbortSignal,
): Promise<RunOutcome> {
  const giveUp = new AbortController();
  let missing: MissingSecret | undefined;
  const outcome = await runner.run(request, settings, {
    signal: AbortSignal.any([giveUp.signal, ended]),
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
}

/** Reads secrets from the environment; with `mocked`, where nothing is sent, a missing one gets a placeholder. */
export function secretsOf(env: World['env'], mocked: boolean): ReadSecret {
  return async (ref) => env[environmentNameOf(ref)] ?? (mocked ? placeholderOf(ref) : undefined);
}

function missingSentence({ ref, connection }: MissingSecret): string {
  return `A secret of the connection '${connection}' is missing: set the environment variable ${environmentNameOf(ref)}`;
}
