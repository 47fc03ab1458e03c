import { timingSafeEqual } from 'node:crypto';
import type { TradingTx } from '../../db/store.js';
import type { ActionKind, ExecutedAction, PreparedAction } from './actions.js';
import { pressWarrant } from './authority.js';
import {
  type Button,
  type Card,
  type CardContent,
  type CardStanding,
  type CardState,
  cardById,
  contentOf,
  createCard,
  decideCard,
  isCard,
  sha256,
  standingById,
} from './cards.js';
import type { OrderDesk, Person } from './desk.js';
import { decided, happened } from './notes.js';
import { type OrderRefusal, refusal } from './refusals.js';
import { openAccount } from './rows.js';

/** `card` is what takes the place of a card whose price has moved. */
export type PressOutcome<R> = { ok: true; result: R } | { ok: false; refusal: OrderRefusal; card?: Card };

type Refused = Extract<PressOutcome<never>, { ok: false }>;
/** A refusal, and what becomes of a card that waits. */
interface Fault {
  refusal: OrderRefusal;
  becomes?: Exclude<CardState, 'pending' | 'consumed'>;
}

export const CARD_ID = /^[A-Z0-9]{1,20}$/;
const NONCE = /^[A-Za-z0-9_-]{1,64}$/;

const DECIDED: Readonly<Record<CardState, string>> = {
  pending: 'This card waits.',
  consumed: 'This card was confirmed already; nothing was done a second time.',
  refused: 'This card was refused before and cannot be used again.',
  expired: 'The time of this card is over.',
  cancelled: 'This card was cancelled.',
};

/**
 * One press of one button. Everything that decides stands in one immediate transaction: whose card it is, the chat, the
 * nonce, the state, the time, the digest, the rules and the price again; then the card is consumed and the intent, its
 * audit entry and its event are written. Only after the commit is the broker called, once.
 * A refusal does nothing, says why, and is noted in the audit trail where the card exists.
 */
export async function press<R>(
  desk: OrderDesk,
  person: Person,
  button: Button,
  kinds: readonly ActionKind<R>[],
): Promise<PressOutcome<R>> {
  if (!CARD_ID.test(button.id)) return { ok: false, refusal: noSuchCard() };
  const seen = await cardById(desk.store.trading.read, person.userId, button.id);
  if (!seen) return await refuseForeign(desk, person, button.id);
  const fault = faultOf(seen, person, button.nonce, desk.clock.now());
  if (fault) return await refuse(desk, person, button, fault);
  const content = contentOf(seen);
  if (!content) return await refuse(desk, person, button, altered());
  const kind = kinds.find(each => each.kind === seen.kind);
  const ready = kind ? await prepareKind(desk, person, content, kind) : unknownKind(seen.kind);
  if (!ready.ok) return await refuse(desk, person, button, { refusal: ready.refusal });
  return await decide(desk, person, { button, seen, ready });
}

async function prepareKind<R>(
  desk: OrderDesk,
  person: Person,
  content: CardContent,
  kind: ActionKind<R>,
): Promise<PreparedAction<R>> {
  const { bookId } = content;
  const { userId } = person;
  if (kind.places && (bookId === null || !desk.process.isReconciled({ userId, bookId })))
    return { ok: false, refusal: reconciling() };
  return await kind.prepare(desk, person, content);
}

/** The transaction of the press, and what follows it. */
async function decide<R>(
  desk: OrderDesk,
  person: Person,
  pressed: { button: Button; seen: CardStanding; ready: Extract<PreparedAction<R>, { ok: true }> },
): Promise<PressOutcome<R>> {
  const { button, seen, ready } = pressed;
  const { inFlight } = desk.process;
  let intent: string | undefined;
  try {
    const outcome = await desk.store.trading.tx(async tx => {
      const card = await cardInTx(tx, desk, person, button);
      if (!('row' in card)) return card;
      // What is carried out is what was read and judged: its digest must be the one that stands here.
      if (card.row.digest !== seen.digest) return await settleFault(tx, desk, person, card.row, altered());
      const nowMs = desk.clock.now();
      const refused = await ready.check(tx, { nowMs, actionId: card.row.id });
      if (refused) {
        await noteRefusal(tx, desk, person, card.row.id, refused.refusal.code);
        await decideCard(tx, card.row, 'refused', nowMs);
        return await withCardInstead(tx, desk, person, card.row, refused);
      }
      await decideCard(tx, card.row, 'consumed', nowMs);
      const executed = await ready.execute(tx, pressWarrant(person.userId, card.row.id), nowMs);
      intent = executed.entityId;
      inFlight.add(intent);
      await noteConfirmation(tx, desk, person, card.row, executed);
      return executed;
    });
    return 'refusal' in outcome ? outcome : { ok: true, result: await outcome.carryOut() };
  } finally {
    if (intent !== undefined) inFlight.delete(intent);
  }
}

/** The card as the transaction finds it, or why it cannot be pressed. */
export async function cardInTx(
  tx: TradingTx,
  desk: OrderDesk,
  person: Person,
  button: Button,
): Promise<{ row: CardStanding } | Refused> {
  const row = await standingById(tx, person.userId, button.id);
  if (!row) return { ok: false, refusal: noSuchCard() };
  const fault =
    faultOf(row, person, button.nonce, desk.clock.now()) ?? (await accountFault(tx, person.userId, row));
  return fault ? await settleFault(tx, desk, person, row, fault) : { row };
}

