import * as vscode from 'vscode';
import { secretPlaces } from '../../../shared/project/secretPlaces';
import type { Connection } from '../../../shared/spec/connection';
import type { Secrets } from '../secrets';
import { mayRun } from '../trust';
import { chosenConnection, targetOf } from './chosen';

/** Asks for the secrets of a connection one after the other, the missing ones if there are any; from a row, for its own. */
export async function setConnectionSecrets(secrets: Secrets, argument: unknown): Promise<void> {
  if (!(await mayRun(untrusted()))) return;
  const one = targetOf(argument)?.secret;
  const chosen = await chosenConnection(argument, (connection) => namesOf(connection).length > 0);
  if (chosen === undefined) return;
  const { uri, connection } = chosen;
  const names = one === undefined ? namesOf(connection) : [one];
  const known = await Promise.all(names.map((name) => secrets.known(uri, { kind: 'secret', name })));
  const missing = names.filter((_, index) => known[index] === undefined);
  for (const name of missing.length > 0 ? missing : names) {
    if ((await secrets.set(uri, name)) === undefined) return;
  }
}

/** Forgets the secrets of a connection, or the one of a row, after the person agreed. */
export async function clearConnectionSecrets(secrets: Secrets, argument: unknown): Promise<void> {
  const one = targetOf(argument)?.secret;
  const chosen = await chosenConnection(argument, (connection) => namesOf(connection).length > 0);
  if (chosen === undefined) return;
  const { uri, name, connection } = chosen;
  const names = one === undefined ? namesOf(connection) : [one];
  const clear = vscode.l10n.t('Clear');
  const question = vscode.l10n.t('Forget the stored secrets of the connection {0}?', name);
  const detail = names.join(', ');
  if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, clear)) !== clear) return;
  for (const secret of names) await secrets.forget(uri, secret);
}

function namesOf(connection: Connection | undefined): readonly string[] {
  const refs = (connection ? secretPlaces(connection) : []).flatMap((place) => place.refs);
  return [...new Set(refs.flatMap(({ kind, name }) => (kind === 'secret' ? [name] : [])))];
}

/** Why secrets are not asked for in Restricted Mode. */
export function untrusted(): string {
  return vscode.l10n.t('Secrets are not asked for in Restricted Mode, because the files of this workspace use them.');
}
