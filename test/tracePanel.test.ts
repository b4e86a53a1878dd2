import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { COMMANDS, PANEL_COMMANDS } from '../client/vscode/commands';
import { dataText, dataTitle } from '../client/vscode/trace/dataText';
import { html, pageText } from '../client/vscode/trace/html';
import { prettyJson } from '../client/vscode/trace/jsonText';
import { SHOWN_CHARACTERS } from '../client/vscode/trace/pieces';
import { maskedRun } from '../client/vscode/trace/shownRun';
import { traceHtml } from '../client/vscode/trace/traceHtml';
import type { Page, RunView, Say, TraceView } from '../client/vscode/trace/view';
import type { Exchange, StateRun, Status } from '../shared/executor/stateRun';

const say: Say = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const PAGE: Page = {
  cspSource: 'https://panel.example',
  styleUri: 'https://panel.example/trace.css',
  language: 'en',
  say,
  time: (iso) => `at ${iso}`,
};

const SUBJECT = { stateName: 'CreateInvoiceAPI', file: 'invoice.asl.json', caseName: 'first' };

const PASSWORD = 'not-a-real-password';
const BASIC = Buffer.from(`myUsername:${PASSWORD}`).toString('base64');

const EXCHANGE: Exchange = {
  purpose: 'task',
  request: {
    protocol: 'https',
    method: 'POST',
    url: 'https://api.stripe.com/v1/invoices?expand=customer&token=pin&who=connection',
    endpoint: 'https://api.stripe.com/v1/invoices',
    query: [
      { name: 'expand', value: 'customer', encoded: 'expand=customer', origin: 'definition', secret: false },
      { name: 'who', value: 'me', encoded: '', origin: 'definition', secret: false, overriddenBy: 'connection' },
      { name: 'token', value: 'pin', encoded: 'token=pin', origin: 'connection', secret: true },
      { name: 'who', value: 'connection', encoded: 'who=connection', origin: 'connection', secret: false },
    ],
    headers: [
      { name: 'Content-Type', value: 'application/json', origin: 'definition', secret: false },
      { name: 'Authorization', value: `Basic ${BASIC}`, origin: 'authorization', secret: true },
      {
        name: 'User-Agent',
        value: 'Amazon|StepFunctions|HttpInvoke|us-east-1',
        origin: 'stepFunctions',
        secret: false,
      },
      { name: 'User-Agent', value: 'mine', origin: 'definition', secret: false, overriddenBy: 'stepFunctions' },
    ],
    body: {
      text: '{"customer":"c1","key":"k1"}',
      encoding: 'NONE',
      members: [
        { name: 'customer', value: 'c1', origin: 'definition', secret: false },
        { name: 'key', value: 'k1', origin: 'connection', secret: true },
      ],
      value: { customer: 'c1', key: 'k1' },
      textWithoutConnection: '{"customer":"c1"}',
    },
    sentTo: 'http://127.0.0.1:4567/v1/invoices',
  },
  response: {
    protocol: 'https',
    statusCode: 200,
    statusMessage: 'OK',
    headers: [['Content-Type', 'application/json']],
    body: `{"id":"in_1","echo":"${PASSWORD}"}`,
    bodyBytes: 2048,
    truncated: false,
  },
  timings: { total: 12 },
};

const RUN: StateRun = {
  stateName: 'CreateInvoiceAPI',
  stateType: 'Task',
  queryLanguage: 'JSONPath',
  isHttpTask: true,
  mocked: false,
  status: 'SUCCEEDED',
  output: { value: { id: 'in_1', echo: PASSWORD, count: 3, paid: false } },
  nextState: 'Done',
  stages: [
    { name: 'input', data: { value: { customer_id: 'c1' } } },
    { name: 'result', data: { value: { StatusCode: 200 } } },
  ],
  variables: { seen: `yes, ${PASSWORD}` },
  attempts: [{ exchanges: [EXCHANGE] }],
  startedAt: '2026-01-02T03:04:05.678Z',
  durationMilliseconds: 34,
  secrets: [PASSWORD, 'pin', 'k1'],
  notes: ['The endpoint was mapped.'],
};

