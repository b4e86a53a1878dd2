import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';

const PINS = join(__dirname, 'peers');
const CACHE = join(__dirname, '../../.cache/bench');

/** Another tool that checks definitions: one call reads a text and judges it. */
export interface Peer {
  readonly name: string;
  readonly check: (text: string) => unknown;
}

/** The tools that the language benchmark compares with; installed into an ignored cache when they are not there. */
export function peers(): readonly Peer[] {
  install();
  const load = createRequire(join(CACHE, 'package.json'));
  const { getLanguageService } = load('amazon-states-language-service');
  const service = getLanguageService({});
  const validate = load('asl-validator');
  return [
    {
      name: "AWS's service",
      check: (text) => {
        const document = TextDocument.create('file:///a.asl.json', 'asl', 1, text);
        return service.doValidation(document, service.parseJSONDocument(document));
      },
    },
    { name: 'asl-validator', check: (text) => (validate.default ?? validate)(JSON.parse(text)) },
  ];
}

function install(): void {
  mkdirSync(CACHE, { recursive: true });
  if (isInstalled()) return;
  for (const name of ['package.json', 'package-lock.json']) copyFileSync(join(PINS, name), join(CACHE, name));
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status } = spawnSync('npm', args, { cwd: CACHE, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The tools to compare with could not be installed: npm ci failed in .cache/bench');
}

function isInstalled(): boolean {
  const lock = join(CACHE, 'package-lock.json');
  if (!existsSync(lock) || !existsSync(join(CACHE, 'node_modules/asl-validator'))) return false;
  return readFileSync(lock, 'utf8') === readFileSync(join(PINS, 'package-lock.json'), 'utf8');
}
