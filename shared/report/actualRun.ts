import type { HttpRequest, StateRun } from '../executor/stateRun';
import type { JsonObject, JsonValue } from '../spec/json';

/** The request that the last try of a state made, or would have made with a mock; undefined when it came to none. */
export function actualRequest({ attempts }: StateRun): HttpRequest | undefined {
  return attempts.at(-1)?.exchanges.findLast(({ purpose }) => purpose === 'task')?.request;
}

/** What TestState's inspectionData would show of the data of a run, in plain JSON: its stages by name, and what belongs to them. */
export function inspectionOf(run: StateRun): JsonObject {
  const { stages, variables, errorDetails, map } = run;
  return {
    ...Object.fromEntries(stages.map(({ name, data }) => [name, data.value] as const)),
    ...(variables === undefined ? {} : { variables }),
    ...(errorDetails === undefined ? {} : { errorDetails: { ...errorDetails } }),
    ...map,
  };
}

/** What `$states` is in an assertion about a run; what the run does not have is absent. */
export function assertionStates(run: StateRun): {
  readonly input: JsonValue;
  readonly context: JsonObject;
  readonly result?: JsonValue;
  readonly output?: JsonValue;
  readonly errorOutput?: JsonValue;
} {
  const stage = (name: string): JsonValue | undefined => run.stages.find((one) => one.name === name)?.data.value;
  const result = stage('result');
  return {
    input: stage('input') ?? {},
    context: run.context ?? {},
    ...(result === undefined ? {} : { result }),
    ...(run.output === undefined ? {} : { output: run.output.value }),
    ...(run.error === undefined ? {} : { errorOutput: { Error: run.error, Cause: run.cause ?? '' } }),
  };
}
