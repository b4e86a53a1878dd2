import type { JsonValue } from '../spec/json';
import { machineExample } from './example';

type Members = Readonly<Record<string, JsonValue | undefined>>;

/** The text of a machine with one Pass in JSONPath that ends it. */
export function passExample(fields: Members): string {
  return machineExample({ Shape: { Type: 'Pass', ...(fields as Record<string, JsonValue>), End: true } });
}

/** The text of a machine in JSONata with one Pass that ends it. */
export function jsonataExample(fields: Members): string {
  const state = { Type: 'Pass', ...(fields as Record<string, JsonValue>), End: true };
  return machineExample({ Shape: state }, { QueryLanguage: 'JSONata' });
}
