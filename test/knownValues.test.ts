import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDocument } from '../shared/document/document';
import { GOOD_FIELDS, httpTaskExample } from '../shared/rules/example';
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
