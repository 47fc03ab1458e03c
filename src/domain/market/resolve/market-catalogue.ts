import { asc } from 'drizzle-orm';
import type { MainReader } from '../../../db/market/stored-history.js';
import { symbolChanges } from '../../../db/schema/main/index.js';
import type { MarketData } from '../../ports.js';
import type { SymbolChange } from '../adjust.js';
import { CATALOGUE_LIMITS, type Catalogue, catalogueOf } from './catalogue.js';

/** What a catalogue is made of, as a `MarketView` has it. */
interface Market {
  readonly session: { readonly date: string };
  readonly data: Pick<MarketData, 'symbols'>;
}

/** The imported renames, ascending by date. */
export async function readRenames(read: MainReader): Promise<SymbolChange[]> {
  const { oldSymbol, newSymbol, firstDate } = symbolChanges;
  return await read
    .select({ from: oldSymbol, to: newSymbol, firstDate })
    .from(symbolChanges)
    .orderBy(asc(firstDate), asc(oldSymbol))
    .limit(CATALOGUE_LIMITS.renamesMax);
}

/** The names of the market that a person sees, on the date of its session. */
export async function catalogueOfMarket(
  { session, data }: Market,
  renames: readonly SymbolChange[],
): Promise<Catalogue> {
  return catalogueOf(await data.symbols(), renames, session.date);
}
