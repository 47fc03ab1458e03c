import { createHmac, createSecretKey } from 'node:crypto';
import { and, eq, isNull, sql } from 'drizzle-orm';
import { bookTotals, tradingAccounts, tradingPositions } from '../../src/db/schema/trading/index.js';
import type { Store, TradingTx } from '../../src/db/store.js';
import type { Account } from '../../src/domain/broker-port.js';
import { paise } from '../../src/domain/money.js';
import type { BookKeeping, OrderDesk, OrderQuestion, Person } from '../../src/domain/orders/desk.js';
import { orderProcess } from '../../src/domain/orders/process.js';
import type { Denial } from '../../src/domain/orders/refusals.js';
import type { OrderDraft } from '../../src/domain/orders/terms.js';
import type { MarketData, TradingMarket } from '../../src/domain/ports.js';
import { type FakeBroker, fakeBroker, fakeSession } from './fake-broker.js';
import { NOW, testClock } from './folder.js';
import { randomFrom } from './random.js';

/** What a test may turn: prices, rules, the market, the connection. */
export interface Scene {
  prices: Map<string, { lastPaise: number; bidPaise: number | null; askPaise: number | null }>;
  /** What the rules say no to; asked anew each time. */
  denials: (question: OrderQuestion, stage: 'proposal' | 'confirmation') => Denial[];
  driftBpsMax: number;
  bookId: number;
  open: boolean;
  connected: boolean;
  /** How often the rules were asked, by stage. */
  asked: { proposal: number; confirmation: number };
}

export interface TestDesk extends OrderDesk<{ worstCasePaise: number }> {
  broker: FakeBroker;
  clock: ReturnType<typeof testClock>;
  scene: Scene;
  person: Person;
  account: Account;
}

export const buyTen: OrderDraft = {
  symbol: 'INFY',
  side: 'BUY',
  product: 'CNC',
  orderType: 'LIMIT',
  validity: 'DAY',
  quantity: 10,
  pricePaise: 150_000,
  triggerPaise: null,
};

const keyOfTests = createSecretKey(Buffer.alloc(32, 7));
const PRICE = { lastPaise: 150_000, bidPaise: 149_990, askPaise: 150_010 };
let opened = 0;

/** A desk for one new person on a fake broker. `name` makes its ids its own: letters and digits, at most 8. */
export async function orderDesk(
  store: Store,
  { seed = 1, name = `D${++opened}` }: { seed?: number; name?: string } = {},
): Promise<TestDesk> {
  const clock = testClock();
  const random = randomFrom(seed);
  const broker = fakeBroker({ clock, random, name });
  const userId = `P${name}`;
  const person: Person = { userId, platform: 'terminal', chatId: 'here' };
  const scene: Scene = {
    prices: new Map([['INFY', { ...PRICE }]]),
    denials: () => [],
    driftBpsMax: 50,
    bookId: 1,
    open: true,
    connected: true,
    asked: { proposal: 0, confirmation: 0 },
  };
  let made = 0;
  const nextId = () => `N${name}Z${String(++made).padStart(6, '0')}`;
  await addAccount(store, userId);
  const account: Account = { userId, bookId: 1 };
  const desk: TestDesk = {
    store,
    clock,
    ids: { next: nextId },
    auditKey: keyOfTests,
    broker,
    market: () => Promise.resolve(marketOf(scene, clock.now())),
    sleep: () => new Promise(() => undefined),
    rules: {
      prepare: question =>
        Promise.resolve({
          check: (_tx, { stage }) => {
            scene.asked[stage] += 1;
            return Promise.resolve(scene.denials(question, stage));
          },
          impact: () => Promise.resolve({ worstCasePaise: question.order.quantity * 100 }),
        }),
      driftBpsMax: () => Promise.resolve(scene.driftBpsMax),
    },
    books: fakeBooks(nextId),
    sessionFor: of =>
      Promise.resolve(
        scene.connected
          ? { ok: true, session: fakeSession(of) }
          : { ok: false, refusal: { message: 'The broker cannot be reached: log in again.' } },
      ),
    renewSession: ({ account: of }) => Promise.resolve({ ok: true, session: fakeSession(of) }),
    nonce: () => createHmac('md5', name).update(String(++made)).digest('base64url'),
    process: orderProcess(),
    scene,
    person,
    account,
  };
  desk.process.reconciled(account);
  return desk;
}

