import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cacheFolder, codeServerEntry, editorNodeFolder, findChromium, findOnPath, pinsFolder } from './places';

// Installs what the in-editor tests need beside package.json: Debian packages and code-server (the browser build of
// VS Code). Run it as `node --import tsx test/editor/setup.ts`; when everything is there it only looks.

// Chromium draws the editor; the others build the two native modules. The fonts come along, since a bare machine has none.
const debianPackages: readonly { readonly packages: readonly string[]; readonly present: () => boolean }[] = [
  { packages: ['chromium', 'fonts-dejavu-core'], present: () => findChromium() !== undefined },
  { packages: ['g++'], present: () => findOnPath('g++') !== undefined },
  { packages: ['make'], present: () => findOnPath('make') !== undefined },
  { packages: ['python3'], present: () => findOnPath('python3') !== undefined },
  // Makes the certificate that nobody trusts.
  { packages: ['openssl'], present: () => findOnPath('openssl') !== undefined },
];

// Without spdlog output channels stay empty; without the watchdog an orphaned extension host would live on.
const nativeModules: readonly { readonly name: string; readonly binary: string }[] = [
  { name: '@vscode/spdlog', binary: 'build/Release/spdlog.node' },
  { name: '@vscode/native-watchdog', binary: 'build/Release/watchdog.node' },
];

// These need an account, the internet or modules that are not installed, and would only greet the tests with errors.
const unwantedBuiltIns = ['copilot', 'git', 'github', 'microsoft-authentication', 'tunnel-forwarding'];

const vscodeFolder = join(cacheFolder, 'node_modules/code-server/lib/vscode');
const stampFile = join(cacheFolder, 'stamp');

const main = (): void => {
  if (process.platform !== 'linux')
    throw new Error('The in-editor tests run on Linux: elsewhere use npm run test:electron');
  const missing = debianPackages.filter((row) => !row.present()).flatMap((row) => row.packages);
  if (missing.length > 0) installDebianPackages(missing);
  if (isUpToDate()) return;
  installCodeServer();
};

const installDebianPackages = (packages: readonly string[]): void => {
  const advice = `Install them as root: apt-get install ${packages.join(' ')}`;
  if (process.getuid?.() !== 0) throw new Error(`Debian packages are missing for the in-editor tests. ${advice}`);
  if (findOnPath('apt-get') === undefined)
    throw new Error(`Packages are missing for the in-editor tests and there is no apt-get: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  step('Reading the package lists of Debian', 'apt-get', ['update', '-qq'], { env, advice });
  const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  step(`Installing ${packages.join(', ')}`, 'apt-get', install, { env, advice });
};

const isUpToDate = (): boolean =>
  existsSync(codeServerEntry) && existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp();

// The version of the Node.js that runs this file does not count: code-server brings its own, pinned with the rest.
const stamp = (): string =>
  createHash('sha256')
    .update(readFileSync(join(pinsFolder, 'package-lock.json')))
    .update(readFileSync(__filename))
    .update(process.arch)
    .digest('hex');

const installCodeServer = (): void => {
  rmSync(cacheFolder, { recursive: true, force: true });
  mkdirSync(cacheFolder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json'])
    copyFileSync(join(pinsFolder, name), join(cacheFolder, name));
  npm('Installing code-server (about 550 MB)', ['ci', '--ignore-scripts', '--omit=dev', '--no-audit', '--no-fund']);
  buildNativeModules();
  // VS Code looks for its modules beside itself; one tree and one lock file hold them all.
  symlinkSync('../../..', join(vscodeFolder, 'node_modules'));
  for (const name of unwantedBuiltIns) rmSync(join(vscodeFolder, 'extensions', name), { recursive: true, force: true });
  writeFileSync(stampFile, stamp());
};

const buildNativeModules = (): void => {
  const names = nativeModules.map((row) => row.name);
  npm(`Building ${names.join(', ')}`, ['rebuild', ...names]);
  const unbuilt = nativeModules.filter((row) => !existsSync(join(cacheFolder, 'node_modules', row.name, row.binary)));
  if (unbuilt.length > 0) throw new Error(`npm did not build a module: ${unbuilt.map((row) => row.name).join(', ')}`);
};

// Install scripts run for the named native modules only, with the headers of the Node.js that will load them.
const npm = (title: string, args: readonly string[]): void => {
  const quiet = ['--engine-strict=false', '--loglevel=error', `--prefix=${cacheFolder}`];
  const path = `${join(editorNodeFolder, 'bin')}${delimiter}${process.env.PATH ?? ''}`;
  const env = { ...process.env, PATH: path, npm_config_nodedir: editorNodeFolder };
  step(title, 'npm', [...quiet, ...args], { env, advice: 'The npm registry must be reachable' });
};

const step = (
  title: string,
  program: string,
  args: readonly string[],
  { env, advice }: { env: NodeJS.ProcessEnv; advice: string },
): void => {
  process.stdout.write(`${title}... `);
  const started = Date.now();
  const { status, stdout, stderr, error } = spawnSync(program, args, { env, encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error === undefined && status === 0) {
    process.stdout.write(`${Math.round((Date.now() - started) / 1000)} s\n`);
    return;
  }
  process.stdout.write(`failed\n${stdout ?? ''}${stderr ?? ''}\n`);
  throw new Error(`${program} ${args.join(' ')} failed (${error?.message ?? `status ${status}`}). ${advice}`);
};

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
