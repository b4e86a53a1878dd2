import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { COMMANDS, runCommandLine } from '../client/cli/commandLine';
import { processWorld, type World } from '../client/cli/world';
import { built } from './support/built';
import { type Program, startProgram } from './support/program';
import { type RawServer, reply, startRawServer } from './support/rawServer';

// The command line as the process that people start: arguments, files, exit codes, and both of its outputs.

const ARN = 'arn:aws:events:us-west-2:123456789012:connection/Test/81210c42-8af1-456b-9c4a-6ff02fc664ac';

const GOOD = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });

const CALL = {
  Type: 'Task',
  Resource: 'arn:aws:states:::http:invoke',
  Parameters: { ApiEndpoint: 'https://api.example.com/x', Method: 'GET', Authentication: { ConnectionArn: ARN } },
  End: true,
};

/** The call with other parameters. */
function call(parameters: object): string {
  return JSON.stringify({ ...CALL, Parameters: { ...CALL.Parameters, ...parameters } });
}

const BAD = `{
  "StartAt": "Call",
  "States": {
    "Call": ${JSON.stringify({ ...CALL, Parameters: { ...CALL.Parameters, Headers: { Authorization: 'x' } } })}
  }
}`;

let program: Program;
let server: RawServer;
let asked: () => void = () => undefined;
before(async () => {
  program = await startProgram();
  server = await startRawServer((socket, request) => {
    if (request.includes('/never')) asked();
    else if (request.includes('/busy')) reply('{}', [], '503 ')(socket, request);
    else reply(JSON.stringify({ ok: true }))(socket, request);
  });
  const project = {
    version: 1,
    connections: {
      Test: {
        AuthorizationType: 'BASIC',
        AuthParameters: {
          BasicAuthParameters: { Username: 'owned-user', Password: '${secret:test-password}' },
          InvocationHttpParameters: { QueryStringParameters: [{ Key: 'added', Value: 'a b' }] },
        },
      },
    },
    endpoints: { 'https://api.example.com': server.url },
    substitutions: { Method: 'GET' },
    profiles: { nowhere: { endpoints: { 'https://api.example.com': 'http://127.0.0.1:1' } } },
  };
  await program.file('stateside.json', JSON.stringify(project));
  await program.file('good.asl.json', GOOD);
  await program.file('bad.asl.json', BAD);
  await program.file('call.json', JSON.stringify(CALL));
  await program.file('empty.asl.json', '');
  await program.file('none/.git/HEAD', '');
  await program.file('none/call.json', JSON.stringify(CALL));
  const Broken = {
    AuthorizationType: 'BASIC',
    AuthParameters: { BasicAuthParameters: { Username: 'a:b', Password: '${secret:x}' } },
  };
  await program.file('unusable/stateside.json', JSON.stringify({ version: 1, connections: { Broken } }));
  await program.file('unusable/call.json', JSON.stringify(CALL).replace('/Test/', '/Broken/'));
  await program.file('broken/stateside.json', '{"version": 1, "endpoint": {}}');
  await program.file('broken/call.json', JSON.stringify(CALL));
});
after(async () => {
  await server.close();
  await program.end();
});

const SECRET = { STATESIDE_SECRET_TEST_PASSWORD: 'owned-password' };

