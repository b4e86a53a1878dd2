import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { close, listen } from '../client/demo/loopback';
import type { HttpRequest, RequestPart, StateRun } from '../shared/executor/stateRun';
import type { TestStateRequest } from '../shared/executor/testStateRequest';
import { awsCommand } from '../shared/report/awsCommand';
import { comparedRun } from '../shared/report/comparedRun';
import { curlCommand } from '../shared/report/curl';
import { MASK, masker } from '../shared/report/mask';
import { quoted, wordWriter } from '../shared/report/shellWords';
import { pathText, type ValueChange, valueChanges } from '../shared/report/valueChanges';
import { isJsonObject, type JsonValue } from '../shared/spec/json';
import { basicConnection, httpTask, runHere } from './support/runHere';

const PLAIN = { mask: (text: string) => text, reveal: true };

/** What bash makes of a command: the arguments of `curl` or `aws`, and what came through a pipe. */
function understood(command: string, env: Readonly<Record<string, string>> = {}) {
  const show = `() { printf '%s\\0' "$#" "$@"; if [ -p /dev/stdin ]; then cat; fi; }`;
  const script = `curl ${show}\naws ${show}\n${command}\n`;
  const options = { input: '', env: { PATH: process.env.PATH, LC_ALL: 'C', ...env }, maxBuffer: 1e8 };
  const out = execFileSync('bash', ['-c', script], { ...options, stdio: ['ignore', 'pipe', 'pipe'] }).toString('utf8');
  const [count = '', ...rest] = out.split('\0');
  const args = rest.slice(0, Number(count));
  return { args, piped: rest.slice(Number(count)).join('\0') };
}

/** The value behind an option. */
function behind(args: readonly string[], option: string): string | undefined {
  const at = args.indexOf(option);
  return at < 0 ? undefined : args[at + 1];
}

/** Any text of whole characters; bash has no place for a NUL in an argument. */
const TEXT = fc.string({ unit: 'binary' }).map((text) => text.replaceAll('\0', ''));
const NASTY = fc.oneof(
  TEXT,
  fc
    .array(fc.constantFrom("'", '"', '\\', '$', '`', '\n', '\r', '!', '*', '{', '%', '-', '@', 'a'))
    .map((all) => all.join('')),
);

describe('a word of a command', () => {
  it('is read by bash as the text that it was made from', () => {
    fc.assert(
      fc.property(fc.array(NASTY, { minLength: 1, maxLength: 20 }), (texts) => {
        assert.deepEqual(understood(`curl ${texts.map(quoted).join(' ')}`).args, texts);
      }),
    );
  });

  it('has a variable of its own for each mask, called after what stands in front of it', () => {
    const writer = wordWriter(false);
    const word = writer.word(`{"key":"${MASK}","PATH":"${MASK}","key":"${MASK}"} it's`, 'body');
    assert.deepEqual(writer.variables, [
      { name: 'KEY', place: 'body key' },
      { name: 'SECRET_PATH', place: 'body PATH' },
      { name: 'KEY_2', place: 'body key' },
    ]);
    const env = { KEY: "o'ne", SECRET_PATH: '$two `x`', KEY_2: 'three\n' };
    assert.deepEqual(understood(`curl ${word}`, env).args, [`{"key":"o'ne","PATH":"$two \`x\`","key":"three\n"} it's`]);
  });

  it('keeps a mask as it is where secrets are shown', () => {
    assert.deepEqual(understood(`curl ${wordWriter(true).word(`a ${MASK}`)}`).args, [`a ${MASK}`]);
  });
});

function part(name: string, value: string, more: Partial<RequestPart> = {}): RequestPart {
  return { name, value, origin: 'definition', secret: false, ...more };
}

function request(change: Partial<HttpRequest> = {}): HttpRequest {
  return {
    protocol: 'https',
    method: 'GET',
    url: 'https://api.example.com/x',
    endpoint: 'https://api.example.com/x',
    query: [],
    headers: [part('Host', 'api.example.com', { origin: 'stepFunctions' })],
    body: undefined,
    ...change,
  };
}

function body(text: string): HttpRequest['body'] {
  return { text, encoding: 'NONE', members: [], value: text, textWithoutConnection: text };
}

