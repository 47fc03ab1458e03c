import { stripInvisible } from '../invisible.js';

const PLAIN = /^[\n\t\x20-\x7E₹–—’‘“”•…]*$/;
const KEYCAP = /(\d)\uFE0F?\u20E3/gu;
const VULGAR = /([\u00BC-\u00BE\u2150-\u215E\u2189])/gu;
/** Digits that stand above or below the line: what they say depends on what they are put to. */
const RAISED = /[\u00B2\u00B3\u00B9\u2070\u2074-\u2079\u2080-\u2089]/gu;
const DIGIT = /\p{Nd}/gu;
const DIGIT_ONE = /^\p{Nd}$/u;
/** What a raised digit becomes: no figure is ever found for it. */
export const UNREADABLE = '\uFFFD';

/** A digit of any script as 0 to 9: every script has its ten in a row, beginning with zero. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  if (code < 128) return digit;
  let value = 0;
  while (value < 9 && DIGIT_ONE.test(String.fromCodePoint(code - value - 1))) value++;
  return String(value);
}

/**
 * A text as the check of figures reads it: nothing invisible between digits, digits of every script and width as 0 to 9,
 * ½ as 1/2, one kind of minus and of space. Raised digits become unreadable, and so can never be grounded.
 */
export function readable(text: string): string {
  if (PLAIN.test(text)) return text.replaceAll('’', "'");
  return stripInvisible(text.replace(KEYCAP, '$1. '))
    .replace(VULGAR, ' $1')
    .replace(RAISED, UNREADABLE)
    .normalize('NFKC')
    .replace(DIGIT, asciiDigit)
    .replace(/[\u2044\u2215\u29F8]/g, '/')
    .replace(/[\u2212\u2796\uFE63]/g, '−')
    .replace(/[\u066C\u201A\u060C]/g, ',')
    .replace(/[\u066B\u00B7\u2024\u2027\u22C5](?=\d)/g, '.')
    .replace(/\p{Zs}/gu, ' ')
    .replace(/[’‘ʼ]/g, "'");
}
