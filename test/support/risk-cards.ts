import type { Desk } from '../../src/domain/ports.js';
import { draftLoosening, RISK_CARD_KINDS, type RiskCardDraft } from '../../src/domain/risk/card-kinds.js';

let cards = 0;

/** Presses a card of risk's as the order protocol does: prepare, check and execute in one transaction, then carry out. */
export async function pressCard(desk: Desk, userId: string, draft: Pick<RiskCardDraft, 'kind' | 'content'>) {
  const kind = RISK_CARD_KINDS.find(each => each.kind === draft.kind);
  if (!kind) throw new Error(`no kind ${draft.kind}`);
  // A card comes back from the database as JSON.
  const content = JSON.parse(JSON.stringify(draft.content)) as RiskCardDraft['content'];
  const ready = await kind.prepare(desk, { userId }, content);
  if (!ready.ok) return { refused: ready.refusal.code, message: ready.refusal.message };
  cards += 1;
  const actionId = `PRESSED${cards}`;
  const done = await desk.store.trading.tx(async tx => {
    const refused = await ready.check(tx, { nowMs: desk.clock.now() });
    return refused ?? (await ready.execute(tx, { actionId }, desk.clock.now()));
  });
  if ('refusal' in done) return { refused: done.refusal.code, message: done.refusal.message };
  return { action: done.action, entityId: done.entityId, result: await done.carryOut() };
}

/** Asks for a loosening and presses its card. @returns the id of the change that waits */
export async function askLoosening(desk: Desk, userId: string, name: string, value: number): Promise<string> {
  const draft = await draftLoosening(desk, userId, { name, value });
  if (!draft.ok) throw new Error(draft.refusal.message);
  const pressed = await pressCard(desk, userId, draft.value);
  if (!('entityId' in pressed) || pressed.entityId === undefined) throw new Error('the press was refused');
  return pressed.entityId;
}
