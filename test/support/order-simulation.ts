import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { eq } from 'drizzle-orm';
import {
  gttOrders,
  orderChanges,
  tradingEvents,
  tradingExecutions,
  tradingOrders,
} from '../../src/db/schema/trading/index.js';
import type { Store } from '../../src/db/store.js';
import type { Card } from '../../src/domain/orders/cards.js';
import { differencesOf } from '../../src/domain/orders/differences.js';
import {
  proposeCancel,
  proposeChange,
  proposeGtt,
  proposeGttCancel,
  proposeOrder,
} from '../../src/domain/orders/index.js';
import { cancelEntries } from '../../src/domain/orders/kill.js';
import { ORDER_KINDS } from '../../src/domain/orders/kinds.js';
import { orderProcess } from '../../src/domain/orders/process.js';
import { press } from '../../src/domain/orders/press.js';
import { reconcile } from '../../src/domain/orders/reconcile.js';
import { syncBook } from '../../src/domain/orders/sync.js';
import { type Faults, NO_FAULTS } from './fake-broker.js';
import { orderDesk, type TestDesk } from './order-desk.js';
import { randomFrom } from './random.js';

export const STORMY: Faults = {
  answerLost: 0.1,
  hangsButDone: 0.1,
  badRequestButDone: 0.05,
  lostBefore: 0.05,
  refused: 0.05,
  muddled: 0.2,
  unreachable: 0.05,
  partialFill: 0.4,
};
const STEPS = 25;
const CALM_MS = 30_000;
const CALM_STEP_MS = 3_000;

export interface Simulated {
  /** A hash over everything that was written for the person: the same for the same seed. */
  trace: string;
  /** Where the books and the exchange's own do not agree in the end. */
  problems: string[];
  counts: Record<string, number>;
}

interface Run {
  desk: TestDesk;
  random: () => number;
  tasks: Promise<unknown>[];
  advance(ms: number): Promise<void>;
  crash(): void;
}

/** One storm and the calm after it, in one thread and on a clock of its own: nothing in it depends on the machine. */
export async function simulate(store: Store, seed: number, name: string): Promise<Simulated> {
  const run = await begin(store, seed, name);
  const { desk, random } = run;
  desk.broker.deposit(desk.account, 100_000_000);
  Object.assign(desk.broker.faults, STORMY);
  for (let step = 0; step < STEPS; step += 1) {
    await act(run);
    await run.advance(Math.floor(random() * 3_000));
  }
  Object.assign(desk.broker.faults, NO_FAULTS);
  for (let calm = 0; calm < CALM_MS; calm += CALM_STEP_MS) {
    await run.advance(CALM_STEP_MS);
    await reconcile(desk, desk.account);
  }
  await Promise.all(run.tasks);
  return { trace: await traceOf(desk, name), ...(await check(desk)) };
}

async function begin(store: Store, seed: number, name: string): Promise<Run> {
  const desk = await orderDesk(store, { seed, name });
  let timers: { atMs: number; done: () => void }[] = [];
  desk.sleep = ms => new Promise(done => void timers.push({ atMs: desk.clock.now() + ms, done }));
  let tasks: Promise<unknown>[] = [];
  return {
    desk,
    random: randomFrom(seed * 7919 + 17),
    get tasks() {
      return tasks;
    },
    advance: async ms => {
      desk.clock.advance(ms);
      const due = timers.filter(each => each.atMs <= desk.clock.now());
      timers = timers.filter(each => each.atMs > desk.clock.now());
      for (const timer of due) timer.done();
      await setImmediate();
    },
    // Whoever waits for an answer waits for ever: the process that would have read it is gone.
    crash: () => {
      timers = [];
      tasks = [];
      desk.process = orderProcess();
    },
  };
}

type Act = (run: Run) => Promise<unknown> | void;

async function act(run: Run): Promise<void> {
  const acts: readonly (readonly [number, Act])[] = [
    [30, placeSomething],
    [10, changeSomething],
    [10, cancelSomething],
    [8, leaveTrigger],
    [4, cancelTrigger],
    [20, exchangeMoves],
    [8, ({ desk }) => syncBook(desk, desk.account)],
    [8, ({ desk }) => reconcile(desk, desk.account)],
    [3, run => run.crash()],
    [2, run => later(run, cancelEntries(run.desk, run.desk.person.userId))],
  ];
  let left = run.random() * acts.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, does] of acts) {
    left -= weight;
    if (left > 0) continue;
    await does(run);
    return;
  }
}

