import type { JsonKind } from '../spec/field';
import type { JsonObject, JsonValue } from '../spec/json';
import { type Ending, evaluate, fieldValue, type Life, record, withVariables } from './life';
import type { StageData } from './stateRun';

// The data flow of a JSONata state, from https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html:
// Arguments, the work, then Assign and Output, which both read the variables' values at entry.

/** What `$states` holds beside input and context. */
export interface StatesMembers {
  readonly result?: JsonValue;
  readonly errorOutput?: JsonValue;
}

/** Evaluates Arguments; without it the state's input passes through. */
export async function applyArguments(life: Life): Promise<StageData> {
  const template = fieldValue(life, 'Arguments');
  const data = template === undefined ? life.input : { value: await jsonata(life, template, 'Arguments', {}) };
  return record(life, 'afterArguments', data);
}

/** Evaluates Output and Assign of a state or Catcher (`definition`); without Output `fallback` is the output. */
export async function leaveJsonata(
  life: Life,
  definition: JsonObject,
  members: StatesMembers,
  fallback: StageData,
): Promise<Ending> {
  const { Output: outputTemplate, Assign: assignTemplate } = definition;
  const assign = assignTemplate === undefined ? undefined : await jsonata(life, assignTemplate, 'Assign', members);
  const output =
    outputTemplate === undefined ? fallback : { value: await jsonata(life, outputTemplate, 'Output', members) };
  return { output, ...(assign === undefined ? {} : withVariables(life, assign)) };
}

/** Evaluates the expressions in a value of a JSONata state; `field` names it in causes, `expected` is the kind it must give. */
export function jsonata(
  life: Life,
  value: JsonValue,
  field: string,
  members: StatesMembers,
  expected?: JsonKind,
): Promise<JsonValue> {
  const states = { input: life.input.value, context: life.context, ...members };
  const bindings = { states, variables: life.variables };
  return evaluate(life, { kind: 'jsonata', value, bindings, field, ...(expected ? { expected } : {}) });
}