function runPage(change: Partial<StateRun> = {}, view: Partial<RunView> = {}): string {
  return traceHtml(
    { kind: 'run', subject: SUBJECT, run: { ...RUN, ...change }, reveal: false, actions: [], ...view },
    PAGE,
  );
}

function runWith(exchange: Partial<Exchange>): Partial<StateRun> {
  return { attempts: [{ exchanges: [{ ...EXCHANGE, ...exchange }] }] };
}

const HOSTILE = `<script>alert(1)</script><img src=x onerror='go()'>"&</pre><a href="command:evil">`;

test('a page allows nothing but its own style sheet, and holds no script', () => {
  const views: readonly TraceView[] = [
    { kind: 'running', subject: SUBJECT, phase: 'sending' },
    { kind: 'message', subject: SUBJECT, title: 'Not run', message: 'No.', actions: [] },
    { kind: 'run', subject: SUBJECT, run: RUN, reveal: true, actions: [] },
  ];
  for (const view of views) {
    const page = traceHtml(view, PAGE);
    assert.match(page, /content="default-src 'none'; style-src https:\/\/panel\.example"/);
    assert.doesNotMatch(page, /<script|<style|\sstyle=|\son[a-z]+=|javascript:/i);
  }
});

test('a text of the run can never become markup', () => {
  const page = runPage(
    {
      stateName: HOSTILE,
      output: { value: { [HOSTILE]: HOSTILE } },
      error: HOSTILE,
      cause: HOSTILE,
      nextState: HOSTILE,
      variables: { [HOSTILE]: [HOSTILE] },
      notes: [HOSTILE],
      stages: [{ name: 'input', data: { value: HOSTILE } }],
      ...runWith({
        request: {
          ...EXCHANGE.request,
          method: HOSTILE,
          url: HOSTILE,
          sentTo: HOSTILE,
          headers: [{ name: HOSTILE, value: HOSTILE, origin: 'definition', secret: false }],
        },
        response: {
          protocol: 'https',
          statusCode: 200,
          statusMessage: HOSTILE,
          headers: [[HOSTILE, HOSTILE]],
          body: HOSTILE,
          bodyBytes: 9,
          truncated: true,
        },
      }),
    },
    { subject: { stateName: HOSTILE, file: HOSTILE, caseName: HOSTILE } },
  );
  assert.doesNotMatch(page, /<script|<img|command:evil"|<a href/);
  assert.match(page, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
});

test('the template tag escapes any text, in elements and attributes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const inside = /^<p title="([^"]*)">([\s\S]*)<\/p>$/.exec(pageText(html`<p title="${text}">${text}</p>`));
      assert.doesNotMatch(inside?.[2] ?? '<', /[<>"']/);
      assert.equal(unescaped(inside?.[1] ?? ''), text);
      assert.equal(unescaped(inside?.[2] ?? ''), text);
    }),
  );
});

test('links run commands of the allow-list only', () => {
  const missing = { text: 'Add', command: COMMANDS.addConnection, args: ['a"b'] };
  for (const page of [runPage({}, { actions: [missing] }), runPage({}, { reveal: true })]) {
    const links = [...page.matchAll(/href="command:([^?"]+)\?([^"]*)"/g)];
    assert.ok(links.length > 3);
    for (const [, command, args] of links) {
      assert.ok(PANEL_COMMANDS.includes(command ?? ''), command);
      assert.ok(Array.isArray(JSON.parse(decodeURIComponent(args ?? ''))));
    }
  }
});

const LOOKS: readonly [Status, string][] = [
  ['SUCCEEDED', 'succeeded'],
  ['FAILED', 'failed'],
  ['RETRIABLE', 'retriable'],
  ['CAUGHT_ERROR', 'caught'],
];

