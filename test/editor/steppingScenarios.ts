import assert from 'node:assert/strict';
import { webviewTextAnswered } from './asked';
import { type AtBench, type Bench, scenario } from './bench';
import { until } from './until';

/** Going from state to state: the path in the panel, the marks in the editor, mocks on the way, one more try. */
export const steppingScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'run-from-here', 'a machine runs from its first state to its end', toTheEnd);
  scenario(atBench, 'path-dark', 'path and marks wear the theme of the window', inTheDark);
  scenario(atBench, 'step-of-path', 'each step of the path is one click away, with its whole trace', aStep);
  scenario(atBench, 'needs-mock', 'a path stops at a state that needs a mock, which is written and used', needsMock);
  scenario(atBench, 'path-cancelled', 'a path is looked at, edited under and cancelled while it goes on', cancelled);
  scenario(atBench, 'continue', 'a state that was tested hands over to the next one', continueNext);
  scenario(
    atBench,
    'retry-now',
    'a state that would be tried again is tried again, until no attempt is left',
    retryNow,
  );
  scenario(atBench, 'marks-go', 'the mark of a state that is edited goes, the others stay', marksGo);
};

const file = 'monthly-invoice.asl.json';

const untilShown = ({ editor }: Bench, text: string): Promise<string> => webviewTextAnswered(editor, text);

const runFromStart = async (bench: Bench): Promise<string> => {
  await bench.editor.openFile(file);
  await bench.editor.select('"Start the month": {');
  await bench.editor.runCommand('Stateside: Run from Here');
  return untilShown(bench, 'The end: nothing follows “Invoiced”.');
};

const path = ['Start the month', 'Get the customer', 'In dollars?', 'Wait for the end of the month'];

const toTheEnd = async (bench: Bench): Promise<void> => {
  const { editor, api } = bench;
  await editor.openFile(file);
  assert.deepEqual((await editor.codeLenses()).slice(0, 4), ['Test state', 'with...', 'Run from here', 'new case']);
  const before = api.requests.length;
  await editor.clickCodeLens('Run from here');
  const trace = await untilShown(bench, 'The end: nothing follows “Invoiced”.');
  for (const name of [...path, 'Create the invoice', 'Tell the sales team', 'Invoiced'])
    assert.ok(trace.includes(name), `the path holds ${name}, but it is: ${trace}`);
  assert.match(trace, /Path taken\s+7 states/);
  assert.match(trace, /Tell the sales team\s+SUCCEEDED · mocked/);
  assert.deepEqual(
    api.requests.slice(before).map(({ method, url }) => `${method} ${url}`),
    ['GET /v1/customers/1234567890', 'POST /v1/invoices'],
  );
  assert.ok((await marks(editor)).length >= 2, 'the states are marked');
};

/** The texts behind the lines of the states that were visited. */
const marks = (editor: Bench['editor']): Promise<readonly string[]> =>
  editor.page.evaluate<readonly string[]>(`[...document.querySelectorAll('.view-line span')]
    .map((span) => getComputedStyle(span, '::after').content)
    .filter((content) => /SUCCEEDED|FAILED|CAUGHT_ERROR|RETRIABLE|not run/.test(content))`);

const inTheDark = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await editor.setTheme('dark');
  await runFromStart(bench);
  await editor.screenshot('path-in-dark');
  await editor.setTheme('light');
};

const aStep = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await runFromStart(bench);
  await editor.clickInWebview('Get the customer');
  const trace = await editor.webviewText('GET https://api.stripe.com/v1/customers/1234567890');
  assert.ok(trace.includes('the input is the output of “Start the month”'), trace);
  const frame = await editor.webview('GET https://api.stripe.com/v1/customers/1234567890');
  assert.match((await frame.locator('[aria-current=step]').textContent()) ?? '', /Get the customer/);
  await editor.clickInWebview('Wait for the end of the month');
  await editor.webviewText('it would wait 86400 s');
};

const machine = {
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Result: { to: 'all' }, Next: 'Publish' },
    Publish: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sns:publish',
      Parameters: { TopicArn: 'arn:aws:sns:us-east-1:123456789012:all', 'Message.$': '$.to' },
      Next: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
};

