import { rmSync } from 'node:fs';
import { pino } from 'pino';
import { type App, openApp } from '../../app.js';
import { type ChatService, openChat, TOOLS } from '../../chat/index.js';
import { parseConfig } from '../../config.js';
import { openReader } from '../../db/connection.js';
import { count, type Runner } from '../sample.js';
import { copyOf, EMPTY, FULL } from './folder.js';
import { measureTurns } from './measure.js';
import { ANSWER, GREETED, GREETING, MODEL, QUESTION } from './said.js';
import { startServer } from './serving.js';
import { benchTools, conversionsSoFar } from './tools.js';

export interface Product {
  app: App;
  chat: ChatService;
  /** One turn of the person at this machine. @throws Error where it is not answered as the model wrote it */
  turn(sessionId: number, isStreamed: boolean, text?: string): Promise<void>;
  close(): Promise<void>;
}

const USD_MAX = '999999';

/** The assistant of a data folder as the service wires it, with limits that never bind. */
export async function openProduct(folder: string, baseUrl: string, tools: number): Promise<Product> {
  const config = parseConfig({
    QL_DATA_DIR: folder,
    QL_OPENAI_BASE_URL: baseUrl,
    QL_OPENAI_MODEL: MODEL,
    QL_OPENAI_API_KEY: 'sk-bench',
    QL_AI_COST_MESSAGE_USD: USD_MAX,
    QL_AI_COST_DAY_USD: USD_MAX,
    QL_AI_COST_WEEK_USD: USD_MAX,
    QL_AI_COST_MONTH_USD: USD_MAX,
  });
  const app = await openApp(config, pino({ level: 'info' }, pino.destination('/dev/null')));
  await app.markets.start();
  const chat = await openChat(app, benchTools(TOOLS, tools));
  const person = { userId: app.local, platform: 'terminal', chatId: 'bench' } as const;
  return {
    app,
    chat,
    turn: async (sessionId, isStreamed, text = QUESTION) => {
      let grown = '';
      const watching = isStreamed ? { growing: (sure: string) => void (grown = sure) } : {};
      const signal = new AbortController().signal;
      const asked = { person, sessionId, text, quoted: [] };
      const { reply } = await chat.assistant.answer(asked, { signal, ...watching });
      const [first] = reply.parts;
      const shown = first?.type === 'text' ? first.text : '';
      const expected = text === GREETING ? GREETED : ANSWER;
      if (shown !== expected || (isStreamed && grown !== expected)) throw new Error(`a turn said: ${shown}`);
    },
    close: async () => {
      await chat.close();
      await app.markets.stop();
      await app.close();
    },
  };
}

/** Whole turns: the history read, both calls reserved, made and settled, two tools run, everything said written down. */
export const productTurns: Runner = async params => {
  const { atOnce, tools, delayMs } = {
    atOnce: count(params, 'atOnce'),
    tools: count(params, 'tools'),
    delayMs: count(params, 'delayMs'),
  };
  const load = { units: count(params, 'units'), warmup: count(params, 'warmup'), atOnce };
  const isGreeting = params['text'] === 'greeting';
  const folder = copyOf(String(params['folder']), 'many');
  const server = await startServer(delayMs);
  try {
    const product = await openProduct(folder, server.baseUrl, tools);
    const sessions = sessionsOf(product, isGreeting ? EMPTY : FULL);
    const before = { rows: rowsIn(product), conversions: conversionsSoFar() };
    const sampled = await measureTurns({ ...load, modelMs: 2 * delayMs }, async n => {
      await product.turn(sessions[n] ?? 0, params['mode'] === 'stream', isGreeting ? GREETING : QUESTION);
    });
    const turns = load.units + load.warmup;
    const { requests, results } = await server.seen();
    const rows = (rowsIn(product) - before.rows) / turns;
    const conversions = conversionsSoFar() - before.conversions;
    await product.close();
    return {
      ...sampled,
      work: { requests: requests / turns, results: results / turns, rows, conversions },
    };
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

export function sessionsOf({ app }: Product, name: string): number[] {
  const sqlite = openReader(app.folder.main);
  const ids = sqlite
    .prepare('SELECT id FROM ai_chat_sessions WHERE session_name = ? ORDER BY id')
    .pluck()
    .all(name) as number[];
  sqlite.close();
  return ids;
}

/** Counted in the tables themselves. */
function rowsIn({ app }: Product): number {
  const sqlite = openReader(app.folder.main);
  const tables = ['ai_chat_messages', 'ai_usage_tracking', 'ai_reservations'];
  const rows = tables.map(table => Number(sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get()));
  sqlite.close();
  return rows.reduce((sum, each) => sum + each, 0);
}
