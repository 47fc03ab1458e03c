import { and, asc, desc, eq, gte, lte, sql } from 'drizzle-orm';
import {
  instruments,
  marketContext,
  marketEvents,
  sectorPerformance,
  stockMarketData as bars,
} from '../../db/schema/main/index.js';
import type { MarketReader } from './stored-series.js';

export const FIGURE_LIMITS = { eventsMax: 500, seriesMax: 20 } as const;

export type ContextRow = typeof marketContext.$inferSelect;
export type SectorRow = typeof sectorPerformance.$inferSelect;
export type EventRow = Omit<typeof marketEvents.$inferSelect, 'id'>;

/** The market's figures of the last session up to `date`, or of the last one there is. */
export async function contextOn(read: MarketReader, date?: string): Promise<ContextRow | undefined> {
  const [row] = await read
    .select()
    .from(marketContext)
    .where(date === undefined ? undefined : lte(marketContext.date, date))
    .orderBy(desc(marketContext.date))
    .limit(1);
  return row;
}

/** The sectors of the last day up to `date` that has any, the strongest first. */
export async function sectorsOn(read: MarketReader, date?: string): Promise<SectorRow[]> {
  const [last] = await read
    .select({ date: sectorPerformance.date })
    .from(sectorPerformance)
    .where(date === undefined ? undefined : lte(sectorPerformance.date, date))
    .orderBy(desc(sectorPerformance.date))
    .limit(1);
  if (!last) return [];
  const rows = await read.select().from(sectorPerformance).where(eq(sectorPerformance.date, last.date));
  return rows.sort((a, b) => b.sectorChangePercent - a.sectorChangePercent);
}

export interface EventFilter {
  /** Dates, both included. */
  readonly from: string;
  readonly to: string;
  readonly symbol: string | undefined;
}

/** The events of some days, ascending: at most `FIGURE_LIMITS.eventsMax`, and whether there are more. */
export async function eventsWithin(
  read: MarketReader,
  { from, to, symbol }: EventFilter,
): Promise<{ events: EventRow[]; more: boolean }> {
  const rows = await read
    .select({
      eventDate: marketEvents.eventDate,
      eventType: marketEvents.eventType,
      eventTitle: marketEvents.eventTitle,
      impactLevel: marketEvents.impactLevel,
      affectedSectors: marketEvents.affectedSectors,
      marketReaction: marketEvents.marketReaction,
      confidenceScore: marketEvents.confidenceScore,
      symbol: marketEvents.symbol,
      source: marketEvents.source,
    })
    .from(marketEvents)
    .where(
      and(
        gte(marketEvents.eventDate, from),
        lte(marketEvents.eventDate, to),
        symbol === undefined ? undefined : eq(marketEvents.symbol, symbol),
      ),
    )
    .orderBy(asc(marketEvents.eventDate))
    .limit(FIGURE_LIMITS.eventsMax + 1);
  return { events: rows.slice(0, FIGURE_LIMITS.eventsMax), more: rows.length > FIGURE_LIMITS.eventsMax };
}

export type BarRow = typeof bars.$inferSelect;

/** The last official bar of a symbol up to `date` (EQ, else BE, for a share), and what is known about the instrument. */
export async function symbolOn(
  read: MarketReader,
  symbol: string,
  date?: string,
): Promise<{ bar: BarRow | undefined; instrument: typeof instruments.$inferSelect | undefined }> {
  const own = and(eq(bars.symbol, symbol), eq(bars.source, 'nse'));
  const ofDays = await read
    .select()
    .from(bars)
    .where(date === undefined ? own : and(own, lte(bars.date, date)))
    .orderBy(desc(bars.date), sql`CASE ${bars.series} WHEN 'EQ' THEN 0 WHEN 'BE' THEN 1 ELSE 2 END`)
    .limit(FIGURE_LIMITS.seriesMax);
  const [instrument] = await read.select().from(instruments).where(eq(instruments.symbol, symbol));
  return { bar: ofDays[0], instrument };
}
