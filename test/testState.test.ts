import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/spec/json';
import { type Program, startProgram } from './support/program';
import { type Answer, type RawServer, reply, startRawServer } from './support/rawServer';
import { expectedOf, readStateCases, requestOf, settled } from './support/stateCases';

// The cases of test/cases/testState, all of them through one process of the real program; then HTTP Tasks that really
// call an API on this machine.

const FILES = readStateCases();

type Answers = ReadonlyMap<string, JsonObject>;

let program: Program;
before(async () => {
  program = await startProgram();
});
after(() => program.end());

/** Asks the program all at once, and gives its answers by the names of what was asked. */
async function ask(
  requests: ReadonlyMap<string, JsonObject>,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<Answers> {
  const lines = [...requests].map(([id, request]) => `${JSON.stringify({ id, request })}\n`);
  const { out, err } = await program.run(['test-state', '--jsonl', ...args], { input: lines.join(''), env });
  assert.equal(err, '');
  const read = out
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as JsonObject);
  return new Map(read.map(({ id, ...answer }) => [String(id), answer]));
}

describe('the cases as data', () => {
  const idOf = (file: string, name: string): string => `${file}: ${name}`;
  let answers: Answers;
  before(async () => {
    const requests = [...FILES].flatMap(([file, cases]) =>
      cases.map((one) => [idOf(file, one.name), requestOf(one)] as const),
    );
    answers = await ask(new Map(requests));
    assert.equal(answers.size, requests.length, 'each case has a name of its own');
  });
  for (const [file, cases] of FILES) {
    describe(file, () => {
      for (const one of cases) {
        it(one.name, () => {
          const answer: JsonValue | undefined = answers.get(idOf(file, one.name));
          assert.deepEqual(answer, settled(expectedOf(one), answer));
        });
      }
    });
  }
});

