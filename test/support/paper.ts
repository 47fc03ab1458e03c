import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import {
  type ListedAction,
  type MarketSession,
  openPaperExchange,
  type PaperConfig,
  type PaperExchange,
} from '../../src/brokers/paper/index.js';
import { openLedgerFile } from '../../src/db/ledger-file.js';
import { prepareFolder } from '../../src/db/folder.js';
import type {
  Account,
  BrokerOrderRequest,
  BrokerReport,
  BrokerSession,
} from '../../src/domain/broker-port.js';
import { addDays, istInstant, weekday } from '../../src/domain/ist.js';
import { type Paise, paise } from '../../src/domain/money.js';
import type { DailyBar, MarketData, Quote, TradingMarket } from '../../src/domain/ports.js';
import { temporaryFolder, testClock } from './folder.js';

const MINUTE_MS = 60_000;
export const MINUTES = 375;
/** A Monday before the closing auction of August 2026. */
export const DAY = '2026-06-01';
export const VOLUME = 10_000;

/** The instant of a wall time of a date in India. */
export const at = (time: string, date = DAY) => istInstant(date, time);

/** Weekdays from 09:15 to 15:30, from three months before. */
const SESSIONS: readonly MarketSession[] = Array.from({ length: 700 }, (_, day) => addDays('2026-02-02', day))
  .filter(date => weekday(date) > 0 && weekday(date) < 6)
  .map(date => ({ date, openMs: at('09:15', date), closeMs: at('15:30', date) }));

/** Paise by date and minute since the open. */
export type Path = (date: string, minute: number) => number;

export interface Script {
  kind: 'simulated' | 'replay';
  prices: Record<string, Path>;
  /** Shares in each minute. */
  volume: number;
  actions: ListedAction[];
}

/** A market that does what a test says, with a clock that the test moves. */
export function scriptedMarket(script: Script) {
  let nowMs = at('10:00');
  const sessionAt = (ms: number) => SESSIONS.findLast(({ openMs }) => openMs <= ms) ?? SESSIONS[0];
  const minuteOf = (session: MarketSession, ms: number) =>
    Math.min(MINUTES, Math.floor((ms - session.openMs) / MINUTE_MS));
  const priceOf = (symbol: string, date: string, minute: number) =>
    paise(script.prices[symbol]?.(date, minute) ?? 0);
  const barOf = (symbol: string, { date, closeMs }: MarketSession, toMs: number): DailyBar => {
    const prices = Array.from({ length: MINUTES + 1 }, (_, minute) => priceOf(symbol, date, minute));
    return {
      date,
      openPaise: prices[0] ?? paise(0),
      highPaise: paise(Math.max(...prices)),
      lowPaise: paise(Math.min(...prices)),
      closePaise: prices.at(-1) ?? paise(0),
      volume: script.volume * MINUTES,
      complete: toMs >= closeMs,
    };
  };
  const quoteOf = (symbol: string, ms: number): Quote => {
    const session = sessionAt(ms);
    if (!session) throw new Error('no session');
    const marketOpen = ms < session.closeMs;
    const lastPaise = priceOf(symbol, session.date, minuteOf(session, ms));
    const before = SESSIONS[SESSIONS.indexOf(session) - 1];
    const hasBook = marketOpen && script.kind === 'simulated';
    return {
      symbol,
      lastPaise,
      bidPaise: hasBook ? paise(lastPaise - 5) : null,
      askPaise: hasBook ? paise(lastPaise + 5) : null,
      previousClosePaise: before ? priceOf(symbol, before.date, MINUTES) : null,
      volume: script.kind === 'replay' && marketOpen ? null : script.volume * minuteOf(session, ms),
      atMs: Math.min(ms, session.closeMs),
      marketOpen,
      source: 'script',
      truth: 'simulated',
    };
  };
  const data: MarketData = {
    describe: () => ({ source: 'script', truth: 'simulated', summary: 'what a test says' }),
    symbols: async () => [
      ...Object.keys(script.prices).map(symbol => ({
        symbol,
        name: symbol,
        kind: 'equity' as const,
        sector: null,
      })),
      { symbol: 'NIFTY 50', name: 'Nifty', kind: 'index' as const, sector: null },
    ],
    quote: async (symbol, ms) =>
      symbol in script.prices
        ? { ok: true, value: quoteOf(symbol, ms) }
        : { ok: false, refusal: { code: 'UNKNOWN_SYMBOL', symbol, message: 'no such symbol' } },
    dailyBars: async (symbol, { toMs, count }) => {
      const seen = SESSIONS.filter(({ openMs }) => openMs <= toMs).slice(-count);
      const bars = seen.map(session => barOf(symbol, session, toMs));
      return { ok: true, value: bars };
    },
  };
  return {
    set: (ms: number) => {
      nowMs = ms;
    },
    market: async (): Promise<TradingMarket> => {
      const session = sessionAt(nowMs);
      if (!session) throw new Error('no session');
      const open = nowMs < session.closeMs;
      const next = SESSIONS[SESSIONS.indexOf(session) + 1];
      return {
        bookId: 1,
        kind: script.kind,
        mark: 'script',
        nowMs,
        session: {
          date: session.date,
          open,
          closesAtMs: open ? session.closeMs : null,
          opensAtMs: open ? null : (next?.openMs ?? null),
        },
        data,
        published: data,
      };
    },
    sessions: async (_: Account, { fromMs, toMs }: { fromMs: number; toMs: number }) =>
      SESSIONS.filter(({ openMs, closeMs }) => closeMs > fromMs && openMs <= toMs).slice(0, 50),
    actions: async ({ from, to }: { from: string; to: string }) =>
      script.actions.filter(({ exDate }) => exDate >= from && exDate <= to),
  };
}

