import type { Frame, Locator, Page } from 'playwright-core';
import { shownText, until } from './until';

/** The panels around the text: Problems, Output and webviews. */
export interface Panels {
  /** Waits until the Problems panel has a row that holds the text, and gives the row's whole text. */
  readonly problem: (text: string) => Promise<string>;
  /** Waits until no row of the Problems panel holds the text any more. */
  readonly noProblem: (text: string) => Promise<void>;
  /** The texts of the rows of the Problems panel (files and findings) that fit on the screen. */
  readonly problems: () => Promise<readonly string[]>;
  /** Hides the bottom panel. */
  readonly hideBottomPanel: () => Promise<void>;
  /** Waits for a webview whose visible text holds the text or matches, and gives its innermost frame for clicking. */
  readonly webview: (text: string | RegExp) => Promise<Frame>;
  /** Waits for a webview whose visible text holds the text or matches, and gives that visible text. */
  readonly webviewText: (text: string | RegExp) => Promise<string>;
  /** The visible text of a webview that holds the text or matches; undefined when there is none at the moment. */
  readonly webviewTextNow: (text: string | RegExp) => Promise<string | undefined>;
  /** Clicks a link, button, tab or summary by its text in the webview that shows it. */
  readonly clickInWebview: (text: string) => Promise<unknown>;
  /** The clipboard's text, as left by a command that copies. */
  readonly clipboard: () => Promise<string>;
}

/** The panels of a VS Code window. */
export const panelsOf = (page: Page): Panels => {
  const rows = page.locator('.markers-panel .monaco-list-row');
  return {
    problem: async (text) => {
      await showProblems(page);
      return shownText(rows.filter({ hasText: text }).first());
    },
    noProblem: async (text) => {
      await showProblems(page);
      await rows.filter({ hasText: text }).first().waitFor({ state: 'detached' });
    },
    problems: () => showProblems(page).then(() => rows.allInnerTexts()),
    hideBottomPanel: async () => {
      const close = page.locator('.part.panel').getByRole('button', { name: /^Hide Panel/ });
      if (await close.isVisible()) await close.click();
    },
    webview: (text) => webview(page, text),
    webviewText: (text) => until(`a webview with ${text}`, async () => (await webviewNow(page, text))?.text),
    webviewTextNow: async (text) => (await webviewNow(page, text))?.text,
    clickInWebview: (text) => clickInWebview(page, text),
    clipboard: () => page.evaluate<string>('navigator.clipboard.readText()'),
  };
};

const showProblems = async (page: Page): Promise<void> => {
  const panel = page.locator('.markers-panel');
  if (await panel.isVisible()) return;
  await page.keyboard.press('ControlOrMeta+Shift+M');
  await panel.waitFor();
  // The panel takes the focus some time after it shows.
  await page.locator('.part.panel :focus').first().waitFor();
};

const webview = (page: Page, text: string | RegExp): Promise<Frame> =>
  until(`a webview with ${text}`, async () => (await webviewNow(page, text))?.frame);

const webviewNow = async (
  page: Page,
  text: string | RegExp,
): Promise<{ readonly frame: Frame; readonly text: string } | undefined> => {
  for (const frame of innerFrames(page)) {
    const seen = await visibleText(frame);
    if (typeof text === 'string' ? seen.includes(text) : text.test(seen)) return { frame, text: seen };
  }
  return undefined;
};

// VS Code wraps a webview's page in two frames of its own; the extension's HTML is in the innermost one.
const innerFrames = (page: Page): readonly Frame[] =>
  page.frames().filter((frame) => frame.parentFrame()?.parentFrame() === page.mainFrame());

// A frame that is being replaced has no text for the moment; the one that is to replace it is there before it is shown.
const visibleText = (frame: Frame): Promise<string> =>
  frame.evaluate<string>(`${isShown} ? document.body.innerText : ''`).catch(() => '');

const isShown = `(document.readyState === 'complete' && frameElement?.id === 'active-frame')`;

// A page may give way to the next one before it is clicked: then that one is.
const clickInWebview = (page: Page, text: string): Promise<true> =>
  until(`something to click in a webview: ${text}`, async () => {
    for (const frame of innerFrames(page)) {
      const target = (await frame.evaluate<boolean>(isShown).catch(() => false)) && (await clickable(frame, text));
      if (target && (await clicked(target))) return true;
    }
    return undefined;
  });

const clicked = (target: Locator): Promise<boolean> =>
  target.click({ timeout: 5_000 }).then(
    () => true,
    (error: Error) => error.message.includes('performing click action'),
  );

const clickable = async (frame: Frame, text: string): Promise<Locator | undefined> => {
  const candidates = frame.locator('a, button, summary, label, [role=tab]').filter({ hasText: text });
  const count = await candidates.count().catch(() => 0);
  for (let index = 0; index < count; index += 1) {
    if (await candidates.nth(index).isVisible()) return candidates.nth(index);
  }
  return undefined;
};
