import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/spec/json';
import { junitProblems } from './support/junitSchema';
import { type Ended, type Program, type RunMore, startProgram } from './support/program';
import { type RawServer, reply, startRawServer } from './support/rawServer';
import { parseXml } from './support/xml';

// Test cases through the real program, against an API on this machine.

const PASSWORD = 'owned-password';
const SECRET = { STATESIDE_SECRET_SHOP: PASSWORD };

const ORDERS = {
  StartAt: 'Call',
  States: {
    Call: {
      Type: 'Task',
      Resource: 'arn:aws:states:::http:invoke',
      Parameters: {
        'ApiEndpoint.$': "States.Format('https://shop.example.com/{}', $.path)",
        Method: '${Method}',
        Authentication: { ConnectionArn: 'arn:aws:events:us-east-1:123456789012:connection/Shop/0' },
        RequestBody: { 'path.$': '$.path' },
      },
      Next: 'Kind',
    },
    Kind: { Type: 'Choice', Choices: [{ Variable: '$.n', NumericGreaterThan: 1, Next: 'Many' }], Default: 'One' },
    Many: { Type: 'Pass', Result: { many: true }, End: true },
    One: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.context.Execution.Name %}', End: true },
  },
};

const PROJECT = (url: string): JsonObject => ({
  version: 1,
  connections: {
    Shop: {
      AuthorizationType: 'BASIC',
      AuthParameters: { BasicAuthParameters: { Username: 'shop', Password: '${secret:shop}' } },
    },
  },
  endpoints: { 'https://shop.example.com': url },
  substitutions: { Method: 'POST' },
  profiles: { other: { substitutions: { Method: 'PUT' } } },
});

let program: Program;
let server: RawServer;
let asked: () => void = () => undefined;
before(async () => {
  server = await startRawServer((socket, request) => {
    const at = /^[A-Z]+ (\S+)/.exec(request)?.[1];
    if (at === '/never') asked();
    else if (at === '/gone') reply('{}', [], '404 Gone Fishing')(socket, request);
    else reply(JSON.stringify({ at, echo: PASSWORD, list: [1, 2] }))(socket, request);
  });
});
after(() => server.close());

beforeEach(async () => {
  program = await startProgram();
  await program.file('stateside.json', JSON.stringify(PROJECT(server.url)));
  await program.file('orders.asl.json', JSON.stringify(ORDERS));
});
afterEach(() => program.end());

const write = (tests: readonly JsonObject[], name = 'orders'): Promise<string> =>
  program.file(`${name}.asl.test.json`, `${JSON.stringify({ version: 1, tests }, null, 2)}\n`);

const test = async (args: readonly string[] = [], more: RunMore = { env: SECRET }): Promise<Ended> => {
  const ended = await program.run(['test', ...args], more);
  assert.ok(!`${ended.out}${ended.err}`.includes(PASSWORD), 'a secret is shown');
  return ended;
};

/** The report as JSON: for each case its title and outcome, then its findings and notes in one line each. */
const results = async (args: readonly string[] = [], more?: RunMore): Promise<readonly string[]> => {
  const { out } = await test(['--reporter', 'json', ...args], more);
  const { tests } = JSON.parse(out) as { tests: Record<string, JsonValue>[] };
  return tests.map(({ state, name, outcome }) => `${state}: ${name}: ${outcome}`);
};

const call = (name: string, more: JsonObject = {}, at = 'a'): JsonObject => ({
  name,
  state: 'Call',
  input: { path: at },
  ...more,
});

const MOCK = { mock: { result: { StatusCode: 200, ResponseBody: { n: 1 } } } };

const requests = (): number => server.requests.length;

