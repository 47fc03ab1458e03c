import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seenUpTo, sessionPath } from '../../src/feeds/session-path.js';
import { ceilToTick, floorToTick, tickOf, toTick } from '../../src/feeds/tick.js';

describe('a session’s path', () => {
  test('for any bar on tick it meets open, high, low and close exactly, on tick and inside them', () => {
    const day = fc
      .record({
        prices: fc.array(fc.integer({ min: 100, max: 3_000_000 }), { minLength: 2, maxLength: 4 }),
        open: fc.nat(3),
        close: fc.nat(3),
        volume: fc.nat(1e9),
        minutes: fc.integer({ min: 12, max: 400 }),
        key: fc.nat(1e6),
      })
      .map(({ prices, open, close, volume, minutes, key }) => {
        const ticked = prices.map(price => toTick(price));
        const highPaise = Math.max(...ticked);
        return {
          volume,
          minutes,
          key,
          highPaise,
          lowPaise: Math.min(...ticked),
          openPaise: ticked[open] ?? highPaise,
          closePaise: ticked[close] ?? highPaise,
        };
      });
    fc.assert(
      fc.property(day, ({ minutes, key, ...bar }) => {
        const path = sessionPath(bar, minutes, { own: [key], common: [key, 1] }, true);
        const prices = Array.from(path.pricesPaise);
        expect([prices[0], prices.at(-1)]).toEqual([bar.openPaise, bar.closePaise]);
        expect([Math.max(...prices), Math.min(...prices)]).toEqual([bar.highPaise, bar.lowPaise]);
        expect(prices.filter(price => price % tickOf(price) !== 0)).toEqual([]);
        const volumes = Array.from(path.volumes);
        expect(volumes.at(-1)).toBe(bar.volume);
        expect(volumes.every((sum, minute) => sum >= (volumes[minute - 1] ?? 0))).toBe(true);
        const whole = seenUpTo(path, minutes * 60_000, minutes * 60_000, true);
        expect(whole).toEqual(bar);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  test('between the four points it wanders: neighbouring steps go on and turn back about equally often', () => {
    const bar = { openPaise: 100_000, highPaise: 103_000, lowPaise: 98_000, closePaise: 101_000, volume: 1 };
    let [on, back] = [0, 0];
    for (let key = 0; key < 20; key += 1) {
      const prices = sessionPath(bar, 375, { own: [key], common: [key, 1] }, true).pricesPaise;
      const moves = Array.from(prices.slice(1), (price, minute) => price - (prices[minute] ?? 0));
      for (const [minute, move] of moves.slice(1).entries()) {
        if (move * (moves[minute] ?? 0) > 0) on += 1;
        if (move * (moves[minute] ?? 0) < 0) back += 1;
      }
    }
    expect(on + back).toBeGreaterThan(6_000);
    expect(Math.abs(on / (on + back) - 0.5)).toBeLessThan(0.05);
  });

  test('two symbols of one session move together within the day, those of two sessions do not', () => {
    const bar = { openPaise: 100_000, highPaise: 103_000, lowPaise: 98_000, closePaise: 101_000, volume: 1 };
    let [same, other] = [0, 0];
    const pairs = 40;
    for (let key = 0; key < pairs; key += 1) {
      const moves = [
        { own: [1, key], common: [3, key] },
        { own: [2, key], common: [3, key] },
        { own: [2, key], common: [4, key] },
      ].map(keys => {
        const prices = sessionPath(bar, 375, keys, true).pricesPaise;
        return Array.from(prices.slice(1), (price, minute) => Math.sign(price - (prices[minute] ?? 0)));
      });
      const [one = [], two = [], three = []] = moves;
      same += one.reduce((sum, sign, minute) => sum + sign * (two[minute] ?? 0), 0) / 375 / pairs;
      other += one.reduce((sum, sign, minute) => sum + sign * (three[minute] ?? 0), 0) / 375 / pairs;
    }
    expect(same).toBeGreaterThan(0.12);
    expect(Math.abs(other)).toBeLessThan(0.05);
  });
});

describe('ticks', () => {
  test.each([
    [24_999, 1],
    [25_000, 5],
    [99_995, 5],
    [100_010, 10],
    [500_050, 50],
    [1_000_100, 100],
    [1_999_900, 100],
    [2_000_500, 500],
  ])('a price of %d paise moves by %d', (price, tick) => {
    expect(tickOf(price)).toBe(tick);
  });

  test('rounding goes to the nearest tick, down and up, and never to nothing', () => {
    expect([toTick(112_344), floorToTick(112_349), ceilToTick(112_341)]).toEqual([112_340, 112_340, 112_350]);
    expect([toTick(24_999.7), toTick(0.2), floorToTick(0.2), ceilToTick(0.2)]).toEqual([25_000, 1, 1, 1]);
  });
});
