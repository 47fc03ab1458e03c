import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Day, sessionDays } from '../../../src/feeds/simulated/days.js';
import { dayOf, HISTORY, openHistory } from '../../../src/feeds/simulated/history.js';
import { firstState, INDEX_PLACE, SYMBOLS } from '../../../src/feeds/simulated/model.js';
import { allDays, hashOf } from './series.js';

const GOLDEN_SEED_1 = '4b03d241809080fc214717d857da0ceaaf0f938abeb8441860956b8594655b25';

/** The same hash, made by the built product in a process of its own. */
const CHILD = `
  import { createHash } from 'node:crypto';
  const { dayOf, openHistory, HISTORY } = await import(process.argv[1]);
  const { SYMBOLS } = await import(process.argv[2]);
  const history = openHistory(1);
  const sessions = [];
  for (let session = 0; session < HISTORY.sessions; session += 1) {
    const days = [];
    for (const place of SYMBOLS.keys()) days.push(await dayOf(history, place, session));
    sessions.push(days);
  }
  process.stdout.write(createHash('sha256').update(JSON.stringify(sessions)).digest('hex'));
`;

const built = (name: string): string =>
  new URL(`../../../dist/feeds/simulated/${name}.js`, import.meta.url).href;

/** The tick of a price by NSE's table, written out again so that the product's own table is checked. */
function tickByTable(paise: number): number {
  if (paise < 250_00) return 1;
  if (paise < 1_000_00) return 5;
  if (paise < 5_000_00) return 10;
  if (paise < 10_000_00) return 50;
  return paise < 20_000_00 ? 100 : 500;
}

function faultOf(place: number, day: Day | undefined, previous: number | undefined): string | undefined {
  if (!day) return 'no day';
  const prices = [day.openPaise, day.highPaise, day.lowPaise, day.closePaise];
  if (!prices.every(price => Number.isInteger(price) && price > 0)) return 'a price that is no price';
  if (day.highPaise !== Math.max(...prices) || day.lowPaise !== Math.min(...prices)) return 'high or low';
  if (place >= INDEX_PLACE) return undefined;
  if (prices.some(price => price % tickByTable(price) !== 0)) return `off tick: ${prices.join()}`;
  if (!Number.isInteger(day.volume) || day.volume <= 0) return 'volume';
  if (previous === undefined) return undefined;
  return day.highPaise > previous * 1.2 || day.lowPaise < previous * 0.8 ? 'outside the band' : undefined;
}

describe('simulated history', () => {
  test('seed 1 gives the prices it always gave', async () => {
    expect(hashOf(await allDays(1))).toBe(GOLDEN_SEED_1);
  });

  test.each([
    { TZ: 'America/New_York', LC_ALL: 'tr_TR.UTF-8' },
    { TZ: 'Pacific/Auckland', LC_ALL: 'ar_EG.UTF-8' },
  ])('another process, time zone and language ($TZ, $LC_ALL) give the same prices', env => {
    expect(existsSync(fileURLToPath(built('history'))), 'run `npm run build` first').toBe(true);
    const args = ['--input-type=module', '-e', CHILD, built('history'), built('model')];
    expect(execFileSync(process.execPath, args, { env, encoding: 'utf8' })).toBe(GOLDEN_SEED_1);
  });

  test('another seed gives other prices, and the levels at the start are the same', async () => {
    const [one, two] = [await allDays(1), await allDays(2)];
    expect(one[300]).not.toEqual(two[300]);
    const last = (days: typeof one) =>
      days
        .at(-1)
        ?.slice(0, INDEX_PLACE + 1)
        .map(day => day.closePaise);
    expect(last(one)).toEqual(last(two));
  });

  test('every price is on its tick, high and low enclose it, and no day leaves the band of 20 %', async () => {
    const days = await allDays(2);
    const wrong: string[] = [];
    for (const place of SYMBOLS.keys())
      for (const [session, all] of days.entries()) {
        const fault = faultOf(place, all[place], days[session - 1]?.[place]?.closePaise);
        if (fault) wrong.push(`${SYMBOLS[place]} ${session}: ${fault}`);
      }
    expect(wrong).toEqual([]);
  });

  test.each([0.19, -0.19])('even a move of %d in the wildest market stays within the band', move => {
    const before = firstState();
    const levels = before.levels.map(level => level * (1 + move));
    const moves = { returns: levels.map(() => move), deviations: levels.map(() => 0.2) };
    const bases = levels.map(() => 100_000);
    for (let seed = 0; seed < 20; seed += 1) {
      const days = sessionDays(seed, before, moves, { ...before, session: 1, levels }, bases);
      const faults = days.map((day, place) => faultOf(place, day, 100_000));
      expect(faults.filter(fault => fault !== undefined)).toEqual([]);
    }
  });

  test('a session is the same whether it is reached first, last, alone or by many at once', async () => {
    const direct = await dayOf(openHistory(5), 3, 2_000);
    const walked = openHistory(5);
    for (const session of [0, 749, 1_200, 40, 1_999]) await dayOf(walked, 3, session);
    expect(await dayOf(walked, 3, 2_000)).toEqual(direct);
    const shared = openHistory(5);
    const many = await Promise.all(Array.from({ length: 40 }, () => dayOf(shared, 3, 2_000)));
    expect(many.every(day => day.closePaise === direct.closePaise)).toBe(true);
    expect(shared.states).toHaveLength(2_000 / HISTORY.blockSessions + 1);
  });

  test('the blocks kept in memory are limited, and a forgotten block comes back the same', async () => {
    const history = openHistory(5);
    const first = await dayOf(history, 0, 0);
    for (let session = 0; session < 60 * HISTORY.blockSessions; session += HISTORY.blockSessions)
      await dayOf(history, 0, session);
    expect(history.blocks.size).toBe(HISTORY.blocksMax);
    expect(history.blocks.has(0)).toBe(false);
    expect(await dayOf(history, 0, 0)).toEqual(first);
  });

  test('50 shares over 750 sessions take under a second, and session 2000 too (best of three)', async () => {
    const best = async (work: (seed: number) => Promise<unknown>): Promise<number> => {
      let least = Number.POSITIVE_INFINITY;
      for (const seed of [11, 12, 13]) {
        const start = performance.now();
        await work(seed);
        least = Math.min(least, performance.now() - start);
      }
      return least;
    };
    expect(await best(allDays)).toBeLessThan(1_000);
    expect(await best(seed => dayOf(openHistory(seed), 0, 2_000))).toBeLessThan(1_000);
  });

  test.each([-1, 1.5, 4_294_967_296, Number.NaN])('seed %d is refused', seed => {
    expect(() => openHistory(seed)).toThrow(/0 to 4294967295/);
  });

  test.each([-1, HISTORY.sessionsMax, 0.5])('session %d is a fault, not a price', async session => {
    await expect(dayOf(openHistory(1), 0, session)).rejects.toThrow(/no session/);
  });
});
