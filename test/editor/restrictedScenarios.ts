import assert from 'node:assert/strict';
import { type AtBench, type Bench, scenario } from './bench';

/** What works, and what says why it does not, in a folder that nobody trusts yet. */
export const restrictedScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'restricted-language', 'findings and hover work', language);
  scenario(atBench, 'restricted-test', 'testing a state says why it is off', testing);
  scenario(atBench, 'restricted-connections', 'the connections view says what is off', connections);
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

const testing = async ({ editor, api, aws }: Bench): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  await editor.clickCodeLens('Test state');
  await editor.notification(reason);
  await editor.clearNotifications();
  await editor.runCommand('Stateside: Test State');
  await editor.notification(reason);
  await editor.clearNotifications();
  await editor.runCommand('Stateside: Test State in AWS');
  await editor.notification(reason);
  assert.deepEqual(aws.calls(), []);
  assert.equal(await editor.page.locator('.tab').count(), 1, 'no panel opens');
  assert.equal(api.requests.length, 0, 'nothing was sent');
};

const connections = async ({ editor, write }: Bench): Promise<void> => {
  await editor.openFile('stateside.json');
  await editor.runCommand('Stateside: Focus on Connections View');
  const view = editor.page.locator('[id="workbench.view.extension.stateside"]');
  await view.getByText('Restricted Mode: secrets are not asked for, and no token is got.').waitFor();
  await view.locator('.monaco-list-row').filter({ hasText: 'Stripe' }).waitFor();
  await editor.screenshot('restricted-connections-view');
  await editor.runCommand('Stateside: Set Secrets of a Connection...');
  await editor.notification('Secrets are not asked for in Restricted Mode');
  await editor.clearNotifications();
  write('stateside.json', '{ "version": 1 }\n');
  await view.getByText('There are no connections in stateside.json yet.').waitFor();
};
