import type { JsonObject, JsonValue } from '../spec/json';
import type { Effects } from './effects';
import { LONE_STATE_NAME, type ResolvedState } from './resolveState';
import type { TestStateRequest } from './testStateRequest';

const ARN_START = 'arn:aws:states:us-east-1:123456789012';

/**
 * The context object that TestState makes when the caller gives none, as it was recorded: an express execution whose
 * name and state machine are new UUIDs, the state called StateName even when it has a name, RetryCount on Task and Map
 * alone, RoleArn null without a role.
 */
export function defaultContext(
  state: ResolvedState,
  request: TestStateRequest,
  input: JsonValue,
  effects: Pick<Effects, 'now' | 'uuid'>,
): JsonObject {
  const time = new Date(effects.now()).toISOString();
  const [name, machine] = [effects.uuid(), effects.uuid()];
  const type = state.definition.Type;
  return {
    Execution: {
      Id: `${ARN_START}:express:${machine}:${name}`,
      Input: input,
      Name: name,
      RoleArn: request.roleArn ?? null,
      StartTime: time,
    },
    StateMachine: { Id: `${ARN_START}:stateMachine:${machine}`, Name: machine },
    State: {
      Name: LONE_STATE_NAME,
      EnteredTime: time,
      ...(type === 'Task' || type === 'Map' ? { RetryCount: request.stateConfiguration?.retrierRetryCount ?? 0 } : {}),
    },
  };
}
