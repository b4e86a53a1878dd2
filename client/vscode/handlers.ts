import * as vscode from 'vscode';
import type { Runner } from '../runner/runner';
import { awsHandlersOf } from './aws/awsHandlers';
import { createAwsTester } from './aws/testInAws';
import type { COMMANDS } from './commands';
import { connectionHandlersOf } from './connections/handlers';
import type { Results } from './connections/results';
import { copyIamPolicy } from './copyIamPolicy';
import type { ExampleApi } from './exampleApi';
import { openExamples } from './examples';
import { openAt, projectUri } from './files';
import { openProject, writeConnection } from './projectEdits';
import type { Secrets } from './secrets';
import type { Stepping } from './stepping/commands';
import { type Target, targetFrom } from './target';
import { openTerminal } from './terminal';
import { caseHandlersOf, shownTarget } from './testCases/caseCommands';
import type { TestExplorer } from './testExplorer/explorer';
import type { Tester } from './tester';
import type { TracePanel } from './trace/panel';
import { traceHandlersOf } from './traceCommands';
import { mayRun } from './trust';
import { openWalkthrough } from './walkthrough';

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
  readonly results: Results;
  readonly exampleApi: ExampleApi;
  readonly explorer: TestExplorer;
  readonly stepping: Stepping;
}

/** One handler for each command. */
export function handlersOf(parts: Parts): Handlers {
  const { context, log, runner, panel, tester, secrets } = parts;
  const { results, exampleApi, explorer, stepping } = parts;
  const testing = (run: (target: Target) => Promise<void>) => async (argument: unknown) => {
    if (!(await mayRun())) return;
    const target = await targetFrom(argument);
    if (target) await run(target);
  };
  const withLast = (run: (target: Target) => Promise<void>) => async () => {
    const last = shownTarget(panel.view) ?? tester.last();
    if (last) await run(last);
    else void vscode.window.showInformationMessage(vscode.l10n.t('No state was tested yet in this workspace.'));
  };
  const aws = createAwsTester({ tester, panel, log });
  context.subscriptions.push(aws);
  const shownCase = () => panel.view?.subject.caseName;
  return {
    testState: testing((target) => tester.test(target)),
    testStateWith: testing((target) => tester.testWith(target)),
    runAgain: withLast(async (target) => {
      if (!(await mayRun()) || (await stepping.again())) return;
      await tester.test(target, shownCase());
    }),
    cancel: () => {
      tester.cancel();
      aws.cancel();
    },
    revealSecrets: () => panel.reveal(true),
    hideSecrets: () => panel.reveal(false),
    ...caseHandlersOf({ panel, tester, places: explorer }),
    showTestTrace: (item) => explorer.showTrace(item),
    openProject: async () => {
      const uri = vscode.window.activeTextEditor?.document.uri ?? tester.last()?.uri;
      if (uri) await openProject(uri);
    },
    addConnection: async (uri, arn) => {
      if (typeof uri === 'string' && typeof arn === 'string') await writeConnection(vscode.Uri.parse(uri), arn);
    },
    ...connectionHandlersOf({ runner, secrets, results, editors: panel.editors }),
    ...traceHandlersOf(panel, runner),
    ...stepping.handlers,
    ...awsHandlersOf(aws, panel),
    copyIamPolicy: (argument, whom) => copyIamPolicy(argument, tester.last()?.uri, whom),
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
    openExamples: (file) => openExamples(context, typeof file === 'string' ? file : undefined),
    openTerminal: (place) => openTerminal(context, tester.last()?.uri, place === 'examples'),
    openWalkthrough: () => openWalkthrough(context),
    showLog: () => log.show(),
  };
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
