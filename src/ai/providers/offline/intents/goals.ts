import { isGuess, isWholly } from '../guards.js';
import type { Concept } from '../lexicon/index.js';
import { OFFLINE_LIMITS } from '../limits.js';
import { callOrAsk, type Outcome, outOfScope, present } from '../outcome.js';
import type { Item, Reading } from '../read.js';
import { after, before, isWord, spanUnitOf } from '../slots.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_WORD =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;
const YEAR = /^20[2-9]\d$/;

/**
 * A date as precise as it was stated: 2028, 2028-03 or 2028-03-15; a span of years ends in a year and one of months in a
 * month. `isOpen`: a span was stated, and the day it counts from is not known.
 */
export function dateOf(reading: Reading): { date?: string; isOpen: boolean } {
  const { tokens } = reading.normal;
  const at = tokens.findIndex(token => YEAR.test(token));
  const year = tokens[at];
  if (year === undefined) return spanEnd(reading);
  const near = [tokens[at - 1], tokens[at - 2], tokens[at + 1]].find(token => MONTH_WORD.test(token ?? ''));
  if (near === undefined) return { date: year, isOpen: false };
  const month = String(MONTHS.indexOf(near.slice(0, 3)) + 1).padStart(2, '0');
  const place = tokens.indexOf(near);
  const day = [tokens[place - 1], tokens[place + 1]].find(token =>
    /^(?:[1-9]|[12]\d|3[01])$/.test(token ?? ''),
  );
  return {
    date: day === undefined ? `${year}-${month}` : `${year}-${month}-${day.padStart(2, '0')}`,
    isOpen: false,
  };
}

const SPAN_YEARS_MAX = 70;

/** "In 5 years" is a year, "in 18 months" a month. */
function spanEnd({ items, today, concepts }: Reading): { date?: string; isOpen: boolean } {
  const span = items.flatMap((item, at) => {
    const unit = item.kind === 'number' ? spanUnitOf(items[at + 1]) : undefined;
    return item.kind === 'number' && item.clear && unit ? [unit === 'y' ? item.value * 12 : item.value] : [];
  });
  const isNextYear =
    concepts.has('later') && items.some(({ text }) => /^(?:next year|agle saal)$/.test(text));
  const months = isNextYear ? 12 : span[0];
  if (months === undefined || span.length > 1) return { isOpen: false };
  if (today === undefined || !Number.isInteger(months) || months > SPAN_YEARS_MAX * 12)
    return { isOpen: true };
  const [year, month] = today.split('-').map(Number);
  if (year === undefined || month === undefined) return { isOpen: true };
  const end = year * 12 + month - 1 + months;
  const endYear = String(Math.floor(end / 12));
  return {
    date: months % 12 === 0 ? endYear : `${endYear}-${String((end % 12) + 1).padStart(2, '0')}`,
    isOpen: false,
  };
}

const GOAL_WORDS: readonly Concept[] = [
  'goal',
  'save',
  'create',
  'moneysymbol',
  'use',
  'portfolio',
  'invest',
  'buy',
  'slang',
  'derivative',
  'later',
  'hypothesis',
  'worth',
  'add',
  'period_year',
  'deal',
  'day',
  'reaches',
  'start',
  'at',
  'others',
  'profile',
  'change',
  'raise',
  'longterm',
  'all',
  'half',
  'period_all',
  'on',
  'smalltalk',
  'open',
  'months',
  'years',
  'period_month',
];

export function goalWish(reading: Reading): Outcome {
  const { items } = reading;
  if (!isWholly(reading, GOAL_WORDS, 6) || isSaid(reading)) return outOfScope('not_a_wish');
  const numbers = items.filter(
    item =>
      item.kind === 'number' && !(YEAR.test(item.text) && item.unit === undefined) && !isDay(items, item),
  );
  const [number] = numbers;
  const target = numbers.length === 1 && number?.kind === 'number' && number.clear ? number.value : undefined;
  const name = goalName(reading);
  const isMoneyLike =
    number?.kind === 'number' && (number.unit !== undefined || reading.concepts.has('moneysymbol'));
  if (number !== undefined && !isMoneyLike && !isAsked(reading)) return outOfScope('other_field');
  if (name !== undefined && !reading.concepts.has('goal') && !hasPurpose(reading))
    return outOfScope('other_field');
  const { date, isOpen } = dateOf(reading);
  const missing = [
    ...(name === undefined ? ['name'] : []),
    ...(target === undefined ? ['target_inr'] : []),
    ...(isOpen ? ['date'] : []),
  ];
  return callOrAsk('set_goal', present({ name, target_inr: target, date }), missing);
}

/** The day of a date ("15 march 2028") and a span ("in 5 years") are no target. */
function isDay(items: readonly Item[], item: Item): boolean {
  const next = items[items.indexOf(item) + 1];
  return next !== undefined && (MONTH_WORD.test(next.text) || spanUnitOf(next) !== undefined);
}

/** A bare number is rupees only where a goal is set up: "messi goal 800" is none. */
const isAsked = ({ concepts, items }: Reading): boolean =>
  concepts.has('goal') &&
  (concepts.has('set') ||
    concepts.has('create') ||
    concepts.has('save') ||
    items.some(({ text }) => text === ':'));

