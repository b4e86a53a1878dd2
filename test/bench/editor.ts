import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Frame, Locator, Page } from 'playwright-core';
import { type Editor, startEditor } from '../editor/editor';
import { projectFolder } from '../editor/places';
import { until } from '../editor/until';
import { figuresOf, ms, printTable } from './figures';

const ROUNDS = 12;

/** Bytes of the large answer: a little less than what Step Functions takes. */
const LARGE = 250 * 1024;

const FILE = 'bench.asl.json';

/**
 * What a person waits for in a real window: click to panel, a large answer, scrolling it, activation. The floor is what
 * VS Code itself takes in the same window to replace a small page of the same panel. Needs the packaged extension.
 */
export async function benchEditor(): Promise<void> {
  const api = await startApi();
  const workspace = mkdtempSync(join(tmpdir(), 'stateside-bench-'));
  cpSync(join(projectFolder, 'client/examples/stateside.json'), join(workspace, 'stateside.json'));
  writeFiles(workspace, api.url);
  const vsix = join(projectFolder, 'dist/stateside.vsix');
  const editor = await startEditor({ vsix, workspace, trusted: true, files: [FILE], name: 'bench' });
  try {
    await benchPanel(editor);
    await benchScrolling(editor);
    await benchActivation(editor);
  } finally {
    await editor.close();
    await api.close();
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** An API on this machine that answers `/small` and `/large` at once. */
async function startApi() {
  const item = (id: number) => ({ id, name: `customer ${id}`, note: 'x'.repeat(60) });
  const large = JSON.stringify({ items: Array.from({ length: 2600 }, (_, id) => item(id)) }).slice(0, LARGE);
  const body = `${large.slice(0, large.lastIndexOf('},{'))}}]}`;
  const server = http.createServer(({ url }, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(url?.startsWith('/large') ? body : '{"id":1}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}`, close: () => new Promise((resolve) => server.close(resolve)) };
}

function writeFiles(workspace: string, url: string): void {
  const arn = 'arn:aws:events:us-east-1:123456789012:connection/Bench/81210c42-8af1-456b-9c4a-6ff02fc664ac';
  const state = (path: string) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::http:invoke',
    Parameters: {
      Method: 'GET',
      ApiEndpoint: `https://bench.example.com/${path}`,
      Authentication: { ConnectionArn: arn },
    },
    End: true,
  });
  const connection = {
    AuthorizationType: 'API_KEY',
    AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'x-key', ApiKeyValue: 'example-key' } },
  };
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(workspace, name), JSON.stringify(value, undefined, 2));
  write(FILE, { StartAt: 'Small', States: { Small: state('small'), Large: state('large') } });
  const endpoints = { 'https://bench.example.com': url };
  write('stateside.json', { version: 1, connections: { Bench: connection }, endpoints });
}

async function benchPanel(editor: Editor): Promise<void> {
  const click = (index: number) => clickAt(editor.page, lenses(editor.page).nth(index));
  const shown = async (name: string, act: () => Promise<unknown>) => timeToPage(editor.page, name, act);
  // A window that has only just opened is busy with itself, and its lenses still move.
  await lenses(editor.page).nth(1).waitFor();
  await editor.page.waitForLoadState('networkidle');
  // The first click of a session starts the runner's process, and VS Code's first webview.
  const first = await shown('Small', () => lenses(editor.page).first().click());
  const small: number[] = [];
  const large: number[] = [];
  const floor: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    large.push(await shown('Large', () => click(1)));
    small.push(await shown('Small', () => click(0)));
    for (const link of ['Reveal secrets', 'Hide secrets']) {
      const frame = await shownFrame(editor.page, 'Small');
      const place = frame.locator('a', { hasText: link }).first();
      floor.push(await shown('Small', () => clickAt(editor.page, place)));
    }
  }
  const [panel, answer, page] = [small, large, floor].map((times) => figuresOf(times).median);
  const more = (time = 0): string => ms(time - (page ?? 0));
  printTable(`Click to panel in VS Code, median of ${ROUNDS}; the floor is a small page put into the same panel`, [
    ['what', 'time', 'floor', 'more than the floor', 'limit'],
    ['first click of a session', ms(first), '', '', ''],
    ['click to panel', ms(panel ?? 0), ms(page ?? 0), more(panel), '100 ms'],
    [`click to an answer of ${Math.round(LARGE / 1024)} KiB`, ms(answer ?? 0), ms(page ?? 0), more(answer), '200 ms'],
  ]);
}

