import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseJson, toValue } from '../shared/document/json';
import { addConnection, addTestCase } from '../shared/project/edit';
import { loadProject, projectPathsUpwards } from '../shared/project/findProject';
import {
  blocksRuns,
  EMPTY_PROJECT,
  type Project,
  readProject,
  settingsOf,
  surroundingsOf,
  withProfile,
} from '../shared/project/project';
import { environmentNameOf, type SecretRef } from '../shared/project/reference';
import { findConnection, resolveConnection } from '../shared/project/resolveConnection';
import { toTestStateRequest } from '../shared/project/testCaseRequest';
import { definitionPathsOf, readTestCases, sidecarPath } from '../shared/project/testCases';
import { closest } from '../shared/spec/closest';
import type { Connection } from '../shared/spec/connection';
import type { Diagnostic } from '../shared/spec/diagnostic';
import type { JsonObject } from '../shared/spec/json';
import { substitute } from '../shared/spec/substitution';

const BASIC: Connection = {
  AuthorizationType: 'BASIC',
  AuthParameters: { BasicAuthParameters: { Username: 'me', Password: '${secret:stripe-password}' } },
};

const ARN = 'arn:aws:events:us-east-2:123456789012:connection/Stripe/81210c42-8af1-456b-9c4a-6ff02fc664ac';

/** The findings of a text as `rule: marked text`. */
function marked(text: string, problems: readonly Diagnostic[]): readonly string[] {
  return problems.map(({ rule, span }) => `${rule}: ${text.slice(span.start, span.end)}`);
}

function connectionsText(connection: object): string {
  return JSON.stringify({ version: 1, connections: { Stripe: connection } });
}

function basicText(user: string, password: string): string {
  return connectionsText({
    AuthorizationType: 'BASIC',
    AuthParameters: { BasicAuthParameters: { Username: user, Password: password } },
  });
}

function headersText(header: JsonObject): string {
  return connectionsText({
    ...BASIC,
    AuthParameters: { ...BASIC.AuthParameters, InvocationHttpParameters: { HeaderParameters: [header] } },
  });
}

function oauthText(more: JsonObject): string {
  const parameters = {
    ClientParameters: { ClientID: 'id', ClientSecret: '${secret:client}' },
    AuthorizationEndpoint: 'https://example.com/token',
    HttpMethod: 'POST',
    ...more,
  };
  return connectionsText({
    AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
    AuthParameters: { OAuthParameters: parameters },
  });
}

