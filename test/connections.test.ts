import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseJson, toValue } from '../shared/document/json';
import type { Node } from '../shared/document/node';
import { plainConnection } from '../shared/project/plainConnection';
import { blocksRuns, readProject } from '../shared/project/project';
import { secretNameOf } from '../shared/project/reference';
import { resolveConnection } from '../shared/project/resolveConnection';
import { CONNECTION_STATES } from '../shared/spec/connection';
import { HTTP_OWNED_HEADERS } from '../shared/spec/headers';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { httpTask, runHere } from './support/runHere';

// The connections of a stateside.json: the shapes in which they may be written, their limits, and what is asked for.

const ARN = 'arn:aws:events:us-east-2:123456789012:connection/Stripe/81210c42-8af1-456b-9c4a-6ff02fc664ac';
const RESOURCE = 'arn:aws:vpc-lattice:us-east-1:123456789012:resourceconfiguration/rcfg-0123456789abcdefg';

function nodeOf(value: JsonValue): Node {
  return parseJson(JSON.stringify(value)).root ?? assert.fail('no value');
}

/** The findings about one connection, called Stripe, as `severity rule: marked text`. */
function found(connection: JsonValue, more: JsonObject = {}): readonly string[] {
  return marked(JSON.stringify({ version: 1, connections: { Stripe: connection }, ...more }));
}

function marked(text: string): readonly string[] {
  return readProject(text).problems.map(
    ({ severity, rule, span }) => `${severity} ${rule.replace(/^project-/, '')}: ${text.slice(span.start, span.end)}`,
  );
}

function described(type: string, parameters: JsonObject, more: JsonObject = {}): JsonObject {
  return {
    ConnectionArn: ARN,
    Name: 'Stripe',
    ConnectionState: 'AUTHORIZED',
    AuthorizationType: type,
    SecretArn: 'arn:aws:secretsmanager:us-east-2:123456789012:secret:events!connection/Stripe/0a1b',
    AuthParameters: parameters,
    CreationTime: '2026-01-01T10:00:00+00:00',
    LastModifiedTime: 1_767_261_600.5,
    LastAuthorizedTime: '2026-01-01T10:00:00+00:00',
    ...more,
  };
}

function resource(type: JsonValue, parameters: JsonValue, more: JsonObject = {}): JsonObject {
  return {
    Type: 'AWS::Events::Connection',
    DependsOn: ['Secret'],
    Properties: { AuthorizationType: type, AuthParameters: parameters, ...more },
  };
}

function basic(more: JsonObject = {}): JsonObject {
  const user = { Username: 'me', Password: '${secret:p}' };
  return { AuthorizationType: 'BASIC', AuthParameters: { BasicAuthParameters: user, ...more } };
}

function apiKey(name: string): JsonObject {
  const key = { ApiKeyName: name, ApiKeyValue: '${secret:k}' };
  return { AuthorizationType: 'API_KEY', AuthParameters: { ApiKeyAuthParameters: key } };
}

