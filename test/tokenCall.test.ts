import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRunner, type Runner } from '../client/runner/runner';
import type { Call, ConnectionAnswer } from '../shared/executor/effects';
import { masker } from '../shared/report/mask';
import { requestText, responseText } from '../shared/report/rawHttp';
import { built } from './support/built';
import { type RawServer, reply, startRawServer } from './support/rawServer';
import { basicConnection, httpTask } from './support/runHere';

// A token that is asked for outside of any run, and what a run tells of its call before it sends it.

const TOKENS = JSON.stringify({
  access_token: 'example-access-1',
  refresh_token: 'example-refresh-1',
  expires_in: 3600,
});

let server: RawServer;
let runner: Runner;
const requests: string[] = [];
before(async () => {
  server = await startRawServer((socket, request) => {
    requests.push(request);
    if (request.includes('/never')) return;
    reply(request.includes('/none') ? '{"error":"invalid_client"}' : TOKENS)(socket, request);
  });
  runner = createRunner({ modulePath: built('runner.js') });
});
after(async () => {
  runner.dispose();
  await server.close();
});

const SECRET = 'example-client-secret-1';

const oauth = (path: string): Extract<ConnectionAnswer, { kind: 'found' }> => ({
  kind: 'found',
  name: 'Test',
  connection: {
    AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
    AuthParameters: {
      OAuthParameters: {
        ClientParameters: { ClientID: 'c-1', ClientSecret: SECRET },
        AuthorizationEndpoint: `https://auth.example.test${path}`,
        HttpMethod: 'POST',
      },
    },
  },
});

const settings = () => ({
  endpoints: { 'https://auth.example.test': server.url, 'https://api.example.test': server.url },
});
const ask = (path: string, signal = new AbortController().signal) => runner.token(oauth(path), settings(), signal);

function definition(fields: Parameters<typeof httpTask>[0]): string {
  return JSON.stringify(httpTask({ ApiEndpoint: 'https://api.example.test/x?key=1', ...fields }));
}

describe('a call for a token', () => {
  test('gives it with its exchange, in which nothing secret can be shown', async () => {
    const call = await ask('/token');
    assert.equal(call?.token?.accessToken, 'example-access-1');
    const { exchange, secrets } = call ?? assert.fail();
    const showing = {
      mask: masker({ attempts: exchange ? [{ exchanges: [exchange] }] : [], secrets }, false),
      reveal: false,
    };
    const text = exchange?.response
      ? requestText(exchange.request, showing) + responseText(exchange.response, showing)
      : '';
    assert.match(text, /^POST \/token[\s\S]*client_id=c-1[\s\S]*"expires_in":3600/);
    for (const secret of [SECRET, 'example-access-1', 'example-refresh-1']) assert.ok(!text.includes(secret), text);
  });

  test('is kept for the runs that follow, unless the address leads elsewhere', async () => {
    await ask('/token');
    requests.length = 0;
    const host = { connection: async () => oauth('/token') };
    await runner.run({ definition: definition({ Method: 'GET' }) }, settings(), host);
    assert.deepEqual(
      requests.map((request) => request.split(' ', 2).join(' ')),
      ['GET /x?key=1'],
    );
    requests.length = 0;
    const other = { endpoints: { ...settings().endpoints, 'https://auth.example.test/': `${server.url}/` } };
    await runner.run({ definition: definition({ Method: 'GET' }) }, other, host);
    assert.deepEqual(
      requests.map((request) => request.split(' ', 2).join(' ')),
      ['POST /token', 'GET /x?key=1'],
    );
  });

  test('says why there is none', async () => {
    const call = await ask('/none');
    assert.equal(call?.token, undefined);
    assert.match(call?.problem ?? '', /The connection 'Test' has no token: .* no access_token/);
    assert.equal(call?.exchange?.response?.statusCode, 200);
    const unsent = await runner.token(
      oauth('/token'),
      { endpoints: {}, strictSsl: true, proxy: 'http://127.0.0.1:1' },
      new AbortController().signal,
    );
    assert.match(unsent?.problem ?? '', /has no token/);
  });

  test('can be left', async () => {
    const abort = new AbortController();
    const waiting = ask('/never', abort.signal);
    abort.abort();
    assert.equal(await waiting, undefined);
    assert.equal(await ask('/token', abort.signal), undefined);
    assert.equal((await ask('/token'))?.token?.accessToken, 'example-access-1');
  });
});

test('a call for a token that the runner does not live to answer says so', async () => {
  const mortal = createRunner({ modulePath: built('runner.js') });
  const asked = mortal.token(oauth('/never'), settings(), new AbortController().signal);
  mortal.dispose();
  assert.match((await asked)?.problem ?? '', /ended before there was a token/);
});

describe('a run tells what it is going to send', () => {
  for (const method of ['POST', 'GET']) {
    test(`before it sends it: ${method}`, async () => {
      const calls: Call[] = [];
      requests.length = 0;
      const connection = async (_arn: string, call: Call): Promise<ConnectionAnswer> => {
        calls.push(call);
        assert.deepEqual(requests, [], 'nothing was sent yet');
        return { kind: 'found', name: 'Test', connection: basicConnection() };
      };
      const fields = { 'Method.$': '$.method' };
      const input = JSON.stringify({ method });
      await runner.run({ definition: definition(fields), input }, settings(), { connection });
      assert.deepEqual(calls, [{ method, url: `${server.url}/x` }]);
      assert.equal(requests.length, 1);
    });
  }
});
