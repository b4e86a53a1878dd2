import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { Token } from '../shared/executor/effects';
import type { OAuthParameters } from '../shared/executor/tokenRequest';
import type { Connection } from '../shared/spec/connection';
import { type Answer, type RawServer, reply, startRawServer } from './support/rawServer';
import { httpTask, runHere } from './support/runHere';

// The client credentials flow: the token request on the wire, how long a token is kept, and what goes wrong.

const TOKEN: Answer = reply('{"access_token":"owned-inert-oauth-token","token_type":"Bearer","expires_in":3600}');

let server: RawServer;
let answerToken: Answer = TOKEN;
let answerTask: Answer = reply('{"ok":true}');
before(async () => {
  server = await startRawServer((socket, request) =>
    (request.includes('/token') ? answerToken : answerTask)(socket, request),
  );
});
beforeEach(() => {
  answerToken = TOKEN;
  answerTask = reply('{"ok":true}');
});
after(() => server.close());

function oauth(more: Partial<OAuthParameters> = {}): Connection {
  return {
    AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
    AuthParameters: {
      OAuthParameters: {
        AuthorizationEndpoint: 'https://auth.example.test/token',
        HttpMethod: 'POST',
        ClientParameters: { ClientID: 'owned-client', ClientSecret: 'owned-client-secret' },
        ...more,
      },
    },
  };
}

async function call(connection: Connection, token?: Token, more = {}) {
  const from = server.requests.length;
  const tokens: (Token | undefined)[] = [];
  const endpoints = { 'https://api.example.test': server.url, 'https://auth.example.test': server.url };
  const run = await runHere(
    httpTask({ ApiEndpoint: 'https://api.example.test/x', Method: 'POST', RequestBody: { owned: 'oauth-body' } }),
    {
      connection: { kind: 'found', name: 'Test', connection, ...(token ? { token } : {}) },
      settings: { endpoints },
      tokens,
      now: () => 1_000_000,
      ...more,
    },
  );
  return { run, tokens, requests: server.requests.slice(from) };
}

const RECORDED = {
  BodyParameters: [
    { Key: 'grant_type', Value: 'client_credentials' },
    { Key: 'scope', Value: 'owned-echo' },
  ],
};

describe('the token request', () => {
  test('is the recorded one, then the task goes out with the token', async () => {
    const { requests, tokens, run } = await call(oauth({ OAuthHttpParameters: RECORDED }));
    const [tokenCall = '', taskCall = ''] = requests;
    assert.equal(tokenCall.split('\r\n')[0], 'POST /token HTTP/1.1');
    assert.match(tokenCall, /\r\nhost: auth\.example\.test\r\n/);
    assert.match(tokenCall, /\r\ncontent-type: application\/x-www-form-urlencoded\r\n/);
    assert.equal(
      tokenCall.split('\r\n\r\n')[1],
      'grant_type=client_credentials&scope=owned-echo&client_secret=owned-client-secret&client_id=owned-client',
    );
    assert.match(taskCall, /\r\nAuthorization: Bearer owned-inert-oauth-token\r\n/);
    assert.match(taskCall, /\r\ncontent-length: 22\r\n/);
    assert.deepEqual(tokens, [{ accessToken: 'owned-inert-oauth-token', expiresAt: 1_000_000 + 3_600_000 }]);
    assert.deepEqual(
      run.attempts[0]?.exchanges.map(({ purpose }) => purpose),
      ['token', 'task'],
    );
    for (const secret of ['owned-client-secret', 'owned-inert-oauth-token'])
      assert.ok(run.secrets.includes(secret), secret);
  });

  test('with GET everything stands in the query; grant_type is added where it is missing', async () => {
    const OAuthHttpParameters = {
      QueryStringParameters: [{ Key: 'audience', Value: 'a b' }],
      HeaderParameters: [{ Key: 'X-Tenant', Value: 't' }],
    };
    const { requests } = await call(oauth({ HttpMethod: 'GET', OAuthHttpParameters }));
    assert.match(requests[0] ?? '', /^GET \/token\?audience=a%20b&/);
    assert.match(requests[0] ?? '', /[?&]grant_type=client_credentials(&| )/);
    assert.match(requests[0] ?? '', /\r\nX-Tenant: t\r\n/);
    assert.doesNotMatch(requests[0] ?? '', /content-length/);
  });

  test('PUT sends the form too', async () => {
    const { requests } = await call(oauth({ HttpMethod: 'PUT' }));
    assert.match(requests[0] ?? '', /^PUT \/token HTTP\/1\.1\r\n/);
  });
});

describe('a kept token', () => {
  const token = (millisecondsLeft: number): Token => ({ accessToken: 'kept', expiresAt: 1_000_000 + millisecondsLeft });

  test('is used until a minute before it ends', async () => {
    const kept = await call(oauth(), token(60_001));
    assert.equal(kept.requests.length, 1);
    assert.match(kept.requests[0] ?? '', /Bearer kept/);
    const late = await call(oauth(), token(60_000));
    assert.equal(late.requests.length, 2);
  });

  for (const status of [401, 407]) {
    test(`is given up after ${status}, and the state fails with it`, async () => {
      answerTask = reply('{}', [], `${status} `);
      const { run, tokens, requests } = await call(oauth(), token(1_000_000));
      assert.equal(run.error, `States.Http.StatusCode.${status}`);
      assert.deepEqual([tokens, requests.length], [[undefined], 1]);
    });
  }
});

describe('a token endpoint', () => {
  const FAILURES: readonly [title: string, answer: Answer, cause: RegExp][] = [
    ['that refuses', reply('{"error":"invalid_client"}', [], '401 Unauthorized'), /answered 401/],
    ['without an access_token', reply('{"token":"x"}'), /has no access_token/],
    ['that is no JSON', reply('<html>'), /has no access_token/],
    ['that hangs up', (socket) => socket.destroy(), /no token came/],
    [
      'that never stops',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\n\r\n${'x'.repeat(300_000)}`),
      /has no access_token/,
    ],
  ];
  for (const [title, answer, cause] of FAILURES) {
    test(`${title}: the connection is not usable, nothing is sent to the API`, async () => {
      answerToken = answer;
      const { run, requests } = await call(oauth());
      assert.deepEqual([run.status, run.error], ['FAILED', 'Events.ConnectionResource.InvalidConnectionState']);
      assert.match(run.cause ?? '', cause);
      assert.equal(requests.length, 1);
      assert.equal(run.attempts[0]?.exchanges[0]?.purpose, 'token');
    });
  }

  test('with a mock nothing is asked for', async () => {
    const { run, requests } = await call(oauth(), undefined, { request: { mock: { result: '{}' } } });
    assert.deepEqual([run.status, requests.length], ['SUCCEEDED', 0]);
  });
});
