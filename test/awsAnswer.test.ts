import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { awsDifferences, awsSides, differentSecrets } from '../client/vscode/aws/awsComparison';
import { awsHtml } from '../client/vscode/aws/awsHtml';
import { localOnly, methodOf, stateFacts } from '../client/vscode/aws/testedState';
import { type Html, pageText } from '../client/vscode/trace/html';
import type { RunView, Say } from '../client/vscode/trace/view';
import type { StateRun } from '../shared/executor/stateRun';
import type { TestStateRequest } from '../shared/executor/testStateRequest';
import { awsCall } from '../shared/report/awsCall';
import { type AwsTroubleKind, awsTrouble } from '../shared/report/awsTrouble';
import { comparableOutput, outputDifferences } from '../shared/report/comparedOutput';
import { headerLines } from '../shared/report/inspectedExchange';
import { MASK, masker } from '../shared/report/mask';
import { fromTestStateOutput, type TestedState } from '../shared/report/testStateOutput';
import { toTestStateOutput } from '../shared/report/toTestStateOutput';
import { pathText } from '../shared/report/valueChanges';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/spec/json';
import { basicConnection, CONNECTION_ARN, httpTask, runHere } from './support/runHere';
import { expectedOf, readStateCases } from './support/stateCases';

const OPTIONS = { profile: '', region: '', roleArn: '', reveal: false };

const TESTED: TestedState = {
  stateName: 'Call',
  stateType: 'Task',
  queryLanguage: 'JSONPath',
  isHttpTask: true,
  mocked: false,
  startedAt: '2026-01-02T03:04:05.678Z',
  durationMilliseconds: 1,
  notes: [],
  local: undefined,
};

describe('a call of the aws command', () => {
  const request: TestStateRequest = {
    definition: '{"Type":"Pass"}',
    stateName: '-Call',
    input: '{"card":"4242"}',
    context: '{"Execution":{}}',
  };

  it('has nothing of the request among its arguments', () => {
    const { args, file, text } = awsCall(request, { ...OPTIONS, roleArn: 'arn:aws:iam::123456789012:role/T' });
    assert.deepEqual(args.slice(0, 4), ['stepfunctions', 'test-state', '--cli-input-json', `file://${file}`]);
    for (const part of ['Pass', '-Call', '4242', 'role/T']) assert.ok(!args.join(' ').includes(part), part);
    const { context: _, ...sent } = request;
    assert.deepEqual(JSON.parse(text), { ...sent, roleArn: 'arn:aws:iam::123456789012:role/T' });
  });

  it('sends a context object beside a mock only, and never asks for secrets beside one', () => {
    const mocked = awsCall({ ...request, mock: { result: '{}' } }, { ...OPTIONS, reveal: true });
    assert.equal(JSON.parse(mocked.text).context, request.context);
    assert.deepEqual([mocked.reveals, mocked.args.includes('--reveal-secrets')], [false, false]);
    assert.ok(awsCall(request, { ...OPTIONS, reveal: true }).args.includes('--reveal-secrets'));
  });

  it('names profile and region only where they are given, and never as options of their own', () => {
    assert.ok(!awsCall(request, OPTIONS).args.some((arg) => /^--(profile|region)/.test(arg)));
    const { args } = awsCall(request, { ...OPTIONS, profile: '--debug', region: 'eu-west-1' });
    assert.deepEqual(args.slice(-2), ['--profile=--debug', '--region=eu-west-1']);
  });

  it('is read as it was meant in any encoding that holds ASCII', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (input) => {
        const { text } = awsCall({ definition: '{}', input }, OPTIONS);
        assert.match(text, /^[ -~]*$/);
        assert.deepEqual(JSON.parse(text), { definition: '{}', input });
      }),
    );
  });
});

const IN_CALL = 'when calling the TestState operation';

