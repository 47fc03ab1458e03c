import { describe, expect, test } from 'vitest';
import { describeSimulation } from '../../../src/feeds/simulated/describe.js';
import { SEED_DEFAULT } from '../../../src/feeds/simulated/model.js';

describe('the simulated market looks like a market', () => {
  test('default seed: every share and the index has fat tails and volatility clusters', async () => {
    const { figures } = await describeSimulation(SEED_DEFAULT);
    expect(figures.excessKurtosis.min).toBeGreaterThan(1);
    expect(figures.excessKurtosisIndex).toBeGreaterThan(1);
    expect(figures.squaresAutocorrelationMean.min).toBeGreaterThan(0.02);
    for (const lag of [...figures.squaresAutocorrelation, ...figures.squaresAutocorrelationIndex])
      expect(lag).toBeGreaterThan(0.05);
    expect(Math.abs(figures.correlationMeasured - figures.correlationImplied)).toBeLessThan(0.05);
    expect(figures.indexLastPaise).toBe(2_450_000);
  });

  test.each([1, 3, 4])('seed %d: the median share has them too', async seed => {
    const { figures, lines } = await describeSimulation(seed);
    expect(figures.excessKurtosis.median).toBeGreaterThan(1.5);
    for (const lag of figures.squaresAutocorrelation) expect(lag).toBeGreaterThan(0.03);
    expect(figures.correlationImplied).toBeCloseTo(0.263, 3);
    // One seed's 750 sessions scatter: a wild market moves its shares more together.
    expect(Math.abs(figures.correlationMeasured - figures.correlationImplied)).toBeLessThan(0.12);
    expect(figures.volumeMoveCorrelation.min).toBeGreaterThan(0.5);
    expect(figures.volatilityPerYear.median).toBeGreaterThan(0.18);
    expect(figures.volatilityPerYear.median).toBeLessThan(0.32);
    expect(figures.largestMove).toBeLessThanOrEqual(0.2);
    expect(figures.vixHundredths.min).toBeGreaterThan(800);
    expect(figures.vixHundredths.max).toBeLessThan(6_000);
    expect(lines.join('\n')).toContain(`seed ${seed}: 50 shares, 750 sessions`);
  });

  test('over many seeds the measured correlation is the documented one', async () => {
    let sum = 0;
    for (let seed = 100; seed < 106; seed += 1)
      sum += (await describeSimulation(seed)).figures.correlationMeasured;
    expect(Math.abs(sum / 6 - 0.263)).toBeLessThan(0.04);
  });
});
