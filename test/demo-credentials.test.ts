import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BASIC, basic, exampleApi, FORM, headersOf, parsed, type Sent } from './support/example-api';

const ask = exampleApi();

describe('the example API asks for credentials', () => {
  const all = [
    'Basic realm="Example API", charset="UTF-8"',
    'Bearer realm="Example API"',
    'ApiKey realm="Example API"',
  ];
  const cases: readonly (readonly [name: string, headers: Readonly<Record<string, string>>, status: number])[] = [
    ['none', {}, 401],
    ['Basic', BASIC, 200],
    ['Basic in capitals', { authorization: `BASIC ${Buffer.from('a:b:c').toString('base64')}` }, 200],
    ['Basic with a wrong user', { Authorization: basic('wrong', 'x') }, 401],
    ['Basic with a wrong password', { Authorization: basic('x', 'wrong') }, 401],
    ['Basic without a password', { Authorization: basic('x', '') }, 401],
    ['Basic without anything', { Authorization: 'Basic' }, 401],
    ['Basic that is not base64', { Authorization: 'Basic ???' }, 401],
    ['a Bearer token', { Authorization: 'Bearer any-token' }, 200],
    ['a wrong Bearer token', { Authorization: 'Bearer wrong' }, 401],
    ['another scheme', { Authorization: 'Digest any' }, 401],
    ['an API key', { ApiKey: 'any-key' }, 200],
    ['an API key by its other name', { 'x-api-key': 'any-key' }, 200],
    ['a wrong API key', { ApiKey: 'wrong' }, 401],
    ['an empty API key', { ApiKey: '' }, 401],
    ['a wrong API key beside a good token', { ApiKey: 'wrong', Authorization: 'Bearer any' }, 401],
  ];
  for (const [name, headers, status] of cases) {
    it(`${name}: ${status}`, async () => {
      const answer = await ask('/v1/customers', { headers });
      assert.equal(answer.status, status);
      assert.deepEqual(headersOf(answer, 'WWW-Authenticate'), status === 401 ? all : []);
    });
  }

  const protectedBy = { basic: BASIC, bearer: { Authorization: 'Bearer any' }, 'api-key': { 'X-Api-Key': 'any' } };
  for (const [path, headers] of Object.entries(protectedBy)) {
    it(`of one kind only at /v1/protected/${path}`, async () => {
      for (const [other, given] of Object.entries(protectedBy)) {
        const answer = await ask(`/v1/protected/${path}`, { headers: given });
        assert.equal(answer.status, other === path ? 200 : 401, other);
      }
      assert.equal((await ask(`/v1/protected/${path}`, { headers })).text, `{"welcome":"/v1/protected/${path}"}`);
    });
  }
});

describe('the example API issues tokens', () => {
  const parameters = 'grant_type=client_credentials&client_id=any-id&client_secret=any-secret';
  const ways: readonly (readonly [name: string, path: string, sent: Sent])[] = [
    ['form', '/oauth/token', { method: 'POST', headers: { 'Content-Type': FORM['Content-Type'] }, body: parameters }],
    [
      'JSON',
      '/oauth/token',
      {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(Object.fromEntries(new URLSearchParams(parameters))),
      },
    ],
    ['query', `/oauth/token?${parameters}`, {}],
    ['Basic', '/oauth/token', { method: 'POST', headers: { Authorization: basic('any-id', 'any-secret') } }],
  ];
  for (const [name, path, sent] of ways) {
    it(`to a client named by ${name}, the same one each time`, async () => {
      const answer = await ask(path, sent);
      assert.equal(answer.status, 200);
      assert.match(
        answer.text,
        /^\{"access_token":"demo-token-[0-9a-f]{16}","token_type":"Bearer","expires_in":3600\}$/,
      );
      assert.equal((await ask(`/oauth/token?${parameters}`)).text, answer.text);
    });
  }

  it('for a scope and a lifetime', async () => {
    const answer = await ask(`/oauth/token?${parameters}&scope=invoices&expires_in=30`);
    assert.deepEqual([parsed(answer).scope, parsed(answer).expires_in], ['invoices', 30]);
  });

  const refused: readonly (readonly [query: string, status: number, error: string])[] = [
    ['client_id=any', 401, 'invalid_client'],
    ['client_id=any&client_secret=wrong', 401, 'invalid_client'],
    ['client_id=wrong&client_secret=any', 401, 'invalid_client'],
    ['grant_type=password&client_id=any&client_secret=any', 400, 'unsupported_grant_type'],
  ];
  for (const [query, status, error] of refused) {
    it(`but not for ${query}`, async () => {
      const answer = await ask(`/oauth/token?${query}`);
      assert.deepEqual([answer.status, parsed(answer).error], [status, error]);
      assert.equal(headersOf(answer, 'WWW-Authenticate').length, status === 401 ? 1 : 0);
    });
  }
});
