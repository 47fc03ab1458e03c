import type { KeyObject } from 'node:crypto';
import { append } from '../../db/audit/trail.js';
import type { OutboxHandler } from '../../db/outbox.js';
import { outbox } from '../../db/schema/main/index.js';
import type { MainTx, TradingTx } from '../../db/store.js';
import type { RiskTolerance } from './profile-fields.js';

/** The outbox's topic for limits that follow from a tolerance. */
export const LIMITS_TOPIC = 'limits.adopt';

/** A limit that was set, or made tighter. */
export interface AdoptedLimit {
  readonly name: string;
  /** Null where there was none. */
  readonly oldValue: number | null;
  readonly newValue: number;
}

/**
 * Sets the limits that follow from a tolerance, in the transaction given, and returns what changed. To be repeated safely.
 * It may set a limit where there is none, and tighten one; it never loosens one, also when the tolerance went up.
 */
export type AdoptLimits = (
  tx: TradingTx,
  userId: string,
  tolerance: RiskTolerance,
  atMs: number,
) => Promise<readonly AdoptedLimit[]>;

/** Asks for them in the transaction that decided the tolerance: a kill between the two files loses nothing. */
export async function askForLimits(
  tx: MainTx,
  userId: string,
  tolerance: RiskTolerance,
  now: number,
): Promise<void> {
  await tx.insert(outbox).values({ topic: LIMITS_TOPIC, payload: { userId, tolerance }, createdAt: now });
}

/** Takes the limits over in the trading file, each time once, and audits them: for the outbox, under `LIMITS_TOPIC`. */
export const limitsHandler =
  (adopt: AdoptLimits, auditKey: KeyObject): OutboxHandler<TradingTx> =>
  async (tx, { payload, createdAt }) => {
    // Written by askForLimits, and by nothing else.
    const { userId, tolerance } = payload as { userId: string; tolerance: RiskTolerance };
    const adopted = await adopt(tx, userId, tolerance, createdAt);
    if (adopted.length === 0) return;
    await append(tx, auditKey, {
      userId,
      actor: 'job',
      action: 'limits.adopted',
      entityType: 'risk_limits',
      entityId: userId,
      oldData: Object.fromEntries(adopted.map(({ name, oldValue }) => [name, oldValue])),
      newData: Object.fromEntries(adopted.map(({ name, newValue }) => [name, newValue])),
      rationale: { code: 'risk_rule', arguments: [tolerance] },
      at: createdAt,
    });
  };
