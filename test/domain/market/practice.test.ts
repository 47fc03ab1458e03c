import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { outbox, practiceMarkets, users } from '../../../src/db/schema/main/index.js';
import {
  beginReplay,
  beginSimulated,
  endReplay,
  type PracticeState,
  readPractice,
  readReplays,
  savePractice,
} from '../../../src/domain/market/practice.js';
import { NOW, temporaryStore } from '../../support/folder.js';
import { storePerson } from '../../support/stored-rows.js';

const MARKET = Date.UTC(2024, 2, 4, 4, 0);
const state = (marketMs: number, speed = 60): PracticeState => ({
  startDate: '2024-03-04',
  seed: null,
  clock: { anchorWallMs: NOW, anchorMarketMs: marketMs, shownUntilMs: marketMs + 900_000, speed },
});

test('a stored market is read back as it was, and market time never runs backwards', async () => {
  const store = await temporaryStore();
  const market = await beginSimulated(store, { ...state(MARKET, 1), seed: 7 }, NOW);
  expect(await readPractice(store.main.read, null)).toEqual(market);
  const later = { id: market.id, state: state(MARKET + 1) };
  expect(await savePractice(store, later, NOW)).toBe(true);
  await expect(savePractice(store, market, NOW)).rejects.toThrow(/never runs backwards/);
  expect(await readPractice(store.main.read, null)).toEqual(later);
  await expect(beginSimulated(store, state(MARKET), NOW)).rejects.toThrow(/UNIQUE/);
});

test('a replay that is started anew may begin earlier, and the clock of the old one cannot reach it', async () => {
  const store = await temporaryStore();
  const person = await storePerson(store);
  const first = await beginReplay(store, person, state(MARKET), NOW);
  const second = await beginReplay(store, person, state(MARKET - 86_400_000), NOW);
  expect(second.id).not.toBe(first.id);
  expect(await savePractice(store, first, NOW)).toBe(false);
  expect(await readReplays(store.main.read)).toEqual([{ ...second, userId: person }]);
  expect(await endReplay(store, person, NOW)).toBe(true);
  expect(await endReplay(store, person, NOW)).toBe(false);
  expect(await readPractice(store.main.read, person)).toBeUndefined();
});

test("starting and stopping a replay is the person's own change, and goes to the audit trail", async () => {
  const store = await temporaryStore();
  const person = await storePerson(store);
  await beginReplay(store, person, state(MARKET), NOW);
  await endReplay(store, person, NOW + 1);
  const entries = await store.main.read.select().from(outbox);
  expect(entries.map(({ payload }) => payload)).toMatchObject([
    { action: 'replay.started', userId: person, newData: { startDate: '2024-03-04', speed: 60 } },
    { action: 'replay.stopped', userId: person, oldData: { marketNow: MARKET } },
  ]);
});

test('a replay goes with its person', async () => {
  const store = await temporaryStore();
  const person = await storePerson(store);
  const replay = await beginReplay(store, person, state(MARKET), NOW);
  await store.main.tx(async tx => {
    await tx.delete(users).where(eq(users.userId, person));
  });
  expect(await savePractice(store, replay, NOW)).toBe(false);
  expect(await readReplays(store.main.read)).toEqual([]);
});

test('a state that this version cannot read is a fault, not a market that starts again', async () => {
  const store = await temporaryStore();
  await beginSimulated(store, state(MARKET), NOW);
  await store.main.tx(async tx => {
    await tx.update(practiceMarkets).set({ state: { clock: 'broken' } });
  });
  await expect(readPractice(store.main.read, null)).rejects.toThrow(/startDate/);
});
