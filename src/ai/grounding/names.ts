import { FILLER } from './moments.js';
import { ENGLISH, HINDI } from './number-words.js';

/** What after a name makes its digits a figure after all: “NIFTY 50 points up”. */
const NOT_FIGURE =
  '(?![\\d%]|[.,:]\\d| ?(?:%|₹|points?|pts|shares?|percent|pct|lakhs?|lac|crores?|cr|k|rupees|rs|times|x|orders|units|hazaar|thousand|hundred|million)(?![\\p{L}]))';
/** Indices and indicators that everybody names with a number, so that they need not stand in the data. */
const COMMON = new RegExp(
  `(?<![\\p{L}\\d])(?:nifty(?: (?:next|midcap|smallcap|largemidcap|alpha|microcap|low volatility|quality|it|bank|auto))? ?(?:30|50|100|150|200|250|500)|sensex 30|s&p 500|nasdaq 100|bse (?:100|200|500)|(?:sma|ema|dma|wma|ma)[ -]?\\(?(?:5|9|10|20|21|50|100|200)\\)?|(?:5|9|10|20|21|50|100|200)[ -](?:day |d )?(?:sma|ema|dma|wma|moving average)|(?:rsi|atr|adx|mfi)[ -]?\\(?14\\)?|14[ -](?:day |period )?(?:rsi|atr|adx)|macd ?\\(?12, ?26, ?9\\)?|bollinger(?: bands?)? ?\\(?20(?:, ?2)?\\)?|24[/x]7|t\\+[012])${NOT_FIGURE}`,
  'giu',
);
const PERIOD_WORD =
  '(days?|d|din|sessions?|weeks?|wks?|w|hafte|hafta|months?|mths?|mo|m|mahine|mahina|years?|yrs?|y|saal|sal)';
const COUNT_WORDS = [...ENGLISH.keys(), ...HINDI.keys()]
  .filter(word => word !== 'zero' && word !== 'nil')
  .join('|');
const PERIOD = new RegExp(
  `(?<![\\p{L}\\d.,₹])(\\d{1,4}|${COUNT_WORDS})[ -]?(?:(?:trading|calendar|business)[ -])?${PERIOD_WORD}(?![\\p{L}\\d])`,
  'giu',
);
const IN_FIELD =
  /(?<![a-z0-9])(?:(\d{1,3})_?(days?|d|weeks?|w|months?|m|years?|y)|(days?|weeks?|months?|years?|d|w|m|y)_?(\d{1,3}))(?![a-z0-9])|(\d{1,3})(d|w|m|y)(?=[A-Z_]|$)/gi;

const IN_DAYS: Readonly<Record<string, string>> = { d: 'd', s: 'd', w: 'w', h: 'w', m: 'm', y: 'y' };

/** `3 months` and `3m` as `3m`. */
function keyOf(count: string, word: string): string {
  const number = /^\d/.test(count)
    ? Number(count)
    : (ENGLISH.get(count.toLowerCase()) ?? HINDI.get(count.toLowerCase()) ?? 0);
  const low = word.toLowerCase();
  const letter = low === 'din' ? 'd' : low.startsWith('sa') ? 'y' : (IN_DAYS[low[0] ?? ''] ?? 'd');
  return `${number}${letter}`;
}

const ALIKE: readonly (readonly string[])[] = [
  ['1y', '12m', '52w', '365d'],
  ['2y', '24m'],
  ['3y', '36m'],
  ['6m', '26w'],
  ['3m', '13w', '90d'],
  ['1m', '30d'],
  ['1w', '7d'],
];

/** Adds the periods that a text, an argument or the name of a field speaks of. */
export function addPeriods(periods: Set<string>, text: string): void {
  // The figures of a year's high and of a value at risk without a horizon say their period by custom.
  if (/(?:^|_)year_(?:high|low)/.test(text)) for (const same of ALIKE[0] ?? []) periods.add(same);
  if (text.startsWith('var_')) periods.add('1d');
  if (!/\d/.test(text) && !/day|din|week|month|year|saal|mahin|haft/i.test(text)) return;
  const put = (key: string) => {
    periods.add(key);
    for (const set of ALIKE) if (set[0] === key || set[1] === key) for (const same of set) periods.add(same);
  };
  for (const [, count = '', word = ''] of text.matchAll(PERIOD)) put(keyOf(count, word));
  for (const [, count, word, wordFirst, countLast, tight, letter] of text.matchAll(IN_FIELD))
    put(keyOf(count ?? countLast ?? tight ?? '', word ?? wordFirst ?? letter ?? ''));
}

/** “52-week high” stays the year's high. */
const filled = (all: string, key: string): string =>
  ALIKE[0]?.includes(key) === true && all.length >= 4 ? 'year'.padEnd(all.length) : FILLER.repeat(all.length);

/** Fills in the periods that are known; others stay, and are read as figures. */
export function withoutPeriods(text: string, periods: ReadonlySet<string>): string {
  if (periods.size === 0) return text;
  return text.replace(PERIOD, (all: string, count: string, word: string) =>
    periods.has(keyOf(count, word)) ? filled(all, keyOf(count, word)) : all,
  );
}

/** A name with both a letter and a digit, and short enough to be one. */
export const isNumberedName = (text: string): boolean =>
  text.length <= 60 &&
  /\d/.test(text) &&
  /\p{L}/u.test(text) &&
  /^[\p{L}\d][\p{L}\d &.()'-]*$/u.test(text) &&
  isNamelike(text);

/** Not an amount, a period or a sentence that a field happens to hold: a word of two letters, and no unit after its number. */
const isNamelike = (text: string): boolean =>
  /\p{L}{2}|\dM /u.test(text) &&
  text.split(' ').length <= 6 &&
  !/^\d+ \p{Ll}/u.test(text) &&
  !/\d ?(?:%|lakh|lac|crore|cr|k|shares?|percent|points?|rs|rupees|days?|weeks?|months?|years?|orders?|at|of|is)\b/i.test(
    text,
  ) &&
  !/\b(?:rs|inr|at|is|of|to|up|down|by|from|loss|profit|buy|sell|bought|sold)\b/i.test(text);

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const patterns = new WeakMap<readonly string[], RegExp>();

function patternOf(names: readonly string[]): RegExp {
  const known = patterns.get(names);
  if (known !== undefined) return known;
  const made = new RegExp(
    `(?<![\\p{L}\\d])(?:${names.map(escaped).join('|')})(?![\\p{L}])${NOT_FIGURE}`,
    'giu',
  );
  patterns.set(names, made);
  return made;
}

/** Fills in the names that have digits inside, so that they are not read as figures. */
export function withoutNames(text: string, names: readonly string[]): string {
  if (!/\d/.test(text)) return text;
  const fill = (all: string) => FILLER.repeat(all.length);
  const left = names.length === 0 ? text : text.replace(patternOf(names), fill);
  return left.replace(COMMON, fill);
}
