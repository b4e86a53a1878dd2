/** Draws what changes often at a pace that can be followed. */
export interface Pace {
  /** Draws now, or in a moment where something was drawn a moment ago; only the latest counts. */
  draw(latest: () => void): void;
  /** Nothing is drawn from now on. */
  stop(): void;
}

const MILLISECONDS = 150;

/** Makes a pace: the first is drawn at once, each later one when the one before was to be seen for a moment. */
export function createPace(): Pace {
  let latest: (() => void) | undefined;
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const due = (): void => {
    timer = undefined;
    if (latest === undefined || isOver) return;
    const draw = latest;
    latest = undefined;
    timer = setTimeout(due, MILLISECONDS);
    draw();
  };
  return {
    draw: (next) => {
      latest = next;
      if (timer === undefined) due();
    },
    stop: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
