import type { RequestPart, StateRun } from '../../../shared/executor/stateRun';
import { comparableOutput, type OutputDifferences, outputDifferences } from '../../../shared/report/comparedOutput';
import { type Masker, masker } from '../../../shared/report/mask';
import { toTestStateOutput } from '../../../shared/report/toTestStateOutput';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../shared/spec/json';
import { exchangesOf } from '../trace/dataText';
import { maskedRun } from '../trace/shownRun';
import type { AwsAnswer, RunView } from '../trace/view';

/** Both answers of TestState in the form in which they are compared, secrets masked unless the view reveals them. */
export interface AwsSides {
  readonly local: JsonObject;
  readonly aws: JsonObject;
}

/** The answers of this machine and of AWS; undefined where the view has not both. */
export function awsSides(view: RunView): AwsSides | undefined {
  const both = answersOf(view);
  return both && { local: comparableOutput(both.local), aws: comparableOutput(both.aws) };
}

/** How AWS differs from this machine; undefined where the view has not both answers. */
export function awsDifferences(view: RunView): OutputDifferences | undefined {
  const both = answersOf(view);
  return both && outputDifferences(both.local, both.aws);
}

/** The names of secret parts of the request whose values differ: their masks look the same. */
export function differentSecrets({ run, aws }: RunView): readonly string[] {
  if (aws?.local === undefined || !aws.reveals) return [];
  const here = new Map(secretParts(aws.local.run).map(({ name, value }) => [name.toLowerCase(), value]));
  return secretParts(run)
    .filter(({ name, value }) => here.get(name.toLowerCase()) !== value)
    .map(({ name }) => name);
}

function answersOf({ run, reveal, aws }: RunView): AwsSides | undefined {
  if (aws?.local === undefined) return undefined;
  const local = reveal ? aws.local.run : maskedRun(aws.local.run);
  return { local: toTestStateOutput(local, 'TRACE', aws.reveals), aws: awsOutput(run, reveal, aws) };
}

/** What AWS answered, as it came; where it holds secrets that must not be shown, as it was read, for they have places. */
function awsOutput(run: StateRun, reveal: boolean, { output, reveals }: AwsAnswer): JsonObject {
  if (reveal) return output;
  return reveals ? toTestStateOutput(maskedRun(run), 'TRACE', true) : maskedObject(output, masker(run, false));
}

function maskedObject(object: JsonObject, mask: Masker): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, masked(value, mask)]));
}

/** All data of an answer stands in texts, so that nothing is nested deeply. */
function masked(value: JsonValue, mask: Masker): JsonValue {
  if (typeof value === 'string') return mask(value);
  return isJsonObject(value) ? maskedObject(value, mask) : value;
}

function secretParts(run: StateRun): readonly RequestPart[] {
  const request = exchangesOf(run).findLast(({ purpose }) => purpose === 'task')?.request;
  const parts = request ? [...request.headers, ...request.query, ...(request.body?.members ?? [])] : [];
  return parts.filter(({ secret, overriddenBy }) => secret && overriddenBy === undefined);
}
