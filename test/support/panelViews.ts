import { stepOf, viewAt } from '../../client/vscode/trace/path';
import type { MessageView, RunView, TraceView } from '../../client/vscode/trace/view';
import type { StateRun } from '../../shared/executor/stateRun';
import { toTestStateOutput } from '../../shared/report/toTestStateOutput';
import { PAYLOAD_BYTES } from '../../shared/spec/limits';
import { basicConnection, httpTask, runHere } from './runHere';

const SUBJECT = { stateName: 'CreateInvoiceAPI', file: 'invoice.asl.json', caseName: 'creates an invoice' };

const EXPECTATION = {
  expect: { status: 'SUCCEEDED' },
  uri: 'file:///invoice.asl.test.json',
  failed: [{ message: 'status: SUCCEEDED was expected', details: ['FAILED'], line: 7, offset: 120 }],
} as const;

const PLACE = { profile: 'dev', region: 'eu-west-1', account: '123456789012' };

const HANDLERS = {
  Retry: [{ ErrorEquals: ['States.Http.StatusCode.503'], IntervalSeconds: 2, MaxAttempts: 2 }],
  Catch: [{ ErrorEquals: ['States.Http.StatusCode.409'], Next: 'GiveUp' }],
};

/** One of everything that the trace panel can show, by a name; `url` is where the example API listens. */
export async function panelViews(url: string): Promise<ReadonlyMap<string, TraceView>> {
  const run = (customer: string) => invoice(url, customer);
  const long = await echo(url);
  const steps = (await Promise.all(['1234567890', 'cus_409', 'cus_503', 'cus_403'].map(run))).map((one) =>
    stepOf(runView({ ...one, nextState: 'In dollars?' }), undefined),
  );
  const [good, bad] = [runView(await run('1234567890')), runView(await run('cus_403'))];
  return new Map<string, TraceView>([
    ['running', { kind: 'running', subject: SUBJECT, phase: 'sending' }],
    ['message', messageView],
    ['succeeded', runView(await run('1234567890'))],
    ['revealed', { ...runView(await run('1234567890')), reveal: true }],
    ['failed', bad],
    ['expected', { ...bad, expectation: EXPECTATION }],
    [
      'aws',
      { ...bad, aws: { place: PLACE, output: toTestStateOutput(bad.run, 'TRACE', true), reveals: true, local: good } },
    ],
    ['caught', runView(await run('cus_409'))],
    ['retriable', runView(await run('cus_503'))],
    ['restored', { ...runView(await run('1234567890')), restored: true }],
    ['outdated', { ...runView(await run('cus_403')), outdated: true }],
    ['path', viewAt({ steps: [...steps, stepOf(messageView, undefined)], current: 1, ...ENDED }, 1) ?? messageView],
    ['walking', { kind: 'running', subject: SUBJECT, phase: 'sending', path: { steps, current: -1, running: 'Next' } }],
    ['long', runView({ ...long, notes: ['The endpoint was mapped.'], variables: { seen: true } })],
  ]);
}

const ENDED = { end: 'Stopped before “Publish”: it needs a mock.', edited: true } as const;

const messageView: MessageView = {
  kind: 'message',
  subject: SUBJECT,
  title: 'Not run',
  message: 'The test cases cannot be used: invoice.asl.test.json:3: a comma is missing.',
  actions: [{ text: 'Open invoice.asl.test.json', command: 'stateside.openAt', args: ['file:///a', 0, 1] }],
};

function runView(run: StateRun): RunView {
  const handlers = [
    { field: 'Retry', index: 0, errors: ['States.Http.StatusCode.503'], span: { start: 0, end: 1 }, line: 31 },
    { field: 'Catch', index: 0, errors: ['States.Http.StatusCode.409'], span: { start: 2, end: 3 }, line: 44 },
  ] as const;
  const actions = [{ text: 'Edit test case', command: 'stateside.openTestCases' }];
  return { kind: 'run', subject: SUBJECT, run, reveal: false, actions, handlers, request: { definition: '{}' } };
}

function invoice(url: string, customer: string): Promise<StateRun> {
  const state = httpTask(
    {
      ApiEndpoint: 'https://api.stripe.com/v1/invoices',
      Method: 'POST',
      Headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'User-Agent': 'mine', 'X-Trace': 'one' },
      QueryParameters: { expand: 'customer' },
      RequestBody: { 'customer.$': '$.customer_id', description: 'Monthly subscription', count: 3, paid: false },
      Transform: { RequestBodyEncoding: 'URL_ENCODED' },
    },
    HANDLERS,
  );
  return runHere(state, {
    input: { customer_id: customer },
    settings: { endpoints: { 'https://api.stripe.com': url } },
    connection: basicConnection({
      HeaderParameters: [{ Key: 'X-Trace', Value: 'the connection wins' }],
      BodyParameters: [{ Key: 'key', Value: 'example-key-1', IsValueSecret: true }],
    }),
  });
}

/** Data longer than what the panel shows of it, and near the limit. */
function echo(url: string): Promise<StateRun> {
  const parameters = { ApiEndpoint: 'https://example.com/v1/echo', Method: 'POST', 'RequestBody.$': '$' };
  return runHere(httpTask(parameters, { ResultSelector: { 'status.$': '$.StatusCode' } }), {
    input: { text: 'long '.repeat(PAYLOAD_BYTES / 14) },
    settings: { endpoints: { 'https://example.com': url } },
  });
}
