import { and, asc, eq, gt, gte, lte, sql } from 'drizzle-orm';
import { priceAlerts } from '../../db/schema/main/index.js';
import { type MainFile, type MainTx, prepared, type Store } from '../../db/store.js';
import type { Clock } from '../../clock.js';
import { addNotice } from '../notices/index.js';
import { NOTICE_LIMITS } from '../notices/limits.js';
import type { Quote, TradingMarket } from '../ports.js';
import { said } from '../reply.js';
import { marketInstant } from '../words/instants.js';
import { isIndexOf } from './alerts.js';
import { ALERT_LIMITS } from './limits.js';
import type { AlertRow } from './rows.js';
import { alertText, levelText } from './words.js';

export type AlertMarket = Pick<TradingMarket, 'bookId' | 'mark' | 'nowMs' | 'data'>;

const p = sql.placeholder;

const nextSymbol = prepared((read: MainFile['read']) =>
  read
    .select({ symbol: priceAlerts.symbol })
    .from(priceAlerts)
    .where(
      and(
        eq(priceAlerts.bookId, p('bookId')),
        eq(priceAlerts.state, 'waiting'),
        gt(priceAlerts.symbol, p('after')),
      ),
    )
    .orderBy(asc(priceAlerts.symbol))
    .limit(1)
    .prepare(),
);

/**
 * Fires the alerts of one market whose price is reached, whoever set them: once each, in the transaction that puts the
 * notice into the queue, so that a kill neither loses nor repeats one. What goes past the bound of a run, or has no price
 * now, waits for the next.
 * @returns how many fired
 */
export async function fireAlerts(desk: { store: Store; clock: Clock }, market: AlertMarket): Promise<number> {
  const { main } = desk.store;
  let fired = 0;
  let after = '';
  for (let looked = 0; looked < ALERT_LIMITS.symbolsPerRun; looked += 1) {
    const left = ALERT_LIMITS.firedPerRun - fired;
    const next = await Promise.resolve(nextSymbol(main.read).get({ bookId: market.bookId, after }));
    if (!next || left <= 0) break;
    after = next.symbol;
    const answer = await market.data.quote(next.symbol, market.nowMs);
    if (!answer.ok || !(await isReached(main.read, market.bookId, answer.value))) continue;
    const isIndex = await isIndexOf(market, next.symbol);
    const now = desk.clock.now();
    fired += await main.tx(tx => fireSymbol(tx, { market, quote: answer.value, isIndex, now, left }));
  }
  return fired;
}

const met = (bookId: number, { symbol, lastPaise }: Quote, op: AlertRow['op']) =>
  and(
    eq(priceAlerts.bookId, bookId),
    eq(priceAlerts.state, 'waiting'),
    eq(priceAlerts.symbol, symbol),
    eq(priceAlerts.op, op),
    op === 'above' ? lte(priceAlerts.price, lastPaise) : gte(priceAlerts.price, lastPaise),
  );

const OPS = ['above', 'below'] as const;

/** Asked before a transaction is begun: most looks find nothing. */
async function isReached(read: MainFile['read'], bookId: number, quote: Quote): Promise<boolean> {
  for (const op of OPS) {
    const found = await read
      .select({ alertNumber: priceAlerts.alertNumber })
      .from(priceAlerts)
      .where(met(bookId, quote, op))
      .limit(1);
    if (found.length > 0) return true;
  }
  return false;
}

interface Firing {
  market: AlertMarket;
  quote: Quote;
  isIndex: boolean;
  now: number;
  left: number;
}

async function fireSymbol(tx: MainTx, firing: Firing): Promise<number> {
  const { market, quote, left } = firing;
  let fired = 0;
  for (const op of OPS) {
    const due = await tx
      .select()
      .from(priceAlerts)
      .where(met(market.bookId, quote, op))
      .limit(left - fired);
    for (const alert of due) await fireOne(tx, alert, firing);
    fired += due.length;
    if (fired >= left) break;
  }
  return fired;
}

async function fireOne(tx: MainTx, alert: AlertRow, { market, quote, isIndex, now }: Firing): Promise<void> {
  const { userId, alertNumber, createdAt } = alert;
  await tx
    .update(priceAlerts)
    .set({
      state: 'fired',
      closedAt: Math.max(now, createdAt),
      firedPrice: quote.lastPaise,
      firedMarketAt: quote.atMs,
    })
    .where(and(eq(priceAlerts.userId, userId), eq(priceAlerts.alertNumber, alertNumber)));
  const text = `Alert #${alertNumber}: ${alertText(alert, isIndex)}. It is at ${levelText(quote.lastPaise, isIndex)} (${market.mark}, ${marketInstant(quote.atMs)}).`;
  await addNotice(tx, {
    userId,
    kind: 'price_alert',
    sourceKey: `alert:${alertNumber}:${createdAt}`,
    reply: said(text),
    at: now,
    expiresAt: now + NOTICE_LIMITS.alertNewsMs,
  });
}
