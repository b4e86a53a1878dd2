import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

/** The project's root folder, as an absolute path. */
export const projectFolder = resolve(__dirname, '../..');

/** The ignored folder that holds the installed code-server, its own Node.js and the stamp of the pins it was made from. */
export const cacheFolder = join(projectFolder, '.cache/editor');

/** The ignored folder for what a run leaves behind: `screenshots/` and the editor's logs. */
export const artifactsFolder = join(projectFolder, 'artifacts');

/** The committed folder with the package.json and lock file that pin what is installed into `cacheFolder`. */
export const pinsFolder = join(__dirname, 'code-server');

/** The folder of the Node.js (bin/, include/) that runs code-server: it wants Node 24 whatever runs the tests. */
export const editorNodeFolder = join(cacheFolder, `node_modules/node-linux-${process.arch}`);

/** The file that starts code-server when it is given to the Node.js of `editorNodeFolder`. */
export const codeServerEntry = join(cacheFolder, 'node_modules/code-server/out/node/entry.js');

/** The path of a Chromium: `STATESIDE_CHROMIUM` when set, else the first one on the PATH; undefined when there is none. */
export const findChromium = (): string | undefined =>
  process.env.STATESIDE_CHROMIUM ?? findOnPath('chromium') ?? findOnPath('chromium-browser');

/** The absolute path of a program on the PATH; undefined when there is none. */
export const findOnPath = (program: string): string | undefined =>
  (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));
