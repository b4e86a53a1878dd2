import * as vscode from 'vscode';
import { touches } from '../../shared/document/document';
import type { Diagnostic } from '../../shared/spec/diagnostic';
import {
  activeDefinition,
  brokenSentence,
  type Definition,
  loadDefinition,
  readDefinition,
  type Testable,
} from './definitions';
import { fileName, openAt, placeName } from './files';

/** A state of a file that is to be tested. */
export interface Target {
  readonly uri: vscode.Uri;
  readonly stateName: string;
}

/**
 * Finds out which state a command means: the one it was given, the one around the cursor, the only one, or the one that
 * the person picks. Undefined when there is none, after a notification that says so, or when nothing was picked.
 */
export async function targetFrom(argument: unknown): Promise<Target | undefined> {
  const given = givenTarget(argument);
  if (given) return given;
  const active = activeDefinition();
  const definition = await definitionFrom(argument, active?.definition);
  if (definition === undefined) return undefined;
  return chooseState(definition, definition === active?.definition ? active.offset : undefined);
}

async function definitionFrom(argument: unknown, active: Definition | undefined): Promise<Definition | undefined> {
  const uri = argument instanceof vscode.Uri ? argument : undefined;
  if (active && (uri === undefined || uri.toString() === active.uri.toString())) return active;
  const chosen = uri ?? (await pickDefinition());
  return chosen && ((await loadDefinition(chosen)) ?? tell(vscode.l10n.t('The file is gone: {0}', fileName(chosen))));
}

/** Any definition of the workspace, where the editor with the focus holds none: a walkthrough, say, or a designer. */
async function pickDefinition(): Promise<vscode.Uri | undefined> {
  const files = await vscode.workspace.findFiles('**/*.{asl,asl.json,asl.yaml,asl.yml}', '**/node_modules/**');
  if (files.length === 0)
    return tell(vscode.l10n.t('Open a state machine definition first: a file named *.asl.json or *.asl.yaml.'));
  const items = files.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  items.sort((one, other) => one.label.localeCompare(other.label));
  const placeHolder = vscode.l10n.t('The definition with the state to test');
  return items.length === 1 ? items[0]?.uri : (await vscode.window.showQuickPick(items, { placeHolder }))?.uri;
}

/** What a CodeLens hands to its command. */
export function targetArgument({ uri, stateName }: Target): unknown {
  return { uri: uri.toString(), stateName };
}

function givenTarget(argument: unknown): Target | undefined {
  if (typeof argument !== 'object' || argument === null || argument instanceof vscode.Uri) return undefined;
  if (!('uri' in argument) || !('stateName' in argument)) return undefined;
  const { uri, stateName } = argument;
  return typeof uri === 'string' && typeof stateName === 'string'
    ? { uri: vscode.Uri.parse(uri), stateName }
    : undefined;
}

async function chooseState(definition: Definition, offset: number | undefined): Promise<Target | undefined> {
  const { testables, problems } = readDefinition(definition);
  const [problem] = problems;
  if (testables.length === 0 && problem) return tellBroken(definition, problem);
  if (testables.length === 0) {
    return tell(vscode.l10n.t('There is no state to test: {0}', fileName(definition.uri)));
  }
  const here = testables.filter(({ span }) => offset !== undefined && touches(span, offset)).at(-1);
  const tasks = testables.filter(({ isHttpTask }) => isHttpTask);
  const only = [testables, tasks].find(({ length }) => length === 1)?.[0];
  const chosen = here ?? only ?? (await pick([...tasks, ...testables.filter(({ isHttpTask }) => !isHttpTask)]));
  return chosen && { uri: definition.uri, stateName: chosen.name };
}

async function pick(testables: readonly Testable[]): Promise<Testable | undefined> {
  const items = testables.map((testable) => ({ label: testable.name, description: testable.type, testable }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('The state to test') });
  return picked?.testable;
}

function tellBroken(definition: Definition, { span, message }: Pick<Diagnostic, 'span' | 'message'>): undefined {
  const { uri, text } = definition;
  const show = vscode.l10n.t('Show');
  const sentence = `${brokenSentence(definition)}: ${placeName(uri, text, span.start)}: ${message}`;
  void vscode.window.showWarningMessage(sentence, show).then((picked) => (picked ? openAt(uri, span) : undefined));
}

function tell(message: string): undefined {
  void vscode.window.showWarningMessage(message);
}
