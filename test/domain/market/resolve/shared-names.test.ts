import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { buildCatalogue } from '../../../../src/domain/market/resolve/catalogue.js';
import { resolveSymbol } from '../../../../src/domain/market/resolve/resolve.js';
import { readCsv, sharedTest } from '../../../support/shared-data.js';
import { constituents, typoPrecision, withoutForm } from '../../../support/symbol-precision.js';

const LISTS = { 'NIFTY 50': 'ind_nifty50list.csv', 'NIFTY 500': 'ind_nifty500list.csv' };

for (const [index, file] of Object.entries(LISTS))
  sharedTest(
    `every share of the ${index} is found by ticker and name, with and without "Ltd" and "Limited"`,
    () => {
      const symbols = constituents(file);
      const catalogue = buildCatalogue(symbols, [], '2026-01-05');
      expect(symbols.length).toBeGreaterThanOrEqual(50);
      for (const { symbol, name } of symbols)
        for (const text of [
          symbol,
          symbol.toLowerCase(),
          name,
          name.toUpperCase(),
          withoutForm(name),
          `${withoutForm(name)} Ltd`,
          `${withoutForm(name)} Limited`,
          name.replace(' & ', ' and '),
        ])
          expect(resolveSymbol(catalogue, text), text).toMatchObject({ kind: 'match', symbol });
    },
  );

sharedTest('no single mistake of typing in a name of the NIFTY 500 makes it another share in silence', () => {
  const symbols = constituents(LISTS['NIFTY 500']);
  const result = typoPrecision(buildCatalogue(symbols, [], '2026-01-05'), symbols, 331);
  expect(result.tried).toBeGreaterThan(2_000);
  expect(result.wrong).toEqual([]);
  expect(result.asked).toBeGreaterThan(result.tried / 2);
});

sharedTest('among all shares that Kite lists a ticker is its own share or asked about', () => {
  const rows = readCsv('reference/kite_instruments_nse_2026-01.csv').filter(
    ({ segment, tradingsymbol = '' }) => segment === 'INDICES' || !/-[A-Z0-9]{2}$/.test(tradingsymbol),
  );
  const symbols = rows.map(({ tradingsymbol: symbol = '', name = '' }) => ({
    symbol,
    name: name || symbol,
    kind: 'equity' as const,
    sector: null,
  }));
  const catalogue = buildCatalogue(symbols, [], '2026-01-05');
  const results = symbols.map(({ symbol }) => ({ symbol, found: resolveSymbol(catalogue, symbol) }));
  const others = results.filter(({ symbol, found }) => found.kind !== 'match' || found.symbol !== symbol);
  expect(results.length).toBeGreaterThan(2_000);
  expect(others.map(({ symbol, found }) => `${symbol} ${found.kind}`)).toEqual(['APOLLO ask']);
});

/** The words of a message that name the share, by what is known of the messages of the sample. */
const PHRASES: Readonly<Record<string, string>> = {
  s001: 'sbi',
  s002: 'hdfc life',
  s003: 'tata steel',
  s004: 'coal indai',
  s005: 'infosy',
  s006: 'titan',
  s007: 'hul',
  s008: 'kotak bank',
  s009: 'wipro',
  s011: 'itc',
  s012: 'tcs',
  s021: 'reliance',
  s022: 'zomato',
  s023: 'asian paints',
  s029: 'jsw steel',
  s030: 'cipla',
  s039: 'ntpc',
};

sharedTest('the shares of the sample messages are found, and their mistakes of typing asked about', () => {
  const path = fileURLToPath(new URL('../../../../../shared/data/utterances-sample.jsonl', import.meta.url));
  const lines = readFileSync(path, 'utf8').trim().split('\n').slice(1);
  const catalogue = buildCatalogue(constituents(LISTS['NIFTY 50']), [], '2026-11-22');
  const meant = lines.flatMap(line => {
    const { id, text, expect: wanted } = JSON.parse(line);
    const symbol = wanted.slots.symbol ?? wanted.slots.symbols?.[0];
    return symbol === undefined ? [] : [{ id, text, symbol }];
  });
  expect(meant.map(({ id }) => id)).toEqual(Object.keys(PHRASES));
  for (const { id, text, symbol } of meant) {
    const phrase = PHRASES[id] ?? '';
    expect(text).toContain(phrase);
    const found = resolveSymbol(catalogue, phrase);
    if (id === 's004' || id === 's005')
      expect(found).toMatchObject({ kind: 'ask', candidates: [{ symbol }] });
    else expect(found, phrase).toMatchObject({ kind: 'match', symbol });
  }
  expect(resolveSymbol(catalogue, 'hdfc')).toMatchObject({
    kind: 'ask',
    candidates: [{ symbol: 'HDFCBANK' }, { symbol: 'HDFCLIFE' }],
  });
});
