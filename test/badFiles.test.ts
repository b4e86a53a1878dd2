import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Ended, type Program, startProgram } from './support/program';

// What is no definition at all, on the command line: a finding, or a sentence that says what is wrong with the file.

const GOOD = '{"StartAt":"A","States":{"A":{"Type":"Succeed"}}}';
const SEED = 7;

let program: Program;
before(async () => {
  program = await startProgram();
});
after(() => program.end());

interface BadFile {
  readonly name: string;
  readonly bytes: Buffer | string;
}

const FOUND: readonly BadFile[] = [
  { name: 'empty.asl.json', bytes: '' },
  { name: 'empty.asl.yaml', bytes: '' },
  { name: 'nul.asl.json', bytes: '\0\0\0' },
  { name: 'nul.asl.yaml', bytes: '\0\0\0' },
  { name: 'deep.asl.json', bytes: '['.repeat(100_000) },
  { name: 'deep.asl.yaml', bytes: '[{a: '.repeat(100_000) },
  { name: 'dashes.asl.yaml', bytes: '- '.repeat(100_000) },
  { name: 'cycle.asl.yaml', bytes: 'States: &a\n  A: *a\n' },
  { name: 'bomb.asl.yaml', bytes: bomb() },
  { name: 'huge.asl.json', bytes: `{"StartAt":"${'x'.repeat(5_000_000)}"}` },
  { name: 'line-ends.asl.json', bytes: '{\r"StartAt":\r\n1\n}' },
  { name: 'tests.asl.test.json', bytes: '[[[' },
  { name: 'project/stateside.json', bytes: '{"version":'.repeat(1000) },
];

const REFUSED: readonly BadFile[] = [
  { name: 'no-text.asl.json', bytes: noise(100_000) },
  { name: 'no-text.asl.yaml', bytes: noise(100_000) },
  { name: 'latin.asl.json', bytes: Buffer.from(GOOD.replaceAll('A', '\u00e9'), 'latin1') },
  { name: 'utf16.asl.json', bytes: Buffer.from(`\uFEFF${GOOD}`, 'utf16le') },
  { name: 'half.asl.json', bytes: Buffer.concat([Buffer.from('{"StartAt":"'), Buffer.from([0xe2, 0x82])]) },
];