function oauth(more: JsonObject = {}): JsonObject {
  const parameters = {
    ClientParameters: { ClientID: 'id', ClientSecret: '${secret:c}' },
    AuthorizationEndpoint: 'https://auth.example.com/token',
    HttpMethod: 'POST',
    ...more,
  };
  return { AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS', AuthParameters: { OAuthParameters: parameters } };
}

function headers(...list: JsonObject[]): JsonObject {
  return basic({ InvocationHttpParameters: { HeaderParameters: list } });
}

/** The parameters of a connection, after its secrets were named. */
const PLAIN: readonly (readonly [what: string, written: JsonObject, parameters: JsonObject])[] = [
  ['a CreateConnection request', basic(), { BasicAuthParameters: { Username: 'me', Password: '${secret:p}' } }],
  [
    'an answer with a user',
    described('BASIC', { BasicAuthParameters: { Username: 'me' } }),
    { BasicAuthParameters: { Username: 'me', Password: '${secret:stripe-password}' } },
  ],
  [
    'an answer into which the password was written',
    described('BASIC', { BasicAuthParameters: { Username: 'me', Password: '${env:P}' } }),
    { BasicAuthParameters: { Username: 'me', Password: '${env:P}' } },
  ],
  [
    'an answer with an API key',
    described('API_KEY', { ApiKeyAuthParameters: { ApiKeyName: 'X-Key' } }),
    { ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue: '${secret:stripe-apikeyvalue}' } },
  ],
  [
    'an answer with a client and parameters that are secret',
    described('OAUTH_CLIENT_CREDENTIALS', {
      OAuthParameters: {
        ClientParameters: { ClientID: 'id' },
        AuthorizationEndpoint: 'https://auth.example.com/token',
        HttpMethod: 'POST',
        OAuthHttpParameters: { BodyParameters: [{ Key: 'audience', IsValueSecret: true }] },
      },
      InvocationHttpParameters: {
        HeaderParameters: [{ Key: 'X-Tenant', Value: 'acme', IsValueSecret: false }],
        QueryStringParameters: [{ Key: 'ü', IsValueSecret: true }],
      },
    }),
    {
      OAuthParameters: {
        ClientParameters: { ClientID: 'id', ClientSecret: '${secret:stripe-clientsecret}' },
        AuthorizationEndpoint: 'https://auth.example.com/token',
        HttpMethod: 'POST',
        OAuthHttpParameters: {
          BodyParameters: [{ Key: 'audience', IsValueSecret: true, Value: '${secret:stripe-token-body-audience}' }],
        },
      },
      InvocationHttpParameters: {
        HeaderParameters: [{ Key: 'X-Tenant', Value: 'acme', IsValueSecret: false }],
        QueryStringParameters: [{ Key: 'ü', IsValueSecret: true, Value: '${secret:stripe-query-1}' }],
      },
    },
  ],
  [
    'a resource with a password from a parameter',
    resource('BASIC', { BasicAuthParameters: { Username: { 'Fn::Sub': '${Team}-user' }, Password: { Ref: 'Pass' } } }),
    { BasicAuthParameters: { Username: '${secret:stripe-username}', Password: '${secret:stripe-password}' } },
  ],
  [
    'a resource with dynamic references',
    resource('API_KEY', {
      ApiKeyAuthParameters: {
        ApiKeyName: 'Authorization',
        ApiKeyValue: 'Bearer {{resolve:secretsmanager:key:SecretString:a}}.{{resolve:ssm-secure:b:1}}',
      },
    }),
    {
      ApiKeyAuthParameters: {
        ApiKeyName: 'Authorization',
        ApiKeyValue: 'Bearer ${secret:stripe-apikeyvalue}.${secret:stripe-apikeyvalue-2}',
      },
    },
  ],
  [
    'a resource with functions among its parameters',
    resource('BASIC', {
      BasicAuthParameters: { Username: 'me', Password: { 'Fn::GetAtt': ['Secret', 'Value'] } },
      InvocationHttpParameters: {
        HeaderParameters: [
          { Key: 'X-One', Value: { Ref: 'One' }, IsValueSecret: 'true' },
          { Key: { Ref: 'Name' }, Value: { Ref: 'Two' }, IsValueSecret: { Ref: 'Flag' } },
          { Ref: 'AWS::NoValue' },
        ],
        BodyParameters: { Ref: 'AWS::NoValue' },
      },
    }),
    {
      BasicAuthParameters: { Username: 'me', Password: '${secret:stripe-password}' },
      InvocationHttpParameters: {
        HeaderParameters: [
          { Key: 'X-One', Value: '${secret:stripe-header-x-one}', IsValueSecret: true },
          { Key: '${secret:stripe-header-2-key}', Value: '${secret:stripe-header-2}', IsValueSecret: true },
        ],
      },
    },
  ],
  [
    'a resource with a client',
    resource('OAUTH_CLIENT_CREDENTIALS', {
      OAuthParameters: {
        ClientParameters: { ClientID: { Ref: 'Id' }, ClientSecret: '{{resolve:secretsmanager:client}}' },
        AuthorizationEndpoint: { 'Fn::Sub': 'https://${Domain}/token' },
        HttpMethod: 'GET',
      },
    }),
    {
      OAuthParameters: {
        ClientParameters: { ClientID: '${secret:stripe-clientid}', ClientSecret: '${secret:stripe-clientsecret}' },
        AuthorizationEndpoint: '${secret:stripe-authorizationendpoint}',
        HttpMethod: 'GET',
      },
    },
  ],
];

