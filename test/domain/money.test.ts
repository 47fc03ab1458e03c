import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  formatPaise,
  formatPriceE4,
  PAISE_MAX,
  type PriceE4,
  PRICE_E4_MAX,
  paise,
  paiseOfPriceE4,
  parsePaise,
  parsePriceE4,
  priceE4OfPaise,
} from '../../src/domain/money.js';

describe('money', () => {
  test.each([
    [0, '₹0.00'],
    [5, '₹0.05'],
    [-5, '-₹0.05'],
    [99_999, '₹999.99'],
    [100_000, '₹1,000.00'],
    [1_00_000_00, '₹1,00,000.00'],
    [12_34_567_50, '₹12,34,567.50'],
    [-12_34_567_50, '-₹12,34,567.50'],
    [PAISE_MAX, '₹10,00,00,00,00,000.00'],
  ])('%d paise read as %s', (amount, text) => {
    expect(formatPaise(paise(amount))).toBe(text);
  });

  test('every amount reads back as itself', () => {
    fc.assert(
      fc.property(fc.integer({ min: -PAISE_MAX, max: PAISE_MAX }), amount => {
        const text = formatPaise(paise(amount)).replaceAll(/[₹,]/g, '');
        expect(parsePaise(text)).toBe(amount);
      }),
    );
  });

  test.each([
    '',
    '.',
    '1.',
    '.5',
    '1e5',
    '0x10',
    ' 1',
    '1,000',
    '१',
    'NaN',
    'Infinity',
    '1.005',
    '--1',
    '99999999999999',
  ])('refuses %j instead of guessing', text => expect(parsePaise(text)).toBeUndefined());

  test.each([0.5, NaN, Infinity, -Infinity, PAISE_MAX + 1])('refuses %d paise', value => {
    expect(() => paise(value)).toThrow(RangeError);
  });
});

describe('prices and index levels', () => {
  test.each([
    ['0', 0, '0.00'],
    ['1337', 13_370_000, '1337.00'],
    ['799.0', 7_990_000, '799.00'],
    ['1332.25', 13_322_500, '1332.25'],
    ['15.5075', 155_075, '15.5075'],
    ['15.120', 151_200, '15.12'],
    ['0.0001', 1, '0.0001'],
    ['12.34560000', 123_456, '12.3456'],
    ['100000000', PRICE_E4_MAX, '100000000.00'],
  ])('%s is read as %d ten-thousandths and written as %s', (text, price, written) => {
    expect(parsePriceE4(text)).toBe(price);
    expect(formatPriceE4(price as PriceE4)).toBe(written);
  });

  test.each([
    '',
    '.',
    '1.',
    '.5',
    '-1',
    '+1',
    '1e5',
    ' 1',
    '1 ',
    '1,000',
    '1.2.3',
    '१',
    'NaN',
    '1.00001',
    '100000000.0001',
  ])('refuses %j as a price instead of guessing', text => expect(parsePriceE4(text)).toBeUndefined());

  test('every price reads back as itself, and so does every amount of paise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: PRICE_E4_MAX }), price => {
        expect(parsePriceE4(formatPriceE4(price as PriceE4))).toBe(price);
        expect(paiseOfPriceE4(price as PriceE4)).toBe(price % 100 === 0 ? price / 100 : undefined);
      }),
      { seed: 7 },
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: PRICE_E4_MAX / 100 }), amount => {
        expect(paiseOfPriceE4(priceE4OfPaise(paise(amount)))).toBe(amount);
      }),
      { seed: 7 },
    );
  });

  test.each([-1, PRICE_E4_MAX / 100 + 1])('%d paise are no price', amount => {
    expect(() => priceE4OfPaise(paise(amount))).toThrow(RangeError);
  });
});
