import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRunner, type Runner } from '../client/runner/runner';
import { type ExpressionAt, expressionValue, shownValue } from '../client/vscode/expressionValue';
import type { TestCase } from '../shared/project/testCases';
import { built } from './support/built';

// The value of an expression on a test case, from the runner's real process.

let runner: Runner;
before(() => {
  runner = createRunner({ modulePath: built('runner.js') });
});
after(() => runner.dispose());

const CASE: TestCase = {
  name: 'case',
  state: 'Call',
  input: { order: { id: 'A-1', prices: [1, 2, 3.5] } },
  variables: { seen: true },
};

const MOCKED: TestCase = { ...CASE, mock: { result: { StatusCode: 201 } } };
const FAILED: TestCase = { ...CASE, mock: { errorOutput: { error: 'States.Timeout' } } };

const expression = (kind: ExpressionAt['kind'], text: string, more: Partial<ExpressionAt> = {}): ExpressionAt => ({
  kind,
  text,
  span: { start: 0, end: 0 },
  stateName: 'Call',
  field: 'Output',
  source: 'effectiveInput',
  ...more,
});

interface Row {
  readonly name: string;
  readonly asked: ExpressionAt;
  readonly on?: TestCase;
  /** The value; undefined: the test case does not say. */
  readonly value: unknown;
}

const ROWS: readonly Row[] = [
  { name: 'JSONata on the input', asked: expression('jsonata', '{% $sum($states.input.order.prices) %}'), value: 6.5 },
  { name: 'a variable', asked: expression('jsonata', '{% $not($seen) %}'), value: false },
  {
    name: 'a result that is mocked',
    asked: expression('jsonata', '{% $states.result.StatusCode %}'),
    on: MOCKED,
    value: 201,
  },
  {
    name: 'no result without a mock',
    asked: expression('jsonata', '{% $states.result.StatusCode %}'),
    value: undefined,
  },
  {
    name: 'an error that is mocked',
    asked: expression('jsonata', '{% $states.errorOutput.Error %}'),
    on: FAILED,
    value: 'States.Timeout',
  },
  { name: 'no error without a mock', asked: expression('jsonata', '{% $states.errorOutput %}'), value: undefined },
  { name: 'a path', asked: expression('path', '$.order.id'), value: 'A-1' },
  { name: 'a path behind an InputPath', asked: expression('path', '$.id', { inputPath: '$.order' }), value: 'A-1' },
  { name: 'a path behind an InputPath that is null', asked: expression('path', '$', { inputPath: null }), value: {} },
  {
    name: 'the InputPath itself',
    asked: expression('path', '$.order.id', { source: 'input', inputPath: '$.order' }),
    value: 'A-1',
  },
  {
    name: 'a path of the result',
    asked: expression('path', '$.StatusCode', { source: 'result' }),
    on: MOCKED,
    value: 201,
  },
  {
    name: 'no path of an unknown result',
    asked: expression('path', '$.StatusCode', { source: 'result' }),
    value: undefined,
  },
  { name: 'no path of data in between', asked: expression('path', '$.a', { source: 'other' }), value: undefined },
  { name: 'a variable beside data in between', asked: expression('path', '$seen', { source: 'other' }), value: true },
  { name: 'a path of the context', asked: expression('path', '$$.State.Name'), value: 'Call' },
  {
    name: 'the context of the test case',
    asked: expression('path', '$$.Execution.Id'),
    on: { ...CASE, context: { Execution: { Id: 'own' } } },
    value: 'own',
  },
  { name: 'a call', asked: expression('intrinsic', "States.Format('{}-{}', $.order.id, $seen)"), value: 'A-1-true' },
  { name: 'an empty input', asked: expression('path', '$'), on: { name: 'a', state: 'Call' }, value: {} },
];

describe('the value of an expression is that of', () => {
  for (const { name, asked, on, value } of ROWS) {
    test(name, async () => {
      const result = await expressionValue(asked, on ?? CASE, runner.evaluate);
      assert.deepEqual(result, value === undefined ? undefined : { ok: true, value });
    });
  }
});

const FAILURES: readonly (readonly [name: string, asked: ExpressionAt, cause: RegExp])[] = [
  ['a path that leads nowhere', expression('path', '$.nothing'), /Invalid path '\$\.nothing'/],
  ['an InputPath that leads nowhere', expression('path', '$', { inputPath: '$.x' }), /Invalid path '\$\.x'/],
  ['JSONata that fails', expression('jsonata', '{% $sum("a") %}'), /specified for the field 'Output'/],
  [
    'JSONata that never ends',
    expression('jsonata', '{% ($f := function($n){ $f($n) }; $f(0)) %}'),
    /longer than 1000 ms/,
  ],
];

describe('an expression has an error in place of a value for', () => {
  for (const [name, asked, cause] of FAILURES) {
    test(name, async () => {
      const result = await expressionValue(asked, CASE, runner.evaluate);
      assert.match(result?.ok === false ? result.cause : `no error: ${JSON.stringify(result)}`, cause);
    });
  }
});

test('An expression without an answer when the runner is closed has none', async () => {
  const closing = createRunner({ modulePath: built('runner.js') });
  const asked = expression('jsonata', '{% ($f := function($n){ $f($n) }; $f(0)) %}');
  const answer = expressionValue(asked, CASE, closing.evaluate);
  closing.dispose();
  assert.equal(await answer, undefined);
});

test('A runner that waits too long for a value gives none', async () => {
  const impatient = createRunner({ modulePath: built('runner.js'), deadlineMilliseconds: 1 });
  const asked = expression('jsonata', '{% ($f := function($n){ $f($n) }; $f(0)) %}');
  assert.equal(await expressionValue(asked, CASE, impatient.evaluate), undefined);
  impatient.dispose();
});

test('A long value is cut', () => {
  const shown = shownValue({ list: Array.from({ length: 100 }, (_, n) => n), text: 'x'.repeat(1000) });
  assert.ok(shown.endsWith('\n...') && shown.split('\n').length === 26, shown);
  assert.ok(shownValue('x'.repeat(1000)).length < 300);
  assert.equal(shownValue({ a: 1 }), '{\n  "a": 1\n}');
});
