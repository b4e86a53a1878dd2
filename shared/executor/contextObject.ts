import type { JsonObject, JsonValue } from '../spec/json';
import type { Effects } from './effects';
import { LONE_STATE_NAME, type ResolvedState } from './resolveState';
import type { TestStateRequest } from './testStateRequest';

/**
 * The context object that TestState makes when the caller gives none, as it was recorded: an express execution, the
 * state called StateName even when it has a name, RetryCount on Task and Map alone, RoleArn null without a role.
 */
export function defaultContext(
  state: ResolvedState,
  request: TestStateRequest,
  input: JsonValue,
  effects: Pick<Effects, 'now' | 'uuid'>,
): JsonObject {
  const time = new Date(effects.now()).toISOString();
  const name = effects.uuid();
  const machine = 'arn:aws:states:us-east-1:123456789012:stateMachine:TestState';
  const type = state.definition.Type;
  return {
    Execution: {
      Id: `arn:aws:states:us-east-1:123456789012:express:TestState:${name}:${effects.uuid()}`,
      Input: input,
      Name: name,
      RoleArn: request.roleArn ?? null,
      StartTime: time,
    },
    StateMachine: { Id: machine, Name: 'TestState' },
    State: {
      Name: LONE_STATE_NAME,
      EnteredTime: time,
      ...(type === 'Task' || type === 'Map' ? { RetryCount: request.stateConfiguration?.retrierRetryCount ?? 0 } : {}),
    },
  };
}
