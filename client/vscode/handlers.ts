import * as vscode from 'vscode';
import type { Runner } from '../runner/runner';
import { caseInput, createTestCase, openTestCase } from './caseEdits';
import type { COMMANDS } from './commands';
import { copyIamPolicy } from './copyIamPolicy';
import type { ExampleApi } from './exampleApi';
import { openExamples } from './examples';
import { openAt, projectUri } from './files';
import { openProject, writeConnection } from './projectEdits';
import type { Secrets } from './secrets';
import { type Target, targetFrom } from './target';
import type { Tester } from './tester';
import type { TracePanel } from './trace/panel';
import { traceHandlersOf } from './traceCommands';

/** What every command does; a command that fails because of us throws. */
export type Handlers = Readonly<Record<keyof typeof COMMANDS, (...args: readonly unknown[]) => unknown>>;

/** The parts that commands work with. */
export interface Parts {
  readonly context: vscode.ExtensionContext;
  readonly log: vscode.LogOutputChannel;
  readonly runner: Runner;
  readonly panel: TracePanel;
  readonly tester: Tester;
  readonly secrets: Secrets;
  readonly exampleApi: ExampleApi;
}

/** One handler for each command. */
export function handlersOf({ context, log, runner, panel, tester, secrets, exampleApi }: Parts): Handlers {
  const testing = (run: (target: Target) => Promise<void>) => async (argument: unknown) => {
    if (!(await mayRun())) return;
    const target = await targetFrom(argument);
    if (target) await run(target);
  };
  const withLast = (run: (target: Target) => Promise<void>) => async () => {
    const last = tester.last();
    if (last) await run(last);
    else void vscode.window.showInformationMessage(vscode.l10n.t('No state was tested yet in this workspace.'));
  };
  const shownCase = () => panel.view?.subject.caseName;
  return {
    testState: testing((target) => tester.test(target)),
    testStateWith: testing((target) => tester.testWith(target)),
    runAgain: withLast(async (target) => {
      if (await mayRun()) await tester.test(target, shownCase());
    }),
    cancel: () => tester.cancel(),
    revealSecrets: () => panel.reveal(true),
    hideSecrets: () => panel.reveal(false),
    createTestCase: withLast((target) => createTestCase(target, caseInput(panel.view))),
    openTestCases: withLast((target) => openTestCase(target, shownCase())),
    openProject: async () => {
      const uri = vscode.window.activeTextEditor?.document.uri ?? tester.last()?.uri;
      if (uri) await openProject(uri);
    },
    addConnection: async (uri, arn) => {
      if (typeof uri === 'string' && typeof arn === 'string') await writeConnection(vscode.Uri.parse(uri), arn);
    },
    ...traceHandlersOf(panel, runner),
    copyIamPolicy: (argument) => copyIamPolicy(argument, tester.last()?.uri),
    openAt: async (uri, start, end) => {
      if (typeof uri !== 'string') return;
      await openAt(vscode.Uri.parse(uri), { start: Number(start) || 0, end: Number(end) || 0 });
    },
    setSecret: (project, names) =>
      typeof project === 'string' && Array.isArray(names)
        ? setSecrets(secrets, vscode.Uri.parse(project), names.map(String))
        : setSecret(secrets, tester.last()?.uri),
    clearSecrets: () => clearSecrets(secrets),
    startExampleApi: () => exampleApi.start(),
    stopExampleApi: () => exampleApi.stop(),
    openExamples: () => openExamples(context),
    showLog: () => log.show(),
  };
}

/** In Restricted Mode nothing of the workspace is run: the person is told why, and where to change it. */
async function mayRun(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const message = vscode.l10n.t(
    'Testing a state is off in Restricted Mode, because it sends requests and uses secrets as the files of this workspace say.',
  );
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
  return false;
}

async function setSecret(secrets: Secrets, last: vscode.Uri | undefined): Promise<void> {
  const definition = vscode.window.activeTextEditor?.document.uri ?? last;
  if (definition === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a definition first: its project file owns the secret.'),
    );
    return;
  }
  const prompt = vscode.l10n.t('The name of the secret, as it stands in ${secret:name}');
  const name = await vscode.window.showInputBox({ title: vscode.l10n.t('Set a secret'), prompt });
  if (name) await secrets.set(await projectUri(definition), name);
}

/** Asks for secrets of a project file one after the other, until the person has enough of it. */
async function setSecrets(secrets: Secrets, project: vscode.Uri, names: readonly string[]): Promise<void> {
  for (const name of names) if ((await secrets.set(project, name)) === undefined) return;
}

async function clearSecrets(secrets: Secrets): Promise<void> {
  const clear = vscode.l10n.t('Clear');
  const question = vscode.l10n.t('Forget all secrets that Stateside keeps? Their number: {0}', secrets.count());
  if ((await vscode.window.showWarningMessage(question, { modal: true }, clear)) === clear) await secrets.clear();
}
