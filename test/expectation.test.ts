import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse as parseYaml } from 'yaml';
import type { StateRun } from '../shared/executor/stateRun';
import { evaluate } from '../shared/expressions/evaluate';
import { assertionStates } from '../shared/report/actualRun';
import { differencesOf } from '../shared/report/expectation';
import { junitReport } from '../shared/report/junit';
import { MASK, masker } from '../shared/report/mask';
import { recordingOf } from '../shared/report/recording';
import { specCase } from '../shared/report/specReport';
import { tapCase } from '../shared/report/tap';
import {
  assertionFinding,
  differenceFinding,
  pathText,
  plainFinding,
  type TestedCase,
} from '../shared/report/testReport';
import type { FailedPart } from '../shared/spec/assertion';
import type { ExpectedRun } from '../shared/spec/expectation';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/spec/json';
import { junitProblems } from './support/junitSchema';
import { reply, startRawServer } from './support/rawServer';
import { basicConnection, httpTask, runHere } from './support/runHere';
import { parseXml } from './support/xml';

/** Texts that reports must survive. */
const ODD = [
  '\u0000\u001B[31m',
  ']]>',
  '<!--',
  '&#0;',
  '# SKIP',
  '\\# LATER',
  '\uD800',
  '\uFFFE',
  '\r\n...',
  ': "',
  '\u2028',
];

const START = { line: 1, column: 1 };
const noMask = (text: string): string => text;

/** A run of a Pass that gives a value. */
const giving = (value: JsonValue): Promise<StateRun> => runHere({ Type: 'Pass', End: true }, { input: value });

const TASK = httpTask({
  ApiEndpoint: 'https://api.example.com/orders',
  Method: 'POST',
  Headers: { 'X-Kind': 'large', 'Content-Type': 'application/x-www-form-urlencoded' },
  QueryParameters: { page: '1' },
  RequestBody: { customer: { id: 7, name: 'Ana' } },
  Transform: { RequestBodyEncoding: 'URL_ENCODED' },
});

const mockedRun = (more: JsonObject = {}, mock: JsonObject = { StatusCode: 200, ResponseBody: { id: 'a1' } }) =>
  runHere({ ...TASK, ...more }, { request: { mock: { result: JSON.stringify(mock) } } });

const failedRun = (more: JsonObject = {}) =>
  runHere(
    { ...TASK, ...more },
    { request: { mock: { errorOutput: { error: 'Shop.Closed', cause: 'It is Sunday' } } } },
  );

/** The differences as lines: way, what was expected, what there was. */
const lines = (run: StateRun, expected: ExpectedRun | undefined): readonly string[] =>
  differencesOf(run, expected).map(({ path, expected: wanted, actual }) =>
    [pathText(path), text(wanted), text(actual)].join(' | '),
  );

const text = (value: JsonValue | undefined): string => (value === undefined ? 'nothing' : JSON.stringify(value));

describe('differences of a run that succeeded', () => {
  const BODY = 'customer%5Bid%5D=7&customer%5Bname%5D=Ana';
  const CASES: readonly [name: string, expected: ExpectedRun, ...differences: string[]][] = [
    ['nothing is expected', {}],
    ['everything is met', { status: 'SUCCEEDED', output: { ResponseBody: { id: 'a1' } }, request: { method: 'POST' } }],
    ['another status', { status: 'FAILED' }, 'status | "FAILED" | "SUCCEEDED"'],
    ['a value deep inside', { output: { ResponseBody: { id: 'b' } } }, 'output.ResponseBody.id | "b" | "a1"'],
    ['a member that is not there', { output: { gone: null } }, 'output.gone | null | nothing'],
    ['an inherited name is no member', { output: { constructor: 1 } }, 'output.constructor | 1 | nothing'],
    ['another kind', { output: { StatusCode: '200' } }, 'output.StatusCode | "200" | 200'],
    ['an error where there is none', { error: 'X', cause: 'y' }, 'error | "X" | nothing', 'cause | "y" | nothing'],
    ['a next state where it ends', { nextState: 'B' }, 'nextState | "B" | nothing'],
    [
      'the address with its query',
      { request: { url: 'https://api.example.com/orders' } },
      'request.url | "https://api.example.com/orders" | "https://api.example.com/orders?page=1"',
    ],
    ['headers in any case, as a text or a list', { request: { headers: { 'x-kind': 'large', 'X-KIND': ['large'] } } }],
    [
      'other headers',
      { request: { headers: { 'X-Kind': ['a', 'b'], 'X-None': 'a', 'x-kind': 'small' } } },
      'request.headers["X-Kind"] | ["a","b"] | ["large"]',
      'request.headers["X-None"] | "a" | nothing',
      'request.headers["x-kind"] | "small" | "large"',
    ],
    ['the body as it is sent', { request: { body: BODY } }],
    ['another body as it is sent', { request: { body: 'a=1' } }, `request.body | "a=1" | "${BODY}"`],
    ['a part of the body before encoding', { request: { body: { customer: { id: 7 } } } }],
    [
      'another body before encoding',
      { request: { body: { customer: { id: '7' } } } },
      'request.body.customer.id | "7" | 7',
    ],
    ['a stage', { inspection: { result: { StatusCode: 200 } } }],
    ['another stage', { inspection: { result: { StatusCode: 201 } } }, 'inspection.result.StatusCode | 201 | 200'],
    ['no such stage', { inspection: { afterItemsPath: [] } }, 'inspection.afterItemsPath | [] | nothing'],
  ];
  for (const [name, expected, ...differences] of CASES) {
    it(name, async () => assert.deepEqual(lines(await mockedRun(), expected), differences));
  }

  it('compares lists item by item', async () => {
    const run = await giving({ list: [{ a: 1, b: 2 }, 3] });
    assert.deepEqual(lines(run, { output: { list: [{ a: 1 }, 3] } }), []);
    assert.deepEqual(lines(run, { output: { list: [{ a: 1 }, 4, 5] } }), [
      'output.list[1] | 4 | 3',
      'output.list[2] | 5 | nothing',
    ]);
    assert.deepEqual(lines(run, { output: { list: [] } }), [
      'output.list[0] | nothing | {"a":1,"b":2}',
      'output.list[1] | nothing | 3',
    ]);
  });

  it('says that there is no request where nothing is called', async () => {
    assert.deepEqual(lines(await giving({}), { request: { method: 'GET' } }), ['request | {"method":"GET"} | nothing']);
  });
});

