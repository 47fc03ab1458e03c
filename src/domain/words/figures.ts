import { formatPaise, paise } from '../money.js';

export const NOT_KNOWN = 'not known';

/** `₹12,34,567.50`; a figure with fractions of a paisa is rounded for show. */
export const rupees = (amount: number): string => formatPaise(paise(Math.round(amount)));

/** The same with its sign, as profit and loss are read. */
export const signedRupees = (amount: number): string =>
  `${Math.round(amount) > 0 ? '+' : ''}${rupees(amount)}`;

const LAKH_PAISE = 1_00_000_00;
const CRORE_PAISE = 100 * LAKH_PAISE;

/** For narrow tables: `₹1.23 cr` from a crore on, `₹4.50 lakh` from a lakh on, below that as `rupees`. */
export function shortRupees(amount: number): string {
  const size = Math.abs(amount);
  const [unit, name] = size >= CRORE_PAISE ? [CRORE_PAISE, 'cr'] : [LAKH_PAISE, 'lakh'];
  return size < LAKH_PAISE ? rupees(amount) : `${amount < 0 ? '-' : ''}₹${(size / unit).toFixed(2)} ${name}`;
}

/** As it is shown, without the sign of a nought. */
const hundredths = (part: number): string => {
  const text = (part * 100).toFixed(2);
  return text === '-0.00' ? '0.00' : text;
};

/** `12.34 %` of a part of 1. */
export const percent = (part: number | null): string => (part === null ? NOT_KNOWN : `${hundredths(part)} %`);

/** `+1.23 %`. */
export function signedPercent(part: number | null): string {
  if (part === null) return NOT_KNOWN;
  const text = hundredths(part);
  return `${Number(text) > 0 ? '+' : ''}${text} %`;
}

/** Whole numbers in Indian groups: `1,00,000`. */
export const grouped = (count: number): string =>
  `${count < 0 ? '-' : ''}${formatPaise(paise(Math.abs(count) * 100)).slice(1, -3)}`;

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${grouped(count)} ${count === 1 ? one : many}`;

export const sharesText = (count: number): string => counted(count, 'share');
