import { boundedCache } from '../expressions/boundedCache';
import { isJsonObject, isNestedWithin, type JsonObject, type JsonValue } from '../spec/json';
import { NESTING_LEVELS } from '../spec/limits';
import type { ApiError, TestStateRequest } from './testStateRequest';

/** A state found in a definition, with the language that it inherits. */
export interface ResolvedState {
  readonly name: string;
  readonly definition: JsonObject;
  readonly queryLanguage: 'JSONPath' | 'JSONata';
}

/** The name that TestState gives a state which stands alone, in messages and in the context object. */
export const LONE_STATE_NAME = 'StateName';

/**
 * Finds the state that a request names, nested ones in Map and Parallel included; without a name the definition is
 * the state itself. Gives the API's error where there is no such state.
 */
export function resolveState(request: TestStateRequest): ResolvedState | ApiError {
  const definition = definitions.remember(request.definition, parseObject);
  if (definition === undefined) {
    return {
      name: 'InvalidDefinition',
      message: `${INVALID} 'INVALID_JSON_DESCRIPTION: Definition must be a valid JSON object'`,
    };
  }
  if (request.stateName === undefined) {
    return { name: LONE_STATE_NAME, definition, queryLanguage: languageOf(definition, undefined) ?? 'JSONPath' };
  }
  const found = findState(definition, request.stateName, languageOf(definition, undefined));
  return found ?? { name: 'ValidationException', message: 'State not found in definition' };
}

/** The same few definitions are tested again and again; what is remembered of their templates goes with them. */
const REMEMBERED_DEFINITIONS = 5;
const definitions = boundedCache<JsonObject | undefined>(REMEMBERED_DEFINITIONS);

const INVALID = 'Invalid State Machine Definition:';

/** The JSON object that a text holds; undefined when it is not JSON or no object. */
function parseObject(text: string): JsonObject | undefined {
  const value = parseText(text);
  return isJsonObject(value) ? value : undefined;
}

/** The JSON value that a text holds; undefined when it is not JSON, or nested so deeply that nobody could handle it. */
export function parseText(text: string): JsonValue | undefined {
  try {
    const value = JSON.parse(text) as JsonValue;
    return isNestedWithin(value, NESTING_LEVELS) ? value : undefined;
  } catch {
    return undefined;
  }
}

function findState(
  machine: JsonObject,
  name: string,
  language: ResolvedState['queryLanguage'] | undefined,
): ResolvedState | undefined {
  const states = own(machine, 'States');
  if (!isJsonObject(states)) return undefined;
  const here = own(states, name);
  if (isJsonObject(here)) return { name, definition: here, queryLanguage: languageOf(here, language) ?? 'JSONPath' };
  for (const state of Object.values(states)) {
    for (const nested of nestedMachines(state)) {
      const found = findState(nested, name, language);
      if (found) return found;
    }
  }
  return undefined;
}

/** Finds a state inside a Map or Parallel, at any depth; undefined when there is none of this name. */
export function findNestedState(state: ResolvedState, name: string): ResolvedState | undefined {
  for (const nested of nestedMachines(state.definition)) {
    const found = findState(nested, name, state.queryLanguage);
    if (found) return found;
  }
  return undefined;
}

function nestedMachines(state: JsonValue): JsonObject[] {
  if (!isJsonObject(state)) return [];
  const branches = own(state, 'Branches');
  const machines = [own(state, 'ItemProcessor'), own(state, 'Iterator'), ...(Array.isArray(branches) ? branches : [])];
  return machines.filter((machine): machine is JsonObject => isJsonObject(machine));
}

function own(object: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** Anything but exactly JSONPath counts as JSONata, as AWS does it. */
function languageOf(object: JsonObject, inherited: ResolvedState['queryLanguage'] | undefined) {
  const text = own(object, 'QueryLanguage');
  if (typeof text !== 'string') return inherited;
  return text === 'JSONPath' ? 'JSONPath' : 'JSONata';
}
