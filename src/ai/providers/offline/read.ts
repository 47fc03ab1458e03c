import { type Concept, PHRASES, TYPO_WORDS } from './lexicon/index.js';
import { OFFLINE_LIMITS } from './limits.js';
import { exactName, type Name, type Names, nearName, partOfName } from './names.js';
import { isNumberToken, type Normal, normalise } from './normalise.js';
import { type ReadNumber, readNumber } from './numbers.js';
import { inPhrase, inWord, isSlip, nearest, spellIndex, stemsOf } from './spell.js';

/** One thing that a message says, in its order. */
export type Item =
  | { kind: 'word'; concept: Concept; text: string }
  | { kind: 'number'; value: number; unit: ReadNumber['unit']; clear: boolean; text: string }
  | { kind: 'ref'; ref: string; text: string }
  | (Extract<Name, { kind: 'symbol' }> & { text: string })
  | (Extract<Name, { kind: 'names' }> & { text: string })
  | { kind: 'elsewhere'; text: string }
  | { kind: 'quote'; text: string }
  | { kind: 'break'; text: string }
  | { kind: 'unknown'; text: string };

/** A message as it was understood, before anybody asks what is wanted. */
export interface Reading {
  normal: Normal;
  items: readonly Item[];
  concepts: ReadonlySet<Concept>;
  /** The day it is read on, YYYY-MM-DD in Asia/Kolkata: what "in 5 years" counts from. */
  today: string | undefined;
}

const SPELLING = spellIndex(TYPO_WORDS, inWord);
/** In words of three and four letters, and in fillers, only a doubled letter or two swapped ones are forgiven. */
const SLIP_SPELLING = spellIndex(
  [...PHRASES.keys()].filter(word =>
    PHRASES.get(word) === 'filler' ? /^[a-z]{5,}$/.test(word) : /^[a-z]{3,4}$/.test(word),
  ),
  inPhrase,
);
const BREAKS = /^[,;.!:|()/=\-–*•]$/;

/** @param today YYYY-MM-DD in Asia/Kolkata; without it a span of time has no end */
export function readMessage(message: string, names: Names, today?: string): Reading {
  const normal = normalise(message);
  const items = asQuestion(inPlace(withTypos(exactItems(normal, names), names)));
  const concepts = new Set(items.flatMap(item => (item.kind === 'word' ? [item.concept] : [])));
  return { normal, items, concepts, today };
}

const VERBS: readonly Concept[] = [
  ...(['buy', 'sell', 'invest', 'set', 'cancel', 'remove', 'change', 'stop', 'start', 'on', 'off'] as const),
  ...(['deploy', 'pausing', 'create', 'use', 'raise', 'lower', 'alert', 'show'] as const),
];

/** "Switched", "deletes", "completed": no mistake of typing, but a form that tells something. */
const isInflected = (text: string): boolean =>
  !PHRASES.has(text) &&
  stemsOf(text).some(stem => {
    const concept = PHRASES.get(stem);
    return concept !== undefined && (VERBS.includes(concept) || (text.endsWith('ed') && stem.length > 4));
  });

/** "Bhai" and "boss" call the assistant, but "bhai ko" and "my boss" are people. */
const isPerson = (item: Item, left: Item | undefined, right: Item | undefined) =>
  /^(?:bhai|bhaiya|bhaiyya|dost|yaar|boss|sir|madam|maam|bro|buddy|man|dude)$/.test(item.text) &&
  (/^(?:ko|ne|ka|ke|ki|se)$/.test(right?.text ?? '') ||
    /^(?:from|my|mere|mera|meri|our|by|the|a|:)$/.test(left?.text ?? ''));

/** "No 8" is a number, "no order above 1 lakh" a bound. */
const isNumbered = (next: Item | undefined) =>
  next?.kind === 'number' ||
  next?.kind === 'ref' ||
  (next?.kind === 'word' && ['ordersize', 'orderscount', 'positionsize', 'order'].includes(next.concept));

/** Shares are got rid of by selling, goals and alerts by deleting. */
const isOfLists = (item: Item) =>
  item.kind === 'word' && (item.concept === 'goal' || item.concept === 'alert');