describe('a connection is read from', () => {
  for (const [what, written, parameters] of PLAIN) {
    it(what, () => {
      const plain = toValue(plainConnection(nodeOf(written), ['connections', 'Stripe'])) as JsonObject;
      assert.deepEqual(plain.AuthParameters, parameters);
      const text = JSON.stringify({ version: 1, connections: { Stripe: written } });
      const { project, problems } = readProject(text);
      assert.deepEqual(problems, []);
      assert.deepEqual(project?.connections.Stripe, {
        AuthorizationType: plain.AuthorizationType,
        AuthParameters: parameters,
      });
    });
  }

  it('what is already plain without a change', () => {
    for (const written of [basic(), apiKey('X-Key'), oauth(), { Ref: 'Other' }, [], 'text', null]) {
      const node = nodeOf(written);
      assert.deepEqual(plainConnection(node, ['connections', 'A']), node);
    }
  });

  it('its plain form the same again', () => {
    for (const [, written] of PLAIN) {
      const once = plainConnection(nodeOf(written), ['connections', 'Stripe']);
      assert.deepEqual(plainConnection(once, ['connections', 'Stripe']), once);
    }
  });

  it('a profile too, where its secrets have names of their own', () => {
    const answer = described('BASIC', { BasicAuthParameters: { Username: 'me' } });
    const text = JSON.stringify({ version: 1, profiles: { live: { connections: { Stripe: answer } } } });
    const { project, problems } = readProject(text);
    assert.deepEqual(problems, []);
    const parameters = project?.profiles.live?.connections.Stripe?.AuthParameters.BasicAuthParameters;
    assert.equal(parameters?.Password, '${secret:live-stripe-password}');
  });

  it('a literal secret with the offer of the same name that is asked for elsewhere', () => {
    const connection = headers({ Key: 'X-Key', Value: 'fake-key', IsValueSecret: true });
    const { problems } = readProject(
      JSON.stringify({ version: 1, profiles: { live: { connections: { A: connection } } } }),
    );
    assert.deepEqual(
      problems.map(({ fixes }) => fixes?.[0]?.edits[0]?.text),
      ['"${secret:live-a-header-x-key}"'],
    );
  });

  it('a template only where CloudFormation would look', () => {
    assert.deepEqual(found({ ...basic(), AuthorizationType: { Ref: 'Type' } }), ['ERROR connection: {"Ref":"Type"}']);
    assert.deepEqual(found(resource({ Ref: 'Type' }, basic().AuthParameters ?? null)), [
      'ERROR connection: {"Ref":"Type"}',
    ]);
    assert.deepEqual(found(resource('BASIC', { 'Fn::If': ['A', {}, {}] })), [
      'ERROR connection: {',
      'WARNING unknown-field: "Fn::If"',
    ]);
    assert.deepEqual(found({ Type: 'AWS::Events::Connection', Properties: 1 }), ['ERROR connection: 1']);
  });
});

describe('the name of a secret', () => {
  const names: readonly (readonly [path: readonly string[], name: string])[] = [
    [['connections', 'Stripe', 'AuthParameters', 'BasicAuthParameters', 'Password'], 'stripe-password'],
    [['profiles', 'live', 'connections', 'A b', 'Password'], 'live-a-b-password'],
    [['profiles', 'connections', 'connections', 'A', 'Password'], 'connections-a-password'],
    [['connections', '${ConnectionArn}', 'Password'], 'connectionarn-password'],
    [['connections', ARN, 'Password'], 'stripe-password'],
    [['connections', 'A', 'HeaderParameters', 'HeaderParameters'], 'a-header-headerparameters'],
    [['connections', 'A', 'OAuthHttpParameters', 'QueryStringParameters', '1', 'Key'], 'a-token-query-1-key'],
  ];
  for (const [path, name] of names) it(name, () => assert.equal(secretNameOf(path), name));
});

const LONG = 'a'.repeat(513);
const LONG_ADDRESS = `https://a.example/${'a'.repeat(2031)}`;

