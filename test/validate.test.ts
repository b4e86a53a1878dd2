import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Program, startProgram } from './support/program';

// `stateside validate` as a process: what it takes, what it prints, how it ends.

const GOOD = JSON.stringify({ StartAt: 'P', States: { P: { Type: 'Pass', End: true } } });

function call(headers: object): string {
  const parameters = {
    ApiEndpoint: 'https://api.example.com/x',
    Method: 'GET',
    Authentication: {
      ConnectionArn: 'arn:aws:events:us-west-2:123456789012:connection/Test/81210c42-8af1-456b-9c4a-6ff02fc664ac',
    },
    Headers: headers,
  };
  const state = { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Parameters: parameters, End: true };
  return JSON.stringify({ StartAt: 'Call', States: { Call: state } }, undefined, 2);
}

const BAD = call({ Authorization: 'x' });
const WARNED = call({ 'User-Agent': 'x' });

let program: Program;
before(async () => {
  program = await startProgram();
  const files: Readonly<Record<string, string>> = {
    'flows/good.asl.json': GOOD,
    'flows/deep/bad.asl': BAD,
    'flows/deep/plain.json': BAD,
    'flows/deep/good.asl.test.json': '{"version": 1, "tests": []}',
    'flows/stateside.json': '{"version": 1}',
    'flows/node_modules/x/bad.asl.json': BAD,
    'flows/.hidden/bad.asl.json': BAD,
    'flows/warned.asl.json': WARNED,
    'empty/readme.md': 'nothing',
    'odd/[a].asl.json': BAD,
    'odd/a.asl.json': GOOD,
    'severe/stateside.json': '{"version": 1, "rules": {"http-forbidden-header": "off"}}',
    'severe/bad.asl.json': BAD,
    'quoted/line.asl.json': BAD.replace('Authorization', 'authorization'),
  };
  for (const [name, text] of Object.entries(files)) await program.file(name, text);
  await symlink(path.join(program.folder, 'flows'), path.join(program.folder, 'flows', 'deep', 'around'));
});
after(() => program.end());

/** The files that a run checked. */
async function checked(...args: readonly string[]): Promise<readonly string[]> {
  const { out } = await program.run(['validate', '--format', 'json', ...args]);
  const { files }: { files: readonly { path: string }[] } = JSON.parse(out);
  return files.map((file) => file.path.split(path.sep).join('/'));
}

describe('what is checked', () => {
  const OURS = [
    'flows/deep/bad.asl',
    'flows/deep/good.asl.test.json',
    'flows/good.asl.json',
    'flows/stateside.json',
    'flows/warned.asl.json',
  ];
  const cases: readonly (readonly [what: string, args: readonly string[], files: readonly string[]])[] = [
    ['a folder with all that is ours in it', ['flows'], OURS],
    ['a folder with a slash behind it', ['flows/'], OURS],
    ['a file of any name', ['flows/deep/plain.json'], ['flows/deep/plain.json']],
    [
      'a pattern in one folder',
      ['flows/*.json'],
      ['flows/good.asl.json', 'flows/stateside.json', 'flows/warned.asl.json'],
    ],
    ['a pattern over folders', ['flows/**/*.asl'], ['flows/deep/bad.asl']],
    [
      'a pattern with braces',
      ['./flows/{good,deep/bad}.{asl,asl.json}'],
      ['flows/deep/bad.asl', 'flows/good.asl.json'],
    ],
    ['a hidden folder that is named', ['flows/.hidden/*'], ['flows/.hidden/bad.asl.json']],
    ['a file whose name looks like a pattern', ['odd/[a].asl.json'], ['odd/[a].asl.json']],
    ['each file once', ['flows/good.asl.json', 'flows/./good.asl.json', 'flows/go*'], ['flows/good.asl.json']],
    ['files in the order of the arguments', ['odd/a.asl.json', 'flows/g*'], ['odd/a.asl.json', 'flows/good.asl.json']],
  ];
  for (const [what, args, files] of cases) {
    it(what, async () => assert.deepEqual(await checked(...args), files));
  }
});

