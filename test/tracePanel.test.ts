import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import fc from 'fast-check';
import { COMMANDS, PANEL_COMMANDS } from '../client/vscode/commands';
import { dataNames, dataText, dataTitle } from '../client/vscode/trace/dataText';
import { handlerPlaces } from '../client/vscode/trace/handlerPlaces';
import {
  HISTORY_LIMITS,
  keptRun,
  readHistory,
  readKeptRun,
  runBefore,
  runsOf,
  withRun,
  writtenHistory,
} from '../client/vscode/trace/history';
import { html, pageText, styleElement } from '../client/vscode/trace/html';
import { prettyJson } from '../client/vscode/trace/jsonText';
import { SHOWN_CHARACTERS } from '../client/vscode/trace/pieces';
import { maskedRun } from '../client/vscode/trace/shownRun';
import { SHOWN_CHANGES } from '../client/vscode/trace/stages';
import { traceHtml } from '../client/vscode/trace/traceHtml';
import { triedExpression } from '../client/vscode/trace/triedExpression';
import type { Page, RunView, Say, TraceView } from '../client/vscode/trace/view';
import { parseDocument } from '../shared/document/document';
import type { Exchange, StateRun, Status } from '../shared/executor/stateRun';
import { evaluate } from '../shared/expressions/evaluate';
import type { JsonValue } from '../shared/spec/json';

const say: Say = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const PAGE: Page = {
  style: 'p { margin: 0 }',
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
    const [, hash] = /content="default-src 'none'; style-src &#39;sha256-([^&]+)&#39;"/.exec(page) ?? [];
    const [, css, ...more] = page.split(/<style>|<\/style>/);
    assert.equal(css, PAGE.style);
    assert.equal(hash, createHash('sha256').update(PAGE.style).digest('base64'));
    assert.doesNotMatch(more.join(), /<style/i);
    assert.doesNotMatch(page, /<script|\sstyle=|\son[a-z]+=|javascript:/i);
  }
});

