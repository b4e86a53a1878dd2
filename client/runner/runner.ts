import { type ChildProcess, fork } from 'node:child_process';
import type { Call, ConnectionAnswer, Phase, Token } from '../../shared/executor/effects';
import type { RunSettings, TestStateRequest } from '../../shared/executor/testStateRequest';
import type { TokenCall } from '../../shared/executor/tokenCall';
import { TEST_STATE_MILLISECONDS } from '../../shared/spec/limits';
import type { Evaluation, EvaluationResult, FoundConnection, FromRunner, RunOutcome, ToRunner } from './protocol';

/** What a run asks of its caller while it goes on. */
export interface RunHost {
  /** Resolves the ConnectionArn of a call with its secrets; the deadline stands still, so a person may be asked as well. */
  connection(arn: string, call: Call): Promise<ConnectionAnswer>;
  /** Told when a phase begins. */
  phase?(phase: Phase): void;
  /** Aborting ends the run at once with `ended: cancelled`. */
  readonly signal?: AbortSignal;
}

/** The runner's process, seen from its parent. Runs may overlap. */
export interface Runner {
  /** Runs a state. Never rejects: every end is an outcome. */
  run(request: TestStateRequest, settings: RunSettings, host: RunHost): Promise<RunOutcome>;
  /** Evaluates one expression within the limits of its thread. Never rejects; undefined when the process ended meanwhile. */
  evaluate(evaluation: Evaluation): Promise<EvaluationResult | undefined>;
  /**
   * Asks for a token of a connection with OAuth, and keeps it for the runs that follow. Never rejects; undefined when it
   * was cancelled.
   */
  token(found: FoundConnection, settings: RunSettings, signal: AbortSignal): Promise<TokenCall | undefined>;
  /** Ends the process and every run in it; a later run starts a fresh one. */
  dispose(): void;
}

/** How to start the runner's process. */
export interface RunnerOptions {
  /** Path of `runner.js`; `evaluator.js` lies beside it. */
  readonly modulePath: string;
  /** Megabytes of heap that the process may use. Default 128. */
  readonly memoryMegabytes?: number;
  /** Milliseconds that a run may take, waiting for people not counted. Default five minutes, as TestState has it. */
  readonly deadlineMilliseconds?: number;
  /** Variables that its process gets beside the few of this one's environment; asked for at each start. */
  variables?(): Readonly<Record<string, string>>;
  /** Told one line of anything worth logging, without secrets. */
  log?(line: string): void;
}

/** A run that has not ended. */
interface PendingRun {
  readonly host: RunHost;
  readonly settings: RunSettings;
  readonly deadline: Deadline;
  /** Where the token of the run's connection is kept; undefined until the run asked for its connection. */
  tokenKey?: string;
  settle(outcome: RunOutcome): void;
}

interface Deadline {
  pause(): void;
  resume(): void;
  stop(): void;
}

