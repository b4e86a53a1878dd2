import type { JsonValue } from '../spec/json';
import { jsonata } from './jsonataFlow';
import { scopeOf } from './jsonPathFlow';
import { evaluate, fieldValue, type Life } from './life';

// How long a Task may take, from https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html.

/**
 * Seconds that a Task may take, from TimeoutSeconds or its path; infinite when it does not say. Throws the StateError of a
 * path that leads nowhere and of an expression that fails; a mocked Task has them evaluated as well.
 */
export async function taskTimeout(life: Life): Promise<number> {
  const plain = fieldValue(life, 'TimeoutSeconds');
  const path = fieldValue(life, 'TimeoutSecondsPath');
  const value =
    typeof path === 'string'
      ? await evaluate(life, { kind: 'path', text: path, scope: timeoutScope(life) })
      : await literalTimeout(life, plain);
  return typeof value === 'number' && value > 0 ? value : Number.POSITIVE_INFINITY;
}

function timeoutScope(life: Life) {
  return scopeOf(life, life.journal.stages.find(({ name }) => name === 'afterInputPath')?.data ?? life.input);
}

function literalTimeout(
  life: Life,
  value: JsonValue | undefined,
): Promise<JsonValue | undefined> | JsonValue | undefined {
  return typeof value === 'string' && life.state.queryLanguage === 'JSONata'
    ? jsonata(life, value, 'TimeoutSeconds', {})
    : value;
}
