import { createSecretKey } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openReader } from '../db/connection.js';
import { tradingAccounts } from '../db/schema/trading/index.js';
import { openStore } from '../db/store.js';
import type { OrderDesk } from '../domain/orders/desk.js';
import { proposeOrder } from '../domain/orders/index.js';
import { cancelEntries } from '../domain/orders/kill.js';
import { ORDER_KINDS } from '../domain/orders/kinds.js';
import { press } from '../domain/orders/press.js';
import { syncBook } from '../domain/orders/sync.js';
import { newFolder, NOW, PERSON, removeFolder } from './db/folder.js';
import { type Case, type Line, runCases } from './harness.js';
import { ACCOUNT, benchDesk, LAST_PAISE } from './orders/desk.js';
import { count, measure, type Runner } from './sample.js';

const OVERWRITE_BYTES = 20 * 1024;
/** As the clock of the benchmark goes: as often as the exchange lets one person. */
const ORDER_EVERY_MS = 400;
const DRAFT = {
  symbol: 'INFY',
  side: 'BUY',
  product: 'CNC',
  orderType: 'LIMIT',
  validity: 'DAY',
  quantity: 10,
  // Below the last price: it rests.
  pricePaise: LAST_PAISE - 1_000,
  triggerPaise: null,
} as const;

const unitsOf = (params: Parameters<Runner>[0]) => ({
  units: count(params, 'units'),
  warmup: count(params, 'warmup'),
});

/**
 * A press of a card that waits: everything from the button to the order that the exchange has taken. The person's card is
 * read and judged (whose it is, chat, nonce, digest, state, time, price), the intent stands in the file (the card consumed,
 * the order with its number, an audit entry, an event), the exchange takes the order into its own ledger, and the outcome
 * stands in the file (the order's state and the broker's id, an audit entry, an event). The rules are asked and have
 * nothing to say: what they look at is no part of this goal.
 */
const productOrders: Runner = async params => {
  const units = unitsOf(params);
  const folder = await newFolder(String(params['folder']));
  const store = openStore(folder);
  let nowMs = NOW;
  const clock = { now: () => nowMs };
  const auditKey = createSecretKey(Buffer.alloc(32, 1));
  const { desk, exchange } = await benchDesk({ store, clock, auditKey });
  try {
    await store.trading.tx(async tx => {
      await tx
        .insert(tradingAccounts)
        .values({ userId: PERSON, mode: 'paper', nextOrderNumber: 1, openedAt: nowMs });
    });
    const person = { userId: PERSON, platform: 'terminal', chatId: 'bench' } as const;
    const card = async () => {
      const proposal = await proposeOrder(desk, person, DRAFT);
      if (!proposal.ok) throw new Error(proposal.refusal.message);
      return proposal.card;
    };
    let waiting = await card();
    const sampled = await measure(
      units,
      async () => {
        const outcome = await press(desk, person, waiting, ORDER_KINDS);
        if (!outcome.ok) throw new Error(outcome.refusal.message);
      },
      async () => {
        await clear(desk);
        nowMs += ORDER_EVERY_MS;
        waiting = await card();
        await setImmediate();
      },
    );
    return { ...sampled, work: { orders: ordersIn(folder.trading) / (units.units + units.warmup) } };
  } finally {
    store.close();
    exchange.close();
    removeFolder(folder);
  }
};

/** Takes the order out of the book of the exchange, which holds no more than some, and books what it reports. */
async function clear(desk: OrderDesk): Promise<void> {
  await cancelEntries(desk, PERSON);
  const synced = await syncBook(desk, ACCOUNT);
  if (!synced.ok) throw new Error(synced.message);
}

/** Orders that went all the way: placed by a press, known to the exchange, and reported as cancelled by it. */
function ordersIn(path: string): number {
  const sqlite = openReader(path);
  const placed = sqlite
    .prepare(`SELECT count(*) FROM trading_orders WHERE status = 'cancelled' AND broker_order_id IS NOT NULL`)
    .pluck()
    .get();
  sqlite.close();
  return Number(placed);
}

/**
 * What two durable writes cost at least: 20 KB overwritten in place, twice, each flushed to the disk. Between them it works
 * as long as the product does between two orders: a disk that is asked without a pause answers faster.
 */
const floor: Runner = async params => {
  const path = join(String(params['folder']), `floor-${process.pid}`);
  const file = openSync(path, 'w', 0o600);
  const page = Buffer.alloc(OVERWRITE_BYTES, 7);
  writeSync(file, page, 0, OVERWRITE_BYTES, 0);
  const overwrite = () => {
    writeSync(file, page, 0, OVERWRITE_BYTES, 0);
    fdatasyncSync(file);
  };
  try {
    const sampled = await measure(
      unitsOf(params),
      () => {
        overwrite();
        overwrite();
      },
      async () => {
        await setImmediate();
      },
    );
    return { ...sampled, work: { orders: 1 } };
  } finally {
    closeSync(file);
  }
};

/** What a child process can measure about orders, by name. */
export const ORDER_RUNNERS = {
  'orders.place': productOrders,
  'orders.floor': floor,
} as const satisfies Record<string, Runner>;

/** Goal P9 of the performance goals: the middle, and the tail against the middle of the floor. */
export function orderCases(folder: string): Case[] {
  const sizes = { units: 1_000, warmup: 200, folder };
  const place = { run: 'orders.place', params: sizes };
  const least = { run: 'orders.floor', params: sizes };
  const each = {
    bench: 'orders',
    ref: 'two-20KB-fdatasync',
    params: { transactions: 2 },
    work: { orders: 1 },
  };
  return [
    {
      ...each,
      case: 'durable-order',
      goal: 1.4,
      measured: { subject: place, measure: 'p50_ms' },
      against: { subject: least, measure: 'p50_ms' },
    },
    {
      ...each,
      case: 'durable-order-p99',
      goal: 3,
      measured: { subject: place, measure: 'p99_ms' },
      against: { subject: least, measure: 'p50_ms' },
    },
  ];
}

export const runOrderBench = async (options: {
  folder: string;
  rounds: number;
  child: string;
  onRound: (done: number) => void;
}): Promise<Line[]> => await runCases(orderCases(options.folder), options);
