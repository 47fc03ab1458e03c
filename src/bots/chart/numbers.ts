import type { Chart } from '../../domain/reply.js';

type Unit = Chart['unit'];

const CRORE = 10_000_000;
const LAKH = 100_000;
const FORMATS = [0, 1, 2].map(
  digits => new Intl.NumberFormat('en-IN', { minimumFractionDigits: digits, maximumFractionDigits: digits }),
);

/** `12,34,567.50`. */
const grouped = (value: number, digits: number): string => FORMATS[digits]?.format(value) ?? String(value);

/** With its unit, in full: `₹12,34,567.50`, `-1.20 %`, `24,310.50`. */
export function valueText(value: number, unit: Unit): string {
  const size = grouped(Math.abs(value), 2);
  const sign = value < 0 && /[1-9]/.test(size) ? '-' : '';
  if (unit === '₹') return `${sign}₹${size}`;
  return unit === '%' ? `${sign}${size} %` : `${sign}${size}`;
}

/** Short, as an axis shows it: `₹12.3 L`, `₹4.5 Cr`, `2.5 %`; `step` is what lies between two marks. */
export function axisText(value: number, unit: Unit, step: number): string {
  const sign = value < 0 ? '-' : '';
  const size = shortened(Math.abs(value), step);
  if (unit === '₹') return `${sign}₹${size}`;
  return unit === '%' ? `${sign}${size} %` : `${sign}${size}`;
}

function shortened(size: number, step: number): string {
  if (size >= CRORE) return `${grouped(size / CRORE, digitsFor(step / CRORE))} Cr`;
  // Prices of a few lakh in small steps stay whole numbers: 1,00,050 and 1,00,100 would both be 1 L.
  if (size >= LAKH && step >= LAKH / 100) return `${grouped(size / LAKH, digitsFor(step / LAKH))} L`;
  return grouped(size, digitsFor(step));
}

const digitsFor = (step: number): number => (step >= 1 ? 0 : step >= 0.1 ? 1 : 2);

/** Shares traded: `1.2 Cr`, `45 L`, `9,500`. */
export const volumeText = (shares: number): string => shortened(shares, shares / 10).replace(/\.0+(?= )/, '');

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `24 Aug` of `2026-08-24`; with the year where a chart goes over more than one. */
export function dayText(date: string, withYear: boolean): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = MONTHS[Number(month) - 1] ?? month;
  return withYear ? `${name} ${year.slice(2)}` : `${Number(day)} ${name}`;
}
