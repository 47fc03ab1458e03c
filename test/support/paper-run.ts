import { expect } from 'vitest';
import { auditLedger } from '../../src/brokers/paper/index.js';
import { paise } from '../../src/domain/money.js';
import { ANN, at, paperDesk, type Script } from './paper.js';
import type { Act } from './paper-streams.js';

const MINUTE_MS = 60_000;
/** What a day without MIS can take from an account that has nothing left: the depository's fees and the rounding of the notes. */
const DAY_FEES_PAISE = 200_00;
const LIVE = ['open', 'trigger_pending', 'partially_filled'];

/** Does what a stream says, calling `advance` in steps of so many minutes as well, and returns all reports. */
export async function runStream(
  acts: readonly Act[],
  script: Partial<Script>,
  advanceMinutes: number | undefined,
) {
  const desk = await paperDesk({ script });
  const { broker } = desk.exchange;
  let nowMs = at('10:00');
  await desk.go(nowMs);
  const lastPaise = () => script.prices?.['INFY']?.('2026-06-01', 0) ?? 100_00;
  for (const [place, act] of acts.entries()) {
    const tag = `A${place}`;
    if (act.kind === 'wait') {
      const until = nowMs + act.minutes * MINUTE_MS;
      if (advanceMinutes !== undefined)
        for (; nowMs < until; nowMs += advanceMinutes * MINUTE_MS) await desk.go(Math.min(nowMs, until));
      nowMs = until;
      desk.market.set(nowMs);
    } else if (act.kind === 'order') {
      const draft = {
        tag,
        side: act.side,
        product: act.product,
        quantity: act.quantity,
        validity: act.ioc ? ('IOC' as const) : ('DAY' as const),
        ...(act.price !== null && { price: lastPaise() + act.price }),
        ...(act.trigger !== null && { trigger: lastPaise() + act.trigger }),
      };
      await desk.answer(draft);
    } else if (act.kind === 'gtt') {
      const trigger = paise(lastPaise() + act.trigger);
      const legs = [{ triggerPaise: trigger, pricePaise: trigger }];
      const { side, quantity } = act;
      await broker.placeGtt(desk.session, { tag, symbol: 'INFY', side, product: 'CNC', quantity, legs });
    } else if (act.kind === 'cancel') await broker.cancel(desk.session, `O-${act.nth}`, tag);
    else
      await broker.modify(desk.session, `O-${act.nth}`, {
        tag,
        quantity: act.quantity,
        pricePaise: paise(act.price),
      });
    expectWhole(desk);
    if (!acts.some(each => each.kind === 'order' && each.product === 'MIS'))
      expect((await desk.funds()).availablePaise).toBeGreaterThanOrEqual(-DAY_FEES_PAISE);
  }
  await desk.go(nowMs + 3 * 24 * 60 * MINUTE_MS);
  expectWhole(desk);
  const reports = await desk.reports();
  expectConserved(reports, await desk.funds(), await desk.holdings());
  for (const each of reports)
    if (each.kind === 'order' && !LIVE.includes(each.order.status)) {
      const later = reports.filter(
        other =>
          other.kind === 'order' &&
          other.order.brokerOrderId === each.order.brokerOrderId &&
          other.seq > each.seq,
      );
      expect(later, 'an order that ended is never reported again').toEqual([]);
    }
  const { sqlite } = desk.ledger;
  expect(sqlite.prepare(`SELECT count(*) FROM books WHERE user_id = ?`).pluck().get(ANN.userId)).toBe(1);
  desk.exchange.close();
  return reports;
}

type Desk = Awaited<ReturnType<typeof paperDesk>>;

const expectWhole = ({ ledger }: Desk) => expect(auditLedger(ledger.sqlite)).toEqual([]);

/** Cash and shares are what the reports say, to the paisa and the share. */
function expectConserved(
  reports: Awaited<ReturnType<Desk['reports']>>,
  funds: Awaited<ReturnType<Desk['funds']>>,
  holdings: Awaited<ReturnType<Desk['holdings']>>,
): void {
  let cash = 0;
  const shares = { CNC: 0, MIS: 0 };
  for (const each of reports) {
    if (each.kind === 'cash') cash += each.cash.amountPaise;
    if (each.kind !== 'trade') continue;
    const { side, quantity, pricePaise, charges, product } = each.trade;
    const sign = side === 'BUY' ? 1 : -1;
    shares[product] += sign * quantity;
    cash -= sign * quantity * pricePaise + Object.values(charges).reduce((sum, line) => sum + line, 0);
  }
  expect(funds.cashPaise).toBe(cash);
  expect(shares.MIS).toBe(0);
  expect(holdings.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(shares.CNC);
  expect(shares.CNC).toBeGreaterThanOrEqual(0);
  expect(funds.blockedPaise).toBe(0);
}