test('a page loads nothing, so that no page is lost when the next one comes at once', async () => {
  const css = await readFile('client/resources/trace.css', 'utf8');
  const page = traceHtml(
    { kind: 'run', subject: SUBJECT, run: RUN, reveal: true, actions: [] },
    { ...PAGE, style: css },
  );
  assert.doesNotMatch(page, /<link|<img|<iframe|<object|<embed|\ssrc(set)?=/i);
  assert.doesNotMatch(css, /url\(|@import/i);
});

test('a style sheet is one whatever ends its lines, and never ends its element', () => {
  assert.deepEqual(styleElement('p {\r\n}'), styleElement('p {\n}'));
  assert.throws(() => styleElement('p {} </style><script>'), /the end of an element/);
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
  assert.deepEqual(names, ['Write it', 'Continue with “Done”', 'Run again', 'Run on to the end', 'Reveal secrets']);
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
  [{ status: 'SUCCEEDED', nextState: 'Done' }, 'The next state is “Done”.'],
  [
    { status: 'RETRIABLE', errorDetails: { retryIndex: 1, retryBackoffIntervalSeconds: 4 } },
    'retrier 2 would try again after 4 s',
  ],
  [{ status: 'CAUGHT_ERROR', errorDetails: { catchIndex: 0 }, nextState: 'Mend' }, 'catcher 1 hands over to “Mend”.'],
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
  assert.match(pretty, /Only the first 16\.0 KiB of 48\.\d KiB are shown here\./);
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

test('every name that is offered has a text, and every text a name', () => {
  const names = dataNames(RUN);
  assert.deepEqual(names, ['stage/0', 'stage/1', 'output', 'variables', 'request/0', 'response/0', 'http/0', 'trace']);
  const { output: _, variables: __, ...bare } = { ...RUN, attempts: [] };
  assert.deepEqual(dataNames(bare), ['stage/0', 'stage/1', 'trace']);
});

test('a call and a trace are saved whole, and without secrets', () => {
  const masked = maskedRun({ ...RUN, output: { value: `${'x'.repeat(5000)} ${PASSWORD} the end` } });
  const [call, trace] = [dataText(masked, 'http/0') ?? '', dataText(masked, 'trace') ?? ''];
  assert.match(call, /^POST \/v1\/invoices[\s\S]*HTTP\/1\.1 200 OK/);
  assert.match(trace, /the end/);
  for (const secret of [PASSWORD, BASIC, 'token=pin', '"k1"']) assert.ok(!`${call}${trace}`.includes(secret), secret);
});

test('a call can be copied and saved, a run compared and looked up', () => {
  const page = runPage({}, { request: { definition: '{}' } });
  for (const command of [
    'copyCurl?%5B0%5D',
    'copyRawHttp?%5B0%5D',
    'saveData?%5B%22http%2F0%22%5D',
    'copyAwsCommand?%5B%5D',
    'saveData?%5B%22trace%22%5D',
    'compareWithPrevious?%5B%5D',
    'showHistory?%5B%5D',
    'tryExpression?%5B%22stage%2F0%22%5D',
  ])
    assert.ok(page.includes(`href="command:stateside.${command}"`), command);
  assert.doesNotMatch(runPage(maskedRun(RUN), { restored: true }), /copyAwsCommand/);
});

const HANDLED = `{
  "StartAt": "Call",
  "States": {
    "Call": {
      "Type": "Task",
      "Retry": [
        { "ErrorEquals": ["States.Http.StatusCode.503"] },
        { "ErrorEquals": ["States.Timeout"] }
      ],
      "Catch": [
        { "ErrorEquals": ["States.Http.StatusCode.404"], "Next": "A" },
        { "ErrorEquals": ["States.TaskFailed"], "Next": "B" },
        { "ErrorEquals": ["States.ALL"], "Next": "C" }
      ]
    }
  }
}`;
const HANDLERS = handlerPlaces(parseDocument(HANDLED), 'Call');
const WITH_URI = { ...SUBJECT, uri: 'file:///flows/call.asl.json' };

test('the Retriers and Catchers of a state are found with their lines, in JSON and YAML', () => {
  assert.deepEqual(
    HANDLERS.map(({ field, index, line, errors }) => [field, index, line, ...errors]),
    [
      ['Retry', 0, 7, 'States.Http.StatusCode.503'],
      ['Retry', 1, 8, 'States.Timeout'],
      ['Catch', 0, 11, 'States.Http.StatusCode.404'],
      ['Catch', 1, 12, 'States.TaskFailed'],
      ['Catch', 2, 13, 'States.ALL'],
    ],
  );
  for (const { span } of HANDLERS) assert.match(HANDLED.slice(span.start, span.end), /^\{ "ErrorEquals".*\}$/);
  const yaml = 'States:\n  Call:\n    Type: Task\n    Catch:\n      - ErrorEquals: [States.ALL]\n';
  assert.equal(handlerPlaces(parseDocument(yaml, 'yaml'), 'Call')[0]?.line, 5);
  assert.deepEqual(handlerPlaces(parseDocument(HANDLED), 'Gone'), []);
  assert.deepEqual(handlerPlaces(parseDocument('{"Type": "Task", "Retry": [{}, 1], "Catch": {}}'), 'x').length, 2);
});

const VERDICTS: readonly [Partial<StateRun>, readonly string[]][] = [
  [
    { status: 'CAUGHT_ERROR', error: 'States.Http.StatusCode.500', errorDetails: { catchIndex: 1 }, nextState: 'B' },
    ['passed', 'passed', 'passed', 'taken', 'unasked'],
  ],
  [
    { status: 'RETRIABLE', error: 'States.Timeout', errorDetails: { retryIndex: 1, retryBackoffIntervalSeconds: 2 } },
    ['passed', 'taken', 'unasked', 'unasked', 'unasked'],
  ],
  [
    { status: 'CAUGHT_ERROR', error: 'States.Http.StatusCode.503', errorDetails: { retryIndex: 0, catchIndex: 1 } },
    ['spent', 'unasked', 'passed', 'taken', 'unasked'],
  ],
  [{ status: 'FAILED', error: 'States.Runtime' }, ['passed', 'passed', 'passed', 'passed', 'passed']],
];

test('each Retrier and Catcher says whether it takes the error', () => {
  for (const [change, verdicts] of VERDICTS) {
    const page = runPage(change, { handlers: HANDLERS, subject: WITH_URI });
    assert.deepEqual(
      [...page.matchAll(/class="handler (\w+)"/g)].map(([, verdict]) => verdict),
      verdicts,
    );
  }
});

const REASONS: readonly [Partial<StateRun>, string][] = [
  [
    VERDICTS[0]?.[0] ?? {},
    'takes it, because States.TaskFailed takes every error but States.Timeout; it hands over to “B”',
  ],
  [VERDICTS[1]?.[0] ?? {}, 'takes it, because States.Timeout is among its errors; it would try again after 2 s'],
  [VERDICTS[2]?.[0] ?? {}, 'takes it, because States.Http.StatusCode.503 is among its errors; it has no attempt left'],
  [VERDICTS[3]?.[0] ?? {}, 'does not take it: nothing takes States.Runtime'],
  [
    { status: 'CAUGHT_ERROR', error: 'States.Timeout', errorDetails: { catchIndex: 2 }, nextState: 'C' },
    'takes it, because States.ALL takes every error; it hands over to “C”',
  ],
];

test('a Retrier or Catcher says why it takes the error, and leads to its lines', () => {
  for (const [change, reason] of REASONS) {
    assert.ok(runPage(change, { handlers: HANDLERS, subject: WITH_URI }).includes(reason), reason);
  }
  const page = runPage(VERDICTS[0]?.[0], { handlers: HANDLERS, subject: WITH_URI });
  const args = encodeURIComponent(JSON.stringify([WITH_URI.uri, HANDLERS[3]?.span.start, HANDLERS[3]?.span.end]));
  assert.ok(page.includes(`href="command:stateside.openAt?${args}">Catcher 2, line 12</a>`));
  assert.doesNotMatch(runPage({}, { handlers: HANDLERS }), /id="handling"/);
});

function stagesPage(values: readonly (readonly [StateRun['stages'][number]['name'], JsonValue])[]): string {
  return runPage({ stages: values.map(([name, value]) => ({ name, data: { value } })) });
}

test('each stage says what changed since the one that it was made from', () => {
  const page = stagesPage([
    ['input', { a: 1, b: 2 }],
    ['afterInputPath', { a: 1, b: 2 }],
    ['afterParameters', { a: 2, c: '<3>' }],
    ['result', { answer: 42 }],
    ['afterResultSelector', { answer: 42 }],
    ['afterResultPath', { a: 1, b: 2, result: { answer: 42 } }],
  ]);
  const counts = [...page.matchAll(/<details id="stage-(\w+)">.*?<\/summary>/gs)].map(([all, name]) => [
    name,
    /change-count">([^<]*)</.exec(all)?.[1] ?? '',
  ]);
  assert.deepEqual(counts, [
    ['input', ''],
    ['afterInputPath', 'the same as input'],
    ['afterParameters', 'since afterInputPath: 1 added, 1 removed, 1 changed'],
    ['result', ''],
    ['afterResultSelector', 'the same as result'],
    ['afterResultPath', 'since input: 1 added'],
  ]);
  assert.match(page, /class="changed">.*?\$\.a<\/code> <del>1<\/del> <ins>2<\/ins>/s);
  assert.match(page, /class="added">.*?\$\.c<\/code> <ins>&quot;&lt;3&gt;&quot;<\/ins>/s);
  assert.match(page, /class="removed">.*?\$\.b<\/code> <del>2<\/del>/s);
  assert.ok(page.includes(`compareData?${encodeURIComponent('["stage/0","stage/5"]')}`));
});

test('of many changes the first are listed, of long values the beginning', () => {
  const many = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`k${index}`, 'x'.repeat(1000)]));
  const page = stagesPage([
    ['input', {}],
    ['afterParameters', many],
  ]);
  assert.equal([...page.matchAll(/<li class="added">/g)].length, SHOWN_CHANGES);
  assert.ok(page.includes(`and ${100 - SHOWN_CHANGES} more`));
  assert.match(page, /<ins>&quot;x{159}…<\/ins>/);
});

