import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from '../shared/document/document';
import { allStates, type State, singleStateOf, stateMachineOf } from '../shared/document/stateMachine';
import { jsonataOfPath } from '../shared/expressions/jsonataOfPath';
import { jsonataExample, passExample } from '../shared/rules/expressionExample';
import { expressionAt, indexAt, spanOfPiece } from '../shared/rules/stateExpressions';
import { variableAssignments, variableUses } from '../shared/rules/stateVariables';
import { validate } from '../shared/rules/validate';
import { type Diagnostic, NO_SURROUNDINGS, type Surroundings } from '../shared/spec/diagnostic';
import type { JsonValue } from '../shared/spec/json';
import { applyFix, assertMended } from './support/fixes';

describe("AWS's code, sentence and location are given for", () => {
  const SCHEMA = 'SCHEMA_VALIDATION_FAILED';
  const JSONPATH: readonly (readonly [state: JsonValue, code: string, message: string, location: string])[] = [
    [
      { Parameters: { 'parsed.$': '$.a b' } },
      SCHEMA,
      "The value for the field 'parsed.$' must be a valid JSONPath or a valid intrinsic function call",
      '/States/X/Parameters',
    ],
    [
      { Parameters: { deep: [{ 'authorizationToken.$': [] }] } },
      SCHEMA,
      "The value for the field 'authorizationToken.$' must be a STRING that contains a JSONPath but was an ARRAY",
      '/States/X/Parameters',
    ],
    [{ InputPath: 'a' }, SCHEMA, 'Value must be a valid JSONPath.', '/States/X/InputPath'],
    [
      { ResultPath: 'a' },
      SCHEMA,
      "Value is not a Reference Path: Reference path didn't start with '$'",
      '/States/X/ResultPath',
    ],
    [
      { Output: {} },
      SCHEMA,
      "The QueryLanguage is set to 'JSONPath', but field 'Output' is only supported for the 'JSONata' QueryLanguage",
      '/States/X',
    ],
    [
      { Assign: { states: 1 } },
      'RESERVED_VARIABLE_NAME',
      "Cannot assign to reserved variable '$states'.",
      '/States/X/Assign',
    ],
    [
      { Assign: { 'x-y': 1 } },
      'INVALID_VARIABLE_NAME',
      "Invalid variable name 'x-y': the variable name contains invalid characters.",
      '/States/X/Assign',
    ],
  ];
  const JSONATA: typeof JSONPATH = [
    [
      { InputPath: '$.a' },
      SCHEMA,
      "The QueryLanguage is set to 'JSONata', but field 'InputPath' is only supported for the 'JSONPath' QueryLanguage",
      '/States/X',
    ],
    [
      { QueryLanguage: 'JSONPath' },
      SCHEMA,
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
      '/States/X',
    ],
    [
      { Output: { v: '{% $states.input[1,2) %}' } },
      'INVALID_JSONATA_EXPRESSION',
      'Expected "]", got ","',
      '/States/X/Output/v',
    ],
    [
      { Output: '{% phone %}' },
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Reference to 'phone' at the top level is not supported.",
      '/States/X/Output',
    ],
    [
      { Output: ['{% $$.a %}'] },
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Reference to '$$' is not supported.",
      '/States/X/Output[0]',
    ],
    [
      { Output: '{% $states.errorOutput %}' },
      'UNSUPPORTED_JSONATA_EXPRESSION',
      "Field '$states.errorOutput' does not exist.",
      '/States/X/Output',
    ],
    [{ Output: '{% $states.input' }, SCHEMA, 'JSONata string must start with {% and end with %}', '/States/X/Output'],
  ];
  for (const [language, cases] of [
    ['JSONPath', JSONPATH],
    ['JSONata', JSONATA],
  ] as const) {
    for (const [fields, code, message, location] of cases) {
      it(`${JSON.stringify(fields)} in ${language}`, () => {
        const X = { Type: 'Pass', ...(fields as object), End: true };
        const [first, ...others] = check(JSON.stringify({ QueryLanguage: language, StartAt: 'X', States: { X } }));
        assert.deepEqual([first?.code, first?.message, first?.location], [code, message, location]);
        assert.deepEqual(others, []);
      });
    }
  }
});

