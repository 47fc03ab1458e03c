import type { KeyObject } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { wallClock } from '../../clock.js';
import type { Store } from '../../db/store.js';
import type { Broker } from '../../domain/broker-port.js';
import { paise } from '../../domain/money.js';
import { randomNonce } from '../../domain/orders/cards.js';
import type { OrderDesk } from '../../domain/orders/desk.js';
import { orderProcess } from '../../domain/orders/process.js';
import type { MarketData, Quote, TradingMarket } from '../../domain/ports.js';
import { timeSortedIds } from '../../ids.js';
import { Secret } from '../../secret.js';
import { PERSON } from '../db/folder.js';

const BOOK = 1;
const none = () => Promise.resolve();

/** A desk on which only placing an order costs anything: no rules, one price, a market that never closes. */
export function benchDesk(parts: { store: Store; broker: Broker; auditKey: KeyObject }): OrderDesk {
  const process = orderProcess();
  process.reconciled({ userId: PERSON, bookId: BOOK });
  const session = { apiKey: new Secret('key'), accessToken: new Secret('token') };
  return {
    ...parts,
    clock: wallClock,
    ids: timeSortedIds(wallClock),
    market: () => Promise.resolve(market(wallClock.now())),
    sleep: ms => setTimeout(ms, undefined, { ref: false }),
    rules: {
      prepare: () => Promise.resolve({ check: () => Promise.resolve([]), impact: none }),
      driftBpsMax: () => Promise.resolve(100),
    },
    books: { openBook: none, applyTrade: none, applyCash: none, applyCorporateAction: none },
    sessionFor: account => Promise.resolve({ ok: true, session: { account, ...session } }),
    renewSession: dead => Promise.resolve({ ok: true, session: dead }),
    nonce: randomNonce,
    process,
  };
}

function market(nowMs: number): TradingMarket {
  const price = paise(150_000);
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
    symbols: () => Promise.resolve([]),
    dailyBars: () => Promise.resolve({ ok: true, value: [] }),
    quote: () => Promise.resolve({ ok: true, value: quote }),
  };
  const session = { date: '2026-11-23', open: true, closesAtMs: null, opensAtMs: null };
  return { bookId: BOOK, kind: 'simulated', mark: 'simulated', nowMs, session, data, published: data };
}
