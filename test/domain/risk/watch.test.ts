import { describe, expect, test } from 'vitest';
import { tradingEvents } from '../../../src/db/schema/trading/index.js';
import type { TradingMarket } from '../../../src/domain/ports.js';
import type { PortfolioFigures } from '../../../src/domain/risk/facts.js';
import { deriveLimits } from '../../../src/domain/risk/limits.js';
import { violationsOf } from '../../../src/domain/risk/violations.js';
import { breachesOf, watchBooks } from '../../../src/domain/risk/watch.js';
import { figuresFrom } from '../../../src/domain/risk/book-figures.js';
import { portfolio, position } from '../../support/order-checks.js';
import { PERSON, riskDesk } from '../../support/risk-desk.js';

const limits = deriveLimits('moderate');
const codes = (figures: PortfolioFigures) => breachesOf(figures, limits).map(({ code }) => code);

describe('breaches', () => {
  test.each([
    [
      'DAILY_LOSS',
      { equityPaise: 98_000_001, dayPnlPaise: -1_999_999 },
      { equityPaise: 98_000_000, dayPnlPaise: -2_000_000 },
    ],
    ['DRAWDOWN', { drawdownBps: 1_499 }, { drawdownBps: 1_500 }],
    [
      'POSITION',
      { positions: [position(1, { lastPaise: 20_000_000 })] },
      { positions: [position(1, { lastPaise: 20_000_001 })] },
    ],
    [
      'SECTOR',
      {
        positions: [
          position(1, { lastPaise: 20_000_000 }),
          position(1, { symbol: 'TCS', lastPaise: 20_000_000 }),
        ],
      },
      {
        positions: [
          position(1, { lastPaise: 20_000_000 }),
          position(1, { symbol: 'TCS', lastPaise: 20_000_001 }),
        ],
      },
    ],
    [
      'GROSS',
      { positions: [position(-1, { product: 'MIS', lastPaise: 100_000_000 })] },
      { positions: [position(-1, { product: 'MIS', lastPaise: 100_000_001 })] },
    ],
  ] as const)('%s begins exactly at its limit', (code, before, at) => {
    expect(codes(portfolio(before))).not.toContain(code);
    expect(codes(portfolio(at))).toContain(code);
  });

  test('a new account without money is in order', () => {
    expect(codes(portfolio({ equityPaise: 0, availablePaise: 0 }))).toEqual([]);
  });

  test.each([{ equityPaise: NaN }, { drawdownBps: NaN }, { positions: [position(1, { lastPaise: NaN })] }])(
    'a book with %o cannot be judged',
    change => {
      expect(() => breachesOf(portfolio(change), limits)).toThrow(RangeError);
    },
  );
});

describe('the monitor', () => {
  async function watched(figures: () => PortfolioFigures) {
    const { desk, store, clock } = await riskDesk(() => ({ bookId: 1 }) as TradingMarket);
    const look = async () =>
      await watchBooks(desk, ({ userId }) => Promise.resolve(userId === PERSON ? figures() : portfolio()));
    return { store, clock, look };
  }

  test('opens one violation for a breach however often it looks, and resolves it when it ends', async () => {
    let fallen = 1_600;
    const { store, clock, look } = await watched(() => portfolio({ drawdownBps: fallen }));
    expect((await look()).opened).toEqual([{ userId: PERSON, codes: ['DRAWDOWN'] }]);
    clock.advance(60_000);
    expect(await look()).toMatchObject({ watched: 2, opened: [], resolved: [], failed: [] });
    fallen = 0;
    clock.advance(60_000);
    expect((await look()).resolved).toEqual([{ userId: PERSON, codes: ['DRAWDOWN'] }]);
    const rows = await violationsOf(store.trading.read, PERSON);
    expect(rows).toMatchObject([
      { violationType: 'DRAWDOWN', severity: 'critical', resolved: true, resolvedAt: clock.now() },
    ]);
    const events = await store.trading.read.select().from(tradingEvents).orderBy(tradingEvents.id).limit(9);
    expect(events.map(({ eventType }) => eventType)).toEqual(['risk.breached', 'risk.breach_ended']);
  });

  test('a book that cannot be valued keeps its open breaches and holds up nobody', async () => {
    let figures = portfolio({ drawdownBps: 1_600 });
    const { store, look } = await watched(() => figures);
    await look();
    figures = portfolio({ equityPaise: NaN });
    expect(await look()).toMatchObject({ watched: 2, resolved: [], failed: [{ userId: PERSON }] });
    expect(await violationsOf(store.trading.read, PERSON)).toMatchObject([{ resolved: false }]);
  });
});

test('a valued book becomes figures: products together, a fall in basis points, no price as unknown', () => {
  const price = (pricePaise: number | null) => ({ price: { pricePaise } });
  const figures = figuresFrom(
    {
      holdings: [{ symbol: 'INFY', product: 'CNC', quantity: 10, ...price(150_000) }],
      positions: [{ symbol: 'TCS', product: 'MIS', quantity: -5, ...price(null) }],
      equityPaise: 1,
      day: { pnlPaise: 2 },
      drawdown: 0.85 - 1,
    },
    { availablePaise: 3, sectors: new Map() },
  );
  expect(figures).toMatchObject({ equityPaise: 1, availablePaise: 3, dayPnlPaise: 2, drawdownBps: 1_500 });
  expect(figures.positions.map(({ lastPaise }) => lastPaise)).toEqual([150_000, NaN]);
});
