import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from '../shared/document/document';
import { machineExample } from '../shared/rules/example';
import { validate } from '../shared/rules/validate';
import { type Diagnostic, NO_SURROUNDINGS } from '../shared/spec/diagnostic';
import { INTEGRATIONS, suffixesOfAction } from '../shared/spec/integrations';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { DEFINITION_CHARACTERS } from '../shared/spec/limits';
import { STATE_FIELD_NAMES, STATE_FIELDS, STATE_TYPES, type StateTypeName } from '../shared/spec/states';
import { applyFix, assertMended } from './support/fixes';

// The rules about the structure of a definition, case by case: what AWS says, where, and how it is mended.

const DONE = { Type: 'Succeed' };
const WORK = { Type: 'Task', Resource: 'arn:aws:states:us-east-1:123456789012:activity:Work', End: true };
const ITEM = { StartAt: 'One', States: { One: DONE } };

describe('each state type takes the fields that were measured', () => {
  for (const { name: type } of STATE_TYPES) {
    it(type, () => {
      for (const { name: field } of STATE_FIELDS) {
        const state = { ...(field === 'Type' ? {} : { [field]: null }), Type: type };
        const isTaken = STATE_FIELD_NAMES[type].includes(field) || ['Type', 'Comment', 'QueryLanguage'].includes(field);
        const found = of('field-not-supported', machineExample({ Only: state }));
        assert.deepEqual(found, isTaken ? [] : [[`Field '${field}' is not supported`, '/States/Only']], field);
      }
    });
  }

  const counts: Readonly<Record<StateTypeName, number>> = {
    ...{ Task: 18, Wait: 10, Pass: 9, Succeed: 3, Fail: 4, Choice: 6, Parallel: 13, Map: 26 },
  };
  it('as many as were counted', () => {
    for (const { name } of STATE_TYPES) assert.equal(new Set(STATE_FIELD_NAMES[name]).size, counts[name], name);
  });
});

describe('numbers', () => {
  const retry = (fields: JsonObject) => ({ ...WORK, Retry: [{ ErrorEquals: ['Busy'], ...fields }] });
  const wait = (Seconds: JsonValue) => ({ Type: 'Wait', Seconds, End: true });
  const map = (fields: JsonObject) => ({ Type: 'Map', ItemProcessor: ITEM, ...fields, End: true });
  const cases: readonly (readonly [state: JsonObject, message?: string])[] = [
    [retry({ IntervalSeconds: 0, MaxAttempts: 0, BackoffRate: 1, MaxDelaySeconds: 31_622_400 })],
    [retry({ MaxAttempts: 99_999_999, BackoffRate: 1.4 })],
    [retry({ MaxAttempts: 100_000_000 }), 'Maximum value is 99999999'],
    [retry({ MaxAttempts: '3' }), 'Expected value of type Integer'],
    [retry({ BackoffRate: 0.99 }), 'Minimum value is 1'],
    [retry({ MaxDelaySeconds: 0 }), 'Minimum value is 1'],
    [{ ...WORK, TimeoutSeconds: 1, HeartbeatSeconds: 99_999_999 }],
    [{ ...WORK, TimeoutSeconds: 0 }, 'Minimum value is 1'],
    [{ ...WORK, TimeoutSeconds: 2.5 }, 'Expected value of type Integer'],
    [{ ...WORK, TimeoutSeconds: '${Seconds}' }],
    [{ ...WORK, TimeoutSeconds: '{% 5 %}' }, 'Expected value of type Integer'],
    [{ ...WORK, TimeoutSeconds: '{% 5 %}', QueryLanguage: 'JSONata' }],
    [wait(0)],
    [wait(-1), 'Minimum value is 0'],
    [wait(true), 'Expected value of type Integer'],
    [map({ MaxConcurrency: 0, ToleratedFailurePercentage: 0.5, ToleratedFailureCount: 0 })],
    [map({ ToleratedFailurePercentage: 100.5 }), 'Maximum value is 100'],
    [map({ MaxConcurrency: -1 }), 'Minimum value is 0'],
  ];
  for (const [state, message] of cases) {
    it(`${JSON.stringify(state)}: ${message ?? 'silent'}`, () => {
      const text = machineExample({ Only: state });
      const found = [...of('field-range', text), ...of('field-kind', text)];
      assert.deepEqual(
        found.map(([said]) => said),
        message === undefined ? [] : [message],
      );
    });
  }
});

