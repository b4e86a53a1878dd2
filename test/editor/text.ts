import type { Locator, Page } from 'playwright-core';
import { exactly, shownText, until } from './until';

/** What happens in the active text editor. A text is looked for from the top of the file, case-sensitively. */
export interface Text {
  /** Selects the first (or the `nth`, from 1) occurrence of a text; throws when the file does not hold it. */
  readonly select: (text: string, nth?: number) => Promise<void>;
  /** Puts the cursor right behind a text. */
  readonly cursorAfter: (text: string, nth?: number) => Promise<void>;
  /** Types at the cursor, key by key: auto-closing, completion and formatting act as for a person. */
  readonly type: (text: string) => Promise<void>;
  /** Replaces a text, pasting the new one. */
  readonly replace: (text: string, by: string, nth?: number) => Promise<void>;
  /** Pastes at the cursor, so that no quote or bracket closes by itself. */
  readonly insert: (text: string) => Promise<void>;
  /** Saves the active editor and waits until its tab shows no unsaved changes. */
  readonly save: () => Promise<void>;
  /** The text of the hover over a text, once it has come and holds `expected`. */
  readonly hoverText: (text: string, expected: string) => Promise<string>;
  /** The labels offered by completion at the cursor that fit on the screen, once `expected` is among them. */
  readonly completions: (expected: string) => Promise<readonly string[]>;
  /** Opens completion at the cursor and leaves it open once this label is among those offered. */
  readonly showCompletions: (label: string) => Promise<unknown>;
  /** Asks for completion at the cursor and accepts the item with this label. */
  readonly complete: (label: string) => Promise<void>;
  /** The titles of the quick fixes at a text, once `expected` is among them; the menu is closed again. */
  readonly quickFixes: (text: string, expected: string) => Promise<readonly string[]>;
  /** Opens the quick fixes at a text and takes the one with this title. */
  readonly quickFix: (text: string, title: string) => Promise<void>;
  /** Waits until the editor underlines as many places as errors (or warnings, or infos) as said. */
  readonly squiggles: (kind: 'error' | 'warning' | 'info', count: number) => Promise<void>;
  /** The texts of the CodeLenses on the screen, from top to bottom, once there is one. */
  readonly codeLenses: () => Promise<readonly string[]>;
  /** Clicks the first (or the `nth`, from 1) CodeLens on the screen with this text. */
  readonly clickCodeLens: (text: string, nth?: number) => Promise<void>;
}

/** The text functions of a VS Code window. */
export const textOf = (page: Page): Text => {
  const insert = (text: string) => paste(page, text);
  const lenses = page.locator('.codelens-decoration a');
  return {
    select: (text, nth) => select(page, text, nth),
    cursorAfter: (text, nth) => select(page, text, nth).then(() => page.keyboard.press('ArrowRight')),
    type: (text) => page.keyboard.type(text),
    replace: (text, by, nth) => select(page, text, nth).then(() => insert(by)),
    insert,
    save: async () => {
      await page.keyboard.press('ControlOrMeta+S');
      await page.locator('.editor-group-container.active .tab.active:not(.dirty)').waitFor();
    },
    hoverText: (text, expected) => hoverText(page, text, expected),
    completions: async (expected) => {
      await openCompletions(page, expected);
      const labels = await page.locator('.suggest-widget.visible .monaco-list-row .label-name').allInnerTexts();
      await page.keyboard.press('Escape');
      return labels;
    },
    showCompletions: (label) => openCompletions(page, label),
    complete: async (label) => (await openCompletions(page, label)).first().click(),
    quickFixes: async (text, expected) => {
      await openQuickFixes(page, text, expected);
      const titles = await page.locator('.action-widget .monaco-list-row.action').allInnerTexts();
      await page.keyboard.press('Escape');
      return titles.map((title) => title.trim());
    },
    quickFix: async (text, title) => (await openQuickFixes(page, text, title)).first().click(),
    squiggles: async (kind, count) => {
      const marks = page.locator(`.monaco-editor .squiggly-${kind}`);
      await until(`${count} places underlined as ${kind}`, async () => (await marks.count()) === count);
    },
    codeLenses: () =>
      lenses
        .first()
        .waitFor()
        .then(() => lenses.allInnerTexts())
        .then((texts) => texts.map((text) => text.trim()).filter((text) => text !== '')),
    clickCodeLens: (text, nth = 1) =>
      lenses
        .filter({ hasText: exactly(text) })
        .nth(nth - 1)
        .click(),
  };
};

