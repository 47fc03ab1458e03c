import { and, eq, sql } from 'drizzle-orm';
import { cashEntries } from '../../db/schema/trading/index.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Account } from '../broker-port.js';
import { type LotSum, lotSumsOf, symbolTotalsOf } from './read.js';
import { isFlow, latestDay } from './stored-days.js';
import { openPositions } from './stored-positions.js';
import { totalsRow } from './stored-totals.js';
import { taxYearsOf } from './tax.js';

/** Two figures that must be the same, and whether they are. `unit` says what of. */
export interface ProofLine {
  what: string;
  unit: 'shares' | 'paise' | 'count';
  ours: number;
  theirs: number;
  ok: boolean;
}

export const proofLine = (
  what: string,
  unit: ProofLine['unit'],
  ours: number,
  theirs: number,
): ProofLine => ({ what, unit, ours, theirs, ok: ours === theirs });

const p = sql.placeholder;

const cashSums = prepared((tx: TradingTx) =>
  tx
    .select({
      kind: cashEntries.kind,
      hasSymbol: sql<number>`${cashEntries.symbol} IS NOT NULL`.mapWith(Number),
      amount: sql<number>`sum(${cashEntries.amount})`.mapWith(Number),
    })
    .from(cashEntries)
    .where(and(eq(cashEntries.userId, p('userId')), eq(cashEntries.bookId, p('bookId'))))
    .groupBy(cashEntries.kind, sql`${cashEntries.symbol} IS NOT NULL`)
    .prepare(),
);

/**
 * Every figure of a book that is kept twice, side by side: lots of both views, positions, totals, cash entries and the last
 * close. Reads all cash entries of the book: for the doctor and for tests, not for every portfolio.
 */
export async function checksOf(tx: TradingTx, account: Account): Promise<ProofLine[]> {
  const { userId, bookId } = account;
  const strategy = await lotSumsOf(tx, account, 'strategy');
  const tax = await lotSumsOf(tx, account, 'tax');
  return [
    ...(await positionLines(tx, account, strategy)),
    ...viewLines(strategy, tax),
    ...(await totalLines(tx, account, strategy, tax)),
    ...(await cashLines(tx, account, await cashSums(tx).all({ userId, bookId }))),
  ];
}

async function positionLines(tx: TradingTx, account: Account, lots: readonly LotSum[]): Promise<ProofLine[]> {
  const positions = await openPositions(tx, account);
  const nameOf = ({ symbol, product, strategyId }: Pick<LotSum, 'symbol' | 'product' | 'strategyId'>) =>
    [symbol, product, strategyId].filter(Boolean).join(' ');
  const names = new Set([...lots, ...positions].map(nameOf));
  return [...names].flatMap(name => {
    const lot = lots.find(each => nameOf(each) === name);
    const position = positions.find(each => nameOf(each) === name);
    return [
      proofLine(`lots and position of ${name}`, 'shares', lot?.quantity ?? 0, position?.quantity ?? 0),
      proofLine(`cost of lots and position of ${name}`, 'paise', lot?.cost ?? 0, position?.cost ?? 0),
    ];
  });
}

/** Signed shares of each symbol and product. */
export function sharesOf(lots: readonly Pick<LotSum, 'symbol' | 'product' | 'quantity'>[]) {
  const shares = new Map<string, number>();
  for (const { symbol, product, quantity } of lots) {
    const name = `${symbol} ${product}`;
    shares.set(name, (shares.get(name) ?? 0) + quantity);
  }
  return shares;
}

function viewLines(strategy: readonly LotSum[], tax: readonly LotSum[]): ProofLine[] {
  const [ours, theirs] = [sharesOf(strategy), sharesOf(tax)];
  return [...new Set([...ours.keys(), ...theirs.keys()])].map(name =>
    proofLine(`lots of strategies and of tax, ${name}`, 'shares', ours.get(name) ?? 0, theirs.get(name) ?? 0),
  );
}

const sum = <T>(rows: readonly T[], amountOf: (row: T) => number) =>
  rows.reduce((total, row) => total + amountOf(row), 0);

async function totalLines(
  tx: TradingTx,
  account: Account,
  strategy: readonly LotSum[],
  tax: readonly LotSum[],
): Promise<ProofLine[]> {
  const totals = await totalsRow(tx, account);
  const symbols = await symbolTotalsOf(tx, account);
  const years = await taxYearsOf(tx, account);
  const amounts = ['bought', 'sold', 'charges', 'dividends', 'realized'] as const;
  const taxGross = sum(years, year => year.proceedsPaise - year.costPaise);
  const invested = (totals?.bought ?? 0) - (totals?.sold ?? 0);
  return [
    ...amounts.map(name =>
      proofLine(
        `${name} of book and symbols`,
        'paise',
        totals?.[name] ?? 0,
        sum(symbols, row => row[name]),
      ),
    ),
    proofLine(
      'fills of book and symbols',
      'count',
      totals?.fills ?? 0,
      sum(symbols, row => row.fills),
    ),
    // What went in and has not come out is what is held, less what was earned: in both views.
    proofLine(
      'bought less sold, and cost of lots less gain',
      'paise',
      invested,
      sum(strategy, lot => lot.cost) - (totals?.realized ?? 0),
    ),
    proofLine('the same in the tax view', 'paise', invested, sum(tax, lot => lot.cost) - taxGross),
    proofLine(
      'charges of book, and of tax lots open and closed',
      'paise',
      totals?.charges ?? 0,
      sum(tax, lot => lot.charges) + sum(years, year => year.chargesPaise),
    ),
  ];
}

async function cashLines(
  tx: TradingTx,
  account: Account,
  cash: readonly { kind: (typeof cashEntries.$inferSelect)['kind']; hasSymbol: number; amount: number }[],
): Promise<ProofLine[]> {
  const totals = await totalsRow(tx, account);
  const symbols = await symbolTotalsOf(tx, account);
  const newest = await latestDay(tx, account);
  const adjustments = cash.filter(entry => !isFlow(entry) && entry.kind !== 'dividend');
  const ofNoSymbol = adjustments.filter(({ hasSymbol }) => hasSymbol === 0);
  const amountOf = (kind: string) =>
    sum(
      cash.filter(entry => entry.kind === kind),
      ({ amount }) => amount,
    );
  const lines = [
    proofLine('deposits of book and entries', 'paise', totals?.deposits ?? 0, amountOf('deposit')),
    proofLine(
      'withdrawals of book and entries',
      'paise',
      totals?.withdrawals ?? 0,
      0 - amountOf('withdrawal'),
    ),
    proofLine('dividends of book and entries', 'paise', totals?.dividends ?? 0, amountOf('dividend')),
    proofLine(
      'adjustments of book and entries',
      'paise',
      totals?.adjustments ?? 0,
      sum(adjustments, ({ amount }) => amount),
    ),
    proofLine(
      'adjustments of book, and of symbols and none',
      'paise',
      totals?.adjustments ?? 0,
      sum(symbols, row => row.adjustments) + sum(ofNoSymbol, ({ amount }) => amount),
    ),
  ];
  if (newest?.isFinal)
    lines.push(
      proofLine(
        `cash of the book and of the close of ${newest.date}`,
        'paise',
        totals?.cash ?? 0,
        newest.closingCash,
      ),
    );
  return lines;
}
