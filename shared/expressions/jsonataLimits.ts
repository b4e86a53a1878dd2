import { JSONATA_PAD_CHARACTERS, JSONATA_RANGE_ITEMS } from '../spec/jsonataFunctions';
import { IntrinsicProblem } from './intrinsicProblem';

/** The function that stands for the range operator `..`; no expression can write its name. */
export const RANGE_OPERATOR = ' rangeOperator';

/**
 * What `first .. last` gives: a sequence of whole numbers, or undefined when a side is missing or nothing lies between.
 * Fails where AWS's memory limit does, long before JSONata's own limit.
 */
export function rangeOperator(first: unknown, last: unknown): unknown {
  if (first !== undefined && !Number.isInteger(first)) throw jsonataError('T2003', first);
  if (last !== undefined && !Number.isInteger(last)) throw jsonataError('T2004', last);
  if (typeof first !== 'number' || typeof last !== 'number' || first > last) return undefined;
  const length = last - first + 1;
  if (length > JSONATA_RANGE_ITEMS) throw memoryLimitExceeded();
  return Object.assign(
    Array.from({ length }, (_, index) => first + index),
    { sequence: true },
  );
}

/** Fails where AWS does when `$pad` would make a text longer than it allows. */
export function checkPadWidth(width: unknown): void {
  if (typeof width === 'number' && Math.abs(width) > JSONATA_PAD_CHARACTERS) throw memoryLimitExceeded();
}

/** JSONata makes the message of an error from its code and the value. */
function jsonataError(code: string, value: unknown): Error {
  return Object.assign(new Error(), { code, value });
}

function memoryLimitExceeded(): IntrinsicProblem {
  return new IntrinsicProblem('Expression evaluation memory limit exceeded: Check for excessive memory usage');
}
