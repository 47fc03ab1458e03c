import { describe, expect, test } from 'vitest';
import { appendEvent } from '../../../src/db/events.js';
import { chatIdentities, noticeDeliveries, notices, seenEvents } from '../../../src/db/schema/main/index.js';
import {
  addNotice,
  backoffMs,
  delivered,
  dueDeliveries,
  failedDelivery,
  NOTICE_LIMITS,
  noticesFromEvents,
  tidyNotices,
} from '../../../src/domain/notices/index.js';
import { wordsOf } from '../../../src/domain/notices/event-words.js';
import { INBOX_LIMITS, purgeSeen, takeIn } from '../../../src/domain/people/inbox.js';
import { erasePerson } from '../../../src/domain/people/erase.js';
import { said } from '../../../src/domain/reply.js';
import type { Store } from '../../../src/db/store.js';
import { AUDIT_KEY } from '../../support/audit-trail.js';
import { NOW } from '../../support/folder.js';
import { peopleDesk } from '../../support/people.js';

const ANN = 'ANN0000000000001';
const BOB = 'BOB0000000000001';

async function queue() {
  const people = await peopleDesk();
  const { desk, store } = people;
  for (const userId of [ANN, BOB]) await people.addPerson(userId);
  await store.main.tx(async tx => {
    await tx.insert(chatIdentities).values([
      { platform: 'terminal', platformUserId: 'local', userId: ANN, linkedAt: NOW },
      { platform: 'telegram', platformUserId: '4711', userId: ANN, linkedAt: NOW },
      { platform: 'telegram', platformUserId: '815', userId: BOB, linkedAt: NOW },
    ]);
  });
  const add = async (userId: string, sourceKey: string, expiresAt = NOW + 60_000) =>
    await store.main.tx(tx =>
      addNotice(tx, { userId, kind: 'price_alert', sourceKey, reply: said(sourceKey), expiresAt, at: NOW }),
    );
  const event = async (type: 'kill_switch.on' | 'order.placed', userId: string | null = ANN) =>
    await store.trading.tx(tx =>
      appendEvent(tx, { userId, type, data: { by: 'person' }, severity: 'critical', at: NOW }),
    );
  return { ...people, desk, store, add, event };
}

const allNotices = async (store: Store) => await store.main.read.select().from(notices).limit(100);

