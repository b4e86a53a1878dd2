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
  const uri = argument instanceof vscode.Uri ? argument : active?.definition.uri;
  const isActive = active !== undefined && uri?.toString() === active.definition.uri.toString();
  const definition = isActive ? active.definition : uri && (await loadDefinition(uri));
  if (definition === undefined)
    return tell(vscode.l10n.t('Open a state machine definition first: a file named *.asl.json or *.asl.yaml.'));
  return chooseState(definition, isActive ? active.offset : undefined);
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
    return tell(vscode.l10n.t('There is no HTTP Task to test: {0}', fileName(definition.uri)));
  }
  const here = testables.filter(({ span }) => offset !== undefined && touches(span, offset)).at(-1);
  const chosen = here ?? (testables.length === 1 ? testables[0] : await pick(testables));
  return chosen && { uri: definition.uri, stateName: chosen.name };
}

async function pick(testables: readonly Testable[]): Promise<Testable | undefined> {
  const items = testables.map((testable) => ({ label: testable.name, testable }));
  const picked = await vscode.window.showQuickPick(items, { placeHolder: vscode.l10n.t('The HTTP Task to test') });
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
