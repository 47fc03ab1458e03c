import { type Proof, proofOf } from '../portfolio/proof.js';
import type { Account } from '../ports.js';
import type { OrderDesk } from './desk.js';
import { readBroker } from './differences.js';
import { ORDER_LIMITS } from './limits.js';
import { syncBook } from './sync.js';

export type Proven = { ok: true; proof: Proof } | { ok: false; message: string };

/**
 * The books against what the broker says now (see `proofOf`). Where a line differs while fills come in, both are read again:
 * what is left differs although nothing moved.
 */
export async function proveBook(desk: OrderDesk, account: Account): Promise<Proven> {
  let before = await syncBook(desk, account);
  for (let read = 1; read <= ORDER_LIMITS.stableReadsMax; read += 1) {
    if (!before.ok) return before;
    const theirs = await readBroker(desk, account);
    if (!theirs.ok) return theirs;
    const proof = await proofOf(desk, account, theirs.value.holdings, theirs.value.funds);
    const after = await syncBook(desk, account);
    if (proof.ok || (after.ok && after.lastSeq === before.lastSeq)) return { ok: true, proof };
    before = after;
  }
  return { ok: false, message: 'the account keeps moving: ask again in a moment' };
}
