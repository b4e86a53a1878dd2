import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { type LongProgram, startLongProgram } from '../support/serving';
import { testWithCase } from './asked';
import { type AtBench, type Bench, scenario } from './bench';
import { until } from './until';

/** Testing in AWS with a stand-in for the `aws` command, behind which `stateside serve` answers. They build on each other. */
export const awsScenarios = (atBench: AtBench): void => {
  let service: LongProgram;
  before(async () => {
    const { aws, workspace, copyExamples } = atBench();
    copyExamples('aws');
    service = startLongProgram(['serve', '--port', '0'], join(workspace, 'aws'), {
      STATESIDE_SECRET_STRIPE_PASSWORD: password,
    });
    aws.ask(((await service.line()) ?? '').replace('Listening on ', ''));
  });
  after(() => service.interrupt());
  scenario(
    atBench,
    'aws-role',
    'a Task without a role is not tested in AWS, and the panel says what to do',
    withoutRole,
  );
  scenario(atBench, 'aws-same', 'AWS comes to the same as this machine', same);
  scenario(atBench, 'aws-different', 'what AWS sees otherwise is shown first, and in an editor', different);
  scenario(atBench, 'aws-first', 'a state that was not tested yet is tested on this machine first', localFirst);
  for (const row of troubles) scenario(atBench, `aws-${row.mode}`, `AWS: ${row.says}`, (bench) => trouble(bench, row));
  scenario(atBench, 'aws-cancel', 'a test in AWS is cancelled', cancel);
};

const password = 'example-password-1';
const role = 'arn:aws:iam::123456789012:role/Tester';

const withoutRole = async (bench: Bench): Promise<void> => {
  const { editor, aws } = bench;
  await runHere(bench);
  await editor.clickInWebview('Test in AWS');
  const text = await editor.webviewText('Not tested in AWS');
  assert.match(text, /put the ARN of one into the setting stateside\.aws\.roleArn/);
  assert.deepEqual(aws.calls(), []);
  await editor.clickInWebview('AWS settings');
  await editor.page.locator('.settings-editor').getByText('Role Arn').first().waitFor();
};

const same = async (bench: Bench): Promise<void> => {
  const { editor, aws } = bench;
  await editor.changeSettings({ 'stateside.aws.roleArn': role, 'stateside.aws.profile': 'dev' });
  await runHere(bench);
  await editor.clickInWebview('Test in AWS');
  await editor.clickDialog('Test CreateInvoiceAPI in AWS?', 'Test in AWS');
  const text = await editor.webviewText('Tested in AWS');
  assert.match(text, /profile dev · region of the profile · account 123456789012/);
  assert.match(text, /AWS calls https:\/\/api\.stripe\.com itself, and not http:\/\/127\.0\.0\.1/);
  const call = aws.calls().at(-1) ?? assert.fail('no call');
  assert.deepEqual([call.request.stateName, call.request.roleArn], ['CreateInvoiceAPI', role]);
  assert.ok(call.args.includes('--profile=dev'));
  assert.ok(!JSON.stringify(call).includes(password), 'no secret of this machine goes there');
};

const different = async (bench: Bench): Promise<void> => {
  const { editor, aws } = bench;
  const failure = { status: 'FAILED', error: 'States.Http.StatusCode.402', cause: 'Payment Required' };
  aws.change({ ...failure, from: 'HttpInvoke|us-east-2', to: 'HttpInvoke|eu-west-1' });
  await runHere(bench);
  await editor.clickInWebview('Test in AWS');
  const text = await editor.webviewText('States.Http.StatusCode.402');
  assert.match(text, /Differences from the run on this machine: \d+/);
  assert.match(text, /\$\.status "SUCCEEDED" "FAILED"/);
  assert.match(text, /Expected to differ: \d+/);
  await editor.screenshot('aws-different-panel');
  await editor.clickInWebview('Compare both in an editor');
  await until('both answers', async () => {
    const texts = await editor.page.locator('.monaco-diff-editor').allInnerTexts();
    return texts.some((one) => one.includes('SUCCEEDED')) && texts.some((one) => one.includes('FAILED'));
  });
  aws.change({});
  await editor.clickInWebview('Show the run on this machine');
  await editor.webviewText('The execution ends here.');
};

const localFirst = async ({ editor, api, aws }: Bench): Promise<void> => {
  await editor.openFile('aws/aws-list-customers.asl.json');
  await editor.select('"ApiEndpoint"');
  const [count, calls] = [api.requests.length, aws.calls().length];
  await editor.runCommand('Stateside: Test State in AWS');
  await editor.webviewText('Tested in AWS');
  assert.deepEqual([api.requests.length - count, aws.calls().length - calls], [2, 1]);
};

interface Trouble {
  readonly mode: string;
  readonly says: string;
  readonly action?: string;
}

const troubles: readonly Trouble[] = [
  { mode: 'noCredentials', says: 'There are no credentials for the profile dev.' },
  { mode: 'expired', says: 'The session of the profile dev has expired.' },
  { mode: 'noPassRole', says: `do not allow to hand the role ${role} to Step Functions.`, action: 'iam:PassRole' },
  { mode: 'accessDenied', says: 'they need states:TestState', action: 'states:TestState' },
  { mode: 'refused', says: 'ValidationException: State not found in definition' },
  { mode: 'throttled', says: 'AWS allows one test a second' },
  { mode: 'tooOld', says: 'The program aws is too old' },
  { mode: 'rubbish', says: 'did not answer as the AWS command line does' },
  { mode: 'flood', says: 'did not answer as the AWS command line does' },
  { mode: 'killed', says: 'The program aws was killed' },
];

const trouble = async (bench: Bench, { mode, says, action }: Trouble): Promise<void> => {
  const { editor, aws, api } = bench;
  aws.mode(mode);
  await runHere(bench);
  const count = api.requests.length;
  await editor.clickInWebview('Test in AWS');
  await editor.webviewText(says);
  if (action !== undefined) {
    await editor.clickInWebview('Copy IAM policy for testing');
    await until('the policy', async () => (await editor.clipboard()).includes(action));
  }
  aws.mode('ok');
  await editor.clickInWebview('Test in AWS');
  await editor.webviewText('Tested in AWS');
  assert.ok(api.requests.length <= count + 1, 'the state does not run on this machine again');
};

const cancel = async (bench: Bench): Promise<void> => {
  const { editor, aws } = bench;
  aws.mode('silent');
  await runHere(bench);
  const count = aws.started().length;
  await editor.clickInWebview('Test in AWS');
  await editor.webviewText('Waiting for aws stepfunctions test-state.');
  await until('its own process', async () => aws.started().length > count);
  await editor.clickInWebview('Cancel');
  await editor.webviewText('The test in AWS was cancelled.');
  aws.mode('ok');
};

const runHere = ({ editor }: Bench): Promise<string> =>
  testWithCase(editor, {
    file: 'aws/aws-invoice.asl.json',
    at: '"ApiEndpoint"',
    testCase: 'creates an invoice for a customer',
    ends: 'SUCCEEDED',
  });
