import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { type CodeServer, installExtension, startCodeServer } from './codeServer';
import { type Navigation, navigationOf } from './navigation';
import { type Palette, paletteOf } from './palette';
import { type Panels, panelsOf } from './panels';
import { artifactsFolder, findChromium } from './places';
import { type Text, textOf } from './text';

/** What `startEditor` opens: absolute paths; `files` are names inside the workspace folder. */
export interface EditorOptions {
  /** The packaged extension. */
  readonly vsix: string;
  /** The folder that is opened, as it is: hand in a copy when a scenario writes. */
  readonly workspace: string;
  /** False opens the folder in Restricted Mode. */
  readonly trusted: boolean;
  /** Files of the workspace to open at the start; none by default. */
  readonly files?: readonly string[];
  /** User settings on top of the rig's own. */
  readonly settings?: Settings;
  /** Environment variables for the extension's process; it sees none of this process's but PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** The display language of the window, such as `de`; VS Code's own words stay English, as no language pack is there. */
  readonly language?: string;
  /** Names the log file artifacts/code-server-NAME.log; 'editor' by default. */
  readonly name?: string;
}

/** User settings by their full name. */
export type Settings = Readonly<Record<string, unknown>>;

/** The themes in which pages are judged. */
export type Theme = keyof typeof themes;

/** A VS Code window with our extension in it. Every function waits for what it needs and throws after 30 seconds. */
export interface Editor extends Palette, Text, Navigation, Panels {
  /** The window, for whatever has no function here. */
  readonly page: Page;
  /** Changes user settings, as a person does in settings.json, and leaves the others as they are. */
  readonly changeSettings: (settings: Settings) => Promise<void>;
  /** Changes the colour theme and waits until the window wears it. */
  readonly setTheme: (theme: Theme) => Promise<void>;
  /** Saves what the window shows as artifacts/screenshots/NAME.png and gives that path. */
  readonly screenshot: (name: string) => Promise<string>;
  /** Runs a scenario and keeps one screenshot of its end, called NAME, or NAME-failed when it throws. */
  readonly scenario: (name: string, body: () => Promise<void>) => Promise<void>;
  /** Loads the window anew: the extension starts afresh, what it stored and what was open is there again. */
  readonly reload: () => Promise<void>;
  /** Ends browser and server with everything they started, and removes the profile. */
  readonly close: () => Promise<void>;
}

const themes = {
  light: { name: 'Light Modern', base: 'vs' },
  dark: { name: 'Dark Modern', base: 'vs-dark' },
  'high-contrast': { name: 'Default High Contrast', base: 'hc-black' },
  'high-contrast-light': { name: 'Default High Contrast Light', base: 'hc-light' },
} as const;

/** What a webview calls its theme, in `data-vscode-theme-kind` of its body. */
export const themeKinds: Readonly<Record<Theme, string>> = {
  dark: 'vscode-dark',
  'high-contrast': 'vscode-high-contrast',
  'high-contrast-light': 'vscode-high-contrast-light',
  light: 'vscode-light',
};

// A quiet window: nothing that opens by itself, asks, calls home or moves between two screenshots.
const quietSettings: Settings = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.editor.useModal': 'off',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.colorTheme': themes.light.name,
  'workbench.reduceMotion': 'on',
  'editor.cursorBlinking': 'solid',
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'remote.autoForwardPorts': false,
  'files.autoSave': 'off',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
};

// The browser reaches nothing but this machine.
const chromiumArguments = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/**
 * Starts the browser build of VS Code with the packaged extension installed, in Chromium, and opens the workspace.
 * Throws when something is not installed (test/editor/setup.ts does that); nothing keeps running then.
 */
export const startEditor = async (options: EditorOptions): Promise<Editor> => {
  const profile = mkdtempSync(join(tmpdir(), 'stateside-editor-'));
  const cleanUps: (() => unknown)[] = [() => rmSync(profile, { recursive: true, force: true })];
  const close = async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  };
  try {
    const settings = join(profile, 'data/User/settings.json');
    writeSettings(settings, { ...quietSettings, ...options.settings });
    const server = await startServer(profile, options);
    cleanUps.push(server.stop);
    const browser = await startBrowser();
    cleanUps.push(() => browser.close());
    return await openWindow(browser, server, settings, options, close);
  } catch (error) {
    await close();
    throw error;
  }
};