describe('wrong use', () => {
  const cases: readonly (readonly [what: string, args: readonly string[], says: RegExp])[] = [
    ['a folder without files', ['empty'], /This folder holds nothing to check: empty$/m],
    ['a pattern without files', ['flows/*.yaml'], /No file is like this: flows\/\*\.yaml$/m],
    ['a pattern in no folder', ['nowhere/*.json'], /No file is like this/],
    ['a file that is not there, among others', ['flows/good.asl.json', 'no.asl.json'], /no such file: no\.asl\.json$/m],
    ['too many choices', ['{a,b}'.repeat(20)], /too many ways/],
    [
      'a rule that there is not',
      ['--rule', 'http-forbiden-header=off', '-'],
      /mean http-forbidden-header\?\): http-forbiden-/,
    ],
    [
      'a severity that there is not',
      ['--rule', 'http-method=fatal', '-'],
      /one of off, info, warning, error: --rule http-m/,
    ],
    ['a rule without a severity', ['--rule', 'http-method', '-'], /A rule is set as NAME=SEVERITY/],
    [
      'a rule that is a word of JavaScript',
      ['--rule', '__proto__=off', '-'],
      /no such rule \(each finding names its own\): __proto__$/m,
    ],
    ['warnings that are no number', ['--max-warnings', '-1', '-'], /needs a value|whole number/],
    ['warnings that are half a number', ['--max-warnings=1.5', '-'], /whole number: --max-warnings 1\.5$/m],
    [
      'a name for an input that is not read',
      ['--stdin-filename', 'a', 'odd'],
      /--stdin-filename is for standard input/,
    ],
  ];
  for (const [what, args, says] of cases) {
    it(`${what} ends with 2`, async () => {
      const { code, out, err } = await program.run(['validate', ...args], { input: GOOD });
      assert.match(err, says);
      assert.deepEqual([code, out], [2, '']);
    });
  }
});

describe('severities', () => {
  const FORBIDDEN = 'http-forbidden-header';
  const cases: readonly (readonly [what: string, args: readonly string[], code: number, summary: string])[] = [
    ['an error ends with 1', ['flows/deep/bad.asl'], 1, '1 error, 0 warnings in 1 file'],
    ['a warning ends with 0', ['flows/warned.asl.json'], 0, '0 errors, 1 warning in 1 file'],
    [
      'as many warnings as allowed',
      ['flows/warned.asl.json', '--max-warnings', '1'],
      0,
      '0 errors, 1 warning in 1 file',
    ],
    ['a rule may be off', ['flows/deep/bad.asl', '--rule', `${FORBIDDEN}=off`], 0, '0 errors, 0 warnings in 1 file'],
    ['a rule may warn', ['flows/deep/bad.asl', '--rule', `${FORBIDDEN}=warning`], 0, '0 errors, 1 warning in 1 file'],
    [
      'several rules',
      [
        'flows/deep/bad.asl',
        'flows/warned.asl.json',
        '--rule',
        `${FORBIDDEN}=info`,
        '--rule=http-service-header=error',
      ],
      1,
      '1 error, 0 warnings in 2 files',
    ],
    ['a project may switch off', ['severe/bad.asl.json'], 0, '0 errors, 0 warnings in 1 file'],
    ['the option wins', ['severe/bad.asl.json', '--rule', `${FORBIDDEN}=error`], 1, '1 error, 0 warnings in 1 file'],
  ];
  for (const [what, args, code, summary] of cases) {
    it(what, async () => {
      const ended = await program.run(['validate', ...args]);
      assert.deepEqual([ended.code, ended.err], [code, `${summary}\n`]);
    });
  }

  it('too many warnings end with 1 and a sentence', async () => {
    const { code, err } = await program.run(['validate', 'flows/warned.asl.json', '--max-warnings', '0']);
    assert.deepEqual([code, err], [1, '0 errors, 1 warning in 1 file\nThere are more warnings than allowed (0): 1\n']);
  });
});

