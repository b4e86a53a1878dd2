import type { AddressInfo } from 'node:net';
import net from 'node:net';

/** A loopback server that shows the bytes of each request and answers as a test says, byte for byte. */
export interface RawServer {
  readonly url: string;
  /** The requests so far, each as the text that came in (latin1). */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

/** Writes an answer; the request is whole when it is called. */
export type Answer = (socket: net.Socket, request: string) => void;

/** Answers 200 with a body and its length. */
export function reply(
  body: string,
  headers: readonly string[] = ['Content-Type: application/json'],
  status = '200 OK',
): Answer {
  const lines = [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', body];
  return (socket) => socket.write(lines.join('\r\n'));
}

/** Starts a server on a free loopback port. Every request gets the same kind of answer. */
export async function startRawServer(answer: Answer): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
      if (!isWhole(text)) return;
      requests.push(text);
      const whole = text;
      text = '';
      answer(socket, whole);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

function isWhole(request: string): boolean {
  const end = request.indexOf('\r\n\r\n');
  const length = Number(/content-length: (\d+)/i.exec(request)?.[1] ?? 0);
  return end >= 0 && request.length >= end + 4 + length;
}