describe('a run that failed', () => {
  const Retry = [{ ErrorEquals: ['Shop.Closed'] }];
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Sorry' }];
  const CASES: readonly [name: string, more: JsonObject, expected: ExpectedRun | undefined, ...string[]][] = [
    ['fails a case that expects nothing', {}, undefined, 'status | "SUCCEEDED" | "FAILED"'],
    ['fails a case that expects other things', {}, { request: { method: 'POST' } }, 'status | "SUCCEEDED" | "FAILED"'],
    ['fails also when it would be tried again', { Retry }, {}, 'status | "SUCCEEDED" | "RETRIABLE"'],
    ['passes when it is caught', { Catch }, undefined],
    ['passes when the error is expected', {}, { error: 'Shop.Closed' }],
    ['passes when the cause is expected', {}, { cause: 'It is Sunday' }],
    ['passes when the status is expected', { Retry }, { status: 'RETRIABLE' }],
    ['differs in its cause', {}, { cause: 'It is Monday' }, 'cause | "It is Monday" | "It is Sunday"'],
    ['differs in where it goes', { Catch }, { nextState: 'B' }, 'nextState | "B" | "Sorry"'],
  ];
  for (const [name, more, expected, ...differences] of CASES) {
    it(name, async () => assert.deepEqual(lines(await failedRun(more), expected), differences));
  }
});

describe('any value', () => {
  const json = fc.jsonValue({ maxDepth: 4 }).map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);

  it('meets itself', () =>
    fc.assert(
      fc.asyncProperty(json, async (value) => assert.deepEqual(lines(await giving([value]), { output: [value] }), [])),
      { numRuns: 60 },
    ));

  it('meets itself without some members', () =>
    fc.assert(
      fc.asyncProperty(json, fc.func(fc.boolean()), async (value, isLeftOut) => {
        assert.deepEqual(lines(await giving([value]), { output: [without(value, isLeftOut)] }), []);
      }),
      { numRuns: 60 },
    ));

  it('differs from another one', () =>
    fc.assert(
      fc.asyncProperty(json, json, async (value, other) => {
        const isMet = lines(await giving([value]), { output: [other] }).length === 0;
        // What it is a part of, it still is when it is put into the whole.
        assert.equal(isMet, JSON.stringify(put(value, other)) === JSON.stringify(value));
      }),
      { numRuns: 200 },
    ));
});

function without(value: JsonValue, isLeftOut: (name: string) => boolean): JsonValue {
  if (Array.isArray(value)) return value.map((item: JsonValue) => without(item, isLeftOut));
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => !isLeftOut(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, without(member, isLeftOut)]));
}

/** A whole with a part put over it. */
function put(whole: JsonValue, part: JsonValue): JsonValue {
  if (Array.isArray(whole) && Array.isArray(part) && whole.length === part.length) {
    return part.map((item: JsonValue, index) => put(whole[index] ?? null, item));
  }
  if (!isJsonObject(whole) || !isJsonObject(part)) return part;
  const members = Object.entries(part).map(([name, member]) => {
    const there = Object.hasOwn(whole, name) ? whole[name] : undefined;
    return [name, there === undefined ? member : put(there, member)] as const;
  });
  return { ...whole, ...Object.fromEntries(members) };
}

