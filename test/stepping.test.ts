import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Testable } from '../client/vscode/definitions';
import { afterEdits, type Edit, marksOf } from '../client/vscode/stepping/markedStates';
import { mockNeedOf, mockSkeleton } from '../client/vscode/stepping/mockNeed';
import {
  continuationOf,
  PATH_CHARACTERS,
  type Path,
  pathOf,
  type Step,
  stepOf,
  viewAt,
  withSecrets,
  withStep,
} from '../client/vscode/trace/path';
import { SHOWN_STEPS } from '../client/vscode/trace/pathHtml';
import { traceHtml } from '../client/vscode/trace/traceHtml';
import type { MessageView, Page, RunView, TraceView } from '../client/vscode/trace/view';
import { parseDocument } from '../shared/document/document';
import { allStates, type State, stateMachineOf } from '../shared/document/stateMachine';
import type { StateRun } from '../shared/executor/stateRun';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { MOCK_RESULTS } from '../shared/spec/mockResults';
import { answerHere } from './support/runHere';

const PAGE: Page = {
  style: 'p { margin: 0 }',
  language: 'en',
  say: (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)])),
  time: (iso) => iso,
};

const RUN: StateRun = {
  stateName: 'A',
  stateType: 'Pass',
  queryLanguage: 'JSONPath',
  isHttpTask: false,
  mocked: false,
  status: 'SUCCEEDED',
  output: { value: { from: 'A' } },
  nextState: 'B',
  stages: [],
  attempts: [{ exchanges: [] }],
  startedAt: '2026-01-02T03:04:05.678Z',
  durationMilliseconds: 3,
  secrets: [],
  notes: [],
};

const URI = 'file:///machine.asl.json';

function runView(stateName: string, change: Partial<StateRun> = {}): RunView {
  const run = { ...RUN, stateName, ...change };
  const request = { definition: '{}', stateName };
  return {
    kind: 'run',
    subject: { stateName, file: 'machine.asl.json', uri: URI },
    run,
    request,
    reveal: false,
    actions: [],
  };
}

const IN_AWS: NonNullable<RunView['aws']> = {
  place: { profile: '', region: '', account: undefined },
  output: {},
  reveals: false,
  local: undefined,
};

const STOPPED: MessageView = {
  kind: 'message',
  subject: { stateName: 'B', file: 'machine.asl.json', uri: URI },
  title: 'Needs a mock',
  message: 'No.',
  actions: [],
};

function pathFrom(views: readonly (RunView | MessageView)[], more: Partial<Path> = {}): Path {
  const steps = views.reduce<readonly Step[]>(
    (before, view, index) =>
      withStep(before, stepOf(view, index === 0 ? undefined : { stateName: view.subject.stateName, input: '{"n":1}' })),
    [],
  );
  return { steps, current: steps.length - 1, ...more };
}

function pageOf(path: Path, index = path.current): string {
  const view = viewAt(path, index) ?? assert.fail('there is such a step');
  return traceHtml(view, PAGE);
}

describe('a path', () => {
  test('begins with any run on display, but for one that was kept', () => {
    assert.deepEqual(
      pathOf(runView('A'))?.steps.map(({ stateName, look }) => [stateName, look]),
      [['A', 'SUCCEEDED']],
    );
    assert.equal(pathOf({ ...runView('A'), restored: true }), undefined);
    assert.equal(pathOf(STOPPED), undefined);
    assert.equal(pathOf(undefined), undefined);
  });

  test('goes on behind the step on display, and forgets what came after it', () => {
    const path = pathFrom([runView('A'), runView('B', { nextState: 'C' }), runView('C', { nextState: 'D' })]);
    const found = continuationOf(viewAt(path, 1));
    assert.deepEqual(
      found?.steps.map(({ stateName }) => stateName),
      ['A', 'B'],
    );
    assert.deepEqual([found?.next.stateName, found?.next.input], ['C', '{"from":"A"}']);
  });

  test('goes on with a state that could not run before', () => {
    const path = pathFrom([runView('A'), STOPPED]);
    const found = continuationOf(viewAt(path, 1));
    assert.deepEqual(
      found?.steps.map(({ stateName }) => stateName),
      ['A'],
    );
    assert.deepEqual(found?.next, { stateName: 'B', input: '{"n":1}' });
  });

  test('ends where nothing follows, and with a run that was kept', () => {
    const { nextState: _next, ...last } = RUN;
    assert.equal(continuationOf({ ...runView('A'), run: last }), undefined);
    assert.equal(continuationOf({ ...runView('A'), restored: true }), undefined);
  });

  test('keeps the newest runs whole when it becomes too large, and the summary of all', () => {
    const large = { output: { value: 'x'.repeat(PATH_CHARACTERS / 3) } };
    const { steps } = pathFrom([runView('A', large), runView('B', large), runView('C', large), runView('D', large)]);
    assert.deepEqual(
      steps.map(({ stateName, view }) => [stateName, view !== undefined]),
      [
        ['A', false],
        ['B', false],
        ['C', true],
        ['D', true],
      ],
    );
  });
});