describe('a request as a curl command', () => {
  it('has the method, the address, the headers and the body, whatever is in them', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,9}$/).map((text) => `X-${text}`);
    const value = NASTY.map((text) => text.replace(/[\r\n]/g, ' ')).filter((text) => text !== '');
    fc.assert(
      fc.property(name, value, NASTY, fc.webUrl({ withQueryParameters: true }), (header, content, text, url) => {
        const headers = [part(header, content)];
        const { text: command, variables } = curlCommand(
          request({ method: 'PUT', url, headers, body: body(text) }),
          PLAIN,
        );
        const { args } = understood(command);
        assert.equal(behind(args, '--request'), 'PUT');
        assert.equal(behind(args, '--url'), url);
        assert.ok(args.includes(`${header}: ${content}`));
        assert.equal(behind(args, '--data-raw'), text === '' ? undefined : text);
        assert.deepEqual(variables, []);
      }),
    );
  });

  it('sends a body with a NUL through a pipe, to the byte', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(NASTY, fc.constant('\0'), fc.constant('\\0')), { minLength: 1 }), (pieces) => {
        const text = `\0${pieces.join('')}0`;
        const { args, piped } = understood(curlCommand(request({ body: body(text) }), PLAIN).text);
        assert.equal(behind(args, '--data-binary'), '@-');
        assert.equal(piped, text);
      }),
    );
  });

  const CASES: readonly [what: string, change: Partial<HttpRequest>, has: readonly string[], not: readonly string[]][] =
    [
      ['a HEAD has an option of its own', { method: 'HEAD' }, ['--head'], ['--request']],
      ['a HEAD with a body has not', { method: 'HEAD', body: body('x') }, ['--request', 'HEAD'], ['--head']],
      ['brackets are not expanded', { url: 'https://api.example.com/x?a[0]={1}' }, ['--globoff'], []],
      ['a path is not tidied', { url: 'https://api.example.com/a/../b' }, ['--path-as-is'], ['--globoff']],
      ['what curl would add is taken away', { body: body('x') }, ['Accept:', 'User-Agent:', 'Content-Type:'], []],
      ['without a body there is no type to take away', {}, ['Accept:'], ['Content-Type:']],
      ['a header without a value', { headers: [part('X-Empty', '')] }, ['X-Empty;'], ['X-Empty: ']],
      [
        'what curl makes itself',
        { headers: [part('Content-Length', '3'), part('Host', 'h')] },
        [],
        ['Content-Length: 3', 'Host: h'],
      ],
      ['overridden parts', { headers: [part('A', 'b', { overriddenBy: 'connection' })] }, [], ['A: b']],
      [
        'a request that was sent elsewhere goes there, with its own Host and query',
        { url: 'https://api.example.com/x?a=b', sentTo: 'http://127.0.0.1:4567/x' },
        ['http://127.0.0.1:4567/x?a=b', 'Host: api.example.com'],
        ['https://api.example.com/x?a=b'],
      ],
    ];
  for (const [what, change, has, not] of CASES) {
    it(what, () => {
      const { args } = understood(curlCommand(request(change), PLAIN).text);
      for (const word of has) assert.ok(args.includes(word), `${word} is missing in ${args.join(' ')}`);
      for (const word of not) assert.ok(!args.includes(word), `${word} stands in ${args.join(' ')}`);
    });
  }
});

const PASSWORD = 'owned-password';
const QUERY_KEY = 'owned-query-key';
const BODY_KEY = 'owned-body-key';

/** Runs a state with secrets in header, query and body against an API that echoes them, and gives what that saw. */
async function secretRun(): Promise<{ readonly run: StateRun; readonly seen: readonly string[] }> {
  const seen: string[] = [];
  const server = createServer(async (message: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of message) chunks.push(chunk);
    seen.push(`${message.method} ${message.url} ${message.headers.authorization} ${Buffer.concat(chunks).toString()}`);
    response.sendDate = false;
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ seen }));
  });
  const port = await listen(server, 0);
  const connection = basicConnection({
    QueryStringParameters: [{ Key: 'token', Value: QUERY_KEY, IsValueSecret: true }],
    BodyParameters: [{ Key: 'key', Value: BODY_KEY, IsValueSecret: true }],
  });
  const state = httpTask({ ApiEndpoint: 'https://api.example.com/x', Method: 'POST', RequestBody: { a: "it's" } });
  const settings = { endpoints: { 'https://api.example.com': `http://127.0.0.1:${port}` } };
  try {
    return { run: await runHere(state, { connection, settings }), seen };
  } finally {
    await close(server);
  }
}

function taskRequest(run: StateRun): HttpRequest {
  return run.attempts[0]?.exchanges[0]?.request ?? assert.fail('nothing was sent');
}

