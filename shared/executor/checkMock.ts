import { isJsonObject, type JsonValue } from '../spec/json';
import { isHttpTask } from './httpTask';
import { checkMockShape, type MockVerdict } from './mockShape';
import { parseText, type ResolvedState } from './resolveState';
import type { Mock, TestStateRequest } from './testStateRequest';

// What TestState says of a mock, in its own words as they were recorded.

/** The sentence with which a mock is refused; undefined when it fits its state. */
export function mockProblem({ mock, revealSecrets }: TestStateRequest, state: ResolvedState): string | undefined {
  if (mock === undefined) return undefined;
  if (mock.result !== undefined && mock.errorOutput !== undefined) {
    return 'A test mock should have only one of the following fields: [result, errorOutput].';
  }
  if (mock.result === undefined && mock.errorOutput === undefined) {
    return 'One of the following fields is required for a test mock: [result, errorOutput].';
  }
  if (!MOCKABLE.has(typeOf(state))) return `State type '${typeOf(state)}' is not supported when a mock is specified`;
  if (revealSecrets === true) return 'TestState does not support RevealSecrets when a mock is specified.';
  if (mock.errorOutput)
    return mock.errorOutput.error ? undefined : 'An error was not specified in the mocked error output.';
  return resultProblem(mock, state);
}

/** What a mocked result of a Task was checked against; undefined for other states and for errors. */
export function mockVerdict({ mock }: TestStateRequest, state: ResolvedState): MockVerdict | undefined {
  const result = mock?.result === undefined ? undefined : parseText(mock.result);
  if (typeOf(state) !== 'Task' || !isJsonObject(result) || isHttpTask(state.definition)) return undefined;
  return checkMockShape(String(state.definition.Resource), result, mock?.fieldValidationMode ?? 'STRICT');
}

const MOCKABLE = new Set(['Task', 'Map', 'Parallel']);

function resultProblem(mock: Mock, state: ResolvedState): string | undefined {
  const result = parseText(mock.result ?? '');
  if (result === undefined) return 'Mocked result must be valid JSON';
  return RESULT_PROBLEMS[typeOf(state)]?.(result, state) ?? mockVerdict({ definition: '', mock }, state)?.problem;
}

const RESULT_PROBLEMS: Readonly<Record<string, (result: JsonValue, state: ResolvedState) => string | undefined>> = {
  Task: (result) => (isJsonObject(result) ? undefined : 'Mocked result must be a valid JSON object.'),
  Map: (result, { definition }) => {
    if (definition.ResultWriter !== undefined)
      return isJsonObject(result) ? undefined : 'Mocked result must be a JSON object.';
    return Array.isArray(result) ? undefined : 'Mocked result must be an array.';
  },
  Parallel: (result, { definition }) => {
    if (!Array.isArray(result)) return 'Mocked result must be an array.';
    const branches = Array.isArray(definition.Branches) ? definition.Branches.length : 0;
    if (result.length === branches) return undefined;
    return 'Mocked result must contain the same number of items as number of Parallel branches.';
  },
};

function typeOf(state: ResolvedState): string {
  return typeof state.definition.Type === 'string' ? state.definition.Type : '';
}