describe('an assertion', () => {
  const EFFECTS = { now: () => new Date(0), random: () => 0, uuid: () => '' };
  const failing = async (assertion: string, run?: StateRun): Promise<readonly string[]> => {
    const states = assertionStates(run ?? (await mockedRun()));
    const result = await evaluate({ kind: 'assertion', text: assertion, bindings: { states, variables: {} } }, EFFECTS);
    if (!result.ok) return [result.cause];
    const parts = result.value as unknown as readonly FailedPart[];
    return parts.length === 0 ? [] : assertionFinding(assertion, parts, noMask, START).details;
  };
  const STATUS = '$states.result.StatusCode';
  const ID = '$states.output.ResponseBody.id';

  const CASES: readonly [assertion: string, ...details: string[]][] = [
    [`{% ${STATUS} = 200 and ${ID} = "a1" %}`],
    [`${STATUS} = 200`],
    [`${STATUS} = 201`, `${STATUS} = 201: ${STATUS} is 200`],
    [`${STATUS} = 200 and ${ID} > "b"`, `${ID} > "b": ${ID} is "a1"`],
    [`${STATUS} = 201 and ${ID} = "a1"`, `${STATUS} = 201: ${STATUS} is 200`],
    [
      `${STATUS} > 300 and (${ID} = "b" or ${ID} = $states.input.id)`,
      `${STATUS} > 300: ${STATUS} is 200`,
      `${ID} = "b": ${ID} is "a1"`,
      `${ID} = $states.input.id: ${ID} is "a1", $states.input.id is nothing`,
    ],
    [`($x := ${STATUS}; $y := "a;b)"; $x = $length($y))`, '$x = $length($y): $x is 200, $length($y) is 4'],
    [`$not(${STATUS} = 200)`, `$not(${STATUS} = 200): ${STATUS} = 200 is true`],
    [`$contains(${ID}, "z")`, `$contains(${ID}, "z"): ${ID} is "a1"`],
    [`${STATUS} in [201, 202]`, `${STATUS} in [201, 202]: ${STATUS} is 200, [201, 202] is [201,202]`],
    [`$exists($states.errorOutput)`, '$exists($states.errorOutput): $states.errorOutput is nothing'],
    [STATUS, `${STATUS} is 200, not true`],
    ['$states.output.gone', '$states.output.gone is nothing, not true'],
    [`false and $error("never reached")`, 'false is false, not true'],
    ['$error("closed")', `The assertion '$error("closed")' cannot be evaluated: closed`],
    ['$states.input =', "The assertion '$states.input =' cannot be evaluated: Unexpected end of expression"],
    ['$constructor.name = "Object"', '$constructor.name = "Object": $constructor.name is nothing'],
  ];
  for (const [assertion, ...details] of CASES) {
    it(assertion, async () => assert.deepEqual(await failing(assertion), details));
  }

  it('reads the error and the context', async () => {
    const run = await failedRun();
    const both = '$states.errorOutput.Error = "Shop.Closed" and $states.errorOutput.Cause = "It is Sunday"';
    assert.deepEqual(await failing(`${both} and $exists($states.context.Execution.Id)`, run), []);
    assert.deepEqual(await failing('$exists($states.output)', run), [
      '$exists($states.output): $states.output is nothing',
    ]);
  });
});

describe('what is told of a difference', () => {
  it('holds no secret, not even a part of one', async () => {
    const secret = `begin${'x'.repeat(3000)}end-of-secret`;
    const run = await runHere(TASK, {
      request: { mock: { result: JSON.stringify({ echo: `before ${secret}` }) } },
      connection: basicConnection({ HeaderParameters: [{ Key: 'X-Token', Value: secret, IsValueSecret: true }] }),
    });
    const mask = masker(run, false);
    const [found] = differencesOf(run, { output: { echo: 'other' } }).map((one) => differenceFinding(one, mask, START));
    assert.deepEqual(found?.details, ['expected "other"', `but was  "before ${MASK}"`]);
    const part = { expression: `$states.output.echo = "${secret}"`, value: false, decidedBy: [] };
    const { message, details } = assertionFinding(part.expression, [part], mask, START);
    assert.ok(![message, ...details].some((line) => line.includes('xxx')), [message, ...details].join());
  });
});