const needsMock = async (bench: Bench): Promise<void> => {
  const { editor, read, write } = bench;
  write('publish.asl.json', `${JSON.stringify(machine, null, 2)}\n`);
  await editor.openFile('publish.asl.json');
  assert.ok((await editor.codeLenses()).includes('write a mock'));
  await editor.clickCodeLens('Run from here');
  const trace = await editor.webviewText('Stopped before “Publish”: it needs a mock.');
  assert.match(trace, /“Publish” calls arn:aws:states:::sns:publish, which only AWS can do/);
  await editor.screenshot('needs-mock-told');
  await editor.clickInWebview('Write a mock');
  await until('the mock in the file', async () => /example-message-1/.test(read('publish.asl.test.json') ?? ''));
  const { tests } = JSON.parse(read('publish.asl.test.json') ?? '');
  assert.deepEqual([tests[0].state, tests[0].input], ['Publish', { to: 'all' }]);
  await editor.page.locator('.tab.active[data-resource-name="publish.asl.test.json"]').waitFor();
  await editor.clickInWebview('Run on to the end');
  const whole = await editor.webviewText('The end: nothing follows “Done”.');
  assert.match(whole, /Path taken\s+3 states/);
};

const slow = {
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Result: { to: 'all' }, Next: 'Wait long' },
    'Wait long': {
      Type: 'Task',
      Resource: 'arn:aws:states:::http:invoke',
      Parameters: {
        ApiEndpoint: 'https://api.stripe.com/v1/slow',
        Method: 'GET',
        QueryParameters: { seconds: '60' },
        Authentication: { ConnectionArn: 'arn:aws:events:us-east-2:123456789012:connection/Stripe/example' },
      },
      End: true,
    },
  },
};

const cancelled = async (bench: Bench): Promise<void> => {
  const { editor, write } = bench;
  write('slow.asl.json', `${JSON.stringify(slow, null, 2)}\n`);
  await editor.openFile('slow.asl.json');
  await editor.select('"Begin": {');
  await editor.runCommand('Stateside: Run from Here');
  await untilShown(bench, 'Sending the request and waiting for an answer.');
  await editor.screenshot('path-running');
  await editor.clickInWebview('Begin');
  const first = await editor.webviewText('The next state is “Wait long”.');
  assert.match(first, /Wait long\s+Running…/);
  await editor.replace('"all"', '"nobody"');
  await editor.runCommand('Stateside: Cancel Test');
  const over = await editor.webviewText('Cancelled at “Wait long”.');
  assert.ok(over.includes('The next state is “Wait long”.'), 'the step that was chosen stays on display');
  assert.ok(over.includes('The definition was changed since this path began'), over);
  await editor.runCommand('Stateside: Show Step of Path...');
  await editor.pick('2. Wait long');
  await editor.webviewText('Try “Wait long” now');
};

const continueNext = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await editor.openFile(file);
  await editor.select('"Get the customer": {');
  await editor.runCommand('Stateside: Test State with Test Case...');
  await editor.pick('finds John Doe');
  await untilShown(bench, 'Continue with “In dollars?”');
  await editor.clickInWebview('Continue with “In dollars?”');
  const second = await editor.webviewText('Continue with “Wait for the end of the month”');
  assert.match(second, /Path taken\s+2 states/);
  await editor.runCommand('Stateside: Continue with Next State');
  const third = await editor.webviewText('Continue with “Create the invoice”');
  assert.match(third, /Path taken\s+3 states/);
};

const retryNow = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await editor.openFile(file);
  await editor.select('"Get the customer": {');
  await editor.runCommand('Stateside: Test State with Test Case...');
  await editor.pick('would be tried again while the service is busy');
  await untilShown(bench, 'Retry now');
  await editor.clickInWebview('Retry now');
  await editor.webviewText('The wait of 2.00 s before the next attempt was skipped.');
  await editor.runCommand('Stateside: Retry Now');
  const trace = await editor.webviewText('Attempt 3');
  assert.ok(trace.includes('The wait of 4.00 s before the next attempt was skipped.'), trace);
  assert.ok(trace.includes('retrier 1 has no attempt left'), trace);
};

const marksGo = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await runFromStart(bench);
  await editor.openFile(file);
  await editor.select('"Start the month": {');
  await until('marks', async () => (await marks(editor)).length >= 2);
  const before = await marks(editor);
  await editor.replace('Monthly subscription', 'Yearly subscription');
  await until('one mark less', async () => (await marks(editor)).length === before.length - 1);
  await editor.runCommand('Stateside: Clear Marks of Visited States');
  await until('no mark', async () => (await marks(editor)).length === 0);
};
