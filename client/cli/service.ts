import { parseDocument } from '../../shared/document/document';
import type { TestStateRequest } from '../../shared/executor/testStateRequest';
import { surroundingsOf } from '../../shared/project/project';
import { validate } from '../../shared/rules/validate';
import type { Diagnostic } from '../../shared/spec/diagnostic';
import type { JsonObject } from '../../shared/spec/json';
import type { ShapeField } from '../../shared/spec/shape';
import { testStateFields, VALIDATE_FIELDS } from '../../shared/spec/testStateRequest';
import type { Runner } from '../runner/runner';
import { circumstancesOf, type Place, substituted } from './place';
import { failure, type Reply, refusal, replyOf } from './reply';
import { runIn, startRunner } from './runState';
import { readInput } from './serviceInput';
import type { World } from './world';
import { WrongUse } from './wrongUse';

/** The operations that this machine answers. */
export type OperationName = 'TestState' | 'ValidateStateMachineDefinition';

/** The API on this machine: one runner for all requests, which may overlap. */
export interface Service {
  /** Answers a request. Never rejects; a request that is aborted gets an error that nobody waits for. */
  call(operation: OperationName, input: JsonObject, signal: AbortSignal): Promise<Reply>;
  /** Ends the runner and all that runs in it. */
  end(): void;
}

/** How many states run at a time: each may need a thread of its own for its expressions. */
export const MOST_RUNS = 8;

/** Makes the API for a place. Members that it does not know are ignored, as AWS does it, unless they are to be refused. */
export function createService(
  place: Place,
  world: World,
  options: { readonly unknown?: 'ignored' | 'refused' } = {},
): Service {
  const log = (line: string): void => world.err(`${line}\n`);
  const runner = startRunner(world);
  const call: Service['call'] = async (name, input, signal) => {
    const { members, answer } = OPERATIONS[name];
    const read = readInput(input, members, options.unknown);
    if (!read.ok) return refusal(read.message);
    try {
      return await answer(read.value, { place, world, runner, signal });
    } catch (error) {
      // A secret that is missing is the caller's to mend.
      if (error instanceof WrongUse) return refusal(error.message);
      log(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return failure('Stateside met a mistake of its own: its standard error says more.');
    }
  };
  return { call, end: () => runner.dispose() };
}

/** What an operation has beside its request. */
interface Circumstances {
  readonly place: Place;
  readonly world: World;
  readonly runner: Runner;
  readonly signal: AbortSignal;
}

interface Operation {
  readonly members: readonly ShapeField[];
  answer(input: JsonObject, circumstances: Circumstances): Promise<Reply>;
}

const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  TestState: { members: testStateFields('jsonText'), answer: testState },
  ValidateStateMachineDefinition: { members: VALIDATE_FIELDS, answer: validateDefinition },
};

/** Tells whether an operation is answered here. */
export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(OPERATIONS, name);
}

async function testState(input: JsonObject, { place, world, runner, signal }: Circumstances): Promise<Reply> {
  // The table of members, by which the input was read, is that of this type.
  const request = input as JsonObject & TestStateRequest;
  const whole = substituted(place, request);
  const outcome = await runIn(runner, whole, circumstancesOf(place, request, world), signal);
  return replyOf(outcome, request);
}

async function validateDefinition(input: JsonObject, { place }: Circumstances): Promise<Reply> {
  const { definition, severity, maxResults } = input;
  const surroundings = surroundingsOf(place.loaded?.project, { profile: place.profile });
  const found = validate(parseDocument(String(definition)), surroundings);
  const shown = found.filter((finding) => finding.severity === 'ERROR' || finding.severity === severity);
  const most = typeof maxResults === 'number' && maxResults > 0 ? maxResults : DEFAULT_RESULTS;
  const value = {
    result: found.some((finding) => finding.severity === 'ERROR') ? 'FAIL' : 'OK',
    diagnostics: shown.slice(0, most).map(toDiagnostic),
    truncated: shown.length > most,
  };
  return { ok: true, value };
}

/** The number of diagnostics where none is asked for, which 0 means as well. */
const DEFAULT_RESULTS = 100;

function toDiagnostic({ severity, code, message, location }: Diagnostic): JsonObject {
  return { severity, code, message, ...(location === undefined ? {} : { location }) };
}
