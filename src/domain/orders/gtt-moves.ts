import type { TradingTx } from '../../db/store.js';
import { decided, happened, type NoteDesk } from './notes.js';
import type { GttStatus } from './order-state.js';
import type { GttRow } from './rows.js';

const BAD: readonly GttStatus[] = ['unknown', 'rejected', 'not_placed', 'expired'];

/** Tells of a move of a trigger, and keeps by what it was decided. */
export async function noteGttMove(
  tx: TradingTx,
  desk: NoteDesk,
  from: GttStatus,
  gtt: GttRow,
): Promise<void> {
  const { id, userId, status, symbol, side } = gtt;
  if (from === status) return;
  const type = `gtt.${status}` as const;
  const severity = from === 'not_placed' ? 'critical' : BAD.includes(status) ? 'warning' : 'info';
  await happened(tx, desk, { userId, type, relatedId: id, severity, data: { status, symbol, side } });
  await decided(tx, desk, {
    userId,
    action: type,
    entityType: 'gtt_orders',
    entityId: id,
    oldData: { status: from },
    newData: { status },
    rationale: { code: 'broker_answer', arguments: [status] },
  });
}
