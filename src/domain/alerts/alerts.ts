import { and, eq } from 'drizzle-orm';
import { AMOUNT_MAX } from '../../db/schema/columns.js';
import { auditFromMain } from '../../db/audit/trail.js';
import { priceAlerts } from '../../db/schema/main/index.js';
import { ALERT_OPS } from '../../db/schema/values.js';
import type { MainTx, Store } from '../../db/store.js';
import { PAISE_MAX, type Paise } from '../money.js';
import { type Acting, done, type PeopleAnswer, refuse, roleOf, wishOf } from '../people/person.js';
import type { Clock, Quote, TradingMarket } from '../ports.js';
import { ALERT_LIMITS } from './limits.js';
import { type AlertRow, nextNumber, waitingAlerts } from './rows.js';
import { alertText, isMet, levelText } from './words.js';

export interface AlertDesk {
  store: Store;
  clock: Clock;
  market(userId: string): Promise<Pick<TradingMarket, 'bookId' | 'data' | 'nowMs'>>;
}

/** `pricePaise` of an index is in hundredths of a point. */
export interface AlertWish {
  symbol: string;
  op: AlertRow['op'];
  pricePaise: Paise;
}

export type AlertRefusal =
  | 'NO_PERSON'
  | 'BAD_PRICE'
  | 'NO_PRICE'
  | 'ALREADY_MET'
  | 'SAME_ALERT'
  | 'TOO_MANY'
  | 'NO_ALERT';

/**
 * Waits for a price of the market that the person trades on now. It fires once, at the first look that finds the last price
 * at or past its own; one that would fire at once is refused, since it tells nothing that is not known. The market is
 * looked at every few seconds, so a price that was only touched in between may be missed: for an order at a price there
 * are triggers. A split or bonus does not move the price that is waited for.
 */
export async function setAlert(
  desk: AlertDesk,
  acting: Acting,
  wish: AlertWish,
): Promise<PeopleAnswer<{ alert: AlertRow; lastPaise: Paise; isIndex: boolean }, AlertRefusal>> {
  const { userId } = acting;
  const { symbol, op, pricePaise } = wish;
  const most = Math.min(AMOUNT_MAX, PAISE_MAX);
  const isPrice = Number.isSafeInteger(pricePaise) && pricePaise >= 1 && pricePaise <= most;
  if (!isPrice || !ALERT_OPS.includes(op))
    return refuse('BAD_PRICE', 'An alert needs a price above 0, and whether to wait above or below it.');
  const market = await desk.market(userId);
  const answer = await market.data.quote(symbol, market.nowMs);
  if (!answer.ok) return refuse('NO_PRICE', answer.refusal.message);
  const { lastPaise } = answer.value;
  const isIndex = await isIndexOf(market, symbol);
  if (isMet(op, pricePaise, lastPaise)) return alreadyMet(wish, answer.value, isIndex);
  return await desk.store.main.tx(async tx => {
    if ((await roleOf(tx, userId)) === undefined) return refuse('NO_PERSON', 'There is no such person.');
    const { bookId } = market;
    const wrong = await misfit(tx, userId, { ...wish, bookId }, isIndex);
    if (wrong) return wrong;
    const row = {
      userId,
      alertNumber: await nextNumber(tx, userId),
      bookId,
      symbol,
      op,
      price: pricePaise,
      state: 'waiting',
      createdAt: desk.clock.now(),
      closedAt: null,
      firedPrice: null,
      firedMarketAt: null,
    } as const satisfies AlertRow;
    await tx.insert(priceAlerts).values(row);
    await audit(tx, acting, 'alert.set', row, row.createdAt);
    return done({ alert: row, lastPaise, isIndex });
  });
}

const alreadyMet = ({ op, symbol, pricePaise }: AlertWish, { lastPaise }: Quote, isIndex: boolean) =>
  refuse(
    'ALREADY_MET',
    `${symbol} is at ${levelText(lastPaise, isIndex)}, which is at or ${op} ${levelText(pricePaise, isIndex)} already. Choose a price ${op} the last one, or wait for it the other way.`,
  );

/** What does not go with the person's other alerts. */
async function misfit(
  tx: MainTx,
  userId: string,
  wish: AlertWish & { bookId: number },
  isIndex: boolean,
): Promise<ReturnType<typeof refuse<AlertRefusal>> | undefined> {
  const { symbol, op, pricePaise, bookId } = wish;
  const others = await waitingAlerts(tx, userId);
  const same = others.find(
    each => each.symbol === symbol && each.op === op && each.price === pricePaise && each.bookId === bookId,
  );
  if (same)
    return refuse('SAME_ALERT', `Alert #${same.alertNumber} waits for ${alertText(same, isIndex)} already.`);
  if (others.length < ALERT_LIMITS.waitingMax) return undefined;
  return refuse('TOO_MANY', `${others.length} alerts of yours wait, which is the most: delete one first.`);
}

/** An index is in points, a share in rupees. */
export async function isIndexOf({ data }: Pick<TradingMarket, 'data'>, symbol: string): Promise<boolean> {
  const symbols = await data.symbols();
  return symbols.find(each => each.symbol === symbol)?.kind === 'index';
}

/** One by its number, the newest of those that wait, all, or all of one symbol. */
export type AlertChoice = number | 'last' | 'all' | { symbol: string };

/** Stops waiting for those of the person's own alerts. */
export async function deleteAlerts(
  desk: Pick<AlertDesk, 'store' | 'clock'>,
  acting: Acting,
  which: AlertChoice,
): Promise<PeopleAnswer<AlertRow[], 'NO_ALERT'>> {
  return await desk.store.main.tx(async tx => {
    const waiting = await waitingAlerts(tx, acting.userId);
    const chosen = which === 'last' ? waiting.slice(0, 1) : waiting.filter(each => isMeant(each, which));
    if (chosen.length === 0) return refuse('NO_ALERT', noAlert(waiting, which));
    const now = desk.clock.now();
    for (const alert of chosen) {
      await close(tx, alert, now);
      await audit(tx, acting, 'alert.deleted', alert, now);
    }
    return done(chosen);
  });
}

function isMeant({ alertNumber, symbol }: AlertRow, which: Exclude<AlertChoice, 'last'>): boolean {
  if (typeof which === 'object') return symbol === which.symbol;
  return which === 'all' || alertNumber === which;
}

function noAlert(waiting: readonly AlertRow[], which: AlertChoice): string {
  if (waiting.length === 0) return 'No alert of yours waits.';
  const meant = typeof which === 'object' ? `for ${which.symbol}` : `with the number ${which}`;
  const known = waiting.map(each => `#${each.alertNumber} ${each.symbol}`).join(', ');
  return `No alert of yours ${meant} waits. Those that do: ${known}.`;
}

async function close(tx: MainTx, { userId, alertNumber, createdAt }: AlertRow, now: number): Promise<void> {
  await tx
    .update(priceAlerts)
    // The wall clock may be set back.
    .set({ state: 'deleted', closedAt: Math.max(now, createdAt) })
    .where(and(eq(priceAlerts.userId, userId), eq(priceAlerts.alertNumber, alertNumber)));
}

async function audit(
  tx: MainTx,
  acting: Acting,
  action: 'alert.set' | 'alert.deleted',
  { alertNumber, symbol, op, price }: AlertRow,
  at: number,
): Promise<void> {
  await auditFromMain(tx, {
    ...acting,
    action,
    entityType: 'price_alert',
    entityId: String(alertNumber),
    newData: { symbol, op, price },
    rationale: wishOf(acting, action),
    at,
  });
}
