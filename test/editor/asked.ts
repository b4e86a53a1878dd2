import type { Editor } from './editor';
import { shownText, until } from './until';

/** Secrets that the example API takes. */
const secrets: Readonly<Record<string, string>> = {
  'stripe-password': 'example-password-1',
  'example-api-key': 'example-key-1',
};

/** As `until`, and gives each secret of the examples that is asked for meanwhile: only the first test of a project asks. */
export const untilAnswered = <T>(
  editor: Editor,
  what: string,
  probe: () => Promise<T | false | undefined>,
): Promise<T> => {
  const box = editor.page
    .locator('.quick-input-widget:visible')
    .filter({ has: editor.page.locator('input[type=password]') });
  return until(what, async () => {
    const asked = (await box.isVisible()) ? await shownText(box) : '';
    const name = Object.keys(secrets).find((one) => asked.includes(`Stateside: the secret ${one}`));
    if (name !== undefined) await editor.answer(name, secrets[name] ?? '');
    return probe();
  });
};

/** Waits for a webview whose visible text holds the text or matches, as `webviewText`, and gives secrets meanwhile. */
export const webviewTextAnswered = (editor: Editor, text: string | RegExp): Promise<string> =>
  untilAnswered(editor, `a webview with ${text}`, () => editor.webviewTextNow(text));

/** Tests the state at a text of a definition with one of its cases, and gives the trace once it ended as said. */
export const testWithCase = async (
  editor: Editor,
  {
    file,
    at,
    testCase,
    ends,
  }: { readonly file: string; readonly at: string; readonly testCase: string; readonly ends: string },
): Promise<string> => {
  await editor.openFile(file);
  // An editor opens again where it was scrolled to, which need not be where the CodeLens is.
  await editor.select(at);
  await editor.runCommand('Stateside: Test State with Test Case...');
  await editor.pick(testCase);
  const trace = new RegExp(`^${ends}\\b[\\s\\S]*test case: ${testCase}`);
  return webviewTextAnswered(editor, trace);
};
