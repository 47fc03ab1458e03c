import { breakEvenPricePaise } from '../charges/break-even.js';
import { chargesOfTurnover, shownCharges, type ShownCharges } from '../charges/charges.js';
import type { Paise } from '../money.js';
import { paise } from '../money.js';
import { type Judgement, judge } from './check-order.js';
import type { Room } from './denials.js';
import { type Exposure, exposuresOf } from './exposure.js';
import type { BookFacts, OrderCheck, PositionFact, Reckoned } from './facts.js';
import type { History } from './histories.js';
import type { Figure } from './measures/figure.js';
import { portfolioDays } from './measures/returns.js';
import { historicalTail } from './measures/tail.js';
import { bpsOf, chargesPaiseOf, reckon, releasedPaise, sum, times } from './reckon.js';
import { returnsOf } from './report.js';

/** Before and after the order, were it filled whole at the reckoned price. */
export interface Change<Value> {
  readonly before: Value;
  readonly after: Value;
}

export type WorstCase =
  | {
      readonly kind: 'to_stop';
      readonly stopPaise: Paise;
      /** Loss if the stop is filled at its price, with the charges of both ways; in a gap it can be more. */
      readonly lossPaise: Paise;
    }
  | { readonly kind: 'no_stop'; readonly words: string }
  | { readonly kind: 'exit'; readonly words: string };

/**
 * What a proposed order would do, before anybody confirms it. Null where a fact is missing: nothing is guessed. Weights in
 * basis points of the equity, money in paise.
 */
export interface Impact {
  readonly pricePaise: Paise | null;
  readonly notionalPaise: Paise | null;
  /** Line by line, as shown; null before the first known rates. */
  readonly charges: ShownCharges | null;
  /** At which the round trip loses nothing; null for an exit, and where there is none. */
  readonly breakEvenPaise: Paise | null;
  readonly cashPaise: Change<Paise> | null;
  /** Margin of MIS positions. */
  readonly marginPaise: Change<Paise> | null;
  readonly positionWeightBps: Change<number> | null;
  readonly sectorWeightBps: Change<number> | null;
  readonly sector: string | null;
  /** Historical value at risk of one day at 95 %, in paise. */
  readonly valueAtRisk: Change<Figure>;
  readonly worstCase: WorstCase;
  /** Under every limit that applies. */
  readonly rooms: readonly Room[];
  readonly judgement: Judgement;
}

export interface ImpactFacts {
  readonly check: OrderCheck;
  readonly book: BookFacts;
  /** Of every symbol held and of the order's. */
  readonly histories: ReadonlyMap<string, History>;
  /** Where the person means to get out; null where they gave none. */
  readonly stopPaise: number | null;
}

/** Pure over gathered facts. */
export function impactOf(facts: ImpactFacts): Impact {
  const { check, book } = facts;
  const judgement = judge(check, book);
  const reckoned = reckon(check, book);
  const { pricePaise, notionalPaise, chargesPaise, isReducing } = reckoned;
  const after = positionsAfter(check, reckoned);
  const isEntry = !judgement.isReducing;
  return {
    pricePaise: known(pricePaise),
    notionalPaise: known(notionalPaise),
    charges: Number.isFinite(chargesPaise) ? chargeLines(check, notionalPaise) : null,
    breakEvenPaise: isEntry ? breakEvenOf(check, pricePaise) : null,
    ...cashAndMargin(check, book, { notionalPaise, chargesPaise, after }),
    ...weights(check, after),
    valueAtRisk: valueAtRiskOf(check, after, facts.histories),
    worstCase: isReducing ? EXIT : worstCaseOf(facts, pricePaise),
    rooms: judgement.rooms,
    judgement,
  };
}

const known = (value: number): Paise | null => (Number.isSafeInteger(value) ? paise(value) : null);

const both = (before: number, after: number): Change<Paise> | null =>
  Number.isSafeInteger(before) && Number.isSafeInteger(after)
    ? { before: paise(before), after: paise(after) }
    : null;

