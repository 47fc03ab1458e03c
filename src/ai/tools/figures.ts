import {
  NOT_KNOWN,
  percent,
  rupees,
  shortRupees,
  signedPercent,
  signedRupees,
} from '../../domain/words/figures.js';

// Into the data of tools: rupees and percent as decimals of two places, so that what is shown is what is there.

/** Rupees from paise; fractions of a paisa are rounded. */
export const inr = (amountPaise: number): number => Math.round(amountPaise) / 100 + 0;
export const inrOrNull = (amountPaise: number | null): number | null =>
  amountPaise === null ? null : inr(amountPaise);

/** Percent from a part of 1. */
export const pct = (part: number): number => Math.round(part * 10_000) / 100 + 0;
export const pctOrNull = (part: number | null): number | null => (part === null ? null : pct(part));
export const pctOfBps = (bps: number): number => bps / 100;

export const rounded = (value: number, places = 2): number => Number(value.toFixed(places)) + 0;

// Out of it, as people read them.

const known = (text: (value: number) => string) => (value: number | null) =>
  value === null ? NOT_KNOWN : text(value);

/** `₹12,34,567.50` */
export const rupeesText = known(value => rupees(value * 100));
/** `+₹1,234.50` */
export const signedRupeesText = known(value => signedRupees(value * 100));
/** `₹4.50 lakh`, for narrow columns. */
export const shortText = known(value => shortRupees(value * 100));
/** `12.34 %` */
export const percentText = known(value => percent(value / 100));
/** `+1.23 %` */
export const signedPercentText = known(value => signedPercent(value / 100));
/** An index level: `24,512.35`. */
export const pointsText = known(value => rupees(value * 100).replace('₹', ''));
