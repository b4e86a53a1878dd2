import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeServerEntry, editorNodeFolder } from './places';

/** A running code-server: `url` without trailing slash, `stop` ends it with everything it started. */
export interface CodeServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * How code-server is run: `profile` is a folder of its own for user data, extensions and home, `log` the file that gets
 * its output; `env` adds variables; without `trusted` every folder opens in Restricted Mode.
 */
export interface CodeServerOptions {
  readonly profile: string;
  readonly log: string;
  readonly trusted: boolean;
  readonly env: Readonly<Record<string, string>>;
}

const node = join(editorNodeFolder, 'bin/node');
const startTimeout = 60_000;

/** Installs a packaged extension (the path of a .vsix) into the profile; throws with code-server's words when it cannot. */
export const installExtension = (vsix: string, options: CodeServerOptions): void => {
  if (!existsSync(codeServerEntry))
    throw new Error('code-server is missing: run node --import tsx test/editor/setup.ts first');
  const args = [codeServerEntry, '--install-extension', vsix, '--force', ...commonArguments(options.profile)];
  const { status, stdout, stderr } = spawnSync(node, args, { env: environment(options), encoding: 'utf8' });
  if (status !== 0 || !stdout.includes('was successfully installed'))
    throw new Error(`code-server did not install ${vsix}: ${stdout}${stderr}`);
};

/** Starts code-server on a free loopback port and answers when it listens; throws when it ends or stays silent. */
export const startCodeServer = async (options: CodeServerOptions): Promise<CodeServer> => {
  const trust = options.trusted ? ['--disable-workspace-trust'] : [];
  const quiet = ['--disable-telemetry', '--disable-update-check', '--disable-getting-started-override'];
  const args = [
    '--auth',
    'none',
    '--bind-addr',
    '127.0.0.1:0',
    ...trust,
    ...quiet,
    ...commonArguments(options.profile),
  ];
  // A process group of its own, so that stopping reaches the extension host and whatever the extension started.
  const child = spawn(node, [codeServerEntry, ...args], {
    env: environment(options),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const kill = () => killGroup(child);
  const leave = () => process.exit(1);
  process.once('exit', kill).once('SIGINT', leave).once('SIGTERM', leave);
  const stop = async () => {
    await stopGroup(child);
    process.off('exit', kill).off('SIGINT', leave).off('SIGTERM', leave);
  };
  const url = await listening(child, options.log).catch((error) => stop().then(() => Promise.reject(error)));
  return { url, stop };
};

const commonArguments = (profile: string): readonly string[] => [
  ...['--user-data-dir', join(profile, 'data')],
  ...['--extensions-dir', join(profile, 'extensions')],
  ...['--config', join(profile, 'code-server.yaml')],
];

// Built from nothing, since code-server also obeys PORT, HOST, PASSWORD and the variables of a VS Code it is run inside.
const environment = ({ profile, env }: CodeServerOptions): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  LANG: 'C.UTF-8',
  HOME: join(profile, 'home'),
  ...env,
});

const listening = (child: ChildProcess, logFile: string): Promise<string> =>
  new Promise((resolve, reject) => {
    mkdirSync(dirname(logFile), { recursive: true });
    const log = createWriteStream(logFile);
    const fail = (what: string) => reject(new Error(`code-server ${what}: see ${logFile}`));
    const timer = setTimeout(() => fail('does not listen'), startTimeout);
    let seen = '';
    const read = (chunk: Buffer): void => {
      log.write(chunk);
      seen = `${seen}${chunk.toString()}`.slice(-10_000);
      const url = /server listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(seen)?.[1];
      if (url === undefined) return;
      clearTimeout(timer);
      resolve(url);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      log.end();
      fail(`ended with status ${code}`);
    });
  });

const stopGroup = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (hasEnded(child)) return resolve();
    child.once('exit', () => resolve());
    killGroup(child);
  });

const killGroup = (child: ChildProcess): void => {
  if (child.pid !== undefined && !hasEnded(child)) process.kill(-child.pid, 'SIGKILL');
};

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;
