import { type Concept, VETO_CONCEPTS } from './lexicon/index.js';
import type { Reading } from './read.js';

/** Words that may stand beside any wish. */
const POLITE: readonly Concept[] = ['filler', 'smalltalk', 'set'];

/**
 * Whether all of a message is about one wish: every word is known and one of those that belong to it, nothing is quoted,
 * and no sign is hidden or of another alphabet. What raises a card or records needs this: a single word that is not
 * understood can turn a wish into a question, a story or a condition.
 */
export function isWholly({ normal, items }: Reading, allowed: readonly Concept[], nameWordsMax = 0): boolean {
  if (normal.isStrange) return false;
  let nameWords = 0;
  for (const item of items) {
    if (item.kind === 'word' && !POLITE.includes(item.concept) && !allowed.includes(item.concept))
      return false;
    if (item.kind === 'quote' && nameWordsMax === 0) return false;
    if (item.kind === 'unknown') nameWords++;
  }
  return nameWords <= nameWordsMax;
}

/** "My limit is 5000" tells what is so, and asks for nothing, unless a word of change is with it. */
export const isStatement = ({ items, concepts }: Reading): boolean =>
  items.some(({ text }) => text === 'is' || text === 'hai') &&
  !(['set', 'change', 'raise', 'lower', 'use'] as const).some(concept => concepts.has(concept));

/** Whether something in it says that it is no wish of the moment. */
export const hasVeto = ({ concepts }: Reading): boolean =>
  VETO_CONCEPTS.some(concept => concepts.has(concept));
