import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDocument } from '../shared/document/document';
import { GOOD_FIELDS, httpTaskExample, machineExample } from '../shared/rules/example';
import { validate } from '../shared/rules/validate';
import { type Diagnostic, NO_SURROUNDINGS, type Surroundings } from '../shared/spec/diagnostic';
import type { JsonObject } from '../shared/spec/json';
import { canBeSecret, isSecretName, isSecretValue } from '../shared/spec/secrets';

const ARN = GOOD_FIELDS.Authentication.ConnectionArn;

describe('values that stateside.json gives', () => {
  const cases: readonly (readonly [
    what: string,
    text: string,
    substitutions: Record<string, string>,
    rules: readonly string[],
  ])[] = [
    ['make an address wrong', http({ ApiEndpoint: '${Base}/v1' }), { Base: 'http://a.example' }, ['http-api-endpoint']],
    ['make an address right', http({ ApiEndpoint: '${Base}/v1' }), { Base: 'https://a.example' }, []],
    ['are not all known', http({ ApiEndpoint: '${Base}/${Stage}' }), { Base: 'http://a.example' }, []],
    ['are no placeholders again', http({ Method: '${M}' }), { M: '${N}', N: 'get' }, []],
    ['name a method', http({ Method: '${M}' }), { M: 'get' }, ['http-method']],
    ['name a header', http({ Headers: { '${H}': 'a' } }), { H: 'Host' }, ['http-forbidden-header']],
    ['are no connection', http({ Authentication: { ConnectionArn: '${C}' } }), { C: 'NONE' }, ['http-connection-arn']],
    ['are no secret of the definition', http({ Headers: { 'X-Api-Key': '${K}' } }), { K: 'not-a-real-key' }, []],
  ];
  for (const [what, text, substitutions, rules] of cases) {
    it(what, () => {
      const findings = check(text, { substitutions });
      assert.deepEqual(
        findings.map(({ rule }) => rule),
        rules,
      );
      for (const { span } of findings) assert.match(text.slice(span.start, span.end), /^"\$\{\w\}?/);
    });
  }

  it('are mended where they are given, not in the definition', () => {
    const [finding] = check(http({ Method: '${M}' }), { substitutions: { M: 'get' } });
    assert.equal(finding?.fixes, undefined);
    const [header] = check(http({ Headers: { '${H}': 'a' } }), { substitutions: { H: 'Host' } });
    assert.equal(header?.fixes?.[0]?.title, 'Remove Host');
  });

  it('find a connection by the text as it is written, and by the name in the ARN', () => {
    const BodyParameters = [{ Key: 'a', Value: 'b' }];
    const connection = {
      AuthorizationType: 'BASIC',
      AuthParameters: { InvocationHttpParameters: { BodyParameters } },
    } as const;
    const text = http({ Method: 'POST', RequestBody: 'x=1', Authentication: { ConnectionArn: '${C}' } });
    for (const name of ['Orders', '${C}', ARN]) {
      const surroundings = { connections: { [name]: connection }, substitutions: { C: ARN } };
      assert.deepEqual(
        check(text, surroundings).map(({ rule }) => rule),
        ['http-body-connection'],
      );
    }
    assert.deepEqual(
      check(text, { connections: { Other: connection }, substitutions: { C: ARN } }).map(({ rule }) => rule),
      ['http-connection-unknown'],
    );
    assert.deepEqual(check(text, { connections: { Other: connection } }), []);
  });
});

describe('targets that stateside.json gives', () => {
  const pass = (Next: string): JsonObject => ({ Type: 'Pass', Next });
  const Done = { Type: 'Succeed' };
  const Choices = [{ Variable: '$.a', IsPresent: true, Next: '${T}' }];
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: '${T}' }];
  const task = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' };
  const call = { ...task, Parameters: { QueueUrl: 'q', MessageBody: 'b' }, Catch, End: true };
  const map = { Type: 'Map', End: true };
  const inside = { StartAt: '${T}', States: { Done } };
  const machines: readonly (readonly [what: string, text: string, unreachable: readonly string[]])[] = [
    ['a Next', machineExample({ A: pass('${T}'), Done }), ['Done']],
    ['a part of a Next', machineExample({ A: pass('${T}'), Done }), ['Done']],
    ['a Default', machineExample({ A: { Type: 'Choice', Choices: [], Default: '${T}' }, Done }), ['Done']],
    ['a rule of a Choice', machineExample({ A: { Type: 'Choice', Choices }, Done }), ['Done']],
    ['a Catcher', machineExample({ A: call, Done }), ['Done']],
    ['a StartAt', machineExample({ Done }, { StartAt: '${T}' }), ['Done']],
    ['a StartAt of a processor', machineExample({ A: { ...map, ItemProcessor: inside } }), ['Done']],
    ['a bare Next', machineExample({ A: pass('x'), Done }).replace('"x"', '${T}'), ['Done']],
  ];
  for (const [what, text, unreachable] of machines) {
    const rulesFor = (substitutions: Record<string, string>) =>
      check(text, { substitutions }).filter(({ code }) => code === 'MISSING_TRANSITION_TARGET');
    const given = (name: string) => ({ T: text.includes(': ${T}') ? JSON.stringify(name) : name });

    it(`count for ${what}`, () => {
      assert.deepEqual(rulesFor(given('Done')), []);
      const [target, ...others] = rulesFor(given('Donee'));
      assert.equal(target?.message, "Missing 'Next' target: Donee");
      assert.match(text.slice(target.span.start, target.span.end), /^"?\$\{T\}"?$/);
      assert.equal(target.fixes, undefined);
      assert.deepEqual(
        others.map(({ message }) => message),
        unreachable.map((name) => `State "${name}" is not reachable.`),
      );
    });

    it(`leave ${what} in peace where they are not known`, () => {
      assert.deepEqual(rulesFor({}), []);
      assert.deepEqual(rulesFor({ Other: 'Nowhere' }), []);
    });
  }

  it('are put together with what stands around the placeholder', () => {
    const text = machineExample({ A: pass('${Stage}-done'), 'x-done': Done, 'y-done': Done });
    const messages = (Stage: string) => check(text, { substitutions: { Stage } }).map(({ message }) => message);
    assert.deepEqual(messages('x'), ['State "y-done" is not reachable.']);
    assert.equal(messages('z')[0], "Missing 'Next' target: z-done");
    assert.deepEqual(
      check(text, {}).map(({ message }) => message),
      [],
    );
  });

  it('name a state, too', () => {
    const text = machineExample({ A: pass('Done'), '${T}': Done });
    const messages = (T: string) => check(text, { substitutions: { T } }).map(({ message }) => message);
    assert.deepEqual(messages('Done'), []);
    assert.deepEqual(messages('End'), ["Missing 'Next' target: Done", 'State "End" is not reachable.']);
  });

  it('say nothing of what only a list of a template tool may lead to', () => {
    for (const list of ['"Choices": ${Rules}', '"Choices": [${Rule}]', '"Choices": "${Rules}"']) {
      const text = `{"StartAt": "A", "States": {"A": {"Type": "Choice", ${list}, "Default": "B"}, "B": {"Type": "Succeed"}, "C": {"Type": "Fail"}}}`;
      assert.deepEqual(
        check(text, {}).filter(({ rule }) => rule === 'state-unreachable'),
        [],
        list,
      );
    }
  });

  it('say what kind a state is and whether it ends', () => {
    const text = machineExample({ A: { Type: '${Kind}', End: '${End}' }, B: { Type: 'Succeed' } }).replace(
      '"${End}"',
      '${End}',
    );
    const rules = (substitutions: Record<string, string>) => check(text, { substitutions }).map(({ rule }) => rule);
    assert.deepEqual(rules({}), []);
    assert.deepEqual(rules({ Kind: 'Pass', End: 'true' }), ['state-unreachable']);
  });
});

