import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ORDER_STATUSES } from '../../../src/db/schema/values.js';
import type { BrokerOrderStatus } from '../../../src/domain/broker-port.js';
import {
  afterFill,
  afterGttReport,
  afterReport,
  LIVE_STATUSES,
  mayMove,
  ORDER_MOVES,
  type OrderStatus,
} from '../../../src/domain/orders/order-state.js';

const REPORTED: readonly BrokerOrderStatus[] = [
  'open',
  'trigger_pending',
  'partially_filled',
  'filled',
  'cancelled',
  'expired',
  'rejected',
];
const TERMINAL = ['filled', 'cancelled', 'expired', 'rejected', 'denied'] as const;

type Step = { reported: BrokerOrderStatus } | { fill: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ reported: fc.constantFrom(...REPORTED) }),
  fc.record({ fill: fc.integer({ min: 1, max: 4 }) }),
);

/** What the CHECKs of `trading_orders` demand of a status. */
function fits(status: OrderStatus, quantity: number, filledQuantity: number): boolean {
  if ((status === 'filled') !== (filledQuantity === quantity)) return false;
  if (status === 'partially_filled') return filledQuantity > 0;
  const unfilled: OrderStatus[] = ['open', 'trigger_pending', 'rejected', 'denied', 'not_placed'];
  return !unfilled.includes(status) || filledQuantity === 0;
}

describe('the status of an order', () => {
  test('only moves by the table, and always to one that its row can hold, whatever the broker says', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<OrderStatus>(
          'submitting',
          'unknown',
          'open',
          'trigger_pending',
          'rejected',
          'not_placed',
        ),
        fc.array(step, { maxLength: 12 }),
        (start, steps) => {
          const quantity = 10;
          let status = start;
          let filledQuantity = 0;
          for (const each of steps) {
            let next: OrderStatus | undefined;
            if ('fill' in each) {
              const some = Math.min(each.fill, quantity - filledQuantity);
              if (some === 0) continue;
              next = afterFill(status, { quantity, filledQuantity: (filledQuantity += some) });
            } else next = afterReport(status, each.reported, { quantity, filledQuantity });
            if (next === undefined) throw new Error('a live order fills');
            expect(next === status || mayMove(status, next)).toBe(true);
            expect(fits(next, quantity, filledQuantity)).toBe(true);
            status = next;
          }
        },
      ),
      { seed: 8, numRuns: 2_000 },
    );
  });

  test.each(TERMINAL)('%s stays, but for fills that overtake it', status => {
    for (const reported of REPORTED)
      expect(
        afterReport(status, reported, { quantity: 10, filledQuantity: status === 'filled' ? 10 : 0 }),
      ).toBe(status);
    const allowed = ORDER_MOVES[status];
    expect(allowed.every(each => each === 'filled' || each === 'partially_filled')).toBe(true);
  });

  test('a report that knows of fills we have not booked waits for them', () => {
    expect(afterReport('submitting', 'filled', { quantity: 10, filledQuantity: 0 })).toBe('open');
    expect(afterReport('open', 'filled', { quantity: 10, filledQuantity: 4 })).toBe('partially_filled');
    expect(afterReport('partially_filled', 'rejected', { quantity: 10, filledQuantity: 4 })).toBe(
      'cancelled',
    );
  });

  test('a denied order never left us and so cannot fill', () => {
    expect(afterFill('denied', { quantity: 10, filledQuantity: 10 })).toBeUndefined();
  });

  test('nothing becomes submitting or denied, and only what is unknown turns out not placed', () => {
    for (const from of ORDER_STATUSES) {
      expect(ORDER_MOVES[from]).not.toContain('submitting');
      expect(ORDER_MOVES[from]).not.toContain('denied');
      expect(ORDER_MOVES[from].includes('not_placed')).toBe(from === 'unknown');
    }
    expect(LIVE_STATUSES.every(each => ORDER_MOVES[each].includes('filled'))).toBe(true);
  });

  test('a trigger that is over stays over', () => {
    expect(afterGttReport('cancelled', 'active')).toBe('cancelled');
    expect(afterGttReport('unknown', 'triggered')).toBe('triggered');
    expect(afterGttReport('not_placed', 'active')).toBe('active');
  });
});