describe('a project file', () => {
  it('is read whole, with comments and trailing commas', () => {
    const text = `{
      // What the definitions here talk to.
      "$schema": "stateside.schema.json",
      "version": 1,
      "connections": { "Stripe": ${JSON.stringify(BASIC)} },
      "endpoints": { "https://api.stripe.com": "http://127.0.0.1:4567" },
      "substitutions": { "Stage": "test" },
      "region": "eu-central-1",
      "rules": { "http-service-header": "off" },
      "profiles": { "live": { "production": true, "substitutions": { "Stage": "live" }, "endpoints": {} } },
    }`;
    const { project, problems } = readProject(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(project, {
      connections: { Stripe: BASIC },
      broken: {},
      endpoints: { 'https://api.stripe.com': 'http://127.0.0.1:4567' },
      substitutions: { Stage: 'test' },
      region: 'eu-central-1',
      rules: { 'http-service-header': 'off' },
      profiles: {
        live: { connections: {}, broken: {}, endpoints: {}, substitutions: { Stage: 'live' }, production: true },
      },
    });
  });

  const findings: readonly (readonly [what: string, text: string, expected: readonly string[]])[] = [
    ['nothing', '', ['project-syntax: ']],
    ['no JSON', 'nope', ['project-syntax: nope']],
    ['half of it', '{"version": 1, "endpoints": {', ['project-syntax: ', 'project-syntax: ']],
    ['a list', '[]', ['project-shape: []']],
    ['a bare placeholder', '{"version": ${V}}', ['project-syntax: ${V}', 'project-version: ${V}']],
    ['no version', '{}', ['project-version: {']],
    ['another version', '{"version": 2}', ['project-version: 2']],
    ['a version in quotes', '{"version": "1"}', ['project-version: "1"']],
    ['a misspelled field', '{"version": 1, "endpoint": {}}', ['project-unknown-field: "endpoint"']],
    ['a field twice', '{"version": 1, "rules": {}, "rules": {}}', ['project-duplicate-key: "rules"']],
    ['connections in a list', '{"version": 1, "connections": []}', ['project-connection: []']],
    ['a connection that is a text', '{"version": 1, "connections": {"A": "x"}}', ['project-connection: "x"']],
    [
      'a bad name',
      '{"version": 1, "connections": {"A B": null}}',
      ['project-connection: "A B"', 'project-connection: null'],
    ],
    ['an address without scheme', '{"version": 1, "endpoints": {"api.x": "http://l"}}', ['project-endpoint: "api.x"']],
    [
      'an address with a query',
      '{"version": 1, "endpoints": {"https://a": "http://l/?x"}}',
      ['project-endpoint: "http://l/?x"'],
    ],
    [
      'an address with a user',
      '{"version": 1, "endpoints": {"https://u@a": "http://l"}}',
      ['project-endpoint: "https://u@a"'],
    ],
    ['a number to substitute', '{"version": 1, "substitutions": {"A": 1}}', ['project-substitution: 1']],
    ['no region', '{"version": 1, "region": "home"}', ['project-region: "home"']],
    ['no severity', '{"version": 1, "rules": {"a": "warn"}}', ['project-rule: "warn"']],
    ['a profile that is no object', '{"version": 1, "profiles": {"a": 1}}', ['project-profile: 1']],
    [
      'a profile with a wrong endpoint',
      '{"version": 1, "profiles": {"a": {"endpoints": {"x": 1}}}}',
      ['project-endpoint: "x"', 'project-endpoint: 1'],
    ],
    ['a literal secret', basicText('me', 'hunter22'), ['project-literal-secret: "hunter22"']],
    ['no password', basicText('me', ''), ['project-connection: ""']],
    ['a colon in a user', basicText('a:b', '${env:P}'), ['project-connection: "a:b"']],
    ['a long user', basicText('a'.repeat(513), '${env:P}'), [`project-connection: "${'a'.repeat(513)}"`]],
    ['control characters', basicText('a\u0001', '${env:P}'), ['project-connection: "a\\u0001"']],
    ['no type', connectionsText({ AuthParameters: {} }), ['project-connection: {']],
    ['no parameters', connectionsText({ AuthorizationType: 'BASIC' }), ['project-connection: {']],
    [
      'an unknown type',
      connectionsText({ AuthorizationType: 'basic', AuthParameters: {} }),
      ['project-connection: "basic"'],
    ],
    [
      'parameters of no type',
      connectionsText({ AuthorizationType: 'API_KEY', AuthParameters: {} }),
      ['project-connection: {'],
    ],
    ['a member too many', connectionsText({ ...BASIC, Colour: 1 }), ['project-unknown-field: "Colour"']],
    ['a forbidden header', headersText({ Key: 'X-Amz-Date', Value: 'x' }), ['project-connection: "X-Amz-Date"']],
    ['no name of a header', headersText({ Key: 'a b', Value: 'x' }), ['project-connection: "a b"']],
    ['no value of a header', headersText({ Key: 'a', Value: 'ü' }), ['project-connection: "ü"']],
    [
      'a secret parameter',
      headersText({ Key: 'a', Value: 'abc', IsValueSecret: true }),
      ['project-literal-secret: "abc"'],
    ],
    [
      'a flag in quotes',
      headersText({ Key: 'a', Value: 'abc', IsValueSecret: 'true' }),
      ['project-connection: "true"'],
    ],
    ['no token endpoint', oauthText({ AuthorizationEndpoint: 'example.com' }), ['project-connection: "example.com"']],
    ['a method that gets no token', oauthText({ HttpMethod: 'PATCH' }), ['project-connection: "PATCH"']],
  ];
  for (const [what, text, expected] of findings) {
    it(`with ${what} is found out`, () => {
      assert.deepEqual(marked(text, readProject(text).problems), expected);
    });
  }

  it('keeps what is right beside what is wrong', () => {
    const text = `{"version": 1, "region": 1, "connections": {"Good": ${JSON.stringify(BASIC)}, "Bad": {"AuthorizationType": "BASIC"}}}`;
    const { project } = readProject(text);
    assert.deepEqual(Object.keys(project?.connections ?? {}), ['Good']);
    assert.deepEqual(Object.keys(project?.broken ?? {}), ['Bad']);
    assert.equal(project?.region, undefined);
  });

  it('takes Type for AuthorizationType, and what DescribeConnection adds', () => {
    const { AuthorizationType, ...rest } = BASIC;
    const described = {
      Type: AuthorizationType,
      ConnectionState: 'AUTHORIZED',
      CreationTime: 1,
      Name: 'Stripe',
      ...rest,
    };
    const { project, problems } = readProject(JSON.stringify({ version: 1, connections: { Stripe: described } }));
    assert.deepEqual(problems, []);
    assert.deepEqual(project?.connections.Stripe, BASIC);
  });

  it('offers what was most likely meant', () => {
    const { problems } = readProject('{"version": 1, "Endpoints": {}}');
    assert.deepEqual(problems[0]?.fixes?.[0]?.edits, [{ span: { start: 15, end: 26 }, text: '"endpoints"' }]);
    assert.match(problems[0]?.message ?? '', /did you mean endpoints\?/);
  });

  const settings: readonly (readonly [rules: string, expected: readonly string[]])[] = [
    ['{"http-known": "off", "project-literal-secret": "off"}', []],
    ['{"http-knwon": "off"}', ['There is no such rule (did you mean http-known?): http-knwon']],
    ['{"toString": "off"}', ['There is no such rule: toString']],
    [
      '{"a": "off", "a": "off"}',
      [
        'This key stands again below, and only the last one counts: a',
        'There is no such rule: a',
        'There is no such rule: a',
      ],
    ],
  ];
  for (const [rules, expected] of settings) {
    it(`may set only rules that exist, where they are known: ${rules}`, () => {
      const text = `{"version": 1, "rules": ${rules}}`;
      assert.deepEqual(
        readProject(text, ['http-known']).problems.map(({ message }) => message),
        expected,
      );
    });
  }

  it('marks the name of an unknown rule, as a warning that can be mended', () => {
    const text = '{"version": 1, "rules": {"http-knwon": "off"}}';
    const { problems } = readProject(text, ['http-known']);
    assert.deepEqual(marked(text, problems), ['project-rule: "http-knwon"']);
    assert.deepEqual(
      problems.map(({ severity, fixes }) => [severity, fixes?.[0]?.edits[0]?.text]),
      [['WARNING', '"http-known"']],
    );
    assert.deepEqual(readProject(text).problems, []);
  });

  it('keeps its own severities, but not for errors', () => {
    const severities = (setting: string): readonly string[] => {
      const rules = { 'project-literal-secret': setting, 'project-unknown-field': setting };
      const project = { ...JSON.parse(basicText('me', 'hunter22')), rules, endpoint: {} };
      return readProject(JSON.stringify(project)).problems.map(({ rule, severity }) => `${rule} ${severity}`);
    };
    assert.deepEqual(severities('off'), ['project-unknown-field ERROR']);
    assert.deepEqual(severities('info'), ['project-literal-secret INFO', 'project-unknown-field ERROR']);
    assert.deepEqual(severities('error'), ['project-literal-secret ERROR', 'project-unknown-field ERROR']);
  });

  it('offers a reference in the place of a literal secret', () => {
    const { problems } = readProject(basicText('me', 'hunter22'));
    assert.equal(problems[0]?.fixes?.[0]?.edits[0]?.text, '"${secret:stripe-password}"');
    assert.doesNotMatch(JSON.stringify(problems.map(({ message }) => message)), /hunter22/);
  });

  it('blocks runs unless only connections are wrong', () => {
    assert.equal(blocksRuns(readProject('{"version": 1, "endpoint": {}}').problems), true);
    assert.equal(blocksRuns(readProject(basicText('a:b', 'x')).problems), false);
    assert.equal(blocksRuns(readProject('{}').problems), false);
  });

  it('never throws, whatever the text', () => {
    const cuts = fc
      .tuple(fc.constantFrom(basicText('me', 'x'), oauthText({})), fc.nat())
      .map(([text, n]) => text.slice(0, n % text.length));
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), cuts), (text) => {
        const { problems } = readProject(text);
        for (const { span } of problems)
          assert.equal(0 <= span.start && span.start <= span.end && span.end <= text.length, true);
      }),
    );
  });
});

