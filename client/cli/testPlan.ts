import path from 'node:path';
import { type TestedCase, titleOf } from '../../shared/report/testReport';
import { choosePlace, circumstancesOf, type Place } from './place';
import type { PlannedCase } from './testCase';
import { readTestFile, requestOf, type TestFile, testFilesOf } from './testFiles';
import type { TestChoice } from './testOptions';
import type { World } from './world';
import { WrongUse } from './wrongUse';

/** Something to run, in the order of the files: a case, or in the place of all cases of a file that is broken, its result. */
export type Planned =
  | { readonly kind: 'case'; readonly planned: PlannedCase }
  | { readonly kind: 'broken'; readonly tested: TestedCase };

/** Reads the files that were named and plans their cases. Throws WrongUse where nothing is left to run. */
export async function planCases(choice: TestChoice, world: World): Promise<readonly Planned[]> {
  const told = tellingOnce(world);
  const placeIn = rememberedPlaces(choice, told);
  const all: Planned[] = [];
  for (const name of await testFilesOf(choice.names, world)) {
    const place = await placeIn(path.dirname(path.resolve(world.cwd, name)));
    const file = await readTestFile(name, place, world);
    if (file.broken.length > 0) all.push({ kind: 'broken', tested: brokenFile(file) });
    else all.push(...casesOf(file, place, choice, told).map((planned) => ({ kind: 'case', planned }) as const));
  }
  if (all.length > 0) return all;
  const filter = choice.given.values.get('filter');
  throw new WrongUse(
    filter === undefined ? 'There are no test cases in the files' : `No case fits: --filter ${filter}`,
  );
}

/** Many files of test cases may stand in a folder, which has one project. */
function rememberedPlaces({ given }: TestChoice, world: World): (folder: string) => Promise<Place> {
  const places = new Map<string, Promise<Place>>();
  return (folder) => {
    const place = places.get(folder) ?? choosePlace(given.values, folder, world);
    places.set(folder, place);
    return place;
  };
}

/** What is wrong with a project is told once, however many folders it is for. */
function tellingOnce(world: World): World {
  const told = new Set<string>();
  return {
    ...world,
    err: (text) => {
      if (!told.has(text)) world.err(text);
      told.add(text);
    },
  };
}

function brokenFile({ file, broken }: TestFile): TestedCase {
  const { line, column } = broken[0] ?? { line: 1, column: 1 };
  return { file, state: '', name: '', outcome: 'broken', line, column, milliseconds: 0, findings: broken, notes: [] };
}

/** A test may set the context without a mock; TestState alone would refuse that. */
function casesOf(
  file: TestFile,
  place: Place,
  { isChosen, offline, record }: TestChoice,
  world: World,
): readonly PlannedCase[] {
  return file.cases
    .filter((testCase) => isChosen(titleOf(testCase)))
    .map((testCase) => {
      const request = requestOf(file, testCase);
      const { settings, ...circumstances } = circumstancesOf(place, request, world);
      const lenient = { ...circumstances, settings: { ...settings, strictTestState: false } };
      return { file, testCase, request, circumstances: lenient, offline, record };
    });
}
