import type { DenialCode } from '../../src/domain/risk/denials.js';
import type { BookFacts, OrderCheck } from '../../src/domain/risk/facts.js';
import { QUOTE_AGE_LIMITS } from '../../src/domain/market/quote-age.js';
import { type Paise, paise } from '../../src/domain/money.js';
import { NOW } from './folder.js';
import {
  book,
  check,
  closedMarket,
  limitAt,
  limits,
  liveOrder,
  market,
  order,
  portfolio,
  position,
  quote,
  stopAt,
} from './order-checks.js';

type Situation = readonly [OrderCheck, BookFacts?];

/** One condition of one guard: the last situation that it lets pass and the first that it denies. */
export interface GuardCase {
  readonly code: DenialCode;
  readonly because: string;
  readonly passes: Situation;
  readonly denies: Situation;
}

const held = (quantity: number, change = {}) => portfolio({ positions: [position(quantity, change)] });
const sell = (quantity: number, change = {}) => order({ side: 'SELL', quantity, ...change });
const mis = (change = {}) => order({ product: 'MIS', ...change });
const asPaise = (value: number) => value as Paise;

const ACCOUNT: readonly GuardCase[] = [
  {
    code: 'ACCOUNT_UNKNOWN',
    because: 'somebody without an account',
    passes: [check()],
    denies: [check(), book({ account: null })],
  },
  {
    code: 'ACCOUNT_CLOSED',
    because: 'a closed account',
    passes: [check()],
    denies: [check(), book({ account: { mode: 'paper', closedAt: NOW } })],
  },
  {
    code: 'LIVE_MODE',
    because: 'a live account',
    passes: [check()],
    denies: [check(), book({ account: { mode: 'live', closedAt: null } })],
  },
  {
    code: 'ROLE',
    because: 'a viewer',
    passes: [check({ role: 'owner' })],
    denies: [check({ role: 'viewer' })],
  },
  {
    code: 'AUTHORITY',
    because: 'an authority that only cancels',
    passes: [check({ authority: 'gtt' })],
    denies: [check({ authority: 'kill_switch' })],
  },
  {
    code: 'KILL_SWITCH',
    because: 'an entry; an exit goes through',
    passes: [check({ order: sell(10), portfolio: held(10) }), book({ killSwitchIsOn: true })],
    denies: [check(), book({ killSwitchIsOn: true })],
  },
  ...(['order', 'change', 'gtt'] as const).map(
    (what): GuardCase => ({
      code: 'SYMBOL_LOCKED',
      because: `an unanswered ${what}`,
      passes: [check()],
      denies: [check(), book({ lockedBy: { order: null, change: null, gtt: null, [what]: 'X1' } })],
    }),
  ),
];

