import { once } from 'node:events';
import net, { type AddressInfo } from 'node:net';
import type tls from 'node:tls';

/** A loopback server that does what no server should, from the moment a connection is accepted. */
export interface HostileServer {
  readonly port: number;
  readonly url: string;
  /** Connections so far. */
  readonly accepted: number;
  /** Resolves as soon as none of its connections is open. */
  allClosed(): Promise<void>;
  close(): Promise<void>;
}

/** What is done with a connection: with a TLS server, after the handshake. */
export type Deed = (socket: net.Socket) => void;

/** Starts a server on a free loopback port. */
export async function startHostileServer(
  deed: Deed,
  server: net.Server | tls.Server = net.createServer(),
): Promise<HostileServer> {
  const open = new Set<net.Socket>();
  let accepted = 0;
  server.on('connection', (socket: net.Socket) => {
    accepted++;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => open.delete(socket));
  });
  server.on('setSecureContext' in server ? 'secureConnection' : 'connection', (socket: net.Socket) => {
    socket.on('error', () => undefined);
    deed(socket);
    // Who does not read does not see the other side close.
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    get accepted() {
      return accepted;
    },
    allClosed: async () => {
      for (const socket of open) await new Promise((resolve) => socket.once('close', resolve));
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Does its deed once a request has come in. */
export function asked(deed: Deed): Deed {
  return (socket) => socket.once('data', () => deed(socket));
}

/** Answers with bytes, one a character, and leaves the connection open. */
export function says(latin1: string): Deed {
  return asked((socket) => socket.write(latin1, 'latin1'));
}

/** Answers with bytes, one a character, and closes. */
export function saysAndCloses(latin1: string): Deed {
  return asked((socket) => socket.end(latin1, 'latin1'));
}

/** Answers with bytes, one a character, and resets the connection a moment later: at once, it may take them back. */
export function saysAndResets(latin1: string): Deed {
  return asked((socket) => {
    socket.write(latin1, 'latin1');
    setTimeout(() => socket.resetAndDestroy(), 100);
  });
}

/** Answers with a beginning, then with the same again and again as fast as it is read. */
export function saysWithoutEnd(beginning: string, more: string): Deed {
  return asked((socket) => {
    const block = more.repeat(Math.ceil(10_000 / more.length));
    const go = (): void => {
      while (!socket.destroyed && socket.write(block));
    };
    socket.on('drain', go);
    socket.write(beginning);
    go();
  });
}

/** Answers with a beginning, then with a little at a time, for ever. */
export function drips(beginning: string, drop: string): Deed {
  return asked((socket) => {
    socket.write(beginning);
    const timer = setInterval(() => socket.write(drop), 20);
    socket.on('close', () => clearInterval(timer));
  });
}
