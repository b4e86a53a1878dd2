import assert from 'node:assert/strict';
import { type AtBench, type Bench, scenario } from './bench';

/** What works, and what says why it does not, in a folder that nobody trusts yet. */
export const restrictedScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'restricted-language', 'findings and hover work', language);
  scenario(atBench, 'restricted-test', 'testing a state says why it is off', testing);
};

const language = async ({ editor }: Bench): Promise<void> => {
  await editor.openFile('mistakes.asl.json');
  await editor.problem("The 'Headers' field contains unsupported values: [authorization]");
  await editor.hideBottomPanel();
  const text = await editor.hoverText('"Method"', 'The HTTP method, in capitals.');
  assert.match(text, /^Method \(string, required\)/m);
};

const reason =
  'Testing a state is off in Restricted Mode, because it sends requests and uses secrets as the files of this workspace say.';

const testing = async ({ editor, api }: Bench): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  await editor.clickCodeLens('Test state');
  await editor.notification(reason);
  await editor.clearNotifications();
  await editor.runCommand('Stateside: Test State');
  await editor.notification(reason);
  assert.equal(await editor.page.locator('.tab').count(), 1, 'no panel opens');
  assert.equal(api.requests.length, 0, 'nothing was sent');
};
