import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, type TestContext, test } from 'node:test';
import tls from 'node:tls';
import { gzipSync } from 'node:zlib';
import { createRunner, type RunHost } from '../client/runner/runner';
import { createSender, type WireRequest } from '../shared/executor/send';
import type { StateRun } from '../shared/executor/stateRun';
import type { RunSettings } from '../shared/executor/testStateRequest';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { built } from './support/built';
import { type Certificate, makeCertificate } from './support/certificate';
import {
  asked,
  type Deed,
  drips,
  type HostileServer,
  says,
  saysAndCloses,
  saysAndResets,
  saysWithoutEnd,
  startHostileServer,
} from './support/hostileServer';
import { basicConnection, httpTask, runHere } from './support/runHere';

// Servers that break off, lie, talk without end or talk nonsense: each ends in an ASL error with one clear sentence, with
// the trace up to there, and with no connection left open.

const FIELDS = { ApiEndpoint: 'https://api.example.test/x', Method: 'GET' } as const;
const HEAD = 'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n';
const CHUNKED = `${HEAD}Transfer-Encoding: chunked\r\n\r\n`;

/** Starts a server for one test. */
async function hostile(t: TestContext, deed: Deed, server?: net.Server): Promise<HostileServer> {
  const started = await startHostileServer(deed, server);
  t.after(() => started.close());
  return started;
}

function call({ url }: { readonly url: string }, fields: JsonObject = {}, more: JsonObject = {}): Promise<StateRun> {
  return runHere(httpTask({ ...FIELDS, ...fields }, more), {
    settings: { endpoints: { 'https://api.example.test': url } },
  });
}

/** The part of an answer that the trace has, as `code phrase: body`; undefined without one. */
function traced(run: StateRun): string | undefined {
  const [exchange] = run.attempts[0]?.exchanges ?? [];
  assert.equal(exchange?.request.method, 'GET');
  const response = exchange?.response;
  return response && `${response.statusCode} ${response.statusMessage}: ${response.body ?? ''}`;
}

const EARLY = 'the other side closed it before it answered';
const HALF = 'the other side closed it half-way through its answer';
const LENGTH = 'its answer says no clear length';
const notHttp = (what: string): string => `its answer is not HTTP (${what})`;