test('what changed shows no secret', () => {
  const page = stagesPage([
    ['input', { a: 'x' }],
    ['afterParameters', { a: `Bearer ${PASSWORD}`, [PASSWORD]: 1 }],
  ]);
  assert.ok(!page.includes(PASSWORD));
});

const SIZES: readonly [bytes: number, look: string, text: string][] = [
  [100, 'far', '<1 %'],
  [131_072, 'far', '50 %'],
  [230_000, 'near', 'near the limit'],
  [262_145, 'over', 'over the limit'],
];

test('sizes say how near they are to the limit', () => {
  for (const [bodyBytes, look, text] of SIZES) {
    const page = runPage(runWith({ response: { ...responseOf(EXCHANGE), bodyBytes } }));
    const line = /<tr class="(\w+)"><th[^>]*>Response body<\/th>.*?<\/tr>/s.exec(page);
    assert.equal(line?.[1], look);
    assert.ok(unescaped(line?.[0] ?? '').includes(text), line?.[0]);
  }
  for (const name of ['Input', 'Request body', 'Output', 'Variables'])
    assert.match(runPage(), new RegExp(`>${name}</th>`));
});

test('an earlier run says that it is one', () => {
  assert.match(runPage(maskedRun(RUN), { restored: true, earlier: true }), /an earlier run, kept without its secrets/);
});

function historyOf(...runs: readonly (readonly [stateName: string, startedAt: string, filler?: number])[]) {
  return runs.reduce((history, [stateName, startedAt, filler = 0]) => {
    const run = { ...RUN, startedAt, output: { value: 'x'.repeat(filler) } };
    const kept = keptRun({ ...WITH_URI, stateName }, run);
    return kept ? withRun(history, kept) : history;
  }, readHistory(undefined));
}

