import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Confirm } from '../client/vscode/confirmation';
import { judgeCase, shownExpectation } from '../client/vscode/testCases/judgeCase';
import { askOnce, confirmInTurn } from '../client/vscode/testExplorer/askOnce';
import { caseMessages } from '../client/vscode/testExplorer/caseMessages';
import { caseTree, leafOf } from '../client/vscode/testExplorer/caseTree';
import { inParallel } from '../client/vscode/testExplorer/inParallel';
import { createReruns } from '../client/vscode/testExplorer/reruns';
import { withCaseRenamed } from '../client/vscode/trace/history';
import { traceHtml } from '../client/vscode/trace/traceHtml';
import type { RunView, Say } from '../client/vscode/trace/view';
import { parseDocument } from '../shared/document/document';
import type { StateRun } from '../shared/executor/stateRun';
import { evaluate } from '../shared/expressions/evaluate';
import type { SecretRef } from '../shared/project/reference';
import { readTestCases } from '../shared/project/testCases';
import { MASK } from '../shared/report/mask';
import type { JsonValue } from '../shared/spec/json';
import { basicConnection, httpTask, runHere } from './support/runHere';

// The Test Explorer without an editor: files as trees, results as messages, many cases at the same time.

const DEFINITION = parseDocument(
  JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', End: true } } }),
);

const file = (tests: readonly JsonValue[]): string => JSON.stringify({ version: 1, tests }, null, 2);

const outline = (text: string): readonly string[] =>
  caseTree(text, DEFINITION).branches.map(
    ({ name, leaves }) =>
      `${name}: ${leaves.map(({ testCase, problem }) => `${testCase.name}${problem ? '!' : ''}`).join(', ')}`,
  );

describe('a file of test cases as a tree', () => {
  it('has states in the order of their first case', () => {
    const cases = [
      { name: 'two', state: 'B' },
      { name: 'one', state: 'A' },
      { name: 'three', state: 'B' },
    ];
    assert.deepEqual(outline(file(cases)), ['B: two, three', 'A: one']);
  });

  it('marks a case whose state is gone at its line', () => {
    const text = file([
      { name: 'one', state: 'A' },
      { name: 'lost', state: 'Gone' },
    ]);
    assert.deepEqual(outline(text), ['A: one', 'Gone: lost!']);
    const problem = caseTree(text, DEFINITION).branches[1]?.leaves[0]?.problem;
    assert.equal(problem?.message, 'The definition has no such state: Gone');
    assert.equal(text.slice(problem?.span.start, problem?.span.end), '"Gone"');
  });

  it('does not look for states without a definition', () => {
    const { branches } = caseTree(file([{ name: 'one', state: 'Gone' }]), undefined);
    assert.equal(branches[0]?.leaves[0]?.problem, undefined);
  });

  it('tells cases of the same name apart', () => {
    const same = { name: 'one', state: 'A' };
    const tree = caseTree(
      file([
        { ...same, input: 1 },
        { ...same, input: 2 },
      ]),
      DEFINITION,
    );
    const keys = tree.branches[0]?.leaves.map(({ key }) => key) ?? [];
    assert.equal(new Set(keys).size, 2);
    assert.deepEqual(
      keys.map((key) => leafOf(tree, 'A', key)?.testCase.input),
      [1, 2],
    );
    assert.equal(leafOf(tree, 'B', keys[0] ?? ''), undefined);
  });

  const BROKEN: readonly [text: string, says: RegExp, at: string][] = [
    ['{ "version": 1, "tests": [', /./, ''],
    ['{ "version": 2, "tests": [] }', /version/i, '2'],
    ['{ "version": 1, "tests": [ { "state": "A" } ] }', /name/, '{'],
    ['[]', /./, '[]'],
    ['', /./, ''],
  ];
  for (const [text, says, at] of BROKEN) {
    it(`is no tree when it is broken: ${text}`, () => {
      const { problem, branches } = caseTree(text, DEFINITION);
      assert.deepEqual(branches, []);
      assert.match(problem?.message ?? 'no problem', says);
      if (at !== '') assert.equal(text.slice(problem?.span.start, problem?.span.end), at);
    });
  }

  it('comes of any text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { problem, branches } = caseTree(text, DEFINITION);
        assert.ok(problem === undefined || branches.length === 0);
      }),
    );
  });
});

