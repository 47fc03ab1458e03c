import { type BookFacts, type OrderCheck } from '../../src/domain/risk/facts.js';
import { deriveLimits } from '../../src/domain/risk/limits.js';
import { type Paise, paise } from '../../src/domain/money.js';
import { NOW } from './folder.js';

/** An order that passes every guard with room to spare: buy 10 INFY at market, 1,500 rupees, in a running session. */
export const check = (change: Partial<OrderCheck> = {}): OrderCheck => ({
  account: { userId: 'PERSON1', bookId: 1 },
  role: 'trader',
  authority: 'press',
  order: order(),
  replaces: null,
  quote: quote(),
  market: market(),
  portfolio: portfolio(),
  nowMs: NOW,
  stage: 'confirmation',
  ...change,
});

export const order = (change: Partial<OrderCheck['order']> = {}): OrderCheck['order'] => ({
  symbol: 'INFY',
  side: 'BUY',
  product: 'CNC',
  orderType: 'MARKET',
  validity: 'DAY',
  quantity: 10,
  pricePaise: null,
  triggerPaise: null,
  ...change,
});

export const limitAt = (price: number, change: Partial<OrderCheck['order']> = {}) =>
  order({ orderType: 'LIMIT', pricePaise: price as Paise, ...change });

export const stopAt = (trigger: number, change: Partial<OrderCheck['order']> = {}) =>
  order({ orderType: 'SL-M', triggerPaise: trigger as Paise, ...change });

type Quote = NonNullable<OrderCheck['quote']>;

export const quote = (change: Partial<Quote> = {}): Quote => ({
  symbol: 'INFY',
  lastPaise: paise(150_000),
  bidPaise: paise(150_000),
  askPaise: paise(150_000),
  previousClosePaise: paise(149_000),
  volume: 1_000_000,
  atMs: NOW - 1_000,
  marketOpen: true,
  source: 'test',
  truth: 'simulated',
  ...change,
});

export const market = (change: Partial<OrderCheck['market']> = {}): OrderCheck['market'] => ({
  instrument: { kind: 'equity' },
  nowMs: NOW,
  session: { date: '2026-11-23', open: true, closesAtMs: NOW + 6 * 3_600_000, opensAtMs: null },
  tickPaise: 10,
  band: { lowPaise: 135_000, highPaise: 165_000 },
  freezeQuantity: 100_000,
  misMarginBps: 2_000,
  ...change,
});

export const closedMarket = (change: Partial<OrderCheck['market']> = {}) =>
  market({
    session: { date: '2026-11-20', open: false, closesAtMs: null, opensAtMs: NOW + 3_600_000 },
    ...change,
  });

/** Ten lakh rupees in cash. */
export const portfolio = (change: Partial<OrderCheck['portfolio']> = {}): OrderCheck['portfolio'] => ({
  equityPaise: 100_000_000,
  availablePaise: 100_000_000,
  positions: [],
  sectors: new Map([
    ['INFY', 'Information Technology'],
    ['TCS', 'Information Technology'],
    ['SBIN', 'Financial Services'],
  ]),
  dayPnlPaise: 0,
  drawdownBps: 0,
  ...change,
});

export const position = (
  quantity: number,
  change: Partial<OrderCheck['portfolio']['positions'][number]> = {},
) => ({ symbol: 'INFY', product: 'CNC' as const, quantity, lastPaise: 150_000, ...change });

export const book = (change: Partial<BookFacts> = {}): BookFacts => ({
  account: { mode: 'paper', closedAt: null },
  killSwitchIsOn: false,
  limits: deriveLimits('moderate'),
  liveOrders: [],
  replaced: null,
  ordersOfMinute: 0,
  ordersOfDay: 0,
  duplicateOf: null,
  lockedBy: { order: null, change: null, gtt: null },
  ...change,
});

export const limits = (change: Partial<BookFacts['limits']>) =>
  book({ limits: { ...deriveLimits('moderate'), ...change } });

type Live = BookFacts['liveOrders'][number];

export const liveOrder = (change: Partial<Live> = {}): Live => ({
  id: 'ORDER1',
  symbol: 'INFY',
  side: 'BUY',
  product: 'CNC',
  remaining: 10,
  filled: 0,
  pricePaise: 150_000,
  protective: false,
  ...change,
});
