import path from 'node:path';
import { plainFinding, type TestedCase, titleOf, totalsOf } from '../../shared/report/testReport';
import { type Command, helpText } from './command';
import { createGate } from './gate';
import { choosePlace, circumstancesOf, type Place } from './place';
import { startRunner } from './runState';
import { type EndedCase, type PlannedCase, runCase, skippedCase } from './testCase';
import { readTestFile, requestOf, type TestFile, testFilesOf } from './testFiles';
import { readTestChoice, TEST_OPTIONS, type TestChoice } from './testOptions';
import { type RecordedCase, writeRecordings } from './testRecord';
import { createReporting, type Reporting } from './testReporter';
import { INTERRUPTED, type World } from './world';
import { WrongUse } from './wrongUse';

/** `stateside test`: 0 when all cases pass, 1 when one fails, 2 for wrong use or a file that cannot be used. */
export const TEST: Command = {
  name: 'test',
  summary: 'Run test cases and compare them with what they expect.',
  help: () =>
    helpText(
      'stateside test [FILE | FOLDER | PATTERN]... [options]',
      'Runs the test cases of *.asl.test.json files, by default of all in this folder and those in it, against the definitions beside them. HTTP Tasks send their requests, unless their case has a mock.',
      TEST_OPTIONS,
      [
        'A secret written ${secret:stripe-key} in the project file is read from the environment variable STATESIDE_SECRET_STRIPE_KEY, one written ${env:NAME} from NAME; a case with a mock needs none.',
        'Ends with 0 when every case passed, with 1 when one failed, with 2 when it was called wrongly or a file or secret is missing or broken, and with 130 when it was interrupted.',
      ],
    ),
  run: async (args, world) => {
    const choice = readTestChoice(args);
    const interrupted = world.interrupted();
    const once = tellingOnce(world);
    const files = await readFiles(choice, once);
    const planned = planOf(files, choice);
    return runAll(planned, choice, once, interrupted);
  },
};

/** A file with what its cases need to run, or only with what is wrong with it. */
interface ReadFile {
  readonly file: TestFile;
  readonly place: Place;
}

/** What is known of one project file is told once, however many files of test cases it belongs to. */
function tellingOnce(world: World): World {
  const told = new Set<string>();
  return {
    ...world,
    err: (text) => {
      if (told.has(text)) return;
      if (text.startsWith('Not all connections')) told.add(text);
      world.err(text);
    },
  };
}

async function readFiles({ names, given }: TestChoice, world: World): Promise<readonly ReadFile[]> {
  const places = new Map<string, Promise<Place>>();
  const read: ReadFile[] = [];
  for (const name of await testFilesOf(names, world)) {
    const folder = path.dirname(path.resolve(world.cwd, name));
    const place = places.get(folder) ?? choosePlace(given.values, folder, world);
    places.set(folder, place);
    read.push({ file: await readTestFile(name, await place, world), place: await place });
  }
  return read;
}

/** The cases to run, or a file that is broken, in the order of the files. */
type Planned = PlannedCase | { readonly broken: TestedCase };

function planOf(files: readonly ReadFile[], choice: TestChoice): readonly Planned[] {
  const planned = files.flatMap((read): readonly Planned[] =>
    read.file.broken.length > 0 ? [{ broken: brokenFile(read.file) }] : plannedCases(read, choice),
  );
  if (planned.length === 0) {
    const filter = choice.given.values.get('filter');
    throw new WrongUse(filter === undefined ? 'The files hold no test cases' : `No case is like this: --filter ${filter}`);
  }
  return planned;
}

function brokenFile({ file, broken }: TestFile): TestedCase {
  const [{ line, column } = { line: 1, column: 1 }] = broken;
  return { file, state: '', name: '', outcome: 'broken', line, column, milliseconds: 0, findings: broken, notes: [] };
}

function plannedCases({ file, place }: ReadFile, { isChosen, offline, record }: TestChoice): readonly PlannedCase[] {
  return file.cases
    .filter((testCase) => isChosen(titleOf(testCase)))
    .map((testCase) => ({ file, testCase, place, offline, record }));
}

async function runAll(
  planned: readonly Planned[],
  choice: TestChoice,
  world: World,
  interrupted: AbortSignal,
): Promise<number> {
  const startedAt = new Date();
  const reporting = createReporting(choice.reporter, choice.output, world);
  reporting.begin(planned.length);
  const ended = await endedCases(planned, choice, world, interrupted, reporting);
  const problems = await recordAll(planned, ended);
  const cases = ended.map(({ tested }) => tested);
  const totals = totalsOf(cases);
  const milliseconds = Date.now() - startedAt.getTime();
  const stopped = interrupted.aborted
    ? 'Interrupted.'
    : totals.skipped > 0
      ? `Stopped, as --bail has it: ${totals.skipped} cases were not run.`
      : undefined;
  await reporting.end({ cases, startedAt: startedAt.toISOString(), milliseconds, stopped });
  for (const problem of problems) world.err(`${problem}\n`);
  if (interrupted.aborted) return INTERRUPTED;
  if (totals.broken > 0 || problems.length > 0) return 2;
  return totals.failed > 0 ? 1 : 0;
}
