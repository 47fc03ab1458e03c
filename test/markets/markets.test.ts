import pino from 'pino';
import { describe, expect, test } from 'vitest';
import { type Config, parseConfig } from '../../src/config.js';
import { marketDataCache, users } from '../../src/db/schema/main/index.js';
import type { Store } from '../../src/db/store.js';
import { readPractice } from '../../src/domain/market/practice.js';
import { LEASE_WALL_MS } from '../../src/feeds/market-clock.js';
import { type Markets, openMarkets } from '../../src/markets/index.js';
import { temporaryStore, testClock } from '../support/folder.js';
import { storeHistory, storePerson } from '../support/stored-rows.js';

const FIRST = Date.parse('2026-08-24T10:00:00+05:30');

function desk(store: Store, settings: Record<string, string> = {}, clock = testClock()) {
  const logged: string[] = [];
  const log = pino({ level: 'warn' }, { write: line => logged.push(line) });
  const config: Config = parseConfig(settings);
  return { clock, logged, markets: openMarkets({ config, store, clock, log }) };
}

const nowOf = async (markets: Markets) => (await markets.simulated()).nowMs;

describe('the simulated market', () => {
  test('stands in a running session at first start, whatever the hour, and runs on', async () => {
    const store = await temporaryStore();
    const sunday = testClock(Date.UTC(2026, 10, 22, 20, 0));
    const { markets } = desk(store, {}, sunday);
    await markets.start();
    expect(await markets.simulated()).toMatchObject({
      kind: 'simulated',
      mark: 'simulated',
      nowMs: FIRST,
      speed: 1,
      session: { date: '2026-08-24', open: true, opensAtMs: null },
    });
    sunday.advance(7_000);
    expect(await nowOf(markets)).toBe(FIRST + 7_000);
  });

  test('waits at the end of its lease when it is not renewed, and goes on when it is', async () => {
    const store = await temporaryStore();
    const { clock, markets } = desk(store);
    await markets.start();
    clock.advance(60_000);
    expect(await nowOf(markets)).toBe(FIRST + LEASE_WALL_MS);
    await markets.renew();
    clock.advance(5_000);
    expect(await nowOf(markets)).toBe(FIRST + LEASE_WALL_MS + 5_000);
  });

  test('after a kill at any moment it goes on no earlier than anything it has shown', async () => {
    const store = await temporaryStore();
    const clock = testClock();
    let shown = 0;
    for (const [renewals, lastMs] of [
      [0, 0],
      [0, 14_999],
      [0, 90_000],
      [1, 2_000],
      [3, 4_999],
      [9, 16_000],
    ] as const) {
      // Never stopped: only what is stored is left for the next one.
      const { markets } = desk(store, {}, clock);
      await markets.start();
      expect(await nowOf(markets)).toBeGreaterThanOrEqual(shown);
      for (let renewal = 0; renewal < renewals; renewal += 1) {
        clock.advance(5_000);
        await markets.renew();
      }
      clock.advance(lastMs);
      shown = await nowOf(markets);
      clock.advance(3_600_000);
    }
    const { markets } = desk(store, {}, clock);
    expect(await nowOf(markets)).toBeGreaterThanOrEqual(shown);
  });

  test('an orderly stop skips nothing, and a command without a service sees the market stand there', async () => {
    const store = await temporaryStore();
    const { clock, markets } = desk(store);
    await markets.start();
    clock.advance(4_000);
    await markets.stop();
    clock.advance(1_000);
    expect(await nowOf(markets)).toBe(FIRST + 4_000);
    const command = desk(store, {}, clock).markets;
    clock.advance(86_400_000);
    expect(command.running()).toBe(false);
    expect(await command.simulated()).toMatchObject({ nowMs: FIRST + 4_000, speed: 0 });
    const next = desk(store, {}, clock).markets;
    await next.start();
    expect(await nowOf(next)).toBe(FIRST + 4_000);
  });

  test('a command on a new folder sees the first instant, and the service goes on from it', async () => {
    const store = await temporaryStore();
    expect(await nowOf(desk(store).markets)).toBe(FIRST);
    const { markets } = desk(store);
    await markets.start();
    expect(await nowOf(markets)).toBe(FIRST);
  });

  test('QL_MARKET_NOW fixes its time, and an earlier one than was shown is refused', async () => {
    const store = await temporaryStore();
    const fixed = (text: string) => desk(store, { QL_MARKET_NOW: text });
    const { markets, clock } = fixed('2026-09-01T12:00:00+05:30');
    await markets.start();
    clock.advance(600_000);
    await markets.renew();
    expect(await markets.simulated()).toMatchObject({
      nowMs: Date.parse('2026-09-01T12:00:00+05:30'),
      speed: 0,
    });
    await expect(fixed('2026-09-01T11:59:59+05:30').markets.start()).rejects.toThrow(/never runs backwards/);
    await expect(fixed('2026-08-01T12:00:00+05:30').markets.simulated()).rejects.toThrow(
      /QL_MARKET_NOW is .* already reached/,
    );
    await fixed('2026-09-01T12:00:01+05:30').markets.start();
  });

  test('QL_MARKET_NOW outside a session shows a closed market', async () => {
    const { markets } = desk(await temporaryStore(), { QL_MARKET_NOW: '2026-08-29T12:00:00+05:30' });
    await markets.start();
    expect((await markets.simulated()).session).toEqual({
      date: '2026-08-28',
      open: false,
      closesAtMs: null,
      opensAtMs: Date.parse('2026-08-31T09:15:00+05:30'),
    });
  });

  test('a time that the market has no prices for is refused before it is stored', async () => {
    const store = await temporaryStore();
    await desk(store, { QL_MARKET_NOW: '2004-01-05T12:00:00+05:30' }).markets.start();
    const late = desk(store, { QL_MARKET_NOW: '2059-01-06T12:00:00+05:30' }).markets;
    await expect(late.start()).rejects.toThrow(/The simulated market runs from .* to .*QL_MARKET_NOW/s);
    expect((await readPractice(store.main.read, null))?.state.clock.shownUntilMs).toBe(
      Date.parse('2004-01-05T12:00:00+05:30'),
    );
  });

  test('a data folder keeps the seed it began with, and says so', async () => {
    const store = await temporaryStore();
    const priceOf = async (markets: Markets) => {
      const view = await markets.simulated();
      const quote = await view.data.quote('RELIANCE', FIRST);
      return quote.ok ? quote.value.lastPaise : undefined;
    };
    const first = desk(store, { QL_SIMULATED_SEED: '7' });
    await first.markets.start();
    const price = await priceOf(first.markets);
    await first.markets.stop();
    const other = desk(store, { QL_SIMULATED_SEED: '8' });
    await other.markets.start();
    expect(await priceOf(other.markets)).toBe(price);
    expect(other.logged.join('')).toMatch(/keeps its seed/);
    expect(await priceOf(desk(await temporaryStore(), { QL_SIMULATED_SEED: '8' }).markets)).not.toBe(price);
  });

  test('stores a quote of every symbol, simulated and with bid, offer, volume and market time', async () => {
    const store = await temporaryStore();
    const { clock, markets } = desk(store);
    await markets.start();
    await markets.refreshQuotes(new AbortController().signal);
    clock.advance(3_000);
    await markets.refreshQuotes(new AbortController().signal);
    const rows = await store.main.read.select().from(marketDataCache);
    expect(rows).toHaveLength(52);
    for (const row of rows) {
      expect(row).toMatchObject({ source: 'simulated', isSimulated: true, lastUpdated: FIRST + 3_000 });
      const isShare = !['NIFTY 50', 'INDIA VIX'].includes(row.symbol);
      expect([row.bid !== null, row.ask !== null, row.volume > 0]).toEqual([isShare, isShare, isShare]);
      if (isShare) expect(row.bid).toBeLessThan(row.ask ?? 0);
    }
  });
});

