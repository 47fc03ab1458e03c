import {
  ENGLISH,
  HINDI,
  LETTER_MAGNITUDES,
  MAGNITUDES,
  MULTIPLES,
  ORDINALS,
  PARTS,
  QUARTERS,
} from './number-words.js';
import { numberOf, type Token } from './tokens.js';
import { unitOfWord } from './units.js';

/** A number as it is said, in digits or words. `value` NaN: digits that are no number. */
export interface Phrase {
  value: number;
  /** How much one of the last shown digit is. */
  step: number;
  kind: 'number' | 'part' | 'multiple' | 'ordinal';
  /** The first token after it. */
  next: number;
}

const QUESTION_WORDS = new Set([
  'how',
  'what',
  'why',
  'which',
  'when',
  'where',
  'not',
  'so',
  'can',
  'you',
  'we',
  'i',
  'to',
  'they',
]);
const PERIOD_BEFORE = new Set(
  'first second this last next each every per previous current past same q'.split(' '),
);
const IDIOM_AFTER = new Set([
  'check',
  'checked',
  'checking',
  'tap',
  'click',
  'bottom',
  'top',
  'time',
  'party',
]);

const isMagnitude = (token: Token | undefined): boolean =>
  token?.kind === 'word' && MAGNITUDES.has(token.low);
/** “410 M&M” are shares of it. */
const isAmpersand = (token: Token | undefined): boolean => token?.text === '&' && token.glued;
const counts = (token: Token | undefined): boolean =>
  token !== undefined && (isMagnitude(token) || unitOfWord(token.low) !== undefined);

/** The token after position `i`, a hyphen between (“two-lakh”) left out. */
function after(tokens: readonly Token[], i: number): number {
  return tokens[i]?.text === '-' && tokens[i]?.glued && tokens[i + 1]?.glued ? i + 1 : i;
}

interface Small {
  value: number;
  step: number;
  next: number;
  digits: boolean;
}

function englishSmall(tokens: readonly Token[], i: number): Small | undefined {
  const first = ENGLISH.get(tokens[i]?.low ?? '');
  if (first === undefined) return undefined;
  let value = first;
  let next = i + 1;
  const ones = ENGLISH.get(tokens[after(tokens, next)]?.low ?? '');
  if (first >= 20 && ones !== undefined && ones > 0 && ones < 10) {
    value += ones;
    next = after(tokens, next) + 1;
  }
  let step = 1;
  if (tokens[next]?.low === 'point') {
    for (let digit: number | undefined; step > 1e-6; next++) {
      digit = ENGLISH.get(tokens[next + 1]?.low ?? '');
      if (digit === undefined || digit > 9) break;
      step /= 10;
      value += digit * step;
    }
    if (step < 1) next++;
  }
  const halves = ['and', 'a', 'half'].every((word, n) => tokens[next + n]?.low === word);
  if (halves) return { value: value + 0.5, step: 0.1, next: next + 3, digits: false };
  const needsUnit = tokens[i]?.low === 'one' && next === i + 1;
  if (needsUnit && !counts(tokens[after(tokens, next)])) return undefined;
  return { value, step, next, digits: false };
}

function hindiSmall(tokens: readonly Token[], i: number): Small | undefined {
  const quarter = QUARTERS.get(tokens[i]?.low ?? '');
  const at = quarter === undefined ? i : i + 1;
  const word = tokens[at]?.low ?? '';
  const value = HINDI.get(word);
  if (value === undefined || !counts(tokens[at + 1])) return undefined;
  if (word === 'do' && QUESTION_WORDS.has(tokens[i - 1]?.low ?? '')) return undefined;
  const sum = value + (quarter ?? 0);
  return { value: sum, step: Number.isInteger(sum) ? 1 : 0.1, next: at + 1, digits: false };
}

/** 12, 12.5, 1/3, 2 1/2. */
function digitsSmall(tokens: readonly Token[], i: number): Small {
  const { value, step } = numberOf(tokens[i]?.text ?? '') ?? { value: Number.NaN, step: 0 };
  const bar = (at: number) => tokens[at]?.text === '/' && tokens[at + 1]?.kind === 'number';
  if (tokens[i + 1]?.kind === 'number' && bar(i + 2)) {
    const part = Number(tokens[i + 1]?.text) / Number(tokens[i + 3]?.text);
    return { value: value + part, step: 0.01, next: i + 4, digits: true };
  }
  const halves = ['and', 'a', 'half'].every((word, n) => tokens[i + 1 + n]?.low === word);
  return halves
    ? { value: value + 0.5, step: 0.1, next: i + 4, digits: true }
    : { value, step, next: i + 1, digits: true };
}

