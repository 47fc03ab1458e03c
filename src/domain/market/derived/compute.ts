import { and, asc, desc, eq, gte, lte } from 'drizzle-orm';
import type { Bulk } from '../../../db/market/bulk.js';
import { derivedUpserts } from '../../../db/market/upserts.js';
import { marketContext, marketEvents, sectorPerformance } from '../../../db/schema/main/index.js';
import type { MainTx } from '../../../db/store.js';
import type { Upsert, Value } from '../../../db/market/upsert.js';
import { type MarketContext, type MarketFigures, marketFigures } from '../context.js';
import type { MarketEvent } from '../events.js';
import type { SectorDay } from '../sectors.js';
import { type MarketReader } from '../stored-series.js';
import { calendarOf } from '../stored-calendar.js';
import { figuresAreDue, noteFiguresComputed } from './due.js';
import { importedEvents, storedHistory } from './history.js';

/** What became of one computed table. */
export interface TableChanges {
  added: number;
  changed: number;
  removed: number;
}

export interface ComputeReport {
  /** Days with a row in market_context. */
  readonly days: number;
  readonly contexts: TableChanges;
  readonly sectors: TableChanges;
  readonly events: TableChanges;
}

export interface ComputeOptions {
  /** The instant, UTC milliseconds, that changed rows of market_context carry. */
  readonly at: number;
  /** Waits until other writers of the file stand back while `work` writes. */
  readonly turn: <T>(work: () => Promise<T>) => Promise<T>;
  readonly onProgress?: (yearsDone: number, yearsTotal: number) => void;
}

/**
 * Computes market_context, sector_performance and the events of the calendar and of bars from all that is stored, and writes
 * what differs, a year in each transaction: computing twice writes nothing. Events that the operator imported stay.
 */
export async function computeMarket(bulk: Bulk, options: ComputeOptions): Promise<ComputeReport> {
  const figures = await figuresOf(bulk.read);
  const years = byYear(figures);
  for (const year of await writtenYears(bulk.read)) if (!years.has(year)) years.set(year, NO_FIGURES);
  const writes = derivedUpserts(bulk.sqlite);
  const report = {
    days: figures.contexts.length,
    contexts: { added: 0, changed: 0, removed: 0 },
    sectors: { added: 0, changed: 0, removed: 0 },
    events: { added: 0, changed: 0, removed: 0 },
  };
  let done = 0;
  for (const [year, ofYear] of [...years].sort(([a], [b]) => (a < b ? -1 : 1))) {
    await options.turn(() =>
      bulk.attempt(async tx => {
        await putContexts(tx, writes.context, year, ofYear.contexts, options.at, report.contexts);
        await putSectors(tx, writes.sector, year, ofYear.sectors, report.sectors);
        await putEvents(tx, writes.event, year, ofYear.events, report.events);
        return { keep: true, result: undefined };
      }),
    );
    options.onProgress?.(++done, years.size);
  }
  if (await figuresAreDue(bulk.read))
    await options.turn(() =>
      bulk.attempt(async tx => {
        await noteFiguresComputed(tx, options.at);
        return { keep: true, result: undefined };
      }),
    );
  return report;
}

const NO_FIGURES: MarketFigures = { contexts: [], sectors: [], events: [] };

async function figuresOf(read: MarketReader): Promise<MarketFigures> {
  const { history, actions, span } = await storedHistory(read);
  if (!span) return NO_FIGURES;
  const calendar = await calendarOf(read);
  // Holidays and ex-dates are announced ahead: the calendar's own last year ends the look.
  const lastYear = Math.max(...calendar.years, Number(span[1].slice(0, 4)));
  const to = [`${lastYear}-12-31`, ...actions.map(({ exDate }) => exDate)].reduce((a, b) => (a > b ? a : b));
  const imported = await importedEvents(read, span[0], to);
  return marketFigures(history, { calendar, actions, imported }, span[0], to);
}

function byYear({ contexts, sectors, events }: MarketFigures): Map<string, MarketFigures> {
  const years = new Map<string, { contexts: MarketContext[]; sectors: SectorDay[]; events: MarketEvent[] }>();
  const yearOf = (date: string) => {
    const year = date.slice(0, 4);
    const known = years.get(year) ?? { contexts: [], sectors: [], events: [] };
    years.set(year, known);
    return known;
  };
  for (const context of contexts) yearOf(context.date).contexts.push(context);
  for (const sector of sectors) yearOf(sector.date).sectors.push(sector);
  for (const event of events) yearOf(event.date).events.push(event);
  return years;
}

