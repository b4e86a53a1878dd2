import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { startAwsJsonServer } from '../client/cli/awsJson';
import { createGate } from '../client/cli/gate';
import { choosePlace } from '../client/cli/place';
import { createService } from '../client/cli/service';
import { readInput } from '../client/cli/serviceInput';
import { processWorld } from '../client/cli/world';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import type { Shape, ShapeField } from '../shared/spec/shape';
import { testStateFields, VALIDATE_FIELDS } from '../shared/spec/testStateRequest';
import { built } from './support/built';
import { type Program, startProgram } from './support/program';
import { type RawServer, reply, startRawServer } from './support/rawServer';
import { type Call, callService, type LongProgram, startLongProgram } from './support/serving';

// `stateside serve` as the process that SDKs talk to.

const TEST_STATE_FIELDS = testStateFields('jsonText');

const PASS = JSON.stringify({ Type: 'Pass', End: true });

function call(path: string, connection = 'Test'): string {
  return JSON.stringify({
    Type: 'Task',
    Resource: 'arn:aws:states:::http:invoke',
    Parameters: {
      ApiEndpoint: `https://api.example.com${path}`,
      Method: 'GET',
      Authentication: { ConnectionArn: `arn:aws:events:us-west-2:123456789012:connection/${connection}/0` },
    },
    End: true,
  });
}

const SECRETS = { STATESIDE_SECRET_TEST_PASSWORD: 'owned-password' };

const PROJECT = {
  version: 1,
  connections: Object.fromEntries(
    ['Test', 'Other'].map((name) => {
      const BasicAuthParameters = { Username: 'owned-user', Password: `\${secret:${name.toLowerCase()}-password}` };
      return [name, { AuthorizationType: 'BASIC', AuthParameters: { BasicAuthParameters } }];
    }),
  ),
  substitutions: { Kind: 'Pass' },
};

let program: Program;
let api: RawServer;
let service: LongProgram;
let url = '';
/** What the API does with a path that tests wait for. */
let arrived: (socket: net.Socket) => void = () => undefined;
before(async () => {
  program = await startProgram();
  api = await startRawServer((socket, request) => {
    if (request.startsWith('GET /wait')) arrived(socket);
    else reply('{"ok":true}')(socket, request);
  });
  const endpoints = { 'https://api.example.com': api.url };
  await program.file('stateside.json', JSON.stringify({ ...PROJECT, endpoints }));
  service = startLongProgram(['serve', '--port', '0'], program.folder, SECRETS);
  url = /^Listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec((await service.line()) ?? '')?.[1] ?? '';
});
after(async () => {
  assert.deepEqual(await service.interrupt(), { code: 0, err: '' });
  await api.close();
  await program.end();
});

