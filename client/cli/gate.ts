/** Lets only so many in at a time; the others wait in the order in which they came. */
export interface Gate {
  /** Resolves when there is a place, with what gives it back; giving back twice is an error of the caller. */
  enter(): Promise<() => void>;
  /** Resolves when everybody who entered before has left. */
  empty(): Promise<void>;
}

/** Makes a gate with so many places. */
export function createGate(places: number): Gate {
  const waiting: (() => void)[] = [];
  let free = places;
  const leave = (): void => {
    const next = waiting.shift();
    if (next) next();
    else free++;
  };
  const enter = async (): Promise<() => void> => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    return leave;
  };
  const empty = async (): Promise<void> => {
    // Whoever has all places is alone.
    const leaves = await Promise.all(Array.from({ length: places }, enter));
    for (const give of leaves) give();
  };
  return { enter, empty };
}
