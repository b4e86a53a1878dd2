import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runTests, runVSCodeCommand } from '@vscode/test-electron';
import { build } from 'esbuild';
import { projectFolder } from './places';

// Runs test/editor/suite.ts inside a desktop VS Code with the packaged extension installed: for a contributor's own
// machine and for hosted CI, as it downloads VS Code and needs a display. `npm run test:electron -- 1.96.0` takes that
// version instead of the newest; a version that was downloaded before is used again.

const vsix = join(projectFolder, 'dist/stateside.vsix');
const cachePath = join(projectFolder, '.cache/desktop');

const main = async (): Promise<void> => {
  if (!existsSync(vsix))
    throw new Error(`The packaged extension is missing: run npm run package first, it makes ${vsix}`);
  // In the temporary folder, since macOS refuses the long socket names of a deep profile folder.
  const profile = mkdtempSync(join(tmpdir(), 'stateside-'));
  try {
    await runSuite(profile, process.argv[2] ?? 'stable');
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
};

const runSuite = async (profile: string, version: string): Promise<void> => {
  const folders = [`--extensions-dir=${join(profile, 'extensions')}`, `--user-data-dir=${join(profile, 'data')}`];
  const workspace = join(profile, 'workspace');
  cpSync(join(projectFolder, 'client/examples'), workspace, { recursive: true });
  await runVSCodeCommand(['--install-extension', vsix, '--force', ...folders], { version, cachePath });
  await runTests({
    version,
    cachePath,
    extensionDevelopmentPath: makeHostExtension(join(profile, 'host')),
    extensionTestsPath: await bundleSuite(join(profile, 'suite.js')),
    launchArgs: [workspace, ...folders],
  });
};

// VS Code runs a suite only on behalf of an extension in development: an empty one, so that ours is the installed one.
const makeHostExtension = (folder: string): string => {
  const manifest = { name: 'suite-host', publisher: 'stateside', version: '0.0.0', engines: { vscode: '*' } };
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
};

const bundleSuite = async (outfile: string): Promise<string> => {
  const entryPoints = [join(__dirname, 'suite.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] });
  return outfile;
};

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
