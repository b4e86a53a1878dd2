import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { connectionFrom, kindsOf, secretsFrom, secretsNameOf, wrongAnswer } from '../client/vscode/connections/kinds';
import { type LastResult, readResults, resultOf } from '../client/vscode/connections/lastResult';
import { connectionKey, wrongName } from '../client/vscode/connections/names';
import { connectionRows, type ProjectState, type Row } from '../client/vscode/connections/tree';
import type { Say } from '../client/vscode/trace/view';
import { removeConnection, renameConnection } from '../shared/project/edit';
import { withChosenProfile } from '../shared/project/profile';
import { readProject } from '../shared/project/project';
import type { JsonValue } from '../shared/spec/json';

// What the connections view shows and writes, without an editor around it.

const say: Say = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
const WORDS = { say, time: (iso: string) => iso.slice(11, 16) };

const basic = (Password: string, more: Record<string, JsonValue> = {}) => ({
  AuthorizationType: 'BASIC',
  AuthParameters: { BasicAuthParameters: { Username: 'bob', Password }, ...more },
});

const OAUTH = {
  AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
  AuthParameters: {
    OAuthParameters: {
      ClientParameters: { ClientID: 'c-1', ClientSecret: '${secret:s}' },
      AuthorizationEndpoint: 'https://auth.example/token',
      HttpMethod: 'POST',
    },
  },
};

interface Given {
  readonly project: JsonValue | string;
  readonly known?: readonly string[];
  readonly profile?: string;
  readonly result?: LastResult;
  readonly path?: string;
}

function stateOf({ project, known = [], profile, result, path = '/w/stateside.json' }: Given): ProjectState {
  const text = typeof project === 'string' ? project : JSON.stringify(project);
  return {
    uri: `file://${path}`,
    label: path.slice(3),
    project: withChosenProfile({ path, text, ...readProject(text) }, profile),
    isKnown: ({ kind, name }) => known.includes(`${kind}:${name}`),
    resultOf: () => result,
  };
}

const rows = (given: Given) => connectionRows([stateOf(given)], WORDS);
const withConnection = (connection: JsonValue, more: Record<string, JsonValue> = {}) => ({
  version: 1,
  connections: { Api: connection },
  ...more,
});
const shown = ({ label, description = '', icon, context }: Row) => `${icon} | ${label} | ${description} | ${context}`;

describe('a row of a connection says its kind and where its secrets stand', () => {
  for (const [given, expected] of [
    [
      { project: withConnection(basic('${secret:p}')) },
      'account | Api | Basic · secret missing | connection.BASIC.secrets',
    ],
    [
      { project: withConnection(basic('${secret:p}')), known: ['secret:p'] },
      'account | Api | Basic · secrets stored | connection.BASIC.secrets',
    ],
    [{ project: withConnection(basic('${env:PW}')) }, 'account | Api | Basic · PW is not set | connection.BASIC'],
    [
      { project: withConnection(basic('${env:PW}')), known: ['env:PW'] },
      'account | Api | Basic · from the environment | connection.BASIC',
    ],
    [
      { project: withConnection(basic('example-literal')) },
      'account | Api | Basic · secret in the file | connection.BASIC',
    ],
    [
      { project: withConnection(basic('${secret:a}${secret:b}')) },
      'account | Api | Basic · 2 secrets missing | connection.BASIC.secrets',
    ],
    [
      { project: withConnection(OAUTH) },
      'shield | Api | OAuth · secret missing | connection.OAUTH_CLIENT_CREDENTIALS.secrets',
    ],
    [{ project: withConnection(1) }, 'error | Api | cannot be used | connection.broken'],
    [
      {
        project: withConnection(OAUTH),
        known: ['secret:s'],
        result: { from: 'token', ok: true, at: '2026-01-02T03:04:05.000Z' },
      },
      'shield | Api | OAuth · secrets stored · ok 03:04 | connection.OAUTH_CLIENT_CREDENTIALS.secrets',
    ],
  ] as const satisfies readonly (readonly [Given, string])[]) {
    test(expected, () => assert.deepEqual(rows(given).map(shown), [expected]));
  }

  test('its children tell the rest', () => {
    const invocation = {
      InvocationHttpParameters: {
        HeaderParameters: [{ Key: 'X-Key', Value: '${secret:h}', IsValueSecret: true }],
        QueryStringParameters: [{ Key: 'a', Value: '1' }],
      },
    };
    const result: LastResult = { from: 'run', ok: false, error: 'States.Timeout', at: '2026-01-02T03:04:05.000Z' };
    const [row] = rows({ project: withConnection(basic('example-literal', invocation)), known: ['secret:h'], result });
    assert.deepEqual(row?.rows.map(shown), [
      'info | Authorization | user bob | detail',
      'list-unordered | Added to every request | headers: 1, query parameters: 1 | detail',
      'warning | Password | stands in the file | detail',
      'pass | X-Key | h · stored | secret.stored',
      'error | Last run | States.Timeout · 03:04 | detail',
    ]);
  });

  test('the token endpoint shows where it is mapped to', () => {
    const endpoints = { 'https://auth.example': 'http://127.0.0.1:9' };
    const [row] = rows({ project: withConnection(OAUTH, { endpoints }) });
    assert.deepEqual(row?.rows.map(shown), [
      'info | Authorization | client credentials of c-1 | detail',
      'link | Token endpoint | POST https://auth.example/token → http://127.0.0.1:9/token | detail',
      'circle-slash | ClientSecret | s · missing | secret',
    ]);
  });

  test('no secret of a file is ever shown', () => {
    const all = JSON.stringify(rows({ project: withConnection(basic('example-literal')) }));
    assert.ok(!all.includes('example-literal'), all);
  });

  test('every row has an id of its own', () => {
    const list = (Value: string) => [{ Key: 'X', Value, IsValueSecret: true }];
    const auth = {
      InvocationHttpParameters: { HeaderParameters: list('${secret:a}'), BodyParameters: list('${secret:a}') },
    };
    const all = (row: Row): readonly string[] => [row.id, ...row.rows.flatMap(all)];
    const ids = rows({ project: withConnection(basic('${secret:a}', auth)) }).flatMap(all);
    assert.deepEqual(ids, [...new Set(ids)]);
  });
});

