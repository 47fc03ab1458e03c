import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { type App, openApp } from '../../src/app.js';
import { nameOf, type Report } from '../../src/cli/command.js';
import { COMMANDS } from '../../src/cli/index.js';
import { parseConfig } from '../../src/config.js';
import { and, eq } from 'drizzle-orm';
import { users } from '../../src/db/schema/main/index.js';
import { tradingPositions } from '../../src/db/schema/trading/index.js';
import { emptyDataFolder, ql as run } from '../support/service.js';

/** What a line of a report may have at most. */
const COLUMNS_MAX = 80;

const REPORTS = /^(portfolio|pnl|risk|limits|cash)\b/;

let folder: string;
let app: App;

/** One command in the process that owns the folder, as the service runs it. */
async function ql(name: string, input: Record<string, unknown> = {}): Promise<Report & { text: string }> {
  const command = COMMANDS.find(each => nameOf(each) === name);
  if (command?.where !== 'owner') throw new Error(`${name} is no owner command`);
  const report = await command.run({ app, onProgress: () => undefined }, input);
  const { text = '' } = report;
  if (REPORTS.test(name))
    for (const line of text.split('\n')) expect(line.length, line).toBeLessThanOrEqual(COLUMNS_MAX);
  // What --json prints and what goes over the socket.
  const data: unknown = JSON.parse(JSON.stringify(report.data));
  return { ...report, data, text };
}

const cardOf = z.object({ card: z.object({ id: z.string(), nonce: z.string() }) });
const confirmed = async (data: unknown) => {
  const { card } = cardOf.parse(data);
  return await ql('order confirm', { card: card.id, code: card.nonce });
};

async function trade(side: string, quantity: string, share: string): Promise<void> {
  const order = { side, quantity, share, type: 'MARKET', product: 'CNC', validity: 'DAY' };
  await confirmed((await ql('order propose', order)).data);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ql-reports-'));
  app = await openApp(parseConfig({ QL_DATA_DIR: folder }), pino({ level: 'silent' }));
  await trade('BUY', '30', 'INFY');
  await trade('BUY', '10', 'TCS');
  await ql('replay', { date: '2026-08-25', at: '11:00' });
  await trade('SELL', '10', 'INFY');
  await expect(trade('BUY', '5,000', 'INFY')).rejects.toThrow(/order_quantity/);
  await ql('replay', { date: '2026-08-26', at: '12:00' });
});

afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const head = { market: 'simulated', marketOpen: true, upToDate: true, problem: null };