/** The years from the first to the last that a computed table has rows of. */
async function writtenYears(read: MarketReader): Promise<string[]> {
  const ends = [];
  for (const order of [asc, desc]) {
    ends.push(
      ...(await read
        .select({ date: marketContext.date })
        .from(marketContext)
        .orderBy(order(marketContext.date))
        .limit(1)),
      ...(await read
        .select({ date: marketEvents.eventDate })
        .from(marketEvents)
        .orderBy(order(marketEvents.eventDate))
        .limit(1)),
    );
  }
  const years = ends.map(({ date }) => Number(date.slice(0, 4)));
  if (years.length === 0) return [];
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return Array.from({ length: last - first + 1 }, (_, n) => String(first + n));
}

const within = (year: string) => [`${year}-01-01`, `${year}-12-31`] as const;

function putOne(upsert: Upsert, values: Value[], changes: TableChanges): void {
  const outcome = upsert(values);
  if (outcome !== 'unchanged') changes[outcome]++;
}

async function putContexts(
  tx: MainTx,
  upsert: Upsert,
  year: string,
  contexts: readonly MarketContext[],
  at: number,
  changes: TableChanges,
): Promise<void> {
  for (const it of contexts)
    putOne(
      upsert,
      [
        it.date,
        it.niftyValue ?? null,
        it.niftyChangePercent ?? null,
        it.sentiment ?? null,
        it.volatilityIndex ?? null,
        JSON.stringify(it.sectorChangePercent),
        JSON.stringify(it.keyEvents),
        it.fearGreed?.value ?? null,
        at,
      ],
      changes,
    );
  const computed = new Set(contexts.map(({ date }) => date));
  const [from, to] = within(year);
  const rows = await tx
    .select({ date: marketContext.date })
    .from(marketContext)
    .where(and(gte(marketContext.date, from), lte(marketContext.date, to)));
  for (const { date } of rows) {
    if (computed.has(date)) continue;
    await tx.delete(marketContext).where(eq(marketContext.date, date));
    changes.removed++;
  }
}

async function putSectors(
  tx: MainTx,
  upsert: Upsert,
  year: string,
  sectors: readonly SectorDay[],
  changes: TableChanges,
): Promise<void> {
  for (const it of sectors)
    putOne(
      upsert,
      [
        it.date,
        it.sector,
        it.changePercent,
        it.trend ?? null,
        it.riskLevel ?? null,
        it.growthPotential ?? null,
        it.basis,
      ],
      changes,
    );
  const computed = new Set(sectors.map(({ date, sector }) => `${date} ${sector}`));
  const [from, to] = within(year);
  const rows = await tx
    .select({ date: sectorPerformance.date, sector: sectorPerformance.sectorName })
    .from(sectorPerformance)
    .where(and(gte(sectorPerformance.date, from), lte(sectorPerformance.date, to)));
  for (const { date, sector } of rows) {
    if (computed.has(`${date} ${sector}`)) continue;
    await tx
      .delete(sectorPerformance)
      .where(and(eq(sectorPerformance.date, date), eq(sectorPerformance.sectorName, sector)));
    changes.removed++;
  }
}

async function putEvents(
  tx: MainTx,
  upsert: Upsert,
  year: string,
  events: readonly MarketEvent[],
  changes: TableChanges,
): Promise<void> {
  const keyOf = (date: string, type: string, title: string) => `${date} ${type} ${title}`;
  for (const it of events)
    putOne(
      upsert,
      [
        it.date,
        it.type,
        it.title,
        it.impact,
        JSON.stringify(it.affectedSectors),
        it.marketReaction ?? null,
        it.confidence,
        it.symbol ?? null,
        it.source,
      ],
      changes,
    );
  const computed = new Set(events.map(({ date, type, title }) => keyOf(date, type, title)));
  const [from, to] = within(year);
  const rows = await tx
    .select({
      id: marketEvents.id,
      date: marketEvents.eventDate,
      type: marketEvents.eventType,
      title: marketEvents.eventTitle,
      source: marketEvents.source,
    })
    .from(marketEvents)
    .where(and(gte(marketEvents.eventDate, from), lte(marketEvents.eventDate, to)));
  for (const { id, date, type, title, source } of rows) {
    if (source === 'imported' || computed.has(keyOf(date, type, title))) continue;
    await tx.delete(marketEvents).where(eq(marketEvents.id, id));
    changes.removed++;
  }
}
