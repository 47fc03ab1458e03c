import {
  activePremium,
  alpha,
  annualAlpha,
  beta,
  captureRatio,
  correlation,
  excessSharpe,
  informationRatio,
  numberRatio,
  percentRatio,
  trackingError,
  treynor,
} from './benchmark.js';
import type { Metric } from './catalogue.js';
import { calmar, maxDrawdown, painIndex, sterling, ulcerIndex } from './drawdown.js';
import { cagr, cumulativeReturn } from './growth.js';
import * as ratios from './ratios.js';
import { deviation, known, shape } from './stats.js';
import * as tails from './tail.js';

/** Needs no benchmark. */
const own = (name: string, method: string, observationsMin: number, compute: Metric['compute']): Metric => ({
  name,
  method,
  observationsMin,
  needsBenchmark: false,
  compute,
});

const versus = (
  name: string,
  method: string,
  observationsMin: number,
  compute: Metric['compute'],
): Metric => ({ name, method, observationsMin, needsBenchmark: true, compute });

const GROWTH: readonly Metric[] = [
  own('cum_returns_final', 'simple returns compounded, less 1', 1, i => cumulativeReturn(i.returns)),
  own('annual_return_cagr', 'growth ^ (periods per year / periods) - 1', 1, i =>
    cagr(i.returns, i.periodsPerYear),
  ),
  own('annual_volatility', 'deviation (ddof 1) * sqrt(periods per year)', 2, i =>
    ratios.annualVolatility(i.returns, i.periodsPerYear),
  ),
  own('volatility_compounded', 'of a year of independent compounded periods, ddof 1', 2, i =>
    ratios.compoundedVolatility(i.returns, i.periodsPerYear),
  ),
  own('volatility_per_period', 'deviation (ddof 1)', 2, i => deviation(known(i.returns), 1)),
  own(
    'max_drawdown',
    'deepest fall of the compounded curve, the start counts as a peak; 0 or negative',
    1,
    i => maxDrawdown(i.returns),
  ),
  own('max_drawdown_periods', 'longest time below a peak, in periods', 1, i =>
    ratios.maxDrawdownPeriods(i.returns),
  ),
  own('ulcer_index', 'root mean square of all depths', 1, i => ulcerIndex(i.returns)),
  own('pain_index', 'mean of all depths', 1, i => painIndex(i.returns)),
  own('stability_r2', 'squared correlation of the cumulative log return with time', 2, i =>
    ratios.stability(i.returns),
  ),
  own('skewness', 'population moments', 3, i => shape(known(i.returns))?.skewness),
  own('excess_kurtosis', 'population moments, less 3', 4, i => shape(known(i.returns))?.excessKurtosis),
];

const RATIOS: readonly Metric[] = [
  own('sharpe', 'mean excess / deviation (ddof 1) * sqrt(periods per year)', 2, i =>
    ratios.sharpe(i.returns, i.riskFree, i.periodsPerYear),
  ),
  own('sharpe_geometric', 'growth a year of excess returns / their annual deviation (ddof 1)', 2, i =>
    ratios.sharpeGeometric(i.returns, i.riskFree, i.periodsPerYear),
  ),
  own('sortino', 'mean above required / downside deviation over all periods * sqrt(periods per year)', 2, i =>
    ratios.sortino(i.returns, i.required, i.periodsPerYear),
  ),
  own('sortino_geometric', 'growth a year / annual downside deviation', 2, i =>
    ratios.sortinoGeometric(i.returns, i.periodsPerYear),
  ),
  own('calmar', 'growth a year / deepest drawdown, over all periods', 1, i =>
    calmar(i.returns, i.periodsPerYear),
  ),
  own('sterling', 'growth a year / (deepest drawdown + 10 %)', 1, i => sterling(i.returns, i.periodsPerYear)),
  own('martin_ratio', 'growth a year / ulcer index', 1, i => ratios.martin(i.returns, 0, i.periodsPerYear)),
  own('pain_ratio', 'growth a year / pain index', 1, i => ratios.painRatio(i.returns, 0, i.periodsPerYear)),
  own('omega', 'sum above / sum below; the required return is for a year', 1, i =>
    ratios.omega(i.returns, i.riskFree, {
      requiredYearly: i.requiredYearly,
      periodsPerYear: i.periodsPerYear,
    }),
  ),
  own('omega_sharpe', 'mean above required / downside potential', 1, i =>
    ratios.omegaSharpe(i.returns, i.required),
  ),
  own('upside_potential_ratio', 'mean excess above / root mean square shortfall, all periods', 1, i =>
    ratios.upsidePotentialRatio(i.returns, i.required),
  ),
  own('downside_deviation', 'root mean square shortfall over all periods * sqrt(periods per year)', 1, i => {
    const each = ratios.downsideDeviation(i.returns, i.required);
    return each === undefined ? undefined : each * Math.sqrt(i.periodsPerYear);
  }),
  own('downside_deviation_per_period', 'root mean square shortfall over all periods', 1, i =>
    ratios.downsideDeviation(i.returns, i.required),
  ),
  own('upside_risk', 'root mean square excess over all periods', 1, i =>
    ratios.upsideRisk(i.returns, i.required),
  ),
  own('downside_potential', 'mean shortfall over all periods', 1, i =>
    ratios.downsidePotential(i.returns, i.required),
  ),
  own('upside_potential', 'mean excess over all periods', 1, i =>
    ratios.upsidePotential(i.returns, i.required),
  ),
  own('upside_frequency', 'part of periods above required', 1, i =>
    ratios.frequency(i.returns, i.required, 1),
  ),
  own('downside_frequency', 'part of periods below required', 1, i =>
    ratios.frequency(i.returns, i.required, -1),
  ),
  own('kelly_half', 'mean excess / variance (ddof 1) / 2', 2, i => ratios.kellyHalf(i.returns, i.riskFree)),
];

