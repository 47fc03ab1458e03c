import { and, eq, lte, sql } from 'drizzle-orm';
import type { Rationale } from '../../db/audit/entry.js';
import { riskLimitChanges } from '../../db/schema/trading/index.js';
import type { ACTORS } from '../../db/schema/values.js';
import type { TradingTx } from '../../db/store.js';
import type { Desk } from '../ports.js';
import { inUnit } from './denials.js';
import { decide, insertChange, type LimitChange, note, ownChange, waitingOf } from './limit-change-rows.js';
import {
  isLimitName,
  isTighter,
  LIMIT_NAMES,
  type LimitName,
  limitsOf,
  ruleOf,
  storeLimit,
} from './limits.js';

export const LIMIT_CHANGE_TIMES = { undoMs: 10 * 60_000, loosenAfterMs: 24 * 3_600_000 } as const;
const DUE_PER_RUN = 500;

/** What a change of a limit works with. */
export type LimitDesk = Pick<Desk, 'store' | 'clock' | 'ids' | 'auditKey'>;

export type LimitRefusalCode =
  | 'UNKNOWN_LIMIT'
  | 'BAD_VALUE'
  | 'NOT_TIGHTER'
  | 'NOT_LOOSER'
  | 'ALREADY_WAITING'
  | 'NO_SUCH_CHANGE'
  | 'NOT_UNDOABLE'
  | 'NOT_WAITING'
  | 'CHANGED_SINCE';

export interface LimitRefusal {
  readonly code: LimitRefusalCode;
  readonly message: string;
}

export type LimitAnswer<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refusal: LimitRefusal };

export const refuse = (code: LimitRefusalCode, message: string) =>
  ({ ok: false, refusal: { code, message } }) as const;

/** Reads a name and a value from outside. A value out of range is refused, never moved into it. */
export function readLimit(name: string, value: number): LimitAnswer<LimitName> {
  if (!isLimitName(name))
    return refuse(
      'UNKNOWN_LIMIT',
      `There is no limit ${JSON.stringify(name.slice(0, 40))}. There are ${LIMIT_NAMES.join(', ')}.`,
    );
  const { min, max, unit } = ruleOf(name);
  if (Number.isSafeInteger(value) && value >= min && value <= max) return { ok: true, value: name };
  return refuse(
    'BAD_VALUE',
    `${name} must be from ${inUnit(min, unit)} to ${inUnit(max, unit)}. Give another value.`,
  );
}

/**
 * A tighter limit holds at once, without a card, and can be undone for ten minutes. A loosening of the same limit that
 * waits is cancelled: the tightening came later. A value that is not tighter is refused, since that needs a card.
 */
export async function tightenLimit(
  desk: LimitDesk,
  userId: string,
  wish: { name: string; value: number; actor: (typeof ACTORS)[number] },
): Promise<LimitAnswer<LimitChange>> {
  const read = readLimit(wish.name, wish.value);
  if (!read.ok) return read;
  const name = read.value;
  return await desk.store.trading.tx(async tx => {
    const current = (await limitsOf(tx, userId))[name];
    if (!isTighter(name, wish.value, current))
      return refuse(
        'NOT_TIGHTER',
        `${name} is ${inUnit(current, ruleOf(name).unit)}; ${inUnit(wish.value, ruleOf(name).unit)} is not tighter. Loosening it takes a confirmation and 24 hours.`,
      );
    const at = desk.clock.now();
    await cancelWaitingOf(tx, desk, {
      userId,
      name,
      at,
      because: { code: 'own_request', arguments: ['tighten'] },
    });
    await storeLimit(tx, { userId, name, value: wish.value, at });
    const change = await insertChange(tx, {
      id: desk.ids.next(),
      userId,
      name,
      kind: 'tighten',
      oldValue: current,
      newValue: wish.value,
      state: 'effective',
      actionId: null,
      requestedAt: at,
      effectiveAt: at,
      decidedAt: at,
    });
    const because = { code: 'own_request', arguments: ['tighten'] } as const;
    await note(tx, desk, { change, what: 'tightened', actor: wish.actor, because });
    return { ok: true, value: change };
  });
}

/**
 * Takes a tightening back within ten minutes, to exactly what was in force before it: once, and only while its value is
 * still the one in force, so that no chain of changes ends looser than it began.
 */
