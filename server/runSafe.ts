import type { CancellationToken, Logger, ResponseError } from 'vscode-jsonrpc/node';
import { cancelled } from './connection';

/** Guards a request handler: what it throws is logged and answered with `none`, a cancelled request says so. */
export function runSafe<Params, Result>(
  console: Pick<Logger, 'error'>,
  none: Result,
  handle: (params: Params) => Result | Promise<Result>,
): (params: Params, token: CancellationToken) => Promise<Result | ResponseError<never>> {
  return async (params, token) => {
    try {
      if (token.isCancellationRequested) return cancelled();
      const result = await handle(params);
      return token.isCancellationRequested ? cancelled() : result;
    } catch (error) {
      tell(console, `A request failed: ${sentence(error)}`);
      return none;
    }
  };
}

/** Guards a notification handler: what it throws is logged. */
export function runSafely<Params>(
  console: Pick<Logger, 'error'>,
  handle: (params: Params) => void | Promise<void>,
): (params: Params) => Promise<void> {
  return async (params) => {
    try {
      await handle(params);
    } catch (error) {
      tell(console, `A message could not be worked on: ${sentence(error)}`);
    }
  };
}

function tell(console: Pick<Logger, 'error'>, message: string): void {
  try {
    console.error(message);
  } catch {
    // The connection ended while this was worked on: there is nobody to tell any more.
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
