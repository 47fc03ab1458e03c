import { type Paise, paise } from '../money.js';

/**
 * Whole hundred-thousand-millionths of a paisa (10^-11): the grid on which every rate falls. A charge in paise per crore of
 * turnover needs nine decimals of a paisa, and 18 % of it two more, so sums and differences are exact. Not for storage.
 */
export type Exact = bigint & { readonly unit: 'paise_e-11' };

const PER_PAISA = 100_000_000_000n;
const PAISE_PER_RUPEE = 100n;
const PAISE_PER_CRORE = 1_000_000_000n;
const PERCENT = 100n;

const exact = (value: bigint) => value as Exact;

export const ZERO = exact(0n);

export function exactOfPaise(amount: Paise): Exact {
  return exact(BigInt(amount) * PER_PAISA);
}

/** `turnoverPaise` at a rate in paise per crore. */
export function atRate(turnoverPaise: bigint, paisePerCrore: bigint): Exact {
  return exact((turnoverPaise * paisePerCrore * PER_PAISA) / PAISE_PER_CRORE);
}

/** `percent` of an amount; exact for amounts made by `atRate`, `exactOfPaise` and their sums. */
export function percentOf(amount: Exact, percent: bigint): Exact {
  return exact((amount * percent) / PERCENT);
}

export function sumExact(amounts: readonly Exact[]): Exact {
  return exact(amounts.reduce<bigint>((sum, amount) => sum + amount, 0n));
}

export function minusExact(from: Exact, amount: Exact): Exact {
  return exact(from - amount);
}

/** The nearest multiple of `step`; a half goes up (towards plus infinity). */
function nearest(amount: Exact, step: bigint): bigint {
  const doubled = 2n * amount + step;
  const rest = doubled % (2n * step);
  return (doubled - (rest < 0n ? rest + 2n * step : rest)) / (2n * step);
}

/** Rounded to the paisa, halves up. Throws a RangeError past `PAISE_MAX`. */
export function toPaise(amount: Exact): Paise {
  return paise(Number(nearest(amount, PER_PAISA)));
}

/** Rounded to the whole rupee, halves up, in paise. Throws a RangeError past `PAISE_MAX`. */
export function toWholeRupees(amount: Exact): Paise {
  return paise(Number(nearest(amount, PER_PAISA * PAISE_PER_RUPEE) * PAISE_PER_RUPEE));
}
