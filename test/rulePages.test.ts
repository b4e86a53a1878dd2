import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { RULES } from '../shared/rules/allRules';
import { ruleIndex, rulePage } from './support/rulePages';

const FOLDER = 'client/docs/rules';
const PAGES = new Map([
  ['index.md', ruleIndex(RULES)],
  ...RULES.map((rule) => [`${rule.name}.md`, rulePage(rule)] as const),
]);

// UPDATE=1 writes the pages anew from the rules.
if (process.env.UPDATE === '1') {
  for (const name of readdirSync(FOLDER)) rmSync(join(FOLDER, name));
  for (const [name, text] of PAGES) writeFileSync(join(FOLDER, name), text);
}

describe('the rule pages', () => {
  it('are one for each rule, and their list', () => {
    assert.deepEqual(readdirSync(FOLDER).sort(), [...PAGES.keys()].sort());
  });

  for (const [name, text] of PAGES) {
    it(`${name} says what the rule says`, () => {
      assert.equal(readFileSync(join(FOLDER, name), 'utf8'), text);
    });
  }

  it('say more than the title, in sentences', () => {
    for (const { name, doc, title, page } of RULES) {
      assert.match(doc, /^[`A-Z].{40,}\.$/s, name);
      assert.doesNotMatch(title, /\.$/, name);
      assert.match(page, /^https:\/\/(docs\.aws\.amazon\.com|states-language\.net)/, name);
    }
  });
});