describe('the queue of notices', () => {
  test('one source makes one notice, for each person', async () => {
    const { store, add } = await queue();
    expect(await add(ANN, 'a')).toBeDefined();
    expect(await add(ANN, 'a')).toBeUndefined();
    expect(await add(BOB, 'a')).toBeDefined();
    expect(await allNotices(store)).toHaveLength(2);
  });

  test('it goes to every place of the person, and to nobody else', async () => {
    const { store, add } = await queue();
    await add(ANN, 'a');
    expect(await dueDeliveries(store, 'terminal', NOW)).toMatchObject([
      { chatId: 'terminal', userId: ANN, reply: said('a'), attempts: 0 },
    ]);
    expect(await dueDeliveries(store, 'telegram', NOW)).toMatchObject([{ chatId: '4711' }]);
    expect(await dueDeliveries(store, 'discord', NOW)).toEqual([]);
  });

  test('what arrived is not sent again, and each place counts for itself', async () => {
    const { store, add } = await queue();
    await add(ANN, 'a');
    const [terminal] = await dueDeliveries(store, 'terminal', NOW);
    if (!terminal) throw new Error('nothing is due');
    expect(await delivered(store, terminal, NOW)).toBe(true);
    expect(await delivered(store, terminal, NOW)).toBe(false);
    expect(await dueDeliveries(store, 'terminal', NOW)).toEqual([]);
    expect(await dueDeliveries(store, 'telegram', NOW)).toHaveLength(1);
  });

  test('a failure waits longer each time and is given up after the last attempt', async () => {
    const { store, add } = await queue();
    await add(ANN, 'a', NOW + 10 ** 9);
    const [due] = await dueDeliveries(store, 'telegram', NOW);
    if (!due) throw new Error('nothing is due');
    let nowMs = NOW;
    for (let failures = 1; failures < NOTICE_LIMITS.attemptsMax; failures += 1) {
      expect(await failedDelivery(store, due, { nowMs, error: 'reset\u0000', isFinal: false })).toBe(
        'waiting',
      );
      expect(await dueDeliveries(store, 'telegram', nowMs + backoffMs(failures) - 1)).toEqual([]);
      nowMs += backoffMs(failures);
      expect(await dueDeliveries(store, 'telegram', nowMs)).toMatchObject([{ attempts: failures }]);
    }
    expect(await failedDelivery(store, due, { nowMs, error: '', isFinal: false })).toBe('failed');
    expect(await failedDelivery(store, due, { nowMs, error: '', isFinal: false })).toBeUndefined();
    expect(await dueDeliveries(store, 'telegram', NOW + 10 ** 9 - 1)).toEqual([]);
  });

  test('a place that is gone is given up at once, and a wait that the platform asks for is kept', async () => {
    const { store, add } = await queue();
    await add(ANN, 'a', NOW + 10 ** 9);
    await add(BOB, 'b', NOW + 10 ** 9);
    const [first, second] = await dueDeliveries(store, 'telegram', NOW);
    if (!first || !second) throw new Error('nothing is due');
    expect(await failedDelivery(store, first, { nowMs: NOW, error: 'blocked', isFinal: true })).toBe(
      'failed',
    );
    const wait = { nowMs: NOW, error: 'slow down', isFinal: false, retryAfterMs: 60_000 };
    expect(await failedDelivery(store, second, wait)).toBe('waiting');
    expect(await dueDeliveries(store, 'telegram', NOW + 59_999)).toEqual([]);
    expect(await dueDeliveries(store, 'telegram', NOW + 60_000)).toHaveLength(1);
  });

  test('what is over is not sent, and tidied with its deliveries', async () => {
    const { store, add } = await queue();
    await add(ANN, 'old', NOW + 10);
    await add(ANN, 'new', NOW + 1_000);
    expect(await dueDeliveries(store, 'telegram', NOW + 10)).toMatchObject([{ reply: said('new') }]);
    expect(await tidyNotices(store, NOW + 10)).toBe(1);
    expect(await tidyNotices(store, NOW + 10)).toBe(0);
    expect(await store.main.read.select().from(noticeDeliveries).limit(100)).toHaveLength(2);
  });

  test('a notice leaves with its person, and theirs alone', async () => {
    const { desk, store, add } = await queue();
    await add(ANN, 'a');
    await add(BOB, 'b');
    const erased = await erasePerson({ ...desk, auditKey: AUDIT_KEY }, { userId: ANN, actor: 'operator' });
    expect(erased.outcome).toBe('erased');
    expect(await allNotices(store)).toMatchObject([{ userId: BOB }]);
    expect(await store.main.read.select().from(noticeDeliveries).limit(100)).toMatchObject([
      { chatId: '815' },
    ]);
  });

  test('a reply that no chat could show is a fault', async () => {
    const { store } = await queue();
    const reply = said('x'.repeat(NOTICE_LIMITS.replyLettersMax));
    const notice = { userId: ANN, kind: 'news', sourceKey: 'x', reply, expiresAt: NOW + 1, at: NOW };
    await expect(store.main.tx(tx => addNotice(tx, notice))).rejects.toThrow(RangeError);
  });
});

