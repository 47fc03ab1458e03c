import type { Outcome } from '../outcome.js';
import type { Item, Reading } from '../read.js';

/**
 * One way of wanting something. A pattern names what a message has to hold: `order show` both concepts, `buy|sell` one of
 * them, `-limits` none of it; `#` is a number or `#8`, `@` a year,
 * `$` a share, `#$` a share right behind a number, `^` an index, `~` a word that can only be a name. The more a pattern needs, the more it
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

/** "Swing-one", "momo2": what nobody writes but as a name. */
export const STRATEGY_NAME = /^[a-z]+[a-z0-9]*[-_][a-z0-9_-]+$|^[a-z]+\d+$/;
const NAME_KINDS: readonly Item['kind'][] = ['symbol', 'names', 'elsewhere'];

/** What patterns can ask for: the concepts of a message, and whether it has numbers, shares or an index. */
export function signsOf({ concepts, items }: Reading): ReadonlySet<string> {
  const signs = new Set<string>(concepts);
  if (items.some(({ kind, text }) => kind === 'unknown' && STRATEGY_NAME.test(text))) signs.add('~');
  if (items.some(({ kind, text }) => kind === 'number' && /^20[2-9]\d$/.test(text))) signs.add('@');
  if (items.some(({ kind }, at) => kind === 'number' && items[at + 1]?.kind === 'symbol')) signs.add('#$');
  for (const item of items) {
    if (item.kind === 'number' || item.kind === 'ref') signs.add('#');
    if (NAME_KINDS.includes(item.kind)) signs.add(item.kind === 'symbol' && item.isIndex ? '^' : '$');
  }
  return signs;
}