describe('AWS says', () => {
  const cases: readonly (readonly [what: string, message: string, location: string | undefined, text: string])[] = [
    [
      'that a state of a circle is not an end',
      'Workflow has no terminal state',
      undefined,
      machineExample({
        A: { Type: 'Pass', Next: 'B' },
        B: { Type: 'Pass', Next: 'A' },
        C: { Type: 'Pass', Next: 'A' },
      }),
    ],
    [
      'that a state is out of reach',
      'State "C" is not reachable.',
      '/States/C',
      machineExample({ A: { Type: 'Pass', End: true }, C: { Type: 'Succeed' } }),
    ],
    [
      'that a processor has no language of its own',
      "Field 'QueryLanguage' is not supported",
      '/States/M/ItemProcessor',
      machineExample({ M: { Type: 'Map', ItemProcessor: { ...ITEM, QueryLanguage: 'JSONata' }, End: true } }),
    ],
    [
      'that a Map does not time out',
      "Field 'TimeoutSeconds' is not supported",
      '/States/M',
      machineExample({ M: { Type: 'Map', ItemProcessor: ITEM, TimeoutSeconds: 5, End: true } }),
    ],
    [
      'that a call needs Parameters',
      'Parameters field is required for resource ARN: arn:aws:states:::lambda:invoke',
      '/States/A/Resource',
      machineExample({ A: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', End: true } }),
    ],
    [
      'that a language is none',
      'Value should be one of the following: [JSONPath, JSONata]',
      '/States/X/QueryLanguage',
      machineExample({ X: { Type: 'Pass', QueryLanguage: 'jsonata', End: true } }),
    ],
    [
      'that a time is none',
      'String does not match RFC3339 timestamp',
      '/States/X/Timestamp',
      machineExample({ X: { Type: 'Wait', Timestamp: 'tomorrow', End: true } }),
    ],
  ];
  for (const [what, message, location, text] of cases) {
    it(what, () => {
      const found = check(text);
      assert.deepEqual(
        found.map((one) => [one.message, one.location]),
        [[message, location]],
      );
    });
  }

  it('that no state can be reached where StartAt names none', () => {
    const text = machineExample({ A: { Type: 'Pass', Next: 'B' }, B: DONE }, { StartAt: 'X' });
    assert.deepEqual(
      check(text).map(({ code, message, location }) => [code, message, location]),
      [
        ['MISSING_TRANSITION_TARGET', "Missing 'Next' target: X", '/StartAt'],
        ['MISSING_TRANSITION_TARGET', 'State "A" is not reachable.', '/States/A'],
        ['MISSING_TRANSITION_TARGET', 'State "B" is not reachable.', '/States/B'],
      ],
    );
  });

  it('nothing about a circle in a branch, and nothing about a whole of placeholders', () => {
    const circle = { StartAt: 'One', States: { One: { Type: 'Pass', Next: 'One' } } };
    assert.deepEqual(check(machineExample({ P: { Type: 'Parallel', Branches: [circle], End: true } })), []);
    assert.deepEqual(
      check('{ "StartAt": "A", "${States}": 1, "States": { "${A}": { "Type": "Succeed" }, "B": { "${Fields}": 1 } } }'),
      [],
    );
  });
});

describe('the integrations', () => {
  it('are known with each of their suffixes', () => {
    for (const integration of INTEGRATIONS) {
      for (const one of integration.actions) {
        const Parameters = Object.fromEntries(one.required.map((name) => [`${name}.$`, '$.value']));
        for (const suffix of suffixesOfAction(integration, one)) {
          const Resource = `arn:aws:states:::${integration.service}:${one.name}${suffix}`;
          assert.deepEqual(check(machineExample({ Call: { Type: 'Task', Resource, Parameters, End: true } })), []);
        }
      }
    }
  });

  it('say of each field of a request what it is, and of those that must be there what for', () => {
    for (const { name, required, request } of INTEGRATIONS.flatMap(({ actions }) => actions)) {
      const names = request.map((field) => field.name);
      assert.equal(new Set(names).size, names.length, name);
      for (const one of required) assert.ok(request.find((field) => field.name === one)?.doc, `${name}: ${one}`);
      for (const { page, kinds } of request) assert.ok(page.startsWith('https://docs.aws.amazon.com/') && kinds.length);
    }
  });

  it('have each service and action once, with a page', () => {
    const names = INTEGRATIONS.flatMap(({ service, actions }) => actions.map(({ name }) => `${service}:${name}`));
    assert.equal(new Set(names).size, names.length);
    for (const { page } of INTEGRATIONS) assert.match(page, /^https:\/\/docs\.aws\.amazon\.com\//);
  });
});

describe('a definition', () => {
  it('of just the limit is not too large', () => {
    const text = machineExample({ Done: DONE });
    assert.deepEqual(check(text.padEnd(DEFINITION_CHARACTERS)), []);
    assert.deepEqual(
      check(text.padEnd(DEFINITION_CHARACTERS + 1)).map(({ rule }) => rule),
      ['definition-size'],
    );
  });
});

describe('the first fix of', () => {
  const cases: readonly (readonly [rule: string, wrong: string, mended: string])[] = [
    [
      'field-not-supported',
      machineExample({ A: { ...WORK, timeoutSeconds: 5 } }),
      machineExample({ A: { ...WORK, TimeoutSeconds: 5 } }),
    ],
    [
      'field-not-supported',
      machineExample({ A: { Type: 'Pass', Catch: [], End: true } }),
      machineExample({ A: { Type: 'Pass', End: true } }),
    ],
    [
      'field-required',
      machineExample({ A: { ...WORK, Retry: [{ MaxAttempts: 2 }] } }),
      machineExample({ A: { ...WORK, Retry: [{ MaxAttempts: 2, ErrorEquals: ['States.ALL'] }] } }),
    ],
    [
      'field-required',
      machineExample({ A: { ...WORK, Retry: [{ Errorequals: ['Busy'] }] } }),
      machineExample({ A: { ...WORK, Retry: [{ ErrorEquals: ['Busy'] }] } }),
    ],
    [
      'field-exclusive',
      machineExample({ A: { Type: 'Wait', End: true } }),
      machineExample({ A: { Type: 'Wait', End: true, Seconds: 10 } }),
    ],
    [
      'field-kind',
      machineExample({ A: { ...WORK, TimeoutSeconds: '30' } }),
      machineExample({ A: { ...WORK, TimeoutSeconds: 30 } }),
    ],
    ['field-kind', machineExample({ A: { ...WORK, End: 'true' } }), machineExample({ A: WORK })],
    [
      'field-value',
      machineExample({ A: { ...WORK, Retry: [{ ErrorEquals: ['Busy'], JitterStrategy: 'full' }] } }),
      machineExample({ A: { ...WORK, Retry: [{ ErrorEquals: ['Busy'], JitterStrategy: 'FULL' }] } }),
    ],
    [
      'resource-not-recognized',
      machineExample({ A: { ...WORK, Resource: 'arn:aws:states:::ecs:RunTask.sync:2', Parameters: '${P}' } }),
      machineExample({ A: { ...WORK, Resource: 'arn:aws:states:::ecs:runTask.sync', Parameters: '${P}' } }),
    ],
    [
      'resource-parameters-required',
      machineExample({ A: { ...WORK, Resource: 'arn:aws:states:::aws-sdk:s3:listBuckets' } }),
      machineExample({ A: { ...WORK, Resource: 'arn:aws:states:::aws-sdk:s3:listBuckets', Parameters: {} } }),
    ],
    [
      'state-object',
      machineExample({ Done: DONE, QueryLanguage: 'JSONata' }),
      machineExample({ Done: DONE }, { QueryLanguage: 'JSONata' }),
    ],
    [
      'machine-field-value',
      machineExample({ Done: DONE }, { TimeoutSeconds: '60' }),
      machineExample({ Done: DONE }, { TimeoutSeconds: 60 }),
    ],
  ];
  for (const [rule, wrong, mended] of cases) {
    it(`${rule}: ${mended.replace(/\s+/g, ' ')}`, () => {
      const fix = check(wrong).find((one) => one.rule === rule)?.fixes?.[0];
      assert.equal(applyFix(wrong, fix), mended);
    });
  }
});

describe('any fix of any state', () => {
  const kinds = fc.constantFrom<JsonValue>(
    '5',
    5,
    -1,
    1e9,
    'true',
    true,
    null,
    [],
    {},
    ['a'],
    'Full',
    '{% 1 %}',
    '$.a',
  );
  const retrier = object(['ErrorEquals', 'errorEquals', 'MaxAttempts', 'JitterStrategy', 'Next', 'BackoffRate'], kinds);
  const rule = object(['Variable', 'IsNull', 'And', 'Next', 'next', 'Retry', 'Comment'], kinds);
  const reader = object(['Resource', 'ReaderConfig', 'Bucket', 'resource'], kinds);
  const value = fc.oneof(kinds, fc.array(retrier, { maxLength: 2 }), fc.array(rule, { maxLength: 2 }), reader);
  const names = [...STATE_FIELDS.map(({ name }) => name), 'catch', 'Timeout', 'resultpath', '$Comment'];
  const state = fc.tuple(
    object(
      names.filter((name) => name !== 'Type'),
      value,
      8,
    ),
    fc.constantFrom(...STATE_TYPES.map(({ name }) => name)),
    fc.constantFrom('JSONPath', 'JSONata', 'jsonata', undefined),
  );

  it('removes its finding and leaves JSON', () => {
    fc.assert(
      fc.property(state, fc.constantFrom(undefined, '  ', '\t'), ([fields, Type, QueryLanguage], indent) => {
        const machine = { QueryLanguage, StartAt: 'A', States: { A: { ...fields, Type } }, version: 1 };
        const text = JSON.stringify(machine, undefined, indent);
        for (const finding of check(text)) {
          for (const fix of finding.fixes ?? []) assertMended(text, finding, fix, check);
        }
      }),
      { numRuns: 500 },
    );
  });
});

function object(
  keys: readonly string[],
  values: fc.Arbitrary<JsonValue>,
  maxKeys = 4,
): fc.Arbitrary<{ [key: string]: JsonValue }> {
  return fc.dictionary(fc.constantFrom(...keys), values, { maxKeys });
}

function check(text: string): readonly Diagnostic[] {
  return validate(parseDocument(text), NO_SURROUNDINGS);
}

function of(name: string, text: string): readonly (readonly [message: string, location: string | undefined])[] {
  return check(text)
    .filter(({ rule }) => rule === name)
    .map(({ message, location }) => [message, location]);
}