describe('the view', () => {
  test('groups by file when there are several, and names their profiles', () => {
    const project = { ...withConnection(basic('${env:A}')), profiles: { live: { production: true } } };
    const files = [
      stateOf({ project, profile: 'live' }),
      stateOf({ project, path: '/w/b/stateside.json', profile: 'old' }),
    ];
    assert.deepEqual(connectionRows(files, WORDS).map(shown), [
      'json | stateside.json | live (production) | file',
      'json | b/stateside.json | old (gone) | file',
    ]);
    assert.deepEqual(connectionRows([], WORDS), []);
  });

  test('shows the connections as the profile has them', () => {
    const profiles = { dev: { connections: { Api: OAUTH, More: basic('${env:A}') } } };
    const project = withConnection(basic('${env:A}'), { profiles });
    assert.deepEqual(
      rows({ project }).map(({ label }) => label),
      ['Api'],
    );
    assert.deepEqual(
      rows({ project, profile: 'dev' }).map(({ label, icon }) => `${label} ${icon}`),
      ['Api shield', 'More account'],
    );
  });

  test('says why a file cannot be used, and that a profile is gone', () => {
    assert.match(shown(rows({ project: '{' })[0] ?? assert.fail()), /^error \| stateside.json \| /);
    assert.deepEqual(
      rows({ project: { version: 1 }, profile: 'old' }).map(({ description }) => description),
      ['The profile old is gone: choose another one'],
    );
  });
});

