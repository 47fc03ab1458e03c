import type {
  Account,
  Broker,
  BrokerAnswer,
  BrokerFunds,
  BrokerReading,
  BrokerSession,
  PaperCashier,
} from '../../domain/broker-port.js';
import { paise } from '../../domain/money.js';
import type { TradingMarket } from '../../domain/ports.js';
import type { Secret } from '../../secret.js';
import { issueKeys, logIn, refuseSession } from './access.js';
import { catchUp } from './advance.js';
import { endOrder, findBook, onBook, openBook, saveGtt } from './books.js';
import { moveCash } from './cashier.js';
import type { Exchange, PaperOptions } from './exchange.js';
import { cancelGtt, placeGtt } from './gtts.js';
import { statements } from './ledger.js';
import { no, type No } from './listing.js';
import { cancel, modify, place } from './orders.js';
import { rateGate } from './rates.js';
import { brokerFunds, holdingsOf, reportsAfter } from './readings.js';
import { type BookRow, gttOf, orderOf } from './rows.js';
import { PAPER_DEFAULTS } from './rules.js';
import { inTurn } from './turn.js';

export { auditLedger } from './audit.js';
export { listingAt } from './listing.js';
export type { ListedAction, MarketSession, PaperOptions } from './exchange.js';
export { PAPER, PAPER_DEFAULTS, type PaperConfig } from './rules.js';

/** The exchange and what is around it: only `broker` is what a real one offers. */
export interface PaperExchange {
  broker: Broker;
  cashier: PaperCashier;
  /** New keys for a person; the earlier ones end. Shown once, only their hashes are kept. */
  issueKeys(account: Account): Promise<{ apiKey: Secret; apiSecret: Secret }>;
  /** Brings the matching of a book up to its market's now, in bounded steps. Every call of the broker does it first. */
  advance(account: Account): Promise<void>;
  /** Ends a book whose market is no more: everything open is cancelled, and nothing can be placed again. */
  closeBook(account: Account): Promise<void>;
  close(): void;
}

const NO_FUNDS: BrokerFunds = {
  cashPaise: paise(0),
  blockedPaise: paise(0),
  marginUsedPaise: paise(0),
  availablePaise: paise(0),
  unsettledPaise: paise(0),
  withdrawablePaise: paise(0),
};

/** Opens the paper exchange over its ledger. All that lasts is in there; calls of one book take turns. */
export function openPaperExchange(options: PaperOptions): PaperExchange {
  const { ledger: file, config, ...rest } = options;
  const ledger = { file, sql: statements(file.sqlite), config: { ...PAPER_DEFAULTS, ...config } };
  const x: Exchange = { ...rest, ledger, facts: new Map(), rates: rateGate() };
  const turn = inTurn();
  return {
    broker: brokerOf(x, turn),
    cashier: {
      deposit: (account, entryId, amount) => turn(account, () => paid(x, account, entryId, amount, 1)),
      withdraw: (account, entryId, amount) => turn(account, () => paid(x, account, entryId, amount, -1)),
    },
    issueKeys: async account => issueKeys(ledger, account, x.clock.now(), x.random),
    advance: async account => {
      await turn(account, async () => await enter(x, account));
    },
    closeBook: account => turn(account, async () => closeBook(x, account)),
    close: () => file.close(),
  };
}

/** The market of an account, with its book opened and brought up to now. */
async function enter(x: Exchange, account: Account): Promise<TradingMarket | No> {
  const market = await x.market(account.userId);
  const elsewhere = no('HALTED', 'This practice market is not the one that is traded on now.');
  if (market.bookId !== account.bookId) return elsewhere;
  const { nowMs, session } = market;
  const found = findBook(x.ledger, account);
  if (found?.closed === 1) return no('HALTED', 'This practice market has ended, and its book is closed.');
  if (!found) openBook(x.ledger, account, { atMs: nowMs, date: session.date, open: session.open });
  return (await catchUp(x, account, market))
    ? market
    : no('HALTED', 'The exchange still has to work through the time that went by: try again at once.');
}

/** Where a cancel takes hold: a book whose market is elsewhere stands still, and can be cancelled in as it was left. */
async function cancelledAt(x: Exchange, account: Account): Promise<{ atMs: number; date: string } | No> {
  const market = await enter(x, account);
  if (!('code' in market)) return { atMs: market.nowMs, date: market.session.date };
  const book = findBook(x.ledger, account);
  const { bookId } = await x.market(account.userId);
  return book?.closed === 0 && bookId !== account.bookId
    ? { atMs: book.clock_at, date: book.session_date }
    : market;
}

