import * as vscode from 'vscode';
import { parseDocument } from '../../../shared/document/document';
import {
  allStates,
  isSingleState,
  type State,
  singleStateOf,
  stateMachineOf,
} from '../../../shared/document/stateMachine';
import { addTestCase } from '../../../shared/project/edit';
import { freeCaseName } from '../../../shared/project/testCaseEdits';
import type { TestCase } from '../../../shared/project/testCases';
import { knownSecrets, masker } from '../../../shared/report/mask';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/spec/json';
import { type Definition, loadDefinition } from '../definitions';
import { sidecarUri } from '../files';
import type { Target } from '../target';
import { editSidecar } from '../testCases/editSidecar';
import { openCase } from '../testCases/openCase';
import type { Tester } from '../tester';
import { maskedValue } from '../trace/shownRun';
import type { TraceView } from '../trace/view';
import { mockSkeleton } from './mockNeed';

/**
 * Adds a test case with the beginning of a mock for a state, and opens it. What a path on display would hand to the state
 * is its input, without secrets.
 */
export async function writeMock(target: Target, view: TraceView | undefined, tester: Tester): Promise<void> {
  const definition = await loadDefinition(target.uri);
  const state = definition && stateOf(definition, target.stateName);
  if (state === undefined) return;
  const { input = {}, variables } = handedTo(target, view);
  let name = '';
  const change = (before: string | undefined) => {
    name = freeCaseName(before, target.stateName, vscode.l10n.t('{0} with a mock', target.stateName));
    const mock = { result: mockSkeleton(state, input) };
    const testCase: TestCase = { name, state: target.stateName, input, ...(variables && { variables }), mock };
    return addTestCase(before, testCase);
  };
  if ((await editSidecar(sidecarUri(target.uri), change)) === undefined) return;
  tester.used(target, name);
  await openCase(target, name, ['mock']);
}

function stateOf({ text, format }: Definition, stateName: string): State | undefined {
  const document = parseDocument(text, format);
  if (isSingleState(document)) return singleStateOf(document);
  for (const state of allStates(stateMachineOf(document))) if (state.name === stateName) return state;
  return undefined;
}

/** What the step on display was given, as far as it may be written down. */
function handedTo(
  { uri, stateName }: Target,
  view: TraceView | undefined,
): { readonly input?: JsonValue; readonly variables?: JsonObject } {
  const { path, subject } = view ?? {};
  const step = path?.steps.findLast((one) => one.stateName === stateName && one.handed?.input !== undefined);
  if (path === undefined || step?.handed?.input === undefined || subject?.uri !== uri.toString()) return {};
  const secrets = path.steps.flatMap((one) => (one.view?.kind === 'run' ? knownSecrets(one.view.run) : []));
  const mask = masker({ attempts: [], secrets: [...new Set(secrets)] }, false);
  const read = (text: string) => maskedValue(JSON.parse(text), mask);
  const variables = read(step.handed.variables ?? '{}');
  const hasVariables = isJsonObject(variables) && Object.keys(variables).length > 0;
  return { input: read(step.handed.input), ...(hasVariables && { variables }) };
}
