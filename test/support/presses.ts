import { eq } from 'drizzle-orm';
import { pendingActions, tradingOrders } from '../../src/db/schema/trading/index.js';
import type { Card } from '../../src/domain/orders/cards.js';
import type { Person } from '../../src/domain/orders/desk.js';
import { ORDER_LIMITS } from '../../src/domain/orders/limits.js';
import { randomFrom } from './random.js';
import { type Floor, tradingFloor } from './trading-floor.js';

const AT_ONCE = 100;
/** Orders of one trading day, well below the limit of a day. */
const ROUNDS_A_DAY = 100;
/** Below the limit of open orders: that an order has ended is known when its report is read. */
const ROUNDS_A_SYNC = 25;
/** More than the limit of orders in a minute needs. */
const BETWEEN_ROUNDS_MS = 20_000;

/** An order that the exchange takes and ends at once, so that none stays open. */
const passing = { pricePaise: 105_000, validity: 'IOC' } as const;

/** A hundred presses of one card at once, `rounds` times. @returns presses that were taken, and orders at the exchange */
export async function pressedAtOnce(
  rounds: number,
  onRound: (round: number) => void = () => undefined,
): Promise<{ taken: number; atExchange: number; ours: number; refusals: Set<string> }> {
  const floor = await tradingFloor();
  const person = await floor.addTrader('Asha');
  const refusals = new Set<string>();
  let taken = 0;
  for (let round = 1; round <= rounds; round += 1) {
    const card = await floor.propose(person, passing);
    const outcomes = await Promise.all(Array.from({ length: AT_ONCE }, () => floor.press(person, card)));
    const good = outcomes.filter(each => each.ok).length;
    if (good !== 1) throw new Error(`round ${round}: ${good} of ${AT_ONCE} presses were taken`);
    taken += good;
    for (const each of outcomes) if (!each.ok) refusals.add(each.refusal.code);
    if (floor.ordersAtExchange(person.userId) !== round) throw new Error(`round ${round}: not one order`);
    floor.pass(BETWEEN_ROUNDS_MS);
    if (round % ROUNDS_A_SYNC === 0) await floor.app.trading.catchUp(person.userId);
    if (round % ROUNDS_A_DAY === 0) await nextDay(floor, person);
    onRound(round);
  }
  await floor.app.trading.catchUp(person.userId);
  const ours = await floor.app.store.trading.read.$count(
    tradingOrders,
    eq(tradingOrders.userId, person.userId),
  );
  return { taken, atExchange: floor.ordersAtExchange(person.userId), ours, refusals };
}

async function nextDay({ app }: Floor, { userId }: Person): Promise<void> {
  const [next] = await app.markets.comingSessions(userId, 1);
  if (!next) throw new Error('the market ended');
  await app.markets.leap(userId, next.openMs + 30 * 60_000);
  await app.trading.catchUp(userId);
}

type Bad = 'forged' | 'another person' | 'another chat' | 'replayed' | 'expired' | 'edited' | 'no such card';
const BAD: readonly Bad[] = [
  'forged',
  'another person',
  'another chat',
  'replayed',
  'expired',
  'edited',
  'no such card',
];
const EXPECTED: Readonly<Record<Bad, readonly string[]>> = {
  forged: ['WRONG_NONCE'],
  'another person': ['NO_SUCH_CARD'],
  'another chat': ['OTHER_CHAT'],
  replayed: ['ALREADY_DECIDED'],
  expired: ['EXPIRED'],
  edited: ['ALTERED'],
  'no such card': ['NO_SUCH_CARD'],
};
/** A card is used for so many bad presses before a new one takes its place. */
const PRESSES_A_CARD = 50;

