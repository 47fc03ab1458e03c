import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { OutboxHandler } from '../../db/outbox.js';
import { outbox } from '../../db/schema/both.js';
import { userInvestmentProfiles } from '../../db/schema/main/index.js';
import type { MainTx, Store } from '../../db/store.js';
import type { ActionKind } from '../orders/actions.js';
import type { CardContent } from '../orders/cards.js';
import { refusal } from '../orders/refusals.js';
import { done, type PeopleAnswer, refuse, roleOf } from './person.js';
import { profileOf, writeProfile } from './profile.js';

/** The topic under which the trading file, where cards are pressed, hands the wish to the main file. */
export const AUTO_TRADING_TOPIC = 'auto_trading.on';

export interface AutoTradingDraft {
  readonly kind: 'auto_trading_on';
  readonly content: CardContent;
  readonly words: string;
}

/** The card that switches automatic trading on, or why there can be none. Switching it off needs none: `setProfile` does. */
export async function draftAutoTrading(
  { store }: { store: Store },
  userId: string,
): Promise<PeopleAnswer<AutoTradingDraft, 'NO_PERSON' | 'ALREADY_ON'>> {
  const { read } = store.main;
  if ((await roleOf(read, userId)) === undefined) return refuse('NO_PERSON', 'There is no such person.');
  if ((await profileOf(read, userId)).autoTradingEnabled)
    return refuse('ALREADY_ON', 'Automatic trading is on already.');
  return done({
    kind: 'auto_trading_on',
    content: { about: {}, quote: null, bookId: null },
    words:
      'Switch automatic trading on: strategies that you have confirmed with a card of their own may place orders within their bounds and your limits. It can be switched off at any time without a card.',
  });
}

export interface AutoTradingResult {
  readonly kind: 'auto_trading_on';
}

/**
 * For the table of kinds that `press` takes. The press writes the wish into the trading file's outbox, in its own
 * transaction; it is carried out at once after the commit, and after a kill by the delivery of the outbox.
 */
export const AUTO_TRADING_ON: ActionKind<AutoTradingResult> = {
  kind: 'auto_trading_on',
  places: false,
  prepare: async ({ store }, { userId }) => {
    if ((await profileOf(store.main.read, userId)).autoTradingEnabled)
      return { ok: false, refusal: refusal('NO_CHANGE', 'Automatic trading is on already.') };
    return {
      ok: true,
      check: () => Promise.resolve(undefined),
      execute: async (tx, _warrant, nowMs) => {
        await tx.insert(outbox).values({ topic: AUTO_TRADING_TOPIC, payload: { userId }, createdAt: nowMs });
        return {
          action: 'auto_trading.on',
          entityType: 'profile',
          entityId: userId,
          newData: { autoTradingEnabled: true },
          event: { type: 'auto_trading.on', data: { by: 'person' } },
          carryOut: async () => {
            await store.main.tx(inner => switchOn(inner, userId, nowMs));
            return { kind: 'auto_trading_on' };
          },
        };
      },
    };
  },
};

/**
 * To be repeated safely: the press and the outbox may both come. A profile that was written since the press stays as it is,
 * since the person can have switched it off again.
 */
async function switchOn(tx: MainTx, userId: string, pressedAt: number): Promise<void> {
  if ((await roleOf(tx, userId)) === undefined) return;
  const [row] = await tx
    .select({ isOn: userInvestmentProfiles.autoTradingEnabled, updatedAt: userInvestmentProfiles.updatedAt })
    .from(userInvestmentProfiles)
    .where(eq(userInvestmentProfiles.userId, userId));
  if (row && (row.isOn || row.updatedAt > pressedAt)) return;
  const acting = { userId, actor: 'person' } as const;
  await writeProfile(tx, acting, { autoTradingEnabled: true }, pressedAt, 'auto_trading.on');
}

/** For the outbox of the trading file, under `AUTO_TRADING_TOPIC`. */
export const autoTradingHandler: OutboxHandler<MainTx> = async (tx, { payload, createdAt }) => {
  const { userId } = z.strictObject({ userId: z.string() }).parse(payload);
  await switchOn(tx, userId, createdAt);
};
