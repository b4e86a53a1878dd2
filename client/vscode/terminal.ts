import path from 'node:path';
import * as vscode from 'vscode';
import { examplesFolder } from './examples';

/**
 * Opens a terminal that knows the `stateside` command without an installation, and types `stateside test` there; the
 * person sends it off. It begins in the workspace folder of the definition in the editor, else of the one tested last;
 * for the examples in their folder, with passwords that their API takes.
 */
export async function openTerminal(
  context: vscode.ExtensionContext,
  last: vscode.Uri | undefined,
  forExamples: boolean,
): Promise<void> {
  const definition = vscode.window.activeTextEditor?.document.uri ?? last;
  const examples = forExamples ? await examplesFolder(context) : undefined;
  const cwd = examples ?? (definition && vscode.workspace.getWorkspaceFolder(definition)?.uri);
  const launchers = context.asAbsolutePath('client/resources/bin');
  const terminal = vscode.window.createTerminal({
    name: 'stateside',
    ...(cwd && { cwd }),
    env: {
      ...(examples && EXAMPLE_SECRETS),
      PATH: `${launchers}${path.delimiter}${process.env.PATH ?? ''}`,
      // The program that runs the extension is a Node.js, so that none need be installed.
      STATESIDE_NODE: process.execPath,
      STATESIDE_CLI: context.asAbsolutePath('dist/cli.js'),
    },
  });
  terminal.show();
  terminal.sendText('stateside test', false);
}

/** The example API takes any password but `wrong`. */
const EXAMPLE_SECRETS = { STATESIDE_SECRET_STRIPE_PASSWORD: 'any', STATESIDE_SECRET_EXAMPLE_API_KEY: 'any' };
