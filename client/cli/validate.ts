import path from 'node:path';
import type { LoadedProject } from '../../shared/project/findProject';
import { type ChosenSeverities, checkProject, checkText, isDefinitionPath } from './checkFile';
import { type Command, helpText } from './command';
import { findFiles, INPUT } from './findFiles';
import { type CheckedFile, countOf } from './findings';
import { type Given, HELP_OPTION, type Option, readOptions } from './options';
import { FORMAT_OPTION, printFindings } from './printFindings';
import { chooseProject, PROJECT_OPTIONS, type ProjectChoice, projectChoice } from './projectOptions';
import { chosenSeverities, mostWarnings, RULE_OPTION, WARNINGS_OPTION } from './ruleOptions';
import { readTextFile, type World } from './world';
import { UnreadableFile, WrongUse } from './wrongUse';

const OPTIONS: readonly Option[] = [
  FORMAT_OPTION,
  RULE_OPTION,
  WARNINGS_OPTION,
  {
    name: 'stdin-filename',
    value: 'NAME',
    doc: 'The path that standard input counts as: it gives the format, which its first line gives otherwise, and the folder in which the project is looked for.',
  },
  ...PROJECT_OPTIONS,
  HELP_OPTION,
];

/** `stateside validate`: 0 without errors, 1 with any or with too many warnings, 2 for wrong use and for files that cannot be read. */
export const VALIDATE: Command = {
  name: 'validate',
  summary: 'Check definitions, project files and test cases.',
  help: () =>
    helpText(
      'stateside validate (FILE | FOLDER | PATTERN | -)... [options]',
      'Checks state machine definitions (or single states), stateside.json files and *.asl.test.json files.',
      OPTIONS,
      [
        'In a folder and those in it, files that end in .asl.json, .asl, .asl.yaml, .asl.yml or .asl.test.json are checked, and stateside.json; node_modules and names that begin with a dot are left out. Patterns such as "flows/**/*.{json,yaml}" take any file: quote them. A dash stands for standard input.',
        'Ends with 0 when there is no error, with 1 when there is one or more warnings than allowed, and with 2 when it was called wrongly or a file cannot be read: the others are checked all the same.',
      ],
    ),
  run: async (args, world) => {
    const given = readOptions(args, OPTIONS, 'validate');
    const most = mostWarnings(given.values.get('max-warnings'));
    const checks = checksOf(given);
    const { files, unread } = await checkFiles(await findFiles(namesOf(given), world), checks, world);
    await printFindings(files, unread, given.values.get('format') ?? 'text', world);
    if (unread.length > 0) return 2;
    if (countOf(files, 'ERROR') > 0) return 1;
    const warnings = countOf(files, 'WARNING');
    if (most === undefined || warnings <= most) return 0;
    world.err(`There are more warnings than allowed (${most}): ${warnings}\n`);
    return 1;
  },
};

/** How files are checked. */
interface Checks {
  readonly choice: ProjectChoice;
  readonly severities: ChosenSeverities;
  /** What standard input is called. */
  readonly inputName: string | undefined;
}

function checksOf({ values, lists }: Given): Checks {
  return {
    choice: projectChoice(values),
    severities: chosenSeverities(lists.get('rule')),
    inputName: values.get('stdin-filename'),
  };
}

function namesOf({ rest, values }: Given): readonly string[] {
  if (rest.length === 0) throw new WrongUse('There is nothing to check: name at least one file or folder');
  if (values.has('stdin-filename') && !rest.includes(INPUT)) {
    throw new WrongUse('--stdin-filename is for standard input, which a dash stands for: add -');
  }
  return rest;
}

/** What was checked, and what could not be read. */
interface Checked {
  readonly files: readonly CheckedFile[];
  readonly unread: readonly UnreadableFile[];
}

/** The files as they were named, then the project files behind them in which something is wrong, each once. */
async function checkFiles(names: readonly string[], checks: Checks, world: World): Promise<Checked> {
  if (checks.choice.file !== undefined) await chooseProject(checks.choice, world.cwd, world);
  const files: CheckedFile[] = [];
  const projects = new Map<string, CheckedFile>();
  const unread = new Map<string, UnreadableFile>();
  for (const name of names) {
    const loaded = await unlessUnread(unread, world.cwd, projectOf(name, checks, world));
    const file = await unlessUnread(unread, world.cwd, checkOne(name, loaded, checks, world));
    if (file) files.push(file);
    const isUsed = loaded !== undefined && isDefinitionPath(fullPath(name, checks, world));
    if (isUsed && !projects.has(loaded.path)) projects.set(loaded.path, checkedProject(loaded, checks, world));
  }
  for (const name of names) projects.delete(path.resolve(world.cwd, name));
  const wrong = [...projects.values()].filter(({ diagnostics }) => diagnostics.length > 0);
  return { files: [...files, ...wrong], unread: [...unread.values()] };
}

/** One file that cannot be read must not keep the findings about the others back. */
async function unlessUnread<Value>(unread: Map<string, UnreadableFile>, cwd: string, work: Promise<Value>) {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    const key = path.resolve(cwd, error.file);
    // A project file that is met on the way is named as the person did, where the person named it, too.
    if (!unread.has(key) || !path.isAbsolute(error.file)) unread.set(key, error);
    return undefined;
  }
}

function checkedProject({ path: file, text }: LoadedProject, { severities }: Checks, world: World): CheckedFile {
  return { path: path.relative(world.cwd, file), text, diagnostics: checkProject(text, severities) };
}

/** Checks a file with the project that belongs to it; the path stays as it was written. Throws UnreadableFile. */
export async function checkFile(name: string, choice: ProjectChoice, world: World): Promise<CheckedFile> {
  const checks: Checks = { choice, severities: {}, inputName: undefined };
  return checkOne(name, await projectOf(name, checks, world), checks, world);
}

function shownName(name: string, { inputName }: Checks): string {
  return name === INPUT ? (inputName ?? INPUT) : name;
}

function fullPath(name: string, checks: Checks, world: World): string {
  return path.resolve(world.cwd, shownName(name, checks));
}

function projectOf(name: string, checks: Checks, world: World): Promise<LoadedProject | undefined> {
  return chooseProject(checks.choice, path.dirname(fullPath(name, checks, world)), world);
}

async function checkOne(
  name: string,
  loaded: LoadedProject | undefined,
  checks: Checks,
  world: World,
): Promise<CheckedFile> {
  const isInput = name === INPUT;
  const text = isInput ? (await world.readInput()).replace(/^\uFEFF/, '') : await readTextFile(world.cwd, name);
  const { choice, severities } = checks;
  const diagnostics = await checkText(fullPath(name, checks, world), text, loaded?.project, choice.profile, severities);
  return { path: shownName(name, checks), text, diagnostics };
}
