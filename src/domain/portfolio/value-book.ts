import { type Paise, paise } from '../money.js';
import type { MarketSymbol, Product } from '../ports.js';
import type { BookFacts } from './facts.js';
import { growthAfter, sumPaise } from './pnl.js';
import type { Price } from './prices.js';
import { cashFlowOf } from './stored-totals.js';
import { keyOf } from './value-day.js';

/** Where a symbol's industry is not known. */
export const NO_SECTOR = 'unknown';

/** An open position at market price. Amounts in paise; parts are of 1. */
export interface ValuedPosition {
  symbol: string;
  name: string | null;
  sector: string;
  product: Product;
  /** Null for trades of no strategy. */
  strategyId: string | null;
  /** Short is negative. */
  quantity: number;
  /** Paid for what is open, without charges, of the quantity's sign. */
  costPaise: Paise;
  /** Cost by quantity, in paise with fractions: for show, never to be booked. */
  averagePricePaise: number;
  /** Charges of the entry that belong to what is open. */
  entryChargesPaise: Paise;
  price: Price;
  valuePaise: Paise;
  /** Value less cost and entry charges. */
  unrealizedPaise: Paise;
  /** Earned by what of the position was closed, after its charges. */
  realizedPaise: Paise;
  ofEquity: number | null;
}

/** What a symbol, strategy or sector made on a day, after charges. */
export interface DayPart {
  name: string;
  pnlPaise: Paise;
}

/** A part of what is held, without sign for what is short: `ofEquity` of 1. */
export interface Weight {
  name: string;
  valuePaise: Paise;
  ofEquity: number | null;
}

export interface BookValue {
  holdings: ValuedPosition[];
  positions: ValuedPosition[];
  cashPaise: Paise;
  marketValuePaise: Paise;
  equityPaise: Paise;
  /** False where the price of something held is missing or stale: equity is then what was seen last, and says so. */
  isComplete: boolean;
  unpriced: { symbol: string; state: 'stale' | 'missing'; atMs: number | null }[];
  netDepositsPaise: Paise;
  /** Of all that was ever closed, after the charges of entry and exit. */
  realizedPaise: Paise;
  /** Of all that is open, after the charges of its entry. */
  unrealizedPaise: Paise;
  dividendsPaise: Paise;
  /** Depository charges, roundings of contract notes, fractions. */
  adjustmentsPaise: Paise;
  /** All charges of fills so far. */
  chargesPaise: Paise;
  day: {
    date: string;
    /** The day before, whose close it is measured from; null on the first one. */
    since: string | null;
    pnlPaise: Paise;
    /** By the equity at the beginning of the day and what was paid in; null where that is nothing. */
    ofEquity: number | null;
    bySymbol: DayPart[];
    byStrategy: DayPart[];
    bySector: DayPart[];
    /** What belongs to no symbol: roundings of contract notes. */
    adjustmentsPaise: Paise;
  };
  allocation: { cash: Weight; bySector: Weight[]; bySymbol: Weight[] };
  /** Time-weighted: what one rupee of the beginning has become, the most it ever was at a close or is now, the fall since. */
  growth: number;
  peakGrowth: number;
  drawdown: number;
}

/** What is known of symbols and their prices. */
export interface MarketView {
  symbols: ReadonlyMap<string, MarketSymbol>;
  priceOf(symbol: string, lastSeenPaise: number | null): Price;
}

const part = (amount: number, whole: number): number | null => (whole > 0 ? amount / whole : null);
/** A price that was never seen counts as nothing: the book then says that it is not complete. */
const worth = (quantity: number, { pricePaise }: Price) => quantity * (pricePaise ?? 0);

/** A book at market prices: everything that is shown of it, from what is stored and the prices alone. */
export function valueBook(facts: BookFacts, market: MarketView): BookValue {
  const priced = facts.positions.map(position => ({
    position,
    price: market.priceOf(position.symbol, position.currentPrice),
  }));
  const cash = facts.totals?.cash ?? 0;
  const marketValue = priced.reduce((sum, { position, price }) => sum + worth(position.quantity, price), 0);
  const equity = cash + marketValue;
  const valued = priced.map(each => valuedOf(each, facts, market, equity));
  const openCharges = sumPaise(facts.lots.map(lot => lot.charges));
  const { deposits = 0, withdrawals = 0, realized = 0, charges = 0 } = facts.totals ?? {};
  const openingEquity = facts.previous?.closingEquity ?? 0;
  const { previous, flows } = facts;
  const growth = growthAfter(previous?.growth ?? 1, { openingEquity, flows, closingEquity: equity });
  const peakGrowth = Math.max(previous?.peakGrowth ?? 1, growth);
  const unpriced = unpricedOf(priced);
  return {
    holdings: valued.filter(({ product }) => product === 'CNC'),
    positions: valued.filter(({ product }) => product === 'MIS'),
    cashPaise: paise(cash),
    marketValuePaise: paise(marketValue),
    equityPaise: paise(equity),
    isComplete: unpriced.length === 0,
    unpriced,
    netDepositsPaise: paise(deposits - withdrawals),
    realizedPaise: paise(realized - (charges - openCharges)),
    unrealizedPaise: sumPaise(valued.map(({ unrealizedPaise }) => unrealizedPaise)),
    dividendsPaise: paise(facts.totals?.dividends ?? 0),
    adjustmentsPaise: paise(facts.totals?.adjustments ?? 0),
    chargesPaise: paise(charges),
    day: dayOf(facts, market, valued),
    allocation: {
      cash: { name: 'cash', valuePaise: paise(cash), ofEquity: part(cash, equity) },
      bySector: weights(valued, each => each.sector, equity),
      bySymbol: weights(valued, each => each.symbol, equity),
    },
    growth,
    peakGrowth,
    drawdown: growth / peakGrowth - 1,
  };
}

