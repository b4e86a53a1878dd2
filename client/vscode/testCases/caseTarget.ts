import * as vscode from 'vscode';
import { definitionPathsOf, isSidecarPath, readTestCases } from '../../../shared/project/testCases';
import { activeDefinition } from '../definitions';
import { readText } from '../files';
import { casesOf } from '../prepare';
import { type Target, targetFrom } from '../target';

/** A test case of a state, by its name. */
export interface CaseRef {
  readonly target: Target;
  readonly name: string;
}

/** Where a command for a test case was given: a case of the Test Explorer, or a state there. */
export interface CasePlaces {
  /** The case or state that an item of the Test Explorer stands for; undefined for everything else. */
  targetOf(argument: unknown): Promise<Target | CaseRef | undefined>;
}

/** As `CasePlaces`, with the state or case that the trace panel shows; undefined when it shows none. */
export interface ShownPlaces extends CasePlaces {
  shown(): Target | CaseRef | undefined;
}

/** What a link or CodeLens hands to a command for a test case. */
export function caseArgument({ target, name }: CaseRef): unknown {
  return { uri: target.uri.toString(), stateName: target.stateName, caseName: name };
}

/**
 * The test case that a command means: the one it was given, the one around the cursor, the one on display, or the one
 * that the person picks. Undefined when there is none, after a notification that says so, or when nothing was picked.
 */
export async function caseFrom(argument: unknown, places: ShownPlaces): Promise<CaseRef | undefined> {
  const given = await meant(argument, places);
  if (given && 'name' in given) return given;
  const target = given ?? (await targetFrom(argument));
  return target && pickName(target);
}

/** The state for which a command wants a new test case; undefined as with `caseFrom`. */
export async function stateFrom(argument: unknown, places: ShownPlaces): Promise<Target | undefined> {
  const given = await meant(argument, places);
  if (given) return 'name' in given ? given.target : given;
  return targetFrom(argument);
}

async function meant(argument: unknown, places: ShownPlaces): Promise<Target | CaseRef | undefined> {
  if (argument !== undefined) return (await places.targetOf(argument)) ?? givenCase(argument);
  return (await caseAtCursor()) ?? (activeDefinition() ? undefined : places.shown());
}

/** The definition beside a file of test cases; undefined when there is none. */
export async function definitionOf(sidecar: vscode.Uri): Promise<vscode.Uri | undefined> {
  for (const path of definitionPathsOf(sidecar.path)) {
    const uri = sidecar.with({ path });
    if ((await readText(uri)) !== undefined) return uri;
  }
  return undefined;
}

function givenCase(argument: unknown): CaseRef | undefined {
  if (typeof argument !== 'object' || argument === null || !('uri' in argument)) return undefined;
  if (!('stateName' in argument) || !('caseName' in argument)) return undefined;
  const { uri, stateName, caseName } = argument;
  if (typeof uri !== 'string' || typeof stateName !== 'string' || typeof caseName !== 'string') return undefined;
  return { target: { uri: vscode.Uri.parse(uri), stateName }, name: caseName };
}

/** In a file of test cases the cursor says which case is meant. */
async function caseAtCursor(): Promise<CaseRef | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined || !isSidecarPath(editor.document.uri.path)) return undefined;
  const offset = editor.document.offsetAt(editor.selection.active);
  const { cases } = readTestCases(editor.document.getText());
  const found = cases.find(({ span }) => span.start <= offset && offset <= span.end);
  const uri = found && (await definitionOf(editor.document.uri));
  return found && uri ? { target: { uri, stateName: found.state }, name: found.name } : undefined;
}

async function pickName(target: Target): Promise<CaseRef | undefined> {
  const found = await casesOf(target);
  if (found.kind === 'hindered') {
    void vscode.window.showWarningMessage(found.message);
    return undefined;
  }
  if (found.cases.length === 0) {
    const message = vscode.l10n.t('There is no test case for this state yet: {0}', target.stateName);
    void vscode.window.showInformationMessage(message);
    return undefined;
  }
  const placeHolder = vscode.l10n.t('The test case of {0}', target.stateName);
  const names = found.cases.map(({ name }) => name);
  const name = names.length === 1 ? names[0] : await vscode.window.showQuickPick(names, { placeHolder });
  return name === undefined ? undefined : { target, name };
}
