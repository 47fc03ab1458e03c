import { expect, test } from 'vitest';
import { askOffline, WRITING_TOOLS } from '../../../support/utterances.js';
import { ORDERS, TRAPS, WRAPPERS } from './cases/traps.js';

const SENTENCES = [
  ...TRAPS.trim().split('\n'),
  ...WRAPPERS.flatMap(wrapper => ORDERS.map(order => wrapper.replace('{}', order))),
];

test('there are enough of them', () => expect(SENTENCES.length).toBeGreaterThan(800));

test('what is no wish of the moment never calls a tool that writes', async () => {
  const wrong: string[] = [];
  for (const sentence of SENTENCES) {
    const { intent, slots } = await askOffline(sentence);
    if (WRITING_TOOLS.includes(intent)) wrong.push(`${sentence} -> ${intent} ${JSON.stringify(slots)}`);
  }
  expect(wrong).toEqual([]);
});

test('the orders inside them are cards when they stand alone', async () => {
  for (const order of ORDERS) expect(WRITING_TOOLS, order).toContain((await askOffline(order)).intent);
});
