import assert from 'node:assert/strict';
import type { ExampleApi } from '../../client/demo/server';
import { type AtBench, type Bench, scenario, usualPort } from './bench';
import { themeKinds } from './editor';
import { until } from './until';

/** Testing a state: the first run, secrets, test cases, every way to the command, themes. They build on each other. */
export const runScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'first-run', 'the first test asks for the password and shows the whole story', firstRun);
  scenario(atBench, 'second-run', 'a later test asks for nothing', secondRun);
  scenario(atBench, 'secrets', 'secrets show when they are revealed, and hide again', secrets);
  scenario(atBench, 'caught', 'another test case shows an error that is caught', caught);
  scenario(atBench, 'failure', 'a failed run looks like nothing but a failure', failed);
  scenario(atBench, 'overridden', 'what the connection overrides is shown as overridden', overridden);
  scenario(atBench, 'data-in-editor', 'the output opens in an editor of its own', dataInEditor);
  scenario(atBench, 'ways', 'key, palette and editor title run the state at the cursor', ways);
  scenario(atBench, 'themes', 'the panel wears the theme of the window', themes);
  scenario(atBench, 'example-api', 'the examples and their API come with the extension', exampleApi);
};

const password = 'example-password-1';
const authorization = `Basic ${Buffer.from(`myUsername:${password}`).toString('base64')}`;
const formBody =
  'description=Monthly%20subscription&metadata%5Border_details%5D=monthly%20report%20data&customer=1234567890';

const firstRun = async ({ editor, api }: Bench): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  const [test, chosen, onward] = await editor.codeLenses();
  assert.deepEqual([test, chosen, onward], ['Test state', 'with...', 'Run from here']);
  await editor.clickCodeLens('Test state');
  const input = editor.page.locator('.quick-input-widget input[type=password]');
  await input.waitFor();
  await editor.answer('Stateside: the secret stripe-password', password);
  const trace = await editor.webviewText('SUCCEEDED');
  for (const part of story) assert.ok(trace.includes(part), `the trace holds ${part}, but it is: ${trace}`);
  assert.deepEqual(wire(api), { line: 'POST /v1/invoices', authorization, body: formBody });
  const cursor = editor.page.locator('.monaco-editor.focused');
  assert.equal(await cursor.count(), 1, 'the text editor keeps the focus');
  await editor.clickInWebview('Raw');
  const raw = await editor.webviewText('POST /v1/invoices HTTP/1.1');
  assert.ok(raw.includes(`Authorization: Basic ••••••\n`) && raw.includes(`\n\n${formBody}\n`), raw);
};

const story: readonly string[] = [
  'CreateInvoiceAPI',
  'The execution ends here.',
  'invoice.asl.json test case: creates an invoice for a customer',
  '"customer": "1234567890"',
  '"StatusText": "OK"',
  'POST https://api.stripe.com/v1/invoices',
  'Authorization\tBasic ••••••\tauthorization',
  'Content-Type\tapplication/x-www-form-urlencoded\tdefinition',
  'User-Agent\tAmazon|StepFunctions|HttpInvoke|us-east-2\tStep Functions',
  'customer\t1234567890\tdefinition',
  '200 OK',
  'what Parameters made of it',
];

const wire = ({ requests }: ExampleApi) => {
  const last = requests.at(-1);
  const header = last?.rawHeaders.find(([name]) => name.toLowerCase() === 'authorization');
  return { line: `${last?.method} ${last?.url}`, authorization: header?.[1], body: last?.body };
};

const secondRun = async ({ editor, api }: Bench): Promise<void> => {
  const before = api.requests.length;
  await editor.openFile('invoice.asl.json');
  await editor.clickCodeLens('Test state');
  await editor.webviewText('SUCCEEDED');
  await editor.clickInWebview('Run again');
  await until('a request for each of the two tests', async () => api.requests.length === before + 2);
  await editor.webviewText('SUCCEEDED');
};

const secrets = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  await editor.clickCodeLens('Test state');
  const hidden = await editor.webviewText('Reveal secrets');
  assert.ok(!hidden.includes(authorization), 'the credentials are hidden at first');
  await editor.clickInWebview('Reveal secrets');
  const revealed = await editor.webviewText('Hide secrets');
  assert.ok(revealed.includes(`Authorization\t${authorization}\tauthorization`), revealed);
  await scrollTo(editor, '#request-0');
  await editor.screenshot('secrets-revealed');
  await editor.clickInWebview('Hide secrets');
  const again = await editor.webviewText('Reveal secrets');
  assert.ok(again.includes('Authorization\tBasic ••••••\tauthorization') && !again.includes(authorization), again);
  await scrollTo(editor, '#request-0');
};

const caught = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  await editor.clickCodeLens('with...');
  await editor.pick('catches a conflict');
  const trace = await editor.webviewText('CAUGHT_ERROR');
  assert.ok(!trace.includes('SUCCEEDED'), trace);
  for (const part of [
    'The state failed, and catcher 1 hands over to “HandleInvoiceFailure”.',
    'test case: catches a conflict',
    'States.Http.StatusCode.409',
    '"Cause": "Conflict"',
    '409 Conflict',
  ])
    assert.ok(trace.includes(part), `the trace holds ${part}, but it is: ${trace}`);
  await editor.page.locator('.tab').getByText('CreateInvoiceAPI: CAUGHT_ERROR', { exact: true }).waitFor();
};