/** Makes a runner; its process starts with the first run, and afresh after it ended. Tokens stay with the parent. */
export function createRunner(options: RunnerOptions): Runner {
  const pending = new Map<number, PendingRun>();
  const questions = createQuestions<EvaluationResult>(options);
  const tokenQuestions = createQuestions<TokenCall>(options);
  const tokens = new Map<string, Token>();
  const endAll = (why: 'crashed' | 'cancelled', message: string): void => {
    for (const run of [...pending.values()]) run.settle({ kind: 'ended', why, message });
    questions.end();
    tokenQuestions.end();
  };
  const channel = openChannel(
    options,
    (message) => {
      if (message.kind === 'evaluated') return questions.answer(message.id, message.result);
      if (message.kind === 'askedToken') return tokenQuestions.answer(message.id, message.call);
      const run = pending.get(message.id);
      // An answer to a run that ended meanwhile must not start a process.
      const answer = (reply: ToRunner): void => {
        if (pending.has(message.id)) channel.post(reply);
      };
      if (run) receive(message, run, tokens, answer);
    },
    (how) => endAll('crashed', `The runner ended unexpectedly (${how}). The next run starts a new one.`),
  );
  let lastId = 0;

  const run: Runner['run'] = (request, settings, host) =>
    new Promise((resolve) => {
      const id = ++lastId;
      const settle = (outcome: RunOutcome): void => {
        if (!pending.delete(id)) return;
        deadline.stop();
        host.signal?.removeEventListener('abort', cancel);
        resolve(outcome);
      };
      const end = (why: 'cancelled' | 'deadline', message: string): void => {
        settle({ kind: 'ended', why, message });
        if (pending.size + questions.count() + tokenQuestions.count() === 0) channel.kill();
        else channel.post({ kind: 'cancel', id });
      };
      const cancel = (): void => end('cancelled', 'The run was cancelled.');
      const milliseconds = options.deadlineMilliseconds ?? TEST_STATE_MILLISECONDS;
      const deadline = startDeadline(milliseconds, () => end('deadline', 'The run took too long and was ended.'));
      pending.set(id, { host, settings, deadline, settle });
      if (host.signal?.aborted === true) return cancel();
      host.signal?.addEventListener('abort', cancel);
      channel.post({ kind: 'run', id, request, settings });
    });

  const asking = { post: channel.post, nextId: () => ++lastId };
  const evaluate = evaluationAsker({ ...asking, questions });
  const token = tokenAsker({ ...asking, questions: tokenQuestions }, tokens);
  const dispose = (): void => {
    endAll('cancelled', 'The runner was closed.');
    channel.kill();
  };
  return { run, evaluate, token, dispose };
}

/** How calls for a token are made: each is a question of its own, which a person may take back. */
function tokenAsker({ questions, post, nextId }: Asking<TokenCall>, tokens: Map<string, Token>): Runner['token'] {
  return async (found, settings, signal) => {
    if (signal.aborted) return undefined;
    const id = nextId();
    const cancel = (): void => {
      questions.answer(id, undefined);
      post({ kind: 'cancel', id });
    };
    signal.addEventListener('abort', cancel);
    const answer = questions.ask(id);
    post({ kind: 'askToken', id, found, settings });
    const call = await answer;
    signal.removeEventListener('abort', cancel);
    if (call) keepToken(tokens, tokenKey(found, settings), call.token);
    return call ?? (signal.aborted ? undefined : UNANSWERED);
  };
}

/** The process ended, or did not answer in time. */
const UNANSWERED: TokenCall = { problem: 'The runner ended before there was a token. Try it again.', secrets: [] };

/** How questions beside the runs are put to the child. */
interface Asking<Answer> {
  readonly questions: ReturnType<typeof createQuestions<Answer>>;
  readonly post: (message: ToRunner) => void;
  readonly nextId: () => number;
}

function evaluationAsker({ questions, post, nextId }: Asking<EvaluationResult>): Runner['evaluate'] {
  return (evaluation) => {
    const id = nextId();
    const answer = questions.ask(id);
    post({ kind: 'evaluate', id, evaluation });
    return answer;
  };
}

/** The questions that have no answer yet; each is given up at the deadline of a run. */
function createQuestions<Answer>({ deadlineMilliseconds = TEST_STATE_MILLISECONDS }: RunnerOptions) {
  const asked = new Map<number, (answer: Answer | undefined) => void>();
  return {
    count: () => asked.size,
    ask: (id: number) =>
      new Promise<Answer | undefined>((resolve) => {
        const deadline = startDeadline(deadlineMilliseconds, () => asked.get(id)?.(undefined));
        asked.set(id, (given) => {
          asked.delete(id);
          deadline.stop();
          resolve(given);
        });
      }),
    answer: (id: number, given: Answer | undefined) => asked.get(id)?.(given),
    end: () => {
      for (const answer of [...asked.values()]) answer(undefined);
    },
  };
}