describe('the page of a path', () => {
  test('lists the steps, each one click away but for the one that is not kept, and marks the one on display', () => {
    const page = pageOf(
      pathFrom([runView('A'), runView('B', { status: 'CAUGHT_ERROR', error: 'X.Y', nextState: 'C' })]),
    );
    assert.match(page, /<li class="step succeeded"><svg[\s\S]*?command:stateside\.showStep\?%5B0%5D">A<\/a>/);
    assert.match(page, /<li class="step caught" aria-current="step"><svg[\s\S]*?>B<\/a>/);
    assert.match(page, /CAUGHT_ERROR<\/span> <span class="figure">X\.Y<\/span>/);
    assert.match(page, /<span class="unseen">next:<\/span> C<\/span>/);
    assert.equal(page.match(/aria-current/g)?.length, 1);
    assert.doesNotMatch(page, /<script|\sstyle=/);
  });

  test('lists the last of very many steps, and always the one on display', () => {
    const path = pathFrom(Array.from({ length: SHOWN_STEPS + 10 }, (_, index) => runView(`S${index}`)));
    const page = pageOf(path);
    assert.match(page, />10 earlier states</);
    assert.equal(page.match(/stateside\.showStep/g)?.length, SHOWN_STEPS);
    assert.match(page, /aria-current="step">[\s\S]*?>S209<\/a>/);
    assert.match(pageOf(path, 3), />3 earlier states<[\s\S]*?aria-current="step">[\s\S]*?>S3<\/a>/);
  });

  test('says how it ended, and that the definition was changed', () => {
    const page = pageOf(pathFrom([runView('A')], { end: 'The end.', edited: true }));
    assert.match(page, /id="path-end">The end\.</);
    assert.match(page, /id="path-edited">The definition was changed/);
  });

  test('shows what runs now behind what has run', () => {
    const { steps } = pathFrom([runView('A')]);
    const view: TraceView = {
      kind: 'running',
      subject: { stateName: 'B', file: 'machine.asl.json', from: 'A' },
      phase: 'sending',
      path: { steps, current: -1, running: 'B' },
    };
    const page = traceHtml(view, PAGE);
    assert.match(page, /<li class="step running" aria-current="step">/);
    assert.match(page, /the input is the output of “A”/);
  });

  test('offers what comes next: continue, run on, retry, nothing', () => {
    const { nextState: _next, ...last } = RUN;
    const rows: readonly (readonly [view: TraceView, offered: readonly string[]])[] = [
      [runView('A'), ['continueNext', 'runOn']],
      [runView('A', { status: 'CAUGHT_ERROR' }), ['continueNext', 'runOn']],
      [{ ...runView('A'), run: { ...last, status: 'RETRIABLE' } }, ['retryNow']],
      [{ ...runView('A'), run: { ...last, status: 'RETRIABLE' }, aws: IN_AWS }, []],
      [{ ...runView('A'), run: last }, []],
      [{ ...runView('A'), restored: true }, []],
      [STOPPED, []],
      [viewAt(pathFrom([runView('A'), STOPPED]), 1) ?? STOPPED, ['continueNext', 'runOn']],
    ];
    for (const [view, offered] of rows) {
      const page = traceHtml(view, PAGE);
      const found = [...page.matchAll(/command:stateside\.(continueNext|runOn|retryNow)/g)].map(([, name]) => name);
      assert.deepEqual(found, offered);
    }
  });

  test('can never become markup', () => {
    const hostile = `<img src=x onerror='go()'>"&</li>`;
    const page = pageOf(pathFrom([runView(hostile, { error: hostile, nextState: hostile })], { end: hostile }));
    assert.doesNotMatch(page, /<img/);
  });

  test('hides the secrets of a step in all that follow it', () => {
    const secret = 'example-secret-1';
    const first = runView('A', { secrets: [secret], output: { value: { echo: secret } } });
    const run = withSecrets({ ...RUN, stateName: 'B', output: { value: { echo: secret } }, error: secret }, [secret]);
    const page = pageOf(pathFrom([first, { ...runView('B'), run }]));
    assert.doesNotMatch(page, new RegExp(secret));
    assert.match(page, /••••••/);
  });
});

const BEFORE = '{"States":{"A":{"x":1},"B":{"x":2},"C":{"x":3}}}';

function statesIn(text: string): { readonly text: string; readonly testables: readonly Testable[] } {
  const testables = ['A', 'B', 'C'].map((name) => {
    const start = text.indexOf(`"${name}":`);
    const span = { start, end: text.indexOf('}', start) + 1 };
    const head = { start, end: start + 3 };
    return { name, head, span } as unknown as Testable;
  });
  return { text, testables };
}

describe('the marks of a path', () => {
  const { steps } = pathFrom([runView('A'), runView('B'), runView('A', { status: 'FAILED' })]);

  test('stand at the states that were visited, with their last outcome', () => {
    const marks = marksOf({ steps }, statesIn(BEFORE), statesIn(BEFORE));
    assert.deepEqual(
      marks.map(({ stateName, look, visits, head }) => [stateName, look, visits.map(({ index }) => index), head.start]),
      [
        ['A', 'FAILED', [0, 2], BEFORE.indexOf('"A"')],
        ['B', 'SUCCEEDED', [1], BEFORE.indexOf('"B"')],
      ],
    );
  });

  test('leave states out that were changed since', () => {
    const marks = marksOf({ steps }, statesIn(BEFORE.replace('"x":1', '"x":9')), statesIn(BEFORE));
    assert.deepEqual(
      marks.map(({ stateName }) => stateName),
      ['B'],
    );
  });

  const edits: readonly (readonly [name: string, edits: readonly Edit[], left: string, moved: number])[] = [
    ['an edit in a state takes its mark away', [{ offset: BEFORE.indexOf('1'), removed: 1, added: 5 }], 'B', 4],
    ['an edit in front of them moves them', [{ offset: 0, removed: 0, added: 3 }], 'A B', 3],
    ['an edit behind them changes nothing', [{ offset: BEFORE.indexOf('3'), removed: 1, added: 9 }], 'A B', 0],
    ['a text that goes takes all along', [{ offset: 0, removed: BEFORE.length, added: 0 }], '', 0],
  ];
  for (const [name, edit, left, moved] of edits) {
    test(name, () => {
      const marks = marksOf({ steps }, statesIn(BEFORE), statesIn(BEFORE));
      const after = afterEdits(marks, edit);
      assert.equal(after.map(({ stateName }) => stateName).join(' '), left);
      const b = after.find(({ stateName }) => stateName === 'B');
      if (b) assert.equal(b.head.start, BEFORE.indexOf('"B"') + moved);
    });
  }
});

function stateFrom(definition: JsonObject): State {
  const text = JSON.stringify({ StartAt: 'S', States: { S: definition } });
  for (const state of allStates(stateMachineOf(parseDocument(text)))) return state;
  return assert.fail('there is a state');
}

const machine = { StartAt: 'X', States: { X: { Type: 'Pass', End: true } } };

describe('the beginning of a mock fits its state', () => {
  const rows: readonly (readonly [name: string, definition: JsonObject, input: JsonValue])[] = [
    ...MOCK_RESULTS.map(
      ({ resource }) =>
        [resource, { Type: 'Task', Resource: `arn:aws:states:::${resource}`, Parameters: {}, End: true }, {}] as const,
    ),
    ['another service', { Type: 'Task', Resource: 'arn:aws:states:::ecs:runTask', Parameters: {}, End: true }, {}],
    [
      'a function by its ARN',
      { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f', End: true },
      {},
    ],
    ['a Parallel', { Type: 'Parallel', Branches: [machine, machine], End: true }, {}],
    ['a Map', { Type: 'Map', ItemProcessor: machine, End: true }, [1, 2, 3]],
    [
      'a Map with ItemsPath',
      { Type: 'Map', ItemsPath: '$.a.items', ItemProcessor: machine, End: true },
      { a: { items: [1] } },
    ],
  ];
  for (const [name, definition, input] of rows) {
    test(name, async () => {
      const state = stateFrom(definition);
      assert.ok(mockNeedOf(state));
      const mock = { result: JSON.stringify(mockSkeleton(state, input)) };
      const answer = await answerHere(definition, { input, request: { mock } });
      assert.equal(answer.kind === 'run' ? answer.run.status : answer.error.message, 'SUCCEEDED');
    });
  }

  test('and none is needed for what runs here', () => {
    for (const Type of ['Pass', 'Choice', 'Wait', 'Succeed', 'Fail'])
      assert.equal(mockNeedOf(stateFrom({ Type })), undefined);
    assert.equal(mockNeedOf(stateFrom({ Type: 'Task', Resource: 'arn:aws:states:::http:invoke' })), undefined);
  });
});