/** What versions 1 and 2 of the command say. */
const TROUBLES: readonly [kind: AwsTroubleKind, said: RegExp, stderr: string, code?: number][] = [
  [
    'noCredentials',
    /^Unable to locate/,
    '\nUnable to locate credentials. You can configure credentials by running "aws login".\n',
  ],
  [
    'noRegion',
    /aws configure/,
    '\nYou must specify a region. You can also configure your region by running "aws configure".\n',
  ],
  ['noProfile', /\(nope\)/, '\nThe config profile (nope) could not be found\n'],
  [
    'expired',
    /^ExpiredTokenException: The/,
    `\nAn error occurred (ExpiredTokenException) ${IN_CALL}: The security token included in the request is expired\n`,
  ],
  ['expired', /refresh failed/, '\nError when retrieving token from sso: Token has expired and refresh failed\n'],
  ['expired', /does not exist/, '\nError loading SSO Token: Token for dev does not exist\n'],
  [
    'expired',
    /expired or is otherwise/,
    '\nThe SSO session associated with this profile has expired or is otherwise invalid.\n',
  ],
  ['mfa', /MFA/, '\nEOF when reading a line: Enter MFA code for arn:aws:iam::123456789012:mfa/me: \n'],
  [
    'badCredentials',
    /security token/,
    `\nAn error occurred (UnrecognizedClientException) ${IN_CALL}: The security token included in the request is invalid.\n`,
  ],
  [
    'badCredentials',
    /signature/,
    `\nAn error occurred (InvalidSignatureException) ${IN_CALL}: The request signature we calculated does not match\n`,
  ],
  ['badCredentials', /Partial/, '\nPartial credentials found in env, missing: AWS_SECRET_ACCESS_KEY\n'],
  [
    'accessDenied',
    /states:TestState/,
    `\nAn error occurred (AccessDeniedException) ${IN_CALL}: User: u is not authorized to perform: states:TestState\n`,
  ],
  [
    'noPassRole',
    /iam:PassRole/,
    `\nAn error occurred (AccessDeniedException) ${IN_CALL}: User: u is not authorized to perform: iam:PassRole on resource: r\n`,
  ],
  [
    'noRevealSecrets',
    /RevealSecrets/,
    `\nAn error occurred (AccessDeniedException) ${IN_CALL}: User: u is not authorized to perform: states:RevealSecrets\n`,
  ],
  [
    'roleUnusable',
    /assume the provided role/,
    `\nAn error occurred (AccessDeniedException) ${IN_CALL}: Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.\n`,
  ],
  [
    'throttled',
    /Rate exceeded$/,
    `\nAn error occurred (ThrottlingException) ${IN_CALL} (reached max retries: 4): Rate exceeded\n`,
  ],
  [
    'refused',
    /^ValidationException: State not found/,
    `\nAn error occurred (ValidationException) ${IN_CALL}: State not found in definition\n`,
  ],
  [
    'refused',
    /^InvalidDefinition: /,
    `\nAn error occurred (InvalidDefinition) ${IN_CALL}: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED'\n`,
  ],
  [
    'tooOld',
    /./,
    "usage: aws [options]\n\naws: error: argument operation: Invalid choice, valid choices are:\n\na | b\n\nInvalid choice: 'test-state', maybe you meant:\n  * start\n",
    252,
  ],
  [
    'tooOld',
    /mock/,
    '\nParameter validation failed:\nUnknown parameter in input: "mock", must be one of: definition, roleArn\n',
    252,
  ],
  ['tooOld', /--reveal-secrets/, 'usage: aws [options]\n\nUnknown options: --reveal-secrets\n', 252],
  [
    'refused',
    /Invalid length/,
    '\nParameter validation failed:\nInvalid length for parameter stateName, value: 0, valid min length: 1\n',
    252,
  ],
  [
    'unreachable',
    /endpoint URL/,
    '\nCould not connect to the endpoint URL: "https://sync-states.eu-west-1.amazonaws.com/"\n',
  ],
  [
    'certificate',
    /self-signed/,
    '\nSSL validation failed for https://sync-states.x/ [SSL: CERTIFICATE_VERIFY_FAILED] self-signed certificate\n',
  ],
  ['missing', /command not found/, 'pyenv: aws: command not found\n', 127],
  ['failed', /^ImportError: broken$/, 'Traceback (most recent call last):\n  File "x"\nImportError: broken\n', 1],
  ['failed', /^InternalServerError: /, `\nAn error occurred (InternalServerError) ${IN_CALL}: x\n`],
  ['failed', /^$/, '', 1],
];

