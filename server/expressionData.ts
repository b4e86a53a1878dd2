import { textAt, valueAt } from '../shared/document/node';
import { httpTaskOf } from '../shared/document/stateMachine';
import { cachedPath } from '../shared/expressions/parsedTexts';
import type { TestCase } from '../shared/project/testCases';
import { isJsonObject, type JsonValue } from '../shared/spec/json';
import type { ExpressionPlace } from './expressionPlace';

/** What the root of a path stands for, as far as a definition and its test cases tell. */
export interface Data {
  /** The values that it may have: one for each test case that says something. */
  readonly values: readonly JsonValue[];
  /** What it is, for people, such as `the input of the state`. */
  readonly title: string;
}

/** What a path starts from: the state's input, that behind InputPath, its result, the error that was caught, or something else. */
export type Source = 'input' | 'effectiveInput' | 'result' | 'error' | 'other';

/** What `$` stands for in a field of a JSONPath state. */
export function sourceOf({ state, expression }: ExpressionPlace): Source {
  const { field, fieldLocation } = expression;
  const isWork = state.type === 'Task' || state.type === 'Parallel' || state.type === 'Map';
  if (field === 'InputPath' || field === 'ResultPath') return 'input';
  if (/\/Catch\[\d+\]\/Assign$/.test(fieldLocation)) return 'error';
  if (field === 'ResultSelector') return 'result';
  if (field === 'Assign') return isWork ? resultSource(state.node) : 'effectiveInput';
  if (field === 'OutputPath') return isWork || state.type === 'Pass' ? 'other' : 'effectiveInput';
  return 'effectiveInput';
}

/** A ResultSelector makes another value of the result: nothing is known about that. */
function resultSource(node: ExpressionPlace['state']['node']): Source {
  return valueAt(node, 'ResultSelector') === undefined ? 'result' : 'other';
}

/** The data of a source, from the test cases of the state. */
export function dataOf(source: Source, place: ExpressionPlace, cases: readonly TestCase[]): Data {
  const inputs = cases.flatMap(({ input }) => (input === undefined ? [] : [input]));
  switch (source) {
    case 'input':
      return { values: inputs, title: 'the input of the state' };
    case 'effectiveInput':
      return { values: afterInputPath(inputs, place), title: 'the input of the state' };
    case 'result':
      return { values: [...resultsOf(cases), ...httpResult(place)], title: 'the result of the state' };
    case 'error':
      return { values: [ERROR], title: 'the error that was caught' };
    case 'other':
      return { values: [], title: 'the data of the state' };
  }
}

function resultsOf(cases: readonly TestCase[]): readonly JsonValue[] {
  return cases.flatMap(({ mock }) => (mock?.result === undefined ? [] : [mock.result]));
}

/** The form of what an HTTP Task gives. */
function httpResult({ state }: ExpressionPlace): readonly JsonValue[] {
  return httpTaskOf(state) ? [{ Headers: {}, ResponseBody: null, StatusCode: 200, StatusText: 'OK' }] : [];
}

const ERROR: JsonValue = { Error: 'States.TaskFailed', Cause: '' };

function afterInputPath(inputs: readonly JsonValue[], { state }: ExpressionPlace): readonly JsonValue[] {
  const path = valueAt(state.node, 'InputPath');
  if (path === undefined) return inputs;
  const syntax = cachedPath(textAt(state.node, 'InputPath') ?? '');
  if (!syntax.ok || syntax.value.root.kind !== 'input') return [];
  const steps = syntax.value.steps.map((step) => (step.kind === 'property' ? (step.names[0] ?? '*') : '*'));
  return inputs.flatMap((input) => lookUp([input], steps));
}

/** The values that steps lead to from any of some values; a name looks into the items of a list, too. */
export function lookUp(values: readonly JsonValue[], steps: readonly (string | number)[]): readonly JsonValue[] {
  return steps.reduce<readonly JsonValue[]>(
    (found, step) => found.flatMap((value) => stepInto(value, step)).slice(0, MOST_VALUES),
    values,
  );
}

const MOST_VALUES = 100;

function stepInto(value: JsonValue, step: string | number): readonly JsonValue[] {
  if (isJsonObject(value)) return typeof step === 'string' && Object.hasOwn(value, step) ? [value[step] ?? null] : [];
  if (!Array.isArray(value)) return [];
  const items: readonly JsonValue[] = value.slice(0, MOST_VALUES);
  if (typeof step === 'number') return items.slice(step, step + 1);
  return step === '*' ? items : items.flatMap((item) => stepInto(item, step));
}

/** The names below some values with the first value of each, in the order of the text. */
export function membersOf(values: readonly JsonValue[]): ReadonlyMap<string, JsonValue> {
  const found = new Map<string, JsonValue>();
  const objects = values.flatMap((value) => (Array.isArray(value) ? value.slice(0, MOST_VALUES) : [value]));
  for (const value of objects) {
    if (!isJsonObject(value)) continue;
    for (const [name, member] of Object.entries(value)) {
      if (found.size < MOST_MEMBERS && !found.has(name)) found.set(name, member);
    }
  }
  return found;
}

const MOST_MEMBERS = 300;
