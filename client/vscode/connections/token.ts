import * as vscode from 'vscode';
import type { TokenCall } from '../../../shared/executor/tokenCall';
import { blocksRuns, settingsOf } from '../../../shared/project/project';
import { resolveConnection } from '../../../shared/project/resolveConnection';
import { masker } from '../../../shared/report/mask';
import { requestText, responseText } from '../../../shared/report/rawHttp';
import type { Runner } from '../../runner/runner';
import { fileName } from '../files';
import { proxySettings } from '../proxy';
import type { Secrets } from '../secrets';
import type { DataEditors } from '../trace/dataEditors';
import { mayRun } from '../trust';
import { type ChosenConnection, chosenConnection } from './chosen';
import { untrusted } from './connectionSecrets';
import type { LastResult } from './lastResult';
import type { Results } from './results';

/** What a call for a token works with. */
export interface TokenTools {
  readonly runner: Runner;
  readonly secrets: Secrets;
  readonly results: Results;
  readonly editors: DataEditors;
}

/** Asks the authorization server of a connection for a token now, and says how it went; later runs use that token. */
export async function getToken(tools: TokenTools, argument: unknown): Promise<void> {
  if (!(await mayRun(untrusted()))) return;
  const chosen = await chosenConnection(
    argument,
    (connection) => connection?.AuthorizationType === 'OAUTH_CLIENT_CREDENTIALS',
  );
  if (chosen === undefined) return;
  const startedAt = new Date().toISOString();
  const title = vscode.l10n.t('Getting a token of the connection {0}', chosen.name);
  const location = vscode.ProgressLocation.Notification;
  const call = await vscode.window.withProgress({ location, title, cancellable: true }, (_progress, token) =>
    callWith(tools, chosen, token),
  );
  if (call === undefined) return;
  tools.results.note(chosen.uri.fsPath, chosen.name, chosen.project.profile?.name, resultOf(call, startedAt));
  await tell(call, chosen, tools.editors);
}

/** The call; a problem that is known before it is one without an exchange. Undefined when the person left. */
async function callWith(
  { runner, secrets }: TokenTools,
  { uri, name, project }: ChosenConnection,
  token: vscode.CancellationToken,
): Promise<TokenCall | undefined> {
  if (project.profile?.isGone) return problem(vscode.l10n.t('The profile {0} is gone.', project.profile.name));
  const [wrong] = blocksRuns(project.problems) ? project.problems : [];
  if (wrong) return problem(vscode.l10n.t('The project file cannot be used: {0}', wrong.message));
  const answer = await resolveConnection(project.project, name, (ref) => secrets.get(uri, ref, token), fileName(uri));
  if (answer.kind === 'missingSecret') {
    return answer.ref.kind === 'secret' ? undefined : problem(vscode.l10n.t('{0} is not set', answer.ref.name));
  }
  if (answer.kind !== 'found') return problem(answer.message);
  const abort = new AbortController();
  token.onCancellationRequested(() => abort.abort());
  return runner.token(answer, { ...settingsOf(project.project), ...proxySettings() }, abort.signal);
}

function problem(sentence: string): TokenCall {
  return { problem: sentence, secrets: [] };
}

function resultOf({ token, exchange }: TokenCall, at: string): LastResult {
  const statusCode = exchange?.response?.statusCode;
  return { from: 'token', ok: token !== undefined, at, ...(statusCode === undefined ? {} : { statusCode }) };
}

async function tell(call: TokenCall, { name }: ChosenConnection, editors: DataEditors): Promise<void> {
  const show = vscode.l10n.t('Show the Exchange');
  const buttons = call.exchange ? [show] : [];
  const answer = await (call.token
    ? vscode.window.showInformationMessage(sentenceOf(call.token.expiresAt, name, call), ...buttons)
    : vscode.window.showWarningMessage(call.problem ?? '', ...buttons));
  if (answer === show) await editors.open(vscode.l10n.t('Token of {0}', name), exchangeText(call));
}

function sentenceOf(expiresAt: number, name: string, { exchange }: TokenCall): string {
  const seconds = Math.max(0, Math.round((expiresAt - Date.now()) / 1000));
  const status = exchange?.response?.statusCode ?? '';
  return vscode.l10n.t('The connection {0} has a new token: status {1}, valid for {2} seconds.', name, status, seconds);
}

/** Both messages as they went over the wire, without their secrets. */
function exchangeText({ exchange, secrets }: TokenCall): string {
  if (exchange === undefined) return '';
  const mask = masker({ attempts: [{ exchanges: [exchange] }], secrets }, false);
  const showing = { mask, reveal: false };
  const answer = exchange.response ? responseText(exchange.response, showing) : '';
  return [requestText(exchange.request, showing), answer].join('\n\n');
}
