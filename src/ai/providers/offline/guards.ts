import { type Concept, PHRASES, VETO_CONCEPTS } from './lexicon/index.js';
import type { Item, Reading } from './read.js';
import { isWord } from './slots.js';

/** Words that may stand beside any wish. */
const POLITE: readonly Concept[] = ['filler', 'set'];
/** Greetings and thanks may too; what praises, wonders or takes leave may not. */
const GREETING =
  /^(?:hi+|hell?o|hey|yo|namaste|namaskar|good (?:morning|afternoon|evening)|gm|thanks|thank (?:you|u)|thankyou|th?x|ok(?:ay|k|ie)?|ji|haan|haanji|ac+ha|theek(?: hai)?|thik(?: hai)?|ram ram|hey there|hi there|hello there)$/;

/**
 * Whether all of a message is about one wish: every word is known and one of those that belong to it, nothing is quoted,
 * and no sign is hidden or of another alphabet. What raises a card or records needs this: a single word that is not
 * understood can turn a wish into a question, a story or a condition.
 */
export function isWholly({ normal, items }: Reading, allowed: readonly Concept[], nameWordsMax = 0): boolean {
  if (normal.isStrange) return false;
  let nameWords = 0;
  for (const item of items) {
    if (isHeading(items, item)) return false;
    if (item.kind === 'word' && !isPolite(item) && !allowed.includes(item.concept)) {
      if (nameWordsMax === 0 || !isGuess(item)) return false;
      nameWords++;
    }
    if (item.kind === 'quote' && nameWordsMax === 0) return false;
    if (item.kind === 'unknown') nameWords++;
  }
  return nameWords <= nameWordsMax;
}

/** "From: …", "subject: …": what is headed by another word than one of the wish is a message of somebody. */
function isHeading(items: readonly Item[], item: Item): boolean {
  const left = items[items.indexOf(item) - 1];
  return item.text === ':' && (left?.kind === 'unknown' || isWord(left, 'filler'));
}

/** A word that is one of ours only if it was mistyped: it may as well be a name. */
export const isGuess = (item: Item): boolean =>
  item.kind === 'word' && item.concept !== 'past' && !PHRASES.has(item.text);

const isPolite = ({ concept, text }: Extract<Item, { kind: 'word' }>) =>
  POLITE.includes(concept) || (concept === 'smalltalk' && GREETING.test(text));

const TELLS = /^(?:is|are|am|im|be|its|i|we|us|our|you|it is|this is|that is)$/;
const TELLS_BEHIND = /^(?:hai|hain|h|ho|hu|hoon)$/;

/**
 * "Reliance is a buy", "order 5 is cancelled", "infy buy hai": a sentence with a subject and its verb tells something. Only
 * "i want to" and "kharidna hai", which are words of their own, ask for it.
 */
export const isTold = ({ items }: Reading): boolean =>
  items.some(
    (item, at) =>
      isWord(item, 'filler') &&
      (TELLS.test(item.text) || (TELLS_BEHIND.test(item.text) && !isWord(items[at - 1], 'set'))),
  );

/** "My limit is 5000" tells what is so, and asks for nothing, unless a word of change is with it. */
export const isStatement = ({ items, concepts }: Reading): boolean =>
  items.some(({ text }) => /^(?:is|are|hai)$/.test(text)) &&
  !(['set', 'change', 'raise', 'lower', 'use'] as const).some(concept => concepts.has(concept));

const REPORTS =
  /^(?:lost|gained|earned|made|spent|spnd|burned|paid|used|charged|kamaya|gawaya|kharch hua|kharcha hua|lag gaya)$/;

/** "Lost 5000, over my limit": what happened, with a limit or a budget beside it. */
export const isReport = ({ items }: Reading): boolean => items.some(({ text }) => REPORTS.test(text));

/** Whether something in it says that it is no wish of the moment. */
export const hasVeto = ({ concepts }: Reading): boolean =>
  VETO_CONCEPTS.some(concept => concepts.has(concept));
