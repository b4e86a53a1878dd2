/** Runs that take the place of each other. */
export interface Reruns<Item> {
  /** Runs items, and with them those of the run that this one ends. Does nothing after `stop`. */
  again(items: readonly Item[]): Promise<void>;
  /** Ends what runs; nothing begins any more. */
  stop(): void;
}

/** Makes reruns; `run` is told by its signal that another one has begun, or that all is over. */
export function createReruns<Item>(run: (items: readonly Item[], signal: AbortSignal) => Promise<void>): Reruns<Item> {
  let going: { readonly abort: AbortController; readonly items: readonly Item[] } | undefined;
  let isOver = false;
  return {
    again: async (items) => {
      if (isOver || items.length === 0) return;
      const mine = { abort: new AbortController(), items: [...new Set([...(going?.items ?? []), ...items])] };
      going?.abort.abort();
      going = mine;
      try {
        await run(mine.items, mine.abort.signal);
      } finally {
        if (going === mine) going = undefined;
      }
    },
    stop: () => {
      isOver = true;
      going?.abort.abort();
    },
  };
}
