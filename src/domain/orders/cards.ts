import { createHash, randomBytes } from 'node:crypto';
import { and, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { z } from 'zod';
import { pendingActions } from '../../db/schema/trading/index.js';
import type { ACTION_STATES } from '../../db/schema/values.js';
import { prepared, type TradingTx } from '../../db/store.js';
import { PAISE_MAX, type Paise, paise } from '../money.js';
import type { Desk } from '../ports.js';
import type { OrderDesk, Person, TradingMode } from './desk.js';
import { ORDER_LIMITS } from './limits.js';
import { type OrderRefusal, refusal } from './refusals.js';
import type { TradingRead } from './rows.js';

export type CardState = (typeof ACTION_STATES)[number];
export type CardRow = typeof pendingActions.$inferSelect;
export type CardStanding = Omit<CardRow, 'payload' | 'decidedAt'>;

/** The price that a card shows, and the market instant it is of. */
export interface CardQuote {
  pricePaise: Paise;
  atMs: number;
}

/** What a card is about. `about` is plain JSON that its kind understands; `bookId` is null where no market matters. */
export interface CardContent {
  about: Record<string, unknown>;
  quote: CardQuote | null;
  bookId: number | null;
}

/** What stands in the file as the payload of a card. */
const storedContent = z.strictObject({
  about: z.record(z.string(), z.unknown()),
  quote: z
    .strictObject({ pricePaise: z.int().min(0).max(PAISE_MAX).transform(paise), atMs: z.int() })
    .nullable(),
  bookId: z.int().nullable(),
}) satisfies z.ZodType<CardContent>;

/** A card as it is shown. The nonce stands nowhere else: whoever has it and the chat can press. */
export interface Card extends CardContent {
  id: string;
  nonce: string;
  kind: string;
  mode: TradingMode;
  expiresAtMs: number;
}

/** What a button carries. */
export interface Button {
  id: string;
  nonce: string;
}

/** The nonces of the product; a simulation brings its own. None begins as an option of a command line does. */
export function randomNonce(): string {
  const nonce = randomBytes(16).toString('base64url');
  return nonce.startsWith('-') ? randomNonce() : nonce;
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** JSON with the keys in order, so that what comes back from the database reads the same. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, each]) => `${JSON.stringify(name)}:${canonical(each)}`).join(',')}}`;
}

/** Over everything that a press agrees to; the quote is part of the payload. */
const digestOf = (
  card: Pick<CardRow, 'kind' | 'payload' | 'userId' | 'platform' | 'chatId' | 'mode'>,
): string => {
  const { kind, payload, userId, platform, chatId, mode } = card;
  return sha256(canonical({ kind, payload, userId, platform, chatId, mode }));
};

const p = sql.placeholder;

const insertCard = prepared((tx: TradingTx) =>
  tx
    .insert(pendingActions)
    .values({
      id: p('id'),
      userId: p('userId'),
      platform: p('platform'),
      chatId: p('chatId'),
      kind: p('kind'),
      payload: p('payload'),
      mode: p('mode'),
      digest: p('digest'),
      nonceHash: p('nonceHash'),
      state: 'pending',
      createdAt: p('createdAt'),
      expiresAt: p('expiresAt'),
      decidedAt: null,
    })
    .prepare(),
);

const liveCards = prepared((tx: TradingTx) =>
  tx
    .select({ id: pendingActions.id })
    .from(pendingActions)
    .where(
      and(
        eq(pendingActions.userId, p('userId')),
        // No parameter, or the index of those that wait would not serve.
        sql`${pendingActions.state} = 'pending'`,
        gt(pendingActions.expiresAt, p('nowMs')),
      ),
    )
    .limit(ORDER_LIMITS.liveCardsMax)
    .prepare(),
);

/** Makes a card, or says that too many wait already. */
export async function createCard(
  tx: TradingTx,
  desk: Pick<OrderDesk, 'ids' | 'nonce' | 'clock'>,
  person: Person,
  made: CardContent & { kind: string; mode: TradingMode },
): Promise<{ ok: true; card: Card } | { ok: false; refusal: OrderRefusal }> {
  const nowMs = desk.clock.now();
  const { userId, platform, chatId } = person;
  const live = await liveCards(tx).all({ userId, nowMs });
  if (live.length >= ORDER_LIMITS.liveCardsMax) return { ok: false, refusal: tooManyCards() };
  const { kind, mode, ...payload } = made;
  const card: Card = {
    ...made,
    id: desk.ids.next(),
    nonce: desk.nonce(),
    expiresAtMs: nowMs + ORDER_LIMITS.cardMs,
  };
  const row = { kind, mode, payload: { ...payload }, userId, platform, chatId };
  await insertCard(tx).run({
    ...row,
    id: card.id,
    digest: digestOf(row),
    nonceHash: sha256(card.nonce),
    createdAt: nowMs,
    expiresAt: card.expiresAtMs,
  });
  return { ok: true, card };
}

const tooManyCards = (): OrderRefusal =>
  refusal(
    'TOO_MANY_CARDS',
    `${ORDER_LIMITS.liveCardsMax} cards wait for your press already, and no more may. Press one, cancel one, or wait: a card lapses after ${ORDER_LIMITS.cardMs / 1000} seconds.`,
  );

const ownCard = prepared((db: TradingRead) =>
  db
    .select()
    .from(pendingActions)
    .where(and(eq(pendingActions.id, p('id')), eq(pendingActions.userId, p('userId'))))
    .prepare(),
);
const ownStanding = prepared((db: TradingRead) =>
  db
    .select({
      id: pendingActions.id,
      userId: pendingActions.userId,
      platform: pendingActions.platform,
      chatId: pendingActions.chatId,
      kind: pendingActions.kind,
      mode: pendingActions.mode,
      digest: pendingActions.digest,
      nonceHash: pendingActions.nonceHash,
      state: pendingActions.state,
      createdAt: pendingActions.createdAt,
      expiresAt: pendingActions.expiresAt,
    })
    .from(pendingActions)
    .where(and(eq(pendingActions.id, p('id')), eq(pendingActions.userId, p('userId'))))
    .prepare(),
);
const anyCard = prepared((db: TradingRead) =>
  db
    .select({ id: pendingActions.id })
    .from(pendingActions)
    .where(eq(pendingActions.id, p('id')))
    .prepare(),
);

export const cardById = async (db: TradingRead, userId: string, id: string): Promise<CardRow | undefined> =>
  await ownCard(db).get({ userId, id });

/** The same without what it is about, for who has read that. */
export const standingById = async (
  db: TradingRead,
  userId: string,
  id: string,
): Promise<CardStanding | undefined> => await ownStanding(db).get({ userId, id });

/**
 * What a card is about, as it was when it was made.
 * @returns undefined where it was altered since: the digest covers it, the kind, the person, the chat and the mode
 */
export function contentOf(card: CardRow): CardContent | undefined {
  if (digestOf(card) !== card.digest) return undefined;
  const parsed = storedContent.safeParse(card.payload);
  return parsed.success ? parsed.data : undefined;
}

/** Whether there is such a card, whoever has it: for the audit trail alone. */
export const isCard = async (db: TradingRead, id: string): Promise<boolean> =>
  (await anyCard(db).get({ id })) !== undefined;

const setCard = prepared((tx: TradingTx) =>
  tx
    .update(pendingActions)
    .set({ state: sql`${p('state')}`, decidedAt: sql`${p('decidedAt')}` })
    .where(
      and(
        eq(pendingActions.id, p('id')),
        eq(pendingActions.userId, p('userId')),
        eq(pendingActions.state, 'pending'),
      ),
    )
    .returning({ id: pendingActions.id })
    .prepare(),
);

/** Decides a card that waits. @throws Error when it does not: two presses cannot both have it */
export async function decideCard(
  tx: TradingTx,
  card: CardStanding,
  state: Exclude<CardState, 'pending'>,
  nowMs: number,
): Promise<void> {
  const decidedAt = Math.max(card.createdAt, nowMs);
  const set = await setCard(tx).get({ id: card.id, userId: card.userId, state, decidedAt });
  if (!set) throw new Error(`the card ${card.id} does not wait any more`);
}

/** For a job: marks the cards whose time is over. @returns how many */
export async function expireCards(desk: Pick<Desk, 'store' | 'clock'>): Promise<number> {
  const nowMs = desk.clock.now();
  return await desk.store.trading.tx(async tx => {
    const due = tx
      .select({ id: pendingActions.id })
      .from(pendingActions)
      .where(and(sql`${pendingActions.state} = 'pending'`, lte(pendingActions.expiresAt, nowMs)))
      .limit(ORDER_LIMITS.cardsExpiredPerRun);
    const expired = await tx
      .update(pendingActions)
      .set({ state: 'expired', decidedAt: nowMs })
      .where(inArray(pendingActions.id, due))
      .returning({ id: pendingActions.id });
    return expired.length;
  });
}
