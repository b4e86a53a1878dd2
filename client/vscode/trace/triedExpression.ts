import type { StateRun } from '../../../shared/executor/stateRun';
import type { JsonObject, JsonValue } from '../../../shared/spec/json';
import type { Evaluation } from '../../runner/protocol';
import { dataText } from './dataText';

/**
 * An expression that is evaluated on a body or stage of a run: JSONata where it stands in `{% %}` or the state is
 * JSONata, else a path or an intrinsic function. `$`, or `$states.input`, is the data; the result of the state is
 * `$states.result` too. Undefined when the run has no such data.
 */
export function triedExpression(
  run: StateRun,
  name: string,
  text: string,
  context: JsonObject,
): Evaluation | undefined {
  const data = dataText(run, name);
  if (data === undefined) return undefined;
  const value = parsed(data);
  const variables = run.variables ?? {};
  const written = text.trim();
  if (written.startsWith('{%') || run.queryLanguage === 'JSONata') {
    const states = statesOf(run, name, value, context);
    return { kind: 'jsonata', value: inDelimiters(written), field: FIELD, bindings: { states, variables } };
  }
  const scope = { input: value, context, variables };
  return written.startsWith('States.')
    ? { kind: 'dynamic', text: written, scope, field: FIELD }
    : { kind: 'path', text: written, scope };
}

/** What an error calls the place of the expression. */
const FIELD = 'Expression';

function statesOf(run: StateRun, name: string, value: JsonValue, context: JsonObject) {
  const stage = name.startsWith('stage/') ? run.stages[Number(name.slice('stage/'.length))]?.name : undefined;
  const input = run.stages.find((one) => one.name === 'input')?.data.value ?? {};
  return stage === 'result' ? { input, result: value, context } : { input: value, context };
}

function inDelimiters(text: string): string {
  return text.startsWith('{%') ? text : `{% ${text} %}`;
}

function parsed(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
