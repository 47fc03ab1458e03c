import type { Catalogue } from '../../src/domain/market/resolve/catalogue.js';
import { resolveSymbol } from '../../src/domain/market/resolve/resolve.js';
import { SHORT_NAMES } from '../../src/domain/market/resolve/short-names.js';
import type { MarketSymbol } from '../../src/domain/ports.js';
import { readCsv } from './shared-data.js';
import { singleEdits } from './typos.js';

/** The shares of a constituents list under `../shared/data/reference`. */
export const constituents = (file: string): MarketSymbol[] =>
  readCsv(`reference/${file}`).map(row => ({
    symbol: row['Symbol'] ?? '',
    name: row['Company Name'] ?? '',
    kind: 'equity',
    sector: row['Industry'] ?? null,
  }));

export const withoutForm = (name: string) => name.replace(/\s*\b(ltd\.?|limited)\s*$/i, '');

/** Written anew, not taken from the product: letters and digits of a name, without its legal form and joining words. */
const bare = (name: string) =>
  withoutForm(name.trim())
    .toUpperCase()
    .replace(/^THE /, '')
    .replaceAll(/\bAND\b|\bCO\b\.?|\bCOMPANY\b|\bCORP\b\.?|\bCORPORATION\b/g, '')
    .replaceAll(/[^A-Z0-9]/g, '');

export interface Precision {
  tried: number;
  same: number;
  /** Matched to another share, by what its own spelling is. */
  otherTicker: number;
  otherName: number;
  otherShortName: string[];
  wrong: string[];
  asked: number;
  askedWithout: number;
  none: number;
}

/**
 * Tries every `stride`-th single mistake of typing in every ticker and name. A match with another share is right only where
 * the text is that share's own ticker, name or short name; `askedWithout`: asked, but not about the share that was meant.
 */
export function typoPrecision(
  catalogue: Catalogue,
  symbols: readonly MarketSymbol[],
  stride: number,
): Precision {
  const result: Precision = {
    tried: 0,
    same: 0,
    otherTicker: 0,
    otherName: 0,
    otherShortName: [],
    wrong: [],
    asked: 0,
    askedWithout: 0,
    none: 0,
  };
  let turn = 0;
  for (const { symbol, name } of symbols)
    for (const spelling of new Set([symbol, withoutForm(name)]))
      for (const typo of singleEdits(spelling))
        if (turn++ % stride === 0) judge(catalogue, symbol, typo, result);
  return result;
}

function judge(catalogue: Catalogue, meant: string, typo: string, result: Precision): void {
  const found = resolveSymbol(catalogue, typo);
  result.tried++;
  if (found.kind === 'ask') {
    result.asked++;
    if (!found.candidates.some(({ symbol }) => symbol === meant)) result.askedWithout++;
  } else if (found.kind !== 'match') result.none++;
  else if (found.symbol === meant) result.same++;
  else if (bare(found.symbol) === bare(typo)) result.otherTicker++;
  else if (bare(found.name) === bare(typo)) result.otherName++;
  else if (SHORT_NAMES[found.symbol]?.split(', ').some(short => bare(short) === bare(typo)))
    result.otherShortName.push(`${typo} (of ${meant}) is ${found.symbol}`);
  else result.wrong.push(`${typo} (of ${meant}) is ${found.symbol} via ${found.via}`);
}
