import { z } from 'zod';
import type { OutboxHandler } from '../../db/outbox.js';
import { outbox } from '../../db/schema/both.js';
import type { MainFile, MainTx } from '../../db/store.js';
import { formatPaise, type Micros, paise } from '../money.js';
import type { ActionKind } from '../orders/actions.js';
import type { CardContent } from '../orders/cards.js';
import { refusal } from '../orders/refusals.js';
import { done, type PeopleAnswer, refuse } from '../people/person.js';
import { COST_PERIODS, type CostLimit, costLimitsOf, LIMITED } from './cost-limits.js';
import {
  type CostLimitDesk,
  type CostLimitRefusal,
  type CostLimitWish,
  entryOf,
  nameOf,
  writeLimit,
  wrongAmount,
} from './set.js';

/** The topic under which the trading file, where cards are pressed, hands a raised limit to the main file. */
export const COST_LIMIT_TOPIC = 'cost_limit.raise';

/** What stands on the card. The rate is part of it: a press agrees to rupees and dollars at once. */
const raising = z.strictObject({
  provider: z.enum(LIMITED),
  period: z.enum(COST_PERIODS),
  amountPaise: z.int().transform(paise),
  paisePerUsd: z.int(),
  rateDate: z.string(),
  /** When the limit was set that this card raises. */
  setAt: z.int(),
});
type Raising = z.output<typeof raising>;

export interface RaiseDraft {
  readonly kind: 'raise_cost_limit';
  readonly content: CardContent;
  readonly words: string;
}

/** The card of a higher limit, or why there can be none. Nothing changes before it is pressed. */
export async function draftRaise(
  desk: CostLimitDesk,
  userId: string,
  wish: CostLimitWish,
): Promise<PeopleAnswer<RaiseDraft, CostLimitRefusal>> {
  const { provider, period, amountPaise } = wish;
  const wrong = wrongAmount(amountPaise);
  if (wrong !== undefined) return refuse('BAD_VALUE', wrong);
  const before = (await costLimitsOf(desk.store.main.read, userId))[provider]?.[period];
  const next = entryOf(wish, desk.rate, desk.clock.now(), before);
  if (!before || next.micros <= before.micros)
    return refuse(
      'NOT_HIGHER',
      before
        ? `${nameOf(wish)} is ${formatPaise(before.paise)}; ${formatPaise(amountPaise)} is not higher, so it needs no card and can be set at once.`
        : `${nameOf(wish)} is not set, so ${formatPaise(amountPaise)} needs no card and can be set at once.`,
    );
  const { paisePerUsd, date: rateDate } = desk.rate;
  const about: Raising = { provider, period, amountPaise, paisePerUsd, rateDate, setAt: before.set_at };
  return done({
    kind: 'raise_cost_limit',
    content: { about: { ...about }, quote: null, bookId: null },
    words: `Raise ${lower(nameOf(wish))} from ${formatPaise(before.paise)} to ${formatPaise(amountPaise)}, from the confirmation on.`,
  });
}

const lower = (text: string) => text.charAt(0).toLowerCase() + text.slice(1);

export interface RaiseResult {
  readonly kind: 'raise_cost_limit';
  readonly limitMicros: Micros;
}

/**
 * For the table of kinds that `press` takes. The press writes what is to be raised into the trading file's outbox, in its
 * own transaction; it is carried out at once after the commit, and after a kill by the delivery of the outbox.
 */
export const RAISE_COST_LIMIT: ActionKind<RaiseResult> = {
  kind: 'raise_cost_limit',
  places: false,
  prepare: async ({ store }, { userId }, { about }) => {
    const parsed = raising.safeParse(about);
    if (!parsed.success) return refused('BAD_INPUT', 'This card names no limit. Ask for a new one.');
    const asked = parsed.data;
    const before = await currentOf(store.main.read, userId, asked);
    // Judged here and once more where it is written: the main file has no part in the transaction of the press.
    if (!before)
      return refused('NO_CHANGE', 'This limit has changed since the card was made. Ask for a new card.');
    return {
      ok: true,
      check: () => Promise.resolve(undefined),
      execute: async (tx, _warrant, nowMs) => {
        const limit = raised(asked, nowMs, before);
        await tx
          .insert(outbox)
          .values({ topic: COST_LIMIT_TOPIC, payload: { userId, ...asked }, createdAt: nowMs });
        const { provider, period } = asked;
        const data = {
          provider: provider === '*' ? 'all' : provider,
          period,
          oldMicros: before.micros,
          newMicros: limit.micros,
        };
        return {
          action: 'cost_limit.raised',
          entityType: 'cost_limit',
          entityId: userId,
          newData: data,
          event: { type: 'cost_limit.raised', data },
          carryOut: async () => {
            await store.main.tx(inner => raise(inner, userId, asked, nowMs));
            return { kind: 'raise_cost_limit', limitMicros: limit.micros };
          },
        };
      },
    };
  },
};

const refused = (code: 'BAD_INPUT' | 'NO_CHANGE', message: string) => ({
  ok: false as const,
  refusal: refusal(code, message),
});

/** The limit that a card was made for, unless it was changed since. */
async function currentOf(
  read: Pick<MainFile['read'] | MainTx, 'select'>,
  userId: string,
  { provider, period, setAt }: Raising,
): Promise<CostLimit | undefined> {
  const current = (await costLimitsOf(read, userId))[provider]?.[period];
  return current?.set_at === setAt ? current : undefined;
}

function raised(asked: Raising, nowMs: number, before: CostLimit): CostLimit {
  const rate = { paisePerUsd: asked.paisePerUsd, date: asked.rateDate };
  return entryOf(asked, rate, nowMs, before);
}

/** To be repeated safely: a limit that was changed since the card, by this raise too, is left as it is. */
async function raise(tx: MainTx, userId: string, asked: Raising, nowMs: number): Promise<void> {
  const before = await currentOf(tx, userId, asked);
  if (before) await writeLimit(tx, userId, asked, raised(asked, nowMs, before), nowMs);
}

/** For the outbox of the trading file, under `COST_LIMIT_TOPIC`. */
export const raiseHandler: OutboxHandler<MainTx> = async (tx, { payload, createdAt }) => {
  const { userId, ...asked } = raising.extend({ userId: z.string() }).parse(payload);
  await raise(tx, userId, asked, createdAt);
};
