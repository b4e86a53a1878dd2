import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parseDocument } from '../shared/document/document';
import { httpTaskExample, machineExample } from '../shared/rules/example';
import { validate } from '../shared/rules/validate';
import { OPERATOR_NAMES, operandKind, RULE_FORMS, takesTimestamp } from '../shared/spec/choiceOperators';
import { type Diagnostic, NO_SURROUNDINGS, type Surroundings } from '../shared/spec/diagnostic';
import { codesOfClass, ERROR_NAMES, meantErrorName, STATUS_CODES, whyNeverRaised } from '../shared/spec/errors';
import type { JsonObject, JsonValue } from '../shared/spec/json';
import { applyFix, assertMended } from './support/fixes';

const STATUS = 'States.Http.StatusCode.';

describe('error names', () => {
  const raised = [...ERROR_NAMES.map(({ name }) => name), ...STATUS_CODES.map(({ code }) => `${STATUS}${code}`)];
  for (const name of [...raised, `${STATUS}302`, `${STATUS}599`, 'States.Http.HttpException', 'Mine', 'My.Error*']) {
    it(`${name} may be raised, and means nothing else`, () => {
      assert.equal(whyNeverRaised(name), undefined);
      assert.equal(meantErrorName(name), undefined);
    });
  }

  for (const name of [
    '*',
    'States.*',
    'States.Http.*',
    'Lambda.*',
    `${STATUS}4XX`,
    `${STATUS}*`,
    STATUS,
    `${STATUS}20`,
  ]) {
    it(`${name} is never raised, and is not called misspelled too`, () => {
      assert.ok(whyNeverRaised(name));
      assert.equal(meantErrorName(name), undefined);
    });
  }

  for (const [name, meant] of [
    ['State.ALL', 'States.ALL'],
    ['States.All', 'States.ALL'],
    ['states.timeout', 'States.Timeout'],
    ['States.TaskFail', 'States.TaskFailed'],
    ['States.HttpSocket', 'States.Http.Socket'],
    ['States.HTTP.StatusCode.429', `${STATUS}429`],
    ['States.Http.Status.503', `${STATUS}503`],
    ['Http.StatusCode.404', `${STATUS}404`],
    ['Events.ConnectionResource.AuthInProgres', 'Events.ConnectionResource.AuthInProgress'],
  ] as const) {
    it(`${name} means ${meant}`, () => {
      assert.equal(meantErrorName(name), meant);
    });
  }

  it('of a class are those of the table', () => {
    assert.deepEqual(codesOfClass('5XX'), [500, 502, 503, 504]);
    assert.ok(codesOfClass('4xx').includes(429));
    for (const none of ['', '4X', '44X', '3XX', '4XXX']) assert.deepEqual(codesOfClass(none), []);
  });
});

describe('the first fix of', () => {
  const CASES: readonly (readonly [what: string, wrong: readonly JsonObject[], mended: readonly JsonObject[]])[] = [
    ['States.ALL beside others', [errors('A', 'States.ALL')], [errors('States.ALL')]],
    ['States.ALL in front of others', [errors('States.ALL'), errors('A')], [errors('A'), errors('States.ALL')]],
    ['States.ALL twice', [errors('States.ALL'), errors('States.ALL')], [errors('States.ALL')]],
    ['States.ALL in the middle', [errors('A', 'States.ALL'), errors('B')], [errors('A'), errors('B')]],
    [
      'a class of status codes',
      [errors(`${STATUS}502`), errors(`${STATUS}5XX`, 'A')],
      [errors(`${STATUS}502`), errors(`${STATUS}500`, `${STATUS}503`, `${STATUS}504`, 'A')],
    ],
    ['a wildcard', [errors('States.Http.*')], [errors('States.TaskFailed')]],
    ['a wildcard beside what it means', [errors('States.TaskFailed', 'States.Http.*')], [errors('States.TaskFailed')]],
    ['an error that nothing takes', [errors('A', 'States.Runtime')], [errors('A')]],
    ['a name that was taken', [errors('A'), errors('A', 'B')], [errors('A'), errors('B')]],
    ['an entry that was taken', [errors('A'), errors('A'), errors('B')], [errors('A'), errors('B')]],
    ['a misspelled name', [errors('State.ALL')], [errors('States.ALL')]],
  ];
  for (const [what, wrong, mended] of CASES) {
    for (const indent of [undefined, 2]) {
      it(`${what}, ${indent ? 'over several lines' : 'on one line'}`, () => {
        const text = JSON.stringify(retrying(wrong), undefined, indent);
        assert.deepEqual(JSON.parse(applyFix(text, found(text)[0]?.fixes?.[0])), retrying(mended));
      });
    }
  }

  for (const [what, wrong, mended] of [
    ['a string for a number', { NumericEquals: '5.5' }, { NumericEquals: 5.5 }],
    ['a number for a string', { StringEquals: 5 }, { StringEquals: '5' }],
    ['a string for a boolean', { IsPresent: 'true' }, { IsPresent: true }],
  ] as const) {
    it(what, () => {
      const text = choosing({ Variable: '$.a', ...wrong });
      const finding = found(text).find(({ rule }) => rule.startsWith('choice-'));
      assert.equal(applyFix(text, finding?.fixes?.[0]), choosing({ Variable: '$.a', ...mended }));
    });
  }

  it('a Condition without its signs', () => {
    const text = choosing({ Condition: '$a = 1' }, 'JSONata');
    const finding = found(text).find(({ rule }) => rule === 'choice-condition');
    assert.equal(applyFix(text, finding?.fixes?.[0]), choosing({ Condition: '{% $a = 1 %}' }, 'JSONata'));
  });

  it('a connection of nearly that name', () => {
    const surroundings = { connections: { Order: { AuthorizationType: 'BASIC', AuthParameters: {} } } } as const;
    const text = httpTaskExample({});
    const fix = check(text, surroundings)[0]?.fixes?.[0];
    assert.equal(applyFix(text, fix), text.replace('/Orders/', '/Order/'));
    assert.deepEqual(check(applyFix(text, fix), surroundings), []);
  });
});