describe('a profile', () => {
  const { project } = readProject(
    JSON.stringify({
      version: 1,
      connections: { A: BASIC, B: { AuthorizationType: 'BASIC' } },
      endpoints: { 'https://a': 'http://one' },
      profiles: { p: { connections: { B: BASIC, A: {} }, endpoints: { 'https://b': 'http://two' } } },
    }),
  );

  it('puts its parts over those of the project', () => {
    const chosen = project && withProfile(project, 'p');
    assert.deepEqual(chosen?.connections, { B: BASIC });
    assert.deepEqual(Object.keys(chosen?.broken ?? {}), ['A']);
    assert.deepEqual(chosen?.endpoints, { 'https://a': 'http://one', 'https://b': 'http://two' });
    assert.deepEqual(settingsOf(project, { profile: 'p' }).endpoints, chosen?.endpoints);
  });

  it('that does not exist is undefined, also under a name that every object has', () => {
    assert.equal(withProfile(EMPTY_PROJECT, 'p'), undefined);
    assert.equal(withProfile(EMPTY_PROJECT, 'toString'), undefined);
    assert.equal(withProfile(EMPTY_PROJECT, undefined), EMPTY_PROJECT);
  });
});

describe('what a project gives to others', () => {
  it('are surroundings in which its own severities win', () => {
    const project: Project = { ...EMPTY_PROJECT, rules: { a: 'off' }, connections: { Stripe: BASIC } };
    assert.deepEqual(surroundingsOf(project, { severities: { a: 'error', b: 'info' }, scope: 'singleState' }), {
      connections: { Stripe: BASIC },
      endpoints: {},
      substitutions: {},
      severities: { a: 'off', b: 'info' },
      scope: 'singleState',
    });
  });

  it('are settings with a region only where somebody named one', () => {
    assert.deepEqual(settingsOf(undefined), { endpoints: {} });
    assert.deepEqual(settingsOf({ ...EMPTY_PROJECT, region: 'eu-west-1' }, { region: 'eu-west-2' }), {
      endpoints: {},
      region: 'eu-west-2',
    });
  });
});

