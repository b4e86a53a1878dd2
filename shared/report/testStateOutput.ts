import type {
  Attempt,
  ErrorDetails,
  Exchange,
  Stage,
  StageData,
  StageName,
  StateRun,
  Status,
} from '../executor/stateRun';
import { isJsonObject, type JsonObject, type JsonValue, jsonOrText } from '../spec/json';
import { exchangeFrom } from './inspectedExchange';
import { knownSecrets } from './mask';

/** What an answer does not say of the state that was tested. `local` is a run of the same request on this machine. */
export interface TestedState
  extends Pick<
    StateRun,
    | 'stateName'
    | 'stateType'
    | 'queryLanguage'
    | 'isHttpTask'
    | 'mocked'
    | 'startedAt'
    | 'durationMilliseconds'
    | 'notes'
  > {
  readonly local: StateRun | undefined;
}

const STATUSES: readonly Status[] = ['SUCCEEDED', 'FAILED', 'RETRIABLE', 'CAUGHT_ERROR'];

/** The stages in the order of a state's life. */
const STAGES: readonly StageName[] = [
  'input',
  'afterInputPath',
  'afterParameters',
  'afterArguments',
  'afterItemsPath',
  'afterItemsPointer',
  'afterItemSelector',
  'afterItemBatcher',
  'result',
  'afterResultSelector',
  'afterResultPath',
];

/**
 * Reads an answer of the TestState API as a run that can be shown like one of this machine, from
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_TestState.html. It says neither where a part of the
 * request came from nor what is secret: what the local run knows of a part of the same name counts. Undefined where the
 * value is no such answer; members of a wrong shape are left out.
 */
export function fromTestStateOutput(output: JsonValue, tested: TestedState): StateRun | undefined {
  const status = isJsonObject(output) ? STATUSES.find((one) => one === output.status) : undefined;
  if (!isJsonObject(output) || status === undefined) return undefined;
  const inspection = isJsonObject(output.inspectionData) ? output.inspectionData : {};
  const { local, ...known } = tested;
  const exchange = exchangeFrom(inspection, taskExchange(local));
  const variables = textMember(inspection, 'variables')?.value;
  return {
    ...known,
    status,
    ...present('output', textMember(output, 'output')),
    ...present('error', text(output.error)),
    ...present('cause', text(output.cause)),
    ...present('nextState', text(output.nextState)),
    ...present('errorDetails', errorDetails(inspection.errorDetails)),
    ...present('variables', isJsonObject(variables) ? variables : undefined),
    stages: stagesOf(inspection),
    attempts: [attemptOf(output, exchange)],
    // An answer may echo what only this machine is known to have sent.
    secrets: local ? knownSecrets(local) : [],
  };
}

function stagesOf(inspection: JsonObject): readonly Stage[] {
  return STAGES.flatMap((name) => {
    const data = textMember(inspection, name);
    return data ? [{ name, data }] : [];
  });
}

function taskExchange(run: StateRun | undefined): Exchange | undefined {
  return run?.attempts.at(-1)?.exchanges.findLast(({ purpose }) => purpose === 'task');
}

function attemptOf(output: JsonObject, exchange: Exchange | undefined): Attempt {
  return {
    exchanges: exchange ? [exchange] : [],
    ...present('error', text(output.error)),
    ...present('cause', text(output.cause)),
  };
}

function textMember(object: JsonObject, name: string): StageData | undefined {
  const written = text(object[name]);
  return written === undefined ? undefined : { value: jsonOrText(written), text: written };
}

function errorDetails(value: JsonValue | undefined): ErrorDetails | undefined {
  if (!isJsonObject(value)) return undefined;
  const { catchIndex, retryIndex, retryBackoffIntervalSeconds } = value;
  return {
    ...present('catchIndex', number(catchIndex)),
    ...present('retryIndex', number(retryIndex)),
    ...present('retryBackoffIntervalSeconds', number(retryBackoffIntervalSeconds)),
  };
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function number(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function present<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [N in Name]?: Value };
function present(name: string, value: unknown): Readonly<Record<string, unknown>> {
  return value === undefined ? {} : { [name]: value };
}
