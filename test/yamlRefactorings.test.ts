import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { parse, stringify } from 'yaml';
import { toEdits } from '../server/convert';
import type { Refactoring } from '../server/refactorings/refactoring';
import { refactoringsAt } from '../server/refactorings/refactorings';
import { type AslDocument, parseDocument } from '../shared/document/document';
import { toValue } from '../shared/document/json';
import { memberNamed, type Node, valueAt } from '../shared/document/node';
import { yamlMember } from '../shared/document/yaml/write';
import { NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { oddYaml } from './support/oddYaml';

// A refactoring makes the same of a definition in whatever style of YAML it is written as it makes of it in JSON.

const TASK: JsonObject = {
  Type: 'Task',
  Resource: 'arn:aws:states:::http:invoke',
  Comment: 'first line\n  second line\nthird',
  End: true,
};
const CALL: JsonObject = {
  Method: 'POST',
  ApiEndpoint: 'https://api.example.com/v1',
  Headers: { Accept: 'text/plain', 'X-Api-Key': 'not-a-real-key' },
  RequestBody: { note: 'one\n\n  two\n', 'id.$': '$.id' },
  Authentication: { ConnectionArn: 'arn:aws:events:us-east-1:123456789012:connection/Basic/0' },
};
const OTHER: JsonObject = { Type: 'Fail', Error: 'Other' };

function machine(state: JsonObject, more: JsonObject = {}): JsonObject {
  return { ...more, StartAt: 'Work', States: { Other: OTHER, Work: state } };
}

const { Headers, ...misplaced } = CALL;
const DEFINITIONS: Readonly<Record<string, JsonObject>> = {
  'an HTTP Task': machine({ ...TASK, Parameters: CALL, ResultPath: '$.api' }),
  'an HTTP Task of JSONata': machine(
    { ...TASK, Arguments: { ...CALL, RequestBody: 'a\nb' }, Output: '{% $states.result %}' },
    { QueryLanguage: 'JSONata' },
  ),
  'fields at the wrong level': machine({
    ...TASK,
    ...misplaced,
    Parameters: { Headers: Headers ?? null, TimeoutSeconds: 5 },
  }),
  'Arguments in JSONPath': machine({ ...TASK, Arguments: { ...CALL, RequestBody: 'text\n  of lines' } }),
};

const PLACES = ['Type', 'X-Api-Key'];

/** The offset of a field of the state, or of a header of its request. */
function placeIn({ root }: AslDocument, name: string): number {
  const state = valueAt(valueAt(root, 'States'), 'Work');
  const holders = [state, ...['Parameters', 'Arguments'].map((field) => valueAt(valueAt(state, field), 'Headers'))];
  const member = holders.map((node: Node | undefined) => memberNamed(node, name)).find((found) => found !== undefined);
  return member?.key.span.start ?? assert.fail(name);
}

function refactoringsIn(document: AslDocument, places = PLACES): readonly Refactoring[] {
  const subject = { document, surroundings: NO_SURROUNDINGS, project: undefined };
  return places.flatMap((name) => refactoringsAt(subject, placeIn(document, name), '/projects/demo/a.asl.json'));
}

/** What a refactoring makes, and what it says where it makes nothing. */
function outcomeOf(document: AslDocument, { title, edits, disabled, file }: Refactoring): unknown {
  const text = TextDocument.create('file:///a', 'asl', 1, document.text);
  const after = parseDocument(TextDocument.applyEdits(text, toEdits(text, edits)), document.format);
  assert.deepEqual(after.problems, [], `${title}\n${after.text}`);
  return { title, disabled, file, data: after.root && toValue(after.root) };
}

describe('a refactoring of YAML', () => {
  for (const [name, value] of Object.entries(DEFINITIONS)) {
    const json = parseDocument(JSON.stringify(value, undefined, 2));
    const wanted = refactoringsIn(json).map((refactoring) => outcomeOf(json, refactoring));
    const styles: Readonly<Record<string, string>> = {
      'in block style': stringify(value),
      'in flow style': stringify(value, { collectionStyle: 'flow', lineWidth: 0 }),
      'in flow style on one line': `${JSON.stringify(value)}\n`,
      'with block strings': stringify(value, { defaultStringType: 'BLOCK_LITERAL', defaultKeyType: 'PLAIN' }),
      'with folded strings': stringify(value, { defaultStringType: 'BLOCK_FOLDED', defaultKeyType: 'PLAIN' }),
    };
    for (const [style, text] of Object.entries(styles)) {
      it(`${style} makes the same as of JSON: ${name}`, () => {
        for (const written of [text, text.replaceAll('\n', '\r\n'), text.trimEnd()]) {
          const document = parseDocument(written, 'yaml');
          const found = refactoringsIn(document).map((refactoring) => outcomeOf(document, refactoring));
          assert.deepEqual(found, wanted, written);
        }
        assert.ok(wanted.length >= 3);
      });
    }

    it(`in any style makes the same as of JSON: ${name}`, () => {
      const choices = fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 });
      fc.assert(
        fc.property(choices, (numbers) => {
          const text = oddYaml(value, numbers);
          // What an alias shares is left alone.
          if (/ \*a\d/.test(text)) return;
          const document = parseDocument(text, 'yaml');
          const found = refactoringsIn(document).map((refactoring) => outcomeOf(document, refactoring));
          assert.deepEqual(found, wanted, text);
        }),
        { numRuns: 40 },
      );
    });
  }

  it('keeps texts of several lines, and the lines behind one that keeps them', () => {
    const document = parseDocument(
      'StartAt: Work\nStates:\n  Work:\n    Type: Task\n    Resource: arn:aws:states:::http:invoke\n    Arguments:\n      RequestBody: |-\n        one\n          two\n    Comment: |+\n      text\n\n  Other: { Type: Fail }\n',
      'yaml',
    );
    const made = refactoringsIn(document, ['Type']).map((refactoring) => {
      const text = TextDocument.create('file:///a', 'asl', 1, document.text);
      return TextDocument.applyEdits(text, toEdits(text, refactoring.edits));
    });
    assert.ok(
      made.some((text) => text.includes('    Parameters:\n      RequestBody: |-\n        one\n          two\n')),
      made[0],
    );
    assert.ok(
      made.some((text) => text.includes('    Comment: |+\n      text\n\n    Retry:\n')),
      made[1],
    );
  });
});

const lines = fc
  .array(fc.constantFrom('a', ' ', '\n', 'b c', '\t', '# x', ': ', '- ', '${A}', '%}', '"', '\r', '|', '\u00e9'))
  .map((parts) => parts.join(''));

describe('a value that is written as YAML', () => {
  it('is read as it was, by every reader', () => {
    const property = fc.property(lines, fc.constantFrom('\n', '\r\n'), fc.boolean(), (text, lineBreak, isList) => {
      const value: JsonValue = isList ? [text, { inner: text }] : { first: text, last: 1 };
      const written = yamlMember('name', value, { indent: '', unit: '  ', lineBreak }) + lineBreak;
      const { root } = parseDocument(written, 'yaml');
      assert.deepEqual(root && toValue(root), { name: value }, written);
      assert.deepEqual(parse(written), { name: value }, written);
    });
    fc.assert(property, { numRuns: 1000 });
  });
});
