import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { lineColumns } from '../../shared/document/document';
import { githubAnnotations } from '../../shared/report/githubAnnotations';
import type { ReportedFile, UnreadFile } from '../../shared/report/reportedFile';
import { sarifLog } from '../../shared/report/sarif';
import { RULES } from '../../shared/rules/allRules';
import { type CheckedFile, findingExcerpts, findingsJson, summaryOf } from './findings';
import type { Option } from './options';
import { programVersion, type World } from './world';
import type { UnreadableFile } from './wrongUse';

type Print = (files: readonly CheckedFile[], unread: readonly UnreadableFile[], world: World) => Promise<string>;

/** The formats of `stateside validate`, each giving what goes to standard output. */
const FORMATS: Readonly<Record<string, Print>> = {
  text: async (files, _, { screen }) => lines(files.flatMap((file) => findingExcerpts(file, screen))),
  json: async (files, unread) => {
    const failures = unread.map(({ file, message }) => ({ path: file, message }));
    const found = { files: files.map(findingsJson), ...(failures.length > 0 ? { unread: failures } : {}) };
    return `${JSON.stringify(found, null, 2)}\n`;
  },
  sarif: async (files, unread, world) => {
    const tool = { name: 'Stateside', version: await programVersion(world), rules: RULES };
    return `${JSON.stringify(sarifLog(reported(files, world), unreported(unread, world), tool), null, 2)}\n`;
  },
  github: async (files, unread, world) => lines(githubAnnotations(reported(files, world), unreported(unread, world))),
};

/** Chooses how findings are printed. */
export const FORMAT_OPTION: Option = {
  name: 'format',
  value: 'FORMAT',
  values: Object.keys(FORMATS),
  doc: 'How findings are printed: text (the default) prints file:line:column, severity, rule and message, with the line below and, where more is known, what exactly is wrong; json prints {"files":[{"path","diagnostics"}]}, and {"unread":[{"path","message"}]} beside where files cannot be read, sarif a SARIF 2.1.0 log, github annotations for GitHub Actions.',
};

/**
 * Prints findings to standard output; beside what is read by programs only, a summary goes to standard error, and in any
 * case what could not be read.
 */
export async function printFindings(
  files: readonly CheckedFile[],
  unread: readonly UnreadableFile[],
  format: string,
  world: World,
): Promise<void> {
  const print = FORMATS[format];
  if (print === undefined) throw new Error(`There is no such format: ${format}`);
  world.out(await print(files, unread, world));
  const isForPeople = format === 'text' || format === 'github';
  if (isForPeople && files.length > 0) world.err(`${summaryOf(files)}\n`);
  for (const { message } of unread) world.err(`stateside: ${message}\n`);
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}

function reported(files: readonly CheckedFile[], { cwd }: World): readonly ReportedFile[] {
  return files.map((file) => ({ ...file, uri: uriOf(file.path, cwd), placeOf: lineColumns(file.text) }));
}

function unreported(unread: readonly UnreadableFile[], { cwd }: World): readonly UnreadFile[] {
  return unread.map(({ file, message }) => ({ path: file, uri: uriOf(file, cwd), message }));
}

/** A file below the folder of the program by its way from there, another one by its whole URI. */
function uriOf(file: string, cwd: string): string {
  const full = path.resolve(cwd, file);
  const relative = path.relative(cwd, full);
  const isBelow = relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
  return isBelow ? relative.split(path.sep).map(encodeURIComponent).join('/') : pathToFileURL(full).href;
}
