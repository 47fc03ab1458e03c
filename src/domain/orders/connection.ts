import type { Account, BrokerReading, BrokerSession } from '../broker-port.js';
import type { OrderDesk } from './desk.js';

export type Asked<T> = { ok: true; value: T } | { ok: false; message: string };

/**
 * Asks the broker a question. A token that it does not take any more is renewed once and the question asked again:
 * readings may be repeated, which what changes an account never is.
 */
export async function ask<T>(
  desk: OrderDesk,
  account: Account,
  question: (session: BrokerSession) => Promise<BrokerReading<T>>,
): Promise<Asked<T>> {
  const connected = await desk.sessionFor(account);
  if (!connected.ok) return { ok: false, message: connected.refusal.message };
  const first = await answered(connected.session, question);
  if (first.ok || first.code !== 'TOKEN') return first;
  const renewed = await desk.renewSession(connected.session);
  if (!renewed.ok) return { ok: false, message: renewed.refusal.message };
  return await answered(renewed.session, question);
}

/** An adapter that throws is out of reach. */
async function answered<T>(
  session: BrokerSession,
  question: (session: BrokerSession) => Promise<BrokerReading<T>>,
): Promise<BrokerReading<T>> {
  try {
    return await question(session);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { ok: false, code: 'UNREACHABLE', message };
  }
}