describe('an answer that breaks off or is no HTTP', { concurrency: true }, () => {
  const CASES: readonly [title: string, deed: Deed, cause: string, part?: string][] = [
    ['reset when accepted', (socket) => socket.resetAndDestroy(), EARLY],
    ['closed when accepted', (socket) => socket.end(), EARLY],
    ['reset after the request', asked((socket) => socket.resetAndDestroy()), EARLY],
    ['closed in the status line', saysAndCloses('HTTP/1.1 2'), HALF],
    ['reset in the headers', saysAndResets('HTTP/1.1 200 OK\r\nContent-Ty'), HALF],
    ['closed in a body with a length', saysAndCloses(`${HEAD}Content-Length: 9\r\n\r\nabc`), HALF, '200 OK: abc'],
    [
      'closed in a body with a length, as announced',
      saysAndCloses(`${HEAD}Connection: close\r\nContent-Length: 9\r\n\r\nabc`),
      HALF,
      '200 OK: abc',
    ],
    ['reset in a body with a length', saysAndResets(`${HEAD}Content-Length: 9\r\n\r\nabc`), HALF, '200 OK: abc'],
    ['reset in a body without a length', saysAndResets(`${HEAD}\r\nabc`), HALF, '200 OK: abc'],
    ['closed in a chunk', saysAndCloses(`${CHUNKED}5\r\nab`), HALF, '200 OK: ab'],
    ['reset in a chunk', saysAndResets(`${CHUNKED}5\r\nab`), HALF, '200 OK: ab'],
    [
      'closed between chunks',
      saysAndCloses(`${CHUNKED.replace('\r\n', '\r\nConnection: close\r\n')}2\r\nab\r\n`),
      HALF,
      '200 OK: ab',
    ],
    [
      'a size of a chunk that is none',
      says(`${CHUNKED}zz\r\n`),
      notHttp('Invalid character in chunk size'),
      '200 OK: ',
    ],
    ['a chunk beyond all numbers', says(`${CHUNKED}${'f'.repeat(20)}\r\n`), notHttp('Chunk size overflow'), '200 OK: '],
    ['two lengths', says(`${HEAD}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc`), LENGTH],
    ['the same length twice', says(`${HEAD}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc`), LENGTH],
    ['a list of lengths', says(`${HEAD}Content-Length: 3, 3\r\n\r\nabc`), LENGTH],
    ['a length beyond all numbers', says(`${HEAD}Content-Length: ${'9'.repeat(30)}\r\n\r\nabc`), LENGTH],
    [
      'a length below nothing',
      says(`${HEAD}Content-Length: -3\r\n\r\nabc`),
      notHttp('Invalid character in Content-Length'),
    ],
    ['a length, then chunks', says(`${HEAD}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`), LENGTH],
    [
      'chunks, then a length',
      says(`${HEAD}Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n`),
      notHttp("Content-Length can't be present with Transfer-Encoding"),
    ],
    [
      '100 Continue, which undici does not take',
      says('HTTP/1.1 100 Continue\r\n\r\n'),
      'it sent 100 Continue, which was not asked for',
    ],
    [
      '101',
      says('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'),
      'it switched to another protocol, which was not asked for',
    ],
    ['101 that switches to nothing', says('HTTP/1.1 101 Switching Protocols\r\n\r\nabc'), 'its answer is not HTTP'],
    ['000', says('HTTP/1.1 000 Nothing\r\nContent-Length: 0\r\n\r\n'), 'its answer is not HTTP'],
    ['099', says('HTTP/1.1 099 Little\r\nContent-Length: 0\r\n\r\n'), 'its answer is not HTTP'],
    ['1000', says('HTTP/1.1 1000 Much\r\n\r\n'), notHttp('Invalid response status')],
    ['20', says('HTTP/1.1 20 Short\r\n\r\n'), notHttp('Invalid status code')],
    ['HTTP/0.9', saysAndCloses('<html>old'), notHttp('Expected HTTP/, RTSP/ or ICE/')],
    ['HTTP/3.7', says('HTTP/3.7 200 OK\r\n\r\n'), notHttp('Invalid HTTP version')],
    ['a frame of HTTP/2', says('\0\0\0\x04\0\0\0\0\0'), notHttp('Expected HTTP/, RTSP/ or ICE/')],
    ['a folded header', says(`${HEAD}X-A: a\r\n b\r\n\r\n`), notHttp('Unexpected whitespace after header value')],
    ['a space before the colon', says(`${HEAD}X-A : a\r\n\r\n`), notHttp('Invalid header token')],
    ['a header without a name', says(`${HEAD}: a\r\n\r\n`), notHttp('Invalid header token')],
    ['a zero byte in a header', says(`${HEAD}X-A: a\0b\r\n\r\n`), notHttp('Invalid header value char')],
    ['headers without end', saysWithoutEnd(HEAD, 'X-A: aaaaaaaaaa\r\n'), 'the headers of the answer are too large'],
    [
      'trailers without end',
      saysWithoutEnd(`${CHUNKED}0\r\n`, 'X-A: aaaaaaaaaa\r\n'),
      'the headers of the answer are too large',
      '200 OK: ',
    ],
  ];
  for (const [title, deed, cause, part] of CASES) {
    test(title, async (t) => {
      const server = await hostile(t, deed);
      const run = await call(server, {}, { TimeoutSeconds: 20 });
      assert.deepEqual(
        // Whether the system tells of a reset or of an end depends on how soon it comes.
        [run.status, run.error, run.cause?.replace(' (ECONNRESET)', ''), run.output],
        ['FAILED', 'States.Http.Socket', `The connection to ${server.url} failed: ${cause}.`, undefined],
      );
      assert.equal(traced(run), part);
      await server.allClosed();
    });
  }

  test('refused', async () => {
    const server = await startHostileServer(() => undefined);
    await server.close();
    const run = await call(server);
    assert.equal(run.cause, `The connection to ${server.url} failed: nothing listens there (ECONNREFUSED).`);
    assert.equal(traced(run), undefined);
  });
});