describe('a connection', () => {
  const project: Project = {
    ...EMPTY_PROJECT,
    connections: { Stripe: BASIC, '${ConnectionArn}': BASIC },
    broken: { Bad: 'it is broken' },
  };
  const secrets = (values: Readonly<Record<string, string>>) => async (ref: SecretRef) => values[ref.name];

  const names: readonly (readonly [arn: string, found: string | undefined])[] = [
    [ARN, 'Stripe'],
    ['Stripe', 'Stripe'],
    ['${ConnectionArn}', '${ConnectionArn}'],
    ['arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:connection/Stripe/${Id}', 'Stripe'],
    ['arn:aws:events:us-east-2:123456789012:connection/Other/81210c42', undefined],
    ['toString', undefined],
    ['', undefined],
  ];
  for (const [arn, expected] of names) {
    it(`is found by ${arn || 'nothing'}: ${expected}`, () =>
      assert.equal(findConnection(project, arn)?.name, expected));
  }

  it('is resolved with the values of its secrets', async () => {
    const answer = await resolveConnection(project, ARN, secrets({ 'stripe-password': 'öpen"sesame' }));
    assert.deepEqual(answer, {
      kind: 'found',
      name: 'Stripe',
      connection: {
        AuthorizationType: 'BASIC',
        AuthParameters: { BasicAuthParameters: { Username: 'me', Password: 'öpen"sesame' } },
      },
    });
  });

  it('without the value of a secret says which one is missing', async () => {
    const answer = await resolveConnection(project, ARN, secrets({}));
    assert.deepEqual(answer, {
      kind: 'missingSecret',
      connection: 'Stripe',
      ref: { kind: 'secret', name: 'stripe-password' },
    });
  });

  it('that is unknown names the file to write it in', async () => {
    const arn = ARN.replace('Stripe', 'Acme');
    const answer = await resolveConnection(undefined, arn, secrets({}), 'here/stateside.json');
    assert.equal(answer.kind, 'missing');
    assert.match(JSON.stringify(answer), /'Acme'.*here\/stateside\.json/);
  });

  it('that is broken says why', async () => {
    const answer = await resolveConnection(project, 'Bad', secrets({}));
    assert.equal(answer.kind, 'invalid');
    assert.match(JSON.stringify(answer), /'Bad'.*it is broken/);
  });

  it('is checked again with its secrets, which no message shows', async () => {
    const answer = await resolveConnection(project, ARN, secrets({ 'stripe-password': 'colon:inside' }));
    assert.equal(answer.kind, 'invalid');
    assert.match(JSON.stringify(answer), /Password/);
    assert.doesNotMatch(JSON.stringify(answer), /inside/);
  });

  it('asks once for a secret that stands twice', async () => {
    const asked: string[] = [];
    const twice: Connection = {
      AuthorizationType: 'BASIC',
      AuthParameters: { BasicAuthParameters: { Username: 'a-${secret:x}-${env:X}', Password: '${secret:x}' } },
    };
    const answer = await resolveConnection(
      { ...EMPTY_PROJECT, connections: { T: twice } },
      'T',
      async ({ kind, name }) => {
        asked.push(`${kind} ${name}`);
        return kind;
      },
    );
    assert.deepEqual(asked, ['secret x', 'env X']);
    assert.match(JSON.stringify(answer), /"Username":"a-secret-env","Password":"secret"/);
  });

  it('has its secrets in environment variables outside of the editor', () => {
    assert.equal(environmentNameOf({ kind: 'secret', name: 'stripe-api.key' }), 'STATESIDE_SECRET_STRIPE_API_KEY');
    assert.equal(environmentNameOf({ kind: 'env', name: 'Api_Key' }), 'Api_Key');
  });
});

