import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { addConnection } from '../shared/project/edit';
import { importConnections } from '../shared/project/importConnections';
import { readProject } from '../shared/project/project';
import { type WrittenConnection, writtenConnection } from '../shared/project/writtenConnection';

// Connections as people have them at hand: answers and requests of AWS, and templates.

function imported(text: string): readonly WrittenConnection[] {
  const found = importConnections(text);
  if (found.kind === 'nothing') assert.fail(found.message);
  return found.connections.map((one) => writtenConnection(one, one.name, new Set()));
}

/** The only connection of a text, as it is written. */
function only(text: string): WrittenConnection {
  const [first, ...others] = imported(text);
  assert.deepEqual(others, []);
  return first ?? assert.fail('no connection');
}

const DESCRIBED = `{
  "ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/Stripe/1a2b3c4d-0000-1111-2222-333344445555",
  "Name": "Stripe",
  "ConnectionState": "AUTHORIZED",
  "AuthorizationType": "API_KEY",
  "SecretArn": "arn:aws:secretsmanager:us-east-1:123456789012:secret:events!connection/Stripe/x",
  "AuthParameters": {
    "ApiKeyAuthParameters": { "ApiKeyName": "X-API-Key" },
    "InvocationHttpParameters": {
      "HeaderParameters": [
        { "Key": "X-Plain", "Value": "open", "IsValueSecret": false },
        { "Key": "X-Hidden", "IsValueSecret": true }
      ]
    }
  },
  "CreationTime": "2026-01-01T00:00:00+00:00"
}`;

const CREATE = JSON.stringify({
  Name: 'orders',
  Description: 'the orders',
  AuthorizationType: 'BASIC',
  AuthParameters: { BasicAuthParameters: { Username: 'bob', Password: 'example-password-1' } },
});

const template = (properties: string, head = '') => `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
${head}Resources:
  Function: { Type: 'AWS::Serverless::Function', Properties: { Handler: !GetAtt Other.Arn } }
  CrmConnection:
    Type: AWS::Events::Connection
    Properties:
${properties.replace(/^/gm, '      ')}
`;

const BASIC = (user: string, password: string) => `AuthorizationType: BASIC
AuthParameters:
  BasicAuthParameters:
    Username: ${user}
    Password: ${password}`;

