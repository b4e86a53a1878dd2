import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { isJsonObject, type JsonObject, type JsonValue } from '../shared/spec/json';
import { BASIC, exampleApi } from './support/example-api';

const FOLDER = 'client/examples';
const PAGE = 'test/cases/page';
const FILES = readdirSync(FOLDER).sort();
const MACHINES = FILES.filter((name) => name.endsWith('.asl.json'));
const GOOD = MACHINES.filter((name) => name !== 'mistakes.asl.json');
const SIDECARS = FILES.filter((name) => name.endsWith('.asl.test.json'));
const ask = exampleApi();

describe('the examples', () => {
  it('are the machines of the page, one with mistakes, their test cases and the project', () => {
    assert.deepEqual(FILES, [
      'customer-by-id.asl.json',
      'customer-by-id.asl.test.json',
      'invoice.asl.json',
      'invoice.asl.test.json',
      'list-customers.asl.json',
      'list-customers.asl.test.json',
      'merge.asl.json',
      'merge.asl.test.json',
      'mistakes.asl.json',
      'monthly-invoice.asl.json',
      'monthly-invoice.asl.test.json',
      'stateside.json',
    ]);
  });

  for (const name of FILES) {
    it(`${name} is a JSON object with a final line break`, () => {
      assert.ok(isJsonObject(example(name)));
      assert.match(readFileSync(join(FOLDER, name), 'utf8'), /\}\n$/);
    });
  }
});

describe('a good example', () => {
  for (const name of GOOD) {
    it(`${name} leads only to states that exist, and comes to an end`, () => {
      const machine = example(name);
      const states = statesOf(name);
      const targets = [machine.StartAt, ...find(machine.States, 'Next')];
      for (const target of targets) assert.ok(String(target) in states, String(target));
      for (const [state, body] of Object.entries(states)) {
        assert.ok(isJsonObject(body), state);
        const ways = [body.End === true, 'Next' in body, 'Choices' in body, /^(Succeed|Fail)$/.test(String(body.Type))];
        assert.equal(ways.filter(Boolean).length, 1, state);
      }
    });

    it(`${name} has a connection and an endpoint for each of its HTTP Tasks`, () => {
      const { connections = {}, endpoints = {} } = example('stateside.json');
      const arns = find(example(name), 'ConnectionArn').map(String);
      const urls = [...find(example(name), 'ApiEndpoint'), ...find(example(name), 'ApiEndpoint.$')].map(String);
      assert.ok(arns.length > 0 && urls.length === arns.length);
      for (const arn of arns) assert.ok(keysOf(connections).includes(arn.split('/')[1] ?? ''), arn);
      for (const url of urls) assert.ok(keysOf(endpoints).includes(/https:\/\/[^/]+/.exec(url)?.[0] ?? ''), url);
    });

    it(`${name} has test cases with names of their own, for states that exist`, () => {
      const cases = casesOf(name.replace('.asl.json', '.asl.test.json'));
      assert.ok(cases.length > 0);
      assert.equal(new Set(cases.map((one) => one.name)).size, cases.length);
      for (const { state, expect } of cases) assert.ok(String(state) in statesOf(name) && isJsonObject(expect));
    });
  }
});

describe('the example project', () => {
  it('names its secrets and holds none', () => {
    const secret = [...find(example('stateside.json'), 'Password'), ...find(example('stateside.json'), 'ApiKeyValue')];
    assert.deepEqual(secret, [`\${secret:stripe-password}`, `\${secret:example-api-key}`]);
  });

  it('sends everything to the usual port of the example API', () => {
    const { endpoints } = example('stateside.json');
    assert.ok(isJsonObject(endpoints));
    assert.deepEqual(new Set(Object.values(endpoints)), new Set(['http://127.0.0.1:4567']));
  });

  it("has the page's API key connection, but for the value of the key", () => {
    const { connections } = example('stateside.json');
    const page = readFileSync(join(PAGE, 'api-key-connection.json'), 'utf8').replace(
      '"key_value"',
      `"\${secret:example-api-key}"`,
    );
    assert.deepEqual(isJsonObject(connections) && connections.Example, JSON.parse(page));
  });
});