describe('standard input', () => {
  it('has the name and the project that it is given', async () => {
    const named = await program.run(['validate', '-', '--stdin-filename', 'quoted/new.asl.json'], { input: BAD });
    assert.equal(named.code, 1);
    assert.match(named.out, /^quoted\/new\.asl\.json:\d+:\d+ error http-forbidden-header /);
    const silent = await program.run(['validate', '-', '--stdin-filename', 'severe/new.asl.json'], { input: BAD });
    assert.deepEqual([silent.code, silent.out], [0, '']);
  });

  it('is what its name says', async () => {
    const { code, out } = await program.run(['validate', '-', '--stdin-filename', 'stateside.json'], {
      input: '{"version": 1, "region": 5}',
    });
    assert.equal(code, 1);
    assert.match(out, /^stateside\.json:1:26 error project-region /);
  });

  it('may begin with a byte order mark, and stand among files', async () => {
    const { code, err } = await program.run(['validate', 'odd/a.asl.json', '-'], { input: `\uFEFF${GOOD}` });
    assert.deepEqual([code, err], [0, '0 errors, 0 warnings in 2 files\n']);
  });
});

describe('formats', () => {
  const line = BAD.split('\n').findIndex((text) => text.includes('"Authorization"'));
  const sentence = "The 'Headers' field contains unsupported values: [authorization]";

  it('text shows the line and marks the place', async () => {
    const { out } = await program.run(['validate', 'flows/deep/bad.asl']);
    const place = `flows/deep/bad.asl:${line + 1}:11`;
    assert.equal(
      out,
      [
        `${place} error http-forbidden-header ${sentence} [SCHEMA_VALIDATION_FAILED]`,
        `  ${line + 1} |           "Authorization": "x"`,
        `  ${' '.repeat(String(line + 1).length)} |           ${'^'.repeat('"Authorization"'.length)}`,
        '',
        '',
      ].join('\n'),
    );
  });

  it('github annotates the place', async () => {
    const { code, out, err } = await program.run(['validate', '--format', 'github', 'flows/deep/bad.asl']);
    const place = `file=flows/deep/bad.asl,line=${line + 1},endLine=${line + 1},col=11,endColumn=26`;
    assert.equal(out, `::error ${place},title=http-forbidden-header::${sentence}\n`);
    assert.deepEqual([code, err], [1, '1 error, 0 warnings in 1 file\n']);
  });

  it('sarif is a log of this program, also when nothing was found', async () => {
    const bad = await program.run(['validate', '--format', 'sarif', 'flows/deep', 'odd/[[]a].asl.json']);
    assert.deepEqual([bad.code, bad.err], [1, '']);
    const [run] = JSON.parse(bad.out).runs;
    assert.equal(run.tool.driver.name, 'Stateside');
    assert.match(run.tool.driver.version, /^\d+\.\d+\.\d+$/);
    const uris = run.results.map(
      (result: { locations: readonly { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    assert.deepEqual(uris, ['flows/deep/bad.asl', 'odd/%5Ba%5D.asl.json']);
    const good = await program.run(['validate', '--format', 'sarif', 'odd/a.asl.json']);
    assert.deepEqual([good.code, JSON.parse(good.out).runs[0].results], [0, []]);
  });

  it('sarif names a file outside by its whole address', async () => {
    const cwd = path.join(program.folder, 'odd');
    const { out } = await program.run(['validate', '--format', 'sarif', '../flows/deep/bad.asl'], { cwd });
    assert.match(out, /"uri": "file:\/\/\/[^"]*flows\/deep\/bad\.asl"/);
  });

  it('no color is used where nobody sees it', async () => {
    const { out } = await program.run(['validate', 'flows/deep/bad.asl'], { env: { FORCE_COLOR: '1' } });
    assert.equal(out.includes('\u001B'), false);
  });
});