function receive(
  message: Exclude<FromRunner, { kind: 'evaluated' | 'askedToken' }>,
  run: PendingRun,
  tokens: Map<string, Token>,
  post: (message: ToRunner) => void,
): void {
  if (message.kind === 'token') keepToken(tokens, run.tokenKey, message.token);
  else if (message.kind === 'phase') run.host.phase?.(message.phase);
  else if (message.kind === 'done') run.settle(message.outcome);
  else void answerConnection(message, run, tokens, post);
}

/** The way to the child, which is started by the first message and again by the next one after it ended. */
function openChannel(options: RunnerOptions, receive: (message: FromRunner) => void, crashed: (how: string) => void) {
  let child: ChildProcess | undefined;
  const kill = (): void => {
    const ending = child;
    child = undefined;
    ending?.kill('SIGKILL');
  };
  const ended = (ending: ChildProcess, how: string): void => {
    if (ending !== child) return;
    child = undefined;
    options.log?.(`The runner ended: ${how}`);
    crashed(how);
  };
  const post = (message: ToRunner): void => {
    child ??= start(options, receive, ended);
    child.send(message, (error) => error && options.log?.(`The runner did not take a message: ${error.message}`));
  };
  return { post, kill };
}

/** The child gets nothing of the parent's environment but what Node itself needs to run and to trust certificates. */
const PASSED_ON = ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'SYSTEMROOT', 'PATH', 'LANG', 'TZ'];

function start(
  options: RunnerOptions,
  receive: (message: FromRunner) => void,
  ended: (child: ChildProcess, how: string) => void,
): ChildProcess {
  const env = Object.fromEntries(
    PASSED_ON.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  );
  const child = fork(options.modulePath, [], {
    env: { ...env, ...options.variables?.(), ELECTRON_RUN_AS_NODE: '1' },
    execArgv: [`--max-old-space-size=${options.memoryMegabytes ?? 128}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  child.on('message', (message) => receive(message as FromRunner));
  child.on('error', (error) => ended(child, error.message));
  child.on('exit', (code, signal) => ended(child, signal ?? `exit code ${code}`));
  child.stderr?.on('data', (chunk: Buffer) => options.log?.(chunk.toString('utf8').trimEnd()));
  return child;
}

async function answerConnection(
  { id, arn, call }: { readonly id: number; readonly arn: string; readonly call: Call },
  run: PendingRun,
  tokens: ReadonlyMap<string, Token>,
  post: (message: ToRunner) => void,
): Promise<void> {
  run.deadline.pause();
  const answer = await run.host.connection(arn, call).catch((error: unknown): ConnectionAnswer => {
    return { kind: 'invalid', message: error instanceof Error ? error.message : String(error) };
  });
  run.deadline.resume();
  if (answer.kind !== 'found') return post({ kind: 'connection', id, answer });
  run.tokenKey = tokenKey(answer, run.settings);
  const token = tokens.get(run.tokenKey);
  post({ kind: 'connection', id, answer: token ? { ...answer, token } : answer });
}

/** A token belongs to a connection as it is: other credentials, or another server behind its address, need another token. */
function tokenKey({ name, connection }: FoundConnection, { endpoints }: RunSettings): string {
  return JSON.stringify([name, connection.AuthParameters.OAuthParameters ?? null, endpoints]);
}

function keepToken(tokens: Map<string, Token>, key: string | undefined, token: Token | undefined): void {
  if (key === undefined) return;
  if (token) tokens.set(key, token);
  else tokens.delete(key);
}

/** A deadline that can stand still. */
function startDeadline(milliseconds: number, over: () => void): Deadline {
  let left = milliseconds;
  let since = Date.now();
  let timer: NodeJS.Timeout | undefined = setTimeout(over, left);
  const pause = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    left -= Date.now() - since;
  };
  const resume = (): void => {
    if (timer !== undefined || left <= 0) return;
    since = Date.now();
    timer = setTimeout(over, left);
  };
  const stop = (): void => {
    pause();
    left = 0;
  };
  return { pause, resume, stop };
}