function chargeLines({ order, market }: OrderCheck, turnoverPaise: number): ShownCharges {
  const { side, product } = order;
  return shownCharges(chargesOfTurnover({ date: market.session.date, side, product, turnoverPaise }));
}

function breakEvenOf({ order, market }: OrderCheck, entryPricePaise: number): Paise | null {
  const { side, product, quantity } = order;
  if (side === 'SELL' && product === 'CNC') return null;
  const tick = market.tickPaise === null ? {} : { tickPaise: market.tickPaise };
  try {
    return (
      breakEvenPricePaise({ side, product, quantity, entryPricePaise, date: market.session.date, ...tick }) ??
      null
    );
  } catch (fault) {
    if (fault instanceof RangeError) return null;
    throw fault;
  }
}

/** The positions with the order filled, all of its symbol at the price it is reckoned at before and after alike. */
function positionsAfter(
  { order, portfolio }: OrderCheck,
  { openQuantity, pricePaise }: Pick<Reckoned, 'openQuantity' | 'pricePaise'>,
): PositionFact[] {
  const { symbol, product, side } = order;
  const signed = side === 'BUY' ? openQuantity : -openQuantity;
  const held = portfolio.positions.find(each => each.symbol === symbol && each.product === product);
  if (!held) return [...portfolio.positions, { symbol, product, quantity: signed, lastPaise: pricePaise }];
  const filled = { ...held, quantity: held.quantity + signed };
  return portfolio.positions.map(each => (each === held ? filled : each));
}

function marginOf({ market }: OrderCheck, positions: readonly PositionFact[]): number {
  const values = positions
    .filter(({ product }) => product === 'MIS')
    .map(({ quantity, lastPaise }) => times(Math.abs(quantity), lastPaise));
  return bpsOf(sum(values), market.misMarginBps, 'up');
}

interface Filled {
  notionalPaise: number;
  chargesPaise: number;
  after: readonly PositionFact[];
}

/**
 * Cash to trade with: what CNC costs or brings, less what MIS holds back as margin, less the charges; a replaced order
 * gives back what it holds.
 */
function cashAndMargin(
  check: OrderCheck,
  book: BookFacts,
  { notionalPaise: value, chargesPaise, after }: Filled,
) {
  const { order, portfolio } = check;
  const before = marginOf(check, portfolio.positions);
  const margin = marginOf(check, after);
  const paid = order.product === 'MIS' ? margin - before : order.side === 'BUY' ? value : -value;
  const available = portfolio.availablePaise;
  const left = sum([available, freedPaise(check, book), -paid, -chargesPaise]);
  return { cashPaise: both(available, left), marginPaise: both(before, margin) };
}

/** Cash and charges that the replaced order holds back; exits hold back none. */
function freedPaise({ market, order }: OrderCheck, { replaced }: BookFacts): number {
  const released = releasedPaise({ replaced }, market);
  if (replaced === null || released === 0) return released;
  const turnover = times(replaced.remaining, replaced.pricePaise ?? NaN);
  const terms = { ...order, side: replaced.side, product: replaced.product };
  return sum([released, chargesPaiseOf(terms, turnover, market.session.date)]);
}

function weights({ order, portfolio }: OrderCheck, after: readonly PositionFact[]) {
  const { sectors, equityPaise, positions } = portfolio;
  const sector = sectors.get(order.symbol) ?? null;
  const isSymbol = ({ symbol }: PositionFact) => symbol === order.symbol;
  const isSector = ({ symbol }: PositionFact) => sectors.get(symbol) === sector;
  const weight = (of: readonly PositionFact[], counts: (position: PositionFact) => boolean) =>
    weightBps(
      sum(of.filter(counts).map(({ quantity, lastPaise }) => times(Math.abs(quantity), lastPaise))),
      equityPaise,
    );
  const change = (counts: (position: PositionFact) => boolean): Change<number> | null => {
    const [was, is] = [weight(positions, counts), weight(after, counts)];
    return was === null || is === null ? null : { before: was, after: is };
  };
  return {
    positionWeightBps: change(isSymbol),
    sectorWeightBps: sector === null ? null : change(isSector),
    sector,
  };
}