describe('any fix of any Retry, Catch and Choice', () => {
  const names = fc.constantFrom(
    'States.ALL',
    'States.TaskFailed',
    'States.Timeout',
    'States.Runtime',
    'State.ALL',
    `${STATUS}429`,
    `${STATUS}4XX`,
    'States.Http.*',
    'A',
    'B',
    '${E}',
  );
  const handlers = fc.array(fc.array(names, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 });
  const operators = fc.dictionary(
    fc.constantFrom(...OPERATOR_NAMES, ...RULE_FORMS, 'StringEqual'),
    fc.constantFrom<JsonValue>('5', 5, true, 'true', null, '2026-09-01', '2026-09-01T12:00:00Z', '$.a', '{% $a %}'),
    { maxKeys: 3 },
  );

  it('removes its finding and leaves JSON', () => {
    fc.assert(
      fc.property(
        handlers,
        fc.array(operators, { maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        (lists, rules, isJsonata, isIndented) => {
          const Retry = lists.map((list) => errors(...list));
          const Catch = Retry.map((entry) => ({ ...entry, Next: 'Pick' }));
          const Choices = rules.map((rule) => ({ ...rule, Next: 'Done' }));
          const states = {
            Call: { Type: 'Task', Resource: 'arn:aws:states:::http:invoke', Retry, Catch, Next: 'Pick' },
            Pick: { Type: 'Choice', Choices, Default: 'Done' },
            Done: { Type: 'Succeed' },
          };
          const machine = { StartAt: 'Call', QueryLanguage: isJsonata ? 'JSONata' : 'JSONPath', States: states };
          const text = JSON.stringify(machine, undefined, isIndented ? 2 : undefined);
          for (const finding of found(text).filter(({ rule }) => /^(error|choice|retry|http-timeout)-/.test(rule))) {
            for (const fix of finding.fixes ?? []) assertMended(text, finding, fix, found);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('operators of a Choice', () => {
  const GOOD = { string: 'x', number: 5, boolean: true } as const;
  for (const name of OPERATOR_NAMES) {
    it(`${name} takes its own kind of operand only`, () => {
      const kind = operandKind(name);
      assert.ok(kind);
      const time = takesTimestamp(name) ? '2026-09-01T12:00:00Z' : undefined;
      const good = name.endsWith('Path') ? '$.x' : (time ?? GOOD[kind]);
      assert.deepEqual(found(choosing({ Variable: '$.a', [name]: good })), []);
      const findings = found(choosing({ Variable: '$.a', [name]: [] }));
      assert.deepEqual(
        findings.map(({ rule, location }) => [rule, location]),
        [['choice-operand', `/States/Pick/Choices[0]/${name}`]],
      );
      assert.deepEqual(found(choosing({ Variable: '$.a', [name]: '${Value}' })), []);
    });
  }

  it('are not asked for where one is misspelled', () => {
    const rules = (rule: JsonObject) => found(choosing(rule)).map((finding) => finding.rule);
    assert.ok(rules({ Variable: '$.a' }).includes('choice-operator'));
    assert.ok(!rules({ Variable: '$.a', StringEqual: 'x' }).includes('choice-operator'));
  });

  it('may have their value come from stateside.json', () => {
    const text = choosing({ Variable: '$.a', StringEquals: 'x' }).replace('"x"', '${Value}');
    const put = (Value: string) => check(text, { substitutions: { Value } }).map(({ rule }) => rule);
    assert.deepEqual(found(text), []);
    assert.deepEqual(put('"open"'), []);
    assert.deepEqual(put('5'), ['choice-operand']);
    assert.deepEqual(put('{"an": "object"}'), []);
    assert.deepEqual(put('no JSON'), []);
  });
});

function errors(...ErrorEquals: readonly string[]): JsonObject {
  return { ErrorEquals };
}

function retrying(Retry: readonly JsonObject[]): JsonObject {
  const Call = { Type: 'Task', Resource: 'arn:aws:lambda:us-east-1:123456789012:function:Call', Retry, End: true };
  return { StartAt: 'Call', States: { Call } };
}

function choosing(rule: JsonObject, QueryLanguage?: string): string {
  const Pick = { Type: 'Choice', Choices: [{ ...rule, Next: 'Done' }], Default: 'Done' };
  return machineExample({ Pick, Done: { Type: 'Succeed' } }, { QueryLanguage });
}

function check(text: string, surroundings: Partial<Surroundings>): readonly Diagnostic[] {
  return validate(parseDocument(text), { ...NO_SURROUNDINGS, ...surroundings });
}

function found(text: string): readonly Diagnostic[] {
  return check(text, {});
}
