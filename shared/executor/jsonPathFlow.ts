import { setAtReferencePath } from '../expressions/referencePath';
import type { Scope } from '../expressions/scope';
import type { JsonObject, JsonValue } from '../spec/json';
import { type Ending, evaluate, fieldValue, type Life, record, withVariables } from './life';
import { runtimeError } from './stateError';
import type { StageData } from './stateRun';

// The data flow of a JSONPath state, from
// https://docs.aws.amazon.com/step-functions/latest/dg/concepts-input-output-filtering.html:
// InputPath, Parameters, the work, ResultSelector, ResultPath, OutputPath. Paths see the variables' old values.

/** Applies InputPath and writes the stage down. */
export async function applyInputPath(life: Life): Promise<StageData> {
  return record(life, 'afterInputPath', await select(life, 'InputPath', life.input));
}

/** The data after InputPath, where a state has one behind it; else its input. */
export function effectiveInput(life: Life): StageData {
  return life.journal.stages.find(({ name }) => name === 'afterInputPath')?.data ?? life.input;
}

/** Applies Parameters to the data after InputPath; without Parameters the data passes through. */
export async function applyParameters(life: Life, data: StageData): Promise<StageData> {
  return record(life, 'afterParameters', await applyTemplate(life, 'Parameters', data));
}

/** Applies ResultSelector, ResultPath, Assign and OutputPath to a result. */
export async function leaveJsonPath(life: Life, result: StageData): Promise<Ending> {
  const selected = record(life, 'afterResultSelector', await applyTemplate(life, 'ResultSelector', result));
  const placed = record(life, 'afterResultPath', place(fieldValue(life, 'ResultPath'), life.input, selected));
  return applyOutputPath(life, placed, result);
}

/** Applies OutputPath to a state's data, and Assign, in which `$` is its result. */
export async function applyOutputPath(life: Life, data: StageData, result: StageData): Promise<Ending> {
  const output = await select(life, 'OutputPath', data);
  return { output, ...(await assigned(life, fieldValue(life, 'Assign'), result)) };
}

/** Puts a result into the state's raw input as a ResultPath says; null drops the result, `$` or none replaces the input. */
export function place(resultPath: JsonValue | undefined, input: StageData, result: StageData): StageData {
  if (resultPath === null) return input;
  if (resultPath === undefined || resultPath === '$') return result;
  if (typeof resultPath !== 'string') throw runtimeError('ResultPath must be a reference path or null');
  return { value: setAtReferencePath(input.value, resultPath, result.value) };
}

/** Evaluates an Assign template over `$` = data; absent when the state assigns nothing. */
export async function assigned(
  life: Life,
  assign: JsonValue | undefined,
  data: StageData,
): Promise<{ readonly variables?: JsonObject }> {
  if (assign === undefined) return {};
  const template = await evaluate(life, {
    kind: 'template',
    template: assign,
    scope: scopeOf(life, data),
    field: 'Assign',
  });
  return withVariables(life, template);
}

/** What the paths of a field see when `$` is this data. */
export function scopeOf(life: Life, data: StageData): Scope {
  const { context, variables } = life;
  return { input: data.value, context, variables, ...(data.text === undefined ? {} : { inputText: data.text }) };
}

/** Applies InputPath or OutputPath: null gives an empty object, `$` or none leaves the data as it is. */
export async function select(life: Life, field: 'InputPath' | 'OutputPath', data: StageData): Promise<StageData> {
  const path = fieldValue(life, field);
  if (path === undefined || path === '$') return data;
  if (path === null) return { value: {} };
  if (typeof path !== 'string') throw runtimeError(`${field} must be a path or null`);
  return { value: await evaluate(life, { kind: 'path', text: path, scope: scopeOf(life, data) }) };
}

/** Evaluates the template of a field over `$` = data; without the field the data passes through. */
export async function applyTemplate(
  life: Life,
  field: 'Parameters' | 'ResultSelector',
  data: StageData,
): Promise<StageData> {
  const template = fieldValue(life, field);
  if (template === undefined) return data;
  return { value: await evaluate(life, { kind: 'template', template, scope: scopeOf(life, data), field }) };
}
