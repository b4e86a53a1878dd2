import { once } from 'node:events';
import type { DemoIo } from './run';

/** The standard streams of this process, which stops on SIGINT and SIGTERM, and with its parent's IPC channel or stdin. */
export function processIo(): DemoIo {
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stopped: untilStopped,
  };
}

async function untilStopped(withParent: boolean): Promise<void> {
  const watch = new AbortController();
  const reasons = [once(process, 'SIGINT', watch), once(process, 'SIGTERM', watch)];
  if (withParent) reasons.push(untilParentIsGone(watch));
  // A wait that breaks is a reason to stop as well.
  await Promise.race(reasons).catch(() => undefined);
  // The other waits end here, so that nothing keeps the process alive.
  watch.abort();
  await Promise.allSettled(reasons);
}

async function untilParentIsGone(watch: AbortController): Promise<unknown[]> {
  if (process.connected) return once(process, 'disconnect', watch);
  try {
    return await once(process.stdin.resume(), 'close', watch);
  } finally {
    process.stdin.destroy();
  }
}
