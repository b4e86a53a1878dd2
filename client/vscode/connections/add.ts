import * as vscode from 'vscode';
import { connectionSecrets } from '../../../shared/project/connectionSecrets';
import { addConnection } from '../../../shared/project/edit';
import { readProject } from '../../../shared/project/project';
import { readText, writeText } from '../files';
import { pickOrPlaceProjectFile } from '../projectFiles';
import type { Secrets } from '../secrets';
import { targetOf } from './chosen';
import { openConnection, tellNotJson } from './edits';
import {
  type Answers,
  connectionFrom,
  type Kind,
  kindsOf,
  type Step,
  secretsFrom,
  secretsNameOf,
  wrongAnswer,
} from './kinds';
import { wrongName } from './names';

const WORDS = { say: vscode.l10n.t };

/** Asks step by step for a new connection, then writes it; leaving any step writes nothing. */
export async function addNewConnection(secrets: Secrets, argument: unknown): Promise<void> {
  const target = targetOf(argument);
  const uri = target ? vscode.Uri.parse(target.uri) : await pickOrPlaceProjectFile();
  const name = uri && (await askName(await readText(uri)));
  const kind = name === undefined ? undefined : await pickKind(name);
  if (uri === undefined || name === undefined || kind === undefined) return;
  const answers = await askSteps(name, kind, endpointsOf(await readText(uri)));
  if (answers === undefined) return;
  const before = await readText(uri);
  const taken = connectionSecrets(before ?? '').flatMap(({ secrets: needed }) => needed);
  const secretsName = secretsNameOf(kind, name, new Set(taken));
  const text = addConnection(before, name, connectionFrom(kind, secretsName, answers));
  if (text === undefined) return tellNotJson(uri);
  await writeText(uri, text);
  for (const secret of secretsFrom(kind, secretsName, answers)) await secrets.keep(uri, secret.name, secret.value);
  await openConnection(uri, name);
}

function endpointsOf(text: string | undefined): Readonly<Record<string, string>> {
  return readProject(text ?? '').project?.endpoints ?? {};
}

function askName(text: string | undefined): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Add a connection'),
    prompt: vscode.l10n.t('Its name, as it stands in the ConnectionArn of a state'),
    ignoreFocusOut: true,
    validateInput: (value) => wrongName(value, text, WORDS.say),
  });
}

function pickKind(name: string): Thenable<Kind | undefined> {
  const title = vscode.l10n.t('Add the connection {0}', name);
  const placeHolder = vscode.l10n.t('How it authorizes requests');
  return vscode.window.showQuickPick([...kindsOf(WORDS.say)], { title, placeHolder, ignoreFocusOut: true });
}

async function askSteps(
  name: string,
  kind: Kind,
  endpoints: Readonly<Record<string, string>>,
): Promise<Answers | undefined> {
  const answers: string[] = [];
  for (const [index, step] of kind.steps.entries()) {
    const title = vscode.l10n.t('Add the connection {0} ({1}/{2})', name, index + 1, kind.steps.length);
    // A file that nobody trusts yet must not ask for passwords.
    const isSkipped = step.secret && !vscode.workspace.isTrusted;
    const answer = isSkipped ? '' : await askStep(step, title, endpoints);
    if (answer === undefined) return undefined;
    answers.push(answer);
  }
  return answers;
}

function askStep(step: Step, title: string, endpoints: Readonly<Record<string, string>>): Thenable<string | undefined> {
  const { prompt, placeHolder, secret = false, choices } = step;
  if (choices) return vscode.window.showQuickPick([...choices], { title, placeHolder, ignoreFocusOut: true });
  const stored = vscode.l10n.t('Kept in the secret storage of the editor; the file gets a reference.');
  return vscode.window.showInputBox({
    title,
    prompt: secret ? `${prompt}. ${stored}` : prompt,
    placeHolder,
    password: secret,
    ignoreFocusOut: true,
    validateInput: (value) => wrongAnswer(step, value, endpoints, WORDS.say),
  });
}