describe('a new connection', () => {
  const kindOf = (type: string) => kindsOf(say).find((kind) => kind.type === type) ?? assert.fail(type);

  for (const [type, answers, secrets] of [
    ['BASIC', ['bob', 'example-pw'], ['new-password']],
    ['API_KEY', ['X-Key', 'example-key'], ['new-apikeyvalue']],
    [
      'OAUTH_CLIENT_CREDENTIALS',
      ['https://a.example/t', 'POST', 'c-1', 'example-secret', 'read'],
      ['new-clientsecret'],
    ],
    ['OAUTH_CLIENT_CREDENTIALS', ['https://a.example/t', 'GET', 'c-1', '', ''], []],
  ] as const) {
    test(`of the kind ${type} can be used, and holds no secret: ${answers}`, () => {
      const kind = kindOf(type);
      assert.equal(answers.length, kind.steps.length);
      const connection = connectionFrom(kind, 'New', answers);
      const { project, problems } = readProject(JSON.stringify({ version: 1, connections: { New: connection } }));
      assert.deepEqual(problems, []);
      assert.ok(project?.connections.New);
      assert.deepEqual(
        secretsFrom(kind, 'New', answers).map(({ name }) => name),
        secrets,
      );
      assert.ok(!/example-(pw|key|secret)/.test(JSON.stringify(connection)));
    });
  }

  test('can be used as its samples have it', () => {
    for (const kind of kindsOf(say)) {
      const connection = connectionFrom(
        kind,
        'New',
        kind.steps.map(({ sample = '' }) => sample),
      );
      const { project, problems } = readProject(JSON.stringify({ version: 1, connections: { New: connection } }));
      assert.deepEqual([problems, Object.keys(project?.connections ?? {})], [[], ['New']], kind.type);
    }
  });

  test('shares no secret with another one of nearly the same name', () => {
    const kind = kindOf('BASIC');
    assert.equal(secretsNameOf(kind, 'stripe', new Set(['other-password'])), 'stripe');
    const name = secretsNameOf(kind, 'stripe', new Set(['stripe-password', 'stripe-2-password']));
    assert.equal(name, 'stripe-3');
    assert.deepEqual(secretsFrom(kind, name, ['u', 'example-pw']), [
      { name: 'stripe-3-password', value: 'example-pw' },
    ]);
    assert.match(JSON.stringify(connectionFrom(kind, name, ['u', ''])), /"\$\{secret:stripe-3-password\}"/);
  });

  test('has its scope in the token request', () => {
    const connection = connectionFrom(kindOf('OAUTH_CLIENT_CREDENTIALS'), 'New', [
      'https://a.example/t',
      'POST',
      'c',
      '',
      'read',
    ]);
    assert.match(JSON.stringify(connection), /"BodyParameters":\[\{"Key":"scope","Value":"read"\}\]/);
  });

  for (const [type, step, answer, wrong] of [
    ['BASIC', 0, '', /expected/],
    ['BASIC', 0, 'a:b', /colon/],
    ['BASIC', 0, 'bob', undefined],
    ['BASIC', 1, '', undefined],
    ['BASIC', 0, 'x'.repeat(513), /longer than 512/],
    ['API_KEY', 0, 'X Key', /no name of a header/],
    ['OAUTH_CLIENT_CREDENTIALS', 0, 'auth.example', /no address/],
    ['OAUTH_CLIENT_CREDENTIALS', 0, 'http://auth.example/t', /https only/],
    ['OAUTH_CLIENT_CREDENTIALS', 0, 'http://local.example/t', undefined],
    ['OAUTH_CLIENT_CREDENTIALS', 4, '', undefined],
  ] as const) {
    test(`${wrong ? 'refuses' : 'takes'} '${answer.slice(0, 30)}' in step ${step} of ${type}`, () => {
      const question = kindOf(type).steps[step] ?? assert.fail();
      const found = wrongAnswer(question, answer, { 'http://local.example': 'http://127.0.0.1:9' }, say);
      if (wrong) assert.match(found ?? '', wrong);
      else assert.equal(found, undefined);
    });
  }

  test('has a name that is free', () => {
    const text = '{ "connections": { "A": {} }, "profiles": { "p": { "connections": { "B": {} } } } }';
    assert.match(wrongName('A', text, say) ?? '', /already/);
    assert.match(wrongName('B', text, say) ?? '', /already/);
    assert.match(wrongName('a b', text, say) ?? '', /named by/);
    assert.equal(wrongName('C', text, say), undefined);
    assert.equal(wrongName('A', undefined, say), undefined);
  });
});

const FILE = `{
  // ours
  "version": 1,
  "connections": { "A": { "x": 1 }, "B": {} },
  "profiles": { "p": { "connections": { "A": {} }, "endpoints": {} }, "q": {} } // theirs
}
`;

describe('a connection of a file', () => {
  test('is renamed in its profiles too, and nothing else changes', () => {
    assert.equal(renameConnection(FILE, 'A', 'C"'), FILE.replaceAll('"A"', '"C\\""'));
    assert.equal(renameConnection(FILE, 'Z', 'C'), undefined);
    assert.equal(renameConnection('{', 'A', 'C'), undefined);
  });

  test('is removed from its profiles too', () => {
    const text = removeConnection(FILE, 'A') ?? assert.fail();
    assert.match(text, /\/\/ ours[\s\S]*"B": \{\}[\s\S]*"endpoints": \{\}[\s\S]*\/\/ theirs/);
    assert.doesNotMatch(text, /"A"/);
    assert.equal(removeConnection(text, 'A'), undefined);
  });

  test('is found where the active profile has it', () => {
    assert.equal(connectionKey(FILE, 'A')?.start, FILE.indexOf('"A"'));
    assert.equal(connectionKey(FILE, 'A', 'p')?.start, FILE.lastIndexOf('"A"'));
    assert.equal(connectionKey(FILE, 'A', 'q')?.start, FILE.indexOf('"A"'));
    assert.equal(connectionKey(FILE, 'Z'), undefined);
  });
});

describe('the last results', () => {
  test('are read, and what is none of them is left out', () => {
    const good = ['k', { from: 'run', ok: true, at: '2026-01-02T03:04:05.000Z', statusCode: 200, more: 'x' }];
    const odd = [
      ['k'],
      ['k', { from: 'aws', ok: true, at: '2026' }],
      ['k', { from: 'run', ok: true, at: 'never' }],
      1,
      null,
    ];
    assert.deepEqual(readResults([good, ...odd]), [
      ['k', { from: 'run', ok: true, at: '2026-01-02T03:04:05.000Z', statusCode: 200 }],
    ]);
    assert.deepEqual(readResults({}), []);
  });

  test('say nothing of a run that was ended', () => {
    assert.equal(resultOf({ kind: 'ended', why: 'cancelled', message: '' }), undefined);
  });
});
