import type { Outcome } from '../outcome.js';
import type { Item, Reading } from '../read.js';

/**
 * One way of wanting something. A pattern names what a message has to hold: `order show` both concepts, `buy|sell` one of
 * them, `-limits` none of it; `#` is a number or `#8`, `$` a share, `^` an index. The more a pattern needs, the more it
 * weighs; `extra` is added where what is rare says more than what is common.
 */
export interface Rule {
  intent: string;
  extra: number;
  outcome: (reading: Reading) => Outcome;
  patterns: readonly (readonly Need[])[];
}

interface Need {
  isForbidden: boolean;
  anyOf: readonly string[];
}

/** @param patterns separated by commas */
export const rule = (intent: string, extra: number, outcome: Rule['outcome'], patterns: string): Rule => ({
  intent,
  extra,
  outcome,
  patterns: patterns.split(',').map(pattern => pattern.trim().split(' ').map(needOf)),
});

const needOf = (text: string): Need => {
  const isForbidden = text.startsWith('-');
  return { isForbidden, anyOf: (isForbidden ? text.slice(1) : text).split('|') };
};

/** How much speaks for a rule: three for each thing that its best pattern needs, and what the rule adds; 0 for nothing. */
export function scoreOf({ patterns, extra }: Rule, signs: ReadonlySet<string>): number {
  let best = 0;
  for (const pattern of patterns) best = Math.max(best, patternScore(pattern, signs));
  return best > 0 ? best * 3 + extra : 0;
}

function patternScore(pattern: readonly Need[], signs: ReadonlySet<string>): number {
  let score = 0;
  for (const { isForbidden, anyOf } of pattern) {
    const holds = anyOf.some(sign => signs.has(sign));
    if (holds === isForbidden) return 0;
    if (!isForbidden) score++;
  }
  return score;
}

const NAME_KINDS: readonly Item['kind'][] = ['symbol', 'names', 'elsewhere'];

/** What patterns can ask for: the concepts of a message, and whether it has numbers, shares or an index. */
export function signsOf({ concepts, items }: Reading): ReadonlySet<string> {
  const signs = new Set<string>(concepts);
  for (const item of items) {
    if (item.kind === 'number' || item.kind === 'ref') signs.add('#');
    if (NAME_KINDS.includes(item.kind)) signs.add(item.kind === 'symbol' && item.isIndex ? '^' : '$');
  }
  return signs;
}
