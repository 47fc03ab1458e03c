import { sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { alignOutboxes, deliver, OUTBOX_LIMITS, type OutboxHandlers } from '../../src/db/outbox.js';
import { outbox as mainOutbox } from '../../src/db/schema/main/index.js';
import { outbox as tradingOutbox, tradingAccounts } from '../../src/db/schema/trading/index.js';
import type { Store } from '../../src/db/store.js';
import { NOW, temporaryStore, testClock } from '../support/folder.js';

const clock = testClock();

const send = (store: Store, topic: string, ...names: string[]) =>
  store.main.tx(async tx => {
    for (const name of names)
      await tx.insert(mainOutbox).values({ topic, payload: { name }, createdAt: NOW });
  });

/** Opens an account for each message: one that is applied twice breaks its primary key. */
const open: OutboxHandlers['toTrading'][string] = async (tx, { payload }) => {
  await tx
    .insert(tradingAccounts)
    .values({ userId: String(payload['name']), mode: 'paper', nextOrderNumber: 1, openedAt: NOW });
};
const accounts = (store: Store) =>
  store.trading.read
    .select({ id: tradingAccounts.userId })
    .from(tradingAccounts)
    .all()
    .map(row => row.id);

describe('the outbox', () => {
  test('every message is applied once, in order, and then it is gone', async () => {
    const store = await temporaryStore();
    const names = Array.from({ length: OUTBOX_LIMITS.batch * 2 + 3 }, (_, n) => `P${1000 + n}`);
    await send(store, 'open', ...names);
    const handlers = { toTrading: { open }, toMain: {} };
    expect(await deliver(store, handlers, clock)).toEqual({
      applied: names.length,
      stopped: [],
      more: false,
    });
    expect(accounts(store)).toEqual(names);
    expect(await store.main.read.$count(mainOutbox)).toBe(0);
    expect((await deliver(store, handlers, clock)).applied).toBe(0);
  });

  test('a message that is applied and not yet deleted is not applied again', async () => {
    const store = await temporaryStore();
    await send(store, 'open', 'A');
    const handlers = { toTrading: { open }, toMain: {} };
    await deliver(store, handlers, clock);
    // As after a power cut that took the deletion with it.
    await store.main.tx(tx =>
      tx.insert(mainOutbox).values({ id: 1, topic: 'open', payload: { name: 'A' }, createdAt: NOW }),
    );
    expect((await deliver(store, handlers, clock)).applied).toBe(0);
    expect(accounts(store)).toEqual(['A']);
    expect(await store.main.read.$count(mainOutbox)).toBe(0);
  });

  test('messages of the trading file reach the main file', async () => {
    const store = await temporaryStore();
    await store.trading.tx(tx =>
      tx.insert(tradingOutbox).values({ topic: 'fill', payload: { n: 1 }, createdAt: NOW }),
    );
    const seen: unknown[] = [];
    const fill: OutboxHandlers['toMain'][string] = (_, message) => {
      seen.push(message);
      return Promise.resolve();
    };
    await deliver(store, { toTrading: {}, toMain: { fill } }, clock);
    expect(seen).toEqual([{ source: 'trading', id: 1, topic: 'fill', payload: { n: 1 }, createdAt: NOW }]);
    expect(await store.trading.read.$count(tradingOutbox)).toBe(0);
  });

  test('a handler that throws stops its topic only, undoes its own writes only, and loses nothing', async () => {
    const store = await temporaryStore();
    await send(store, 'open', 'A', 'BAD', 'C');
    await send(store, 'other', 'X');
    await send(store, 'nobody', 'Y');
    let broken = true;
    const failing: typeof open = async (tx, message) => {
      await open(tx, message);
      if (broken && message.payload['name'] === 'BAD') throw new Error('not now');
    };
    const handlers = { toTrading: { open: failing, other: open }, toMain: {} };
    const first = await deliver(store, handlers, clock);
    expect(first.applied).toBe(2);
    expect(first.stopped.map(({ topic, id, error }) => [topic, id, error.message])).toEqual([
      ['nobody', 5, 'no handler takes messages of the topic nobody'],
      ['open', 2, 'not now'],
    ]);
    expect(accounts(store).sort()).toEqual(['A', 'X']);
    broken = false;
    expect((await deliver(store, handlers, clock)).applied).toBe(2);
    expect(accounts(store).sort()).toEqual(['A', 'BAD', 'C', 'X']);
    expect(await store.main.read.$count(mainOutbox)).toBe(1);
  });

  test('a handler that waits for something else than the database stops its topic as well', async () => {
    const store = await temporaryStore();
    await send(store, 'open', 'A');
    const waiting = () => new Promise<void>(resolve => setTimeout(resolve, 5));
    const { stopped } = await deliver(store, { toTrading: { open: waiting }, toMain: {} }, clock);
    expect(stopped[0]?.error.message).toMatch(/not the database/);
    expect(await store.main.read.$count(mainOutbox)).toBe(1);
  });

  test('two deliveries at once apply each message once', async () => {
    const store = await temporaryStore();
    await send(store, 'open', ...Array.from({ length: 120 }, (_, n) => `P${n}`));
    const handlers = { toTrading: { open }, toMain: {} };
    const both = await Promise.all([deliver(store, handlers, clock), deliver(store, handlers, clock)]);
    expect(both.reduce((sum, { applied }) => sum + applied, 0)).toBe(120);
    expect(both.flatMap(each => each.stopped)).toEqual([]);
  });

  test('a count that was set back is refused, and after aligning no new message passes as delivered', async () => {
    const store = await temporaryStore();
    const handlers = { toTrading: { open }, toMain: {} };
    await send(store, 'open', 'A', 'B', 'C');
    await deliver(store, handlers, clock);
    await store.main.tx(
      async tx => void tx.run(sql`UPDATE sqlite_sequence SET seq = 1 WHERE name = 'outbox'`),
    );
    await expect(deliver(store, handlers, clock)).rejects.toThrow(/alignOutboxes/);
    await alignOutboxes(store);
    await send(store, 'open', 'D');
    expect((await deliver(store, handlers, clock)).applied).toBe(1);
    expect(accounts(store)).toEqual(['A', 'B', 'C', 'D']);
  });
});