describe('HTTP Tasks that call', () => {
  const PASSWORD = 'owned-password';
  const AUTHORIZATION = `Basic ${Buffer.from(`owned-user:${PASSWORD}`).toString('base64')}`;
  const SERVICE = 'User-Agent: Amazon|StepFunctions|HttpInvoke|us-west-2, Range: bytes=0-262144';
  const BODY = '{ "id": 1.0 }';
  const json = ['Content-Type: application/json', 'x-many: 1', 'x-many: 2'];
  const ANSWERS: Readonly<Record<string, Answer>> = {
    '/ok': reply(BODY, json),
    '/sorry': reply('{"why":"gone"}', json, '404 Not Here'),
    '/nothing': (socket) => socket.destroy(),
  };
  const InvocationHttpParameters = {
    HeaderParameters: [
      { Key: 'CustomHeader1', Value: 'CustomHeaderValue1', IsValueSecret: false },
      { Key: 'shared', Value: 'connection', IsValueSecret: true },
    ],
    QueryStringParameters: [{ Key: 'QueryParam1', Value: 'a b' }],
    BodyParameters: [{ Key: 'added', Value: 'by connection' }],
  };

  const task = (path: string): JsonObject => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::http:invoke',
    Parameters: {
      ApiEndpoint: `https://api.example.com${path}`,
      Method: 'POST',
      Headers: { definitionHeader: 'h1', shared: 'task' },
      QueryParameters: { queryParam: 'q1' },
      RequestBody: { a: 1, added: 'by task' },
      Authentication: { ConnectionArn: 'arn:aws:events:us-west-2:123456789012:connection/Example/0' },
    },
    ResultSelector: { 'body.$': '$.ResponseBody' },
    End: true,
  });

  const REVEALED = {
    url: 'queryParam=q1&QueryParam1=a%20b',
    headers: `[definitionHeader: h1, Authorization: ${AUTHORIZATION}, CustomHeader1: CustomHeaderValue1, shared: connection, ${SERVICE}]`,
    body: '{"a":1,"added":"by connection"}',
  };
  const HIDDEN = { url: 'queryParam=q1', headers: `[definitionHeader: h1, ${SERVICE}]`, body: '{"a":1}' };
  const requestAs = (path: string, { url, headers, body }: typeof HIDDEN): JsonObject => ({
    protocol: 'https',
    method: 'POST',
    url: `https://api.example.com${path}?${url}`,
    headers,
    body,
  });
  const responseAs = (statusCode: string, statusMessage: string, body: string): JsonObject => ({
    protocol: 'https',
    statusCode,
    statusMessage,
    headers: `[${[...json, `Content-Length: ${body.length}`].join(', ')}]`,
    body,
  });

  const CASES: readonly [name: string, path: string, more: JsonObject, status: string, exchange: JsonObject][] = [
    ['DEBUG', '/ok', { inspectionLevel: 'DEBUG', revealSecrets: true }, 'SUCCEEDED', {}],
    [
      'TRACE, revealed',
      '/ok',
      { inspectionLevel: 'TRACE', revealSecrets: true },
      'SUCCEEDED',
      { request: requestAs('/ok', REVEALED), response: responseAs('200', 'OK', BODY) },
    ],
    [
      'TRACE, not revealed',
      '/ok',
      { inspectionLevel: 'TRACE' },
      'SUCCEEDED',
      { request: requestAs('/ok', HIDDEN), response: responseAs('200', 'OK', BODY) },
    ],
    [
      'an answer that fails is shown with its body',
      '/sorry',
      { inspectionLevel: 'TRACE' },
      'FAILED',
      { request: requestAs('/sorry', HIDDEN), response: responseAs('404', 'Not Here', '{"why":"gone"}') },
    ],
    [
      'no answer: the request alone is shown',
      '/nothing',
      { inspectionLevel: 'TRACE', revealSecrets: true },
      'FAILED',
      { request: requestAs('/nothing', REVEALED) },
    ],
  ];

  let server: RawServer;
  let answers: Answers;
  before(async () => {
    server = await startRawServer((socket, request) => {
      ANSWERS[/^POST ([^? ]+)/.exec(request)?.[1] ?? '']?.(socket, request);
    });
    const BasicAuthParameters = { Username: 'owned-user', Password: '${secret:password}' };
    const Example = { AuthorizationType: 'BASIC', AuthParameters: { BasicAuthParameters, InvocationHttpParameters } };
    const project = await program.file(
      'elsewhere/stateside.json',
      JSON.stringify({
        version: 1,
        connections: { Example },
        endpoints: { 'https://api.example.com': server.url },
        rules: {},
      }),
    );
    const asked = [...CASES.map(([name, path, more]) => [name, path, more] as const), ['INFO', '/sorry', {}] as const];
    const requests = asked.map(
      ([name, path, more]) => [name, { definition: JSON.stringify(task(path)), ...more }] as const,
    );
    answers = await ask(new Map(requests), ['--project', project], { STATESIDE_SECRET_PASSWORD: PASSWORD });
  });
  after(() => server.close());

  const responseOf = (name: string): JsonObject => {
    const response = answers.get(name)?.response;
    assert.ok(isJsonObject(response), JSON.stringify(answers.get(name)));
    return response;
  };

  for (const [name, , , status, exchange] of CASES) {
    it(name, () => {
      const response = responseOf(name);
      const data = response.inspectionData;
      assert.ok(isJsonObject(data));
      const { request, response: answer } = data;
      assert.equal(response.status, status);
      assert.deepEqual(
        { ...(request === undefined ? {} : { request }), ...(answer === undefined ? {} : { response: answer }) },
        exchange,
      );
    });
  }

  it('a success has the stages of any Task', () => {
    const { inspectionData, ...rest } = responseOf('TRACE, revealed');
    assert.deepEqual(rest, { output: '{"body":{"id":1}}', status: 'SUCCEEDED' });
    assert.ok(isJsonObject(inspectionData));
    const stages = ['input', 'afterInputPath', 'afterParameters', 'result', 'afterResultSelector', 'afterResultPath'];
    assert.deepEqual(new Set(Object.keys(inspectionData)), new Set([...stages, 'request', 'response']));
    assert.match(
      String(inspectionData.result),
      /^\{"Headers":\{.*\},"ResponseBody":\{"id":1\},"StatusCode":200,"StatusText":"OK"\}$/,
    );
    assert.match(String(inspectionData.result), /"x-many":\["1","2"\]/);
  });

  it('a failure has the phrase of its status as its cause, and no result', () => {
    const { inspectionData, ...rest } = responseOf('an answer that fails is shown with its body');
    assert.deepEqual(rest, { error: 'States.Http.StatusCode.404', cause: 'Not Here', status: 'FAILED' });
    assert.deepEqual(responseOf('INFO'), rest);
    assert.ok(isJsonObject(inspectionData));
    const stages = ['input', 'afterInputPath', 'afterParameters', 'request', 'response'];
    assert.deepEqual(new Set(Object.keys(inspectionData)), new Set(stages));
  });

  it('no answer is a failure of the socket', () => {
    const { error, cause, status } = responseOf('no answer: the request alone is shown');
    assert.deepEqual([error, status], ['States.Http.Socket', 'FAILED']);
    assert.match(String(cause), /\.$/);
  });

  it('what is hidden was sent nevertheless', () => {
    for (const request of server.requests) {
      assert.ok(request.includes(`\r\nAuthorization: ${AUTHORIZATION}\r\n`), request);
      assert.ok(request.endsWith(`\r\n\r\n${REVEALED.body}`), request);
    }
    assert.equal(server.requests.length, CASES.length + 1);
  });
});
