import { type Card, type CardContent, createCard } from './cards.js';
import type { OrderDesk, Person } from './desk.js';
import { type OrderRefusal, refusal } from './refusals.js';
import { openAccount } from './rows.js';

/** Makes a card of a kind that another part of the product brings to the press: a looser limit, the kill switch off. */
export async function proposeAction(
  desk: OrderDesk,
  person: Person,
  action: { kind: string; content: CardContent },
): Promise<{ ok: true; card: Card } | { ok: false; refusal: OrderRefusal }> {
  return await desk.store.trading.tx(async tx => {
    const mode = await openAccount(tx, person.userId);
    if (mode === undefined)
      return { ok: false, refusal: refusal('NO_ACCOUNT', 'You have no open trading account here.') };
    return await createCard(tx, desk, person, { ...action.content, kind: action.kind, mode });
  });
}