const FORM: readonly GuardCase[] = [
  {
    code: 'INPUT',
    because: 'no shares',
    passes: [check({ order: order({ quantity: 1 }) })],
    denies: [check({ order: order({ quantity: 0 }) })],
  },
  {
    code: 'INPUT',
    because: 'a price of zero',
    passes: [check({ order: limitAt(150_000) })],
    denies: [check({ order: limitAt(0) })],
  },
  {
    code: 'INPUT',
    because: 'a trigger of zero',
    passes: [check({ order: stopAt(151_000) })],
    denies: [check({ order: stopAt(0) })],
  },
  {
    code: 'INPUT',
    because: 'a market order with a price',
    passes: [check({ order: limitAt(150_000) })],
    denies: [check({ order: order({ pricePaise: paise(150_000) }) })],
  },
  {
    code: 'INPUT',
    because: 'a stop without a trigger',
    passes: [check({ order: stopAt(151_000) })],
    denies: [check({ order: order({ orderType: 'SL-M' }) })],
  },
  {
    code: 'PRODUCT',
    because: 'a stop that may not wait',
    passes: [check({ order: order({ validity: 'IOC' }) })],
    denies: [check({ order: stopAt(151_000, { validity: 'IOC' }) })],
  },
  {
    code: 'STOP_PRICE',
    because: 'a stop to buy at the last price',
    passes: [check({ order: stopAt(150_010) })],
    denies: [check({ order: stopAt(150_000) })],
  },
  {
    code: 'STOP_PRICE',
    because: 'a stop to sell at the last price',
    passes: [check({ order: stopAt(149_990, { side: 'SELL' }), portfolio: held(10) })],
    denies: [check({ order: stopAt(150_000, { side: 'SELL' }), portfolio: held(10) })],
  },
  {
    code: 'STOP_PRICE',
    because: 'a stop-limit to buy below its trigger',
    passes: [check({ order: stopAt(151_000, { orderType: 'SL', pricePaise: asPaise(151_000) }) })],
    denies: [check({ order: stopAt(151_000, { orderType: 'SL', pricePaise: asPaise(150_990) }) })],
  },
  {
    code: 'STOP_PRICE',
    because: 'a stop-limit to sell above its trigger',
    passes: [
      check({
        order: stopAt(149_000, { orderType: 'SL', side: 'SELL', pricePaise: asPaise(149_000) }),
        portfolio: held(10),
      }),
    ],
    denies: [
      check({
        order: stopAt(149_000, { orderType: 'SL', side: 'SELL', pricePaise: asPaise(149_010) }),
        portfolio: held(10),
      }),
    ],
  },
  {
    code: 'INSTRUMENT',
    because: 'a symbol that is not listed',
    passes: [check()],
    denies: [check({ market: market({ instrument: null }) })],
  },
  {
    code: 'INSTRUMENT',
    because: 'an index',
    passes: [check()],
    denies: [check({ market: market({ instrument: { kind: 'index' } }) })],
  },
  {
    code: 'FREEZE',
    because: 'a share more than the exchange takes',
    passes: [check({ market: market({ freezeQuantity: 10 }) })],
    denies: [check({ market: market({ freezeQuantity: 9 }) })],
  },
  {
    code: 'TICK',
    because: 'a tick that is not known',
    passes: [check({ market: market({ tickPaise: null }) })],
    denies: [check({ order: limitAt(150_000), market: market({ tickPaise: null }) })],
  },
  {
    code: 'TICK',
    because: 'a price off the tick',
    passes: [check({ order: limitAt(150_010) })],
    denies: [check({ order: limitAt(150_011) })],
  },
  {
    code: 'TICK',
    because: 'a trigger off the tick',
    passes: [check({ order: stopAt(151_010) })],
    denies: [check({ order: stopAt(151_011) })],
  },
];

const MARKET: readonly GuardCase[] = [
  { code: 'NO_QUOTE', because: 'no quote', passes: [check()], denies: [check({ quote: null })] },
  {
    code: 'NO_QUOTE',
    because: 'a last price that is no number',
    passes: [check({ order: limitAt(150_000) })],
    denies: [check({ order: limitAt(150_000), quote: quote({ lastPaise: asPaise(NaN) }) })],
  },
  {
    code: 'NO_QUOTE',
    because: 'a quote of another symbol',
    passes: [check()],
    denies: [check({ quote: quote({ symbol: 'TCS' }) })],
  },
  {
    code: 'NO_QUOTE',
    because: 'an offer that is no number',
    passes: [check()],
    denies: [check({ quote: quote({ askPaise: asPaise(NaN) }) })],
  },
  {
    code: 'STALE_QUOTE',
    because: 'a price a millisecond too old',
    passes: [check({ quote: quote({ atMs: NOW - 15_000 }) })],
    denies: [check({ quote: quote({ atMs: NOW - 15_001 }) })],
  },
  {
    code: 'STALE_QUOTE',
    because: 'a last close a millisecond too old',
    passes: [check({ market: closedMarket(), quote: quote({ atMs: NOW - QUOTE_AGE_LIMITS.closeAgeMsMax }) })],
    denies: [
      check({ market: closedMarket(), quote: quote({ atMs: NOW - QUOTE_AGE_LIMITS.closeAgeMsMax - 1 }) }),
    ],
  },
  {
    code: 'STALE_QUOTE',
    because: 'a price from the future',
    passes: [check({ quote: quote({ atMs: NOW }) })],
    denies: [check({ quote: quote({ atMs: NOW + 1 }) })],
  },
  {
    code: 'PRICE_BAND',
    because: 'a limit to buy above the band',
    passes: [check({ order: limitAt(157_500), market: market({ tickPaise: 1 }) })],
    denies: [check({ order: limitAt(157_501), market: market({ tickPaise: 1 }) })],
  },
  {
    code: 'PRICE_BAND',
    because: 'a limit to sell below the band',
    passes: [
      check({
        order: limitAt(142_500, { side: 'SELL' }),
        portfolio: held(10),
        market: market({ tickPaise: 1 }),
      }),
    ],
    denies: [
      check({
        order: limitAt(142_499, { side: 'SELL' }),
        portfolio: held(10),
        market: market({ tickPaise: 1 }),
      }),
    ],
  },
  {
    code: 'PRICE_BAND',
    because: 'a market order in a thin book',
    passes: [check({ quote: quote({ askPaise: paise(157_500) }) })],
    denies: [check({ quote: quote({ askPaise: paise(157_501) }) })],
  },
  {
    code: 'PRICE_BAND',
    because: 'a stop-limit far from its own trigger',
    passes: [check({ order: stopAt(152_000, { orderType: 'SL', pricePaise: asPaise(159_600) }) })],
    denies: [check({ order: stopAt(152_000, { orderType: 'SL', pricePaise: asPaise(159_610) }) })],
  },
  {
    code: 'EXCHANGE_BAND',
    because: "a price below the exchange's band",
    passes: [check({ order: limitAt(135_000) })],
    denies: [check({ order: limitAt(134_990) })],
  },
  {
    code: 'EXCHANGE_BAND',
    because: "a trigger above the exchange's band",
    passes: [check({ order: stopAt(165_000) })],
    denies: [check({ order: stopAt(165_010) })],
  },
  {
    code: 'MARKET_CLOSED',
    because: 'a replay that has ended',
    passes: [check({ market: closedMarket() })],
    denies: [
      check({
        market: market({
          session: { date: '2026-11-20', open: false, closesAtMs: null, opensAtMs: null },
        }),
      }),
    ],
  },
  {
    code: 'MARKET_CLOSED',
    because: 'immediate-or-cancel in a closed market',
    passes: [check({ market: closedMarket() })],
    denies: [check({ market: closedMarket(), order: order({ validity: 'IOC' }) })],
  },
  {
    code: 'MARKET_CLOSED',
    because: 'MIS in a closed market',
    passes: [check({ market: closedMarket() })],
    denies: [check({ market: closedMarket(), order: mis() })],
  },
  {
    code: 'MIS_CUTOFF',
    because: 'MIS a millisecond too near to the close',
    passes: [check({ order: mis(), market: closingIn(30 * 60_000) })],
    denies: [check({ order: mis(), market: closingIn(30 * 60_000 - 1) })],
  },
];