async function paid(
  x: Exchange,
  account: Account,
  entryId: string,
  amountPaise: number,
  sign: 1 | -1,
): Promise<BrokerAnswer<{ entryId: string }>> {
  if (!(amountPaise > 0)) return no('INPUT', 'An amount is a whole number of paise above 0.');
  const market = await enter(x, account);
  if ('code' in market) return market;
  return moveCash(
    x.ledger,
    account,
    { atMs: market.nowMs, date: market.session.date },
    entryId,
    sign * amountPaise,
  );
}

function closeBook({ ledger }: Exchange, account: Account): void {
  const book = findBook(ledger, account);
  if (!book || book.closed === 1) return;
  const why = 'The practice market has ended.';
  onBook(ledger, account, { atMs: book.clock_at, date: book.session_date }, tx => {
    for (const order of tx.sql.openOrders.all(book.id)) endOrder(tx, order, 'cancelled', why);
    for (const gtt of tx.sql.activeGtts.all(book.id))
      saveGtt(tx, Object.assign(gtt, { status: 'cancelled' as const, message: why }));
    tx.book.closed = 1;
  });
}

/** Does something for who is let in, in the turn of the book, once `find` has said where it takes hold. */
const actingIn =
  (x: Exchange, turn: ReturnType<typeof inTurn>) =>
  <At extends object, T>(
    session: BrokerSession,
    find: (x: Exchange, account: Account) => Promise<At | No>,
    work: (at: At) => Promise<BrokerAnswer<T>> | BrokerAnswer<T>,
  ): Promise<BrokerAnswer<T>> =>
    turn(session.account, async () => {
      const refused = refuseSession(x.ledger, session, x.clock.now());
      if (refused !== undefined) return no('TOKEN', refused);
      const at = await find(x, session.account);
      return 'code' in at ? at : await work(at);
    });

function brokerOf(x: Exchange, turn: ReturnType<typeof inTurn>): Broker {
  const { ledger } = x;
  const actAt = actingIn(x, turn);
  const act = <T>(
    session: BrokerSession,
    work: (market: TradingMarket) => Promise<BrokerAnswer<T>> | BrokerAnswer<T>,
  ) => actAt(session, enter, work);
  /** A book whose market is elsewhere can still be read, as it was left. */
  const read = async <T>(session: BrokerSession, empty: T, work: (book: BookRow) => T) =>
    await turn(session.account, async (): Promise<BrokerReading<T>> => {
      const refused = refuseSession(ledger, session, x.clock.now());
      if (refused !== undefined) return { ok: false, code: 'TOKEN', message: refused };
      await enter(x, session.account);
      const book = findBook(ledger, session.account);
      return { ok: true, value: book ? work(book) : empty };
    });
  return {
    name: 'paper',
    mode: 'paper',
    login: async (account, keys) => logIn(ledger, account, keys, x.clock.now(), x.random),
    place: (session, order) => act(session, market => place(x, session, market, order)),
    modify: (session, id, change) => act(session, market => modify(x, session, market, id, change)),
    cancel: (session, id, tag) => actAt(session, cancelledAt, at => cancel(x, session, at, id, tag)),
    placeGtt: (session, gtt) => act(session, market => placeGtt(x, session, market, gtt)),
    cancelGtt: (session, id) => actAt(session, cancelledAt, at => cancelGtt(x, session, at, id)),
    orderByTag: (session, tag) =>
      read(session, null, book => {
        const row = ledger.sql.orderByTag.get(book.id, tag);
        return row ? orderOf(row) : null;
      }),
    gttByTag: (session, tag) =>
      read(session, null, book => {
        const row = ledger.sql.gttByTag.get(book.id, tag);
        return row ? gttOf(row) : null;
      }),
    openOrders: session => read(session, [], book => ledger.sql.openOrders.all(book.id).map(orderOf)),
    reports: (session, after) =>
      read(session, { reports: [], upTo: after, more: false }, book => reportsAfter(ledger, book, after)),
    holdings: session => read(session, [], book => holdingsOf(ledger, book)),
    funds: session => read(session, NO_FUNDS, book => brokerFunds(ledger, book)),
  };
}
