import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { StateRun } from '../shared/executor/stateRun';
import { traceText } from '../shared/report/traceText';
import type { Connection } from '../shared/spec/connection';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/spec/json';
import { type Answer, type RawServer, reply, startRawServer } from './support/rawServer';
import { basicConnection, CONNECTION_ARN, httpTask, runHere } from './support/runHere';

// What becomes of an answer: the result of the task, or its error with AWS's name and cause.

let server: RawServer;
let answer: Answer = reply('{}');
before(async () => {
  server = await startRawServer((socket, request) => answer(socket, request));
});
after(() => server.close());

function call(next: Answer, more: JsonObject = {}, parameters: JsonObject = {}) {
  answer = next;
  return runHere(httpTask({ ApiEndpoint: 'https://api.example.test/x', Method: 'GET', ...parameters }, more), {
    settings: { endpoints: { 'https://api.example.test': server.url } },
  });
}

function resultOf(run: StateRun): JsonObject {
  const value = run.output?.value;
  return isJsonObject(value) ? value : {};
}

describe('a result', () => {
  test('has its keys and header names in the recorded order', async () => {
    const names = [
      'Connection',
      'x-amzn-RequestId',
      'Content-Type',
      'Content-Length',
      'Date',
      'x-owned-response',
      'X-Amzn-Trace-Id',
    ];
    const values = ['close', 'd04068e3', 'text/plain', '20', 'Thu, 24 Sep 2026 06:34:22 GMT', 'plain-v1', 'Root=1'];
    const headers = names.map((name, index) => `${name}: ${values[index]}`);
    const run = await call((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\n${headers.join('\r\n')}\r\n\r\nowned plain response`),
    );
    assert.equal(
      JSON.stringify(run.output?.value),
      '{"Headers":{"Connection":["close"],"x-amzn-RequestId":["d04068e3"],"Content-Length":["20"],"x-owned-response":["plain-v1"],"Date":["Thu, 24 Sep 2026 06:34:22 GMT"],"X-Amzn-Trace-Id":["Root=1"],"Content-Type":["text/plain"]},"ResponseBody":"owned plain response","StatusCode":200,"StatusText":"OK"}',
    );
  });

  const BODIES: readonly [type: string, body: string, expected: JsonValue | undefined][] = [
    ['application/json', '{"b":1,"a":[null,"x"]}', { b: 1, a: [null, 'x'] }],
    ['Application/JSON; charset=utf-8', '"text"', 'text'],
    ['application/problem+json', '{"title":"t"}', { title: 't' }],
    ['application/json', '{broken', '{broken'],
    ['text/plain', '{"a":1}', '{"a":1}'],
    ['text/json', '{"a":1}', '{"a":1}'],
    ['text/html', '<p>', '<p>'],
    ['application/json', '', undefined],
    ['text/plain; charset=iso-8859-1', 'ü', 'Ã¼'],
  ];
  for (const [type, body, expected] of BODIES) {
    test(`${type} with ${body || 'nothing'}`, async () => {
      const run = await call(reply(body, [`Content-Type: ${type}`]));
      assert.deepEqual(resultOf(run).ResponseBody, expected);
    });
  }

  test('JSON that is nested beyond all measure stays a text', async () => {
    const body = '['.repeat(50_000) + ']'.repeat(50_000);
    assert.equal(resultOf(await call(reply(body))).ResponseBody, body);
  });

  test('without a content type is text; 204 has no body; a repeated header is a list', async () => {
    assert.equal(resultOf(await call(reply('{"a":1}', []))).ResponseBody, '{"a":1}');
    const empty = await call((socket) =>
      socket.write('HTTP/1.1 204 No Content\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\n\r\n'),
    );
    assert.deepEqual(empty.output?.value, {
      Headers: { 'Set-Cookie': ['a=1', 'b=2'] },
      StatusCode: 204,
      StatusText: 'No Content',
    });
  });

  test('a HEAD answer has no body, 206 succeeds, a missing phrase is the standard one', async () => {
    const head = await call(reply('', ['Content-Type: application/json']), {}, { Method: 'HEAD' });
    assert.equal(Object.hasOwn(resultOf(head), 'ResponseBody'), false);
    const partial = await call(reply('"x"', ['Content-Type: application/json'], '206 '));
    assert.equal(resultOf(partial).StatusText, 'Partial Content');
  });

  test('informational answers are passed over', async () => {
    const run = await call((socket) => {
      socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(20));
      reply('"ok"')(socket, '');
    });
    assert.equal(resultOf(run).ResponseBody, 'ok');
  });

  test('text between the limit of the wire and the limit of the state', async () => {
    const fits = await call(reply('x'.repeat(262_000), []));
    assert.equal(fits.status, 'SUCCEEDED');
  });
});

describe('a failure', () => {
  const RUNTIME = 'States.Runtime';
  const CASES: readonly [title: string, answer: Answer, error: string, cause: string | undefined | RegExp][] = [
    ['403', reply('{"why":"no"}', [], '403 Forbidden'), 'States.Http.StatusCode.403', 'Forbidden'],
    ['a phrase of the server', reply('', [], '429 Slow Down'), 'States.Http.StatusCode.429', 'Slow Down'],
    ['no phrase', reply('', [], '500 '), 'States.Http.StatusCode.500', 'Internal Server Error'],
    ['418', reply('', [], '418 '), 'States.Http.StatusCode.418', undefined],
    ['an unknown code', reply('', [], '599 '), 'States.Http.StatusCode.599', undefined],
    ['a redirect', reply('', ['Location: /y'], '302 Found'), 'States.Http.StatusCode.302', 'Found'],
    [
      'an error with a picture',
      reply('x', ['Content-Type: image/png'], '404 Not Found'),
      'States.Http.StatusCode.404',
      'Not Found',
    ],
    [
      'octets',
      reply('x', ['Content-Type: application/octet-stream']),
      RUNTIME,
      "Unsupported response content-type 'application/octet-stream'. Please see documentation for list of unsupported content-types.",
    ],
    [
      'a picture',
      reply('x', ['Content-Type: image/png']),
      RUNTIME,
      "Unsupported response content-type 'image/png'. Please see documentation for list of unsupported content-types.",
    ],
    [
      'bytes that are no text',
      (socket) => socket.end(Buffer.from('HTTP/1.1 200 OK\r\n\r\n\xff\xfe', 'latin1')),
      RUNTIME,
      /cannot be read/,
    ],
    [
      'a large body',
      reply('x'.repeat(262_145), []),
      'States.DataLimitExceeded',
      "The state/task 'http' returned a result with a size exceeding the maximum number of bytes service limit.",
    ],
    [
      'a result that is large with its headers',
      reply('x'.repeat(262_140), []),
      'States.DataLimitExceeded',
      /exceeding the maximum/,
    ],
    ['a closed connection', (socket) => socket.destroy(), 'States.Http.Socket', /the other side closed it/],
    [
      'half a body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'),
      'States.Http.Socket',
      /./,
    ],
    ['half a head', (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Le'), 'States.Http.Socket', /./],
    ['no HTTP at all', (socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n'), 'States.Http.Socket', /./],
    [
      'bad chunks',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n'),
      'States.Http.Socket',
      /./,
    ],
    [
      'headers without end',
      (socket) => socket.end(`HTTP/1.1 200 OK\r\n${'X-A: aaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(5000)}`),
      'States.Http.Socket',
      /headers|closed/,
    ],
    [
      'two lengths',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'),
      'States.Http.Socket',
      /./,
    ],
  ];
  for (const [title, next, error, cause] of CASES) {
    test(title, async () => {
      const run = await call(next);
      assert.equal(run.status, 'FAILED');
      assert.equal(run.error, error);
      if (cause instanceof RegExp) assert.match(run.cause ?? '', cause);
      else assert.equal(run.cause, cause);
      assert.equal(run.output, undefined);
      assert.equal(
        run.stages.some(({ name }) => name === 'result'),
        false,
      );
      assert.equal(run.attempts.length, 1);
    });
  }

  test('a refused connection names the system error', async () => {
    const closed = await startRawServer(reply(''));
    await closed.close();
    const run = await runHere(httpTask({ ApiEndpoint: 'https://api.example.test/x', Method: 'GET' }), {
      settings: { endpoints: { 'https://api.example.test': closed.url } },
    });
    assert.equal(run.error, 'States.Http.Socket');
    assert.match(run.cause ?? '', /ECONNREFUSED/);
    assert.equal(run.attempts[0]?.exchanges[0]?.response, undefined);
  });

  test('a shorter TimeoutSeconds is States.Timeout without a cause', async () => {
    const run = await call(() => undefined, { TimeoutSeconds: 1 });
    assert.deepEqual([run.status, run.error, run.cause], ['FAILED', 'States.Timeout', undefined]);
  });

  test('a body that never ends is left at the limit', async () => {
    let written = 0;
    const run = await call((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n');
      const more = (): void => {
        while (!socket.destroyed && socket.write('y'.repeat(65_536))) written += 65_536;
      };
      socket.on('drain', more);
      more();
    });
    assert.equal(run.error, 'States.DataLimitExceeded');
    assert.equal(run.attempts[0]?.exchanges[0]?.response?.bodyBytes, 262_144);
    assert.ok(written < 20_000_000);
  });

  test('a token endpoint that refuses and tells secrets on does not show them', async () => {
    const secrets = ['owned-client-secret', 'owned-secret-pin', 'owned-secret-header'] as const;
    const [ClientSecret, pin, header] = secrets;
    const connection: Connection = {
      AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
      AuthParameters: {
        OAuthParameters: {
          ClientParameters: { ClientID: 'owned-client', ClientSecret },
          AuthorizationEndpoint: 'https://api.example.test/token',
          HttpMethod: 'POST',
          OAuthHttpParameters: { BodyParameters: [{ Key: 'pin', Value: pin, IsValueSecret: true }] },
        },
        InvocationHttpParameters: { HeaderParameters: [{ Key: 'x', Value: header, IsValueSecret: true }] },
      },
    };
    answer = reply(secrets.join(' '), [], '400 Bad Request');
    const run = await runHere(httpTask({ ApiEndpoint: 'https://api.example.test/x', Method: 'GET' }), {
      connection,
      settings: { endpoints: { 'https://api.example.test': server.url } },
    });
    assert.equal(run.error, 'Events.ConnectionResource.InvalidConnectionState');
    const shown = traceText(run, { reveal: false, color: false, width: 200 });
    assert.match(shown, /400 Bad Request/);
    for (const secret of secrets) assert.equal(shown.includes(secret), false, secret);
  });

  test('keeps the failing answer in the trace', async () => {
    const run = await call(reply('{"error":"no such customer"}', ['Content-Type: application/json'], '404 Not Found'));
    assert.equal(run.attempts[0]?.exchanges[0]?.response?.body, '{"error":"no such customer"}');
  });
});

describe('fields that are wrong once evaluated', () => {
  const ARN = { ConnectionArn: CONNECTION_ARN };
  const fine = { Authentication: ARN, ApiEndpoint: 'https://api.example.test/x', Method: 'GET' };
  const CASES: readonly [parameters: JsonObject, problem: string][] = [
    [
      { ...fine, Headers: { Authorization: 'x', 'X-AMZ-Date': 'y' } },
      "The 'Headers' field contains unsupported values: [authorization, x-amz-date]",
    ],
    [{ ...fine, Headers: 'a: b' }, "The value of the field 'Headers' has an invalid format"],
    [{ ...fine, Headers: { a: { b: 1 } } }, "The value of the field 'Headers' has an invalid format"],
    [{ ...fine, Headers: { a: null } }, "The value of the field 'Headers' has an invalid format"],
    [{ ...fine, Headers: { a: [['b']] } }, "The value of the field 'Headers' has an invalid format"],
    [{ ...fine, Headers: { a: 'b\r\nc: d' } }, "The value of the field 'Headers' has an invalid format"],
    [{ ...fine, Method: 'get' }, "The value of the field 'Method' has an invalid format"],
    [
      { ...fine, ApiEndpoint: 'http://api.example.test/x' },
      "The value of the field 'ApiEndpoint' has an invalid format",
    ],
    [{ ...fine, ApiEndpoint: 'https:/api.example.test' }, "The value of the field 'ApiEndpoint' has an invalid format"],
    [
      { ...fine, ApiEndpoint: 'https://me:pw@api.example.test/' },
      "The value of the field 'ApiEndpoint' has an invalid format",
    ],
    [{ ...fine, ApiEndpoint: 7 }, "The value of the field 'ApiEndpoint' has an invalid format"],
    [
      { ...fine, Transform: { RequestBodyEncoding: 'FORM' } },
      "The value of the field 'Transform' has an invalid format",
    ],
    [{ ...fine, QueryParameters: 3 }, "The value of the field 'QueryParameters' has an invalid format"],
    [{ Authentication: ARN, Method: 'GET' }, "The field 'ApiEndpoint' is required but was missing"],
    [{ Authentication: ARN, ApiEndpoint: 'https://a.test' }, "The field 'Method' is required but was missing"],
    [{ Method: 'GET', ApiEndpoint: 'https://a.test' }, "The field 'Authentication' is required but was missing"],
    [
      { Authentication: {}, Method: 'GET', ApiEndpoint: 'https://a.test' },
      "The field 'ConnectionArn' is required but was missing",
    ],
    [
      { ...fine, InvocationConfig: ARN },
      'There should only be one of the following fields: [Authentication, InvocationConfig]',
    ],
  ];
  for (const [parameters, problem] of CASES) {
    test(problem, async () => {
      const before = server.requests.length;
      const state = { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Parameters: parameters, End: true };
      const run = await runHere(state, { settings: { endpoints: { 'https://api.example.test': server.url } } });
      assert.equal(run.error, 'States.Runtime');
      assert.equal(
        run.cause,
        `The Parameters '${JSON.stringify(parameters)}' could not be used to start the Task: [${problem}]`,
      );
      assert.equal(server.requests.length, before);
    });
  }

  test('a string body does not take the body parameters of a connection', async () => {
    const connection = basicConnection({ BodyParameters: [{ Key: 'a', Value: 'b' }] });
    for (const RequestBody of ['text', ['list'], 1, null]) {
      const run = await runHere(httpTask({ ApiEndpoint: 'https://a.test', Method: 'POST', RequestBody }), {
        connection,
      });
      assert.deepEqual(
        [run.error, run.cause],
        ['States.Runtime', 'Cannot merge connection body authorization parameters with request body.'],
      );
    }
  });

  test('an unknown connection is an error that a Catcher may take', async () => {
    const connection = { kind: 'missing', message: 'There is no connection.' } as const;
    const Catch = [{ ErrorEquals: ['States.TaskFailed'], ResultPath: '$.error', Next: 'Mend' }];
    const run = await runHere(httpTask({ ApiEndpoint: 'https://a.test', Method: 'GET' }, { Catch }), {
      connection,
      input: { a: 1 },
    });
    assert.equal(run.status, 'CAUGHT_ERROR');
    assert.equal(run.nextState, 'Mend');
    assert.deepEqual(run.output?.value, {
      a: 1,
      error: { Error: 'Events.ConnectionResource.ResourceNotFound', Cause: 'There is no connection.' },
    });
  });
});