describe('secrets', () => {
  for (const name of [
    'X-Api-Key',
    'apikey',
    'api_key',
    'access_token',
    'accessToken',
    'client_secret',
    'X-Auth-Token',
    'Password',
    'token',
  ]) {
    it(`${name} is the name of one`, () => assert.ok(isSecretName(name)));
  }
  for (const name of [
    'Idempotency-Key',
    'nextToken',
    'page_token',
    'X-CSRF-Token',
    'sort_key',
    'tokens',
    'token_type',
    'key',
    'Content-Type',
    'passwordless',
  ]) {
    it(`${name} is none`, () => assert.ok(!isSecretName(name)));
  }
  for (const text of [
    'Bearer abcdefgh12',
    'Basic YWJjOmRlZg==',
    'sk_test_00000000',
    'eyJhbGciOiJub25l.eyJhIjoxMjM0.x',
  ]) {
    it(`${text} looks like one`, () => assert.ok(isSecretValue(text)));
  }
  for (const text of [
    '$.token',
    '{% $token %}',
    '${Token}',
    '{{resolve:ssm:key}}',
    '<YOUR_KEY>',
    'required',
    'xxxxxxxx',
    '********',
    'two words',
    'short',
    'arn:aws:secretsmanager:x',
    'https://a.example',
  ]) {
    it(`${text} is none`, () => assert.ok(!canBeSecret(text) && !isSecretValue(text)));
  }
});

function http(fields: JsonObject): string {
  return httpTaskExample(fields);
}

function check(text: string, surroundings: Partial<Surroundings>): readonly Diagnostic[] {
  return validate(parseDocument(text), { ...NO_SURROUNDINGS, ...surroundings });
}
