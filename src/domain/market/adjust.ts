import type { Paise } from '../money.js';

export type CorporateActionKind = 'split' | 'bonus' | 'rights' | 'demerger' | 'dividend' | 'other';

/** A corporate action as it touches prices. */
export interface CorporateAction {
  /** The first day the share trades without the entitlement, `YYYY-MM-DD`. */
  readonly exDate: string;
  readonly kind: CorporateActionKind;
  /** Prices before `exDate` are divided by it: 10 for a 10:1 split, 2 for a 1:1 bonus. Positive. */
  readonly factor: number;
}

/** One day of one share as the exchange published it. */
export interface RawBar {
  readonly date: string;
  readonly open: Paise;
  readonly high: Paise;
  readonly low: Paise;
  readonly close: Paise;
  readonly volume: number;
}

/** A bar on the scale of the as-of day. Prices are paise with fractions, not money: never book them. */
export interface AdjustedBar {
  readonly date: string;
  readonly openPaise: number;
  readonly highPaise: number;
  readonly lowPaise: number;
  readonly closePaise: number;
  readonly volume: number;
}

/** A ratio of two whole numbers without common divisor, the first the larger. */
export interface SimpleRatio {
  readonly numerator: number;
  readonly denominator: number;
}

/** The ratios in which companies split shares and give bonuses: 10:1, 3:2 (a 1:2 bonus), 4:3 (1:3), … */
const RATIOS: readonly SimpleRatio[] = [
  ...[2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25, 50, 100].map(numerator => ({ numerator, denominator: 1 })),
  { numerator: 5, denominator: 2 },
  ...[2, 3, 4, 5].map(denominator => ({ numerator: denominator + 1, denominator })),
];

const MEASURED_TOLERANCE = 0.0025;

/** The common split or bonus ratio nearest to `factor`, if it is within the relative `tolerance` of it (0.25 %). */
export function simpleRatio(factor: number, tolerance = MEASURED_TOLERANCE): SimpleRatio | undefined {
  const distance = ({ numerator, denominator }: SimpleRatio) =>
    Math.abs((factor * denominator) / numerator - 1);
  const nearest = RATIOS.reduce((best, ratio) => (distance(ratio) < distance(best) ? ratio : best));
  return distance(nearest) <= tolerance ? nearest : undefined;
}

/** Splits and bonuses are ratios of whole numbers, so a factor measured from rounded prices is put right. */
function priceFactor({ kind, factor }: CorporateAction): number {
  const ratio = kind === 'split' || kind === 'bonus' ? simpleRatio(factor) : undefined;
  return ratio ? ratio.numerator / ratio.denominator : factor;
}

/** Cash leaves the number of shares as it is; of an action of unknown kind it is not known to change. */
function volumeFactor(action: CorporateAction): number {
  return action.kind === 'dividend' || action.kind === 'other' ? 1 : priceFactor(action);
}

/**
 * The series on the scale of `asOf`: each bar's prices divided, and its volume multiplied, by the factors of all actions with
 * bar date < ex-date <= `asOf` (back-adjustment as the Center for Research in Security Prices describes it). Volume follows
 * splits, bonuses, rights and demergers, not dividends. `bars` ascend by date; actions may come in any order.
 * Throws a RangeError on a factor that is not positive.
 */
export function adjustedSeries(
  bars: readonly RawBar[],
  actions: readonly CorporateAction[],
  asOf: string,
): AdjustedBar[] {
  const latestFirst = actions
    .filter(({ exDate }) => exDate <= asOf)
    .sort((a, b) => (a.exDate < b.exDate ? 1 : -1));
  for (const { exDate, factor } of latestFirst)
    if (!(factor > 0 && factor < Infinity))
      throw new RangeError(`the price factor of ${exDate} must be positive: ${factor}`);

  const adjusted: AdjustedBar[] = [];
  let prices = 1;
  let volumes = 1;
  let applied = 0;
  for (const bar of bars.toReversed()) {
    let action = latestFirst[applied];
    while (action && action.exDate > bar.date) {
      prices *= priceFactor(action);
      volumes *= volumeFactor(action);
      action = latestFirst[++applied];
    }
    adjusted.push({
      date: bar.date,
      openPaise: bar.open / prices,
      highPaise: bar.high / prices,
      lowPaise: bar.low / prices,
      closePaise: bar.close / prices,
      volume: bar.volume * volumes,
    });
  }
  return adjusted.reverse();
}

/** A company that traded as `from` until the day before `firstDate`, and as `to` from then on. */
export interface SymbolChange {
  readonly from: string;
  readonly to: string;
  readonly firstDate: string;
}

const RENAMES_MAX = 20;

/**
 * What a share was called over time, newest name first, each with the days it holds for: the parts to read for one series.
 * `since` is included, `until` is not; undefined is open. A circle of names ends after 20 steps.
 */
export function symbolHistory(
  symbol: string,
  changes: readonly SymbolChange[],
): { symbol: string; since: string | undefined; until: string | undefined }[] {
  const parts: { symbol: string; since: string | undefined; until: string | undefined }[] = [];
  let name = symbol;
  let until: string | undefined;
  for (let steps = 0; steps <= RENAMES_MAX; steps++) {
    const change = changes
      .filter(({ to, firstDate }) => to === name && (until === undefined || firstDate < until))
      .reduce<SymbolChange | undefined>(
        (latest, other) => (latest && latest.firstDate > other.firstDate ? latest : other),
        undefined,
      );
    parts.push({ symbol: name, since: change?.firstDate, until });
    if (!change) break;
    name = change.from;
    until = change.firstDate;
  }
  return parts;
}

/** One ascending series (bars, or corporate actions by date) of a share under all its names; `rowsOf` reads those of one. */
export function stitchedSeries<Row extends { readonly date: string }>(
  symbol: string,
  changes: readonly SymbolChange[],
  rowsOf: (symbol: string) => readonly Row[],
): Row[] {
  return symbolHistory(symbol, changes)
    .reverse()
    .flatMap(part =>
      rowsOf(part.symbol).filter(
        ({ date }) =>
          (part.since === undefined || date >= part.since) && (part.until === undefined || date < part.until),
      ),
    );
}
