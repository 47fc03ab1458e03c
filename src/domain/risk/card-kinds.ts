import type { TradingTx } from '../../db/store.js';
import type { Desk } from '../ports.js';
import { LIMIT_CHANGE_TIMES, type LimitAnswer, readLimit, refuse } from './changes.js';
import { inUnit } from './denials.js';
import { killSwitchIsOn, storeSwitch } from './kill-switch.js';
import { insertChange, waitingOf } from './limit-change-rows.js';
import { isTighter, type LimitName, limitsOf, ruleOf, type TradingReader } from './limits.js';

// The kinds of cards that risk brings to the order protocol's press: the shape is the protocol's, told here by what is
// used of it, since the protocol stands above and is not imported.

/** What a card of these kinds is about; no price and no market matter. */
export interface RiskCardContent {
  about: Record<string, unknown>;
  quote: null;
  bookId: null;
}

/** A card to be made: `words` says on it what a press does. */
export interface RiskCardDraft {
  readonly kind: 'loosen_limit' | 'kill_switch_off';
  readonly content: RiskCardContent;
  readonly words: string;
}

interface CardRefusal {
  code: 'BAD_INPUT' | 'NO_CHANGE' | 'CHANGE_PENDING';
  message: string;
  denials: readonly never[];
}

interface PreparedCard<R> {
  ok: true;
  check(tx: TradingTx, at: { nowMs: number }): Promise<{ refusal: CardRefusal } | undefined>;
  execute(
    tx: TradingTx,
    warrant: { readonly actionId: string | null },
    nowMs: number,
  ): Promise<ExecutedCard<R>>;
}

interface ExecutedCard<R> {
  action: `${string}.${string}`;
  entityType: string;
  entityId: string;
  newData: Record<string, unknown>;
  event: { type: `${string}.${string}`; data: Record<string, unknown> };
  carryOut(): Promise<R>;
}

export interface RiskCardKind<R> {
  kind: RiskCardDraft['kind'];
  places: false;
  prepare(
    desk: Desk,
    person: { readonly userId: string },
    content: { about: Record<string, unknown> },
  ): Promise<PreparedCard<R> | { ok: false; refusal: CardRefusal }>;
}

export type RiskCardResult =
  | { readonly kind: 'loosen_limit'; readonly changeId: string; readonly effectiveAtMs: number }
  | { readonly kind: 'kill_switch_off' };

const cardRefusal = (code: CardRefusal['code'], message: string): CardRefusal => ({
  code,
  message,
  denials: [],
});

interface Loosening {
  name: LimitName;
  oldValue: number;
  newValue: number;
}

/** Whether the loosening may be asked for: it is looser than what is in force, and none of this limit waits. */
async function looseningFrom(
  read: TradingReader | TradingTx,
  userId: string,
  wish: { name: string; value: number },
): Promise<LimitAnswer<Loosening>> {
  const known = readLimit(wish.name, wish.value);
  if (!known.ok) return known;
  const name = known.value;
  const oldValue = (await limitsOf(read, userId))[name];
  const { unit } = ruleOf(name);
  if (wish.value === oldValue || isTighter(name, wish.value, oldValue))
    return refuse(
      'NOT_LOOSER',
      `${name} is ${inUnit(oldValue, unit)}; ${inUnit(wish.value, unit)} is not looser. Tightening needs no card and holds at once.`,
    );
  if (await waitingOf(read, userId, name))
    return refuse('ALREADY_WAITING', `A loosening of ${name} waits already. Cancel it before another one.`);
  return { ok: true, value: { name, oldValue, newValue: wish.value } };
}

