import type { GuardFacts, PortfolioFigures } from '../facts.js';
import { bpsOf, sum, times } from '../reckon.js';
import { type Guard, type Verdict, atMost, every, must } from './verdict.js';

/** How much may be ordered, held and kept open. */
export const SIZE_GUARDS: readonly Guard[] = [
  {
    code: 'QUANTITY',
    appliesTo: 'entries',
    isLimit: true,
    check: ({ order, book }) =>
      atMost({
        what: `The order of ${order.symbol}`,
        unit: 'shares',
        before: 0,
        adds: order.quantity,
        limit: book.limits.order_quantity,
        bound: 'order_quantity',
      }),
  },
  {
    code: 'NOTIONAL',
    appliesTo: 'entries',
    isLimit: true,
    check: ({ order, book, reckoned }) =>
      atMost({
        what: `The value of the order of ${order.symbol}`,
        unit: 'paise',
        before: 0,
        adds: times(order.quantity, reckoned.pricePaise),
        limit: book.limits.order_notional,
        bound: 'order_notional',
      }),
  },
  {
    code: 'POSITION',
    appliesTo: 'entries',
    isLimit: true,
    check: facts =>
      atMost({
        what: `What you have and have ordered of ${facts.order.symbol}`,
        unit: 'paise',
        before: exposurePaise(facts, symbol => symbol === facts.order.symbol),
        adds: facts.reckoned.notionalPaise,
        limit: bpsOf(facts.portfolio.equityPaise, facts.book.limits.position_weight),
        bound: 'position_weight',
      }),
  },
  {
    code: 'SECTOR',
    appliesTo: 'entries',
    isLimit: true,
    check: facts =>
      every(
        () => sectorKnown(facts),
        () => sectorWeight(facts),
      ),
  },
  {
    code: 'GROSS',
    appliesTo: 'entries',
    isLimit: true,
    check: facts =>
      atMost({
        what: 'All your positions and open orders together',
        unit: 'paise',
        before: exposurePaise(facts, () => true),
        adds: facts.reckoned.notionalPaise,
        limit: bpsOf(facts.portfolio.equityPaise, facts.book.limits.gross_exposure),
        bound: 'gross_exposure',
      }),
  },
  {
    code: 'OPEN_ORDERS',
    appliesTo: 'entries',
    isLimit: true,
    check: ({ book }) =>
      atMost({
        what: 'Your open orders',
        unit: 'count',
        before: book.liveOrders.length,
        adds: 1,
        limit: book.limits.open_orders,
        bound: 'open_orders',
      }),
  },
];

/** Every position at its last price and every open entry at its own, long and short added up. */
function exposurePaise({ portfolio, book }: GuardFacts, counts: (symbol: string) => boolean): number {
  const lastOf = new Map(portfolio.positions.map(({ symbol, lastPaise }) => [symbol, lastPaise]));
  const positions = portfolio.positions
    .filter(({ symbol }) => counts(symbol))
    .map(({ quantity, lastPaise }) => times(Math.abs(quantity), lastPaise));
  const entries = book.liveOrders
    .map((order, place) => ({ ...order, opens: openedBy(portfolio, book.liveOrders, place) }))
    .filter(({ symbol, opens }) => opens !== 0 && counts(symbol))
    .map(({ opens, pricePaise, symbol }) => times(opens, pricePaise ?? lastOf.get(symbol) ?? NaN));
  return sum([...positions, ...entries]);
}

/**
 * Shares of an open order that can open a position: all but of a protective one, which may have been made larger since, or
 * have lost its position to another order. Those before it come first to the shares that there are.
 */
function openedBy(
  { positions }: PortfolioFigures,
  orders: GuardFacts['book']['liveOrders'],
  place: number,
): number {
  const order = orders[place];
  if (!order?.protective) return order?.remaining ?? 0;
  const { symbol, side, product } = order;
  if (product === 'CNC') return 0;
  const isAlike = (other: { symbol: string; product: string }) =>
    other.symbol === symbol && other.product === product;
  const held = sum(positions.filter(isAlike).map(({ quantity }) => quantity));
  const before = orders
    .slice(0, place)
    .filter(each => each.protective && each.side === side && isAlike(each));
  const left = (side === 'SELL' ? held : -held) - before.reduce((total, each) => total + each.remaining, 0);
  return Math.max(0, order.remaining - Math.max(0, left));
}

function sectorKnown({ portfolio, order }: GuardFacts): Verdict {
  return must(
    Boolean(portfolio.sectors.get(order.symbol)),
    `The sector of ${order.symbol} is not known, so its share cannot be reckoned. Import the list of constituents, then ask again.`,
  );
}

/** What is of no known sector counts towards every one: it could be what fills it. */
function sectorWeight(facts: GuardFacts): Verdict {
  const { sectors, equityPaise } = facts.portfolio;
  const sector = sectors.get(facts.order.symbol);
  return atMost({
    what: `What you have and have ordered of ${sector}`,
    unit: 'paise',
    before: exposurePaise(facts, symbol => (sectors.get(symbol) ?? sector) === sector),
    adds: facts.reckoned.notionalPaise,
    limit: bpsOf(equityPaise, facts.book.limits.sector_weight),
    bound: 'sector_weight',
  });
}
