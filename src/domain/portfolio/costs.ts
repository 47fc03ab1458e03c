import { and, asc, eq, gte, lt, lte, sql } from 'drizzle-orm';
import { cashEntries, tradingExecutions } from '../../db/schema/trading/index.js';
import { prepared } from '../../db/store.js';
import type { Account, CashKind, Side } from '../broker-port.js';
import { addDays, istInstant } from '../ist.js';
import { PORTFOLIO_LIMITS } from './limits.js';
import type { Period } from './periods.js';
import { daysBetween } from './stored-days.js';
import type { PositionsReader } from './stored-positions.js';

/** One fill as a contract note lists it. Paise; `slippagePaise` for the whole fill, null where no quote was confirmed. */
export interface NoteFill {
  executionId: string;
  orderId: string;
  tradeId: string;
  atMs: number;
  symbol: string;
  side: Side;
  quantity: number;
  pricePaise: number;
  valuePaise: number;
  chargesPaise: number;
  lines: Record<string, number>;
  slippagePaise: number | null;
}

/** What a day's or period's trading cost. Paise; `lines` add up to `chargesPaise`. */
export interface Costs {
  from: string;
  to: string;
  fills: number;
  boughtPaise: number;
  soldPaise: number;
  lines: Record<string, number>;
  chargesPaise: number;
  /** Depository charges and roundings of the notes, as they moved the cash. */
  dpChargesPaise: number;
  noteRoundingPaise: number;
  /** Worse than the quotes at the confirmations; less than 0 is better. Fills without one are not in it. */
  slippagePaise: number;
  slippageFills: number;
  /** Fills that the days counted: more than `fills` where older ones have moved to the archive. */
  fillsBooked: number;
}

export type CostsAnswer<T> =
  | { ok: true; value: T }
  | { ok: false; refusal: { code: 'TOO_MANY_FILLS'; fillsMax: number; message: string } };

const p = sql.placeholder;

const executions = prepared((read: PositionsReader) =>
  read
    .select()
    .from(tradingExecutions)
    .where(
      and(
        eq(tradingExecutions.userId, p('userId')),
        eq(tradingExecutions.bookId, p('bookId')),
        gte(tradingExecutions.executedAt, p('fromMs')),
        lt(tradingExecutions.executedAt, p('toMs')),
      ),
    )
    .orderBy(asc(tradingExecutions.executedAt), asc(tradingExecutions.id))
    .limit(PORTFOLIO_LIMITS.fillsPerReportMax + 1)
    .prepare(),
);

const cashByKind = prepared((read: PositionsReader) =>
  read
    .select({
      kind: cashEntries.kind,
      amount: sql<number>`sum(${cashEntries.amount})`.mapWith(Number),
    })
    .from(cashEntries)
    .where(
      and(
        eq(cashEntries.userId, p('userId')),
        eq(cashEntries.bookId, p('bookId')),
        gte(cashEntries.date, p('from')),
        lte(cashEntries.date, p('to')),
      ),
    )
    .groupBy(cashEntries.kind)
    .prepare(),
);

async function fillsOf(
  read: PositionsReader,
  { userId, bookId }: Account,
  { from, to }: Period,
): Promise<CostsAnswer<NoteFill[]>> {
  const fromMs = istInstant(from, '00:00');
  const toMs = istInstant(addDays(to, 1), '00:00');
  const rows = await executions(read).all({ userId, bookId, fromMs, toMs });
  const fillsMax = PORTFOLIO_LIMITS.fillsPerReportMax;
  if (rows.length > fillsMax) {
    const message = `More than ${fillsMax} fills lie between ${from} and ${to}: choose a shorter period.`;
    return { ok: false, refusal: { code: 'TOO_MANY_FILLS', fillsMax, message } };
  }
  const value = rows.map(row => ({
    executionId: row.id,
    orderId: row.orderId,
    tradeId: row.brokerExecutionId,
    atMs: row.executedAt,
    symbol: row.symbol,
    side: row.side,
    quantity: row.quantity,
    pricePaise: row.price,
    valuePaise: row.quantity * row.price,
    chargesPaise: row.commission,
    lines: row.charges,
    slippagePaise: row.slippage === null ? null : row.slippage * row.quantity,
  }));
  return { ok: true, value };
}

/** What the fills of a period cost, line by line. Refuses a period of more than `fillsPerReportMax` fills. */
export async function costsOf(
  read: PositionsReader,
  account: Account,
  period: Period,
): Promise<CostsAnswer<Costs>> {
  const found = await fillsOf(read, account, period);
  return found.ok ? { ok: true, value: await addedUp(read, account, period, found.value) } : found;
}

/** A day's fills as a contract note lists them, and what they come to: null where some of them have moved to the archive. */
export async function contractNoteOf(
  read: PositionsReader,
  account: Account,
  date: string,
): Promise<CostsAnswer<{ fills: NoteFill[]; costs: Costs; netPaise: number | null }>> {
  const period = { from: date, to: date };
  const found = await fillsOf(read, account, period);
  if (!found.ok) return found;
  const costs = await addedUp(read, account, period, found.value);
  const net = costs.soldPaise - costs.boughtPaise - costs.chargesPaise + costs.noteRoundingPaise;
  const netPaise = costs.fillsBooked > costs.fills ? null : net;
  return { ok: true, value: { fills: found.value, costs, netPaise } };
}

async function addedUp(
  read: PositionsReader,
  account: Account,
  { from, to }: Period,
  fills: readonly NoteFill[],
): Promise<Costs> {
  const { userId, bookId } = account;
  const cash = await cashByKind(read).all({ userId, bookId, from, to });
  const cashOf = (kind: CashKind) => cash.find(each => each.kind === kind)?.amount ?? 0;
  const days = await daysBetween(read, account, { from, to, limit: PORTFOLIO_LIMITS.daysPerReportMax });
  const lines: Record<string, number> = {};
  for (const fill of fills)
    for (const [line, amount] of Object.entries(fill.lines)) lines[line] = (lines[line] ?? 0) + amount;
  const sum = (amountOf: (fill: NoteFill) => number) =>
    fills.reduce((total, fill) => total + amountOf(fill), 0);
  return {
    from,
    to,
    fills: fills.length,
    boughtPaise: sum(({ side, valuePaise }) => (side === 'BUY' ? valuePaise : 0)),
    soldPaise: sum(({ side, valuePaise }) => (side === 'SELL' ? valuePaise : 0)),
    lines,
    chargesPaise: sum(({ chargesPaise }) => chargesPaise),
    dpChargesPaise: 0 - cashOf('dp_charge'),
    noteRoundingPaise: cashOf('note_rounding'),
    slippagePaise: sum(({ slippagePaise }) => slippagePaise ?? 0),
    slippageFills: fills.filter(({ slippagePaise }) => slippagePaise !== null).length,
    fillsBooked: days.reduce((total, day) => total + day.fills, 0),
  };
}