describe('an import', () => {
  test('takes an answer of DescribeConnection: what it hides is asked for', () => {
    assert.deepEqual(only(DESCRIBED), {
      name: 'Stripe',
      connection: {
        AuthorizationType: 'API_KEY',
        AuthParameters: {
          ApiKeyAuthParameters: { ApiKeyName: 'X-API-Key', ApiKeyValue: '${secret:stripe-apikeyvalue}' },
          InvocationHttpParameters: {
            HeaderParameters: [
              { Key: 'X-Plain', Value: 'open', IsValueSecret: false },
              { Key: 'X-Hidden', Value: '${secret:stripe-header-x-hidden}', IsValueSecret: true },
            ],
          },
        },
      },
      secrets: [{ name: 'stripe-apikeyvalue' }, { name: 'stripe-header-x-hidden' }],
    });
  });

  test('takes a request of CreateConnection: its secrets are handed over beside it', () => {
    const { name, connection, secrets } = only(CREATE);
    assert.equal(name, 'orders');
    assert.deepEqual(connection.AuthParameters, {
      BasicAuthParameters: { Username: 'bob', Password: '${secret:orders-password}' },
    });
    assert.deepEqual(secrets, [{ name: 'orders-password', value: 'example-password-1' }]);
  });

  for (const [what, value, head, user] of [
    [
      '!Ref of a parameter with a default',
      '!Ref User',
      'Parameters: { User: { Type: String, Default: bob } }\n',
      'bob',
    ],
    ['!Ref of a hidden parameter', '!Ref User', 'Parameters: { User: { Default: bob, NoEcho: true } }\n', undefined],
    [
      '!Ref of a stored parameter',
      '!Ref User',
      "Parameters: { User: { Type: 'AWS::SSM::Parameter::Value<String>', Default: /a } }\n",
      undefined,
    ],
    ['!Ref of what nobody knows', '!Ref AWS::StackName', '', undefined],
    ['!Sub with a known parameter', "!Sub '${User}-1'", 'Parameters: { User: { Default: 7 } }\n', '7-1'],
    ['!Sub without places', '!Sub bob', '', 'bob'],
    [
      '!Sub with values of its own',
      '!Sub ["${A}-${B}", { A: a, B: !Ref User }]',
      'Parameters: { User: { Default: b } }\n',
      'a-b',
    ],
    ['!Sub with what nobody knows', "!Sub '${AWS::Region}-bob'", '', undefined],
    ['!GetAtt', '!GetAtt Other.Name', '', undefined],
    ['!Join', "!Join ['-', [a, !Ref User]]", 'Parameters: { User: { Default: b } }\n', 'a-b'],
    ['!Join over lines', "!Join\n      - ''\n      - - a\n        - b", '', 'ab'],
    ['!Join with what nobody knows', "!Join ['-', [a, !GetAtt Other.Name]]", '', undefined],
    ['the long form', '{ "Fn::Sub": "bob" }', '', 'bob'],
    ['!If', '!If [Live, bob, eve]', '', undefined],
    ['!ImportValue', '!ImportValue user', '', undefined],
    ['!Sub in an !ImportValue', "Fn::ImportValue: !Sub '${Stack}-user'", '', undefined],
    ['a dynamic reference', "'{{resolve:secretsmanager:crm:SecretString:user}}'", '', undefined],
    ['a number', '42', '', '42'],
  ] as const) {
    test(`takes a template with ${what}`, () => {
      const indented = value.includes('Fn::ImportValue') ? `\n      ${value}` : value;
      const { name, connection } = only(template(BASIC(indented, "'{{resolve:ssm-secure:pw}}'"), head));
      assert.equal(name, 'CrmConnection');
      assert.deepEqual(connection, {
        AuthorizationType: 'BASIC',
        AuthParameters: {
          BasicAuthParameters: {
            Username: user ?? '${secret:crmconnection-username}',
            Password: '${secret:crmconnection-password}',
          },
        },
      });
    });
  }

  test('never takes the default of a parameter for granted where a secret stands', () => {
    const { connection, secrets } = only(
      template(BASIC('u', '!Ref Pw'), 'Parameters: { Pw: { Default: example-default-1 } }\n'),
    );
    assert.ok(!JSON.stringify(connection).includes('example-default-1'));
    assert.deepEqual(secrets, [{ name: 'crmconnection-password', value: 'example-default-1' }]);
  });

  test('takes a template in JSON, with comments of a person', () => {
    const text = `{ // ours
      "Resources": { "A": { "Type": "AWS::Events::Connection", "Properties": {
        "Name": "mail", "AuthParameters": { "ApiKeyAuthParameters": { "ApiKeyName": "k", "ApiKeyValue": { "Ref": "Key" } } } } } } }`;
    assert.deepEqual(only(text).connection, {
      AuthorizationType: 'API_KEY',
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'k', ApiKeyValue: '${secret:mail-apikeyvalue}' } },
    });
  });

  for (const [what, text] of [
    [
      'a piece of a template',
      'Crm:\n  Type: AWS::Events::Connection\n  Properties: { Name: a, AuthorizationType: BASIC, AuthParameters: {} }',
    ],
    [
      'a resource alone',
      'Type: AWS::Events::Connection\nProperties: { Name: a, AuthorizationType: BASIC, AuthParameters: {} }',
    ],
    [
      'a file of the Serverless Framework',
      'service: x\nresources:\n  Resources:\n    A:\n      Type: AWS::Events::Connection\n      Properties: { Name: a, AuthParameters: {} }',
    ],
    [
      'an answer of GetTemplate',
      JSON.stringify({ TemplateBody: 'Resources:\n  a:\n    Type: AWS::Events::Connection\n    Properties: {}' }),
    ],
    ['a request with the older spelling', JSON.stringify({ Name: 'a', Type: 'BASIC', AuthParameters: {} })],
    [
      'a project file',
      JSON.stringify({ version: 1, connections: { a: { AuthorizationType: 'BASIC', AuthParameters: {} } } }),
    ],
    ['a list of answers', JSON.stringify([{ Name: 'a', AuthorizationType: 'BASIC', AuthParameters: {} }])],
  ] as const) {
    test(`finds the connection of ${what}`, () => assert.equal(only(text).name, 'a'));
  }

  test('tells what has to be mended before it can be used', () => {
    assert.match(only(template('AuthorizationType: BASIC')).problem ?? '', /AuthParameters/);
  });

  test('gives connections of one name different names, and their secrets as well', () => {
    const [one, two] = imported(`[${CREATE},${CREATE.replace('example-password-1', 'example-password-2')}]`);
    assert.deepEqual([one?.name, two?.name], ['orders', 'orders-2']);
    assert.deepEqual(two?.secrets, [{ name: 'orders-2-password', value: 'example-password-2' }]);
  });

  test('uses no name of a secret that another connection needs', () => {
    const found = importConnections(CREATE);
    const [first] = found.kind === 'connections' ? found.connections : [];
    assert.ok(first);
    const { secrets } = writtenConnection(first, 'orders', new Set(['orders-password']));
    assert.deepEqual(secrets, [{ name: 'orders-2-password', value: 'example-password-1' }]);
  });

  for (const [text, message] of [
    [' \n', /^There is nothing to import/],
    [`a: ${'x'.repeat(2_000_000)}`, /too long/],
    ['{"a": ', /^This is neither JSON nor YAML: line 1/],
    ['a: [1\nb: 2', /^This is neither JSON nor YAML/],
    ['just words', /^There is no connection in this text/],
    ['[]', /^There is no connection in this text/],
    ['{"hello": "world"}', /^There is no connection in this text/],
    [
      "AWSTemplateFormatVersion: '2010-09-09'\nResources: { A: { Type: 'AWS::S3::Bucket' } }",
      /^This template has no connection/,
    ],
    ['{"StartAt": "A", "States": {}}', /^This is a state machine/],
    ['{"Connections": [{"Name": "a", "AuthorizationType": "BASIC"}]}', /^This answer lists connections/],
    ['{"ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/a/b"}', /^This answer has no AuthParameters/],
    ['terraform {\n  required_version = ">= 1"\n}', /^This is neither|^There is no connection/],
  ] as const) {
    test(`says why there is nothing in ${JSON.stringify(text.slice(0, 100))}`, () => {
      const found = importConnections(text);
      assert.match(found.kind === 'nothing' ? found.message : 'connections', message);
    });
  }
});

