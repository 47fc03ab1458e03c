import { tradingAccounts, tradingExecutions, tradingOrders } from '../../../src/db/schema/trading/index.js';
import { users } from '../../../src/db/schema/main/index.js';
import type { Store } from '../../../src/db/store.js';
import { istInstant } from '../../../src/domain/ist.js';
import { type Paise, paise } from '../../../src/domain/money.js';
import { applyCash, openBook } from '../../../src/domain/portfolio/cash.js';
import { applyCorporateAction } from '../../../src/domain/portfolio/corporate-actions.js';
import { checksOf } from '../../../src/domain/portfolio/checks.js';
import type { SnapshotDesk } from '../../../src/domain/portfolio/snapshots.js';
import { applyTrade } from '../../../src/domain/portfolio/trades.js';
import type {
  Account,
  BrokerTrade,
  CashKind,
  DailyBar,
  MarketData,
  Product,
  Side,
} from '../../../src/domain/ports.js';
import { NOW, temporaryStore, testClock } from '../../support/folder.js';

export const ACCOUNT: Account = { userId: 'PERSON1', bookId: 1 };
export const NO_CHARGES = {
  brokerage: paise(0),
  stt: paise(0),
  exchange: paise(0),
  sebi: paise(0),
  stamp: paise(0),
  gst: paise(0),
};
/** Dates of a test, in order. */
export const DAYS = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'] as const;

export interface FillOptions {
  date?: string;
  product?: Product;
  strategyId?: string | null;
  charges?: number;
  symbol?: string;
  slippage?: number | null;
  account?: Account;
}

/** A market whose prices a test sets by hand: by session and symbol, in paise. */
export interface TestMarket {
  date: string;
  open: boolean;
  /** Closes of finished sessions, and the last prices of the running one. */
  prices: Map<string, Map<string, number>>;
  set(symbol: string, price: number): void;
  /** Ends the session, and begins the next one at the same prices. */
  close(): void;
  next(date: string): void;
  desk: SnapshotDesk;
}

function market(store: Store, clock: ReturnType<typeof testClock>): TestMarket {
  const prices = new Map<string, Map<string, number>>([[DAYS[0], new Map()]]);
  const state = { date: DAYS[0] as string, open: true };
  const nowMs = () => istInstant(state.date, state.open ? '10:00' : '16:00');
  const barsOf = (symbol: string, toMs: number): DailyBar[] =>
    [...prices].flatMap(([date, of]) => {
      const price = of.get(symbol);
      if (price === undefined || istInstant(date, '09:15') > toMs) return [];
      const close = paise(price);
      const bar = { openPaise: close, highPaise: close, lowPaise: close, closePaise: close };
      return [{ date, ...bar, volume: 1, complete: date < state.date || !state.open }];
    });
  const data: MarketData = {
    describe: () => ({ source: 'test', truth: 'simulated', summary: 'made by hand' }),
    symbols: () =>
      Promise.resolve(
        ['AAA', 'BBB', 'CCC'].map((symbol, place) => ({
          symbol,
          name: symbol,
          kind: 'equity' as const,
          sector: place < 2 ? 'IT' : 'Banks',
        })),
      ),
    quote: (symbol, atMs) => {
      const bar = barsOf(symbol, atMs).at(-1);
      const message = `no price of ${symbol}`;
      if (!bar) return Promise.resolve({ ok: false, refusal: { code: 'NO_DATA', symbol, message } });
      const at = bar.date === state.date ? nowMs() : istInstant(bar.date, '15:30');
      return Promise.resolve({
        ok: true,
        value: {
          symbol,
          lastPaise: bar.closePaise,
          bidPaise: null,
          askPaise: null,
          previousClosePaise: null,
          volume: null,
          atMs: at,
          marketOpen: state.open,
          source: 'test',
          truth: 'simulated',
        },
      });
    },
    dailyBars: (symbol, { toMs, count }) =>
      Promise.resolve({ ok: true, value: barsOf(symbol, toMs).slice(-count) }),
  };
  const desk: SnapshotDesk = {
    store,
    clock,
    market: (userId: string) =>
      Promise.resolve({
        bookId: userId === ACCOUNT.userId ? 1 : 2,
        kind: 'simulated',
        mark: 'simulated',
        nowMs: nowMs(),
        session: { date: state.date, open: state.open, closesAtMs: null, opensAtMs: null },
        data,
        published: data,
      }),
  };
  const of = () => prices.get(state.date) ?? new Map<string, number>();
  return {
    get date() {
      return state.date;
    },
    get open() {
      return state.open;
    },
    prices,
    set: (symbol, price) => void of().set(symbol, price),
    close: () => {
      state.open = false;
    },
    next: date => {
      prices.set(date, new Map(of()));
      state.date = date;
      state.open = true;
    },
    desk,
  };
}