test('what helps most stands before the other actions', () => {
  const missing = { text: 'Write it', command: COMMANDS.addConnection, isFirst: true };
  const names = [...runPage({}, { actions: [missing] }).matchAll(/class="button"[^>]*>([^<]*)</g)].map(
    ([, name]) => name,
  );
  assert.deepEqual(names, ['Write it', 'Run again', 'Reveal secrets']);
});

test('every status has a word, a look and a shape of its own', () => {
  const shapes = LOOKS.map(([status, look]) => {
    const page = runPage({ status });
    assert.match(page, new RegExp(`<header class="summary ${look}">`));
    assert.match(page, new RegExp(`id="status" role="status"><svg.*?<strong>${status}</strong>`, 's'));
    for (const [other] of LOOKS) if (other !== status) assert.doesNotMatch(page, new RegExp(`<strong>${other}`));
    return /<svg.*?<\/svg>/s.exec(page)?.[0];
  });
  assert.equal(new Set(shapes).size, LOOKS.length);
});

test('how a run ended is said once more in the strip that stays when the summary is scrolled away', () => {
  for (const [status, look] of LOOKS) {
    const strip = `<div class="strip ${look}" aria-hidden="true"><p><strong>${status}</strong> CreateInvoiceAPI</p></div>`;
    assert.ok(runPage({ status }).includes(strip), strip);
  }
});

test('shown JSON is the same JSON, with a list of one plain item on one line', () => {
  const headers = { Via: ['a'], Age: [1, 2], None: [], Deep: [{ a: 1 }], Odd: ['[\n ], "'] };
  const lines = [
    '{',
    '  "Via": ["a"],',
    '  "Age": [',
    '    1,',
    '    2',
    '  ],',
    '  "None": [],',
    '  "Deep": [',
    '    {',
  ];
  const more = ['      "a": 1', '    }', '  ],', '  "Odd": ["[\\n ], \\""]', '}'];
  assert.equal(prettyJson(headers), [...lines, ...more].join('\n'));
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const written = JSON.parse(JSON.stringify(value));
      assert.deepEqual(JSON.parse(prettyJson(written)), written);
    }),
  );
});

test('a failed run shows its error before anything else and has no output', () => {
  const { output: _, nextState: __, ...failed } = RUN;
  const run: StateRun = { ...failed, status: 'FAILED', error: 'States.Http.StatusCode.404', cause: 'Not Found' };
  const page = traceHtml({ kind: 'run', subject: SUBJECT, run, reveal: false, actions: [] }, PAGE);
  assert.match(page, /id="error-name">States\.Http\.StatusCode\.404</);
  assert.match(page, /id="cause"[^>]*>Not Found</);
  assert.ok(page.indexOf('id="error"') < page.indexOf('id="request-0"'));
  assert.doesNotMatch(page, /SUCCEEDED|id="output"|id="next-state"/);
});

const STORIES: readonly [Partial<StateRun>, string][] = [
  [{ status: 'SUCCEEDED', nextState: 'Done' }, 'The next state is Done.'],
  [
    { status: 'RETRIABLE', errorDetails: { retryIndex: 1, retryBackoffIntervalSeconds: 4 } },
    'retrier 2 would try again after 4 s',
  ],
  [{ status: 'CAUGHT_ERROR', errorDetails: { catchIndex: 0 }, nextState: 'Mend' }, 'catcher 1 hands over to Mend'],
  [{ status: 'FAILED' }, 'nothing catches the error'],
  [{ status: 'FAILED', errorDetails: { retryIndex: 0 } }, 'retrier 1 has no attempt left'],
];

test('the story says what comes next', () => {
  for (const [change, story] of STORIES) assert.ok(runPage(change).includes(story), story);
});

test('the top has file, test case, time, duration and size', () => {
  const page = runPage();
  for (const part of [
    'invoice.asl.json',
    'test case: first',
    'at 2026-01-02T03:04:05.678Z',
    '34 ms',
    'response 2.0 KiB',
  ]) {
    assert.ok(page.includes(part), part);
  }
});

