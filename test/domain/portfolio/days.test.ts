import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { noteLines } from '../../../src/cli/pnl-text.js';
import { portfolioSnapshots } from '../../../src/db/schema/main/index.js';
import { bookDays } from '../../../src/db/schema/trading/index.js';
import { attributionOf } from '../../../src/domain/portfolio/attribution.js';
import { keepDays, markPositions } from '../../../src/domain/portfolio/days.js';
import { portfolioOf } from '../../../src/domain/portfolio/portfolio.js';
import { proofOf } from '../../../src/domain/portfolio/proof.js';
import { equityCurveOf, returnsOf } from '../../../src/domain/portfolio/returns.js';
import { closeDay, snapshotsOf, takeSnapshot } from '../../../src/domain/portfolio/snapshots.js';
import { contractNoteOf, costsOf } from '../../../src/domain/portfolio/costs.js';
import { paise } from '../../../src/domain/money.js';
import { ACCOUNT, DAYS, newBook, type TestBook } from './book.js';

const ALL = { from: '2026-01-01', to: '2026-12-31' };
const RICH = 100_000_000;

async function curve({ store }: TestBook) {
  const found = await equityCurveOf(store.trading.read, ACCOUNT, ALL);
  if (!found.ok) throw new Error(found.refusal.message);
  return found.value;
}

async function attribution({ desk, market }: TestBook, period = ALL) {
  const { data } = await market.desk.market(ACCOUNT.userId);
  const found = await attributionOf(desk, ACCOUNT, period, await data.symbols());
  if (!found.ok) throw new Error(found.refusal.message);
  return found.value;
}

/** Two days: 10 AAA and 10 BBB bought, AAA up by 10 %, then all closed. */
async function twoDays(book: TestBook) {
  const { market, cash, fill, desk } = book;
  market.set('NIFTY 50', 2_500_000);
  market.set('AAA', 1_000_000);
  market.set('BBB', 500_000);
  await cash('deposit', RICH);
  await fill('BUY', 10, 1_000_000, { charges: 1_000, strategyId: 'S1' });
  await fill('BUY', 10, 500_000, { symbol: 'BBB', charges: 500 });
  market.close();
  await closeDay(desk, ACCOUNT);
  market.next(DAYS[1]);
  market.set('AAA', 1_100_000);
  market.set('NIFTY 50', 2_550_000);
}

