import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT_FILE, type Project, readProject, settingsOf } from '../../shared/project/project';
import { toTestStateRequest } from '../../shared/project/testCaseRequest';
import { readTestCases, sidecarPath } from '../../shared/project/testCases';
import { traceText } from '../../shared/report/traceText';
import { startExampleApi } from '../demo/server';
import { type Command, helpText } from './command';
import { findingLines, summaryOf } from './findings';
import { HELP_OPTION, readOptionsOnly } from './options';
import { runState } from './runState';
import { checkFile } from './validate';
import { readTextFile, type World } from './world';

const OPTIONS = [HELP_OPTION];

const EXAMPLE = 'invoice.asl.json';
const WRONG_EXAMPLE = 'mistakes.asl.json';

/** `stateside tour`: what the program does, shown with the embedded examples. 0 when all of it could be shown. */
export const TOUR: Command = {
  name: 'tour',
  summary: 'Show what Stateside does, with the embedded examples.',
  help: () =>
    helpText(
      'stateside tour',
      'Checks the embedded examples, one of which has mistakes, starts the example API on a free port of this machine, runs an HTTP Task against it and prints its trace.',
      OPTIONS,
    ),
  run: async (args, world) => {
    readOptionsOnly(args, OPTIONS, 'tour');
    await showFindings(world);
    const code = await showRun(world);
    world.out(`\n${howToOpen(world)}\n`);
    return code;
  },
};

async function showFindings(world: World): Promise<void> {
  const names = (await readdir(world.places.examples)).filter((name) => name.endsWith('.json')).sort();
  const folder = shortPath(world.places.examples, world);
  const files = [];
  for (const name of names) files.push(await checkFile(path.join(folder, name), NO_CHOICE, world));
  world.out(`Checking the examples (${WRONG_EXAMPLE} is wrong on purpose): ${summaryOf(files)}\n\n`);
  for (const line of files.flatMap(findingLines)) world.out(`${line}\n`);
}

const NO_CHOICE = { file: undefined, profile: undefined };

async function showRun(world: World): Promise<number> {
  const api = await startExampleApi();
  try {
    const definition = await example(EXAMPLE, world);
    const [first] = readTestCases(await example(sidecarPath(EXAMPLE), world)).cases;
    const { project } = readProject(await example(PROJECT_FILE, world));
    world.out(`\nRunning ${first?.state} of ${EXAMPLE}: ${first?.name}\n\n`);
    const here = project && sentTo(project, api.url);
    const circumstances = {
      project: here,
      projectFile: PROJECT_FILE,
      settings: settingsOf(here),
      readSecret: async () => 'example-secret',
    };
    const outcome = await runState(toTestStateRequest(definition, first), circumstances, world);
    if (outcome.kind === 'run') {
      world.out(traceText(outcome.run, { reveal: false, ...world.screen }));
      return outcome.run.status === 'SUCCEEDED' ? 0 : 1;
    }
    world.err(`${outcome.kind === 'refused' ? outcome.error.message : outcome.message}\n`);
    return 1;
  } finally {
    await api.close();
  }
}

function example(name: string, world: World): Promise<string> {
  return readTextFile(world.places.examples, name);
}

/** The examples name the usual port of the example API; here it has another one. */
function sentTo(project: Project, url: string): Project {
  return { ...project, endpoints: Object.fromEntries(Object.keys(project.endpoints).map((prefix) => [prefix, url])) };
}

function howToOpen(world: World): string {
  const { extension, examples } = world.places;
  const files = `run "npm run package" and "code --install-extension ${shortPath(extension, world)}", open the folder ${shortPath(examples, world)}`;
  return `The same in VS Code: ${files}, start "Stateside: Start Example API", and click Test state above the state in ${EXAMPLE}.`;
}

function shortPath(file: string, world: World): string {
  return path.relative(world.cwd, file) || '.';
}
