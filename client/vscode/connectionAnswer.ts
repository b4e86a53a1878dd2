import path from 'node:path';
import * as vscode from 'vscode';
import type { Call, ConnectionAnswer } from '../../shared/executor/effects';
import { type ChosenProject, needsConfirmation } from '../../shared/project/profile';
import { PROJECT_FILE } from '../../shared/project/project';
import { placeholderOf, type SecretRef } from '../../shared/project/reference';
import { findConnection, resolveConnection } from '../../shared/project/resolveConnection';
import type { Confirm } from './confirmation';
import type { Lacking } from './outcomeView';
import type { Prepared } from './prepare';
import type { Secrets } from './secrets';

/** A run that is going on, with what was learned on the way; `stop` ends what the person is asked for it. */
export interface Going extends Lacking {
  readonly stop: vscode.CancellationTokenSource;
  readonly abort: AbortController;
  /** The name of the connection that it used. */
  connection?: string;
  /** The call that the person allowed to reach production. */
  consented?: string;
}

/** A run that begins. */
export function newGoing(): Going {
  return { stop: new vscode.CancellationTokenSource(), abort: new AbortController() };
}

/** Ends a run, and whatever the person is being asked for it. */
export function endGoing({ stop, abort }: Going): void {
  stop.cancel();
  abort.abort();
}

/** What answers are made of: the secrets that are kept, and the question before something is sent to production. */
export interface Answering {
  readonly secrets: Pick<Secrets, 'known' | 'get'>;
  readonly confirm: Confirm;
}

/** Answers the runner's question for a connection; with a mock nothing is sent, so that nothing needs to be asked. */
export async function answerConnection(
  { arn, call }: { readonly arn: string; readonly call: Call },
  { project, target, request }: Prepared,
  run: Going,
  { secrets, confirm }: Answering,
): Promise<ConnectionAnswer> {
  if (!request.mock && !(await mayBeSent(call, project, run, confirm))) return { kind: 'invalid', message: '' };
  const home = project ? vscode.Uri.file(project.path) : target.uri;
  const read = async (ref: SecretRef) =>
    request.mock ? ((await secrets.known(home, ref)) ?? placeholderOf(ref)) : secrets.get(home, ref, run.stop.token);
  const file = nameOfFile(project);
  const found = findConnection(project?.project, arn);
  if (found) run.connection = found.name;
  const answer = await resolveConnection(project?.project, arn, read, file);
  if (answer.kind === 'missing') run.missingConnection = arn;
  if (answer.kind !== 'missingSecret') return answer;
  if (run.abort.signal.aborted) return { kind: 'invalid', message: '' };
  const { ref } = answer;
  run.missingSecret =
    ref.kind === 'env'
      ? vscode.l10n.t(
          'The environment variable {0}, which the connection {1} needs, is not set.',
          ref.name,
          answer.connection,
        )
      : vscode.l10n.t('The secret {0}, which the connection {1} needs, was not given.', ref.name, answer.connection);
  // Nothing may be sent without its credentials, so the run ends here.
  run.abort.abort();
  return { kind: 'invalid', message: run.missingSecret };
}

/** The project file with its active profile, so that a sentence about what is missing there says where to look. */
function nameOfFile(project: ChosenProject | undefined): string {
  const file = project ? path.basename(project.path) : PROJECT_FILE;
  return project?.profile ? vscode.l10n.t('{0} (profile {1})', file, project.profile.name) : file;
}

/** A production system is asked for once a run, also where a Retrier sends again; without consent the run ends. */
async function mayBeSent(
  call: Call,
  project: ChosenProject | undefined,
  run: Going,
  confirm: Confirm,
): Promise<boolean> {
  const { profile } = project ?? {};
  const key = `${call.method} ${call.url}`;
  if (project === undefined || profile === undefined || !needsConfirmation(profile, call.method)) return true;
  if (run.consented === key) return true;
  const isAllowed = await confirm({ file: project.path, profile: profile.name, call });
  if (run.abort.signal.aborted) return false;
  if (isAllowed) run.consented = key;
  else {
    run.refused = vscode.l10n.t(
      'Nothing was sent: {0} was not allowed to reach production with the profile {1}.',
      call.method,
      profile.name,
    );
    run.abort.abort();
  }
  return isAllowed;
}
