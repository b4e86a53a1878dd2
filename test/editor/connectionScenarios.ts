import assert from 'node:assert/strict';
import { type AtBench, type Bench, scenario } from './bench';
import type { Editor } from './editor';
import { shownText, until } from './until';

/** The connections view: adding, importing, tokens and profiles, with the keyboard where a person would use it. */
export const connectionScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'connections-add', 'a connection is added step by step, its password beside the file', add);
  scenario(atBench, 'connections-import', 'a template is imported without a secret in the file', importTemplate);
  scenario(atBench, 'connections-token', 'a token is got from the view and shown without its secrets', token);
  scenario(atBench, 'connections-edits', 'a connection is renamed and removed, and undoing brings it back', edits);
  scenario(atBench, 'profiles', 'the profile of the status bar counts for findings, the view and runs', profiles);
  scenario(atBench, 'production', 'a production profile asks before it sends', production);
};

const view = async ({ runCommand, page }: Editor) => {
  await runCommand('Stateside: Focus on Connections View');
  return page.locator('[id="workbench.view.extension.stateside"]');
};

const row = async (editor: Editor, text: string) => {
  const rows = (await view(editor)).locator('.monaco-list-row');
  return rows.filter({ hasText: text }).first();
};

const expand = async (editor: Editor, text: string): Promise<void> => {
  const found = await row(editor, text);
  await found.waitFor();
  await found.click();
  if ((await found.getAttribute('aria-expanded')) !== 'true') await editor.page.keyboard.press('ArrowRight');
};

// The file opens last of all, and takes the focus.
const selected = ({ page }: Editor, text: string): Promise<void> =>
  page
    .locator('#status\\.editor\\.selection')
    .filter({ hasText: `(${text.length} selected)` })
    .waitFor();

const leave = ({ runCommand }: Editor) => runCommand('View: Show Explorer');

const add = async ({ editor, write, read }: Bench): Promise<void> => {
  write('shop/stateside.json', '{\n  // ours\n  "version": 1,\n  "connections": {}\n}\n');
  await editor.openFile('shop/stateside.json');
  await startAdding(editor, 'Billing');
  await editor.answer('The user name', 'billing-user');
  await editor.answer('The password', 'example-password-77');
  await until('the connection in the file', async () => read('shop/stateside.json')?.includes('Billing'));
  const text = read('shop/stateside.json') ?? '';
  assert.match(text, /\/\/ ours\n/, 'comments stay');
  assert.match(text, /"Password": "\$\{secret:billing-password\}"/);
  assert.ok(!text.includes('example-password-77'), text);
  await selected(editor, '"Billing"');
  await expand(editor, 'Billing');
  assert.match(await shownText(await row(editor, 'Billing')), /Basic · secrets stored/);
  assert.match(await shownText(await row(editor, 'billing-password')), /billing-password · stored/);
  await editor.screenshot('connections-view');
  await startAdding(editor, 'Never');
  await editor.dismiss();
  assert.equal(read('shop/stateside.json'), text, 'leaving a step writes nothing');
  await leave(editor);
};

const startAdding = async (editor: Editor, name: string): Promise<void> => {
  await editor.runCommand('Stateside: Add Connection...');
  await editor.pick('shop/stateside.json');
  await editor.answer('Its name, as it stands', name);
  await editor.pick('Basic');
};

const template = `Parameters:
  Secret: { Type: String, NoEcho: true }
Resources:
  Crm:
    Type: AWS::Events::Connection
    Properties:
      Name: !Sub '\${AWS::StackName}-crm'
      AuthorizationType: API_KEY
      AuthParameters:
        ApiKeyAuthParameters: { ApiKeyName: X-API-Key, ApiKeyValue: !Ref Secret }
  Mail:
    Type: AWS::Events::Connection
    Properties:
      Name: Mail
      AuthorizationType: BASIC
      AuthParameters:
        BasicAuthParameters: { Username: mailer, Password: example-literal-8 }
`;

