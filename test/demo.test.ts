import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ROUTES } from '../client/demo/routes';
import {
  BASIC,
  errorOf,
  exampleApi,
  FORM,
  header,
  headersOf,
  JSON_BODY,
  parsed,
  type Sent,
} from './support/example-api';

const ask = exampleApi();

const ROWS: readonly (readonly [sent: string, status: number, contentType: string])[] = [
  ['GET /', 200, 'text/plain; charset=utf-8'],
  ['POST /v1/invoices', 400, 'application/json'],
  ['GET /v1/invoices', 200, 'application/json'],
  ['GET /v1/invoices/in_none', 404, 'application/json'],
  ['GET /v1/customers', 200, 'application/json'],
  ['GET /v1/customers/search?currency=usd', 200, 'application/json'],
  ['GET /v1/customers/1234567890', 200, 'application/json'],
  ['DELETE /path', 200, 'application/json'],
  ['PATCH /v1/echo', 200, 'application/json'],
  ['PUT /oauth/token', 200, 'application/json'],
  ['GET /v1/protected/basic', 200, 'application/json'],
  ['GET /v1/protected/bearer', 401, 'application/json'],
  ['GET /v1/protected/api-key', 401, 'application/json'],
  ['POST /v1/status/409', 409, 'application/json'],
  ['GET /v1/slow?seconds=0', 200, 'application/json'],
  ['GET /v1/large?bytes=1', 200, 'text/plain; charset=utf-8'],
  ['GET /v1/binary', 200, 'image/png'],
  ['GET /v1/text', 200, 'text/plain; charset=utf-8'],
  ['GET /v1/repeated', 200, 'application/json'],
  ['POST /v1/empty', 204, ''],
  ['GET /v1/requests', 200, 'application/json'],
];

describe('the example API answers each row of its table', () => {
  for (const [line, status, contentType] of ROWS) {
    it(`${line}: ${status}`, async () => {
      const [method = '', path = ''] = line.split(' ');
      const answer = await ask(path, { method, headers: BASIC });
      assert.equal(answer.status, status);
      assert.equal(header(answer, 'Content-Type'), contentType);
      assert.equal(answer.headers.includes('Date'), false);
    });
  }

  it('and the table has no other row but the two that answer nothing whole', () => {
    const paths = ROWS.map(([line]) => line.replace(/^\S+ |\?.*$/g, ''));
    const untested = ROUTES.filter(({ path }) => {
      const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
      return !paths.some((tested) => pattern.test(tested));
    });
    assert.deepEqual(
      untested.map(({ path }) => path),
      ['/v1/half', '/v1/reset'],
    );
  });
});

it('the example API lists its routes', async () => {
  const { text } = await ask('/');
  for (const { path, about } of ROUTES) assert.ok(text.includes(path) && text.includes(about), path);
});

describe('the example API makes invoices', () => {
  const page =
    'description=Monthly%20subscription&metadata%5Border_details%5D=monthly%20report%20data&customer=1234567890';

  it('from a form, the same one each time, and keeps them', async () => {
    const first = await ask('/v1/invoices', { method: 'POST', headers: FORM, body: page });
    const again = await ask('/v1/invoices', { method: 'POST', headers: FORM, body: page });
    assert.equal(first.text, again.text);
    const { id, ...invoice } = parsed(first);
    assert.deepEqual(invoice, {
      object: 'invoice',
      currency: 'usd',
      status: 'draft',
      created: 1735689600,
      livemode: false,
      description: 'Monthly subscription',
      metadata: { order_details: 'monthly report data' },
      customer: '1234567890',
    });
    assert.equal((await ask(`/v1/invoices/${id}`, { headers: BASIC })).text, first.text);
    const list = await ask('/v1/invoices', { headers: BASIC });
    assert.ok(list.text.includes(first.text));
  });

  it('from JSON, where a customer may be a number', async () => {
    const answer = await ask('/v1/invoices', {
      method: 'POST',
      headers: JSON_BODY,
      body: '{"customer":12,"items":[1]}',
    });
    assert.equal(answer.status, 200);
    assert.deepEqual([parsed(answer).customer, parsed(answer).items], ['12', [1]]);
  });

  const refused: readonly (readonly [name: string, sent: Sent, status: number, message: RegExp])[] = [
    ['no body', { headers: BASIC }, 400, /missing: customer/],
    ['no customer', { headers: JSON_BODY, body: '{}' }, 400, /missing: customer/],
    ['an empty customer', { headers: FORM, body: 'customer=' }, 400, /missing: customer/],
    ['a customer that is an object', { headers: FORM, body: 'customer[id]=1' }, 400, /missing: customer/],
    ['a JSON list', { headers: JSON_BODY, body: '[]' }, 400, /JSON object/],
    ['malformed JSON', { headers: JSON_BODY, body: '{"customer":' }, 400, /not valid JSON/],
    [
      'JSON without an end to its depth',
      { headers: JSON_BODY, body: '['.repeat(500) + ']'.repeat(500) },
      400,
      /deeply/,
    ],
    ['a malformed form', { headers: FORM, body: 'customer=%zz' }, 400, /well-formed form/],
    ['plain text', { headers: { ...BASIC, 'Content-Type': 'text/plain' }, body: 'customer=1' }, 415, /Content-Type/],
    ['a body beyond the limit', { headers: FORM, body: `customer=${'1'.repeat(1024 * 1024)}` }, 413, /1048576 bytes/],
  ];
  for (const [name, sent, status, message] of refused) {
    it(`but not from ${name}`, async () => {
      const answer = await ask('/v1/invoices', { method: 'POST', ...sent });
      assert.equal(answer.status, status);
      assert.match(String(errorOf(answer).message), message);
    });
  }
});