const startServer = (profile: string, { vsix, trusted, env = {}, name = 'editor' }: EditorOptions) => {
  const options = { profile, trusted, env, log: join(artifactsFolder, `code-server-${name}.log`) };
  mkdirSync(join(profile, 'home'), { recursive: true });
  // The extension's process gets the PATH of a login shell, which begins with that of the machine.
  if (env.PATH) writeFileSync(join(profile, 'home/.profile'), `export PATH='${env.PATH}'\n`);
  installExtension(vsix, options);
  return startCodeServer(options);
};

const startBrowser = (): Promise<Browser> => {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('Chromium is missing: run node --import tsx test/editor/setup.ts');
  return chromium.launch({ executablePath, args: chromiumArguments });
};

const openWindow = async (
  browser: Browser,
  server: CodeServer,
  settingsFile: string,
  options: EditorOptions,
  close: () => Promise<void>,
): Promise<Editor> => {
  const permissions = ['clipboard-read', 'clipboard-write'];
  const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, locale: 'en-US', permissions });
  page.setDefaultTimeout(30_000);
  if (options.language) await page.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = '${options.language}'`);
  await page.goto(windowUrl(server, options));
  await usable(page, options.files ?? []);
  const [palette, text] = [paletteOf(page, options.workspace), textOf(page)];
  const driver = { ...palette, ...text, ...navigationOf(page, text, palette.runCommand), ...panelsOf(page) };
  const changeSettings = (settings: Settings) =>
    editSettings(page, driver, { ...readSettings(settingsFile), ...settings });
  const screenshot = (name: string) => takeScreenshot(page, name);
  return {
    ...driver,
    page,
    changeSettings,
    setTheme: async (theme) => {
      await changeSettings({ 'workbench.colorTheme': themes[theme].name });
      await page.locator(`.monaco-workbench.${themes[theme].base}`).waitFor();
    },
    screenshot,
    scenario: (name, body) => scenario(name, body, screenshot),
    reload: () => page.reload().then(() => usable(page, options.files ?? [])),
    close,
  };
};

const windowUrl = ({ url }: CodeServer, { workspace, files = [] }: EditorOptions): string => {
  const remote = url.replace('http://', 'vscode-remote://');
  const opened = files.map((file) => ['openFile', remote + join(workspace, file)]);
  const payload = JSON.stringify([['skipWelcome', 'true'], ...opened]);
  return `${url}/?${new URLSearchParams({ folder: workspace, payload })}`;
};

const usable = async (page: Page, files: readonly string[]): Promise<void> => {
  await page.locator('.statusbar-item#status\\.host').waitFor();
  const last = files.at(-1);
  if (last !== undefined) await page.locator(`.tab.active[data-resource-name="${last.split('/').at(-1)}"]`).waitFor();
};

// The browser build reads the settings file at its start and after its own changes only: it must be edited in the window.
const editSettings = async (page: Page, driver: Palette & Text, settings: Settings): Promise<void> => {
  await driver.runCommand('Preferences: Open User Settings (JSON)');
  const group = page.locator('.editor-group-container.active');
  await group.locator('.tab.active[data-resource-name="settings.json"]').waitFor();
  await group.locator('.monaco-editor.focused').waitFor();
  await page.keyboard.press('ControlOrMeta+A');
  await driver.insert(JSON.stringify(settings));
  await group.locator('.tab.active.dirty').waitFor();
  await driver.save();
  await driver.runCommand('View: Close Editor');
};

const writeSettings = (file: string, settings: Settings): void => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ ...readSettings(file), ...settings }, null, 2)}\n`);
};

const readSettings = (file: string): Settings => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
};

const takeScreenshot = async (page: Page, name: string): Promise<string> => {
  const path = screenshotPath(name);
  await page.screenshot({ path, animations: 'disabled' });
  return path;
};

const screenshotPath = (name: string): string => join(artifactsFolder, 'screenshots', `${name}.png`);

const scenario = async (
  name: string,
  body: () => Promise<void>,
  screenshot: (name: string) => Promise<string>,
): Promise<void> => {
  for (const old of [name, `${name}-failed`]) rmSync(screenshotPath(old), { force: true });
  try {
    await body();
  } catch (error) {
    await screenshot(`${name}-failed`);
    throw error;
  }
  await screenshot(name);
};
