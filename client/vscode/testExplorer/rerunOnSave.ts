import * as vscode from 'vscode';
import { PROJECT_FILE } from '../../../shared/project/project';
import { fileName } from '../files';
import type { RunCases } from './explorer';
import { createReruns } from './reruns';
import { sidecarOf, type TestItems } from './testItems';

/**
 * Until the token is cancelled, runs the cases of a request again whenever their file, their definition or a project
 * file is saved. Nobody is asked for a secret meanwhile. A later save ends the run of the one before, and runs its cases
 * too.
 */
export function rerunOnSave(
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
  items: TestItems,
  runCases: RunCases,
): void {
  const reruns = createReruns<vscode.TestItem>(async (include, signal) => {
    const source = new vscode.CancellationTokenSource();
    signal.addEventListener('abort', () => source.cancel());
    const again = new vscode.TestRunRequest(include, request.exclude, request.profile, true);
    await runCases(again, source.token, { mayAsk: false, record: false });
  });
  const saved = vscode.workspace.onDidSaveTextDocument(async (document) =>
    reruns.again(await affected(document, request, items)),
  );
  token.onCancellationRequested(() => {
    saved.dispose();
    reruns.stop();
  });
}

/** Of the items that the request means, those to which a file belongs. */
async function affected(
  document: vscode.TextDocument,
  { include }: vscode.TestRunRequest,
  items: TestItems,
): Promise<readonly vscode.TestItem[]> {
  await items.findFiles();
  const all = include ?? [...items.controller.items].map(([, item]) => item);
  if (fileName(document.uri) === PROJECT_FILE) return all;
  const sidecar = sidecarOf(document);
  return all.filter((item) => sidecar && items.meaningOf(item)?.uri.toString() === sidecar.toString());
}
