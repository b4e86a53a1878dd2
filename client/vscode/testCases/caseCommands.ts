import * as vscode from 'vscode';
import { addTestCase } from '../../../shared/project/edit';
import {
  caseNamesOf,
  duplicateCase,
  findCase,
  freeCaseName,
  removeCase,
  setCaseMember,
} from '../../../shared/project/testCaseEdits';
import type { JsonValue } from '../../../shared/spec/json';
import type { COMMANDS } from '../commands';
import { fileName, readText, sidecarUri } from '../files';
import type { Target } from '../target';
import type { Tester } from '../tester';
import type { TracePanel } from '../trace/panel';
import { maskedRun } from '../trace/shownRun';
import type { RunView, TraceView } from '../trace/view';
import { type CasePlaces, type CaseRef, caseFrom, stateFrom } from './caseTarget';
import { compareWithExpectation } from './compareExpectation';
import { editSidecar } from './editSidecar';
import { keepRun, recordRun } from './keepRun';
import { askCaseName, openCase, openInput } from './openCase';

type CaseCommand =
  | 'createTestCase'
  | 'openTestCases'
  | 'editCaseInput'
  | 'duplicateTestCase'
  | 'renameTestCase'
  | 'deleteTestCase'
  | 'keepRun'
  | 'recordAnswer'
  | 'compareWithExpectation';

/** What the commands for test cases work with. */
export interface CaseTools {
  readonly panel: TracePanel;
  readonly tester: Tester;
  readonly places: CasePlaces;
}

/** What the commands for test cases do; without an argument they mean the case at the cursor, or ask. */
export function caseHandlersOf(
  tools: CaseTools,
): Readonly<Record<CaseCommand & keyof typeof COMMANDS, (...args: readonly unknown[]) => unknown>> {
  const { panel, tester } = tools;
  const places = {
    targetOf: tools.places.targetOf,
    shown: () => shownCase(panel.view) ?? tester.last(),
  };
  const withCase = (act: (ref: CaseRef) => Promise<void>) => async (argument: unknown) => {
    const ref = await caseFrom(argument, places);
    if (ref) await act(ref);
  };
  const withRun = (act: (view: RunView, argument: unknown) => Promise<void>) => (argument: unknown) => {
    if (panel.view?.kind === 'run') return act(panel.view, argument);
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no run on display: test a state first.'));
    return undefined;
  };
  return {
    createTestCase: async (argument) => {
      const target = await stateFrom(argument, places);
      if (target) await newCase(target, inputFor(target, panel.view));
    },
    openTestCases: async (argument) => {
      const target = await stateFrom(argument, places);
      if (target) await openCase(target, panel.view?.subject.caseName);
    },
    editCaseInput: withCase(openInput),
    duplicateTestCase: withCase(duplicate),
    renameTestCase: withCase((ref) => rename(ref, tools)),
    deleteTestCase: withCase(remove),
    keepRun: withRun(keepRun),
    recordAnswer: withRun(recordRun),
    compareWithExpectation: withRun((view) => compareWithExpectation(view, panel)),
  };
}

/** The state that the panel shows; undefined when it shows none, or one that was kept without its file. */
export function shownTarget(view: TraceView | undefined): Target | undefined {
  const { uri, stateName } = view?.subject ?? {};
  return uri === undefined || stateName === undefined ? undefined : { uri: vscode.Uri.parse(uri), stateName };
}

function shownCase(view: TraceView | undefined): Target | CaseRef | undefined {
  const target = shownTarget(view);
  const name = view?.subject.caseName;
  return target && name !== undefined ? { target, name } : target;
}

/** The input for a new case: that of the run on display where it is of this state, its secrets masked, else `{}`. */
function inputFor({ uri, stateName }: Target, view: TraceView | undefined): JsonValue {
  if (view?.kind !== 'run' || view.subject.stateName !== stateName || view.subject.uri !== uri.toString()) return {};
  return maskedRun(view.run).stages.find(({ name }) => name === 'input')?.data.value ?? {};
}

async function newCase(target: Target, input: JsonValue): Promise<void> {
  let name = '';
  const written = await editSidecar(sidecarUri(target.uri), (text) => {
    name = freeCaseName(text, target.stateName, `${target.stateName} 1`);
    return addTestCase(text, { name, state: target.stateName, input });
  });
  if (written !== undefined) await openCase(target, name, ['input']);
}

async function duplicate({ target, name }: CaseRef): Promise<void> {
  const state = target.stateName;
  const sidecar = sidecarUri(target.uri);
  const before = await readText(sidecar);
  const wish = freeCaseName(before, state, vscode.l10n.t('{0} (copy)', name));
  const title = vscode.l10n.t('Duplicate the test case {0}', name);
  const copy = await askCaseName(title, wish, caseNamesOf(before, state));
  if (copy === undefined) return;
  const written = await editSidecar(sidecar, (text) => text && duplicateCase(text, { state, name }, copy));
  if (written !== undefined) await openCase(target, copy, ['input']);
}

async function rename({ target, name }: CaseRef, { tester, panel }: CaseTools): Promise<void> {
  const state = target.stateName;
  const sidecar = sidecarUri(target.uri);
  const taken = caseNamesOf(await readText(sidecar), state).filter((other) => other !== name);
  const to = await askCaseName(vscode.l10n.t('Rename the test case {0}', name), name, taken);
  if (to === undefined || to === name) return;
  const written = await editSidecar(sidecar, (text) => text && setCaseMember(text, { state, name }, 'name', to));
  if (written === undefined) return;
  tester.renamed(target, name, to);
  panel.renameCase({ stateName: state, file: fileName(target.uri), uri: target.uri.toString() }, name, to);
}

async function remove({ target, name }: CaseRef): Promise<void> {
  const wanted = { state: target.stateName, name };
  const sidecar = sidecarUri(target.uri);
  if (findCase((await readText(sidecar)) ?? '', wanted) === undefined) return;
  const yes = vscode.l10n.t('Delete');
  const question = vscode.l10n.t('Delete the test case {0} of {1}?', name, target.stateName);
  if ((await vscode.window.showWarningMessage(question, { modal: true }, yes)) !== yes) return;
  await editSidecar(sidecar, (text) => text && removeCase(text, wanted));
}