describe('the search for a project', () => {
  it('goes upwards and ends at the last folder', () => {
    const start = path.resolve('/a/b/c');
    assert.deepEqual(projectPathsUpwards(start, '/a/b'), [
      path.resolve('/a/b/c/stateside.json'),
      path.resolve('/a/b/stateside.json'),
    ]);
    assert.equal(projectPathsUpwards(start).at(-1), path.resolve('/stateside.json'));
  });

  it('takes the nearest', async () => {
    const files = new Map([
      [path.resolve('/a/stateside.json'), '{"version": 1, "region": "eu-west-1"}'],
      [path.resolve('/stateside.json'), '{"version": 1}'],
    ]);
    const read = async (file: string) => files.get(file);
    assert.equal((await loadProject({ read }, '/a/b'))?.project?.region, 'eu-west-1');
    assert.equal(await loadProject({ read }, '/a/b', '/a/b'), undefined);
  });
});

describe('substitutions', () => {
  it('replace what is known and leave the rest', () => {
    const text = '{"a": "${A}", "b": ${B}, "c": "${C}", "d": "${toString} ${AWS::Region} ${"}';
    assert.equal(
      substitute(text, { A: '${B}', B: '{"x": 1}', 'AWS::Region': '$&' }),
      '{"a": "${B}", "b": {"x": 1}, "c": "${C}", "d": "${toString} $& ${"}',
    );
  });
});

