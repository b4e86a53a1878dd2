import * as vscode from 'vscode';
import { PROJECT_FILE } from '../../../shared/project/project';
import { isSidecarPath } from '../../../shared/project/testCases';
import { DEFINITION_LANGUAGES } from '../definitions';
import { fileName, sidecarUri } from '../files';
import type { RunCases } from './explorer';
import type { TestItems } from './testItems';

/**
 * Until the token is cancelled, runs the cases of a request again whenever their file, their definition or a project
 * file is saved. Nobody is asked for a secret meanwhile. A later save ends the run of the one before.
 */
export function rerunOnSave(
  request: vscode.TestRunRequest,
  token: vscode.CancellationToken,
  items: TestItems,
  runCases: RunCases,
): void {
  let going: vscode.CancellationTokenSource | undefined;
  const saved = vscode.workspace.onDidSaveTextDocument(async (document) => {
    const include = await affected(document, request, items);
    if (include.length === 0) return;
    going?.cancel();
    going = new vscode.CancellationTokenSource();
    const again = new vscode.TestRunRequest(include, request.exclude, request.profile, true);
    await runCases(again, going.token, { mayAsk: false, record: false });
  });
  token.onCancellationRequested(() => {
    saved.dispose();
    going?.cancel();
  });
}

/** Of the items that the request means, those to which a file belongs. */
async function affected(
  { uri, languageId }: vscode.TextDocument,
  { include }: vscode.TestRunRequest,
  items: TestItems,
): Promise<readonly vscode.TestItem[]> {
  await items.findFiles();
  const all = include ?? [...items.controller.items].map(([, item]) => item);
  if (fileName(uri) === PROJECT_FILE) return all;
  const isDefinition = DEFINITION_LANGUAGES.some((language) => language === languageId);
  const sidecar = isSidecarPath(uri.path) ? uri : isDefinition ? sidecarUri(uri) : undefined;
  return all.filter((item) => sidecar && items.meaningOf(item)?.uri.toString() === sidecar.toString());
}
