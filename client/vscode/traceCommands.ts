import * as vscode from 'vscode';
import { awsCommand } from '../../shared/report/awsCommand';
import { comparedRun } from '../../shared/report/comparedRun';
import { curlCommand } from '../../shared/report/curl';
import { masker } from '../../shared/report/mask';
import { requestText } from '../../shared/report/rawHttp';
import type { ShellCommand } from '../../shared/report/shellWords';
import type { Runner } from '../runner/runner';
import type { COMMANDS } from './commands';
import { sampleContext } from './expressionValue';
import { endingOf } from './trace/dataEditors';
import { dataNames, dataText, dataTitle, exchangesOf } from './trace/dataText';
import { readHistory, runBefore, runsOf } from './trace/history';
import { prettyJson } from './trace/jsonText';
import type { TracePanel } from './trace/panel';
import { maskedRun } from './trace/shownRun';
import { triedExpression } from './trace/triedExpression';
import type { RunView } from './trace/view';
import { mayRun } from './trust';

type TraceCommand =
  | 'openData'
  | 'copyCurl'
  | 'copyRawHttp'
  | 'copyAwsCommand'
  | 'saveData'
  | 'compareData'
  | 'compareWithPrevious'
  | 'showHistory'
  | 'tryExpression';

/** What the commands for the run on display do; without an argument they ask, or take the call of the task. */
export function traceHandlersOf(
  panel: TracePanel,
  runner: Runner,
): Readonly<Record<TraceCommand & keyof typeof COMMANDS, (...args: readonly unknown[]) => unknown>> {
  const withRun =
    (act: (view: RunView, ...args: readonly unknown[]) => unknown) =>
    (...args: readonly unknown[]) => {
      if (panel.view?.kind === 'run') return act(panel.view, ...args);
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no run on display: test a state first.'));
      return undefined;
    };
  return {
    openData: withRun(async (view, name) => openText(view, await nameFrom(view, name), panel)),
    copyCurl: withRun((view, at) => copyCurl(view, at)),
    copyRawHttp: withRun((view, at) => copyRawHttp(view, at)),
    copyAwsCommand: withRun((view) => copyAwsCommand(view)),
    saveData: withRun(async (view, name) => saveData(view, await nameFrom(view, name))),
    compareData: withRun((view, before, after) => compareData(view, String(before), String(after), panel)),
    compareWithPrevious: withRun((view) => compareWithPrevious(view, panel)),
    showHistory: withRun((view) => showHistory(view, panel)),
    tryExpression: withRun(async (view, name) => tryExpression(view, await nameFrom(view, name), panel, runner)),
  };
}

/** The run as it may be shown now. */
function shownRun({ run, reveal }: RunView) {
  return reveal ? run : maskedRun(run);
}

/** The name that a link hands over, or one that the person picks; undefined when nothing was picked. */
async function nameFrom(view: RunView, name: unknown): Promise<string | undefined> {
  if (typeof name === 'string') return name;
  const run = shownRun(view);
  const items = dataNames(run).map((one) => ({ label: dataTitle(run, one), name: one }));
  const placeHolder = vscode.l10n.t('The data of the run on display');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.name;
}

async function openText(view: RunView, name: string | undefined, panel: TracePanel): Promise<void> {
  const run = shownRun(view);
  const text = name === undefined ? undefined : dataText(run, name);
  if (name !== undefined && text !== undefined) await panel.editors.open(dataTitle(run, name), text);
}

/** The call that a link names, or else the last one of the task itself. */
function callAt({ run }: RunView, at: unknown) {
  const calls = exchangesOf(run);
  return typeof at === 'number' ? calls[at] : calls.findLast(({ purpose }) => purpose === 'task');
}

function tellNothingSent(): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('Nothing was sent in this run.'));
}

async function copyCurl(view: RunView, at: unknown): Promise<void> {
  const call = callAt(view, at);
  if (call === undefined) return tellNothingSent();
  const { run, reveal } = view;
  await copyCommand(curlCommand(call.request, { mask: masker(run, reveal), reveal }), 'curl');
}

async function copyRawHttp(view: RunView, at: unknown): Promise<void> {
  const call = callAt(view, at);
  if (call === undefined) return tellNothingSent();
  const { run, reveal } = view;
  await copyText(requestText(call.request, { mask: masker(run, reveal), reveal }));
}

async function copyAwsCommand(view: RunView): Promise<void> {
  const { request, run, reveal } = view;
  if (request === undefined) {
    const message = vscode.l10n.t('What was run is not kept with an earlier run: test the state again.');
    void vscode.window.showInformationMessage(message);
    return;
  }
  const roleArn = vscode.workspace.getConfiguration('stateside').get<string>('aws.roleArn', '');
  await copyCommand(awsCommand(request, { mask: masker(run, reveal), reveal, roleArn }), 'aws');
}

