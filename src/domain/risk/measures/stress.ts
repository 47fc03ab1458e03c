/** Days on which markets moved far; what each symbol did then is replayed from stored data. */
export interface HistoricalShock {
  readonly code: string;
  readonly name: string;
  /** First and last trading day of the move, `YYYY-MM-DD`: it counts from the close before the first to the close of the last. */
  readonly from: string;
  readonly to: string;
}

/** In time; a test holds what NIFTY 50 did in each against the stored data. */
export const HISTORICAL_SHOCKS: readonly HistoricalShock[] = [
  { code: 'CHINA_2015', name: 'China devaluation, Black Monday', from: '2015-08-24', to: '2015-08-24' },
  { code: 'BREXIT_2016', name: 'Brexit referendum', from: '2016-06-24', to: '2016-06-24' },
  {
    code: 'NOTES_2016',
    name: 'Withdrawal of banknotes and US election',
    from: '2016-11-09',
    to: '2016-11-21',
  },
  { code: 'CREDIT_2018', name: 'IL&FS credit squeeze', from: '2018-09-21', to: '2018-10-26' },
  { code: 'TAX_CUT_2019', name: 'Corporate tax cut', from: '2019-09-20', to: '2019-09-20' },
  { code: 'COVID_2020', name: 'COVID-19, from the peak to the low', from: '2020-02-20', to: '2020-03-23' },
  { code: 'COVID_2020_03_12', name: 'COVID-19 declared a pandemic', from: '2020-03-12', to: '2020-03-12' },
  {
    code: 'COVID_2020_03_13',
    name: 'COVID-19, halted at the lower circuit and back',
    from: '2020-03-13',
    to: '2020-03-13',
  },
  { code: 'COVID_2020_03_23', name: 'COVID-19, lockdown', from: '2020-03-23', to: '2020-03-23' },
  { code: 'UKRAINE_2022', name: 'Invasion of Ukraine', from: '2022-02-24', to: '2022-02-24' },
  {
    code: 'ELECTION_2024',
    name: 'General election, counting of votes',
    from: '2024-06-04',
    to: '2024-06-04',
  },
  { code: 'YEN_2024', name: 'Unwinding of yen carry trades', from: '2024-08-05', to: '2024-08-05' },
  { code: 'TARIFFS_2025', name: 'United States tariffs', from: '2025-04-07', to: '2025-04-07' },
];

/** Falls and rises of the index to pass on through beta. */
export const INDEX_SHOCKS: readonly number[] = [-0.2, -0.1, -0.05, -0.03, 0.03, 0.05, 0.1];

/**
 * The return over a shock: from the last close before `from` to the close of `to`. Undefined where the history has no close
 * before, or none on both days. `dates` ascend.
 */
export function replayedReturn(
  { dates, closes }: { readonly dates: readonly string[]; readonly closes: ArrayLike<number> },
  { from, to }: Pick<HistoricalShock, 'from' | 'to'>,
): number | undefined {
  const [first, last] = [dates.indexOf(from), dates.indexOf(to)];
  const [before, after] = [closes[first - 1] ?? 0, closes[last] ?? 0];
  return first > 0 && last >= first && before > 0 && after > 0 ? after / before - 1 : undefined;
}

/** A position and what is known of how its symbol answers to a shock. */
export interface ShockedPosition {
  readonly symbol: string;
  /** Signed value, in any one unit. */
  readonly exposure: number;
  /** Its own return in the shock, where its history has the days. */
  readonly replayed?: number | undefined;
  readonly beta?: number | undefined;
}

/** What a shock would do, `by` which way for each position. */
export interface StressResult {
  /** Of the positions that could be reckoned, in the unit of the exposures; negative is a loss. */
  readonly profit: number;
  readonly positions: readonly {
    readonly symbol: string;
    readonly return: number;
    readonly profit: number;
    readonly by: 'replayed' | 'beta';
  }[];
  /** Positions with neither a replayed return nor a beta (and index return): not in `profit`. */
  readonly unknown: readonly string[];
}

/**
 * Applies a shock to today's positions: a symbol's own replayed return where there is one, else beta times the index's return,
 * at worst a total loss of the price. Nothing is guessed: what cannot be reckoned is named.
 */
export function stress(positions: readonly ShockedPosition[], indexReturn: number | undefined): StressResult {
  const unknown: string[] = [];
  const shocked: StressResult['positions'][number][] = [];
  for (const { symbol, exposure, replayed, beta } of positions) {
    const through =
      beta === undefined || indexReturn === undefined ? undefined : Math.max(-1, beta * indexReturn);
    const move = isReturn(replayed) ? replayed : through;
    if (isReturn(move) && Number.isFinite(exposure))
      shocked.push({
        symbol,
        return: move,
        profit: exposure * move,
        by: isReturn(replayed) ? 'replayed' : 'beta',
      });
    else unknown.push(symbol);
  }
  return { profit: shocked.reduce((total, { profit }) => total + profit, 0), positions: shocked, unknown };
}

const isReturn = (value: number | undefined): value is number =>
  value !== undefined && Number.isFinite(value);
