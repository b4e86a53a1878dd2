import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseDocument } from '../shared/document/document';
import { RULES, ruleNamed } from '../shared/rules/allRules';
import { httpTaskExample, machineExample } from '../shared/rules/example';
import { validate } from '../shared/rules/validate';
import { type Diagnostic, NO_SURROUNDINGS, type Surroundings } from '../shared/spec/diagnostic';
import { COMMON_HEADERS, FORBIDDEN_HEADER_PREFIXES, FORBIDDEN_HEADERS, SERVICE_HEADERS } from '../shared/spec/headers';
import { ARRAY_FORMATS, METHODS, REQUEST_BODY_ENCODINGS } from '../shared/spec/httpTask';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { STATE_TYPES, type StateTypeName } from '../shared/spec/states';
import { assertMarks, readMarked } from './support/marked';

const CASES = 'test/cases/rules';

describe('each rule', () => {
  for (const { name, example, severity, code } of RULES) {
    it(`${name} speaks on its wrong example, alone`, () => {
      const found = check(example.wrong, example.surroundings);
      assert.deepEqual([...new Set(found.map(({ rule }) => rule))], [name]);
      assert.equal(found[0]?.severity, severity);
      assert.equal(found[0]?.code, code ?? name);
    });

    it(`${name} is silent on its right example, as all others are`, () => {
      assert.deepEqual(check(example.right, example.surroundings), []);
    });

    it(`${name} can be found, silenced and made louder by its name`, () => {
      assert.equal(ruleNamed(name)?.name, name);
      assert.match(name, /^[a-z]+(-[a-z]+)+$/);
      const { surroundings } = example;
      assert.deepEqual(check(example.wrong, { ...surroundings, severities: { [name]: 'off' } }), []);
      const [found] = check(example.wrong, { ...surroundings, severities: { [name]: 'info' } });
      assert.equal(found?.severity, 'INFO');
    });
  }

  it('has a name of its own', () => {
    assert.equal(new Set(RULES.map(({ name }) => name)).size, RULES.length);
  });

  it('is marked at least once in the marked cases', () => {
    const marked = new Set(files().flatMap((name) => readMarked(read(name)).marks.map(({ label }) => label)));
    const unmarked = RULES.map(({ name }) => name).filter((name) => !marked.has(name));
    // A definition that is too large makes no readable case.
    assert.deepEqual(unmarked, ['definition-size']);
  });
});

describe('marked cases', () => {
  for (const name of files()) {
    it(`${name} has exactly the marked findings`, () => {
      const marked = readMarked(read(name));
      const found = check(marked.text, surroundingsOf(name)).map(({ span, rule, message }) => ({
        ...span,
        label: rule,
        note: message,
      }));
      assert.ok(marked.marks.length > 0);
      assertMarks(marked, found);
    });
  }
});

describe('headers', () => {
  const forbidden = [...FORBIDDEN_HEADERS, ...FORBIDDEN_HEADER_PREFIXES.map((prefix) => `${prefix}anything`)];
  for (const name of forbidden) {
    it(`${name} is forbidden in any case, with AWS's sentence`, () => {
      for (const written of [name, name.toLowerCase(), name.toUpperCase()]) {
        const [found, ...others] = check(httpTaskExample({ Headers: { [written]: 'x' } }));
        assert.equal(found?.message, `The 'Headers' field contains unsupported values: [${name.toLowerCase()}]`);
        assert.equal(found?.code, 'SCHEMA_VALIDATION_FAILED');
        assert.equal(found?.location, '/States/CallApi/Parameters');
        assert.deepEqual(others, []);
      }
    });
  }

  it('that Step Functions sets are warned about', () => {
    for (const name of SERVICE_HEADERS) {
      assert.deepEqual(rules(httpTaskExample({ Headers: { [name.toLowerCase()]: 'x' } })), ['http-service-header']);
    }
  });

  it('worth offering are silent', () => {
    for (const { name } of COMMON_HEADERS) assert.deepEqual(rules(httpTaskExample({ Headers: { [name]: 'x' } })), []);
  });
});

const DONE = { Type: 'Succeed' };
const ITEM = { StartAt: 'One', States: { One: DONE } };

/** The least that a state of each type must have where the state Done follows. */
const LEAST: Readonly<Record<StateTypeName, JsonObject>> = {
  Task: { Resource: 'arn:aws:states:us-east-1:123456789012:activity:Work', Next: 'Done' },
  Wait: { Seconds: 0, Next: 'Done' },
  Pass: { Next: 'Done' },
  Succeed: {},
  Fail: {},
  Choice: { Choices: [{ Variable: '$.a', IsPresent: false, Next: 'Done' }] },
  Parallel: { Branches: [ITEM], Next: 'Done' },
  Map: { Iterator: ITEM, Next: 'Done' },
};

