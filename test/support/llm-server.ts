import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Seen {
  path: string;
  headers: IncomingHttpHeaders;
  body: Record<string, unknown>;
}

export interface ScriptedServer {
  url: string;
  seen: Seen[];
  /** What the next requests get. */
  answer(how: (response: ServerResponse, seen: Seen) => void | Promise<void>): void;
  close(): Promise<void>;
}

/** A server that does what a test says, byte by byte: for the faults a well-behaved mock cannot make. */
export async function scriptedServer(): Promise<ScriptedServer> {
  const seen: Seen[] = [];
  let how: Parameters<ScriptedServer['answer']>[0] = response => void response.end();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
      const entry = { path: request.url ?? '', headers: request.headers, body };
      seen.push(entry);
      void how(response, entry);
    });
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    answer: next => {
      how = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise(resolve => {
        server.close(resolve);
      });
    },
  };
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

const tick = () =>
  new Promise<void>(resolve => {
    setImmediate(resolve);
  });

/** Sends a stream torn into pieces of `size` bytes, in the middle of letters and lines. */
export const torn = (events: readonly string[], size: number) => async (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const bytes = Buffer.from(events.join(''));
  for (let at = 0; at < bytes.length; at += size) {
    response.write(bytes.subarray(at, at + size));
    await tick();
  }
  response.end();
};