const EFFECTS = { now: () => new Date(0), random: () => 0, uuid: () => '' };
const runner = { evaluate: (evaluation: Parameters<typeof evaluate>[0]) => evaluate(evaluation, EFFECTS) };

const SIDECAR = `{
  "version": 1,
  "tests": [
    {
      "name": "one",
      "state": "A",
      "expect": {
        "status": "SUCCEEDED",
        "output": {
          "total": 12,
          "items": [{ "id": 1 }]
        },
        "assert": ["$states.output.total > 20", "true"]
      }
    }
  ]
}
`;

const judged = async (run: StateRun, text = SIDECAR) => {
  const { root, cases } = readTestCases(text);
  const [testCase] = cases;
  assert.ok(testCase);
  const caseFile = { uri: 'file:///a.asl.test.json', text, root };
  const failed = await judgeCase(run, testCase, caseFile, runner);
  return { failed, messages: caseMessages(run, failed), shown: shownExpectation(testCase, caseFile, failed) };
};

const passing = (output: JsonValue): Promise<StateRun> => runHere({ Type: 'Pass', Result: output, End: true });

describe('results as messages', () => {
  it('none when all is as expected', async () => {
    const { messages, shown } = await judged(
      await passing({ total: 21, items: [{ id: 1 }] }),
      SIDECAR.replace('12', '21'),
    );
    assert.deepEqual(messages, []);
    assert.deepEqual(shown?.failed, []);
  });

  it('a difference has both sides and its line, an assertion the value that decided', async () => {
    const { messages, shown } = await judged(await passing({ total: 13, items: [{ id: 1, more: true }, { id: 2 }] }));
    assert.deepEqual(messages, [
      { text: 'output.total is not as expected', line: 10, column: 20, expected: '12', actual: '13' },
      { text: 'output.items[1] is not as expected', line: 11, column: 20, expected: '', actual: '{\n  "id": 2\n}' },
      {
        text: 'The assertion does not hold: $states.output.total > 20\n$states.output.total > 20: $states.output.total is 13',
        line: 13,
        column: 20,
      },
    ]);
    assert.deepEqual(
      shown?.failed.map(({ line, offset }) => [line, SIDECAR.slice(offset, offset + 4)]),
      [
        [10, '12,\n'],
        [11, '[{ "'],
        [13, '"$st'],
      ],
    );
  });

  it('a failure that nobody expected says why', async () => {
    const run = await runHere({ Type: 'Fail', Error: 'Shop.Closed', Cause: 'It is Sunday' });
    const { messages } = await judged(run);
    assert.deepEqual(messages[0], {
      text: 'status is not as expected: Shop.Closed: It is Sunday',
      line: 8,
      column: 19,
      expected: '"SUCCEEDED"',
      actual: '"FAILED"',
    });
  });

  it('no text holds a secret', async () => {
    const text = SIDECAR.replace('"total": 12', '"ResponseBody": "owned-password?"');
    const mock = { result: JSON.stringify({ StatusCode: 200, ResponseBody: 'it is owned-password' }) };
    const run = await runHere(httpTask({ ApiEndpoint: 'https://api.example.com', Method: 'GET' }), {
      request: { mock },
      connection: basicConnection(),
    });
    const { messages, shown } = await judged(run, text);
    assert.ok(!JSON.stringify([messages, shown?.failed]).includes('owned-password'));
    assert.deepEqual([messages[0]?.expected, messages[0]?.actual], [`"${MASK}?"`, `"it is ${MASK}"`]);
  });

  it('a case without an expectation shows none, and still must not fail', async () => {
    const text = file([{ name: 'one', state: 'A' }]);
    const { messages, shown } = await judged(await runHere({ Type: 'Fail', Error: 'Shop.Closed' }), text);
    assert.equal(shown, undefined);
    assert.equal(messages.length, 1);
  });
});