const importTemplate = async ({ editor, write, read }: Bench): Promise<void> => {
  write('import/stateside.json', '{ "version": 1, "connections": { "Mail": 1 } }\n');
  await editor.openFile('import/stateside.json');
  await toClipboard(editor, 'AWSTemplateFormatVersion: "2010-09-09"\nResources: {}\n');
  await startImport(editor);
  await editor.notification('This template has no connection: a resource of the type AWS::Events::Connection');
  await editor.clearNotifications();
  await toClipboard(editor, template);
  await startImport(editor);
  await editor.page.locator('.quick-input-list .monaco-list-row').nth(1).waitFor();
  await editor.screenshot('connections-import-pick');
  await editor.page.keyboard.press('Enter');
  await editor.pick('import/stateside.json');
  await editor.pick('Overwrite it');
  await editor.pick('Keep them in the secret storage of the editor');
  await until('both connections in the file', async () => read('import/stateside.json')?.includes('Crm'));
  const text = read('import/stateside.json') ?? '';
  assert.ok(!text.includes('example-literal-8'), text);
  assert.match(text, /"ApiKeyValue": "\$\{secret:crm-apikeyvalue\}"/);
  await selected(editor, '"Crm"');
  assert.match(await shownText(await row(editor, 'Crm')), /API key · secret missing/);
  assert.match(await shownText(await row(editor, 'Mail')), /Basic · secrets stored/);
  await leave(editor);
};

const startImport = async (editor: Editor): Promise<void> => {
  await editor.runCommand('Stateside: Import Connections...');
  await editor.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: 'From the clipboard' }).click();
};

const toClipboard = (editor: Editor, text: string) =>
  editor.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);

const oauthProject = (api: string): string =>
  JSON.stringify({
    version: 1,
    connections: {
      TokenApi: {
        AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
        AuthParameters: {
          OAuthParameters: {
            ClientParameters: { ClientID: 'client-1', ClientSecret: `\${secret:token-secret}` },
            AuthorizationEndpoint: 'https://auth.example.com/oauth/token',
            HttpMethod: 'POST',
          },
        },
      },
    },
    endpoints: { 'https://auth.example.com': api },
  });

const token = async ({ editor, api, write }: Bench): Promise<void> => {
  write('oauth/stateside.json', oauthProject(api.url));
  await editor.openFile('oauth/stateside.json');
  const mine = await row(editor, 'TokenApi');
  await mine.hover();
  await mine.getByRole('button', { name: 'Get a Token Now...' }).click();
  await editor.answer('Stateside: the secret token-secret', 'example-client-secret-5');
  const said = await editor.notification('The connection TokenApi has a new token: status 200');
  assert.match(said, /valid for \d+ seconds/);
  await editor.clickNotification('has a new token', 'Show the Exchange');
  const text = await until('the exchange', async () => {
    const shown = await editor.wholeText();
    return shown.includes('HTTP/1.1 200') && shown;
  });
  assert.match(text, /^POST \/oauth\/token HTTP\/1\.1\n/);
  assert.ok(!text.includes('example-client-secret-5') && !/demo-token-\w+/.test(text), text);
  await expand(editor, 'TokenApi');
  assert.match(await shownText(await row(editor, 'Last token call')), /ok \(200\)/);
  await editor.screenshot('connections-token-view');
  await editor.setTheme('dark');
  await editor.screenshot('connections-token-dark');
  await editor.setTheme('light');
  await leave(editor);
};

const edits = async ({ editor, write, read }: Bench): Promise<void> => {
  write('edit/stateside.json', oauthProject('http://127.0.0.1:9').replaceAll('TokenApi', 'Movable'));
  await editor.openFile('edit/stateside.json');
  await editor.runCommand('Stateside: Rename Connection...');
  await editor.pick('edit/stateside.json');
  await editor.pick('Movable');
  await editor.answer('Definitions find it by the name', 'Moved');
  await until('the new name', async () => read('edit/stateside.json')?.includes('"Moved"'));
  await selected(editor, '"Moved"');
  await editor.runCommand('Stateside: Remove Connection...');
  await editor.pick('edit/stateside.json');
  await editor.pick('Moved');
  await editor.clickDialog('Remove the connection Moved', 'Remove');
  await until('the connection gone', async () => !read('edit/stateside.json')?.includes('"Moved"'));
  await editor.select('version');
  await editor.page.keyboard.press('ControlOrMeta+Z');
  await until('the connection back', async () => (await editor.wholeText()).includes('"Moved"'));
  await editor.save();
};

