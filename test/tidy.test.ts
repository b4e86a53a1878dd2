import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

// The rules of the house: who may import whom, how long things may be, what must not stand anywhere.

const ROOT = path.join(__dirname, '..');
const FILES = ['client', 'server', 'shared'].flatMap((folder) => filesIn(folder, /\.(ts|mts|mjs)$/));
const TESTS = filesIn('test', /\.ts$/);
const PROSE = [...filesIn('client/docs', /\.md$/), ...readdirSync(ROOT).filter((file) => file.endsWith('.md'))];
const LOCKS = ['package-lock.json', ...filesIn('test/editor', /package-lock\.json$/)];

function filesIn(folder: string, name: RegExp): string[] {
  return readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.replaceAll(path.sep, '/')))
    .filter((file) => name.test(file) && !file.includes('node_modules/'));
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}

/** A row of the import table: the rooms that a folder may use; `type` means only as `import type`. */
interface Row {
  readonly folder: string;
  readonly rooms: readonly string[];
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
}

const SHARED = [
  'shared/spec',
  'shared/document',
  'shared/expressions',
  'shared/rules',
  'shared/executor',
  'shared/project',
  'shared/report',
];
const PARENT = ['client/runner/runner', 'client/runner/protocol', 'client/runner/walk'];
const EXECUTOR_TYPES = ['shared/executor'];

// The first row whose folder fits is the one that counts.
const TABLE: readonly Row[] = [
  { folder: 'shared/spec', rooms: [] },
  { folder: 'shared/document', rooms: ['shared/spec'], packages: ['jsonc-parser', 'yaml'] },
  { folder: 'shared/expressions', rooms: ['shared/spec'], packages: ['jsonpath-plus', 'jsonata'] },
  { folder: 'shared/rules', rooms: ['shared/document', 'shared/expressions', 'shared/spec'] },
  { folder: 'shared/executor', rooms: ['shared/expressions', 'shared/spec'], packages: ['undici', 'qs'] },
  { folder: 'shared/project', rooms: ['shared/spec', 'shared/document'], types: EXECUTOR_TYPES },
  { folder: 'shared/report', rooms: ['shared/spec'], types: EXECUTOR_TYPES },
  {
    folder: 'server',
    rooms: ['shared/document', 'shared/expressions', 'shared/rules', 'shared/project', 'shared/spec'],
    packages: ['vscode-jsonrpc', 'vscode-languageserver', 'vscode-languageserver-textdocument'],
  },
  { folder: 'client/runner/runner', rooms: ['shared/spec'], types: EXECUTOR_TYPES },
  { folder: 'client/runner/protocol', rooms: [], types: EXECUTOR_TYPES },
  { folder: 'client/runner/walk', rooms: ['shared/spec'], types: EXECUTOR_TYPES },
  { folder: 'client/runner', rooms: SHARED },
  { folder: 'client/demo', rooms: [] },
  { folder: 'client/cli', rooms: [...SHARED, ...PARENT, 'client/demo'] },
  {
    folder: 'client/vscode',
    rooms: ['shared/document', 'shared/project', 'shared/report', 'shared/spec', ...PARENT],
    types: EXECUTOR_TYPES,
    packages: ['vscode', 'vscode-languageclient'],
  },
  { folder: 'client/build.mjs', rooms: [], packages: ['esbuild'] },
];

/** Packages that enter through a whole folder; every other one enters through one file. */
const FOLDER_PACKAGES = new Set([
  'vscode',
  'vscode-jsonrpc',
  'vscode-languageclient',
  'vscode-languageserver',
  'vscode-languageserver-textdocument',
]);

interface Import {
  readonly from: string;
  readonly isType: boolean;
}

