import { NUMBER_WORDS } from '../numbers.js';
import { FILLER, VETO, WISHES } from './talk.js';
import { THINGS } from './things.js';
import { PRICES, TRADE } from './trade.js';

export type VetoConcept = keyof typeof VETO;
export type Concept =
  | keyof typeof TRADE
  | keyof typeof PRICES
  | keyof typeof THINGS
  | keyof typeof WISHES
  | VetoConcept
  | 'filler';

const TABLES: readonly Readonly<Record<string, string>>[] = [TRADE, PRICES, THINGS, WISHES, VETO];

/** Spelling -> concept; of two tables with the same spelling the first one counts. */
export const PHRASES: ReadonlyMap<string, Concept> = phrases();
export const VETO_CONCEPTS = Object.keys(VETO) as readonly VetoConcept[];

function phrases(): Map<string, Concept> {
  const found = new Map<string, Concept>();
  const add = (spelling: string, concept: string) => {
    const key = spelling.trim().replaceAll(/['’]/g, '').replaceAll(/\s+/g, ' ');
    if (key !== '' && !found.has(key)) found.set(key, concept as Concept);
  };
  for (const table of TABLES)
    for (const [concept, spellings] of Object.entries(table))
      for (const spelling of spellings.split(',')) add(spelling, concept);
  for (const spelling of FILLER.split(',')) add(spelling, 'filler');
  return found;
}

/** Single words that a mistake of typing may have been made in; number words and fillers are too short to guess. */
export const TYPO_WORDS: readonly string[] = [...PHRASES.keys()].filter(
  word => /^[a-z]{5,}$/.test(word) && PHRASES.get(word) !== 'filler' && !NUMBER_WORDS.has(word),
);