const FINDINGS: readonly (readonly [what: string, connection: JsonValue, expected: readonly string[]])[] = [
  ['all that is allowed', { ...basic(), Name: 'a.b-c_1', Description: '', KmsKeyIdentifier: 'alias/my-key' }, []],
  ['a name with a blank', { ...basic(), Name: 'a b' }, ['ERROR connection: "a b"']],
  ['a long name', { ...basic(), Name: 'a'.repeat(65) }, [`ERROR connection: "${'a'.repeat(65)}"`]],
  ['a long description', { ...basic(), Description: LONG }, [`ERROR connection: "${LONG}"`]],
  ['a key of no KMS', { ...basic(), KmsKeyIdentifier: 'a b' }, ['ERROR connection: "a b"']],
  ['a description that is no text', { ...basic(), Description: 1 }, ['ERROR connection: 1']],
  ['an unknown state', { ...basic(), ConnectionState: 'FINE' }, ['ERROR connection: "FINE"']],
  ['a state that hinders', { ...basic(), ConnectionState: 'AUTHORIZING' }, ['WARNING connection: "AUTHORIZING"']],
  ['a long header', headers({ Key: LONG, Value: 'a' }), [`ERROR connection: "${LONG}"`]],
  ['a header without value', headers({ Key: 'a' }), ['ERROR connection: {']],
  ['a header of tabs', headers({ Key: 'a', Value: '\t' }), ['ERROR connection: "\\t"']],
  ['a header with a tab in it', headers({ Key: 'a', Value: 'a\tb' }), []],
  ['a comma in the name of a header', headers({ Key: 'a,b', Value: 'a' }), ['ERROR connection: "a,b"']],
  ['a forbidden header', headers({ Key: 'authorization', Value: 'a' }), ['ERROR connection: "authorization"']],
  ['a header twice', headers({ Key: 'a', Value: 'b' }, { Key: 'A', Value: 'b' }), ['WARNING connection: "A"']],
  [
    'query keys that differ by case, and one of them twice',
    basic({
      InvocationHttpParameters: { QueryStringParameters: ['a', 'A', 'a'].map((Key) => ({ Key, Value: 'b' })) },
    }),
    ['WARNING connection: "a"'],
  ],
  [
    'a control character in the query',
    basic({ InvocationHttpParameters: { QueryStringParameters: [{ Key: 'a\u007f', Value: 'b\t' }] } }),
    ['ERROR connection: "a\u007f"', 'ERROR connection: "b\\t"'],
  ],
  [
    'a line break in the value of a query',
    basic({ InvocationHttpParameters: { QueryStringParameters: [{ Key: 'a', Value: 'b\r\n' }] } }),
    [],
  ],
  [
    'any text in the body',
    basic({ InvocationHttpParameters: { BodyParameters: [{ Key: '', Value: `${LONG}\u0000` }] } }),
    [],
  ],
  [
    'more than 100 parameters',
    basic({
      InvocationHttpParameters: { BodyParameters: Array.from({ length: 101 }, (_, i) => ({ Key: `${i}`, Value: '' })) },
    }),
    [`ERROR connection: ${JSON.stringify(Array.from({ length: 101 }, (_, i) => ({ Key: `${i}`, Value: '' })))}`],
  ],
  [
    'a secret among the parameters of a token',
    oauth({
      OAuthHttpParameters: { HeaderParameters: [{ Key: 'Authorization', Value: 'Basic x', IsValueSecret: true }] },
    }),
    ['WARNING literal-secret: "Basic x"'],
  ],
  [
    'a token header of HTTP itself',
    oauth({ OAuthHttpParameters: { HeaderParameters: [{ Key: 'Host', Value: 'a' }] } }),
    ['ERROR connection: "Host"'],
  ],
  ['a method of a token', oauth({ HttpMethod: 'post' }), ['ERROR connection: "post"']],
  [
    'a token over http',
    oauth({ AuthorizationEndpoint: 'http://a.example/t' }),
    ['ERROR connection: "http://a.example/t"'],
  ],
  [
    'a user in an address',
    oauth({ AuthorizationEndpoint: 'https://u:p@a.example/' }),
    ['ERROR connection: "https://u:p@a.example/"'],
  ],
  [
    'a port that is none',
    oauth({ AuthorizationEndpoint: 'https://a.example:99999/' }),
    ['ERROR connection: "https://a.example:99999/"'],
  ],
  [
    'an address with a blank',
    oauth({ AuthorizationEndpoint: 'https://a.example/ b' }),
    ['ERROR connection: "https://a.example/ b"'],
  ],
  [
    'a broken escape',
    oauth({ AuthorizationEndpoint: 'https://a.example/%zz' }),
    ['ERROR connection: "https://a.example/%zz"'],
  ],
  ['a long address', oauth({ AuthorizationEndpoint: LONG_ADDRESS }), [`ERROR connection: "${LONG_ADDRESS}"`]],
  [
    'members of two types',
    {
      ...oauth(),
      AuthParameters: { ...(oauth().AuthParameters as JsonObject), ...(basic().AuthParameters as JsonObject) },
    },
    ['WARNING connection: "BasicAuthParameters"'],
  ],
  [
    'members of another type',
    { ...basic(), AuthorizationType: 'API_KEY' },
    ['ERROR connection: {', 'WARNING connection: "BasicAuthParameters"'],
  ],
  ['a type that is a reference', { ...basic(), AuthorizationType: '${env:TYPE}' }, ['ERROR connection: "${env:TYPE}"']],
  [
    'a way to private endpoints',
    {
      ...basic({ ConnectivityParameters: { ResourceParameters: { ResourceConfigurationArn: RESOURCE } } }),
      InvocationConnectivityParameters: {
        ResourceParameters: { ResourceConfigurationArn: '', ResourceAssociationArn: 'a' },
      },
    },
    [
      'INFO private-connectivity: "ConnectivityParameters"',
      'INFO private-connectivity: "InvocationConnectivityParameters"',
    ],
  ],
  [
    'a way that leads nowhere',
    { ...basic(), InvocationConnectivityParameters: { ResourceParameters: { ResourceConfigurationArn: 'x' } } },
    ['INFO private-connectivity: "InvocationConnectivityParameters"', 'ERROR connection: "x"'],
  ],
  ['no fields', {}, ['ERROR connection: {', 'ERROR connection: {']],
  ['a number', 1, ['ERROR connection: 1']],
  ['parameters in a list', { AuthorizationType: 'BASIC', AuthParameters: [] }, ['ERROR connection: []']],
  ['an answer that is a list of members', described('BASIC', { BasicAuthParameters: [] }), ['ERROR connection: []']],
  [
    'an answer with a parameter that is none',
    described('API_KEY', { ApiKeyAuthParameters: { ApiKeyName: 1 } }),
    ['ERROR connection: 1'],
  ],
];