function closingIn(ms: number) {
  return market({ session: { date: '2026-11-23', open: true, closesAtMs: NOW + ms, opensAtMs: null } });
}

/** Ten shares are worth 15,00,000 paise; a position may be 2 crore paise, a sector 4 crore, all of it 10 crore. */
const SIZE: readonly GuardCase[] = [
  {
    code: 'QUANTITY',
    because: 'a share too many',
    passes: [check(), limits({ order_quantity: 10 })],
    denies: [check(), limits({ order_quantity: 9 })],
  },
  {
    code: 'NOTIONAL',
    because: 'a paisa too much',
    passes: [check(), limits({ order_notional: 1_500_000 })],
    denies: [check(), limits({ order_notional: 1_499_999 })],
  },
  {
    code: 'POSITION',
    because: 'a position a paisa too large',
    passes: [check({ portfolio: held(1, { lastPaise: 18_500_000 }) })],
    denies: [check({ portfolio: held(1, { lastPaise: 18_500_001 }) })],
  },
  {
    code: 'POSITION',
    because: 'an open order that fills the position',
    passes: [check(), book({ liveOrders: [liveOrder({ remaining: 1, pricePaise: 18_500_000 })] })],
    denies: [check(), book({ liveOrders: [liveOrder({ remaining: 1, pricePaise: 18_500_001 })] })],
  },
  {
    code: 'SECTOR',
    because: 'a sector a paisa too large',
    passes: [check({ portfolio: held(1, { symbol: 'TCS', lastPaise: 38_500_000 }) })],
    denies: [check({ portfolio: held(1, { symbol: 'TCS', lastPaise: 38_500_001 }) })],
  },
  {
    code: 'SECTOR',
    because: 'a position whose sector is not known, which counts towards every one',
    passes: [check({ portfolio: held(1, { symbol: 'SBIN', lastPaise: 38_500_001 }) })],
    denies: [check({ portfolio: held(1, { symbol: 'UNHEARD', lastPaise: 38_500_001 }) })],
  },
  {
    code: 'SECTOR',
    because: 'a symbol whose sector is not known',
    passes: [check()],
    denies: [check({ portfolio: portfolio({ sectors: new Map() }) })],
  },
  {
    code: 'GROSS',
    because: 'longs and shorts a paisa too large together',
    passes: [check({ portfolio: held(-1, { symbol: 'SBIN', product: 'MIS', lastPaise: 98_500_000 }) })],
    denies: [check({ portfolio: held(-1, { symbol: 'SBIN', product: 'MIS', lastPaise: 98_500_001 }) })],
  },
  {
    code: 'OPEN_ORDERS',
    because: 'an order too many',
    passes: [check(), { ...limits({ open_orders: 1 }) }],
    denies: [check(), { ...limits({ open_orders: 1 }), liveOrders: [liveOrder()] }],
  },
];