describe('the program', () => {
  it('has a help text for itself and each command, to which every help text leads', async () => {
    const overview = await program.run(['--help']);
    assert.deepEqual([overview.code, overview.err], [0, '']);
    for (const { name, summary } of COMMANDS) {
      assert.ok(overview.out.includes(`${name} `) && overview.out.includes(summary), name);
      const help = await program.run([name, '--help']);
      assert.deepEqual([help.code, help.err], [0, ''], name);
      assert.match(help.out, new RegExp(`^Usage: stateside ${name}`));
      assert.equal(
        help.out.split('\n').some((line) => line.length > 100),
        false,
        name,
      );
    }
  });

  it('says its version', async () => {
    const manifest = JSON.parse(readFileSync(path.join(__dirname, '..', 'package.json'), 'utf8'));
    assert.deepEqual(await program.run(['--version']), { code: 0, out: `${manifest.version}\n`, err: '' });
  });

  const wrong: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
    ['no command', [], /No command was given/],
    ['an unknown command', ['valdate'], /did you mean validate\?\): valdate/],
    ['a far command', ['fly'], /There is no such command.*: fly/],
    ['help for an unknown command', ['help', 'fly'], /There is no such command/],
    ['no file', ['validate'], /name at least one file/],
    ['a missing file', ['validate', 'nowhere.json'], /There is no such file: nowhere\.json/],
    ['an unknown option', ['validate', '--fromat', 'json', 'good.asl.json'], /did you mean --format\?\): --fromat/],
    [
      'an unknown format',
      ['validate', '--format', 'xml', 'good.asl.json'],
      /takes only text, json, sarif, github: --format xml/,
    ],
    ['a format without value', ['validate', 'good.asl.json', '--format'], /needs a value.*--format FORMAT/],
    ['a switch with a value', ['test-state', '--fail=yes'], /takes no value: --fail/],
    ['an unknown project', ['validate', '--project', 'p.json', 'good.asl.json'], /There is no such file: p\.json/],
    [
      'an unknown profile',
      ['validate', '--project-profile', 'p', 'good.asl.json'],
      /There is no such profile in .*: p/,
    ],
    ['no definition', ['test-state'], /The definition is missing/],
    ['an empty definition', ['test-state', '--definition', ''], /The definition is missing/],
    ['an empty state name', ['test-state', '--definition', GOOD, '--state-name', ''], /is empty: --state-name$/m],
    ['an empty role', ['test-state', '--definition', GOOD, '--role-arn='], /is empty: --role-arn$/m],
    [
      'an empty name in a request',
      ['test-state', '--cli-input-json', '{"definition": "{}", "stateName": ""}'],
      /This text is empty: stateName$/m,
    ],
    ['a missing definition', ['test-state', '--definition', 'nowhere.asl.json'], /There is no such file: nowhere/],
    ['a missing definition file', ['test-state', '--definition', 'file://nowhere'], /There is no such file: nowhere/],
    ['waits without tries', ['test-state', '--definition', GOOD, '--skip-waits'], /only with --retry/],
    ['an argument of the tour', ['tour', 'more'], /This argument is not expected: more/],
    [
      'another argument',
      ['test-state', '--definition', GOOD, 'more'],
      /not expected \(a definition is given with --definition\): more/,
    ],
    [
      'an unknown level',
      ['test-state', '--definition', GOOD, '--inspection-level', 'ALL'],
      /takes only INFO, DEBUG, TRACE/,
    ],
    ['another output', ['test-state', '--definition', GOOD, '--output', 'yaml'], /takes only json/],
    ['a mock that is no JSON', ['test-state', '--definition', GOOD, '--mock', 'result'], /--mock is no JSON: result$/m],
    [
      'a mock of a wrong shape',
      ['test-state', '--definition', GOOD, '--mock', '{"result": {}}'],
      /--mock does not fit.*a text: result/,
    ],
    [
      'a short mock of a wrong shape',
      ['test-state', '--definition', GOOD, '--mock', 'reslt=1'],
      /--mock does not fit.*did you mean result\?\): reslt$/m,
    ],
    [
      'a short mock that breaks off',
      ['test-state', '--definition', GOOD, '--mock', 'errorOutput={error=E'],
      /--mock is no JSON: errorOutput=\{error=E$/m,
    ],
    [
      'a short configuration without a number',
      ['test-state', '--definition', GOOD, '--state-configuration', 'retrierRetryCount=x'],
      /does not fit.*a number: retrierRetryCount$/m,
    ],
    ['a wrong configuration', ['test-state', '--definition', GOOD, '--state-configuration', '[]'], /does not fit/],
    ['a wrong request', ['test-state', '--cli-input-json', '{"defintion": "x"}'], /did you mean definition\?/],
    [
      'a broken project',
      ['test-state', '--definition', 'broken/call.json'],
      /broken\/stateside\.json:1:16 error project-unknown-field/,
    ],
    [
      'a secret that is missing',
      ['test-state', '--definition', 'call.json'],
      /'Test' is missing.*STATESIDE_SECRET_TEST_PASSWORD/,
    ],
    [
      'a mock that is the name of a file',
      ['test-state', '--definition', GOOD, '--mock', 'mock.json'],
      /--mock is no JSON.*file:\/\/ stands before its path: --mock file:\/\/mock\.json$/m,
    ],
    [
      'a request that is a file',
      ['test-state', '--cli-input-json', 'none/.git/HEAD'],
      /--cli-input-json file:\/\/none\/\.git\/HEAD$/m,
    ],
    ['a port that is none', ['demo', '--port', 'x'], /^stateside: A port is a number from 0 to 65535: x$/m],
    ['a misspelled option of the demo', ['demo', '--prt', '1'], /^stateside: .*did you mean --port\?\): --prt$/m],
    ['a demo port without value', ['demo', '--port'], /^stateside: This option needs a value.*--port NUMBER$/m],
    ['an argument of the demo', ['demo', 'more'], /^stateside: This argument is not expected: more$/m],
    ['a missing region', ['serve', '--region'], /^stateside: This option needs a value.*--region REGION$/m],
  ];
  for (const [what, args, says] of wrong) {
    it(`ends with 2 and a sentence for ${what}`, async () => {
      const { code, out, err } = await program.run(args);
      assert.match(err, says);
      assert.deepEqual([code, out], [2, '']);
      assert.equal(err.includes('    at '), false);
    });
  }
});