describe('an answer that does not come to its end in time', { concurrency: true }, () => {
  const HINT = 'HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n';
  const CASES: readonly [title: string, deed: Deed, part: RegExp | undefined][] = [
    ['silent', () => undefined, undefined],
    ['headers a drop at a time', drips('HTTP/1.1 200 OK\r\n', 'X-A: a\r\n'), undefined],
    ['a body a drop at a time', drips(`${HEAD}\r\n`, 'a'), /^200 OK: a+$/],
    ['a chunk a drop at a time', drips(`${CHUNKED}fff\r\n`, 'a'), /^200 OK: a+$/],
    ['a body that is shorter than its length', says(`${HEAD}Content-Length: 9\r\n\r\nabc`), /^200 OK: abc$/],
    ['hints without end', saysWithoutEnd('', HINT), undefined],
    ['a status line without end', saysWithoutEnd('HTTP/1.1 200 ', 'O'), undefined],
    ['empty lines without end', saysWithoutEnd('', '\r\n'), undefined],
    ['an extension of a chunk without end', saysWithoutEnd(`${CHUNKED}3;`, 'a'), /^200 OK: $/],
  ];
  for (const [title, deed, part] of CASES) {
    test(title, async (t) => {
      const server = await hostile(t, deed);
      const run = await call(server, {}, { TimeoutSeconds: 1 });
      assert.deepEqual([run.status, run.error, run.cause], ['FAILED', 'States.Timeout', undefined]);
      if (part) assert.match(traced(run) ?? '', part);
      else assert.equal(traced(run), undefined);
      await server.allClosed();
    });
  }
});

describe('an answer that is odd, yet one', () => {
  type Result = { readonly body?: JsonValue; readonly headers?: JsonObject };
  const plain = (answer: string, type = 'text/plain'): Deed =>
    saysAndCloses(`HTTP/1.1 200 OK\r\nContent-Type: ${type}\r\n\r\n${answer}`);
  const utf16 = Buffer.from('{"a":"ü"}', 'utf16le');
  const CASES: readonly [title: string, deed: Deed, result: Result, fields?: JsonObject][] = [
    ['before the request was read', (socket) => socket.end(`${HEAD}Content-Length: 2\r\n\r\nok`), { body: 'ok' }],
    ['HTTP/1.0', saysAndCloses('HTTP/1.0 200 OK\r\n\r\nold'), { body: 'old' }],
    ['other hints first', says(`HTTP/1.1 102 Processing\r\n\r\n${HEAD}Content-Length: 2\r\n\r\nok`), { body: 'ok' }],
    ['longer than its length (ours: cut)', says(`${HEAD}Content-Length: 2\r\n\r\nok and more`), { body: 'ok' }],
    ['of no length, closed', plain('all'), { body: 'all' }],
    ['trailers are left out (ours)', says(`${CHUNKED}2\r\nab\r\n0\r\nX-T: yes\r\n\r\n`), { body: 'ab' }],
    ['HEAD with a body', says(`${HEAD}Content-Length: 2\r\n\r\nok`), {}, { Method: 'HEAD' }],
    ['204 with a length', says('HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nok'), {}],
    [
      'names in their case, values in their order, empty and beyond ASCII',
      says(
        'HTTP/1.1 200 OK\r\nsEt-cOOkie: a\r\nX-E:\r\nsEt-cOOkie: b\r\nSet-Cookie: c\r\nX-L: \xe9\r\nContent-Length: 0\r\n\r\n',
      ),
      {
        headers: { 'sEt-cOOkie': ['a', 'b'], 'X-E': [''], 'Set-Cookie': ['c'], 'X-L': ['é'], 'Content-Length': ['0'] },
      },
    ],
    ['JSON with a byte order mark', plain('\xef\xbb\xbf{"a":1}', 'application/json'), { body: { a: 1 } }],
    [
      'UTF-16 that says so (ours)',
      plain(utf16.toString('latin1'), 'application/json; charset=utf-16'),
      { body: { a: 'ü' } },
    ],
    [
      'UTF-16 in the other order, marked',
      plain(`\xfe\xff${Buffer.from(utf16).swap16().toString('latin1')}`, 'application/json; charset=UTF-16'),
      { body: { a: 'ü' } },
    ],
  ];
  for (const [title, deed, result, fields = {}] of CASES) {
    test(title, async (t) => {
      const server = await hostile(t, deed);
      const run = await call(server, fields, { TimeoutSeconds: 20 });
      assert.deepEqual([run.status, run.cause], ['SUCCEEDED', undefined]);
      const output = run.output?.value as JsonObject;
      assert.deepEqual(output.ResponseBody, result.body);
      if (result.headers) assert.deepEqual(output.Headers, result.headers);
      await server.allClosed();
    });
  }

  const UNREADABLE = 'The response body cannot be read as a string.';
  const gzip = gzipSync('{"a":1}').toString('latin1');
  const FAILURES: readonly [title: string, deed: Deed, error: string, cause: string | undefined][] = [
    [
      '304 with a length',
      says('HTTP/1.1 304 Not Modified\r\nContent-Length: 9\r\n\r\n'),
      'States.Http.StatusCode.304',
      'Not Modified',
    ],
    ['600', says('HTTP/1.1 600 Odd\r\nContent-Length: 0\r\n\r\n'), 'States.Http.StatusCode.600', 'Odd'],
    [
      '999',
      says('HTTP/1.1 999 Request denied\r\nContent-Length: 0\r\n\r\n'),
      'States.Http.StatusCode.999',
      'Request denied',
    ],
    ['JSON that is no UTF-8', plain('"\xff\xfe"', 'application/json'), 'States.Runtime', UNREADABLE],
    ['UTF-16 that does not say so', plain(utf16.toString('latin1')), 'States.Runtime', UNREADABLE],
    ['a charset that nobody knows (ours)', plain('abc', 'text/plain; charset=klingon'), 'States.Runtime', UNREADABLE],
    [
      'gzip, which was not asked for (ours: left as it is)',
      plain(gzip, 'application/json\r\nContent-Encoding: gzip'),
      'States.Runtime',
      UNREADABLE,
    ],
    [
      'chunks without end',
      saysWithoutEnd(CHUNKED, '3\r\nabc\r\n'),
      'States.DataLimitExceeded',
      "The state/task 'http' returned a result with a size exceeding the maximum number of bytes service limit.",
    ],
  ];
  for (const [title, deed, error, cause] of FAILURES) {
    test(title, async (t) => {
      const server = await hostile(t, deed);
      const run = await call(server, {}, { TimeoutSeconds: 20 });
      assert.deepEqual([run.status, run.error, run.cause], ['FAILED', error, cause]);
      assert.notEqual(traced(run), undefined);
      await server.allClosed();
    });
  }
});

