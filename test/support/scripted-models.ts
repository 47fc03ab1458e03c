import type { ServerResponse } from 'node:http';
import { type Dialect, DIALECTS, type Said } from './llm-dialects.js';
import { json, scriptedServer, type Seen } from './llm-server.js';

/** What a tool found, as the model gets it: the last results of the request, by the name of their fields. */
export type Found = Record<string, unknown>;
type Wanted = { name: string; args: unknown };

/** What a scripted model does when it is asked next. */
export type Line =
  | { says: string | ((found: Found) => string); calls?: readonly Wanted[] }
  | { fails: number; retryAfterS?: number }
  /** The connection breaks after these words. */
  | { cutAfter: string }
  /** Says so much and then nothing, until it is given up. */
  | { hangsAfter: string };

export const says = (words: string | ((found: Found) => string)): Line => ({ says: words });
export const calls = (name: string, args: unknown = {}, ...more: Wanted[]): Line => ({
  says: '',
  calls: [{ name, args }, ...more],
});
export const fails = (status: number, retryAfterS?: number): Line => ({
  fails: status,
  ...(retryAfterS === undefined ? {} : { retryAfterS }),
});

export type Keyed = 'openai' | 'claude' | 'gemini';
export const MODELS: Readonly<Record<Keyed, string>> = {
  openai: 'story-mini',
  claude: 'story-large',
  gemini: 'story-flash',
};
/** Every scripted answer is billed for so many tokens. */
export const TOKENS = { input: 1_000, output: 50 } as const;
const USAGE = { ...TOKENS, cachedRead: 0, cachedWrite: 0, reasoning: 0 };
/** Dollars per million tokens: an answer of `TOKENS` costs 600, 6,000 and 300 micro-dollars. */
const PRICES = {
  [MODELS.openai]: { input: 0.5, output: 2, date: '2026-11-01' },
  [MODELS.claude]: { input: 5, output: 20, date: '2026-11-01' },
  [MODELS.gemini]: { input: 0.25, output: 1, date: '2026-11-01' },
};

export interface ScriptedModel {
  /** Requests of conversations so far, newest last, as they came over the wire. */
  asked: Seen[];
  /** Lines that were not asked for. */
  left(): number;
  add(...lines: Line[]): void;
  /** Resolves when so many requests have come. */
  untilAsked(count: number): Promise<void>;
  close(): Promise<void>;
  settings: Record<string, string>;
}

/** A provider's own wire on a loopback port, with a script in place of a model. */
export async function scriptedModel(provider: Keyed, lines: readonly Line[]): Promise<ScriptedModel> {
  const dialect = DIALECTS[provider];
  const server = await scriptedServer();
  const open = [...lines];
  const asked: Seen[] = [];
  const waiting: { count: number; done: () => void }[] = [];
  let made = 0;
  server.answer(async (response, seen) => {
    asked.push(seen);
    for (const each of waiting) if (asked.length >= each.count) each.done();
    const line = open.shift();
    if (!line) return json(dialect.complaint('invalid_request_error', 'the script has ended'), 400)(response);
    made += 1;
    return await play(dialect, line, seen, response, made);
  });
  const name = provider.toUpperCase();
  return {
    asked,
    left: () => open.length,
    add: (...more) => void open.push(...more),
    untilAsked: async count => {
      if (asked.length >= count) return;
      await new Promise<void>(done => waiting.push({ count, done }));
    },
    close: () => server.close(),
    settings: {
      [`QL_${name}_BASE_URL`]: dialect.base(server.url),
      [`QL_${name}_MODEL`]: MODELS[provider],
      [`QL_${name}_API_KEY`]: `key-of-${provider}`,
      QL_AI_PRICES: JSON.stringify(PRICES),
    },
  };
}

async function play(
  dialect: Dialect,
  line: Line,
  seen: Seen,
  response: ServerResponse,
  made: number,
): Promise<void> {
  if ('fails' in line) {
    const wait = line.retryAfterS === undefined ? {} : { 'retry-after': String(line.retryAfterS) };
    return json(dialect.complaint('error', 'no'), line.fails, wait)(response);
  }
  const words = 'says' in line ? line.says : 'cutAfter' in line ? line.cutAfter : line.hangsAfter;
  const text = typeof words === 'string' ? words : words(foundIn(seen));
  const wanted = 'calls' in line ? (line.calls ?? []) : [];
  const said: Said = {
    text,
    calls: wanted.map(({ name, args }, at) => ({
      id: `call_${made}_${at}`,
      name,
      args: typeof args === 'string' ? args : JSON.stringify(args),
    })),
    usage: USAGE,
    finish: wanted.length > 0 ? 'tools' : 'end',
  };
  if ('says' in line && !isStreamed(seen)) return json(dialect.whole(said))(response);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const events = dialect.stream(said);
  if ('says' in line) return void response.end(events.join(''));
  // All of the words, and nothing that ends them.
  const isEnd = (event: string) =>
    /finish_reason":"|\[DONE\]|message_delta|message_stop|finishReason/.test(event);
  response.write(events.filter(event => !isEnd(event)).join(''));
  if ('cutAfter' in line) setImmediate(() => response.destroy());
}

const isStreamed = ({ body, path }: Seen): boolean => body['stream'] === true || /stream/i.test(path);

/** The data of the newest results in a request of any dialect. */
function foundIn({ body }: Seen): Found {
  const texts: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value === 'string' && value.startsWith('{"kind":"')) texts.push(value);
    else if (typeof value === 'object' && value !== null) for (const each of Object.values(value)) walk(each);
  };
  walk(body);
  const found: Found = {};
  for (const text of texts) {
    const { data, message } = JSON.parse(text) as { data?: Found; message?: string };
    Object.assign(found, data, message !== undefined && { message });
  }
  return found;
}
