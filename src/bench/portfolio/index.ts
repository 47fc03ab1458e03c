import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { folderAt } from '../../db/folder.js';
import { openStore } from '../../db/store.js';
import { istInstant } from '../../domain/ist.js';
import { paise } from '../../domain/money.js';
import { attributionOf } from '../../domain/portfolio/attribution.js';
import { portfolioOf } from '../../domain/portfolio/portfolio.js';
import { returnsOf } from '../../domain/portfolio/returns.js';
import { taxYearsOf } from '../../domain/portfolio/tax.js';
import type { MarketData, TradingMarket } from '../../domain/ports.js';
import { PERSON } from '../db/folder.js';
import { type Case, type Line, runCases } from '../harness.js';
import { count, measure, type Runner } from '../sample.js';
import { buildHistory, LAST_DATE, PRICE, SYMBOLS } from './history.js';

export const EXECUTIONS_SMALL = 1_000;
export const EXECUTIONS_LARGE = 1_000_000;
const GOAL = 1.3;

const ACCOUNT = { userId: PERSON, bookId: 1 };
const YEAR = { from: '2025-01-01', to: LAST_DATE };
const MONTH = { from: '2026-10-21', to: LAST_DATE };
const NOW_MS = istInstant(LAST_DATE, '16:00');

const listed = SYMBOLS.map(symbol => ({ symbol, name: symbol, kind: 'equity' as const, sector: 'IT' }));

/** A closed market with one price for everything: what is measured are the books. */
const data: MarketData = {
  describe: () => ({ source: 'bench', truth: 'simulated', summary: 'one price' }),
  symbols: () => Promise.resolve(listed),
  quote: symbol =>
    Promise.resolve({
      ok: true,
      value: {
        symbol,
        lastPaise: paise(PRICE),
        bidPaise: null,
        askPaise: null,
        previousClosePaise: null,
        volume: null,
        atMs: NOW_MS,
        marketOpen: false,
        source: 'bench',
        truth: 'simulated',
      },
    }),
  dailyBars: () => Promise.resolve({ ok: true, value: [] }),
};
const market: TradingMarket = {
  bookId: 1,
  kind: 'simulated',
  mark: 'simulated',
  nowMs: NOW_MS,
  session: { date: LAST_DATE, open: false, closesAtMs: null, opensAtMs: null },
  data,
  published: data,
};

const placeOf = (folder: string, executions: number) => join(folder, `executions-${executions}`);

/** A portfolio, the returns of a year, a month taken apart, and the tax years. */
const report: Runner = async params => {
  const store = openStore(folderAt(placeOf(String(params['folder']), count(params, 'executions'))));
  const desk = { store, market: () => Promise.resolve(market) };
  let positions = 0;
  let days = 0;
  let unexplained = 0;
  const units = { units: count(params, 'units'), warmup: count(params, 'warmup') };
  const sampled = await measure(units, async () => {
    positions += (await portfolioOf(desk, ACCOUNT)).holdings.length;
    const returns = await returnsOf(store.trading.read, ACCOUNT, YEAR);
    if (returns.ok) days += returns.value.days;
    const month = await attributionOf(desk, ACCOUNT, MONTH, listed);
    if (month.ok) unexplained += Math.abs(month.value.unexplained);
    await taxYearsOf(store.trading.read, ACCOUNT);
  });
  store.close();
  const all = units.units + units.warmup;
  return { ...sampled, work: { positions: positions / all, days: days / all, unexplained } };
};

/** What a child process can measure about portfolios, by name. */
export const PORTFOLIO_RUNNERS = { portfolio: report } satisfies Record<string, Runner>;

/** The same report after up to `executions` fills, against one after a thousand: time stays flat. */
export async function runPortfolioBench(options: {
  folder: string;
  executions: number;
  rounds: number;
  child: string;
  onProgress: (label: string, done: number, total: number) => void;
}): Promise<Line[]> {
  const { folder, onProgress } = options;
  const large = [options.executions / 10, options.executions].filter(size => size > EXECUTIONS_SMALL);
  const sizes = [EXECUTIONS_SMALL, ...large];
  for (const [done, size] of sizes.entries()) {
    onProgress('Building histories', done, sizes.length);
    if (existsSync(placeOf(folder, size))) continue;
    const built = await buildHistory(folder, size);
    renameSync(built.root, placeOf(folder, size));
  }
  const subject = (executions: number) => ({
    subject: { run: 'portfolio', params: { folder, executions, units: 400, warmup: 100 } },
    measure: 'cpu_ms' as const,
  });
  const cases = large.map(
    (executions): Case => ({
      bench: 'portfolio',
      case: `report-after-${executions}`,
      ref: `report-after-${EXECUTIONS_SMALL}`,
      goal: GOAL,
      params: { executions },
      work: { positions: SYMBOLS.length, days: 250, unexplained: 0 },
      measured: subject(executions),
      against: subject(EXECUTIONS_SMALL),
    }),
  );
  return await runCases(cases, {
    ...options,
    onRound: done => onProgress('Rounds', done, options.rounds),
  });
}
