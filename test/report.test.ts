import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Exchange, HttpRequest, HttpResponse, RequestPart, StateRun } from '../shared/executor/stateRun';
import { MASK, masker, partValue } from '../shared/report/mask';
import { requestText, responseText, type Showing } from '../shared/report/rawHttp';
import { toTestStateOutput } from '../shared/report/toTestStateOutput';
import { traceText } from '../shared/report/traceText';

const PASSWORD = 'owned-password';
const BASIC = `Basic ${Buffer.from(`owned-user:${PASSWORD}`).toString('base64')}`;

function part(name: string, value: string, more: Partial<RequestPart> = {}): RequestPart {
  return { name, value, origin: 'definition', secret: false, ...more };
}

/** The request of the documentation's TRACE sample, with parts of every origin and overridden ones. */
const REQUEST: HttpRequest = {
  protocol: 'https',
  method: 'GET',
  url: 'https://httpbin.org/get?own=1&queryParam=q1&Key=a%20b',
  endpoint: 'https://httpbin.org/get?own=1',
  query: [
    { ...part('queryParam', 'q1'), encoded: 'queryParam=q1' },
    { ...part('Key', 'a b', { origin: 'connection', secret: true }), encoded: 'Key=a%20b' },
    { ...part('Key', 'mine', { overriddenBy: 'connection' }), encoded: '' },
  ],
  headers: [
    part('host', 'httpbin.org', { origin: 'stepFunctions' }),
    part('Authorization', BASIC, { origin: 'authorization', secret: true }),
    part('X-Shared', 'theirs', { origin: 'connection' }),
    part('definitionHeader', 'h1'),
    part('User-Agent', 'Amazon|StepFunctions|HttpInvoke|us-east-1', { origin: 'stepFunctions' }),
    part('Range', 'bytes=0-262144', { origin: 'stepFunctions' }),
    part('Content-Type', 'application/json; charset=UTF-8', { origin: 'stepFunctions' }),
    part('X-Shared', 'mine', { overriddenBy: 'connection' }),
    part('User-Agent', 'me', { overriddenBy: 'stepFunctions' }),
  ],
  body: {
    text: '{"a":1,"k":"pin"}',
    encoding: 'NONE',
    members: [part('a', '1'), part('k', 'pin', { origin: 'connection', secret: true })],
    value: { a: 1, k: 'pin' },
    textWithoutConnection: '{"a":1}',
  },
  sentTo: 'http://127.0.0.1:4567/get',
};

const RESPONSE: HttpResponse = {
  protocol: 'https',
  statusCode: 200,
  statusMessage: 'OK',
  headers: [
    ['date', 'today'],
    ['set-cookie', 'a=1'],
    ['set-cookie', `echo=${PASSWORD}`],
  ],
  body: '{ "ok": true }',
  bodyBytes: 14,
  truncated: false,
};

const EXCHANGE: Exchange = { purpose: 'task', request: REQUEST, response: RESPONSE, timings: { total: 12 } };

const RUN: StateRun = {
  stateName: 'Call',
  stateType: 'Task',
  queryLanguage: 'JSONPath',
  isHttpTask: true,
  mocked: false,
  status: 'SUCCEEDED',
  output: { value: { StatusCode: 200 } },
  nextState: 'Then',
  stages: [
    { name: 'input', data: { value: { number: 2 }, text: '{"number": 2}' } },
    { name: 'afterInputPath', data: { value: { number: 2 } } },
    { name: 'result', data: { value: [1, 'a'] } },
  ],
  attempts: [{ exchanges: [EXCHANGE] }],
  startedAt: '2026-01-02T03:04:05.678Z',
  durationMilliseconds: 34,
  secrets: [PASSWORD],
  notes: [],
};

function withExchange(exchange: Partial<Exchange>): StateRun {
  return { ...RUN, attempts: [{ exchanges: [{ ...EXCHANGE, ...exchange }] }] };
}

