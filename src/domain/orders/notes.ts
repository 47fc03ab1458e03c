import { append } from '../../db/audit/trail.js';
import type { AuditEntry } from '../../db/audit/entry.js';
import { appendEvent, type TradingEvent } from '../../db/events.js';
import type { TradingTx } from '../../db/store.js';
import type { Desk } from '../ports.js';
import { ORDER_LIMITS } from './limits.js';

/** What it takes to keep an event or a decision. */
export type NoteDesk = Pick<Desk, 'clock' | 'auditKey'>;

/** Something that happened to what belongs to one person. */
export interface Happening {
  userId: string;
  type: TradingEvent['type'];
  relatedId: string;
  severity?: TradingEvent['severity'];
  data: Record<string, unknown>;
}

export async function happened(tx: TradingTx, desk: NoteDesk, happening: Happening): Promise<void> {
  await appendEvent(tx, { severity: 'info', ...happening, at: desk.clock.now() });
}

/** A decision, with its reason. */
export async function decided(
  tx: TradingTx,
  desk: NoteDesk,
  decision: Omit<AuditEntry, 'at' | 'actor'> & { actor?: AuditEntry['actor'] },
): Promise<void> {
  await append(tx, desk.auditKey, { actor: 'exchange', ...decision, at: desk.clock.now() });
}

/** A broker's words as a column takes them: bounded, and without what is no text. Null where it said nothing. */
export function words(text: string | null): string | null {
  const clean = (text ?? '')
    .slice(0, ORDER_LIMITS.messageLettersMax)
    .replaceAll(/\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu, ' ')
    .trim();
  return clean === '' ? null : clean;
}
