import assert from 'node:assert/strict';
import { testWithCase } from './asked';
import { type AtBench, type Bench, scenario } from './bench';
import { until } from './until';

/** What can be done with a run on display: copying, comparing, trying expressions, looking up earlier ones. They build on each other. */
export const exportScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'who-takes-it', 'the panel says which Catcher takes the error, and leads to its lines', whoTakesIt);
  scenario(atBench, 'copies', 'a call is copied as cURL, raw HTTP and aws command, without its secrets', copies);
  scenario(atBench, 'stages', 'each stage says what changed, and two of them are compared in an editor', stages);
  scenario(atBench, 'try-expression', 'an expression is tried on the data of a stage', tryExpression);
  scenario(atBench, 'compare-runs', 'a run is compared with the one before', compareRuns);
  scenario(atBench, 'earlier-runs', 'an earlier run is looked up again, also after a restart', earlierRuns);
  scenario(atBench, 'iam-policy', 'the IAM policy of a definition is copied', iamPolicy);
};

const good = 'creates an invoice for a customer';

const run = ({ editor }: Bench, testCase: string, ends: string): Promise<string> =>
  testWithCase(editor, { file: 'invoice.asl.json', at: '"ApiEndpoint"', testCase, ends });

const whoTakesIt = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await run(bench, 'catches a conflict', 'CAUGHT_ERROR');
  const trace = await editor.webviewText('Who takes the error');
  assert.match(trace, /does not take it: States\.Http\.StatusCode\.409 is not among its errors/);
  assert.match(
    trace,
    /takes it, because States\.Http\.StatusCode\.409 is among its errors; it hands over to “HandleInvoiceFailure”/,
  );
  await editor.clickInWebview('Catcher 1, line 46');
  await editor.page
    .locator('.statusbar-item')
    .getByText(/Ln \d+, Col \d+ \(\d+ selected\)/)
    .waitFor();
};

const copies = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await run(bench, good, 'SUCCEEDED');
  await editor.clickInWebview('Copy as cURL');
  await editor.notification('AUTHORIZATION (header Authorization)');
  const curl = await editor.clipboard();
  assert.match(curl, /^curl --request POST --url http:\/\/127\.0\.0\.1:\d+\/v1\/invoices \\\n/);
  assert.match(curl, /'Authorization: Basic '"\$\{AUTHORIZATION:\?\}"/);
  await editor.runCommand('Stateside: Copy Request as Raw HTTP');
  await until('the request as HTTP', async () => (await editor.clipboard()).startsWith('POST /v1/invoices HTTP/1.1\n'));
  assert.match(await editor.clipboard(), /\nAuthorization: Basic ••••••\n/);
  await editor.clickInWebview('Copy as aws command');
  await until('the aws command', async () => (await editor.clipboard()).startsWith('aws stepfunctions test-state'));
  assert.match(await editor.clipboard(), /--state-name CreateInvoiceAPI[\s\S]*--role-arn "\$\{ROLE_ARN:\?\}"/);
};

const stages = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await run(bench, good, 'SUCCEEDED');
  await editor.clickInWebview('afterParameters');
  const trace = await editor.webviewText('since afterInputPath: ');
  assert.match(trace, /\$\.ApiEndpoint "https:\/\/api\.stripe\.com\/v1\/invoices"/);
  assert.match(trace, /Response body\t\d+ B/);
  await editor.clickInWebview('Compare in an editor');
  await editor.page
    .locator('.tab')
    .getByText('CreateInvoiceAPI afterInputPath ↔ CreateInvoiceAPI afterParameters')
    .waitFor();
};

const tryExpression = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await run(bench, good, 'SUCCEEDED');
  await editor.clickInWebview('what came back');
  await editor.clickInWebview('Try an expression');
  await editor.answer('A path, an intrinsic function, or JSONata', "States.Format('{}!', $.StatusText)");
  await until('the value', async () =>
    (await editor.page.locator('.view-lines').allInnerTexts()).some((text) => text.trim() === '"OK!"'),
  );
};

const compareRuns = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await run(bench, good, 'SUCCEEDED');
  await run(bench, 'catches a conflict', 'CAUGHT_ERROR');
  await editor.webviewText('Who takes the error');
  await editor.runCommand('Stateside: Compare with Previous Run');
  await until('both runs', async () => {
    const texts = await editor.page.locator('.monaco-diff-editor').allInnerTexts();
    return texts.some((text) => text.includes('SUCCEEDED')) && texts.some((text) => text.includes('CAUGHT_ERROR'));
  });
};

const earlierRuns = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await editor.reload();
  // The panel comes back with the window and holds the focus: files would open over it, and its old title would pass for the new run.
  await editor.runCommand('View: Close All Editors');
  await run(bench, good, 'SUCCEEDED');
  await editor.webviewText('The execution ends here.');
  await editor.clickInWebview('Earlier runs');
  await editor.pick('CAUGHT_ERROR States.Http.StatusCode.409');
  const trace = await editor.webviewText('This is an earlier run, kept without its secrets.');
  assert.match(trace, /States\.Http\.StatusCode\.409/);
};

const iamPolicy = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  await editor.runCommand('Stateside: Copy IAM Policy...');
  await editor.pick('For the role of the state machine');
  await editor.notification('The IAM policy was copied.');
  const policy = JSON.parse(await editor.clipboard());
  assert.equal(policy.Statement[0].Condition.StringEquals['states:HTTPMethod'], 'POST');
};
