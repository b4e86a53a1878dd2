import * as vscode from 'vscode';
import type { TestStateRequest } from '../../../shared/executor/testStateRequest';
import type { ChosenProfile } from '../../../shared/project/profile';
import { settingsOf } from '../../../shared/project/project';
import { fileName, projectOf } from '../files';
import { hinderedView } from '../outcomeView';
import { casesOf, prepare } from '../prepare';
import { type Target, targetFrom } from '../target';
import type { Tester } from '../tester';
import type { TracePanel } from '../trace/panel';
import type { HandlerPlace, RunView, Subject, TraceView } from '../trace/view';
import { type StateFacts, stateFacts } from './testedState';

/** What is to be tested in AWS, and the run of the same request on this machine, where there is one already. */
export interface Plan {
  readonly request: TestStateRequest;
  readonly subject: Subject & { readonly uri: string };
  readonly facts: StateFacts;
  readonly handlers: readonly HandlerPlace[];
  /** Where requests go on this machine instead, by the beginning of an address. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly profile: ChosenProfile | undefined;
  readonly local: RunView | undefined;
}

interface Tools {
  readonly tester: Tester;
  readonly panel: TracePanel;
}

/** Makes a plan of what is on display, or of the state that an argument means; undefined where there is nothing to test. */
export async function plannedFrom(argument: unknown, tools: Tools): Promise<Plan | undefined> {
  const { view } = tools.panel;
  const shown = argument === 'shown' ? view : undefined;
  if (shown?.kind === 'run') {
    const plan = await planOfRun(shown);
    if (plan) return plan;
  }
  const { uri, stateName } = shown?.subject ?? {};
  const named = uri === undefined ? argument : { uri, stateName };
  const target = await targetFrom(named === 'shown' ? undefined : named);
  return target && planOfTarget(target, shown?.subject.caseName, tools);
}

/** The request on display as it was run, whatever the definition has become. */
async function planOfRun(view: RunView): Promise<Plan | undefined> {
  const { subject, request, handlers = [] } = view;
  const { uri } = subject;
  if (request === undefined || uri === undefined) return undefined;
  const project = await projectOf(vscode.Uri.parse(uri));
  const { endpoints } = settingsOf(project?.project);
  const local = view.aws ? view.aws.local : view;
  const profile = project?.profile;
  return { request, subject: { ...subject, uri }, facts: factsOf(request), handlers, endpoints, profile, local };
}

async function planOfTarget(
  target: Target,
  caseName: string | undefined,
  { tester, panel }: Tools,
): Promise<Plan | undefined> {
  const found = await casesOf(target);
  const wanted = caseName ?? tester.caseOf(target);
  const cases = found.kind === 'cases' ? found.cases : [];
  const testCase = cases.find(({ name }) => name === wanted) ?? cases[0];
  const { uri, stateName } = target;
  const own = { stateName, file: fileName(uri), uri: uri.toString() };
  const subject = { ...own, ...(testCase && { caseName: testCase.name }) };
  const prepared = found.kind === 'cases' ? await prepare(target, testCase) : found;
  if (prepared.kind === 'hindered') {
    panel.show(hinderedView(subject, prepared));
    return undefined;
  }
  const { request, handlers, settings, project } = prepared;
  const local = localRun(panel.view, request);
  const { endpoints } = settings;
  return { request, subject, facts: factsOf(request), handlers, endpoints, profile: project?.profile, local };
}

/** Tells whether a plan's definition is still as it is written: one that AWS refused may have been mended. */
export async function isCurrent({ request, subject }: Plan): Promise<boolean> {
  const prepared = await prepare({ uri: vscode.Uri.parse(subject.uri), stateName: subject.stateName }, undefined);
  return prepared.kind === 'prepared' && prepared.request.definition === request.definition;
}

function factsOf(request: TestStateRequest): StateFacts {
  return stateFacts(request) ?? { stateType: '', queryLanguage: 'JSONPath', isHttpTask: false };
}

/**
 * Runs the state on this machine first where that was not done yet; undefined where that gave no run and the person does
 * not go on without.
 */
export async function withLocalRun<P extends Plan>(plan: P, { tester, panel }: Tools): Promise<P | undefined> {
  if (plan.local) return plan;
  const { uri, stateName, caseName } = plan.subject;
  await tester.test({ uri: vscode.Uri.parse(uri), stateName }, caseName);
  const local = localRun(panel.view, plan.request);
  if (local) return { ...plan, local };
  return (await goesOnAlone(panel.view)) ? plan : undefined;
}

/** The run on display, or the one that an answer of AWS on display was compared with, where it is of the same request. */
function localRun(view: TraceView | undefined, request: TestStateRequest): RunView | undefined {
  if (view?.kind !== 'run' || view.restored) return undefined;
  if (JSON.stringify(view.request) !== JSON.stringify(request)) return undefined;
  return view.aws ? view.aws.local : view;
}

async function goesOnAlone(view: TraceView | undefined): Promise<boolean> {
  if (view?.kind !== 'message') return false;
  const go = vscode.l10n.t('Test in AWS');
  const question = vscode.l10n.t('There is no run on this machine to compare with. {0}', view.message);
  return (await vscode.window.showWarningMessage(question, go)) === go;
}