describe('the TestState answer', () => {
  it('shows no inspection data at INFO', () => {
    const answer = toTestStateOutput(RUN, 'INFO', true);
    assert.equal(JSON.stringify(answer), '{"output":"{\\"StatusCode\\":200}","nextState":"Then","status":"SUCCEEDED"}');
  });

  it('shows the stages at DEBUG, texts as they were where they passed through', () => {
    assert.deepEqual(toTestStateOutput(RUN, 'DEBUG', true).inspectionData, {
      input: '{"number": 2}',
      afterInputPath: '{"number":2}',
      result: '[1,"a"]',
    });
  });

  it('shows request and response at TRACE in the form of AWS, all of it when revealed', () => {
    const answer = JSON.parse(JSON.stringify(toTestStateOutput(RUN, 'TRACE', true)));
    assert.deepEqual(answer.inspectionData.request, {
      protocol: 'https',
      method: 'GET',
      url: 'https://httpbin.org/get?own=1&queryParam=q1&Key=a%20b',
      headers: `[definitionHeader: h1, Authorization: ${BASIC}, X-Shared: theirs, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144]`,
      body: '{"a":1,"k":"pin"}',
    });
    assert.deepEqual(answer.inspectionData.response, {
      protocol: 'https',
      statusCode: '200',
      statusMessage: 'OK',
      headers: `[date: today, set-cookie: a=1, set-cookie: echo=${PASSWORD}]`,
      body: '{ "ok": true }',
    });
  });

  it('leaves out what the connection added when not revealed, and what it replaced', () => {
    const answer = JSON.parse(JSON.stringify(toTestStateOutput(RUN, 'TRACE', false)));
    assert.deepEqual(answer.inspectionData.request, {
      protocol: 'https',
      method: 'GET',
      url: 'https://httpbin.org/get?own=1&queryParam=q1',
      headers: '[definitionHeader: h1, User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1, Range: bytes=0-262144]',
      body: '{"a":1}',
    });
  });

  it('has no query left when all of it came from the connection', () => {
    const query = REQUEST.query.filter(({ origin }) => origin === 'connection');
    const run = withExchange({ request: { ...REQUEST, endpoint: 'https://httpbin.org/get', query } });
    const answer = JSON.parse(JSON.stringify(toTestStateOutput(run, 'TRACE', false)));
    assert.equal(answer.inspectionData.request.url, 'https://httpbin.org/get');
  });

  it('has a request alone when no answer came', () => {
    const { response: _, ...alone } = EXCHANGE;
    const run: StateRun = { ...RUN, attempts: [{ exchanges: [alone] }] };
    const inspection = JSON.parse(JSON.stringify(toTestStateOutput(run, 'TRACE', false))).inspectionData;
    assert.deepEqual([typeof inspection.request, inspection.response], ['object', undefined]);
  });

  it('has neither for a mocked task, nor for the call of a token', () => {
    for (const run of [{ ...RUN, mocked: true }, { ...RUN, isHttpTask: false }, withExchange({ purpose: 'token' })]) {
      const { inspectionData } = JSON.parse(JSON.stringify(toTestStateOutput(run, 'TRACE', true)));
      assert.deepEqual([inspectionData.request, inspectionData.response], [undefined, undefined]);
    }
  });

  it('shows the last of several attempts', () => {
    const last = { ...EXCHANGE, response: { ...RESPONSE, statusCode: 503 } };
    const run: StateRun = { ...RUN, attempts: [{ exchanges: [EXCHANGE] }, { exchanges: [last] }] };
    const { inspectionData } = JSON.parse(JSON.stringify(toTestStateOutput(run, 'TRACE', true)));
    assert.equal(inspectionData.response.statusCode, '503');
  });

  it('shows failures with what took them, and what a Map was told, in the order of the API', () => {
    const { output: _, nextState: __, ...rest } = RUN;
    const run: StateRun = {
      ...rest,
      status: 'RETRIABLE',
      error: 'States.Timeout',
      cause: 'slow',
      stages: [
        { name: 'input', data: { value: [1] } },
        { name: 'afterItemsPath', data: { value: [1, { a: 2 }, 'x'] } },
      ],
      variables: { v: 1 },
      errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 4 },
      map: { maxConcurrency: 0, toleratedFailureCount: 1 },
    };
    const answer = toTestStateOutput(run, 'DEBUG', false);
    assert.deepEqual(Object.keys(answer), ['error', 'cause', 'inspectionData', 'status']);
    assert.equal(
      JSON.stringify(answer.inspectionData),
      JSON.stringify({
        input: '[1]',
        variables: '{"v":1}',
        errorDetails: { retryIndex: 0, retryBackoffIntervalSeconds: 4 },
        afterItemsPath: '[1, {"a":2}, "x"]',
        toleratedFailureCount: 1,
        maxConcurrency: 0,
      }),
    );
  });

  it('has no variables when there are none', () => {
    const answer = toTestStateOutput({ ...RUN, variables: {} }, 'DEBUG', false);
    assert.equal('variables' in Object(answer.inspectionData), false);
  });
});