describe('the protocol', () => {
  it('answers as test-state does', async () => {
    const request = { definition: call('/x'), inspectionLevel: 'TRACE' };
    const { status, headers, body } = await callService(url, request);
    assert.equal(status, 200);
    assert.equal(headers['content-type'], 'application/x-amz-json-1.0');
    assert.match(String(headers['x-amzn-requestid']), /^[\da-f-]{36}$/);
    const args = ['test-state', '--definition', request.definition, '--inspection-level', 'TRACE'];
    const printed = await program.run(args, { env: SECRETS });
    assert.deepEqual(body, JSON.parse(printed.out));
    assert.equal(JSON.stringify(body).includes('Basic '), false);
    const revealed = await callService(url, { ...request, revealSecrets: true });
    const sent = Buffer.from('owned-user:owned-password').toString('base64');
    assert.ok(JSON.stringify(revealed.body).includes(`Authorization: Basic ${sent}`));
  });

  it('takes what AWS takes', async () => {
    const accepted: readonly JsonObject[] = [
      { definition: PASS, input: null, mock: null, unknown: [1] },
      { definition: PASS, roleArn: 'arn:aws:iam::123456789012:role/any', revealSecrets: false },
      { definition: '{"Type": "${Kind}", "End": true}' },
      { definition: JSON.stringify({ StartAt: 'A', States: { A: JSON.parse(PASS) } }), stateName: 'A' },
    ];
    for (const request of accepted) {
      const { status, body } = await callService(url, request);
      assert.deepEqual([status, body], [200, { output: '{}', status: 'SUCCEEDED' }], JSON.stringify(request));
    }
  });

  it('answers in any language of the world', async () => {
    const input = '"日本 \u{1F600} \\u0000"';
    assert.deepEqual((await callService(url, { definition: PASS, input })).body, {
      output: input,
      status: 'SUCCEEDED',
    });
  });

  const VALIDATE = 'AWSStepFunctions.ValidateStateMachineDefinition';
  const good = { definition: PASS };
  const refused: readonly (readonly [
    what: string,
    body: unknown,
    call: Call,
    status: number,
    type: string,
    says: RegExp,
  ])[] = [
    ['another operation', good, { target: 'AWSStepFunctions.StartExecution' }, 400, 'UnknownOperation', /TestState/],
    ['another service', good, { target: 'DynamoDB_20120810.TestState' }, 400, 'UnknownOperation', /X-Amz-Target/],
    ['a name of all objects', good, { target: 'AWSStepFunctions.toString' }, 400, 'UnknownOperation', /X-Amz-Target/],
    ['no operation', good, { headers: { 'X-Amz-Target': [] } }, 400, 'UnknownOperation', /X-Amz-Target/],
    ['another method', '', { method: 'GET' }, 404, 'UnknownOperation', /POST \//],
    ['another path', good, { path: '/api' }, 404, 'UnknownOperation', /POST \//],
    ['a form', good, { headers: { 'Content-Type': 'text/plain' } }, 400, 'UnknownOperation', /json-1\.0/],
    ['no body', '', {}, 400, 'Serialization', /no JSON object/],
    ['half a body', '{"definition": ', {}, 400, 'Serialization', /no JSON object/],
    ['a list', '[]', {}, 400, 'Serialization', /no JSON object/],
    ['bytes that are no text', Buffer.from([0x22, 0xff, 0x22]), {}, 400, 'Serialization', /no JSON object/],
    ['endless nesting', '['.repeat(1_000_000), {}, 400, 'Serialization', /no JSON object/],
    ['nothing in it', {}, {}, 400, 'Validation', /^1 validation error detected: Value null at 'definition' failed/],
    ['nothing to check', {}, { target: VALIDATE }, 400, 'Validation', /Member must not be null/],
    [
      'several wrong members',
      { inspectionLevel: 'ALL', stateName: 'a'.repeat(81), mock: { errorOutput: { error: 5 } } },
      {},
      400,
      'Validation',
      /^4 validation errors detected: .*Value 'ALL' at 'inspectionLevel' .* set: \[INFO, DEBUG, TRACE\]; Value at 'stateName'.* 80; Value at 'mock\.errorOutput\.error' .*: Member must be a string$/,
    ],
    [
      'a definition that is too long',
      { definition: `${PASS}${' '.repeat(1_048_576)}` },
      {},
      400,
      'Validation',
      /Value at 'definition' failed .* length less than or equal to 1048576$/,
    ],
    ['a body that is too long', ' '.repeat(17_000_000), {}, 413, 'RequestEntityTooLarge', /more than 16777216 bytes/],
    ['no state', { definition: '{}' }, {}, 400, 'InvalidDefinition', /^Invalid State Machine Definition/],
    ['no JSON input', { definition: PASS, input: 'x' }, {}, 400, 'InvalidExecutionInput', /is not valid JSON/],
    ['a context without a mock', { definition: PASS, context: '{}' }, {}, 400, 'Validation', /Context/],
    [
      'a missing secret',
      { definition: call('/x', 'Other') },
      {},
      400,
      'Validation',
      /'Other' is missing.* STATESIDE_SECRET_OTHER_PASSWORD$/,
    ],
  ];
  for (const [what, body, how, status, type, says] of refused) {
    it(`refuses ${what}`, async () => {
      const answer = await callService(url, body, how);
      const { __type, message } = answer.body as { __type: string; message: string };
      const name = type.startsWith('Invalid') ? type : `${type}Exception`;
      assert.deepEqual([answer.status, __type], [status, `com.amazonaws.states#${name}`]);
      assert.match(message, says);
      assert.match(String(answer.headers['x-amzn-requestid']), /^[\da-f-]{36}$/);
    });
  }
});

describe('who may call', () => {
  const cases: readonly (readonly [host: string, origin: string | undefined, status: number])[] = [
    ['localhost', undefined, 200],
    ['LOCALHOST:1', undefined, 200],
    ['127.0.0.1:4568', 'http://localhost:3000', 200],
    ['[::1]:4568', 'https://[::1]', 200],
    ['sync-127.0.0.1:4568', undefined, 200],
    ['sync-localhost', 'http://sync-localhost:4568', 200],
    ['sync-[::1]:4568', undefined, 200],
    ['example.com', undefined, 403],
    ['localhost.example.com', undefined, 403],
    ['127.0.0.1.example.com:4568', undefined, 403],
    ['127.0.0.10', undefined, 403],
    ['async-localhost', undefined, 403],
    ['localhost', 'https://example.com', 403],
    ['localhost', 'http://localhost.example.com', 403],
    ['localhost', 'http://example.com/localhost', 403],
    ['localhost', 'null', 403],
    ['localhost', 'file://', 403],
  ];
  for (const [host, origin, status] of cases) {
    it(`gives ${status} for Host ${host} and Origin ${origin ?? '(none)'}`, async () => {
      const headers = { Host: host, ...(origin === undefined ? {} : { Origin: origin }) };
      const answer = await callService(url, { definition: PASS }, { headers });
      assert.equal(answer.status, status);
      assert.deepEqual(
        Object.keys(answer.body as object),
        status === 200 ? ['output', 'status'] : ['__type', 'message'],
      );
    });
  }

  for (const [what, head] of [
    ['two hosts', 'POST / HTTP/1.1\r\nHost: localhost\r\nHost: example.com'],
    ['no host', 'POST / HTTP/1.0'],
    ['an empty host', 'POST / HTTP/1.1\r\nHost:'],
  ]) {
    it(`refuses a request with ${what}`, async () => {
      const socket = net.connect(Number(new URL(url).port), '127.0.0.1');
      socket.end(`${head}\r\nContent-Length: 0\r\n\r\n`);
      const [chunk] = await once(socket, 'data');
      assert.match(String(chunk), /^HTTP\/1\.1 403 /);
      socket.destroy();
    });
  }

  it('listens on 127.0.0.1 alone', async () => {
    const socket = net.connect(Number(new URL(url).port), '127.0.0.2');
    await assert.rejects(once(socket, 'connect'));
  });
});

describe('several requests', () => {
  it('run at the same time', async () => {
    const sockets: net.Socket[] = [];
    arrived = (socket) => {
      // Nobody gets an answer before all are there.
      if (sockets.push(socket) === 3) for (const waiting of sockets) reply('{}')(waiting, '');
    };
    const answers = await Promise.all([1, 2, 3].map((id) => callService(url, { definition: call(`/wait?${id}`) })));
    for (const { body } of answers) assert.equal((body as JsonObject).status, 'SUCCEEDED');
  });

  it('end when their client is gone', async () => {
    const gone = new AbortController();
    const closed = new Promise((resolve) => {
      arrived = (socket) => {
        socket.on('close', resolve);
        gone.abort();
      };
    });
    await assert.rejects(callService(url, { definition: call('/wait') }, { signal: gone.signal }));
    await closed;
    assert.equal((await callService(url, { definition: PASS })).status, 200);
  });

  it('do not keep the program from ending', async () => {
    const other = startLongProgram(['serve', '--port', '0'], program.folder, SECRETS);
    const address = /http.*$/.exec((await other.line()) ?? '')?.[0] ?? '';
    const asked = new Promise<void>((resolve) => {
      arrived = () => resolve();
    });
    const answer = assert.rejects(callService(address, { definition: call('/wait') }));
    await asked;
    assert.deepEqual(await other.interrupt(), { code: 0, err: '' });
    await answer;
  });
});

describe('a test that takes too long', () => {
  it('is an answer too: States.Timeout', async () => {
    const world = { ...processWorld(path.dirname(built('cli.js'))), env: SECRETS, deadlineMilliseconds: 1 };
    const { loaded } = await choosePlace(new Map(), program.folder, world);
    const slow = createService({ folder: program.folder, loaded, profile: undefined, region: undefined }, world);
    const reply = await slow.call('TestState', { definition: call('/wait') }, new AbortController().signal);
    slow.end();
    const cause = 'The run took too long and was ended.';
    assert.deepEqual(reply, { ok: true, value: { error: 'States.Timeout', cause, status: 'FAILED' } });
  });
});

describe('a runner that does not start', () => {
  it('is a failure of our own, and the server goes on', async () => {
    const said: string[] = [];
    const world = { ...processWorld('nowhere'), err: (text: string) => void said.push(text) };
    const place = { folder: program.folder, loaded: undefined, profile: undefined, region: undefined };
    const broken = createService(place, world);
    const server = await startAwsJsonServer(broken, 0, (line) => void said.push(line));
    for (const _time of ['once', 'again']) {
      const { status, body } = await callService(server.url, { definition: PASS });
      const { __type, message } = body as { __type: string; message: string };
      assert.deepEqual([status, __type], [500, 'com.amazonaws.states#InternalFailure']);
      assert.match(message, /^The runner ended unexpectedly/);
    }
    assert.match(said.join(''), /The runner ended: exit code 1/);
    await server.close();
    broken.end();
  });
});

describe('ValidateStateMachineDefinition', () => {
  const target = 'AWSStepFunctions.ValidateStateMachineDefinition';
  const task = JSON.parse(call('/x')) as { Parameters: JsonObject };
  const wrong = {
    ...task,
    Parameters: { ...task.Parameters, RequestBody: {}, Headers: { Host: 'x', 'User-Agent': 'y' } },
  };
  const states = { A: wrong, B: { Type: 'Pass', Next: 'C' } };
  const definition = JSON.stringify({ StartAt: 'A', States: states });
  const header = {
    severity: 'ERROR',
    code: 'SCHEMA_VALIDATION_FAILED',
    message: "The 'Headers' field contains unsupported values: [host]",
    location: '/States/A/Parameters',
  };

  async function validated(request: JsonObject) {
    const { status, body } = await callService(url, request, { target });
    assert.equal(status, 200);
    return body as { result: string; truncated: boolean; diagnostics: { severity: string; code: string }[] };
  }

  it('finds nothing in a sound definition', async () => {
    // A body with GET is worth knowing, and AWS says nothing of it.
    const legal = { ...task, Parameters: { ...task.Parameters, RequestBody: {} } };
    const sound = JSON.stringify({ StartAt: 'A', States: { A: legal } });
    const nothing = { result: 'OK', diagnostics: [], truncated: false };
    assert.deepEqual(await validated({ definition: sound, severity: 'WARNING', type: 'EXPRESS' }), nothing);
  });

  it('gives errors, and warnings when they are asked for, and never less', async () => {
    const { result, diagnostics, truncated } = await validated({ definition });
    assert.deepEqual([result, truncated, diagnostics[0]], ['FAIL', false, header]);
    assert.ok(diagnostics.every(({ severity }) => severity === 'ERROR'));
    const more = await validated({ definition, severity: 'WARNING' });
    assert.deepEqual(
      more.diagnostics.filter(({ severity }) => severity === 'ERROR'),
      diagnostics,
    );
    assert.ok(more.diagnostics.some(({ severity }) => severity === 'WARNING'));
    assert.equal(
      more.diagnostics.some(({ severity }) => severity === 'INFO'),
      false,
    );
  });

  it('gives so many at most, a hundred for 0', async () => {
    const all = await validated({ definition });
    const first = await validated({ definition, maxResults: 1 });
    assert.deepEqual(first, { ...all, diagnostics: all.diagnostics.slice(0, 1), truncated: true });
    assert.deepEqual(await validated({ definition, maxResults: 0 }), all);
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`S${index}`, { Type: 'Pas' }]));
    const most = await validated({ definition: JSON.stringify({ StartAt: 'S0', States: many }), maxResults: 0 });
    assert.deepEqual([most.diagnostics.length, most.truncated], [100, true]);
  });

  for (const text of ['x', '[]', '{', 'null', '{"States":'.repeat(1000)]) {
    it(`fails ${text.slice(0, 12)}`, async () => {
      const { result, diagnostics } = await validated({ definition: text });
      assert.equal(result, 'FAIL');
      assert.notEqual(diagnostics.length, 0);
    });
  }
});

