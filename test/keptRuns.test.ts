import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { StateRun } from '../shared/executor/stateRun';
import { givenOf, givenTexts } from '../shared/project/caseOfRequest';
import { addTestCase } from '../shared/project/edit';
import { duplicateCase, findCase, freeCaseName, removeCase, setCaseMember } from '../shared/project/testCaseEdits';
import { toTestStateRequest } from '../shared/project/testCaseRequest';
import { readTestCases, type TestCase } from '../shared/project/testCases';
import { differencesOf } from '../shared/report/expectation';
import { expectedSides } from '../shared/report/expectedSides';
import { MASK } from '../shared/report/mask';
import { observedExpectation, updatedExpectation } from '../shared/report/observedExpectation';
import { shortTrace } from '../shared/report/shortTrace';
import type { ExpectedRun } from '../shared/spec/expectation';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { type RawServer, reply, startRawServer } from './support/rawServer';
import { basicConnection, httpTask, runHere } from './support/runHere';

// Keeping a run as a test case: what is written of it, and how the file is changed.

const PASSWORD = 'owned-password';
const NOW = Date.parse('2026-03-04T05:06:07Z');
const FRESH = '0b7c3a52-5f0e-4b6b-9d1f-2f6f6a1d7e11';

const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as JsonValue);

let server: RawServer;
before(async () => {
  server = await startRawServer(reply(JSON.stringify({ id: 'in_1', created: NOW / 1000, echo: PASSWORD, total: 12 })));
});
after(() => server.close());

const called = (more: JsonObject = {}, connection = basicConnection()): Promise<StateRun> =>
  runHere(httpTask({ ApiEndpoint: 'https://api.example.com/orders', Method: 'POST', RequestBody: { n: 1 } }, more), {
    settings: { endpoints: { 'https://api.example.com': server.url } },
    connection,
    now: () => NOW,
  });

const passed = (output: JsonValue, input: JsonValue = {}): Promise<StateRun> =>
  runHere({ Type: 'Pass', Result: output, End: true }, { input, now: () => NOW });

const places = (left: readonly { readonly place: string; readonly why: string }[]): readonly string[] =>
  left.map(({ place, why }) => `${place}: ${why}`);

describe('what happened, as an expectation', () => {
  it('has the request and the answer without secrets, headers and times', async () => {
    const { expect, left } = observedExpectation(await called(), []);
    assert.deepEqual(expect, {
      status: 'SUCCEEDED',
      output: { ResponseBody: { id: 'in_1', total: 12 }, StatusCode: 200, StatusText: 'OK' },
      request: { method: 'POST', url: 'https://api.example.com/orders', body: { n: 1 } },
    });
    assert.deepEqual([...places(left)].sort(), [
      'output.Headers: volatile',
      'output.ResponseBody.created: volatile',
      'output.ResponseBody.echo: secret',
    ]);
  });

  it('leaves out secret parts of the request, however short they are', async () => {
    const secret = { Value: 'abc', IsValueSecret: true };
    const connection = basicConnection({
      QueryStringParameters: [{ Key: 'key', ...secret }],
      BodyParameters: [{ Key: 'pin', ...secret }],
    });
    const { expect, left } = observedExpectation(await called({}, connection), []);
    assert.deepEqual(expect.request, { method: 'POST', body: { n: 1 } });
    assert.ok(['request.url: secret', 'request.body.pin: secret'].every((place) => places(left).includes(place)));
  });

  it('has error and cause of a failure, and the next state of one that is caught', async () => {
    const fail = { ErrorEquals: ['States.ALL'], Next: 'Sorry' };
    const run = await runHere(httpTask({ ApiEndpoint: 'https://api.example.com', Method: 'GET' }, { Catch: [fail] }), {
      request: { mock: { errorOutput: { error: 'Shop.Closed', cause: 'It is Sunday' } } },
    });
    const { output, ...rest } = observedExpectation(run, []).expect;
    assert.deepEqual(output, { Error: 'Shop.Closed', Cause: 'It is Sunday' });
    assert.deepEqual(rest, {
      status: 'CAUGHT_ERROR',
      error: 'Shop.Closed',
      cause: 'It is Sunday',
      nextState: 'Sorry',
      request: { method: 'GET', url: 'https://api.example.com' },
    });
  });

  const VALUES: readonly [name: string, output: JsonValue, kept: JsonValue | undefined][] = [
    ['a time of the run', { at: '2026-03-04T05:06:09.123Z', ok: true }, { ok: true }],
    ['a time of the run as a number', { at: NOW, in: NOW / 1000 + 5 }, {}],
    ['a time of the run inside a text', { text: 'made on Wed, 04 Mar 2026 05:06:07 GMT' }, {}],
    ['an earlier time', { at: '2020-01-01T00:00:00Z', in: 1577836800 }, { at: '2020-01-01T00:00:00Z', in: 1577836800 }],
    ['a mask', { password: MASK, name: 'Ana' }, { name: 'Ana' }],
    ['a list with one item that is left out', { list: [1, `at ${MASK}`], n: 1 }, { n: 1 }],
    ['nothing else', 'plain', 'plain'],
    ['an output that is left out', MASK, undefined],
  ];
  for (const [name, output, kept] of VALUES) {
    it(`of an output: ${name}`, async () => {
      assert.deepEqual(observedExpectation(await passed(output), []).expect.output, kept);
    });
  }

  it('leaves out identifiers that were made in the run, and keeps those that were given', async () => {
    const made = await runHere({
      Type: 'Pass',
      QueryLanguage: 'JSONata',
      Output: `{% {"fresh": $uuid(), "given": "${FRESH}"} %}`,
      End: true,
    });
    assert.deepEqual(observedExpectation(made, [JSON.stringify({ id: FRESH })]).expect.output, { given: FRESH });
    const given = { now: '2026-03-04T05:06:07Z' };
    const run = await runHere({ Type: 'Pass', End: true }, { input: given, now: () => NOW });
    assert.deepEqual(observedExpectation(run, [JSON.stringify(given)]).expect.output, given);
  });

  it('is met by its own run, whatever that gave', async () => {
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        const run = await runHere({ Type: 'Pass', End: true }, { input: value, now: () => NOW });
        const { expect } = observedExpectation(run, []);
        assert.deepEqual(differencesOf(run, expect as ExpectedRun), []);
      }),
      { numRuns: 60 },
    );
  });
});