/** Chat, nonce, state and time, in this order; whose it is was part of the question. */
function faultOf(card: CardStanding, person: Person, nonce: string, nowMs: number): Fault | undefined {
  if (card.platform !== person.platform || card.chatId !== person.chatId)
    return { refusal: refusal('OTHER_CHAT', 'A card can only be pressed in the chat that it was shown in.') };
  if (!isNonce(nonce, card.nonceHash))
    return {
      refusal: refusal('WRONG_NONCE', 'This button does not belong to the card. Ask for a new card.'),
    };
  if (card.state !== 'pending') return { refusal: refusal('ALREADY_DECIDED', DECIDED[card.state]) };
  if (nowMs >= card.expiresAt || nowMs < card.createdAt)
    return {
      refusal: refusal(
        'EXPIRED',
        'The time of this card is over. Ask for it again, and press within 90 seconds.',
      ),
      becomes: 'expired',
    };
  return undefined;
}

const altered = (): Fault => ({
  refusal: refusal('ALTERED', 'What this card is about was altered after it was made. Ask for a new card.'),
  becomes: 'refused',
});

function isNonce(nonce: string, hash: string): boolean {
  // Compared as hashes: they are of one length, and the time it takes says nothing of the nonce.
  const given = NONCE.test(nonce) ? nonce : '';
  return timingSafeEqual(Buffer.from(sha256(given), 'hex'), Buffer.from(hash, 'hex'));
}

async function accountFault(tx: TradingTx, userId: string, card: CardStanding): Promise<Fault | undefined> {
  const mode = await openAccount(tx, userId);
  if (mode === undefined)
    return { refusal: refusal('NO_ACCOUNT', 'This account is closed: nothing can be confirmed any more.') };
  if (mode !== card.mode)
    return {
      refusal: refusal('OTHER_MARKET', `This card is for ${card.mode} trading, and you trade ${mode} now.`),
      becomes: 'refused',
    };
  return undefined;
}

/** Refuses a press of one's own card: for `fault`, where the card is in order when it is read again. */
async function refuse(desk: OrderDesk, person: Person, button: Button, fault: Fault): Promise<Refused> {
  return await desk.store.trading.tx(async tx => {
    const card = await cardInTx(tx, desk, person, button);
    if (!('row' in card)) return card;
    return await settleFault(tx, desk, person, card.row, fault);
  });
}

async function refuseForeign(desk: OrderDesk, person: Person, id: string): Promise<Refused> {
  if (await isCard(desk.store.trading.read, id))
    await desk.store.trading.tx(tx => noteRefusal(tx, desk, person, id, 'OTHER_PERSON'));
  return { ok: false, refusal: noSuchCard() };
}

async function settleFault(
  tx: TradingTx,
  desk: OrderDesk,
  person: Person,
  card: CardStanding,
  fault: Fault,
): Promise<Refused> {
  await noteRefusal(tx, desk, person, card.id, fault.refusal.code);
  if (fault.becomes) await decideCard(tx, card, fault.becomes, desk.clock.now());
  return { ok: false, refusal: fault.refusal };
}

async function withCardInstead(
  tx: TradingTx,
  desk: OrderDesk,
  person: Person,
  row: CardStanding,
  refused: { refusal: OrderRefusal; instead?: CardContent },
): Promise<Refused> {
  if (!refused.instead) return { ok: false, refusal: refused.refusal };
  const made = await createCard(tx, desk, person, { ...refused.instead, kind: row.kind, mode: row.mode });
  return { ok: false, refusal: refused.refusal, ...(made.ok ? { card: made.card } : {}) };
}

async function noteRefusal(
  tx: TradingTx,
  desk: OrderDesk,
  person: Person,
  id: string,
  rule: string,
): Promise<void> {
  await decided(tx, desk, {
    userId: person.userId,
    actor: 'person',
    action: 'card.refused',
    entityType: 'pending_actions',
    entityId: id,
    rationale: { code: 'refused_card', arguments: [id, rule] },
  });
}

async function noteConfirmation<R>(
  tx: TradingTx,
  desk: OrderDesk,
  { userId }: Person,
  card: CardStanding,
  executed: ExecutedAction<R>,
): Promise<void> {
  const { action, entityType, entityId, newData, event } = executed;
  await decided(tx, desk, {
    userId,
    actor: 'person',
    action,
    entityType,
    entityId,
    newData,
    rationale: { code: 'confirmed_card', arguments: [card.id] },
  });
  await happened(tx, desk, { userId, relatedId: entityId, ...event });
}

export const noSuchCard = () =>
  refusal('NO_SUCH_CARD', 'There is no such card of yours. Ask again for what you want to do.');

const reconciling = () =>
  refusal(
    'RECONCILING',
    'Your account is still being compared with the broker after a start; nothing is placed before that. Press again in a few seconds.',
  );

const unknownKind = (kind: string) => ({
  ok: false as const,
  refusal: refusal(
    'UNKNOWN_KIND',
    `This version of the product cannot carry out a card of the kind ${kind}.`,
  ),
});
