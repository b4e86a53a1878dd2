import * as vscode from 'vscode';
import { parseDocument } from '../../shared/document/document';
import { type HttpCall, httpCallsOf } from '../../shared/document/httpCalls';
import { executionPolicy, type IamPolicy, testingPolicy } from '../../shared/report/iamPolicy';
import { substitute } from '../../shared/spec/substitution';
import { awsSettings } from './aws/awsSettings';
import { activeDefinition, brokenSentence, type Definition, loadDefinition } from './definitions';
import { fileName, projectOf } from './files';

/**
 * Copies the policy that the HTTP Tasks of a definition need; what makes it wide is told. `last` was tested last; without
 * `whom`, one of the kinds of policy, the person chooses.
 */
export async function copyIamPolicy(argument: unknown, last: vscode.Uri | undefined, whom?: unknown): Promise<void> {
  const definition = await definitionFrom(argument, last);
  if (definition === undefined) {
    return warn(vscode.l10n.t('Open a state machine definition first: a file named *.asl.json or *.asl.yaml.'));
  }
  const { substitutions = {} } = (await projectOf(definition.uri))?.project ?? {};
  const document = parseDocument(substitute(definition.text, substitutions), definition.format);
  const [problem] = document.problems;
  if (problem) return warn(`${brokenSentence(definition)}: ${problem.message}`);
  const calls = httpCallsOf(document);
  // Any state can be tested in AWS, and whoever tests one needs the same.
  const isForTesting = whom === 'testing' || whom === 'testingRevealed';
  if (calls.length === 0 && !isForTesting)
    return warn(vscode.l10n.t('There is no HTTP Task in {0}', fileName(definition.uri)));
  const make = await pickPolicy(policiesOf(calls, definition.uri), whom);
  if (make) await copy(make());
}

async function definitionFrom(argument: unknown, last: vscode.Uri | undefined): Promise<Definition | undefined> {
  const active = activeDefinition()?.definition;
  const given = argument instanceof vscode.Uri ? argument : undefined;
  if (active && (given === undefined || given.toString() === active.uri.toString())) return active;
  const uri = given ?? last;
  return uri && loadDefinition(uri);
}

/** A policy that can be made, by what a link calls it. */
interface Choice extends vscode.QuickPickItem {
  readonly whom: 'execution' | 'testing' | 'testingRevealed';
  readonly make: () => IamPolicy;
}

function policiesOf(calls: readonly HttpCall[], uri: vscode.Uri): readonly Choice[] {
  const { roleArn } = awsSettings(uri);
  const options = roleArn === '' ? {} : { roleArn };
  return [
    {
      whom: 'execution',
      label: vscode.l10n.t('For the role of the state machine'),
      description: vscode.l10n.t('to call the endpoints with their connections'),
      make: () => executionPolicy(calls),
    },
    {
      whom: 'testing',
      label: vscode.l10n.t('For who tests the states in AWS'),
      description: 'states:TestState, iam:PassRole',
      make: () => testingPolicy(calls, options),
    },
    {
      whom: 'testingRevealed',
      label: vscode.l10n.t('For who tests the states in AWS and may see secrets'),
      description: 'states:TestState, states:RevealSecrets, iam:PassRole',
      make: () => testingPolicy(calls, { ...options, revealSecrets: true }),
    },
  ];
}

async function pickPolicy(choices: readonly Choice[], whom: unknown): Promise<(() => IamPolicy) | undefined> {
  const known = choices.find((choice) => choice.whom === whom);
  if (known) return known.make;
  const placeHolder = vscode.l10n.t('The policy to copy');
  return (await vscode.window.showQuickPick(choices, { placeHolder }))?.make;
}

async function copy({ policy, warnings }: IamPolicy): Promise<void> {
  await vscode.env.clipboard.writeText(JSON.stringify(policy, undefined, 2));
  const copied = vscode.l10n.t('The IAM policy was copied.');
  if (warnings.length === 0) void vscode.window.showInformationMessage(copied);
  else warn([copied, ...warnings].join(' '));
}

function warn(message: string): void {
  void vscode.window.showWarningMessage(message);
}