describe('an expectation brought up to date', () => {
  const CASES: readonly [name: string, expect: TestCase['expect'], updated: JsonObject][] = [
    ['only parts that it spoke of', { output: { a: 0 } }, { output: { a: 1 } }],
    ['a list as a whole', { output: { list: [1] } }, { output: { list: [1, { b: 2 }] } }],
    [
      'its assertions stay',
      { output: { a: 0 }, assert: '$states.output.a = 1' },
      { output: { a: 1 }, assert: '$states.output.a = 1' },
    ],
    ['what is gone goes', { status: 'FAILED', output: { gone: 1 } }, { status: 'SUCCEEDED', output: {} }],
  ];
  for (const [name, expect, updated] of CASES) {
    it(name, async () => {
      const run = await passed({ a: 1, list: [1, { b: 2 }] });
      assert.deepEqual(updatedExpectation(run, expect, []).expect, updated);
    });
  }

  it('says how a run failed that was not expected to', async () => {
    const run = await runHere({ Type: 'Fail', Error: 'Shop.Closed', Cause: 'It is Sunday' });
    assert.deepEqual(updatedExpectation(run, { output: { a: 1 } }, []).expect, {
      status: 'FAILED',
      error: 'Shop.Closed',
      cause: 'It is Sunday',
    });
  });

  it('is that of the whole run where there was none', async () => {
    const run = await passed(1);
    assert.deepEqual(updatedExpectation(run, undefined, []), observedExpectation(run, []));
  });
});

