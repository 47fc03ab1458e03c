import type { TradingMarket } from '../ports.js';
import { type Exposure, exposuresOf, REPORT_LIMITS, RISK_INDEX } from './exposure.js';
import type { PortfolioFigures } from './facts.js';
import type { History } from './histories.js';
import { concentration, liquidity } from './measures/concentration.js';
import { type Contribution, contributions, shortfallParts } from './measures/contribution.js';
import type { Figure } from './measures/figure.js';
import { annualVolatility, betaTo, correlationMatrix } from './measures/moments.js';
import { alignReturns, portfolioDays, type ReturnsTable } from './measures/returns.js';
import { historicalTail, parametricTail, type Tail, type TailRisk, TAILS } from './measures/tail.js';
import { type StressRow, stressRows } from './stress-rows.js';

/** The part of a day's volume that an exit is reckoned at. */
const PARTICIPATION = 0.1;

export interface TailRow {
  readonly tail: Tail;
  /** Losses in paise, positive. */
  readonly historical: Figure<TailRisk>;
  readonly parametric: Figure<TailRisk>;
}

export interface ExitRow {
  readonly symbol: string;
  readonly quantity: number;
  readonly liquidity: ReturnType<typeof liquidity>;
}

/** The risk of what is held now. Every figure has its window, method and sample size, or says what is missing for it. */
export interface RiskReport {
  readonly asOfMs: number;
  /** What is shown from it has to say this. */
  readonly mark: string;
  readonly equityPaise: number;
  readonly grossPaise: number;
  readonly exposures: readonly Exposure[];
  /** Symbols that are not in the figures from returns, and why. */
  readonly leftOut: readonly { readonly symbol: string; readonly because: string }[];
  readonly tails: readonly TailRow[];
  /** Paise a year. */
  readonly volatility: Figure;
  /** Rupee for rupee of the equity: 1 moves like the index. */
  readonly beta: Figure;
  readonly correlations: ReturnType<typeof correlationMatrix>;
  readonly concentration: ReturnType<typeof concentration>;
  readonly exits: readonly ExitRow[];
  /** Of the parametric figures at 95 % and one day; the components sum to the whole. */
  readonly contributions: Figure<readonly Contribution[]>;
  /** What each symbol lost on average on the worst days, 95 % and one day, in the order of `symbols`. */
  readonly shortfallParts: Figure<Float64Array>;
  /** The symbols behind the figures from returns. */
  readonly symbols: readonly string[];
  readonly stress: readonly StressRow[];
}

const TAIL: Tail = { confidence: 0.95, horizonDays: 1 };

/** What of a book a report looks at. */
export type HeldFigures = Pick<PortfolioFigures, 'equityPaise' | 'positions'>;

/** What a report is made of: plain data, so that another thread can make it. */
export interface ReportFacts {
  readonly market: Pick<TradingMarket, 'nowMs' | 'mark'>;
  readonly figures: HeldFigures;
  readonly histories: ReadonlyMap<string, History>;
}

/** The report over histories that are at hand. Pure; its time depends on positions and days, not on past trades. */
export function reportFrom({ market, figures, histories }: ReportFacts): RiskReport {
  const exposures = exposuresOf(figures.positions);
  const { table, index, kept, leftOut } = returnsOf(exposures, histories);
  const values = Float64Array.from(kept, ({ value }) => value);
  const days = portfolioDays(table, values);
  const equity = figures.equityPaise;
  const moved = betaTo(index ?? new Float64Array(days.changes.length), days);
  return {
    asOfMs: market.nowMs,
    mark: market.mark,
    equityPaise: equity,
    grossPaise: exposures.reduce((total, { value }) => total + Math.abs(value), 0),
    exposures,
    leftOut,
    tails: TAILS.map(tail => ({
      tail,
      historical: historicalTail(days, tail),
      parametric: parametricTail(days, tail),
    })),
    volatility: annualVolatility(days),
    beta: 'value' in moved && equity > 0 ? { ...moved, value: moved.value / equity } : noBeta(moved),
    correlations: correlationMatrix(table),
    concentration: concentration(exposures),
    exits: exposures.map(({ symbol, quantity }) => ({
      symbol,
      quantity,
      liquidity: liquidity(quantity, histories.get(symbol)?.volumes ?? [], PARTICIPATION),
    })),
    contributions: contributions(table, values, TAIL),
    shortfallParts: shortfallParts(table, values, TAIL),
    symbols: table.symbols,
    stress: stressRows(exposures, histories, { table, index }),
  };
}

const noBeta = (moved: Figure): Figure =>
  'notEnoughData' in moved
    ? moved
    : { notEnoughData: { needs: 1, has: 0, method: 'no equity to compare the index with' } };

/** Returns on common days of what has enough history, the index taken out again. */
export function returnsOf(exposures: readonly Exposure[], histories: ReadonlyMap<string, History>) {
  const leftOut: { symbol: string; because: string }[] = [];
  const kept = exposures.filter(({ symbol }, place) => {
    const because = whyNot(histories.get(symbol), place);
    if (because !== undefined) leftOut.push({ symbol, because });
    return because === undefined;
  });
  const series = kept.flatMap(({ symbol }) => {
    const history = histories.get(symbol);
    return history ? [history] : [];
  });
  const benchmark = histories.get(RISK_INDEX);
  const aligned = alignReturns(benchmark ? [...series, benchmark] : series);
  const table: ReturnsTable = {
    symbols: aligned.symbols.slice(0, series.length),
    dates: series.length > 0 ? aligned.dates : [],
    returns: aligned.returns.slice(0, series.length),
  };
  const index = benchmark && series.length > 0 ? aligned.returns.at(-1) : undefined;
  return { table, index, kept, leftOut };
}

function whyNot(history: History | undefined, place: number): string | undefined {
  if (place >= REPORT_LIMITS.positionsMax)
    return `only the ${REPORT_LIMITS.positionsMax} largest positions are looked at`;
  const has = history?.dates.length ?? 0;
  if (has >= REPORT_LIMITS.closesMin) return undefined;
  return `it has ${has} daily closes, and ${REPORT_LIMITS.closesMin} are needed`;
}
