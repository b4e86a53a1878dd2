import path from 'node:path';
import { type AslDocument, parseDocument } from '../../shared/document/document';
import { isSingleState } from '../../shared/document/stateMachine';
import { assertionProblems } from '../../shared/expressions/assertionSyntax';
import { checkTestCases } from '../../shared/project/checkTestCases';
import { PROJECT_FILE, type Project, readProject, surroundingsOf } from '../../shared/project/project';
import { withSeverities } from '../../shared/project/projectRules';
import { definitionPathsOf, isSidecarPath } from '../../shared/project/testCases';
import { RULES } from '../../shared/rules/allRules';
import { validate } from '../../shared/rules/validate';
import type { Diagnostic, SeveritySetting } from '../../shared/spec/diagnostic';
import { readIfThere } from './world';

/** Severity by rule name, as it was chosen on the command line: it wins over that of a project. */
export type ChosenSeverities = Readonly<Record<string, SeveritySetting>>;

/** Checks a text as what its path says it is: a project file, a file of test cases, or else a definition. */
export async function checkText(
  file: string,
  text: string,
  project: Project | undefined,
  profile: string | undefined,
  chosen: ChosenSeverities = {},
): Promise<readonly Diagnostic[]> {
  if (path.basename(file) === PROJECT_FILE) return checkProject(text, chosen);
  if (isSidecarPath(file)) return withSeverities(await checkCases(file, text), chosen);
  const document = parse(file, text);
  const scope = isSingleState(document) ? 'singleState' : 'machine';
  const surroundings = surroundingsOf(project, { profile, scope });
  const severities = { ...surroundings.severities, ...chosen };
  return inOrder(validate(document, { ...surroundings, severities }));
}

/** Checks the text of a project file. */
export function checkProject(text: string, chosen: ChosenSeverities = {}): readonly Diagnostic[] {
  const names = RULES.map(({ name }) => name);
  return withSeverities(readProject(text, names).problems, chosen);
}

/** Tells whether a file is checked with its project: a definition is, unlike a project file and a file of test cases. */
export function isDefinitionPath(file: string): boolean {
  return path.basename(file) !== PROJECT_FILE && !isSidecarPath(file);
}

async function checkCases(file: string, text: string): Promise<readonly Diagnostic[]> {
  for (const candidate of definitionPathsOf(file)) {
    const definition = await readIfThere(candidate);
    if (definition !== undefined) return checkTestCases(text, parse(candidate, definition), assertionProblems);
  }
  return checkTestCases(text, undefined, assertionProblems);
}

function parse(file: string, text: string): AslDocument {
  const isYaml = /\.ya?ml$/i.test(file) || (path.extname(file) === '' && looksLikeYaml(text));
  return parseDocument(text, isYaml ? 'yaml' : 'json');
}

/** Standard input without a name says by its first line what it is: a key without quotes is no JSON. */
function looksLikeYaml(text: string): boolean {
  const first = text.split('\n').find((line) => !/^(?:\s*$|\s*#|---|%)/.test(line));
  return first !== undefined && /^[A-Za-z]\w*:(?:\s|$)/.test(first);
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((left, right) => left.span.start - right.span.start);
}
