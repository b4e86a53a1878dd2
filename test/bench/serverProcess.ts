import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createProtocolConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { built } from '../support/built';
import { speak } from '../support/lspClient';

/** The built server in a process of its own, with an editor's side of it. */
export async function startServerProcess() {
  const child = spawn(process.execPath, [built('server.js'), '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const client = await speak(connection);
  return { ...client, resident: () => residentOf(child), stop: () => stop(child, () => connection.dispose()) };
}

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
