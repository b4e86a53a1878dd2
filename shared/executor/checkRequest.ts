import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { PAYLOAD_BYTES } from '../spec/limits';
import { isHttpTask } from './httpTask';
import type { ParsedMock } from './life';
import { LIVES } from './lives';
import { parseText, type ResolvedState } from './resolveState';
import type { StageData } from './stateRun';
import type { ApiError, Mock, RunSettings, TestStateRequest } from './testStateRequest';

/** A request whose texts are read: all that a run needs of it. */
export interface CheckedRequest {
  readonly input: StageData;
  readonly variables: JsonObject;
  readonly context: JsonObject | undefined;
  readonly mock: ParsedMock | undefined;
}

/** Checks a request against the rules of the TestState API. Gives the API's error, in its words where they were recorded. */
export function checkRequest(
  request: TestStateRequest,
  state: ResolvedState,
  settings: RunSettings,
): CheckedRequest | ApiError {
  const refusal = REFUSALS.find(({ when }) => when(request, state, settings));
  if (refusal) return { name: refusal.name ?? 'ValidationException', message: refusal.message(request, state) };
  const inputText = request.input ?? '{}';
  return {
    input: { value: parseText(inputText) ?? {}, text: inputText },
    variables: objectIn(request.variables) ?? {},
    context: objectIn(request.context),
    mock: request.mock && parseMock(request.mock),
  };
}

/** A reason to refuse a request: the first that holds is the answer. */
interface Refusal {
  when(request: TestStateRequest, state: ResolvedState, settings: RunSettings): boolean;
  readonly name?: ApiError['name'];
  message(request: TestStateRequest, state: ResolvedState): string;
}

const MOCKABLE = new Set(['Task', 'Map', 'Parallel']);

const REFUSALS: readonly Refusal[] = [
  {
    when: ({ input }) => input !== undefined && parseText(input) === undefined,
    name: 'InvalidExecutionInput',
    message: ({ input }) => `Invalid State Machine Execution Input: '${input}' is not valid JSON`,
  },
  {
    when: ({ input }) => input !== undefined && Buffer.byteLength(input, 'utf8') > PAYLOAD_BYTES,
    message: () => tooLong('input'),
  },
  {
    when: ({ variables }) => variables !== undefined && objectIn(variables) === undefined,
    message: () => 'Variables must be a valid JSON object',
  },
  {
    when: ({ context }) => context !== undefined && objectIn(context) === undefined,
    message: () => 'Invalid Context object provided: it must be a valid JSON object',
  },
  {
    when: ({ mock }) => mock?.result !== undefined && mock.errorOutput !== undefined,
    message: () => 'A test mock should have only one of the following fields: [result, errorOutput].',
  },
  {
    when: ({ mock }) => mock !== undefined && mock.result === undefined && mock.errorOutput === undefined,
    message: () => 'One of the following fields is required for a test mock: [result, errorOutput].',
  },
  {
    when: ({ mock }, state) => mock !== undefined && !MOCKABLE.has(typeOf(state)),
    message: (_request, state) => `State type '${typeOf(state)}' is not supported when a mock is specified`,
  },
  {
    when: ({ mock, revealSecrets }) => mock !== undefined && revealSecrets === true,
    message: () => 'TestState does not support RevealSecrets when a mock is specified.',
  },
  {
    when: ({ mock }) => mock?.result !== undefined && parseText(mock.result) === undefined,
    message: () => 'Mocked result must be valid JSON',
  },
  {
    when: ({ mock }, state) =>
      mock?.result !== undefined && typeOf(state) === 'Task' && !isJsonObject(parseText(mock.result)),
    message: () => 'Mocked result must be a valid JSON object.',
  },
  {
    when: ({ mock }) => mock?.errorOutput !== undefined && !mock.errorOutput.error,
    message: () => 'An error was not specified in the mocked error output.',
  },
  {
    when: ({ context, mock }, _state, { strictTestState }) =>
      strictTestState === true && context !== undefined && mock === undefined,
    message: () => 'TestState does not support Context when a mock is not specified.',
  },
  {
    when: ({ mock }, state) => mock === undefined && (typeOf(state) === 'Map' || typeOf(state) === 'Parallel'),
    name: 'InvalidDefinition',
    message: () =>
      'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
  },
  {
    when: (_request, state) => LIVES[typeOf(state)] === undefined,
    message: (_request, state) => `A state of type '${typeOf(state)}' cannot be run on this machine`,
  },
  {
    when: ({ mock }, state) => mock === undefined && typeOf(state) === 'Task' && !isHttpTask(state.definition),
    message: (_request, state) =>
      `Only AWS can call ${JSON.stringify(state.definition.Resource ?? null)}: give a mock to test this Task on this machine`,
  },
];

function tooLong(field: string): string {
  return `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${PAYLOAD_BYTES}`;
}

function typeOf(state: ResolvedState): string {
  const type = state.definition.Type;
  return typeof type === 'string' ? type : '';
}

function objectIn(text: string | undefined): JsonObject | undefined {
  const value: JsonValue | undefined = text === undefined ? undefined : parseText(text);
  return isJsonObject(value) ? value : undefined;
}

function parseMock({ result, errorOutput }: Mock): ParsedMock {
  if (result !== undefined) return { kind: 'result', data: { value: parseText(result) ?? null, text: result } };
  return { kind: 'error', error: errorOutput?.error ?? '', cause: errorOutput?.cause };
}
