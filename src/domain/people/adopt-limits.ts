import type { OutboxHandler } from '../../db/outbox.js';
import { outbox } from '../../db/schema/main/index.js';
import type { MainTx, TradingTx } from '../../db/store.js';
import type { RiskTolerance } from './profile-fields.js';

/** The outbox's topic for limits that follow from a tolerance. */
export const LIMITS_TOPIC = 'limits.adopt';

/**
 * Sets the limits that follow from a tolerance, in the transaction given. To be repeated safely. It may set a limit where
 * there is none, and tighten one; it never loosens one, also when the tolerance went up.
 */
export type AdoptLimits = (tx: TradingTx, userId: string, tolerance: RiskTolerance) => Promise<void>;

/** Asks for them in the transaction that decided the tolerance: a kill between the two files loses nothing. */
export async function askForLimits(
  tx: MainTx,
  userId: string,
  tolerance: RiskTolerance,
  now: number,
): Promise<void> {
  await tx.insert(outbox).values({ topic: LIMITS_TOPIC, payload: { userId, tolerance }, createdAt: now });
}

/** Takes the limits over in the trading file, each time once: for the outbox, under `LIMITS_TOPIC`. */
export const limitsHandler =
  (adopt: AdoptLimits): OutboxHandler<TradingTx> =>
  async (tx, { payload }) => {
    // Written by askForLimits, and by nothing else.
    const { userId, tolerance } = payload as { userId: string; tolerance: RiskTolerance };
    await adopt(tx, userId, tolerance);
  };
