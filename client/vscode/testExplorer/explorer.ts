import * as vscode from 'vscode';
import type { RunTools } from '../runPrepared';
import type { CasePlaces } from '../testCases/caseTarget';
import type { TracePanel } from '../trace/panel';
import type { TraceView } from '../trace/view';
import { mayRun } from '../trust';
import { askOnce, confirmInTurn } from './askOnce';
import { type CaseMeaning, type CaseRunTools, problemMessage, runItem, type Session } from './caseRuns';
import { inParallel } from './inParallel';
import { rerunOnSave } from './rerunOnSave';
import { createTestItems, fileProblem, readCaseFile, sidecarOf, type TestItems } from './testItems';

/** The test cases of the workspace in VS Code's Test Explorer. */
export interface TestExplorer extends vscode.Disposable, CasePlaces {
  /** Shows in the trace panel what happened when the case of an item was run last. */
  showTrace(argument: unknown): void;
}

/** What the Test Explorer works with. */
export interface ExplorerTools extends RunTools {
  readonly panel: TracePanel;
  readonly log: vscode.LogOutputChannel;
}

/** Cases that run at the same time. */
const AT_ONCE = 8;

/** Traces that are kept for `showTrace`; older ones are forgotten. */
const KEPT_TRACES = 100;

/** Makes the Test Explorer's part of us; nothing is read before it is looked at, and nothing runs without being asked. */
export function createTestExplorer(tools: ExplorerTools): TestExplorer {
  const items = createTestItems();
  const { controller } = items;
  const traces = new Map<string, TraceView>();
  const keep = (meaning: CaseMeaning, view: TraceView): void => {
    const key = traceKey(meaning);
    traces.delete(key);
    traces.set(key, view);
    const [oldest] = traces.keys();
    if (traces.size > KEPT_TRACES && oldest !== undefined) traces.delete(oldest);
  };
  const runCases: RunCases = async (request, token, { mayAsk, record }) => {
    const leaves = await leavesOf(request, items);
    const run = controller.createTestRun(request);
    const asking = { secrets: askOnce(tools.secrets, mayAsk), confirm: confirmInTurn(tools.confirm, mayAsk) };
    const session = { run, token: bothTokens(token, run.token), record, ...asking };
    for (const leaf of leaves) run.enqueued(leaf);
    try {
      await inParallel(leaves, AT_ONCE, (item) => runLeaf(item, items, session, { ...tools, keep }));
    } finally {
      run.end();
    }
  };
  controller.resolveHandler = async (item) => {
    const meaning = item && items.meaningOf(item);
    if (meaning === undefined) await items.findFiles();
    else if (meaning.kind === 'file') await items.refresh(meaning.uri);
  };
  controller.refreshHandler = () => items.findFiles(true);
  addProfiles(controller, items, runCases);
  const watching = watch(items);
  return {
    targetOf: items.targetOf,
    showTrace: (argument) => {
      const meaning = typeof argument === 'object' ? items.meaningOf(argument as vscode.TestItem) : undefined;
      const view = meaning?.kind === 'case' ? traces.get(traceKey(meaning)) : undefined;
      if (view) return tools.panel.show(view);
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no trace: run this test case first.'));
    },
    dispose: () => vscode.Disposable.from(watching, items).dispose(),
  };
}

/** Runs what an item stands for. What goes wrong here is our fault: it is logged, told, and does not end the others. */
async function runLeaf(item: vscode.TestItem, items: TestItems, session: Session, tools: CaseRunTools): Promise<void> {
  const meaning = items.meaningOf(item);
  try {
    if (meaning?.kind === 'case') await runItem(item, meaning, session, tools);
    if (meaning?.kind === 'file') await tellBroken(item, meaning.uri, session.run);
  } catch (error) {
    tools.log.error(error instanceof Error ? error : String(error));
    const message = vscode.l10n.t('Stateside: {0}', error instanceof Error ? error.message : String(error));
    session.run.errored(item, new vscode.TestMessage(message));
  }
}

