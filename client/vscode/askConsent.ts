import * as vscode from 'vscode';
import type { Consent, Question } from './confirmation';

/** Asks in a dialog whether a call may be sent to production; closing it means no. */
export async function askConsent({ profile, call }: Question): Promise<Consent> {
  const message = vscode.l10n.t('Send {0} to production?', call.method);
  const detail = vscode.l10n.t(
    'The profile {0} is marked as production, and {1} may change something there: {2}',
    profile,
    call.method,
    call.url,
  );
  const send = vscode.l10n.t('Send');
  const always = vscode.l10n.t('Send, and Do Not Ask Again in This Session');
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, send, always);
  if (answer === always) return 'session';
  return answer === send ? 'once' : 'no';
}