const PACE: readonly GuardCase[] = [
  {
    code: 'ORDERS_PER_MINUTE',
    because: 'an order too many',
    passes: [check(), book({ ordersOfMinute: 9 })],
    denies: [check(), book({ ordersOfMinute: 10 })],
  },
  {
    code: 'ORDERS_PER_DAY',
    because: 'an order too many',
    passes: [check(), book({ ordersOfDay: 49 })],
    denies: [check(), book({ ordersOfDay: 50 })],
  },
  {
    code: 'DUPLICATE',
    because: 'the same order again',
    passes: [check()],
    denies: [check(), book({ duplicateOf: 'ORDER1' })],
  },
];

/** Ten shares bought for 15,00,000 paise cost 1,500 STT, 46 exchange, 2 SEBI, 225 stamp and 9 GST: 1,782 in all. */
const CHARGES = 1_782;

const MONEY: readonly GuardCase[] = [
  {
    code: 'DAILY_LOSS',
    because: 'a loss that reaches 2 % of the opening',
    passes: [check({ portfolio: portfolio({ equityPaise: 98_000_001, dayPnlPaise: -1_999_999 }) })],
    denies: [check({ portfolio: portfolio({ equityPaise: 98_000_000, dayPnlPaise: -2_000_000 }) })],
  },
  {
    code: 'DAILY_LOSS',
    because: 'an account without money',
    passes: [check()],
    denies: [check({ portfolio: portfolio({ equityPaise: -50_000_000, dayPnlPaise: 50_000_000 }) })],
  },
  {
    code: 'DRAWDOWN',
    because: 'a fall that reaches 15 %',
    passes: [check({ portfolio: portfolio({ drawdownBps: 1_499 }) })],
    denies: [check({ portfolio: portfolio({ drawdownBps: 1_500 }) })],
  },
  {
    code: 'FUNDS',
    because: 'a paisa short of price and charges',
    passes: [check({ portfolio: portfolio({ availablePaise: 1_500_000 + CHARGES }) })],
    denies: [check({ portfolio: portfolio({ availablePaise: 1_500_000 + CHARGES - 1 }) })],
  },
  {
    code: 'FUNDS',
    because: 'a replaced order that gives too little back',
    passes: [
      check({ replaces: 'ORDER1', portfolio: portfolio({ availablePaise: CHARGES }) }),
      book({ replaced: liveOrder() }),
    ],
    denies: [
      check({ replaces: 'ORDER1', portfolio: portfolio({ availablePaise: CHARGES - 1 }) }),
      book({ replaced: liveOrder() }),
    ],
  },
  {
    code: 'MARGIN',
    because: 'a paisa short of the margin',
    // 450 brokerage, 46 exchange, 2 SEBI, 45 stamp, 90 GST: 633, each to the paisa.
    passes: [check({ order: mis(), portfolio: portfolio({ availablePaise: 300_000 + 633 }) })],
    denies: [check({ order: mis(), portfolio: portfolio({ availablePaise: 300_000 + 632 }) })],
  },
  {
    code: 'MARGIN',
    because: 'a margin that is not known',
    passes: [check({ order: mis() })],
    denies: [check({ order: mis(), market: market({ misMarginBps: 0 }) })],
  },
  {
    code: 'HOLDING',
    because: 'a share more than is held',
    passes: [check({ order: sell(10), portfolio: held(10) })],
    denies: [check({ order: sell(11), portfolio: held(10) })],
  },
  {
    code: 'HOLDING',
    because: 'a share that another open order sells',
    passes: [
      check({ order: sell(10), portfolio: held(15) }),
      book({ liveOrders: [liveOrder({ side: 'SELL', remaining: 5, protective: true })] }),
    ],
    denies: [
      check({ order: sell(11), portfolio: held(15) }),
      book({ liveOrders: [liveOrder({ side: 'SELL', remaining: 5, protective: true })] }),
    ],
  },
];

export const GUARD_CASES: readonly GuardCase[] = [...ACCOUNT, ...FORM, ...MARKET, ...SIZE, ...PACE, ...MONEY];
