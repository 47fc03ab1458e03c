import { z } from 'zod';
import type { TradingTx } from '../../db/store.js';
import type { BrokerSession } from '../broker-port.js';
import type { ActionKind, ExecutedAction } from './actions.js';
import type { Warrant } from './authority.js';
import { type Card, createCard } from './cards.js';
import { changeable, type Open, openInTx } from './change-target.js';
import { contextOf, contextOfCard } from './context.js';
import type { OrderDesk, Person } from './desk.js';
import { type ConfirmedChange, intendChange, submitChange } from './execute-change.js';
import { ORDER_LIMITS } from './limits.js';
import { type CardMarket, marketOfCard } from './order-kind.js';
import { liveOrders } from './reads.js';
import { type OrderRefusal, refusal } from './refusals.js';
import type { ChangeRow, OrderRow } from './rows.js';
import { syncBook } from './sync.js';
import { parseDraft } from './terms.js';

const named = z.strictObject({
  orderId: z.string().regex(/^[A-Z0-9]{1,20}$/),
  orderNumber: z.int().positive(),
});
const about = z.strictObject({ orders: z.array(named).min(1).max(ORDER_LIMITS.cancelledAtOnceMax) });

/** What came of each cancel, in the order of the card. */
export interface CancelSeveralResult {
  kind: 'cancel_several';
  changes: readonly (ChangeRow & { orderNumber: number })[];
}

export type CancelSeveralProposal =
  | { ok: true; card: Card; orders: readonly OrderRow[]; leftOut: number; market: CardMarket }
  | { ok: false; refusal: OrderRefusal };

/**
 * Makes the one card that cancels every order that is open on the person's market now, oldest first, at most
 * `ORDER_LIMITS.cancelledAtOnceMax`; `leftOut` counts the others. The card names each: a press means those and no order that
 * came after.
 */
export async function proposeCancelOpen(desk: OrderDesk, person: Person): Promise<CancelSeveralProposal> {
  const context = await contextOf(desk, person.userId);
  if (!context.ok) return context;
  const { account, market, mode } = context;
  const { read } = desk.store.trading;
  const open: OrderRow[] = [];
  for (const order of await liveOrders(read, person.userId))
    if (order.bookId === account.bookId && (await changeable(read, order, 'cancel')).ok) open.push(order);
  if (open.length === 0)
    return {
      ok: false,
      refusal: refusal('NO_SUCH_ORDER', 'You have no open order that could be cancelled.'),
    };
  const orders = open.slice(0, ORDER_LIMITS.cancelledAtOnceMax);
  const content = {
    about: { orders: orders.map(({ id, orderNumber }) => ({ orderId: id, orderNumber })) },
    quote: null,
    bookId: account.bookId,
  };
  const made = await desk.store.trading.tx(tx =>
    createCard(tx, desk, person, { ...content, kind: CANCEL_SEVERAL, mode }),
  );
  if (!made.ok) return made;
  return { ...made, orders, leftOut: open.length - orders.length, market: marketOfCard(market) };
}

const CANCEL_SEVERAL = 'cancel_several';

/**
 * A pressed card that cancels several orders: all intents stand in the transaction of the press, then one call each. One of
 * them that has ended since is no reason to keep the others; only where none is left the press is refused.
 */
export const cancelSeveralKind: ActionKind<CancelSeveralResult> = {
  kind: CANCEL_SEVERAL,
  places: false,
  prepare: async (desk, person, content) => {
    const parsed = parseDraft(about, content.about);
    if (!parsed.ok) return parsed;
    const ids = parsed.value.orders.map(({ orderId }) => orderId);
    const context = await contextOfCard(desk, person.userId, content);
    if (!context.ok) return context;
    const { session } = context;
    return {
      ok: true,
      check: async tx => ((await stillOpen(tx, session, ids)).length > 0 ? undefined : { refusal: ended() }),
      execute: (tx, warrant, nowMs) => execute(tx, desk, warrant, session, nowMs, ids),
    };
  },
};

const ended = () =>
  refusal('NOT_CHANGEABLE', 'None of the orders on this card is open any more. There is nothing to cancel.');

async function stillOpen(tx: TradingTx, session: BrokerSession, ids: readonly string[]): Promise<Open[]> {
  const open: Open[] = [];
  for (const id of ids) {
    const found = await openInTx(tx, session.account, id, 'cancel');
    if (found.ok) open.push(found.order);
  }
  return open;
}

async function execute(
  tx: TradingTx,
  desk: OrderDesk,
  warrant: Warrant,
  session: BrokerSession,
  nowMs: number,
  ids: readonly string[],
): Promise<ExecutedAction<CancelSeveralResult>> {
  const orders = await stillOpen(tx, session, ids);
  const [first] = orders;
  if (!first) throw new Error('none of the orders can be cancelled any more');
  const { inFlight } = desk.process;
  const intended: { confirmed: ConfirmedChange; orderNumber: number }[] = [];
  for (const { id: orderId, brokerOrderId, orderNumber } of orders) {
    const confirmed = await intendChange(
      tx,
      desk,
      warrant,
      { kind: 'cancel', orderId, brokerOrderId },
      nowMs,
    );
    inFlight.add(confirmed.id);
    intended.push({ confirmed, orderNumber });
  }
  return {
    action: 'order.cancel_confirmed',
    entityType: 'order_changes',
    entityId: intended[0]?.confirmed.id ?? first.id,
    newData: { orderIds: orders.map(({ id }) => id) },
    event: {
      type: 'order.cancel_submitting',
      data: { orderId: first.id, orderNumbers: orders.map(({ orderNumber }) => orderNumber) },
    },
    carryOut: async () => {
      try {
        const changes: CancelSeveralResult['changes'][number][] = [];
        for (const { confirmed, orderNumber } of intended)
          changes.push({ ...(await submitChange(desk, session, confirmed)), orderNumber });
        if (changes.some(({ status }) => status === 'accepted')) await syncBook(desk, session.account);
        return { kind: CANCEL_SEVERAL, changes };
      } finally {
        for (const { confirmed } of intended) inFlight.delete(confirmed.id);
      }
    },
  };
}
