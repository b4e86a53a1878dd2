import * as vscode from 'vscode';
import { caseIndex, spanInCase } from '../../../shared/project/casePlaces';
import { setCaseMember } from '../../../shared/project/testCaseEdits';
import { readTestCases } from '../../../shared/project/testCases';
import { openAt, readText, sidecarUri } from '../files';
import type { Target } from '../target';
import type { CaseRef } from './caseTarget';
import { editSidecar } from './editSidecar';

/** Opens the file of test cases at a case of the state, by name or else the first one; at a value of it where one is named. */
export async function openCase(
  { uri, stateName }: Target,
  name: string | undefined,
  way: readonly string[] = [],
): Promise<void> {
  const sidecar = sidecarUri(uri);
  const { root, cases } = readTestCases((await readText(sidecar)) ?? '');
  const ofState = cases.filter(({ state }) => state === stateName);
  const found = ofState.find((testCase) => testCase.name === name) ?? ofState[0];
  const isThere = found !== undefined && caseIndex(root, found) >= 0;
  await openAt(sidecar, isThere ? spanInCase(root, found, way) : undefined);
}

/** Opens a case at its input, which is made where it has none. */
export async function openInput({ target, name }: CaseRef): Promise<void> {
  const sidecar = sidecarUri(target.uri);
  const wanted = { state: target.stateName, name };
  const text = (await readText(sidecar)) ?? '';
  const found = readTestCases(text).cases.find((one) => one.state === wanted.state && one.name === name);
  if (found !== undefined && found.input === undefined) {
    await editSidecar(sidecar, (now) => now && setCaseMember(now, wanted, 'input', {}));
  }
  await openCase(target, name, ['input']);
}

/** Asks for the name of a case, which no other case of its state may have; undefined when the person gave up. */
export async function askCaseName(title: string, value: string, taken: readonly string[]): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title,
    value,
    prompt: vscode.l10n.t('What is the test case called?'),
    validateInput: (text) => {
      if (text.trim() === '') return vscode.l10n.t('A test case needs a name.');
      return taken.includes(text) ? vscode.l10n.t('Another test case of this state has this name.') : undefined;
    },
  });
}
