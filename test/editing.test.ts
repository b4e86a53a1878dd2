import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';

// What the editor does by itself: brackets, indentation.

function syntax(file: string): string {
  return readFileSync(path.join(__dirname, '..', 'syntaxes', file), 'utf8');
}

describe('language configurations', () => {
  const rules = (file: string) => {
    const { increaseIndentPattern, decreaseIndentPattern } = JSON.parse(syntax(file)).indentationRules;
    return { more: new RegExp(increaseIndentPattern), less: new RegExp(decreaseIndentPattern) };
  };
  const cases: readonly (readonly [file: string, line: string, indents: 'more' | 'less' | 'same'])[] = [
    ['language-configuration.json', '  "States": {', 'more'],
    ['language-configuration.json', '  "Choices": [ ', 'more'],
    ['language-configuration.json', '  "Comment": "{",', 'same'],
    ['language-configuration.json', '  "Empty": {},', 'same'],
    ['language-configuration.json', '  },', 'less'],
    ['language-configuration-yaml.json', 'States:', 'more'],
    ['language-configuration-yaml.json', '  - Retry: # why', 'more'],
    ['language-configuration-yaml.json', '  Call: &call', 'more'],
    ['language-configuration-yaml.json', '  Output: |-', 'more'],
    ['language-configuration-yaml.json', '  Output: {', 'more'],
    ['language-configuration-yaml.json', '  # States:', 'same'],
    ['language-configuration-yaml.json', '  Type: Task', 'same'],
    ['language-configuration-yaml.json', '  Resource: arn:aws:states:::http:invoke', 'same'],
    ['language-configuration-yaml.json', '  ]', 'less'],
  ];
  for (const [file, line, indents] of cases) {
    it(`${file}: ${line.trim()} indents ${indents}`, () => {
      const { more, less } = rules(file);
      assert.deepEqual([more.test(line), less.test(line)], [indents === 'more', indents === 'less']);
    });
  }

  for (const file of ['language-configuration.json', 'language-configuration-yaml.json']) {
    it(`${file} closes JSONata inside strings too`, () => {
      const pairs: readonly { open: string; close: string; notIn?: readonly string[] }[] = JSON.parse(
        syntax(file),
      ).autoClosingPairs;
      const pair = pairs.find(({ open }) => open === '{%') ?? assert.fail('no pair');
      assert.equal(pair.close, ' %}');
      assert.ok(!pair.notIn?.includes('string'));
    });
  }
});
