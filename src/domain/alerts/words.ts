import { formatPaise, type Paise, paise } from '../money.js';
import type { AlertRow } from './rows.js';

type Alert = Pick<AlertRow, 'symbol' | 'op' | 'price'>;

/** `₹1,450.00`; of an index points, which have no rupee sign. */
export const levelText = (level: number, isIndex: boolean): string => {
  const text = formatPaise(paise(level));
  return isIndex ? text.replace('₹', '') : text;
};

/** `INFY at or above ₹1,450.00`. */
export const alertText = ({ symbol, op, price }: Alert, isIndex = false): string =>
  `${symbol} at or ${op} ${levelText(price, isIndex)}`;

/** Whether a price sets an alert off: touching it is enough. */
export const isMet = (op: Alert['op'], level: number, lastPaise: Paise | number): boolean =>
  op === 'above' ? lastPaise >= level : lastPaise <= level;