describe('stateside validate', () => {
  it('prints file:line:column severity rule message and ends with 1 for an error', async () => {
    const { code, out, err } = await program.run(['validate', 'good.asl.json', 'bad.asl.json']);
    assert.equal(code, 1);
    const column = (BAD.split('\n')[3] ?? '').indexOf('"Authorization"') + 1;
    const sentence = "The 'Headers' field contains unsupported values: [authorization] [SCHEMA_VALIDATION_FAILED]";
    assert.equal(out.split('\n')[0], `bad.asl.json:4:${column} error http-forbidden-header ${sentence}`);
    assert.equal(err, '1 error, 0 warnings in 2 files\n');
  });

  it('prints JSON with the ranges of editors', async () => {
    const { code, out, err } = await program.run(['validate', '--format', 'json', 'good.asl.json', 'bad.asl.json']);
    assert.deepEqual([code, err], [1, '']);
    const start = (BAD.split('\n')[3] ?? '').indexOf('"Authorization"');
    assert.deepEqual(JSON.parse(out), {
      files: [
        { path: 'good.asl.json', diagnostics: [] },
        {
          path: 'bad.asl.json',
          diagnostics: [
            {
              rule: 'http-forbidden-header',
              code: 'SCHEMA_VALIDATION_FAILED',
              severity: 'ERROR',
              message: "The 'Headers' field contains unsupported values: [authorization]",
              location: '/States/Call/Parameters',
              range: { start: { line: 3, character: start }, end: { line: 3, character: start + 15 } },
            },
          ],
        },
      ],
    });
  });

  it('reads standard input', async () => {
    const { code, out } = await program.run(['validate', '-'], { input: BAD });
    assert.equal(code, 1);
    assert.match(out, /^-:4:\d+ error http-forbidden-header /);
  });

  it('reads standard input that is YAML, as its first line says', async () => {
    const text = '# A note.\n---\nStartAt: A\nStates:\n  A: { Type: Pass, Next: B }\n  B: { Type: Pass, Next: C }\n';
    const { code, out } = await program.run(['validate', '-', '--rule', 'machine-without-end=off'], { input: text });
    assert.equal(code, 1);
    assert.match(out, /^-:6:\d+ error transition-target /);
    const whole = await program.run(['validate', '-'], { input: text.replace('Next: C', 'End: true') });
    assert.deepEqual([whole.code, whole.out], [0, '']);
  });

  it('ends quietly when nobody reads its output', async () => {
    const { code, err } = await program.run(['validate', '--format', 'json', 'bad.asl.json'], { unread: true });
    assert.deepEqual([code, err], [141, '']);
  });

  it('takes a text with a byte order mark, as test-state does', async () => {
    const file = await program.file('mark.asl.json', `\uFEFF${GOOD}`);
    assert.equal((await program.run(['validate', file])).code, 0);
    const { code, out } = await program.run(['test-state', '--definition', file, '--state-name', 'P']);
    assert.deepEqual([code, JSON.parse(out)], [0, { output: '{}', status: 'SUCCEEDED' }]);
  });

  it('ends with 0 without errors', async () => {
    assert.deepEqual(await program.run(['validate', 'good.asl.json', 'call.json']), {
      code: 0,
      out: '',
      err: '0 errors, 0 warnings in 2 files\n',
    });
  });

  const bad: readonly (readonly [what: string, name: string, text: string, says: RegExp])[] = [
    ['no JSON', 'a.asl.json', 'hello', /^a\.asl\.json:1:1 /],
    ['half of it', 'a.asl.json', '{"StartAt": "A", "Sta', /^a\.asl\.json:1:\d+ /],
    ['nothing', 'a.asl.json', '', /^a\.asl\.json:1:1 /],
    ['a broken project', 'stateside.json', '{"version": 1, "region": 5}', /stateside\.json:1:26 error project-region /],
    [
      'broken test cases',
      'a.asl.test.json',
      '{"version": 1, "tests": [{"state": "A"}]}',
      /^a\.asl\.test\.json:1:26 error test-case-shape /,
    ],
    ['a megabyte of nonsense', 'a.asl.json', '{"a":'.repeat(200_000), /^a\.asl\.json:1:/],
  ];
  for (const [what, name, text, says] of bad) {
    it(`finds ${what}`, async () => {
      const file = await program.file(`bad-${what.length}/${name}`, text);
      const { code, out, err } = await program.run(['validate', name], { cwd: path.dirname(file) });
      assert.equal(code, 1, err);
      assert.match(out, says);
    });
  }

  it('reports the mistakes of the projects that it used, each once', async () => {
    await program.file('broken/other.json', JSON.stringify(CALL));
    const { code, out, err } = await program.run([
      'validate',
      'broken/call.json',
      'broken/other.json',
      'good.asl.json',
    ]);
    assert.equal(code, 1);
    const file = path.join('broken', 'stateside.json');
    assert.equal(out.split('\n').filter((line) => line.startsWith(`${file}:1:16 `)).length, 1);
    assert.match(out, /project-unknown-field This field is not known here \(did you mean endpoints\?\): endpoint/);
    assert.equal(err, '1 error, 0 warnings in 4 files\n');
    const named = await program.run(['validate', 'broken/call.json', 'broken/stateside.json']);
    assert.deepEqual([named.out, named.err], [out, '1 error, 0 warnings in 2 files\n']);
    const json = await program.run(['validate', 'call.json', '--format', 'json', '--project', 'broken/stateside.json']);
    assert.deepEqual(
      JSON.parse(json.out).files.map((one: { path: string; diagnostics: object[] }) => [
        one.path,
        one.diagnostics.length,
      ]),
      [
        ['call.json', 0],
        [file, 1],
      ],
    );
  });

  it('does not overlook a project that holds nothing', async () => {
    await program.file('nothing/stateside.json', '');
    await program.file('nothing/good.asl.json', GOOD);
    const { code, out } = await program.run(['validate', 'nothing/good.asl.json']);
    assert.equal(code, 1);
    assert.match(out, /stateside\.json:1:1 .*project-syntax /);
    for (const command of [
      ['test-state', '--definition', 'good.asl.json', '--state-name', 'P'],
      ['test-state', '--jsonl'],
      ['serve', '--port', '0'],
    ]) {
      const ended = await program.run(command, { cwd: path.join(program.folder, 'nothing') });
      assert.deepEqual([ended.code, ended.out], [2, ''], command.join(' '));
      assert.match(ended.err, /^stateside: The project file has to be mended.*\nstateside\.json:1:1 .*project-syntax /);
    }
  });

  it('knows the rules that a project may set', async () => {
    const rules = { 'http-forbidden-heder': 'off', 'http-forbidden-header': 'off' };
    const file = await program.file('rules/stateside.json', JSON.stringify({ version: 1, rules }));
    const { code, out } = await program.run(['validate', 'stateside.json'], { cwd: path.dirname(file) });
    assert.equal(code, 0);
    const sentence = 'There is no such rule (did you mean http-forbidden-header?): http-forbidden-heder';
    assert.ok(out.startsWith('stateside.json:1:23 ') && out.includes(`project-rule ${sentence}`), out);
  });

  it('compares test cases with their definition', async () => {
    await program.file('cases/pay.asl.json', GOOD);
    await program.file('cases/pay.asl.test.json', '{"version": 1, "tests": [{"name": "a", "state": "Pay"}]}');
    const { code, out } = await program.run(['validate', 'cases/pay.asl.test.json']);
    assert.equal(code, 1);
    assert.match(out, /test-case-state The definition has no such state: Pay/);
  });
});