describe('notices of what happened in trading', () => {
  test('an event that people must hear of is told once, and one that the press has told is not', async () => {
    const { desk, store, event } = await queue();
    await event('kill_switch.on');
    await event('order.placed');
    await event('kill_switch.on', null);
    expect(await noticesFromEvents(desk)).toBe(3);
    expect(await noticesFromEvents(desk)).toBe(0);
    expect(await allNotices(store)).toMatchObject([{ userId: ANN, kind: 'kill_switch_on' }]);
  });

  test('a kill between the two files neither loses nor doubles one', async () => {
    const { desk, store, event } = await queue();
    await event('kill_switch.on');
    const dying = { ...store, trading: { ...store.trading, tx: () => Promise.reject(new Error('killed')) } };
    await expect(noticesFromEvents({ ...desk, store: dying })).rejects.toThrow('killed');
    expect(await allNotices(store)).toHaveLength(1);
    await event('kill_switch.on', BOB);
    expect(await noticesFromEvents(desk)).toBe(2);
    expect(await noticesFromEvents(desk)).toBe(0);
    expect((await allNotices(store)).map(({ userId }) => userId)).toEqual([ANN, BOB]);
  });

  test('a kill before the first file leaves all for the next time', async () => {
    const { desk, store, event } = await queue();
    await event('kill_switch.on');
    const dying = { ...store, main: { ...store.main, tx: () => Promise.reject(new Error('killed')) } };
    await expect(noticesFromEvents({ ...desk, store: dying })).rejects.toThrow('killed');
    expect(await allNotices(store)).toEqual([]);
    await noticesFromEvents(desk);
    expect(await allNotices(store)).toHaveLength(1);
  });

  test('an event that comes again after its notice was tidied is too old to be told', async () => {
    const { desk, store, clock, event } = await queue();
    await event('kill_switch.on');
    const dying = { ...store, trading: { ...store.trading, tx: () => Promise.reject(new Error('killed')) } };
    await expect(noticesFromEvents({ ...desk, store: dying })).rejects.toThrow('killed');
    clock.set(NOW + NOTICE_LIMITS.eventNewsMs);
    expect(await tidyNotices(store, clock.now())).toBe(1);
    expect(await noticesFromEvents(desk)).toBe(1);
    expect(await allNotices(store)).toEqual([]);
  });

  test('an erased person is told nothing, and holds nobody else up', async () => {
    const { desk, store, event } = await queue();
    await event('kill_switch.on');
    await event('kill_switch.on', BOB);
    await erasePerson({ ...desk, auditKey: AUDIT_KEY }, { userId: ANN, actor: 'operator' });
    await noticesFromEvents(desk);
    expect((await allNotices(store)).every(({ userId }) => userId === BOB)).toBe(true);
    expect(await noticesFromEvents(desk)).toBe(0);
  });

  test.each([
    ['risk.breach_ended', { code: 'DAILY_LOSS' }, 'Back within your limits: DAILY_LOSS.'],
    [
      'risk_limit.loosened',
      { limit: 'order_notional', newValue: 5_00_000_00 },
      'A limit is looser now, as you confirmed: order_notional (most money in one order) is ₹5,00,000.00 now.',
    ],
    ['risk_limit.loosened', { limit: '__proto__', newValue: 1 }, 'A limit is looser now, as you confirmed'],
    [
      'trade.unmatched',
      { side: 'BUY', symbol: 'X\u001b[2J' },
      'The broker reports a trade of no order of yours: BUY X\\u{1b}[2J. Check your account there.',
    ],
  ] as const)('%s reads as it is', (type, data, words) => {
    expect(wordsOf({ type, data, order: undefined, breach: undefined, mark: undefined })).toBe(words);
  });

  test('an order that is not theirs is not told', () => {
    const facts = { data: {}, order: undefined, breach: undefined, mark: undefined };
    expect(wordsOf({ ...facts, type: 'order.filled' })).toBeUndefined();
    expect(wordsOf({ ...facts, type: 'constructor.name' })).toBeUndefined();
  });
});

describe('the inbox', () => {
  test('an event is taken in once on each platform', async () => {
    const { store } = await queue();
    const take = async (platform: 'telegram' | 'discord', id: string) =>
      await store.main.tx(tx => takeIn(tx, platform, id, NOW));
    expect([await take('telegram', '1'), await take('telegram', '1'), await take('discord', '1')]).toEqual([
      true,
      false,
      true,
    ]);
    await expect(take('telegram', '')).rejects.toThrow(RangeError);
    await expect(take('telegram', 'x'.repeat(129))).rejects.toThrow(RangeError);
  });

  test('what fails takes its event back out', async () => {
    const { store } = await queue();
    const failing = store.main.tx(async tx => {
      await takeIn(tx, 'telegram', '1', NOW);
      throw new Error('killed');
    });
    await expect(failing).rejects.toThrow('killed');
    expect(await store.main.tx(tx => takeIn(tx, 'telegram', '1', NOW))).toBe(true);
  });

  test('old events are forgotten a bounded number at a time', async () => {
    const { store } = await queue();
    const count = INBOX_LIMITS.purgedPerRun + 5;
    await store.main.tx(async tx => {
      for (let id = 0; id < count; id += 1) await takeIn(tx, 'telegram', String(id), NOW);
      await takeIn(tx, 'telegram', 'young', NOW + 1);
    });
    const later = NOW + INBOX_LIMITS.rememberedMs + 1;
    expect(await purgeSeen(store, later)).toBe(INBOX_LIMITS.purgedPerRun);
    expect(await purgeSeen(store, later)).toBe(5);
    expect(await store.main.read.select().from(seenEvents).limit(100)).toMatchObject([{ eventId: 'young' }]);
  });
});
