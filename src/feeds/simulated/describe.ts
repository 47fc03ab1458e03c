import { squareRoot } from '../random.js';
import type { Day } from './days.js';
import { dayOf, HISTORY, openHistory } from './history.js';
import { impliedCorrelation, INDEX_PLACE, SYMBOLS, VIX_PLACE } from './model.js';

const LAGS = [1, 2, 3, 4, 5] as const;

interface Spread {
  min: number;
  median: number;
  max: number;
}

/** What the history of a seed looks like to a statistician. Correlations and kurtosis are of daily simple returns. */
export interface SimulationFigures {
  seed: number;
  sessions: number;
  shares: number;
  /** Mean over all pairs of shares: as the model's loadings imply it, and as measured. */
  correlationImplied: number;
  correlationMeasured: number;
  /** Over the shares, and of the index alone. */
  excessKurtosis: Spread;
  excessKurtosisIndex: number;
  /** Autocorrelation of squared returns at lags 1 to 5: the median share, and the index. */
  squaresAutocorrelation: number[];
  squaresAutocorrelationIndex: number[];
  /** The mean over the five lags, spread over the shares. */
  squaresAutocorrelationMean: Spread;
  volumeMoveCorrelation: Spread;
  volatilityPerYear: Spread;
  largestMove: number;
  indexFirstPaise: number;
  indexLastPaise: number;
  vixHundredths: Spread;
}

/** Measures the 750 sessions of a seed, and says the result in lines for a terminal or a report. */
export async function describeSimulation(
  seed: number,
): Promise<{ figures: SimulationFigures; lines: string[] }> {
  const history = openHistory(seed);
  const closes: number[][] = SYMBOLS.map(() => []);
  const volumes: number[][] = SYMBOLS.map(() => []);
  for (let session = 0; session < HISTORY.sessions; session += 1)
    for (const place of SYMBOLS.keys()) {
      const day: Day = await dayOf(history, place, session);
      closes[place]?.push(day.closePaise);
      volumes[place]?.push(day.volume);
    }
  const returns = closes.map(returnsOf);
  const shares = returns.slice(0, INDEX_PLACE);
  const index = returns[INDEX_PLACE] ?? [];
  const indexCloses = closes[INDEX_PLACE] ?? [];
  const byLag = (values: number[]): number[] => LAGS.map(lag => squaresAutocorrelation(values, lag));
  const figures: SimulationFigures = {
    seed,
    sessions: HISTORY.sessions,
    shares: shares.length,
    correlationImplied: impliedCorrelation(),
    correlationMeasured: meanPairCorrelation(shares),
    excessKurtosis: spread(shares.map(excessKurtosis)),
    excessKurtosisIndex: excessKurtosis(index),
    squaresAutocorrelation: LAGS.map(lag => spread(shares.map(s => squaresAutocorrelation(s, lag))).median),
    squaresAutocorrelationIndex: byLag(index),
    squaresAutocorrelationMean: spread(shares.map(share => mean(byLag(share)))),
    volumeMoveCorrelation: spread(
      shares.map((moves, place) => correlation(moves.map(Math.abs), (volumes[place] ?? []).slice(1))),
    ),
    volatilityPerYear: spread(shares.map(moves => squareRoot(variance(moves) * 252))),
    largestMove: Math.max(...shares.flat().map(Math.abs)),
    indexFirstPaise: indexCloses[0] ?? 0,
    indexLastPaise: indexCloses.at(-1) ?? 0,
    vixHundredths: spread(closes[VIX_PLACE] ?? []),
  };
  return { figures, lines: linesOf(figures) };
}

function linesOf(f: SimulationFigures): string[] {
  const range = (s: Spread, digits: number): string =>
    `${s.min.toFixed(digits)} / ${s.median.toFixed(digits)} / ${s.max.toFixed(digits)}`;
  const list = (values: number[]): string => values.map(value => value.toFixed(2)).join(', ');
  return [
    `Simulated market, seed ${f.seed}: ${f.shares} shares, ${f.sessions} sessions (min / median / max over the shares)`,
    `mean pairwise correlation: ${f.correlationMeasured.toFixed(3)} measured, ${f.correlationImplied.toFixed(3)} implied by the loadings`,
    `excess kurtosis: ${range(f.excessKurtosis, 2)}; index ${f.excessKurtosisIndex.toFixed(2)}`,
    `autocorrelation of squared returns, lags 1–5: median share ${list(f.squaresAutocorrelation)}; index ${list(f.squaresAutocorrelationIndex)}`,
    `its mean over the lags: ${range(f.squaresAutocorrelationMean, 3)}`,
    `correlation of volume and size of move: ${range(f.volumeMoveCorrelation, 2)}`,
    `volatility a year: ${range(f.volatilityPerYear, 2)}; largest move of a day ${(f.largestMove * 100).toFixed(1)} %`,
    `index from ${(f.indexFirstPaise / 100).toFixed(2)} to ${(f.indexLastPaise / 100).toFixed(2)}; VIX ${range({ min: f.vixHundredths.min / 100, median: f.vixHundredths.median / 100, max: f.vixHundredths.max / 100 }, 2)}`,
  ];
}

function returnsOf(closes: number[]): number[] {
  return closes.slice(1).map((close, index) => close / (closes[index] ?? close) - 1);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map(value => (value - middle) * (value - middle)));
}

/** Fourth central moment over the squared variance, less the normal distribution's 3. */
function excessKurtosis(values: readonly number[]): number {
  const middle = mean(values);
  const squares = values.map(value => (value - middle) * (value - middle));
  const second = mean(squares);
  return mean(squares.map(square => square * square)) / (second * second) - 3;
}

function squaresAutocorrelation(values: readonly number[], lag: number): number {
  const squares = values.map(value => value * value);
  const middle = mean(squares);
  const products = squares
    .slice(lag)
    .map((square, index) => (square - middle) * ((squares[index] ?? 0) - middle));
  return products.reduce((sum, product) => sum + product, 0) / (variance(squares) * squares.length);
}

function correlation(one: readonly number[], other: readonly number[]): number {
  const [middleOne, middleOther] = [mean(one), mean(other)];
  const products = one.map((value, index) => (value - middleOne) * ((other[index] ?? 0) - middleOther));
  return mean(products) / squareRoot(variance(one) * variance(other));
}

function meanPairCorrelation(series: readonly number[][]): number {
  return mean(series.flatMap((one, place) => series.slice(0, place).map(other => correlation(one, other))));
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((one, other) => one - other);
  const median = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  return { min: sorted[0] ?? Number.NaN, median, max: sorted.at(-1) ?? Number.NaN };
}
