import { setImmediate as giveWay } from 'node:timers/promises';
import type { Account, Side } from '../../domain/broker-port.js';
import type { TradingMarket } from '../../domain/ports.js';
import { applied } from './actions.js';
import { findBook, onBook } from './books.js';
import { closeDay, openDay } from './day.js';
import { type Exchange, type ListedAction, type MarketSession, squareOffAt } from './exchange.js';
import { barPrints, type Listing, listingAt, printAt } from './listing.js';
import { isDue, type PrintFor, squareOff, step, workOf } from './matching.js';
import type { Print } from './prices.js';
import { PAPER } from './rules.js';
import type { BookRow } from './rows.js';

/** One book on its way to the market's now. */
interface Walk {
  x: Exchange;
  account: Account;
  market: TradingMarket;
  marksLeft: number;
}

/**
 * Brings a book to the market's now: every session since it was looked at last is opened, matched and closed in order.
 * Prices are looked at on every full minute since the open, and only while something waits for them, so the fills are the
 * same however often this is called. A session of a replay that went by as a whole is matched on its daily bar.
 * False when the limits of one call ended it before: the next call goes on from there.
 */
export async function catchUp(x: Exchange, account: Account, market: TradingMarket): Promise<boolean> {
  const walk: Walk = { x, account, market, marksLeft: PAPER.marksPerCallMax };
  for (let count = 0; count < PAPER.sessionsPerCallMax; ) {
    const book = findBook(x.ledger, account);
    if (!book || book.closed === 1 || book.clock_at >= market.nowMs || isQuiet(x, book, market)) return true;
    const sessions = await x.sessions(account, { fromMs: book.clock_at, toMs: market.nowMs });
    const last = sessions.at(-1);
    if (!last) return true;
    const actions = await actionsAfter(walk, book.session_date, last.date);
    for (const session of sessions) {
      if (!(await passSession(walk, session, actions, session === last))) return false;
      count += 1;
      if (count % PAPER.marksBetweenTurns === 0) await giveWay();
    }
    // The last session of the list may be the one that runs now.
    if (last.closeMs > market.nowMs || last.date >= market.session.date) return true;
  }
  return false;
}

/** Nothing waits for a price, and the session is the one that was looked at last. */
function isQuiet({ ledger }: Exchange, book: BookRow, { session }: TradingMarket): boolean {
  const sameSession =
    book.session_date === session.date && (session.open || book.closed_date === session.date);
  return sameSession && !hasWork(ledger.sql, book);
}

function hasWork(sql: Exchange['ledger']['sql'], book: BookRow): boolean {
  return (
    (sql.openTotals.get(book.id)?.orders ?? 0) > 0 ||
    sql.activeGtts.get(book.id) !== undefined ||
    sql.positionsOf.all(book.id, 'MIS').some(({ quantity }) => quantity !== 0)
  );
}

async function actionsAfter(
  { x, market }: Walk,
  after: string,
  to: string,
): Promise<readonly ListedAction[]> {
  if (market.kind === 'simulated' || to <= after) return [];
  const found = await x.corporateActions({ from: after, to });
  return found.filter(({ exDate }) => exDate > after && exDate <= to);
}

const bookOf = ({ x, account }: Walk): BookRow => {
  const book = findBook(x.ledger, account);
  if (!book) throw new Error(`the exchange has no book ${account.bookId} of ${account.userId}`);
  return book;
};

/** One session, or what of it has come. False when the marks of this call are used up. */
async function passSession(
  walk: Walk,
  session: MarketSession,
  actions: readonly ListedAction[],
  isLast: boolean,
): Promise<boolean> {
  const { x, account, market } = walk;
  const { sql } = x.ledger;
  const before = bookOf(walk);
  const missed = before.clock_at < session.openMs && session.closeMs <= market.nowMs;
  if (before.session_date < session.date) {
    const named = new Set(sql.positionsOf.all(before.id, 'CNC').map(({ symbol }) => symbol));
    for (const { symbol } of [...sql.openOrders.all(before.id), ...sql.activeGtts.all(before.id)])
      named.add(symbol);
    const due = actions.filter(
      ({ symbol, exDate }) => exDate > before.session_date && exDate <= session.date && named.has(symbol),
    );
    if (!isLast && due.length === 0 && !hasWork(sql, before)) return true;
    await opened(walk, session, due);
  }
  if (missed && market.kind === 'replay') await passOnBar(walk, session);
  else if (!(await passMarks(walk, session))) return false;
  if (session.closeMs <= market.nowMs && bookOf(walk).closed_date !== session.date)
    onBook(x.ledger, account, { atMs: session.closeMs, date: session.date }, closeDay);
  return true;
}

