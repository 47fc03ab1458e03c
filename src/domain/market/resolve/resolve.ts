import { shown } from '../../printable.js';
import { nearMatches } from '../near-matches.js';
import { type Candidate, candidatesFor } from './candidates.js';
import type { Catalogue, Listed, Owner, Via } from './catalogue.js';
import { FAMILIES } from './short-names.js';
import { nameWords, readSymbolText, type SymbolText } from './text.js';

export const RESOLVE_LIMITS = { candidatesMax: 8 } as const;

/**
 * What a text stands for. `match`: exactly one share or index, spelt as it is known; `note` is there where the name is not
 * today's and has to be shown. `ask`: nothing is taken without the person's word, even where there is one candidate.
 */
export type Resolution =
  | {
      kind: 'match';
      symbol: string;
      name: string;
      instrument: 'equity' | 'index';
      via: Via;
      note: string | undefined;
    }
  | { kind: 'ask'; candidates: readonly Candidate[]; message: string }
  | { kind: 'none'; near: readonly string[]; message: string }
  | { kind: 'refused'; message: string };

/**
 * The share or index that somebody means by a ticker, a company's name or a common short name, with any case, blanks and
 * punctuation. Never a guess: a mistake of typing, a part of a name and a name of several are asked about.
 */
export function resolveSymbol(catalogue: Catalogue, text: string): Resolution {
  const read = readSymbolText(text);
  if (!read.ok) return { kind: 'refused', message: read.message };
  const exact = exactMatch(catalogue, read.value);
  if (exact) return matched(exact.share, exact.owner);
  const candidates = candidatesFor(catalogue, read.value);
  if (candidates.length > 0) return asked(catalogue, text, candidates);
  return none(catalogue, text);
}

function matched(share: Listed, { via, note }: Pick<Owner, 'via' | 'note'>): Resolution {
  return { kind: 'match', symbol: share.symbol, name: share.name, instrument: share.kind, via, note };
}

function exactMatch(
  { listed, byKey }: Catalogue,
  text: SymbolText,
): { share: Listed; owner: Pick<Owner, 'via' | 'note'> } | undefined {
  const ticker = listed.get(text.ticker);
  if (text.isTicker) return ticker && { share: ticker, owner: { via: 'ticker' } };
  if (FAMILIES.includes(text.key)) return undefined;
  const owners = byKey.get(text.key) ?? [];
  const [owner] = owners;
  const share = owner && listed.get(owner.symbol);
  if (!share || owners.length > 1 || !owner.certain) return undefined;
  if (share === ticker) return { share, owner: { via: 'ticker' } };
  return owner.via !== 'ticker' || isSpelling(share, text) ? { share, owner } : undefined;
}

/** Blanks within a ticker count only where each part is the beginning of a word of the name: "kotak bank", not "power india". */
function isSpelling({ symbol, words }: Listed, text: SymbolText): boolean {
  const own = nameWords(symbol);
  if (text.words.length === 1 || own.join(' ') === text.words.join(' ')) return true;
  return text.words.every(word => words.some(one => one.startsWith(word)));
}

function asked(catalogue: Catalogue, text: string, candidates: readonly Candidate[]): Resolution {
  const first = candidates.slice(0, RESOLVE_LIMITS.candidatesMax);
  const list = first.map(({ symbol, name }) => {
    const written = spelt(catalogue, symbol);
    return name === symbol ? written : `${written} (${name})`;
  });
  const [only] = list;
  const rest = candidates.length - first.length;
  const message =
    list.length === 1
      ? `${shown(text)} is no exact ticker or name. Did you mean ${only}: ${first[0]?.why}? Write the ticker if you did.`
      : `${shown(text)} may be ${list.join(', ')}${rest > 0 ? ` or one of ${rest} more` : ''}: write the ticker of the one you mean.`;
  return { kind: 'ask', candidates: first, message };
}

/** A ticker as it has to be written to be taken: one that means something else as well has to say that it is a ticker. */
function spelt(catalogue: Catalogue, symbol: string): string {
  const read = readSymbolText(symbol);
  return read.ok && exactMatch(catalogue, read.value)?.share.symbol === symbol ? symbol : `NSE:${symbol}`;
}

function none({ listed }: Catalogue, text: string): Resolution {
  const near = nearMatches(text, [...listed.values()]);
  const perhaps = near.length > 0 ? ` The nearest here: ${near.join(', ')}.` : '';
  const message = `No share or index of this market is called ${shown(text)}.${perhaps} Write its ticker, such as INFY, or the company's name.`;
  return { kind: 'none', near, message };
}
