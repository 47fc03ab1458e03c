import { expect, test } from 'vitest';
import { costLimitsOf, limitsInForce } from '../../../src/domain/ai-limits/cost-limits.js';
import { leftOf } from '../../../src/domain/ai-limits/left.js';
import {
  COST_LIMIT_TOPIC,
  draftRaise,
  RAISE_COST_LIMIT,
  raiseHandler,
} from '../../../src/domain/ai-limits/raise.js';
import { paiseOfMicros } from '../../../src/domain/ai-limits/rate.js';
import { setCostLimit } from '../../../src/domain/ai-limits/set.js';
import { beginCall } from '../../../src/domain/chat/lone-call.js';
import { micros, paise } from '../../../src/domain/money.js';
import { users } from '../../../src/db/schema/main/index.js';
import { NOW } from '../../support/folder.js';
import { outbox } from '../../../src/db/schema/both.js';
import { PERSON, riskDesk } from '../../support/risk-desk.js';

const RATE = { paisePerUsd: 9_000, date: '2026-01-01' };
const WEEK = { provider: '*', period: 'week' } as const;
const acting = { userId: PERSON, actor: 'person' } as const;

async function made() {
  const { desk, store } = await riskDesk();
  await store.main.tx(async tx => {
    await tx
      .insert(users)
      .values({ userId: PERSON, role: 'trader', userName: 'ann', createdAt: NOW, updatedAt: NOW });
  });
  const costs = { store, clock: desk.clock, rate: RATE };
  const set = (rupees: number) => setCostLimit(costs, acting, { ...WEEK, amountPaise: paise(rupees * 100) });
  const draft = (rupees: number) => draftRaise(costs, PERSON, { ...WEEK, amountPaise: paise(rupees * 100) });
  const now = async () => (await costLimitsOf(store.main.read, PERSON))['*']?.week?.paise;
  return { desk, store, set, draft, now };
}
type Made = Awaited<ReturnType<typeof made>>;

/** As the protocol presses: prepare, then check and execute in one transaction; `carriedOut` false is a kill after the commit. */
async function press({ desk, store }: Made, about: Record<string, unknown>, carriedOut = true) {
  const person = { userId: PERSON, platform: 'terminal', chatId: 'here' } as const;
  const stored = JSON.parse(JSON.stringify(about)) as Record<string, unknown>;
  const ready = await RAISE_COST_LIMIT.prepare(desk as never, person, {
    about: stored,
    quote: null,
    bookId: null,
  });
  if (!ready.ok) return ready.refusal.code;
  const executed = await store.trading.tx(tx => ready.execute(tx, {} as never, desk.clock.now()));
  return carriedOut ? await executed.carryOut() : 'killed';
}

test('a first limit and a lower one hold at once, with the rate they were set at; a higher one needs a card', async () => {
  const all = await made();
  expect(await all.set(100)).toMatchObject({
    ok: true,
    value: { micros: 1_111_111, paise: 10_000, rate_date: '2026-01-01' },
  });
  expect(await all.set(50)).toMatchObject({ ok: true });
  expect(await all.set(60)).toMatchObject({ ok: false, refusal: { code: 'NEEDS_CARD' } });
  expect(await all.set(-1)).toMatchObject({ ok: false, refusal: { code: 'BAD_VALUE' } });
  expect(await all.now()).toBe(5_000);
  expect(await all.draft(50)).toMatchObject({ ok: false, refusal: { code: 'NOT_HIGHER' } });
});

test('a pressed card raises the limit once; its outbox message does not raise it again after it was lowered', async () => {
  const all = await made();
  await all.set(50);
  const card = await all.draft(80);
  if (!card.ok) throw new Error(card.refusal.message);
  expect(card.value.words).toBe(
    'Raise your limit on AI cost a week from ₹50.00 to ₹80.00, from the confirmation on.',
  );
  expect(await all.now()).toBe(5_000);
  expect(await press(all, card.value.content.about)).toMatchObject({ kind: 'raise_cost_limit' });
  expect(await all.now()).toBe(8_000);
  await all.set(50);
  const [message] = await all.store.trading.read.select().from(outbox);
  if (message?.topic !== COST_LIMIT_TOPIC) throw new Error('no message');
  await all.store.main.tx(tx => raiseHandler(tx, { ...message, source: 'trading' }));
  expect(await all.now()).toBe(5_000);
  expect(await press(all, card.value.content.about)).toBe('NO_CHANGE');
  expect(await press(all, {})).toBe('BAD_INPUT');
});

test('killed after the press, the raise arrives with the outbox', async () => {
  const all = await made();
  await all.set(50);
  const card = await all.draft(80);
  if (!card.ok) throw new Error(card.refusal.message);
  await press(all, card.value.content.about, false);
  expect(await all.now()).toBe(5_000);
  const [message] = await all.store.trading.read.select().from(outbox);
  if (!message) throw new Error('no message');
  await all.store.main.tx(tx => raiseHandler(tx, { ...message, source: 'trading' }));
  expect(await all.now()).toBe(8_000);
});

test('what is left of each limit is told, in rupees rounded down', async () => {
  const { desk, store, set } = await made();
  await set(100);
  const own = await costLimitsOf(store.main.read, PERSON);
  const { spend, message } = limitsInForce(own, { day: micros(5_000_000), message: micros(7) });
  expect(message).toEqual([{ scope: 'service', provider: '*', limitMicros: 7 }]);
  const at = desk.clock.now();
  const reservation = {
    id: 'R1',
    userId: PERSON,
    provider: 'claude',
    model: 'm',
    micros: micros(111_111),
    at,
  } as const;
  await beginCall(store.main, { reservation, limits: spend });
  const left = await leftOf(store.main.read, PERSON, spend, at);
  expect(left.map(each => [each.scope, each.period, each.reservedMicros, each.leftMicros])).toEqual([
    ['person', 'week', 111_111, 1_000_000],
    ['service', 'day', 111_111, 4_888_889],
  ]);
  expect([paiseOfMicros(micros(111_111), RATE, 'down'), paiseOfMicros(micros(111_111), RATE, 'up')]).toEqual([
    999, 1_000,
  ]);
});