describe('days', () => {
  test('a day is valued at its close, and the next one begins there', async () => {
    const book = await newBook();
    await twoDays(book);
    book.market.close();
    expect(await closeDay(book.desk, ACCOUNT)).toMatchObject({ days: { closed: [DAYS[1]], waiting: null } });
    expect(await curve(book)).toMatchObject([
      { date: DAYS[0], equityPaise: RICH - 1_500, cashPaise: RICH - 15_001_500, isFinal: true },
      { date: DAYS[1], equityPaise: RICH - 1_500 + 1_000_000, benchmark: 2_550_000, isFinal: true },
    ]);
    expect((await curve(book))[1]?.growth).toBeCloseTo((RICH - 1_500 + 1_000_000) / RICH, 12);
    expect(await book.faults()).toEqual([]);
  });

  test('a portfolio shows value, gain, sectors and the day, and adds up', async () => {
    const book = await newBook();
    await twoDays(book);
    const portfolio = await portfolioOf(book.desk, ACCOUNT);
    expect(portfolio).toMatchObject({
      mark: 'simulated',
      isComplete: true,
      cashPaise: RICH - 15_001_500,
      equityPaise: RICH - 1_500 + 1_000_000,
      netDepositsPaise: RICH,
      realizedPaise: 0,
      unrealizedPaise: 1_000_000 - 1_500,
      chargesPaise: 1_500,
      day: {
        date: DAYS[1],
        since: DAYS[0],
        pnlPaise: 1_000_000,
        bySymbol: [
          { name: 'AAA', pnlPaise: 1_000_000 },
          { name: 'BBB', pnlPaise: 0 },
        ],
        byStrategy: [
          { name: '', pnlPaise: 0 },
          { name: 'S1', pnlPaise: 1_000_000 },
        ],
        bySector: [{ name: 'IT', pnlPaise: 1_000_000 }],
      },
    });
    expect(portfolio.holdings[0]).toMatchObject({
      symbol: 'AAA',
      sector: 'IT',
      strategyId: 'S1',
      entryChargesPaise: 1_000,
      averagePricePaise: 1_000_000,
      unrealizedPaise: 999_000,
      price: { state: 'fresh', pricePaise: 1_100_000 },
    });
    expect(portfolio.allocation.bySector).toMatchObject([{ name: 'IT', valuePaise: 16_000_000 }]);
  });

  test('a price that is missing or old says so, and the running day keeps what was seen last', async () => {
    const book = await newBook();
    await twoDays(book);
    await markPositions(book.desk, ACCOUNT);
    await book.fill('BUY', 10, 1_000, { symbol: 'NEW' });
    const portfolio = await portfolioOf(book.desk, ACCOUNT);
    expect(portfolio).toMatchObject({
      isComplete: false,
      unpriced: [{ symbol: 'NEW', state: 'missing', atMs: null }],
      equityPaise: RICH - 1_500 + 1_000_000,
    });
    expect(await markPositions(book.desk, ACCOUNT)).toMatchObject({ unpriced: ['NEW'], dayMarked: false });
    book.market.prices.get(DAYS[1])?.delete('BBB');
    expect((await portfolioOf(book.desk, ACCOUNT)).unpriced).toMatchObject([
      { symbol: 'BBB', state: 'stale' },
      { symbol: 'NEW' },
    ]);
    book.market.close();
    expect(await closeDay(book.desk, ACCOUNT)).toEqual({
      days: { closed: [], more: false, waiting: { date: DAYS[1], symbols: ['NEW'] } },
      snapshotId: null,
    });
  });

  test('a day is not closed while its session runs, also where nothing has a price', async () => {
    const { desk, market, cash } = await newBook();
    await cash('deposit', RICH);
    expect((await keepDays(desk, ACCOUNT)).closed).toEqual([]);
    market.close();
    expect((await keepDays(desk, ACCOUNT)).closed).toEqual([DAYS[0]]);
  });

  test('an old price alone keeps the running day from being counted', async () => {
    const book = await newBook();
    await twoDays(book);
    book.market.prices.get(DAYS[1])?.delete('BBB');
    expect(await markPositions(book.desk, ACCOUNT)).toMatchObject({ unpriced: ['BBB'], dayMarked: false });
    expect(await curve(book)).toHaveLength(1);
  });

  test('days that the service was off are valued at their own closes', async () => {
    const book = await newBook();
    const { market, desk, split } = book;
    await twoDays(book);
    market.close();
    market.next(DAYS[2]);
    market.set('AAA', 550_000);
    await split([2, 1], 10, 20);
    market.set('AAA', 600_000);
    market.close();
    market.next(DAYS[3]);
    market.set('AAA', 700_000);
    expect(await keepDays(desk, ACCOUNT)).toEqual({ closed: [DAYS[1], DAYS[2]], more: false, waiting: null });
    const start = RICH - 1_500;
    expect((await curve(book)).map(({ equityPaise }) => equityPaise)).toEqual([
      start,
      start + 1_000_000,
      start + 2_000_000,
    ]);
    await markPositions(desk, ACCOUNT);
    expect((await curve(book)).at(-1)).toMatchObject({
      date: DAYS[3],
      equityPaise: start + 4_000_000,
      isFinal: false,
    });
    expect(await book.faults()).toEqual([]);
  });

  test('what is booked after a close opens the day again, and closing it again is exact', async () => {
    const book = await newBook();
    await twoDays(book);
    book.market.close();
    await closeDay(book.desk, ACCOUNT);
    await book.cash('dp_charge', -1_534, { symbol: 'BBB', date: DAYS[0] });
    expect((await curve(book)).map(({ isFinal }) => isFinal)).toEqual([true, false]);
    expect(await attribution(book)).toMatchObject({ pnl: 1_000_000 - 1_500 - 1_534, unexplained: 0 });
    expect((await closeDay(book.desk, ACCOUNT)).days.closed).toEqual([DAYS[1]]);
    expect((await curve(book))[1]).toMatchObject({ equityPaise: RICH - 1_500 + 1_000_000 - 1_534 });
    expect(await book.faults()).toEqual([]);
  });

  test('a deposit in the middle of a day does not touch the time-weighted return', async () => {
    const grown = async (deposit: boolean) => {
      const book = await newBook();
      await twoDays(book);
      await markPositions(book.desk, ACCOUNT);
      if (deposit) await book.cash('deposit', 3 * RICH);
      book.market.close();
      await closeDay(book.desk, ACCOUNT);
      const found = await returnsOf(book.store.trading.read, ACCOUNT, ALL);
      if (!found.ok) throw new Error(found.refusal.message);
      return found.value;
    };
    const [without, withDeposit] = [await grown(false), await grown(true)];
    expect(withDeposit.timeWeighted).toBeCloseTo(without.timeWeighted ?? Number.NaN, 12);
    expect(withDeposit.netDepositsPaise).toBe(4 * RICH);
    expect(without.benchmark).toMatchObject({ from: DAYS[0], to: DAYS[1], return: expect.closeTo(0.02, 12) });
  });

  test('the money-weighted return takes the equity at both ends, and money as it came, for flows', async () => {
    const book = await newBook();
    await twoDays(book);
    book.market.close();
    await closeDay(book.desk, ACCOUNT);
    const { read } = book.store.trading;
    const found = await returnsOf(read, ACCOUNT, { from: DAYS[1], to: DAYS[1] });
    const daily = (RICH - 1_500 + 1_000_000) / (RICH - 1_500);
    expect(found).toMatchObject({
      value: { since: DAYS[0], xirr: { ok: true, rate: expect.closeTo(daily ** 365 - 1, 6) } },
    });
    expect(await returnsOf(read, ACCOUNT, ALL)).toMatchObject({ value: { since: null, xirr: { ok: true } } });
  });

  test('the deepest fall has its dates', async () => {
    const book = await newBook();
    const { market, desk } = book;
    await twoDays(book);
    for (const [date, price] of [
      [DAYS[2], 900_000],
      [DAYS[3], 950_000],
      [DAYS[4], 1_200_000],
    ] as const) {
      market.close();
      await closeDay(desk, ACCOUNT);
      market.next(date);
      market.set('AAA', price);
    }
    market.close();
    await closeDay(desk, ACCOUNT);
    const found = await returnsOf(book.store.trading.read, ACCOUNT, ALL);
    expect(found).toMatchObject({
      value: { deepestFall: { peakDate: DAYS[1], troughDate: DAYS[2], recoveredDate: DAYS[4] } },
    });
  });

  test('a fall on the day a book is opened is a fall: the opening counts as a height', async () => {
    const book = await newBook();
    const { market, desk } = book;
    market.set('AAA', 1_000_000);
    await book.cash('deposit', 10_000_000);
    await book.fill('BUY', 10, 1_000_000);
    market.set('AAA', 900_000);
    market.close();
    await closeDay(desk, ACCOUNT);
    const read = async () => {
      const found = await returnsOf(book.store.trading.read, ACCOUNT, ALL);
      if (!found.ok) throw new Error(found.refusal.message);
      return found.value.deepestFall;
    };
    const fall = { depth: expect.closeTo(-0.1, 12), peakDate: DAYS[0], troughDate: DAYS[0] };
    expect(await read()).toEqual({ ...fall, recoveredDate: null });
    expect((await curve(book))[0]?.drawdown).toBeCloseTo(-0.1, 12);
    market.next(DAYS[1]);
    market.set('AAA', 1_050_000);
    market.close();
    await closeDay(desk, ACCOUNT);
    expect(await read()).toEqual({ ...fall, recoveredDate: DAYS[1] });
  });

  test('a book is compared with the index between the same two closes', async () => {
    const book = await newBook();
    const { market, desk } = book;
    market.set('NIFTY 50', 2_500_000);
    market.set('AAA', 1_000_000);
    await book.cash('deposit', 10_000_000);
    await book.fill('BUY', 10, 1_000_000);
    // The book gains 20 % on its first day, before the index has a close to compare with.
    market.set('AAA', 1_200_000);
    market.close();
    await closeDay(desk, ACCOUNT);
    market.next(DAYS[1]);
    market.set('AAA', 1_260_000);
    market.set('NIFTY 50', 2_550_000);
    market.close();
    await closeDay(desk, ACCOUNT);
    const found = await returnsOf(book.store.trading.read, ACCOUNT, ALL);
    expect(found).toMatchObject({
      value: {
        timeWeighted: expect.closeTo(0.26, 12),
        benchmark: { from: DAYS[0], to: DAYS[1], return: expect.closeTo(0.02, 12) },
      },
    });
    expect(found.ok && found.value.benchmark?.excess).toBeCloseTo(0.05 - 0.02, 12);
  });

  test('a period in which nothing is booked is refused with words', async () => {
    const { store } = await newBook();
    expect(await equityCurveOf(store.trading.read, ACCOUNT, ALL)).toMatchObject({
      ok: false,
      refusal: { code: 'NO_DAYS', message: expect.stringContaining('Nothing is booked') },
    });
  });
});

