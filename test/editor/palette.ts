import { basename, join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { exactly, shownText, until } from './until';

/** What is asked and answered at the top and in the corner of the window; everything waits up to the page's timeout. */
export interface Palette {
  /** Runs a command by its full title in the Command Palette, such as 'Stateside: Start Example API'. */
  readonly runCommand: (title: string) => Promise<unknown>;
  /** The titles that the Command Palette offers for a text, at most those that fit on the screen. */
  readonly commandTitles: (text: string) => Promise<readonly string[]>;
  /** Opens a file by its path inside the workspace (Quick Open) and waits until its text has the focus. */
  readonly openFile: (path: string) => Promise<unknown>;
  /** Waits for an input box whose prompt or placeholder holds `prompt`, types the text and accepts it. */
  readonly answer: (prompt: string, text: string) => Promise<void>;
  /** Waits for a list that offers an item with this label, and picks it. */
  readonly pick: (label: string) => Promise<void>;
  /** Leaves an open input box or list without an answer. */
  readonly dismiss: () => Promise<void>;
  /** Waits for a notification that holds the text, and gives all of its text. */
  readonly notification: (text: string) => Promise<string>;
  /** Clicks a button of the notification that holds the text. */
  readonly clickNotification: (text: string, button: string) => Promise<void>;
  /** Waits for a modal dialog that holds the text, and clicks one of its buttons. */
  readonly clickDialog: (text: string, button: string) => Promise<void>;
  /** Removes every notification from the screen. */
  readonly clearNotifications: () => Promise<unknown>;
}

/** The palette of a VS Code window with that folder as its workspace. */
export const paletteOf = (page: Page, workspace: string): Palette => {
  const runCommand = (title: string) => choose(page, { key: 'F1', text: `>${title}`, label: title });
  return {
    runCommand,
    commandTitles: async (text) => {
      await openQuickInput(page, 'F1', `>${text}`);
      const labels = page.locator('.quick-input-list .monaco-list-row .label-name');
      await labels.first().waitFor();
      const titles = await labels.allInnerTexts();
      await dismiss(page);
      return titles;
    },
    openFile: (path) => {
      const label = basename(path);
      const tab = page.locator(`.tab.active[data-resource-name="${label}"]`);
      const group = page.locator('.editor-group-container.active').filter({ has: tab });
      // By its whole path the file is found without a search, which is late to see new files and reorders its list.
      return choose(page, {
        key: 'ControlOrMeta+P',
        text: join(workspace, path),
        label,
        shows: group.locator('.monaco-editor.focused'),
      });
    },
    answer: (prompt, text) => answer(page, prompt, text),
    pick: (label) => pick(page, label),
    dismiss: () => dismiss(page),
    notification: (text) => shownText(toast(page, text)),
    clickNotification: async (text, button) => {
      await toast(page, text).hover();
      await toast(page, text).getByRole('button', { name: button, exact: true }).click();
    },
    clickDialog: (text, button) =>
      page
        .locator('.monaco-dialog-box')
        .filter({ hasText: text })
        .getByRole('button', { name: button, exact: true })
        .click(),
    clearNotifications: () => runCommand('Notifications: Clear All Notifications'),
  };
};

const quickInput = (page: Page): Locator => page.locator('.quick-input-widget:visible');

// The label is compared as a whole, not by the part of it that is highlighted; a file's row may carry its folder behind the name.
const quickRow = (page: Page, label: string): Locator =>
  page
    .locator('.quick-input-list .monaco-list-row')
    .filter({ has: page.locator('.label-name').filter({ hasText: exactly(label) }) });

/** What to type and choose, and what is there when it worked. */
interface Choice {
  readonly key: string;
  readonly text: string;
  readonly label: string;
  readonly shows?: Locator;
}

// The list closes by itself when something else takes the focus, a reloading theme for instance: then it is opened anew.
const choose = (page: Page, { key, text, label, shows }: Choice): Promise<true> =>
  until(`${label} to choose`, async () => {
    try {
      await openQuickInput(page, key, text);
      await quickRow(page, label).first().click({ timeout: 5_000 });
      await shows?.waitFor({ timeout: 5_000 });
      return true;
    } catch {
      return false;
    }
  });

const openQuickInput = async (page: Page, key: string, text: string): Promise<void> => {
  await page.keyboard.press(key);
  await quickInput(page).locator('input.input').fill(text, { timeout: 5_000 });
};

const answer = async (page: Page, prompt: string, text: string): Promise<void> => {
  const byPrompt = quickInput(page).filter({ hasText: prompt });
  const byPlaceholder = quickInput(page).filter({ has: page.locator(`input[placeholder*=${JSON.stringify(prompt)}]`) });
  await byPrompt.or(byPlaceholder).waitFor();
  await quickInput(page).locator('input.input').fill(text);
  await page.keyboard.press('Enter');
};

// Typing the label brings it to the screen in a long list; a list that does not filter shows it anyway.
const pick = async (page: Page, label: string): Promise<void> => {
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await quickInput(page).locator('input.input').fill(label);
  await quickRow(page, label).first().click();
};

const dismiss = async (page: Page): Promise<void> => {
  await page.keyboard.press('Escape');
  await quickInput(page).waitFor({ state: 'hidden' });
};

const toast = (page: Page, text: string): Locator =>
  page.locator('.notifications-toasts .notification-toast').filter({ hasText: text }).first();
