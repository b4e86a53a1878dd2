import { readFileSync } from 'node:fs';
import { createRunner } from '../../client/runner/runner';
import { built } from '../support/built';
import { reply, startRawServer } from '../support/rawServer';
import { basicConnection, httpTask } from '../support/runHere';
import { printTable } from './figures';

const SIZES: readonly (readonly [name: string, bytes: number])[] = [
  ['256 KiB', 262_000],
  ['100 MB', 100_000_000],
];

/** The most memory that the runner's process held for answers of several sizes; Linux alone tells it. */
export async function benchMemory(): Promise<void> {
  const rows = [['answer', 'ended as', 'most resident memory of the runner']];
  for (const [name, bytes] of SIZES) {
    const body = 'x'.repeat(bytes);
    const server = await startRawServer(reply(body, ['Content-Type: text/plain']));
    const runner = createRunner({ modulePath: built('runner.js') });
    const state = httpTask({ ApiEndpoint: 'https://api.example.test/x', Method: 'GET' });
    let most = 0;
    const outcome = await runner.run(
      { definition: JSON.stringify(state) },
      { endpoints: { 'https://api.example.test': server.url } },
      {
        connection: () => Promise.resolve({ kind: 'found', name: 'Test', connection: basicConnection() }),
        phase: () => {
          most = Math.max(most, residentOfChildren());
        },
      },
    );
    most = Math.max(most, residentOfChildren());
    runner.dispose();
    await server.close();
    rows.push([
      name,
      outcome.kind === 'run' ? (outcome.run.error ?? outcome.run.status) : outcome.kind,
      `${Math.round(most / 1024)} MB`,
    ]);
  }
  printTable('Memory of the runner, its evaluator included', rows);
}

/** Kilobytes that this process's children held at most, as Linux counts them; 0 elsewhere. */
function residentOfChildren(): number {
  const children = readText(`/proc/self/task/${process.pid}/children`).trim().split(' ');
  return Math.max(
    0,
    ...children.map((pid) => Number(/VmHWM:\s+(\d+)/.exec(readText(`/proc/${pid}/status`))?.[1] ?? 0)),
  );
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
