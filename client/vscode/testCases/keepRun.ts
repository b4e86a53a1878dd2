import * as vscode from 'vscode';
import type { StateRun } from '../../../shared/executor/stateRun';
import type { TestStateRequest } from '../../../shared/executor/testStateRequest';
import { givenOf, givenTexts } from '../../../shared/project/caseOfRequest';
import { addTestCase } from '../../../shared/project/edit';
import { caseNamesOf, findCase, freeCaseName, setCaseMember } from '../../../shared/project/testCaseEdits';
import type { Expectation, TestCase } from '../../../shared/project/testCases';
import { masker } from '../../../shared/report/mask';
import { observedExpectation, updatedExpectation } from '../../../shared/report/observedExpectation';
import { type Recording, recordingOf } from '../../../shared/report/recording';
import { type LeftOut, secretSieve } from '../../../shared/report/stableValue';
import { readText, sidecarUri } from '../files';
import type { Target } from '../target';
import type { RunView } from '../trace/view';
import { editSidecar } from './editSidecar';
import { askCaseName, openCase } from './openCase';

/** A run that can be kept: what it was given is known. */
interface KeptRun {
  readonly run: StateRun;
  readonly request: TestStateRequest;
  readonly target: Target;
  readonly caseName: string | undefined;
}

/**
 * Writes a run as a test case, or what happened into the expectation of the case that it came from: `way` is 'update' for
 * that, else the person chooses.
 */
export async function keepRun(view: RunView, way: unknown): Promise<void> {
  const kept = keepable(view);
  if (kept === undefined) return;
  const { target, caseName } = kept;
  const wanted = { state: target.stateName, name: caseName ?? '' };
  const isThere = findCase((await readText(sidecarUri(target.uri))) ?? '', wanted) !== undefined;
  if (caseName === undefined || !isThere) return writeNew(kept, undefined);
  const choice = way === 'update' ? way : await chooseWay(caseName);
  if (choice === 'new') await writeNew(kept, undefined);
  if (choice === 'update') await updateCase(kept, caseName);
}

/** Writes what the service answered in a run as the mock of its test case, or of a new one, so that it runs offline. */
export async function recordRun(view: RunView): Promise<void> {
  const kept = keepable(view);
  if (kept === undefined) return;
  const recording = recordingOf(kept.run);
  if (recording === undefined) return tell(vscode.l10n.t('Nothing was recorded: no service answered in this run.'));
  const { target, caseName = '' } = kept;
  const wanted = { state: target.stateName, name: caseName };
  const sidecar = sidecarUri(target.uri);
  const found = findCase((await readText(sidecar)) ?? '', wanted);
  if (found === undefined) return writeNew(kept, recording);
  if (found.mock !== undefined) {
    return tell(vscode.l10n.t('The test case {0} has a mock: delete it, test again, and record then.', caseName));
  }
  const { mock } = recording as { readonly mock: NonNullable<TestCase['mock']> };
  const written = await editSidecar(sidecar, (text) => text && setCaseMember(text, wanted, 'mock', mock));
  if (written === undefined) return;
  await openCase(target, caseName, ['mock']);
  tellWritten(vscode.l10n.t('The answer is recorded: the test case {0} runs offline now.', caseName), [], recording);
}

function keepable({ run, request, subject }: RunView): KeptRun | undefined {
  const { uri, stateName, caseName } = subject;
  if (request === undefined || uri === undefined) {
    tell(vscode.l10n.t('What was run is not kept with an earlier run: test the state again.'));
    return undefined;
  }
  return { run, request, target: { uri: vscode.Uri.parse(uri), stateName }, caseName };
}

async function chooseWay(name: string): Promise<'update' | 'new' | undefined> {
  const items = [
    {
      label: vscode.l10n.t('Update the expectation'),
      description: name,
      detail: vscode.l10n.t('What this test case speaks of becomes what happened; its assertions stay.'),
      way: 'update',
    },
    {
      label: vscode.l10n.t('New test case'),
      description: '',
      detail: vscode.l10n.t('With the input of this run and all that came of it.'),
      way: 'new',
    },
  ] as const;
  const placeHolder = vscode.l10n.t('The run came from a test case');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.way;
}

async function updateCase({ run, request, target }: KeptRun, name: string): Promise<void> {
  const wanted = { state: target.stateName, name };
  let left: readonly LeftOut[] = [];
  const written = await editSidecar(sidecarUri(target.uri), (text) => {
    const found = text === undefined ? undefined : findCase(text, wanted);
    if (text === undefined || found === undefined) return undefined;
    const observed = updatedExpectation(run, found.expect, givenTexts(request));
    left = observed.left;
    return setCaseMember(text, wanted, 'expect', observed.expect as Expectation);
  });
  if (written === undefined) return;
  await openCase(target, name, ['expect']);
  tellWritten(vscode.l10n.t('The test case {0} expects what happened now.', name), left, undefined);
}

async function writeNew(kept: KeptRun, recording: Recording | undefined): Promise<void> {
  const { run, target } = kept;
  const before = await readText(sidecarUri(target.uri));
  const state = target.stateName;
  const wish = freeCaseName(before, state, `${state} ${run.error ?? run.status}`);
  const name = await askCaseName(vscode.l10n.t('Keep this run as a test'), wish, caseNamesOf(before, state));
  if (name === undefined) return;
  const { testCase, left } = caseOf(kept, name, recording);
  const written = await editSidecar(sidecarUri(target.uri), (text) => addTestCase(text, testCase));
  if (written === undefined) return;
  await openCase(target, name);
  tellWritten(vscode.l10n.t('The run is kept as the test case {0}.', name), left, recording);
}

function caseOf(
  { run, request, target }: KeptRun,
  name: string,
  recording: Recording | undefined,
): { readonly testCase: TestCase; readonly left: readonly LeftOut[] } {
  const secret: LeftOut[] = [];
  const sieve = secretSieve(masker(run, false), (one) => secret.push(one));
  const given = Object.entries(givenOf(request)).flatMap(([member, value]) => {
    const kept = sieve(value, [member]);
    return kept === undefined ? [] : [[member, kept] as const];
  });
  const { expect, left } = observedExpectation(run, givenTexts(request));
  const mock = recording === undefined ? {} : { mock: recording.mock };
  const members = { name, state: target.stateName, ...Object.fromEntries(given), ...mock, expect };
  const behind = left.map((one) => ({ ...one, place: `expect.${one.place}` }));
  return { testCase: members as TestCase, left: [...secret, ...behind] };
}

function tellWritten(what: string, left: readonly LeftOut[], recording: Recording | undefined): void {
  const places = (why: LeftOut['why']) => [...new Set(left.filter((one) => one.why === why).map(({ place }) => place))];
  const [secret, volatile] = [places('secret'), places('volatile')];
  const masked = recording?.masked ?? [];
  tell(
    [
      what,
      ...(masked.length > 0 ? [vscode.l10n.t('Secrets are masked at {0}.', masked.join(', '))] : []),
      ...(secret.length > 0 ? [vscode.l10n.t('Left out, because a secret is in it: {0}.', secret.join(', '))] : []),
      ...(volatile.length > 0
        ? [vscode.l10n.t('Left out, because it is different in each run: {0}.', volatile.join(', '))]
        : []),
    ].join(' '),
  );
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}
