import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stringify } from 'yaml';
import { type AslDocument, parseDocument } from '../shared/document/document';
import { RULES } from '../shared/rules/allRules';
import { validate } from '../shared/rules/validate';
import { type Diagnostic, type Fix, NO_SURROUNDINGS, type Surroundings } from '../shared/spec/diagnostic';
import { DEFINITION_CHARACTERS } from '../shared/spec/limits';

// Whatever is found in JSON is found in YAML, at the same place and in the same words, and is mended there too.

const STYLES: readonly (readonly [name: string, write: (value: unknown) => string])[] = [
  ['blocks', (value) => stringify(value, { lineWidth: 0, aliasDuplicateObjects: false })],
  ['braces', (value) => JSON.stringify(value, undefined, 2)],
  [
    'quotes',
    (value) =>
      stringify(value, { indent: 4, lineWidth: 0, aliasDuplicateObjects: false, defaultStringType: 'QUOTE_SINGLE' }),
  ],
];

/** Examples that are JSON, and not of a size that is judged in JSON alone; what is wrong with the notation itself is tested elsewhere. */
const EXAMPLES = RULES.flatMap(({ name, example }) => {
  const values = [example.wrong, example.right].flatMap((text) => {
    try {
      return text.length > DEFINITION_CHARACTERS ? [] : [JSON.parse(text)];
    } catch {
      return [];
    }
  });
  return values.length < 2 ? [] : [{ name, values, surroundings: example.surroundings ?? {} }];
});

for (const [style, write] of STYLES) {
  describe(`in YAML with ${style}, the examples of`, () => {
    for (const { name, values, surroundings } of EXAMPLES) {
      it(`${name} have the findings of JSON`, () => {
        for (const value of values) {
          const json = found(parseDocument(JSON.stringify(value)), surroundings);
          const yaml = found(parseDocument(write(value), 'yaml'), surroundings);
          assert.deepEqual(yaml.map(told), json.map(told));
          assert.deepEqual(yaml.map(titles), json.map(titles));
        }
      });

      it(`${name} are mended`, () => {
        for (const value of values) {
          const text = write(value);
          for (const finding of found(parseDocument(text, 'yaml'), surroundings)) {
            for (const fix of finding.fixes ?? []) assertMended(text, finding, fix, surroundings);
          }
        }
      });
    }
  });
}

function assertMended(text: string, finding: Diagnostic, fix: Fix, surroundings: Partial<Surroundings>): void {
  const mended = parseDocument(applyFix(text, fix), 'yaml');
  assert.deepEqual(mended.problems, [], `${fix.title}\n${text}\n${mended.text}`);
  const count = (document: AslDocument) =>
    found(document, surroundings).filter(({ rule, message }) => rule === finding.rule && message === finding.message)
      .length;
  assert.ok(count(mended) < count(parseDocument(text, 'yaml')), `${fix.title}\n${text}\n${mended.text}`);
}

function told({ rule, code, severity, message, location }: Diagnostic) {
  return { rule, code, severity, message, location };
}

function titles({ fixes }: Diagnostic): readonly string[] {
  return (fixes ?? []).map(({ title }) => title);
}

function found(document: AslDocument, surroundings: Partial<Surroundings>): readonly Diagnostic[] {
  return validate(document, { ...NO_SURROUNDINGS, ...surroundings });
}

function applyFix(text: string, fix: Fix): string {
  const edits = [...fix.edits].sort((left, right) => right.span.start - left.span.start);
  return edits.reduce(
    (result, { span, text: put }) => result.slice(0, span.start) + put + result.slice(span.end),
    text,
  );
}
