import { UNREADABLE } from './characters.js';
import { MAGNITUDES } from './number-words.js';
import { phraseAt, type Phrase } from './phrases.js';
import { type Token, tokensOf } from './tokens.js';
import { type Unit, unitOfWord } from './units.js';

/** A figure as it stands in a text. */
export interface Figure {
  text: string;
  at: number;
  end: number;
  /** Its magnitude; NaN where the letters are no number that can be checked. */
  value: number;
  /** How much one of its last shown digit is. */
  step: number;
  unit: Unit;
  /** -1 and 1 where a sign stands before it. */
  sign: -1 | 0 | 1;
  /** It stands alone in brackets, which can mean a loss. */
  bracketed: boolean;
  hedge: 'about' | 'over' | 'under' | undefined;
  /** `token`: letters and digits in one word, as in `Q3`. */
  kind: Phrase['kind'] | 'token';
}

const ABOUT =
  /(?:\b(?:about|around|approx(?:imately)?\.?|roughly|nearly|almost|close to|some|lagbhag|kareeb|karib|takriban|circa|near|just (?:shy|short) of|लगभग|करीब)|[~≈])[\s*_(]*$/i;
const OVER =
  /\b(?:over|more than|above|upwards of|exceeding|at least|north of|well over|crossed|beyond)[\s*_(]*$/i;
const UNDER = /\b(?:under|less than|below|at most|within|shy of)[\s*_(]*$/i;
const OVER_AFTER = /^\s*(?:\+|plus\b|se (?:zyada|jyada|upar)\b)/i;
const BOUND_AFTER = /^\s*se (?:zyada|jyada|kam) (?:nahi|nahin|na)\b/i;
const UNDER_AFTER = /^\s*se kam\b/i;
const CURRENCY = /^(?:₹|\$|rs|inr|usd|रु)$/;
const NUMERAL = /^[\p{Nl}\p{No}]$/u;
const HEDGE_LETTERS = 32;

function hedgeOf(before: string, following: string): Figure['hedge'] {
  // “Not more than” states the bound itself.
  if (/\b(?:no|not|never)\b|n['’]t\b/i.test(before) && OVER.test(before)) return undefined;
  if (BOUND_AFTER.test(following)) return undefined;
  if (OVER.test(before) || OVER_AFTER.test(following)) return 'over';
  if (UNDER.test(before) || UNDER_AFTER.test(following)) return 'under';
  return ABOUT.test(before) ? 'about' : undefined;
}

/** What stands before a number, read backwards: `-₹`, `₹-`, `Rs. `, `#`. */
function prefixAt(
  tokens: readonly Token[],
  i: number,
): { from: number; unit: Unit | undefined; sign: Figure['sign'] } {
  let from = i;
  let unit: Unit | undefined;
  let sign: Figure['sign'] = 0;
  for (let left = 4; left > 0; left--) {
    const token = tokens[from - 1];
    const follower = tokens[from];
    if (token === undefined || follower === undefined) break;
    if (unit === undefined && CURRENCY.test(token.low)) unit = unitOfWord(token.low);
    else if (token.text === '.' && CURRENCY.test(tokens[from - 2]?.low ?? '')) {
      from--;
      continue;
    } else if (token.text === '#' && follower.glued) unit = 'ref';
    else if (sign === 0 && isSign(tokens, from - 1)) sign = token.text === '+' ? 1 : -1;
    else break;
    from--;
  }
  return { from, unit, sign };
}

/** A minus or plus that belongs to the number after it: not a bullet, not a range (10-12), not a dash between words. */
function isSign(tokens: readonly Token[], i: number): boolean {
  const token = tokens[i];
  if (token === undefined || !'+-−–'.includes(token.text)) return false;
  if (token.text === '−') return true;
  const before = tokens[i - 1];
  const joined =
    token.glued &&
    before !== undefined &&
    (before.kind !== 'sign' || before.text === '%' || before.text === ')');
  return tokens[i + 1]?.glued === true && !joined;
}

/** The unit after a number, and the token after it. */
function suffixAt(tokens: readonly Token[], next: number): { unit: Unit | undefined; next: number } {
  const at = tokens[next]?.text === '-' && tokens[next]?.glued && tokens[next + 1]?.glued ? next + 1 : next;
  const token = tokens[at];
  if (token === undefined) return { unit: undefined, next };
  if (token.low === 'per' && tokens[at + 1]?.low === 'cent') return { unit: 'pct', next: at + 2 };
  if (token.low === 'percentage' && tokens[at + 1]?.low.startsWith('point'))
    return { unit: 'pct', next: at + 2 };
  if (token.low === 'basis') return { unit: 'bps', next: at + 2 };
  // A name made of one letter (“d”, “x”) is a unit only when it touches the number.
  const unit = token.low.length > 1 || token.glued || token.text === '%' ? unitOfWord(token.low) : undefined;
  return unit === undefined || token.text === '$' || token.text === '₹'
    ? { unit: undefined, next }
    : { unit, next: at + 1 };
}

const ORDINAL = /^(?:st|nd|rd|th|va|vaan|wan)$/;

/** Letters that touch the digits and are neither a unit nor a magnitude make the whole a name (`Q3`) or a trick (`1O0`). */
function wordAround(
  tokens: readonly Token[],
  i: number,
  next: number,
): { at: number; end: number } | undefined {
  const [before, token, following] = [tokens[i - 1], tokens[i], tokens[next]];
  if (token?.kind !== 'number') return undefined;
  const led = token.glued && before?.kind === 'word' && !CURRENCY.test(before.low);
  const isKnown = (low: string) => unitOfWord(low) !== undefined || MAGNITUDES.has(low) || ORDINAL.test(low);
  const trailed = following?.glued === true && following.kind === 'word' && !isKnown(following.low);
  const isRatio =
    following?.text === ':' &&
    following.glued &&
    tokens[next + 1]?.kind === 'number' &&
    tokens[next + 1]?.glued;
  if (!led && !trailed && !isRatio) return undefined;
  const end = isRatio ? tokens[next + 1]?.end : trailed ? following.end : undefined;
  return { at: led ? before.at : token.at, end: end ?? tokens[next - 1]?.end ?? token.end };
}

const isRange = (token: Token | undefined): boolean =>
  token !== undefined && ['-', '–', '—', 'to', 'se'].includes(token.low);

function figureAt(
  text: string,
  tokens: readonly Token[],
  i: number,
  phrase: Phrase,
): { figure: Figure; next: number } {
  const { from, unit: led, sign } = prefixAt(tokens, i);
  const isOrdinal = tokens[phrase.next]?.glued === true && ORDINAL.test(tokens[phrase.next]?.low ?? '');
  const suffix = suffixAt(tokens, isOrdinal ? phrase.next + 1 : phrase.next);
  const { kind } = phrase;
  let { value, step } = phrase;
  let unit = led ?? suffix.unit;
  const word = wordAround(tokens, i, phrase.next);
  if (isRange(tokens[suffix.next]) && word === undefined) {
    // “2-3 lakh”, “10 to 12 %”: what is said of the second is said of the first.
    const at = suffix.next + 1;
    const second = CURRENCY.test(tokens[at]?.low ?? '') ? phraseAt(tokens, at + 1) : phraseAt(tokens, at);
    if (second !== undefined) {
      unit ??= suffixAt(tokens, second.next).unit ?? unit;
      const isBare = value < 1000 && tokens[i]?.kind === 'number' && phrase.next === i + 1;
      const magnitude = MAGNITUDES.get(tokens[second.next - 1]?.low ?? '');
      if (isBare && magnitude !== undefined) [value, step] = [value * magnitude, step * magnitude];
    }
  }
  const at = word?.at ?? tokens[from]?.at ?? 0;
  const end = word?.end ?? tokens[suffix.next - 1]?.end ?? at;
  const before = text.slice(Math.max(0, at - HEDGE_LETTERS), at);
  const figure: Figure = {
    text: text.slice(at, end),
    at,
    end,
    value,
    step,
    unit: unit ?? 'any',
    sign,
    bracketed: text[at - 1] === '(' && text[end] === ')',
    hedge: hedgeOf(before, text.slice(end, end + HEDGE_LETTERS)),
    kind: word === undefined ? (isOrdinal ? 'ordinal' : kind) : 'token',
  };
  let next = suffix.next;
  if (word !== undefined) while ((tokens[next]?.at ?? end) < end) next++;
  return { figure, next };
}

const strange = (token: Token): Figure => ({
  text: token.text,
  at: token.at,
  end: token.end,
  value: Number.NaN,
  step: 0,
  unit: 'any',
  sign: 0,
  bracketed: false,
  hedge: undefined,
  kind: 'number',
});

/**
 * Every figure of a text (as `readable` gives it, names, dates and periods filled in): in digits with any grouping, in words,
 * with its unit and sign. Digits and amounts that cannot be read come out too, as NaN: nothing that counts is passed over.
 */
export function figuresOf(text: string): Figure[] {
  const tokens = tokensOf(text);
  const figures: Figure[] = [];
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i];
    if (token === undefined) break;
    const isStrange = token.text.includes(UNREADABLE) || NUMERAL.test(token.text);
    const isMasked = tokens[i + 1]?.kind === 'word' && tokens[i + 1]?.glued === true && token.text === '₹';
    const phrase = isStrange ? undefined : phraseAt(tokens, i);
    if (phrase !== undefined) {
      const { figure, next } = figureAt(text, tokens, i, phrase);
      figures.push(figure);
      i = Math.max(next, i + 1);
    } else {
      if (isStrange || (isMasked && phraseAt(tokens, i + 1) === undefined)) figures.push(strange(token));
      i++;
    }
  }
  return figures;
}
