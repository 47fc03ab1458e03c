import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('./server.js', import.meta.url));

/** What arrived at the model. */
export interface Seen {
  requests: number;
  /** Messages with the result of a tool in the requests that were answered, those of earlier turns too. */
  results: number;
  /** The body of the first request. */
  first: string;
}

export interface Serving {
  /** Where the API begins, as SDKs understand it. */
  baseUrl: string;
  seen(): Promise<Seen>;
  stop(): Promise<void>;
}

/** Starts a model that takes `delayMs` for each answer, in a process of its own. */
export async function startServer(delayMs: number): Promise<Serving> {
  const child = spawn(process.execPath, [SERVER, String(delayMs)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const failed = ended.then(([code]: unknown[]): never => {
    throw new Error(`the model of the benchmark ended with ${String(code)}`);
  });
  const [port]: unknown[] = await Promise.race([once(child.stdout, 'data'), failed]);
  failed.catch(() => undefined);
  const baseUrl = `http://127.0.0.1:${Number(String(port))}/v1`;
  return {
    baseUrl,
    seen: async () => (await (await fetch(baseUrl)).json()) as Seen,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