describe('a file of test cases', () => {
  const paths: readonly (readonly [definition: string, sidecar: string])[] = [
    ['/x/pay.asl.json', '/x/pay.asl.test.json'],
    ['/x/pay.asl', '/x/pay.asl.test.json'],
    ['/x/pay.asl.yaml', '/x/pay.asl.test.json'],
    ['/x/pay.asl.yml', '/x/pay.asl.test.json'],
    ['/x/pay.json', '/x/pay.asl.test.json'],
  ];
  for (const [definition, sidecar] of paths) {
    it(`of ${definition} is ${sidecar}`, () => assert.equal(sidecarPath(definition), sidecar));
  }

  it('belongs to definitions with any of the endings', () => {
    assert.deepEqual(definitionPathsOf('/x/pay.asl.test.json'), [
      '/x/pay.asl.json',
      '/x/pay.asl',
      '/x/pay.asl.yaml',
      '/x/pay.asl.yml',
    ]);
    assert.deepEqual(definitionPathsOf('/x/pay.asl.json'), []);
  });

  it('is read with the places of its cases', () => {
    const text =
      '{"version": 1, "tests": [{"name": "one", "state": "Pay", "input": [1, null], "mock": {"result": "x"}}]}';
    const { cases, problems } = readTestCases(text);
    assert.deepEqual(problems, []);
    const [first] = cases;
    assert.deepEqual(
      { ...first, span: undefined, nameSpan: undefined },
      {
        name: 'one',
        state: 'Pay',
        input: [1, null],
        mock: { result: 'x' },
        span: undefined,
        nameSpan: undefined,
      },
    );
    assert.equal(text.slice(first?.nameSpan.start, first?.nameSpan.end), '"one"');
    assert.equal(text.slice(first?.span.start, first?.span.end), text.slice(25, -2));
  });

  const findings: readonly (readonly [text: string, expected: readonly string[]])[] = [
    ['', ['test-case-syntax: ']],
    ['{"version": 1, "tests": {}}', ['test-case-shape: {}']],
    ['{"version": 3, "tests": []}', ['test-case-version: 3']],
    ['{"version": 1}', ['test-case-shape: {']],
    ['{"tests": []}', ['test-case-version: {']],
    ['[]', ['test-case-shape: []']],
    ['{"version": 1, "tests": [{"state": "S"}]}', ['test-case-shape: {']],
    ['{"version": 1, "tests": [{"name": "a"}]}', ['test-case-shape: {']],
    ['{"version": 1, "tests": [{"name": "a", "state": "S", "inptu": 1}]}', ['test-case-unknown-field: "inptu"']],
    ['{"version": 1, "tests": [{"name": "a", "state": "S", "variables": []}]}', ['test-case-shape: []']],
    [
      '{"version": 1, "tests": [{"name": "a", "state": "S", "mock": {"result": 1, "fieldValidationMode": "strict"}}]}',
      ['test-case-shape: "strict"'],
    ],
    [
      '{"version": 1, "tests": [{"name": "a", "state": "S", "mock": {"result": 1, "errorOutput": {"error": "E"}}}]}',
      ['test-case-shape: "errorOutput"'],
    ],
    [
      '{"version": 1, "tests": [{"name": "a", "state": "S", "mock": {"errorOutput": {}, "result": null}}]}',
      ['test-case-shape: "result"'],
    ],
    ['{"version": 1, "tests": [{"name": "a", "state": "S", "mock": {}}]}', ['test-case-shape: {']],
    ['{"version": 1, "tests": [{"name": "a", "state": "S", "context": {"Execution": {}}}]}', []],
    [
      '{"version": 1, "tests": [{"name": "a", "state": "S", "stateConfiguration": {"retrierRetryCount": -1}}]}',
      ['test-case-shape: -1'],
    ],
    ['{"version": 1, "tests": [{"name": "a", "state": "S", "expect": {"status": "OK"}}]}', ['test-case-shape: "OK"']],
    ['{"version": 1, "tests": [{"name": "a", "state": "S", "expect": {"assert": 1}}]}', ['test-case-shape: 1']],
    ['{"version": 1, "tests": [{"name": "a", "state": "S"}, {"name": "a", "state": "S"}]}', ['test-case-name: "a"']],
    ['{"version": 1, "tests": [{"name": "a", "state": "S"}, {"name": "a", "state": "T"}]}', []],
  ];
  for (const [text, expected] of findings) {
    it(`is found out: ${text || 'empty'}`, () =>
      assert.deepEqual(marked(text, readTestCases(text).problems), expected));
  }

  it('never throws, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void readTestCases(text)));
  });
});

describe('the request of a test case', () => {
  const machine = '{"StartAt": "S", "States": {"S": {"Type": "Pass", "End": true}}}';

  it('carries JSON texts', () => {
    const request = toTestStateRequest(machine, {
      name: 'n',
      state: 'S',
      input: { a: [1] },
      variables: { v: 1 },
      context: {},
      mock: { result: { b: 2 }, fieldValidationMode: 'NONE' },
      stateConfiguration: { retrierRetryCount: 2, mapItemReaderData: [1] },
    });
    assert.deepEqual(request, {
      definition: machine,
      stateName: 'S',
      input: '{"a":[1]}',
      variables: '{"v":1}',
      context: '{}',
      mock: { result: '{"b":2}', fieldValidationMode: 'NONE' },
      stateConfiguration: { retrierRetryCount: 2, mapItemReaderData: '[1]' },
    });
  });

  it('without a case has an empty input', () => {
    assert.deepEqual(toTestStateRequest(machine, undefined, 'S'), { definition: machine, stateName: 'S', input: '{}' });
  });

  it('of a single state names none', () => {
    const state = '{"Type": "Pass", "End": true}';
    assert.deepEqual(toTestStateRequest(state, { name: 'n', state: 'S', input: 'x' }), {
      definition: state,
      input: '"x"',
    });
  });
});

