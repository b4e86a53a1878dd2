import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import { DEFINITION_CHARACTERS, PAYLOAD_BYTES, STATE_NAME_CHARACTERS } from '../spec/limits';
import { contextProblem } from './checkContext';
import { mockProblem, mockVerdict } from './checkMock';
import { isHttpTask } from './httpTask';
import type { ParsedMock } from './life';
import { LIVES } from './lives';
import { findNestedState, parseText, type ResolvedState } from './resolveState';
import type { StageData } from './stateRun';
import type { ApiError, Mock, RunSettings, TestStateRequest } from './testStateRequest';

/** A request whose texts are read: all that a run needs of it. */
export interface CheckedRequest {
  readonly input: StageData;
  readonly variables: JsonObject;
  readonly context: JsonObject | undefined;
  readonly mock: ParsedMock | undefined;
  /** Sentences that the person should know about the check. */
  readonly notes: readonly string[];
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
    notes: mockVerdict(request, state)?.onlyShape === true ? [ONLY_SHAPE] : [],
  };
}

const ONLY_SHAPE = 'The members of the mocked result were not checked: only that it is an object.';

/** A reason to refuse a request: the first that holds is the answer. */
interface Refusal {
  when(request: TestStateRequest, state: ResolvedState, settings: RunSettings): boolean;
  readonly name?: ApiError['name'];
  message(request: TestStateRequest, state: ResolvedState): string;
}

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
  ...(['variables', 'context'] as const).map((field) => ({
    when: (request: TestStateRequest) => Buffer.byteLength(request[field] ?? '', 'utf8') > PAYLOAD_BYTES,
    message: () => tooLong(field),
  })),
  {
    when: ({ definition }) => definition.length > DEFINITION_CHARACTERS,
    message: () => tooLong('definition', DEFINITION_CHARACTERS),
  },
  {
    when: ({ stateName }) => (stateName ?? '').length > STATE_NAME_CHARACTERS,
    message: () => tooLong('stateName', STATE_NAME_CHARACTERS),
  },
  {
    when: ({ mock }) => Buffer.byteLength(mock?.result ?? '', 'utf8') > PAYLOAD_BYTES,
    message: () => tooLong('mock.result'),
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
    when: (request, state) => mockProblem(request, state) !== undefined,
    message: (request, state) => mockProblem(request, state) ?? '',
  },
  {
    when: ({ context }, state) =>
      contextProblem(objectIn(context) ?? {}, String(state.definition.Resource)) !== undefined,
    message: ({ context }, state) => contextProblem(objectIn(context) ?? {}, String(state.definition.Resource)) ?? '',
  },
  {
    when: ({ stateConfiguration }, state) =>
      stateConfiguration?.mapIterationFailureCount !== undefined && typeOf(state) !== 'Map',
    message: () => 'MapIterationFailureCount is only supported when testing a Map state.',
  },
  {
    when: ({ stateConfiguration, mock }) =>
      stateConfiguration?.mapIterationFailureCount !== undefined && mock === undefined,
    message: () => 'TestState does not support MapIterationFailureCount when a mock is not specified.',
  },
  {
    when: ({ stateConfiguration }, state) => {
      const name = stateConfiguration?.errorCausedByState;
      return name !== undefined && findNestedState(state, name) === undefined;
    },
    message: () => 'State not found in definition',
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

function tooLong(field: string, most = PAYLOAD_BYTES): string {
  return `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${most}`;
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