describe('ql portfolio', () => {
  test('says what is held, what it is worth and that the books are proved, with the market and its time', async () => {
    const goal = {
      name: 'A flat',
      type: 'house',
      target: '2500000',
      weight: '50',
      monthly: '0',
      priority: '1',
    };
    await ql('goals add', goal);
    const { text, data } = await ql('portfolio');
    expect(text).toMatch(/^Portfolio \(simulated\)\n26 Aug 2026 12:00 IST, market open\n/);
    expect(text).toMatch(/Equity +₹9,9\d,\d{3}\.\d\d|Equity +₹10,0\d,\d{3}\.\d\d/);
    expect(text).toMatch(/Day P&L +[+-]?₹[\d,]+\.\d\d +[+-]?\d+\.\d\d %/);
    expect(text).toMatch(/INFY +20 +₹1,\d{3}\.\d\d +₹1,\d{3}\.\d\d +₹2\d,\d{3}\.\d\d\n {2}\d+ s/);
    expect(text).toMatch(/Information Technology +₹[\d,.]+ +\d\.\d\d %/);
    expect(text).toMatch(/A flat\n {2}₹[\d,.]+ of ₹25,00,000\.00: \d+\.\d\d %/);
    expect(text.replaceAll('\n', ' ')).toMatch(/cash \+ holdings = equity: \d+ lines agree to the share/);
    expect(data).toMatchObject({
      ...head,
      portfolio: { isComplete: true, holdings: [{ symbol: 'INFY', quantity: 20 }, { symbol: 'TCS' }] },
      goals: [{ name: 'A flat' }],
      unknownOrders: [],
      differences: [],
      proof: { ok: true, proof: { ok: true } },
    });
  });

  test('keeps a snapshot when asked, and lists it with those of the closes', async () => {
    const { text, data } = await ql('portfolio snapshot');
    const { id } = z.object({ id: z.number() }).parse(data);
    expect(text).toContain(`ql portfolio history --id ${id}`);
    const { snapshots } = z
      .object({ snapshots: z.array(z.object({ id: z.number(), closeDate: z.string().nullable() })) })
      .parse((await ql('portfolio history')).data);
    expect(snapshots[0]).toEqual({ id, closeDate: null });
    const one = await ql('portfolio history', { id: String(id) });
    expect(one.text).toMatch(/INFY CNC: 20 shares at ₹/);
    expect(one.data).toMatchObject({ snapshot: { id, holdings: [{ symbol: 'INFY' }, { symbol: 'TCS' }] } });
    await expect(ql('portfolio history', { id: '999' })).rejects.toThrow(/no snapshot 999/);
    await expect(ql('portfolio history', { limit: '0' })).rejects.toThrow(/1 to 400/);
  });

  test('draws the curve with both returns and the index, and refuses a period without days', async () => {
    const { text, data } = await ql('portfolio curve');
    expect(text).toMatch(/24 Aug 2026 to 26 Aug 2026, the last day without its close/);
    expect(text).toMatch(/TWR +[+-]?\d+\.\d\d % over 3 trading days/);
    expect(text).toMatch(/NIFTY 50 +[+-]?\d+\.\d\d %; you/);
    expect(text).toMatch(/26 Aug 2026 \* /);
    expect(data).toMatchObject({ curve: [{ date: '2026-08-24', isFinal: true }, {}, { isFinal: false }] });
    await expect(ql('portfolio curve', { from: '2020-01-01', to: '2020-02-01' })).rejects.toThrow(
      /Nothing is booked/,
    );
    await expect(ql('portfolio curve', { from: '2026-08-26', to: '2026-08-24' })).rejects.toThrow(
      /end before/,
    );
    await expect(ql('portfolio curve', { from: '2026-02-30' })).rejects.toThrow(/The first day cannot be/);
  });

  test('check ends with 0 where all agrees, and with 1 and both figures where something differs', async () => {
    expect(await ql('portfolio check')).toMatchObject({ exitCode: 0, data: { agrees: true } });
    const quantityOf = async (from: number, to: number) =>
      await app.store.trading.tx(
        async tx =>
          await tx
            .update(tradingPositions)
            .set({ quantity: to })
            .where(and(eq(tradingPositions.userId, app.local), eq(tradingPositions.quantity, from))),
      );
    await quantityOf(20, 21);
    const { text, data, exitCode } = await ql('portfolio check');
    await quantityOf(21, 20);
    expect(exitCode).toBe(1);
    expect(text).toMatch(/INFY CNC: we have 21 shares, the broker has 20 shares\./);
    expect(text).toMatch(/do not agree:/);
    expect(data).toMatchObject({ agrees: false, differences: [{ kind: 'position', ours: 21, theirs: 20 }] });
    expect(await ql('portfolio check')).toMatchObject({ exitCode: 0 });
  });
});

test('a book that cannot be brought up to date is shown as it was stored, and the report says so', async () => {
  for (const fail of [
    () => Promise.resolve({ ok: false as const, message: 'the exchange is out of reach' }),
    () => Promise.reject(new Error('the exchange is out of reach')),
  ]) {
    vi.spyOn(app.trading, 'catchUp').mockImplementationOnce(fail);
    const { text, data } = await ql('portfolio');
    expect(text.replaceAll('\n', ' ')).toMatch(
      /Not up to date: the exchange is out of reach\. What follows is what was stored last\./,
    );
    expect(text).toMatch(/INFY +20 /);
    expect(data).toMatchObject({ upToDate: false, problem: 'the exchange is out of reach' });
  }
});

