import { and, desc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MainReader } from '../../db/market/stored-history.js';
import { portfolioSnapshots } from '../../db/schema/main/index.js';
import { PRODUCTS } from '../../db/schema/values.js';
import { type MainTx, prepared } from '../../db/store.js';
import { PAISE_MAX } from '../money.js';
import type { Account, Clock } from '../ports.js';
import { isOver, keepDays, type KeptDays } from './days.js';
import { PORTFOLIO_LIMITS } from './limits.js';
import { type Portfolio, portfolioOf } from './portfolio.js';
import { type BookDesk, marketOf } from './prices.js';
import { dayAt } from './stored-days.js';
import type { ValuedPosition } from './value-book.js';

const amount = z.int().min(-PAISE_MAX).max(PAISE_MAX);
const instant = z.int().nonnegative();

/** One position as a snapshot keeps it. Paise; `priceState` says how true the price was. */
export const snapshotPosition = z.strictObject({
  symbol: z.string().min(1).max(40),
  product: z.enum(PRODUCTS),
  strategyId: z.string().min(1).max(20).nullable(),
  quantity: z.int().refine(quantity => quantity !== 0, 'an open position has shares'),
  costPaise: amount,
  entryChargesPaise: amount.nonnegative(),
  pricePaise: amount.positive().nullable(),
  priceState: z.enum(['fresh', 'stale', 'missing']),
  priceAtMs: instant.nullable(),
  valuePaise: amount,
  unrealizedPaise: amount,
});
export type SnapshotPosition = z.infer<typeof snapshotPosition>;

/** `holdings` are delivery shares, `positions` those of the day. */
export const snapshotHoldings = z
  .array(snapshotPosition.extend({ product: z.literal('CNC'), quantity: z.int().positive() }))
  .max(PORTFOLIO_LIMITS.positionsMax);
export const snapshotPositions = z
  .array(snapshotPosition.extend({ product: z.literal('MIS') }))
  .max(PORTFOLIO_LIMITS.positionsMax);

export interface Snapshot {
  id: number;
  /** Wall time, and the market's own instant. */
  timestamp: number;
  marketAt: number;
  /** The trading date whose close it is; null for one that was asked for. */
  closeDate: string | null;
  cashPaise: number;
  equityPaise: number;
  holdings: z.infer<typeof snapshotHoldings>;
  positions: z.infer<typeof snapshotPositions>;
}

/** A snapshot also has an instant of the wall clock. */
export type SnapshotDesk = BookDesk & { clock: Clock };

const p = sql.placeholder;

const insertSnapshot = prepared((tx: MainTx) =>
  tx
    .insert(portfolioSnapshots)
    .values({
      userId: p('userId'),
      bookId: p('bookId'),
      timestamp: p('timestamp'),
      marketAt: p('marketAt'),
      closeDate: p('closeDate'),
      cash: p('cash'),
      equity: p('equity'),
      holdings: p('holdings'),
      positions: p('positions'),
    })
    // Of a close there is one: taken again, after something was booked late, it is as it is now.
    .onConflictDoUpdate({
      target: [portfolioSnapshots.userId, portfolioSnapshots.bookId, portfolioSnapshots.closeDate],
      targetWhere: sql`close_date IS NOT NULL`,
      set: {
        timestamp: sql`excluded.timestamp`,
        marketAt: sql`excluded.market_at`,
        cash: sql`excluded.cash`,
        equity: sql`excluded.equity`,
        holdings: sql`excluded.holdings`,
        positions: sql`excluded.positions`,
      },
    })
    .returning({ id: portfolioSnapshots.id })
    .prepare(),
);

const closeSnapshot = prepared((read: MainReader) =>
  read
    .select({ id: portfolioSnapshots.id })
    .from(portfolioSnapshots)
    .where(
      and(
        eq(portfolioSnapshots.userId, p('userId')),
        eq(portfolioSnapshots.bookId, p('bookId')),
        eq(portfolioSnapshots.closeDate, p('closeDate')),
      ),
    )
    .prepare(),
);

const newestSnapshots = prepared((read: MainReader) =>
  read
    .select()
    .from(portfolioSnapshots)
    .where(and(eq(portfolioSnapshots.userId, p('userId')), eq(portfolioSnapshots.bookId, p('bookId'))))
    .orderBy(desc(portfolioSnapshots.timestamp))
    .limit(p('limit'))
    .prepare(),
);

