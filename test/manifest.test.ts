import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { COMMANDS as CLI_COMMANDS } from '../client/cli/commandLine';
import { COMMANDS, PANEL_COMMANDS } from '../client/vscode/commands';
import { RULES } from '../shared/rules/allRules';

// The manifest and the README say what is really there. UPDATE=1 rewrites what comes from a table.

const ROOT = path.join(__dirname, '..');
const UPDATE = process.env.UPDATE === '1';

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

interface Setting {
  readonly enum?: readonly string[];
  readonly default: unknown;
  readonly markdownDescription: string;
  readonly propertyNames?: { readonly enum: readonly string[] };
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly keybindings: readonly { readonly command: string; readonly key: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

const MANIFEST: Manifest = JSON.parse(read('package.json'));
const TEXTS: Readonly<Record<string, string>> = JSON.parse(read('package.nls.json'));

function text(key: string): string {
  return TEXTS[key.replaceAll('%', '')] ?? assert.fail(`package.nls.json has no ${key}`);
}

/** Compares a text with what is in a file; UPDATE=1 writes it there instead. */
function keep(file: string, expected: string): void {
  if (UPDATE) writeFileSync(path.join(ROOT, file), expected);
  assert.equal(read(file), expected, `${file} is not up to date: UPDATE=1 npm run test:unit rewrites it`);
}

describe('package.json', () => {
  const { contributes } = MANIFEST;

  test('contributes the commands of the code', () => {
    assert.deepEqual(contributes.commands.map(({ command }) => command).sort(), Object.values(COMMANDS).sort());
    const known = new Set<string>(Object.values(COMMANDS));
    for (const { command } of [...contributes.keybindings, ...Object.values(contributes.menus).flat()])
      assert.ok(known.has(command), command);
  });

  test('leads to every command without the mouse: by the palette, another menu, or a link in the panel', () => {
    const { commandPalette = [], ...menus } = contributes.menus;
    const elsewhere = [
      ...Object.values(menus)
        .flat()
        .map(({ command }) => command),
      ...PANEL_COMMANDS,
    ];
    const hidden = commandPalette.filter(({ when }) => when === 'false').map(({ command }) => command);
    assert.deepEqual(
      hidden.filter((command) => !elsewhere.includes(command)),
      [],
    );
  });

  test('explains each setting in one sentence', () => {
    for (const [name, { markdownDescription }] of Object.entries(contributes.configuration.properties))
      assert.match(text(markdownDescription), /^(?:[^.]|\.(?! [A-Z]|$))+\.$/, name);
  });

  test('offers the names of the rules', () => {
    const names = RULES.map(({ name }) => name).sort();
    const manifest = JSON.parse(read('package.json'));
    manifest.contributes.configuration.properties['stateside.rules'].propertyNames = { enum: names };
    keep('package.json', `${JSON.stringify(manifest, undefined, 2)}\n`);
  });

  test('every text stands in package.nls.json, and none is left over', () => {
    const used = [...read('package.json').matchAll(/%([\w.]+)%/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(TEXTS).sort());
  });

  test('every file that it names is there', () => {
    for (const [, file = ''] of read('package.json').matchAll(
      /"(\.\/syntaxes\/[^"]+|client\/[^" ]+\.(?:png|svg|md|json))"/g,
    )) {
      assert.ok(existsSync(path.join(ROOT, file)), file);
    }
  });
});

describe('README', () => {
  function section(name: string, lines: readonly string[]): void {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const readme = read('README.md');
    const before = readme.slice(0, readme.indexOf(start) + start.length);
    keep('README.md', `${before}\n${lines.join('\n')}\n${readme.slice(readme.indexOf(end))}`);
  }

  test('lists the commands that the palette offers', () => {
    const { commands, keybindings, menus } = MANIFEST.contributes;
    const hidden = new Set(menus.commandPalette?.filter(({ when }) => when === 'false').map(({ command }) => command));
    const rows = commands
      .filter(({ command }) => !hidden.has(command))
      .map(({ command, title }) => {
        const key = keybindings.find((binding) => binding.command === command)?.key ?? '';
        return `| Stateside: ${text(title)} | ${key.replace(/\b\w/g, (letter) => letter.toUpperCase())} |`;
      });
    section('commands', ['| Command | Key |', '|---|---|', ...rows]);
  });

  test('lists the settings', () => {
    const rows = Object.entries(MANIFEST.contributes.configuration.properties).map(([name, setting]) => {
      const values = setting.enum ? ` (${setting.enum.map((value) => `\`${value}\``).join(', ')})` : '';
      return `| \`${name}\` | \`${JSON.stringify(setting.default)}\` | ${text(setting.markdownDescription)}${values} |`;
    });
    section('settings', ['| Setting | Default | What it does |', '|---|---|---|', ...rows]);
  });

  test('lists the commands of the command line', () => {
    section('cli', [
      '| Command | What it does |',
      '|---|---|',
      ...CLI_COMMANDS.map(({ name, summary }) => `| \`stateside ${name}\` | ${summary} |`),
    ]);
  });

  test('names only files that are there', () => {
    for (const [, file = ''] of read('README.md').matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      assert.ok(existsSync(path.join(ROOT, file)), file);
  });
});
