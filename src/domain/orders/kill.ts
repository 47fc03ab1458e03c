import type { Account } from '../broker-port.js';
import { killSwitchWarrant } from './authority.js';
import { liveGtts } from './change-rows.js';
import { changeable } from './change-target.js';
import type { OrderDesk } from './desk.js';
import { type ChangeTarget, type ConfirmedChange, intendChange, submitChange } from './execute-change.js';
import { cancellable } from './gtt-target.js';
import { decided } from './notes.js';
import { CHANGEABLE } from './order-state.js';
import { exitsAmong, isProtective, liveOrders } from './reads.js';
import { accountOfRow, type GttRow, orderById } from './rows.js';
import { syncBook } from './sync.js';

/** Ids of orders and triggers by what came of their cancel; `skipped` are those with a cancel under way or just finished. */
export interface EntriesCancelled {
  accepted: string[];
  refused: string[];
  unknown: string[];
  skipped: string[];
  /** The broker could not be reached for them: try again. */
  unreachable: string[];
}

/**
 * For the kill switch: cancels every open order and trigger of a person that could make a position larger, on all their
 * markets, without a card. What can only make one smaller stays. Safe to repeat: what is being cancelled is left alone.
 */
export async function cancelEntries(desk: OrderDesk, userId: string): Promise<EntriesCancelled> {
  const { read } = desk.store.trading;
  const done: EntriesCancelled = { accepted: [], refused: [], unknown: [], skipped: [], unreachable: [] };
  const orders = await liveOrders(read, userId);
  const exits = await exitsAmong(read, orders);
  const entries = orders.filter(each => !exits.has(each.id) && CHANGEABLE.includes(each.status));
  for (const order of entries)
    await cancelOne(desk, accountOfRow(order), { kind: 'cancel', id: order.id }, done);
  const triggers: GttRow[] = [];
  for (const gtt of await liveGtts(read, userId))
    if (gtt.status === 'active' && !(await isProtective(read, accountOfRow(gtt), gtt))) triggers.push(gtt);
  for (const gtt of triggers)
    await cancelOne(desk, accountOfRow(gtt), { kind: 'cancel_gtt', id: gtt.id }, done);
  // What came of them is in the reports, also of books that nothing else looks at while they are not traded on.
  for (const account of accountsOf([...entries, ...triggers])) await syncBook(desk, account);
  return done;
}

function accountsOf(rows: readonly Account[]): Account[] {
  const byBook = new Map(rows.map(row => [row.bookId, accountOfRow(row)]));
  return [...byBook.values()];
}

interface Entry {
  kind: 'cancel' | 'cancel_gtt';
  id: string;
}

async function cancelOne(
  desk: OrderDesk,
  account: Account,
  entry: Entry,
  done: EntriesCancelled,
): Promise<void> {
  const connected = await desk.sessionFor(account);
  if (!connected.ok) return void done.unreachable.push(entry.id);
  const { inFlight } = desk.process;
  const intent: { id?: string } = {};
  try {
    const confirmed = await intendCancel(desk, account, entry, intent);
    if (!confirmed) return void done.skipped.push(entry.id);
    const { status } = await submitChange(desk, connected.session, confirmed);
    done[status === 'accepted' || status === 'refused' ? status : 'unknown'].push(entry.id);
  } finally {
    if (intent.id !== undefined) inFlight.delete(intent.id);
  }
}

async function intendCancel(
  desk: OrderDesk,
  account: Account,
  entry: Entry,
  intent: { id?: string },
): Promise<ConfirmedChange | undefined> {
  const { userId } = account;
  return await desk.store.trading.tx(async tx => {
    const target = await targetOf(tx, account, entry);
    if (!target) return undefined;
    const confirmed = await intendChange(tx, desk, killSwitchWarrant(userId), target, desk.clock.now());
    intent.id = confirmed.id;
    desk.process.inFlight.add(confirmed.id);
    await decided(tx, desk, {
      userId,
      actor: 'job',
      action: 'order.cancel_by_kill_switch',
      entityType: 'order_changes',
      entityId: confirmed.id,
      newData: { orderId: entry.id },
      rationale: { code: 'kill_switch' },
    });
    return confirmed;
  });
}

async function targetOf(
  tx: Parameters<typeof changeable>[0],
  account: Account,
  { kind, id }: Entry,
): Promise<ChangeTarget | undefined> {
  if (kind === 'cancel_gtt') {
    const found = await cancellable(tx, account, id);
    return found.ok ? { kind, orderId: id, brokerGttId: found.gtt.brokerGttId } : undefined;
  }
  const found = await changeable(tx, await orderById(tx, account.userId, id), 'cancel');
  return found.ok ? { kind, orderId: id, brokerOrderId: found.order.brokerOrderId } : undefined;
}
