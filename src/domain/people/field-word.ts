import { formatPaise, PAISE_MAX, paise } from '../money.js';

/** A field as a person knows it: the unit in its name is for programs. */
export const fieldWord = (field: PropertyKey = 'it'): string =>
  String(field).replace(/(Paise|Percent|Date)$/, '');

/** The bounds of an amount, in rupees. */
export const amountRule = (leastPaise: number): string =>
  `must be ${formatPaise(paise(leastPaise))} to ${formatPaise(paise(PAISE_MAX))}`;
