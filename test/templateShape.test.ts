import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { evaluateJsonataTemplate } from '../shared/expressions/jsonata';
import type { Effects } from '../shared/expressions/scope';
import { evaluateTemplate } from '../shared/expressions/template';
import type { JsonObject, JsonValue } from '../shared/spec/json';

// A template is taken apart once and filled each time: what comes out depends on nothing but the input at hand.

const EFFECTS: Effects = { now: () => new Date(0), random: () => 0, uuid: () => 'u' };

const VALUES = fc.jsonValue() as fc.Arbitrary<JsonValue>;

test('a JSONPath template that is used again reads the new input', () => {
  const template = { fixed: { deep: [1] }, 'own.$': '$.value', list: [{ 'again.$': '$.value' }] };
  fc.assert(
    fc.property(VALUES, (value) => {
      const filled = evaluateTemplate(template, { input: { value }, context: {}, variables: {} }, EFFECTS);
      assert.deepEqual(filled, { fixed: { deep: [1] }, list: [{ again: value }], own: value });
    }),
  );
});

test('a JSONata template that is used again reads the new input', async () => {
  const template = { fixed: { deep: [1] }, own: '{% $states.input.value %}', list: ['{% 1 + 1 %}', '{%$x%}', 'plain'] };
  await fc.assert(
    fc.asyncProperty(fc.string(), fc.integer(), async (value, x) => {
      const bindings = { states: { input: { value }, context: {} }, variables: { x } };
      const filled = await evaluateJsonataTemplate(template, bindings, EFFECTS, 'Arguments');
      assert.deepEqual(filled, { fixed: { deep: [1] }, own: value, list: [2, x, 'plain'] });
    }),
  );
});

test('a template that failed once works with an input that fits', async () => {
  const [path, jsonata] = [{ 'a.$': '$.a' }, { a: '{% $states.input.a %}' }];
  const scope = (input: JsonObject) => ({ input, context: {}, variables: {} });
  const bindings = (input: JsonObject) => ({ states: { input, context: {} }, variables: {} });
  assert.throws(() => evaluateTemplate(path, scope({}), EFFECTS), /could not be found/);
  assert.deepEqual(evaluateTemplate(path, scope({ a: 1 }), EFFECTS), { a: 1 });
  await assert.rejects(evaluateJsonataTemplate(jsonata, bindings({}), EFFECTS, 'Output'), { name: 'EvaluationError' });
  assert.deepEqual(await evaluateJsonataTemplate(jsonata, bindings({ a: 1 }), EFFECTS, 'Output'), { a: 1 });
});

test('of failures in one template the first in order is told, and nothing behind it is evaluated', async () => {
  const entered: string[] = [];
  const effects: Effects = { ...EFFECTS, entering: (field) => entered.push(field) };
  const template = { a: ['{% 1 %}'], b: { c: "{% $error('first') %}" }, d: "{% $error('second') %}" };
  const bindings = { states: { input: {}, context: {} }, variables: {} };
  const told = await evaluateJsonataTemplate(template, bindings, effects, 'Output').catch((error: unknown) => error);
  assert.match(String(told instanceof Error ? told.message : told), /Output\/b\/c/);
  assert.deepEqual(entered, ['Output/a[0]', 'Output/b/c']);
});