/** "Save 5 lakh for a car": without the word "goal" what the money is for is said to be that. */
const hasPurpose = ({ items }: Reading): boolean =>
  items.some(({ text }) => /^(?:for|ke liye|k liye|towards)$|(?:^| )for$/.test(text));

/** People whom one saves for. */
const FAMILY =
  /^(?:my )?(?:wife|husband|brother|father|papa|mummy|mom|dad|biwi|pati|beta|sister|didi|son|daughter|friends?)$/;
/** "May" is a month and "before" bounds a date; other words of supposition and of later make it no wish. */
const OF_DATES = /^(?:may|before|plan|plan to|planning|planning to|next year|agle saal|by)$/;
const OWN_WORDS: readonly Concept[] = [
  'goal',
  'save',
  'create',
  'set',
  'moneysymbol',
  'filler',
  'months',
  'years',
];

/** "My goal is 5 lakh" asks for it; "10 lakh for a car is too much", with words beside the name, tells something. */
function isSaid(reading: Reading): boolean {
  const { items } = reading;
  const name = goalName(reading);
  if (isSubject(items, nameSpan(items)) || TELLING.test(name ?? '')) return true;
  return items.some(
    (item, at) =>
      (isWord(item, 'hypothesis', 'later') && !isGuess(item) && !OF_DATES.test(item.text)) ||
      (isWord(item, 'filler') && /^(?:is|are)$/.test(item.text) && !isWord(before(items, at), 'goal')) ||
      (isWord(item, 'filler') && /^(?:hai|hain)$/.test(item.text) && !isMine(items)) ||
      (isWord(item, 'others') && !isGuess(item) && !FAMILY.test(item.text)) ||
      (item.kind === 'unknown' &&
        /^[a-z]/.test(item.text) &&
        !MONTH_WORD.test(item.text) &&
        !name?.includes(item.text)),
  );
}

/** "Riya ka goal 8 lakh ka hai" is hers; "mera goal 8 lakh hai" is one's own. */
const isMine = (items: readonly Item[]): boolean =>
  items.some(({ text }) => /^(?:mera|mere|meri|apna|apne|apni|my|mujhe|muje|mujhko|mereko)$/.test(text));

/** Verbs that no goal is named by: "bike seems a lot", "car takes years", "the wedding went well". */
const TELLING =
  /\b(?:seems?|looks?|takes?|took|feels?|felt|needs?|wants?|works?|sounds?|comes?|came|went|got|gets|left|kept|keeps|became|becomes|means|meant|happened|happens|failed|fails|missed|won|wins|costs?|gave|gives|grew|ended|ends|began|begins|came|helped|helps|lagta|lagte|lagti|lagega|lagenge|chala|gaya|gayi|gaye|karta|karti|karte|kiya|mein)\b/;
const BESIDE_NAMES: readonly Concept[] = [
  ...(['goal', 'save', 'create', 'set', 'moneysymbol', 'add', 'change', 'start', 'buy', 'later'] as const),
];

/** "The team hit its goal": a name beside neither the goal, the money nor the wish is whom something is told of. */
const isSubject = (items: readonly Item[], { first, end }: { first: number; end: number }): boolean =>
  first >= 0 &&
  ![before(items, first), after(items, end - 1)].some(
    item => item?.kind === 'number' || item?.kind === 'break' || isWord(item, ...BESIDE_NAMES),
  ) &&
  after(items, end - 1) !== undefined;

const NAME_WORDS: readonly Concept[] = ['slang', 'derivative', 'others', 'longterm', 'portfolio'];

/** The user's words for what the money is for: what is no word of ours, with "new" and "ka" within it. */
function goalName({ items }: Reading): string | undefined {
  const quoted = items.find(({ kind }) => kind === 'quote')?.text;
  if (quoted) return quoted.slice(0, OFFLINE_LIMITS.nameCharsMax);
  const { first, end } = nameSpan(items);
  if (first < 0) return undefined;
  const name = items
    .slice(first, end)
    .map(({ text }) => text)
    .join(' ');
  return name.slice(0, OFFLINE_LIMITS.nameCharsMax);
}

/** Where the name stands, from `first` to before `end`; -1 where there is none. */
function nameSpan(items: readonly Item[]): { first: number; end: number } {
  const isName = (item: Item | undefined) =>
    item !== undefined &&
    ((item.kind === 'unknown' && /^[a-z]/.test(item.text)) ||
      item.kind === 'names' ||
      item.kind === 'symbol' ||
      item.kind === 'elsewhere' ||
      isWord(item, ...NAME_WORDS) ||
      (isGuess(item) && !isWord(item, ...OWN_WORDS))) &&
    !MONTH_WORD.test(item.text);
  const first = items.findIndex(
    (item, at) => isName(item) || (/^(?:new|naya|nayi|naye)$/.test(item.text) && isName(items[at + 1])),
  );
  if (first < 0) return { first, end: first };
  let end = first + 1;
  while (
    isName(items[end]) ||
    (/^(?:ka|ki|ke|fund|for|of|a)$/.test(items[end]?.text ?? '') && isName(items[end + 1]))
  )
    end++;
  return { first, end };
}
