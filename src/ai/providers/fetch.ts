import { Agent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { LlmError } from '../llm.js';
import { PROVIDER_LIMITS } from './limits.js';

export interface Timeouts {
  connectMs: number;
  firstByteMs: number;
  idleMs: number;
  wholeMs: number;
}

const { connectMs, firstByteMs, idleMs, wholeMs } = PROVIDER_LIMITS;
export const DEFAULT_TIMEOUTS: Timeouts = { connectMs, firstByteMs, idleMs, wholeMs };

/** The connections to all providers. */
export interface Wire {
  fetch: typeof globalThis.fetch;
  /** Ends what is under way. */
  close(): Promise<void>;
}

type Answer = Dispatcher.ResponseData;

/**
 * A `fetch` for SDKs over a pool of kept connections: about half the processor time of Node's own, with four timeouts and
 * bounded bodies. The response has what SDKs read: `ok`, `status`, `headers` (lower-case names), `url`, `body`, `text()`, `json()`.
 * Its body is an async iterable and no web stream.
 *
 * Throws LlmError for what went wrong on the way, and the signal's own reason when it was aborted.
 */
export function openWire(timeouts: Timeouts = DEFAULT_TIMEOUTS): Wire {
  const agent = new Agent({
    connections: PROVIDER_LIMITS.connectionsMax,
    keepAliveTimeout: PROVIDER_LIMITS.keepAliveMs,
    pipelining: 1,
    connect: { timeout: timeouts.connectMs },
    headersTimeout: timeouts.firstByteMs,
    bodyTimeout: timeouts.idleMs,
  });
  return {
    fetch: async (input, init = {}) =>
      await send(agent, timeouts, input instanceof Request ? input.url : String(input), init),
    close: async () => await agent.destroy(),
  };
}

async function send(agent: Agent, timeouts: Timeouts, url: string, init: RequestInit): Promise<Response> {
  const stop = new AbortController();
  const { signal } = init;
  signal?.throwIfAborted();
  const onAbort = () => stop.abort(signal?.reason);
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => stop.abort(slow(timeouts.wholeMs, 'the whole answer')), timeouts.wholeMs);
  const release = () => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  };
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method: init.method === 'GET' ? 'GET' : 'POST',
      headers: init.headers instanceof Headers ? init.headers : new Headers(init.headers),
      body: typeof init.body === 'string' ? init.body : null,
      signal: stop.signal,
    });
    return respond(answer, url, timeouts, release);
  } catch (error) {
    release();
    throw wireFault(error, timeouts);
  }
}

// Node's own Response and its web streams are most of what its fetch costs.
function respond(answer: Answer, url: string, timeouts: Timeouts, release: () => void): Response {
  const { statusCode, body } = answer;
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(answer.headers)) {
    if (value !== undefined) headers.set(name, typeof value === 'string' ? value : value.join(', '));
  }
  // An answer that is dropped unread must not bring the process down when its connection breaks.
  body.on('error', () => undefined);
  const text = async () => {
    try {
      return await readText(body);
    } catch (error) {
      throw wireFault(error, timeouts);
    } finally {
      release();
    }
  };
  const response = {
    ok: statusCode >= 200 && statusCode < 300,
    status: statusCode,
    statusText: '',
    url,
    headers,
    body: pieces(body, timeouts, release),
    text,
    json: async (): Promise<unknown> => JSON.parse(await text()),
  };
  return response as unknown as Response;
}

function readText(body: Answer['body']): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    body.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > PROVIDER_LIMITS.answerBytesMax) body.destroy(oversized('answer'));
      else chunks.push(chunk);
    });
    body.on('end', () =>
      resolve(
        (chunks.length === 1 ? (chunks[0] ?? Buffer.alloc(0)) : Buffer.concat(chunks)).toString('utf8'),
      ),
    );
    body.on('error', reject);
    body.on('close', () => reject(cut('closed')));
  });
}

/** The body in pieces, bounded as a whole and by the line. */
function pieces(
  body: Answer['body'],
  timeouts: Timeouts,
  release: () => void,
): AsyncIterableIterator<Uint8Array> {
  const inner = body[Symbol.asyncIterator]();
  let size = 0;
  let line = 0;
  const check = (chunk: Buffer) => {
    size += chunk.length;
    const lastBreak = chunk.lastIndexOf(10);
    line = lastBreak === -1 ? line + chunk.length : chunk.length - lastBreak - 1;
    if (size > PROVIDER_LIMITS.answerBytesMax) throw oversized('answer');
    if (line > PROVIDER_LIMITS.lineBytesMax) throw oversized('line');
  };
  const end = () => {
    release();
    if (!body.destroyed) body.destroy();
  };
  return {
    async next() {
      try {
        const step: IteratorResult<Buffer, undefined> = await inner.next();
        if (step.done === true) release();
        else check(step.value);
        return step;
      } catch (error) {
        end();
        throw wireFault(error, timeouts);
      }
    },
    return() {
      end();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

const oversized = (what: 'answer' | 'line') =>
  new LlmError(
    'bad_response',
    `the ${what} was longer than ${PROVIDER_LIMITS[what === 'line' ? 'lineBytesMax' : 'answerBytesMax']} bytes`,
    { unbilled: false },
  );

// SDKs take an error whose text has the word for one of their own, and drop it.
const slow = (ms: number, what: string) =>
  new LlmError('timeout', `${what} did not come within ${ms} ms`, { unbilled: false });

const cut = (code: string) => new LlmError('cut', `the connection broke (${code})`, { unbilled: false });

/** Codes of a TLS handshake that failed; the request goes out after it. */
const HANDSHAKE = /^(?:CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|EPROTO$)/;

/** @returns what to throw for an error of undici: it holds an address and a code at most, never the request */
function wireFault(error: unknown, timeouts: Timeouts): unknown {
  if (error instanceof LlmError || !(error instanceof Error) || error.name === 'AbortError') return error;
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || syscall === 'connect' || syscall === 'getaddrinfo') {
    return unreachable(code);
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return slow(timeouts.firstByteMs, 'the head of the answer');
  if (code === 'UND_ERR_BODY_TIMEOUT') return slow(timeouts.idleMs, 'the next piece of the answer');
  if (code === 'ERR_INVALID_URL' || code === 'UND_ERR_INVALID_ARG') {
    return new LlmError('bad_request', `the base URL or a header is not valid (${code})`, { unbilled: true });
  }
  // Node tries several addresses and then has one error for all of them.
  if (error instanceof AggregateError || (code !== undefined && HANDSHAKE.test(code)))
    return unreachable(code);
  if (code?.startsWith('HPE_') === true) {
    return new LlmError('bad_response', `what came is no HTTP (${code})`, { unbilled: false });
  }
  return cut(code ?? 'no code');
}

const unreachable = (code: string | undefined) =>
  new LlmError(
    'unreachable',
    `no connection to the provider (${code?.replace('TIMEOUT', 'SLOW') ?? 'no code'})`,
    {
      unbilled: true,
    },
  );
