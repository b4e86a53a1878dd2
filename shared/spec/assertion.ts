import { isJsonObject, type JsonValue } from './json';

/** A piece of an assertion's text with what it came to; `value` is absent where it gave nothing. */
export type AssertionValue = {
  readonly expression: string;
  readonly value?: JsonValue;
};

/** A part of an assertion that does not hold, with the values that it was decided by: those of its sides or arguments. */
export type FailedPart = AssertionValue & {
  readonly decidedBy: readonly AssertionValue[];
};

/** The failed parts that evaluating an assertion gave; undefined where the value is something else. */
export function failedPartsIn(value: JsonValue): readonly FailedPart[] | undefined {
  return Array.isArray(value) && value.every(isFailedPart) ? value : undefined;
}

function isFailedPart(part: JsonValue): part is FailedPart {
  return isJsonObject(part) && typeof part.expression === 'string' && Array.isArray(part.decidedBy);
}