describe('secrets in exports', () => {
  it('are variables in a curl command, which sends the same when they are set', async () => {
    const { run } = await secretRun();
    const sent = taskRequest(run);
    const { text, variables } = curlCommand(sent, { mask: masker(run, false), reveal: false });
    for (const secret of [PASSWORD, QUERY_KEY, BODY_KEY, MASK]) assert.ok(!text.includes(secret), text);
    assert.deepEqual(
      variables.map(({ name, place }) => [name, place]),
      [
        ['TOKEN', 'address token'],
        ['AUTHORIZATION', 'header Authorization'],
        ['KEY', 'body key'],
      ],
    );
    const basic = Buffer.from(`owned-user:${PASSWORD}`).toString('base64');
    const env = { TOKEN: QUERY_KEY, AUTHORIZATION: basic, KEY: BODY_KEY };
    assert.deepEqual(understood(text, env), understood(curlCommand(sent, PLAIN).text));
  });

  it('end the command before anything is sent while they are not set', async () => {
    const { run } = await secretRun();
    const { text } = curlCommand(taskRequest(run), { mask: masker(run, false), reveal: false });
    assert.throws(() => understood(text), /parameter null or not set/);
  });

  it('show where they were revealed', async () => {
    const { run } = await secretRun();
    const { text, variables } = curlCommand(taskRequest(run), PLAIN);
    for (const secret of [QUERY_KEY, BODY_KEY]) assert.ok(text.includes(secret), text);
    assert.deepEqual(variables, []);
  });

  it('are variables in an aws command', async () => {
    const { run } = await secretRun();
    const definition = JSON.stringify({ Comment: `uses ${PASSWORD}`, Type: 'Pass', End: true });
    const options = { reveal: false, mask: masker(run, false), roleArn: 'arn:aws:iam::123456789012:role/R' };
    const { text, variables } = awsCommand({ definition, input: JSON.stringify({ echo: QUERY_KEY }) }, options);
    assert.doesNotMatch(text, /owned-|reveal-secrets/);
    assert.equal(variables.length, 2);
  });
});

const ROLE = 'arn:aws:iam::123456789012:role/Tester';
const SHOWN = { reveal: true, mask: (text: string) => text };

describe('a request as an aws command', () => {
  it('hands every member over, whatever is in it', () => {
    fc.assert(
      fc.property(
        NASTY,
        fc.jsonValue(),
        fc.constantFrom('S 1', "it's", '-dash', 'Schritt größer'),
        (text, value, stateName) => {
          const request: TestStateRequest = {
            definition: JSON.stringify({ Comment: text }),
            stateName,
            input: JSON.stringify(value),
            variables: JSON.stringify({ text }),
            context: JSON.stringify({ text }),
            mock: { result: JSON.stringify(value), fieldValidationMode: 'NONE' },
            stateConfiguration: { retrierRetryCount: 1 },
          };
          const { args } = understood(awsCommand(request, { ...SHOWN, region: 'eu-west-1', roleArn: ROLE }).text);
          const option = (name: string) =>
            behind(args, `--${name}`) ?? args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
          assert.deepEqual(args.slice(0, 2), ['stepfunctions', 'test-state']);
          for (const [name, expected] of [
            ['definition', request.definition],
            ['state-name', stateName],
            ['input', request.input],
            ['variables', request.variables],
            ['context', request.context],
            ['mock', JSON.stringify(request.mock)],
            ['state-configuration', '{"retrierRetryCount":1}'],
            ['role-arn', ROLE],
            ['region', 'eu-west-1'],
            ['inspection-level', 'TRACE'],
          ] as const) {
            assert.equal(option(name), expected, name);
          }
          assert.ok(args.includes('--reveal-secrets'));
        },
      ),
    );
  });

  it('asks for the role where none is set, and needs none with a mock', () => {
    const definition = '{"Type":"Pass","End":true}';
    const { text, variables } = awsCommand({ definition }, SHOWN);
    assert.deepEqual(variables, [{ name: 'ROLE_ARN', place: 'role to run with' }]);
    assert.equal(behind(understood(text, { ROLE_ARN: ROLE }).args, '--role-arn'), ROLE);
    assert.doesNotMatch(awsCommand({ definition, mock: { result: '{}' } }, SHOWN).text, /role-arn/);
  });

  it('leaves out a context that the API would refuse', () => {
    assert.doesNotMatch(awsCommand({ definition: '{}', context: '{"a":1}' }, SHOWN).text, /context/);
  });

  it('writes a definition on one line, and keeps what is no JSON', () => {
    assert.equal(
      behind(
        understood(awsCommand({ definition: '{\n "a": 1 }' }, { ...SHOWN, roleArn: ROLE }).text).args,
        '--definition',
      ),
      '{"a":1}',
    );
    assert.equal(
      behind(understood(awsCommand({ definition: '{ "a"' }, { ...SHOWN, roleArn: ROLE }).text).args, '--definition'),
      '{ "a"',
    );
  });
});