describe('stateside test', () => {
  it('passes when every case is as expected', async () => {
    await write([
      call('really calls', {
        expect: {
          status: 'SUCCEEDED',
          nextState: 'Kind',
          request: {
            method: 'POST',
            url: 'https://shop.example.com/a',
            headers: { host: 'shop.example.com' },
            body: { path: 'a' },
          },
          output: { ResponseBody: { at: '/a', list: [1, 2] } },
          assert: ['{% $states.result.StatusCode = 200 %}', '$count($states.output.ResponseBody.list) = 2'],
        },
      }),
      call('expects an error', { expect: { error: 'States.Http.StatusCode.404' } }, 'gone'),
      { name: 'chooses', state: 'Kind', input: { n: 2 }, expect: { nextState: 'Many' } },
      { name: 'reads a context', state: 'One', context: { Execution: { Name: 'mine' } }, expect: { output: 'mine' } },
    ]);
    const { code, out, err } = await test();
    assert.deepEqual([code, err], [0, ''], out);
    const shown = out.replace(/\([\d.]+ m?s\)/g, '(T)').replace(/, [\d.]+ m?s$/m, ', T');
    const titles = ['Call: really calls', 'Call: expects an error', 'Kind: chooses', 'One: reads a context'];
    const lines = titles.map((title) => `  ✓ ${title} (T)\n`);
    assert.equal(shown, `orders.asl.test.json\n${lines.join('')}\n4 passed in 1 file, T\n`);
  });

  it('says of each difference where it is, what was expected and what there was', async () => {
    await write([
      call('differs', {
        expect: { output: { ResponseBody: { list: [1, 3] } }, assert: '$states.result.StatusCode = 201 and true' },
      }),
    ]);
    const { code, out } = await test();
    assert.equal(code, 1);
    const lines = (await readFile(path.join(program.folder, 'orders.asl.test.json'), 'utf8')).split('\n');
    const lineOf = (part: string): number => lines.findIndex((line) => line.includes(part)) + 1;
    assert.ok(
      out.includes(
        `output.ResponseBody.list[1] is not as expected\n        expected 3\n        but was  2\n        orders.asl.test.json:${lineOf('3')}:`,
      ),
      out,
    );
    assert.ok(
      out.includes(
        'The assertion does not hold: $states.result.StatusCode = 201 and true\n        $states.result.StatusCode = 201: $states.result.StatusCode is 200\n',
      ),
      out,
    );
    assert.match(out, new RegExp(`:${lineOf('"assert"')}:\\d+\n`));
    assert.match(out, /\n1 failed, 0 passed in 1 file/);
  });

  it('masks secrets that an API echoes', async () => {
    await write([
      call('echo', {
        expect: { output: { ResponseBody: { echo: 'other' } }, assert: '$states.output.ResponseBody.echo = 1' },
      }),
    ]);
    for (const reporter of ['spec', 'tap', 'junit', 'json']) {
      const { code, out } = await test(['--reporter', reporter]);
      assert.equal(code, 1);
      assert.match(out, /echo[\s\S]*••••••/, reporter);
    }
  });

  it('builds and checks the request of a case with a mock, and sends nothing, without any secret', async () => {
    const sent = requests();
    await write([
      call('is met', { ...MOCK, expect: { request: { method: 'POST', body: '{"path":"a"}' } } }),
      call('is not', { ...MOCK, expect: { request: { method: 'GET' } } }),
    ]);
    assert.deepEqual(await results([], {}), ['Call: is met: passed', 'Call: is not: failed']);
    assert.equal(requests(), sent);
  });

  it('ends an assertion that never comes to an end, and goes on', async () => {
    await write([
      { name: 'endless', state: 'Many', expect: { assert: '($f := function($n) { $f($n) }; $f(1))' } },
      { name: 'fine', state: 'Many', expect: { assert: '$states.output.many' } },
    ]);
    assert.deepEqual(await results(), ['Many: endless: failed', 'Many: fine: passed']);
  });

  it('runs definitions in YAML, and those of a folder in the order of their names', async () => {
    await program.file(
      'b/pass.asl.yaml',
      'StartAt: A\nStates:\n  A: # first\n    Type: Pass\n    Result: { ok: ${Ok} }\n    End: true\n',
    );
    await program.file('b/stateside.json', '{ "version": 1, "substitutions": { "Ok": "true" } }');
    await write([{ name: 'in YAML', state: 'A', expect: { output: { ok: true } } }], 'b/pass');
    await write([{ name: 'in JSON', state: 'Many' }]);
    assert.deepEqual(await results(), ['A: in YAML: passed', 'Many: in JSON: passed']);
    assert.deepEqual(await results(['b']), ['A: in YAML: passed']);
    assert.deepEqual(await results(['*/*.asl.{test.json,yaml}']), ['A: in YAML: passed']);
    assert.deepEqual(await results(['orders.asl.json', 'orders.asl.test.json']), ['Many: in JSON: passed']);
  });

  it('runs with the profile that is named', async () => {
    await write([call('method', { ...MOCK, expect: { request: { method: 'PUT' } } })]);
    assert.deepEqual(await results(), ['Call: method: failed']);
    assert.deepEqual(await results(['--project-profile', 'other']), ['Call: method: passed']);
  });

  it('leaves comments in files of test cases alone', async () => {
    const text = '{ "version": 1, "tests": [ /* one */ { "name": "a", "state": "Many" }, ] }';
    await program.file('orders.asl.test.json', text);
    assert.deepEqual(await results(), ['Many: a: passed']);
  });
});