/** The card of a loosening, or why there can be none. What is in force stands on it: if that changes, the card is void. */
export async function draftLoosening(
  desk: Pick<Desk, 'store'>,
  userId: string,
  wish: { name: string; value: number },
): Promise<LimitAnswer<RiskCardDraft>> {
  const answer = await looseningFrom(desk.store.trading.read, userId, wish);
  if (!answer.ok) return answer;
  const { name, oldValue, newValue } = answer.value;
  const { unit, words } = ruleOf(name);
  return {
    ok: true,
    value: {
      kind: 'loosen_limit',
      content: { about: { name, oldValue, newValue }, quote: null, bookId: null },
      words: `Loosen ${name} (${words}) from ${inUnit(oldValue, unit)} to ${inUnit(newValue, unit)}, 24 hours from the confirmation. Until then it can be cancelled.`,
    },
  };
}

/** The card that switches the kill switch off, or why there is nothing to switch. */
export async function draftKillSwitchOff(
  desk: Pick<Desk, 'store'>,
  userId: string,
): Promise<LimitAnswer<RiskCardDraft>> {
  if (!(await killSwitchIsOn(desk.store.trading.read, userId)))
    return refuse('NOT_WAITING', 'The kill switch is off already.');
  return {
    ok: true,
    value: {
      kind: 'kill_switch_off',
      content: { about: {}, quote: null, bookId: null },
      words:
        'Switch the kill switch off: new positions can be opened again. Orders that it cancelled stay cancelled.',
    },
  };
}

const LOOSEN: RiskCardKind<RiskCardResult> = {
  kind: 'loosen_limit',
  places: false,
  prepare: (desk, { userId }, { about }) => {
    const { name, oldValue, newValue } = about;
    if (typeof name !== 'string' || typeof oldValue !== 'number' || typeof newValue !== 'number')
      return Promise.resolve({
        ok: false,
        refusal: cardRefusal('BAD_INPUT', 'This card names no limit. Ask for a new one.'),
      });
    const wish = { name, value: newValue };
    return Promise.resolve({
      ok: true,
      check: async tx => {
        const answer = await looseningFrom(tx, userId, wish);
        if (!answer.ok) return { refusal: cardRefusal('NO_CHANGE', answer.refusal.message) };
        if (answer.value.oldValue === oldValue) return undefined;
        const message = `${name} has changed since this card was made. Ask for a new card.`;
        return { refusal: cardRefusal('NO_CHANGE', message) };
      },
      execute: async (tx, { actionId }, nowMs) => {
        const effectiveAt = nowMs + LIMIT_CHANGE_TIMES.loosenAfterMs;
        const change = await insertChange(tx, {
          id: desk.ids.next(),
          userId,
          name,
          kind: 'loosen',
          oldValue,
          newValue,
          state: 'waiting',
          actionId,
          requestedAt: nowMs,
          effectiveAt,
          decidedAt: null,
        });
        const data = { limit: name, oldValue, newValue, effectiveAt };
        return {
          action: 'risk_limit.loosening_asked',
          entityType: 'risk_limit_changes',
          entityId: change.id,
          newData: data,
          event: { type: 'risk_limit.loosening_asked', data },
          carryOut: () =>
            Promise.resolve({ kind: 'loosen_limit', changeId: change.id, effectiveAtMs: effectiveAt }),
        };
      },
    });
  },
};

const KILL_SWITCH_OFF: RiskCardKind<RiskCardResult> = {
  kind: 'kill_switch_off',
  places: false,
  prepare: (_desk, { userId }) =>
    Promise.resolve({
      ok: true,
      check: async tx =>
        (await killSwitchIsOn(tx, userId))
          ? undefined
          : { refusal: cardRefusal('NO_CHANGE', 'The kill switch is off already.') },
      execute: async (tx, _warrant, nowMs) => {
        await storeSwitch(tx, { userId, isOn: false, actor: 'person', at: nowMs });
        return {
          action: 'kill_switch.off',
          entityType: 'kill_switches',
          entityId: userId,
          newData: { isOn: false },
          event: { type: 'kill_switch.off', data: { by: 'person' } },
          carryOut: () => Promise.resolve({ kind: 'kill_switch_off' }),
        };
      },
    }),
};

/** For the table of kinds that `press` takes. */
export const RISK_CARD_KINDS: readonly RiskCardKind<RiskCardResult>[] = [LOOSEN, KILL_SWITCH_OFF];
