import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import type { Frame, Page } from 'playwright-core';
import { traceHtml } from '../../client/vscode/trace/traceHtml';
import type { TraceView } from '../../client/vscode/trace/view';
import { panelViews } from '../support/panelViews';
import { type AtBench, type Bench, scenario } from './bench';
import { type Theme, themeKinds } from './editor';
import { projectFolder } from './places';
import { until } from './until';

/** The trace panel for everybody: what axe-core finds wrong in it, and the keyboard. */
export const accessibilityScenarios = (atBench: AtBench): void => {
  scenario(atBench, 'accessible', 'axe-core finds nothing in the panel, in any theme', accessible);
  scenario(atBench, 'panel-keys', 'the Tab key goes through the panel in order, and shows where it is', keys);
};

const accessible = async ({ editor, api }: Bench): Promise<void> => {
  const views = await panelViews(api.url);
  await runWithoutSending(editor);
  // Each once in a theme, with the first page that has it.
  const wrong = new Map<string, string>();
  const dresses = new Map<Theme, Dress>();
  for (const theme of ['dark', 'high-contrast', 'high-contrast-light', 'light'] as const) {
    await editor.setTheme(theme);
    const frame = await editor.webview('CAUGHT_ERROR');
    await frame.locator(`body[data-vscode-theme-kind="${themeKinds[theme]}"]`).waitFor();
    dresses.set(theme, await dressOf(frame));
  }
  // Inside of VS Code's own frames axe-core never comes to an end: the pages are judged by themselves, in its dress.
  const browser = editor.page.context().browser() ?? assert.fail('The window has no browser.');
  const page = await browser.newPage();
  for (const [theme, dress] of dresses) {
    for (const [name, view] of views) {
      await page.setContent(dressed(view, dress));
      for (const finding of await findings(page))
        if (!wrong.has(`${theme}: ${finding}`)) wrong.set(`${theme}: ${finding}`, `${theme}, ${name}: ${finding}`);
    }
  }
  await page.close();
  assert.deepEqual([...wrong.values()], []);
};

/** A run whose case is mocked needs no password. */
const runWithoutSending = async (editor: Bench['editor']): Promise<void> => {
  await editor.openFile('invoice.asl.json');
  await editor.clickCodeLens('with...');
  await editor.pick('catches a customer that is gone, without sending anything');
  await editor.webviewText('CAUGHT_ERROR');
};

/** How VS Code dresses a webview in a theme: the variables, the class of the body, its own style sheet. */
interface Dress {
  readonly variables: string;
  readonly body: string;
  readonly styles: string;
}

const dressOf = (frame: Frame): Promise<Dress> =>
  frame.evaluate<Dress>(`({
    variables: document.documentElement.getAttribute('style'),
    body: document.body.className,
    styles: document.getElementById('_defaultStyles').textContent,
  })`);

const css = readFileSync(join(projectFolder, 'client/resources/trace.css'), 'utf8');

/** A page of the panel with everything open that opens: what a tab or a fold hides is judged as well. */
const dressed = (view: TraceView, { variables, body, styles }: Dress): string =>
  traceHtml(view, { style: css + allOpen, language: 'en', say, time: (iso) => iso })
    .replace('<html', () => `<html style="${variables.replaceAll('"', '&quot;')}"`)
    .replace('<body', () => `<body class="${body}"`)
    .replace('<head>', () => `<head><style>${styles}</style>`)
    .replaceAll('<details', '<details open');

const allOpen = '.tabs > .pane { display: block !important; }';

const say = (sentence: string, ...values: readonly unknown[]): string =>
  sentence.replace(/\{(\d)\}/g, (_, index) => String(values[Number(index)]));

const findings = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document)');
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 120)}: ${failureSummary}`),
  );
};

const keys = async ({ editor }: Bench): Promise<void> => {
  await runWithoutSending(editor);
  const frame = await editor.webview('CAUGHT_ERROR');
  await frame.locator('#state-name').click();
  const seen: string[] = [];
  const all = await frame.evaluate<readonly string[]>(focusable);
  for (const _ of all) {
    await editor.page.keyboard.press('Tab');
    const place = await frame.evaluate<Place>(focused);
    assert.ok(place.shown, `${place.name} shows that it has the focus`);
    seen.push(place.name);
  }
  assert.deepEqual(seen, all);
  await frame.locator('a.button').first().focus();
  const before = await editor.webviewText('CAUGHT_ERROR');
  await editor.page.keyboard.press('Enter');
  await until('another run', async () => (await editor.webviewText('CAUGHT_ERROR')) !== before);
};

interface Place {
  readonly name: string;
  readonly shown: boolean;
}

/** In the order of the page, without those that are hidden; of the radio buttons of a group, the chosen one. */
const focusable = `[...document.querySelectorAll('a, pre[tabindex], summary, input:checked')]
  .filter((element) => element.checkVisibility() && element.closest('details:not([open]) > :not(summary)') === null)
  .map((element) => element.textContent || element.id)`;

const focused = `(() => {
  const element = document.activeElement;
  const seen = element.matches('input') ? element.nextElementSibling : element;
  return { name: element.textContent || element.id, shown: getComputedStyle(seen).outlineStyle !== 'none' };
})()`;
