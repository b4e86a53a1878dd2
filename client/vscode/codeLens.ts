import * as vscode from 'vscode';
import { lineColumns } from '../../shared/document/document';
import { isSidecarPath, readTestCases } from '../../shared/project/testCases';
import { COMMANDS } from './commands';
import { DEFINITION_LANGUAGES, type Definition, readDefinition, type Testable } from './definitions';
import { readText, sidecarUri } from './files';
import { needSentence } from './stepping/needsMock';
import { targetArgument } from './target';

/** Puts above every state what can be done with it: testing it, alone or with all that follows, and its test cases. */
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
    vscode.workspace.onDidChangeTextDocument(({ document }) => isSidecarPath(document.uri.path) && tell()),
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
    const own = cases.filter(({ state }) => state === testable.name);
    const lacksMock = testable.mockNeed !== undefined && !own.some(({ mock }) => mock);
    return lenses(range, { uri, testable, hasCases: own.length > 0, lacksMock });
  });
}

function lenses(
  range: vscode.Range,
  {
    uri,
    testable,
    hasCases,
    lacksMock,
  }: { uri: vscode.Uri; testable: Testable; hasCases: boolean; lacksMock: boolean },
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
    tooltip: vscode.l10n.t(
      'Chooses the test case that gives the input; there a case is edited, duplicated and renamed too',
    ),
    command: COMMANDS.testStateWith,
    arguments: args,
  };
  const newCase = {
    title: vscode.l10n.t('new case'),
    tooltip: vscode.l10n.t('Writes a test case for this state and opens it at its input'),
    command: COMMANDS.createTestCase,
    arguments: args,
  };
  const fromHere = {
    title: vscode.l10n.t('Run from here'),
    tooltip: vscode.l10n.t('Runs this state and those that follow it, until the end or until one cannot be run here'),
    command: COMMANDS.runFromHere,
    arguments: args,
  };
  const mock = {
    title: vscode.l10n.t('write a mock'),
    ...(testable.mockNeed && { tooltip: needSentence(testable.name, testable.mockNeed) }),
    command: COMMANDS.writeMock,
    arguments: args,
  };
  const row = [
    test,
    ...(hasCases ? [withCase] : []),
    ...(testable.goesOn && !lacksMock ? [fromHere] : []),
    lacksMock ? mock : newCase,
  ];
  return row.map((command) => new vscode.CodeLens(range, command));
}