/** Runs the cases of a request until the token is cancelled. */
export type RunCases = (
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
  options: { readonly mayAsk: boolean; readonly record: boolean },
) => Promise<void>;

function addProfiles(controller: vscode.TestController, items: TestItems, runCases: RunCases): void {
  const { Run } = vscode.TestRunProfileKind;
  const run = async (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> => {
    if (!(await mayRun())) return;
    if (request.continuous) rerunOnSave(request, token, items, runCases);
    else await runCases(request, token, { mayAsk: true, record: false });
  };
  controller.createRunProfile(vscode.l10n.t('Run'), Run, run, true, undefined, true);
  const record = async (request: vscode.TestRunRequest, token: vscode.CancellationToken): Promise<void> => {
    if (await mayRun()) await runCases(request, token, { mayAsk: true, record: true });
  };
  controller.createRunProfile(vscode.l10n.t('Run and record answers'), Run, record, false);
}

/** The cases that a request means, and files that cannot be used; each file is read as it is now. */
async function leavesOf(
  { include, exclude = [] }: vscode.TestRunRequest,
  items: TestItems,
): Promise<readonly vscode.TestItem[]> {
  if (include === undefined) await items.findFiles();
  const excluded = new Set(exclude);
  const leaves: vscode.TestItem[] = [];
  const walk = async (item: vscode.TestItem): Promise<void> => {
    const meaning = items.meaningOf(item);
    if (excluded.has(item) || meaning === undefined) return;
    if (meaning.kind === 'file') await items.refresh(meaning.uri);
    if (meaning.kind === 'case' || item.error !== undefined) leaves.push(item);
    else for (const [, child] of item.children) await walk(child);
  };
  for (const item of include ?? [...items.controller.items].map(([, item]) => item)) await walk(item);
  return leaves;
}

async function tellBroken(item: vscode.TestItem, uri: vscode.Uri, run: vscode.TestRun): Promise<void> {
  const file = await readCaseFile(uri);
  const problem = file && fileProblem(file);
  if (file && problem) run.errored(item, problemMessage(uri, file, problem));
}

/** Keeps the items true to what stands in the files and, before they are saved, in the editors. */
function watch(items: TestItems): vscode.Disposable {
  const waiting = new Map<string, NodeJS.Timeout>();
  const soon = (uri: vscode.Uri): void => {
    clearTimeout(waiting.get(uri.toString()));
    waiting.set(
      uri.toString(),
      setTimeout(() => {
        waiting.delete(uri.toString());
        void items.refresh(uri);
      }, TYPING_MILLISECONDS),
    );
  };
  const changed = (document: vscode.TextDocument): void => {
    const sidecar = sidecarOf(document);
    if (sidecar && (sidecar === document.uri || items.controller.items.get(sidecar.toString()))) soon(sidecar);
  };
  const onDisk = (uri: vscode.Uri): void => {
    if (!uri.path.includes('/node_modules/')) soon(uri);
  };
  const files = vscode.workspace.createFileSystemWatcher('**/*.asl.test.json');
  for (const document of vscode.workspace.textDocuments) changed(document);
  return vscode.Disposable.from(
    files,
    files.onDidChange(onDisk),
    files.onDidCreate(onDisk),
    files.onDidDelete(onDisk),
    vscode.workspace.onDidOpenTextDocument(changed),
    vscode.workspace.onDidCloseTextDocument(changed),
    vscode.workspace.onDidChangeTextDocument(({ document }) => changed(document)),
    { dispose: () => waiting.forEach(clearTimeout) },
  );
}

/** While somebody types, the items wait. */
const TYPING_MILLISECONDS = 250;

/** A token that is cancelled as soon as one of two is. */
function bothTokens(one: vscode.CancellationToken, other: vscode.CancellationToken): vscode.CancellationToken {
  const source = new vscode.CancellationTokenSource();
  for (const token of [one, other]) {
    if (token.isCancellationRequested) source.cancel();
    token.onCancellationRequested(() => source.cancel());
  }
  return source.token;
}

function traceKey({ uri, state, key }: CaseMeaning): string {
  return JSON.stringify([uri.toString(), state, key]);
}
