import path from 'node:path';
import { checkText } from './checkFile';
import { type Command, helpText } from './command';
import { type CheckedFile, findingLines, findingsJson, hasErrors, summaryOf } from './findings';
import { HELP_OPTION, type Option, readOptions } from './options';
import { chooseProject, PROJECT_OPTIONS, type ProjectChoice, projectChoice } from './projectOptions';
import { readTextFile, type World } from './world';
import { WrongUse } from './wrongUse';

const OPTIONS: readonly Option[] = [
  {
    name: 'format',
    value: 'FORMAT',
    values: ['text', 'json'],
    doc: 'How findings are printed: text (the default) prints file:line:column, code and message; json prints {"files":[{"path","diagnostics"}]}.',
  },
  ...PROJECT_OPTIONS,
  HELP_OPTION,
];

/** `stateside validate`: 0 without errors, 1 with any, 2 for wrong use. */
export const VALIDATE: Command = {
  name: 'validate',
  summary: 'Check definitions, project files and test cases.',
  help: () =>
    helpText(
      'stateside validate FILE... [options]',
      'Checks state machine definitions (or single states), stateside.json files and *.asl.test.json files. A dash stands for standard input.',
      OPTIONS,
      ['Ends with 0 when there is no error, with 1 when there is one, and with 2 when it was called wrongly.'],
    ),
  run: async (args, world) => {
    const given = readOptions(args, OPTIONS, 'validate');
    if (given.rest.length === 0) throw new WrongUse('There is nothing to check: name at least one file');
    const files = await checkFiles(given.rest, projectChoice(given.values), world);
    print(files, given.values.get('format') ?? 'text', world);
    return hasErrors(files) ? 1 : 0;
  },
};

async function checkFiles(
  names: readonly string[],
  choice: ProjectChoice,
  world: World,
): Promise<readonly CheckedFile[]> {
  const files: CheckedFile[] = [];
  for (const name of names) files.push(await checkFile(name, choice, world));
  return files;
}

/** Checks a file with the project that belongs to it; the path stays as it was written. */
export async function checkFile(name: string, choice: ProjectChoice, world: World): Promise<CheckedFile> {
  const isInput = name === '-';
  const text = isInput ? await world.readInput() : await readTextFile(world.cwd, name);
  const file = path.resolve(world.cwd, name);
  const loaded = await chooseProject(choice, isInput ? world.cwd : path.dirname(file), world);
  return { path: name, text, diagnostics: await checkText(file, text, loaded?.project, choice.profile) };
}

function print(files: readonly CheckedFile[], format: string, world: World): void {
  if (format === 'json') {
    world.out(`${JSON.stringify({ files: files.map(findingsJson) }, null, 2)}\n`);
    return;
  }
  for (const line of files.flatMap(findingLines)) world.out(`${line}\n`);
  world.err(`${summaryOf(files)}\n`);
}