/** Bad presses of all kinds. @returns how many of each kind were refused as expected; throws on the first that was not */
export async function badPresses(
  count: number,
  seed: number,
  onPress: (made: number) => void = () => undefined,
): Promise<Map<Bad, number>> {
  const floor = await tradingFloor();
  const [owner, stranger] = [await floor.addTrader('Asha'), await floor.addTrader('Binu')];
  const random = randomFrom(seed);
  const consumed = await floor.propose(owner, passing);
  await floor.press(owner, consumed);
  const orders = () => floor.ordersAtExchange(owner.userId) + floor.ordersAtExchange(stranger.userId);
  const before = orders();
  const refused = new Map<Bad, number>();
  let card: Card | undefined;
  for (let made = 1; made <= count; made += 1) {
    const kind = BAD[Math.floor(random() * BAD.length)] ?? 'forged';
    if (!card || made % PRESSES_A_CARD === 0) {
      floor.pass(ORDER_LIMITS.cardMs);
      card = await floor.propose(owner, passing);
    }
    const bad = await badPress(floor, { kind, card, consumed, owner, stranger, random });
    const outcome = await floor.press(bad.person, bad.button);
    if (outcome.ok || !EXPECTED[kind].includes(outcome.refusal.code))
      throw new Error(`press ${made}, ${kind}: ${JSON.stringify(outcome)}`);
    refused.set(kind, (refused.get(kind) ?? 0) + 1);
    // These two ended the card.
    if (kind === 'expired' || kind === 'edited') card = undefined;
    onPress(made);
  }
  if (orders() !== before) throw new Error(`${orders() - before} orders were placed`);
  return refused;
}

async function badPress(
  floor: Floor,
  at: {
    kind: Bad;
    card: Card;
    consumed: Card;
    owner: Person;
    stranger: Person;
    random: () => number;
  },
): Promise<{ person: Person; button: { id: string; nonce: string } }> {
  const { kind, card, consumed, owner, stranger, random } = at;
  const letter = () => 'ABCDEFGHJKMNPQRSTVWXYZ0123456789'.charAt(Math.floor(random() * 32));
  const { id, nonce } = card;
  const good = { person: owner, button: { id, nonce } };
  switch (kind) {
    case 'forged': {
      const place = Math.floor(random() * nonce.length);
      // Bits of the last letter are no part of the value, but the nonce is compared as text.
      const forged =
        nonce.slice(0, place) + (nonce.charAt(place) === 'A' ? 'B' : 'A') + nonce.slice(place + 1);
      return { person: owner, button: { id, nonce: forged } };
    }
    case 'another person':
      return { ...good, person: random() < 0.5 ? stranger : { ...owner, userId: stranger.userId } };
    case 'another chat':
      return {
        ...good,
        person: { ...owner, ...(random() < 0.5 ? { chatId: stranger.chatId } : { platform: 'discord' }) },
      };
    case 'replayed':
      return { person: owner, button: { id: consumed.id, nonce: consumed.nonce } };
    case 'expired':
      floor.pass(ORDER_LIMITS.cardMs + Math.floor(random() * 1_000));
      return good;
    case 'edited':
      await edit(floor, card, random);
      return good;
    case 'no such card':
      return { person: owner, button: { id: Array.from({ length: 20 }, letter).join(''), nonce } };
  }
}

/** What somebody with the file could write into a card that waits. */
async function edit({ app }: Floor, { id, about, quote, bookId }: Card, random: () => number): Promise<void> {
  const order = { ...(about.order as object), quantity: 2 + Math.floor(random() * 1_000) };
  const edits = [
    { payload: { about: { order }, quote, bookId } },
    { payload: { about, quote: { pricePaise: 1, atMs: 1 }, bookId } },
    { payload: { about, quote, bookId: 2 } },
    { kind: 'gtt' },
    { digest: '0'.repeat(64) },
  ];
  const set = edits[Math.floor(random() * edits.length)] ?? {};
  await app.store.trading.tx(
    async tx => void (await tx.update(pendingActions).set(set).where(eq(pendingActions.id, id))),
  );
}
