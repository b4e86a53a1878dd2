import path from 'node:path';
import { type AslDocument, parseDocument } from '../../shared/document/document';
import { allStates, isSingleState, stateMachineOf } from '../../shared/document/stateMachine';
import { PROJECT_FILE, type Project, readProject, surroundingsOf } from '../../shared/project/project';
import { checkStates, definitionPathsOf, isSidecarPath, readTestCases } from '../../shared/project/testCases';
import { validate } from '../../shared/rules/validate';
import type { Diagnostic } from '../../shared/spec/diagnostic';
import { readIfThere } from './world';

/** Checks a text as what its path says it is: a project file, a file of test cases, or else a definition. */
export async function checkText(
  file: string,
  text: string,
  project: Project | undefined,
  profile: string | undefined,
): Promise<readonly Diagnostic[]> {
  if (path.basename(file) === PROJECT_FILE) return readProject(text).problems;
  if (isSidecarPath(file)) return checkTestCases(file, text);
  const document = parse(file, text);
  const scope = isSingleState(document) ? 'singleState' : 'machine';
  return inOrder(validate(document, surroundingsOf(project, { profile, scope })));
}

async function checkTestCases(file: string, text: string): Promise<readonly Diagnostic[]> {
  const { cases, problems } = readTestCases(text);
  for (const candidate of definitionPathsOf(file)) {
    const definition = await readIfThere(candidate);
    if (definition === undefined) continue;
    const document = parse(candidate, definition);
    if (isSingleState(document) || document.problems.length > 0) return problems;
    const names = Array.from(allStates(stateMachineOf(document)), ({ name }) => name);
    return inOrder([...problems, ...checkStates(cases, names)]);
  }
  return problems;
}

function parse(file: string, text: string): AslDocument {
  return parseDocument(text, /\.ya?ml$/i.test(file) ? 'yaml' : 'json');
}

function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((left, right) => left.span.start - right.span.start);
}
