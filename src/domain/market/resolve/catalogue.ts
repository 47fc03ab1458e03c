import type { MarketSymbol } from '../../ports.js';
import type { SymbolChange } from '../adjust.js';
import { LIFESPANS, withKnownRenames } from './dated-names.js';
import { SHORT_NAMES } from './short-names.js';
import { nameWords } from './text.js';

export const CATALOGUE_LIMITS = { symbolsMax: 20_000, renamesMax: 20_000, renameStepsMax: 20 } as const;

export type Via = 'ticker' | 'name' | 'short name' | 'old name';

/** A share that a spelling belongs to. */
export interface Owner {
  readonly symbol: string;
  readonly via: Via;
  /** Words for the person about a name that is not today's. */
  readonly note?: string;
  /** False where the spelling only points at the share: it has to be asked about. */
  readonly certain: boolean;
}

export interface Listed extends MarketSymbol {
  /** Of the company's name. */
  readonly words: readonly string[];
  /** Everything the share is known by, as keys of `SymbolText`. */
  readonly keys: readonly string[];
  /** Whether it is one of the large companies of the short names, which come first among candidates. */
  readonly isLarge: boolean;
}

/** The shares and indices of one market at one date, by all their spellings. */
export interface Catalogue {
  readonly listed: ReadonlyMap<string, Listed>;
  readonly byKey: ReadonlyMap<string, readonly Owner[]>;
}

/**
 * The catalogue of a market's symbols on a trading date: without those that were renamed, merged or not listed yet, whose
 * spellings lead to what there is. `renames` are the imported ones; the few that everybody knows are built in. Throws a
 * RangeError past `CATALOGUE_LIMITS`.
 */
export function buildCatalogue(
  symbols: readonly MarketSymbol[],
  imported: readonly SymbolChange[],
  atDate: string,
): Catalogue {
  if (symbols.length > CATALOGUE_LIMITS.symbolsMax || imported.length > CATALOGUE_LIMITS.renamesMax)
    throw new RangeError(`too large for a catalogue: ${symbols.length} symbols, ${imported.length} renames`);
  const known = new Set(symbols.map(({ symbol }) => symbol));
  const renames = renamesAt(known, withKnownRenames(imported), atDate);
  const gone = new Set([...renames.hidden, ...unlisted(atDate)]);
  const owners = new Map<string, Owner[]>();
  const add = (key: string, owner: Owner) => {
    const others = owners.get(key) ?? [];
    if (!others.some(({ symbol }) => symbol === owner.symbol)) owners.set(key, [...others, owner]);
  };
  const present = symbols.filter(({ symbol }) => !gone.has(symbol));
  for (const share of present)
    for (const [key, via] of spellings(share)) add(key, { symbol: share.symbol, via, certain: true });
  const living = new Set(present.map(({ symbol }) => symbol));
  for (const [key, owner] of [...renames.owners, ...mergedOwners(atDate)])
    if (living.has(owner.symbol)) add(key, owner);
  return { listed: listedOf(present, owners), byKey: owners };
}

function listedOf(
  present: readonly MarketSymbol[],
  owners: ReadonlyMap<string, readonly Owner[]>,
): Map<string, Listed> {
  const keys = new Map<string, string[]>(present.map(({ symbol }) => [symbol, []]));
  for (const [key, those] of owners) for (const { symbol } of those) keys.get(symbol)?.push(key);
  return new Map(
    present.map(share => [
      share.symbol,
      {
        ...share,
        words: nameWords(share.name),
        keys: keys.get(share.symbol) ?? [],
        isLarge: shortNames(share.symbol).length > 0,
      },
    ]),
  );
}

const keyOf = (name: string): string => nameWords(name).join('');

const shortNames = (symbol: string): string[] => SHORT_NAMES[symbol]?.split(', ') ?? [];

function* spellings({ symbol, name }: MarketSymbol): Generator<[key: string, via: Via]> {
  if (name !== symbol) {
    const words = nameWords(name);
    yield [words.join(''), 'name'];
    const shorter = withoutTail(words);
    if (shorter) yield [shorter.join(''), 'name'];
  }
  for (const short of shortNames(symbol)) yield [keyOf(short), 'short name'];
  // Last, since blanks within a name are as people like, but within a ticker they are not.
  yield [keyOf(symbol), 'ticker'];
}

