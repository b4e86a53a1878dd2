import type { COMMANDS } from '../commands';
import { chooseProfile } from '../profiles';
import { addNewConnection } from './add';
import { targetOf } from './chosen';
import { clearConnectionSecrets, setConnectionSecrets } from './connectionSecrets';
import { createProject, goToConnection, removeChosen, renameChosen } from './edits';
import { importIntoProject } from './import';
import { getToken, type TokenTools } from './token';

type ConnectionCommand =
  | 'newConnection'
  | 'importConnections'
  | 'setConnectionSecrets'
  | 'clearConnectionSecrets'
  | 'getToken'
  | 'goToConnection'
  | 'renameConnection'
  | 'removeConnection'
  | 'createProject'
  | 'chooseProfile';

/** What the commands of the connections view do: called from a row they work on it, else the person picks. */
export function connectionHandlersOf(
  tools: TokenTools,
): Readonly<Record<ConnectionCommand & keyof typeof COMMANDS, (...args: readonly unknown[]) => unknown>> {
  const { secrets, results } = tools;
  return {
    newConnection: (row) => addNewConnection(secrets, row),
    importConnections: (row) => importIntoProject(secrets, row),
    setConnectionSecrets: (row) => setConnectionSecrets(secrets, row),
    clearConnectionSecrets: (row) => clearConnectionSecrets(secrets, row),
    getToken: (row) => getToken(tools, row),
    goToConnection: (row) => goToConnection(row),
    renameConnection: (row) => renameChosen(row, results),
    removeConnection: (row) => removeChosen(row, results),
    createProject: () => createProject(),
    chooseProfile: (row) => chooseProfile(targetOf(row)?.uri),
  };
}
