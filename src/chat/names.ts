import type { Named } from '../ai/grounding/index.js';
import { type Catalogue, catalogueOf } from '../domain/market/resolve/catalogue.js';
import { readRenames } from '../domain/market/resolve/market-catalogue.js';
import { SHORT_NAMES } from '../domain/market/resolve/short-names.js';
import type { Desk, TradingMarket } from '../domain/ports.js';

const CATALOGUES_KEPT = 40;

/** What shares and indices are called on the market that a person sees. A catalogue is made once for each market and day. */
export interface Names {
  catalogue(userId: string): Promise<Catalogue>;
  /** The symbol, the company's name, and what else people call it. */
  of(userId: string, symbol: string): Promise<readonly string[]>;
  all(userId: string): Promise<readonly Named[]>;
}

interface Kept {
  catalogue: Catalogue;
  named: readonly Named[];
}

export function openNames({ store, market }: Pick<Desk, 'store' | 'market'>): Names {
  const known = new Map<string, Kept>();
  const keptOf = async (userId: string): Promise<Kept> => {
    const { bookId, session, data }: TradingMarket = await market(userId);
    const [symbols, renames] = [await data.symbols(), await readRenames(store.main.read)];
    // An import adds symbols and renames; the date decides which of them there are.
    const key = [bookId, session.date, symbols.length, renames.length].join(' ');
    const before = known.get(key);
    if (before) return before;
    const named = symbols.map(({ symbol, name }) => ({ symbol, names: namesOf(symbol, name) }));
    const made = { catalogue: catalogueOf(symbols, renames, session.date), named };
    known.set(key, made);
    const [oldest] = known.keys();
    if (known.size > CATALOGUES_KEPT && oldest !== undefined) known.delete(oldest);
    return made;
  };
  return {
    catalogue: async userId => (await keptOf(userId)).catalogue,
    of: async (userId, symbol) => {
      const { named } = await keptOf(userId);
      return named.find(each => each.symbol === symbol)?.names ?? [symbol];
    },
    all: async userId => (await keptOf(userId)).named,
  };
}

const namesOf = (symbol: string, name: string): string[] => [
  symbol,
  name,
  ...(SHORT_NAMES[symbol]?.split(', ') ?? []),
];
