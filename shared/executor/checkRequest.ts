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
  const { input = '{}' } = request;
  const [value, variables, context] = [parseText(input), objectIn(request.variables), objectIn(request.context)];
  const asked: Asked = { request, state, settings, value, variables, context };
  const refusal = REFUSALS.find(({ when }) => when(asked));
  if (refusal) return { name: refusal.name ?? 'ValidationException', message: refusal.message(asked) };
  return {
    input: { value: value ?? {}, text: input },
    variables: variables ?? {},
    context,
    mock: request.mock && parseMock(request.mock),
    notes: mockVerdict(request, state)?.onlyShape === true ? [ONLY_SHAPE] : [],
  };
}

const ONLY_SHAPE = 'The members of the mocked result were not checked: only that it is an object.';

/** All that is asked for, with what its texts were read as; undefined where a text is not the JSON that it must be. */
interface Asked {
  readonly request: TestStateRequest;
  readonly state: ResolvedState;
  readonly settings: RunSettings;
  /** The input. */
  readonly value: JsonValue | undefined;
  readonly variables: JsonObject | undefined;
  readonly context: JsonObject | undefined;
}

/** A reason to refuse a request: the first that holds is the answer. */
interface Refusal {
  when(asked: Asked): boolean;
  readonly name?: ApiError['name'];
  message(asked: Asked): string;
}

const REFUSALS: readonly Refusal[] = [
  {
    when: ({ value }) => value === undefined,
    name: 'InvalidExecutionInput',
    message: ({ request }) => `Invalid State Machine Execution Input: '${request.input}' is not valid JSON`,
  },
  {
    when: ({ request: { input = '' } }) => Buffer.byteLength(input, 'utf8') > PAYLOAD_BYTES,
    message: () => tooLong('input'),
  },
  ...(['variables', 'context'] as const).map((field) => ({
    when: ({ request }: Asked) => Buffer.byteLength(request[field] ?? '', 'utf8') > PAYLOAD_BYTES,
    message: () => tooLong(field),
  })),
  {
    when: ({ request }) => request.definition.length > DEFINITION_CHARACTERS,
    message: () => tooLong('definition', DEFINITION_CHARACTERS),
  },
  {
    when: ({ request: { stateName = '' } }) => stateName.length > STATE_NAME_CHARACTERS,
    message: () => tooLong('stateName', STATE_NAME_CHARACTERS),
  },
  {
    when: ({ request: { mock } }) => Buffer.byteLength(mock?.result ?? '', 'utf8') > PAYLOAD_BYTES,
    message: () => tooLong('mock.result'),
  },
  {
    when: ({ request, variables }) => request.variables !== undefined && variables === undefined,
    message: () => 'Variables must be a valid JSON object',
  },
  {
    when: ({ request, context }) => request.context !== undefined && context === undefined,
    message: () => 'Invalid Context object provided: it must be a valid JSON object',
  },
  {
    when: ({ request, state }) => mockProblem(request, state) !== undefined,
    message: ({ request, state }) => mockProblem(request, state) ?? '',
  },
  {
    when: (asked) => problemOfContext(asked) !== undefined,
    message: (asked) => problemOfContext(asked) ?? '',
  },
  {
    when: ({ request, state }) =>
      request.stateConfiguration?.mapIterationFailureCount !== undefined && typeOf(state) !== 'Map',
    message: () => 'MapIterationFailureCount is only supported when testing a Map state.',
  },
  {
    when: ({ request: { stateConfiguration, mock } }) =>
      stateConfiguration?.mapIterationFailureCount !== undefined && mock === undefined,
    message: () => 'TestState does not support MapIterationFailureCount when a mock is not specified.',
  },
  {
    when: ({ request, state }) => {
      const name = request.stateConfiguration?.errorCausedByState;
      return name !== undefined && findNestedState(state, name) === undefined;
    },
    message: () => 'State not found in definition',
  },
  {
    when: ({ request: { context, mock }, settings }) =>
      settings.strictTestState === true && context !== undefined && mock === undefined,
    message: () => 'TestState does not support Context when a mock is not specified.',
  },
  {
    when: ({ request, state }) =>
      request.mock === undefined && (typeOf(state) === 'Map' || typeOf(state) === 'Parallel'),
    name: 'InvalidDefinition',
    message: () =>
      'TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
  },
  {
    when: ({ state }) => LIVES[typeOf(state)] === undefined,
    message: ({ state }) => `A state of type '${typeOf(state)}' cannot be run on this machine`,
  },
  {
    when: ({ request, state }) =>
      request.mock === undefined && typeOf(state) === 'Task' && !isHttpTask(state.definition),
    message: ({ state }) =>
      `Only AWS can call ${JSON.stringify(state.definition.Resource ?? null)}: give a mock to test this Task on this machine`,
  },
];

function problemOfContext({ context, state }: Asked): string | undefined {
  return context && contextProblem(context, String(state.definition.Resource));
}

function tooLong(field: string, most = PAYLOAD_BYTES): string {
  return `1 validation error detected: Value at '${field}' failed to satisfy constraint: Member must have length less than or equal to ${most}`;
}

function typeOf(state: ResolvedState): string {
  const type = state.definition.Type;
  return typeof type === 'string' ? type : '';
}

function objectIn(text: string | undefined): JsonObject | undefined {
  const value = text === undefined ? undefined : parseText(text);
  return isJsonObject(value) ? value : undefined;
}

function parseMock({ result, errorOutput }: Mock): ParsedMock {
  if (result !== undefined) return { kind: 'result', data: { value: parseText(result) ?? null, text: result } };
  return { kind: 'error', error: errorOutput?.error ?? '', cause: errorOutput?.cause };
}