const definition = (method: string): string =>
  JSON.stringify(
    {
      StartAt: 'Order',
      States: {
        Order: {
          Type: 'Task',
          Resource: 'arn:aws:states:::http:invoke',
          Parameters: {
            'Method.$': method,
            ApiEndpoint: `https://\${ApiHost}/v1/echo`,
            Authentication: {
              ConnectionArn:
                'arn:aws:events:us-east-1:123456789012:connection/LiveApi/11111111-2222-3333-4444-555555555555',
            },
          },
          End: true,
        },
      },
    },
    null,
    2,
  );

const profileProject = (api: string): string => {
  const connections = {
    LiveApi: {
      AuthorizationType: 'API_KEY',
      AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-API-Key', ApiKeyValue: `\${env:EXAMPLE_API_KEY}` } },
    },
  };
  const substitutions = { ApiHost: 'live.example.com' };
  const profiles = {
    dev: { substitutions: { ApiHost: 'dev.example.com' }, connections },
    live: { connections, production: true },
  };
  const endpoints = { 'https://live.example.com': api, 'https://dev.example.com': api };
  return JSON.stringify({ version: 1, connections: {}, endpoints, substitutions, profiles }, null, 2);
};

const chooseProfile = async (editor: Editor, now: string, next: string): Promise<void> => {
  await status(editor, now).click();
  await editor.pick(next);
  await status(editor, next).waitFor();
};

const status = ({ page }: Editor, name: string) =>
  page.locator('[id="stateside.stateside.stateside.profile"]').filter({ hasText: name });

const profiles = async ({ editor, api, write }: Bench): Promise<void> => {
  write('profiles/stateside.json', profileProject(api.url));
  write('profiles/order.asl.json', definition('$$.State.Name'));
  await editor.openFile('profiles/order.asl.json');
  await editor.hoverText('${ApiHost}', 'live.example.com');
  await chooseProfile(editor, 'No profile', 'dev');
  await editor.hoverText('${ApiHost}', 'dev.example.com');
  await editor.page.keyboard.press('Escape');
  await (await row(editor, 'LiveApi')).waitFor();
  await editor.screenshot('profiles-view');
  await leave(editor);
};

const production = async ({ editor, api, write }: Bench): Promise<void> => {
  write('live/stateside.json', profileProject(api.url));
  write('live/order.asl.json', definition('$.method'));
  write(
    'live/order.asl.test.json',
    JSON.stringify({ version: 1, tests: [{ name: 'a', state: 'Order', input: { method: 'POST' } }] }),
  );
  await editor.openFile('live/order.asl.json');
  // A window that is asked for a profile before it drew the row of a file just opened does not draw it afterwards.
  await editor.codeLenses();
  await chooseProfile(editor, 'No profile', 'live');
  const before = api.requests.length;
  await editor.clickCodeLens('Test state');
  await editor.page.locator('.monaco-dialog-box').filter({ hasText: 'Send POST to production?' }).waitFor();
  await editor.screenshot('production-question');
  await editor.clickDialog('Send POST to production?', 'Cancel');
  await editor.webviewText('Nothing was sent: POST was not allowed to reach production with the profile live.');
  assert.equal(api.requests.length, before, 'nothing was sent');
  await editor.clickInWebview('Run again');
  await editor.clickDialog('Send POST to production?', 'Send');
  await editor.webviewText('"StatusCode": 200');
  assert.equal(api.requests.at(-1)?.method, 'POST');
};
