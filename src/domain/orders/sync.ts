import { and, eq, sql } from 'drizzle-orm';
import { brokerCursors } from '../../db/schema/trading/index.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Account, BrokerOrder, BrokerReport, BrokerReports } from '../broker-port.js';
import { ask } from './connection.js';
import { bookGtt, bookOrder, bookTrade, knownOrder } from './book-reports.js';
import type { OrderDesk } from './desk.js';
import { ORDER_LIMITS } from './limits.js';
import type { TradingRead } from './rows.js';

const p = sql.placeholder;

/** `booked` reports were new. Where the broker could not be asked nothing of that page is booked. */
export type Synced = { ok: true; booked: number; lastSeq: number } | { ok: false; message: string };

/**
 * Books everything that the broker has reported since the last time: each report once, however often and in whatever order
 * it comes, in the transaction that also moves the cursor past it.
 */
export async function syncBook(desk: OrderDesk, account: Account): Promise<Synced> {
  let booked = 0;
  let lastSeq = (await cursorOf(desk.store.trading.read, account))?.lastSeq ?? 0;
  for (let page = 1; page <= ORDER_LIMITS.reportPagesPerSyncMax; page += 1) {
    const after = lastSeq;
    const reading = await ask(desk, account, session => desk.broker.reports(session, after));
    if (!reading.ok) return reading;
    const { more } = reading.value;
    const done = await bookPage(desk, account, lastSeq, reading.value);
    booked += done.booked;
    lastSeq = done.lastSeq;
    if (!more) return { ok: true, booked, lastSeq };
  }
  return {
    ok: false,
    message: `the broker has more than ${ORDER_LIMITS.reportPagesPerSyncMax} pages of reports`,
  };
}

const cursorRow = prepared((db: TradingRead) =>
  db
    .select({ lastSeq: brokerCursors.lastSeq, syncedAt: brokerCursors.syncedAt })
    .from(brokerCursors)
    .where(and(eq(brokerCursors.userId, p('userId')), eq(brokerCursors.bookId, p('bookId'))))
    .prepare(),
);

/** How far a book has taken in what its broker reports; undefined before the first time. */
const cursorOf = async (db: TradingRead, { userId, bookId }: Account) =>
  await cursorRow(db).get({ userId, bookId });

/** Books one page in the broker's order, a bounded number of reports at a time. */
async function bookPage(
  desk: OrderDesk,
  account: Account,
  after: number,
  page: BrokerReports,
): Promise<{ booked: number; lastSeq: number }> {
  const bySeq = new Map<number, BrokerReport>();
  for (const report of page.reports)
    if (report.seq > after && report.seq <= page.upTo) bySeq.set(report.seq, report);
  const reports = [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  const made = madeByBroker(reports);
  let booked = 0;
  let start = 0;
  do {
    const some = reports.slice(start, start + ORDER_LIMITS.reportsPerTransaction);
    start += ORDER_LIMITS.reportsPerTransaction;
    const upTo = start >= reports.length ? page.upTo : (some.at(-1)?.seq ?? page.upTo);
    booked += await desk.store.trading.tx(tx => bookSome(tx, desk, account, { reports: some, made, upTo }));
  } while (start < reports.length);
  return { booked, lastSeq: Math.max(after, page.upTo) };
}

/** Orders of a page that the broker made by itself, by its id: a fill of one may come before the order does. */
const madeByBroker = (reports: readonly BrokerReport[]): ReadonlyMap<string, BrokerOrder> =>
  new Map(
    reports.flatMap(report =>
      report.kind === 'order' && report.order.origin !== 'call'
        ? [[report.order.brokerOrderId, report.order] as const]
        : [],
    ),
  );

async function bookSome(
  tx: TradingTx,
  desk: OrderDesk,
  account: Account,
  page: {
    reports: readonly BrokerReport[];
    made: ReadonlyMap<string, BrokerOrder>;
    upTo: number;
  },
): Promise<number> {
  const { reports, made, upTo } = page;
  const cursor = await cursorOf(tx, account);
  if (!cursor) await desk.books.openBook(tx, account);
  const lastSeq = cursor?.lastSeq ?? 0;
  // Another sync of the same account may have been here since the page was read.
  const fresh = reports.filter(report => report.seq > lastSeq);
  for (const report of fresh) {
    const order = report.kind === 'trade' ? made.get(report.trade.brokerOrderId) : undefined;
    if (order) await knownOrder(tx, desk, account, order);
    await bookReport(tx, desk, account, report);
  }
  const isNoted = cursor && desk.clock.now() - cursor.syncedAt < ORDER_LIMITS.syncNotedMs;
  // An answer without news is noted now and then only: each note is a write to the disk.
  if (upTo > lastSeq || !isNoted) await moveCursor(tx, desk, account, Math.max(upTo, lastSeq));
  return fresh.length;
}

async function bookReport(
  tx: TradingTx,
  desk: OrderDesk,
  account: Account,
  report: BrokerReport,
): Promise<void> {
  switch (report.kind) {
    case 'order':
      return await bookOrder(tx, desk, account, report.order);
    case 'trade':
      return await bookTrade(tx, desk, account, report.trade);
    case 'cash':
      return await desk.books.applyCash(tx, account, report.cash);
    case 'corporate_action':
      return await desk.books.applyCorporateAction(tx, account, report.action);
    case 'gtt':
      return await bookGtt(tx, desk, account, report.gtt);
  }
}

const setCursor = prepared((tx: TradingTx) =>
  tx
    .insert(brokerCursors)
    .values({ userId: p('userId'), bookId: p('bookId'), lastSeq: p('lastSeq'), syncedAt: p('syncedAt') })
    .onConflictDoUpdate({
      target: [brokerCursors.userId, brokerCursors.bookId],
      set: { lastSeq: sql`${p('lastSeq')}`, syncedAt: sql`${p('syncedAt')}` },
    })
    .prepare(),
);

async function moveCursor(tx: TradingTx, desk: OrderDesk, account: Account, lastSeq: number): Promise<void> {
  const { userId, bookId } = account;
  await setCursor(tx).run({ userId, bookId, lastSeq, syncedAt: desk.clock.now() });
}