describe('a sender that keeps connections', () => {
  const OK = 'HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n';

  function wireRequest(server: HostileServer, method: string): WireRequest {
    return {
      origin: server.url,
      target: '/',
      method,
      host: 'api.example.test',
      headers: [],
      body: method === 'POST' ? 'x' : undefined,
      timeoutMilliseconds: 20_000,
      limitBytes: 1000,
      strictSsl: true,
      signal: new AbortController().signal,
    };
  }

  function senderFor(t: TestContext) {
    const sender = createSender();
    t.after(() => sender.close());
    return sender.send;
  }

  test('does without one that was closed although it was to be kept', async (t) => {
    const server = await hostile(t, (socket) => socket.on('data', () => socket.end(OK)));
    const send = senderFor(t);
    for (let run = 0; run < 50; run++) assert.equal((await send(wireRequest(server, 'POST'))).kind, 'answered');
    for (let run = 0; run < 5; run++) {
      assert.equal((await send(wireRequest(server, 'POST'))).kind, 'answered');
      await server.allClosed();
    }
    assert.equal(server.accepted, 55);
  });

  /** Answers the first request of each connection and closes at the second, as a server that closed just then. */
  function answersOnce(came: { again: number }): Deed {
    return (socket) => {
      socket.once('data', () => {
        socket.write(OK);
        socket.once('data', () => {
          came.again++;
          socket.destroy();
        });
      });
    };
  }

  test('sends again on a fresh one what does no harm twice', async (t) => {
    const came = { again: 0 };
    const server = await hostile(t, answersOnce(came));
    const send = senderFor(t);
    for (let run = 0; run < 2000 && came.again < 3; run++)
      assert.equal((await send(wireRequest(server, 'GET'))).kind, 'answered');
    assert.equal(came.again, 3);
  });

  test('never sends twice what may do harm', async (t) => {
    const came = { again: 0 };
    const server = await hostile(t, answersOnce(came));
    const send = senderFor(t);
    let answer = await send(wireRequest(server, 'POST'));
    let sent = 1;
    for (; sent < 2000 && answer.kind === 'answered'; sent++) answer = await send(wireRequest(server, 'POST'));
    assert.match(answer.kind === 'failed' ? answer.message : '', /closed it before it answered/);
    assert.deepEqual([came.again, server.accepted], [1, sent - 1]);
  });

  test('closes at once what was cut, cancelled, or was still opening', async (t) => {
    const send = senderFor(t);
    const endless = await hostile(t, saysWithoutEnd(`${HEAD}\r\n`, 'a'));
    assert.equal((await send(wireRequest(endless, 'GET'))).kind, 'answered');
    await endless.allClosed();
    const abort = new AbortController();
    const silent = await hostile(
      t,
      asked(() => abort.abort()),
    );
    const cancelled = await send({ ...wireRequest(silent, 'GET'), signal: abort.signal });
    assert.equal(cancelled.kind === 'failed' && cancelled.why, 'cancelled');
    await silent.allClosed();
    const noHandshake = await hostile(t, () => undefined);
    const origin = noHandshake.url.replace('http:', 'https:');
    const late = await send({ ...wireRequest(noHandshake, 'GET'), origin, timeoutMilliseconds: 200 });
    assert.equal(late.kind === 'failed' && late.why, 'timeout');
    assert.equal(noHandshake.accepted, 1);
    await noHandshake.allClosed();
  });

  test('sends every line of a header through a proxy', async (t) => {
    let request = '';
    const proxy = await hostile(t, (socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 Connected\r\n\r\n');
        socket.once('data', (chunk: Buffer) => {
          request = chunk.toString('latin1');
          socket.end(OK);
        });
      });
    });
    const headers = [
      ['X-A', '1'],
      ['X-B', '2'],
      ['X-A', '3'],
    ] as const;
    const asks = { ...wireRequest(proxy, 'GET'), origin: 'http://api.example.test', proxy: proxy.url, headers };
    assert.equal((await senderFor(t)(asks)).kind, 'answered');
    assert.deepEqual(request.match(/X-.*/g), ['X-A: 1', 'X-B: 2', 'X-A: 3']);
  });
});

