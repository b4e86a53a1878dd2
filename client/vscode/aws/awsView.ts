import * as vscode from 'vscode';
import type { StateRun } from '../../../shared/executor/stateRun';
import { type AwsTrouble, type AwsTroubleKind, awsTrouble } from '../../../shared/report/awsTrouble';
import { masker } from '../../../shared/report/mask';
import { oneLine } from '../../../shared/report/plainText';
import { fromTestStateOutput } from '../../../shared/report/testStateOutput';
import { isJsonObject, jsonOrText } from '../../../shared/spec/json';
import { COMMANDS } from '../commands';
import type { Action, MessageView, RunningView, RunView, Subject, TraceView } from '../trace/view';
import type { OneEnd } from './awsProcess';
import { type AwsSettings, placeOf } from './awsSettings';
import { localOnlySentence, troubleActions, troubleSentence } from './awsWords';
import type { Plan } from './plan';
import { localOnly } from './testedState';

/** A test in AWS that the person agreed to. */
export interface Planned extends Plan {
  readonly settings: AwsSettings;
}

/** Shown while the command runs. */
export function runningView({ subject, settings }: Planned): RunningView {
  const story = vscode.l10n.t('Waiting for {0} stepfunctions test-state.', settings.command);
  return { kind: 'running', subject, phase: undefined, story };
}

/** What is known of a call beside its answer. */
export interface Circumstances {
  readonly startedAt: number;
  readonly milliseconds: number;
  readonly reveals: boolean;
}

/** What the panel shows when the command has ended. */
export function viewOf(end: OneEnd, planned: Planned, circumstances: Circumstances): TraceView {
  const { command } = planned.settings;
  if (end.kind === 'cancelled')
    return ended(planned, vscode.l10n.t('The test in AWS was cancelled. What it did there stays done.'));
  if (end.kind === 'late')
    return ended(planned, vscode.l10n.t('The program {0} took too long, and was ended.', command));
  if (end.kind === 'tooMuch') return trouble({ kind: 'rubbish', said: '' }, planned);
  if (end.kind === 'notStarted')
    return trouble(end.isMissing ? { kind: 'missing', said: '' } : { kind: 'failed', said: end.message }, planned);
  if (end.code === null) return ended(planned, vscode.l10n.t('The program {0} was killed.', command));
  if (end.code !== 0) return trouble(awsTrouble(end), planned);
  return (
    runView(end.stdout, planned, circumstances) ??
    trouble({ kind: 'rubbish', said: rubbish(end.stdout, circumstances) }, planned)
  );
}

function runView(stdout: string, planned: Planned, circumstances: Circumstances): RunView | undefined {
  const { request, endpoints, handlers, subject, settings, facts, local } = planned;
  const output = jsonOrText(stdout);
  const place = placeOf(settings);
  const run = fromTestStateOutput(output, {
    ...facts,
    stateName: subject.stateName,
    mocked: request.mock !== undefined,
    startedAt: new Date(circumstances.startedAt).toISOString(),
    durationMilliseconds: circumstances.milliseconds,
    notes: localOnly(request, endpoints, place).map(localOnlySentence),
    local: local?.run,
  });
  if (run === undefined || !isJsonObject(output)) return undefined;
  const aws = { place, output, reveals: circumstances.reveals, local };
  return { kind: 'run', subject, run, reveal: false, actions: roleActions(run), request, handlers, aws };
}

/** The role may lack what the call needs. */
function roleActions({ error }: StateRun): readonly Action[] {
  const policy = { text: vscode.l10n.t('Copy IAM policy'), command: COMMANDS.copyIamPolicy, args: [null, 'execution'] };
  return error !== undefined && /AccessDenied/.test(error) ? [policy] : [];
}

/** Secrets that AWS was asked to reveal may stand in it, and only those of this machine are known. */
function rubbish(stdout: string, { reveals }: Circumstances): string {
  return reveals ? '' : oneLine(stdout.slice(0, 200));
}

function trouble({ kind, said }: AwsTrouble, planned: Planned): MessageView {
  const { subject, settings, local, request, endpoints } = planned;
  const shown = local ? masker(local.run, false)(said) : said;
  const notes = localOnly(request, endpoints, placeOf(settings)).map(localOnlySentence);
  const sentences = [troubleSentence(kind, settings), shown, ...(kind === 'refused' ? notes : [])];
  return notTested(subject, sentences.filter((one) => one !== '').join(' '), kind, local);
}

function notTested(subject: Subject, message: string, kind: AwsTroubleKind, local?: RunView): MessageView {
  return {
    kind: 'message',
    subject,
    title: vscode.l10n.t('Not tested in AWS'),
    message,
    actions: [...troubleActions(kind), awsAction(), ...localActions(local)],
  };
}

function ended({ subject, local }: Planned, message: string): MessageView {
  const actions = [awsAction(), ...localActions(local)];
  return { kind: 'message', subject, title: vscode.l10n.t('No answer from AWS'), message, actions };
}

/** Shown where a Task would be tested without a role. */
export function withoutRole(subject: Subject): MessageView {
  const message = vscode.l10n.t(
    'AWS tests a Task with a role, and none is named: put the ARN of one into the setting {0}. "Copy IAM policy" makes the policies for it and for you.',
    'stateside.aws.roleArn',
  );
  return notTested(subject, message, 'accessDenied');
}

/** Nothing of the run on this machine is lost when AWS gives no answer. */
function localActions(local: RunView | undefined): readonly Action[] {
  return local ? [{ text: vscode.l10n.t('Show the run on this machine'), command: COMMANDS.showLocalRun }] : [];
}

/** Tests the state of a panel in AWS. */
function awsAction(): Action {
  return { text: vscode.l10n.t('Test in AWS'), command: COMMANDS.testInAws, args: ['shown'] };
}
