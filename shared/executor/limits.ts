import type { JsonObject, JsonValue } from '../spec/json';
import { PAYLOAD_BYTES } from '../spec/limits';
import { StateError } from './stateError';

/** Checks the size of what a state or Catcher hands on. Throws States.DataLimitExceeded with AWS's sentence for results. */
export function checkOutput(stateName: string, output: JsonValue): void {
  if (sizeOf(output) <= PAYLOAD_BYTES) return;
  throw tooLarge(
    `The state/task '${stateName}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

/**
 * Checks the variables of one Assign, each and together. Throws States.DataLimitExceeded with AWS's sentences (recorded).
 * A variable's size is that of its JSON, quotes included.
 */
export function checkVariables(stateName: string, variables: JsonObject): void {
  let total = 0;
  for (const [name, value] of Object.entries(variables)) {
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

const sizes = new WeakMap<object, number>();

/** Bytes of a value's JSON, quotes included. The size of an object is remembered: it is never changed, and asked for twice. */
export function sizeOf(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return measure(value);
  const known = sizes.get(value);
  if (known !== undefined) return known;
  const size = measure(value);
  sizes.set(value, size);
  return size;
}

function measure(value: JsonValue): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

function tooLarge(cause: string): StateError {
  return new StateError('States.DataLimitExceeded', cause);
}
