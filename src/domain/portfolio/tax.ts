import { and, desc, eq, gte, lte, sql } from 'drizzle-orm';
import { lotClosures, taxTotals } from '../../db/schema/trading/index.js';
import { prepared } from '../../db/store.js';
import type { Account, Product } from '../broker-port.js';
import { PORTFOLIO_LIMITS } from './limits.js';
import { taxTerm } from './pnl.js';
import type { TaxTerm } from './stored-lots.js';
import type { PositionsReader } from './stored-positions.js';

/**
 * Gains of one financial year and term, account-wide, first in first out. Paise. `intraday` was sold on the day it came,
 * `short` within 365 days, `long` later; what the law makes of each is not said.
 */
export interface TaxGain {
  /** Its first calendar year: 2026 is April 2026 to March 2027. */
  financialYear: number;
  term: TaxTerm;
  costPaise: number;
  proceedsPaise: number;
  chargesPaise: number;
  /** Proceeds less cost and charges. */
  gainPaise: number;
  closures: number;
}

/** A part of a lot that was sold (or, short, bought back). */
export interface TaxClosure {
  symbol: string;
  product: Product;
  openedDate: string;
  closedDate: string;
  term: TaxTerm;
  quantity: number;
  costPaise: number;
  proceedsPaise: number;
  chargesPaise: number;
  gainPaise: number;
}

const p = sql.placeholder;

const yearsOfBook = prepared((read: PositionsReader) =>
  read
    .select()
    .from(taxTotals)
    .where(and(eq(taxTotals.userId, p('userId')), eq(taxTotals.bookId, p('bookId'))))
    .orderBy(desc(taxTotals.financialYear), taxTotals.term)
    .limit(PORTFOLIO_LIMITS.taxYearsMax)
    .prepare(),
);

const closures = prepared((read: PositionsReader) =>
  read
    .select()
    .from(lotClosures)
    .where(
      and(
        eq(lotClosures.userId, p('userId')),
        eq(lotClosures.bookId, p('bookId')),
        eq(lotClosures.view, 'tax'),
        gte(lotClosures.closedDate, p('from')),
        lte(lotClosures.closedDate, p('to')),
      ),
    )
    .orderBy(desc(lotClosures.closedDate), desc(lotClosures.id))
    .limit(PORTFOLIO_LIMITS.closuresPerReportMax)
    .prepare(),
);

/** Realised gains by financial year and term, newest first, from running totals. */
export async function taxYearsOf(read: PositionsReader, { userId, bookId }: Account): Promise<TaxGain[]> {
  const rows = await yearsOfBook(read).all({ userId, bookId });
  return rows.map(({ financialYear, term, cost, proceeds, charges, closures: count }) => ({
    financialYear,
    term,
    costPaise: cost,
    proceedsPaise: proceeds,
    chargesPaise: charges,
    gainPaise: proceeds - cost - charges,
    closures: count,
  }));
}

/** What was closed in a financial year, newest first, at most `closuresPerReportMax`; `taxYearsOf` knows how many there are. */
export async function taxClosuresOf(
  read: PositionsReader,
  { userId, bookId }: Account,
  year: number,
): Promise<TaxClosure[]> {
  const range = { from: `${year}-04-01`, to: `${year + 1}-03-31` };
  const rows = await closures(read).all({ userId, bookId, ...range });
  return rows.map(row => ({
    symbol: row.symbol,
    product: row.product,
    openedDate: row.openedDate,
    closedDate: row.closedDate,
    term: taxTerm(row.openedDate, row.closedDate),
    quantity: row.quantity,
    costPaise: row.cost,
    proceedsPaise: row.proceeds,
    chargesPaise: row.charges,
    gainPaise: row.proceeds - row.cost - row.charges,
  }));
}
