import type { Numbers } from '../series.js';
import { deviation, finiteRatio, known, mean, ratio, sum } from './stats.js';

// Results are the profit or loss of each closed trade net of every charge, in any unit, or as a part of what was staked. A
// trade that made exactly nothing is neither won nor lost, but counts.

const gains = (results: Numbers) => known(results).filter(result => result > 0);
const losses = (results: Numbers) => known(results).filter(result => result < 0);

/** The part of all trades that made money. Undefined without trades. */
export function winRate(results: Numbers): number | undefined {
  return finiteRatio(gains(results).length, known(results).length);
}

/** All gains by all losses, without sign. An infinity when nothing was lost; undefined without either. */
export function profitFactor(results: Numbers): number | undefined {
  return ratio(sum(gains(results)), Math.abs(sum(losses(results))));
}

/** The mean gain by the mean loss, without sign. Undefined without a gain or without a loss. */
export function payoffRatio(results: Numbers): number | undefined {
  const loss = mean(losses(results));
  return finiteRatio(mean(gains(results)), loss === undefined ? undefined : -loss);
}

/** The mean result of a trade. */
export const expectancy = (results: Numbers): number | undefined => mean(known(results));

/** Tharp's system quality number: root of the count times the mean result by its sample deviation. */
export function systemQuality(results: Numbers): number | undefined {
  const values = known(results);
  const quality = finiteRatio(mean(values), deviation(values, 1));
  return quality === undefined ? undefined : quality * Math.sqrt(values.length);
}

/** Kelly's stake from win rate and payoff ratio: W - (1 - W) / R. Negative for a losing system. */
export function kellyOfTrades(results: Numbers): number | undefined {
  const [won, payoff] = [winRate(results), payoffRatio(results)];
  return won === undefined || payoff === undefined ? undefined : won - (1 - won) / payoff;
}

/** The most trades lost one after the other. */
export function losingStreak(results: Numbers): number {
  let longest = 0;
  let streak = 0;
  for (const result of known(results)) {
    streak = result < 0 ? streak + 1 : 0;
    longest = Math.max(longest, streak);
  }
  return longest;
}
