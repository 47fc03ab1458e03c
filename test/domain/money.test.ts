import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatPaise, PAISE_MAX, paise, parsePaise } from '../../src/domain/money.js';

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
