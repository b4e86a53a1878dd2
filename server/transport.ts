import {
  createServerPipeTransport,
  createServerSocketTransport,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageReader,
  type MessageWriter,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';

/** Where messages come from and go to. */
export interface Transport {
  readonly reader: MessageReader;
  readonly writer: MessageWriter;
}

/**
 * The transport that a client asks for by an argument: `--node-ipc`, `--stdio`, `--socket=PORT` or `--pipe=NAME`, the
 * value also as an argument of its own. Throws without any.
 */
export function transportOf(args: readonly string[]): Transport {
  for (const [index, arg] of args.entries()) {
    const [name = '', value = args[index + 1] ?? ''] = arg.split(/=(.*)/s);
    const transport = TRANSPORTS.get(name)?.(value);
    if (transport) return transport;
  }
  throw new Error(`Say how to talk with the client by one of these: ${[...TRANSPORTS.keys()].join(', ')}`);
}

const TRANSPORTS: ReadonlyMap<string, (value: string) => Transport> = new Map([
  ['--node-ipc', () => ({ reader: new IPCMessageReader(process), writer: new IPCMessageWriter(process) })],
  ['--stdio', () => overStreams()],
  ['--socket', (port: string) => paired(createServerSocketTransport(Number(port)))],
  ['--pipe', (name: string) => paired(createServerPipeTransport(name))],
]);

function overStreams(): Transport {
  return { reader: new StreamMessageReader(process.stdin), writer: new StreamMessageWriter(process.stdout) };
}

function paired([reader, writer]: [MessageReader, MessageWriter]): Transport {
  return { reader, writer };
}