function small(tokens: readonly Token[], i: number): Small | undefined {
  const token = tokens[i];
  if (token?.kind === 'number') return digitsSmall(tokens, i);
  if (token?.kind !== 'word') return undefined;
  const following = tokens[i + 1];
  if ((token.low === 'a' || token.low === 'an') && following !== undefined) {
    const bare = isMagnitude(following) && !LETTER_MAGNITUDES.has(following.low);
    if (bare) return { value: 1, step: 1, next: i + 1, digits: false };
    const couple = following.low === 'couple' && tokens[i + 2]?.low === 'of' && counts(tokens[i + 3]);
    return couple ? { value: 2, step: 1, next: i + 3, digits: false } : undefined;
  }
  return englishSmall(tokens, i) ?? hindiSmall(tokens, i);
}

/** A half, a third, two thirds, 3/4; double, twice; third as a rank. */
function special(tokens: readonly Token[], i: number): Phrase | undefined {
  const token = tokens[i];
  if (token?.kind === 'number' && tokens[i + 1]?.text === '/' && tokens[i + 2]?.kind === 'number') {
    const value = Number(token.text) / Number(tokens[i + 2]?.text);
    return { value, step: 0.01, kind: 'part', next: i + 3 };
  }
  if (token?.kind !== 'word') return undefined;
  const before = tokens[i - 1]?.low ?? '';
  const followed = tokens[after(tokens, i + 1)]?.low ?? '';
  const count = token.low === 'a' ? 1 : ENGLISH.get(token.low);
  const partAt = after(tokens, i + 1);
  const counted = PARTS.get(tokens[partAt]?.low ?? '');
  if (count !== undefined && counted !== undefined && count > 0) {
    const magnitude = MAGNITUDES.get(tokens[partAt + 1]?.low ?? '');
    if (magnitude === undefined)
      return { value: count * counted, step: 0.01, kind: 'part', next: partAt + 1 };
    return { value: count * counted * magnitude, step: magnitude / 10, kind: 'number', next: partAt + 2 };
  }
  const multiple = MULTIPLES.get(token.low);
  if (multiple !== undefined && !IDIOM_AFTER.has(followed))
    return { value: multiple, step: 0.1, kind: 'multiple', next: i + 1 };
  const part = PARTS.get(token.low);
  const isHalf = part === 0.5;
  const isPart = isHalf || token.low.endsWith('tihai') || token.low === 'chauthai' || followed === 'of';
  if (
    part !== undefined &&
    isPart &&
    !PERIOD_BEFORE.has(before) &&
    !/^(year|yearly|day|hour)s?$/.test(followed)
  ) {
    const a = followed === 'a' || followed === 'an' ? i + 2 : i + 1;
    const magnitude = MAGNITUDES.get(tokens[a]?.low ?? '');
    if (magnitude === undefined) return { value: part, step: 0.01, kind: 'part', next: i + 1 };
    return { value: part * magnitude, step: magnitude / 10, kind: 'number', next: a + 1 };
  }
  const ordinal = ORDINALS.get(token.low);
  return ordinal === undefined ? undefined : { value: ordinal, step: 1, kind: 'ordinal', next: i + 1 };
}

/** The number that begins at token `i`: 2 lakh 31 thousand, ₹1.5 L (the sign left to the caller), twenty-five, dedh lakh, half. */
export function phraseAt(tokens: readonly Token[], i: number): Phrase | undefined {
  const token = tokens[i];
  if (token?.kind === 'sign') return undefined;
  const own = special(tokens, i);
  if (own !== undefined) return own;
  let piece = small(tokens, i);
  if (piece === undefined) {
    // A magnitude without a number (“lakhs of rupees”) says an amount that nothing gave; a letter alone is a name.
    if (!isMagnitude(token) || LETTER_MAGNITUDES.has(token?.low ?? '')) return undefined;
    return { value: Number.NaN, step: 0, kind: 'number', next: i + 1 };
  }
  let total = 0;
  let step = piece.step;
  let next = piece.next;
  for (let last = Number.POSITIVE_INFINITY; piece !== undefined; ) {
    let magnitude = 1;
    next = piece.next;
    for (let m = after(tokens, next); isMagnitude(tokens[m]); m = after(tokens, next)) {
      const word = tokens[m]?.low ?? '';
      if (LETTER_MAGNITUDES.has(word) && (!piece.digits || isAmpersand(tokens[m + 1]))) break;
      magnitude *= MAGNITUDES.get(word) ?? 1;
      next = m + 1;
    }
    total += piece.value * magnitude;
    step = piece.step * magnitude;
    if (magnitude === 1 || magnitude >= last) break;
    last = magnitude;
    const joined = tokens[next]?.low === 'and' ? next + 1 : next;
    const more = small(tokens, joined);
    const goesOn = more !== undefined && (isMagnitude(tokens[after(tokens, more.next)]) || !more.digits);
    piece =
      goesOn && more.value * (MAGNITUDES.get(tokens[after(tokens, more.next)]?.low ?? '') ?? 1) < magnitude
        ? more
        : undefined;
  }
  return { value: total, step, kind: 'number', next };
}
