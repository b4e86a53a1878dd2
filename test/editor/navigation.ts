import type { Locator, Page } from 'playwright-core';
import type { Text } from './text';
import { exactly, shownText, until } from './until';

/** Ways through the active text editor, and changes of it as a whole. A text is found as in `Text`. */
export interface Navigation {
  /** Gives the name at a text a new one with F2, once the box offers `old`; refused names leave the box open. */
  readonly rename: (at: string, old: string, to: string, nth?: number) => Promise<void>;
  /** Goes to the definition of what stands at a text with F12, and waits until the cursor is at `place`, as in 'Ln 3, Col 5'. */
  readonly goToDefinition: (at: string, place: string, nth?: number) => Promise<void>;
  /** Gives the Outline view all the room, and its rows as name, detail and level (from 1) once one is called `expected`. */
  readonly outline: (expected: string) => Promise<readonly OutlineRow[]>;
  /** Gives the files the room of the Outline view again. */
  readonly hideOutline: () => Promise<void>;
  /** The text of the signature help at the cursor, once it holds `expected`; the help stays open. */
  readonly signatureHelp: (expected: string) => Promise<string>;
  /** Opens completion at the cursor with the documentation of an item at its side, and gives that once it has `expected`. */
  readonly completionDocs: (label: string, expected: string) => Promise<string>;
  /** The whole text of the active editor, unsaved changes included. */
  readonly wholeText: () => Promise<string>;
}

/** A row of the Outline view. */
export interface OutlineRow {
  readonly name: string;
  readonly detail: string;
  readonly level: number;
}

/** The navigation of a VS Code window. */
export const navigationOf = (page: Page, text: Text, runCommand: (title: string) => Promise<unknown>): Navigation => ({
  rename: async (at, old, to, nth) => {
    await text.select(at, nth);
    await rename(page, old, to);
  },
  goToDefinition: async (at, place, nth) => {
    await text.select(at, nth);
    await until(`the cursor at ${place}`, async () => {
      await page.keyboard.press('F12');
      return appears(page.locator('#status\\.editor\\.selection').filter({ hasText: place }));
    });
  },
  outline: async (expected) => {
    await runCommand('Explorer: Focus on Outline View');
    const rows = page.locator('.outline-tree .monaco-list-row');
    await toggle(page.locator('.pane-header[aria-expanded=true]').filter({ hasNotText: 'Outline' }));
    await rows.filter({ hasText: expected }).first().waitFor();
    return Promise.all((await rows.all()).map(outlineRow));
  },
  hideOutline: async () => {
    await toggle(page.locator('.pane-header[aria-expanded=true]').filter({ hasText: 'Outline' }));
    await toggle(page.locator('.pane-header[aria-expanded=false]').filter({ hasNotText: /Outline|Timeline/ }));
  },
  signatureHelp: (expected) => signatureHelp(page, expected),
  completionDocs: async (label, expected) => {
    await text.showCompletions(label);
    return completionDocs(page, label, expected);
  },
  wholeText: async () => {
    await page.keyboard.press('ControlOrMeta+1');
    await page.keyboard.press('ControlOrMeta+A');
    await page.keyboard.press('ControlOrMeta+C');
    return page.evaluate<string>('navigator.clipboard.readText()');
  },
});

const toggle = async (header: Locator): Promise<void> => {
  if (await header.isVisible()) await header.click();
};

const rename = async (page: Page, old: string, to: string): Promise<void> => {
  const box = page.locator('.rename-box input');
  await until(`the name ${old} to change`, async () => {
    await page.keyboard.press('F2');
    return (await appears(box)) && (await box.inputValue()) === old;
  });
  await box.fill(to);
  await page.keyboard.press('Enter');
};

const outlineRow = async (row: Locator): Promise<OutlineRow> => ({
  name: await shownText(row.locator('.label-name')),
  detail: (await row.locator('.label-description').allInnerTexts()).join(''),
  level: Number(await row.getAttribute('aria-level')),
});

const signatureHelp = (page: Page, expected: string): Promise<string> => {
  const widget = page.locator('.parameter-hints-widget.visible');
  return until(`signature help with ${expected}`, async () => {
    await page.keyboard.press('ControlOrMeta+Shift+Space');
    const shown = (await appears(widget)) ? await shownText(widget) : '';
    return shown.includes(expected) && shown;
  });
};

// While the list is open its key shows and hides the documentation of the item that has the focus.
const completionDocs = (page: Page, label: string, expected: string): Promise<string> => {
  const focused = page
    .locator('.suggest-widget.visible .monaco-list-row.focused .label-name')
    .filter({ hasText: exactly(label) });
  const details = page.locator('.suggest-details-container');
  return until(`documentation of ${label} with ${expected}`, async () => {
    if (!(await details.isVisible())) await page.keyboard.press('Control+Space');
    else if ((await focused.count()) === 0) await page.keyboard.press('ArrowDown');
    const shown = (await focused.count()) > 0 && (await details.isVisible()) ? await shownText(details) : '';
    return shown.includes(expected) && shown;
  });
};

const appears = (part: Locator): Promise<boolean> =>
  part
    .first()
    .waitFor({ timeout: 2_000 })
    .then(() => true)
    .catch(() => false);