describe('writing into files', () => {
  it('begins a file of test cases and a project', () => {
    assert.equal(
      addTestCase(undefined, { name: 'n', state: 'S' }),
      '{\n  "version": 1,\n  "tests": [\n    {\n      "name": "n",\n      "state": "S"\n    }\n  ]\n}\n',
    );
    assert.deepEqual(readProject(addConnection(' \n', 'Stripe', BASIC) ?? '').project?.connections, { Stripe: BASIC });
  });

  it('adds a case and keeps comments and layout', () => {
    const text = '{\n\t// mine\n\t"tests": [\n\t\t{\n\t\t\t"name": "a",\n\t\t\t"state": "S" // S\n\t\t}\n\t]\n}\n';
    const added = addTestCase(text, { name: 'b', state: 'T' }) ?? '';
    assert.equal(
      added,
      text.replace('\t\t}\n\t]', '\t\t},\n\t\t{\n\t\t\t"name": "b",\n\t\t\t"state": "T"\n\t\t}\n\t]'),
    );
    assert.deepEqual(
      readTestCases(added).cases.map(({ name }) => name),
      ['a', 'b'],
    );
  });

  it('adds connections beside others, and over what is no object', () => {
    for (const text of ['{"connections": {"A": {}}}', '{"version": 1}', '{"connections": []}']) {
      const added = addConnection(text, 'Stripe', BASIC);
      assert.deepEqual(readProject(added ?? '').project?.connections.Stripe, BASIC, text);
    }
  });

  it('leaves alone what it cannot read', () => {
    for (const text of ['{', '[]', '{"tests": ${X}', 'nope']) {
      assert.equal(addTestCase(text, { name: 'n', state: 'S' }), undefined, text);
      assert.equal(addConnection(text, 'A', BASIC), undefined, text);
    }
  });

  it('keeps a case whose state looks like half a placeholder', () => {
    const cases = [{ name: ' ', state: '${ ' }];
    const added = addTestCase(JSON.stringify({ tests: cases }), { name: 'new', state: 'S' }) ?? '';
    const { root } = parseJson(added, { comments: true });
    assert.deepEqual(root && toValue(root), { tests: [...cases, { name: 'new', state: 'S' }] });
  });

  it('keeps every case that was there, for any list', () => {
    const names = fc.array(
      fc.record({ name: fc.string({ minLength: 1 }), state: fc.string({ minLength: 1 }) }, { noNullPrototype: true }),
      {
        maxLength: 5,
      },
    );
    fc.assert(
      fc.property(names, fc.constantFrom(undefined, 2, '\t'), (cases, indent) => {
        const text = JSON.stringify({ version: 1, tests: cases }, null, indent);
        const added = addTestCase(text, { name: 'new', state: 'S' }) ?? '';
        const { root } = parseJson(added, { comments: true });
        assert.deepEqual(root && toValue(root), { version: 1, tests: [...cases, { name: 'new', state: 'S' }] });
      }),
    );
  });
});

describe('a misspelled word', () => {
  const cases: readonly (readonly [word: string, candidates: readonly string[], meant: string | undefined])[] = [
    ['endpoint', ['endpoints', 'region'], 'endpoints'],
    ['REGION', ['endpoints', 'region'], 'region'],
    ['region', ['region', 'regions'], undefined],
    ['colour', ['endpoints', 'region'], undefined],
    ['', ['a'], undefined],
    ['a', ['b'], undefined],
    ['x'.repeat(1000), ['region'], undefined],
  ];
  for (const [word, candidates, meant] of cases) {
    it(`${word.slice(0, 20)} means ${meant}`, () => assert.equal(closest(word, candidates), meant));
  }
});
