import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { pendingActions, tradingAuditTrail } from '../../src/db/schema/trading/index.js';
import type { Event } from '../../src/bots/chat.js';
import { pressed } from '../../src/bots/press.js';
import { proposeOrder } from '../../src/domain/orders/index.js';
import { ORDER_KINDS } from '../../src/domain/orders/kinds.js';
import { textOf } from '../support/door.js';
import { temporaryStore } from '../support/folder.js';
import { buyTen, orderDesk } from '../support/order-desk.js';

/** A card that waits, and what its buttons do. */
async function waiting() {
  const store = await temporaryStore();
  const desk = await orderDesk(store);
  const proposal = await proposeOrder(desk, desk.person, buyTen);
  if (!proposal.ok) throw new Error(proposal.refusal.message);
  const { id, nonce } = proposal.card;
  let book: { ok: true } | { ok: false; message: string } = { ok: true };
  const parts = { desk, kinds: ORDER_KINDS, catchUp: () => Promise.resolve(book) };
  const event = (button: 'confirm' | 'cancel'): Extract<Event, { kind: 'press' }> => ({
    kind: 'press',
    card: id,
    nonce,
    button,
  });
  return {
    desk,
    id,
    press: (button: 'confirm' | 'cancel', of = desk.person) => pressed(parts, of, event(button)),
    stateOf: async () => {
      const [row] = await store.trading.read.select().from(pendingActions).where(eq(pendingActions.id, id));
      return row?.state;
    },
    breakBook: () => {
      book = { ok: false, message: 'the broker is away' };
    },
    trail: () => store.trading.read.select().from(tradingAuditTrail).all(),
  };
}

test('a press places the order once, and the second press says so', async () => {
  const { press, stateOf } = await waiting();
  expect(textOf(await press('confirm'))).toMatch(/^#1 BUY 10 INFY, LIMIT ₹1,500\.00, CNC, DAY: open/);
  expect(textOf(await press('confirm'))).toMatch(/confirmed already; nothing was done a second time/);
  expect(await stateOf()).toBe('consumed');
});

test('a cancelled card can never be confirmed, and the trail knows of it', async () => {
  const { press, stateOf, trail } = await waiting();
  expect(textOf(await press('cancel'))).toBe('Cancelled: nothing was done.');
  expect(await stateOf()).toBe('cancelled');
  expect(textOf(await press('confirm'))).toMatch(/was cancelled/);
  expect(textOf(await press('cancel'))).toMatch(/was cancelled/);
  expect(trail().map(({ action }) => action)).toContain('card.cancelled');
});

test.each(['confirm', 'cancel'] as const)('nobody else and no other chat can %s it', async button => {
  const { press, stateOf, desk } = await waiting();
  expect(textOf(await press(button, { ...desk.person, userId: 'OTHER' }))).toMatch(/no such card/);
  expect(textOf(await press(button, { ...desk.person, chatId: 'elsewhere' }))).toMatch(
    /only be pressed in the chat/,
  );
  expect(await stateOf()).toBe('pending');
});

test('where the book cannot be brought up to date, the card waits and shows its buttons again', async () => {
  const { press, stateOf, breakBook, id } = await waiting();
  breakBook();
  const reply = await press('confirm');
  expect(textOf(reply)).toMatch(/the broker is away\. Nothing was done/);
  expect(JSON.stringify(reply.parts.at(-1))).toContain(id);
  expect(await stateOf()).toBe('pending');
});

test('a price that moved too far makes a new card with buttons of its own', async () => {
  const { press, desk, id } = await waiting();
  desk.scene.prices.set('INFY', { lastPaise: 160_000, bidPaise: 159_990, askPaise: 160_010 });
  const reply = await press('confirm');
  expect(textOf(reply)).toMatch(/The price went from ₹1,500\.10 to ₹1,600\.10/);
  const buttons = JSON.stringify(reply.parts.at(-1));
  expect(buttons).toContain('Confirm');
  expect(buttons).not.toContain(id);
});
