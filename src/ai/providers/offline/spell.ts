import { editDistance } from '../../../domain/market/near-matches.js';
import { TYPO_LENGTHS } from './limits.js';

/** Words by what is left of them when up to two letters are left out: near words share such a rest. */
export interface SpellIndex {
  rests: ReadonlyMap<string, readonly string[]>;
  /** As many mistakes as may be in a word of that length. */
  mistakesMax: (length: number) => number;
}

export interface Near {
  word: string;
  mistakes: number;
}

/** Mistakes in a word of ordinary language. */
export const inWord = (length: number): number =>
  length >= TYPO_LENGTHS.two ? 2 : length >= TYPO_LENGTHS.one ? 1 : 0;
/** Mistakes in a name: of the shortest only two swapped letters count. */
export const inName = (length: number): number =>
  length >= TYPO_LENGTHS.two ? 2 : length >= TYPO_LENGTHS.swap ? 1 : 0;

/** Mistakes in a word of a known phrase, the short ones included: those are held to `isSlip` as well. */
export const inPhrase = (length: number): number => (length >= TYPO_LENGTHS.two ? 2 : length >= 3 ? 1 : 0);

export function spellIndex(words: Iterable<string>, mistakesMax: SpellIndex['mistakesMax']): SpellIndex {
  const rests = new Map<string, string[]>();
  for (const word of words)
    for (const rest of restsOf(word, mistakesMax(word.length))) {
      const those = rests.get(rest);
      if (those) those.push(word);
      else rests.set(rest, [word]);
    }
  return { rests, mistakesMax };
}

function restsOf(word: string, depth: number): Set<string> {
  const found = new Set([word]);
  let last = [word];
  for (let step = 0; step < depth; step++) {
    const next = new Set<string>();
    for (const each of last)
      for (let place = 0; place < each.length; place++)
        next.add(each.slice(0, place) + each.slice(place + 1));
    last = [...next];
    for (const each of last) found.add(each);
  }
  return found;
}

/** The words with the fewest mistakes to a text, none where it is too far from all. */
export function nearest({ rests, mistakesMax }: SpellIndex, text: string): Near[] {
  const seen = new Map<string, number>();
  for (const rest of restsOf(text, mistakesMax(text.length + 1)))
    for (const word of rests.get(rest) ?? [])
      if (!seen.has(word)) seen.set(word, editDistance(text, word, mistakesMax(word.length)));
  const least = Math.min(...seen.values());
  if (least === Infinity) return [];
  return [...seen]
    .filter(([, mistakes]) => mistakes === least)
    .map(([word, mistakes]) => ({ word, mistakes }));
}

/** Whether one is the other with two neighbouring letters swapped. */
export const isSwap = (one: string, other: string): boolean =>
  one.length === other.length && one.split('').sort().join('') === other.split('').sort().join('');

/** The last ones are those of verbs that double a letter: "cutting", "stopped", "cancelled". */
const ENDINGS = ['s', 'es', 'd', 'ed', 'ing', 'ting', 'ping', 'led', 'ted', 'ped'] as const;

/** What may be the verb of a form that tells what is or was done: "switched" of "switch", "deletes" of "delete". */
export const stemsOf = (text: string): string[] =>
  ENDINGS.filter(ending => text.endsWith(ending)).flatMap(ending => {
    const stem = text.slice(0, -ending.length);
    return stem.length < 3 ? [] : [stem, `${stem}e`];
  });

/** Whether a text is a word with one letter doubled or two neighbouring ones swapped, as fast fingers do. */
export const isSlip = (text: string, word: string): boolean =>
  (text.length === word.length && isSwap(text, word)) ||
  (text.length === word.length + 1 && text.replace(/(.)\1/, '$1') === word) ||
  (text.length === word.length + 1 && text.replaceAll(/(.)\1+/g, '$1') === word.replaceAll(/(.)\1+/g, '$1'));
