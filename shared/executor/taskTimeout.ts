import { effectiveInput } from './jsonPathFlow';
import type { Life } from './life';
import { type NumberField, numberField } from './numberField';

// How long a Task may take, from https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html.

const SECONDS = { within: '', least: 1, most: 99_999_999, whole: true } as const;
const TIMEOUT: NumberField = { name: 'TimeoutSeconds', ...SECONDS };
const HEARTBEAT: NumberField = { name: 'HeartbeatSeconds', ...SECONDS };

/**
 * Seconds that a Task may take, from TimeoutSeconds or its path; infinite when it does not say. Throws the StateError of a
 * path or expression that gives no such number, in HeartbeatSeconds as well; a mocked Task has them evaluated too.
 */
export async function taskTimeout(life: Life): Promise<number> {
  const { definition } = life.state;
  const data = effectiveInput(life);
  const seconds = await numberField(life, definition, TIMEOUT, data);
  await numberField(life, definition, HEARTBEAT, data);
  return seconds !== undefined && seconds > 0 ? seconds : Number.POSITIVE_INFINITY;
}
