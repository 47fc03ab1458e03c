import type { Account, BrokerAnswer } from '../../domain/broker-port.js';
import { formatPaise, paise, PAISE_MAX } from '../../domain/money.js';
import { bookCash, fundsOf, type Ledger, onBook, withdrawablePaise } from './books.js';
import { no } from './listing.js';

const ENTRY_ID = /^[A-Za-z0-9]{1,40}$/;

/** Pays in (positive) or out (negative). An id that was booked before is a yes without effect. */
export function moveCash(
  ledger: Ledger,
  account: Account,
  at: { atMs: number; date: string },
  entryId: string,
  amountPaise: number,
): BrokerAnswer<{ entryId: string }> {
  const kind = amountPaise > 0 ? 'deposit' : 'withdrawal';
  if (!ENTRY_ID.test(entryId)) return no('INPUT', 'The id of an entry is 1 to 40 letters and digits.');
  if (!Number.isSafeInteger(amountPaise) || amountPaise === 0 || Math.abs(amountPaise) > PAISE_MAX)
    return no('INPUT', 'An amount is a whole number of paise above 0.');
  return onBook(ledger, account, at, tx => {
    const known = tx.sql.cashEntry.get(entryId);
    const same = known?.book === tx.book.id && known.kind === kind && known.amount === amountPaise;
    if (known)
      return same
        ? { kind: 'yes', value: { entryId } }
        : no('INPUT', `${entryId} is the id of another entry.`);
    if (tx.book.cash + amountPaise > PAISE_MAX) return no('INPUT', 'That is more than a book can hold.');
    const withdrawable = withdrawablePaise(fundsOf(tx));
    if (-amountPaise > withdrawable)
      return no('FUNDS', `At most ${formatPaise(paise(withdrawable))} can be withdrawn now.`);
    bookCash(tx, kind, null, amountPaise, entryId);
    return { kind: 'yes', value: { entryId } };
  });
}
