import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import net, { type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createRunner } from '../client/runner/runner';
import { certificateVariables, type HttpSettings, networkSettings } from '../client/vscode/network';
import type { StateRun } from '../shared/executor/stateRun';
import type { RunSettings } from '../shared/executor/testStateRequest';
import { built } from './support/built';
import { makeCertificate } from './support/certificate';
import { basicConnection, httpTask } from './support/runHere';

// The editor's settings about proxy and certificates, from the setting to the bytes at a real proxy.

const PROXY = 'http://proxy.example:3128';

describe('settings about the network', () => {
  for (const [name, http, env, expected] of [
    ['nothing is set', {}, {}, { strictSsl: true }],
    ['a proxy', { proxy: PROXY, proxySupport: 'override' }, {}, { proxy: PROXY, strictSsl: true }],
    ['a proxy of the environment', { proxy: '' }, { HTTPS_PROXY: PROXY }, { proxy: PROXY, strictSsl: true }],
    ['the setting wins', { proxy: PROXY }, { https_proxy: 'http://other' }, { proxy: PROXY, strictSsl: true }],
    ['support is off', { proxy: PROXY, proxySupport: 'off' }, { HTTPS_PROXY: PROXY }, { strictSsl: true }],
    ['any certificate', { proxyStrictSSL: false }, {}, { strictSsl: false }],
    [
      'hosts that go direct',
      { proxy: PROXY, noProxy: ['a.example'] },
      { NO_PROXY: 'b.example' },
      { proxy: PROXY, noProxy: ['a.example'], strictSsl: true },
    ],
    [
      'hosts of the environment that go direct',
      { proxy: PROXY, noProxy: [] },
      { no_proxy: 'b.example, .c.example' },
      { proxy: PROXY, noProxy: ['b.example', '.c.example'], strictSsl: true },
    ],
  ] as const satisfies readonly (readonly [string, HttpSettings, Record<string, string>, Partial<RunSettings>])[]) {
    test(name, () => assert.deepEqual(networkSettings(http, env), expected));
  }

  for (const [name, http, env, there, expected] of [
    ['those of the system', {}, {}, false, { NODE_USE_SYSTEM_CA: '1' }],
    [
      'those of a Linux system',
      { systemCertificates: true },
      {},
      true,
      { NODE_USE_SYSTEM_CA: '1', NODE_EXTRA_CA_CERTS: '/etc/ssl/certs/ca-certificates.crt' },
    ],
    ['those of the environment', {}, { NODE_EXTRA_CA_CERTS: '/a.pem' }, true, { NODE_USE_SYSTEM_CA: '1' }],
    ['none of the system', { systemCertificates: false }, {}, true, {}],
  ] as const) {
    test(`certificates: ${name}`, () =>
      assert.deepEqual(
        certificateVariables(http, env, () => there),
        expected,
      ));
  }
});

describe('a run through a proxy', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stateside-proxy-'));
  const asked: string[] = [];
  const servers: Server[] = [];
  let proxy = '';
  before(async () => {
    const certificate = makeCertificate(folder, 'api.example.test', 2);
    writeFileSync(path.join(folder, 'trusted.pem'), certificate.cert);
    const api = createTlsServer(certificate, (_request, response) => {
      response.setHeader('Content-Type', 'application/json').end('{"through":true}');
    });
    const apiPort = await listening(api);
    // Any name leads to the one server, as no name of the test is known outside.
    const tunnel = net.createServer((socket) => {
      socket.once('data', (data) => {
        asked.push(data.toString('latin1').split('\r\n')[0] ?? '');
        const onward = net.connect(apiPort, '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
        socket.pipe(onward).pipe(socket);
        for (const end of [socket, onward]) end.on('error', () => undefined);
      });
    });
    proxy = `http://127.0.0.1:${await listening(tunnel)}`;
  });
  after(() => {
    for (const server of servers) server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function listening(server: Server): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  async function run(http: HttpSettings, variables: Readonly<Record<string, string>> = {}): Promise<StateRun> {
    const runner = createRunner({ modulePath: built('runner.js'), variables: () => variables });
    const parameters = { ApiEndpoint: 'https://api.example.test/x', Method: 'GET' };
    const request = { definition: JSON.stringify(httpTask(parameters)) };
    const settings = { endpoints: {}, ...networkSettings(http, {}) };
    const connection = () => Promise.resolve({ kind: 'found', name: 'Test', connection: basicConnection() } as const);
    const outcome = await runner.run(request, settings, { connection });
    runner.dispose();
    return outcome.kind === 'run' ? outcome.run : assert.fail(JSON.stringify(outcome));
  }

  test('asks the proxy, and trusts nobody that it does not know', async () => {
    asked.length = 0;
    const { status, error, cause } = await run({ proxy });
    assert.deepEqual([status, error], ['FAILED', 'States.Http.Socket']);
    assert.match(cause ?? '', /certificate/);
    assert.deepEqual(asked, ['CONNECT api.example.test:443 HTTP/1.1']);
  });

  test('takes any certificate without http.proxyStrictSSL', async () => {
    assert.equal((await run({ proxy, proxyStrictSSL: false })).status, 'SUCCEEDED');
  });

  test('trusts the certificates of NODE_EXTRA_CA_CERTS', async () => {
    const trusting = { NODE_EXTRA_CA_CERTS: path.join(folder, 'trusted.pem') };
    assert.equal((await run({ proxy }, trusting)).status, 'SUCCEEDED');
  });

  test('leaves the proxy out for the hosts of http.noProxy', async () => {
    asked.length = 0;
    assert.equal((await run({ proxy, noProxy: ['*.example.test'] })).status, 'FAILED');
    assert.deepEqual(asked, []);
  });
});
