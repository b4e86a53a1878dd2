import type { ConnectionAnswer, Effects, Phase, Token } from '../../shared/executor/effects';
import { type RunResult, runState } from '../../shared/executor/run';
import { createSender } from '../../shared/executor/send';
import type { StateRun } from '../../shared/executor/stateRun';
import type { RunSettings, TestStateRequest } from '../../shared/executor/testStateRequest';
import { evaluate } from '../../shared/expressions/evaluate';
import type { Connection } from '../../shared/spec/connection';
import type { JsonObject, JsonValue } from '../../shared/spec/json';

/** What a run in this process is given beside its state. */
export interface Circumstances {
  readonly input?: JsonValue;
  readonly request?: Partial<TestStateRequest>;
  readonly settings?: Partial<RunSettings>;
  readonly connection?: Connection | ConnectionAnswer;
  readonly signal?: AbortSignal;
  readonly phases?: Phase[];
  readonly tokens?: (Token | undefined)[];
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** Called while the connection is asked for. */
  readonly onConnection?: () => void;
}

/** The ARN that tests use; its region shows in User-Agent. */
export const CONNECTION_ARN =
  'arn:aws:events:us-west-2:123456789012:connection/Test/81210c42-8af1-456b-9c4a-6ff02fc664ac';

/** A connection with Basic authorization and, where given, more parameters. */
export function basicConnection(more: Connection['AuthParameters']['InvocationHttpParameters'] = {}): Connection {
  return {
    AuthorizationType: 'BASIC',
    AuthParameters: {
      BasicAuthParameters: { Username: 'owned-user', Password: 'owned-password' },
      InvocationHttpParameters: more,
    },
  };
}

/** An HTTP Task with these Parameters, its connection and more fields; in JSONata the same under Arguments. */
export function httpTask(parameters: JsonObject, more: JsonObject = {}): JsonObject {
  const fields = { Authentication: { ConnectionArn: CONNECTION_ARN }, ...parameters };
  const isJsonata = more.QueryLanguage === 'JSONata';
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::http:invoke',
    ...(isJsonata ? { Arguments: fields } : { Parameters: fields }),
    ...more,
    End: true,
  };
}

/** Runs a state in this process with the real sender, and fails the test when it was refused. */
export async function runHere(state: JsonObject, circumstances: Circumstances = {}): Promise<StateRun> {
  const result = await answerHere(state, circumstances);
  if (result.kind === 'refused') throw new Error(`refused: ${result.error.name}: ${result.error.message}`);
  return result.run;
}

/** Runs a state in this process with the real sender. */
export async function answerHere(state: JsonObject, circumstances: Circumstances = {}): Promise<RunResult> {
  const sender = createSender();
  const request: TestStateRequest = {
    definition: JSON.stringify(state),
    input: JSON.stringify(circumstances.input ?? {}),
    ...circumstances.request,
  };
  try {
    return await runState(request, { endpoints: {}, ...circumstances.settings }, effectsOf(circumstances, sender.send));
  } finally {
    sender.close();
  }
}

function effectsOf(circumstances: Circumstances, send: Effects['send']): Effects {
  const { connection = basicConnection(), now = Date.now } = circumstances;
  const answer: ConnectionAnswer = 'kind' in connection ? connection : { kind: 'found', name: 'Test', connection };
  return {
    now,
    random: () => 0.5,
    uuid: () => '00000000-0000-4000-8000-000000000000',
    evaluate: (evaluation) =>
      evaluate(evaluation, {
        now: () => new Date(now()),
        random: () => 0.5,
        uuid: () => '00000000-0000-4000-8000-000000000000',
      }),
    connection: () => {
      circumstances.onConnection?.();
      return Promise.resolve(answer);
    },
    keepToken: (token) => circumstances.tokens?.push(token),
    send,
    wait: () => Promise.resolve(),
    phase: (phase) => circumstances.phases?.push(phase),
    signal: circumstances.signal ?? new AbortController().signal,
  };
}
