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
  /** Clicks a link, button, tab or summary by its text in the webview that shows it. */
  readonly clickInWebview: (text: string) => Promise<void>;
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
    webviewText: async (text) => visibleText(await webview(page, text)),
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
  until(`a webview with ${text}`, async () => {
    for (const frame of innerFrames(page)) {
      const seen = await visibleText(frame);
      if (typeof text === 'string' ? seen.includes(text) : text.test(seen)) return frame;
    }
    return undefined;
  });

// VS Code wraps a webview's page in two frames of its own; the extension's HTML is in the innermost one.
const innerFrames = (page: Page): readonly Frame[] =>
  page.frames().filter((frame) => frame.parentFrame()?.parentFrame() === page.mainFrame());

// A frame that is being replaced has no text for the moment; one without its style sheet would show what that hides.
const visibleText = (frame: Frame): Promise<string> =>
  frame.evaluate<string>('document.readyState === "complete" ? document.body.innerText : ""').catch(() => '');

const clickInWebview = (page: Page, text: string): Promise<void> =>
  until(`something to click in a webview: ${text}`, async () => {
    for (const frame of innerFrames(page)) {
      const target = await clickable(frame, text);
      if (target !== undefined) return target;
    }
    return undefined;
  }).then((target) => target.click());

const clickable = async (frame: Frame, text: string): Promise<Locator | undefined> => {
  const candidates = frame.locator('a, button, summary, label, [role=tab]').filter({ hasText: text });
  const count = await candidates.count().catch(() => 0);
  for (let index = 0; index < count; index += 1) {
    if (await candidates.nth(index).isVisible()) return candidates.nth(index);
  }
  return undefined;
};
