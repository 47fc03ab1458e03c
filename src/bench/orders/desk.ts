import type { KeyObject } from 'node:crypto';
import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { openPaperExchange, type PaperExchange } from '../../brokers/paper/index.js';
import type { Clock } from '../../clock.js';
import { openLedgerFile } from '../../db/ledger-file.js';
import type { Store } from '../../db/store.js';
import { istDate } from '../../domain/ist.js';
import { paise } from '../../domain/money.js';
import { randomNonce } from '../../domain/orders/cards.js';
import type { OrderDesk } from '../../domain/orders/desk.js';
import { orderProcess } from '../../domain/orders/process.js';
import type { MarketData, Quote, TradingMarket } from '../../domain/ports.js';
import { timeSortedIds } from '../../ids.js';
import { PERSON } from '../db/folder.js';

export const ACCOUNT = { userId: PERSON, bookId: 1 } as const;
export const LAST_PAISE = 150_000;
const none = () => Promise.resolve();

/**
 * A desk on the real paper exchange and its ledger, on which only placing an order costs anything: no rules, one price, a
 * market that never closes, somebody who is logged in.
 */
export async function benchDesk(parts: { store: Store; clock: Clock; auditKey: KeyObject }): Promise<{
  desk: OrderDesk;
  exchange: PaperExchange;
}> {
  const { store, clock } = parts;
  const market = () => Promise.resolve(marketAt(clock.now()));
  const exchange = openPaperExchange({
    ledger: await openLedgerFile(store.folder, clock),
    clock,
    random: randomBytes,
    market,
    sessions: () => Promise.resolve([]),
    corporateActions: () => Promise.resolve([]),
  });
  const { broker } = exchange;
  const keys = await exchange.issueKeys(ACCOUNT);
  const login = await broker.login(ACCOUNT, keys);
  if (!login.ok) throw new Error(login.message);
  const session = { account: ACCOUNT, apiKey: keys.apiKey, accessToken: login.value.accessToken };
  const process = orderProcess();
  process.reconciled(ACCOUNT);
  const desk: OrderDesk = {
    ...parts,
    broker,
    ids: timeSortedIds(clock),
    market,
    sleep: ms => setTimeout(ms, undefined, { ref: false }),
    rules: {
      prepare: () => Promise.resolve({ check: () => Promise.resolve([]), impact: none }),
      driftBpsMax: () => Promise.resolve(100),
    },
    books: { openBook: none, applyTrade: none, applyCash: none, applyCorporateAction: none },
    sessionFor: () => Promise.resolve({ ok: true, session }),
    renewSession: dead => Promise.resolve({ ok: true, session: dead }),
    nonce: randomNonce,
    process,
  };
  return { desk, exchange };
}

function marketAt(nowMs: number): TradingMarket {
  const price = paise(LAST_PAISE);
  const quote: Quote = {
    symbol: 'INFY',
    lastPaise: price,
    bidPaise: price,
    askPaise: price,
    previousClosePaise: price,
    volume: null,
    atMs: nowMs,
    marketOpen: true,
    source: 'bench',
    truth: 'simulated',
  };
  const data: MarketData = {
    describe: () => ({ source: 'bench', truth: 'simulated', summary: 'one price' }),
    symbols: () => Promise.resolve([{ symbol: 'INFY', name: 'Infosys', kind: 'equity', sector: null }]),
    dailyBars: () => Promise.resolve({ ok: true, value: [] }),
    quote: () => Promise.resolve({ ok: true, value: quote }),
  };
  const session = { date: istDate(nowMs), open: true, closesAtMs: null, opensAtMs: null };
  return {
    bookId: ACCOUNT.bookId,
    kind: 'simulated',
    mark: 'simulated',
    nowMs,
    session,
    data,
    published: data,
  };
}
