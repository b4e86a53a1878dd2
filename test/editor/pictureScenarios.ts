import { webviewTextAnswered } from './asked';
import { type AtBench, type Bench, scenario } from './bench';
import { picture } from './pictures';

/** The pictures of the README, in a smaller window. `npm run screenshots` takes them over. */
export const pictureScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'pictures', 'the pictures of the README', pictures);
};

const size = { width: 1000, height: 620 };

const pictures = async ({ editor }: Bench): Promise<void> => {
  const usual = editor.page.viewportSize() ?? size;
  await editor.page.setViewportSize(size);
  await editor.changeSettings({ 'workbench.activityBar.location': 'hidden', 'breadcrumbs.enabled': false });
  await editor.runCommand('View: Toggle Primary Side Bar Visibility');
  await run(editor);
  await editor.setTheme('dark');
  await finding(editor);
  await editor.setTheme('light');
  await editor.runCommand('View: Toggle Primary Side Bar Visibility');
  await editor.changeSettings({ 'workbench.activityBar.location': 'default', 'breadcrumbs.enabled': true });
  await editor.page.setViewportSize(usual);
};

const run = async (editor: Bench['editor']): Promise<void> => {
  await editor.openFile('merge.asl.json');
  await editor.clickCodeLens('Test state');
  await webviewTextAnswered(editor, 'SUCCEEDED');
  const frame = await editor.webview('SUCCEEDED');
  await frame.locator('#request-0').evaluate((element) => element.scrollIntoView());
  await editor.screenshot(picture('run'));
  await editor.runCommand('View: Close All Editors');
};

const finding = async (editor: Bench['editor']): Promise<void> => {
  await editor.openFile('mistakes.asl.json');
  await editor.hoverText('"Authorization"', 'http-forbidden-header');
  await editor.screenshot(picture('finding'));
  await editor.page.keyboard.press('Escape');
};
