import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { prepareFolder } from '../../src/db/folder.js';
import { openStore } from '../../src/db/store.js';
import { addDays } from '../../src/domain/ist.js';
import { ask, emptyDataFolder, ql, startService } from '../support/service.js';
import { storeHistory } from '../support/stored-rows.js';

const FIRST = Date.parse('2026-08-24T10:00:00+05:30');

const statusShape = z.object({
  market: z.string(),
  mark: z.string(),
  simulated: z.boolean(),
  nowMs: z.number(),
  running: z.boolean(),
  speed: z.number(),
  session: z.object({ date: z.string(), open: z.boolean() }),
  index: z.object({ symbol: z.literal('NIFTY 50'), lastPaise: z.number(), truth: z.string() }).nullable(),
  cache: z.object({ symbols: z.number(), oldestAgeMs: z.number().nullable() }),
});
const status = async (folder: string, settings: Record<string, string> = {}) =>
  statusShape.parse((await ask(folder, 'market status', {}, settings)).data);

const barsShape = z.object({
  market: z.string(),
  bars: z.array(z.object({ date: z.string(), closePaise: z.number() })),
});

const DAYS = ['2024-03-04', '2024-03-05', '2024-03-06'];

/** A migrated folder with three days of history: a split of ten on the last, and ZOMATO under its old name. */
async function folderWithHistory(): Promise<string> {
  const folder = emptyDataFolder();
  await ask(folder, 'migrate');
  const store = openStore(prepareFolder(folder));
  const closes = [100_000, 101_000, 10_200];
  await storeHistory(store, {
    bars: DAYS.flatMap((date, place) => [
      { symbol: 'RELIANCE', date, closePrice: closes[place] ?? 0 },
      { symbol: 'NIFTY 50', series: 'INDEX', volume: null, date, closePrice: 2_200_000 + place },
    ]),
    actions: [{ symbol: 'RELIANCE', exDate: '2024-03-06', kind: 'split', priceFactor: 10 }],
  });
  store.close();
  return folder;
}

