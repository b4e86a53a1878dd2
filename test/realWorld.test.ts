import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parseDocument } from '../shared/document/document';
import { validate } from '../shared/rules/validate';
import { type Diagnostic, NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import { VALID, WRONG } from './support/realWorldTexts';

const EXAMPLES = 'client/examples';
const PAGE = 'test/cases/page';
/** What the page's own texts have wrong, and what is only worth knowing about them. */
const PAGE_FINDINGS: Readonly<Record<string, readonly string[]>> = {
  'customer-by-id-fragment.asl.json': ['json-syntax'],
  'invoice.asl.json': ['json-syntax', 'transition-target'],
  'list-customers-fragment.asl.json': ['json-syntax'],
  'merge.asl.json': ['state-next-or-end', 'http-api-endpoint', 'http-body-with-get'],
  'request-body-fragment.asl.json': ['json-syntax'],
  'transform-fragment.asl.json': ['json-syntax'],
};

describe('unusual and valid', () => {
  for (const [what, text] of VALID) {
    it(`${what} is not flagged`, () => {
      assert.deepEqual(flagged(text), []);
    });
  }
});

describe('a mistake seen in the wild', () => {
  for (const [what, rules, text] of WRONG) {
    it(`${what} is found`, () => {
      assert.deepEqual(
        flagged(text).map(({ rule }) => rule),
        rules,
      );
    });
  }
});

describe('the examples', () => {
  const good = definitions(EXAMPLES).filter((name) => name !== 'mistakes.asl.json');

  it('are there', () => {
    assert.ok(good.length > 0);
  });

  for (const name of good) {
    it(`${name} is not flagged`, () => {
      assert.deepEqual(flagged(readFileSync(join(EXAMPLES, name), 'utf8')), []);
    });
  }

  it('with mistakes show many rules', () => {
    const found = check(readFileSync(join(EXAMPLES, 'mistakes.asl.json'), 'utf8'));
    assert.ok(new Set(found.map(({ rule }) => rule)).size >= 10);
  });
});

describe('the texts of the documentation', () => {
  it('are all expected', () => {
    assert.deepEqual(definitions(PAGE), Object.keys(PAGE_FINDINGS));
  });

  for (const [name, rules] of Object.entries(PAGE_FINDINGS)) {
    it(`${name} has its slips found, once each`, () => {
      assert.deepEqual(
        check(readFileSync(join(PAGE, name), 'utf8')).map(({ rule }) => rule),
        rules,
      );
    });
  }
});

function definitions(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.asl.json'))
    .sort();
}

function check(text: string): readonly Diagnostic[] {
  return validate(parseDocument(text), NO_SURROUNDINGS);
}

function flagged(text: string): readonly Diagnostic[] {
  return check(text).filter(({ severity }) => severity !== 'INFO');
}
