import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import Ajv from 'ajv';
import fc from 'fast-check';
import { excerpt } from '../client/cli/excerpt';
import { findingExcerpts, findingLines, findingsJson } from '../client/cli/findings';
import { lineColumns, parseDocument } from '../shared/document/document';
import { githubAnnotations } from '../shared/report/githubAnnotations';
import type { ReportedFile } from '../shared/report/reportedFile';
import { sarifLog } from '../shared/report/sarif';
import { RULES } from '../shared/rules/allRules';
import { validate } from '../shared/rules/validate';
import { type Diagnostic, NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import type { JsonObject } from '../shared/spec/json';

// Findings as text, as annotations and as SARIF: pure functions of what was found.

const SCHEMA = JSON.parse(readFileSync(path.join(__dirname, 'cases', 'sarif', 'written.schema.json'), 'utf8'));

const FORMATS = {
  uri: (text: string) => URL.canParse(text),
  'uri-reference': (text: string) => !/[\s\\^`{|}<>"]/.test(text) && URL.canParse(text, 'file:///base/'),
};

const AJV = new Ajv({ allErrors: true, formats: FORMATS });
const IS_SARIF = AJV.compile(SCHEMA);

function fitsSarif(log: unknown): void {
  assert.ok(IS_SARIF(log), AJV.errorsText(IS_SARIF.errors));
}

function reported(text: string, diagnostics: readonly Diagnostic[], uri = 'a.asl.json'): ReportedFile {
  return { path: uri, uri, text, diagnostics, placeOf: lineColumns(text) };
}

const TOOL = { name: 'Stateside', version: '1.2.3', rules: RULES };

/** The members of a log that tests look into. */
interface Log {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly rules: readonly { readonly id: string; readonly helpUri: string }[] };
      };
      readonly results: readonly Result[];
    },
  ];
}

interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly partialFingerprints: { readonly primaryLocationLineHash: string };
  readonly locations: readonly [
    {
      readonly physicalLocation: {
        readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
        readonly region: Region;
      };
    },
  ];
  readonly fixes?: readonly {
    readonly artifactChanges: readonly {
      readonly replacements: readonly { readonly deletedRegion: Region; readonly insertedContent: { text: string } }[];
    }[];
  }[];
}

interface Region {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
}

function runOf(files: readonly ReportedFile[]) {
  const log = sarifLog(files, [], TOOL);
  fitsSarif(log);
  return (JSON.parse(JSON.stringify(log)) as Log).runs[0];
}

describe('a SARIF log', () => {
  it('of every rule fits the standard, and its rules lead to their pages', () => {
    for (const rule of RULES) {
      const surroundings = { ...NO_SURROUNDINGS, ...rule.example.surroundings };
      const text = rule.example.wrong;
      const found = validate(parseDocument(text, 'json'), surroundings);
      const { tool, results } = runOf([reported(text, found)]);
      assert.equal(results.length, found.length, rule.name);
      for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]?.id, ruleId);
      assert.equal(tool.driver.rules.find(({ id }) => id === rule.name)?.helpUri, rule.page);
    }
  });

  it('without findings is a run without results', () => {
    assert.deepEqual(runOf([]).results, []);
  });

  it('names files that could not be read, and was no success then', () => {
    const unread = [
      { path: 'b.asl.json', uri: 'b.asl.json', message: 'This file is not text in UTF-8: b.asl.json' },
      { path: '/c.asl.json', uri: 'file:///c.asl.json', message: 'This file cannot be read: /c.asl.json' },
    ];
    const log = sarifLog([reported('{', [FOUND])], unread, TOOL);
    fitsSarif(JSON.parse(JSON.stringify(log)));
    const at = (artifactLocation: JsonObject) => [{ physicalLocation: { artifactLocation } }];
    const [run] = JSON.parse(JSON.stringify(log)).runs;
    assert.equal(run.results.length, 1);
    assert.deepEqual(run.invocations, [
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: unread[0]?.message },
            locations: at({ uri: 'b.asl.json', uriBaseId: '%SRCROOT%' }),
          },
          { level: 'error', message: { text: unread[1]?.message }, locations: at({ uri: 'file:///c.asl.json' }) },
        ],
      },
    ]);
    assert.deepEqual(githubAnnotations([], unread), [
      '::error file=b.asl.json::This file is not text in UTF-8: b.asl.json',
      '::error file=/c.asl.json::This file cannot be read: /c.asl.json',
    ]);
  });

  it('is refused by the schema when it is wrong', () => {
    const log = JSON.stringify(sarifLog([reported('{', [FOUND])], [], TOOL));
    fitsSarif(JSON.parse(log));
    const wrongs = [
      [/"startLine":1/, '"startLine":0'],
      [/"level":"error"/, '"level":"fatal"'],
      [/"version":"2.1.0"/, '"version":"2.0.0"'],
      [/"message":\{[^}]*\}/, '"note":{}'],
      [/"uri":"[^"]*"/, '"uri":"a b"'],
    ] as const;
    for (const [right, wrong] of wrongs) {
      assert.match(log, right);
      assert.throws(() => fitsSarif(JSON.parse(log.replace(right, wrong))), String(right));
    }
  });

  const FOUND: Diagnostic = {
    rule: 'http-method',
    code: 'http-method',
    severity: 'ERROR',
    message: 'Wrong',
    span: { start: 0, end: 1 },
  };

  it('keeps a finding the same when lines move and spaces change, and tells two of one line apart', () => {
    const hashes = (text: string, starts: readonly number[]) =>
      runOf([
        reported(
          text,
          starts.map((start) => ({ ...FOUND, span: { start, end: start + 1 } })),
        ),
      ]).results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
    const [first, second] = hashes('"a": "a"', [0, 5]);
    assert.notEqual(first, second);
    assert.deepEqual(hashes('\n\n   "a":"a"', [5, 9]), [first, second]);
    assert.notEqual(hashes('"b": "b"', [0])[0], first);
  });

  it('counts lines and columns from 1, and fixes give the text that a quick fix gives', () => {
    const text = '{\n  "ä💡": 1\n}';
    const start = text.indexOf('1');
    const fix = { title: 'Mend it', edits: [{ span: { start, end: start + 1 }, text: '2' }] };
    const [result] = runOf([reported(text, [{ ...FOUND, span: { start, end: text.length }, fixes: [fix] }])]).results;
    assert.deepEqual(result?.locations[0].physicalLocation.region, {
      startLine: 2,
      startColumn: 10,
      endLine: 3,
      endColumn: 2,
    });
    assert.deepEqual(result?.fixes?.[0]?.artifactChanges[0]?.replacements, [
      {
        deletedRegion: { startLine: 2, startColumn: 10, endLine: 2, endColumn: 11 },
        insertedContent: { text: '2' },
      },
    ]);
  });

  it('says of files outside where they are, and of others where they are below the root', () => {
    const uris = ['a%20b/c.asl.json', 'file:///elsewhere/c.asl.json'];
    const places = runOf(uris.map((uri) => reported('{', [FOUND], uri))).results.map(
      ({ locations }) => locations[0].physicalLocation.artifactLocation,
    );
    assert.deepEqual(places, [{ uri: uris[0], uriBaseId: '%SRCROOT%' }, { uri: uris[1] }]);
  });
});

describe('annotations for GitHub', () => {
  it('escape what would end them', () => {
    const text = 'one\ntwo';
    const found = (severity: Diagnostic['severity'], message: string, end: number): Diagnostic => ({
      rule: 'a,b:c',
      code: 'a',
      severity,
      message,
      span: { start: 1, end },
    });
    const file = { ...reported(text, []), path: 'a,b:50%.asl.json' };
    const diagnostics = [found('ERROR', '50%: a\r\nb', 3), found('WARNING', 'x::y,z', 5), found('INFO', '', 1)];
    assert.deepEqual(githubAnnotations([{ ...file, diagnostics }], []), [
      '::error file=a%2Cb%3A50%25.asl.json,line=1,endLine=1,col=2,endColumn=4,title=a%2Cb%3Ac::50%25: a%0D%0Ab',
      '::warning file=a%2Cb%3A50%25.asl.json,line=1,endLine=2,title=a%2Cb%3Ac::x::y,z',
      '::notice file=a%2Cb%3A50%25.asl.json,line=1,endLine=1,col=2,endColumn=2,title=a%2Cb%3Ac::',
    ]);
  });

  it('are one line each, whatever the message', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (name, message) => {
        const found: Diagnostic = { rule: 'r', code: 'r', severity: 'ERROR', message, span: { start: 0, end: 0 } };
        const [line = ''] = githubAnnotations([{ ...reported('', [found]), path: name }], []);
        const read = /^::error file=([^,:\r\n]*),line=1,endLine=1,col=1,endColumn=1,title=r::([^\r\n]*)$/.exec(line);
        const plain = (text = '') =>
          text.replace(/%(25|0D|0A|3A|2C)/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
        assert.deepEqual([plain(read?.[1]), plain(read?.[2])], [name, message]);
      }),
    );
  });
});

describe('what exactly is wrong', () => {
  const found: Diagnostic = {
    rule: 'r',
    code: 'C',
    severity: 'ERROR',
    message: 'A sentence.',
    detail: 'More\nof it.',
    span: { start: 0, end: 1 },
  };
  const file = reported('a', [found], 'f');

  it('stands behind the message where a finding is a line, and below the excerpt elsewhere', () => {
    assert.deepEqual(findingLines(file), ['f:1:1 error r A sentence. [C] More of it.']);
    assert.deepEqual(findingExcerpts(file, { width: 80, color: false }), [
      'f:1:1 error r A sentence. [C]',
      '  1 | a',
      '    | ^',
      '    = More of it.',
      '',
    ]);
  });

  it('is a member of its own in JSON, and follows the message in reports', () => {
    const [shown] = findingsJson(file).diagnostics as readonly JsonObject[];
    assert.deepEqual([shown?.message, shown?.detail], [found.message, found.detail]);
    assert.equal(runOf([file]).results[0]?.message.text, 'A sentence.\nMore\nof it.');
    assert.match(githubAnnotations([file], [])[0] ?? '', /::A sentence\.%0AMore%0Aof it\.$/);
  });
});

describe('an excerpt', () => {
  const show = (text: string, start: number, end: number, width = 80) =>
    excerpt(text, { start, end }, lineColumns(text)(start), width, (mark) => mark);
  const cases: readonly (readonly [what: string, given: readonly string[], wanted: readonly string[]])[] = [
    ['marks the place', show('a\n  bcd', 4, 6), ['  2 |   bcd', '    |   ^^']],
    ['marks an empty place', show('ab', 1, 1), ['  1 | ab', '    |  ^']],
    ['marks the end of a text', show('ab', 2, 2), ['  1 | ab', '    |   ^']],
    ['ends with the first line', show('ab\r\ncd', 1, 6), ['  1 | ab', '    |  ^']],
    ['keeps columns with tabs', show('\ta\tb', 3, 4), ['  1 |  a b', '    |    ^']],
    ['shows nothing that a terminal obeys', show('\u001B[31m\u202Ea', 0, 1), ['  1 |  [31m a', '    | ^']],
    ['of an empty text is empty', show('', 0, 0), ['  1 | ', '    | ^']],
  ];
  for (const [what, given, wanted] of cases) it(what, () => assert.deepEqual(given, wanted));

  it('clips a long line around the place', () => {
    const text = `${'x'.repeat(500)}HERE${'y'.repeat(500)}`;
    const [line = '', marks = ''] = show(text, 500, 504, 60);
    assert.ok(line.length <= 60, line);
    assert.equal(line.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1), 'HERE');
    assert.match(line, /\| …x.*y…$/);
    assert.equal(show('z'.repeat(60), 3, 4, 60)[0], `  1 | ${'z'.repeat(53)}…`);
    assert.equal(show('z'.repeat(54), 3, 4, 60)[0], `  1 | ${'z'.repeat(54)}`);
  });

  it('stands under what was found, in any text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 120 }),
        (text, a, b, width) => {
          const [start, end] = [a % (text.length + 1), b % (text.length + 1)].sort((one, other) => one - other);
          const [line = '', marks = ''] = show(text, start ?? 0, end ?? 0, width);
          assert.match(marks, /^ +\| *\^+$/);
          assert.ok(marks.length <= Math.max(line.length + 2, 8));
          assert.ok(line.length <= Math.max(40, width));
        },
      ),
    );
  });

  it('has the place above the mark, however narrow', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), fc.integer({ min: 0, max: 120 }), (before, behind, width) => {
        const text = `first\n${'-'.repeat(before)}X${'-'.repeat(behind)}`;
        const [line = '', marks = ''] = show(text, 6 + before, 7 + before, width);
        assert.equal(line[marks.indexOf('^')], 'X', line);
      }),
    );
  });

  it('is colored only where that is wanted', () => {
    const found: Diagnostic = { rule: 'r', code: 'C', severity: 'ERROR', message: 'm', span: { start: 0, end: 1 } };
    const file = { path: 'f', text: 'a', diagnostics: [found] };
    assert.deepEqual(findingExcerpts(file, { width: 80, color: false }), [
      'f:1:1 error r m [C]',
      '  1 | a',
      '    | ^',
      '',
    ]);
    assert.deepEqual(findingExcerpts(file, { width: 80, color: true }), [
      '\u001B[1mf:1:1\u001B[0m \u001B[31merror\u001B[0m r m\u001B[2m [C]\u001B[0m',
      '  1 | a',
      '    | \u001B[31m^\u001B[0m',
      '',
    ]);
  });
});