function lenses(page: Page) {
  return page.locator('.codelens-decoration a').filter({ hasText: 'Test state' });
}

/** Clicks where something is, without the waits with which tests make sure of it. */
async function clickAt(page: Page, what: Locator): Promise<void> {
  const box = await until('a place to click', async () => (await what.boundingBox()) ?? undefined);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

/** Milliseconds from an act until another page than the one before shows a finished run of a state. */
async function timeToPage(page: Page, name: string, act: () => Promise<unknown>): Promise<number> {
  for (const frame of pageFrames(page)) await frame.evaluate('globalThis.seenBefore = true').catch(() => undefined);
  const start = performance.now();
  await act();
  while (!(await isShown(page, name))) {
    if (performance.now() - start > 120_000) throw new Error(`The panel never showed ${name}`);
    // Looking all the time would take the time away from what is measured.
    await page.waitForTimeout(LOOK_MILLISECONDS);
  }
  return performance.now() - start;
}

const LOOK_MILLISECONDS = 4;

async function isShown(page: Page, name: string): Promise<boolean> {
  for (const frame of pageFrames(page)) if (await isNew(frame, name)) return true;
  return false;
}

const shownFrame = (page: Page, name: string): Promise<Frame> =>
  until(`the page of ${name}`, async () => {
    for (const frame of pageFrames(page)) if (await isNew(frame, name)) return frame;
    return undefined;
  });

const pageFrames = (page: Page): readonly Frame[] =>
  page.frames().filter((frame) => frame.parentFrame()?.parentFrame() === page.mainFrame());

const isNew = (frame: Frame, name: string): Promise<boolean> =>
  frame
    .evaluate<boolean>(
      `!globalThis.seenBefore && document.readyState === 'complete' && document.querySelector('main[data-view=run] #state-name')?.textContent === '${name}'`,
    )
    .catch(() => false);

/** Scrolls the page of a large answer from end to end, and a page of a small one beside it. */
async function benchScrolling(editor: Editor): Promise<void> {
  const rows: string[][] = [['page', 'height', 'median frame', '95th percentile', 'longest']];
  for (const [index, name] of ['Small', 'Large'].entries()) {
    await timeToPage(editor.page, name, () => clickAt(editor.page, lenses(editor.page).nth(index)));
    const frame = (await shownFrame(editor.page, name)).parentFrame();
    if (frame === null) throw new Error('The page has no frame around it');
    const { frames, height } = await frame.evaluate<{ frames: number[]; height: number }>(SCROLL);
    const { median, p95 } = figuresOf(frames);
    rows.push([name, `${height} px`, ms(median), ms(p95), ms(Math.max(...frames))]);
  }
  printTable(
    'Scrolling the panel, time between two frames; without stutter it is one or two turns of the screen',
    rows,
  );
}

// A page without scripts gets no timers and no frames of its own, so the frame around it, of the same thread, counts them.
const SCROLL = `new Promise((resolve) => {
  const page = document.querySelector('iframe#active-frame').contentDocument;
  for (const details of page.querySelectorAll('details')) details.open = true;
  const root = page.scrollingElement;
  const height = root.scrollHeight;
  const frames = [];
  let last;
  let count = 0;
  const step = (now) => {
    if (last !== undefined) frames.push(now - last);
    last = now;
    root.scrollTop = (height * count) / 120;
    count += 1;
    if (count <= 120) requestAnimationFrame(step);
    else resolve({ frames: frames.slice(5), height });
  };
  requestAnimationFrame(step);
})`;

/** VS Code's own figures of the extensions that it activated. */
async function benchActivation(editor: Editor): Promise<void> {
  await editor.reload();
  await lenses(editor.page).first().waitFor();
  await editor.runCommand('Developer: Show Running Extensions');
  const rows = editor.page.locator('.runtime-extensions-editor .monaco-list-row');
  await rows.filter({ hasText: 'Activation' }).first().waitFor();
  const times = (await rows.allInnerTexts()).flatMap((text) => {
    const [name = ''] = text.split('\n');
    const time = /Activation:?\s*([\d.]+)\s*ms/.exec(text)?.[1];
    return time === undefined ? [] : [[name, `${time} ms`]];
  });
  printTable('Activation in the extension host, as VS Code tells it; the limit of Stateside is 30 ms', [
    ['extension', 'time'],
    ...times,
  ]);
}