describe('the service', () => {
  test('runs a simulated market that survives kill -9 and never goes back', async () => {
    const folder = emptyDataFolder();
    let shown = FIRST;
    for (const waitMs of [0, 300, 1_200]) {
      const service = await startService(folder);
      await pause(waitMs);
      const seen = await status(folder);
      expect(seen).toMatchObject({ market: 'simulated', simulated: true, running: true, speed: 1 });
      expect(seen.session.open).toBe(true);
      expect(seen.nowMs).toBeGreaterThanOrEqual(shown);
      await expect.poll(async () => (await status(folder)).cache.symbols, { timeout: 10_000 }).toBe(52);
      shown = seen.nowMs;
      expect(await service.end('SIGKILL')).toMatchObject({ signal: 'SIGKILL' });
      const still = await status(folder);
      expect(still).toMatchObject({ running: false, speed: 0 });
      expect(still.nowMs).toBeGreaterThanOrEqual(shown);
      expect((await status(folder)).nowMs).toBe(still.nowMs);
      shown = still.nowMs;
    }
    // Three leases of 15 seconds and what was waited for: it went on where it was.
    expect(shown).toBeLessThan(FIRST + 120_000);
  }, 60_000);

  test('stops in time on SIGTERM with its market parked, and serves with standard input closed', async () => {
    const folder = emptyDataFolder();
    const service = await startService(folder);
    const before = await status(folder);
    const ended = await service.end('SIGTERM');
    expect(ended).toMatchObject({ code: 0, signal: null });
    expect(ended.ms).toBeLessThan(10_000);
    const after = await status(folder);
    expect(after.nowMs).toBeGreaterThanOrEqual(before.nowMs);
    expect(after.nowMs - before.nowMs).toBeLessThanOrEqual(ended.ms + 5_000);
    const lines = service.stderr().trim().split('\n');
    expect(lines.map(line => z.object({ msg: z.string() }).parse(JSON.parse(line)).msg)).toEqual([
      'the service is running',
      'stopping',
    ]);
    expect(service.stdout()).toBe('');
  }, 60_000);

  test('greets a person at a terminal in one line, without JSON', async () => {
    const folder = emptyDataFolder();
    const terminal = 'data:text/javascript,process.stderr.isTTY=true;process.stdout.isTTY=true';
    const service = await startService(folder, {}, ['--import', terminal]);
    await service.end('SIGTERM');
    expect(service.stdout()).toMatch(
      /^Quantum Leap is running on a simulated market: 24 Aug 2026 10:00 IST, NIFTY 50 24,\d{3}\.\d\d, .*\(simulated\)\. Data in \S+\. Stop with Ctrl\+C\.\n$/,
    );
    expect(service.stderr()).toBe('');
  }, 60_000);

  test('refuses a QL_MARKET_NOW before what was shown', async () => {
    const folder = emptyDataFolder();
    const at = (text: string) => ({ QL_MARKET_NOW: text });
    const frozen = await status(folder, at('2026-09-01T12:00:00+05:30'));
    expect(frozen.nowMs).toBe(Date.parse('2026-09-01T12:00:00+05:30'));
    const refused = await ql(folder, ['start'], at('2026-09-01T11:00:00+05:30'));
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/QL_MARKET_NOW.*never runs backwards/s);
    expect(refused.stderr).not.toMatch(/\n\s+at /);
  }, 60_000);

  test('answers ql with reports, and with refusals in words and exit codes', async () => {
    const folder = emptyDataFolder();
    await startService(folder, { QL_SIMULATED_SEED: '7' });
    const all = await ql(folder, ['market', 'bars', 'RELIANCE', '--from', '2020-01-01', '--json']);
    expect(z.object({ bars: z.array(z.unknown()) }).parse(JSON.parse(all.stdout)).bars).toHaveLength(751);
    const unknown = await ql(folder, ['market', 'quote', 'RELIENCE']);
    expect(unknown).toMatchObject({ code: 1, stdout: '' });
    expect(unknown.stderr).toMatch(/RELIENCE is not in the simulated market.*perhaps you meant RELIANCE/s);
    expect((await ql(folder, ['market', 'quote', 'ab;c'])).code).toBe(2);
    const described = await ql(folder, ['market', 'describe', '--json']);
    expect(JSON.parse(described.stdout)).toMatchObject({ simulated: true, seed: 7, shares: 50 });
  }, 60_000);
});