describe('the example API fails on request', () => {
  const troubles: readonly (readonly [status: number, headers: Readonly<Record<string, string>>])[] = [
    [400, {}],
    [401, { 'WWW-Authenticate': 'Basic realm="Example API"' }],
    [404, {}],
    [409, {}],
    [418, {}],
    [429, { 'Retry-After': '2' }],
    [500, {}],
    [502, {}],
    [503, { 'Retry-After': '5' }],
    [504, {}],
    [599, {}],
  ];
  for (const [status, headers] of troubles) {
    it(`with ${status}, by path, customer and invoice alike`, async () => {
      const answers = [
        await ask(`/v1/status/${status}`),
        await ask(`/v1/customers/cus_${status}`, { headers: BASIC }),
        await ask('/v1/invoices', { method: 'POST', headers: FORM, body: `customer=cus_${status}` }),
      ];
      for (const answer of answers) {
        assert.equal(answer.status, status);
        assert.equal(typeof errorOf(answer).message, 'string');
        for (const [name, value] of Object.entries(headers)) assert.equal(header(answer, name), value);
      }
      assert.equal(new Set(answers.map(({ text }) => text)).size, 1);
    });
  }

  const others: readonly (readonly [code: string, status: number, location: string, text: string])[] = [
    ['201', 201, '', '{"status":201}'],
    ['301', 301, '/v1/customers', '{"status":301}'],
    ['304', 304, '', ''],
  ];
  for (const [code, status, location, text] of others) {
    it(`and answers ${code} when asked`, async () => {
      const answer = await ask(`/v1/status/${code}`);
      assert.deepEqual([answer.status, header(answer, 'Location'), answer.text], [status, location, text]);
    });
  }

  for (const code of ['199', '600', 'abc', '2000']) {
    it(`but not with the status ${code}`, async () => {
      const answer = await ask(`/v1/status/${code}`);
      assert.deepEqual([answer.status, errorOf(answer).param], [400, 'code']);
    });
  }
});

describe('the example API knows customers', () => {
  it('John Doe by his number, and not another', async () => {
    const found = await ask('/v1/customers/1234567890', { headers: BASIC });
    assert.equal(parsed(found).name, 'John Doe');
    assert.equal((await ask('/v1/customers/9999999999', { headers: BASIC })).status, 404);
  });

  const searches: readonly (readonly [query: string, status: number, ids: readonly string[]])[] = [
    ['?currency=usd', 200, ['1234567890', '3456789012']],
    ['?currency=EUR', 200, ['2345678901']],
    ['?currency=xyz', 200, []],
    ['', 400, []],
  ];
  for (const [query, status, ids] of searches) {
    it(`search${query}: ${status}`, async () => {
      const answer = await ask(`/v1/customers/search${query}`, { headers: BASIC });
      assert.equal(answer.status, status);
      assert.deepEqual(
        [...answer.text.matchAll(/"id":"(\d+)"/g)].map((hit) => hit[1]),
        ids,
      );
    });
  }
});

it('the example API echoes what it received', async () => {
  const body = '{"Job":"Software Engineer"}';
  const answer = await ask('/path?a=1&a=2&b=%26', {
    method: 'GET',
    headers: { ...JSON_BODY, 'Request-Id': 'my_id' },
    body,
  });
  const { headers, ...rest } = parsed(answer);
  assert.deepEqual(rest, {
    method: 'GET',
    path: '/path',
    query: { a: ['1', '2'], b: '&' },
    body: { Job: 'Software Engineer' },
    text: body,
  });
  assert.ok(JSON.stringify(headers).includes('"Request-Id":"my_id"'));
});

describe('the example API gives awkward answers', () => {
  it('a large one, just over 256 KiB', async () => {
    const answer = await ask('/v1/large');
    assert.equal(answer.body.length, 262_146);
    assert.equal(header(answer, 'Transfer-Encoding'), 'chunked');
  });

  it('a large one of a given size, up to 16 MiB', async () => {
    assert.equal((await ask('/v1/large?bytes=16385')).body.length, 16385);
    assert.equal((await ask('/v1/large?bytes=999999999')).body.length, 16 * 1024 * 1024);
  });

  it('a PNG image', async () => {
    const { body } = await ask('/v1/binary');
    assert.equal(body.subarray(0, 8).toString('hex'), '89504e470d0a1a0a');
  });

  it('a header twice', async () => {
    assert.deepEqual(headersOf(await ask('/v1/repeated'), 'X-Part'), ['one', 'two']);
  });

  it('nothing at all', async () => {
    const answer = await ask('/v1/empty');
    assert.deepEqual([answer.body.length, header(answer, 'Content-Length')], [0, '']);
  });

  it('after a while', async () => {
    assert.equal((await ask('/v1/slow?seconds=0.01')).text, '{"waited":0.01}');
  });

  it('half of one', async () => {
    await assert.rejects(ask('/v1/half'), { code: 'ECONNRESET' });
  });

  it('a reset', async () => {
    await assert.rejects(ask('/v1/reset'), { code: 'ECONNRESET' });
  });

  for (const query of ['/v1/slow?seconds=soon', '/v1/slow?seconds=-1', '/v1/large?bytes=1e9']) {
    it(`but not for ${query}`, async () => assert.equal((await ask(query)).status, 400));
  }
});
