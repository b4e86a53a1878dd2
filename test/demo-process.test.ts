import assert from 'node:assert/strict';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { runDemo } from '../client/demo/run';
import { startExampleApi } from '../client/demo/server';
import { poll, send } from './support/example-api';

const MAIN = 'client/demo/main.ts';

describe('the example API as a process', () => {
  const command = ['--import', 'tsx', MAIN];

  it('says where it listens, and ends with 0 on SIGTERM', async (t) => {
    const child = spawn(process.execPath, [...command, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
    t.after(() => child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    const port = Number(/^Example API listening on http:\/\/127\.0\.0\.1:(\d+)\n$/.exec(String(line))?.[1]);
    assert.equal((await send(port, '/v1/text')).status, 200);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('ends with its parent, by the IPC channel', async (t) => {
    const child = fork(MAIN, ['--port', '0', '--exit-with-parent'], { execArgv: ['--import', 'tsx'], silent: true });
    t.after(() => child.kill('SIGKILL'));
    assert.ok(child.stdout);
    await once(child.stdout, 'data');
    child.disconnect();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  });

  it('ends with its parent, by stdin, although a client still waits', async (t) => {
    const child = spawn(process.execPath, [...command, '--port=0', '--exit-with-parent'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    const [line] = await once(child.stdout, 'data');
    const port = Number(/:(\d+)\n$/.exec(String(line))?.[1]);
    const waiting = assert.rejects(send(port, '/v1/slow?seconds=120'));
    await poll(async () => (await send(port, '/v1/requests')).text.includes('/v1/slow'));
    child.stdin.end();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    await waiting;
  });
});

describe('the arguments of the example API', () => {
  const wrong: readonly (readonly [args: readonly string[], sentence: RegExp])[] = [
    [['--port', 'x'], /^A port is a number from 0 to 65535: x\n$/],
    [['--port', '65536'], /^A port is a number from 0 to 65535: 65536\n$/],
    [['--port'], /^These arguments are not understood: --port\n$/],
    [['--colour'], /^These arguments are not understood: --colour\n$/],
    [['serve'], /^These arguments are not understood: serve\n$/],
  ];
  for (const [args, sentence] of wrong) {
    it(`${args.join(' ')} are refused`, async () => {
      const { code, out, err } = await runHere(args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, sentence);
    });
  }

  it('may ask for help', async () => {
    const { code, out, err } = await runHere(['--help']);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /--port NUMBER/);
  });

  it('name a port that another program uses', async (t) => {
    const api = await startExampleApi();
    t.after(() => api.close());
    const { code, out, err } = await runHere(['--port', String(api.port)]);
    assert.deepEqual([code, out], [2, '']);
    assert.equal(err, `Another program already uses this port, so choose another with --port: ${api.port}\n`);
  });

  it('serve until stopped', async () => {
    const { code, out } = await runHere(['--port', '0', '--exit-with-parent']);
    assert.equal(code, 0);
    assert.match(out, /^Example API listening on http:\/\/127\.0\.0\.1:\d+\n$/);
  });
});

async function runHere(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const code = await runDemo(args, {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    stopped: async () => undefined,
  });
  return { code, ...written };
}