test('each part of the request says where it came from, and overridden ones are struck through', () => {
  const page = runPage();
  assert.match(row(page, 'Content-Type'), /class="origin definition">definition</);
  assert.match(row(page, 'Authorization'), /class="origin authorization">authorization</);
  assert.match(row(page, 'User-Agent'), /class="origin stepFunctions">Step Functions</);
  assert.match(row(page, 'token'), /class="origin connection">connection</);
  assert.match(page, /<del>mine<\/del>[\s\S]*?overridden by Step Functions/);
  assert.match(page, /<del>me<\/del>[\s\S]*?overridden by connection/);
  assert.match(page, /Sent to http:\/\/127\.0\.0\.1:4567\/v1\/invoices/);
});

test('secrets show nowhere until they are revealed', () => {
  const hidden = runPage({ cause: `refused ${PASSWORD}`, error: 'Oops', notes: [`with ${PASSWORD}`] });
  for (const secret of [PASSWORD, BASIC, 'token=pin', '>k1<', '&quot;k1&quot;'])
    assert.ok(!hidden.includes(secret), secret);
  assert.match(hidden, /Basic ••••••/);
  assert.match(hidden, /Reveal secrets/);
  assert.doesNotMatch(hidden, /Hide secrets/);
});

test('revealed secrets show in their places', () => {
  const open = runPage({}, { reveal: true });
  for (const secret of [PASSWORD, `Basic ${BASIC}`, 'token=pin', '&quot;k1&quot;'])
    assert.ok(open.includes(secret), secret);
  assert.match(open, /Hide secrets/);
  assert.doesNotMatch(open, /Reveal secrets|••/);
});

test('a run that is kept has no secrets, and offers none', () => {
  const kept = maskedRun(RUN);
  for (const secret of [PASSWORD, BASIC, 'pin', 'k1']) assert.ok(!JSON.stringify(kept).includes(secret), secret);
  const page = runPage(kept, { restored: true });
  assert.match(page, /kept without its secrets/);
  assert.doesNotMatch(page, /Reveal secrets/);
});

test('a secret that is also a word of the page changes no meaning', () => {
  const page = runPage({ secrets: ['connection', 'FAILED', 'SUCCEEDED', 'definition'] });
  assert.match(page, /<strong>SUCCEEDED<\/strong>/);
  assert.match(row(page, 'Content-Type'), /class="origin definition">definition</);
});

test('a long text is cut, says so, and is whole in the editor', () => {
  const body = JSON.stringify({ text: 'x'.repeat(3 * SHOWN_CHARACTERS), end: 'the very end' });
  const change = runWith({ response: { ...responseOf(EXCHANGE), body } });
  const page = runPage(change);
  const pretty = page.slice(page.indexOf('id="response-0"'));
  assert.match(pretty, /Only the first 64\.0 KiB of 192\.\d KiB are shown here\./);
  assert.ok(!page.includes('the very end'));
  assert.match(page, /command:stateside\.openData\?%5B%22response%2F0%22%5D/);
  assert.match(dataText({ ...RUN, ...change }, 'response/0') ?? '', /the very end/);
});

const BODIES: readonly [Partial<NonNullable<Exchange['response']>>, string][] = [
  [{ body: undefined, bodyBytes: 0 }, 'The response has no body.'],
  [{ body: '', bodyBytes: 0 }, 'The response has no body.'],
  [{ body: undefined, bodyBytes: 512 }, 'The body is no text: 512 B of binary data.'],
  [{ body: 'plain words', bodyBytes: 11 }, 'plain words'],
  [{ truncated: true }, 'only the beginning of the answer'],
];

test('a body that is missing, binary, plain or cut off is shown as what it is', () => {
  for (const [change, sentence] of BODIES) {
    const page = runPage(runWith({ response: { ...responseOf(EXCHANGE), ...change } }));
    assert.ok(page.includes(sentence), sentence);
  }
});

