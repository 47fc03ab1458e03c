import { expect, test } from 'vitest';
import { buildCatalogue, catalogueOf } from '../../../../src/domain/market/resolve/catalogue.js';
import { resolveSymbol } from '../../../../src/domain/market/resolve/resolve.js';
import type { MarketSymbol } from '../../../../src/domain/ports.js';
import { INDEX, SHARES, VIX } from '../../../../src/feeds/simulated/universe.js';

const share = (symbol: string, name = symbol): MarketSymbol => ({
  symbol,
  name,
  kind: 'equity',
  sector: null,
});
const NIFTY_50: MarketSymbol[] = [
  ...SHARES.map(({ symbol, name }) => share(symbol, name)),
  ...[INDEX, VIX].map(({ symbol, name }) => ({ symbol, name, kind: 'index' as const, sector: null })),
];
const today = buildCatalogue(NIFTY_50, [], '2026-11-22');
const found = (text: string, catalogue = today) => resolveSymbol(catalogue, text);
const candidates = (text: string, catalogue = today) => {
  const result = found(text, catalogue);
  return result.kind === 'ask' ? result.candidates.map(({ symbol }) => symbol) : result.kind;
};
const symbolOf = (text: string, catalogue = today) => {
  const result = found(text, catalogue);
  return result.kind === 'match' ? result.symbol : result.kind;
};

test.each([
  ['INFY', 'INFY'],
  ['infy', 'INFY'],
  ['infosys', 'INFY'],
  ['Infosys Ltd.', 'INFY'],
  ['Infosys Limited', 'INFY'],
  ['infy shares', 'INFY'],
  ['NSE:INFY', 'INFY'],
  ['INFY-EQ', 'INFY'],
  ['INFY.NS', 'INFY'],
  [' "infy" ', 'INFY'],
  ['ＩＮＦＹ', 'INFY'],
  ['IN\u200BFY\uFEFF', 'INFY'],
  ['hdfc bank', 'HDFCBANK'],
  ['sbi', 'SBIN'],
  ['m&m', 'M&M'],
  ['m & m', 'M&M'],
  ['mahindra and mahindra', 'M&M'],
  ['l&t', 'LT'],
  ['Larsen & Toubro', 'LT'],
  ['bajaj finserv', 'BAJAJFINSV'],
  ['bajaj auto', 'BAJAJ-AUTO'],
  ['airtel', 'BHARTIARTL'],
  ['reliance', 'RELIANCE'],
  ['hul', 'HINDUNILVR'],
  ["dr. reddy's", 'DRREDDY'],
  ['dr reddy’s', 'DRREDDY'],
  ['t c s', 'TCS'],
  ['ultra tech', 'ULTRACEMCO'],
  ['nifty', 'NIFTY 50'],
  ['india vix', 'INDIA VIX'],
])('%j is %s', (text, symbol) => {
  expect(symbolOf(text)).toBe(symbol);
});

test.each([
  ['infosis', 'INFY'],
  ['infosy', 'INFY'],
  ['relaince', 'RELIANCE'],
  ['hdfcbnk', 'HDFCBANK'],
  ['coal indai', 'COALINDIA'],
  ['asain paints', 'ASIANPAINT'],
  ['maruti suzki', 'MARUTI'],
  ['tata moters', 'TMPV'],
  ['bharthi airtel', 'BHARTIARTL'],
  ['dr redy', 'DRREDDY'],
  ['re liance', 'RELIANCE'],
  ['TCA', 'TCS'],
])('the mistake in %j is asked about, with %s first', (text, symbol) => {
  expect(candidates(text)[0]).toBe(symbol);
});

