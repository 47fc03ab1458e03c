import type { TradingTx } from '../../db/store.js';
import { countAdherence } from './adherence.js';
import { readBookFacts } from './book-facts.js';
import type { Denial, Room } from './denials.js';
import type { BookFacts, GuardFacts, OrderCheck } from './facts.js';
import { GUARDS } from './guards/index.js';
import type { Guard } from './guards/verdict.js';
import { reckon } from './reckon.js';
import { recordDenials } from './violations.js';

/** What all guards say of an order: every denial, and the room under each limit that it was measured against. */
export interface Judgement {
  readonly denials: readonly Denial[];
  readonly rooms: readonly Room[];
  /** Codes of the limits that applied to it, kept and broken. */
  readonly kept: readonly string[];
  readonly broken: readonly string[];
  readonly isReducing: boolean;
}

/** Runs every guard over gathered facts. Pure; a guard that throws would be a defect, and so is not caught. */
export function judge(check: OrderCheck, book: BookFacts, guards: readonly Guard[] = GUARDS): Judgement {
  const reckoned = reckon(check, book);
  const facts: GuardFacts = { ...check, book, reckoned };
  const applying = guards.filter(({ appliesTo }) => appliesTo === 'all' || !reckoned.isReducing);
  const verdicts = applying.map(guard => ({ guard, verdict: guard.check(facts) }));
  const denials: Denial[] = [];
  const rooms: Room[] = [];
  for (const { guard, verdict } of verdicts) {
    const { code } = guard;
    if (verdict.measure) rooms.push({ code, ...verdict.measure });
    if (!verdict.ok) denials.push({ code, message: verdict.message, ...(verdict.measure ?? UNMEASURED) });
  }
  const limits = verdicts.filter(({ guard }) => guard.isLimit);
  return {
    denials,
    rooms,
    kept: limits.filter(({ verdict }) => verdict.ok).map(({ guard }) => guard.code),
    broken: limits.filter(({ verdict }) => !verdict.ok).map(({ guard }) => guard.code),
    isReducing: reckoned.isReducing,
  };
}

const UNMEASURED = { unit: null, limit: null, value: null, room: null } as const;

/**
 * Every reason why an order may not be placed; none where it may. Reads order counts, open orders, duplicates, locks,
 * limits and the kill switch in the caller's transaction, so that two orders at once cannot both use the same room, and
 * writes the denials to `risk_violations` and the limits kept and broken to `rule_adherence` there.
 */
export async function checkOrder(tx: TradingTx, check: OrderCheck): Promise<Denial[]> {
  const book = await readBookFacts(tx, check);
  const judgement = judge(check, book);
  // Without an account there is nobody that a row could belong to.
  if (book.account === null) return [...judgement.denials];
  await recordDenials(tx, check, judgement.denials);
  await countAdherence(tx, check, judgement);
  return [...judgement.denials];
}