/** Starts something that may hang until its deadline. */
function later({ tasks }: Run, task: Promise<unknown>): Promise<void> {
  tasks.push(task);
  return setImmediate();
}

const among = <T>(random: () => number, items: readonly T[]): T | undefined =>
  items[Math.floor(random() * items.length)];

async function pressSoon(run: Run, proposal: { ok: true; card: Card } | { ok: false }): Promise<void> {
  if (!proposal.ok) return;
  const { desk, random } = run;
  const twice = random() < 0.2;
  const again = () => press(desk, desk.person, proposal.card, ORDER_KINDS);
  await later(run, again());
  if (twice) await later(run, again());
}

async function placeSomething(run: Run): Promise<void> {
  const { desk, random } = run;
  const price = 150_000 + Math.floor((random() - 0.5) * 1_000);
  desk.scene.prices.set('INFY', { lastPaise: price, bidPaise: price - 5, askPaise: price + 5 });
  desk.scene.denials = (_, stage) =>
    stage === 'confirmation' && random() < 0.05
      ? [{ code: 'ANY', message: 'No.', limit: null, value: null, room: null }]
      : [];
  const type = among(random, ['MARKET', 'LIMIT', 'SL', 'SL-M'] as const) ?? 'MARKET';
  const product = random() < 0.5 ? 'MIS' : 'CNC';
  const draft = {
    symbol: 'INFY',
    side: product === 'MIS' && random() < 0.5 ? 'SELL' : 'BUY',
    product,
    orderType: type,
    validity: 'DAY',
    quantity: 1 + Math.floor(random() * 20),
    pricePaise: type === 'LIMIT' || type === 'SL' ? price : null,
    triggerPaise: type === 'SL' || type === 'SL-M' ? price : null,
  } as const;
  await pressSoon(run, await proposeOrder(desk, desk.person, draft));
}

const ours = ({ desk }: Run) =>
  desk.store.trading.read
    .select()
    .from(tradingOrders)
    .where(eq(tradingOrders.userId, desk.person.userId))
    .all();

async function changeSomething(run: Run): Promise<void> {
  const { desk, random } = run;
  const order = among(random, ours(run));
  if (!order) return;
  const draft =
    order.price !== null && random() < 0.5
      ? { pricePaise: order.price + 5 }
      : { quantity: order.filledQuantity + 1 + Math.floor(random() * 20) };
  await pressSoon(run, await proposeChange(desk, desk.person, order.orderNumber, draft));
}

async function cancelSomething(run: Run): Promise<void> {
  const order = among(run.random, ours(run));
  if (order) await pressSoon(run, await proposeCancel(run.desk, run.desk.person, order.orderNumber));
}

async function leaveTrigger(run: Run): Promise<void> {
  const legs = [{ triggerPaise: 140_000, pricePaise: 140_000 }];
  const draft = { kind: 'single', symbol: 'INFY', side: 'BUY', product: 'CNC', quantity: 3, legs } as const;
  await pressSoon(run, await proposeGtt(run.desk, run.desk.person, draft));
}

async function cancelTrigger(run: Run): Promise<void> {
  const { desk } = run;
  const mine = eq(gttOrders.userId, desk.person.userId);
  const gtt = among(run.random, desk.store.trading.read.select().from(gttOrders).where(mine).all());
  if (gtt) await pressSoon(run, await proposeGttCancel(desk, desk.person, gtt.id));
}