describe('values that a table allows', () => {
  const silent: readonly (readonly [string, readonly string[]])[] = [
    ['Method', METHODS.map(({ value }) => httpTaskExample({ Method: value }))],
    ['RequestBodyEncoding', REQUEST_BODY_ENCODINGS.map(({ value }) => encoded({ RequestBodyEncoding: value }))],
    ['ArrayFormat', ARRAY_FORMATS.map(({ value }) => encoded(form({ ArrayFormat: value })))],
    ['Type', STATE_TYPES.map(({ name }) => typeExample(name))],
  ];
  for (const [name, texts] of silent) {
    it(`of ${name} are silent`, () => {
      for (const text of texts) assert.deepEqual(rules(text), []);
    });
  }
});

describe('surroundings', () => {
  it('of a single state leave the transitions out, and not the rest', () => {
    const text = JSON.stringify({ Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Next: 'Elsewhere' });
    const found = check(text, { scope: 'singleState' });
    assert.deepEqual(
      found.map(({ rule, location }) => [rule, location]),
      [['http-parameters-required', '/States/StateName/Resource']],
    );
  });

  it('of a single state check the machines inside it whole', () => {
    const inner = { StartAt: 'One', States: { One: { Type: 'Pass', Next: 'Two' } } };
    const text = JSON.stringify({ Type: 'Map', ItemProcessor: inner, Next: 'Elsewhere' });
    assert.deepEqual(
      check(text, { scope: 'singleState' }).map(({ location }) => location),
      ['/States/StateName/ItemProcessor/States/One/Next'],
    );
  });

  it('with a connection that sets the content type silence the rule about it', () => {
    const text = httpTaskExample({
      RequestBody: {},
      Method: 'POST',
      Transform: { RequestBodyEncoding: 'URL_ENCODED' },
    });
    const HeaderParameters = [{ Key: 'content-type', Value: 'application/x-www-form-urlencoded' }];
    const connection = {
      AuthorizationType: 'BASIC',
      AuthParameters: { InvocationHttpParameters: { HeaderParameters } },
    } as const;
    assert.deepEqual(rules(text), ['http-form-content-type']);
    assert.deepEqual(check(text, { connections: { Orders: connection } }), []);
  });

  it('with an endpoint for an http address turn the error into a warning', () => {
    const text = httpTaskExample({ ApiEndpoint: 'http://localhost/orders' });
    assert.deepEqual(rules(text), ['http-api-endpoint']);
    const found = check(text, { endpoints: { 'http://localhost': 'http://127.0.0.1:1' } });
    assert.deepEqual(
      found.map(({ rule, severity }) => [rule, severity]),
      [['http-endpoint-plain', 'WARNING']],
    );
  });
});

describe('a text that is no definition', () => {
  for (const text of ['', '  \n', 'null', '[]', '"text"', 'nonsense', '\uFEFF', '\0', '// nothing']) {
    it(`${JSON.stringify(text)} has one finding, in AWS's words`, () => {
      const [found, ...others] = check(text);
      assert.equal(found?.message, 'Definition must be a valid JSON object');
      assert.equal(found?.code, 'INVALID_JSON_DESCRIPTION');
      assert.deepEqual(others, []);
    });
  }

  it('is judged by its syntax alone', () => {
    assert.deepEqual(rules('{"StartAt": "A", "States": {"A"'), ['json-syntax']);
  });

  for (const [name, text] of [
    ['brackets', '['.repeat(100_000)],
    ['objects', '{"a":'.repeat(100_000)],
    ['machines', '{"States":{"A":{"ItemProcessor":'.repeat(30_000)],
    ['braces', '}'.repeat(100_000)],
  ] as const) {
    it(`survives many ${name}`, () => {
      assert.ok(check(text).length > 0);
    });
  }
});

function files(): readonly string[] {
  return readdirSync(CASES).filter((name) => name.endsWith('.marked'));
}

function read(name: string): string {
  return readFileSync(join(CASES, name), 'utf8');
}

/** What stands beside a case under its name, for rules that look at `stateside.json`. */
function surroundingsOf(name: string): Partial<Surroundings> {
  const file = join(CASES, name.replace('.marked', '.surroundings.json'));
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function form(options: JsonValue): Record<string, JsonValue> {
  return { RequestBodyEncoding: 'URL_ENCODED', RequestEncodingOptions: options };
}

/** A state that nothing follows stands alone. */
function typeExample(name: StateTypeName): string {
  const others = JSON.stringify(LEAST[name]).includes('Done') ? { Done: DONE } : {};
  return machineExample({ Only: { Type: name, ...LEAST[name] }, ...others });
}

function encoded(transform: JsonValue): string {
  const Headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
  return httpTaskExample({ Method: 'POST', Headers, RequestBody: '${Body}', Transform: transform });
}

function check(text: string, surroundings: Partial<Surroundings> = {}): readonly Diagnostic[] {
  return validate(parseDocument(text), { ...NO_SURROUNDINGS, ...surroundings });
}

function rules(text: string): readonly string[] {
  return check(text).map(({ rule }) => rule);
}
