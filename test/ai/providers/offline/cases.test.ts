import { expect, test } from 'vitest';
import { SHORT_NAMES } from '../../../../src/domain/market/resolve/short-names.js';
import { SHARES } from '../../../../src/feeds/simulated/universe.js';
import { caseTable } from '../../../support/case-table.js';
import { randomFrom } from '../../../support/random.js';
import { scoreAll, type Utterance } from '../../../support/utterances.js';
import { FRESH_EIGHT } from './cases/fresh-eight.js';
import { FRESH_FIVE } from './cases/fresh-five.js';
import { FRESH_SIX } from './cases/fresh-six.js';
import { FRESH_FOUR } from './cases/fresh-four.js';
import { FRESH_NINE } from './cases/fresh-nine.js';
import { FRESH_ONE } from './cases/fresh-one.js';
import { FRESH_ONE_TRAPS } from './cases/fresh-one-traps.js';
import { FRESH_SEVEN } from './cases/fresh-seven.js';
import { FRESH_SEVEN_TRAPS } from './cases/fresh-seven-traps.js';
import { FRESH_TEN } from './cases/fresh-ten.js';
import { FRESH_THREE } from './cases/fresh-three.js';
import { FRESH_TWO } from './cases/fresh-two.js';
import { FIRST_HOLDOUT, SECOND_HOLDOUT } from './cases/holdouts.js';
import { READS } from './cases/reads.js';
import { WRITES } from './cases/writes.js';

test.each([
  ['reads', READS],
  ['writes', WRITES],
  ['first holdout', FIRST_HOLDOUT],
  ['second holdout', SECOND_HOLDOUT],
  ['first fresh round', FRESH_ONE],
  ['first fresh round, traps', FRESH_ONE_TRAPS],
  ['second fresh round', FRESH_TWO],
  ['third fresh round', FRESH_THREE],
  ['fourth fresh round', FRESH_FOUR],
  ['fifth fresh round', FRESH_FIVE],
  ['sixth fresh round', FRESH_SIX],
  ['seventh fresh round', FRESH_SEVEN],
  ['seventh fresh round, traps', FRESH_SEVEN_TRAPS],
  ['eighth fresh round', FRESH_EIGHT],
  ['ninth fresh round', FRESH_NINE],
  ['tenth fresh round', FRESH_TEN],
])('the table of %s is understood, intent and slots', async (name, table) => {
  const score = await scoreAll(caseTable(table, name));
  expect(score.wrong.map(({ text, expected, got }) => ({ text, expected, got }))).toEqual([]);
});

const TEMPLATES: readonly (readonly [string, Record<string, unknown>])[] = [
  ['buy {n} {s}', { side: 'buy', order_type: 'MARKET' }],
  ['sell {n} shares of {s}', { side: 'sell', order_type: 'MARKET' }],
  ['{s} ke {n} share le lo', { side: 'buy', order_type: 'MARKET' }],
  ['{s} {n} bech do', { side: 'sell', order_type: 'MARKET' }],
  ['buy {n} {s} at {p}', { side: 'buy', order_type: 'LIMIT' }],
  ['{n} {s} {p} pe bech do intraday', { side: 'sell', order_type: 'LIMIT', product: 'MIS' }],
  ['sl sell {n} {s} trigger {p}', { side: 'sell', order_type: 'SL-M' }],
];

/** A name with two neighbouring letters swapped, not the first ones. */
function swapped(name: string, random: () => number): string {
  const at = 1 + Math.floor(random() * (name.length - 2));
  return name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2);
}

function generated(seed: number, withTypos: boolean): Utterance[] {
  const random = randomFrom(seed);
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  return SHARES.flatMap(({ symbol }) =>
    TEMPLATES.map(([template, slots], at) => {
      const name =
        pick((SHORT_NAMES[symbol]?.split(', ') ?? [symbol]).filter(each => !withTypos || each.length > 6)) ??
        symbol;
      const quantity = 1 + Math.floor(random() * 500);
      const price = 100 + Math.floor(random() * 4000);
      const { order_type: type } = slots;
      const prices = type === 'LIMIT' ? { price } : type === 'SL-M' ? { trigger_price: price } : {};
      const written = withTypos ? swapped(name, random) : name;
      const text = template
        .replace('{n}', String(quantity))
        .replace('{s}', written)
        .replace('{p}', String(price));
      return {
        id: `${symbol}-${at}`,
        class: withTypos ? 'typo' : 'plain',
        text,
        expect: { intent: 'propose_order', slots: { ...slots, ...prices, symbol, quantity } },
      };
    }),
  );
}

test('orders of every share under every name, with numbers by chance (seed 7)', async () => {
  const score = await scoreAll(generated(7, false));
  expect(score.wrongCards).toEqual([]);
  expect(score.right / score.total).toBeGreaterThan(0.97);
});

test('the same with two letters of the name swapped (seed 11): asked about rather than wrong', async () => {
  const score = await scoreAll(generated(11, true));
  expect(score.wrongCards).toEqual([]);
  expect(score.right / score.total).toBeGreaterThan(0.9);
});