describe('a fix', () => {
  const CASES: readonly (readonly [rule: string, wrong: string, mended: string])[] = [
    ['path-syntax', passExample({ InputPath: 'order.id' }), passExample({ InputPath: '$.order.id' })],
    ['path-syntax', passExample({ InputPath: '.id' }), passExample({ InputPath: '$.id' })],
    [
      'missing-dollar-key',
      passExample({ Parameters: { token: '$.Body.token' } }),
      passExample({ Parameters: { 'token.$': '$.Body.token' } }),
    ],
    ['dynamic-value', passExample({ Parameters: { 'a.$': 'text' } }), passExample({ Parameters: { a: 'text' } })],
    [
      'dynamic-twin',
      passExample({ Parameters: { a: 1, 'a.$': '$.a' } }),
      passExample({ Parameters: { 'a.$': '$.a' } }),
    ],
    ['pass-result-static', passExample({ Result: { 'a.$': '$.a' } }), passExample({ Parameters: { 'a.$': '$.a' } })],
    [
      'intrinsic-unknown-function',
      passExample({ Parameters: { 'a.$': "States.Format('\\'{}', States.Uuid())" } }),
      passExample({ Parameters: { 'a.$': "States.Format('\\'{}', States.UUID())" } }),
    ],
    [
      'jsonata-in-jsonpath',
      passExample({ Comment: 'c', Assign: { a: '{% 1 %}' } }).replace(',\n      "End": true', ''),
      passExample({ Comment: 'c', Assign: { a: '{% 1 %}' }, QueryLanguage: 'JSONata' }).replace(
        ',\n      "End": true',
        '',
      ),
    ],
    ['jsonata-delimiters', jsonataExample({ Output: '{% 1 }' }), jsonataExample({ Output: '{% 1 %}' })],
    ['jsonata-literal', jsonataExample({ Output: ' {% 1 %} ' }), jsonataExample({ Output: '{% 1 %}' })],
    ['intrinsic-in-jsonata', jsonataExample({ Output: 'States.UUID()' }), jsonataExample({ Output: '{% $uuid() %}' })],
    [
      'dollar-key-in-jsonata',
      jsonataExample({ Output: { 'a.$': "$['my order'].items[0]" } }),
      jsonataExample({ Output: { a: '{% $states.input.`my order`.items[0] %}' } }),
    ],
    [
      'jsonata-unknown-function',
      jsonataExample({ Output: '{% $eval("1") %}' }),
      jsonataExample({ Output: '{% $parse("1") %}' }),
    ],
    [
      'jsonata-states-field',
      jsonataExample({ Output: '{% "\n\t" & $states.inptu.a %}' }),
      jsonataExample({ Output: '{% "\n\t" & $states.input.a %}' }),
    ],
    [
      'jsonata-unsupported-reference',
      jsonataExample({ Output: '{% "\u0007" & $$.a %}' }),
      jsonataExample({ Output: '{% "\u0007" & $states.input.a %}' }),
    ],
  ];
  for (const [rule, wrong, mended] of CASES) {
    it(`of ${rule} mends ${JSON.stringify(/"(?:Shape)": (.*)}/s.exec(wrong)?.[1]?.replace(/\s+/g, ' '))}`, () => {
      const finding = check(wrong).find((found) => found.rule === rule);
      assert.equal(applyFix(wrong, finding?.fixes?.[0]), mended);
    });
  }

  const texts = [
    '$.a',
    '$.a b',
    'a',
    'States.UUID()',
    'States.Uuid()',
    'States.Format("a")',
    '{% $states.inptu %}',
    ' {% a %}',
    '{% "\\n" & $evla(a, $) %}',
    '{% a',
    '$$.Execution',
    '"é\\',
  ];
  const text = fc.constantFrom(...texts);
  const field = fc.constantFrom('InputPath', 'ResultPath', 'Parameters', 'Output', 'Assign', 'Result', 'Comment');
  const value = fc.oneof(
    text,
    fc.dictionary(fc.constantFrom('a', 'a.$', 'b.$', 'x-y'), fc.oneof(text, fc.constant(1))),
  );

  it('of any finding removes it and leaves JSON', () => {
    const states = fc.dictionary(field, value);
    fc.assert(
      fc.property(states, fc.constantFrom('JSONPath', 'JSONata'), (fields, language) => {
        const X = { Type: 'Pass', ...fields, End: true };
        const source = JSON.stringify({ QueryLanguage: language, StartAt: 'X', States: { X } }, undefined, 2);
        for (const finding of check(source))
          for (const fix of finding.fixes ?? []) assertMended(source, finding, fix, check);
      }),
      { numRuns: 500 },
    );
  });
});

