import { describe, expect, test } from 'vitest';
import { CHARGE_LINES } from '../../../src/domain/charges/charges.js';
import { chargesSchedule } from '../../../src/domain/charges/schedule.js';

function rowsOn(date: string) {
  const schedule = chargesSchedule(date);
  if (!schedule.known) throw new Error(schedule.words);
  return schedule.rows;
}

describe('the schedule of charges', () => {
  test('says the rates of March 2026 in words', () => {
    const rows = rowsOn('2026-03-02').map(row => `${row.products.join('+')} ${row.line}: ${row.rate}`);
    expect(rows).toEqual([
      'CNC brokerage: none',
      'MIS brokerage: 0.03 % of turnover, at most ₹20.00 per executed order',
      'CNC stt: 0.1 % of turnover, purchases and sales',
      'MIS stt: 0.025 % of turnover, sales only',
      'CNC+MIS exchange: 0.0030699 % of turnover (₹306.99 per crore)',
      'CNC+MIS ipft: 0.0000001 % of turnover (₹0.01 per crore)',
      'CNC+MIS sebi: 0.0001 % of turnover (₹10.00 per crore)',
      'CNC stamp: 0.015 % of turnover, purchases only',
      'MIS stamp: 0.003 % of turnover, purchases only',
      'CNC+MIS gst: 18 % of brokerage, exchange and SEBI charges',
      'CNC dp: ₹15.34 per share and day sold from holdings (₹13.00 and 18 % GST)',
    ]);
  });

  test.each([
    ['2026-03-01', '2026-03-01'],
    ['2026-02-28', '2024-10-01'],
    ['2024-09-30', '2024-04-01'],
    ['2024-03-31', '2023-04-01'],
    ['2023-03-31', '2021-01-01'],
    ['2020-12-31', '2020-07-01'],
  ])('on %s shows the exchange rate in force since %s', (date, validFrom) => {
    expect(rowsOn(date).find(row => row.line === 'exchange')?.validFrom).toBe(validFrom);
  });

  test('names a source and a first day for every line, never after the day asked for', () => {
    for (const date of ['2020-07-01', '2022-01-03', '2023-06-01', '2024-06-03', '2026-08-21']) {
      const rows = rowsOn(date);
      expect(new Set(rows.map(row => row.line))).toEqual(new Set(CHARGE_LINES));
      expect(rows.filter(row => row.source === '' || row.validFrom > date)).toEqual([]);
    }
    expect(rowsOn('2022-01-03').find(row => row.line === 'ipft')?.rate).toBe('part of the exchange charge');
  });

  test.each([
    ['2020-06-30', 'before_first_rates', 'The charges of 2020-06-30 are not known'],
    ['2026-02-30', 'not_a_date', '"2026-02-30" is no date'],
  ])('refuses %s with words', (date, reason, words) => {
    const schedule = chargesSchedule(date);
    expect(schedule).toMatchObject({ known: false, reason, knownFrom: '2020-07-01' });
    expect(schedule.known ? '' : schedule.words).toContain(words);
  });
});
