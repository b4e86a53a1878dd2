// Shared memory in which an evaluator's thread marks which expression it is in and since when, so that the main
// thread can tell and end it. Layout: 8 bytes start time (milliseconds, 0 when idle), 4 bytes length, then the text.

const TEXT_BYTES = 8192;
const TEXT_AT = 12;

/** What a thread is doing: `since` is 0 when it is idle. */
export interface Mark {
  readonly since: number;
  readonly field: string;
  readonly expression: string;
}

/** Memory for one thread's mark. */
export function sharedMark(): SharedArrayBuffer {
  return new SharedArrayBuffer(TEXT_AT + TEXT_BYTES);
}

/** Marks that a thread is in an expression of a field since a time; long expressions are cut. */
export function writeMark(mark: SharedArrayBuffer, { since, field, expression }: Mark): void {
  const bytes = Buffer.from(JSON.stringify([field, expression.slice(0, 1000)]), 'utf8').subarray(0, TEXT_BYTES);
  Buffer.from(mark, TEXT_AT).set(bytes);
  new DataView(mark).setUint32(8, bytes.length);
  new DataView(mark).setFloat64(0, since);
}

/** Marks that a thread is idle. */
export function clearMark(mark: SharedArrayBuffer): void {
  new DataView(mark).setFloat64(0, 0);
}

/** Reads a mark; field and expression are empty before the first one. */
export function readMark(mark: SharedArrayBuffer): Mark {
  const view = new DataView(mark);
  const text = Buffer.from(mark, TEXT_AT, view.getUint32(8)).toString('utf8');
  const [field = '', expression = ''] = text === '' ? [] : (JSON.parse(text) as string[]);
  return { since: view.getFloat64(0), field, expression };
}