describe.each([['in the service'], ['without a service']])('ql market, %s', where => {
  const opened = async () => {
    const folder = await folderWithHistory();
    if (where === 'in the service') await startService(folder);
    return folder;
  };

  test('quotes and bars are marked, in rupees, of the market they are from', async () => {
    const folder = await opened();
    const quotes = await ask(folder, 'market quote', { symbols: ['m&m', 'NIFTY 50'] });
    expect(quotes.text).toMatch(/M&M +₹[\d,]+\.\d\d .*\(simulated\)/);
    expect(quotes.text).toMatch(/NIFTY 50 +24,\d{3}\.\d\d .*\(simulated\)/);
    const barsOf = async (symbol: string, input: Record<string, unknown> = {}) => {
      const { data } = await ask(folder, 'market bars', { symbol, ...input });
      const { market, bars } = barsShape.parse(data);
      return [market, ...bars.map(bar => bar.closePaise)];
    };
    expect(await barsOf('RELIANCE')).toEqual(['history', 100_000, 101_000, 10_200]);
    expect(await barsOf('RELIANCE', { adjusted: true })).toEqual(['history', 10_000, 10_100, 10_200]);
    const day = { from: '2024-03-05', to: '2024-03-05' };
    expect(await barsOf('RELIANCE', day)).toEqual(['history', 101_000]);
    expect((await barsOf('INFY'))[0]).toBe('simulated');
    expect((await barsOf('RELIANCE', { market: 'simulated' }))[0]).toBe('simulated');
    const { text } = await ask(folder, 'market bars', { symbol: 'RELIANCE' });
    expect(text).toMatch(/prices as published \(imported history\).*₹1,010\.00/s);
    const backwards = ask(folder, 'market bars', {
      symbol: 'RELIANCE',
      from: '2024-03-06',
      to: '2024-03-05',
    });
    await expect(backwards).rejects.toThrow(/nothing from 2024-03-06 to 2024-03-05/);
  }, 60_000);

  test('a replay shows no more than its clock has reached, marked, and ends when it is stopped', async () => {
    const folder = await opened();
    const practise = async (input: Record<string, unknown>) =>
      (await ask(folder, 'market practise', input)).text;
    await expect(practise({ from: '2023-01-02' })).rejects.toThrow(
      /choose a date \(YYYY-MM-DD\) from 2024-03-04 to 2024-03-06/,
    );
    expect(await practise({ from: '2024-03-05', speed: '1' })).toMatch(
      /replay of 2024-03-05.*reconstructed/s,
    );
    expect(await status(folder)).toMatchObject({ market: 'replay', mark: 'replay of 2024-03-05' });
    const quoted = await ask(folder, 'market quote', { symbols: ['RELIANCE'] });
    expect(quoted.text).toMatch(/RELIANCE +₹1,010\.00 .*\(replay of 2024-03-05, reconstructed\)/);
    const ahead = { symbol: 'RELIANCE', adjusted: true, to: '2026-01-01' };
    const { text } = await ask(folder, 'market bars', ahead);
    expect(text).toMatch(/2024-03-04 +₹1,000\.00.*2024-03-05 +₹1,010\.00.*so far/s);
    expect(text).not.toMatch(/2024-03-06|102\.00/);
    expect(await practise({ stop: true })).toMatch(/simulated/);
    await expect(practise({ stop: true })).rejects.toThrow(/no replay to stop/);
    await expect(practise({})).rejects.toThrow(/--from DATE/);
  }, 60_000);
});

test('a replay that cannot begin leaves the book of the one that runs as it is', async () => {
  const folder = await folderWithHistory();
  await ask(folder, 'market practise', { from: '2024-03-05', speed: '1' });
  await ask(folder, 'portfolio');
  await expect(ask(folder, 'market practise', { from: '2023-01-02' })).rejects.toThrow(/choose a date/);
  const books = () => {
    const ledger = new Database(join(folder, 'paper_exchange.db'), { readonly: true });
    const closed = ledger.prepare('SELECT closed FROM books').pluck().all();
    ledger.close();
    return closed;
  };
  expect(books()).toEqual([0]);
  await ask(folder, 'market practise', { from: '2024-03-04' });
  expect(books()[0]).toBe(1);
}, 60_000);

test('practising without imported history is refused, with what to do', async () => {
  const refused = ask(emptyDataFolder(), 'market practise', { from: '2024-03-05' });
  await expect(refused).rejects.toThrow(/no history to practise on.*import/s);
});

test('a name that a share had before is answered with the one it has', async () => {
  const folder = emptyDataFolder();
  await ask(folder, 'migrate');
  const store = openStore(prepareFolder(folder));
  await storeHistory(store, {
    bars: [
      { symbol: 'ZOMATO', date: '2025-04-08', closePrice: 20_500 },
      ...Array.from({ length: 15 }, (_, place) => ({
        symbol: 'ETERNAL',
        date: addDays('2025-04-09', place),
        closePrice: 21_000,
      })),
    ],
    changes: [{ oldSymbol: 'ZOMATO', newSymbol: 'ETERNAL', firstDate: '2025-04-09' }],
  });
  store.close();
  await ask(folder, 'market practise', { from: '2025-04-23' });
  const old = ask(folder, 'market quote', { symbols: ['ZOMATO'] });
  await expect(old).rejects.toThrow(/write ETERNAL, its name since 2025-04-09/);
});