test('the history keeps the newest runs of each state, without secrets, over restarts', () => {
  const times = Array.from({ length: 15 }, (_, index) => `2026-01-01T00:00:${10 + index}.000Z`);
  const history = historyOf(['Other', '2025'], ...times.map((time) => ['Call', time] as const));
  const again = readHistory(JSON.parse(JSON.stringify(writtenHistory(history))));
  assert.deepEqual(again, history);
  const kept = runsOf(again, { ...WITH_URI, stateName: 'Call' }).map(({ run }) => run.startedAt);
  assert.deepEqual(kept, times.toReversed().slice(0, HISTORY_LIMITS.runsOfState));
  assert.equal(runsOf(again, { ...WITH_URI, stateName: 'Other' }).length, 1);
  assert.equal(runsOf(again, { ...WITH_URI, uri: 'file:///else', stateName: 'Call' }).length, 0);
  for (const secret of [PASSWORD, BASIC, 'token=pin', '"k1"'])
    assert.ok(!JSON.stringify(again).includes(secret), secret);
});

test('the history stays small: large runs are not kept, old ones make room', () => {
  assert.equal(historyOf(['Call', '2026', HISTORY_LIMITS.charactersOfRun]).runs.length, 0);
  const large = Array.from({ length: 12 }, (_, index) => [`S${index}`, '2026', 150_000] as const);
  const history = historyOf(...large);
  const size = history.runs.reduce((sum, kept) => sum + kept.size, 0);
  assert.ok(history.runs.length > 3 && size <= HISTORY_LIMITS.characters, String(size));
  assert.equal(history.runs[0]?.subject.stateName, 'S11');
});

test('the run before is the newest one that is older', () => {
  const history = historyOf(['Call', '2026-01'], ['Call', '2026-02'], ['Other', '2026-02-15'], ['Call', '2026-03']);
  const before = (startedAt: string) =>
    runBefore(history, { ...WITH_URI, stateName: 'Call' }, { ...RUN, startedAt })?.run.startedAt;
  assert.equal(before('2026-03'), '2026-02');
  assert.equal(before('2026-01'), undefined);
});

test('a history that another version wrote, or that is none, is empty and says how much was left out', () => {
  const { runs } = historyOf(['Call', '2026']);
  const cases: readonly [unknown, number][] = [
    [undefined, 0],
    ['rubbish', 1],
    [{ runs: 3 }, 1],
    [{ version: 2, runs }, 1],
    [{ version: 1, runs: [null, {}, { subject: {}, run: {}, size: 1 }] }, 3],
  ];
  for (const [value, count] of cases) {
    const history = readHistory(value);
    assert.deepEqual([history.runs, history.unreadable.length], [[], count]);
  }
  assert.equal(readHistory({ version: 1, runs: [...runs, 'rubbish'] }).runs.length, 1);
  assert.equal(readKeptRun({ subject: SUBJECT, run: RUN }), undefined);
});

test('what another version wrote into the history stays there beside new runs', () => {
  const old = { version: 0, runs: [{ state: 'Call', at: '2025' }] };
  const [kept] = historyOf(['Call', '2026']).runs;
  const again = readHistory(writtenHistory(withRun(readHistory(old), kept ?? assert.fail())));
  assert.deepEqual([again.runs.length, again.unreadable], [1, old.runs]);
  const large = { version: 0, runs: ['x'.repeat(HISTORY_LIMITS.characters), 'y'] };
  assert.ok(JSON.stringify(writtenHistory(readHistory(large))).length < 100);
});

const TRIED: readonly [language: StateRun['queryLanguage'], name: string, text: string, value: JsonValue][] = [
  ['JSONPath', 'stage/0', '$.customer_id', 'c1'],
  ['JSONPath', 'stage/0', "States.Format('a {}', $.customer_id)", 'a c1'],
  ['JSONPath', 'stage/0', '{% $states.input.customer_id %}', 'c1'],
  ['JSONPath', 'stage/0', '$$.State.Name', 'Call'],
  ['JSONPath', 'stage/0', '$seen', 'yes'],
  ['JSONata', 'stage/0', '$states.input.customer_id & "!"', 'c1!'],
  ['JSONata', 'stage/1', '$states.result.StatusCode + 1', 201],
  ['JSONata', 'stage/1', '{% $states.input.customer_id %}', 'c1'],
  ['JSONata', 'response/0', '$states.input.id', 'in_1'],
];

test('an expression is tried on the data of a run', async () => {
  const context = { State: { Name: 'Call' } };
  const effects = { now: () => new Date(0), random: () => 0, uuid: () => '' };
  for (const [queryLanguage, name, text, value] of TRIED) {
    const evaluation = triedExpression({ ...RUN, queryLanguage, variables: { seen: 'yes' } }, name, text, context);
    assert.ok(evaluation, text);
    assert.deepEqual(await evaluate(evaluation, effects), { ok: true, value }, text);
  }
  assert.equal(triedExpression(RUN, 'stage/9', '$', context), undefined);
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
