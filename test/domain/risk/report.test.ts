import { describe, expect, test } from 'vitest';
import { REPORT_LIMITS } from '../../../src/domain/risk/exposure.js';
import { reportFrom } from '../../../src/domain/risk/report.js';
import { riskHistories } from '../../../src/domain/risk/histories.js';
import { reportInThread, riskReport, THREAD_FROM_POSITIONS } from '../../../src/domain/risk/risk-report.js';
import { portfolio, position } from '../../support/order-checks.js';
import {
  barMarket,
  bars,
  closesFrom,
  randomReturns,
  weekdaysBefore,
  TODAY,
} from '../../support/risk-market.js';

const INDEX = randomReturns(300, 0.01, 11);
const OWN = randomReturns(300, 0.02, 12);

/** INFY moves one and a half times with the index, TCS by itself. */
const HISTORIES = {
  INFY: bars(
    closesFrom(
      INDEX.map(change => 1.5 * change),
      15_000_000,
    ),
  ),
  TCS: bars(closesFrom(OWN, 30_000_000)),
  'NIFTY 50': bars(closesFrom(INDEX, 245_000_000)),
};

const held = portfolio({
  positions: [
    position(10, { lastPaise: 1_500_000 }),
    position(-5, { symbol: 'TCS', product: 'MIS', lastPaise: 3_000_000 }),
  ],
});

const valueOf = <T>(figure: { value: T } | { notEnoughData: unknown }): T => {
  if ('value' in figure) return figure.value;
  throw new Error(`not enough data: ${JSON.stringify(figure.notEnoughData)}`);
};