export async function addAccount(store: Store, userId: string): Promise<void> {
  await store.trading.tx(async tx => {
    await tx
      .insert(tradingAccounts)
      .values({ userId, mode: 'paper', nextOrderNumber: 1, openedAt: NOW })
      .onConflictDoNothing();
  });
}

/** The same desk after a restart: what only the process knew is gone. */
export const restarted = (desk: TestDesk): TestDesk => ({ ...desk, process: orderProcess() });

function marketOf(scene: Scene, nowMs: number): TradingMarket {
  const data: MarketData = {
    describe: () => ({ source: 'test', truth: 'simulated', summary: 'made up by a test' }),
    symbols: () => Promise.resolve([]),
    dailyBars: () => Promise.resolve({ ok: true, value: [] }),
    quote: symbol => {
      const price = scene.prices.get(symbol);
      const message = `nothing is known of ${symbol}`;
      if (!price) return Promise.resolve({ ok: false, refusal: { code: 'UNKNOWN_SYMBOL', symbol, message } });
      return Promise.resolve({
        ok: true,
        value: {
          symbol,
          lastPaise: paise(price.lastPaise),
          bidPaise: price.bidPaise === null ? null : paise(price.bidPaise),
          askPaise: price.askPaise === null ? null : paise(price.askPaise),
          previousClosePaise: paise(price.lastPaise),
          volume: 1_000,
          atMs: nowMs,
          marketOpen: scene.open,
          source: 'test',
          truth: 'simulated',
        },
      });
    },
  };
  const opens = {
    closesAtMs: scene.open ? nowMs + 3_600_000 : null,
    opensAtMs: scene.open ? null : nowMs + 60_000,
  };
  return {
    bookId: scene.bookId,
    kind: 'simulated',
    mark: 'simulated',
    nowMs,
    session: { date: '2026-11-23', open: scene.open, ...opens },
    data,
    published: data,
  };
}

/** Books of the simplest kind: positions and cash, as the differences need them. */
function fakeBooks(nextId: () => string): BookKeeping {
  const add = async (
    tx: TradingTx,
    account: Account,
    to: 'deposits' | 'bought' | 'sold' | 'charges',
    amount: number,
  ) => {
    await tx
      .update(bookTotals)
      .set({ [to]: sql`${bookTotals[to]} + ${amount}` })
      .where(and(eq(bookTotals.userId, account.userId), eq(bookTotals.bookId, account.bookId)));
  };
  return {
    openBook: async (tx, account) => {
      const zero = {
        deposits: 0,
        withdrawals: 0,
        dividends: 0,
        adjustments: 0,
        bought: 0,
        sold: 0,
        charges: 0,
      };
      await tx
        .insert(bookTotals)
        .values({ ...account, ...zero, realized: 0, fills: 0, slippage: 0 })
        .onConflictDoNothing();
    },
    applyCash: (tx, account, cash) => add(tx, account, 'deposits', cash.amountPaise),
    applyCorporateAction: () => Promise.reject(new Error('none in these tests')),
    applyTrade: async (tx, account, { trade }) => {
      const { symbol, product, side, quantity, pricePaise } = trade;
      await add(tx, account, side === 'BUY' ? 'bought' : 'sold', quantity * pricePaise);
      const charges = Object.values(trade.charges).reduce((sum: number, line: number) => sum + line, 0);
      await add(tx, account, 'charges', charges);
      const signed = side === 'BUY' ? quantity : -quantity;
      const [open] = await tx
        .select()
        .from(tradingPositions)
        .where(
          and(
            eq(tradingPositions.userId, account.userId),
            eq(tradingPositions.bookId, account.bookId),
            eq(tradingPositions.symbol, symbol),
            eq(tradingPositions.product, product),
            isNull(tradingPositions.closedAt),
          ),
        );
      const now = (open?.quantity ?? 0) + signed;
      const cost = now * 100;
      const closedAt = now === 0 ? trade.atMs : null;
      if (open)
        await tx
          .update(tradingPositions)
          .set({ quantity: now, cost, closedAt })
          .where(eq(tradingPositions.id, open.id));
      else
        await tx.insert(tradingPositions).values({
          ...account,
          id: nextId(),
          symbol,
          product,
          quantity: now,
          cost,
          realizedPnl: 0,
          openedAt: trade.atMs,
        });
    },
  };
}