describe('a connection with', () => {
  for (const [what, connection, expected] of FINDINGS) {
    it(what, () => assert.deepEqual(found(connection), expected));
  }

  for (const name of HTTP_OWNED_HEADERS) {
    it(`${name} as its API key, or as a header, is refused`, () => {
      const lower = name.toLowerCase();
      assert.deepEqual(found(apiKey(lower)), [`ERROR connection: "${lower}"`]);
      assert.deepEqual(found(headers({ Key: lower, Value: 'a' })), [`ERROR connection: "${lower}"`]);
    });
  }

  it('a token over http is used when the project, or a profile of it, maps the address', () => {
    const connection = oauth({ AuthorizationEndpoint: 'http://a.example/t' });
    const endpoints = { 'http://a.example': 'http://127.0.0.1:1' };
    assert.deepEqual(found(connection, { endpoints }), []);
    assert.deepEqual(found(connection, { profiles: { local: { endpoints } } }), []);
  });

  it('a key twice is what its last one says', () => {
    const text = `{"version": 1, "connections": {"A": {"Type": "API_KEY", ${JSON.stringify(basic()).slice(1)}}}`;
    assert.deepEqual(marked(text), ['WARNING duplicate-key: "Type"']);
    assert.equal(readProject(text).project?.connections.A?.AuthorizationType, 'BASIC');
    const other = text.replace('"AuthParameters":{', '"AuthParameters":{"BasicAuthParameters":{},');
    assert.deepEqual(marked(other), ['WARNING duplicate-key: "Type"', 'WARNING duplicate-key: "BasicAuthParameters"']);
  });

  it('anything wrong hinders only the states that use it', () => {
    for (const [what, connection] of FINDINGS) {
      const { problems } = readProject(JSON.stringify({ version: 1, connections: { Stripe: connection } }));
      assert.equal(blocksRuns(problems), false, what);
    }
  });
});

