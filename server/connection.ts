import {
  createMessageConnection,
  ErrorCodes,
  type Logger,
  type MessageReader,
  type MessageWriter,
  type NotificationHandler,
  NotificationType,
  NotificationType0,
  type RequestHandler,
  RequestType,
  ResponseError,
} from 'vscode-jsonrpc/node';
import { MESSAGE_TYPE, type Notifications, type Questions, type Requests } from './protocol';

/** The way to one client: its messages are heard and answered by their names. */
export interface Connection {
  /** Answers a request; a second answer takes the place of the first. */
  onRequest<Name extends keyof Requests>(name: Name, answer: Answer<Name>): void;
  onNotification<Name extends keyof Notifications>(name: Name, hear: Hear<Name>): void;
  /** Rejects when the client answers with an error or is gone. */
  ask<Name extends keyof Questions>(name: Name, params: Questions[Name][0]): Promise<Questions[Name][1]>;
  /** The client's log; throws when the connection ended. */
  readonly console: Pick<Logger, 'error'>;
  /** Begins to hear: what is not answered by then is refused. */
  listen(): void;
  dispose(): void;
}

/** What answers a request: its params are the client's word, and nobody checked them. */
export type Answer<Name extends keyof Requests> = RequestHandler<Requests[Name][0], Requests[Name][1], never>;

/** What works on a notification. */
export type Hear<Name extends keyof Notifications> = NotificationHandler<Notifications[Name]>;

/**
 * Makes the way to a client whose messages come and go there. When the client says that this is the end, or is gone,
 * `end` is called with the exit code: 0, or 1 when the client did not announce it.
 */
export function createConnection(
  reader: MessageReader,
  writer: MessageWriter,
  end: (code: number) => void = () => undefined,
): Connection {
  const log = (type: LogType) => (message: string) => {
    // Nobody is left to hear that a message could not be sent.
    messages.sendNotification('window/logMessage', { type, message }).catch(() => undefined);
  };
  const console: Logger = {
    error: log(MESSAGE_TYPE.Error),
    warn: log(MESSAGE_TYPE.Warning),
    info: log(MESSAGE_TYPE.Info),
    log: log(MESSAGE_TYPE.Log),
  };
  const messages = createMessageConnection(reader, writer, console);
  let stage: Stage = 'new';
  messages.onRequest('shutdown', () => {
    const refused = refusalAt(stage, 'shutdown');
    if (refused) return refused;
    stage = 'ending';
    return null;
  });
  const leave = () => end(stage === 'ending' ? 0 : 1);
  messages.onNotification(new NotificationType0('exit'), leave);
  messages.onClose(leave);
  return {
    console,
    onRequest<Name extends keyof Requests>(name: Name, answer: Answer<Name>) {
      messages.onRequest(new RequestType<Requests[Name][0], Requests[Name][1], never>(name), (params, token) => {
        const refused = refusalAt(stage, name);
        if (refused) return refused;
        const answered = answer(params, token);
        if (name === 'initialize') stage = 'open';
        return answered;
      });
    },
    onNotification<Name extends keyof Notifications>(name: Name, hear: Hear<Name>) {
      messages.onNotification(new NotificationType<Notifications[Name]>(name), (params) =>
        stage === 'open' ? hear(params) : undefined,
      );
    },
    ask: (name, params) => (params === undefined ? messages.sendRequest(name) : messages.sendRequest(name, params)),
    listen: () => messages.listen(),
    dispose: () => messages.dispose(),
  };
}

/** How far the talk is: it begins with `initialize` and ends with `shutdown`, and only between them is there work. */
type Stage = 'new' | 'open' | 'ending';

function refusalAt(stage: Stage, request: string): ResponseError<never> | undefined {
  if (stage === 'ending') return refusal('The server was told to end');
  if (stage === 'new') return request === 'initialize' ? undefined : NOT_INITIALIZED;
  return request === 'initialize' ? refusal('The server is initialized already') : undefined;
}

const NOT_INITIALIZED = new ResponseError<never>(ErrorCodes.ServerNotInitialized, 'The server is not initialized yet');

type LogType = (typeof MESSAGE_TYPE)[keyof typeof MESSAGE_TYPE];

/** The answer that a request was cancelled. */
export function cancelled(): ResponseError<never> {
  return new ResponseError(REQUEST_CANCELLED, 'The request was cancelled');
}

const REQUEST_CANCELLED = -32800;

/** The answer that a request cannot be done as it is, with the reason for the person. */
export function refusal(reason: string): ResponseError<never> {
  return new ResponseError(ErrorCodes.InvalidRequest, reason);
}
