import { type Guard, atMost, must } from './verdict.js';

/** How often. A change of an open order is no new order, so what counts orders leaves it out. */
export const PACE_GUARDS: readonly Guard[] = [
  {
    code: 'ORDERS_PER_MINUTE',
    appliesTo: 'entries',
    isLimit: true,
    check: ({ book, replaces }) =>
      atMost({
        what: 'Your orders within 60 seconds',
        unit: 'count',
        before: book.ordersOfMinute,
        adds: replaces ? 0 : 1,
        limit: book.limits.orders_per_minute,
        bound: 'orders_per_minute',
      }),
  },
  {
    code: 'ORDERS_PER_DAY',
    appliesTo: 'entries',
    isLimit: true,
    check: ({ book, replaces }) =>
      atMost({
        what: 'Your orders of this trading day',
        unit: 'count',
        before: book.ordersOfDay,
        adds: replaces ? 0 : 1,
        limit: book.limits.orders_per_day,
        bound: 'orders_per_day',
      }),
  },
  {
    code: 'DUPLICATE',
    appliesTo: 'all',
    isLimit: true,
    check: ({ book }) =>
      must(
        book.duplicateOf === null,
        `An order with the same share, side, product and quantity, ${book.duplicateOf ?? ''}, went out less than ${book.limits.duplicate_window / 1000} seconds ago. If a second one is meant, wait and ask again (your limit duplicate_window).`,
      ),
  },
];
