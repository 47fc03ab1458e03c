import type { KeyObject } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { asc, isNull } from 'drizzle-orm';
import type { PaperExchange } from '../brokers/paper/index.js';
import type { EncryptionKeys } from '../db/secrets/keys.js';
import { tradingAccounts } from '../db/schema/trading/index.js';
import { during, type Turns, turns } from '../db/turns.js';
import { RAISE_COST_LIMIT, type RaiseResult } from '../domain/ai-limits/raise.js';
import type { ActionKind } from '../domain/orders/actions.js';
import { expireCards, randomNonce } from '../domain/orders/cards.js';
import type { OrderDesk } from '../domain/orders/desk.js';
import { cancelEntries } from '../domain/orders/kill.js';
import { ORDER_KINDS, type OrderResult } from '../domain/orders/kinds.js';
import { orderProcess } from '../domain/orders/process.js';
import { type Reconciled, reconcile } from '../domain/orders/reconcile.js';
import { AUTO_TRADING_ON, type AutoTradingResult } from '../domain/people/auto-trading.js';
import { type ConnectionDesk, renewSession, sessionFor } from '../domain/people/connection.js';
import { refreshGoals } from '../domain/people/goals.js';
import { openSessions } from '../domain/people/sessions.js';
import type { Account, Desk, Ids } from '../domain/ports.js';
import { applyCash, openBook } from '../domain/portfolio/cash.js';
import { applyCorporateAction } from '../domain/portfolio/corporate-actions.js';
import { markPositions } from '../domain/portfolio/days.js';
import { portfolioOf } from '../domain/portfolio/portfolio.js';
import { closeDay } from '../domain/portfolio/snapshots.js';
import { applyTrade } from '../domain/portfolio/trades.js';
import { RISK_CARD_KINDS, type RiskCardResult } from '../domain/risk/card-kinds.js';
import { applyDueLoosenings } from '../domain/risk/changes.js';
import type { Impact } from '../domain/risk/impact.js';
import { resumeKillSwitches } from '../domain/risk/kill-switch.js';
import { orderRules } from '../domain/risk/order-rules.js';
import { type FiguresOf, watchBooks } from '../domain/risk/watch.js';
import { type ExchangeDesk, exchangeRules, openExchange, tradedBy } from './exchange.js';
import { Refusal } from '../refusal.js';
import { figuresReader } from './figures.js';

const LIMITS = { peopleMax: 10_000 } as const;

export type TradingDesk = OrderDesk<Impact>;
export type PressResult = OrderResult | RiskCardResult | RaiseResult | AutoTradingResult;

/** Trading of a data folder: the desk of the use-cases, and what has to be done again and again. */
export interface Trading {
  desk: TradingDesk;
  /** What a press may carry out. */
  kinds: readonly ActionKind<PressResult>[];
  connection: ConnectionDesk & Pick<Desk, 'market'>;
  exchange: PaperExchange;
  /** What the risk rules see of a book. */
  figures: FiguresOf;
  /** The book that a person trades now. */
  accountOf(userId: string): Promise<Account>;
  /** Brings one person's book up to the market's now: fills, reports, unknown orders, days, prices, goals. */
  catchUp(userId: string): Promise<Reconciled>;
  /** The same for everybody, and the limits, cards and breaches that are due. @returns what could not be done, by person */
  beat(signal: AbortSignal): Promise<{ userId: string; message: string }[]>;
  /**
   * Ends the book of a practice market that is about to go: what is open there is cancelled.
   * @throws Refusal while an outcome is not known yet
   */
  endBook(userId: string): Promise<void>;
  close(): void;
}

type TradingApp = ExchangeDesk & {
  ids: Ids;
  keys: { current: EncryptionKeys };
  /** Of the audit trail. */
  auditKey: KeyObject;
};

