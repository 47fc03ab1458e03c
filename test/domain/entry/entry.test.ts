import { expect, test } from 'vitest';
import { z } from 'zod';
import {
  parseAmount,
  parseCount,
  parseOrderNumber,
  parsePercent,
  parsePrice,
  parseQuantity,
} from '../../../src/domain/entry/numbers.js';
import {
  amountEntry,
  dateEntry,
  orderTypeEntry,
  percentEntry,
  priceEntry,
  productEntry,
  quantityEntry,
  sideEntry,
  validityEntry,
} from '../../../src/domain/entry/schemas.js';
import {
  parseDate,
  parseOrderType,
  parseProduct,
  parseSide,
  parseValidity,
} from '../../../src/domain/entry/words.js';
import { paise } from '../../../src/domain/money.js';
import { fuzzEntries } from '../../support/entry-fuzz.js';

const NUMBERS = [NaN, Infinity, -Infinity, 0, -0, -1, -10, 1e308, 1e21];
const OTHERS = [undefined, null, true, false, 10n, [], [10], {}, new Date(0), '', '9'.repeat(400)];
/** Between bars, so that blanks show. */
const TEXTS = [
  ' |\t|ten|NaN|Infinity|-5|+5|0|00|010|0x10|1e3|1e308|10 | 10|10\n|1 000|10;|10 shares|$10|--1|1/2|∞|1..5|.5|5.',
  "１０|٣|१०|𝟏𝟎|1０|½|²|10\u200B|\u202E10|1_000|1'000|1.000,00|100,000|1,0000|,100|1,|10n|null|undefined",
].flatMap(line => line.split('|'));
const NEVER: readonly unknown[] = [...NUMBERS, ...OTHERS, ...TEXTS];

test('what is no positive number in plain digits is refused with words at every numeric entrance', () => {
  for (const input of NEVER)
    for (const parse of [parseQuantity, parsePrice, parseAmount, parsePercent, parseOrderNumber])
      expect(
        parse(input as never),
        `${parse.name} of ${typeof input} ${JSON.stringify(String(input))}`,
      ).toMatchObject({
        ok: false,
        message: expect.stringMatching(/^The .+\. Allowed: .+\.$/),
      });
});

test.each([
  [10, 10],
  ['10', 10],
  ['1', 1],
  ['999', 999],
  ['1,000', 1_000],
  ['10,000', 10_000],
  ['1,00,000', 100_000],
  ['10,00,00,000', 100_000_000],
  [100_000_000, 100_000_000],
])('the quantity %j is %d shares', (input, shares) => {
  expect(parseQuantity(input)).toEqual({ ok: true, value: shares });
});

test.each([[1.5], ['1.5'], ['10.0'], ['#10'], ['₹10'], [100_000_001], ['10,00,00,001'], [2 ** 53]])(
  'the quantity %j is refused',
  input => {
    expect(parseQuantity(input).ok).toBe(false);
  },
);

test("a person's own bound counts where it is tighter, and is named", () => {
  expect(parseQuantity(500, { max: 500 }).ok).toBe(true);
  expect(parseQuantity(501, { max: 500 })).toEqual({
    ok: false,
    message: 'The quantity cannot be 501. Allowed: a whole number from 1 to 500 shares, such as 10 or 1,000.',
  });
  expect(parseQuantity(100_000_001, { max: 1e12 }).ok).toBe(false);
  expect(parsePrice('100.01', 'price', { max: paise(10_000) }).ok).toBe(false);
  expect(parsePercent(51, 'limit', { max: 50 }).ok).toBe(false);
  expect(parseCount(366, 'days', 365).ok).toBe(false);
});

test.each([
  [1450.5, 145_050],
  ['1450.5', 145_050],
  ['1450.50', 145_050],
  ['₹1,450.50', 145_050],
  ['0.01', 1],
  [0.29, 29],
  [1.15, 115],
  ['1,00,000', 10_000_000],
  [10_000_000, 1_000_000_000],
])('the price %j is %d paise', (input, value) => {
  expect(parsePrice(input)).toEqual({ ok: true, value });
});

test.each([
  [0.1 + 0.2],
  ['1450.505'],
  ['1450.500'],
  ['₹ 5'],
  ['Rs 5'],
  ['5₹'],
  ['₹₹5'],
  ['1.5%'],
  [10_000_000.01],
  ['0.00'],
  [1e-7],
])('the price %j is refused', input => {
  expect(parsePrice(input).ok).toBe(false);
});

test.each([
  [2.5, 250],
  ['2.5', 250],
  ['2.5%', 250],
  ['0.01', 1],
  ['100', 10_000],
])('the percentage %j is %d hundredths of a percent', (input, value) => {
  expect(parsePercent(input)).toEqual({ ok: true, value });
});

