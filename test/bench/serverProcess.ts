import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import {
  type ClientCapabilities,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { built } from '../support/built';
import { FULL_CAPABILITIES, speak } from '../support/lspClient';

/** The built server in a process of its own, with an editor's side of it. */
export async function startServerProcess() {
  const child = spawn(process.execPath, [built('server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const client = await speak(connection, { capabilities: LIKE_VSCODE });
  return { ...client, resident: () => residentOf(child), stop: () => stop(child, () => connection.dispose()) };
}

/** VS Code asks for the docs of a suggestion when it shows them. */
const LIKE_VSCODE: ClientCapabilities = {
  ...FULL_CAPABILITIES,
  textDocument: {
    ...FULL_CAPABILITIES.textDocument,
    completion: {
      completionList: { itemDefaults: ['editRange', 'insertTextFormat', 'data'] },
      completionItem: {
        ...FULL_CAPABILITIES.textDocument?.completion?.completionItem,
        resolveSupport: { properties: ['documentation', 'detail'] },
      },
    },
  },
};

function stop(child: ChildProcess, dispose: () => void): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    dispose();
    child.kill();
  });
}

/** Kilobytes that the process holds now, as Linux counts them; 0 elsewhere. */
function residentOf({ pid }: ChildProcess): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}
