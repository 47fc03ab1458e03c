import { asc } from 'drizzle-orm';
import type { MainReader } from '../../../db/market/stored-history.js';
import { symbolChanges } from '../../../db/schema/main/index.js';
import { prepared } from '../../../db/store.js';
import type { MarketData } from '../../ports.js';
import type { SymbolChange } from '../adjust.js';
import { CATALOGUE_LIMITS, type Catalogue, catalogueOf } from './catalogue.js';

/** What a catalogue is made of, as a `MarketView` has it. */
interface Market {
  readonly session: { readonly date: string };
  readonly data: Pick<MarketData, 'symbols'>;
}

const { oldSymbol, newSymbol, firstDate } = symbolChanges;

const renames = prepared((read: MainReader) =>
  read
    .select({ from: oldSymbol, to: newSymbol, firstDate })
    .from(symbolChanges)
    .orderBy(asc(firstDate), asc(oldSymbol))
    .limit(CATALOGUE_LIMITS.renamesMax)
    .prepare(),
);

/** The imported renames, ascending by date. */
export async function readRenames(read: MainReader): Promise<SymbolChange[]> {
  return await Promise.resolve(renames(read).all());
}

/** The names of the market that a person sees, on the date of its session. */
export async function catalogueOfMarket(
  { session, data }: Market,
  renames: readonly SymbolChange[],
): Promise<Catalogue> {
  return catalogueOf(await data.symbols(), renames, session.date);
}