const paste = async (page: Page, text: string): Promise<void> => {
  await page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  await page.keyboard.press('ControlOrMeta+V');
};

const select = async (page: Page, text: string, nth = 1): Promise<void> => {
  const widget = await openFind(page);
  const matchCase = widget.getByRole('checkbox', { name: 'Match Case' }).first();
  if (!(await matchCase.isChecked())) await matchCase.click();
  await widget.locator('.find-part textarea').fill(text);
  await until(`occurrence ${nth} of the text ${text} in the editor`, async () => {
    const { current, count } = await matches(widget);
    if (current !== nth && count >= nth) await page.keyboard.press('Enter');
    return current === nth;
  });
  await page.keyboard.press('Escape');
  await widget.waitFor({ state: 'hidden' });
  // Keys go to the hidden widget until the text has the focus again.
  await page
    .locator('.editor-group-container.active :is(.native-edit-context, .inputarea):focus')
    .waitFor({ state: 'attached' });
};

// A panel that opened just before may take the focus once more, and the keys with it: then they are pressed anew.
const openFind = async (page: Page): Promise<Locator> => {
  const widget = page.locator('.find-widget.visible');
  await until('the find widget of the active editor', async () => {
    await page.keyboard.press('ControlOrMeta+1');
    if (!(await appears(page.locator('.editor-group-container.active .monaco-editor.focused')))) return false;
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.press('ControlOrMeta+F');
    return appears(widget);
  });
  return widget;
};

// The widget says "2 of 5", "? of 5" while no match is selected, or "No results".
const matches = async (widget: Locator): Promise<{ readonly current: number; readonly count: number }> => {
  const [, current, count] = /^(\S+) of (\d+)/.exec(await shownText(widget.locator('.matchesCount'))) ?? [];
  return { current: Number(current ?? 0), count: Number(count ?? 0) };
};

const hoverText = async (page: Page, text: string, expected: string): Promise<string> => {
  const hover = page.locator('.monaco-hover:visible').filter({ hasText: expected });
  await select(page, text);
  await page.keyboard.press('ArrowLeft');
  // A hover closes by itself when something else moves, its text with it: then it is asked for anew.
  return until(`hover over ${text} with ${expected}`, async () => {
    await page.keyboard.press('ControlOrMeta+K');
    await page.keyboard.press('ControlOrMeta+I');
    const shown = (await appears(hover)) ? await hover.allInnerTexts() : [];
    return shown.find((one) => one.includes(expected));
  });
};

const openCompletions = async (page: Page, label: string): Promise<Locator> => {
  const rows = page
    .locator('.suggest-widget.visible .monaco-list-row')
    .filter({ has: page.locator('.label-name').getByText(label, { exact: true }) });
  await until(`completion ${label}`, async () => {
    await page.keyboard.press('Control+Space');
    return appears(rows);
  });
  return rows;
};

// A diagnostic may arrive after the menu has opened: then the menu is opened anew.
const openQuickFixes = async (page: Page, text: string, title: string): Promise<Locator> => {
  const rows = page.locator('.action-widget .monaco-list-row.action').filter({ hasText: exactly(title) });
  await select(page, text);
  await until(`quick fix ${title}`, async () => {
    await page.keyboard.press('ControlOrMeta+.');
    if (await appears(rows)) return true;
    await page.keyboard.press('Escape');
    return false;
  });
  return rows;
};

const appears = (rows: Locator): Promise<boolean> =>
  rows
    .first()
    .waitFor({ timeout: 2_000 })
    .then(() => true)
    .catch(() => false);
