import type { Catalogue } from '../../../domain/market/resolve/catalogue.js';
import { resolveSymbol } from '../../../domain/market/resolve/resolve.js';
import { FAMILIES, SHORT_NAMES } from '../../../domain/market/resolve/short-names.js';
import { nameWords } from '../../../domain/market/resolve/text.js';
import { OFFLINE_LIMITS, TYPO_LENGTHS } from './limits.js';
import { inName, isSwap, nearest, type SpellIndex, spellIndex } from './spell.js';

/** What a few words of a message stand for. */
export type Name =
  | { kind: 'symbol'; symbol: string; isIndex: boolean; isTypo: boolean }
  /** A name of several, or a part of a name: it has to be asked about. */
  | { kind: 'names'; candidates: readonly string[] }
  /** A company that everybody knows and this market does not have. */
  | { kind: 'elsewhere' };

/** The names of one market, ready to be looked up. */
export interface Names {
  catalogue: Catalogue;
  spelling: SpellIndex;
  owners: ReadonlyMap<string, readonly string[]>;
  /** First or later words of the large companies' names -> symbols. */
  parts: ReadonlyMap<string, readonly string[]>;
}

/** Companies outside the short names that look like a mistake of typing in one of them (NSE's list of instruments, January 2026). */
const LOOKALIKES =
  'NHPC GHCL ITI BEML TCI PTC SCI RIIL OIL HCC HFCL BDL BPL TIL RAMASTEEL MOHEALTH JMFINANCIAL SMSPHARMA OILINDIA SAILIFE KTKBANK PTCIL PGIL ICIL TECH IDFCBANK IDBIBANK NMDC IRCTC IRFC SJVN GAIL UPL MRF DLF ACC';
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...LOOKALIKES.split(' '),
  ...Object.entries(SHORT_NAMES).flatMap(([symbol, names]) =>
    [symbol, ...names.split(', ')].map(name => keyOf(name.split(' '))),
  ),
]);
/** Words of many names, which alone point nowhere. */
const COMMON_PARTS = new Set(
  'INDIA INDIAN BANK LIFE POWER AUTO MOTORS MOTOR FINANCE FINANCIAL SERVICES INDUSTRIES COMPANY CORPORATION STATE OIL GAS NATURAL STEEL HEALTH TECH LIMITED LTD OF HOSPITALS ENTERPRISES TECHNOLOGIES PRODUCTS CONSUMER INSURANCE GRID CEMENT PAINTS PORTS LABORATORIES SPECIAL ECONOMIC ZONE INSTITUTE VEHICLES PASSENGER ELECTRONICS CORP DR MAX NIFTY NIFTY50 FIFTY AVIATION HEALTHCARE PHARMACEUTICAL PHARMACEUTICALS ADANIENT VIX'.split(
    ' ',
  ),
);

function keyOf(words: readonly string[]): string {
  return nameWords(words.join(' ')).join('');
}

const built = new WeakMap<Catalogue, Names>();

/** Built once for each catalogue; mistakes of typing are forgiven in the names of large companies, and in all of a small market. */
export function namesOf(catalogue: Catalogue): Names {
  const known = built.get(catalogue);
  if (known) return known;
  const shares = [...catalogue.listed.values()];
  const likely =
    shares.length <= OFFLINE_LIMITS.typoSharesMax ? shares : shares.filter(({ isLarge }) => isLarge);
  const owners = new Map<string, string[]>();
  const parts = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, symbol: string) => {
    const those = map.get(key) ?? [];
    if (!those.includes(symbol)) map.set(key, [...those, symbol]);
  };
  for (const { symbol, keys, words } of likely) {
    for (const key of keys)
      if (key.length >= TYPO_LENGTHS.swap && !FAMILIES.includes(key)) add(owners, key, symbol);
    for (const word of words)
      if (word.length >= TYPO_LENGTHS.swap && !COMMON_PARTS.has(word)) add(parts, word, symbol);
  }
  const names = { catalogue, spelling: spellIndex(owners.keys(), inName), owners, parts };
  built.set(catalogue, names);
  return names;
}

/** Words that are exactly a name of this market, or of a family of companies. */
export function exactName({ catalogue }: Names, words: readonly string[]): Name | undefined {
  const text = words.join(' ');
  const key = keyOf(words);
  if (key === '') return undefined;
  const isFamily = FAMILIES.includes(key);
  if (!isFamily && !catalogue.byKey.has(key) && !catalogue.listed.has(text.toUpperCase()))
    return ELSEWHERE.has(key) ? { kind: 'elsewhere' } : undefined;
  const found = resolveSymbol(catalogue, text);
  if (found.kind === 'match')
    return { kind: 'symbol', symbol: found.symbol, isIndex: found.instrument === 'index', isTypo: false };
  if (found.kind === 'ask')
    return {
      kind: 'names',
      candidates: found.candidates.slice(0, OFFLINE_LIMITS.candidatesMax).map(({ symbol }) => symbol),
    };
  return isFamily ? { kind: 'elsewhere' } : undefined;
}

/** Words that are a name with a mistake of typing in it. Of the shortest names only swapped letters count. */
export function nearName(names: Names, words: readonly string[]): (Name & { mistakes: number }) | undefined {
  const key = keyOf(words);
  if (key.length < TYPO_LENGTHS.swap || ELSEWHERE.has(key)) return undefined;
  const near = nearest(names.spelling, key).filter(
    ({ word }) =>
      (word.length >= TYPO_LENGTHS.oneOfName && key.length >= TYPO_LENGTHS.swap) || isSwap(word, key),
  );
  const symbols = [...new Set(near.flatMap(({ word }) => names.owners.get(word) ?? []))];
  const [symbol] = symbols;
  const mistakes = near[0]?.mistakes ?? 0;
  if (symbol === undefined) return undefined;
  if (symbols.length > 1)
    return { kind: 'names', candidates: symbols.slice(0, OFFLINE_LIMITS.candidatesMax), mistakes };
  return {
    kind: 'symbol',
    symbol,
    isIndex: names.catalogue.listed.get(symbol)?.kind === 'index',
    isTypo: true,
    mistakes,
  };
}

/** A word that stands in the names of large companies: "bharti", "asian". */
export function partOfName({ parts }: Names, word: string): Name | undefined {
  const candidates = parts.get(keyOf([word]));
  return candidates && { kind: 'names', candidates: candidates.slice(0, OFFLINE_LIMITS.candidatesMax) };
}
