/** Whole paise: 100 to the rupee. All amounts of Indian money in the product. */
export type Paise = number & { readonly unit: 'paise' };

/** Whole micro-dollars: 1,000,000 to the US dollar. All amounts of AI cost in the product. */
export type Micros = number & { readonly unit: 'micros' };

/** The largest amount accepted anywhere, ₹10,00,00,00,00,000 (10^12): sums of thousands stay exact integers. */
export const PAISE_MAX = 1e14;

const DECIMAL = /^(-?)(\d{1,13})(?:\.(\d{1,12}))?$/;

/** Whole paise from a whole number. Throws a RangeError on fractions, NaN and anything past `PAISE_MAX`. */
export function paise(value: number): Paise {
  if (!Number.isSafeInteger(value) || Math.abs(value) > PAISE_MAX)
    throw new RangeError(`not a whole number of paise within ±1e14: ${value}`);
  return (value === 0 ? 0 : value) as Paise;
}

/** Whole micro-dollars from a whole number. Throws a RangeError on fractions, NaN and unsafe integers. */
export function micros(value: number): Micros {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number of micro-dollars: ${value}`);
  return (value === 0 ? 0 : value) as Micros;
}

/**
 * Paise from a decimal rupee text such as `1234.5`, read digit by digit so that no binary fraction is involved.
 * Digits past the second decimal must be zero: returns undefined for them, and for anything that is no plain decimal.
 */
export function parsePaise(rupees: string): Paise | undefined {
  const match = DECIMAL.exec(rupees);
  if (!match) return undefined;
  const [, sign, whole = '', fraction = ''] = match;
  if (/[1-9]/.test(fraction.slice(2))) return undefined;
  const value = Number(whole) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'));
  if (value > PAISE_MAX) return undefined;
  return paise(sign ? -value : value);
}

/** `₹12,34,567.50`: Indian grouping, always two decimals, a minus sign before the rupee sign. */
export function formatPaise(amount: Paise): string {
  const magnitude = Math.abs(amount);
  const rupees = String(Math.floor(magnitude / 100));
  const grouped = rupees.replace(/(\d)(?=(\d\d)+\d$)/g, '$1,');
  return `${amount < 0 ? '-' : ''}₹${grouped}.${String(magnitude % 100).padStart(2, '0')}`;
}