describe('the command', () => {
  it('takes a region for connections whose ARN names none', async () => {
    const { Parameters, ...task } = JSON.parse(call('/x')) as { Parameters: JsonObject };
    const Authentication = { ConnectionArn: 'Test' };
    const definition = JSON.stringify({ ...task, Parameters: { ...Parameters, Authentication } });
    const other = startLongProgram(['serve', '--port', '0', '--region', 'eu-west-1'], program.folder, SECRETS);
    const address = /http.*$/.exec((await other.line()) ?? '')?.[0] ?? '';
    const { body } = await callService(address, { definition, inspectionLevel: 'TRACE' });
    assert.match(JSON.stringify(body), /Amazon\|StepFunctions\|HttpInvoke\|eu-west-1/);
    assert.deepEqual(await other.interrupt(), { code: 0, err: '' });
  });

  it('says when it cannot have its port', async () => {
    const port = new URL(url).port;
    const { code, out, err } = await program.run(['serve', '--port', port], { env: SECRETS });
    assert.deepEqual([code, out], [2, '']);
    assert.equal(
      err,
      `stateside: This port cannot be used (another program uses it), so choose another with --port: ${port}\n`,
    );
  });

  const wrong: readonly (readonly [args: readonly string[], says: RegExp])[] = [
    [['--port', 'x'], /from 0 to 65535: --port x/],
    [['--port', '65536'], /from 0 to 65535: --port 65536/],
    [['--port=-1'], /from 0 to 65535: --port -1/],
    [['--prot', '1'], /not known to stateside serve: --prot/],
    [['more'], /This argument is not expected: more/],
    [['--project', 'nowhere.json'], /There is no such file: nowhere\.json/],
    [['--project-profile', 'nobody'], /There is no such profile/],
    [['--project', 'broken.json'], /has to be mended[\s\S]*broken\.json:1:1/],
  ];
  for (const [args, says] of wrong) {
    it(`ends with 2 for ${args.join(' ')}`, async () => {
      await program.file('broken.json', '{"version": 1, "endpoint": {}}');
      const { code, out, err } = await program.run(['serve', ...args]);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, says);
    });
  }
});

