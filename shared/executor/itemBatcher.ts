import type { JsonValue } from '../spec/json';

/** One batch of a distributed Map: its items, and the input that all batches share. No interface, since a batch is a JSON value. */
export type Batch = {
  readonly BatchInput?: JsonValue;
  readonly Items: readonly JsonValue[];
};

/**
 * Puts items into batches of at most so many items and bytes (UTF-8 of the items as JSON), from
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html. An item that is too large for a
 * batch of its own still gets one. Without items there is no batch.
 */
export function batchesOf(
  items: readonly JsonValue[],
  mostItems: number | undefined,
  mostBytes: number | undefined,
  extra: JsonValue | undefined,
): readonly Batch[] {
  const batches: JsonValue[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = Buffer.byteLength(JSON.stringify(item), 'utf8');
    const current = batches.at(-1);
    const isFull =
      current === undefined || current.length >= (mostItems ?? Infinity) || bytes + size > (mostBytes ?? Infinity);
    if (isFull) {
      batches.push([item]);
      bytes = size;
    } else {
      current.push(item);
      bytes += size;
    }
  }
  return batches.map((Items) => (extra === undefined ? { Items } : { BatchInput: extra, Items }));
}
