import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { eq, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { describe, expect, test } from 'vitest';
import {
  aiChatMessages,
  aiChatSessions,
  aiReservations,
  aiSpendTotals,
  aiUsageTracking,
  messageId,
  users,
} from '../../../src/db/schema/main/index.js';
import { openReader } from '../../../src/db/connection.js';
import { openStore, type Store } from '../../../src/db/store.js';
import { lastMessages, type NewMessage } from '../../../src/domain/chat/messages.js';
import { periodStarts, type SpendLimit } from '../../../src/domain/chat/spend-limits.js';
import { settleUnfinished } from '../../../src/domain/chat/unfinished.js';
import { type AccountedCall, beginTurn, endTurn, nextCall } from '../../../src/domain/chat/turn-write.js';
import { micros } from '../../../src/domain/money.js';
import { migratedFolder, NOW, temporaryStore } from '../../support/folder.js';

const ANN = { userId: 'ANN', sessionId: 1 };
const KILLED = fileURLToPath(new URL('../../support/killed-turn.mjs', import.meta.url));

async function withPeople(store: Store): Promise<Store> {
  await store.main.tx(async tx => {
    for (const [place, userId] of ['ANN', 'BOB'].entries()) {
      await tx
        .insert(users)
        .values({ userId, role: 'trader', userName: userId, createdAt: NOW, updatedAt: NOW });
      await tx.insert(aiChatSessions).values({
        id: place + 1,
        userId,
        threadId: 'here',
        platform: 'terminal',
        sessionName: 'test',
        nextSeq: 0,
        createdAt: NOW,
        isActive: true,
      });
    }
  });
  return store;
}

const says = (content: string): NewMessage => ({
  type: 'user',
  content,
  metadata: {},
  provider: null,
  tokens: 0,
  costMicros: micros(0),
});
const answers = (content: string): NewMessage => ({
  ...says(content),
  type: 'assistant',
  provider: 'openai',
});
const call = (cost: number, success = true): AccountedCall => ({
  provider: 'openai',
  model: 'm',
  operation: 'chat',
  tokens: 10,
  costMicros: micros(cost),
  responseTimeMs: 5,
  success,
});
const budget = (id: string, amount: number, limits: SpendLimit[] = [], at = NOW) => ({
  reservation: { id, provider: 'openai', model: 'm', micros: micros(amount), at } as const,
  limits,
});
const dayLimit = (limit: number): SpendLimit => ({
  scope: 'person',
  provider: '*',
  period: 'day',
  limitMicros: micros(limit),
});

async function begin(store: Store, id: string, amount = 100, limits: SpendLimit[] = []) {
  const begun = await beginTurn(store.main, ANN, says('what of infosys'), budget(id, amount, limits));
  if (!begun.ok) throw new Error(begun.denial.code);
  return begun.turn;
}

/** How SQLite goes through the messages for the newest of them: the statement is the one that `lastMessages` prepares. */
async function planOfReads(store: Store): Promise<string[]> {
  const statements: string[] = [];
  const sqlite = openReader(store.main.path);
  const prepare = sqlite.prepare.bind(sqlite);
  const noted = (source: string) => {
    statements.push(source);
    return prepare(source);
  };
  Object.assign(sqlite, { prepare: noted });
  await lastMessages(drizzle(sqlite), ANN, 2);
  const plan = prepare(`EXPLAIN QUERY PLAN ${statements[0]}`).all(0, 9, 1, 'ANN', 2) as { detail: string }[];
  sqlite.close();
  return plan.map(step => step.detail).filter(step => /ai_chat_messages|TEMP/.test(step));
}

/** The running totals must be what the rows beneath them add up to. */
function expectTotalsAddUp(store: Store): void {
  const sum = (amounts: number[]) => amounts.reduce((total, amount) => total + amount, 0);
  const used = store.main.read.select().from(aiUsageTracking).all();
  const reservations = store.main.read.select().from(aiReservations).all();
  const held = reservations.filter(each => each.state === 'held');
  const totals = store.main.read.select().from(aiSpendTotals).all();
  expect(totals).toHaveLength(9);
  for (const total of totals)
    expect([total.spentMicros, total.reservedMicros]).toEqual([
      sum(used.map(each => each.costMicros)),
      sum(held.map(each => each.reservedMicros)),
    ]);
}

describe('writing a turn', () => {
  test('a turn keeps its messages under contiguous ids, its usage and its true cost', async () => {
    const store = await withPeople(await temporaryStore());
    const turn = await begin(store, 'R1');
    const ended = await endTurn(
      store.main,
      turn,
      {
        messages: [answers('Infosys stands at 1,500.'), answers('Anything else?')],
        calls: [call(30), call(12)],
      },
      NOW + 5,
    );
    expect(turn.messageId).toBe(messageId(1, 0));
    expect(ended).toEqual({
      ok: true,
      messageIds: [messageId(1, 1), messageId(1, 2)],
      settlement: { reservedMicros: 100, overMicros: 0 },
    });
    expect(store.main.read.select().from(aiReservations).all()).toMatchObject([
      { state: 'settled', settledMicros: 42, closedAt: NOW + 5 },
    ]);
    expectTotalsAddUp(store);
  });

  test('a hundred turns at once cannot take more than a limit has', async () => {
    const store = await withPeople(await temporaryStore());
    const limits = [dayLimit(1_000)];
    const begun = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        beginTurn(store.main, ANN, says('hi'), budget(`R${n}`, 99, limits)),
      ),
    );
    const turns = begun.flatMap(each => (each.ok ? [each.turn] : []));
    expect(turns).toHaveLength(10);
    expect(begun.find(each => !each.ok)).toEqual({
      ok: false,
      denial: {
        code: 'COST_LIMIT',
        scope: 'person',
        provider: '*',
        period: 'day',
        limitMicros: 1_000,
        leftMicros: 10,
      },
    });
    const ids = turns.map(turn => turn.messageId).sort((a, b) => a - b);
    expect(ids).toEqual(ids.map((_, n) => messageId(1, n)));
    expect(store.main.read.select().from(aiChatMessages).all().length).toBe(10);
    expectTotalsAddUp(store);
  });

  test.each([
    { scope: 'person', provider: 'openai', period: 'week' },
    { scope: 'person', provider: '*', period: 'month' },
    { scope: 'service', provider: '*', period: 'day' },
  ] as const)('the $scope limit of $provider a $period binds at first use and later', async which => {
    const store = await withPeople(await temporaryStore());
    const limits = [{ ...which, limitMicros: micros(150) }];
    const first = await beginTurn(store.main, ANN, says('a'), budget('R0', 151, limits));
    expect(first).toMatchObject({ ok: false, denial: { ...which, leftMicros: 150 } });
    expect(store.main.read.select().from(aiSpendTotals).all().length).toBe(0);
    await begin(store, 'R1', 100, limits);
    const second = await beginTurn(store.main, ANN, says('b'), budget('R2', 51, limits));
    expect(second).toMatchObject({ ok: false, denial: { ...which, leftMicros: 50 } });
    await begin(store, 'R3', 50, limits);
    expectTotalsAddUp(store);
  });

  test('a call that costs nothing has room in a limit that was lowered below what is spent', async () => {
    const store = await withPeople(await temporaryStore());
    await begin(store, 'R1', 100);
    await begin(store, 'R2', 0, [dayLimit(10)]);
    expectTotalsAddUp(store);
  });

  test('the words of a turn are found, those of its tools are not', async () => {
    const store = await withPeople(await temporaryStore());
    const turn = await begin(store, 'R1');
    const tool: NewMessage = { ...says('{"hidden":"zebra"}'), type: 'tool' };
    await endTurn(store.main, turn, { messages: [tool, answers('A giraffe.')], calls: [call(1)] }, NOW);
    const found = (word: string) =>
      store.main.read.all<{ rowid: number }>(
        sql`SELECT rowid FROM ai_chat_messages_fts WHERE ai_chat_messages_fts MATCH ${word}`,
      );
    expect(found('infosys')).toEqual([{ rowid: messageId(1, 0) }]);
    expect(found('giraffe')).toEqual([{ rowid: messageId(1, 2) }]);
    expect(found('zebra')).toEqual([]);
  });

  test('a second call settles the first and is reserved, in one transaction, also with another provider', async () => {
    const store = await withPeople(await temporaryStore());
    const limits = [dayLimit(150)];
    const turn = await begin(store, 'R1', 100, limits);
    const tooMuch = await nextCall(store.main, turn, [call(40)], budget('R2', 111, limits));
    expect(tooMuch).toMatchObject({ ok: false, denial: { code: 'COST_LIMIT', leftMicros: 110 } });
    expectTotalsAddUp(store);
    const next = await nextCall(store.main, turn, [call(40)], budget('R2', 110, limits));
    if (!next.ok) throw new Error(next.denial.code);
    expectTotalsAddUp(store);
    const other = budget('R3', 20, limits, NOW + 86_400_000);
    const claude = { ...other, reservation: { ...other.reservation, provider: 'claude' as const } };
    expect(await nextCall(store.main, next.turn, [call(0, false)], claude)).toMatchObject({ ok: true });
    expect(await nextCall(store.main, turn, [call(40)], budget('R4', 1))).toMatchObject({
      denial: { code: 'ALREADY_ENDED', reservationId: 'R1' },
    });
    const kept = store.main.read.select().from(aiReservations).all();
    expect(
      kept.map(({ state, reservedMicros, settledMicros }) => [state, reservedMicros, settledMicros]),
    ).toEqual([
      ['settled', 100, 40],
      ['released', 110, null],
      ['held', 20, null],
    ]);
    expect(store.main.read.select().from(aiUsageTracking).all().length).toBe(2);
  });

  test('a turn ended twice is written once', async () => {
    const store = await withPeople(await temporaryStore());
    const turn = await begin(store, 'R1');
    const answer = { messages: [answers('yes')], calls: [call(7)] };
    expect(await endTurn(store.main, turn, answer, NOW)).toMatchObject({ ok: true });
    expect(await endTurn(store.main, turn, answer, NOW)).toEqual({
      ok: false,
      denial: { code: 'ALREADY_ENDED', reservationId: 'R1' },
    });
    expect(store.main.read.select().from(aiChatMessages).all().length).toBe(2);
    expectTotalsAddUp(store);
  });

  test('a turn whose calls all failed unbilled is released; a billed failure is settled', async () => {
    const store = await withPeople(await temporaryStore());
    await endTurn(store.main, await begin(store, 'R1'), { messages: [], calls: [call(0, false)] }, NOW);
    await endTurn(store.main, await begin(store, 'R2'), { messages: [], calls: [call(100, false)] }, NOW);
    const states = store.main.read
      .select({ id: aiReservations.id, state: aiReservations.state })
      .from(aiReservations)
      .all();
    expect(states).toEqual([
      { id: 'R1', state: 'released' },
      { id: 'R2', state: 'settled' },
    ]);
    expectTotalsAddUp(store);
  });

  test('a turn that ends after midnight is settled in the day it was reserved in', async () => {
    const store = await withPeople(await temporaryStore());
    const midnight = Date.UTC(2026, 10, 23, 18, 30);
    const begun = await beginTurn(store.main, ANN, says('late'), budget('R1', 50, [], midnight - 1));
    if (!begun.ok) throw new Error(begun.denial.code);
    await endTurn(store.main, begun.turn, { messages: [], calls: [call(40)] }, midnight + 1);
    expectTotalsAddUp(store);
  });

  test("another person's conversation is not there, for writing or reading", async () => {
    const store = await withPeople(await temporaryStore());
    await begin(store, 'R1');
    const intruder = { userId: 'BOB', sessionId: 1 };
    expect(await beginTurn(store.main, intruder, says('mine?'), budget('R2', 1))).toEqual({
      ok: false,
      denial: { code: 'NO_SESSION', sessionId: 1 },
    });
    expect(await lastMessages(store.main.read, intruder, 20)).toEqual([]);
    expect(await lastMessages(store.main.read, ANN, 20)).toHaveLength(1);
  });

  test('a conversation without room for an answer is full before the question', async () => {
    const store = await withPeople(await temporaryStore());
    await store.main.tx(async tx => {
      await tx
        .update(aiChatSessions)
        .set({ nextSeq: 1_048_576 - 128 })
        .where(eq(aiChatSessions.id, 1));
    });
    const begun = await beginTurn(store.main, ANN, says('hi'), budget('R1', 1));
    expect(begun).toEqual({
      ok: false,
      denial: { code: 'SESSION_FULL', sessionId: 1, messagesMax: 1_048_576 },
    });
    expect(store.main.read.select().from(aiSpendTotals).all().length).toBe(0);
  });

  test('what was spent is kept when the conversation was deleted meanwhile', async () => {
    const store = await withPeople(await temporaryStore());
    const turn = await begin(store, 'R1');
    await store.main.tx(async tx => {
      await tx.delete(aiChatSessions).where(eq(aiChatSessions.id, 1));
    });
    const ended = await endTurn(store.main, turn, { messages: [answers('x')], calls: [call(9)] }, NOW);
    expect(ended).toMatchObject({ ok: true, messageIds: [] });
    expectTotalsAddUp(store);
  });

  test('too large a message or turn is refused before anything is written', async () => {
    const store = await withPeople(await temporaryStore());
    const long = says('x'.repeat(200_001));
    await expect(beginTurn(store.main, ANN, long, budget('R1', 1))).rejects.toThrow(RangeError);
    const turn = await begin(store, 'R2');
    const many = Array.from({ length: 129 }, () => answers('x'));
    await expect(endTurn(store.main, turn, { messages: many, calls: [] }, NOW)).rejects.toThrow(
      /at most 128/,
    );
    expect(store.main.read.select().from(aiChatMessages).all().length).toBe(1);
  });

  test('the newest messages are one range of the table, in the order they were said', async () => {
    const store = await withPeople(await temporaryStore());
    const turn = await begin(store, 'R1');
    const messages = ['b', 'c', 'd'].map(answers);
    await endTurn(store.main, turn, { messages, calls: [] }, NOW);
    const last = await lastMessages(store.main.read, ANN, 2);
    expect(last.map(each => each.content)).toEqual(['c', 'd']);
    expect(await planOfReads(store)).toEqual([
      'SEARCH ai_chat_messages USING INTEGER PRIMARY KEY (rowid>? AND rowid<?)',
    ]);
    await expect(lastMessages(store.main.read, ANN, 501)).rejects.toThrow(/1 to 500/);
  });

  test('killed between its two transactions, a turn leaves the question and a held reservation', async () => {
    const folder = await migratedFolder();
    const before = await withPeople(openStore(folder));
    before.close();
    const child = spawn(process.execPath, [KILLED, folder.root], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', () => child.kill('SIGKILL'));
    const signal = await new Promise(resolve => child.once('exit', (_, by) => resolve(by)));
    expect(signal).toBe('SIGKILL');
    const store = openStore(folder);
    expect(await lastMessages(store.main.read, ANN, 20)).toMatchObject([{ content: 'is anybody there' }]);
    expect(store.main.read.select().from(aiReservations).all()).toMatchObject([
      { state: 'held', reservedMicros: 60, settledMicros: null },
    ]);
    expectTotalsAddUp(store);
    expect(await settleUnfinished(store.main, NOW + 1)).toEqual({ calls: 1, costMicros: 60 });
    expect(await settleUnfinished(store.main, NOW + 2)).toEqual({ calls: 0, costMicros: 0 });
    expect(store.main.read.select().from(aiUsageTracking).all()).toMatchObject([
      { costMicros: 60, success: false, createdAt: NOW },
    ]);
    expectTotalsAddUp(store);
    store.close();
  });
});

test.each([
  { at: '2026-11-22T18:29:59.999Z', day: '2026-11-22', week: '2026-11-16', month: '2026-11-01' },
  { at: '2026-11-22T18:30:00.000Z', day: '2026-11-23', week: '2026-11-23', month: '2026-11-01' },
  { at: '2027-01-01T00:00:00.000Z', day: '2027-01-01', week: '2026-12-28', month: '2027-01-01' },
])('at $at the budget periods began on $day, $week and $month', ({ at, ...starts }) => {
  expect(periodStarts(Date.parse(at))).toEqual(starts);
});