describe('what the aws command says when it fails', () => {
  for (const [kind, said, stderr, code = 254] of TROUBLES) {
    it(`${kind}: ${stderr.trim().split('\n').at(-1)}`, () => {
      const trouble = awsTrouble({ code, stderr });
      assert.equal(trouble.kind, kind);
      assert.match(trouble.said, said);
    });
  }

  it('is shown on one line of bounded length, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (stderr) => {
        const { said } = awsTrouble({ code: 1, stderr: `${stderr}${'x'.repeat(3000)}` });
        assert.match(said, /^.{0,1000}$/u);
      }),
    );
  });
});

describe('an answer of TestState, read as a run', () => {
  for (const [file, cases] of readStateCases()) {
    for (const one of cases) {
      const { response } = expectedOf(one);
      if (!isJsonObject(response) || JSON.stringify(response).includes('$match')) continue;
      it(`${file}: ${one.name}`, () => {
        const run = fromTestStateOutput(response, TESTED) ?? assert.fail('no run');
        const level = response.inspectionData === undefined ? 'INFO' : 'TRACE';
        const again = toTestStateOutput(run, level, true);
        assert.deepEqual(comparableOutput(again), withoutMapNumbers(comparableOutput(response)));
      });
    }
  }

  it('is no run when it has no status of TestState', () => {
    for (const value of [null, 1, 'SUCCEEDED', [], {}, { status: 'OK' }, { status: null }]) {
      assert.equal(fromTestStateOutput(value, TESTED), undefined, JSON.stringify(value));
    }
  });

  it('never throws, whatever its members are', () => {
    const members = fc.dictionary(
      fc.constantFrom('output', 'error', 'cause', 'nextState', 'inspectionData', 'x'),
      fc.oneof(fc.jsonValue({ maxDepth: 3 }), inspections()),
    );
    fc.assert(
      fc.property(members, (output) => {
        const run = fromTestStateOutput({ ...plain(output), status: 'FAILED' }, TESTED);
        assert.equal(run?.status, 'FAILED');
      }),
    );
  });
});

/** The numbers of a Map are shown by no view. */
function withoutMapNumbers(output: JsonObject): JsonObject {
  const { maxConcurrency: _a, toleratedFailureCount: _b, toleratedFailurePercentage: _c, ...rest } = output;
  return rest;
}

function inspections(): fc.Arbitrary<unknown> {
  const part = fc.dictionary(fc.constantFrom('url', 'method', 'headers', 'body', 'statusCode'), fc.jsonValue());
  return fc.record({ request: part, response: part, variables: fc.string(), errorDetails: fc.jsonValue() });
}

function plain(value: unknown): JsonObject {
  return JSON.parse(JSON.stringify(value));
}

const HEADERS: readonly [list: string, lines: readonly (readonly [string, string])[]][] = [
  ['[]', []],
  ['', []],
  ['[a: b]', [['a', 'b']]],
  [
    '[date: Sun, 22 Nov 2026 10:00:00 GMT, content-type: text/plain, x: ]',
    [
      ['date', 'Sun, 22 Nov 2026 10:00:00 GMT'],
      ['content-type', 'text/plain'],
      ['x', ''],
    ],
  ],
  ['[no colon]', [['no colon', '']]],
];

describe('a list of headers in an answer', () => {
  for (const [list, lines] of HEADERS) it(list, () => assert.deepEqual(headerLines(list), lines));
});

