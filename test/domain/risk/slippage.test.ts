import { expect, test } from 'vitest';
import { bookTotals, tradingExecutions } from '../../../src/db/schema/trading/index.js';
import { slippageOf } from '../../../src/domain/risk/slippage.js';
import { insertOrder, PERSON, riskDesk } from '../../support/risk-desk.js';
import { NOW } from '../../support/folder.js';

const ACCOUNT = { userId: PERSON, bookId: 1 };

async function withFills() {
  const { store } = await riskDesk();
  await store.trading.tx(async tx => {
    const done = { status: 'filled', filledQuantity: 10, filledValue: 1_500_000, filledAt: NOW } as const;
    for (const [n, slippage] of [30, -10, null].entries()) {
      const orderId = await insertOrder(tx, done);
      await tx.insert(tradingExecutions).values({
        id: `FILL${n}`,
        orderId,
        userId: PERSON,
        symbol: 'INFY',
        side: 'BUY',
        quantity: 10,
        price: 150_000,
        commission: 0,
        brokerExecutionId: `TRADE${n}`,
        executedAt: NOW + n,
        bookId: n === 1 ? 2 : 1,
        tradeDate: '2026-11-23',
        recordedAt: NOW,
        charges: {},
        slippage,
      });
    }
    const none = {
      withdrawals: 0,
      dividends: 0,
      adjustments: 0,
      bought: 0,
      sold: 0,
      charges: 0,
      realized: 0,
    };
    await tx.insert(bookTotals).values({ ...ACCOUNT, ...none, deposits: 0, fills: 7, slippage: 4_200 });
  });
  return store;
}

test('slippage is of one book: its total as it was kept, and its newest fills that had a quote', async () => {
  const store = await withFills();
  expect(await slippageOf(store.trading.read, ACCOUNT)).toEqual({
    totalPaise: 4_200,
    fills: 7,
    recent: [
      {
        executionId: 'FILL0',
        symbol: 'INFY',
        side: 'BUY',
        quantity: 10,
        pricePaise: 150_000,
        slippagePaise: 30,
        costPaise: 300,
        bps: 2,
        executedAt: NOW,
      },
    ],
    averageBps: 2,
  });
});

test('a book without fills has none, and no average', async () => {
  const { store } = await riskDesk();
  expect(await slippageOf(store.trading.read, ACCOUNT)).toEqual({
    totalPaise: 0,
    fills: 0,
    recent: [],
    averageBps: null,
  });
});