export async function undoTightening(
  desk: LimitDesk,
  userId: string,
  changeId: string,
): Promise<LimitAnswer<LimitChange>> {
  return await desk.store.trading.tx(async tx => {
    const change = await ownChange(tx, userId, changeId);
    if (!change || change.kind !== 'tighten' || !isLimitName(change.name))
      return refuse('NO_SUCH_CHANGE', 'There is no such tightening of yours. List your limit changes.');
    const { name } = change;
    const at = desk.clock.now();
    if (change.state !== 'effective')
      return refuse(
        'NOT_UNDOABLE',
        'That tightening was undone already. Loosening takes a confirmation and 24 hours.',
      );
    if (at < change.requestedAt || at - change.requestedAt > LIMIT_CHANGE_TIMES.undoMs)
      return refuse(
        'NOT_UNDOABLE',
        'A tightening can be undone for 10 minutes, and they have passed. Loosening takes a confirmation and 24 hours.',
      );
    if ((await limitsOf(tx, userId))[name] !== change.newValue)
      return refuse(
        'CHANGED_SINCE',
        `${name} was changed again since. Undo the later change first, or loosen it.`,
      );
    await storeLimit(tx, { userId, name, value: change.oldValue, at });
    const undone = await decide(tx, change.id, 'undone', at);
    await note(tx, desk, {
      change: undone,
      what: 'undone',
      actor: 'person',
      because: { code: 'own_request', arguments: ['undo'] },
    });
    return { ok: true, value: undone };
  });
}

/** Takes back a loosening that has not taken effect yet. Nobody needs a card to stay as careful as they are. */
export async function cancelLoosening(
  desk: LimitDesk,
  userId: string,
  changeId: string,
): Promise<LimitAnswer<LimitChange>> {
  return await desk.store.trading.tx(async tx => {
    const change = await ownChange(tx, userId, changeId);
    if (!change || change.kind !== 'loosen')
      return refuse('NO_SUCH_CHANGE', 'There is no such loosening of yours. List your limit changes.');
    if (change.state !== 'waiting')
      return refuse('NOT_WAITING', `That loosening is ${change.state}: there is nothing to cancel.`);
    const cancelled = await decide(tx, change.id, 'cancelled', desk.clock.now());
    await note(tx, desk, {
      change: cancelled,
      what: 'cancelled',
      actor: 'person',
      because: { code: 'own_request', arguments: ['cancel'] },
    });
    return { ok: true, value: cancelled };
  });
}

/**
 * Puts the loosenings whose 24 hours are over in force, each in its own transaction, so that a kill between two is
 * harmless. One whose limit has changed since it was asked for is cancelled: a tightening meanwhile wins.
 */
export async function applyDueLoosenings(desk: LimitDesk): Promise<LimitChange[]> {
  const due = await desk.store.trading.read
    .select({ id: riskLimitChanges.id })
    .from(riskLimitChanges)
    .where(
      and(sql`${riskLimitChanges.state} = 'waiting'`, lte(riskLimitChanges.effectiveAt, desk.clock.now())),
    )
    .limit(DUE_PER_RUN);
  const decided: LimitChange[] = [];
  for (const { id } of due) {
    const change = await desk.store.trading.tx(tx => applyLoosening(tx, desk, id));
    if (change) decided.push(change);
  }
  return decided;
}

async function applyLoosening(tx: TradingTx, desk: LimitDesk, id: string): Promise<LimitChange | undefined> {
  const [change] = await tx.select().from(riskLimitChanges).where(eq(riskLimitChanges.id, id));
  const at = desk.clock.now();
  if (!change || change.state !== 'waiting' || change.effectiveAt > at) return undefined;
  const { userId, name } = change;
  const stands = isLimitName(name) && (await limitsOf(tx, userId))[name] === change.oldValue;
  if (stands) await storeLimit(tx, { userId, name, value: change.newValue, at });
  const state = stands ? 'effective' : 'cancelled';
  const decided = await decide(tx, id, state, at);
  const because = { code: 'schedule', arguments: ['apply_due_loosenings'] } as const;
  await note(tx, desk, { change: decided, what: stands ? 'loosened' : 'cancelled', actor: 'job', because });
  return decided;
}

async function cancelWaitingOf(
  tx: TradingTx,
  desk: LimitDesk,
  { userId, name, at, because }: { userId: string; name: LimitName; at: number; because: Rationale },
): Promise<void> {
  const waiting = await waitingOf(tx, userId, name);
  if (!waiting) return;
  const change = await decide(tx, waiting.id, 'cancelled', at);
  await note(tx, desk, { change, what: 'cancelled', actor: 'person', because });
}
