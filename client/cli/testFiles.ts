import path from 'node:path';
import { definitionJson } from '../../shared/document/definitionJson';
import { type AslDocument, type Format, lineColumns, parseDocument } from '../../shared/document/document';
import type { Node } from '../../shared/document/node';
import type { TestStateRequest } from '../../shared/executor/testStateRequest';
import { assertionProblems } from '../../shared/expressions/assertionSyntax';
import { toTestStateRequest } from '../../shared/project/testCaseRequest';
import { definitionPathsOf, isSidecarPath, sidecarPath, type WrittenTestCase } from '../../shared/project/testCases';
import { readTestSuite } from '../../shared/project/testSuite';
import { type CaseFinding, type FilePlace, plainFinding } from '../../shared/report/testReport';
import type { Diagnostic } from '../../shared/spec/diagnostic';
import { findFiles } from './findFiles';
import { type Place, substituted } from './place';
import { exists, readIfThere, type World } from './world';
import { WrongUse } from './wrongUse';

/** A file of test cases with its definition, ready to run. */
export interface TestFile {
  /** The path as the person wrote it. */
  readonly file: string;
  readonly fullPath: string;
  readonly text: string;
  readonly root: Node | undefined;
  /** The place of an offset of its text. */
  readonly placeOf: (offset: number) => FilePlace;
  readonly cases: readonly WrittenTestCase[];
  /** Findings that keep the whole file from being used: none of its cases runs then. */
  readonly broken: readonly CaseFinding[];
  /** Findings that keep one case from passing whatever it gives; none for most. */
  problemsOf(testCase: WrittenTestCase): readonly CaseFinding[];
  /** Tells whether a case would call an API. */
  calls(testCase: WrittenTestCase): boolean;
  /** The definition as JSON, its substitutions put in. */
  readonly definition: string;
}

/** The files of test cases that names mean: files, definitions that have one, folders and patterns. Throws WrongUse. */
export async function testFilesOf(names: readonly string[], world: World): Promise<readonly string[]> {
  const files: string[] = [];
  for (const name of names) {
    const found = await findFiles([name], world);
    const isNamed = found.length === 1 && found[0] === name;
    const cases = isNamed ? [isSidecarPath(name) ? name : await sidecarOf(name, world)] : found.filter(isSidecarPath);
    if (cases.length === 0) throw new WrongUse(`There are no test cases (*.asl.test.json) here: ${name}`);
    files.push(...cases);
  }
  const seen = new Set<string>();
  return files.filter((file) => {
    const full = path.resolve(world.cwd, file);
    return !seen.has(full) && seen.add(full);
  });
}

async function sidecarOf(name: string, world: World): Promise<string> {
  const isDefinition = /\.asl(\.json|\.ya?ml)?$/i.test(name);
  if (isDefinition) return sidecarPath(name);
  if (!(await exists(path.resolve(world.cwd, name)))) throw new WrongUse(`There is no such file or folder: ${name}`);
  throw new WrongUse(`This is neither a file of test cases (*.asl.test.json) nor a definition: ${name}`);
}

/** Reads a file of test cases and the definition beside it; whatever is wrong is among its findings. */
export async function readTestFile(file: string, place: Place, world: World): Promise<TestFile> {
  const fullPath = path.resolve(world.cwd, file);
  const text = await readIfThere(fullPath);
  if (text === undefined) throw new WrongUse(`There is no such file: ${file}`);
  const placeOf = placesIn(text);
  const told = (found: Diagnostic): CaseFinding => plainFinding(found.message, placeOf(found.span.start));
  const definition = await readDefinition(fullPath, place);
  const suite = readTestSuite(text, definition.document, assertionProblems);
  const { root, cases, calls } = suite;
  const lacking = definition.problem ? [plainFinding(definition.problem, START)] : [];
  return {
    file,
    fullPath,
    text,
    root,
    placeOf,
    cases,
    broken: [...suite.broken.map(told), ...lacking],
    problemsOf: (testCase) => suite.problemsOf(testCase).map(told),
    calls,
    definition: definition.text,
  };
}

const START: FilePlace = { line: 1, column: 1 };

function placesIn(text: string): (offset: number) => FilePlace {
  const columns = lineColumns(text);
  return (offset) => {
    const { line, character } = columns(offset);
    return { line: line + 1, column: character + 1 };
  };
}

interface Definition {
  readonly text: string;
  readonly document: AslDocument | undefined;
  readonly problem: string | undefined;
}

async function readDefinition(sidecar: string, place: Place): Promise<Definition> {
  const candidates = definitionPathsOf(sidecar);
  for (const candidate of candidates) {
    const written = await readIfThere(candidate);
    if (written !== undefined) return usable(path.basename(candidate), written, place);
  }
  const names = candidates.map((candidate) => path.basename(candidate));
  return { text: '', document: undefined, problem: `There is no definition beside the cases: ${names.join(' or ')}` };
}

/** What is written is checked as it is: positions are those of the file, and substitutions may be of any text. */
function usable(name: string, written: string, place: Place): Definition {
  const format: Format = /\.ya?ml$/i.test(name) ? 'yaml' : 'json';
  const { definition } = substituted(place, { definition: written });
  const { text } = definitionJson(definition, format);
  const document = parseDocument(definition, format);
  const [problem] = document.problems;
  if (problem === undefined) return { text, document: parseDocument(text), problem: undefined };
  const { line, character } = lineColumns(definition)(problem.span.start);
  const sentence = `The definition cannot be read: ${name}:${line + 1}:${character + 1}: ${problem.message}`;
  return { text, document: undefined, problem: sentence };
}

/** The request that runs a case of a file. */
export function requestOf({ definition }: TestFile, testCase: WrittenTestCase): TestStateRequest {
  return toTestStateRequest(definition, testCase);
}