describe("the page's own texts", () => {
  it('are not JSON where the page has a slip or shows a fragment', () => {
    const broken = readdirSync(PAGE).filter((name) => name.endsWith('.json') && !isJson(pageText(name)));
    assert.deepEqual(broken.sort(), [
      'basic-connection.json',
      'customer-by-id-fragment.asl.json',
      'invoice.asl.json',
      'list-customers-fragment.asl.json',
      'request-body-fragment.asl.json',
      'transform-fragment.asl.json',
    ]);
  });

  const repairs: readonly (readonly [example: string, repaired: () => JsonObject])[] = [
    [
      'invoice.asl.json',
      () => {
        const machine = JSON.parse(pageText('invoice.asl.json').replace('""arn', '"arn'));
        const { HandleInvoiceFailure = {} } = statesOf('invoice.asl.json');
        return { ...machine, States: { ...machine.States, HandleInvoiceFailure } };
      },
    ],
    [
      'list-customers.asl.json',
      () => ({
        Comment: 'Returns a list of all customers',
        StartAt: 'Call third-party API',
        States: JSON.parse(`{${pageText('list-customers-fragment.asl.json')}}`),
      }),
    ],
    [
      'merge.asl.json',
      () => {
        const machine = JSON.parse(pageText('merge.asl.json').replace('https:/', 'https://'));
        return { ...machine, States: { ListCustomers: { ...machine.States.ListCustomers, End: true } } };
      },
    ],
  ];
  for (const [name, repaired] of repairs) {
    it(`become ${name} by the repairs named here alone`, () => assert.deepEqual(example(name), repaired()));
  }

  it('give the endpoint of customer-by-id.asl.json', () => {
    const fragment = JSON.parse(`{${pageText('customer-by-id-fragment.asl.json')}}`);
    assert.deepEqual(find(example('customer-by-id.asl.json'), 'ApiEndpoint.$'), [fragment['ApiEndpoint.$']]);
  });
});

describe('the example API answers a test case as it expects', () => {
  for (const { name, expect } of SIDECARS.flatMap(casesOf)) {
    if (!isJsonObject(expect) || !isJsonObject(expect.request)) continue;
    const { method, url, headers, body } = expect.request;
    const sent = { method: String(method), headers: { ...flat(headers), ...BASIC }, body: String(body ?? '') };
    it(String(name), async () => {
      const answer = await ask(String(url).replace(/^https:\/\/[^/]+/, ''), sent);
      const output = isJsonObject(expect.output) ? expect.output : {};
      assert.equal(answer.status, output.StatusCode);
      assertContains(JSON.parse(answer.text), output.ResponseBody);
    });
  }

  for (const { name, input, mock, expect } of SIDECARS.flatMap(casesOf)) {
    const status = isJsonObject(expect) && /StatusCode\.(\d+)/.exec(String(expect.error))?.[1];
    if (mock || !status || !isJsonObject(expect) || !isJsonObject(input)) continue;
    it(String(name), async () => {
      const headers = { ...BASIC, 'Content-Type': 'application/json' };
      const body = JSON.stringify({ customer: input.customer_id });
      const answers = [
        await ask('/v1/invoices', { method: 'POST', headers, body }),
        await ask(`/v1/customers/${input.customer_id}`, { headers }),
      ];
      assert.ok(answers.some((answer) => answer.status === Number(status)));
      assert.equal(expect.cause, STATUS_CODES[status]);
    });
  }
});

function example(name: string): JsonObject {
  return JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
}

function pageText(name: string): string {
  return readFileSync(join(PAGE, name), 'utf8');
}

function statesOf(name: string): JsonObject {
  const { States } = example(name);
  return isJsonObject(States) ? States : {};
}

function casesOf(name: string): readonly JsonObject[] {
  const { tests } = example(name);
  return Array.isArray(tests) ? tests : [];
}

/** The values of all members of one name, at any depth, in document order. */
function find(value: JsonValue | undefined, name: string): readonly JsonValue[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => [...(key === name ? [member] : []), ...find(member, name)]);
}

function keysOf(value: JsonValue): readonly string[] {
  return isJsonObject(value) ? Object.keys(value) : [];
}

function flat(headers: JsonValue | undefined): Record<string, string> {
  if (!isJsonObject(headers)) return {};
  return Object.fromEntries(Object.entries(headers).map(([name, values]) => [name, String(values)]));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function assertContains(actual: JsonValue | undefined, wanted: JsonValue | undefined): void {
  if (isJsonObject(wanted) && isJsonObject(actual)) {
    for (const [key, value] of Object.entries(wanted)) assertContains(actual[key], value);
  } else {
    assert.deepEqual(actual, wanted);
  }
}
