/** A piece of a sentence: a number in digits, a word, or one sign. `glued`: no space before it. */
export interface Token {
  kind: 'number' | 'word' | 'sign';
  text: string;
  /** Lower case. */
  low: string;
  at: number;
  end: number;
  glued: boolean;
}

/** Digits with their separators; groups may stand apart by a space or an apostrophe (1 000, 1'000). */
const TOKEN =
  /(\d+(?:[,._']\d+)*(?:[eE][+-]?\d+(?![\p{L}\d]))?(?:(?<=(?<!\d)\d{1,3}(?: \d{3})*) \d{3}(?![\d,]))*)|([\p{L}\p{M}]+)|(\S)/gu;

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let before = -1;
  for (const match of text.matchAll(TOKEN)) {
    const [all, number, word] = match;
    const at = match.index;
    const kind = number === undefined ? (word === undefined ? 'sign' : 'word') : 'number';
    tokens.push({ kind, text: all, low: all.toLowerCase(), at, end: at + all.length, glued: at === before });
    before = at + all.length;
  }
  return tokens;
}

const PLAIN = /^\d+(?:\.\d+)?$/;
const WESTERN = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const INDIAN = /^\d{1,2}(?:,\d{2})*,\d{3}(?:\.\d+)?$/;
const SPACED = /^\d{1,3}(?:[ '_]\d{3})+(?:\.\d+)?$/;
const POWER = /^\d+(?:\.\d+)?[eE][+-]?\d+$/;

/** The value of digits, and how much one of the last shown digit is; undefined for digits that are no one number (10.5.2, 1,2). */
export function numberOf(text: string): { value: number; step: number } | undefined {
  if (POWER.test(text)) return { value: Number(text), step: 0 };
  if (!PLAIN.test(text) && !WESTERN.test(text) && !INDIAN.test(text) && !SPACED.test(text)) return undefined;
  const digits = text.replace(/[, '_]/g, '');
  const point = digits.indexOf('.');
  const decimals = point < 0 ? 0 : digits.length - point - 1;
  return { value: Number(digits), step: 10 ** -decimals };
}