function quiet(secret: string): StateRun {
  return { ...RUN, attempts: [], secrets: [secret] };
}

describe('masking', () => {
  const echoes: readonly (readonly [how: string, echo: (secret: string) => string])[] = [
    ['as it is', (secret) => secret],
    ['percent-encoded', encodeURIComponent],
    [
      'percent-encoded in small letters',
      (secret) => encodeURIComponent(secret).replace(/%../g, (code) => code.toLowerCase()),
    ],
    ['in a form', (secret) => new URLSearchParams({ k: secret }).toString()],
    ['in the query of an address in a query', (secret) => encodeURIComponent(encodeURIComponent(secret))],
    ['in JSON', (secret) => JSON.stringify(secret)],
    ['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify({ echo: secret }))],
    [
      'in JSON with ASCII only',
      (secret) =>
        JSON.stringify(secret).replace(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ],
    ['in base64', (secret) => Buffer.from(secret).toString('base64')],
    ['in base64 for addresses', (secret) => Buffer.from(secret).toString('base64url')],
    ['in HTML', (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')],
  ];
  // Real ones are no bullets, and a mask must not be mistaken for one.
  const secrets = fc.string({ minLength: 4, maxLength: 40, unit: 'binary' }).filter((text) => !text.includes('•'));
  for (const [how, echo] of echoes) {
    it(`covers a secret ${how}`, () => {
      fc.assert(
        fc.property(secrets, fc.string(), fc.string(), (secret, before, behind) => {
          const shown = masker(quiet(secret), false)(`${before}${echo(secret)}${behind}`);
          assert.equal(shown.includes(echo(secret)), false);
          assert.equal(shown.includes(secret), false);
          assert.equal(shown.includes(MASK), true);
        }),
      );
    });
  }

  it("covers what is the secret's own in user and password together, whoever the user is", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 12 }),
        secrets.filter((text) => text.length >= 8),
        (user, secret) => {
          const encoded = Buffer.from(`${user}:${secret}`).toString('base64');
          const shown = masker(quiet(secret), false)(`Authorization: Basic ${encoded}`);
          const left = Buffer.from(shown.replace('Authorization: Basic ', '').split(MASK)[1] ?? '', 'base64');
          assert.equal(shown.includes(MASK), true);
          assert.equal(left.length < 3, true);
        },
      ),
    );
  });

  it('leaves everything else as it is', () => {
    assert.equal(masker(quiet('sesame-open'), false)('open sesame, open'), 'open sesame, open');
    assert.equal(masker(quiet('sesame'), true)('sesame'), 'sesame');
    assert.equal(masker(quiet('abc'), false)('abc and abcd'), 'abc and abcd');
  });

  it('covers overlapping secrets whole', () => {
    const mask = masker({ ...RUN, attempts: [], secrets: ['abcdef', 'defghi', 'abcdefghijkl'] }, false);
    assert.equal(mask('1 abcdefghi 2 abcdefghijkl 3'), `1 ${MASK} 2 ${MASK} 3`);
  });

  it('hides a short secret in its own place only', () => {
    const pin = part('k', 'pin', { secret: true, origin: 'connection' });
    assert.equal(partValue(pin, masker(RUN, false), false), MASK);
    assert.equal(partValue(pin, masker(RUN, true), true), 'pin');
    assert.equal(masker(withExchange({}), false)('pinned'), 'pinned');
  });

  it('knows the secret parts of requests', () => {
    const header = part('X-Key', 'sentinel-value', { secret: true, origin: 'connection' });
    const run = withExchange({ request: { ...REQUEST, headers: [header] } });
    assert.equal(masker(run, false)('echo: sentinel-value'), `echo: ${MASK}`);
  });
});