/** Opens the exchange and makes the desk. Nothing may be placed for a person before their first `catchUp`. */
export async function openTrading(app: TradingApp): Promise<Trading> {
  const exchange = await openExchange(app);
  const { connection, figures, desk } = desksOf(app, exchange);
  const books = bookKeeper(desk, exchange);
  return {
    desk,
    kinds: [...ORDER_KINDS, ...RISK_CARD_KINDS, RAISE_COST_LIMIT, AUTO_TRADING_ON],
    connection,
    exchange,
    figures,
    ...books,
    beat: async signal => {
      const failed = await everybody(desk, signal, books.catchUp);
      await applyDueLoosenings(desk);
      await expireCards(desk);
      const watched = await watchBooks(desk, figures);
      const killed = await resumeKillSwitches(desk, async (_, userId) => await cancelEntries(desk, userId));
      const faults = [...watched.failed, ...killed.failed];
      return [...failed, ...faults.map(({ userId, error }) => ({ userId, message: error.message }))];
    },
    close: () => exchange.close(),
  };
}

/** The desks of the use-cases over one exchange. */
function desksOf(app: TradingApp, exchange: PaperExchange): Pick<Trading, 'connection' | 'figures' | 'desk'> {
  const { store, clock, ids, keys, markets, config } = app;
  const { broker } = exchange;
  const market = async (userId: string) => await tradedBy(markets, userId);
  const connection: Trading['connection'] = {
    store,
    clock,
    market,
    broker,
    // Rotated while the service runs.
    get encryption() {
      return keys.current;
    },
    issuer: exchange,
    sessions: openSessions(),
  };
  const plain: Desk = {
    store,
    clock,
    ids,
    market,
    broker,
    auditKey: app.auditKey,
    sleep: async ms => await setTimeout(ms, undefined, { ref: false }),
  };
  const session = async (account: Account) => await sessionFor(connection, account);
  const figures = figuresReader(plain, session);
  const misMarginBps = config.misMarginPercent * 100;
  const desk: TradingDesk = {
    ...plain,
    rules: orderRules(plain, { figures, exchange: exchangeRules(), misMarginBps }),
    books: { openBook, applyTrade, applyCash, applyCorporateAction },
    sessionFor: session,
    renewSession: async dead => await renewSession(connection, dead),
    nonce: randomNonce,
    process: orderProcess(),
  };
  return { connection, figures, desk };
}

/** One person's book at a time: two catching up at once would each look for what the other has just booked. */
function bookKeeper(
  desk: TradingDesk,
  exchange: PaperExchange,
): Pick<Trading, 'accountOf' | 'catchUp' | 'endBook'> {
  const queues = new Map<string, Turns>();
  const queueOf = (userId: string) => {
    const known = queues.get(userId) ?? turns(`the book of ${userId}`);
    queues.set(userId, known);
    return known;
  };
  const accountOf = async (userId: string) => ({ userId, bookId: (await desk.market(userId)).bookId });
  return {
    accountOf,
    catchUp: async userId =>
      await during(queueOf(userId), async () => {
        const account = await accountOf(userId);
        const reconciled = await reconcile(desk, account);
        if (!reconciled.ok) return reconciled;
        await closeDay(desk, account);
        await markPositions(desk, account);
        const { isComplete, equityPaise } = await portfolioOf(desk, account);
        if (isComplete) await refreshGoals(desk, account, equityPaise);
        return reconciled;
      }),
    endBook: async userId =>
      await during(queueOf(userId), async () => {
        const account = await accountOf(userId);
        await exchange.closeBook(account);
        const ended = await reconcile(desk, account);
        // Once the market is gone nobody can ask any more what became of its orders.
        if (!ended.ok || ended.unknown > 0)
          throw new Refusal(
            ended.ok
              ? 'What became of an order of this market is not known yet.'
              : `The book of this market cannot be ended: ${ended.message}.`,
            { todo: 'try again in ten seconds' },
          );
      }),
  };
}

async function everybody(
  desk: Desk,
  signal: AbortSignal,
  catchUp: Trading['catchUp'],
): Promise<{ userId: string; message: string }[]> {
  const people = await desk.store.trading.read
    .select({ userId: tradingAccounts.userId })
    .from(tradingAccounts)
    .where(isNull(tradingAccounts.closedAt))
    .orderBy(asc(tradingAccounts.userId))
    .limit(LIMITS.peopleMax);
  const failed: { userId: string; message: string }[] = [];
  for (const { userId } of people) {
    if (signal.aborted) break;
    try {
      const done = await catchUp(userId);
      if (!done.ok) failed.push({ userId, message: done.message });
    } catch (fault) {
      failed.push({ userId, message: fault instanceof Error ? fault.message : String(fault) });
    }
  }
  return failed;
}