describe('two answers compared', () => {
  const before = {
    status: 'SUCCEEDED',
    output: '{"id":"a"}',
    inspectionData: {
      input: '{}',
      result: '{"Headers":{"date":["Sun, 22 Nov 2026 10:00:00 GMT"]},"ResponseBody":{"id":"a"}}',
      request: { method: 'GET', url: 'https://a.example/x', headers: '[a: b, User-Agent: Amazon|here, Range: r]' },
      response: { statusCode: '200', headers: '[date: 1, x-amzn-RequestId: 2]', body: '{"id":"a"}' },
    },
  };

  const paths = (after: JsonObject) => {
    const { differences, expected } = outputDifferences(before, after);
    return {
      differences: differences.map(({ path }) => pathText(path)),
      expected: expected.map(({ path }) => pathText(path)),
    };
  };

  it('are the same when they say the same, however that is written', () => {
    const { request } = before.inspectionData;
    const headers = '[RANGE: r, A: b, user-agent: Amazon|here]';
    const inspectionData = { ...before.inspectionData, input: ' { } ', request: { ...request, headers } };
    assert.deepEqual(paths({ ...before, inspectionData }), { differences: [], expected: [] });
  });

  it('tell how it ended first, then what went out, then the stages', () => {
    const { differences } = paths({
      inspectionData: {
        input: '{"a":1}',
        request: { ...before.inspectionData.request, method: 'POST' },
        response: before.inspectionData.response,
        result: before.inspectionData.result,
      },
      error: 'X',
      status: 'FAILED',
    });
    assert.deepEqual(differences, ['$.status', '$.error', '$.output', '$.request.method', '$.input.a']);
  });

  it('set apart what differs each time', () => {
    const result = '{"Headers":{"date":["Mon, 23 Nov 2026 10:00:00 GMT"]},"ResponseBody":{"id":"b"}}';
    const request = { ...before.inspectionData.request, headers: '[a: c, User-Agent: Amazon|there]' };
    const response = { statusCode: '200', headers: '[date: 3]', body: '{"id":"b"}' };
    const found = paths({ ...before, inspectionData: { ...before.inspectionData, result, request, response } });
    assert.deepEqual(found.differences, ['$.request.headers.a[0]', '$.response.body.id', '$.result.ResponseBody.id']);
    assert.deepEqual(found.expected, [
      '$.request.headers.range',
      "$.request.headers['user-agent'][0]",
      '$.response.headers.date[0]',
      "$.response.headers['x-amzn-requestid']",
      '$.result.Headers.date[0]',
    ]);
  });

  const LASTING: readonly [string, string, boolean][] = [
    ['2026-11-22T10:00:00Z', '2026-11-23T10:00:01.5Z', true],
    ['id 0b6f5d2e-1111-4222-8333-444455556666!', 'id 0b6f5d2e-1111-4222-8333-444455557777!', true],
    ['Sun, 22 Nov 2026 10:00:00 GMT', 'Mon, 23 Nov 2026 10:00:00 GMT', true],
    ['in_1', 'in_2', false],
    ['2026-11-22', '2026-11-23', false],
  ];
  for (const [left, right, isExpected] of LASTING) {
    it(`${left} and ${right}`, () => {
      const { differences, expected } = outputDifferences({ cause: left }, { cause: right });
      assert.deepEqual([differences.length, expected.length], isExpected ? [0, 1] : [1, 0]);
    });
  }
});

const say: Say = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

function markup(part: Html | undefined): string {
  return part ? pageText(part) : '';
}

