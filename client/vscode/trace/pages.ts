import type { TraceView } from './view';

/** What is put into the panel, and when. */
export interface Pages {
  /** Puts in a view; one that only says that a state runs waits a moment, and gives way to what comes in that moment. */
  draw(view: TraceView): void;
  /** Puts in nothing that waits. The next view is as the first one. */
  stop(): void;
}

/**
 * Milliseconds in which most runs end, and in which the first phase of the others is known. The editor takes longer to put
 * in a page, and a second page waits for the first.
 */
const MOMENT = 160;

/** Makes the way into the panel: `put` makes a page of a view and shows it. */
export function createPages(put: (view: TraceView) => void): Pages {
  let seen: TraceView | undefined;
  let latest: TraceView | undefined;
  let timer: NodeJS.Timeout | undefined;
  const stop = (): void => {
    clearTimeout(timer);
    timer = undefined;
    seen = undefined;
  };
  const show = (view: TraceView): void => {
    stop();
    seen = view;
    put(view);
  };
  return {
    stop,
    draw: (view) => {
      latest = view;
      if (view.kind !== 'running' || seen?.kind === 'running') return show(view);
      timer ??= setTimeout(() => latest && show(latest), MOMENT);
    },
  };
}