async function copyCommand({ text, variables }: ShellCommand, program: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  if (variables.length === 0) return tellCopied();
  const names = variables.map(({ name, place }) => `${name} (${place})`).join(', ');
  const message = vscode.l10n.t(
    'Copied a command for bash. Set these variables before you run {0}: {1}',
    program,
    names,
  );
  void vscode.window.showInformationMessage(message);
}

async function copyText(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  tellCopied();
}

function tellCopied(): void {
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied'), COPIED_MILLISECONDS);
}

const COPIED_MILLISECONDS = 3000;

async function saveData(view: RunView, name: string | undefined): Promise<void> {
  const run = shownRun(view);
  const text = name === undefined ? undefined : dataText(run, name);
  if (name === undefined || text === undefined) return;
  const file = `${dataTitle(run, name).replace(/[^\p{L}\p{N}._-]+/gu, '-')}.${endingOf(text)}`;
  const folder =
    view.subject.uri === undefined ? undefined : vscode.Uri.joinPath(vscode.Uri.parse(view.subject.uri), '..');
  const start = folder ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const uri = await vscode.window.showSaveDialog(start ? { defaultUri: vscode.Uri.joinPath(start, file) } : {});
  if (uri) await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
}

async function compareData(view: RunView, before: string, after: string, panel: TracePanel): Promise<void> {
  const run = shownRun(view);
  const [left, right] = [before, after].map((name) => ({ title: dataTitle(run, name), text: dataText(run, name) }));
  if (left?.text === undefined || right?.text === undefined) return;
  const sides = [left, right].map(({ title, text = '' }) => ({ title, text }));
  const [from = { title: '', text: '' }, to = from] = sides;
  await panel.editors.compare(`${from.title} ↔ ${to.title}`, from, to);
}

/** Both runs are compared without their secrets: an earlier one is kept so. */
async function compareWithPrevious({ subject, run }: RunView, panel: TracePanel): Promise<void> {
  const previous = runBefore(readHistory(panel.history()), subject, run);
  if (previous === undefined) {
    const message = vscode.l10n.t('There is no earlier run of {0} to compare with.', subject.stateName);
    void vscode.window.showInformationMessage(message);
    return;
  }
  const side = (one: RunView['run']) => ({
    title: `${subject.stateName} ${panel.time(one.startedAt)}`,
    text: prettyJson(comparedRun(maskedRun(one))),
  });
  const [from, to] = [side(previous.run), side(run)];
  await panel.editors.compare(`${from.title} ↔ ${panel.time(run.startedAt)}`, from, to);
}

async function showHistory({ subject }: RunView, panel: TracePanel): Promise<void> {
  const history = readHistory(panel.history());
  const items = runsOf(history, subject).map((kept) => ({
    label: `${kept.run.status} ${kept.run.error ?? ''}`.trim(),
    description: [panel.time(kept.run.startedAt), kept.subject.caseName]
      .filter((text) => text !== undefined)
      .join(' · '),
    kept,
  }));
  const { length } = history.unreadable;
  const unreadable = vscode.l10n.t('Runs that another version kept and that cannot be shown: {0}', length);
  const placeHolder = length > 0 ? unreadable : vscode.l10n.t('Earlier runs of {0}', subject.stateName);
  const picked = await vscode.window.showQuickPick(items, { placeHolder });
  if (picked) panel.showEarlier(picked.kept);
}

async function tryExpression(
  view: RunView,
  name: string | undefined,
  panel: TracePanel,
  runner: Runner,
): Promise<void> {
  if (name === undefined || !(await mayRun())) return;
  const run = shownRun(view);
  const title = vscode.l10n.t('Try an expression on {0}', dataTitle(run, name));
  const isJsonata = run.queryLanguage === 'JSONata';
  const prompt = isJsonata
    ? vscode.l10n.t('JSONata: the data is {0}', '$states.input')
    : vscode.l10n.t('A path, an intrinsic function, or JSONata in {0}', '{% %}');
  const text = await vscode.window.showInputBox({ title, prompt, value: isJsonata ? '$states.' : '$.' });
  if (!text) return;
  const evaluation = triedExpression(run, name, text, sampleContext(run.stateName, {}));
  const result = evaluation && (await runner.evaluate(evaluation));
  if (result === undefined) return;
  if (result.ok) await panel.editors.open(text, prettyJson(result.value));
  else void vscode.window.showWarningMessage(`${result.error}: ${result.cause}`);
}
