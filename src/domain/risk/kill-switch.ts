import { eq, sql } from 'drizzle-orm';
import { append } from '../../db/audit/trail.js';
import { appendEvent } from '../../db/events.js';
import { killSwitches, tradingAccounts } from '../../db/schema/trading/index.js';
import type { ACTORS } from '../../db/schema/values.js';
import { prepared, type TradingTx } from '../../db/store.js';
import type { Desk } from '../ports.js';
import type { TradingReader } from './limits.js';

type Actor = (typeof ACTORS)[number];

/**
 * Cancels the open orders of a person that would open or enlarge a position, whatever their book, and leaves protective
 * ones. Comes from the order protocol. It may be called again for orders that are cancelled already.
 */
export type CancelEntries<Outcome> = (desk: Desk, userId: string) => Promise<Outcome>;

const switchRow = prepared((read: TradingReader | TradingTx) =>
  read
    .select({ isOn: killSwitches.isOn })
    .from(killSwitches)
    .where(eq(killSwitches.userId, sql.placeholder('userId')))
    .prepare(),
);

export async function killSwitchIsOn(read: TradingReader | TradingTx, userId: string): Promise<boolean> {
  return (await switchRow(read).get({ userId }))?.isOn ?? false;
}

export interface KillSwitchState {
  readonly isOn: boolean;
  readonly changedBy: Actor | null;
  /** UTC milliseconds; null where it was never touched. */
  readonly changedAt: number | null;
}

export async function killSwitchOf(
  read: TradingReader | TradingTx,
  userId: string,
): Promise<KillSwitchState> {
  const [row] = await read
    .select({
      isOn: killSwitches.isOn,
      changedBy: killSwitches.changedBy,
      changedAt: killSwitches.changedAt,
    })
    .from(killSwitches)
    .where(eq(killSwitches.userId, userId));
  return row ?? { isOn: false, changedBy: null, changedAt: null };
}

/**
 * On at once, without a card: from the moment this commits no entry passes `checkOrder`. Then the open entries are
 * cancelled; where the process dies in between, `resumeKillSwitches` does it at the next start. `changed` is false where
 * it was on already; the entries are cancelled all the same.
 */
export async function turnKillSwitchOn<Outcome>(
  desk: Desk,
  userId: string,
  actor: Actor,
  cancelEntries: CancelEntries<Outcome>,
): Promise<{ changed: boolean; cancelled: Outcome }> {
  const changed = await desk.store.trading.tx(async tx => {
    if (await killSwitchIsOn(tx, userId)) return false;
    const at = desk.clock.now();
    await storeSwitch(tx, { userId, isOn: true, actor, at });
    await append(tx, desk.auditKey, {
      userId,
      actor,
      action: 'kill_switch.on',
      entityType: 'kill_switches',
      entityId: userId,
      oldData: { isOn: false },
      newData: { isOn: true },
      rationale: { code: actor === 'operator' ? 'operator_command' : 'own_request', arguments: ['kill_on'] },
      at,
    });
    const data = { by: actor };
    await appendEvent(tx, {
      userId,
      type: 'kill_switch.on',
      data,
      relatedId: userId,
      severity: 'critical',
      at,
    });
    return true;
  });
  return { changed, cancelled: await cancelEntries(desk, userId) };
}

/** Writes the state alone: whoever decides it notes why. */
export async function storeSwitch(
  tx: TradingTx,
  { userId, isOn, actor, at }: { userId: string; isOn: boolean; actor: Actor; at: number },
): Promise<void> {
  const state = { isOn, changedBy: actor, changedAt: at };
  await tx
    .insert(killSwitches)
    .values({ userId, ...state })
    .onConflictDoUpdate({ target: killSwitches.userId, set: state });
}

/** What the switches of several people came to. One that failed does not keep the others waiting. */
export interface ResumedSwitches<Outcome> {
  resumed: { userId: string; cancelled: Outcome }[];
  failed: { userId: string; error: Error }[];
}

/** At start, and again and again: what a kill between the switch and its cancels left open is cancelled now. */
export async function resumeKillSwitches<Outcome>(
  desk: Desk,
  cancelEntries: CancelEntries<Outcome>,
): Promise<ResumedSwitches<Outcome>> {
  const people = await desk.store.trading.read
    .select({ userId: tradingAccounts.userId, isOn: killSwitches.isOn })
    .from(tradingAccounts)
    .innerJoin(killSwitches, eq(killSwitches.userId, tradingAccounts.userId));
  const done: ResumedSwitches<Outcome> = { resumed: [], failed: [] };
  for (const { userId, isOn } of people) {
    if (!isOn) continue;
    try {
      done.resumed.push({ userId, cancelled: await cancelEntries(desk, userId) });
    } catch (fault) {
      done.failed.push({ userId, error: fault instanceof Error ? fault : new Error(String(fault)) });
    }
  }
  return done;
}
