import { editDistance } from '../near-matches.js';
import type { Catalogue, Listed } from './catalogue.js';
import { FAMILIES } from './short-names.js';
import type { SymbolText } from './text.js';

/** A share that may be meant, and why, in words. */
export interface Candidate {
  readonly symbol: string;
  readonly name: string;
  readonly why: string;
}

/** A mistake of typing counts from this length on, a second one from the other. */
const TYPOS = { oneFromLength: 3, twoFromLength: 7 } as const;
const PART_LENGTH_MIN = 2;
const RANKS = { points: 0, begins: 1, mistake: 2, words: 3, mistakes: 4 } as const;

interface Ranked extends Candidate {
  readonly rank: number;
  readonly isLarge: boolean;
}

/**
 * Everything that may be meant by a text that is no certain match, best first, of the best kind only: a spelling that points
 * at a share, the beginning of a name or ticker, one mistake of typing, words out of a name, two mistakes. Large
 * companies come first among equals. For the name of a family all that have it in theirs count.
 */
export function candidatesFor(catalogue: Catalogue, text: SymbolText): Candidate[] {
  const pointed = new Map((catalogue.byKey.get(text.key) ?? []).map(owner => [owner.symbol, owner]));
  const ranked: Ranked[] = [];
  for (const share of catalogue.listed.values()) {
    const owner = pointed.get(share.symbol);
    const found = owner
      ? { rank: RANKS.points, why: owner.note ?? `known as ${text.key}` }
      : likeness(share, text);
    if (found) ranked.push({ symbol: share.symbol, name: share.name, isLarge: share.isLarge, ...found });
  }
  const best = Math.min(...ranked.map(({ rank }) => Math.max(RANKS.begins, rank)));
  const most = FAMILIES.includes(text.key) ? RANKS.words : best;
  return ranked
    .filter(({ rank }) => rank <= most)
    .sort((a, b) => a.rank - b.rank || Number(b.isLarge) - Number(a.isLarge) || order(a.symbol, b.symbol))
    .map(({ symbol, name, why }) => ({ symbol, name, why }));
}

const order = (one: string, other: string) => (one < other ? -1 : Number(one > other));

function likeness(share: Listed, text: SymbolText): { rank: number; why: string } | undefined {
  if (beginsWith(share, text)) return { rank: RANKS.begins, why: 'its name begins so' };
  const mistakes = mistakesTo(share, text.key);
  if (mistakes <= 1) return { rank: RANKS.mistake, why: 'one mistake of typing away' };
  if (holdsWords(share, text)) return { rank: RANKS.words, why: 'its name has these words' };
  return mistakes === 2 ? { rank: RANKS.mistakes, why: 'two mistakes of typing away' } : undefined;
}

function beginsWith({ symbol, words, keys }: Listed, text: SymbolText): boolean {
  if (text.key.length < PART_LENGTH_MIN) return false;
  const last = text.words.length - 1;
  const leads = text.words.every((word, place) =>
    place < last ? words[place] === word : words[place]?.startsWith(word),
  );
  return (
    leads ||
    symbol.startsWith(text.key) ||
    (text.key.length > 3 && keys.some(key => key.startsWith(text.key)))
  );
}

function holdsWords({ words }: Listed, text: SymbolText): boolean {
  if (text.words.length < 2 && text.key.length < 4) return false;
  return text.words.every(word => words.some(one => one.startsWith(word)));
}

/** 0, 1 or 2; Infinity where it is more than counts for the length. */
function mistakesTo({ keys }: Listed, key: string): number {
  const most = key.length >= TYPOS.twoFromLength ? 2 : key.length >= TYPOS.oneFromLength ? 1 : 0;
  let least = Infinity;
  for (const known of keys)
    if (known.length >= TYPOS.oneFromLength)
      least = Math.min(least, editDistance(key, known, Math.min(most, least)));
  return least;
}
