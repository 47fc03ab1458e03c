import { expect, test } from 'vitest';
import { randomNonce } from '../../../src/domain/orders/cards.js';
import { ORDER_KINDS } from '../../../src/domain/orders/kinds.js';
import { ORDER_LIMITS } from '../../../src/domain/orders/limits.js';
import { press } from '../../../src/domain/orders/press.js';
import { memoryStore } from '../../support/folder.js';
import { addAccount, orderDesk } from '../../support/order-desk.js';
import { orderCard, ordersIn, pressed } from '../../support/order-steps.js';

const CARDS = 1_000;
const PRESSES = 100;
const BAD_PRESSES = 50_000;

test(`${CARDS} times ${PRESSES} presses at once of one card make exactly one order each`, async () => {
  const desk = await orderDesk(await memoryStore());
  for (let n = 1; n <= CARDS; n += 1) {
    const card = await orderCard(desk);
    const outcomes = await Promise.all(Array.from({ length: PRESSES }, () => pressed(desk, card)));
    expect(outcomes.filter(each => each.ok)).toHaveLength(1);
    expect(desk.broker.calls).toHaveLength(n);
  }
  expect(ordersIn(desk)).toHaveLength(CARDS);
});

test(`${BAD_PRESSES} bad presses: none is taken`, async () => {
  const store = await memoryStore();
  const desk = await orderDesk(store);
  const other = { ...desk.person, userId: 'STRANGER' };
  await addAccount(store, other.userId);
  const used = await orderCard(desk);
  await pressed(desk, used);
  const old = await orderCard(desk);
  desk.clock.advance(ORDER_LIMITS.cardMs);
  const card = await orderCard(desk);
  const tries = [
    () => press(desk, desk.person, { id: card.id, nonce: randomNonce() }, ORDER_KINDS),
    () => press(desk, other, card, ORDER_KINDS),
    () => press(desk, { ...desk.person, chatId: randomNonce() }, card, ORDER_KINDS),
    () => pressed(desk, used),
    () => pressed(desk, old),
  ];
  for (let n = 0; n < BAD_PRESSES / tries.length; n += 1)
    for (const one of tries) expect((await one()).ok).toBe(false);
  expect(desk.broker.calls).toHaveLength(1);
  // It was harmless to the card itself.
  expect((await pressed(desk, card)).ok).toBe(true);
});