const weightBps = (value: number, equity: number): number | null =>
  Number.isSafeInteger(value) && Number.isSafeInteger(equity) && equity > 0
    ? Math.round((value / equity) * 10_000)
    : null;

/** Before and after over the same days: those on which everything held and ordered has a price. */
function valueAtRiskOf(
  { portfolio }: OrderCheck,
  after: readonly PositionFact[],
  histories: ReadonlyMap<string, History>,
): Change<Figure> {
  const [was, is] = [valued(portfolio.positions), valued(after)];
  if (!was || !is) return { before: UNVALUED, after: UNVALUED };
  const all = [...is, ...was.filter(({ symbol }) => !is.some(each => each.symbol === symbol))];
  const returns = returnsOf(all, histories);
  return { before: dayRisk(was, returns), after: dayRisk(is, returns) };
}

const UNVALUED: Figure = { notEnoughData: { needs: 1, has: 0, method: 'a position cannot be valued' } };

function dayRisk(held: readonly Exposure[], { table, kept, leftOut }: ReturnType<typeof returnsOf>): Figure {
  const unknown = leftOut.filter(({ symbol }) => held.some(each => each.symbol === symbol));
  if (unknown.length > 0) {
    const method = `historical; too few daily closes of ${unknown.map(({ symbol }) => symbol).join(', ')}`;
    return { notEnoughData: { needs: held.length, has: held.length - unknown.length, method } };
  }
  const valueOf = new Map(held.map(({ symbol, value }) => [symbol, value]));
  const exposures = Float64Array.from(kept, ({ symbol }) => valueOf.get(symbol) ?? 0);
  const found = historicalTail(portfolioDays(table, exposures), { confidence: 0.95, horizonDays: 1 });
  return 'value' in found ? { ...found, value: Math.round(found.value.valueAtRisk) + 0 } : found;
}

function valued(positions: readonly PositionFact[]): Exposure[] | undefined {
  try {
    return exposuresOf(positions);
  } catch (fault) {
    if (fault instanceof RangeError) return undefined;
    throw fault;
  }
}

const EXIT: WorstCase = {
  kind: 'exit',
  words: 'The order makes a position smaller: it opens nothing that could lose.',
};
const noStop = (side: 'BUY' | 'SELL'): WorstCase => ({
  kind: 'no_stop',
  words:
    side === 'BUY'
      ? 'No stop was given: all that it costs can be lost.'
      : 'No stop was given: a short position can lose without bound.',
});

function worstCaseOf({ check, stopPaise }: ImpactFacts, pricePaise: number): WorstCase {
  const { order, market } = check;
  if (stopPaise === null || !Number.isSafeInteger(stopPaise) || stopPaise <= 0) return noStop(order.side);
  const isLong = order.side === 'BUY';
  const date = market.session.date;
  const per = isLong ? pricePaise - stopPaise : stopPaise - pricePaise;
  const loss = times(order.quantity, per);
  if (!Number.isSafeInteger(loss) || loss < 0) return WRONG_STOP;
  const { product, quantity } = order;
  const way = (side: 'BUY' | 'SELL', price: number) =>
    shownCharges(chargesOfTurnover({ date, side, product, turnoverPaise: times(quantity, price) }))
      .totalPaise;
  const charges = way(order.side, pricePaise) + way(isLong ? 'SELL' : 'BUY', stopPaise);
  return { kind: 'to_stop', stopPaise: paise(stopPaise), lossPaise: paise(loss + charges) };
}

const WRONG_STOP: WorstCase = {
  kind: 'no_stop',
  words: 'The stop is on the wrong side of the price: a long position needs one below it, a short one above.',
};