const TAILS: readonly Metric[] = [
  own('var_historical', 'type 7 quantile, signed return', 1, i => tails.historicalVar(i.returns, i.tail)),
  own('es_historical', 'mean of the worst floor((n - 1) * tail) + 1, signed', 1, i =>
    tails.historicalEs(i.returns, i.tail),
  ),
  own('var_parametric_gaussian', 'mean + z * deviation (ddof 0), signed', 2, i =>
    tails.gaussianVar(i.returns, i.tail),
  ),
  own('es_gaussian', 'mean - deviation (ddof 0) * density(z) / tail, signed', 2, i =>
    tails.gaussianEs(i.returns, i.tail),
  ),
  own('var_cornish_fisher', 'z corrected for population skewness and kurtosis, ddof 0, signed', 4, i =>
    tails.modifiedVar(i.returns, i.tail),
  ),
  own('es_cornish_fisher', "mean of Edgeworth's density below that quantile, signed", 4, i =>
    tails.modifiedEs(i.returns, i.tail),
  ),
  own('tail_ratio', '95th by 5th percentile (type 7), without signs', 1, i => tails.tailRatio(i.returns)),
];

const BENCHMARK: readonly Metric[] = [
  versus('beta', 'covariance / variance of excess returns', 2, i => beta(i.returns, i.benchmark, i)),
  versus('beta_bull', 'beta in periods with positive benchmark excess return', 2, i =>
    beta(i.returns, i.benchmark, { riskFree: i.riskFree, side: 'up' }),
  ),
  versus('beta_bear', 'beta in periods with negative benchmark excess return', 2, i =>
    beta(i.returns, i.benchmark, { riskFree: i.riskFree, side: 'down' }),
  ),
  versus('alpha_per_period', 'intercept of least squares of excess returns', 2, i =>
    alpha(i.returns, i.benchmark, { riskFree: i.riskFree }),
  ),
  versus('alpha_annualised', '(1 + alpha) ^ periods per year - 1', 2, i =>
    annualAlpha(i.returns, i.benchmark, i),
  ),
  versus('alpha_up', 'annualised alpha in rising periods of the benchmark', 2, i =>
    annualAlpha(i.returns, i.benchmark, { ...i, side: 'up' }),
  ),
  versus('alpha_down', 'annualised alpha in falling periods of the benchmark', 2, i =>
    annualAlpha(i.returns, i.benchmark, { ...i, side: 'down' }),
  ),
  versus('correlation', 'Pearson, raw returns', 2, i => correlation(i.returns, i.benchmark)),
  versus('correlation_excess', 'Pearson, excess returns', 2, i =>
    correlation(i.returns, i.benchmark, i.riskFree),
  ),
  versus('tracking_error', 'deviation (ddof 1) of the difference * sqrt(periods per year)', 2, i =>
    trackingError(i.returns, i.benchmark, i.periodsPerYear),
  ),
  versus('active_premium', 'difference of growth a year', 1, i =>
    activePremium(i.returns, i.benchmark, i.periodsPerYear),
  ),
  versus('information_ratio', 'active premium / tracking error', 2, i =>
    informationRatio(i.returns, i.benchmark, i.periodsPerYear),
  ),
  versus('excess_sharpe', 'mean difference / its deviation (ddof 1), per period', 2, i =>
    excessSharpe(i.returns, i.benchmark),
  ),
  versus('treynor', 'growth a year of excess returns / beta', 2, i => treynor(i.returns, i.benchmark, i)),
  versus('capture_ratio', 'growth a year / that of the benchmark', 1, i =>
    captureRatio(i.returns, i.benchmark, { ...i, side: 'all' }),
  ),
  versus('up_capture', 'growth a year / that of the benchmark, in its rising periods', 1, i =>
    captureRatio(i.returns, i.benchmark, { ...i, side: 'up' }),
  ),
  versus('down_capture', 'growth a year / that of the benchmark, in its falling periods', 1, i =>
    captureRatio(i.returns, i.benchmark, { ...i, side: 'down' }),
  ),
  versus('up_number_ratio', "part of the benchmark's rising periods that rose too", 1, i =>
    numberRatio(i.returns, i.benchmark, 'up'),
  ),
  versus('down_number_ratio', "part of the benchmark's falling periods that fell too", 1, i =>
    numberRatio(i.returns, i.benchmark, 'down'),
  ),
  versus('up_percent_ratio', "part of the benchmark's rising periods that did better", 1, i =>
    percentRatio(i.returns, i.benchmark, 'up'),
  ),
  versus('down_percent_ratio', "part of the benchmark's falling periods that did better", 1, i =>
    percentRatio(i.returns, i.benchmark, 'down'),
  ),
];

/** Every figure that the product computes from a series of returns. */
export const METRICS: readonly Metric[] = [...GROWTH, ...RATIOS, ...TAILS, ...BENCHMARK];
