import type { Evaluation } from '../expressions/evaluate';
import { isJsonObject, type JsonObject, type JsonValue } from '../spec/json';
import type { Effects } from './effects';
import { checkVariables } from './limits';
import type { ResolvedState } from './resolveState';
import { StateError } from './stateError';
import type { Attempt, Exchange, MapDetails, Stage, StageData, StageName } from './stateRun';
import type { RunSettings, StateConfiguration } from './testStateRequest';

/** What a mock answers with: a result (value and its text), or an error. */
export type ParsedMock =
  | { readonly kind: 'result'; readonly data: StageData }
  | { readonly kind: 'error'; readonly error: string; readonly cause: string | undefined };

/** A state while it runs: what it was given, and the journal of what has happened to it so far. */
export interface Life {
  readonly state: ResolvedState;
  readonly settings: RunSettings;
  readonly configuration: StateConfiguration;
  readonly effects: Effects;
  readonly input: StageData;
  readonly variables: JsonObject;
  readonly context: JsonObject;
  readonly mock: ParsedMock | undefined;
  readonly journal: Journal;
}

/** The only thing that changes during a run: it is written in the order of events. */
export interface Journal {
  stages: Stage[];
  exchanges: Exchange[];
  readonly attempts: Attempt[];
  readonly secrets: Set<string>;
  readonly notes: Set<string>;
  map: MapDetails | undefined;
  /** Milliseconds that passed while a connection was asked for, a person's typing included. */
  waited: number;
}

/** How a state ends that did not fail. */
export interface Ending {
  readonly output: StageData;
  readonly variables?: JsonObject;
  readonly nextState?: string;
}

/** A journal with nothing in it but notes of what was known before the run. */
export function newJournal(notes: readonly string[]): Journal {
  return {
    stages: [],
    exchanges: [],
    attempts: [],
    secrets: new Set(),
    notes: new Set(notes),
    map: undefined,
    waited: 0,
  };
}

/** Writes down the data after a stage and hands it on. */
export function record(life: Life, name: StageName, data: StageData): StageData {
  life.journal.stages.push({ name, data });
  life.effects.phase(name);
  return data;
}

/** What the mock gives as the result. Throws the error that it gives instead; without a mock the result is empty. */
export function mockedResult(life: Life): StageData {
  const { mock } = life;
  if (mock?.kind === 'error') throw new StateError(mock.error, mock.cause);
  return mock?.data ?? { value: {} };
}

/** The variables behind an Assign that gave these values. Throws States.DataLimitExceeded where they are too large. */
export function withVariables(life: Life, given: JsonValue): { readonly variables: JsonObject } {
  const variables = isJsonObject(given) ? given : {};
  checkVariables(life.state.name, variables);
  return { variables: { ...life.variables, ...variables } };
}

/** The value of a field of the state's definition; undefined when it is not there. */
export function fieldValue(life: Life, name: string): JsonValue | undefined {
  const { definition } = life.state;
  return Object.hasOwn(definition, name) ? definition[name] : undefined;
}

/** Evaluates something in the evaluator; throws the StateError of what fails. */
export async function evaluate(life: Life, evaluation: Evaluation): Promise<JsonValue> {
  const result = await life.effects.evaluate(evaluation);
  if (result.ok) return result.value;
  throw new StateError(result.error, result.cause);
}