describe('the risk report', () => {
  test('has every figure with its window, method and sample size', async () => {
    const report = await riskReport(barMarket(HISTORIES).market, held);
    const figures = [
      ...report.tails.flatMap(({ historical, parametric }) => [historical, parametric]),
      report.volatility,
      report.beta,
      report.correlations,
      report.contributions,
      report.shortfallParts,
    ];
    const dates = weekdaysBefore(TODAY, 301);
    for (const figure of figures)
      expect(figure).toMatchObject({
        window: { from: dates[1], to: dates[300] },
        sampleSize: 300,
        method: expect.any(String) as string,
      });
    expect(report.tails.map(({ tail }) => [tail.confidence, tail.horizonDays])).toEqual([
      [0.95, 1],
      [0.95, 10],
      [0.99, 1],
      [0.99, 10],
    ]);
    expect(report).toMatchObject({ mark: 'simulated', grossPaise: 30_000_000, leftOut: [] });
  });

  test('measures what the prices were made of', async () => {
    const report = await riskReport(
      barMarket(HISTORIES).market,
      portfolio({ positions: [position(10, { lastPaise: 1_500_000 })] }),
    );
    // 1.5 times the index on 15 of 100 parts of the equity.
    expect(valueOf(report.beta)).toBeCloseTo(0.225, 4);
    const sorted = INDEX.map(change => 1.5 * change * 15_000_000).toSorted((a, b) => a - b);
    const place = 299 * 0.05;
    const [low = 0, high = 0] = [sorted[Math.floor(place)], sorted[Math.floor(place) + 1]];
    const expected = -(low + (place - Math.floor(place)) * (high - low));
    const historical = report.tails[0]?.historical;
    expect(historical && valueOf(historical).valueAtRisk / expected).toBeCloseTo(1, 5);
  });

  test('components add up to the whole', async () => {
    const report = await riskReport(barMarket(HISTORIES).market, held);
    const parametric = report.tails[0]?.parametric;
    const whole = parametric ? valueOf(parametric).valueAtRisk : NaN;
    const parts = valueOf(report.contributions).reduce(
      (total, { component }) => total + component.valueAtRisk,
      0,
    );
    expect(parts / whole).toBeCloseTo(1, 9);
  });

  test('an index shock goes through beta, and what has none is named', async () => {
    const positions = [
      position(10, { lastPaise: 1_500_000 }),
      position(1, { symbol: 'SBIN', lastPaise: 100_000 }),
    ];
    const report = await riskReport(barMarket(HISTORIES).market, portfolio({ positions }));
    const down = report.stress.find(({ code }) => code === 'INDEX_DOWN_10');
    expect(down?.profit).toBeCloseTo(-0.15 * 15_000_000, -2);
    expect(down?.unknown).toEqual(['SBIN']);
    expect(report.leftOut).toEqual([{ symbol: 'SBIN', because: 'it has 0 daily closes, and 61 are needed' }]);
  });

  test('a shock of the stored past is replayed, also from the older page of a long history', async () => {
    const days = 2_700;
    const dates = weekdaysBefore(TODAY, days);
    const fallen = (date: string, to: number) =>
      dates.map(day => Math.round(100_000 * (day >= date ? to : 1)));
    const histories = {
      INFY: bars(fallen('2020-03-23', 0.8)),
      TCS: bars(fallen('2016-11-09', 0.7)),
      'NIFTY 50': bars(fallen('2020-03-23', 0.9)),
    };
    const { market, asked } = barMarket(histories);
    const positions = [position(10), position(10, { symbol: 'TCS' })];
    const report = await riskReport(market, portfolio({ positions }));
    expect(asked).toHaveLength(6);
    const shock = (code: string) => report.stress.find(each => each.code === code);
    expect(shock('COVID_2020_03_23')?.positions[0]).toMatchObject({ symbol: 'INFY', by: 'replayed' });
    expect(shock('COVID_2020_03_23')?.profit).toBeCloseTo(-300_000, 0);
    expect(shock('NOTES_2016')?.profit).toBeCloseTo(-450_000, 0);
    expect(shock('CHINA_2015')).toBeUndefined();
  });

  test('says "not enough data" instead of a guess', async () => {
    const short = { INFY: HISTORIES.INFY.slice(-40), 'NIFTY 50': HISTORIES['NIFTY 50'] };
    const report = await riskReport(barMarket(short).market, portfolio({ positions: [position(10)] }));
    expect(report.leftOut).toEqual([
      { symbol: 'INFY', because: 'it has 40 daily closes, and 61 are needed' },
    ]);
    for (const figure of [report.volatility, report.beta, report.tails[0]?.historical])
      expect(figure).toMatchObject({ notEnoughData: { has: 0 } });
  });

  test('an empty book has no risk to report, and no error', async () => {
    const report = await riskReport(barMarket(HISTORIES).market, portfolio());
    expect(report).toMatchObject({ exposures: [], grossPaise: 0, beta: { notEnoughData: {} } });
  });

  test('without an index there is no beta, and the rest stands', async () => {
    const { INFY, TCS } = HISTORIES;
    const report = await riskReport(barMarket({ INFY, TCS }).market, held);
    expect(report.beta).toHaveProperty('notEnoughData');
    expect(report.tails[0]?.historical).toHaveProperty('value');
  });

  test('liquidity is days at a tenth of the mean volume', async () => {
    const report = await riskReport(
      barMarket(HISTORIES).market,
      portfolio({ positions: [position(25_000, { lastPaise: 100 })] }),
    );
    expect(report.exits[0]?.liquidity).toMatchObject({
      value: { daysToExit: 2.5, averageDailyVolume: 100_000 },
      sampleSize: 20,
    });
  });

  test('a position that cannot be valued is an error, not a figure', async () => {
    const unknown = portfolio({ positions: [position(1, { lastPaise: NaN })] });
    await expect(riskReport(barMarket(HISTORIES).market, unknown)).rejects.toThrow(/INFY cannot be valued/);
  });

  test('looks at a bounded number of positions, the largest', async () => {
    const many = Array.from({ length: REPORT_LIMITS.positionsMax + 2 }, (_, n) =>
      position(1, { symbol: `S${n}`, lastPaise: n + 1 }),
    );
    const { market, asked } = barMarket({});
    const report = await riskReport(market, portfolio({ positions: many }));
    expect(asked).toHaveLength(REPORT_LIMITS.positionsMax + 1);
    expect(report.leftOut.at(-1)?.because).toMatch(/only the 200 largest/);
  });

  test('a thread makes the same report, and makes it where much is held', async () => {
    const { market } = barMarket(HISTORIES);
    const facts = {
      market: { nowMs: market.nowMs, mark: market.mark },
      figures: held,
      histories: await riskHistories(market, ['INFY', 'TCS']),
    };
    expect(await reportInThread(facts)).toEqual(reportFrom(facts));
    const many = Array.from({ length: THREAD_FROM_POSITIONS }, (_, n) => position(1, { symbol: `S${n}` }));
    const report = await riskReport(market, portfolio({ positions: [position(10), ...many] }));
    expect(report.symbols).toEqual(['INFY']);
  });
});
