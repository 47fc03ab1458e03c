import { isGuess, isTold, isWholly } from '../guards.js';
import type { Concept } from '../lexicon/index.js';
import { callOrAsk, type Outcome, outOfScope, present } from '../outcome.js';
import type { Item, Reading } from '../read.js';
import { STRATEGY_NAME } from './rule.js';
import { before, isWord, numbersOf, rangeOf, spanUnitOf, symbolsOf } from '../slots.js';

const TEMPLATES: readonly (readonly [Concept, string])[] = [
  ['sma', 'sma_cross'],
  ['rsi', 'rsi_reversion'],
  ['donchian', 'donchian_breakout'],
  ['momentum', 'momentum'],
];
const CREATE_WORDS: readonly Concept[] = [
  ...([
    'strategy',
    'sma',
    'rsi',
    'donchian',
    'momentum',
    'share',
    'create',
    'at',
    'day',
    'on',
    'start',
  ] as const),
  ...(['deal', 'below', 'above', 'period_year', 'period_month', 'years', 'months', 'buy', 'sell'] as const),
  ...(['use', 'all', 'lower', 'raise', 'period_all', 'param', 'swing', 'positional', 'longterm'] as const),
];
const REF_WORDS: readonly Concept[] = [
  ...([
    'strategy',
    'sma',
    'rsi',
    'donchian',
    'momentum',
    'deploy',
    'pausing',
    'stop',
    'start',
    'on',
  ] as const),
  ...(['off', 'use', 'at', 'deal', 'invest', 'last', 'create', 'swing', 'positional', 'longterm'] as const),
];

const templateOf = ({ concepts }: Reading): string | undefined => {
  const found = TEMPLATES.filter(([concept]) => concepts.has(concept));
  return found.length === 1 ? found[0]?.[1] : undefined;
};

export function createWish(reading: Reading): Outcome {
  const asks = (['create', 'set', 'strategy', 'start', 'use', 'param'] as const).some(word =>
    reading.concepts.has(word),
  );
  // "Infy rsi 30" may be a reading of the indicator.
  if (!asks || !isWholly(reading, CREATE_WORDS) || isTold(reading)) return outOfScope('not_a_wish');
  const template = templateOf(reading);
  const symbols = symbolsOf(reading);
  const params = template === undefined ? {} : paramsOf(reading, template);
  const missing = [
    ...(template === undefined ? ['template'] : []),
    ...(symbols.length === 0 ? ['symbols'] : []),
  ];
  const slots = present({
    template,
    symbols: symbols.length > 0 ? symbols : undefined,
    params: Object.keys(params).length > 0 ? params : undefined,
  });
  return callOrAsk('create_strategy', slots, missing);
}

/** The knobs of a template in the order of the numbers, spans of history left out; "below 30" and "above 70" by their words. */
function paramsOf(reading: Reading, template: string): Record<string, number> {
  const { items } = reading;
  const numbers = numbersOf(reading).filter(item => {
    return item.clear && spanUnitOf(items[items.indexOf(item) + 1]) === undefined;
  });
  const values = numbers.map(({ value }) => value);
  const [first, second, third] = values;
  if (template === 'sma_cross') {
    if (first === undefined || second === undefined) return {};
    return { fast: Math.min(first, second), slow: Math.max(first, second) };
  }
  if (first === undefined) return {};
  if (template === 'donchian_breakout') return { period: first };
  if (template === 'momentum') return { lookback: first };
  const found: Record<string, number> = {};
  const plain: number[] = [];
  for (const item of numbers) {
    const left = before(items, items.indexOf(item), ['filler', 'at']);
    if (isWord(left, 'below', 'lower', 'buy') || left?.text === 'lower') found['lower'] = item.value;
    else if (isWord(left, 'above', 'sell') || left?.text === 'upper') found['upper'] = item.value;
    else plain.push(item.value);
  }
  if (plain.length === 3 && second !== undefined && third !== undefined)
    return { period: first, lower: Math.min(second, third), upper: Math.max(second, third) };
  if (
    plain.length === 2 &&
    plain[0] !== undefined &&
    plain[1] !== undefined &&
    plain[0] < plain[1] &&
    plain[1] >= 50
  )
    return { lower: plain[0], upper: plain[1] };
  return plain[0] !== undefined ? { period: plain[0], ...found } : found;
}