const CHANGES: readonly [before: JsonValue, after: JsonValue, changes: readonly string[]][] = [
  [{ a: 1 }, { a: 1 }, []],
  [{ a: 1, b: 2 }, { b: 2, a: 1 }, []],
  [{ a: 1 }, { a: 2 }, ['changed $.a']],
  [{ a: 1 }, { b: 1 }, ['removed $.a', 'added $.b']],
  [{ 'a b': { "it's": 1 } }, { 'a b': {} }, ["removed $['a b']['it\\'s']"]],
  [[1, 2, 3], [0, 1, 2, 3], ['added $[0]']],
  [[1, 2, 3], [1, 3], ['removed $[1]']],
  [[{ a: 1 }, 2], [{ a: 2 }, 2], ['changed $[0].a']],
  [{ a: [] }, { a: {} }, ['changed $.a']],
  [null, { a: 1 }, ['changed $']],
  [{ a: null }, {}, ['removed $.a']],
];

describe('changes from one value to another', () => {
  for (const [before, after, expected] of CHANGES) {
    it(`${JSON.stringify(before)} to ${JSON.stringify(after)}`, () => {
      assert.deepEqual(
        valueChanges(before, after).map(({ kind, path }) => `${kind} ${pathText(path)}`),
        expected,
      );
    });
  }

  it('are none for equal values, and lead from the first value to the second', () => {
    const values = fc.jsonValue().map((value): JsonValue => JSON.parse(JSON.stringify(value)));
    fc.assert(
      fc.property(values, values, (before, after) => {
        assert.deepEqual(valueChanges(before, structuredClone(before)), []);
        assert.deepEqual(applied(before, valueChanges(before, after)), after);
      }),
    );
  });

  it('of values too deep to be compared are one change', () => {
    const deep = (end: string): JsonValue => JSON.parse(`${'['.repeat(50_000)}${end}${']'.repeat(50_000)}`);
    assert.deepEqual(
      valueChanges(deep('1'), deep('2')).map(({ kind }) => kind),
      ['changed'],
    );
  });
});

/** The value behind all changes: removals from the end, then all else in order. */
function applied(value: JsonValue, changes: readonly ValueChange[]): JsonValue {
  const removals = changes.filter(({ kind }) => kind === 'removed').toReversed();
  const others = changes.filter(({ kind }) => kind !== 'removed');
  return [...removals, ...others].reduce((now, change) => at(now, change.path, change), value);
}

function at(value: JsonValue, [step, ...more]: readonly (string | number)[], change: ValueChange): JsonValue {
  if (step === undefined) return change.kind === 'removed' ? null : change.after;
  const isLast = more.length === 0;
  if (Array.isArray(value)) {
    const items: JsonValue[] = [...value];
    const index = Number(step);
    if (isLast && change.kind === 'removed') return items.toSpliced(index, 1);
    if (isLast && change.kind === 'added') return items.toSpliced(index, 0, change.after);
    return items.with(index, at(items[index] ?? null, more, change));
  }
  assert.ok(isJsonObject(value), 'a path leads into a value that is none');
  const { [step]: there = null, ...rest } = value;
  return isLast && change.kind === 'removed' ? rest : { ...value, [step]: at(there, more, change) };
}

describe('what two runs are compared by', () => {
  it('has no times, so that the same run twice is the same', async () => {
    const [one, two] = [await secretRun(), await secretRun()];
    const text = ({ run }: typeof one) => JSON.stringify(comparedRun(run)).replaceAll(/127\.0\.0\.1:\d+/g, 'here');
    assert.equal(text(one), text(two));
    assert.doesNotMatch(text(one), /durationMilliseconds|startedAt|"date/i);
  });

  it('has bodies as JSON, calls and stages by their names', async () => {
    const { run } = await secretRun();
    const compared = JSON.parse(JSON.stringify(comparedRun(run)));
    assert.equal(compared.calls[0].request.body.a, "it's");
    assert.equal(compared.calls[0].response.status, '200 OK');
    assert.deepEqual(compared.stages.input, {});
    assert.equal(compared.status, 'SUCCEEDED');
  });
});
