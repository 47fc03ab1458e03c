import type { MainFile } from '../../db/store.js';
import { reserve, type Settlement, settle } from './spend.js';
import { type Reservation, type SpendDenial, SpendDenied, type SpendLimit } from './spend-limits.js';
import { type AccountedCall, keepUsage } from './turn-write.js';

/**
 * A call that belongs to no turn (the check of a key, a summary in the background): its worst case is taken from every limit.
 * A kill leaves it held, as that of a turn.
 */
export async function beginCall(
  main: MainFile,
  budget: { reservation: Reservation; limits: readonly SpendLimit[] },
): Promise<{ ok: true } | { ok: false; denial: SpendDenial }> {
  try {
    await main.tx(tx => reserve(tx, budget.reservation, budget.limits));
    return { ok: true };
  } catch (error) {
    if (error instanceof SpendDenied) return { ok: false, denial: error.denial };
    throw error;
  }
}

/**
 * Settles it, with its usage row.
 * @param at UTC milliseconds
 * @returns undefined when it was settled before: then nothing was written
 */
export async function endCall(
  main: MainFile,
  held: { id: string; userId: string },
  call: AccountedCall,
  at: number,
): Promise<Settlement | undefined> {
  const unbilled = call.costMicros === 0 && !call.success;
  return await main.tx(async tx => {
    const settlement = await settle(tx, held, unbilled ? 'released' : call.costMicros, at);
    if (settlement) await keepUsage(tx, held.userId, call, at);
    return settlement;
  });
}