describe('attribution', () => {
  test('a period is taken apart by symbol, strategy, sector and cost', async () => {
    const book = await newBook();
    await twoDays(book);
    await book.fill('SELL', 10, 1_150_000, { strategyId: 'S1', charges: 700 });
    await book.cash('dividend', 333, { symbol: 'BBB' });
    await book.cash('note_rounding', -40);
    expect(await attribution(book)).toMatchObject({
      pnl: 1_500_000 - 2_200 + 333 - 40,
      netDeposits: RICH,
      bySymbol: [
        { name: 'AAA', trading: 1_500_000, charges: -1_700, pnl: 1_498_300 },
        { name: 'BBB', trading: 0, charges: -500, dividends: 333, pnl: -167 },
      ],
      byStrategy: [{ name: 'S1' }, { name: '' }],
      bySector: [{ name: 'IT', pnl: 1_498_133 }],
      byCost: { trading: 1_500_000, charges: -2_200, dividends: 333, adjustments: 0 },
      noteRoundings: -40,
      unexplained: 0,
    });
  });
});

describe('snapshots', () => {
  test('there is one of each close, also when it is asked for again or was missed', async () => {
    const book = await newBook();
    await twoDays(book);
    book.market.close();
    // The day is closed, and the service is killed before its snapshot.
    await keepDays(book.desk, ACCOUNT);
    const first = await closeDay(book.desk, ACCOUNT);
    const again = await closeDay(book.desk, ACCOUNT);
    expect(again.snapshotId).toBe(first.snapshotId);
    book.clock.advance(1_000);
    await closeDay(book.desk, ACCOUNT);
    const [newest] = await snapshotsOf(book.store.main.read, ACCOUNT, { limit: 1 });
    expect(newest?.timestamp).toBe(book.clock.now() - 1_000);
    await takeSnapshot(book.desk, ACCOUNT);
    const kept = await snapshotsOf(book.store.main.read, ACCOUNT, { limit: 10 });
    expect(kept).toHaveLength(3);
    expect(new Set(kept.map(({ closeDate }) => closeDate))).toEqual(new Set([DAYS[0], DAYS[1], null]));
    expect(kept.find(({ closeDate }) => closeDate === DAYS[1])).toMatchObject({
      equityPaise: RICH - 1_500 + 1_000_000,
      holdings: [
        { symbol: 'AAA', strategyId: 'S1', quantity: 10, valuePaise: 11_000_000 },
        { symbol: 'BBB' },
      ],
      positions: [],
    });
  });

  test('while the market is open there is no snapshot of a close', async () => {
    const book = await newBook();
    await twoDays(book);
    expect((await closeDay(book.desk, ACCOUNT)).snapshotId).toBeNull();
  });

  test('a snapshot that is not what it should be is not read as one', async () => {
    const book = await newBook();
    await twoDays(book);
    await book.store.main.tx(
      async tx =>
        await tx
          .update(portfolioSnapshots)
          .set({ holdings: [{ symbol: 'AAA', quantity: '10' }] })
          .where(and(eq(portfolioSnapshots.userId, ACCOUNT.userId), eq(portfolioSnapshots.bookId, 1))),
    );
    await expect(snapshotsOf(book.store.main.read, ACCOUNT, { limit: 1 })).rejects.toThrow('quantity');
  });
});

