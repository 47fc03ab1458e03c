import type { BrokerFunds, BrokerHolding, BrokerReport, BrokerReports } from '../../domain/broker-port.js';
import { paise } from '../../domain/money.js';
import { fundsOf, type Ledger, withdrawablePaise } from './books.js';
import type { BookRow } from './rows.js';
import { PAPER } from './rules.js';

/** The next page of what happened to a book. */
export function reportsAfter({ sql }: Ledger, book: BookRow, after: number): BrokerReports {
  const from = Number.isSafeInteger(after) && after > 0 ? after : 0;
  const rows = sql.reports.all(book.id, from, PAPER.reportsPerPage);
  const upTo = rows.at(-1)?.seq ?? from;
  return {
    // The body was written by `report`, as a report without its number.
    reports: rows.map(
      ({ seq, body }) =>
        Object.assign(JSON.parse(body) as Omit<BrokerReport, 'seq'>, { seq }) as BrokerReport,
    ),
    upTo,
    more: upTo < book.last_seq,
  };
}

export function holdingsOf({ sql }: Ledger, book: BookRow): BrokerHolding[] {
  const selling = new Map<string, number>();
  for (const { product, side, symbol, quantity, filled_quantity } of sql.openOrders.all(book.id))
    if (product === 'CNC' && side === 'SELL')
      selling.set(symbol, (selling.get(symbol) ?? 0) + quantity - filled_quantity);
  return sql.positions
    .all(book.id)
    .filter(({ quantity }) => quantity !== 0)
    .map(({ symbol, product, quantity, cost, day_bought, day_sold }) => ({
      symbol,
      product,
      quantity,
      unsettled: product === 'CNC' ? Math.max(0, day_bought - day_sold) : 0,
      blocked: product === 'CNC' ? (selling.get(symbol) ?? 0) : 0,
      costPaise: paise(cost),
    }));
}

export function brokerFunds({ sql, config }: Ledger, book: BookRow): BrokerFunds {
  const funds = fundsOf({ sql, config, book });
  return {
    cashPaise: paise(funds.cash),
    blockedPaise: paise(funds.ordersBlocked + funds.margin),
    marginUsedPaise: paise(funds.margin),
    availablePaise: paise(funds.available),
    unsettledPaise: paise(funds.unsettled),
    withdrawablePaise: paise(withdrawablePaise(funds)),
  };
}