describe('TLS, through the runner', { concurrency: true }, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stateside-hostile-'));
  const trusted = makeCertificate(folder, 'api.example.test', 2);
  const untrusted = makeCertificate(folder, 'api.example.test', 3);
  const expired = makeCertificate(folder, 'api.example.test', -1);
  const other = makeCertificate(folder, 'other.example.test', 2);
  const file = path.join(folder, 'trusted.pem');
  const inherited = process.env.NODE_EXTRA_CA_CERTS;
  const runner = createRunner({ modulePath: built('runner.js') });
  before(() => {
    writeFileSync(file, [trusted, expired, other].map(({ cert }) => cert).join(''));
    // The runner's process reads it when it starts, which the first run makes it do.
    process.env.NODE_EXTRA_CA_CERTS = file;
  });
  after(() => {
    runner.dispose();
    if (inherited === undefined) delete process.env.NODE_EXTRA_CA_CERTS;
    else process.env.NODE_EXTRA_CA_CERTS = inherited;
    rmSync(folder, { recursive: true });
  });

  const host: RunHost = {
    connection: () => Promise.resolve({ kind: 'found', name: 'Test', connection: basicConnection() }),
  };
  async function callSecurely(port: number, settings: Partial<RunSettings>): Promise<StateRun> {
    const endpoints = { 'https://api.example.test': `https://127.0.0.1:${port}` };
    const definition = JSON.stringify(httpTask(FIELDS, { TimeoutSeconds: 2 }));
    const outcome = await runner.run({ definition }, { endpoints, ...settings }, host);
    return outcome.kind === 'run' ? outcome.run : assert.fail(JSON.stringify(outcome));
  }

  const speaks = (certificate: Certificate, options: tls.TlsOptions = {}): net.Server =>
    tls.createServer({ ...certificate, ...options }).on('tlsClientError', () => undefined);
  const OLD = { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const LAX = { strictSsl: false };
  const CASES: readonly [title: string, server: () => net.Server, cause: RegExp | undefined, settings?: typeof LAX][] =
    [
      ['a trusted certificate', () => speaks(trusted), undefined],
      [
        'one signed by itself',
        () => speaks(untrusted),
        /its certificate is signed by itself, so nobody vouches for it/,
      ],
      ['one for another name', () => speaks(other), /its certificate is for another host name/],
      ['an expired one', () => speaks(expired), /its certificate has expired/],
      ['one signed by itself, when that may be', () => speaks(untrusted), undefined, LAX],
      ['one for another name, when that may be', () => speaks(other), undefined, LAX],
      ['only TLS 1.0', () => speaks(trusted, OLD), /it speaks only versions of TLS that are no longer safe/],
      ['no TLS at all', () => net.createServer(), /it does not speak TLS/],
    ];
  const deed = saysAndCloses(`${HEAD}Content-Length: 2\r\n\r\nok`);
  for (const [title, make, cause, settings = {}] of CASES) {
    test(title, async (t) => {
      const server = await hostile(t, deed, make());
      const run = await callSecurely(server.port, settings);
      if (cause) assert.match(run.cause ?? '', cause);
      assert.equal(run.error, cause && 'States.Http.Socket');
      assert.equal(run.attempts[0]?.exchanges[0]?.response?.body, cause ? undefined : 'ok');
      await server.allClosed();
    });
  }

  test('a handshake that never ends', async (t) => {
    const server = await hostile(t, () => undefined);
    const run = await callSecurely(server.port, {});
    assert.deepEqual([run.status, run.error, run.cause], ['FAILED', 'States.Timeout', undefined]);
    await server.allClosed();
  });

  test('plain HTTP where TLS is spoken', async (t) => {
    const server = await hostile(t, deed, speaks(trusted));
    const run = await call(server);
    assert.deepEqual(
      [run.error, run.cause],
      ['States.Http.Socket', `The connection to ${server.url} failed: ${EARLY}.`],
    );
  });
});

