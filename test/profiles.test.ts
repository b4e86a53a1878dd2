import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type Consent, createConfirmation } from '../client/vscode/confirmation';
import { needsConfirmation, withChosenProfile } from '../shared/project/profile';
import { readProject } from '../shared/project/project';
import { resolveConnection } from '../shared/project/resolveConnection';
import { startClient } from './support/lspClient';

// The profile that is active in the editor: what it changes, for whom, and what it asks before.

const basic = (user: string) => ({
  AuthorizationType: 'BASIC',
  AuthParameters: { BasicAuthParameters: { Username: user, Password: '${env:PW}' } },
});

const TEXT = JSON.stringify({
  version: 1,
  connections: { Api: basic('base') },
  substitutions: { Host: 'base.example' },
  profiles: {
    dev: { connections: { Api: basic('dev'), Extra: basic('extra') }, substitutions: { Host: 'dev.example' } },
    live: { production: true },
  },
});
const LOADED = { path: '/w/stateside.json', text: TEXT, ...readProject(TEXT) };

describe('the chosen profile of a project', () => {
  test('puts its overrides over the file', () => {
    const { project, profile } = withChosenProfile(LOADED, 'dev');
    assert.equal(project?.connections.Api?.AuthParameters.BasicAuthParameters?.Username, 'dev');
    assert.equal(project?.substitutions.Host, 'dev.example');
    assert.deepEqual(profile, { name: 'dev', production: false, isGone: false });
  });

  test('leaves the rest of the file as it is', () => {
    const { project, profile } = withChosenProfile(LOADED, 'live');
    assert.equal(project?.connections.Api?.AuthParameters.BasicAuthParameters?.Username, 'base');
    assert.deepEqual(profile, { name: 'live', production: true, isGone: false });
  });

  test('that is gone says so, and none changes nothing', () => {
    for (const name of ['old', 'toString']) {
      assert.deepEqual(withChosenProfile(LOADED, name).profile, { name, production: false, isGone: true });
    }
    assert.equal(withChosenProfile(LOADED, undefined), LOADED);
    const broken = { ...LOADED, project: undefined };
    assert.equal(withChosenProfile(broken, 'dev'), broken);
  });

  test('is named where a connection is missing, and so are those that have it', async () => {
    const read = async () => 'x';
    const { project } = withChosenProfile(LOADED, 'live');
    const answer = await resolveConnection(project, 'Extra', read, 'stateside.json (profile live)');
    assert.deepEqual(answer, {
      kind: 'missing',
      message:
        'There is no connection \'Extra\' (the profiles that have it: dev): write it under "connections" in stateside.json (profile live)',
    });
  });
});

describe('production', () => {
  const live = { name: 'live', production: true, isGone: false };
  for (const [method, asked] of [
    ['GET', false],
    ['HEAD', false],
    ['OPTIONS', false],
    ['POST', true],
    ['PUT', true],
    ['PATCH', true],
    ['DELETE', true],
  ] as const) {
    test(`${asked ? 'asks before' : 'does not ask before'} ${method}`, () => {
      assert.equal(needsConfirmation(live, method), asked);
      assert.equal(needsConfirmation({ ...live, production: false }, method), false);
      assert.equal(needsConfirmation(undefined, method), false);
    });
  }

  test('asks until it is told not to, for each profile and file', async () => {
    const answers: Consent[] = ['no', 'once', 'session', 'no', 'no'];
    let asked = 0;
    const confirm = createConfirmation(async () => answers[asked++] ?? 'no');
    const question = { file: '/w/a', profile: 'live', call: { method: 'POST', url: 'https://api.example/' } };
    assert.deepEqual(
      [await confirm(question), await confirm(question), await confirm(question), await confirm(question)],
      [false, true, true, true],
    );
    assert.equal(asked, 3);
    assert.equal(await confirm({ ...question, profile: 'other' }), false);
    assert.equal(await confirm({ ...question, file: '/w/b' }), false);
  });
});

describe('the language server', () => {
  const PATH = '/projects/demo/stateside.json';
  const DEFINITION = `{
  "StartAt": "A",
  "States": { "A": { "Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true,
    "Parameters": { "Method": "GET", "ApiEndpoint": "https://\${Host}/x",
      "Authentication": { "ConnectionArn": "arn:aws:events:us-east-1:123456789012:connection/Extra/11111111-2222-3333-4444-555555555555" } } } }
}`;
  let client: Awaited<ReturnType<typeof startClient>>;
  before(async () => {
    client = await startClient({
      files: new Map([[PATH, TEXT]]),
      options: { profiles: { [PATH]: 'live' } },
    });
  });
  after(() => client.stop());

  test('checks and explains with the profile that the editor names', async () => {
    const uri = 'file:///projects/demo/a.asl.json';
    await client.open(uri, DEFINITION);
    const rules = async () => (await client.diagnose(uri)).map(({ code }) => code);
    assert.deepEqual(await rules(), ['http-connection-unknown']);
    await client.connection.sendNotification('stateside/profiles', { profiles: { [PATH]: 'dev' } });
    assert.deepEqual(await rules(), []);
    await client.connection.sendNotification('stateside/profiles', { profiles: {} });
    assert.deepEqual(await rules(), ['http-connection-unknown']);
    await client.connection.sendNotification('stateside/profiles', { profiles: 7 });
    await client.connection.sendNotification('stateside/profiles');
    assert.deepEqual(await rules(), ['http-connection-unknown']);
  });
});
