import type { Unit } from '../grounding/units.js';
import { compare, type Rational, rational, rationalOf } from './rational.js';

/**
 * What an exact number counts. `none`: a constant. `inr_pct`: rupees times a percentage, which are rupees once divided by
 * 100, and nothing that can be said before.
 */
export interface Quantity {
  value: Rational;
  unit: Unit | 'none' | 'inr_pct';
}

/** Why an operation has no result; the message is for the model. */
export class CalculationError extends Error {}

const of = (value: Rational | undefined, unit: Quantity['unit']): Quantity => {
  if (value === undefined)
    throw new CalculationError('The result has no value: a division by zero, or more than 60 digits.');
  return { value, unit };
};

/** A number written in the expression. */
export const constant = (value: number): Quantity => of(rationalOf(value), 'none');

const HUNDRED = rationalOf(100);
const isHundred = ({ value, unit }: Quantity): boolean =>
  unit === 'none' && HUNDRED !== undefined && compare(value, HUNDRED) === 0;
const bare = (unit: Quantity['unit']): boolean => unit === 'none' || unit === 'ratio' || unit === 'any';

/** The unit of a sum or a comparison: both must count the same. */
function common(a: Quantity, b: Quantity, what: string): Quantity['unit'] {
  if (a.unit === b.unit) return a.unit;
  if (bare(a.unit) && bare(b.unit)) return a.unit === 'any' || b.unit === 'any' ? 'any' : 'ratio';
  if (a.unit === 'any') return b.unit;
  if (b.unit === 'any') return a.unit;
  const percent = (it: Quantity, other: Quantity) => it.unit === 'pct' && isHundred(other);
  if (percent(a, b) || percent(b, a)) return 'pct';
  throw new CalculationError(`Cannot ${what} ${a.unit} and ${b.unit}: both must have the same unit.`);
}

export function add(a: Quantity, b: Quantity, sign: 1n | -1n): Quantity {
  const unit = common(a, b, sign === 1n ? 'add' : 'subtract');
  return of(rational(a.value.n * b.value.d + sign * b.value.n * a.value.d, a.value.d * b.value.d), unit);
}

export function multiply(a: Quantity, b: Quantity): Quantity {
  const value = rational(a.value.n * b.value.n, a.value.d * b.value.d);
  const units = [a.unit, b.unit];
  const other = (unit: Quantity['unit']) => (a.unit === unit ? b.unit : a.unit);
  if ((a.unit === 'ratio' && isHundred(b)) || (b.unit === 'ratio' && isHundred(a))) return of(value, 'pct');
  for (const light of ['none', 'ratio', 'any', 'count'] as const)
    if (units.includes(light)) return of(value, other(light));
  if (units.includes('inr') && units.includes('shares')) return of(value, 'inr');
  if (units.includes('inr') && units.includes('pct')) return of(value, 'inr_pct');
  throw new CalculationError(`Cannot multiply ${a.unit} by ${b.unit}.`);
}

export function divide(a: Quantity, b: Quantity): Quantity {
  const value = rational(a.value.n * b.value.d, a.value.d * b.value.n);
  if (a.unit === 'inr_pct' && isHundred(b)) return of(value, 'inr');
  if (a.unit === 'pct' && isHundred(b)) return of(value, 'ratio');
  if (a.unit === b.unit && a.unit !== 'none') return of(value, a.unit === 'any' ? 'any' : 'ratio');
  if (bare(b.unit)) return of(value, b.unit === 'any' && a.unit === 'none' ? 'any' : a.unit);
  if (a.unit === 'inr') {
    if (b.unit === 'pct') throw new CalculationError('Divide the percentage by 100 first.');
    return of(value, b.unit === 'inr_pct' ? 'any' : 'inr');
  }
  if (a.unit === 'any' || b.unit === 'count') return of(value, a.unit);
  throw new CalculationError(`Cannot divide ${a.unit} by ${b.unit}.`);
}

/** The least (`side` -1) or the largest (1) of some. */
export function extreme(values: readonly Quantity[], side: 1 | -1): Quantity {
  return values.reduce((best, value) => {
    const unit = common(best, value, 'compare');
    return { value: compare(value.value, best.value) === side ? value.value : best.value, unit };
  });
}
