import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import type { IGrammar } from 'vscode-textmate';
import { stringify } from 'yaml';
import { expressionGrammar } from './support/expressionGrammar';
import { jsonGrammar } from './support/jsonGrammar';
import { assertScopes, startEngine, tokensOf } from './support/tokens';
import { yamlGrammar } from './support/yamlGrammar';

// The TextMate grammars in the engine of VS Code. They are made from the tables; UPDATE=1 writes them anew.

const ROOT = path.join(__dirname, '..');

const GRAMMARS = {
  'asl.tmLanguage.json': jsonGrammar(),
  'asl-yaml.tmLanguage.json': yamlGrammar(),
  'asl-expressions.tmLanguage.json': expressionGrammar(),
};

describe('the grammar files', () => {
  for (const [name, grammar] of Object.entries(GRAMMARS)) {
    it(`${name} is what the tables give`, () => {
      const file = path.join(ROOT, 'syntaxes', name);
      const text = `${JSON.stringify(grammar, undefined, 2)}\n`;
      if (process.env.UPDATE === '1') writeFileSync(file, text);
      assert.equal(readFileSync(file, 'utf8'), text, `${name} is not up to date: UPDATE=1 writes it`);
    });

    it(`${name} refers to rules that exist, and uses each of its own`, () => {
      const text = JSON.stringify(grammar);
      for (const [, scopeName, rule = ''] of text.matchAll(/"include":"([^"#]*)#([^"]+)"/g)) {
        const home = scopeName === '' ? grammar : GRAMMARS['asl-expressions.tmLanguage.json'];
        assert.ok(Object.hasOwn(home.repository, rule), `${scopeName}#${rule}`);
      }
      const users = name.startsWith('asl-expressions') ? JSON.stringify(Object.values(GRAMMARS)) : text;
      for (const rule of Object.keys(grammar.repository))
        assert.ok(users.includes(`#${rule}"`), `nothing uses ${rule}`);
    });
  }
});

interface Case {
  readonly what: string;
  readonly marked: string;
}

/** The cases of a file: `=== what it shows`, then lines with marks such as `^^^ scope !scope` under them. */
function casesOf(file: string): readonly Case[] {
  const text = readFileSync(path.join(ROOT, 'test', 'cases', 'grammars', file), 'utf8');
  return text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { what: part.slice(0, end), marked: part.slice(end + 1).replace(/\n$/, '') };
    });
}

const LANGUAGES = [
  { scopeName: 'source.asl.stateside', file: 'json.marked' },
  { scopeName: 'source.asl-yaml.stateside', file: 'yaml.marked' },
] as const;

for (const { scopeName, file } of LANGUAGES) {
  describe(scopeName, () => {
    let grammar: IGrammar;
    before(async () => {
      grammar = await (await startEngine()).grammar(scopeName);
    });

    for (const { what, marked } of casesOf(file)) it(what, () => assert.ok(assertScopes(grammar, marked) > 0));

    it('fails where a scope is missing, where one is too many, and where nothing is marked', () => {
      const wrong = (mark: string) => () => assertScopes(grammar, `"Type": "Task"\n${mark}`);
      assert.throws(wrong('         ^^^^ comment'), /not comment/);
      assert.throws(wrong('         ^^^^ string !string'), /not !string/);
      assert.throws(wrong('                      ^^ string'), /nothing stands above/);
      assert.equal(wrong('         ^^^^ string')(), 1);
    });
  });
}

describe('long and deep texts', () => {
  let json: IGrammar;
  let yaml: IGrammar;
  before(async () => {
    const engine = await startEngine();
    json = await engine.grammar(LANGUAGES[0].scopeName);
    yaml = await engine.grammar(LANGUAGES[1].scopeName);
  });

  const LONG = 'x'.repeat(200_000);
  const ends: readonly (readonly [what: string, text: (value: string) => string, value: string])[] = [
    ['a long text', (value) => `{"Comment": "${value}", "End": true}`, LONG],
    ['a long text without an end', (value) => `{"Comment": "${value}\n"End": true}`, LONG],
    ['many escapes', (value) => `{"Comment": "${value}", "End": true}`, '\\\\\\"'.repeat(20_000)],
    ['a long expression', (value) => `{"Output": "{% ${value} %}", "End": true}`, '$f(x) & '.repeat(5_000)],
    ['a long path', (value) => `{"InputPath": "$${value}", "End": true}`, '.a[0]'.repeat(5_000)],
    ['many slashes', (value) => `{"Output": "{% ${value}", "End": true}`, '(/'.repeat(5_000)],
    ['deep brackets', (value) => `{"Parameters": ${value}, "End": true}`, `${'['.repeat(500)}${']'.repeat(500)}`],
  ];
  for (const [what, text, value] of ends) {
    it(`${what} leaves the next key in JSON alone`, () => {
      assertEnd(json, text(value));
    });
  }

  it('a long text leaves the next key in YAML alone', () => {
    for (const style of [LONG, `"${LONG}"`, `'{% ${LONG}`, `|\n  ${LONG}`])
      assertEnd(yaml, `Comment: ${style}\nEnd: true`);
  });

  const PIECES = [
    '{%',
    '%}',
    '/*',
    '"',
    "'",
    '`',
    '\\',
    '/',
    '$',
    '${',
    '}',
    '$.',
    '[',
    '(',
    'States.Format(',
    'a: ',
    ' #',
    '\n',
    ' x',
  ];
  const string = fc
    .tuple(fc.constantFrom('', '{% ', '$.', 'States.'), fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string())))
    .map(([start, rest]) => start + rest.join(''));
  const field = fc.constantFrom('Comment', 'Output', 'InputPath', 'Next', 'Type', 'Error', 'Mine.$');

  it('no string of JSON leaks into the next key', () => {
    fc.assert(
      fc.property(field, string, (name, text) => {
        assertEnd(json, `{${JSON.stringify({ [name]: text }).slice(1, -1)}, "End": true}`);
        assertEnd(json, `{"${name}": "${text.replaceAll(/[\n\r"]/g, '')}\n"End": true}`);
      }),
    );
  });

  it('no string of YAML leaks into the next key, in any style', () => {
    const style = fc.constantFrom('PLAIN', 'QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED');
    fc.assert(
      fc.property(field, string, style, fc.constantFrom(0, 20), (name, text, defaultStringType, lineWidth) => {
        assertEnd(
          yaml,
          stringify({ [name]: text, End: true }, { defaultStringType, defaultKeyType: 'PLAIN', lineWidth }),
        );
      }),
    );
  });

  it('any text has tokens from end to end', () => {
    fc.assert(
      fc.property(fc.constantFrom('json', 'yaml'), string, (language, text) => {
        const lines = tokensOf(language === 'json' ? json : yaml, text).map((line) => line.map((token) => token.text));
        // The line end that the engine adds may be a token of its own.
        assert.equal(lines.map((line) => line.join('')).join('\n'), text);
      }),
    );
  });

  function assertEnd(grammar: IGrammar, text: string): void {
    const key = tokensOf(grammar, text)
      .flat()
      .findLast((token) => token.text === 'End');
    assert.ok(
      key?.scopes.some((scope) => scope.startsWith('keyword.other.field')),
      key?.scopes.join(' '),
    );
  }
});
