const MULTIPLIER = 0x5deece66dn;
const ADDEND = 0xbn;
const MASK = (1n << 48n) - 1n;

/** A generator that gives the same numbers as Java's java.util.Random with the same seed, as `$random(seed)` does. */
export interface JavaRandom {
  /** A number of at least 0 and below 1. */
  readonly nextDouble: () => number;
  /** A whole number of at least 0 and below `bound`, which is above 0. */
  readonly nextInt: (bound: number) => number;
}

/** Starts a generator; the seed is rounded down to a whole number. */
export function javaRandom(seed: number): JavaRandom {
  let state = (BigInt(Math.floor(seed)) ^ MULTIPLIER) & MASK;
  function next(bits: bigint): number {
    state = (state * MULTIPLIER + ADDEND) & MASK;
    return Number(BigInt.asIntN(32, state >> (48n - bits)));
  }
  const nextDouble = (): number => (next(26n) * 2 ** 27 + next(27n)) / 2 ** 53;
  function nextInt(bound: number): number {
    if (bound > 2 ** 31 - 1) return Math.floor(nextDouble() * bound);
    if ((bound & -bound) === bound) return Number((BigInt(bound) * BigInt(next(31n))) >> 31n);
    return nextBelow(bound, () => next(31n));
  }
  return { nextDouble, nextInt };
}

/** Draws again while the draw falls into the last, incomplete row of `bound` numbers, so that all are as likely. */
function nextBelow(bound: number, draw: () => number): number {
  for (;;) {
    const bits = draw();
    const value = bits % bound;
    if (bits - value + (bound - 1) < 2 ** 31) return value;
  }
}