describe('validate', () => {
  for (const { name, bytes } of FOUND) {
    it(`finds what is wrong with ${name}`, async () => {
      assertSaid(await validate(name, bytes), 1);
    });
  }

  for (const { name, bytes } of REFUSED) {
    it(`says that ${name} is no text`, async () => {
      const ended = await validate(name, bytes);
      assertSaid(ended, 2);
      assert.match(ended.err, /^stateside: This file is not text in UTF-8: .*\n/);
    });
  }

  it('tells what is wrong with the others when a file cannot be read, in each format', async () => {
    const wrong = GOOD.replace('Succeed', 'Sucked');
    await program.file('mixed/a/one.asl.json', wrong);
    writeFileSync(await program.file('mixed/b/two.asl.json', ''), noise(1000));
    await program.file('mixed/c/three.asl.json', wrong);
    for (const [format, shown] of [
      ['text', /a\/one\.asl\.json:1.*state-type[\s\S]*c\/three\.asl\.json:1.*state-type/],
      ['json', /"path": "mixed\/c\/three[\s\S]*"unread": \[\s*\{\s*"path": "mixed\/b\/two\.asl\.json"/],
      ['sarif', /"executionSuccessful": false[\s\S]*"uri": "mixed\/b\/two[\s\S]*"uri": "mixed\/c\/three/],
      ['github', /file=mixed\/a\/one[\s\S]*file=mixed\/c\/three[\s\S]*::error file=mixed\/b\/two/],
    ] as const) {
      const ended = await program.run(['validate', '--format', format, 'mixed']);
      assertSaid(ended, 2);
      assert.match(ended.out, shown);
      assert.match(ended.err, /^stateside: This file is not text in UTF-8: mixed\/b\/two\.asl\.json$/m);
    }
  });

  it('checks definitions beside a project file that is no text, and names it once', async () => {
    await program.file('lost/one.asl.json', GOOD.replace('Succeed', 'Sucked'));
    await program.file('lost/two.asl.json', GOOD);
    writeFileSync(await program.file('lost/stateside.json', ''), noise(1000));
    const ended = await program.run(['validate', '--format', 'json', 'lost']);
    assertSaid(ended, 2);
    const { files } = JSON.parse(ended.out);
    assert.deepEqual(
      files.map(({ path: name, diagnostics }: { path: string; diagnostics: unknown[] }) => [name, diagnostics.length]),
      [
        ['lost/one.asl.json', 1],
        ['lost/two.asl.json', 0],
      ],
    );
    assert.equal(ended.err.match(/not text in UTF-8/g)?.length, 1);
    assert.match(ended.err, /stateside\.json$/m);
  });

  it('reads a text with a byte order mark', async () => {
    assert.equal((await validate('mark.asl.json', `\uFEFF${GOOD}`)).code, 0);
  });

  it('says that a folder called as a file holds nothing, and that a link leads nowhere or round', async () => {
    mkdirSync(path.join(program.folder, 'folder.asl.json'));
    symlinkSync('nowhere', path.join(program.folder, 'link.asl.json'));
    symlinkSync('round.asl.json', path.join(program.folder, 'round.asl.json'));
    for (const [name, sentence] of [
      ['folder.asl.json', /This folder holds nothing to check/],
      ['link.asl.json', /There is no such file/],
      ['round.asl.json', /This file cannot be read/],
      ['x'.repeat(5000), /This file cannot be read/],
      ['empty.asl.json/x', /There is no such file/],
    ] as const) {
      const ended = await program.run(['validate', name]);
      assertSaid(ended, 2);
      assert.match(ended.err, sentence);
    }
  });

  it('does not wait for pipes in a folder', async () => {
    await program.file('pipes/good.asl.json', GOOD);
    execFileSync('mkfifo', [path.join(program.folder, 'pipes', 'pipe.asl.json')]);
    const { code, out } = await program.run(['validate', '--format', 'json', 'pipes']);
    assert.equal(code, 0);
    assert.equal(JSON.parse(out).files.length, 1);
  });

  it('reads any standard input', async () => {
    for (const input of ['', '\0', '{'.repeat(100_000), '\uFEFF', '[]\r[]']) {
      assertSaid(await program.run(['validate', '-'], { input }), 1);
    }
  });

  for (const format of ['json', 'sarif', 'github']) {
    it(`tells of bad files as ${format}`, async () => {
      await Promise.all(FOUND.map(({ name, bytes }) => program.file(`all/${name}`, String(bytes))));
      const ended = await program.run(['validate', '--format', format, 'all']);
      assertSaid(ended, 1);
      if (format !== 'github') JSON.parse(ended.out);
    });
  }
});

async function validate(name: string, bytes: Buffer | string): Promise<Ended> {
  writeFileSync(await program.file(name, ''), bytes);
  return program.run(['validate', name]);
}

/** Something was said in sentences: no stack of calls, and nothing endless. */
function assertSaid({ code, out, err }: Ended, expected: number): void {
  assert.equal(code, expected, out.slice(0, 2000) + err.slice(0, 2000));
  assert.doesNotMatch(out + err, /\n\s+at .*:\d+:\d+|RangeError|TypeError|heap/);
  assert.ok(out.length + err.length > 0);
  assert.ok(out.length < 5_000_000, `${out.length} characters`);
}

/** Bytes that are the same each time. */
function noise(length: number): Buffer {
  let state = SEED;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return state >>> 24;
    }),
  );
}

function bomb(): string {
  const names = [...'bcdefghijk'];
  const lines = names.map((name, index) => `${name}: &${name} [${`*${['a', ...names][index]} ,`.repeat(9)}]`);
  return `a: &a [x]\n${lines.join('\n')}\nStates: *k\n`;
}