/** The exchange does something by itself: fills, ends, triggers or squares off. */
function exchangeMoves({ desk, random }: Run): void {
  const { broker, account } = desk;
  const book = broker.book(account);
  const open = book.orders.filter(each =>
    ['open', 'trigger_pending', 'partially_filled'].includes(each.status),
  );
  const gtt = among(
    random,
    book.gtts.filter(each => each.status === 'active'),
  );
  if (gtt && random() < 0.3) return void broker.trigger(account, gtt.tag);
  const order = among(random, open);
  if (!order) return;
  if (random() < 0.1) return broker.end(account, order.brokerOrderId, 'expired');
  const rest = order.quantity - order.filledQuantity;
  const partial = rest > 1 && random() < broker.faults.partialFill;
  const quantity = partial ? 1 + Math.floor(random() * (rest - 1)) : rest;
  broker.execute(account, order.brokerOrderId, quantity, 150_000 + Math.floor(random() * 100));
  if (random() < 0.1)
    broker.execute(account, broker.byItself(account, { origin: 'square_off' }).brokerOrderId, 1, 150_000);
}

const rowsOf = ({ store, person }: TestDesk) => {
  const { read } = store.trading;
  const mine = person.userId;
  return {
    orders: read.select().from(tradingOrders).where(eq(tradingOrders.userId, mine)).all(),
    fills: read.select().from(tradingExecutions).where(eq(tradingExecutions.userId, mine)).all(),
    changes: read.select().from(orderChanges).where(eq(orderChanges.userId, mine)).all(),
    gtts: read.select().from(gttOrders).where(eq(gttOrders.userId, mine)).all(),
    events: read.select().from(tradingEvents).where(eq(tradingEvents.userId, mine)).all(),
  };
};

async function traceOf(desk: TestDesk, name: string): Promise<string> {
  const { events, ...rows } = rowsOf(desk);
  const text = JSON.stringify([
    rows,
    events.map(each => [each.eventType, each.eventData, each.relatedId, each.severity, each.createdAt]),
    desk.broker.calls,
  ]);
  return createHash('sha256').update(text.replaceAll(name, 'NAME')).digest('hex');
}

async function check(desk: TestDesk): Promise<Pick<Simulated, 'problems' | 'counts'>> {
  const { orders, fills, changes, gtts, events } = rowsOf(desk);
  const book = desk.broker.book(desk.account);
  const problems: string[] = [];
  const expectSame = (what: string, a: unknown, b: unknown) => {
    if (JSON.stringify(a) !== JSON.stringify(b))
      problems.push(`${what}: ${JSON.stringify(a)} is not ${JSON.stringify(b)}`);
  };
  for (const row of [...orders, ...changes, ...gtts])
    if (row.status === 'submitting' || row.status === 'unknown')
      problems.push(`${row.id} is still ${row.status}`);
  const placed = orders.filter(each => !['rejected', 'denied', 'not_placed'].includes(each.status));
  const key = <T extends { brokerOrderId: string | null }>(rows: readonly T[]) =>
    rows.toSorted((a, b) => (String(a.brokerOrderId) < String(b.brokerOrderId) ? -1 : 1));
  expectSame(
    'orders',
    key(placed).map(each => [
      each.brokerOrderId,
      each.status,
      each.quantity,
      each.filledQuantity,
      each.price,
    ]),
    key(book.orders).map(each => [
      each.brokerOrderId,
      each.status,
      each.quantity,
      each.filledQuantity,
      each.pricePaise,
    ]),
  );
  expectSame(
    'fills',
    fills.map(each => each.brokerExecutionId).sort(),
    book.trades.map(each => each.tradeId).sort(),
  );
  const kept = gtts.filter(each => !['rejected', 'not_placed'].includes(each.status));
  expectSame(
    'triggers',
    kept.map(each => `${each.brokerGttId} ${each.status}`).sort(),
    book.gtts.map(each => `${each.brokerGttId} ${each.status}`).sort(),
  );
  const tags = desk.broker.calls.filter(each => each.what !== 'cancelGtt').map(each => each.tag);
  expectSame('tags that were sent once', new Set(tags).size, tags.length);
  const compared = await differencesOf(desk, desk.account);
  expectSame('differences', compared.ok ? compared.differences : compared.message, []);
  const shouted = events.filter(
    each => each.eventType.endsWith('.unmatched') || each.eventType === 'book.differs',
  );
  expectSame(
    'shouts',
    shouted.map(each => each.eventType),
    [],
  );
  const counts: Record<string, number> = {
    orders: orders.length,
    fills: fills.length,
    changes: changes.length,
  };
  for (const each of [...orders, ...changes, ...gtts]) counts[each.status] = (counts[each.status] ?? 0) + 1;
  return { problems, counts };
}
