import type { MarketSymbol } from '../ports.js';

const NEAR = { matchesMax: 5, editsMax: 2, textMax: 40 } as const;

/**
 * Symbols that somebody who wrote `text` may have meant, best first, at most five: those that begin with it, that contain
 * it, whose company's name does, and those at most two mistakes of typing away.
 */
export function nearMatches(text: string, symbols: readonly MarketSymbol[]): string[] {
  const asked = letters(text.slice(0, NEAR.textMax));
  if (asked === '') return [];
  return symbols
    .map(({ symbol, name }) => ({ symbol, rank: rankOf(asked, letters(symbol), letters(name)) }))
    .filter(({ rank }) => rank < Infinity)
    .sort((a, b) => a.rank - b.rank || a.symbol.length - b.symbol.length)
    .slice(0, NEAR.matchesMax)
    .map(({ symbol }) => symbol);
}

const letters = (text: string): string => text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');

function rankOf(asked: string, symbol: string, name: string): number {
  if (symbol === asked) return 0;
  const edits = editDistance(asked, symbol, NEAR.editsMax);
  if (symbol.startsWith(asked)) return 1;
  if (edits <= 1) return 2;
  if (symbol.includes(asked) || (asked.length > 3 && name.includes(asked))) return 3;
  // Two letters of a short word are most of it.
  return edits < Infinity && asked.length > 4 ? 4 : Infinity;
}

/**
 * How many letters one has to insert, remove, replace or swap with the next to turn one word into the other (Levenshtein's
 * distance with swaps of neighbours, "optimal string alignment"); Infinity where it is more than `most`.
 */
export function editDistance(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return Infinity;
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let row = 1; row <= one.length; row++) {
    const line = [row];
    for (let place = 1; place <= other.length; place++) {
      const replaced = (above[place - 1] ?? 0) + (one[row - 1] === other[place - 1] ? 0 : 1);
      let least = Math.min(replaced, (above[place] ?? 0) + 1, (line[place - 1] ?? 0) + 1);
      const swapped = one[row - 1] === other[place - 2] && one[row - 2] === other[place - 1];
      if (swapped && row > 1 && place > 1) least = Math.min(least, (before[place - 2] ?? 0) + 1);
      line.push(least);
    }
    // The rows only grow from here on, a swap reaching one row back at most.
    if (Math.min(...line) > most && Math.min(...above) > most) return Infinity;
    before = above;
    above = line;
  }
  const distance = above[other.length] ?? 0;
  return distance <= most ? distance : Infinity;
}
