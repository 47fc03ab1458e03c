import { expect, test } from 'vitest';
import { symbolChanges } from '../../../../src/db/schema/main/index.js';
import { catalogueOfMarket, readRenames } from '../../../../src/domain/market/resolve/market-catalogue.js';
import { resolveSymbol } from '../../../../src/domain/market/resolve/resolve.js';
import type { MarketSymbol } from '../../../../src/domain/ports.js';
import { temporaryStore } from '../../../support/folder.js';

const symbols: MarketSymbol[] = ['OLDCO', 'NEWCO', 'INFY'].map(symbol => ({
  symbol,
  name: symbol,
  kind: 'equity',
  sector: null,
}));
const marketOn = (date: string) => ({ session: { date }, data: { symbols: async () => symbols } });

test("a market's names are those of its session's date, with the renames that were imported", async () => {
  const { main } = await temporaryStore();
  await main.tx(async tx => {
    await tx.insert(symbolChanges).values([
      { oldSymbol: 'OLDCO', newSymbol: 'NEWCO', firstDate: '2024-06-03' },
      { oldSymbol: 'ELDER', newSymbol: 'OLDCO', firstDate: '2020-01-01' },
    ]);
  });
  const renames = await readRenames(main.read);
  expect(renames.map(({ from }) => from)).toEqual(['ELDER', 'OLDCO']);
  const before = await catalogueOfMarket(marketOn('2024-06-02'), renames);
  const after = await catalogueOfMarket(marketOn('2024-06-03'), renames);
  expect(resolveSymbol(before, 'elder')).toMatchObject({ kind: 'match', symbol: 'OLDCO' });
  expect(resolveSymbol(after, 'oldco')).toMatchObject({ kind: 'match', symbol: 'NEWCO', via: 'old name' });
  expect(resolveSymbol(after, 'elder')).toMatchObject({ kind: 'match', symbol: 'NEWCO' });
  expect(await catalogueOfMarket(marketOn('2024-06-04'), renames)).toBe(after);
});
