import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { type ExampleApi, startExampleApi } from '../../client/demo/server';
import { type AwsOnPath, awsOnPath } from '../support/awsOnPath';
import { type Editor, type EditorOptions, startEditor } from './editor';
import { projectFolder } from './places';
import { until } from './until';

/** What scenarios work with: a window on a copy of the examples and of `workspace` whose endpoints lead to an example API of its own. */
export interface Bench {
  readonly editor: Editor;
  readonly api: ExampleApi;
  /** The program `aws` that the window finds. */
  readonly aws: AwsOnPath;
  /** The folder that is open. */
  readonly workspace: string;
  /** The text of a file of the workspace as it is on the disk; undefined when there is none. */
  readonly read: (name: string) => string | undefined;
  /** Writes a file into the workspace, its folder too if need be. */
  readonly write: (name: string, text: string) => void;
  /**
   * Copies the examples into a folder of the workspace, as they are in the extension but with the endpoints of this bench;
   * that of invoice.asl.json into the folder `mine` is called mine-invoice.asl.json, so that each name is there once.
   */
  readonly copyExamples: (folder: string) => void;
  /** Writes a definition in which HERE stands for the cursor, opens it, and puts the cursor there. */
  readonly openWithCursor: (name: string, text: string) => Promise<void>;
}

/** Gives the bench of a suite; for use inside of scenarios. */
export type AtBench = () => Bench;

/** The port that the packaged examples name. */
export const usualPort = 4567;

/** Starts an editor before the scenarios of a suite, empties its window after each, and ends it after the last. */
export const benchOf = (options: Pick<EditorOptions, 'trusted' | 'language'> & { readonly name: string }): AtBench => {
  const cleanUps: (() => unknown)[] = [];
  let bench: Bench | undefined;
  const atBench = (): Bench => {
    if (bench === undefined) throw new Error('The editor is not there: it did not start, or has ended already.');
    return bench;
  };
  before(async () => {
    const workspace = mkdtempSync(join(tmpdir(), 'stateside-workspace-'));
    cleanUps.push(() => rmSync(workspace, { recursive: true, force: true }));
    const api = await startExampleApi();
    cleanUps.push(() => api.close());
    copyFiles(workspace, api);
    const vsix = join(projectFolder, 'dist/stateside.vsix');
    const aws = awsOnPath();
    cleanUps.push(() => aws.end());
    const env = { EXAMPLE_API_KEY: 'example-key-1', ...aws.env };
    const editor = await startEditor({ ...options, vsix, workspace, env });
    cleanUps.push(() => editor.close());
    const copyExamples = (folder: string) => copyExamplesTo(join(workspace, folder), api, `${folder}-`);
    bench = { editor, api, aws, workspace, copyExamples, ...filesOf(editor, workspace) };
  });
  afterEach(() => emptyWindow(atBench().editor));
  after(async () => {
    for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
  });
  return atBench;
};

/** Declares a scenario with a title for a reader and the name of its screenshot. */
export const scenario = (
  atBench: AtBench,
  name: string,
  title: string,
  body: (bench: Bench) => Promise<void>,
): void => {
  test(title, () => atBench().editor.scenario(name, () => body(atBench())));
};

const copyFiles = (workspace: string, api: ExampleApi): void => {
  copyExamplesTo(workspace, api);
  cpSync(join(__dirname, 'workspace'), workspace, { recursive: true });
};

const copyExamplesTo = (folder: string, api: ExampleApi, prefix = ''): void => {
  const examples = join(projectFolder, 'client/examples');
  for (const name of readdirSync(examples))
    cpSync(join(examples, name), join(folder, name === 'stateside.json' ? name : prefix + name));
  const project = join(folder, 'stateside.json');
  const text = readFileSync(project, 'utf8');
  writeFileSync(project, text.replaceAll(`http://127.0.0.1:${usualPort}`, api.url));
};

const filesOf = (editor: Editor, workspace: string): Pick<Bench, 'read' | 'write' | 'openWithCursor'> => {
  const write = (name: string, text: string) => {
    const file = join(workspace, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  return {
    write,
    read: (name) => {
      try {
        return readFileSync(join(workspace, name), 'utf8');
      } catch {
        return undefined;
      }
    },
    openWithCursor: async (name, text) => {
      write(name, text);
      await editor.openFile(name);
      await editor.select('HERE');
      await editor.page.keyboard.press('Delete');
    },
  };
};

// Whatever a scenario left behind, also one that failed half-way.
const emptyWindow = async (editor: Editor): Promise<void> => {
  const { page } = editor;
  const forget = page.locator('.monaco-dialog-box').getByRole('button', { name: "Don't Save", exact: true });
  for (const _ of ['menu', 'list', 'hover']) await page.keyboard.press('Escape');
  await editor.runCommand('View: Close All Editors');
  await until('no open editor', async () => {
    if (await forget.isVisible()) await forget.click();
    return (await page.locator('.tab').count()) === 0;
  });
  await editor.hideBottomPanel();
  await editor.hideOutline();
  if ((await page.locator('.notification-toast').count()) > 0) await editor.clearNotifications();
};
