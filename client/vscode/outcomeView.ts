import * as vscode from 'vscode';
import type { StateRun } from '../../shared/executor/stateRun';
import { PROJECT_FILE } from '../../shared/project/project';
import type { RunOutcome } from '../runner/protocol';
import { COMMANDS } from './commands';
import { EXAMPLE_API } from './exampleApi';
import { type Hindered, openAction, type Prepared } from './prepare';
import { targetArgument } from './target';
import { caseArgument } from './testCases/caseTarget';
import type { Action, MessageView, RunView, Subject } from './trace/view';

/** What a run could not do without: the ConnectionArn that the project lacks, the sentence about a missing secret. */
export interface Lacking {
  missingConnection?: string;
  missingSecret?: string;
  /** The person did not allow the request: the sentence that says so. */
  refused?: string;
}

/** What the panel shows when a run has ended. */
export function outcomeView(
  outcome: RunOutcome,
  subject: Subject,
  prepared: Prepared,
  lacking: Lacking,
): RunView | MessageView {
  if (outcome.kind === 'run') {
    const actions = [...connectionActions(prepared, lacking), ...apiActions(outcome.run), caseAction(prepared)];
    const { request, handlers } = prepared;
    return { kind: 'run', subject, run: outcome.run, reveal: false, actions, request, handlers };
  }
  if (lacking.missingSecret !== undefined) {
    const actions = [{ text: vscode.l10n.t('Open {0}', PROJECT_FILE), command: COMMANDS.openProject }];
    return notRun(subject, lacking.missingSecret, actions);
  }
  if (lacking.refused !== undefined) {
    const choose = { text: vscode.l10n.t('Choose a profile'), command: COMMANDS.chooseProfile };
    return notRun(subject, lacking.refused, [choose]);
  }
  if (outcome.kind === 'refused') {
    const isDefinition = outcome.error.name === 'InvalidDefinition';
    const action = isDefinition ? openAction(prepared.target.uri) : caseAction(prepared);
    return notRun(subject, `${outcome.error.name}: ${outcome.error.message}`, [action]);
  }
  const isCancelled = outcome.why === 'cancelled';
  const title = isCancelled ? vscode.l10n.t('Cancelled') : vscode.l10n.t('No result');
  const actions = isCancelled ? [] : [{ text: vscode.l10n.t('Show log'), command: COMMANDS.showLog }];
  return { kind: 'message', subject, title, message: outcome.message, actions };
}

/** What the panel shows when a run could not begin. */
export function hinderedView(subject: Subject, { message, actions }: Hindered): MessageView {
  return notRun(subject, message, actions);
}

/** How a run ended, in one line that holds nothing of what was sent or received. */
export function outcomeLine({ stateName, file }: Subject, outcome: RunOutcome): string {
  if (outcome.kind === 'run')
    return `${file}: ${stateName}: ${outcome.run.status} in ${Math.round(outcome.run.durationMilliseconds)} ms`;
  return `${file}: ${stateName}: ${outcome.kind === 'refused' ? outcome.error.name : outcome.why}`;
}

function notRun(subject: Subject, message: string, actions: readonly Action[]): MessageView {
  return { kind: 'message', subject, title: vscode.l10n.t('Not run'), message, actions };
}

function connectionActions({ project, target }: Prepared, { missingConnection }: Lacking): readonly Action[] {
  if (missingConnection === undefined) return [];
  const hasProfiles = Object.keys(project?.project?.profiles ?? {}).length > 0;
  const choose = { text: vscode.l10n.t('Choose a profile'), command: COMMANDS.chooseProfile };
  const name = project ? vscode.workspace.asRelativePath(project.path) : PROJECT_FILE;
  const args = [target.uri.toString(), missingConnection];
  return [
    {
      text: vscode.l10n.t('Write the connection into {0}', name),
      command: COMMANDS.addConnection,
      args,
      isFirst: true,
    },
    ...(hasProfiles ? [choose] : []),
  ];
}

/** A request that found nobody at the example API's address: it was not started. */
function apiActions({ attempts }: StateRun): readonly Action[] {
  const last = attempts.at(-1)?.exchanges.at(-1);
  const isAlone = last?.response === undefined && last?.request.sentTo?.startsWith(`${EXAMPLE_API}/`);
  return isAlone
    ? [{ text: vscode.l10n.t('Start example API'), command: COMMANDS.startExampleApi, isFirst: true }]
    : [];
}

function caseAction({ testCase, target }: Prepared): Action {
  if (testCase === undefined) {
    const args = [targetArgument(target)];
    return { text: vscode.l10n.t('Create test case'), command: COMMANDS.createTestCase, args };
  }
  const args = [caseArgument({ target, name: testCase.name })];
  return { text: vscode.l10n.t('Edit test case'), command: COMMANDS.editCaseInput, args };
}