describe('stateside test-state', () => {
  it('prints the answer of TestState, indented as aws does', async () => {
    const { code, out, err } = await program.run([
      'test-state',
      '--definition',
      '{"Type": "Pass", "End": true}',
      '--input',
      '{"a": 1}',
    ]);
    assert.deepEqual([code, out, err], [0, '{\n    "output": "{\\"a\\": 1}",\n    "status": "SUCCEEDED"\n}\n', '']);
  });

  it('sends the request of an HTTP Task where the project says, with its connection', async () => {
    const sent = server.requests.length;
    const { code, out, err } = await program.run(
      ['test-state', '--definition', 'file://call.json', '--inspection-level', 'TRACE'],
      { env: SECRET },
    );
    assert.deepEqual([code, err], [0, '']);
    const answer = JSON.parse(out);
    assert.equal(answer.status, 'SUCCEEDED');
    assert.deepEqual(JSON.parse(answer.output).ResponseBody, { ok: true });
    assert.equal(answer.inspectionData.request.url, 'https://api.example.com/x');
    assert.equal(
      answer.inspectionData.request.headers,
      '[User-Agent: Amazon|StepFunctions|HttpInvoke|us-west-2, Range: bytes=0-262144]',
    );
    const [request = ''] = server.requests.slice(sent);
    assert.match(request, /^GET \/x\?added=a%20b HTTP\/1\.1\r\nhost: api\.example\.com\r\n/);
    assert.match(
      request,
      new RegExp(`\r\nAuthorization: Basic ${Buffer.from('owned-user:owned-password').toString('base64')}\r\n`),
    );
    assert.equal(out.includes('owned-user'), false);
  });

  it('shows what the connection added when that is asked for', async () => {
    const args = ['test-state', '--definition', 'call.json', '--inspection-level', 'TRACE', '--reveal-secrets'];
    const { out } = await program.run(args, { env: SECRET });
    const { request } = JSON.parse(out).inspectionData;
    assert.equal(request.url, 'https://api.example.com/x?added=a%20b');
    assert.ok(request.headers.includes(Buffer.from('owned-user:owned-password').toString('base64')), 'the header');
  });

  it('takes the whole request as JSON, over which options win', async () => {
    const json = JSON.stringify({ definition: GOOD, stateName: 'P', input: '1', inspectionLevel: 'INFO' });
    await program.file('request.json', json);
    const { code, out } = await program.run(['test-state', '--cli-input-json', 'file://request.json', '--input', '2']);
    assert.deepEqual([code, JSON.parse(out)], [0, { output: '2', status: 'SUCCEEDED' }]);
  });

  const Retry = [{ ErrorEquals: ['E'], IntervalSeconds: 2, BackoffRate: 2, MaxAttempts: 3 }];
  const short: readonly (readonly [mock: string, configuration: string])[] = [
    ['errorOutput={error=E,cause=a b}', 'retrierRetryCount=1'],
    ['errorOutput = {error = E , cause="a b"}', ' retrierRetryCount = 1'],
    ["fieldValidationMode=NONE,errorOutput={cause='a b',error=E}", '{"retrierRetryCount": 1}'],
  ];
  for (const [mock, configuration] of short) {
    it(`takes structures the short way: ${mock}`, async () => {
      const options = ['--mock', mock, '--state-configuration', configuration, '--inspection-level', 'DEBUG'];
      const { out, err } = await program.run([
        'test-state',
        '--definition',
        JSON.stringify({ ...CALL, Retry }),
        ...options,
      ]);
      assert.equal(err, '');
      const { error, cause, status, inspectionData } = JSON.parse(out);
      assert.deepEqual([error, cause, status], ['E', 'a b', 'RETRIABLE']);
      assert.deepEqual(inspectionData.errorDetails, { retryIndex: 0, retryBackoffIntervalSeconds: 4 });
    });
  }

  it('puts substitutions in', async () => {
    const definition = JSON.stringify({ ...CALL, Parameters: { ...CALL.Parameters, Method: '${Method}' } });
    const { out } = await program.run(['test-state', '--definition', definition], { env: SECRET });
    assert.equal(JSON.parse(out).status, 'SUCCEEDED');
  });

  it('uses a profile', async () => {
    const args = ['test-state', '--definition', 'call.json', '--project-profile', 'nowhere', '--profile', 'any'];
    const { code, out } = await program.run(args, { env: SECRET });
    assert.deepEqual([code, JSON.parse(out).error], [0, 'States.Http.Socket']);
  });

  it('needs no secret and sends nothing with a mock', async () => {
    const sent = server.requests.length;
    const mock = JSON.stringify({ result: '{"StatusCode": 200}' });
    const { code, out } = await program.run(['test-state', '--definition', 'call.json', '--mock', mock]);
    assert.deepEqual([code, JSON.parse(out).output], [0, '{"StatusCode": 200}']);
    assert.equal(server.requests.length, sent);
  });

  it('fails with the error of AWS for a connection that is unknown, and names the file to write', async () => {
    const { code, out } = await program.run(['test-state', '--definition', 'none/call.json']);
    const answer = JSON.parse(out);
    assert.deepEqual([code, answer.status, answer.error], [0, 'FAILED', 'Events.ConnectionResource.ResourceNotFound']);
    assert.ok(answer.cause.includes(path.join('none', 'stateside.json')), answer.cause);
  });

  it('fails for a connection that cannot be used, and says why', async () => {
    const { code, out, err } = await program.run(['test-state', '--definition', 'unusable/call.json', '--fail']);
    assert.match(err, /^Not all connections .*\nunusable\/stateside\.json:1:\d+ .*project-connection /);
    const answer = JSON.parse(out);
    assert.deepEqual([code, answer.status], [1, 'FAILED']);
    assert.match(answer.cause, /'Broken'.*colon/);
  });

  const refused: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
    [
      'a definition that is no JSON',
      ['--definition', 'hello'],
      /^An error occurred \(InvalidDefinition\) when calling the TestState operation: /,
    ],
    [
      'an input that is no JSON',
      ['--definition', '{"Type":"Pass","End":true}', '--input', '{'],
      /\(InvalidExecutionInput\)/,
    ],
    [
      'a state that is not there',
      ['--definition', GOOD, '--state-name', 'Q'],
      /\(ValidationException\).*State not found in definition/,
    ],
    ['a machine without a state name', ['--definition', GOOD], /^An error occurred \(/],
    [
      'a context without a mock',
      ['--definition', '{"Type":"Pass","End":true}', '--context', '{}'],
      /^An error occurred \(ValidationException\)/,
    ],
  ];
  for (const [what, args, says] of refused) {
    it(`ends with 2 and the error of the API for ${what}`, async () => {
      const { code, out, err } = await program.run(['test-state', ...args]);
      assert.match(err, says);
      assert.deepEqual([code, out], [2, '']);
    });
  }

  const MANY = JSON.stringify({
    StartAt: 'Pay',
    States: {
      Pay: { Type: 'Map', ItemProcessor: JSON.parse(GOOD), Next: 'Send Invoice' },
      'Send Invoice': { Type: 'Succeed' },
    },
  });
  const PLAIN = call({ ApiEndpoint: 'http://api.example.com:8080/x' });
  const hints: readonly (readonly [what: string, args: readonly string[], hint: RegExp])[] = [
    [
      'a misspelled state',
      ['--definition', MANY, '--state-name', 'Send Invoic'],
      /^An error .*: State not found in definition\nHint: .*--state-name "Send Invoice"\n$/,
    ],
    [
      'a far state',
      ['--definition', MANY, '--state-name', 'zzzzzz'],
      /: State not found in definition\nHint: .*--state-name: Pay, P, "Send Invoice"\n$/,
    ],
    ['no state', ['--definition', MANY], /^An error .*\nHint: .*--state-name: Pay, P, "Send Invoice"\n$/],
    [
      'a name for a definition that has none',
      ['--definition', '{"Type":"Pass","End":true}', '--state-name', 'P'],
      /^An error .*\nHint: .*leave --state-name out\n$/,
    ],
    [
      'a file name as input',
      ['--definition', GOOD, '--state-name', 'P', '--input', 'input.json'],
      /'input\.json' is not valid JSON\nHint: .*: --input file:\/\/input\.json\n$/,
    ],
    [
      'a file without an ending as input',
      ['--definition', GOOD, '--state-name', 'P', '--input', 'none/.git/HEAD'],
      /\nHint: .*: --input file:\/\/none\/\.git\/HEAD\n$/,
    ],
    [
      'a file name as variables',
      ['--definition', GOOD, '--state-name', 'P', '--variables', 'v.json'],
      /\nHint: .*: --variables file:\/\/v\.json\n$/,
    ],
    [
      'a file name as the context',
      ['--definition', JSON.stringify(CALL), '--mock', '{"result": "{}"}', '--context', 'c.json'],
      /\nHint: .*: --context file:\/\/c\.json\n$/,
    ],
    [
      'a word that is no JSON',
      ['--definition', GOOD, '--state-name', 'P', '--input', 'hello'],
      /^An error .*'hello' is not valid JSON\n$/,
    ],
    [
      'an empty input',
      ['--definition', GOOD, '--state-name', 'P', '--input', ''],
      /^An error .*'' is not valid JSON\n$/,
    ],
    ['half a machine', ['--definition', MANY.slice(0, -1)], /^An error .*\n$/],
    [
      'an address that nothing maps',
      ['--definition', PLAIN],
      /^Hint: .*stateside\.json.*\{"endpoints":\{"http:\/\/api\.example\.com:8080":"http:\/\/api\.example\.com:8080"\}\}\n$/,
    ],
    ['a secure address that is wrong', ['--definition', call({ ApiEndpoint: 'https://user@api.example.com/x' })], /^$/],
  ];
  for (const [what, args, hint] of hints) {
    it(`hints at what was meant beside the answer: ${what}`, async () => {
      const { err } = await program.run(['test-state', ...args]);
      assert.match(err, hint);
    });
  }

  it('fails with States.Timeout when the time of a test is over', async () => {
    const definition = JSON.stringify(CALL).replace('/x"', '/never"');
    for (const [more, code] of [
      [[], 0],
      [['--fail'], 1],
    ] as const) {
      const out: string[] = [];
      const err: string[] = [];
      const world: World = {
        ...processWorld(path.dirname(built('cli.js'))),
        cwd: program.folder,
        env: SECRET,
        deadlineMilliseconds: 1,
        out: (text) => void out.push(text),
        err: (text) => void err.push(text),
      };
      assert.equal(await runCommandLine(['test-state', '--definition', definition, ...more], world), code);
      const { cause, ...answer } = JSON.parse(out.join(''));
      assert.deepEqual([answer, err], [{ error: 'States.Timeout', status: 'FAILED' }, []]);
      assert.match(cause, /took too long/);
    }
  });

  it('really tries again with --retry, and tells each try on standard error', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 7, MaxAttempts: 2 }];
    const definition = JSON.stringify({ ...CALL, Retry }).replace('/x', '/busy');
    const sent = server.requests.length;
    const { out, err } = await program.run(['test-state', '--definition', definition, '--retry', '--skip-waits'], {
      env: SECRET,
    });
    assert.notEqual(out, '', err);
    assert.equal(JSON.parse(out).status, 'FAILED');
    assert.equal(server.requests.length, sent + 3);
    const error = 'States.Http.StatusCode.503: Service Unavailable';
    assert.equal(err, `Try 1: ${error}, next try after 7 s\nTry 2: ${error}, next try after 14 s\nTry 3: ${error}\n`);
  });

  it('ends with 0 for FAILED, and with 1 when --fail was given', async () => {
    const definition = JSON.stringify({ Type: 'Fail', Error: 'E', Cause: 'C' });
    const codes = [];
    for (const more of [[], ['--fail']])
      codes.push((await program.run(['test-state', '--definition', definition, ...more])).code);
    assert.deepEqual(codes, [0, 1]);
  });

  it('ends with 130 when it is interrupted', async () => {
    const interrupt = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const definition = JSON.stringify(CALL).replace('/x"', '/never"');
    const { code, out } = await program.run(['test-state', '--definition', definition], { env: SECRET, interrupt });
    assert.deepEqual([code, out], [130, '']);
  });
});

describe('stateside tour', () => {
  it('checks the examples, runs one and shows its trace without its secret', async () => {
    const { code, out, err } = await program.run(['tour']);
    assert.deepEqual([code, err], [0, '']);
    for (const part of [
      /mistakes\.asl\.json:\d+:\d+ error http-forbidden-header The 'Headers' field/,
      /CreateInvoiceAPI {2}SUCCEEDED/,
      /POST https:\/\/api\.stripe\.com\/v1\/invoices\n/,
      /Authorization: Basic •{6} +\[authorization of the connection\]/,
      /Content-Type: application\/x-www-form-urlencoded +\[definition\]/,
      /customer=1234567890/,
      /200 OK/,
      /Output\n/,
      /code --install-extension/,
    ]) {
      assert.match(out, part);
    }
    assert.equal(out.includes(Buffer.from('myUsername:').toString('base64').slice(0, 12)), false);
  });
});
