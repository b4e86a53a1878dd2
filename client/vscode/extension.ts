import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import { createRunner } from '../runner/runner';
import { keepActiveProfiles } from './activeProfiles';
import { askConsent } from './askConsent';
import { registerCodeLens } from './codeLens';
import { COMMANDS } from './commands';
import { createConfirmation } from './confirmation';
import { registerConnectionLens } from './connectionLens';
import { createResults } from './connections/results';
import { registerConnectionsView } from './connections/view';
import { createExampleApi } from './exampleApi';
import { type HoverTools, registerExpressionHover } from './expressionHover';
import { type Handlers, handlersOf } from './handlers';
import { registerProfileStatus } from './profiles';
import { runnerVariables } from './proxy';
import { createSecrets } from './secrets';
import { createStepping } from './stepping/commands';
import { createTestExplorer } from './testExplorer/explorer';
import { createTester } from './tester';
import { createTracePanel } from './trace/panel';

let client: LanguageClient | undefined;

/** Puts the extension together; VS Code calls it once, when a definition is opened or a command is used. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Stateside', { log: true });
  const runner = createRunner({
    modulePath: context.asAbsolutePath('dist/runner.js'),
    variables: runnerVariables,
    log: (line) => log.warn(line),
  });
  const exampleApi = createExampleApi(context.asAbsolutePath('dist/demo.js'), log);
  const secrets = createSecrets(context);
  const panel = createTracePanel(context);
  const results = createResults(context.workspaceState);
  const running = { runner, secrets, results, confirm: createConfirmation(askConsent) };
  const tester = createTester({ ...running, panel, log, memory: context.workspaceState });
  const explorer = createTestExplorer({ ...running, panel, log });
  context.subscriptions.push(explorer);
  const stepping = createStepping({ ...running, tester, panel, log });
  context.subscriptions.push(stepping);
  const handlers = handlersOf({
    context,
    log,
    runner,
    panel,
    tester,
    secrets,
    results,
    exampleApi,
    explorer,
    stepping,
  });
  context.subscriptions.push(log, runner, exampleApi, panel, registerCodeLens(), ...registered(handlers, log));
  context.subscriptions.push(results, registerConnectionLens(secrets), registerConnectionsView(secrets, results));
  context.subscriptions.push(keepActiveProfiles(context.workspaceState), registerProfileStatus());

  // To load the library of the language client takes longer than all the rest, which does not wait for it.
  setImmediate(() => {
    startLanguage(context, log, { runner, caseOf: tester.caseOf }).catch((error: unknown) => fail(log, error));
  });
}

/** Ends the language server; all else ends with the subscriptions. */
export async function deactivate(): Promise<void> {
  await client?.dispose();
}

async function startLanguage(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  tools: Omit<HoverTools, 'client'>,
): Promise<void> {
  const { createLanguageClient, startLanguageClient } = await import('./languageClient');
  client = createLanguageClient(context, log);
  context.subscriptions.push(registerExpressionHover({ ...tools, client }));
  context.subscriptions.push(await startLanguageClient(client));
}

function registered(handlers: Handlers, log: vscode.LogOutputChannel): readonly vscode.Disposable[] {
  return Object.entries(handlers).map(([name, run]) =>
    vscode.commands.registerCommand(COMMANDS[name as keyof Handlers], async (...args: readonly unknown[]) => {
      try {
        await run(...args);
      } catch (error) {
        fail(log, error);
      }
    }),
  );
}

/** What went wrong here is our fault: it is logged, and the person is told once. */
function fail(log: vscode.LogOutputChannel, error: unknown): void {
  log.error(error instanceof Error ? error : String(error));
  void vscode.window.showErrorMessage(
    vscode.l10n.t('Stateside: {0}', error instanceof Error ? error.message : String(error)),
  );
}
