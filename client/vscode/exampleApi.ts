import { type ChildProcess, fork } from 'node:child_process';
import * as vscode from 'vscode';

/** The example API as a process of its own. */
export interface ExampleApi extends vscode.Disposable {
  /** Starts it, unless it runs already, and says where it listens or why it does not. */
  start(): Promise<void>;
  stop(): void;
}

/** The port that the endpoints of the packaged examples name. */
const PORT = 4567;

/** The address of the example API, as the endpoints of the packaged examples have it. */
export const EXAMPLE_API = `http://127.0.0.1:${PORT}`;

/** Makes the example API; its process starts with `start` and ends with the window at the latest. */
export function createExampleApi(modulePath: string, log: vscode.LogOutputChannel): ExampleApi {
  let child: ChildProcess | undefined;

  const stop = (): void => {
    child?.kill();
    child = undefined;
  };

  const start = async (): Promise<void> => {
    if (child) return tellRunning();
    const started = startProcess(modulePath);
    child = started.process;
    started.process.once('exit', (code) => {
      log.info(`Example API ended: ${code ?? 'stopped'}`);
      if (child === started.process) child = undefined;
    });
    const line = await started.firstLine;
    log.info(line);
    if (line.includes(EXAMPLE_API)) tell(vscode.l10n.t('The example API is listening on {0}', EXAMPLE_API));
    else if (await isServed()) tellRunning();
    else void vscode.window.showErrorMessage(vscode.l10n.t('The example API did not start: {0}', line));
  };

  return { start, stop, dispose: stop };
}

function tell(message: string): void {
  void vscode.window.showInformationMessage(message);
}

function tellRunning(): void {
  tell(vscode.l10n.t('The example API is running already: {0}', EXAMPLE_API));
}

/** Another window or a terminal may serve it: then there is nothing to start. */
async function isServed(): Promise<boolean> {
  try {
    const answer = await fetch(EXAMPLE_API, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
    return (await answer.text()).startsWith('The example API of Stateside');
  } catch {
    return false;
  }
}

const PATIENCE_MILLISECONDS = 2000;

/** `firstLine` is what the process says first: its address, or the sentence why it cannot listen. */
function startProcess(modulePath: string): { readonly process: ChildProcess; readonly firstLine: Promise<string> } {
  const child = fork(modulePath, ['--port', String(PORT), '--exit-with-parent'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    execArgv: [],
    silent: true,
  });
  const firstLine = new Promise<string>((resolve) => {
    const say = (data: Buffer) => resolve(data.toString().trim().split('\n')[0] ?? '');
    child.stdout?.once('data', say);
    child.stderr?.once('data', say);
    child.once('error', (error) => resolve(error.message));
    child.once('exit', () => resolve(vscode.l10n.t('The example API ended at once.')));
  });
  return { process: child, firstLine };
}
