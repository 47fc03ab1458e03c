import { z } from 'zod';
import type { ActionKind } from './actions.js';
import { gttById } from './change-rows.js';
import { contextOfCard, farSide, quoteOf } from './context.js';
import { cancellable } from './gtt-target.js';
import { intendChange, submitChange } from './execute-change.js';
import { intendGtt, submitGtt } from './execute-gtt.js';
import { priceMoved } from './judge.js';
import { checkLegs, judgeLegs } from './propose-gtt.js';
import { denied } from './refusals.js';
import type { ChangeRow, GttRow } from './rows.js';
import { syncBook } from './sync.js';
import { gttDraft, parseDraft } from './terms.js';

const aboutGtt = z.strictObject({ gtt: gttDraft });
const aboutCancel = z.strictObject({ gttId: z.string().regex(/^[A-Z0-9]{1,20}$/) });

/** A pressed card of a trigger: each of its legs goes through the rules again. */
export const gttKind: ActionKind<{ kind: 'gtt'; gtt: GttRow }> = {
  kind: 'gtt',
  places: true,
  prepare: async (desk, person, content) => {
    const parsed = parseDraft(aboutGtt, content.about);
    if (!parsed.ok) return parsed;
    const terms = parsed.value.gtt;
    const context = await contextOfCard(desk, person.userId, content);
    if (!context.ok) return context;
    const { account, market, session } = context;
    const quoted = await quoteOf(market, terms.symbol);
    if (!quoted.ok) return quoted;
    const { quote } = quoted;
    const judge = await judgeLegs(desk, { account, terms, quote, market });
    return {
      ok: true,
      check: async (tx, { nowMs }) => {
        const moved = await priceMoved(tx, desk, person.userId, content, farSide(quote, terms.side));
        if (moved) return moved;
        const passed = checkLegs(terms, quote.lastPaise);
        if (passed) return { refusal: passed };
        const denials = await judge.check(tx, { stage: 'confirmation', nowMs });
        return denials.length > 0 ? { refusal: denied(denials) } : undefined;
      },
      execute: async (tx, warrant, nowMs) => {
        const confirmed = await intendGtt(tx, desk, warrant, { account, terms }, nowMs);
        return {
          action: 'gtt.confirmed',
          entityType: 'gtt_orders',
          entityId: confirmed.request.tag,
          newData: terms,
          event: { type: 'gtt.submitting', data: { symbol: terms.symbol, side: terms.side } },
          carryOut: async () => ({ kind: 'gtt', gtt: await submitGtt(desk, session, confirmed) }),
        };
      },
    };
  },
};

/** What came of the cancel of a trigger. */
export interface GttCancelResult {
  kind: 'gtt_cancel';
  change: ChangeRow;
  gtt: GttRow;
}

/** A pressed card that cancels a trigger. */
export const gttCancelKind: ActionKind<GttCancelResult> = {
  kind: 'gtt_cancel',
  places: false,
  prepare: async (desk, person, content) => {
    const parsed = parseDraft(aboutCancel, content.about);
    if (!parsed.ok) return parsed;
    const { gttId } = parsed.value;
    const context = await contextOfCard(desk, person.userId, content);
    if (!context.ok) return context;
    const { account, session } = context;
    return {
      ok: true,
      check: async tx => {
        const found = await cancellable(tx, account, gttId);
        return found.ok ? undefined : found;
      },
      execute: async (tx, warrant, nowMs) => {
        const found = await cancellable(tx, account, gttId);
        if (!found.ok) throw new Error(`the trigger ${gttId} cannot be cancelled any more`);
        const target = { kind: 'cancel_gtt', orderId: gttId, brokerGttId: found.gtt.brokerGttId } as const;
        const confirmed = await intendChange(tx, desk, warrant, target, nowMs);
        return {
          action: 'gtt.cancel_confirmed',
          entityType: 'order_changes',
          entityId: confirmed.id,
          newData: { gttId },
          event: { type: 'gtt.cancel_submitting', data: { gttId } },
          carryOut: async () => {
            const change = await submitChange(desk, session, confirmed);
            if (change.status === 'accepted') await syncBook(desk, account);
            const gtt = await gttById(desk.store.trading.read, account.userId, gttId);
            return { kind: 'gtt_cancel', change, gtt: gtt ?? found.gtt };
          },
        };
      },
    };
  },
};
