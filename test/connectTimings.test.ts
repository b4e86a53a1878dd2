import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, type TestContext, test } from 'node:test';
import tls from 'node:tls';
import { createSender, type WireAnswer, type WireRequest } from '../shared/executor/send';
import type { Timings } from '../shared/executor/stateRun';
import { makeCertificate } from './support/certificate';
import { type Deed, startHostileServer } from './support/hostileServer';
import { basicConnection, httpTask, runHere } from './support/runHere';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

const answers: Deed = (socket) => socket.on('data', () => socket.write(OK));

async function serving(t: TestContext, deed: Deed = answers, server?: net.Server) {
  const started = await startHostileServer(deed, server);
  t.after(() => started.close());
  return started;
}

function senderFor(t: TestContext) {
  const sender = createSender();
  t.after(() => sender.close());
  return sender.send;
}

function asking(origin: string, more: Partial<WireRequest> = {}): WireRequest {
  return {
    origin,
    target: '/',
    method: 'GET',
    host: 'api.example.test',
    headers: [],
    body: undefined,
    timeoutMilliseconds: 20_000,
    limitBytes: 1000,
    strictSsl: false,
    signal: new AbortController().signal,
    ...more,
  };
}

/** The phases that are there, once their sum is known to fit in front of the first byte, and that in the whole. */
function phasesOf({ total, ...phases }: Timings): readonly string[] {
  const { lookup = 0, connect = 0, tls: secure = 0, firstByte = total } = phases;
  for (const time of [lookup, connect, secure, firstByte]) assert.ok(time >= 0);
  assert.ok(lookup + connect + secure <= firstByte && firstByte <= total, JSON.stringify({ total, ...phases }));
  return Object.keys(phases);
}

function answered(answer: WireAnswer): Timings {
  assert.equal(answer.kind, 'answered');
  return answer.timings;
}

describe('the timings of a call', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stateside-timings-'));
  const certificate = makeCertificate(folder, 'api.example.test', 2);
  after(() => rmSync(folder, { recursive: true }));

  test('over http to an address of numbers: no lookup, no TLS', async (t) => {
    const server = await serving(t);
    assert.deepEqual(phasesOf(answered(await senderFor(t)(asking(server.url)))), ['connect', 'firstByte']);
  });

  test('over http to a name', async (t) => {
    const server = await serving(t);
    const answer = await senderFor(t)(asking(server.url.replace('127.0.0.1', 'localhost')));
    assert.deepEqual(phasesOf(answered(answer)), ['lookup', 'connect', 'firstByte']);
  });

  test('over TLS', async (t) => {
    const server = await serving(t, answers, tls.createServer(certificate));
    const answer = await senderFor(t)(asking(`https://localhost:${server.port}`));
    assert.deepEqual(phasesOf(answered(answer)), ['lookup', 'connect', 'tls', 'firstByte']);
  });

  test('over a connection that was kept: none of its phases', async (t) => {
    const server = await serving(t, answers, tls.createServer(certificate));
    const send = senderFor(t);
    const seen = new Set<string>();
    for (let call = 0; call < 2000 && seen.size < 2; call++)
      seen.add(phasesOf(answered(await send(asking(`https://127.0.0.1:${server.port}`)))).join());
    assert.deepEqual([...seen], ['connect,tls,firstByte', 'firstByte,reused']);
  });

  test('side by side, each its own', async (t) => {
    const plain = await serving(t);
    const secure = await serving(t, answers, tls.createServer(certificate));
    const send = senderFor(t);
    const origins = [plain.url, `https://127.0.0.1:${secure.port}`, `http://localhost:${plain.port}`];
    const all = await Promise.all([...origins, ...origins].map(async (origin) => answered(await send(asking(origin)))));
    const each = ['connect,firstByte', 'connect,tls,firstByte', 'lookup,connect,firstByte'];
    assert.deepEqual(
      all.map((timings) => phasesOf(timings).join()),
      [...each, ...each],
    );
  });

  const FAILURES: readonly [title: string, deed: Deed, phases: readonly string[]][] = [
    ['refused by TLS', (socket) => socket.once('data', () => socket.end('no TLS')), ['connect']],
    ['that never agrees upon TLS', () => undefined, ['connect']],
  ];
  for (const [title, deed, phases] of FAILURES) {
    test(`that fails, ${title}: as far as it came`, async (t) => {
      const server = await serving(t, deed, net.createServer());
      const more = { timeoutMilliseconds: 300 };
      const answer = await senderFor(t)(asking(`https://127.0.0.1:${server.port}`, more));
      assert.equal(answer.kind, 'failed');
      assert.deepEqual(phasesOf(answer.timings), phases);
    });
  }

  test('to where nothing listens: no phase', async (t) => {
    const server = await startHostileServer(answers);
    await server.close();
    const answer = await senderFor(t)(asking(server.url));
    assert.deepEqual([answer.kind, phasesOf(answer.timings)], ['failed', []]);
  });

  test('through a proxy: what it opens is not known', async (t) => {
    const proxy = await serving(t, (socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 Connected\r\n\r\n');
        answers(socket);
      }),
    );
    const answer = await senderFor(t)(asking('http://api.example.test', { proxy: proxy.url }));
    assert.deepEqual(phasesOf(answered(answer)), ['firstByte']);
  });

  test('are those of the trace', async (t) => {
    const server = await serving(t);
    const settings = { endpoints: { 'https://api.example.test': server.url.replace('127.0.0.1', 'localhost') } };
    const state = httpTask({ ApiEndpoint: 'https://api.example.test/x', Method: 'GET' });
    const run = await runHere(state, { settings, connection: basicConnection() });
    const timings = run.attempts[0]?.exchanges[0]?.timings ?? assert.fail('no exchange');
    assert.deepEqual(phasesOf(timings), ['lookup', 'connect', 'firstByte']);
  });
});
