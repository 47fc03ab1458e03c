import { isGuess, isTold, isWholly } from '../guards.js';
import type { Concept } from '../lexicon/index.js';
import { callOrAsk, type Outcome, outOfScope, present } from '../outcome.js';
import type { Item, Reading } from '../read.js';
import { after, before, isPercent, isWord, soleNumber, whichOf } from '../slots.js';

const ALERT_WORDS: readonly Concept[] = [
  'alert',
  'above',
  'below',
  'reaches',
  'price',
  'show',
  'create',
  'hypothesis',
  'later',
  'moneysymbol',
  'share',
  'at',
  'tradingat',
  'invest',
  'on',
  'use',
  'raise',
  'start',
];

export function alertWish(reading: Reading): Outcome {
  const { items, concepts } = reading;
  const asks = items.some(
    item => isWord(item, 'show') && /^(?:kaise|kya|kaun|how|what|which|where|any)/.test(item.text),
  );
  if (!isWholly(reading, ALERT_WORDS, 1) || asks) return outOfScope('not_a_wish');
  const shares = [...new Set(items.flatMap(item => (item.kind === 'symbol' ? [item.symbol] : [])))];
  const symbol = shares.length === 1 && !items.some(item => item.kind === 'names') ? shares[0] : undefined;
  const isUnknown = items.some(({ kind }) => kind === 'unknown');
  if (isUnknown && symbol !== undefined) return outOfScope('unclear');
  // "Upar jaye to" is a condition and a direction at once.
  const says = (form: RegExp) => items.some(item => isWord(item, 'later') && form.test(item.text));
  const isAbove = concepts.has('above') || says(/^upar|^badhe/);
  const isBelow = concepts.has('below') || says(/^neeche|^niche|^gir/);
  const op = isAbove === isBelow ? undefined : isAbove ? 'above' : 'below';
  const number = soleNumber(reading);
  const price = number && !isPercent(items, number) ? number.value : undefined;
  const missing = [
    ...(symbol === undefined ? ['symbol'] : []),
    ...(op === undefined ? ['op'] : []),
    ...(price === undefined ? ['price'] : []),
  ];
  const candidates = items.flatMap(item => (item.kind === 'names' ? item.candidates : []));
  const outcome = callOrAsk('set_alert', present({ symbol, op, price }), missing);
  return outcome.kind === 'ask' && candidates.length > 0 ? { ...outcome, candidates } : outcome;
}

/** What may be part of a name that the person gave. */
const isOfName = (items: readonly Item[], item: Item): boolean =>
  ['unknown', 'symbol', 'names', 'elsewhere'].includes(item.kind) ||
  isWord(item, 'slang', 'derivative') ||
  (isGuess(item) &&
    !isWord(item, 'remove', 'cancel', 'stop', 'goal', 'alert', 'filler', 'set', 'last', 'all')) ||
  (isWord(item, 'create') && after(items, items.indexOf(item))?.kind === 'unknown');

/** Small words within a name. */
const LINKS = /^(?:ka|ki|ke|of|for|a|an|the|my|wala|wale|wali|and|fund|new)$/;

/** Which alert or goal goes: a number, `last`, `all`, or its name as typed. */
export function deleteWish(reading: Reading, name: 'delete_alert' | 'delete_goal', own: Concept): Outcome {
  const allowed: Concept[] = [
    'remove',
    'cancel',
    'stop',
    'off',
    own,
    'all',
    'last',
    'price',
    'create',
    'slang',
    'derivative',
    'save',
    'profile',
    'at',
    'above',
    'below',
    'on',
    'open',
    'moneysymbol',
  ];
  if (!isWholly(reading, allowed, 4) || isTold(reading)) return outOfScope('not_a_wish');
  const { items } = reading;
  // "The alarm went off at 10": the bare word is what a thing does.
  if (items.some(({ text }) => text === 'off')) return outOfScope('not_a_wish');
  const quoted = items.find(({ kind }) => kind === 'quote')?.text;
  const places = items.flatMap((item, at) => (isOfName(items, item) ? [at] : []));
  const [first = 0] = places;
  // A name stands in one piece; words here and there are a sentence.
  if (places.some((place, at) => place !== first + at && !LINKS.test(items[place - 1]?.text ?? '')))
    return outOfScope('not_a_wish');
  const [left, right] = [before(items, first), after(items, places.at(-1) ?? first)];
  // "Raju delete goal 2": a name belongs to the word for what goes; any other stands for somebody.
  if (
    places.length > 0 &&
    !isWord(left, own) &&
    !isWord(right, own, 'above', 'below') &&
    !isWord(right, 'price')
  )
    return outOfScope('not_a_wish');
  const typed = items
    .slice(first, (places.at(-1) ?? -1) + 1)
    .map(({ text }) => text)
    .join(' ');
  const which = quoted ?? (typed === '' ? whichOf(reading) : typed);
  return callOrAsk(name, present({ which }), which === undefined ? ['which'] : []);
}