/** Small words whose place says what they are: "no" before a number and after the wish, "na" before and after the verb. */
function inPlace(items: readonly Item[]): Item[] {
  return items.map((item, at): Item => {
    if (item.kind !== 'word') return item;
    const next = items[at + 1];
    if (isPerson(item, items[at - 1], next)) return { ...item, concept: 'others' };
    if (item.text === 'get rid of' && items.some(each => isOfLists(each)))
      return { ...item, concept: 'remove' };
    if (item.text === 'bas' && !items.some(({ kind }) => kind === 'number'))
      return { ...item, concept: 'filler' };
    if (item.text === 'am' && items[at - 1]?.kind === 'number') return { ...item, concept: 'slang' };
    if (item.text === 'no' && item.concept === 'filler' && !isNumbered(next))
      return { ...item, concept: 'negation' };
    if (/^naa?$/.test(item.text) && next?.kind === 'word' && VERBS.includes(next.concept))
      return { ...item, concept: 'negation' };
    const isPreposition = next?.kind === 'symbol' || next?.kind === 'names' || next?.kind === 'elsewhere';
    return item.text === 'on' && isPreposition ? { ...item, concept: 'filler' } : item;
  });
}

const ASKS_FIRST = new Set([
  'is',
  'are',
  'am',
  'does',
  'do you',
  'have',
  'has',
  'was',
  'were',
  'did',
  'will',
  'would',
]);

/** "Is strategy 2 live": a verb in front makes it a question, and no wish. */
function asQuestion(items: Item[]): Item[] {
  const [first] = items;
  if (first?.kind !== 'word' || !ASKS_FIRST.has(first.text)) return items;
  return [{ ...first, concept: 'question' }, ...items.slice(1)];
}

function exactItems(normal: Normal, names: Names): Item[] {
  const { tokens, hasOddDigits } = normal;
  const repaired = repairedTokens(tokens, names);
  const items: Item[] = [];
  let quote = 0;
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] ?? '';
    if (token === '""') {
      items.push({ kind: 'quote', text: normal.quoted[quote++] ?? '' });
      at++;
      continue;
    }
    const { item, length } = longest(tokens, repaired, at, names);
    items.push(item.kind === 'number' && hasOddDigits ? { ...item, clear: false } : item);
    at += length;
  }
  return items;
}

