import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { describe, it } from 'node:test';
import { startExampleApi } from '../client/demo/server';
import { BASIC, errorOf, exampleApi, FORM, header, poll, send } from './support/example-api';

const ask = exampleApi();

describe('the example API keeps to HTTP', () => {
  const cases: readonly (readonly [sent: string, status: number, allow: string])[] = [
    ['GET /nothing', 404, ''],
    ['GET /v1/customers/', 404, ''],
    ['GET //v1/customers', 404, ''],
    ['GET /v1/customers/%zz', 400, ''],
    ['DELETE /v1/customers', 405, 'GET, HEAD, OPTIONS'],
    ['PUT /v1/invoices', 405, 'POST, GET, HEAD, OPTIONS'],
    ['OPTIONS /v1/invoices', 204, 'POST, GET, HEAD, OPTIONS'],
    ['GET /v1/invoices', 200, ''],
  ];
  for (const [line, status, allow] of cases) {
    it(`${line}: ${status}`, async () => {
      const [method = '', path = ''] = line.split(' ');
      const answer = await ask(path, { method, headers: BASIC });
      assert.deepEqual([answer.status, header(answer, 'Allow')], [status, allow]);
      if (status >= 400) assert.equal(typeof errorOf(answer).message, 'string');
    });
  }

  it('HEAD gives headers alone', async () => {
    for (const path of ['/v1/customers', '/v1/large', '/v1/binary']) {
      const answer = await ask(path, { method: 'HEAD', headers: BASIC });
      assert.deepEqual([answer.status, answer.body.length], [200, 0]);
    }
  });

  it('and survives what is not HTTP', async (t) => {
    const api = await startExampleApi();
    t.after(() => api.close());
    const socket = connect(api.port, '127.0.0.1');
    socket.end('NONSENSE\r\n\r\n');
    const [first] = await once(socket, 'data');
    assert.match(String(first), /^HTTP\/1\.1 400 /);
    assert.equal((await send(api.port, '/v1/text')).status, 200);
  });
});

describe('the recording of the example API', () => {
  it('holds the request as it came, and shows it without credentials', async (t) => {
    const api = await startExampleApi();
    t.after(() => api.close());
    const headers = { ...FORM, 'X-API-Key': 'any-key-7Q', Cookie: 'any-cookie-7Q', 'x-Other': 'seen' };
    await send(api.port, '/v1/invoices?a=%20', { method: 'POST', headers, body: 'customer=1&b=%20' });
    await send(api.port, '/oauth/token?client_id=me&client_secret=secret-7Q', {
      method: 'POST',
      headers: FORM,
      body: 'client_secret=secret-7Q',
    });
    const { text } = await send(api.port, '/v1/requests');
    const [first] = api.requests;
    assert.deepEqual(
      { ...first, rawHeaders: first?.rawHeaders.slice(0, 5) },
      {
        method: 'POST',
        url: '/v1/invoices?a=%20',
        rawHeaders: Object.entries(headers),
        body: 'customer=1&b=%20',
      },
    );
    assert.equal(api.requests.length, 2);
    assert.doesNotMatch(text, /7Q|YW55LXVzZXI/);
    assert.match(text, /\["x-Other","seen"\].*"body":"customer=1&b=%20"/);
    assert.match(text, /client_id=me&client_secret=\*\*\*/);
  });

  it('keeps the last 200 requests', async (t) => {
    const api = await startExampleApi();
    t.after(() => api.close());
    for (let number = 0; number <= 200; number += 1) await send(api.port, `/v1/text?${number}`);
    assert.deepEqual(
      [api.requests.length, api.requests[0]?.url, api.requests.at(-1)?.url],
      [200, '/v1/text?1', '/v1/text?200'],
    );
  });

  it('gives up the oldest requests when their bodies are too large together', async (t) => {
    const api = await startExampleApi();
    t.after(() => api.close());
    for (let number = 0; number < 17; number += 1) {
      await send(api.port, `/v1/echo?${number}`, { method: 'POST', body: 'x'.repeat(1024 * 1024) });
    }
    assert.deepEqual([api.requests.length, api.requests[0]?.url], [16, '/v1/echo?1']);
  });
});

describe('a slow answer', () => {
  it('is given up when the client leaves', async (t) => {
    const api = await startExampleApi();
    t.after(() => api.close());
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const asking = request({ port: api.port, path: '/v1/slow?seconds=120', agent: new Agent() }).end();
    asking.on('error', () => undefined);
    await poll(async () => api.requests.length === 1);
    assert.equal(timers(), before + 1);
    asking.destroy();
    await poll(async () => timers() === before);
  });
});