const failed = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  await editor.clickCodeLens('with...');
  await editor.pick('creates an invoice for a customer');
  await editor.webviewText('SUCCEEDED');
  await editor.clickCodeLens('with...');
  await editor.pick('fails with a status that nobody retries or catches');
  const trace = await editor.webviewText('FAILED');
  assert.ok(!trace.includes('SUCCEEDED') && !trace.includes('in_293c'), `nothing of the good run is left: ${trace}`);
  assert.ok(trace.includes('The state failed, and nothing catches the error.'), trace);
  assert.ok(trace.includes('States.Http.StatusCode.403'), trace);
  const frame = await editor.webview('FAILED');
  assert.deepEqual(
    [await frame.locator('.summary.failed').count(), await frame.locator('.summary.succeeded').count()],
    [1, 0],
  );
  await scrollTo(editor, '#data');
  assert.match(await frame.evaluate<string>(topmost), /^FAILED/, 'it says so still when it is scrolled down');
};

// What lies on top where the page begins, when it is scrolled down.
const topmost = 'document.elementFromPoint(60, 8)?.textContent';

const overridden = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('merge.asl.json');
  await editor.clickCodeLens('Test state');
  await editor.answer('Stateside: the secret example-api-key', 'example-key-2');
  const trace = await editor.webviewText('SUCCEEDED');
  for (const part of [
    'GET https://example.com/path?QueryParam=connection_query_param',
    'state_machine_header_param',
    'overridden by connection',
    'ApiKey\t••••••\tauthorization',
    'Header-Param\tconnection_header_param\tconnection',
  ])
    assert.ok(trace.includes(part), `the trace holds ${part}, but it is: ${trace}`);
  await scrollTo(editor, '#request-0');
};

const dataInEditor = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  await editor.clickCodeLens('with...');
  await editor.pick('creates an invoice for a customer');
  await editor.webviewText('SUCCEEDED');
  await editor.clickInWebview('Open in an editor');
  await editor.page.locator('.tab').getByText('CreateInvoiceAPI output.json', { exact: true }).waitFor();
  await until('the output as text', async () =>
    (await editor.page.locator('.view-lines').allInnerTexts()).some((text) => /"StatusText":.*"OK"/.test(text)),
  );
};

const ways = async ({ editor, api }: Bench): Promise<void> => {
  const title = editor.page.locator('.editor-actions').getByRole('button', { name: /^Test State/ });
  const all: readonly (readonly [name: string, run: () => Promise<unknown>])[] = [
    ['the key', () => editor.page.keyboard.press('Control+Alt+Enter')],
    ['the palette', () => editor.runCommand('Stateside: Test State')],
    ['the editor title', () => title.first().click()],
    ['the key for the last test', () => editor.page.keyboard.press('Control+Alt+Shift+Enter')],
  ];
  for (const [name, run] of all) {
    await editor.openFile('invoice.asl.json');
    await editor.select('"ApiEndpoint"');
    const before = api.requests.length;
    await run();
    await until(`a request by ${name}`, async () => api.requests.length === before + 1);
    await editor.webviewText('SUCCEEDED');
  }
};

// A page that is scrolled down still says how the run ended. Light comes last: it is what the other scenarios are seen in.
const themes = async ({ editor }: Bench): Promise<void> => {
  for (const theme of ['dark', 'high-contrast', 'light'] as const) {
    await editor.setTheme(theme);
    await editor.openFile('invoice.asl.json');
    for (const [name, status] of themeCases) {
      await editor.clickCodeLens('with...');
      await editor.pick(name);
      const frame = await editor.webview(status);
      await frame.locator(`body[data-vscode-theme-kind="${themeKinds[theme]}"]`).waitFor();
      await scrollTo(editor, 'main');
      await editor.screenshot(`theme-${theme}-${status.toLowerCase()}`);
      await scrollTo(editor, '#request-0');
      await editor.screenshot(`theme-${theme}-${status.toLowerCase()}-request`);
    }
  }
};

const themeCases: readonly (readonly [testCase: string, status: string])[] = [
  ['creates an invoice for a customer', 'SUCCEEDED'],
  ['fails with a status that nobody retries or catches', 'FAILED'],
];

// Another window or a terminal may serve the example API already; that one is as good.
const exampleApi = async ({ editor }: Bench): Promise<void> => {
  await editor.runCommand('Stateside: Open Examples...');
  await editor.pick('Into this workspace');
  await editor.clickNotification('The examples call the example API on this machine', 'Start Example API');
  await editor.notification(exampleApiUrl);
  await editor.clearNotifications();
  await editor.clickCodeLens('Test state');
  await editor.answer('for stateside-examples/stateside.json only', 'example-password-2');
  const trace = await editor.webviewText('SUCCEEDED');
  assert.ok(trace.includes(`Sent to ${exampleApiUrl}/v1/invoices`), trace);
  await editor.runCommand('Stateside: Start Example API');
  await editor.notification(`The example API is running already: ${exampleApiUrl}`);
  await editor.runCommand('Stateside: Stop Example API');
};

const exampleApiUrl = `http://127.0.0.1:${usualPort}`;

const scrollTo = async (editor: Bench['editor'], place: string): Promise<void> => {
  // A page that is being replaced scrolls no more: then the next one is scrolled.
  await until(`${place} of the trace at the top`, async () => {
    const frame = await editor.webview(/SUCCEEDED|FAILED/);
    const target = frame.locator(place);
    return target
      .evaluate((element) => element.scrollIntoView(), null, { timeout: 2_000 })
      .then(
        () => true,
        () => false,
      );
  });
};
