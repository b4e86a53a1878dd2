import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createOnigScanner, createOnigString, loadWASM } from 'vscode-oniguruma';
import { type IGrammar, INITIAL, parseRawGrammar, Registry } from 'vscode-textmate';

/** A piece of a line with all scopes from the outermost to the innermost. */
export interface Token {
  readonly text: string;
  readonly start: number;
  readonly scopes: readonly string[];
}

const ROOT = path.join(__dirname, '..', '..');

interface Contribution {
  readonly scopeName: string;
  readonly path: string;
}

/** The grammars of the manifest in the engine that VS Code has, without any other grammar. */
export async function startEngine(): Promise<{ readonly grammar: (scopeName: string) => Promise<IGrammar> }> {
  await loadWASM(readFileSync(require.resolve('vscode-oniguruma/release/onig.wasm')));
  const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8'));
  const contributions: readonly Contribution[] = manifest.contributes.grammars;
  const registry = new Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (sources: string[]) => createOnigScanner(sources),
      createOnigString: (text: string) => createOnigString(text),
    }),
    loadGrammar: async (scopeName) => {
      const own = contributions.find((contribution) => contribution.scopeName === scopeName);
      assert.ok(own, `no grammar is contributed for ${scopeName}`);
      return parseRawGrammar(readFileSync(path.join(ROOT, own.path), 'utf8'), own.path);
    },
  });
  return {
    grammar: async (scopeName) => (await registry.loadGrammar(scopeName)) ?? assert.fail(`no grammar: ${scopeName}`),
  };
}

/** The tokens of each line. */
export function tokensOf(grammar: IGrammar, text: string): readonly (readonly Token[])[] {
  let stack = INITIAL;
  return text.split('\n').map((line) => {
    const { tokens, ruleStack } = grammar.tokenizeLine(line, stack);
    stack = ruleStack;
    return tokens.map(({ startIndex, endIndex, scopes }) => ({
      text: line.slice(startIndex, endIndex),
      start: startIndex,
      scopes,
    }));
  });
}

const MARK_LINE = /^\s*(\^+) (.+)$/;

/**
 * Checks a text in which lines such as `   ^^^^ scope !scope` mark the characters above them: every one of them has a scope
 * that begins with the first word, and none that begins with one after an exclamation mark. Gives the number of marks.
 */
export function assertScopes(grammar: IGrammar, source: string): number {
  const lines = source.split('\n');
  const tokens = tokensOf(grammar, lines.filter((line) => !MARK_LINE.test(line)).join('\n'));
  let above = -1;
  let marks = 0;
  for (const line of lines) {
    const match = MARK_LINE.exec(line);
    if (match === null) above += 1;
    else {
      marks += 1;
      const start = line.indexOf('^');
      const touched = (tokens[above] ?? []).filter(
        (token) => token.start < start + (match[1]?.length ?? 0) && token.start + token.text.length > start,
      );
      assertMark(touched, (match[2] ?? '').split(/\s+/), `${source}\n${line}`);
    }
  }
  return marks;
}

function assertMark(touched: readonly Token[], wanted: readonly string[], where: string): void {
  assert.ok(touched.length > 0, `nothing stands above the mark\n${where}`);
  for (const { text, scopes } of touched) {
    const has = (name: string) => scopes.some((scope) => scope === name || scope.startsWith(`${name}.`));
    for (const name of wanted) {
      const isRight = name.startsWith('!') ? !has(name.slice(1)) : has(name);
      assert.ok(isRight, `${text} is ${scopes.join(' ')}, not ${name}\n${where}`);
    }
  }
}