describe('raw messages', () => {
  const hidden: Showing = { mask: masker(RUN, false), reveal: false };
  const shown: Showing = { mask: masker(RUN, true), reveal: true };

  it('are those of the wire', () => {
    assert.equal(
      requestText(REQUEST, shown),
      [
        'GET /get?own=1&queryParam=q1&Key=a%20b HTTP/1.1',
        'host: httpbin.org',
        `Authorization: ${BASIC}`,
        'X-Shared: theirs',
        'definitionHeader: h1',
        'User-Agent: Amazon|StepFunctions|HttpInvoke|us-east-1',
        'Range: bytes=0-262144',
        'Content-Type: application/json; charset=UTF-8',
        '',
        '{"a":1,"k":"pin"}',
      ].join('\n'),
    );
    assert.equal(
      responseText(RESPONSE, shown),
      `HTTP/1.1 200 OK\ndate: today\nset-cookie: a=1\nset-cookie: echo=${PASSWORD}\n\n{ "ok": true }`,
    );
  });

  it('hide secrets in every place of theirs, short ones too', () => {
    const text = requestText(REQUEST, hidden);
    assert.match(text, /^GET \/get\?own=1&queryParam=q1&Key=•{6} HTTP/);
    assert.match(text, /Authorization: Basic •{6}\n/);
    assert.match(text, /\{"a":1,"k":"•{6}"\}$/);
    assert.match(responseText(RESPONSE, hidden), /echo=•{6}\n/);
  });

  it('hide secrets in a form', () => {
    const body = {
      text: 'a=1&k=pin&n%5Bk%5D=pin',
      encoding: 'URL_ENCODED' as const,
      members: [part('a', '1'), part('n', '{"k":"pin"}'), part('k', 'pin', { origin: 'connection', secret: true })],
      value: { a: 1, k: 'pin', n: { k: 'pin' } },
      textWithoutConnection: 'a=1&n%5Bk%5D=pin',
    };
    assert.match(requestText({ ...REQUEST, body }, hidden), new RegExp(`\n\na=1&k=${MASK}&n%5Bk%5D=pin$`));
  });

  it('have a slash where the address ends at its host', () => {
    const bare = { ...REQUEST, url: 'https://httpbin.org', endpoint: 'https://httpbin.org', query: [] };
    assert.match(requestText(bare, shown), /^GET \/ HTTP/);
  });
});

