import assert from 'node:assert/strict';
import { untilAnswered } from './asked';
import { type AtBench, type Bench, scenario } from './bench';
import { goodCase, runsOffline, sidecar, withFiles, written } from './testCaseScenarios';
import { until } from './until';

/** Test cases in VS Code's Test Explorer. */
export const explorerScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'record-in-explorer', 'the Test Explorer records the answer of a case', recordInExplorer);
  scenario(atBench, 'test-explorer', 'the Test Explorer runs all cases of a file and shows what differs', explorer);
  scenario(atBench, 'test-explorer-trace', 'the trace of a test opens in the panel', explorerTrace);
  scenario(atBench, 'test-explorer-broken', 'a broken file and a state that is gone are told where they stand', broken);
  scenario(atBench, 'continuous-run', 'saving a definition runs its cases again where that is switched on', continuous);
};

/** The Test Explorer where the workspace is not trusted. */
export const untrustedTestScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'test-explorer-restricted', 'no test runs in Restricted Mode', untrusted);
};

const untrusted = async (bench: Bench): Promise<void> => {
  const { editor, api } = bench;
  const before = api.requests.length;
  await editor.openFile('invoice.asl.test.json');
  await editor.page.locator('.testing-run-glyph').first().waitFor();
  await editor.runCommand('Test: Run Tests in Current File');
  // VS Code itself asks before any test runs; without trust it is over.
  await editor.clickDialog('Running tests may execute code in your workspace', 'Cancel');
  await editor.page.locator('.monaco-dialog-box').waitFor({ state: 'detached' });
  assert.equal(api.requests.length, before);
};

const rows = ({ editor }: Bench) => editor.page.locator('.test-explorer .monaco-list-row');

const explorer = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  withFiles(bench, 'sums');
  await editor.openFile('sums.asl.test.json');
  // The view is there once the extension has found tests.
  await editor.page.locator('.testing-run-glyph').first().waitFor();
  await editor.runCommand('Testing: Focus on Test Explorer View');
  await rows(bench).filter({ hasText: 'sums.asl.test.json' }).first().waitFor();
  await editor.openFile('sums.asl.test.json');
  await editor.runCommand('Test: Run Tests in Current File');
  await until('a failed case', async () => (await rows(bench).locator('.codicon-testing-failed-icon').count()) > 0);
  await editor.page.locator('.test-output-peek-tree').getByText('output.total is not as expected').first().click();
  await until('what differs', async () => {
    const texts = await editor.page.locator('.monaco-diff-editor').allInnerTexts();
    return texts.some((text) => text.includes('23')) && texts.some((text) => text.includes('22'));
  });
};

const explorerTrace = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  withFiles(bench, 'sums');
  await editor.openFile('sums.asl.test.json');
  await editor.runCommand('Test: Run Tests in Current File');
  await editor.runCommand('Testing: Focus on Test Explorer View');
  const row = rows(bench).filter({ hasText: 'adds more' }).first();
  await rows(bench).filter({ hasText: 'sums.asl.test.json' }).first().click();
  await until('the failed case', async () => {
    // Right opens a row, and then goes to the one below it.
    if (!(await row.isVisible())) await editor.page.keyboard.press('ArrowRight');
    return row.locator('.codicon-testing-failed-icon').isVisible();
  });
  await row.click({ button: 'right' });
  await editor.page.getByRole('menuitem', { name: 'Show Trace' }).hover();
  await editor.page.keyboard.press('Enter');
  await editor.webviewText('Not as the test case expects: 2');
};

const broken = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  withFiles(bench, 'sums', 22);
  bench.write('sums.asl.test.json', sidecar(22).replace('"state": "Add"', '"state": "Addd"'));
  await editor.openFile('sums.asl.test.json');
  await editor.runCommand('Test: Run Tests in Current File');
  await editor.runCommand('Test: Go to Next Test Failure');
  await editor.page.getByText('The definition has no such state (did you mean Add?): Addd').first().waitFor();
  bench.write('sums.asl.test.json', '{ "version": 7, "tests": [] }');
  await editor.runCommand('Testing: Focus on Test Explorer View');
  await rows(bench).filter({ hasText: 'sums.asl.test.json:1' }).first().waitFor();
};

const continuous = async (bench: Bench): Promise<void> => {
  const { editor } = bench;
  withFiles(bench, 'again', 22);
  bench.write('again.asl.test.json', sidecar(22).replace('> 30', '> 20'));
  await editor.openFile('again.asl.test.json');
  await editor.runCommand('Testing: Focus on Test Explorer View');
  const row = rows(bench).filter({ hasText: 'again.asl.test.json' }).first();
  await row.hover();
  await row.getByRole('button', { name: /Turn on Continuous Run/i }).click();
  await editor.openFile('again.asl.json');
  await editor.replace('States.MathAdd($.a, $.b)', 'States.MathAdd($.a, 3)');
  await editor.save();
  await until('a failed case', () => row.locator('.codicon-testing-failed-icon').isVisible());
  await editor.openFile('again.asl.json');
  await editor.replace('States.MathAdd($.a, 3)', 'States.MathAdd($.a, $.b)');
  await editor.save();
  await until('all is well', () => row.locator('.codicon-testing-passed-icon').isVisible());
  await row.hover();
  await row.getByRole('button', { name: /Turn off Continuous Run/i }).click();
};

const recordInExplorer = async (bench: Bench): Promise<void> => {
  const { editor, copyExamples, write } = bench;
  copyExamples('answers');
  const tests = [written(bench, 'answers', goodCase)];
  write('answers/answers-invoice.asl.test.json', JSON.stringify({ version: 1, tests }, undefined, 2));
  await editor.openFile('answers/answers-invoice.asl.test.json');
  await editor.page.locator('.testing-run-glyph').first().click({ button: 'right' });
  await editor.page.getByRole('menuitem', { name: 'Execute Using Profile' }).hover();
  await editor.page.keyboard.press('Enter');
  await editor.pick('Run and record answers');
  await untilAnswered(
    editor,
    'the mock',
    async () => written(bench, 'answers', goodCase)?.mock?.result?.StatusCode === 200,
  );
  await runsOffline(bench, 'answers');
};