test.each([['100.01'], ['2.555'], ['1,000%'], ['%'], ['2.5%%'], ['2.5 %']])(
  'the percentage %j is refused',
  input => {
    expect(parsePercent(input).ok).toBe(false);
  },
);

test('an order number is what the list shows', () => {
  for (const input of ['#8', '8', 8]) expect(parseOrderNumber(input)).toEqual({ ok: true, value: 8 });
  for (const input of ['##8', '#', '# 8', '#8.0']) expect(parseOrderNumber(input).ok).toBe(false);
});

test('a date is a real one written YYYY-MM-DD, within its bounds', () => {
  expect(parseDate('2024-02-29')).toEqual({ ok: true, value: '2024-02-29' });
  for (const input of [
    '2023-02-29',
    '2026-11-31',
    '2026-1-2',
    '23-11-2026',
    '2026-11-23T00:00',
    '２０２６-11-23',
    '1989-12-31',
    '2100-01-01',
    '2026-11-23 ',
    20_261_123,
    '',
    null,
    new Date(0),
  ])
    expect(parseDate(input).ok, JSON.stringify(input)).toBe(false);
  expect(parseDate('2026-11-22', 'expiry', { first: '2026-11-23' })).toEqual({
    ok: false,
    message:
      'The expiry cannot be “2026-11-22”. Allowed: a date from 2026-11-23 to 2099-12-31 written YYYY-MM-DD, such as 2099-12-31.',
  });
});

test('a word is one of the list in any case of plain letters', () => {
  expect(parseSide('buy')).toEqual({ ok: true, value: 'BUY' });
  expect(parseOrderType('sl-m')).toEqual({ ok: true, value: 'SL-M' });
  expect(parseProduct('Cnc')).toEqual({ ok: true, value: 'CNC' });
  expect(parseValidity('IOC')).toEqual({ ok: true, value: 'IOC' });
  for (const input of ['ſell', 'ＢＵＹ', 'ВUY', 'buy ', 'b', 'buys', '', 1, null, undefined, ['BUY'], {}])
    expect(parseSide(input).ok, JSON.stringify(input)).toBe(false);
  for (const input of ['SLM', 'SL M', 'sl_m', 'ıoc']) expect(parseOrderType(input).ok).toBe(false);
  expect(parseSide('hold')).toEqual({ ok: false, message: 'The side cannot be “hold”. Allowed: BUY, SELL.' });
});

test('a refusal shows what was written, shortened and without control characters', () => {
  const result = parseQuantity(`\u001B[2J${'x'.repeat(10_000)}`);
  expect(result).toMatchObject({ message: expect.stringContaining('\\u{1b}') });
  expect('message' in result && result.message.length).toBeLessThan(200);
});

test('in a strict object no argument is defaulted, converted or ignored', () => {
  const order = z.strictObject({
    side: sideEntry(),
    quantity: quantityEntry({ max: 1_000 }),
    type: orderTypeEntry(),
    product: productEntry(),
    validity: validityEntry(),
    price: priceEntry('limit price'),
    spend: amountEntry().optional(),
    trail: percentEntry('trail').optional(),
    until: dateEntry('until').optional(),
  });
  const good = {
    side: 'buy',
    quantity: '10',
    type: 'limit',
    product: 'CNC',
    validity: 'DAY',
    price: '1,450.50',
  };
  expect(order.parse(good)).toEqual({ ...good, side: 'BUY', quantity: 10, type: 'LIMIT', price: 145_050 });
  expect(order.safeParse({ ...good, qty: 10 }).success).toBe(false);
  for (const name of ['side', 'quantity', 'type', 'product', 'validity', 'price'])
    expect(order.safeParse({ ...good, [name]: undefined }).error?.issues[0]?.message).toMatch(
      /is missing. Allowed/,
    );
  for (const quantity of [NaN, true, [10], '1001', 1.5, null])
    expect(order.safeParse({ ...good, quantity }).error?.issues[0]?.message).toMatch(
      /^The quantity .*1,000 shares/,
    );
  const described = z.toJSONSchema(order, { io: 'input' });
  expect(described).toMatchObject({
    additionalProperties: false,
    properties: { quantity: { type: ['number', 'string'] }, side: { type: 'string' } },
  });
});

test('of 20,000 odd inputs none throws and none is taken that is not canonical', () => {
  const counts = fuzzEntries(20_000, 7);
  expect(counts.tried).toBe(20_000);
  expect(Object.keys(counts.accepted)).toHaveLength(11);
  expect(counts.refused).toBeGreaterThan(10_000);
});
