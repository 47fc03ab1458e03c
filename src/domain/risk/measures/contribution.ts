import { covariance, mean, variance } from '../../metrics/stats.js';
import { at } from '../../series.js';
import { type Figure, figureOf, RISK_LIMITS } from './figure.js';
import { portfolioDays, type ReturnsTable } from './returns.js';
import { historicalDaysMin, normalTail, requireTail, type Tail, type TailRisk, worstDays } from './tail.js';

/** What one position adds to the risk of the whole. */
export interface Contribution {
  readonly symbol: string;
  /** Risk added by one more unit of exposure. */
  readonly marginal: TailRisk;
  /** Marginal risk times exposure: these sum to the whole. Negative for a position that hedges. */
  readonly component: TailRisk;
}

/**
 * Euler's contributions to the parametric value at risk and expected shortfall: covariance of the position with the whole by
 * the whole's deviation, times the normal multiple, less the position's mean (Jorion, Value at Risk, ch. 7).
 */
export function contributions(
  table: ReturnsTable,
  exposures: Float64Array,
  tail: Tail,
): Figure<readonly Contribution[]> {
  requireTail(tail);
  const { window, changes } = portfolioDays(table, exposures);
  const method = "Euler's parts of the parametric figures, daily, sample moments";
  return figureOf({ window, method, sampleSize: changes.length }, RISK_LIMITS.daysMinParametric, () => {
    const spread = Math.sqrt(variance(changes, 1) ?? 0);
    const root = Math.sqrt(tail.horizonDays);
    const { quantile, shortfall } = normalTail(tail.confidence);
    return table.returns.map((returns, place) => {
      const shared = spread > 0 ? ((covariance(returns, changes) ?? 0) / spread) * root : 0;
      const gain = (mean(returns) ?? 0) * tail.horizonDays;
      return contribution(table.symbols[place] ?? '', at(exposures, place), {
        valueAtRisk: quantile * shared - gain,
        expectedShortfall: shortfall * shared - gain,
      });
    });
  });
}

function contribution(symbol: string, exposure: number, marginal: TailRisk): Contribution {
  const { valueAtRisk, expectedShortfall } = marginal;
  const component = { valueAtRisk: valueAtRisk * exposure, expectedShortfall: expectedShortfall * exposure };
  return { symbol, marginal, component };
}

/**
 * What each position lost on average on the worst days of the whole: these sum to its historical expected shortfall. In the order
 * of the table, in the unit of the exposures.
 */
export function shortfallParts(
  table: ReturnsTable,
  exposures: Float64Array,
  tail: Tail,
): Figure<Float64Array> {
  requireTail(tail);
  const { window, changes } = portfolioDays(table, exposures);
  const method = 'mean over the worst days of the whole, times the root of the horizon';
  const needs = historicalDaysMin(tail.confidence);
  return figureOf({ window, method, sampleSize: changes.length }, needs, () => {
    const places = Array.from(changes.keys()).sort((a, b) => at(changes, a) - at(changes, b));
    const worst = places.slice(0, worstDays(places.length, tail.confidence));
    const factor = -Math.sqrt(tail.horizonDays) / worst.length;
    return Float64Array.from(table.returns, (returns, place) =>
      worst.reduce((total, day) => total + at(returns, day) * at(exposures, place) * factor, 0),
    );
  });
}