describe('both sides of a comparison', () => {
  it('show of what happened only what is expected, in its order', async () => {
    const expect = { request: { headers: { HOST: 'x' }, method: 'GET' }, output: { StatusCode: 201, none: 1 } };
    assert.deepEqual(expectedSides(await called(), expect), {
      expected: { output: expect.output, request: expect.request },
      actual: {
        output: { StatusCode: 200 },
        request: { headers: { HOST: 'api.example.com' }, method: 'POST' },
      },
    });
  });

  it('show a failure that nobody expected', async () => {
    const run = await runHere({ Type: 'Fail', Error: 'Shop.Closed', Cause: 'It is Sunday' });
    assert.deepEqual(expectedSides(run, { nextState: 'Thanks' }), {
      expected: { status: 'SUCCEEDED', nextState: 'Thanks' },
      actual: { status: 'FAILED', error: 'Shop.Closed', cause: 'It is Sunday' },
    });
  });

  it('are equal exactly when the expectation is met', async () => {
    const expectation = fc.record({ output: json, status: fc.constantFrom('SUCCEEDED', 'FAILED') });
    await fc.assert(
      fc.asyncProperty(json, expectation, fc.boolean(), async (value, wanted, isMet) => {
        const run = await runHere({ Type: 'Pass', End: true }, { input: value });
        const expect = isMet ? { output: value } : wanted;
        const { expected, actual } = expectedSides(run, expect);
        assert.equal(JSON.stringify(expected) === JSON.stringify(actual), differencesOf(run, expect).length === 0);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a trace in short', () => {
  it('has a line for each thing and no secret', async () => {
    const lines = shortTrace(await called()).map((line) =>
      line.replace(/\d+ ms/g, 'T').replace(/127\.0\.0\.1:\d+/, 'HERE'),
    );
    assert.ok(!lines.join('\n').includes(PASSWORD));
    assert.match(lines[0] ?? '', /: SUCCEEDED \(T\)$/);
    assert.deepEqual(lines.slice(1, 3), [
      '  request: POST https://api.example.com/orders (sent to http://HERE/orders)',
      '  response: 200 OK (T)',
    ]);
    assert.ok(lines.some((line) => line.startsWith('  output: {') && line.includes(MASK)));
    assert.ok(lines.every((line) => line.length < 200 && !line.includes('\n')));
  });
});

const SIDECAR = `{
  // All of them.
  "version": 1,
  "tests": [
    { "name": "one", "state": "A", "input": 1 }, // the first
    {
      "name": "two",
      "state": "A",
      "input": { "b": [1, 2] } // as it was
    }
  ]
}
`;

const TWO = { state: 'A', name: 'two' };

describe('changes of a file of test cases', () => {
  const names = (text: string | undefined): readonly string[] =>
    readTestCases(text ?? '').cases.map(({ name }) => name);

  it('a copy stands behind its case, letter by letter', () => {
    const text = duplicateCase(SIDECAR, TWO, 'two (copy)');
    assert.deepEqual(names(text), ['one', 'two', 'two (copy)']);
    assert.equal(text?.split('// as it was').length, 3);
    assert.deepEqual(names(duplicateCase(SIDECAR, { state: 'A', name: 'one' }, 'more')), ['one', 'more', 'two']);
  });

  it('a case is renamed, changed and taken away, and the rest stays as it is written', () => {
    const renamed = setCaseMember(SIDECAR, TWO, 'name', 'zwei');
    assert.equal(renamed, SIDECAR.replace('"two"', '"zwei"'));
    const mocked = setCaseMember(SIDECAR, TWO, 'mock', { result: 1 }) ?? '';
    assert.deepEqual(findCase(mocked, TWO)?.mock, { result: 1 });
    assert.ok(mocked.includes('// the first') && mocked.includes('// All of them.'));
    assert.deepEqual(names(removeCase(SIDECAR, TWO)), ['one']);
  });

  it('gives nothing for a case that is gone and a file that is broken', () => {
    for (const text of [SIDECAR.replace('"two"', '"three"'), '{ "tests": [', '', '[]', '{"tests":{}}']) {
      assert.equal(setCaseMember(text, TWO, 'name', 'x'), undefined);
      assert.equal(removeCase(text, TWO), undefined);
      assert.equal(duplicateCase(text, TWO, 'x'), undefined);
    }
  });

  it('finds a name that is free for the state', () => {
    assert.equal(freeCaseName(undefined, 'A', 'one'), 'one');
    assert.equal(freeCaseName(SIDECAR, 'A', 'one'), 'one 2');
    assert.equal(freeCaseName(SIDECAR, 'B', 'one'), 'one');
  });

  it('what went into a run comes out of its request again', () => {
    const member = fc.option(fc.dictionary(fc.string(), json), { nil: undefined });
    fc.assert(
      fc.property(json, member, member, json, (input, variables, context, result) => {
        const written = { name: 'n', state: 'A', input, variables, context, mock: { result } };
        const testCase = JSON.parse(JSON.stringify(written)) as TestCase;
        const request = toTestStateRequest('{"StartAt":"A","States":{"A":{"Type":"Pass","End":true}}}', testCase);
        const kept = { name: 'n', state: 'A', ...givenOf(request) } as TestCase;
        assert.deepEqual(toTestStateRequest(request.definition, kept), request);
        assert.ok(givenTexts(request).includes(JSON.stringify(input ?? {})));
        assert.ok(findCase(addTestCase(SIDECAR, kept) ?? '', kept));
      }),
    );
  });
});
