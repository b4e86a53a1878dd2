import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Connection } from '../shared/spec/connection';
import type { JsonObject } from '../shared/spec/json';
import { type RawServer, reply, startRawServer } from './support/rawServer';
import { basicConnection, httpTask, runHere } from './support/runHere';

// What goes on the wire, byte for byte: the recorded requests of real HTTP Tasks.

const ENDPOINT = 'https://api.example.test/echo';

let server: RawServer;
before(async () => {
  server = await startRawServer(reply('{"ok":true}'));
});
after(() => server.close());

async function wire(parameters: JsonObject, connection: Connection, more: JsonObject = {}) {
  const endpoints = { 'https://api.example.test': server.url };
  const run = await runHere(httpTask({ ApiEndpoint: ENDPOINT, ...parameters }, more), {
    connection,
    settings: { endpoints },
  });
  const [head = '', ...rest] = (server.requests.at(-1) ?? '').split('\r\n\r\n');
  const [line = '', ...headers] = head.split('\r\n');
  return { run, line, headers, body: rest.join('\r\n\r\n') };
}

const API_KEY: Connection = {
  AuthorizationType: 'API_KEY',
  AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-owned-api-key', ApiKeyValue: 'owned-inert-api-key' } },
};

const OWNED = basicConnection({
  HeaderParameters: [
    { Key: 'x-shared', Value: 'connection-header' },
    { Key: 'x-secret', Value: 'owned-inert-private-header', IsValueSecret: true },
  ],
  QueryStringParameters: [
    { Key: 'shared', Value: 'connection query' },
    { Key: 'connectionOnly', Value: 'query-only' },
  ],
  BodyParameters: [
    { Key: 'shared', Value: 'connection-body' },
    { Key: 'connectionOnly', Value: 'body-only' },
  ],
});

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const BODY = { shared: 'task-body', items: ['red green', 'blue+gold'], nested: { enabled: true, count: 2 } };

describe('the request on the wire', () => {
  test('API key with a JSON body', async () => {
    const { line, headers, body } = await wire({ Method: 'POST', RequestBody: { owned: 'no-retrieve' } }, API_KEY);
    assert.equal(line, 'POST /echo HTTP/1.1');
    assert.deepEqual(headers, [
      'host: api.example.test',
      'connection: keep-alive',
      'x-owned-api-key: owned-inert-api-key',
      'User-Agent: Amazon|StepFunctions|HttpInvoke|us-west-2',
      'Range: bytes=0-262144',
      'Content-Type: application/json; charset=UTF-8',
      'content-length: 23',
    ]);
    assert.equal(body, '{"owned":"no-retrieve"}');
  });

  test('Basic, connection parameters before the rest of the task, query with both', async () => {
    const query = { taskOnly: 'a+b & c', shared: 'task query' };
    const { line, headers } = await wire(
      {
        Method: 'POST',
        Headers: { 'X-Shared': 'task-case-header', 'x-shared': 'task', ...FORM },
        QueryParameters: query,
      },
      OWNED,
    );
    assert.equal(
      line,
      'POST /echo?taskOnly=a%2Bb%20%26%20c&shared=connection%20query&connectionOnly=query-only HTTP/1.1',
    );
    assert.deepEqual(headers.slice(2, 7), [
      'Authorization: Basic b3duZWQtdXNlcjpvd25lZC1wYXNzd29yZA==',
      'x-shared: connection-header',
      'x-secret: owned-inert-private-header',
      'X-Shared: task-case-header',
      'content-type: application/x-www-form-urlencoded',
    ]);
  });

  const FORMS = {
    INDICES: 'items%5B0%5D=red%20green&items%5B1%5D=blue%2Bgold',
    REPEAT: 'items=red%20green&items=blue%2Bgold',
    COMMAS: 'items=red%20green%2Cblue%2Bgold',
    BRACKETS: 'items%5B%5D=red%20green&items%5B%5D=blue%2Bgold',
  };
  for (const [ArrayFormat, items] of Object.entries(FORMS)) {
    test(`a form body with ${ArrayFormat}`, async () => {
      const Transform = { RequestBodyEncoding: 'URL_ENCODED', RequestEncodingOptions: { ArrayFormat } };
      const { body } = await wire({ Method: 'POST', Headers: FORM, RequestBody: BODY, Transform }, OWNED);
      assert.equal(
        body,
        `shared=connection-body&${items}&nested%5Benabled%5D=true&nested%5Bcount%5D=2&connectionOnly=body-only`,
      );
    });
  }

  test('INDICES without options', async () => {
    const Transform = { RequestBodyEncoding: 'URL_ENCODED' };
    const { body } = await wire({ Method: 'POST', Headers: FORM, RequestBody: { a: ['x'] }, Transform }, API_KEY);
    assert.equal(body, 'a%5B0%5D=x');
  });

  test('a string body goes out as it is', async () => {
    const { headers, body } = await wire(
      { Method: 'POST', Headers: { 'content-type': 'text/plain' }, RequestBody: 'owned raw string' },
      basicConnection(),
    );
    assert.equal(body, 'owned raw string');
    assert.ok(headers.includes('content-length: 16'));
    assert.ok(headers.includes('content-type: text/plain'));
  });

  test('a GET sends its body', async () => {
    const { line, headers, body } = await wire(
      { Method: 'GET', QueryParameters: { owned: 'get query' }, RequestBody: {} },
      basicConnection(),
    );
    assert.equal(line, 'GET /echo?owned=get%20query HTTP/1.1');
    assert.ok(headers.includes('content-length: 2'));
    assert.ok(headers.includes('Content-Type: application/json; charset=UTF-8'));
    assert.equal(body, '{}');
  });

  test('a GET without a body has neither type nor length', async () => {
    const { headers } = await wire({ Method: 'GET' }, API_KEY);
    assert.equal(
      headers.find((header) => /^content-/i.test(header)),
      undefined,
    );
  });

  test('the trace lists exactly the lines of the wire', async () => {
    for (const Method of ['GET', 'POST', 'HEAD', 'DELETE', 'PUT', 'OPTIONS', 'PATCH']) {
      for (const more of [{}, { RequestBody: { a: 1 } }]) {
        const { headers, run } = await wire({ Method, ...more }, OWNED);
        const sent = run.attempts[0]?.exchanges[0]?.request.headers.filter(
          ({ overriddenBy }) => overriddenBy === undefined,
        );
        assert.deepEqual(
          sent?.map(({ name, value }) => `${name}: ${value}`),
          headers,
          `${Method} ${JSON.stringify(more)}`,
        );
      }
    }
  });
});

