import assert from 'node:assert/strict';
import { testWithCase } from './asked';
import { type AtBench, type Bench, scenario } from './bench';
import { until } from './until';

/** Test cases in the editor: writing them, keeping and recording runs, expectations. */
export const testCaseScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'case-commands', 'a case is made, duplicated, renamed and deleted', caseCommands);
  scenario(atBench, 'case-unsaved', 'a file with unsaved changes keeps them, and is not saved', unsaved);
  scenario(atBench, 'expectation-missed', 'the panel says which parts of an expectation did not hold', missed);
  scenario(atBench, 'expectation-diff', 'what is expected and what happened are compared in an editor', compared);
  scenario(atBench, 'keep-run', 'a run is kept as a test, without what is secret or fresh', keep);
  scenario(atBench, 'record', 'an answer is recorded, and from then on the case runs offline', record);
  scenario(atBench, 'update-expectation', 'what happened becomes what a test case expects', update);
};

const definition = JSON.stringify(
  {
    StartAt: 'Add',
    States: {
      Add: { Type: 'Pass', Parameters: { 'total.$': 'States.MathAdd($.a, $.b)', currency: 'EUR' }, Next: 'Thank' },
      Thank: { Type: 'Pass', End: true },
    },
  },
  undefined,
  2,
);

/** Two cases for `Add` of the definition that `withFiles` writes; the second one expects that total. */
export const sidecar = (total: number): string => `{
  "version": 1,
  "tests": [
    {
      "name": "adds",
      "state": "Add",
      "input": { "a": 1, "b": 2 },
      "expect": { "output": { "total": 3 }, "nextState": "Thank" }
    },
    {
      "name": "adds more",
      "state": "Add",
      "input": { "a": 20, "b": 2 },
      "expect": {
        "output": {
          "total": ${total},
          "currency": "EUR"
        },
        "assert": "{% $states.output.total > 30 %}"
      }
    }
  ]
}
`;

/** Writes a definition that adds two numbers, and its cases beside it. */
export const withFiles = ({ write }: Bench, name: string, total = 23): void => {
  write(`${name}.asl.json`, definition);
  write(`${name}.asl.test.json`, sidecar(total));
};

/** The cases of a file; none while it is being written. */
const casesIn = ({ read }: Bench, file: string): readonly Written[] => {
  try {
    return (JSON.parse(read(file) ?? '') as { readonly tests: readonly Written[] }).tests;
  } catch {
    return [];
  }
};

const names = (bench: Bench, name: string): readonly string[] =>
  casesIn(bench, `${name}.asl.test.json`).map((one) => one.name);

const caseCommands = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  bench.write('shop.asl.json', definition);
  await editor.openFile('shop.asl.json');
  await editor.clickCodeLens('new case');
  await until('the new case', async () => names(bench, 'shop').includes('Add 1'));
  // The cursor waits at the input.
  await editor.page.locator('#status\\.editor\\.selection').filter({ hasText: 'Ln 7, Col 18' }).waitFor();
  await editor.select('"input"');
  await editor.runCommand('Stateside: Duplicate Test Case...');
  await editor.answer('What is the test case called?', 'with other numbers');
  await until('the copy', async () => names(bench, 'shop').includes('with other numbers'));
  await editor.select('"Add 1"');
  await editor.runCommand('Stateside: Rename Test Case...');
  const box = editor.page.locator('.quick-input-widget:visible input.input');
  await box.fill('with other numbers');
  await editor.page.getByText('Another test case of this state has this name.').waitFor();
  await box.fill('with small numbers');
  await editor.page.keyboard.press('Enter');
  await until('the new name', async () => names(bench, 'shop').includes('with small numbers'));
  await editor.select('"with other numbers"');
  await editor.runCommand('Stateside: Delete Test Case...');
  await editor.clickDialog('Delete the test case with other numbers of Add?', 'Delete');
  await until('one case', async () => names(bench, 'shop').join() === 'with small numbers');
};

const unsaved = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  withFiles(bench, 'draft');
  await editor.openFile('draft.asl.test.json');
  await editor.replace('"a": 20', '"a": 4711');
  await editor.select('"adds more"');
  await editor.runCommand('Stateside: Duplicate Test Case...');
  await editor.answer('What is the test case called?', 'the copy');
  // A box that loses the focus is a box without an answer.
  await editor.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  await until('the copy beside what was typed', async () => {
    const text = await editor.wholeText();
    return text.includes('"the copy"') && text.split('"a": 4711').length === 3;
  });
  assert.equal(bench.read('draft.asl.test.json'), sidecar(23), 'nothing is saved but by the person');
};

const test = async (bench: Bench, file: string, at: string, name: string): Promise<void> => {
  const { editor } = bench;
  await editor.openFile(file);
  await editor.select(at);
  await editor.runCommand('Stateside: Test State with Test Case...');
  await editor.pick(name);
};