describe('choosing cases', () => {
  const THREE = ['apple', 'Banana', 'cherry'].map((name) => ({
    name,
    state: 'Many',
    expect: { output: { many: false } },
  }));

  it('filters by a text or a regular expression', async () => {
    await write(THREE);
    assert.deepEqual(await results(['--filter', 'many: b']), ['Many: Banana: failed']);
    assert.deepEqual(await results(['--filter', '/: [ab]/']), ['Many: apple: failed']);
    assert.deepEqual(await results(['--filter', '/: [ab]/i']), ['Many: apple: failed', 'Many: Banana: failed']);
  });

  it('begins nothing more after so many failures', async () => {
    await write(THREE);
    const outcomes = async (...args: string[]) =>
      (await results(['--jobs', '1', ...args])).map((one) => one.split(': ')[2]);
    assert.deepEqual(await outcomes('--bail'), ['failed', 'skipped', 'skipped']);
    assert.deepEqual(await outcomes('--bail', '2'), ['failed', 'failed', 'skipped']);
    assert.deepEqual(await outcomes('--bail=3'), ['failed', 'failed', 'failed']);
    const { code, out } = await test(['--bail', '--jobs', '1', '--reporter', 'tap']);
    assert.equal(code, 1);
    assert.match(
      out,
      /^TAP version 14\n1\.\.3\nnot ok 1 - [\s\S]*\nok 3 - .* # SKIP not run\nBail out! Stopped by --bail\n$/,
    );
  });
});

