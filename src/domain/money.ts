/** Whole paise: 100 to the rupee. All amounts of Indian money in the product. */
export type Paise = number & { readonly unit: 'paise' };

/** Whole ten-thousandths of a rupee, or of an index point: market prices and levels (India VIX has 4 decimals). */
export type PriceE4 = number & { readonly unit: 'price_e4' };

/** Whole micro-dollars: 1,000,000 to the US dollar. All amounts of AI cost in the product. */
export type Micros = number & { readonly unit: 'micros' };

/** The largest amount accepted anywhere, ₹10,00,00,00,00,000 (10^12): sums of thousands stay exact integers. */
export const PAISE_MAX = 1e14;

/** The highest price or index level accepted anywhere: ten crore (10^8). */
export const PRICE_E4_MAX = 1e12;

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

const DIGIT_ZERO = 48;
const POINT = 46;

/**
 * A price or index level from a plain decimal text such as `15.5075`, read digit by digit: this is the hot loop of every
 * importer. At most 4 decimals count, any after them must be zero. Returns undefined for anything else, signs included.
 */
export function parsePriceE4(text: string): PriceE4 | undefined {
  let value = 0;
  let decimals = -1;
  if (text.length > 24) return undefined;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - DIGIT_ZERO;
    if (digit >= 0 && digit <= 9) {
      if (decimals < 4) value = value * 10 + digit;
      else if (digit > 0) return undefined;
      if (decimals >= 0 && decimals < 4) decimals++;
    } else if (digit === POINT - DIGIT_ZERO && decimals < 0 && i > 0) decimals = 0;
    else return undefined;
  }
  if (text === '' || decimals === 0) return undefined;
  for (let i = Math.max(decimals, 0); i < 4; i++) value *= 10;
  return value <= PRICE_E4_MAX ? (value as PriceE4) : undefined;
}

/** `1332.25`, `15.5075`: no grouping and no rupee sign, at least two decimals, no more than are needed. */
export function formatPriceE4(price: PriceE4): string {
  const fraction = String(price % 10_000).padStart(4, '0');
  return `${Math.floor(price / 10_000)}.${fraction.slice(0, 2)}${fraction.slice(2).replace(/0+$/, '')}`;
}

/** The same price in paise; undefined where it has more than two decimals, as only index levels do. */
export function paiseOfPriceE4(price: PriceE4): Paise | undefined {
  return price % 100 === 0 ? paise(price / 100) : undefined;
}

/** The same price in ten-thousandths. Throws a RangeError on a negative amount and past `PRICE_E4_MAX`. */
export function priceE4OfPaise(amount: Paise): PriceE4 {
  const price = amount * 100;
  if (!(price >= 0 && price <= PRICE_E4_MAX)) throw new RangeError(`not a price in paise: ${amount}`);
  return price as PriceE4;
}
