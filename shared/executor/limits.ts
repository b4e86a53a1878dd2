import type { JsonObject, JsonValue } from '../spec/json';
import { PAYLOAD_BYTES } from '../spec/limits';
import type { Ending } from './life';
import { StateError } from './stateError';

/**
 * Checks what a state hands on: its output and each variable that it assigns. Throws States.DataLimitExceeded with
 * AWS's sentences (recorded for variables). A variable's size is that of its JSON, quotes included.
 */
export function checkSizes(stateName: string, before: JsonObject, ending: Ending): void {
  if (sizeOf(ending.output.value) > PAYLOAD_BYTES) {
    throw new StateError(
      'States.DataLimitExceeded',
      `The state/task '${stateName}' returned a result with a size exceeding the maximum number of bytes service limit.`,
    );
  }
  let total = 0;
  for (const [name, value] of Object.entries(ending.variables ?? {})) {
    if (Object.hasOwn(before, name) && before[name] === value) continue;
    const size = sizeOf(value);
    const assigned = `Variable '${name}' in state '${stateName}' was assigned ${size} bytes`;
    if (size > PAYLOAD_BYTES) throw tooLarge(`Variable size limit exceeded. ${assigned}.`);
    total += size;
    if (total <= PAYLOAD_BYTES) continue;
    const over = total - PAYLOAD_BYTES;
    throw tooLarge(
      `State total variable size limit exceeded. ${assigned}, which caused the size of variables assigned in the state to exceed its limit by ${over} bytes.`,
    );
  }
}

function sizeOf(value: JsonValue): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

function tooLarge(cause: string): StateError {
  return new StateError('States.DataLimitExceeded', cause);
}
