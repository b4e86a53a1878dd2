import * as vscode from 'vscode';
import { definitionJson } from '../../shared/document/definitionJson';
import { parseDocument } from '../../shared/document/document';
import type { RunSettings, TestStateRequest } from '../../shared/executor/testStateRequest';
import type { ChosenProject } from '../../shared/project/profile';
import { blocksRuns, settingsOf } from '../../shared/project/project';
import { toTestStateRequest } from '../../shared/project/testCaseRequest';
import { readTestCases, type TestCase, type WrittenTestCase } from '../../shared/project/testCases';
import type { Diagnostic, Span } from '../../shared/spec/diagnostic';
import { substitute } from '../../shared/spec/substitution';
import { COMMANDS } from './commands';
import { brokenSentence, type Definition, loadDefinition, readDefinition, type Testable } from './definitions';
import { fileName, placeName, projectOf, readText, sidecarUri } from './files';
import { proxySettings } from './proxy';
import type { Target } from './target';
import type { CaseFile } from './testCases/judgeCase';
import { handlerPlaces } from './trace/handlerPlaces';
import type { Action, HandlerPlace } from './trace/view';

/** Everything that a run needs. */
export interface Prepared {
  readonly kind: 'prepared';
  readonly target: Target;
  readonly testable: Testable;
  readonly request: TestStateRequest;
  /** The definition as it was read, before substitutions. */
  readonly source: string;
  readonly settings: RunSettings;
  /** With the overrides of the profile that is active. */
  readonly project: ChosenProject | undefined;
  readonly testCase: TestCase | undefined;
  readonly handlers: readonly HandlerPlace[];
}

/** Why a run cannot begin, in a sentence, and what to do about it. */
export interface Hindered {
  readonly kind: 'hindered';
  readonly message: string;
  readonly actions: readonly Action[];
}

/** The test cases of a state with the file as it was read, or why they cannot be read; none when there is no file of them. */
export type StateCases =
  | { readonly kind: 'cases'; readonly cases: readonly WrittenTestCase[]; readonly file?: CaseFile }
  | Hindered;

/** Reads the test cases of a target's state, unsaved changes included. */
export async function casesOf({ uri, stateName }: Target): Promise<StateCases> {
  const sidecar = sidecarUri(uri);
  const text = await readText(sidecar);
  if (text === undefined) return { kind: 'cases', cases: [] };
  const { root, cases, problems } = readTestCases(text);
  const wrong = problems.find(({ severity }) => severity === 'ERROR');
  if (wrong) return hindered(vscode.l10n.t('The test cases cannot be used'), { uri: sidecar, text, found: wrong });
  const file = { uri: sidecar.toString(), text, root };
  return { kind: 'cases', cases: cases.filter(({ state }) => state === stateName), file };
}

/**
 * Gathers what a run needs: definition with its substitutions, project, test case. Without a test case `{}` goes in;
 * `known` is the definition where it was read before.
 */
export async function prepare(
  target: Target,
  testCase: TestCase | undefined,
  known?: Definition,
): Promise<Prepared | Hindered> {
  const [definition, project] = await Promise.all([known ?? loadDefinition(target.uri), projectOf(target.uri)]);
  if (definition === undefined) {
    return { kind: 'hindered', message: vscode.l10n.t('The file is gone: {0}', fileName(target.uri)), actions: [] };
  }
  const testable = testableOf(definition, target);
  if ('kind' in testable) return testable;
  const wrong = project && blocksRuns(project.problems) ? project.problems.find(isError) : undefined;
  if (project && wrong) {
    const place = { uri: vscode.Uri.file(project.path), text: project.text, found: wrong };
    return hindered(vscode.l10n.t('The project file cannot be used'), place);
  }
  if (project?.profile?.isGone) return withoutProfile(project.profile.name, project.path);
  const text = substitute(definition.text, project?.project?.substitutions ?? {});
  const request = toTestStateRequest(definitionJson(text, definition.format).text, testCase, target.stateName);
  const settings = { ...settingsOf(project?.project), ...proxySettings() };
  const handlers = handlerPlaces(parseDocument(definition.text, definition.format), target.stateName);
  return {
    kind: 'prepared',
    target,
    testable,
    request,
    source: definition.text,
    settings,
    project,
    testCase,
    handlers,
  };
}

/** Nothing runs with the rest of the file instead: it may lead to another system. */
function withoutProfile(name: string, file: string): Hindered {
  const uri = vscode.Uri.file(file);
  const message = vscode.l10n.t('The active profile {0} is not in {1}: choose another one.', name, fileName(uri));
  const choose = { text: vscode.l10n.t('Choose a profile'), command: COMMANDS.chooseProfile, isFirst: true };
  return { kind: 'hindered', message, actions: [choose, openAction(uri)] };
}

/** The state; why there is none where the definition cannot be read, or no longer has it. */
function testableOf(definition: Definition, { stateName }: Target): Testable | Hindered {
  const { testables, problems } = readDefinition(definition);
  const [broken] = problems;
  if (broken) return hindered(brokenSentence(definition), { ...definition, found: broken });
  const testable = testables.find(({ name }) => name === stateName);
  if (testable) return testable;
  const message = vscode.l10n.t(
    '{0} has no state of this name that can be tested: {1}',
    fileName(definition.uri),
    stateName,
  );
  return { kind: 'hindered', message, actions: [openAction(definition.uri)] };
}

function hindered(
  what: string,
  { uri, text, found }: { uri: vscode.Uri; text: string; found: Pick<Diagnostic, 'span' | 'message'> },
): Hindered {
  const message = `${what}: ${placeName(uri, text, found.span.start)}: ${found.message}`;
  return { kind: 'hindered', message, actions: [openAction(uri, found.span)] };
}

/** A link that opens a file, at a span of it where one is given. */
export function openAction(uri: vscode.Uri, span?: Span): Action {
  return {
    text: vscode.l10n.t('Open {0}', fileName(uri)),
    command: COMMANDS.openAt,
    args: [uri.toString(), span?.start ?? 0, span?.end ?? 0],
  };
}

function isError({ severity, rule }: Diagnostic): boolean {
  return severity === 'ERROR' && rule !== 'project-connection';
}