function importsOf(file: string): Import[] {
  const text = read(file);
  return [...text.matchAll(/^(import|export)\s+(type\s+)?(?:[^;'"]*?\sfrom\s+)?'([^']+)'/gm)].map(
    ([, , type, from = '']) => ({
      from,
      isType: type !== undefined,
    }),
  );
}

/** The file inside the project that an import means; undefined for packages. */
function target(file: string, from: string): string | undefined {
  return from.startsWith('.') ? path.posix.join(path.posix.dirname(file), from) : undefined;
}

function packageOf(from: string): string {
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

function isIn(file: string, room: string): boolean {
  return file === room || file === `${room}.ts` || file.startsWith(`${room}/`);
}

function rowOf(file: string): Row | undefined {
  return TABLE.find(({ folder }) => isIn(file, folder));
}

describe('imports', () => {
  for (const file of FILES) {
    test(file, () => {
      const row = rowOf(file) ?? assert.fail(`${file} lies in no room`);
      for (const { from, isType } of importsOf(file)) {
        const inside = target(file, from);
        if (inside === undefined) {
          if (!from.startsWith('node:'))
            assert.ok(row.packages?.includes(packageOf(from)), `${file} must not import ${from}`);
          continue;
        }
        const home = PARENT.includes(row.folder) ? PARENT : [row.folder];
        const rooms = [...home, ...row.rooms, ...(isType ? (row.types ?? []) : [])];
        assert.ok(
          rooms.some((room) => isIn(inside, room)),
          `${file} must not import ${from}${isType ? '' : ' (as a value)'}`,
        );
      }
    });
  }

  test('each outside package enters a room through one file', () => {
    const doors = new Map<string, Set<string>>();
    for (const file of FILES) {
      for (const { from } of importsOf(file)) {
        if (from.startsWith('.') || from.startsWith('node:') || FOLDER_PACKAGES.has(packageOf(from))) continue;
        const name = packageOf(from);
        doors.set(name, (doors.get(name) ?? new Set()).add(file));
      }
    }
    for (const [name, files] of doors)
      assert.equal(files.size, 1, `${name} enters through ${[...files].join(' and ')}`);
  });

  test('no file only hands on what another exports', () => {
    for (const file of FILES) assert.doesNotMatch(read(file), /^export (\*|\{[^}]*\}) from/m, file);
  });
});

describe('sizes', () => {
  /** Tables and pieces of prose may be as long as their facts. */
  const isTable = (file: string): boolean => /^shared\/spec\//.test(file) || /(Shape|Table)\.ts$/.test(file);

  for (const file of FILES) {
    test(file, () => {
      const lines = read(file).split('\n');
      if (!isTable(file)) assert.ok(lines.length <= 301, `${file} has ${lines.length} lines`);
      for (const { name, length } of functionsOf(lines))
        assert.ok(length <= 60, `${name} in ${file} has ${length} lines`);
    });
  }
});

/** Functions by the look of the formatter: a head that ends with a brace, up to the brace in the same column. */
function functionsOf(lines: readonly string[]): { readonly name: string; readonly length: number }[] {
  return lines.flatMap((line, index) => {
    const head = /^(\s*)(?:export )?(?:async )?(?:function\*? (\w+)|const (\w+) = (?:async )?\()/.exec(line);
    if (head === null) return [];
    const end = lines.findIndex((other, at) => at >= index && new RegExp(`^${head[1]}\\};?\\)?;?$`).test(other));
    const isOneLine = !/[{(,]$/.test(line);
    return end < 0 || isOneLine ? [] : [{ name: head[2] ?? head[3] ?? '', length: end - index + 1 }];
  });
}

describe('manners', () => {
  const UNWANTED: readonly [what: string, pattern: RegExp][] = [
    ['an escape from the type checker', /\bas any\b|: any(?=[;,)=\]>|&\n])|@ts-(ignore|expect-error|nocheck)/],
    ['a default export', /^export default/m],
    ['an enum', /^\s*(export )?(const )?enum /m],
    ['unfinished work', /\b(TO[D]O|FIX[M]E|X[X]X)\b/],
    ['a path of one machine', /(^|[^\w.])\/(work|root|farm|home)\//],
    ['a package registry', /registry\.npm/],
  ];
  for (const file of [...FILES, ...TESTS, ...PROSE]) {
    test(file, () => {
      for (const [what, pattern] of UNWANTED) {
        if (file === 'test/tidy.test.ts') continue;
        const found = pattern.exec(read(file));
        assert.equal(found?.[0], undefined, `${file} holds ${what}`);
      }
    });
  }

  test('tests are neither skipped nor left alone', () => {
    for (const file of TESTS)
      assert.doesNotMatch(read(file), /\b(test|it|describe)\.(skip|only|todo)\b|skip: *true/, file);
  });

  test('no folder is called by what it is not', () => {
    for (const file of [...FILES, ...TESTS]) assert.doesNotMatch(file, /\/(utils?|common|helpers?|types)\//, file);
  });
});

describe('the lock file', () => {
  test('holds no download addresses', () => {
    for (const file of LOCKS) assert.doesNotMatch(read(file), /"resolved": "http/, file);
  });
});
