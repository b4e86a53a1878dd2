import assert from 'node:assert/strict';
import { webviewTextAnswered } from './asked';
import { type AtBench, type Bench, scenario } from './bench';
import { until } from './until';

/** The walkthrough of a new user, with the keyboard alone. */
export const walkthroughScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'walkthrough', 'every step of the walkthrough works and is ticked off', walk);
};

type Editor = Bench['editor'];

const walk = async ({ editor }: Bench): Promise<void> => {
  const { page } = editor;
  await editor.changeSettings({ 'terminal.integrated.gpuAcceleration': 'off' });
  await openStep(editor, 'Open the examples');
  await editor.webview('stateside-examples');
  await editor.screenshot('walkthrough-begin');
  await press(editor, 'Open Examples');
  await enter(editor, 'Into this workspace');
  await page.locator('.tab.active[data-resource-name="invoice.asl.json"]').waitFor();

  await openStep(editor, 'Start the example API');
  await press(editor, 'Start Example API');
  await editor.notification('http://127.0.0.1:4567');
  await editor.clearNotifications();

  await openStep(editor, 'Test a state');
  await press(editor, 'Test State');
  await enter(editor, 'stateside-examples/invoice.asl.json');
  await webviewTextAnswered(editor, 'SUCCEEDED');

  await openStep(editor, 'See a mistake and fix it');
  await press(editor, 'Open the Mistakes');
  await page.locator('.tab.active[data-resource-name="mistakes.asl.json"]').waitFor();
  await editor.select('"get"');
  await editor.problem('mistakes.asl.json');
  await editor.hideBottomPanel();
  await page.locator('.editor-group-container.active .monaco-editor').first().click();
  await editor.select('"get"');
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .monaco-list-row.focused').first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.view-line').filter({ hasText: '"GET"' }).first().waitFor();
  await editor.save();

  await openStep(editor, 'Keep the run as a test case');
  await press(editor, 'Keep Run as Test Case');
  await enter(editor, 'New test case');
  await editor.answer('What is the test case called?', 'kept from the walkthrough');
  await page.locator('.tab.active[data-resource-name="invoice.asl.test.json"]').waitFor();

  await openStep(editor, 'Run tests in a terminal');
  await press(editor, 'Open Terminal');
  await until('the command in the terminal', async () => /stateside test/.test(await terminalText(editor)));
  await page.keyboard.press('Enter');
  await until('the result in the terminal', async () => /\n\d+ passed in/.test(await terminalText(editor)));
  await editor.screenshot('walkthrough-terminal');
  await editor.runCommand('Terminal: Kill the Active Terminal Instance');

  await editor.runCommand('Stateside: Open Walkthrough');
  const done = page.locator(
    '.gettingStartedContainer .getting-started-step .codicon-getting-started-step-checked:not(.hidden)',
  );
  await until('six steps that are ticked off', async () => (await done.count()) === 6);
};

const openStep = async (editor: Editor, title: string): Promise<void> => {
  await editor.runCommand('Stateside: Open Walkthrough');
  const step = editor.page.locator('.getting-started-step').filter({ hasText: title });
  await step.waitFor();
  if (await step.locator('.step-description-container').isVisible()) return;
  await step.focus();
  await editor.page.keyboard.press('Enter');
};

const press = async (editor: Editor, name: string): Promise<void> => {
  const button = editor.page.locator('.getting-started-step.expanded').getByRole('button', { name, exact: true });
  await button.waitFor();
  const isThere = () => button.evaluate((element) => element.matches(':focus'));
  for (let tabs = 0; tabs < 30 && !(await isThere()); tabs += 1) await editor.page.keyboard.press('Tab');
  assert.ok(await isThere(), `${name} is reached with the Tab key`);
  await editor.page.keyboard.press('Enter');
};

const enter = async (editor: Editor, label: string): Promise<void> => {
  const { page } = editor;
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.keyboard.type(label);
  await page.locator('.quick-input-list .monaco-list-row.focused').filter({ hasText: label }).waitFor();
  await page.keyboard.press('Enter');
};

const terminalText = (editor: Editor): Promise<string> =>
  editor.page
    .locator('.terminal-wrapper.active .xterm-accessibility-tree, .terminal-wrapper.active .xterm-rows')
    .allInnerTexts()
    .then((texts) => texts.join('\n'));
