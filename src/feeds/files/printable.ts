import { LIMITS } from './limits.js';

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** A value from outside as it may stand in a message: short, on one line, with nothing that steers a terminal. */
export function printable(value: string): string {
  const short = value.length > LIMITS.valueCharsMax ? `${value.slice(0, LIMITS.valueCharsMax)}…` : value;
  return short.replace(UNPRINTABLE, it => `\\u{${(it.codePointAt(0) ?? 0).toString(16)}}`);
}