describe('the page of a run with an expectation', () => {
  const say: Say = (sentence, ...values) => sentence.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));
  const page = { style: '', language: 'en', say, time: (iso: string) => iso };
  const subject = { stateName: 'A', file: 'a.asl.json', uri: 'file:///a.asl.json', caseName: 'one' };
  const pageOf = async (output: JsonValue, more: Partial<RunView> = {}): Promise<string> => {
    const run = await passing(output);
    const { shown } = await judged(run, SIDECAR.replace('> 20', '> 5'));
    const view: RunView = {
      kind: 'run',
      subject,
      run,
      reveal: false,
      actions: [],
      ...(shown && { expectation: shown }),
    };
    return traceHtml({ ...view, ...more }, page);
  };

  it('says at the top that it held', async () => {
    const text = await pageOf({ total: 12, items: [{ id: 1 }] });
    assert.ok(text.indexOf('Everything is as the test case expects.') < text.indexOf('id="output"'));
    assert.ok(!text.includes('Update the expectation') && !text.includes('was changed while'));
  });

  it('links each part that did not hold to its line', async () => {
    const text = await pageOf({ total: '<b>', items: [{ id: 1 }] });
    assert.ok(text.includes('Not as the test case expects: 1') || text.includes('Not as the test case expects: 2'));
    const args = encodeURIComponent(
      JSON.stringify(['file:///a.asl.test.json', SIDECAR.indexOf('12,'), SIDECAR.indexOf('12,')]),
    );
    assert.ok(text.includes(`command:stateside.openAt?${args}`), text);
    assert.ok(!text.includes('<b>'));
  });

  it('says that the definition was changed meanwhile', async () => {
    assert.ok((await pageOf(1, { outdated: true })).includes('The definition was changed while the state ran'));
  });
});

describe('a case that is renamed', () => {
  it('keeps its runs in the history, and no other case does', async () => {
    const subject = { stateName: 'A', file: 'a.asl.json', uri: 'file:///a.asl.json' };
    const run = await passing(1);
    const kept = [
      { ...subject, caseName: 'one' },
      { ...subject, caseName: 'two' },
      { ...subject, stateName: 'B', caseName: 'one' },
    ].map((one) => ({ subject: one, run, size: 1 }));
    const { runs } = withCaseRenamed({ runs: kept, unreadable: [] }, subject, 'one', 'uno');
    assert.deepEqual(
      runs.map(({ subject: { stateName, caseName } }) => `${stateName} ${caseName}`),
      ['A uno', 'A two', 'B one'],
    );
  });
});

describe('many cases at the same time', () => {
  it('never more than said, all of them, begun in their order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(20), fc.integer({ min: 1, max: 5 }), async (count, most) => {
        const begun: number[] = [];
        let [now, peak] = [0, 0];
        const items = Array.from({ length: count }, (_, index) => index);
        await inParallel(items, most, async (item) => {
          begun.push(item);
          peak = Math.max(peak, ++now);
          for (let turn = 0; turn <= item % 3; turn++) await Promise.resolve();
          now--;
        });
        assert.deepEqual(begun, items);
        assert.equal(peak, Math.min(count, most));
      }),
    );
  });

  it('tells an error when all that had begun is done', async () => {
    const done: number[] = [];
    const work = async (item: number): Promise<void> => {
      if (item === 1) throw new Error('no');
      await Promise.resolve();
      done.push(item);
    };
    await assert.rejects(inParallel([1, 2, 3], 2, work), /no/);
    assert.deepEqual(done, [2, 3]);
  });
});

describe('runs on save', () => {
  const started = () => {
    const runs: { readonly items: readonly string[]; readonly signal: AbortSignal; readonly end: () => void }[] = [];
    const reruns = createReruns<string>(
      (items, signal) => new Promise((resolve) => runs.push({ items, signal, end: resolve })),
    );
    return { runs, reruns };
  };

  it('a later one runs what it ended too, and no more than that', async () => {
    const { runs, reruns } = started();
    const first = reruns.again(['a']);
    const second = reruns.again(['b', 'a']);
    assert.deepEqual(
      runs.map(({ items, signal }) => [items, signal.aborted]),
      [
        [['a'], true],
        [['a', 'b'], false],
      ],
    );
    for (const { end } of runs) end();
    await Promise.all([first, second]);
    void reruns.again(['c']);
    assert.deepEqual(runs[2]?.items, ['c']);
  });

  it('end when they are turned off, and none begins any more', async () => {
    const { runs, reruns } = started();
    void reruns.again(['a']);
    reruns.stop();
    await reruns.again(['b']);
    assert.deepEqual(
      runs.map(({ items, signal }) => [items, signal.aborted]),
      [[['a'], true]],
    );
  });

  it('nothing where nothing is concerned', async () => {
    const { runs, reruns } = started();
    await reruns.again([]);
    assert.equal(runs.length, 0);
  });
});