const oneSnapshot = prepared((read: MainReader) =>
  read
    .select()
    .from(portfolioSnapshots)
    .where(
      and(
        eq(portfolioSnapshots.id, p('id')),
        eq(portfolioSnapshots.userId, p('userId')),
        eq(portfolioSnapshots.bookId, p('bookId')),
      ),
    )
    .prepare(),
);

/** Keeps what a person holds now. @throws ZodError on a portfolio that no snapshot may hold */
export async function takeSnapshot(desk: SnapshotDesk, account: Account): Promise<{ id: number }> {
  return await keepSnapshot(desk, await portfolioOf(desk, account), null);
}

async function keepSnapshot(
  { store, clock }: SnapshotDesk,
  portfolio: Portfolio,
  closeDate: string | null,
): Promise<{ id: number }> {
  const { userId, bookId } = portfolio.account;
  const holdings = snapshotHoldings.parse(portfolio.holdings.map(kept));
  const positions = snapshotPositions.parse(portfolio.positions.map(kept));
  const row = {
    userId,
    bookId,
    timestamp: clock.now(),
    marketAt: portfolio.atMs,
    closeDate,
    cash: portfolio.cashPaise,
    equity: portfolio.equityPaise,
    holdings,
    positions,
  };
  const stored = await store.main.tx(async tx => await insertSnapshot(tx).get(row));
  if (!stored) throw new Error('a snapshot that was stored has no id');
  return stored;
}

function kept(position: ValuedPosition): SnapshotPosition {
  const { symbol, product, strategyId, quantity, costPaise, entryChargesPaise } = position;
  const { valuePaise, unrealizedPaise } = position;
  const { pricePaise, state: priceState, atMs: priceAtMs } = position.price;
  const amounts = { costPaise, entryChargesPaise, valuePaise, unrealizedPaise };
  return { symbol, product, strategyId, quantity, pricePaise, priceState, priceAtMs, ...amounts };
}

/** Snapshots of a book, newest first, each checked. @throws ZodError on a row that this version cannot read */
export async function snapshotsOf(
  read: MainReader,
  { userId, bookId }: Account,
  { limit }: { limit: number },
): Promise<Snapshot[]> {
  const bounded = Math.min(limit, PORTFOLIO_LIMITS.snapshotsShownMax);
  const rows = await newestSnapshots(read).all({ userId, bookId, limit: bounded });
  return rows.map(snapshotFrom);
}

/** One snapshot of a book; undefined where the book has none of that number. @throws ZodError as `snapshotsOf` */
export async function snapshotById(
  read: MainReader,
  { userId, bookId }: Account,
  id: number,
): Promise<Snapshot | undefined> {
  const row = await oneSnapshot(read).get({ id, userId, bookId });
  return row && snapshotFrom(row);
}

function snapshotFrom(row: typeof portfolioSnapshots.$inferSelect): Snapshot {
  const { id, timestamp, marketAt, closeDate, cash: cashPaise, equity: equityPaise } = row;
  const holdings = snapshotHoldings.parse(row.holdings);
  const positions = snapshotPositions.parse(row.positions);
  return { id, timestamp, marketAt, closeDate, cashPaise, equityPaise, holdings, positions };
}

/**
 * Closes every day that is over (see `keepDays`), and keeps one snapshot of the last session's close. Harmless to repeat, and
 * after a kill between the two files the next call makes up for the snapshot. Sessions that nobody saw close have none.
 */
export async function closeDay(
  desk: SnapshotDesk,
  account: Account,
): Promise<{ days: KeptDays; snapshotId: number | null }> {
  const days = await keepDays(desk, account);
  const market = await marketOf(desk, account);
  const { date } = market.session;
  const day = await dayAt(desk.store.trading.read, account, date);
  if (!day?.isFinal || !isOver(market)) return { days, snapshotId: null };
  const { userId, bookId } = account;
  const known = await closeSnapshot(desk.store.main.read).get({ userId, bookId, closeDate: date });
  if (known && !days.closed.includes(date)) return { days, snapshotId: known.id };
  const { id } = await keepSnapshot(desk, await portfolioOf(desk, account), date);
  return { days, snapshotId: id };
}