const made = z.object({
  pnl: z.number(),
  unexplained: z.literal(0),
  noteRoundings: z.number(),
  bySymbol: z.array(z.object({ name: z.string(), pnl: z.number() })),
  byCost: z.record(z.string(), z.number()),
});

describe('ql pnl', () => {
  test('takes a period apart so that every way adds up', async () => {
    const { text, data } = await ql('pnl');
    const { pnl, noteRoundings, bySymbol, byCost } = made.parse(data);
    expect(bySymbol.reduce((sum, part) => sum + part.pnl, noteRoundings)).toBe(pnl);
    const { realized = 0, unrealized = 0, trading, dividends = 0, charges = 0, adjustments = 0 } = byCost;
    expect(realized + unrealized).toBe(trading);
    expect(realized + unrealized + dividends + charges + adjustments + noteRoundings).toBe(pnl);
    expect(realized).not.toBe(0);
    expect(text).toMatch(/Realised +[+-]₹/);
    expect(text).toMatch(/Charges of fills +-₹/);
    expect(text).toMatch(/By symbol\n/);
    const totals = [...(text ?? '').matchAll(/^P&L +([+-]?₹[\d,.]+)$/gm)].map(([, total]) => total);
    expect(totals).toEqual([totals[0], totals[0]]);
    expect((await ql('portfolio')).text).toContain(`P&L in all`);
  });

  test.each([
    [{ by: 'sector' }, /By sector[^]*Information Technology/],
    [{ by: 'strategy', fy: '2026' }, /By strategy[^]*no strategy/],
    [{ by: 'cost', day: true }, /26 Aug 2026, measured from the close of 25 Aug 2026/],
  ])('reads %j', async (input, words) => {
    expect((await ql('pnl', input)).text).toMatch(words);
  });

  test.each([
    [{ fy: '26' }, /2026 is April 2026 to March 2027/],
    [{ fy: '2026', day: true }, /more than once/],
    [{ by: 'mood' }, /symbol, sector, strategy, cost/],
    [{ from: 'yesterday' }, /YYYY-MM-DD/],
    [{ as: 'NOBODY' }, /no person NOBODY/],
    [{ to: '2026-08-26', when: 'now' }, /Unrecognized key/],
  ])('refuses %j with words', async (input, words) => {
    await expect(ql('pnl', input)).rejects.toThrow(words);
  });

  test('has the gains of a financial year by how long the shares were held', async () => {
    const { text, data } = await ql('pnl tax', { fy: '2026' });
    expect(text).toMatch(/Financial year 2026-27\nUp to 365 days: 1 closed lot/);
    expect(text).toMatch(/INFY CNC, 10 shares: [+-]₹/);
    expect(data).toMatchObject({ gains: [{ term: 'short', closures: 1 }], closures: [{ symbol: 'INFY' }] });
    expect((await ql('pnl tax', { fy: '2025' })).text).toMatch(/Nothing was sold/);
  });

  test('writes the contract note of a day, and the costs of a period', async () => {
    const { text, data } = await ql('pnl note', { date: '2026-08-25' });
    expect(text).toMatch(/11:00 IST {2}SELL 10 INFY at ₹1,/);
    expect(text).toMatch(/STT +₹\d+\.\d\d/);
    expect(text).toMatch(/You receive ₹/);
    expect(data).toMatchObject({ date: '2026-08-25', fills: [{ symbol: 'INFY', side: 'SELL' }] });
    expect((await ql('pnl note', { date: '2026-08-23' })).text).toMatch(/No fills on that day/);
    const costs = await ql('pnl costs', { from: '2026-08-24' });
    expect(costs.text).toMatch(/Charges of fills +₹[\d.]+ {2}\d\.\d\d % of turnover/);
    expect(costs.text.replaceAll('\n', ' ')).toMatch(/Slippage: ₹.+ over 3 fills/);
    expect(costs.data).toMatchObject({ fills: 3, slippageFills: 3, dpChargesPaise: 1534 });
  });
});