describe('the memory of the runner', () => {
  test('stays small with an answer of 100 MB', async (t) => {
    let written = 0;
    const server = await hostile(
      t,
      asked((socket) => {
        socket.write(`${HEAD}Content-Length: 100000000\r\n\r\n`);
        const go = (): void => {
          while (!socket.destroyed && written < 100_000_000 && socket.write('y'.repeat(100_000))) written += 100_000;
        };
        socket.on('drain', go);
        go();
      }),
    );
    const runner = createRunner({ modulePath: built('runner.js') });
    t.after(() => runner.dispose());
    let peak = 0;
    const host: RunHost = {
      connection: () => Promise.resolve({ kind: 'found', name: 'Test', connection: basicConnection() }),
      phase: (phase) => {
        if (phase === 'reading') peak = Math.max(peak, ...children().map(peakMegabytes));
      },
    };
    const request = { definition: JSON.stringify(httpTask(FIELDS)) };
    const settings = { endpoints: { 'https://api.example.test': server.url } };
    for (let run = 0; run < 3; run++) {
      const outcome = await runner.run(request, settings, host);
      assert.equal(outcome.kind === 'run' && outcome.run.error, 'States.DataLimitExceeded');
      peak = Math.max(peak, ...children().map(peakMegabytes));
      await server.allClosed();
    }
    assert.ok(written < 50_000_000, `${written} bytes were taken`);
    if (process.platform === 'linux') assert.ok(peak > 0 && peak < 150, `${peak} MB`);
  });

  /** The processes that this one started. */
  function children(): readonly number[] {
    const { _getActiveHandles } = process as unknown as { _getActiveHandles(): readonly unknown[] };
    return _getActiveHandles().flatMap((handle) => {
      const pid =
        typeof handle === 'object' && handle !== null && 'spawnfile' in handle && 'pid' in handle && handle.pid;
      return typeof pid === 'number' ? [pid] : [];
    });
  }

  /** The most resident memory that a process ever had; 0 where the system does not say. */
  function peakMegabytes(pid: number): number {
    if (process.platform !== 'linux') return 0;
    const kilobytes = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kilobytes ?? 0) / 1000;
  }
});
