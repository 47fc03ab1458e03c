import { expect, test } from 'vitest';
import { editDistance, nearMatches } from '../../../src/domain/market/near-matches.js';
import type { MarketSymbol } from '../../../src/domain/ports.js';

const symbol = (name: string, company = name): MarketSymbol => ({
  symbol: name,
  name: company,
  kind: 'equity',
  sector: null,
});
const ALL = [
  symbol('INFY', 'Infosys'),
  symbol('M&M', 'Mahindra & Mahindra'),
  symbol('BAJAJ-AUTO', 'Bajaj Auto'),
  symbol('BAJAJFINSV', 'Bajaj Finserv'),
  symbol('BAJFINANCE', 'Bajaj Finance'),
  symbol('RELIANCE', 'Reliance Industries'),
  symbol('NIFTY 50'),
  symbol('TCS', 'Tata Consultancy Services'),
];

test.each([
  ['NIFTY', 'NIFTY 50'],
  ['INFOSYS', 'INFY'],
  ['RELIENCE', 'RELIANCE'],
  ['MM', 'M&M'],
  ['BAJAJAUTO', 'BAJAJ-AUTO'],
  ['TATA', 'TCS'],
  ['nifty50', 'NIFTY 50'],
])('%s may have meant %s', (text, meant) => {
  expect(nearMatches(text, ALL)[0]).toBe(meant);
});

test.each([['XQZW'], [''], ['&&&'], ['₹'], ['A'.repeat(10_000)]])('nothing is near %s', text => {
  expect(nearMatches(text, ALL)).toEqual([]);
});

test('at most five are named', () => {
  const many = Array.from({ length: 30 }, (_, place) => symbol(`BANK${place}`));
  expect(nearMatches('BANK', many)).toHaveLength(5);
});

test.each([
  ['', 'AB', 2],
  ['WIPRO', 'WIRPO', 1],
  ['CA', 'ABC', 3],
  ['KITTEN', 'SITTING', 3],
  ['SAME', 'SAME', 0],
])('%s is as many mistakes from %s as %d', (one, other, distance) => {
  expect(editDistance(one, other, 9)).toBe(distance);
  expect(editDistance(other, one, distance)).toBe(distance);
  expect(editDistance(one, other, distance - 1)).toBe(Infinity);
});