describe('ql risk', () => {
  test('reports with window, method and sample size, and in JSON without typed arrays', async () => {
    const { text, data } = await ql('risk');
    expect(text).toMatch(/^Risk \(simulated\)\n/);
    expect(text).toMatch(/95 %, 1 day VaR +₹[\d,.]+ +\d+\.\d\d % +₹/);
    expect(text).toMatch(/Historical: \d+ days, .+: historical/);
    expect(text).toMatch(/Beta: \d\.\d\d of what NIFTY 50 does/);
    expect(text).toMatch(/\nThe index alone\n +NIFTY 50 -20\.00 % +-₹/);
    const { values } = z
      .object({
        report: z.object({ correlations: z.object({ value: z.object({ values: z.array(z.number()) }) }) }),
      })
      .parse(data).report.correlations.value;
    expect(values).toHaveLength(4);
  });

  test('lists what was denied, how often limits were kept, and slippage', async () => {
    const violations = await ql('risk violations');
    expect(violations.text).toMatch(/IST {2}QUANTITY \(warning\)/);
    expect(violations.text).toMatch(/order denied at the proposal; over at once/);
    expect(
      z.object({ violations: z.array(z.unknown()) }).parse((await ql('risk violations', { limit: '1' })).data)
        .violations,
    ).toHaveLength(1);
    const adherence = await ql('risk adherence');
    expect(adherence.text).toMatch(/Kept \d\d\.\d\d %: \d+ times kept, \d+ times broken/);
    expect(adherence.text).toMatch(/quantity +2 times +1 time +66\.67 %/);
    const slippage = await ql('risk slippage');
    expect(slippage.text).toMatch(/All 3 fills of the book: [+-]?₹/);
    expect(slippage.data).toMatchObject({ fills: 3, recent: [{ symbol: 'INFY' }, {}, {}] });
  });
});

describe('ql limits', () => {
  const changeOf = (data: unknown) => z.object({ change: z.object({ id: z.string() }) }).parse(data).change;

  test('lists each limit with its unit and what it does', async () => {
    const { text, data } = await ql('limits');
    expect(text).toMatch(/order_quantity +2,000 shares\n {2}most shares in one order/);
    expect(text).toMatch(/order_notional +₹1,00,000\.00/);
    expect(text).toMatch(/open_orders +10 orders/);
    expect(text).toMatch(/daily_loss +1\.00 %/);
    expect(text).toMatch(/mis_cutoff +60 min/);
    const { limits } = z
      .object({ limits: z.array(z.record(z.string(), z.unknown())), waiting: z.tuple([]) })
      .parse(data);
    expect(limits).toHaveLength(15);
    expect(limits[0]).toMatchObject({
      name: 'order_quantity',
      value: 2_000,
      unit: 'shares',
      tighter: 'lower',
    });
  });

  test('a tighter one holds at once and can be undone once', async () => {
    const { text, data } = await ql('limits set', { name: 'order_notional', value: '₹50,000' });
    const { id } = changeOf(data);
    expect(text).toContain(`order_notional is ₹50,000.00 now; it was ₹1,00,000.00.`);
    expect(text).toContain(`ql limits undo ${id}`);
    expect((await ql('limits set', { name: 'order_notional', value: '50000' })).text).toMatch(/already/);
    expect((await ql('limits undo', { id })).text).toBe('order_notional is ₹1,00,000.00 again.');
    await expect(ql('limits undo', { id })).rejects.toThrow(/undone already/);
    expect((await ql('limits history')).text).toMatch(/tighten: ₹1,00,000\.00 → ₹50,000\.00, undone/);
  });

  test('a looser one takes a card, then 24 hours, and can be cancelled meanwhile', async () => {
    const asked = await ql('limits set', { name: 'gross_exposure', value: '150 %' });
    expect(asked.text).toMatch(/ql order confirm [A-Z0-9]{20} \S+/);
    expect((await ql('limits')).text).toMatch(/gross_exposure +90\.00 %/);
    await confirmed(asked.data);
    const waits = await ql('limits');
    expect(waits.text).toMatch(/gross_exposure +90\.00 %[^]*150\.00 %[^]*ql limits cancel [A-Z0-9]{20}/);
    const { waiting } = z.object({ waiting: z.array(z.object({ id: z.string() })) }).parse(waits.data);
    await expect(ql('limits set', { name: 'gross_exposure', value: '160%' })).rejects.toThrow(
      /waits already/,
    );
    const { text } = await ql('limits cancel', { id: waiting[0]?.id });
    expect(text).toBe('gross_exposure stays 90.00 %.');
  });

  test.each([
    ['nothing', '5', /There is no limit "nothing"/],
    ['order_quantity', '1.5', /The limit order_quantity cannot be “1\.5”\. Allowed: a whole number from 1/],
    ['order_quantity', '٥', /Allowed: a whole number/],
    ['order_quantity', '', /is empty/],
    ['order_notional', '1e5', /Allowed: rupees/],
    ['order_notional', '-5', /Allowed: rupees/],
    ['daily_loss', '90', /from 0\.10 % to 20\.00 %/],
    ['daily_loss', 'NaN', /Allowed: a percentage/],
    ['mis_cutoff', '30', /seconds or minutes with its unit/],
    ['quote_age', '5 h', /seconds or minutes with its unit/],
    ['quote_age', '99999s', /from 1 s to 15 s/],
  ])('refuses %s = %j with words', async (name, value, words) => {
    await expect(ql('limits set', { name, value })).rejects.toThrow(words);
  });
});