describe('an address', () => {
  const CASES: readonly [endpoint: string, requestTarget: string | undefined][] = [
    ['https://api.example.test', '/'],
    ['https://api.example.test?x=1', '/?x=1'],
    ['https://api.example.test/a/../b?x=1#part', '/b?x=1'],
    ['HTTPS://API.Example.test/A', '/A'],
    ['https://api.example.test:443/a', '/a'],
    ['https://api.example.test/a b?x=ä y&z=%20', '/a%20b?x=%C3%A4%20y&z=%20'],
    ['https://api.example.test/v2/x', '/second/x'],
    ['https://api.example.test/v2:batch', '/v2:batch'],
    ['https://api.example.test:1/a', undefined],
    ['https://api.example.test.invalid/a', undefined],
  ];
  for (const [ApiEndpoint, requestTarget] of CASES) {
    test(ApiEndpoint, async () => {
      const before = server.requests.length;
      const endpoints = {
        'https://api.example.test': server.url,
        'https://api.example.test/v2': `${server.url}/second/`,
      };
      const run = await runHere(httpTask({ ApiEndpoint, Method: 'GET' }), { settings: { endpoints } });
      const [line] = server.requests.slice(before).map((request) => request.split('\r\n')[0]);
      assert.equal(line, requestTarget && `GET ${requestTarget} HTTP/1.1`);
      assert.equal(run.status, requestTarget === undefined ? 'FAILED' : 'SUCCEEDED');
    });
  }
});

describe('a proxy', () => {
  // This address leads to the server too, and is none of loopback.
  const elsewhere = () => server.url.replace('127.0.0.1', '0.0.0.0');
  const CASES: readonly [noProxy: readonly string[] | undefined, isAsked: boolean][] = [
    [undefined, true],
    [[], true],
    [['example.test', '0.0.0.1', ''], true],
    [['0.0.0.0'], false],
    [['.0.0.0'], false],
    [['*.0.0.0'], false],
    [['*'], false],
  ];
  for (const [noProxy, isAsked] of CASES) {
    test(`is ${isAsked ? 'asked' : 'passed by'} with ${JSON.stringify(noProxy)}`, async () => {
      const proxy = await startRawServer((socket) => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
      const endpoints = { 'https://api.example.test': elsewhere() };
      const settings = { endpoints, proxy: proxy.url, ...(noProxy && { noProxy }) };
      const run = await runHere(httpTask({ ApiEndpoint: 'https://api.example.test/echo', Method: 'GET' }), {
        settings,
      });
      await proxy.close();
      assert.deepEqual([run.status === 'SUCCEEDED', proxy.requests.length > 0], [!isAsked, isAsked]);
    });
  }

  test('is not asked for a host of this machine', async () => {
    const endpoints = { 'https://api.example.test': server.url };
    const run = await runHere(httpTask({ ApiEndpoint: 'https://api.example.test/echo', Method: 'GET' }), {
      settings: { endpoints, proxy: 'http://127.0.0.1:1' },
    });
    assert.equal(run.status, 'SUCCEEDED');
  });
});