export const ANN: Account = { userId: 'ANN', bookId: 1 };

/** The same bytes in every run. */
export function testRandom(): (bytes: number) => Buffer {
  let count = 0;
  return bytes =>
    createHash('sha512')
      .update(String((count += 1)))
      .digest()
      .subarray(0, bytes);
}

/** An exchange in a new folder over a scripted market, with a person who is logged in. */
export async function paperDesk(options: { script?: Partial<Script>; config?: Partial<PaperConfig> } = {}) {
  const script: Script = {
    kind: 'simulated',
    prices: { INFY: () => 100_00, TCS: () => 3_000_00 },
    volume: VOLUME,
    actions: [],
    ...options.script,
  };
  const folder = prepareFolder(temporaryFolder());
  const wall = testClock();
  const ledger = await openLedgerFile(folder, wall);
  const market = scriptedMarket(script);
  let traded = market.market;
  const exchange = openPaperExchange({
    ledger,
    clock: wall,
    random: testRandom(),
    market: async () => await traded(),
    sessions: market.sessions,
    corporateActions: market.actions,
    config: {
      ordersPerSecondMax: 1_000_000,
      ordersPerMinuteMax: 1_000_000,
      ordersPerDayMax: 1_000_000,
      ...options.config,
    },
  });
  onTestFinished(() => exchange.close());
  const session = await loggedIn(exchange, ANN);
  return {
    ...deskOver(exchange, session, market.set),
    exchange,
    session,
    wall,
    ledger,
    folder,
    script,
    market,
    /** The person trades on another market from now on. */
    elsewhere: (now: typeof traded) => {
      traded = now;
    },
  };
}

export async function loggedIn(exchange: PaperExchange, account: Account): Promise<BrokerSession> {
  const keys = await exchange.issueKeys(account);
  const login = await exchange.broker.login(account, keys);
  if (!login.ok) throw new Error(login.message);
  return { account, apiKey: keys.apiKey, accessToken: login.value.accessToken };
}

type Draft = Partial<Omit<BrokerOrderRequest, 'pricePaise' | 'triggerPaise'>> & {
  price?: number;
  trigger?: number;
};

/** Short ways to do and see things as the person of a session. */
function deskOver(exchange: PaperExchange, session: BrokerSession, set: (ms: number) => void) {
  const { broker } = exchange;
  let count = 0;
  const value = <T>(reading: { ok: true; value: T } | { ok: false; message: string }): T => {
    if (!reading.ok) throw new Error(reading.message);
    return reading.value;
  };
  const request = ({ price, trigger, ...rest }: Draft): BrokerOrderRequest => ({
    tag: `T${(count += 1)}`,
    symbol: 'INFY',
    side: 'BUY',
    product: 'CNC',
    orderType:
      price === undefined
        ? trigger === undefined
          ? 'MARKET'
          : 'SL-M'
        : trigger === undefined
          ? 'LIMIT'
          : 'SL',
    validity: 'DAY',
    quantity: 10,
    pricePaise: price === undefined ? null : (price as Paise),
    triggerPaise: trigger === undefined ? null : (trigger as Paise),
    ...rest,
  });
  const answer = (draft: Draft) => broker.place(session, request(draft));
  return {
    request,
    answer,
    /** Places an order that must be accepted, and returns its id. */
    place: async (draft: Draft) => {
      const placed = await answer(draft);
      if (placed.kind !== 'yes') throw new Error(placed.message);
      return placed.value.brokerOrderId;
    },
    /** Moves the market, and the exchange with it. */
    go: async (ms: number) => {
      set(ms);
      await exchange.advance(session.account);
    },
    order: async (tag: string) => value(await broker.orderByTag(session, tag)),
    orderById: async (id: string) => {
      const last = (await all()).findLast(each => each.kind === 'order' && each.order.brokerOrderId === id);
      return last?.kind === 'order' ? last.order : undefined;
    },
    reports: () => all(),
    trades: async () => (await all()).flatMap(each => (each.kind === 'trade' ? [each.trade] : [])),
    cash: async () => (await all()).flatMap(each => (each.kind === 'cash' ? [each.cash] : [])),
    funds: async () => value(await broker.funds(session)),
    holdings: async () => value(await broker.holdings(session)),
    open: async () => value(await broker.openOrders(session)),
  };
  async function all(): Promise<BrokerReport[]> {
    const found: BrokerReport[] = [];
    for (let after = 0; ; ) {
      const page = value(await broker.reports(session, after));
      found.push(...page.reports);
      after = page.upTo;
      if (!page.more) return found;
    }
  }
}