/** The longest of what begins at a token: a phrase, a company's name or a number; among equals in this order. */
function longest(
  tokens: readonly string[],
  repaired: readonly string[],
  at: number,
  names: Names,
): { item: Item; length: number } {
  const token = tokens[at] ?? '';
  const text = (length: number) => tokens.slice(at, at + length).join(' ');
  const exact = phraseAt(tokens, at);
  const near = phraseAt(repaired, at);
  const phrase = near && near.length > Math.max(1, exact?.length ?? 0) ? near : exact;
  const name = nameAt(tokens, at, names, phrase?.length ?? 0);
  const number = readNumber(tokens, at);
  if (number && number.length >= (phrase?.length ?? 0) && number.length >= (name?.length ?? 0)) {
    const { value, unit, clear, length } = number;
    return {
      item: { kind: 'number', value, unit, clear, text: text(length) },
      length,
    };
  }
  if (name && name.length > (phrase?.length ?? 0))
    return { item: { ...name.name, text: text(name.length) }, length: name.length };
  if (phrase)
    return {
      item: { kind: 'word', concept: phrase.concept, text: text(phrase.length) },
      length: phrase.length,
    };
  if (/^#\d+$/.test(token)) return { item: { kind: 'ref', ref: token, text: token }, length: 1 };
  return { item: { kind: BREAKS.test(token) ? 'break' : 'unknown', text: token }, length: 1 };
}

function phraseAt(tokens: readonly string[], at: number): { concept: Concept; length: number } | undefined {
  for (let length = Math.min(OFFLINE_LIMITS.phraseWordsMax, tokens.length - at); length >= 1; length--) {
    const concept = PHRASES.get(tokens.slice(at, at + length).join(' '));
    if (concept) return { concept, length };
  }
  return undefined;
}

const KNOWN_WORDS = new Set(
  [...PHRASES.keys()].flatMap(phrase => (phrase.includes(' ') ? phrase.split(' ') : [])),
);
const PHRASE_SPELLING = spellIndex(
  [...KNOWN_WORDS].filter(word => /^[a-z]{4,}$/.test(word) && !isNumberToken(word)),
  inPhrase,
);

/** Mistakes of typing forgiven as they are in phrases of several words, where the other words speak for one. */
const repairedTokens = (tokens: readonly string[], names: Names): readonly string[] =>
  tokens.map(token =>
    KNOWN_WORDS.has(token) || !/^[a-z]{4,}$/.test(token) || isInflected(token) || exactName(names, [token])
      ? token
      : repairedWord(token),
  );

function repairedWord(token: string): string {
  const concept = PHRASES.get(token);
  const near = nearest(PHRASE_SPELLING, token).filter(
    ({ word }) =>
      (word.length > 4 || isSlip(token, word)) && (concept === undefined || PHRASES.get(word) === concept),
  );
  // Of several equally near words the one with two letters swapped is meant, then the one of the same length.
  const swaps = near.filter(({ word }) => isSlip(token, word));
  const same = near.filter(({ word }) => word.length === token.length);
  const [best, another] = swaps.length > 0 ? swaps : same.length > 0 ? same : near;
  return best && !another ? best.word : token;
}

const TAIL_WORDS = new Set(['share', 'shares', 'stock', 'stocks', 'ltd', 'limited', 'and', 'the', '&', 'n']);
const NAME_TOKEN = /^[a-z&][a-z0-9&._-]*$/;

function nameAt(
  tokens: readonly string[],
  at: number,
  names: Names,
  atLeast: number,
): { name: Name; length: number } | undefined {
  const first = tokens[at] ?? '';
  if (!NAME_TOKEN.test(first) || first === 'the' || first === '&') return undefined;
  for (let length = Math.min(OFFLINE_LIMITS.phraseWordsMax, tokens.length - at); length > atLeast; length--) {
    const words = tokens.slice(at, at + length);
    const last = words.at(-1) ?? '';
    if (length > 1 && (TAIL_WORDS.has(last) || !words.every(word => NAME_TOKEN.test(word)))) continue;
    // Ordinary words next to each other can spell a ticker by chance: one of a name has to be none of ours.
    if (length > 1 && words.every(word => PHRASES.has(word) || isNumberToken(word))) continue;
    if (
      length > 1 &&
      (isFiller(first) || isFiller(last)) &&
      !words.includes('&') &&
      words.join('').length > 4
    )
      continue;
    const name = exactName(names, words);
    if (name) return { name, length };
  }
  return undefined;
}

const isFiller = (word: string) => PHRASES.get(word) === 'filler';

/** What was not understood, read again with mistakes of typing forgiven: names first, the longest first. */
function withTypos(items: readonly Item[], names: Names): Item[] {
  const found: Item[] = [];
  for (let at = 0; at < items.length; ) {
    const item = items[at];
    if (item === undefined) break;
    const name = nearNameAt(items, at, names);
    if (name) {
      found.push(name.item);
      at += name.length;
      continue;
    }
    found.push(item.kind === 'unknown' ? typoWord(item, names) : item);
    at++;
  }
  return found;
}

const MAY_BE_NAME: readonly Item['kind'][] = ['unknown', 'symbol', 'names', 'elsewhere'];
const isNameLike = (item: Item) =>
  MAY_BE_NAME.includes(item.kind) ||
  (item.kind === 'word' && (item.text === 'and' || item.concept === 'sectorname'));

function nearNameAt(
  items: readonly Item[],
  at: number,
  names: Names,
): { item: Item; length: number } | undefined {
  for (let length = Math.min(4, items.length - at); length >= 1; length--) {
    const span = items.slice(at, at + length);
    const [first] = span;
    const last = span.at(-1);
    if (!first || !last || first.kind === 'word' || last.kind === 'word' || !span.every(isNameLike)) continue;
    if (!span.some(({ kind }) => kind === 'unknown')) continue;
    const words = span.flatMap(({ text }) => text.split(' '));
    const name = nearName(names, words);
    // A name that stands there already as it should is not spoilt by the words beside it.
    if (!name || (length > 1 && span.some(({ kind }) => kind === 'symbol') && name.mistakes > 1)) continue;
    const word = length === 1 ? nearest(SPELLING, first.text)[0] : undefined;
    if (word && word.mistakes < name.mistakes) continue;
    const { mistakes: _, ...rest } = name;
    return { item: { ...rest, text: words.join(' ') }, length };
  }
  return undefined;
}

function typoWord(item: Extract<Item, { kind: 'unknown' }>, names: Names): Item {
  const { text } = item;
  if (!/^[a-z]{4,}$/.test(text)) return partOf(item, names);
  if (isInflected(text)) return { kind: 'word', concept: 'past', text };
  const near = nearest(SPELLING, text).filter(({ word }) => word.length > 4);
  const slips = nearest(SLIP_SPELLING, text).filter(({ word }) => isSlip(text, word));
  const concepts = new Set((slips.length > 0 ? slips : near).map(({ word }) => PHRASES.get(word)));
  const [concept] = concepts;
  if (concept && concepts.size === 1) return { kind: 'word', concept, text };
  return partOf(item, names);
}

function partOf(item: Extract<Item, { kind: 'unknown' }>, names: Names): Item {
  const name = partOfName(names, item.text);
  return name ? { ...name, text: item.text } : item;
}