test.each([
  ['hdfc', ['HDFCBANK', 'HDFCLIFE']],
  ['tata', ['TATACONSUM', 'TATASTEEL', 'TCS', 'TMPV']],
  ['bajaj', ['BAJAJ-AUTO', 'BAJAJFINSV', 'BAJFINANCE']],
  ['adani', ['ADANIENT', 'ADANIPORTS']],
  ['icici', ['ICICIBANK']],
  ['mahindra', ['M&M', 'KOTAKBANK', 'TECHM']],
  ['bajaj fin', ['BAJAJFINSV', 'BAJFINANCE']],
])('%j is no share by itself: asked about %j', (text, symbols) => {
  expect(candidates(text)).toEqual(symbols);
});

test('a question names the share, the reason and what to write', () => {
  expect(found('infosis')).toMatchObject({
    kind: 'ask',
    message:
      '“infosis” is no exact ticker or name. Did you mean INFY (Infosys): one mistake of typing away? Write the ticker if you did.',
  });
  expect(found('hdfc')).toMatchObject({ message: expect.stringContaining('write the ticker') });
});

test.each([
  ['ІNFY with a Cyrillic І', '\u0406NFY', 'U+0406'],
  ['ΤCS with a Greek Τ', '\u03A4CS', 'U+03A4'],
  ['a dotless ı', '\u0131nfy', 'U+0131'],
  ['a Cherokee letter', '\u13A2TC', 'U+13A2'],
  ['an accent', 'Nestl\u00E9', 'U+00E9'],
  ['a right-to-left override', 'IN\u202EFY', 'U+202E'],
  ['a right-to-left mark', 'INFY\u200F', 'U+200F'],
  ['a null', 'IN\u0000FY', 'U+0000'],
  ['another script', 'रिलायंस', 'U+0930'],
  ['a lone surrogate', 'IN\uD800FY', 'U+D800'],
])('%s is refused with its number', (_, text, code) => {
  const result = found(text);
  expect(result.kind).toBe('refused');
  expect('message' in result && result.message).toContain(code);
  expect('message' in result && result.message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test.each([
  [''],
  ['   '],
  ['&'],
  ['?!'],
  ['\u200B'],
  ['x'.repeat(81)],
  ['\u2121'.repeat(80)],
  [`${'\u200B'.repeat(81)}INFY`],
])('nothing and too much are refused (%#)', text => {
  expect(found(text).kind).toBe('refused');
});

test('what is nothing like any name is none, with the nearest there are', () => {
  expect(found('qwertyuiop')).toMatchObject({ kind: 'none', near: [] });
  expect(found('rliancee')).not.toMatchObject({ kind: 'match' });
});

const STORED = ['HDFC', 'HDFCBANK', 'ZOMATO', 'ETERNAL', 'TATAMOTORS', 'TMPV', 'TMCV'].map(name =>
  share(name),
);

test('before a rename the old ticker trades and the new one is asked about', () => {
  const then = buildCatalogue(STORED, [], '2025-04-08');
  expect(symbolOf('zomato', then)).toBe('ZOMATO');
  expect(symbolOf('tata motors', then)).toBe('TATAMOTORS');
  expect(candidates('eternal', then)).toEqual(['ZOMATO']);
  expect(symbolOf('TMCV', then)).not.toBe('TMCV');
});

test('from the day of a rename on the old name leads to the new ticker and says so', () => {
  const now = buildCatalogue(STORED, [], '2025-04-09');
  expect(found('Zomato', now)).toMatchObject({
    kind: 'match',
    symbol: 'ETERNAL',
    via: 'old name',
    note: 'ZOMATO is called ETERNAL since 2025-04-09',
  });
  expect(symbolOf('TATAMOTORS', now)).toBe('TATAMOTORS');
});

test('Tata Motors is one share until the second was listed, and asked about since', () => {
  expect(symbolOf('tata motors', buildCatalogue(STORED, [], '2025-11-11'))).toBe('TMPV');
  expect(candidates('tata motors', buildCatalogue(STORED, [], '2025-11-12'))).toEqual(['TMCV', 'TMPV']);
  expect(symbolOf('TATAMOTORS')).toBe('TMPV');
});

test('an imported rename overrules the built-in one, and a chain of names leads to its end', () => {
  const renames = [
    { from: 'ZOMATO', to: 'ETERNAL', firstDate: '2025-05-01' },
    { from: 'AAA', to: 'BBB', firstDate: '2020-01-01' },
    { from: 'BBB', to: 'CCC', firstDate: '2021-01-01' },
  ];
  const symbols = [...STORED, share('AAA'), share('BBB'), share('CCC')];
  expect(symbolOf('zomato', buildCatalogue(symbols, renames, '2025-04-30'))).toBe('ZOMATO');
  expect(symbolOf('aaa', buildCatalogue(symbols, renames, '2021-01-01'))).toBe('CCC');
  expect(symbolOf('aaa', buildCatalogue(symbols, renames, '2020-12-31'))).toBe('BBB');
  const circle = [...renames, { from: 'CCC', to: 'AAA', firstDate: '2022-01-01' }];
  expect(() => buildCatalogue(symbols, circle, '2026-01-01')).not.toThrow();
});

test('HDFC is asked about while it trades, is reached as a ticker, and leads to its heir by a question later', () => {
  const then = buildCatalogue(STORED, [], '2023-07-12');
  expect(candidates('hdfc', then)).toEqual(['HDFC', 'HDFCBANK']);
  expect(found('hdfc', then)).toMatchObject({ message: expect.stringContaining('NSE:HDFC') });
  expect(symbolOf('NSE:HDFC', then)).toBe('HDFC');
  const later = buildCatalogue(STORED, [], '2023-07-13');
  expect(symbolOf('NSE:HDFC', later)).not.toBe('HDFC');
  expect(candidates('hdfc', later)).toEqual(['HDFCBANK']);
});

test('a spelling of two shares is asked about, and blanks make no ticker out of other words', () => {
  const two = buildCatalogue(
    [share('AAA', 'Same Name Ltd'), share('BBB', 'Same Name Limited')],
    [],
    '2026-01-01',
  );
  expect(candidates('same name', two)).toEqual(['AAA', 'BBB']);
  const hitachi = buildCatalogue([share('POWERINDIA', 'Hitachi Energy India')], [], '2026-01-01');
  expect(symbolOf('powerindia', hitachi)).toBe('POWERINDIA');
  expect(candidates('power india', hitachi)).toEqual(['POWERINDIA']);
});

test('what says that it is a ticker is only ever that ticker', () => {
  expect(symbolOf('nse: INFY')).toBe('INFY');
  expect(candidates('NSE:sbi')).toEqual(['SBIN', 'SBILIFE']);
});

test('only the best kind of likeness is asked about, and a long list is cut with its rest counted', () => {
  const two = buildCatalogue([share('ABCDEFGH'), share('ABCDEFXY')], [], '2026-01-01');
  expect(candidates('ABCDEFGX', two)).toEqual(['ABCDEFGH']);
  const names = Array.from({ length: 12 }, (_, place) => share(`S${place}`, `Common ${place}`));
  const many = buildCatalogue(names, [], '2026-01-01');
  expect(candidates('common', many)).toHaveLength(8);
  expect(found('common', many)).toMatchObject({ message: expect.stringContaining('or one of 4 more') });
});

test('a catalogue is built once between two changes of names', () => {
  const renames = [{ from: 'X', to: 'Y', firstDate: '2024-01-01' }];
  const at = (date: string) => catalogueOf(STORED, renames, date);
  expect(at('2024-05-01')).toBe(at('2024-06-01'));
  expect(at('2023-12-31')).not.toBe(at('2024-01-01'));
  expect(at('2023-07-12')).not.toBe(at('2023-07-13'));
  expect(at('2025-11-11')).not.toBe(at('2025-11-12'));
});

test('a catalogue has a limit', () => {
  expect(() =>
    buildCatalogue(
      Array.from({ length: 20_001 }, () => share('A')),
      [],
      '2026-01-01',
    ),
  ).toThrow(RangeError);
});
