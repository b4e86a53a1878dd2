/**
 * What ends a request early: its timeout in milliseconds or its signal, whichever comes first. `onStop` sets what to do
 * then, and does it at once when the time is already over; `release` is called when the request ended.
 */
export function stopSignal({
  signal,
  timeoutMilliseconds,
}: {
  readonly signal: AbortSignal;
  readonly timeoutMilliseconds: number;
}) {
  let reason: 'timeout' | 'cancelled' | undefined;
  let end: ((why: 'timeout' | 'cancelled') => void) | undefined;
  const fire = (why: 'timeout' | 'cancelled'): void => {
    reason ??= why;
    end?.(why);
  };
  const cancel = (): void => fire('cancelled');
  const timer = setTimeout(() => fire('timeout'), timeoutMilliseconds);
  signal.addEventListener('abort', cancel);
  if (signal.aborted) cancel();
  return {
    onStop: (action: (why: 'timeout' | 'cancelled') => void): void => {
      end = action;
      if (reason) action(reason);
    },
    release: (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      end = undefined;
    },
  };
}
