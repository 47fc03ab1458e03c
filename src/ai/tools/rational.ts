/** An exact number, n / d with d > 0. */
export interface Rational {
  n: bigint;
  d: bigint;
}

/** Larger numerators and denominators are no figure of a portfolio. */
const DIGITS_MAX = 10n ** 60n;
const SHOWN_DECIMALS = 8;

const size = (value: bigint): bigint => (value < 0n ? -value : value);

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [size(a), size(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Undefined for a division by zero, and for what grew past 60 digits. */
export function rational(n: bigint, d: bigint): Rational | undefined {
  if (d === 0n) return undefined;
  const by = gcd(n, d) * (d < 0n ? -1n : 1n);
  const [top, bottom] = by === 0n ? [0n, 1n] : [n / by, d / by];
  return size(top) > DIGITS_MAX || bottom > DIGITS_MAX ? undefined : { n: top, d: bottom };
}

/** The decimal that a number is written as: 0.1 is one tenth, not the double next to it. */
export function rationalOf(value: number): Rational | undefined {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (match === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = match;
  const power = Number(exponent) - fraction.length;
  if (Math.abs(power) > 40) return undefined;
  const digits = BigInt(sign + whole + fraction);
  return power < 0 ? rational(digits, 10n ** BigInt(-power)) : rational(digits * 10n ** BigInt(power), 1n);
}

/** Rounded to that many decimals, halves away from zero. */
export function rounded({ n, d }: Rational, decimals: number): Rational | undefined {
  const scale = 10n ** BigInt(decimals);
  const doubled = size(n) * scale * 2n + d;
  const units = doubled / (2n * d);
  return rational(n < 0n ? -units : units, scale);
}

/** As a number of at most eight decimals. */
export function numberOfRational(value: Rational): number {
  const short = rounded(value, SHOWN_DECIMALS) ?? value;
  const units = (short.n * 10n ** BigInt(SHOWN_DECIMALS)) / short.d;
  const digits = size(units)
    .toString()
    .padStart(SHOWN_DECIMALS + 1, '0');
  const text = `${digits.slice(0, -SHOWN_DECIMALS)}.${digits.slice(-SHOWN_DECIMALS)}`;
  return units < 0n ? -Number(text) : Number(text);
}

export const compare = (a: Rational, b: Rational): number => {
  const left = a.n * b.d - b.n * a.d;
  return left < 0n ? -1 : left > 0n ? 1 : 0;
};