const DAYS = ['2024-03-04', '2024-03-05', '2024-03-06'];
const SPLIT = { symbol: 'ABC', exDate: '2024-03-06', kind: 'split' as const, priceFactor: 10 };
const open = (date: string) => Date.parse(`${date}T09:15:00+05:30`);

async function withHistory(store: Store): Promise<string> {
  await storeHistory(store, {
    bars: DAYS.map((date, place) => ({
      symbol: 'ABC',
      date,
      closePrice: [100_000, 101_000, 10_200][place] ?? 0,
    })),
    actions: [SPLIT],
  });
  return await storePerson(store);
}

const closesOf = async (markets: Markets, person: string) => {
  const view = await markets.view(person);
  const bars = await view.data.dailyBars('ABC', { toMs: view.nowMs, count: 10 });
  return bars.ok ? bars.value.map(bar => bar.closePaise) : [];
};

describe("a person's replay", () => {
  test('shows prices as they were, and adjusts them when its clock passes the ex-date', async () => {
    const store = await temporaryStore();
    const person = await withHistory(store);
    const { clock, markets } = desk(store);
    await markets.start();
    const answer = await markets.practise(person, '2024-03-05', 3_600);
    expect(answer).toMatchObject({
      ok: true,
      view: { kind: 'replay', mark: 'replay of 2024-03-05', nowMs: open('2024-03-05'), speed: 3_600 },
    });
    expect(await closesOf(markets, person)).toEqual([100_000, 101_000]);
    // A session of 375 minutes passes in 6.25 seconds at this speed.
    clock.advance(7_000);
    const view = await markets.view(person);
    expect(view.mark).toBe('replay of 2024-03-06');
    expect(await closesOf(markets, person)).toEqual([10_000, 10_100, 10_200]);
    expect((await markets.simulated()).kind).toBe('simulated');
  });

  test('goes on after a kill no earlier than it was, and after a stop exactly there', async () => {
    const store = await temporaryStore();
    const person = await withHistory(store);
    const clock = testClock();
    const first = desk(store, {}, clock).markets;
    await first.start();
    await first.practise(person, '2024-03-04', 60);
    clock.advance(9_000);
    const shown = (await first.view(person)).nowMs;
    expect(shown).toBe(open('2024-03-04') + 540_000);
    const second = desk(store, {}, clock).markets;
    expect((await second.view(person)).nowMs).toBeGreaterThanOrEqual(shown);
    await second.start();
    const resumed = (await second.view(person)).nowMs;
    expect(resumed).toBeGreaterThanOrEqual(shown);
    clock.advance(1_000);
    await second.renew();
    await second.stop();
    const third = desk(store, {}, clock).markets;
    await third.start();
    expect((await third.view(person)).nowMs).toBe(resumed + 60_000);
  });

  test('stands still in a command without a service, and can be started and stopped there', async () => {
    const store = await temporaryStore();
    const person = await withHistory(store);
    const { clock, markets } = desk(store);
    await markets.practise(person, '2024-03-05', 60);
    clock.advance(60_000);
    expect(await desk(store).markets.view(person)).toMatchObject({ nowMs: open('2024-03-05'), speed: 0 });
    expect(await markets.endPractice(person)).toBe(true);
    expect(await markets.endPractice(person)).toBe(false);
    expect((await markets.view(person)).kind).toBe('simulated');
  });

  test('started anew while it runs, only the new one is renewed', async () => {
    const store = await temporaryStore();
    const person = await withHistory(store);
    const { clock, markets } = desk(store);
    await markets.start();
    await markets.practise(person, '2024-03-06', 60);
    clock.advance(5_000);
    const renewing = markets.renew();
    await markets.practise(person, '2024-03-04', 60);
    await renewing;
    await markets.renew();
    clock.advance(1_000);
    expect((await markets.view(person)).nowMs).toBe(open('2024-03-04') + 60_000);
  });

  test('ends with the person', async () => {
    const store = await temporaryStore();
    const person = await withHistory(store);
    const { markets } = desk(store);
    await markets.start();
    await markets.practise(person, '2024-03-04', 60);
    await store.main.tx(async tx => {
      await tx.delete(users);
    });
    await markets.renew();
    expect((await markets.view(person)).kind).toBe('simulated');
  });

  test.each([
    ['2024-03-03', 60, 'BAD_DATE'],
    ['2024-03-07', 60, 'BAD_DATE'],
    ['2024-03-05', 0, 'BAD_SPEED'],
    ['2024-03-05', 3_601, 'BAD_SPEED'],
    ['2024-03-05', NaN, 'BAD_SPEED'],
  ])('from %s at speed %d is refused: %s', async (from, speed, code) => {
    const store = await temporaryStore();
    const person = await withHistory(store);
    const { markets } = desk(store);
    expect(await markets.practise(person, from, speed)).toMatchObject({ ok: false, refusal: { code } });
    expect((await markets.view(person)).kind).toBe('simulated');
  });

  test('without imported history it is refused', async () => {
    const store = await temporaryStore();
    const person = await storePerson(store);
    const { markets } = desk(store);
    expect(await markets.practise(person, '2024-03-05', 60)).toMatchObject({
      ok: false,
      refusal: { code: 'NO_HISTORY' },
    });
    expect(await markets.history()).toBeUndefined();
  });
});

