import { DAYS_PER_YEAR, type MetricInputs } from './catalogue.js';
import { METRICS } from './list.js';
import { known, paired } from './stats.js';

export { DAYS_PER_YEAR, type Metric, type MetricInputs } from './catalogue.js';
export { METRICS } from './list.js';

/** A figure with its convention and the number of periods it rests on, or why there is none. An infinity is a figure. */
export type MetricAnswer =
  | { ok: true; value: number; method: string; sampleSize: number }
  | { ok: false; refusal: MetricRefusal };

export type MetricRefusal =
  | { code: 'UNKNOWN_METRIC'; name: string; allowed: readonly string[]; message: string }
  | { code: 'NOT_ENOUGH_DATA'; needs: number; has: number; method: string; message: string }
  | { code: 'UNDEFINED'; method: string; sampleSize: number; message: string };

/** Rates are 0, periods are trading days and the tail is 5 % where nothing else is said. */
const USUAL = {
  benchmark: [],
  riskFree: 0,
  required: 0,
  requiredYearly: 0,
  periodsPerYear: DAYS_PER_YEAR,
  tail: 0.05,
} as const;

/** Computes a figure by its name. Never NaN: what the convention leaves undefined is refused with words. */
export function computeMetric(
  name: string,
  given: Partial<MetricInputs> & Pick<MetricInputs, 'returns'>,
): MetricAnswer {
  const metric = METRICS.find(each => each.name === name);
  if (!metric) {
    const allowed = METRICS.map(each => each.name);
    const message = `There is no figure called "${name}". Known: ${allowed.join(', ')}.`;
    return { ok: false, refusal: { code: 'UNKNOWN_METRIC', name, allowed, message } };
  }
  const { method, observationsMin: needs, needsBenchmark } = metric;
  const inputs = { ...USUAL, ...given };
  const has = (needsBenchmark ? paired(inputs.returns, inputs.benchmark)[0] : known(inputs.returns)).length;
  if (has < needs) {
    const periods = `${needs} period${needs === 1 ? '' : 's'}`;
    const message = `${name} needs at least ${periods}${needsBenchmark ? ' that the benchmark has too' : ''}, not ${has}.`;
    return { ok: false, refusal: { code: 'NOT_ENOUGH_DATA', needs, has, method, message } };
  }
  const value = metric.compute(inputs);
  if (value !== undefined && !Number.isNaN(value)) return { ok: true, value, method, sampleSize: has };
  const message = `${name} (${method}) is not defined for these ${has} periods.`;
  return { ok: false, refusal: { code: 'UNDEFINED', method, sampleSize: has, message } };
}
