import assert from 'node:assert/strict';
import {
  type CodeLens,
  type CompletionList,
  commands,
  extensions,
  type Hover,
  languages,
  Range,
  type TextDocument,
  type Uri,
  WorkspaceEdit,
  window,
  workspace,
} from 'vscode';
import { until } from './until';

/** The checks that run inside a VS Code window whose folder is a copy of the examples; throws at the first that fails. */
export const run = async (): Promise<void> => {
  const document = await openExample();
  await theCommandsExist();
  await aCodeLensOffersTheTest(document);
  await theMethodIsExplained(document);
  await theMethodIsCompleted(document);
  await onlyAWrongMethodIsUnderlined(document);
};

const openExample = async (): Promise<TextDocument> => {
  const [file] = await workspace.findFiles('**/invoice.asl.json');
  assert.ok(file, 'the workspace holds the invoice example');
  const document = await workspace.openTextDocument(file);
  await window.showTextDocument(document);
  return document;
};

const theCommandsExist = async (): Promise<void> => {
  const extension = extensions.getExtension('stateside.stateside');
  assert.ok(extension, 'the extension is installed');
  const contributed: readonly { readonly command: string }[] = extension.packageJSON.contributes.commands;
  await extension.activate();
  const known = new Set(await commands.getCommands(true));
  for (const { command } of contributed) assert.ok(known.has(command), `the command exists: ${command}`);
};

const aCodeLensOffersTheTest = (document: TextDocument): Promise<unknown> =>
  until('a CodeLens "Test state"', async () => {
    const lenses = await ask<readonly CodeLens[]>('vscode.executeCodeLensProvider', document.uri, 100);
    return lenses.some((lens) => lens.command?.title.includes('Test state'));
  });

const theMethodIsExplained = (document: TextDocument): Promise<unknown> =>
  until('a hover on "Method"', async () => {
    const key = document.positionAt(document.getText().indexOf('"Method"') + 2);
    const hovers = await ask<readonly Hover[]>('vscode.executeHoverProvider', document.uri, key);
    return hovers.length > 0;
  });

const theMethodIsCompleted = (document: TextDocument): Promise<unknown> =>
  until('completion of POST', async () => {
    const { start } = methodOf(document);
    const list = await ask<CompletionList>('vscode.executeCompletionItemProvider', document.uri, start);
    return list.items.some((item) => JSON.stringify(item.label).includes('POST'));
  });

const onlyAWrongMethodIsUnderlined = async (document: TextDocument): Promise<void> => {
  const method = document.getText(methodOf(document));
  await writeMethod(document, 'FETCH');
  await until('a finding on the wrong Method', async () => hasFinding(document));
  await writeMethod(document, method);
  await until('no finding on the right Method', async () => !hasFinding(document));
};

const hasFinding = (document: TextDocument): boolean =>
  languages
    .getDiagnostics(document.uri)
    .some((finding) => finding.range.intersection(methodOf(document)) !== undefined);

const writeMethod = async (document: TextDocument, method: string): Promise<void> => {
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, methodOf(document), method);
  assert.ok(await workspace.applyEdit(edit), 'the edit is applied');
};

// The first Method's value without its quotes.
const methodOf = (document: TextDocument): Range => {
  const [found, before = '', value = ''] = /("Method"\s*:\s*")(\w+)/.exec(document.getText()) ?? [];
  assert.ok(found, 'the example has a Method');
  const start = document.getText().indexOf(found) + before.length;
  return new Range(document.positionAt(start), document.positionAt(start + value.length));
};

const ask = async <T>(command: string, uri: Uri, argument: unknown): Promise<T> =>
  commands.executeCommand<T>(command, uri, argument);