describe('hostile connections', () => {
  const hostile = ['a ', '\t', ' ', 'a', ':', '%', '/', '{{resolve:', '${secret:', '-', 'arn:aws:', '\u0000', '😀'];
  const text = fc.oneof(
    fc.tuple(fc.constantFrom(...hostile), fc.integer({ min: 1, max: 60_000 })).map(([part, n]) => part.repeat(n)),
    fc.string(),
  );
  const leaf = fc.oneof(text, fc.constantFrom<JsonValue>(null, true, 1, [], {}, { Ref: 'A' }, { Ref: 'AWS::NoValue' }));
  const samples = PLAIN.map(([, written]) => written);

  /** The sample with one of its values, chosen by a number, replaced. */
  function withOther(value: JsonValue, place: { left: number }, other: JsonValue): JsonValue {
    if (place.left-- === 0) return other;
    if (Array.isArray(value)) return value.map((item) => withOther(item, place, other));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withOther(member, place, other)]));
  }

  it('are read, marked inside their text, and usable or broken, never both', () => {
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat({ max: 24 }), leaf, (sample, left, other) => {
        const written = JSON.stringify({ version: 1, connections: { A: withOther(sample, { left }, other) } });
        const { project, problems } = readProject(written);
        for (const { span } of problems)
          assert.ok(0 <= span.start && span.start <= span.end && span.end <= written.length);
        const isBroken = problems.some(({ severity }) => severity === 'ERROR');
        assert.deepEqual(Object.keys(project?.broken ?? {}), isBroken ? ['A'] : []);
        assert.deepEqual(Object.keys(project?.connections ?? {}), isBroken ? [] : ['A']);
      }),
      { numRuns: 300 },
    );
  });

  it('follow the patterns of AWS where these can be run', () => {
    const inside = String.raw`[^\x00-\x1F:\x7F]+`;
    const credential = new RegExp(String.raw`^[ \t]*${inside}([ \t]+${inside})*[ \t]*$`);
    const value = /^[ \t]*[\x20-\x7E]+([ \t]+[\x20-\x7E]+)*[ \t]*$/;
    const short = fc.string({
      unit: fc.constantFrom(' ', '\t', 'a', ':', '\n', '\u007f', 'ü'),
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(short, (written) => {
        const asUser = {
          AuthorizationType: 'BASIC',
          AuthParameters: { BasicAuthParameters: { Username: written, Password: '${env:P}' } },
        };
        assert.equal(found(asUser).length === 0, credential.test(written));
        assert.equal(found(headers({ Key: 'a', Value: written })).length === 0, value.test(written));
      }),
    );
  });
});

describe('an answer to a run', () => {
  const noSecret = async () => undefined;
  const projectOf = (connections: JsonObject) => readProject(JSON.stringify({ version: 1, connections })).project;

  for (const [state, error] of Object.entries(CONNECTION_STATES)) {
    it(`of a connection that is ${state}: ${error ?? 'it is used'}`, async () => {
      const connection = described('BASIC', { BasicAuthParameters: { Username: 'me' } }, { ConnectionState: state });
      const project = projectOf({ Stripe: connection });
      const answer = await resolveConnection(project, ARN, async () => 'fake-password');
      if (error === undefined) return assert.equal(answer.kind, 'found');
      assert.ok(answer.kind === 'invalid');
      const task = httpTask({ ApiEndpoint: 'https://api.example.test/', Method: 'GET' });
      const run = await runHere(task, { connection: answer });
      assert.equal(run.error, error);
      assert.match(run.cause ?? '', new RegExp(state));
    });
  }

  it('asks for what was hidden by its name', async () => {
    const project = projectOf({ Stripe: described('API_KEY', { ApiKeyAuthParameters: { ApiKeyName: 'X-Key' } }) });
    assert.deepEqual(await resolveConnection(project, ARN, noSecret), {
      kind: 'missingSecret',
      connection: 'Stripe',
      ref: { kind: 'secret', name: 'stripe-apikeyvalue' },
    });
  });

  it('refuses what a secret turns out to be', async () => {
    const written = resource('OAUTH_CLIENT_CREDENTIALS', {
      OAuthParameters: {
        ClientParameters: { ClientID: 'id', ClientSecret: { Ref: 'S' } },
        AuthorizationEndpoint: 'https://auth.example.com/',
        HttpMethod: { Ref: 'Method' },
      },
    });
    const answer = await resolveConnection(projectOf({ Stripe: written }), ARN, async () => 'fake-secret');
    assert.equal(answer.kind, 'invalid');
    assert.match(JSON.stringify(answer), /HttpMethod/);
    assert.doesNotMatch(JSON.stringify(answer), /fake-secret/);
  });

  const misses: readonly (readonly [asked: string, hint: RegExp])[] = [
    ['basic', /'basic' \(did you mean Basic\?\)/],
    ['Basik', /did you mean Basic\?/],
    ['Brokn', /did you mean Broken\?/],
    [ARN.replace('Stripe', 'Strip'), /'Strip' \(did you mean Stripe\?\)/],
    ['Elsewhere', /^There is no connection 'Elsewhere': write it/],
  ];
  for (const [asked, hint] of misses) {
    it(`of an unknown connection, ${asked}, names the one that is near`, async () => {
      const answer = await resolveConnection(
        projectOf({ Basic: basic(), Broken: {}, [ARN]: basic() }),
        asked,
        noSecret,
      );
      assert.ok(answer.kind === 'missing');
      assert.match(answer.message, hint);
    });
  }
});