describe('the trace on a terminal', () => {
  const options = { reveal: false, color: false, width: 100 };

  it('tells what went out and whence, what came back, the stages and the output', () => {
    const lines = traceText(RUN, options)
      .split('\n')
      .map((line) => line.replace(/ {2,}/g, ' ').trim());
    const expected = [
      'Call SUCCEEDED 34 ms, 2026-01-02T03:04:05.678Z',
      `GET https://httpbin.org/get?own=1&queryParam=q1&Key=${MASK}`,
      '(sent to http://127.0.0.1:4567/get)',
      `Authorization: Basic ${MASK} [authorization of the connection]`,
      'X-Shared: theirs [connection]',
      'definitionHeader: h1 [definition]',
      'Range: bytes=0-262144 [Step Functions]',
      'X-Shared: mine [definition, not sent: overridden by connection]',
      'User-Agent: me [definition, not sent: overridden by Step Functions]',
      `Key = ${MASK} [connection]`,
      `k = ${MASK} [connection]`,
      '200 OK 12 ms',
      `set-cookie: echo=${MASK}`,
      'input {"number": 2}',
      'result [1,"a"]',
      '"StatusCode": 200',
      'Next state Then',
    ];
    assert.deepEqual(
      expected.filter((line) => !lines.includes(line)),
      [],
    );
    assert.equal(traceText(RUN, options).includes('\x1b'), false);
  });

  it('says in short which phase took how long', () => {
    const opened = { total: 120, lookup: 1.26, connect: 0.04, tls: 33.4, firstByte: 119.6 };
    const text = traceText(withExchange({ timings: opened }), options);
    assert.match(text, /200 OK {2}120 ms \(lookup 1\.3, connect 0\.0, TLS 33\.4, first byte after 119\.6\)/);
    const reused = traceText(withExchange({ timings: { total: 12, firstByte: 8, reused: true } }), options);
    assert.match(reused, /12 ms \(connection reused, first byte after 8\.0\)/);
  });

  it('shows secrets when they are revealed', () => {
    const text = traceText(RUN, { ...options, reveal: true });
    assert.ok(text.includes(BASIC), 'the header');
    assert.ok(text.includes(`echo=${PASSWORD}`), 'its echo');
  });

  it('tells failures, notes, what was cut and what is no text', () => {
    const response = {
      ...RESPONSE,
      statusCode: 500,
      statusMessage: '',
      body: undefined,
      bodyBytes: 7,
      truncated: true,
    };
    const { output: _, ...rest } = withExchange({ response });
    const run: StateRun = {
      ...rest,
      status: 'FAILED',
      error: 'States.Runtime',
      cause: `it was ${PASSWORD}`,
      notes: ['A choice of ours'],
    };
    const text = traceText(run, options);
    for (const part of [
      'FAILED',
      `States.Runtime: it was ${MASK}`,
      'A choice of ours',
      '(7 bytes that are no text)',
      'larger than',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('lets no server steer the terminal', () => {
    const response = {
      ...RESPONSE,
      headers: [['x', 'a\x1b[2Jb\x9b']] as const,
      body: '\x1b]0;title\x07\r\ntext\u202e',
    };
    const text = traceText(withExchange({ response }), { ...options, color: false });
    assert.ok(text.includes('a\\x1b[2Jb\\x9b'), 'the header');
    assert.ok(text.includes('\\x1b]0;title\\x07'), 'the body');
    assert.ok(text.includes('text\\u202e'), 'the direction of writing');
  });

  it('lets no secret out, wherever a server echoes it', () => {
    const sentinel = 'sentinel-4f1c"ü&9';
    const echo = `${sentinel} ${encodeURIComponent(sentinel)} ${JSON.stringify(sentinel)} ${Buffer.from(`u:${sentinel}`).toString('base64')}`;
    const exchange = {
      request: { ...REQUEST, headers: [part('X-Key', sentinel, { secret: true, origin: 'connection' })] },
      response: {
        ...RESPONSE,
        statusMessage: echo,
        headers: [['x-echo', echo]] as const,
        body: JSON.stringify({ echo }),
      },
    };
    const run: StateRun = {
      ...withExchange(exchange),
      secrets: [sentinel],
      stages: [{ name: 'result', data: { value: { echo } } }],
      output: { value: { echo } },
      error: 'E',
      cause: echo,
      notes: [echo],
    };
    const text = traceText(run, options);
    for (const form of ['4f1c', 'sentinel', Buffer.from('sentinel').toString('base64').slice(2, 8)]) {
      assert.equal(text.includes(form), false, form);
    }
  });
});