test('the imported history as a whole is seen from the close of its last session', async () => {
  const store = await temporaryStore();
  await withHistory(store);
  const view = await desk(store).markets.history();
  expect(view).toMatchObject({
    kind: 'history',
    mark: 'imported history',
    session: { date: '2024-03-06', open: false },
  });
  const quote = await view?.data.quote('ABC', view.nowMs);
  expect(quote).toMatchObject({
    ok: true,
    value: { truth: 'recorded', lastPaise: 10_200, previousClosePaise: 10_100 },
  });
  const raw = await view?.published.dailyBars('ABC', { toMs: view.nowMs, count: 10 });
  expect(raw?.ok && raw.value.map(bar => bar.closePaise)).toEqual([100_000, 101_000, 10_200]);
});

describe('a leap', () => {
  test('takes the running simulated market to a later instant, past nights, and never back', async () => {
    const store = await temporaryStore();
    const { clock, markets } = desk(store);
    await markets.start();
    const [next, second] = await markets.comingSessions('NOBODY', 2);
    expect([next?.date, second?.date]).toEqual(['2026-08-25', '2026-08-26']);
    await markets.leap('NOBODY', next?.openMs ?? 0);
    expect(await nowOf(markets)).toBe(next?.openMs);
    clock.advance(2_000);
    expect(await nowOf(markets)).toBe((next?.openMs ?? 0) + 2_000);
    await markets.leap('NOBODY', FIRST);
    expect(await nowOf(markets)).toBe((next?.openMs ?? 0) + 2_000);
    await markets.stop();
    expect(await nowOf(desk(store, {}, clock).markets)).toBe((next?.openMs ?? 0) + 2_000);
  });

  test('of a replay stays in it, and is stored also while no service runs', async () => {
    const store = await temporaryStore();
    const person = await withHistory(store);
    const { markets } = desk(store);
    await markets.practise(person, '2024-03-04', 60);
    const coming = await markets.comingSessions(person, 5);
    expect(coming.map(({ date }) => date)).toEqual(['2024-03-05', '2024-03-06']);
    await markets.leap(person, coming[0]?.closeMs ?? 0);
    expect((await desk(store).markets.view(person)).nowMs).toBe(coming[0]?.closeMs);
    expect((await desk(store).markets.simulated()).nowMs).toBeLessThanOrEqual(FIRST);
  });
});
