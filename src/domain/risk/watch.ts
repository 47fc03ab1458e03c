import { asc, isNull } from 'drizzle-orm';
import { tradingAccounts } from '../../db/schema/trading/index.js';
import type { Account, Desk, TradingMarket } from '../ports.js';
import { inUnit } from './denials.js';
import type { PortfolioFigures } from './facts.js';
import { type Limits, limitsOf } from './limits.js';
import { bpsOf, sum, times } from './reckon.js';
import { type Breach, settleBreaches } from './violations.js';

const ACCOUNTS_MAX = 10_000;

/** What a book is worth now: comes from the books. */
export type FiguresOf = (account: Account, market: TradingMarket) => Promise<PortfolioFigures>;

export interface WatchReport {
  readonly watched: number;
  readonly opened: readonly { readonly userId: string; readonly codes: readonly string[] }[];
  readonly resolved: readonly { readonly userId: string; readonly codes: readonly string[] }[];
  /** Books that could not be valued. What was open of them stays open. */
  readonly failed: readonly { readonly userId: string; readonly error: Error }[];
}

/**
 * The monitor: looks at the book that each person trades now, opens one violation for each limit that prices or fills
 * carried it past, and resolves it when that has ended. One book that cannot be valued does not keep the others waiting.
 */
export async function watchBooks(desk: Desk, figuresOf: FiguresOf): Promise<WatchReport> {
  const people = await desk.store.trading.read
    .select({ userId: tradingAccounts.userId })
    .from(tradingAccounts)
    .where(isNull(tradingAccounts.closedAt))
    .orderBy(asc(tradingAccounts.userId))
    .limit(ACCOUNTS_MAX);
  const opened: WatchReport['opened'][number][] = [];
  const resolved: WatchReport['resolved'][number][] = [];
  const failed: WatchReport['failed'][number][] = [];
  for (const { userId } of people) {
    try {
      const market = await desk.market(userId);
      const figures = await figuresOf({ userId, bookId: market.bookId }, market);
      const settled = await desk.store.trading.tx(async tx => {
        const breaches = breachesOf(figures, await limitsOf(tx, userId));
        return await settleBreaches(tx, { userId, at: desk.clock.now() }, breaches);
      });
      if (settled.opened.length > 0) opened.push({ userId, codes: settled.opened });
      if (settled.resolved.length > 0) resolved.push({ userId, codes: settled.resolved });
    } catch (fault) {
      failed.push({ userId, error: fault instanceof Error ? fault : new Error(String(fault)) });
    }
  }
  return { watched: people.length, opened, resolved, failed };
}

/**
 * The limits that a book is past now. A loss or a fall breaches where it reaches its limit, a weight where it is above it,
 * as in the guards. Throws a RangeError where a figure is missing: a book that cannot be valued is not in order.
 */
export function breachesOf(figures: PortfolioFigures, limits: Limits): Breach[] {
  const { equityPaise, dayPnlPaise, drawdownBps } = figures;
  const opening = known(equityPaise - dayPnlPaise, 'equity at the opening');
  const breaches: Breach[] = [];
  const lossLimit = bpsOf(opening, limits.daily_loss);
  if (opening > 0 && -dayPnlPaise >= lossLimit)
    breaches.push({
      code: 'DAILY_LOSS',
      severity: 'critical',
      description: `The day's loss is ${inUnit(-dayPnlPaise, 'paise')}; your limit daily_loss is ${inUnit(lossLimit, 'paise')}.`,
    });
  if (known(drawdownBps, 'drawdown') >= limits.drawdown)
    breaches.push({
      code: 'DRAWDOWN',
      severity: 'critical',
      description: `The fall from the highest value is ${inUnit(drawdownBps, 'bps')}; your limit drawdown is ${inUnit(limits.drawdown, 'bps')}.`,
    });
  return [...breaches, ...weightBreaches(figures, limits)];
}

function weightBreaches(figures: PortfolioFigures, limits: Limits): Breach[] {
  const { positions, sectors, equityPaise } = figures;
  const valued = positions.map(({ symbol, quantity, lastPaise }) => ({
    symbol,
    sector: sectors.get(symbol) ?? 'a sector that is not known',
    value: known(times(Math.abs(quantity), lastPaise), `value of ${symbol}`),
  }));
  const gross = known(sum(valued.map(({ value }) => value)), 'value of all positions');
  const rows = [
    { code: 'POSITION', name: 'position_weight', ...largest(valued, ({ symbol }) => symbol) },
    { code: 'SECTOR', name: 'sector_weight', ...largest(valued, ({ sector }) => sector) },
    { code: 'GROSS', name: 'gross_exposure', what: 'All positions together', value: gross },
  ] as const;
  return rows.flatMap(({ code, name, what, value }) => {
    const limit = bpsOf(equityPaise, limits[name]);
    if (value <= limit) return [];
    const description = `${what} is worth ${inUnit(value, 'paise')}; your limit ${name} allows ${inUnit(limit, 'paise')}.`;
    return [{ code, severity: 'warning' as const, description }];
  });
}

interface Valued {
  readonly symbol: string;
  readonly sector: string;
  readonly value: number;
}

function largest(positions: readonly Valued[], groupOf: (position: Valued) => string) {
  const groups = new Map<string, number>();
  for (const position of positions)
    groups.set(groupOf(position), (groups.get(groupOf(position)) ?? 0) + position.value);
  let [what, value] = ['', 0];
  for (const [name, total] of groups) if (total > value) [what, value] = [name, total];
  return { what, value };
}

function known(value: number, what: string): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`the ${what} is not known`);
  return value;
}