describe('ql cash', () => {
  const funds = z.object({ id: z.string(), funds: z.object({ cashPaise: z.number() }) });

  test('pays in and out to the paisa, once for one id', async () => {
    const first = await ql('cash deposit', { amount: '₹1,000.50' });
    expect(first.text).toMatch(/Paid in: ₹1,000\.50 \([A-Z0-9]{20}\)\nCash is ₹[\d,]+\.\d\d now/);
    const { id, funds: before } = funds.parse(first.data);
    const again = funds.parse((await ql('cash deposit', { amount: '1000.50', id })).data);
    expect(again.funds).toEqual(before);
    const out = funds.parse((await ql('cash withdraw', { amount: '1,000.50' })).data);
    expect(out.funds.cashPaise).toBe(before.cashPaise - 100_050);
    expect((await ql('portfolio check')).exitCode).toBe(0);
  });

  test('refuses what cannot be withdrawn and what is no amount', async () => {
    await expect(ql('cash withdraw', { amount: '99999999' })).rejects.toThrow(
      /₹9,99,99,999\.00 was not moved\. At most ₹[\d,]+\.\d\d can be withdrawn/,
    );
    for (const amount of ['0', '-5', '1e3', 'ten', '1.005', 'NaN', 'Infinity', '', '٥'])
      await expect(ql('cash deposit', { amount }), amount).rejects.toThrow(/The amount/);
    await expect(ql('cash deposit', { amount: '5', id: 'x' })).rejects.toThrow(/must be the id/);
  });

  test('a viewer sees, and changes neither cash nor limits', async () => {
    const roleIs = async (role: 'owner' | 'viewer') =>
      await app.store.main.tx(
        async tx => await tx.update(users).set({ role }).where(eq(users.userId, app.local)),
      );
    await roleIs('viewer');
    try {
      expect((await ql('portfolio')).text).toMatch(/INFY/);
      await expect(ql('cash deposit', { amount: '5' })).rejects.toThrow(/A viewer sees/);
      await expect(ql('limits set', { name: 'daily_loss', value: '0.5' })).rejects.toThrow(/A viewer sees/);
    } finally {
      await roleIs('owner');
    }
  });
});

test('on the command line an option belongs to the command that it stands behind', async () => {
  const own = emptyDataFolder();
  const tax = await run(own, ['pnl', 'tax', '--fy', '2026', '--json']);
  expect(tax).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(tax.stdout)).toMatchObject({ financialYear: 2026, gains: [], closures: [] });
  const misplaced = await run(own, ['pnl', '--by', 'sector', 'note', '--date', '2026-08-24']);
  expect(misplaced).toMatchObject({ code: 2, stdout: '' });
  expect(misplaced.stderr).toMatch(/Unrecognized key: "by"/);
});