type Reading = Parameters<typeof askOnce>[0];
const PROJECT = 'file:///stateside.json' as unknown as Parameters<Reading['get']>[0];
const TOKEN = {} as Parameters<Reading['get']>[2];
const ref = (name: string): SecretRef => ({ kind: 'secret', name });

describe('what the person is asked', () => {
  const reading = (answers: Readonly<Record<string, string>>, asked: string[]): Reading => ({
    known: async (_, { name }) => (name === 'kept' ? 'known-value' : undefined),
    get: async (_, { name }) => {
      asked.push(`+${name}`);
      await Promise.resolve();
      asked.push(`-${name}`);
      return answers[name];
    },
  });

  it('each secret once, one after the other', async () => {
    const asked: string[] = [];
    const secrets = askOnce(reading({ a: '1' }, asked), true);
    const values = ['a', 'b', 'a', 'kept', 'b'].map((name) => secrets.get(PROJECT, ref(name), TOKEN));
    assert.deepEqual(await Promise.all(values), ['1', undefined, '1', 'known-value', undefined]);
    assert.deepEqual(asked, ['+a', '-a', '+b', '-b']);
  });

  it('one secret at a time, also after one was asked for again', async () => {
    let [open, most] = [0, 0];
    const slow: Reading = {
      known: async () => undefined,
      get: async () => {
        most = Math.max(most, ++open);
        await Promise.resolve();
        open--;
        return undefined;
      },
    };
    const secrets = askOnce(slow, true);
    await Promise.all(['a', 'b', 'a', 'c'].map((name) => secrets.get(PROJECT, ref(name), TOKEN)));
    assert.equal(most, 1);
  });

  it('again for a secret that was given and then cleared', async () => {
    const kept = new Map<string, string>();
    const asked: string[] = [];
    const keeping: Reading = {
      known: async (_, { name }) => kept.get(name),
      get: async (_, { name }) => {
        asked.push(name);
        kept.set(name, `value-${asked.length}`);
        return kept.get(name);
      },
    };
    const secrets = askOnce(keeping, true);
    assert.equal(await secrets.get(PROJECT, ref('a'), TOKEN), 'value-1');
    kept.clear();
    assert.equal(await secrets.get(PROJECT, ref('a'), TOKEN), 'value-2');
  });

  it('nothing where nobody may be asked', async () => {
    const asked: string[] = [];
    assert.equal(await askOnce(reading({ a: '1' }, asked), false).get(PROJECT, ref('a'), TOKEN), undefined);
    assert.equal(await confirmInTurn(async () => true, false)(QUESTION), false);
    assert.deepEqual(asked, []);
  });

  it('one question about production at a time', async () => {
    let [open, most] = [0, 0];
    const confirm: Confirm = async () => {
      most = Math.max(most, ++open);
      await Promise.resolve();
      open--;
      return true;
    };
    const inTurn = confirmInTurn(confirm, true);
    assert.deepEqual(await Promise.all([inTurn(QUESTION), inTurn(QUESTION), inTurn(QUESTION)]), [true, true, true]);
    assert.equal(most, 1);
  });

  it('nothing about production any more once a call was refused, but about another profile', async () => {
    const asked: string[] = [];
    const inTurn = confirmInTurn(async ({ profile }) => {
      asked.push(profile);
      return profile !== 'prod';
    }, true);
    const other = { ...QUESTION, profile: 'live' };
    assert.deepEqual(await Promise.all([QUESTION, QUESTION, other, QUESTION].map(inTurn)), [false, false, true, false]);
    assert.deepEqual(asked, ['prod', 'live']);
  });
});

const QUESTION: Parameters<Confirm>[0] = {
  file: 'stateside.json',
  profile: 'prod',
  call: { method: 'POST', url: 'https://api.example.com' } as Parameters<Confirm>[0]['call'],
};