describe('a recording', () => {
  const recorded = async (answer: Parameters<typeof startRawServer>[0], more: JsonObject = {}) => {
    const server = await startRawServer(answer);
    try {
      const settings = { endpoints: { 'https://api.example.com': server.url } };
      return recordingOf(await runHere({ ...TASK, ...more }, { settings, connection: basicConnection() }));
    } finally {
      await server.close();
    }
  };

  it('is the result that the API gave, with secrets masked and their places', async () => {
    const body = JSON.stringify({ id: 1, who: [{ password: 'owned-password' }], 'owned-password': true });
    const recording = await recorded(reply(body), { ResultSelector: { only: 1 } });
    assert.ok(isJsonObject(recording?.mock.result));
    assert.equal(recording.mock.result.StatusCode, 200);
    assert.deepEqual(recording.mock.result.ResponseBody, { id: 1, who: [{ password: MASK }], [MASK]: true });
    assert.deepEqual(recording.masked, ['mock.result.ResponseBody.who[0].password', 'mock.result.ResponseBody']);
  });

  it('is the error of an answer that is one', async () => {
    const recording = await recorded(reply('{}', [], '404 Gone Fishing'));
    const errorOutput = { error: 'States.Http.StatusCode.404', cause: 'Gone Fishing' };
    assert.deepEqual(recording, { mock: { errorOutput }, masked: [] });
  });

  it('is none where no answer came, or nothing was sent', async () => {
    assert.equal(await recorded((socket) => socket.destroy()), undefined);
    assert.equal(recordingOf(await mockedRun()), undefined);
    assert.equal(recordingOf(await giving({})), undefined);
  });
});

describe('reports', () => {
  const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom(...ODD));
  const finding = fc
    .record({ message: anyText, detail: anyText })
    .map(({ message, detail }) => plainFinding(message, { line: 3, column: 4 }, [detail]));
  const tested: fc.Arbitrary<TestedCase> = fc
    .record({
      file: fc.constantFrom('a.asl.test.json', 'b & c/"d".asl.test.json'),
      state: anyText.map((name) => `S${name}`),
      name: anyText.map((name) => `N${name}`),
      outcome: fc.constantFrom('passed', 'failed', 'broken', 'skipped'),
      milliseconds: fc.nat(100_000),
      findings: fc.array(finding, { minLength: 1, maxLength: 3 }),
    })
    .map((one) => ({ ...one, ...START, notes: [] }));
  const cases = fc.array(tested, { maxLength: 6 });

  it('are XML that both schemas of JUnit accept, whatever the texts are', () =>
    fc.assert(
      fc.property(cases, (all) => {
        const root = parseXml(junitReport(all, '2026-01-02T03:04:05.678Z'));
        assert.deepEqual(junitProblems(root), []);
        const elements = root.children.flatMap((suite) => suite.children).filter(({ name }) => name === 'testcase');
        assert.equal(elements.length, all.length);
        for (const [name, outcome] of [
          ['failure', 'failed'],
          ['error', 'broken'],
          ['skipped', 'skipped'],
        ] as const) {
          const found = elements.filter(({ children }) => children[0]?.name === name).length;
          assert.equal(found, all.filter((one) => one.outcome === outcome).length, name);
        }
      }),
    ));

  it('keep texts in JUnit as they are, where XML can hold them', () => {
    const message = 'a < b & "c" \'d\' ]]> é 😀';
    const one: TestedCase = {
      ...START,
      file: 'a.asl.test.json',
      state: 'S',
      name: `N ${message}`,
      outcome: 'failed',
      milliseconds: 1234,
      findings: [plainFinding(message, { line: 3, column: 4 })],
      notes: [],
    };
    const [suite] = parseXml(junitReport([one], '2026-01-02T03:04:05.678Z')).children;
    const element = suite?.children[1];
    assert.equal(element?.attributes.get('name'), `N ${message}`);
    assert.equal(element?.attributes.get('time'), '1.234');
    assert.equal(element?.children[0]?.text, `${message}\n  a.asl.test.json:3:4`);
  });

  it('are TAP with one test point a case, and a YAML block for what did not pass', () =>
    fc.assert(
      fc.property(tested, (one) => {
        const [point = '', ...block] = tapCase(one, 7).slice(0, -1).split('\n');
        const isOk = one.outcome === 'passed' || one.outcome === 'skipped';
        assert.ok(point.startsWith(isOk ? 'ok 7 - ' : 'not ok 7 - '), point);
        const directive = /(?<!\\)(?:\\\\)*#(.*)$/.exec(point)?.[1];
        assert.equal(directive, one.outcome === 'skipped' ? ' SKIP not run' : undefined);
        if (isOk) return assert.deepEqual(block, []);
        assert.deepEqual([block[0], block.at(-1)], ['  ---', '  ...']);
        const read = parseYaml(block.slice(1, -1).join('\n')) as { findings: { message: string }[] };
        assert.deepEqual(
          read.findings.map(({ message }) => message),
          one.findings.map(({ message }) => message),
        );
      }),
    ));

  it('give a terminal nothing to obey', () =>
    fc.assert(
      fc.property(tested, (one) => {
        const shown = specCase(one, true, (part) => part);
        assert.doesNotMatch(shown.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
      }),
    ));
});