type Priced = { position: BookFacts['positions'][number]; price: Price };

function valuedOf(
  { position, price }: Priced,
  { lots }: BookFacts,
  { symbols }: MarketView,
  equity: number,
): ValuedPosition {
  const { symbol, product, strategyId, quantity, cost } = position;
  const listed = symbols.get(symbol);
  const own = lots.find(
    lot => lot.symbol === symbol && lot.product === product && lot.strategyId === strategyId,
  );
  const entryCharges = own?.charges ?? 0;
  const value = worth(quantity, price);
  return {
    symbol,
    name: listed?.name ?? null,
    sector: listed?.sector ?? NO_SECTOR,
    product,
    strategyId: strategyId === '' ? null : strategyId,
    quantity,
    costPaise: paise(cost),
    averagePricePaise: cost / quantity,
    entryChargesPaise: paise(entryCharges),
    price,
    valuePaise: paise(value),
    unrealizedPaise: paise(value - cost - entryCharges),
    realizedPaise: paise(position.realizedPnl),
    ofEquity: part(value, equity),
  };
}

function unpricedOf(priced: readonly Priced[]): BookValue['unpriced'] {
  const found = new Map<string, BookValue['unpriced'][number]>();
  for (const { position, price } of priced)
    if (price.state !== 'fresh')
      found.set(position.symbol, { symbol: position.symbol, state: price.state, atMs: price.atMs });
  return [...found.values()];
}

/** Sums by name, in the order of the names. */
function sumsBy<T>(items: readonly T[], nameOf: (item: T) => string, amountOf: (item: T) => number) {
  const sums = new Map<string, number>();
  for (const item of items) sums.set(nameOf(item), (sums.get(nameOf(item)) ?? 0) + amountOf(item));
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
}

function weights(
  valued: readonly ValuedPosition[],
  nameOf: (position: ValuedPosition) => string,
  equity: number,
): Weight[] {
  return sumsBy(valued, nameOf, ({ valuePaise }) => Math.abs(valuePaise))
    .map(([name, value]) => ({ name, valuePaise: paise(value), ofEquity: part(value, equity) }))
    .sort((a, b) => b.valuePaise - a.valuePaise);
}

/** Value now less value at the last close, and the cash that it brought or took meanwhile. */
function dayOf(
  facts: BookFacts,
  { symbols }: MarketView,
  valued: readonly ValuedPosition[],
): BookValue['day'] {
  const parts = new Map<string, { symbol: string; strategyId: string; pnl: number }>();
  const add = (symbol: string, strategyId: string, amount: number) => {
    const key = keyOf({ symbol, strategyId });
    const pnl = (parts.get(key)?.pnl ?? 0) + amount;
    parts.set(key, { symbol, strategyId, pnl });
  };
  for (const each of valued) add(each.symbol, each.strategyId ?? '', each.valuePaise);
  for (const day of facts.previousBySymbol)
    if (day.closingQuantity !== 0) add(day.symbol, day.strategyId, -day.closingValue);
  for (const day of facts.todayBySymbol) add(day.symbol, day.strategyId, cashFlowOf(day));
  const all = [...parts.values()];
  const by = (nameOf: (item: (typeof all)[number]) => string): DayPart[] =>
    sumsBy(all, nameOf, ({ pnl }) => pnl).map(([name, pnl]) => ({ name, pnlPaise: paise(pnl) }));
  const pnl = all.reduce((sum, each) => sum + each.pnl, facts.adjustments);
  const paidIn = facts.flows.reduce((sum, { amount }) => sum + Math.max(0, amount), 0);
  return {
    date: facts.date,
    since: facts.previous?.date ?? null,
    pnlPaise: paise(pnl),
    ofEquity: part(pnl, (facts.previous?.closingEquity ?? 0) + paidIn),
    bySymbol: by(({ symbol }) => symbol),
    byStrategy: by(({ strategyId }) => strategyId),
    bySector: by(({ symbol }) => symbols.get(symbol)?.sector ?? NO_SECTOR),
    adjustmentsPaise: paise(facts.adjustments),
  };
}
