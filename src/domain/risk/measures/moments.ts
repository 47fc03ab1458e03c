import { DAYS_PER_YEAR } from '../../metrics/index.js';
import { covariance, deviation, mean, variance } from '../../metrics/stats.js';
import { at } from '../../series.js';
import { type Figure, figureOf, RISK_LIMITS } from './figure.js';
import { type PortfolioDays, type ReturnsTable, windowOf } from './returns.js';

/** Sample deviation (ddof 1) of the daily changes times the root of 252, in the unit of the exposures. */
export function annualVolatility({ window, changes }: PortfolioDays): Figure {
  const method = 'daily sample deviation (ddof 1) * sqrt(252)';
  return figureOf(
    { window, method, sampleSize: changes.length },
    RISK_LIMITS.daysMinVolatility,
    () => (deviation(changes, 1) ?? 0) * Math.sqrt(DAYS_PER_YEAR),
  );
}

/**
 * How much `changes` move with an index of the same days: sample covariance by the index's variance. Of returns it is the usual
 * beta; of a portfolio's changes in paise it is its beta-weighted exposure in paise. Not enough data where the index stood still.
 */
export function betaTo(
  index: Float64Array,
  { window, changes }: Pick<PortfolioDays, 'window' | 'changes'>,
): Figure {
  const method = 'covariance with the index / its variance (ddof 1), daily';
  if (index.length !== changes.length) throw new RangeError('beta needs an index return for each day');
  const spread = variance(index, 1) ?? 0;
  const sampleSize = spread > 0 ? changes.length : 0;
  return figureOf(
    { window, method, sampleSize },
    RISK_LIMITS.daysMinBeta,
    () => (covariance(changes, index) ?? 0) / spread,
  );
}

/** A symmetric matrix of the symbols in order, row by row in one array. */
export interface SymbolMatrix {
  readonly symbols: readonly string[];
  readonly values: Float64Array;
}

/** Sample covariances (ddof 1) of daily returns. */
export function covarianceMatrix(table: ReturnsTable): Figure<SymbolMatrix> {
  const method = 'sample covariance (ddof 1), daily';
  return figureOf(basisOf(table, method), RISK_LIMITS.daysMinCorrelation, () => {
    const values = crossProducts(table.returns);
    const days = table.dates.length - 1;
    for (let i = 0; i < values.length; i += 1) values[i] = at(values, i) / days;
    return { symbols: table.symbols, values };
  });
}

/**
 * Pearson's correlations of daily returns, within -1 and 1, exactly 1 with itself. A symbol whose price never moved has none:
 * it is left out and named in `unmoved`.
 */
export function correlationMatrix(
  table: ReturnsTable,
): Figure<SymbolMatrix & { readonly unmoved: readonly string[] }> {
  return figureOf(basisOf(table, 'Pearson, daily'), RISK_LIMITS.daysMinCorrelation, () => {
    const moved = table.returns.map(returns => returns.some(value => value !== returns[0]));
    const kept = table.returns.filter((_, i) => moved[i]);
    const symbols = table.symbols.filter((_, i) => moved[i]);
    const unmoved = table.symbols.filter((_, i) => !moved[i]);
    return { symbols, unmoved, values: normalised(crossProducts(kept), kept.length) };
  });
}

const basisOf = (table: ReturnsTable, method: string) => ({
  window: windowOf(table),
  method,
  sampleSize: table.dates.length,
});

/** A matrix of products with itself, divided by the roots of its diagonal on both sides. */
function normalised(products: Float64Array, size: number): Float64Array {
  const roots = Float64Array.from({ length: size }, (_, i) => Math.sqrt(at(products, i * size + i)));
  for (let row = 0; row < size; row += 1)
    for (let column = 0; column < size; column += 1) {
      const place = row * size + column;
      const found = at(products, place) / (at(roots, row) * at(roots, column));
      products[place] = row === column ? 1 : Math.max(-1, Math.min(1, found));
    }
  return products;
}

/**
 * The sums over all days of the products of each two columns, less their means. Two columns against two at a time: four sums
 * share each load from memory and do not wait for one another, which is most of the time of a plain loop.
 */
function crossProducts(columns: readonly Float64Array[]): Float64Array {
  const size = columns.length;
  const centred = columns.map(centredOf);
  const out = new Float64Array(size * size);
  const nothing = new Float64Array(centred[0]?.length ?? 0);
  const sums = new Float64Array(4);
  for (let row = 0; row < size; row += 2)
    for (let column = row; column < size; column += 2) {
      const column0 = centred[column] ?? nothing;
      const column1 = centred[column + 1] ?? nothing;
      products(centred[row] ?? nothing, centred[row + 1] ?? nothing, column0, column1, sums);
      for (let pair = 0; pair < 4; pair += 1) {
        const [i, j] = [row + (pair >> 1), column + (pair & 1)];
        if (i >= size || j >= size) continue;
        out[i * size + j] = at(sums, pair);
        out[j * size + i] = at(sums, pair);
      }
    }
  return out;
}

function centredOf(column: Float64Array): Float64Array {
  const centre = mean(column) ?? 0;
  const out = new Float64Array(column.length);
  for (let day = 0; day < out.length; day += 1) out[day] = at(column, day) - centre;
  return out;
}

/** The four sums of products of two columns with two others, into `sums`. */
function products(
  row0: Float64Array,
  row1: Float64Array,
  column0: Float64Array,
  column1: Float64Array,
  sums: Float64Array,
): void {
  let sum00 = 0;
  let sum01 = 0;
  let sum10 = 0;
  let sum11 = 0;
  for (let day = 0; day < row0.length; day += 1) {
    const a = at(row0, day);
    const b = at(row1, day);
    const c = at(column0, day);
    const d = at(column1, day);
    sum00 += a * c;
    sum01 += a * d;
    sum10 += b * c;
    sum11 += b * d;
  }
  sums[0] = sum00;
  sums[1] = sum01;
  sums[2] = sum10;
  sums[3] = sum11;
}
