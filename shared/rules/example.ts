import { HTTP_TASK_RESOURCE } from '../spec/httpTask';
import type { JsonValue } from '../spec/json';

type Members = Readonly<Record<string, JsonValue | undefined>>;

/** The text of a machine with these states, the first one being where it starts. */
export function machineExample(states: Members, machine: Members = {}): string {
  const [first = 'Start'] = Object.keys(states);
  return JSON.stringify({ StartAt: first, States: states, ...machine }, undefined, 2);
}

/** The text of a machine with one HTTP Task in JSONPath: `fields` change its Parameters, `state` its other fields. */
export function httpTaskExample(fields: Members, state: Members = {}): string {
  return machineExample({ CallApi: httpTaskState({ Parameters: { ...GOOD_FIELDS, ...fields } }, state) });
}

/** An HTTP Task that ends its machine; members that are undefined are left out. */
export function httpTaskState(...members: readonly Members[]): JsonValue {
  const state = Object.assign({ Type: 'Task', Resource: HTTP_TASK_RESOURCE }, ...members, { End: true });
  return JSON.parse(JSON.stringify(state));
}

/** Parameters with all that an HTTP Task needs. */
export const GOOD_FIELDS = {
  ApiEndpoint: 'https://api.example.com/orders',
  Method: 'GET',
  Authentication: {
    ConnectionArn: 'arn:aws:events:us-east-1:123456789012:connection/Orders/81210c42-8af1-456b-9c4a-6ff02fc664ac',
  },
} as const;
