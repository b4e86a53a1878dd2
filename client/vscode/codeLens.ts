import * as vscode from 'vscode';
import { lineColumns } from '../../shared/document/document';
import { readTestCases } from '../../shared/project/testCases';
import { COMMANDS } from './commands';
import { DEFINITION_LANGUAGES, type Definition, readDefinition, type Testable } from './definitions';
import { readText, sidecarUri } from './files';
import { targetArgument } from './target';

/** Puts "Test state" above every HTTP Task, and "with..." where there is more than one test case to choose from. */
export function registerCodeLens(): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  const sidecars = vscode.workspace.createFileSystemWatcher('**/*.asl.test.json');
  const tell = () => changed.fire();
  return vscode.Disposable.from(
    changed,
    sidecars,
    sidecars.onDidChange(tell),
    sidecars.onDidCreate(tell),
    sidecars.onDidDelete(tell),
    vscode.languages.registerCodeLensProvider([...DEFINITION_LANGUAGES], {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses: (document) => lensesOf(document),
    }),
  );
}

async function lensesOf(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const { uri } = document;
  const format = document.languageId === 'asl-yaml' ? 'yaml' : 'json';
  const definition: Definition = { uri, text: document.getText(), format };
  const sidecar = await readText(sidecarUri(uri)).catch(() => undefined);
  const cases = sidecar === undefined ? [] : readTestCases(sidecar).cases;
  const place = lineColumns(definition.text);
  return readDefinition(definition).testables.flatMap((testable) => {
    const { line, character } = place(testable.head.start);
    const range = new vscode.Range(line, character, line, character);
    const several = cases.filter(({ state }) => state === testable.name).length > 1;
    return lenses(range, { uri, testable, several });
  });
}

function lenses(
  range: vscode.Range,
  { uri, testable, several }: { uri: vscode.Uri; testable: Testable; several: boolean },
): vscode.CodeLens[] {
  const args = [targetArgument({ uri, stateName: testable.name })];
  const test = {
    title: `$(play) ${vscode.l10n.t('Test state')}`,
    tooltip: vscode.l10n.t('Runs this state on your machine and shows the request, the response and the output'),
    command: COMMANDS.testState,
    arguments: args,
  };
  const withCase = {
    title: vscode.l10n.t('with...'),
    tooltip: vscode.l10n.t('Chooses the test case that gives the input'),
    command: COMMANDS.testStateWith,
    arguments: args,
  };
  return (several ? [test, withCase] : [test]).map((command) => new vscode.CodeLens(range, command));
}
