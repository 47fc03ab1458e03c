import type { BrokerAnswer, BrokerSession } from '../broker-port.js';
import type { Desk } from '../ports.js';
import type { OrderDesk } from './desk.js';
import { ORDER_LIMITS } from './limits.js';

/**
 * The one call that an intent leads to. It is never repeated: what throws, and what takes longer than it may, is unknown,
 * whatever still comes of it.
 */
export async function callOnce<T>(
  desk: Pick<Desk, 'sleep'>,
  call: () => Promise<BrokerAnswer<T>>,
): Promise<BrokerAnswer<T>> {
  const overdue = desk
    .sleep(ORDER_LIMITS.brokerCallMsMax)
    .then(() => unknown(`no answer within ${ORDER_LIMITS.brokerCallMsMax / 1000} seconds`));
  return await Promise.race([answered(call), overdue]);
}

async function answered<T>(call: () => Promise<BrokerAnswer<T>>): Promise<BrokerAnswer<T>> {
  try {
    return await call();
  } catch (error) {
    return unknown(error instanceof Error ? error.message : String(error));
  }
}

const unknown = (message: string): { kind: 'unknown'; message: string } => ({ kind: 'unknown', message });

/** After a no to a dead token: a new one for the next call. What was refused is not sent again. */
export async function renewIfDead(
  desk: OrderDesk,
  session: BrokerSession,
  answer: BrokerAnswer<unknown>,
): Promise<void> {
  if (answer.kind === 'no' && answer.code === 'TOKEN') await desk.renewSession(session);
}
