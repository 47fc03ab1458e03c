import { isReport, isStatement, isTold, isWholly } from '../guards.js';
import type { Concept } from '../lexicon/index.js';
import { callOrAsk, type Outcome, outOfScope, present } from '../outcome.js';
import type { Reading } from '../read.js';
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
    'create',
    'ai',
    'start',
    'on',
    'deal',
    'period_today',
    'at',
    ...PROVIDERS,
  ];
  // "Make claude my ai" asks for it; a model that is to be created is something else.
  const isNoun = reading.items.some(
    item => item.text === 'of' || (isWord(item, 'create') && item.text !== 'make'),
  );
  if (!isWholly(reading, allowed) || isTold(reading) || isNoun) return outOfScope('not_a_wish');
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

/** "AI cost 100 per day" may tell what it costs: a bound has a word of its own, and "cross" without "not" breaks one. */
const isBound = ({ concepts, items }: Reading): boolean =>
  (concepts.has('negation') || !concepts.has('above')) &&
  ((['limits', 'below', 'set', 'change', 'raise', 'lower', 'negation', 'use'] as const).some(word =>
    concepts.has(word),
  ) ||
    items.some(({ text }) => /^(?:budget|budegt|bugdet|buget|budjet)/.test(text)));

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
    isReport(reading) ||
    !isBound(reading) ||
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
