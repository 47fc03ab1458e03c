import { type Button, decideCard } from './cards.js';
import type { OrderDesk, Person } from './desk.js';
import { decided } from './notes.js';
import { CARD_ID, cardInTx, noSuchCard } from './press.js';
import type { OrderRefusal } from './refusals.js';

/**
 * The other button of a card: from now on nobody can confirm it. Owner, chat, nonce and state are looked at as a press
 * does, in one transaction; no market and no broker is asked.
 */
export async function cancelCard(
  desk: OrderDesk,
  person: Person,
  button: Button,
): Promise<{ ok: true; kind: string } | { ok: false; refusal: OrderRefusal }> {
  if (!CARD_ID.test(button.id)) return { ok: false, refusal: noSuchCard() };
  return await desk.store.trading.tx(async tx => {
    const card = await cardInTx(tx, desk, person, button);
    if (!('row' in card)) return card;
    const { id, kind } = card.row;
    await decideCard(tx, card.row, 'cancelled', desk.clock.now());
    await decided(tx, desk, {
      userId: person.userId,
      actor: 'person',
      action: 'card.cancelled',
      entityType: 'pending_actions',
      entityId: id,
      rationale: { code: 'own_request', arguments: ['card_cancel'] },
    });
    return { ok: true, kind };
  });
}
