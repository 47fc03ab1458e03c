import { isStatement, isWholly } from '../guards.js';
import type { Concept } from '../lexicon/index.js';
import { OFFLINE_LIMITS } from '../limits.js';
import { callOrAsk, type Outcome, outOfScope, present } from '../outcome.js';
import type { Item, Reading } from '../read.js';
import { isWord, soleNumber } from '../slots.js';

const PROVIDERS: readonly Concept[] = ['openai', 'claude', 'gemini', 'offline'];

export function providersOf({ items }: Reading): string[] {
  const found = items.flatMap(item =>
    item.kind !== 'word'
      ? []
      : PROVIDERS.includes(item.concept)
        ? [item.concept]
        : item.text === 'go offline'
          ? ['offline']
          : [],
  );
  return [...new Set(found)];
}

export function providerWish(reading: Reading): Outcome {
  const allowed: Concept[] = [
    'use',
    'change',
    'ai',
    'start',
    'on',
    'deal',
    'period_today',
    'at',
    ...PROVIDERS,
  ];
  if (!isWholly(reading, allowed)) return outOfScope('not_a_wish');
  const named = providersOf(reading);
  const { text } = reading.normal;
  const provider =
    named.length === 1
      ? named[0]
      : /\bfrom\b.*\bto\b/.test(text) && named.length === 2
        ? named[1]
        : undefined;
  return callOrAsk('set_provider', present({ provider }), provider === undefined ? ['provider'] : []);
}

const COST_WORDS: readonly Concept[] = [
  'on',
  'ai',
  'cost',
  'limits',
  'below',
  'change',
  'raise',
  'lower',
  'moneysymbol',
  'day',
  'period_today',
  'period_week',
  'period_month',
  'at',
  'use',
  'above',
  'all',
  'create',
  'openai',
  'claude',
  'gemini',
  'offline',
  'worth',
  'negation',
];

export function costLimitWish(reading: Reading): Outcome {
  const { concepts, items } = reading;
  const negated = items.some(
    item => isWord(item, 'negation') && !/^(?:dont|do not|not|never|nahi|na|mat)$/.test(item.text),
  );
  const spends = items.some(item => isWord(item, 'cost') && /^(?:spend|pay|use|cost|burn)/.test(item.text));
  // "don't spend more than 100" is the limit itself; every other negation is none.
  if (
    !isWholly(reading, COST_WORDS) ||
    isStatement(reading) ||
    negated ||
    (concepts.has('negation') && !(spends && concepts.has('above')) && !concepts.has('above'))
  )
    return outOfScope('not_a_wish');
  const number = soleNumber(reading);
  const amount = number && !concepts.has('dollars') ? number.value : undefined;
  const period = concepts.has('period_week')
    ? 'week'
    : concepts.has('period_month')
      ? 'month'
      : concepts.has('day') || concepts.has('period_today')
        ? 'day'
        : undefined;
  const named = providersOf(reading);
  const missing = [...(amount === undefined ? ['amount'] : []), ...(period === undefined ? ['period'] : [])];
  return callOrAsk(
    'set_cost_limit',
    present({ amount, period, provider: named.length === 1 ? named[0] : undefined }),
    missing,
  );
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH_WORD =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)$/;
const YEAR = /^20[2-9]\d$/;

/** A date as precise as it was stated: 2028, 2028-03 or 2028-03-15. */
export function dateOf({ normal: { tokens } }: Reading): string | undefined {
  const at = tokens.findIndex(token => YEAR.test(token));
  const year = tokens[at];
  if (year === undefined) return undefined;
  const near = [tokens[at - 1], tokens[at - 2], tokens[at + 1]].find(token => MONTH_WORD.test(token ?? ''));
  if (near === undefined) return year;
  const month = String(MONTHS.indexOf(near.slice(0, 3)) + 1).padStart(2, '0');
  const day = tokens.indexOf(near) > 0 ? tokens[tokens.indexOf(near) - 1] : undefined;
  return day !== undefined && /^(?:[1-9]|[12]\d|3[01])$/.test(day)
    ? `${year}-${month}-${day.padStart(2, '0')}`
    : `${year}-${month}`;
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
  'show',
  'half',
  'period_all',
  'on',
  'smalltalk',
  'open',
];

export function goalWish(reading: Reading): Outcome {
  if (reading.normal.isStrange || !isWholly(reading, GOAL_WORDS, 6)) return outOfScope('not_a_wish');
  const { items } = reading;
  const numbers = items.filter(
    item =>
      item.kind === 'number' && !(YEAR.test(item.text) && item.unit === undefined) && !isDay(items, item),
  );
  const [number] = numbers;
  const target = numbers.length === 1 && number?.kind === 'number' && number.clear ? number.value : undefined;
  const name = goalName(reading);
  const missing = [...(name === undefined ? ['name'] : []), ...(target === undefined ? ['target_inr'] : [])];
  return callOrAsk('set_goal', present({ name, target_inr: target, date: dateOf(reading) }), missing);
}

/** The day of a date ("15 march 2028") and a span ("in 5 years") are no target. */
function isDay(items: readonly Item[], item: Item): boolean {
  const next = items[items.indexOf(item) + 1];
  return (
    next !== undefined &&
    (MONTH_WORD.test(next.text) || /^(?:years?|yrs?|saal|sal|months?|mahine)$/.test(next.text))
  );
}

const NAME_WORDS: readonly Concept[] = ['slang', 'derivative', 'others', 'longterm', 'portfolio'];

/** The user's words for what the money is for: what is no word of ours, with "new" and "ka" within it. */
function goalName({ items }: Reading): string | undefined {
  const quoted = items.find(({ kind }) => kind === 'quote')?.text;
  if (quoted) return quoted.slice(0, OFFLINE_LIMITS.nameCharsMax);
  const isName = (item: Item | undefined) =>
    item !== undefined &&
    ((item.kind === 'unknown' && /^[a-z]/.test(item.text)) ||
      item.kind === 'names' ||
      item.kind === 'symbol' ||
      item.kind === 'elsewhere' ||
      isWord(item, ...NAME_WORDS)) &&
    !MONTH_WORD.test(item.text);
  const first = items.findIndex(
    (item, at) => isName(item) || (/^(?:new|naya|nayi|naye)$/.test(item.text) && isName(items[at + 1])),
  );
  if (first < 0) return undefined;
  let end = first + 1;
  while (
    isName(items[end]) ||
    (/^(?:ka|ki|ke|fund|for|of|a)$/.test(items[end]?.text ?? '') && isName(items[end + 1]))
  )
    end++;
  const name = items
    .slice(first, end)
    .map(({ text }) => text)
    .join(' ');
  return name.slice(0, OFFLINE_LIMITS.nameCharsMax);
}
