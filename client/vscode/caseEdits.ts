import * as vscode from 'vscode';
import { addTestCase } from '../../shared/project/edit';
import { readTestCases } from '../../shared/project/testCases';
import type { JsonValue } from '../../shared/spec/json';
import { fileName, openAt, readText, sidecarUri, writeText } from './files';
import type { Target } from './target';
import { maskedRun } from './trace/shownRun';
import type { TraceView } from './trace/view';

/** Adds a test case for a state to the definition's file of test cases, which is made if need be, and opens it there. */
export async function createTestCase({ uri, stateName }: Target, input: JsonValue): Promise<void> {
  const sidecar = sidecarUri(uri);
  const before = await readText(sidecar);
  const name = freeName(stateName, before);
  const text = addTestCase(before, { name, state: stateName, input });
  if (text === undefined) {
    await openAt(sidecar);
    const message = vscode.l10n.t('This file is not JSON, so nothing was written: {0}', fileName(sidecar));
    void vscode.window.showWarningMessage(message);
    return;
  }
  await writeText(sidecar, text);
  await openTestCase({ uri, stateName }, name);
}

/** Opens the file of test cases at a case of the state, by name or else the first one. */
export async function openTestCase({ uri, stateName }: Target, name: string | undefined): Promise<void> {
  const sidecar = sidecarUri(uri);
  const cases = readTestCases((await readText(sidecar)) ?? '').cases.filter(({ state }) => state === stateName);
  const found = cases.find((testCase) => testCase.name === name) ?? cases[0];
  await openAt(sidecar, found?.nameSpan);
}

/** The input for a new case: that of the run on display, with its secrets masked, else an empty object. */
export function caseInput(view: TraceView | undefined): JsonValue {
  if (view?.kind !== 'run') return {};
  return maskedRun(view.run).stages.find(({ name }) => name === 'input')?.data.value ?? {};
}

function freeName(stateName: string, text: string | undefined): string {
  const taken = new Set(text === undefined ? [] : readTestCases(text).cases.map(({ name }) => name));
  for (let number = 1; ; number++) {
    const name = `${stateName} ${number}`;
    if (!taken.has(name)) return name;
  }
}
