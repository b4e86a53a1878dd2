import type { JsonValue } from './json';

/** A piece of an assertion's text with what it came to; `value` is absent where it gave nothing. */
export interface AssertionValue {
  readonly expression: string;
  readonly value?: JsonValue;
}

/** A part of an assertion that does not hold, with the values that it was decided by: those of its sides or arguments. */
export interface FailedPart extends AssertionValue {
  readonly decidedBy: readonly AssertionValue[];
}