describe('an expression is found where it stands', () => {
  const CASES: readonly (readonly [text: string, kind: string | undefined, source?: string, statesFields?: string])[] =
    [
      [passExample({ InputPath: '$.a|' }), 'path', '$.a'],
      [passExample({ ResultPath: '|$.a' }), 'referencePath', '$.a'],
      [passExample({ Parameters: { 'a.$': '$$.E|xecution' } }), 'path', '$$.Execution'],
      [passExample({ Parameters: { 'a.$': 'States.UUID(|)' } }), 'intrinsic', 'States.UUID()'],
      [passExample({ Parameters: { 'a.$': '|' } }), 'dynamic', ''],
      [passExample({ Parameters: { a: ['x|'] } }), 'text', 'x'],
      [passExample({ Comment: '$.a|' }), undefined],
      [passExample({ Result: { 'a.$': '$.a|' } }), undefined],
      [jsonataExample({ Output: { a: '{% $st| %}' } }), 'jsonata', '$st', 'input context'],
      [jsonataExample({ Output: '{%|' }), 'jsonata', '', 'input context'],
      [jsonataExample({ Output: 'x|' }), 'text', 'x', 'input context'],
      [taskExample({ Output: '{% $states.| %}' }), 'jsonata', '$states.', 'input result context'],
      [taskExample({ Arguments: { a: '{% $states.| %}' } }), 'jsonata', '$states.', 'input context'],
      [
        taskExample({ Catch: [{ ErrorEquals: ['A'], Output: '{% $states.| %}' }] }),
        'jsonata',
        '$states.',
        'input errorOutput context',
      ],
    ];
  for (const [marked, kind, source, statesFields] of CASES) {
    it(`${kind}: ${/"[^"]*\|[^"]*"/.exec(marked)?.[0]}`, () => {
      const offset = marked.indexOf('|');
      const text = marked.replace('|', '');
      const [state] = states(text);
      const found = state && expressionAt(state, offset);
      assert.equal(found?.kind, kind);
      if (!found) return;
      assert.ok(found.node.value.includes(source ?? ''));
      assert.equal(found.statesFields.join(' '), statesFields ?? '');
      assert.equal(text.slice(0, offset).endsWith(found.node.value.slice(0, indexAt(text, found, offset))), true);
    });
  }
});