async function opened(walk: Walk, session: MarketSession, due: readonly ListedAction[]): Promise<void> {
  const { x, account, market } = walk;
  const queued = x.ledger.sql.openOrders.all(bookOf(walk).id).filter(order => order.queued === 1);
  const listings = new Map<string, Listing>();
  for (const symbol of new Set(queued.map(order => order.symbol))) {
    const at = { date: session.date, atMs: session.openMs, open: true };
    const listing = await listingAt(x.facts, market, symbol, at);
    if (!('kind' in listing)) listings.set(symbol, listing);
  }
  const actions = await applied(market, due, session);
  onBook(x.ledger, account, { atMs: session.openMs, date: session.date }, tx => {
    openDay(tx, actions, listings);
    // The first look at prices is at the open itself.
    tx.book.clock_at = session.openMs - 1;
  });
}

/** The minute marks of a session after the book's clock. */
async function passMarks(walk: Walk, session: MarketSession): Promise<boolean> {
  const { x, account, market } = walk;
  const { sql } = x.ledger;
  const clockAt = bookOf(walk).clock_at;
  const endMs = Math.min(market.nowMs, session.closeMs);
  const squareAt = squareOffAt(session);
  let atMs =
    session.openMs + Math.max(0, Math.ceil((clockAt + 1 - session.openMs) / PAPER.markMs)) * PAPER.markMs;
  let looked = clockAt;
  for (; atMs <= endMs; atMs += PAPER.markMs) {
    const book = bookOf(walk);
    if (!hasWork(sql, book)) break;
    const work = workOf({ sql, book });
    const mis = hasMis(walk, book);
    if (work.orders.length + work.gtts.length === 0 && !(mis && atMs >= squareAt)) continue;
    if (walk.marksLeft <= 0) {
      if (looked > clockAt) onBook(x.ledger, account, { atMs: looked, date: session.date }, () => undefined);
      return false;
    }
    walk.marksLeft -= 1;
    if (walk.marksLeft % PAPER.marksBetweenTurns === 0) await giveWay();
    const squaring = mis && atMs >= squareAt;
    const symbols = new Set([...work.orders, ...work.gtts].map(({ symbol }) => symbol));
    if (squaring) for (const { symbol } of sql.positionsOf.all(book.id, 'MIS')) symbols.add(symbol);
    const prints = new Map<string, Print>();
    for (const symbol of symbols) {
      const print = await printAt(x.facts, market, symbol, { date: session.date, atMs });
      if (print) prints.set(symbol, print);
    }
    act(walk, session, atMs, symbol => prints.get(symbol), squaring);
    looked = atMs;
  }
  if (looked > bookOf(walk).clock_at)
    onBook(x.ledger, account, { atMs: looked, date: session.date }, () => undefined);
  return true;
}

function hasMis({ x }: Walk, book: BookRow): boolean {
  const { sql } = x.ledger;
  return (
    sql.positionsOf.all(book.id, 'MIS').some(({ quantity }) => quantity !== 0) ||
    sql.openOrders.all(book.id).some(({ product }) => product === 'MIS')
  );
}

/** One look at prices, in one transaction where it changes anything. */
function act(walk: Walk, session: MarketSession, atMs: number, printFor: PrintFor, squaring: boolean): void {
  const { x, account } = walk;
  const { sql } = x.ledger;
  if (!squaring && !isDue(workOf({ sql, book: bookOf(walk) }), printFor)) return;
  onBook(x.ledger, account, { atMs, date: session.date }, tx => {
    if (squaring) squareOff(tx, printFor);
    step(tx, printFor);
  });
}

/** A session that nobody looked at: open, both extremes and close of its daily bar, the one that hurts first. */
async function passOnBar(walk: Walk, session: MarketSession): Promise<void> {
  const { x, market } = walk;
  const { sql } = x.ledger;
  const { orders, gtts } = workOf({ sql, book: bookOf(walk) });
  const mis = sql.positionsOf.all(bookOf(walk).id, 'MIS');
  const bars = new Map<string, Record<Side, readonly Print[]>>();
  for (const symbol of new Set([...orders, ...gtts, ...mis].map(each => each.symbol))) {
    const prints = await barPrints(x.facts, market, symbol, session);
    if (prints) bars.set(symbol, prints);
  }
  if (bars.size === 0) return;
  const phases = [session.openMs, session.closeMs, session.closeMs, session.closeMs];
  for (const [phase, atMs] of phases.entries())
    act(walk, session, atMs, (symbol, side) => bars.get(symbol)?.[side][phase], false);
  const last: PrintFor = (symbol, side) => bars.get(symbol)?.[side].at(-1);
  if (hasMis(walk, bookOf(walk))) act(walk, session, session.closeMs, last, true);
}