/** An account with an empty book on a market of its own, and short names for what is booked in it. */
export async function newBook() {
  const store = await temporaryStore();
  const clock = testClock();
  const made = market(store, clock);
  await store.main.tx(
    async tx =>
      await tx.insert(users).values({
        userId: ACCOUNT.userId,
        role: 'trader',
        userName: 'Asha',
        createdAt: NOW,
        updatedAt: NOW,
      }),
  );
  await store.trading.tx(async tx => {
    for (const userId of [ACCOUNT.userId, 'PERSON2'])
      await tx.insert(tradingAccounts).values({ userId, mode: 'paper', nextOrderNumber: 1, openedAt: NOW });
    await openBook(tx, ACCOUNT);
  });
  let made_ = 0;
  const next = (letters: string) => `${letters}${(made_ += 1)}`;
  const fill = async (side: Side, quantity: number, price: number, options: FillOptions = {}) => {
    const { date = made.date, product = 'CNC', strategyId = null, charges = 0, symbol = 'AAA' } = options;
    const account = options.account ?? ACCOUNT;
    const executionId = next('EX');
    const trade: BrokerTrade = {
      tradeId: executionId,
      brokerOrderId: executionId,
      tag: executionId,
      symbol,
      side,
      product,
      quantity,
      pricePaise: paise(price),
      charges: { ...NO_CHARGES, stt: paise(charges) },
      date,
      atMs: istInstant(date, '10:00'),
    };
    await store.trading.tx(async tx => {
      const at = { userId: account.userId, bookId: account.bookId };
      await tx.insert(tradingOrders).values({
        ...at,
        id: executionId,
        orderNumber: made_,
        symbol,
        orderType: 'MARKET',
        side,
        product,
        validity: 'DAY',
        quantity,
        status: 'filled',
        authority: 'press',
        actionId: executionId,
        filledQuantity: quantity,
        filledValue: quantity * price,
        commission: charges,
        createdAt: NOW,
        updatedAt: NOW,
        filledAt: NOW,
        marketDate: date,
        protective: false,
      });
      await tx.insert(tradingExecutions).values({
        ...at,
        id: executionId,
        orderId: executionId,
        symbol,
        side,
        quantity,
        price,
        commission: charges,
        brokerExecutionId: executionId,
        executedAt: trade.atMs,
        tradeDate: date,
        recordedAt: NOW,
        charges: { stt: charges },
        slippage: options.slippage ?? null,
      });
      await applyTrade(tx, account, { executionId, trade, strategyId });
    });
  };
  const cash = async (
    kind: CashKind,
    amount: number,
    { date = made.date, symbol = null }: { date?: string; symbol?: string | null } = {},
  ) => {
    const entryId = next('CASH');
    const amountPaise: Paise = paise(amount);
    const atMs = istInstant(date, '10:00');
    await store.trading.tx(
      async tx => await applyCash(tx, ACCOUNT, { entryId, kind, symbol, amountPaise, date, atMs }),
    );
  };
  const split = async (
    [numerator, denominator]: [number, number],
    quantityBefore: number,
    quantityAfter: number,
    symbol = 'AAA',
  ) => {
    const action = { actionId: next('ACT'), symbol, kind: 'split' as const, numerator, denominator };
    const at = { exDate: made.date, atMs: istInstant(made.date, '09:00') };
    await store.trading.tx(
      async tx =>
        await applyCorporateAction(tx, ACCOUNT, { ...action, quantityBefore, quantityAfter, ...at }),
    );
  };
  const rename = async (symbol: string, newSymbol: string, quantity: number) => {
    const action = { actionId: next('ACT'), kind: 'rename' as const, symbol, newSymbol, quantity };
    const at = { exDate: made.date, atMs: istInstant(made.date, '09:00') };
    await store.trading.tx(async tx => await applyCorporateAction(tx, ACCOUNT, { ...action, ...at }));
  };
  /** What of the books does not agree with itself. */
  const faults = async () =>
    (await store.trading.tx(async tx => await checksOf(tx, ACCOUNT))).filter(line => !line.ok);
  return { store, clock, market: made, desk: made.desk, fill, cash, split, rename, faults };
}

export type TestBook = Awaited<ReturnType<typeof newBook>>;