describe('members of a request', () => {
  const KINDS: Readonly<Partial<Record<Shape['kind'], string>>> = {
    text: 'string',
    count: 'number',
    flag: 'boolean',
    object: 'object',
  };

  /** Values that do not fit a member, each with the constraint that it breaks. */
  function misfits({ shape }: ShapeField): readonly (readonly [value: JsonValue, constraint: RegExp])[] {
    const kinds: readonly JsonValue[] = ['text', 1, true, [], { a: 1 }];
    const fits = KINDS[shape.kind];
    const wrongKinds = kinds.filter((value) => typeof value !== fits || Array.isArray(value));
    const found: (readonly [JsonValue, RegExp])[] = wrongKinds.map((value) => [value, /Member must be an? \w+$/]);
    if (shape.kind === 'text' && shape.values) found.push(['none', /enum value set: \[/], ['', /enum value set/]);
    if (shape.kind === 'text' && shape.minimum) found.push(['', /length greater than or equal to 1$/]);
    if (shape.kind === 'text' && shape.maximum)
      found.push(['x'.repeat(shape.maximum + 1), new RegExp(`length less than or equal to ${shape.maximum}$`)]);
    if (shape.kind === 'count')
      found.push([-1, /value greater than or equal to 0$/], [1.5, /an integer$/], [2 ** 31, /an integer$/]);
    if (shape.kind === 'count' && shape.maximum)
      found.push([shape.maximum + 1, new RegExp(`value less than or equal to ${shape.maximum}$`)]);
    return found;
  }

  /** Every member with its path, nested ones behind the member that holds them. */
  function* everyMember(
    members: readonly ShapeField[],
    path: readonly string[] = [],
  ): Generator<[ShapeField, string[]]> {
    for (const member of members) {
      const here = [...path, member.name];
      yield [member, here];
      if (member.shape.kind === 'object') yield* everyMember(member.shape.fields, here);
    }
  }

  function requestWith(path: readonly string[], value: JsonValue): JsonObject {
    const nested = path.toReversed().reduce<JsonValue>((inner, name) => ({ [name]: inner }), value);
    return { definition: 'x', ...(nested as JsonObject) };
  }

  for (const [operation, members] of [
    ['TestState', TEST_STATE_FIELDS],
    ['ValidateStateMachineDefinition', VALIDATE_FIELDS],
  ] as const) {
    for (const [member, path] of everyMember(members)) {
      it(`${path.join('.')} of ${operation} is refused where it does not fit`, () => {
        for (const [value, constraint] of misfits(member)) {
          const read = readInput(requestWith(path, value), members);
          assert.equal(read.ok, false, JSON.stringify(value)?.slice(0, 100));
          const message = read.ok ? '' : read.message;
          assert.match(message, /^1 validation error detected: Value/);
          assert.ok(message.includes(` at '${path.join('.')}' failed to satisfy constraint: `), message);
          assert.match(message, constraint);
        }
      });
    }
  }

  it('that are sensitive are not repeated', () => {
    for (const [member, path] of everyMember(TEST_STATE_FIELDS)) {
      if (member.shape.kind !== 'text' || !member.shape.sensitive) continue;
      const read = readInput(requestWith(path, 'owned'.repeat(300_000)), TEST_STATE_FIELDS);
      assert.equal(!read.ok && read.message.includes('owned'), false, path.join('.'));
    }
  });

  it('are read or refused whatever they are', () => {
    const request = fc.record(
      Object.fromEntries(TEST_STATE_FIELDS.map(({ name }) => [name, fc.oneof(fc.string(), fc.jsonValue())])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(request, (input) => {
        const read = readInput(input as JsonObject, TEST_STATE_FIELDS);
        if (read.ok) assert.equal(typeof read.value.definition, 'string');
        else assert.match(read.message, /^\d+ validation errors? detected: Value/);
      }),
    );
  });
});

describe('a gate', () => {
  it('lets so many in, the others in their order', async () => {
    const gate = createGate(2);
    const inside: number[] = [];
    const leaves = new Map<number, () => void>();
    const entered = [1, 2, 3, 4].map(async (id) => {
      leaves.set(id, await gate.enter());
      inside.push(id);
    });
    await Promise.all(entered.slice(0, 2));
    assert.deepEqual(inside, [1, 2]);
    leaves.get(2)?.();
    await entered[2];
    assert.deepEqual(inside, [1, 2, 3]);
    leaves.get(1)?.();
    await entered[3];
    let isEmpty = false;
    const empty = gate.empty().then(() => {
      isEmpty = true;
    });
    leaves.get(3)?.();
    assert.equal(isEmpty, false);
    leaves.get(4)?.();
    await empty;
    assert.deepEqual(inside, [1, 2, 3, 4]);
  });
});
