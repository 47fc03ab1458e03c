import type { Account } from '../ports.js';
import type { BookDesk } from './prices.js';
import type { Flow } from './pnl.js';
import { type LotSum, lotSumsOf, type StoredPosition, type Totals } from './read.js';
import {
  type BookDay,
  cashOf,
  isFlow,
  dayAt,
  dayBefore,
  latestDay,
  type SymbolDay,
  symbolDaysOf,
} from './stored-days.js';
import { openPositions } from './stored-positions.js';
import { totalsRow } from './stored-totals.js';

/** Everything stored that a portfolio is made of, as it stood at one moment. */
export interface BookFacts {
  positions: StoredPosition[];
  /** Open lots of the strategy view. */
  lots: LotSum[];
  totals: Totals | undefined;
  /** The day the portfolio is of: of the market's session, or a later one that something is booked on. */
  date: string;
  today: BookDay | undefined;
  previous: BookDay | undefined;
  todayBySymbol: SymbolDay[];
  previousBySymbol: SymbolDay[];
  /** Deposits and withdrawals of the day, in order. */
  flows: Flow[];
  /** Other cash of the day that belongs to no symbol. */
  adjustments: number;
}

/** Reads them in one transaction, since a fill between two reads would make a portfolio that never was. */
export async function factsOf(
  { store }: BookDesk,
  account: Account,
  sessionDate: string,
): Promise<BookFacts> {
  return await store.trading.tx(async tx => {
    const newest = await latestDay(tx, account);
    const date = newest && newest.date > sessionDate ? newest.date : sessionDate;
    const previous = await dayBefore(tx, account, date);
    const entries = await cashOf(tx, account, date);
    return {
      positions: await openPositions(tx, account),
      lots: await lotSumsOf(tx, account, 'strategy'),
      totals: await totalsRow(tx, account),
      date,
      today: await dayAt(tx, account, date),
      previous,
      todayBySymbol: await symbolDaysOf(tx, account, date),
      previousBySymbol: previous ? await symbolDaysOf(tx, account, previous.date) : [],
      flows: entries.filter(isFlow),
      adjustments: entries
        .filter(entry => entry.symbol === null && !isFlow(entry))
        .reduce((sum, { amount }) => sum + amount, 0),
    };
  });
}
