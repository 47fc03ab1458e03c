import type { Concept } from './lexicon/index.js';
import type { Item, Reading } from './read.js';

export type NumberItem = Extract<Item, { kind: 'number' }>;
export type SlotValue = string | number | boolean | readonly string[] | Readonly<Record<string, number>>;
export type Slots = Readonly<Record<string, SlotValue>>;

export const isWord = (item: Item | undefined, ...concepts: readonly Concept[]): boolean =>
  item?.kind === 'word' && concepts.includes(item.concept);
export const numbersOf = ({ items }: Reading): NumberItem[] => items.filter(item => item.kind === 'number');

/** Symbols of shares that are named, once each; a name of several only where one candidate is left and nothing is at stake. */
export function symbolsOf({ items }: Reading): string[] {
  const found = items.flatMap(item =>
    item.kind === 'symbol' && !item.isIndex
      ? [item.symbol]
      : item.kind === 'names' && item.candidates.length === 1
        ? item.candidates
        : [],
  );
  return [...new Set(found)];
}

/** The neighbours of an item, fillers and share words passed over. */
export function before(
  items: readonly Item[],
  at: number,
  passed: readonly Concept[] = ['filler'],
): Item | undefined {
  let place = at - 1;
  while (place >= 0 && isWord(items[place], ...passed)) place--;
  return items[place];
}
export function after(
  items: readonly Item[],
  at: number,
  passed: readonly Concept[] = ['filler'],
): Item | undefined {
  let place = at + 1;
  while (isWord(items[place], ...passed)) place++;
  return items[place];
}

/** Whether a number is marked as rupees: by its sign, by the word behind it, or by being in lakh or crore. */
export function isMoney(items: readonly Item[], item: NumberItem): boolean {
  const at = items.indexOf(item);
  return isWord(items[at - 1], 'moneysymbol') || isWord(items[at + 1], 'moneysymbol');
}
export const isPercent = (items: readonly Item[], item: NumberItem): boolean =>
  isWord(items[items.indexOf(item) + 1], 'percent');

/** The one number of a message that counts; undefined where there is none, several, or one that is not clear. */
export function soleNumber(reading: Reading): NumberItem | undefined {
  const numbers = numbersOf(reading);
  return numbers.length === 1 && numbers[0]?.clear ? numbers[0] : undefined;
}

const PERIODS: readonly (readonly [Concept, string])[] = [
  ['period_fy', 'fy'],
  ['period_today', 'today'],
  ['period_week', 'week'],
  ['period_month', 'month'],
  ['period_year', 'year'],
  ['period_all', 'all'],
  ['day', 'today'],
];

/** The span of time that was named, in the words of the tools. */
export const periodOf = ({ concepts }: Reading): string | undefined =>
  PERIODS.find(([concept]) => concepts.has(concept))?.[1];

const RANGES: Readonly<Record<string, string>> = {
  '1m': '1m',
  '3m': '3m',
  '6m': '6m',
  '12m': '1y',
  '24m': '2y',
  '36m': '3y',
  '60m': '5y',
  '1y': '1y',
  '2y': '2y',
  '3y': '3y',
  '5y': '5y',
  '0.5y': '6m',
};
const SPANS: readonly (readonly [RegExp, string])[] = [
  [/^(?:y|yr|yrs|year|years|saal|sal|varsh|yaer|yers|yeras|yera|yeasr)$/, 'y'],
  [
    /^(?:m|mo|mos|mon|mth|mths|month|months|mahine|mahina|maheene|mahino|moths|mnths|monhts|mnth|monht|monts)$/,
    'm',
  ],
];

/** A stretch of history out of those a chart knows: "1 yr", "6 months", "pichle 3 mahine", "half year". */
/** Years or months, as a word behind a number counts them, with its mistakes of typing. */
export const spanUnitOf = (item: Item | undefined): 'y' | 'm' | undefined =>
  isWord(item, 'years') || (isWord(item, 'period_year') && item?.text.includes(' ') === false)
    ? 'y'
    : isWord(item, 'months') || (isWord(item, 'period_month') && item?.text.includes(' ') === false)
      ? 'm'
      : (SPANS.find(([spelt]) => spelt.test(item?.text.split(' ')[0] ?? ''))?.[1] as 'y' | 'm' | undefined);

export function rangeOf({ normal: { tokens }, items, concepts }: Reading): string | undefined {
  for (const [at, item] of items.entries()) {
    const unit = item.kind === 'number' ? spanUnitOf(items[at + 1]) : undefined;
    const range = item.kind === 'number' && unit ? RANGES[`${item.value}${unit}`] : undefined;
    if (range !== undefined) return range;
  }
  const words = items.flatMap(({ text, kind }) => (kind === 'number' ? [text] : text.split(' ')));
  for (const [at, word] of words.entries()) {
    const span = SPANS.find(([spelt]) => spelt.test(word))?.[1];
    if (span === undefined) continue;
    const item = items.find(each => each.kind === 'number' && each.text === words[at - 1]);
    const count =
      item?.kind === 'number'
        ? item.value
        : /^(?:ek|one|a|an|last|pichle|past|this|is)$/.test(words[at - 1] ?? '')
          ? 1
          : /^(?:half|aadha|aadhe|adhe)$/.test(words[at - 1] ?? '')
            ? 0.5
            : /^(?:do|two)$/.test(words[at - 1] ?? '')
              ? 2
              : undefined;
    const range = RANGES[`${count}${span}`];
    if (range !== undefined) return range;
  }
  if (tokens.includes('quarter')) return '3m';
  if (tokens.includes('quarterly')) return '3m';
  if (tokens.includes('yearly') || tokens.includes('annual')) return '1y';
  if (tokens.includes('monthly') || concepts.has('period_month')) return '1m';
  return concepts.has('period_year')
    ? '1y'
    : tokens.join(' ').includes('last year') || tokens.join(' ').includes('pichle saal')
      ? '1y'
      : tokens.join(' ').includes('last month') || tokens.join(' ').includes('pichle mahine')
        ? '1m'
        : undefined;
}

/** Which one is meant: `#8`, `last` or `all`. */
export function whichOf({ items, concepts }: Reading): string | undefined {
  const refs = items.filter(item => item.kind === 'ref');
  const numbers = items.filter(item => item.kind === 'number');
  if (refs.length > 1 || (refs.length === 1 && concepts.has('all'))) return undefined;
  const [ref] = refs;
  if (ref) return ref.ref;
  const [number] = numbers;
  if (
    number &&
    numbers.length === 1 &&
    number.clear &&
    Number.isInteger(number.value) &&
    number.unit === undefined
  )
    return `#${number.value}`;
  if (numbers.length > 0) return undefined;
  if (concepts.has('all')) return concepts.has('last') ? undefined : 'all';
  return concepts.has('last') ? 'last' : undefined;
}
