import type { KeyObject } from 'node:crypto';
import type { Clock } from '../clock.js';
import { AUDIT_TOPIC, auditHandler } from './audit/trail.js';
import { anchor } from './audit/anchor.js';
import { type Delivery, deliver, type OutboxHandlers } from './outbox.js';
import type { Store } from './store.js';

/**
 * What is on its way between the files arrives, and the audit trail's head is anchored: at start, every second, at the end.
 * `topics` and `toMain` take what is no audit entry; a topic that nobody takes waits.
 */
export async function settle(
  store: Store,
  auditKey: KeyObject,
  clock: Clock,
  topics: OutboxHandlers['toTrading'] = {},
  toMain: OutboxHandlers['toMain'] = {},
): Promise<Delivery> {
  const handlers = { toTrading: { ...topics, [AUDIT_TOPIC]: auditHandler(auditKey) }, toMain };
  const delivery = await deliver(store, handlers, clock);
  await anchor(store, auditKey, clock);
  return delivery;
}