describe('recorded answers', () => {
  it('are what --offline runs with', async () => {
    const sent = requests();
    await write([call('recorded', MOCK), call('not recorded'), { name: 'calls nothing', state: 'Many' }]);
    const { code, out } = await test(['--offline'], {});
    assert.equal(code, 1);
    assert.match(
      out,
      /✓ Call: recorded[\s\S]*✗ Call: not recorded[\s\S]*Nothing is recorded for this case[\s\S]*✓ Many: calls nothing/,
    );
    assert.equal(requests(), sent);
  });

  it('are written by --record into the cases that have none, with secrets masked', async () => {
    const text = [
      '{',
      '    // what we sell',
      '    "version": 1,',
      '    "tests": [',
      '        { "name": "new", "state": "Call", "input": { "path": "a" } }, // stays',
      '        { "name": "error", "state": "Call", "input": { "path": "gone" }, "expect": { "status": "FAILED" } },',
      `        ${JSON.stringify(call('old', MOCK))},`,
      '        { "name": "none", "state": "Many" },',
      '    ]',
      '}',
      '',
    ].join('\n');
    const file = await program.file('orders.asl.test.json', text);
    const { code, out } = await test(['--record']);
    assert.equal(code, 0, out);
    assert.match(out, /new .*\n {6}Recorded, with secrets masked at mock\.result\.ResponseBody\.echo\.\n/);
    assert.match(out, /error .*\n {6}Recorded\.\n/);
    const written = await readFile(file, 'utf8');
    for (const kept of [
      '    // what we sell\n',
      '// stays\n',
      JSON.stringify(call('old', MOCK)),
      '"Many" },\n    ]\n}\n',
    ]) {
      assert.ok(written.includes(kept), written);
    }
    assert.ok(!written.includes(PASSWORD));
    assert.match(written, /"errorOutput": \{\s+"error": "States\.Http\.StatusCode\.404",\s+"cause": "Gone Fishing"/);
    assert.match(written, /"echo": "••••••"/);
    const sent = requests();
    assert.equal((await test(['--offline'], {})).code, 0);
    assert.equal((await test(['--record'])).code, 0);
    assert.equal(requests(), sent);
    assert.equal(await readFile(file, 'utf8'), written);
  });

  it('are not written where no answer came', async () => {
    await program.file('stateside.json', JSON.stringify(PROJECT('http://127.0.0.1:1')));
    const file = await write([call('closed', { expect: { status: 'FAILED' } })]);
    const before = await readFile(file, 'utf8');
    const { code, out } = await test(['--record']);
    assert.equal(code, 0);
    assert.match(out, /Nothing was recorded: no answer came\./);
    assert.equal(await readFile(file, 'utf8'), before);
  });
});

describe('what cannot be run', () => {
  const CASES: readonly [name: string, file: string, text: string, message: RegExp][] = [
    ['no JSON', 'orders.asl.test.json', '{ "version": 1, "tests": [', /orders\.asl\.test\.json[\s\S]*1:\d+/],
    ['another version', 'orders.asl.test.json', '{ "version": 2, "tests": [] }', /version/],
    [
      'an unknown field',
      'orders.asl.test.json',
      '{ "version": 1, "tests": [{ "name": "a", "state": "Many", "expct": 1 }] }',
      /expct/,
    ],
    [
      'no definition',
      'lonely.asl.test.json',
      '{ "version": 1, "tests": [] }',
      /no definition beside the cases: lonely\.asl\.json or/,
    ],
    [
      'a definition that is no JSON',
      'orders.asl.json',
      '{ "States": ',
      /The definition cannot be read: orders\.asl\.json:1:\d+/,
    ],
  ];
  for (const [name, file, text, message] of CASES) {
    it(`is told of, and the rest runs: ${name}`, async () => {
      await write([{ name: 'fine', state: 'Many' }]);
      await program.file('z.asl.json', JSON.stringify({ Type: 'Pass', End: true }));
      await write([{ name: 'last', state: 'Any' }], 'z');
      await program.file(file, text);
      const { code, out } = await test();
      assert.equal(code, 2, out);
      assert.match(out, message);
      assert.match(out, /✓ Any: last/);
    });
  }

  it('fails a case whose state is gone, whose assertion is none or whose mock does not fit', async () => {
    await write([
      { name: 'gone', state: 'Mny' },
      { name: 'no expression', state: 'Many', expect: { assert: '$states.input =' } },
      { name: 'no mock of a Pass', state: 'Many', mock: { result: {} } },
      { name: 'fine', state: 'Many' },
    ]);
    const { code, out } = await test();
    assert.equal(code, 1);
    assert.match(out, /no such state \(did you mean Many\?\): Mny\n {8}orders\.asl\.test\.json:6:16/);
    assert.match(
      out,
      /✗ Many: no expression[\s\S]*cannot be evaluated[\s\S]*✗ Many: no mock[\s\S]*not supported[\s\S]*✓ Many: fine/,
    );
  });

  it('names a secret that is missing', async () => {
    await write([call('needs it')]);
    const { code, out } = await test([], {});
    assert.equal(code, 2);
    assert.match(out, /! Call: needs it[\s\S]*set the environment variable STATESIDE_SECRET_SHOP\n/);
  });

  const WRONG: readonly [args: readonly string[], message: RegExp][] = [
    [['--reporter', 'dots'], /takes only spec, tap, junit, json/],
    [['--bail=0'], /whole number above 0: --bail 0/],
    [['--jobs', 'many'], /whole number above 0: --jobs many/],
    [['--timeout', '-1'], /--timeout/],
    [['--filter', '/(/'], /no regular expression: --filter \/\(\//],
    [['--filter', 'nothing like it'], /No case fits: --filter nothing like it/],
    [['--offline', '--record'], /do not go together/],
    [['none.asl.test.json'], /There is no such file: none\.asl\.test\.json/],
    [['gone.json'], /There is no such file or folder: gone\.json/],
    [['stateside.json'], /neither a file of test cases .* nor a definition: stateside\.json/],
    [['*.nothing'], /No file is like this/],
    [['--project-profile', 'none'], /no such profile/],
    [
      ['--output', 'no/such/folder.xml'],
      /The report cannot be written \(its folder does not exist\): no\/such\/folder\.xml/,
    ],
  ];
  for (const [args, message] of WRONG) {
    it(`is wrong use: ${args.join(' ')}`, async () => {
      await write([{ name: 'fine', state: 'Many' }]);
      const { code, err } = await test(args);
      assert.equal(code, 2);
      assert.match(err, message);
    });
  }
});

describe('reports', () => {
  const ODD = 'a <b> & "c" ]]> \u001B[31m # x';

  it('are JUnit that its schemas accept, in a file beside what is shown', async () => {
    await write([
      { name: ODD, state: 'Many' },
      { name: 'differs', state: 'Many', expect: { output: { many: ODD } } },
      call('needs a secret'),
    ]);
    const { code, out } = await test(['--reporter', 'junit', '--output', 'report.xml'], {});
    assert.equal(code, 2);
    assert.match(out, /1 failed, 1 broken, 1 passed/);
    assert.ok(!out.includes('\u001B'));
    const root = parseXml(await readFile(path.join(program.folder, 'report.xml'), 'utf8'));
    assert.deepEqual(junitProblems(root), []);
    const [suite] = root.children;
    assert.deepEqual(
      ['tests', 'failures', 'errors', 'skipped'].map((name) => suite?.attributes.get(name)),
      ['3', '1', '1', '0'],
    );
  });

  it('are JSON with both sides of each difference', async () => {
    await write([{ name: 'differs', state: 'Many', expect: { output: { many: 'no' } } }]);
    const { out } = await test(['--reporter', 'json']);
    const report: JsonValue = JSON.parse(out);
    assert.ok(isJsonObject(report) && Array.isArray(report.tests));
    assert.deepEqual(report.totals, { passed: 0, failed: 1, broken: 0, skipped: 0 });
    const [first] = report.tests as readonly JsonObject[];
    const [finding] = (first?.findings ?? []) as readonly JsonObject[];
    assert.deepEqual(
      [finding?.path, finding?.expected, finding?.actual, finding?.line],
      ['output.many', '"no"', 'true', 9],
    );
  });
});

describe('a run that takes long', () => {
  it('is ended at the deadline of a case, and the others are not', async () => {
    await write([call('hangs', {}, 'never'), call('answers')]);
    const { code, out } = await test(['--timeout', '4']);
    assert.equal(code, 1);
    assert.match(out, /✗ Call: hangs[\s\S]*The run took too long and was ended\.[\s\S]*✓ Call: answers/);
  });

  it('ends with a summary when it is interrupted', async () => {
    await write([{ name: 'first', state: 'Many' }, call('hangs', {}, 'never'), call('waits', {}, 'never')]);
    const interrupt = new Promise<void>((resolve) => {
      asked = resolve;
    });
    const { code, out } = await test(['--jobs', '2'], { env: SECRET, interrupt });
    assert.equal(code, 130);
    assert.match(
      out,
      /✓ Many: first[\s\S]*- Call: hangs\n {2}- Call: waits\n\n2 not run, 1 passed in 1 file, .*\nInterrupted\n$/,
    );
  });
});