describe('the answer of AWS on display', () => {
  let server: http.Server;
  let url = '';
  before(async () => {
    server = http.createServer((request, response) => {
      response.setHeader('Content-Type', 'application/json');
      response.end(JSON.stringify({ url: request.url, who: request.headers.authorization }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  });
  after(() => server.close());

  const CONNECTION = basicConnection({
    HeaderParameters: [{ Key: 'x-key', Value: 'pin', IsValueSecret: true }],
    QueryStringParameters: [{ Key: 'token', Value: 'owned-token', IsValueSecret: true }],
  });

  async function local(): Promise<StateRun> {
    const task = httpTask({ Method: 'POST', ApiEndpoint: 'https://api.example.com/x', RequestBody: { a: 1 } });
    return runHere(task, { connection: CONNECTION, settings: { endpoints: { 'https://api.example.com': url } } });
  }

  function viewOf(run: StateRun, output: JsonObject, more: { reveals: boolean; reveal?: boolean }): RunView {
    const subject = { stateName: 'Call', file: 'a.asl.json' };
    const here: RunView = { kind: 'run', subject, run, reveal: false, actions: [] };
    const read = fromTestStateOutput(output, { ...TESTED, local: run }) ?? assert.fail('no run');
    const place = { profile: 'dev', region: 'eu-west-1', account: undefined };
    const aws = { place, output, reveals: more.reveals, local: here };
    return { ...here, run: read, reveal: more.reveal ?? false, aws };
  }

  function withRequest(output: JsonObject, change: Readonly<Record<string, (text: string) => string>>): JsonObject {
    const data = isJsonObject(output.inspectionData) ? output.inspectionData : {};
    const request = Object.entries(isJsonObject(data.request) ? data.request : {}).map(([name, value]) => [
      name,
      change[name]?.(String(value)) ?? value,
    ]);
    return { ...output, inspectionData: { ...data, request: Object.fromEntries(request) } };
  }

  for (const reveals of [false, true]) {
    it(`is the same as that of this machine where it is the same, ${reveals ? 'with' : 'without'} secrets`, async () => {
      const run = await local();
      const view = viewOf(run, toTestStateOutput(run, 'TRACE', reveals), { reveals });
      assert.deepEqual(awsDifferences(view), { differences: [], expected: [] });
      assert.deepEqual(differentSecrets(view), []);
      const page = markup(awsHtml(view, say));
      assert.match(page, /came to the same/);
      assert.match(page, /profile dev · region eu-west-1</);
    });
  }

  it('masks what AWS reveals, in its place and where it is echoed, until it is to be shown', async () => {
    const run = await local();
    const theirs = `Basic ${Buffer.from('their-user:their-password').toString('base64')}`;
    const output = withRequest(toTestStateOutput(run, 'TRACE', true), {
      headers: (text) =>
        text.replace(/Authorization: Basic [^,\]]*/, `Authorization: ${theirs}`).replace('x-key: pin', 'x-key: p9n'),
      url: (text) => text.replace('owned-token', 'their-token'),
    });
    const echoed = { ...output, output: JSON.stringify({ echo: theirs, token: 'their-token' }) };
    const hidden = viewOf(run, echoed, { reveals: true });
    assert.deepEqual(differentSecrets(hidden), ['Authorization', 'x-key', 'token']);
    const shown = `${markup(awsHtml(hidden, say))}${JSON.stringify(awsSides(hidden))}`;
    for (const secret of [theirs.slice(6), 'their-token', 'p9n', 'owned-token', '"pin"']) {
      assert.ok(!shown.includes(secret), `${secret} in ${shown}`);
    }
    assert.ok(shown.includes(MASK) && shown.includes('Authorization, x-key, token'));
    const revealed = JSON.stringify(awsSides(viewOf(run, echoed, { reveals: true, reveal: true })));
    for (const secret of [theirs, 'their-token', 'p9n', 'owned-token']) assert.ok(revealed.includes(secret), secret);
  });

  it('masks secrets of this machine that AWS echoes', async () => {
    const run = await local();
    const output = { ...toTestStateOutput(run, 'TRACE', false), cause: 'owned-password was wrong' };
    const page = markup(awsHtml(viewOf(run, output, { reveals: false }), say));
    assert.ok(page.includes(`${MASK} was wrong`), page);
    assert.ok(!page.includes('owned-password'));
  });

  it('keeps the origin of each part that this machine knows', async () => {
    const run = await local();
    const read = fromTestStateOutput(toTestStateOutput(run, 'TRACE', true), { ...TESTED, local: run });
    const call = read?.attempts[0]?.exchanges[0] ?? assert.fail('no call');
    const origins = Object.fromEntries(
      call.request.headers.map(({ name, origin, secret }) => [name, [origin, secret]]),
    );
    assert.deepEqual(origins.Authorization, ['authorization', true]);
    assert.deepEqual(origins['x-key'], ['connection', true]);
    assert.deepEqual(origins['User-Agent'], ['stepFunctions', false]);
    assert.equal(call.response?.statusCode, 200);
    assert.equal(call.timings.total, 0);
    assert.ok(!masker(read ?? run, false)(call.request.url).includes('owned-token'));
  });

  it('lists differences before what is expected to differ', async () => {
    const run = await local();
    const output = withRequest(toTestStateOutput(run, 'TRACE', false), {
      headers: (text) => text.replace('us-west-2', 'eu-west-1'),
      method: () => 'PUT',
    });
    const page = markup(awsHtml(viewOf(run, { ...output, status: 'FAILED' }, { reveals: false }), say));
    const places = ['$.status', '$.request.method', 'Expected to differ: 1', 'user-agent', 'Compare both'];
    const found = places.map((text) => page.indexOf(text));
    assert.deepEqual(
      found,
      [...found].sort((left, right) => left - right),
      page,
    );
    assert.ok(
      found.every((at) => at >= 0),
      page,
    );
  });
});

describe('what holds on this machine only', () => {
  const definition = (arn: JsonValue, endpoint = 'https://api.example.com/x'): TestStateRequest => ({
    definition: JSON.stringify({
      StartAt: 'Call',
      States: { Call: httpTask({ Method: 'GET', ApiEndpoint: endpoint, Authentication: { ConnectionArn: arn } }) },
    }),
    stateName: 'Call',
  });
  const place = { region: 'us-west-2', account: '123456789012' };

  const CASES: readonly [string, TestStateRequest, Readonly<Record<string, string>>, readonly unknown[]][] = [
    ['nothing', definition(CONNECTION_ARN), {}, []],
    ['a connection that is no ARN', definition('Stripe'), {}, [{ kind: 'connection', text: 'Stripe' }]],
    ['a placeholder', definition('${Arn}'), {}, [{ kind: 'placeholders', text: '${Arn}' }]],
    [
      'another account and region',
      definition(CONNECTION_ARN.replace('123456789012', '111111111111').replace('us-west-2', 'eu-west-1')),
      {},
      [
        { kind: 'region', text: 'eu-west-1', there: 'us-west-2' },
        { kind: 'account', text: '111111111111', there: '123456789012' },
      ],
    ],
    [
      'an endpoint that leads elsewhere',
      definition(CONNECTION_ARN),
      { 'https://api.example.com': 'http://127.0.0.1:1', 'https://other.example.com': 'http://127.0.0.1:2' },
      [{ kind: 'endpoint', text: 'https://api.example.com', there: 'http://127.0.0.1:1' }],
    ],
    ['a context object', { ...definition(CONNECTION_ARN), context: '{}' }, {}, [{ kind: 'context' }]],
    [
      'nothing of the wire beside a mock',
      { ...definition(CONNECTION_ARN), context: '{}', mock: { result: '{}' } },
      { 'https://api.example.com': 'http://127.0.0.1:1' },
      [],
    ],
  ];
  for (const [what, request, endpoints, notes] of CASES) {
    it(what, () => assert.deepEqual(localOnly(request, endpoints, place), notes));
  }

  it('and what a definition says of its state', () => {
    const request = definition(CONNECTION_ARN);
    assert.deepEqual(stateFacts(request), { stateType: 'Task', queryLanguage: 'JSONPath', isHttpTask: true });
    assert.equal(methodOf(request), 'GET');
    assert.equal(stateFacts({ ...request, stateName: 'Gone' }), undefined);
    assert.equal(methodOf({ definition: '{"Type":"Pass","End":true}' }), '');
  });
});