describe('proof and costs', () => {
  const funds = (cash: number) => ({
    cashPaise: paise(cash),
    blockedPaise: paise(0),
    marginUsedPaise: paise(0),
    availablePaise: paise(cash),
    unsettledPaise: paise(0),
    withdrawablePaise: paise(cash),
  });
  const holding = (symbol: string, quantity: number) => ({
    symbol,
    product: 'CNC' as const,
    quantity,
    unsettled: 0,
    blocked: 0,
    costPaise: paise(0),
  });

  test('books that agree with the broker are proved, and every difference is named', async () => {
    const book = await newBook();
    await twoDays(book);
    const shares = [holding('AAA', 10), holding('BBB', 10)];
    expect(await proofOf(book.desk, ACCOUNT, shares, funds(RICH - 15_001_500))).toMatchObject({ ok: true });
    const off = await proofOf(book.desk, ACCOUNT, [holding('AAA', 9), holding('CCC', 1)], funds(1));
    expect(off.ok).toBe(false);
    expect(off.lines.filter(line => !line.ok)).toMatchObject([
      { what: "lots and broker's shares of AAA CNC", ours: 10, theirs: 9 },
      { what: "lots and broker's shares of BBB CNC", ours: 10, theirs: 0 },
      { what: "lots and broker's shares of CCC CNC", ours: 0, theirs: 1 },
      { what: "cash and broker's cash", ours: RICH - 15_001_500, theirs: 1 },
    ]);
  });

  test('a book is never valued on the market of another', async () => {
    const book = await newBook();
    await expect(portfolioOf(book.desk, { ...ACCOUNT, bookId: 9 })).rejects.toThrow(
      'book 9 cannot be valued',
    );
  });

  test('another person sees nothing of it', async () => {
    const book = await newBook();
    await twoDays(book);
    const other = await portfolioOf(book.desk, { userId: 'PERSON2', bookId: 2 });
    expect(other).toMatchObject({ equityPaise: 0, holdings: [], positions: [], netDepositsPaise: 0 });
  });

  test('a contract note lists the fills of a day and adds up', async () => {
    const book = await newBook();
    await twoDays(book);
    await book.fill('SELL', 10, 600_000, { symbol: 'BBB', charges: 700, slippage: 3 });
    await book.cash('note_rounding', 12);
    const note = await contractNoteOf(book.store.trading.read, ACCOUNT, DAYS[1]);
    expect(note).toMatchObject({
      ok: true,
      value: {
        fills: [{ symbol: 'BBB', side: 'SELL', valuePaise: 6_000_000, slippagePaise: 30 }],
        costs: {
          lines: { stt: 700 },
          chargesPaise: 700,
          slippagePaise: 30,
          slippageFills: 1,
          fillsBooked: 1,
        },
        netPaise: 6_000_000 - 700 + 12,
      },
    });
    expect(await costsOf(book.store.trading.read, ACCOUNT, ALL)).toMatchObject({
      value: {
        fills: 3,
        boughtPaise: 15_000_000,
        soldPaise: 6_000_000,
        chargesPaise: 2_200,
        noteRoundingPaise: 12,
      },
    });
  });

  test('a note whose fills have moved to the archive says so, and not that there were none', async () => {
    const book = await newBook();
    const { trading } = book.store;
    await twoDays(book);
    await book.fill('SELL', 10, 600_000, { symbol: 'BBB' });
    const noted = async (date: string) => {
      const made = await contractNoteOf(trading.read, ACCOUNT, date);
      if (!made.ok) throw new Error(made.refusal.message);
      return made.value;
    };
    expect((await noted(DAYS[1])).netPaise).toBe(6_000_000);
    const day = and(eq(bookDays.userId, ACCOUNT.userId), eq(bookDays.bookId, 1), eq(bookDays.date, DAYS[1]));
    // The archive takes fills along, and leaves the days that counted them.
    await trading.tx(async tx => await tx.update(bookDays).set({ fills: 2 }).where(day));
    const partly = await noted(DAYS[1]);
    expect(partly.netPaise).toBeNull();
    expect(noteLines(partly).join(' ')).toMatch(/1 older fill .* the archive.*the note came to/s);
    const none = { ...partly, fills: [], costs: { ...partly.costs, fills: 0 } };
    expect(noteLines(none).join(' ')).toContain('2 older fills of the period have moved to the archive');
    expect(noteLines({ ...none, costs: { ...none.costs, fillsBooked: 0 } })).toEqual([
      'No fills on that day.',
    ]);
  });
});