const TAILS = [
  'COMPANY',
  'CORPORATION',
  'ENTERPRISE',
  'ENTERPRISES',
  'INDIA',
  'INDUSTRIES',
  'LABORATORIES',
  'PRODUCTS',
  'SERVICES',
  'TECHNOLOGIES',
];

/** "Tata Consumer" of "Tata Consumer Products": one tail off where two words stay, but never the "India" of "Bank of India". */
function withoutTail(words: readonly string[]): string[] | undefined {
  const rest = words.slice(0, -1);
  return rest.length >= 2 && TAILS.includes(words.at(-1) ?? '') && rest.at(-1) !== 'OF' ? rest : undefined;
}

interface RenamesAt {
  hidden: Set<string>;
  owners: [key: string, owner: Owner][];
}

/** Which of two names of a share hides the other at a date, and what the hidden spelling leads to. */
function renamesAt(known: ReadonlySet<string>, renames: readonly SymbolChange[], atDate: string): RenamesAt {
  const hidden = new Set<string>();
  const owners: RenamesAt['owners'] = [];
  // A market that never had the old symbol, as the simulated one, has the new one on every date.
  const counting = new Map(
    renames
      .filter(({ from, firstDate }) => firstDate <= atDate || !known.has(from))
      .map(({ from, to }) => [from, to]),
  );
  for (const { from, to, firstDate } of renames) {
    const heir = heirOf(from, counting, known);
    if (heir !== undefined) {
      hidden.add(from);
      const note = `${from} is called ${heir} since ${firstDate}`;
      owners.push([keyOf(from), { symbol: heir, via: 'old name', note, certain: true }]);
    } else if (known.has(from)) {
      hidden.add(to);
      const note = `${from} is called ${to} only from ${firstDate} on`;
      owners.push([keyOf(to), { symbol: from, via: 'old name', note, certain: false }]);
    }
  }
  return { hidden, owners };
}

/** The last name on the way of renames that the market has. */
function heirOf(
  symbol: string,
  renames: ReadonlyMap<string, string>,
  known: ReadonlySet<string>,
): string | undefined {
  let heir: string | undefined;
  let name: string | undefined = renames.get(symbol);
  for (let steps = 0; name !== undefined && steps < CATALOGUE_LIMITS.renameStepsMax; steps++) {
    if (known.has(name)) heir = name;
    name = renames.get(name);
  }
  return heir;
}

const unlisted = (atDate: string): string[] =>
  LIFESPANS.filter(
    ({ firstDate, lastDate }) =>
      (firstDate !== undefined && atDate < firstDate) || (lastDate !== undefined && atDate > lastDate),
  ).map(({ symbol }) => symbol);

const mergedOwners = (atDate: string): RenamesAt['owners'] =>
  LIFESPANS.flatMap(({ symbol, lastDate, into }) =>
    into && lastDate !== undefined && atDate > lastDate
      ? [symbol, ...shortNames(symbol)].map((name): [string, Owner] => [
          keyOf(name),
          { symbol: into.symbol, via: 'old name', note: into.why, certain: false },
        ])
      : [],
  );

const built = new WeakMap<readonly MarketSymbol[], Map<string, Catalogue>>();
const CATALOGUES_MAX = 64;

/**
 * `buildCatalogue`, built once for each list of symbols and each stretch of dates between two changes of names. The same
 * list has to come with the same renames, as a stored history does.
 */
export function catalogueOf(
  symbols: readonly MarketSymbol[],
  renames: readonly SymbolChange[],
  atDate: string,
): Catalogue {
  const stretch = stretchOf(renames, atDate);
  const those = built.get(symbols) ?? new Map<string, Catalogue>();
  const known = those.get(stretch);
  if (known) return known;
  if (those.size >= CATALOGUES_MAX) those.clear();
  const catalogue = buildCatalogue(symbols, renames, atDate);
  those.set(stretch, catalogue);
  built.set(symbols, those);
  return catalogue;
}

/** The latest change up to a date: nothing differs between two dates with the same one. */
function stretchOf(renames: readonly SymbolChange[], atDate: string): string {
  let latest = '';
  const see = (first: string | undefined) => {
    if (first !== undefined && first <= atDate && first > latest) latest = first;
  };
  for (const { firstDate } of withKnownRenames(renames)) see(firstDate);
  for (const { firstDate, lastDate } of LIFESPANS) {
    see(firstDate);
    if (lastDate !== undefined && lastDate < atDate) see(lastDate);
  }
  return `${latest} ${renames.length}`;
}