/** A word that is nothing else in a template. */
const secretWord = fc.stringMatching(/^[a-z]{3}[0-9]{9}[a-z]{2}$/).map((word) => `Zq${word}`);
const flag = fc.constantFrom<unknown>(true, 'true', 'TRUE', 'yes', { Ref: 'Flag' });

const connectionOf = (secrets: readonly string[], hides: unknown) => {
  const [password, key, client, header, token] = secrets;
  const parameters = (Value: unknown) => [{ Key: 'X-Same', Value, IsValueSecret: hides }];
  return {
    Name: 'any',
    AuthorizationType: 'BASIC',
    AuthParameters: {
      BasicAuthParameters: { Username: 'u', Password: password },
      ApiKeyAuthParameters: { ApiKeyName: 'k', ApiKeyValue: key },
      OAuthParameters: {
        ClientParameters: { ClientID: 'c', ClientSecret: client },
        AuthorizationEndpoint: 'https://a.example/t',
        HttpMethod: 'POST',
        OAuthHttpParameters: { BodyParameters: parameters(token) },
      },
      InvocationHttpParameters: { HeaderParameters: [...parameters(header), ...parameters(password)] },
    },
    ConnectionState: 'AUTHORIZED',
    SecretArn: client,
    Description: password,
  };
};

describe('no secret value of an import', () => {
  test('ever stands in the file that is written', () => {
    const five = fc.array(secretWord, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(five, flag, fc.constantFrom('plain', 'template'), (secrets, hides, form) => {
        const connection = connectionOf(secrets, hides);
        const text = JSON.stringify(
          form === 'plain'
            ? connection
            : { Resources: { A: { Type: 'AWS::Events::Connection', Properties: connection } } },
        );
        const [written] = imported(text);
        const file = addConnection(undefined, 'any', written?.connection ?? {}) ?? '';
        for (const secret of secrets) assert.ok(!file.includes(secret), file);
        assert.deepEqual(new Set(written?.secrets.map(({ value }) => value)), new Set(secrets));
        assert.ok(readProject(file).project);
      }),
    );
  });

  test('is lost or mistaken, however odd it is', () => {
    const odd = fc.string({ minLength: 1 }).filter((text) => !text.includes('${') && !text.includes('{{resolve:'));
    fc.assert(
      fc.property(odd, (password) => {
        const { connection, secrets } = only(CREATE.replace('"example-password-1"', () => JSON.stringify(password)));
        assert.deepEqual(secrets, [{ name: 'orders-password', value: password }]);
        assert.ok(JSON.stringify(connection).includes('"${secret:orders-password}"'));
      }),
    );
  });

  test('any text at all gives an answer', () => {
    fc.assert(fc.property(fc.string(), (text) => void importConnections(text)));
    fc.assert(fc.property(fc.json(), (text) => void importConnections(text)));
  });
});