test('a call without an answer says so', () => {
  const { response: _, ...unanswered } = EXCHANGE;
  assert.match(runPage({ attempts: [{ exchanges: [unanswered] }] }), /No response came back\./);
});

test('a call says which phase took how long, and nothing of phases that did not happen', () => {
  const opened = { total: 120, lookup: 1.26, connect: 0.04, tls: 33.4, firstByte: 119.6 };
  const shown = 'name lookup 1.3 ms · connect 0.0 ms · TLS 33 ms · first byte after 120 ms';
  assert.ok(runPage(runWith({ timings: opened })).includes(shown));
  const reused = runPage(runWith({ timings: { total: 12, firstByte: 8, reused: true } }));
  assert.match(reused, />connection reused · first byte after 8\.0 ms</);
  assert.doesNotMatch(runPage(), /class="aside timings"/);
});

test('several attempts and a token call are told apart', () => {
  const page = runPage({
    attempts: [
      {
        exchanges: [{ ...EXCHANGE, purpose: 'token' }, EXCHANGE],
        error: 'States.Http.StatusCode.503',
        waitMilliseconds: 2000,
      },
      { exchanges: [EXCHANGE] },
    ],
  });
  for (const part of ['Attempt 1', 'Attempt 2', 'Token request', 'Token response', 'Waited 2.00 s', 'id="request-2"']) {
    assert.ok(page.includes(part), part);
  }
});

test('a running state shows its phase and a way to cancel, and nothing of an earlier run', () => {
  const page = traceHtml({ kind: 'running', subject: SUBJECT, phase: 'sending' }, PAGE);
  assert.match(page, /Running…[\s\S]*Sending the request[\s\S]*command:stateside\.cancel/);
  assert.doesNotMatch(page, /SUCCEEDED|FAILED|id="output"/);
});

test('a message says what is wrong and offers its actions', () => {
  const actions = [{ text: 'Open stateside.json', command: COMMANDS.openProject }];
  const page = traceHtml(
    { kind: 'message', subject: SUBJECT, title: 'Not run', message: 'It is <broken>.', actions },
    PAGE,
  );
  assert.match(
    page,
    /Not run[\s\S]*It is &lt;broken&gt;\.[\s\S]*command:stateside\.openProject\?[^>]*>Open stateside\.json</,
  );
});

test('data nested deeper than a page can show still makes a page', () => {
  const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));
  for (const reveal of [false, true]) assert.match(runPage({ output: { value: deep } }, { reveal }), /id="output"/);
});

test('every data name of a run gives its text, and an unknown one nothing', () => {
  for (const name of ['output', 'variables', 'stage/0', 'request/0', 'response/0']) {
    assert.ok(typeof dataText(RUN, name) === 'string', name);
  }
  for (const name of ['', 'stage/9', 'request/1', 'response/x', 'constructor'])
    assert.equal(dataText(RUN, name), undefined);
});

const TITLES: readonly [string, string][] = [
  ['output', 'CreateInvoiceAPI output'],
  ['stage/1', 'CreateInvoiceAPI result'],
  ['request/0', 'CreateInvoiceAPI request body'],
  ['response/1', 'CreateInvoiceAPI response body 2'],
];

test('an editor with a body or stage is called after it', () => {
  for (const [name, title] of TITLES) assert.equal(dataTitle(RUN, name), title);
});

test('a run without a test case says what its input is', () => {
  const subject = { stateName: 'CreateInvoiceAPI', file: 'invoice.asl.json' };
  assert.match(runPage({}, { subject }), /no test case: the input is \{\}/);
  assert.doesNotMatch(runPage(), /no test case/);
});

function responseOf({ response }: Exchange): NonNullable<Exchange['response']> {
  assert.ok(response);
  return response;
}

function row(page: string, name: string): string {
  return new RegExp(`<tr[^>]*><th scope="row">${name}</th>.*?</tr>`, 's').exec(page)?.[0] ?? '';
}

function unescaped(text: string): string {
  const letters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', '#39': "'", amp: '&' };
  return text.replace(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => letters[name] ?? '');
}