export function backtestWish(reading: Reading): Outcome {
  if (reading.normal.isStrange) return outOfScope('not_a_wish');
  const template = templateOf(reading);
  const symbols = symbolsOf(reading);
  const range = rangeOf(reading);
  const strategy = template === undefined ? refOf(reading) : undefined;
  const params = template === undefined ? {} : paramsOf(reading, template);
  const missing = [
    ...(template === undefined && strategy === undefined ? ['template'] : []),
    ...(symbols.length === 0 && strategy === undefined ? ['symbols'] : []),
  ];
  return callOrAsk(
    'backtest',
    present({
      template,
      strategy,
      symbols: symbols.length > 0 ? symbols : undefined,
      params: Object.keys(params).length > 0 ? params : undefined,
      range,
    }),
    missing,
  );
}

/** A saved strategy: its number, or its name as typed. */
function refOf(reading: Reading): string | undefined {
  const { items } = reading;
  const ref = items.find(({ kind }) => kind === 'ref')?.text;
  if (ref !== undefined) return ref;
  const quoted = items.find(({ kind }) => kind === 'quote')?.text;
  if (quoted) return quoted;
  const words = items
    .filter(({ kind, text }) => kind === 'unknown' && /^[a-z]/.test(text))
    .map(({ text }) => text);
  if (words.length > 0 && words.length <= 3) return words.join(' ');
  const number = numbersOf(reading).find(item =>
    isWord(before(items, items.indexOf(item)), 'strategy', 'deploy', 'pausing', 'backtest', 'stop', 'start'),
  );
  if (number?.clear) return `#${number.value}`;
  const template = items.find(item =>
    isWord(item, 'sma', 'rsi', 'donchian', 'momentum', 'swing', 'positional'),
  );
  return template?.text;
}

export function refWish(reading: Reading, name: 'deploy_strategy' | 'pause_strategy'): Outcome {
  if (!isWholly(reading, REF_WORDS, 3) || isTold(reading)) return outOfScope('not_a_wish');
  if (!isNameHere(reading) || isRunning(reading)) return outOfScope('unclear');
  const ref = refOf(reading);
  return callOrAsk(name, present({ ref }), ref === undefined ? ['ref'] : []);
}

/** Verbs that people use of strategies alone; the others are of apps, music and lights too. */
const OF_STRATEGIES = /deploy|deplyo|depoly|dploy|live|pause|puase|pasue|paus|run/;

/** "Going live scares me", "strategy 5 on hold", "swing-one off": what goes on or stands, asked for by no verb. */
const isRunning = ({ items, concepts }: Reading): boolean =>
  items.some(({ text }) => /^(?:going|doing|goes|gone|on|off)$/.test(text)) ||
  (items.some(({ text }) => /^on (?:hold|pause)$/.test(text)) &&
    !concepts.has('invest') &&
    !concepts.has('set'));

const ARTICLE = /^(?:the|a|an|for|in|to|of|this|that|for a)$/;

/** A verb of Hindi stands behind what it is about: "bank algo band karo". */
const isHindi = (item: Item | undefined): boolean =>
  /\b(?:kar|karo|kardo|do|de|rok|roko|rokdo|chalu|band)\b/.test(item?.text ?? '');

/** The unknown words as one name: side by side, and without the word "strategy" one that stands behind no article. */
function isNameHere({ items, concepts }: Reading): boolean {
  const places = items.flatMap((item, at) => (item.kind === 'unknown' ? [at] : []));
  const [first] = places;
  // "A moment" is no momentum.
  const isNear = items.some(item => isGuess(item) && isWord(item, 'sma', 'rsi', 'donchian', 'momentum'));
  if (isNear && !concepts.has('strategy')) return false;
  if (first === undefined) return true;
  if (places.some((place, at) => place !== first + at)) return false;
  // "Raju pause strategy 2": with a number the strange word is no name, but somebody or something else.
  if (items.some(({ kind }) => kind === 'number' || kind === 'ref')) return false;
  const behind = items[(places.at(-1) ?? first) + 1];
  const isSubject = isWord(behind, 'pausing', 'deploy', 'stop', 'start', 'on', 'off') && !isHindi(behind);
  if (isSubject && !STRATEGY_NAME.test(items[first]?.text ?? '') && !isWord(items[first - 1], 'strategy'))
    return false;
  if (concepts.has('strategy')) return !/^(?:to|in|of)$/.test(items[first - 1]?.text ?? '');
  const isName = STRATEGY_NAME.test(items[first]?.text ?? '');
  const isStrategys = items.some(
    item => isWord(item, 'deploy', 'pausing') && (OF_STRATEGIES.test(item.text) || isGuess(item)),
  );
  return places.length === 1 && (isName || (isStrategys && !ARTICLE.test(items[first - 1]?.text ?? '')));
}
