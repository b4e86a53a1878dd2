import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pictureFolder, pictureNames } from './editor/pictures';

// What people install: only what they need, and little of it.

const ROOT = path.join(__dirname, '..');
const MOST_BYTES = 1.5 * 1024 * 1024;
const MOST_PICTURE_BYTES = 150_000;

/** Every file of the package lies in one of these, or is one of these. */
const ALLOWED = [
  'package.json',
  'package.nls.json',
  'package.nls.de.json',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'dist/*.js',
  'syntaxes/*.json',
  'client/docs/*.md',
  'client/docs/rules/*.md',
  'client/examples/*.json',
  'client/l10n/*.json',
  'client/resources/*.css',
  'client/resources/*.png',
  'client/resources/*.svg',
  'client/resources/bin/*',
  'client/resources/schemas/*.json',
  'client/resources/walkthrough/*.svg',
];

/** Without these it would not work, or not say what it is. */
const NEEDED = ['dist/extension.js', 'dist/server.js', 'dist/runner.js', 'dist/evaluator.js', 'dist/cli.js', 'LICENSE'];

const FILES = execFileSync(process.execPath, ['node_modules/@vscode/vsce/vsce', 'ls', '--no-dependencies'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((line) => line !== '');

function fits(file: string, pattern: string): boolean {
  return new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '[^/]+')}$`).test(file);
}

test('the package holds what is allowed, and all that is needed', () => {
  assert.deepEqual(
    FILES.filter((file) => !ALLOWED.some((pattern) => fits(file, pattern))),
    [],
  );
  assert.deepEqual(
    NEEDED.filter((file) => !FILES.includes(file)),
    [],
  );
});

test('the package is smaller than 1.5 MiB', () => {
  const vsix = path.join(ROOT, 'dist/stateside.vsix');
  assert.ok(existsSync(vsix), 'dist/stateside.vsix is missing: run "npm run package" first');
  assert.ok(statSync(vsix).size < MOST_BYTES, `${statSync(vsix).size} bytes`);
});

test('the pictures of the README are there, small, and no part of the package', () => {
  const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
  const shown = [...readme.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, file]) => file);
  assert.deepEqual(
    shown,
    pictureNames.map((name) => `${pictureFolder}/${name}.png`),
  );
  for (const file of pictureNames.map((name) => `${pictureFolder}/${name}.png`)) {
    assert.ok(statSync(path.join(ROOT, file)).size < MOST_PICTURE_BYTES, file);
    assert.ok(!FILES.includes(file), file);
  }
});