describe('variables', () => {
  const text = JSON.stringify({
    StartAt: 'A',
    States: {
      A: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Parameters: { 'a.$': "States.Format('\"{} {}', $first.x, $second)", 'b.$': '$third[0]', 'c.$': '$.d' },
        Assign: { 'first.$': '$.a', second: 1 },
        Catch: [{ ErrorEquals: ['E'], Assign: { third: 2 }, Next: 'B' }],
        Next: 'B',
      },
      B: {
        Type: 'Pass',
        QueryLanguage: 'JSONata',
        Output: '{% "\n" & $map($first, function($v) { $v & $second }) & ($third := 1; $third) & $states.input %}',
        End: true,
      },
    },
  });

  it('are found where they are read, to the letter', () => {
    const found = states(text).flatMap((state) =>
      variableUses(state).map(({ name, node, index }) => {
        const { start, end } = spanOfPiece(text, node, index, name.length);
        return [state.name, name, text.slice(start - 1, end)];
      }),
    );
    assert.deepEqual(found, [
      ['A', 'first', '$first'],
      ['A', 'second', '$second'],
      ['A', 'third', '$third'],
      ['B', 'first', '$first'],
      ['B', 'second', '$second'],
    ]);
  });

  it('are found where they are assigned', () => {
    const found = states(text).flatMap((state) =>
      variableAssignments(state).list.map(({ name, key, location }) => [name, key.value, location]),
    );
    assert.deepEqual(found, [
      ['first', 'first.$', '/States/A/Assign'],
      ['second', 'second', '/States/A/Assign'],
      ['third', 'third', '/States/A/Catch[0]/Assign'],
    ]);
  });

  it('of a single state, or of what a template tool fills in, are not missed', () => {
    const state = { Type: 'Pass', InputPath: '$anything', End: true };
    assert.deepEqual(check(JSON.stringify(state), { scope: 'singleState' }), []);
    const B = { Type: 'Pass', InputPath: '$anything', End: true };
    for (const A of [
      { Type: 'Pass', Assign: '${Variables}', Next: 'B' },
      { Type: 'Pass', Assign: { '${Name}': 1 }, Next: 'B' },
      { Type: 'Pass', Next: '${Next}' },
      '${State}',
    ]) {
      const found = check(JSON.stringify({ StartAt: 'A', States: { A, B } }));
      assert.deepEqual(
        found.filter(({ rule }) => rule === 'variable-undefined'),
        [],
      );
    }
  });

  it('are followed through thousands of states', () => {
    const count = 3000;
    const chain = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `S${index}`,
        {
          Type: 'Pass',
          Parameters: { 'a.$': `$v${(index * 7) % count}` },
          Assign: { [`v${index}`]: 1 },
          ...(index < count - 1 ? { Next: `S${index + 1}` } : { End: true }),
        },
      ]),
    );
    const found = check(JSON.stringify({ StartAt: 'S0', States: chain }));
    const expected = Array.from({ length: count }, (_, index) => index).filter((index) => (index * 7) % count >= index);
    assert.deepEqual(
      found.map(({ location }) => location),
      expected.map((index) => `/States/S${index}/Parameters/a.$`),
    );
  });
});

describe('a path in JSONata', () => {
  const CASES: readonly (readonly [path: string, expression: string | undefined])[] = [
    ['$', '{% $states.input %}'],
    ['$.a.b[0]', '{% $states.input.a.b[0] %}'],
    ["$$.Execution['a b']", '{% $states.context.Execution.`a b` %}'],
    ['$item.and', '{% $item.`and` %}'],
    ['$.a[*]', undefined],
    ['$..a', undefined],
    ["$['`']", undefined],
    ['text', undefined],
  ];
  for (const [path, expression] of CASES) {
    it(path, () => assert.equal(jsonataOfPath(path), expression));
  }
});

describe('texts that no person writes', () => {
  const HOSTILE = [
    `{% ${'('.repeat(50_000)} %}`,
    `{% ${'a.'.repeat(20_000)}b %}`,
    `{% 1${'+1'.repeat(50_000)} %}`,
    `$${'[?(@'.repeat(20_000)}`,
    `$${'.a'.repeat(50_000)}`,
    `States.Format(${'States.Array('.repeat(20_000)}`,
    '\u0000\uD800{% \uDC00',
  ];
  for (const text of HOSTILE) {
    it(`are judged, not stumbled over: ${JSON.stringify(text.slice(0, 20))}`, () => {
      for (const example of [jsonataExample, passExample]) {
        const source = example({ Output: text, InputPath: text, Parameters: { 'a.$': text } });
        for (const { span } of check(source)) assert.ok(0 <= span.start && span.end <= source.length);
      }
    });
  }
});

function taskExample(fields: Readonly<Record<string, JsonValue>>): string {
  const A = { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage', ...fields, End: true };
  return JSON.stringify({ QueryLanguage: 'JSONata', StartAt: 'A', States: { A } });
}

function states(text: string): readonly State[] {
  const document = parseDocument(text);
  const machine = stateMachineOf(document);
  return machine ? [...allStates(machine)] : [singleStateOf(document)].filter((state) => state !== undefined);
}

function check(text: string, surroundings: Partial<Surroundings> = {}): readonly Diagnostic[] {
  return validate(parseDocument(text), { ...NO_SURROUNDINGS, ...surroundings });
}
