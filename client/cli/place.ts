import path from 'node:path';
import type { TestStateRequest } from '../../shared/executor/testStateRequest';
import type { LoadedProject } from '../../shared/project/findProject';
import { blocksRuns, PROJECT_FILE, settingsOf, surroundingsOf, withProfile } from '../../shared/project/project';
import { substitute } from '../../shared/spec/substitution';
import { findingLines } from './findings';
import { chooseProject, projectChoice } from './projectOptions';
import { type RunCircumstances, secretsOf } from './runState';
import type { World } from './world';
import { WrongUse } from './wrongUse';

/** Where states are run: the project that was found from a folder upwards, if any, and what was chosen beside it. */
export interface Place {
  readonly folder: string;
  readonly loaded: LoadedProject | undefined;
  readonly profile: string | undefined;
  readonly region: string | undefined;
}

/** The place that options describe. Throws WrongUse when the project is not there or must not be run with. */
export async function choosePlace(values: ReadonlyMap<string, string>, folder: string, world: World): Promise<Place> {
  const choice = projectChoice(values);
  const loaded = await chooseProject(choice, folder, world);
  tellMistakes(loaded, world);
  return { folder, loaded, profile: choice.profile, region: values.get('region') };
}

/** The request as it is run: with the texts of the project in the places of `${Name}`. */
export function substituted({ loaded, profile }: Place, request: TestStateRequest): TestStateRequest {
  const { substitutions } = surroundingsOf(loaded?.project, { profile });
  return { ...request, definition: substitute(request.definition, substitutions) };
}

/** What a run needs beside its request, as TestState has it; secrets come from the environment. */
export function circumstancesOf(
  { folder, loaded, profile, region }: Place,
  request: TestStateRequest,
  world: World,
): RunCircumstances {
  return {
    project: loaded?.project && withProfile(loaded.project, profile),
    projectFile: loaded?.path ?? path.join(folder, PROJECT_FILE),
    settings: { ...settingsOf(loaded?.project, { profile, region }), strictTestState: true },
    readSecret: secretsOf(world.env, request.mock !== undefined),
  };
}

/** A project that would send requests elsewhere is refused; connections that cannot be used are only told of. */
function tellMistakes(loaded: LoadedProject | undefined, world: World): void {
  const errors = loaded?.problems.filter(({ severity }) => severity === 'ERROR') ?? [];
  if (loaded === undefined || errors.length === 0) return;
  const file = path.relative(world.cwd, loaded.path) || loaded.path;
  const lines = findingLines({ path: file, text: loaded.text, diagnostics: errors });
  if (blocksRuns(loaded.problems))
    throw new WrongUse(['The project file has to be mended before anything runs:', ...lines].join('\n'));
  world.err(`Not all connections of the project file can be used:\n${lines.join('\n')}\n`);
}
