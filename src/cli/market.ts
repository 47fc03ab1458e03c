import { z } from 'zod';
import type { App } from '../app.js';
import { addDays, dayNumber, isDate } from '../domain/ist.js';
import { nearMatches } from '../domain/market/near-matches.js';
import { quoteCacheAge } from '../domain/market/quote-cache.js';
import type { MarketData, MarketDataRefusal, MarketSymbol, Quote } from '../domain/ports.js';
import { INDEX_SYMBOL, type MarketView } from '../markets/index.js';
import { Refusal } from '../refusal.js';
import { marketInstant } from '../domain/words/instants.js';
import { ownerCommand } from './command.js';
import {
  barsTable,
  changeOf,
  changeText,
  priceText,
  quoteMark,
  quotesTable,
  sessionText,
  speedText,
} from './market-text.js';

const MARKET_COMMAND_LIMITS = { symbolsMax: 50, barsMax: 2_000, daysShown: 30 } as const;

const symbolInput = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9&. _-]{1,40}$/, 'must be a symbol such as RELIANCE, M&M or "NIFTY 50"');
const dateInput = z.string().refine(isDate, 'must be a date YYYY-MM-DD');

const NAMES = {
  simulated: 'Simulated market',
  replay: 'Replay of imported history',
  history: 'Imported history',
};

const status = ownerCommand({
  path: ['market', 'status'],
  summary: 'which market you see, its time and session, and where NIFTY 50 stands',
  input: z.strictObject({}),
  run: async ({ app }) => {
    const view = await app.markets.view(app.local);
    const answer = await view.data.quote(INDEX_SYMBOL, view.nowMs);
    const index = answer.ok ? answer.value : undefined;
    const { sessions, symbols } = await app.markets.storedHistory();
    const history =
      sessions.length === 0
        ? null
        : { firstDate: sessions[0]?.date, lastDate: sessions.at(-1)?.date, symbols: symbols.length };
    const cache = await quoteCacheAge(app.store.main.read);
    const shared = await app.markets.simulated();
    const cacheAgeMs = cache.oldestAtMs === null ? null : shared.nowMs - cache.oldestAtMs;
    const isRunning = app.markets.running();
    const lines = [
      `${NAMES[view.kind]}: ${marketInstant(view.nowMs)}, ${sessionText(view)} (${view.mark}).`,
      index
        ? `${INDEX_SYMBOL} ${priceText(index.lastPaise, 'index')}, ${changeText(index, 'index')} (${quoteMark(index, view)})`
        : `${INDEX_SYMBOL} is unknown at this time (${view.mark}).`,
      speedText(view, isRunning),
      cacheAgeMs === null
        ? 'No quotes are stored: the service stores them as it runs.'
        : `${cache.symbols} quotes are stored, the oldest ${Math.round(cacheAgeMs / 1_000)} s old by market time (simulated).`,
      history
        ? `Imported history: ${symbols.length} symbols, ${history.firstDate} to ${history.lastDate}; ql market practise --from DATE replays it.`
        : 'Imported history: none.',
    ];
    const data = {
      ...viewData(view),
      running: isRunning,
      speed: view.speed,
      session: view.session,
      index: index ? quoteData(index, 'index', view) : null,
      cache: { symbols: cache.symbols, oldestAgeMs: cacheAgeMs },
      history,
    };
    return { data, text: lines.join('\n') };
  },
});

const quote = ownerCommand({
  path: ['market', 'quote'],
  summary: 'the last price, bid, offer and volume of one or more symbols in the market you see',
  define: parser => parser.argument('<symbols...>', 'such as RELIANCE M&M "NIFTY 50"'),
  positional: ['symbols'],
  input: z.strictObject({ symbols: z.array(symbolInput).min(1).max(MARKET_COMMAND_LIMITS.symbolsMax) }),
  run: async ({ app }, { symbols }) => {
    const view = await app.markets.view(app.local);
    const known = await view.data.symbols();
    const quotes: (Quote & Pick<MarketSymbol, 'kind'>)[] = [];
    for (const symbol of symbols) {
      const answer = await view.data.quote(symbol, view.nowMs);
      if (!answer.ok) throw await refusalOf(app, answer.refusal, known, view);
      quotes.push({ ...answer.value, kind: kindOf(symbol, known) });
    }
    const heading = `${NAMES[view.kind]}: ${marketInstant(view.nowMs)}, ${sessionText(view)}.`;
    return {
      data: { ...viewData(view), quotes: quotes.map(each => quoteData(each, each.kind, view)) },
      text: `${heading}\n${quotesTable(quotes, view)}`,
    };
  },
});

const barsInput = z.strictObject({
  symbol: symbolInput,
  from: dateInput.optional(),
  to: dateInput.optional(),
  adjusted: z.boolean().default(false),
  market: z.enum(['simulated', 'history']).optional(),
});