const missed = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  withFiles(bench, 'sums');
  await test(bench, 'sums.asl.json', '"total.$"', 'adds');
  await editor.webviewText('Everything is as the test case expects.');
  await test(bench, 'sums.asl.json', '"total.$"', 'adds more');
  const trace = await editor.webviewText('Not as the test case expects: 2');
  assert.match(trace, /output\.total is not as expected line 16\s+expected 23\s*but was\s+22/);
  assert.match(trace, /\$states\.output\.total > 30: \$states\.output\.total is 22/);
  await editor.clickInWebview('line 19');
  await editor.page.locator('.tab.active').getByText('sums.asl.test.json').waitFor();
  await editor.page.locator('#status\\.editor\\.selection').filter({ hasText: 'Ln 19, Col 19' }).waitFor();
};

const compared = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  withFiles(bench, 'sums');
  await test(bench, 'sums.asl.json', '"total.$"', 'adds more');
  await editor.webviewText('Not as the test case expects: 2');
  await editor.clickInWebview('Compare with the expectation');
  await editor.page.locator('.tab').getByText('adds more: expected ↔ what happened').waitFor();
  await until('both sides', async () => {
    const texts = await editor.page.locator('.monaco-diff-editor').allInnerTexts();
    return texts.some((text) => text.includes('23')) && texts.some((text) => text.includes('22'));
  });
};

/** Runs the goodCase case of a copy of the examples in that folder. */
const invoice = (bench: Bench, folder: string): Promise<string> => {
  bench.copyExamples(folder);
  return testWithCase(bench.editor, {
    file: `${folder}/${folder}-invoice.asl.json`,
    at: '"ApiEndpoint"',
    testCase: goodCase,
    ends: 'SUCCEEDED',
  });
};

interface Written {
  readonly name: string;
  readonly input?: unknown;
  readonly mock?: { readonly result?: { readonly StatusCode?: number } };
  readonly expect?: { readonly status?: string; readonly output?: { readonly Headers?: unknown } };
}

/** A case of the invoice example in that folder as it stands in the file; undefined where there is none of that name. */
export const written = (bench: Bench, folder: string, name: string): Written | undefined =>
  casesIn(bench, `${folder}/${folder}-invoice.asl.test.json`).find((one) => one.name === name);

/** The case of the invoice example that succeeds. */
export const goodCase = 'creates an invoice for a customer';

const keep = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await invoice(bench, 'kept');
  await editor.clickInWebview('Keep this run as a test');
  await editor.pick('New test case');
  await editor.answer('What is the test case called?', 'kept from a run');
  await until('the kept case', async () => written(bench, 'kept', 'kept from a run') !== undefined);
  const kept = written(bench, 'kept', 'kept from a run');
  assert.deepEqual(kept?.input, { customer_id: '1234567890' });
  assert.equal(kept?.expect?.status, 'SUCCEEDED');
  assert.equal(kept?.expect?.output?.Headers, undefined);
  assert.ok(!bench.read('kept/kept-invoice.asl.test.json')?.includes('example-password'));
  await editor.notification('Left out, because it is different in each run: expect.output.Headers');
  // Escape would hide the notification first.
  await editor.clearNotifications();
  await test(bench, 'kept/kept-invoice.asl.json', '"ApiEndpoint"', 'kept from a run');
  await editor.webviewText(/test case: kept from a run[\s\S]*Everything is as the test case expects\./);
  await editor.openFile('kept/kept-invoice.asl.test.json');
  await editor.select('"kept from a run"');
};

const update = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  withFiles(bench, 'changed');
  await test(bench, 'changed.asl.json', '"total.$"', 'adds more');
  await editor.webviewText('Not as the test case expects: 2');
  await editor.clickInWebview('Update the expectation');
  await editor.notification('The test case adds more expects what happened now.');
  assert.equal(bench.read('changed.asl.test.json'), sidecar(22), 'the assertion and all the rest stay');
  await editor.clickInWebview('Run again');
  await editor.webviewText('Not as the test case expects: 1');
};

const record = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  await invoice(bench, 'recorded');
  await editor.clickInWebview('Record the answer');
  await until('the mock', async () => written(bench, 'recorded', goodCase)?.mock?.result?.StatusCode === 200);
  await editor.notification('The answer is recorded');
  await editor.clearNotifications();
  await runsOffline(bench, 'recorded');
};

/** Runs the good case of the invoice example in that folder, which must have its answer recorded. */
export const runsOffline = async (bench: Bench, folder: string): Promise<void> => {
  const { editor, api } = bench;
  const before = api.requests.length;
  await test(bench, `${folder}/${folder}-invoice.asl.json`, '"ApiEndpoint"', goodCase);
  await editor.webviewText('mocked: nothing was sent');
  const trace = await editor.webviewText('Everything is as the test case expects.');
  assert.match(trace, /POST https:\/\/api\.stripe\.com\/v1\/invoices/);
  assert.equal(api.requests.length, before);
};
