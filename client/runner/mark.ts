// Shared memory in which an evaluator's thread marks which expression it is in and since when, so that the main
// thread can tell and end it. Layout: 8 bytes start time (milliseconds, 0 when idle), twice 4 bytes of length, then the
// field and the expression. Reading what is being written gives odd text and never fails.

const NAME_CHARACTERS = 1000;
const TEXT_AT = 16;

/** What a thread is doing: `since` is 0 when it is idle. */
export interface Mark {
  readonly since: number;
  readonly field: string;
  readonly expression: string;
}

/** Memory for one thread's mark. */
export function sharedMark(): SharedArrayBuffer {
  // In UTF-8 a character of a string needs three bytes at most.
  return new SharedArrayBuffer(TEXT_AT + 2 * 3 * NAME_CHARACTERS);
}

/** Marks that a thread is in an expression of a field since a time; what is long is cut. */
export function writeMark(mark: SharedArrayBuffer, { since, field, expression }: Mark): void {
  const view = new DataView(mark);
  const text = Buffer.from(mark, TEXT_AT);
  const fieldBytes = text.write(field.slice(0, NAME_CHARACTERS), 'utf8');
  view.setUint32(8, fieldBytes);
  view.setUint32(12, text.write(expression.slice(0, NAME_CHARACTERS), fieldBytes, 'utf8'));
  view.setFloat64(0, since);
}

/** Marks that a thread is idle. */
export function clearMark(mark: SharedArrayBuffer): void {
  new DataView(mark).setFloat64(0, 0);
}

/** Reads a mark; field and expression are empty before the first one. */
export function readMark(mark: SharedArrayBuffer): Mark {
  const view = new DataView(mark);
  const text = Buffer.from(mark, TEXT_AT);
  const fieldBytes = view.getUint32(8);
  return {
    since: view.getFloat64(0),
    field: text.toString('utf8', 0, fieldBytes),
    expression: text.toString('utf8', fieldBytes, fieldBytes + view.getUint32(12)),
  };
}