const bars = ownerCommand({
  path: ['market', 'bars'],
  summary: 'the daily bars of a symbol: of your replay, else of the imported history, else simulated',
  define: parser =>
    parser
      .argument('<symbol>')
      .option('--from <date>', `first date (else ${MARKET_COMMAND_LIMITS.daysShown} days before the last)`)
      .option('--to <date>', "last date (else the market's own)")
      .option('--adjusted', "on the scale of the market's day: splits, bonuses and the like taken out")
      .option('--market <market>', 'simulated or history, whatever you see otherwise'),
  positional: ['symbol'],
  input: barsInput,
  run: async ({ app }, input) => {
    const { symbol, adjusted } = input;
    const view = await viewForBars(app, symbol, input.market);
    const { from, to } = spanOf(view, input);
    const source = adjusted ? view.data : view.published;
    const known = await source.symbols();
    const sessions = Math.ceil(((dayNumber(view.session.date) - dayNumber(from)) * 5) / 7) + 20;
    const count = Math.min(MARKET_COMMAND_LIMITS.barsMax, sessions);
    const answer = await source.dailyBars(symbol, { toMs: view.nowMs, count });
    if (!answer.ok) throw await refusalOf(app, answer.refusal, known, view);
    const shown = answer.value.filter(({ date }) => date >= from && date <= to);
    const isCut = count < sessions && (answer.value[0]?.date ?? from) > from;
    const scale = adjusted ? `adjusted as of ${view.session.date}` : 'prices as published';
    const lines = [
      `${symbol}, ${from} to ${to}: ${scale} (${view.mark}).`,
      shown.length === 0 ? 'No bar in this time.' : barsTable(shown, kindOf(symbol, known)),
      ...(isCut ? [`Only the last ${count} sessions of the market are shown.`] : []),
    ];
    return {
      data: { ...viewData(view), symbol, from, to, adjusted, bars: shown },
      text: lines.join('\n'),
    };
  },
});

async function viewForBars(
  app: App,
  symbol: string,
  market: 'simulated' | 'history' | undefined,
): Promise<MarketView> {
  if (market === 'simulated') return await app.markets.simulated();
  const seen = await app.markets.view(app.local);
  if (market === undefined && seen.kind === 'replay') return seen;
  const history = await app.markets.history();
  if (market === 'history' && !history)
    throw new Refusal('No history is imported here.', { todo: 'import daily prices: ql import --help' });
  const hasSymbol = history && (await history.data.symbols()).some(each => each.symbol === symbol);
  return history && (market === 'history' || hasSymbol) ? history : seen;
}

function spanOf(
  view: MarketView,
  given: { from?: string | undefined; to?: string | undefined },
): { from: string; to: string } {
  const to = given.to ?? view.session.date;
  const from =
    given.from ?? addDays(to < view.session.date ? to : view.session.date, -MARKET_COMMAND_LIMITS.daysShown);
  if (from > to || from > view.session.date)
    throw new Refusal(`There is nothing from ${from} to ${to}.`, {
      allowed: `dates in order, up to the market's own: ${view.session.date} (${view.mark})`,
      exitCode: 2,
    });
  return { from, to };
}

const kindOf = (symbol: string, known: readonly MarketSymbol[]) =>
  known.find(each => each.symbol === symbol)?.kind ?? 'equity';

const viewData = (view: MarketView) => ({
  market: view.kind,
  mark: view.mark,
  simulated: view.kind === 'simulated',
  nowMs: view.nowMs,
  now: marketInstant(view.nowMs),
});

const quoteData = (each: Quote, kind: MarketSymbol['kind'], view: MarketView) => ({
  ...each,
  kind,
  ...changeOf(each),
  ageMs: view.nowMs - each.atMs,
  mark: quoteMark(each, view),
});

/** The refusal in words for a person, with what they may have meant. */
async function refusalOf(
  app: App,
  refusal: MarketDataRefusal,
  known: Awaited<ReturnType<MarketData['symbols']>>,
  view: MarketView,
): Promise<Refusal> {
  if (!('symbol' in refusal)) return new Refusal(refusal.message);
  const { symbol, message } = refusal;
  const { changes } = await app.markets.storedHistory();
  const renamed = changes.find(({ from, firstDate }) => from === symbol && firstDate <= view.session.date);
  if (view.kind !== 'simulated' && renamed)
    return new Refusal(message, { todo: `write ${renamed.to}, its name since ${renamed.firstDate}` });
  const near = refusal.code === 'UNKNOWN_SYMBOL' ? nearMatches(symbol, known) : [];
  return new Refusal(message, near.length > 0 ? { todo: `perhaps you meant ${near.join(', ')}` } : {});
}

export const marketCommands = [status, quote, bars];
