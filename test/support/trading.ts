import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { type App, openApp } from '../../src/app.js';
import { auditLedger } from '../../src/brokers/paper/index.js';
import { nameOf, type Report } from '../../src/cli/command.js';
import { COMMANDS } from '../../src/cli/index.js';
import { parseConfig } from '../../src/config.js';
import { openReader } from '../../src/db/connection.js';
import { istInstant } from '../../src/domain/ist.js';
import { portfolioOf } from '../../src/domain/portfolio/portfolio.js';
import { proofOf } from '../../src/domain/portfolio/proof.js';
import { dayAt } from '../../src/domain/portfolio/stored-days.js';
import type { ChangeRow } from '../../src/domain/orders/rows.js';
import { type LimitName, storeLimit } from '../../src/domain/risk/limits.js';
import { emptyDataFolder } from './service.js';

const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/** A test on the real history of `../shared/data`; on a machine without it its name says that it was not run. */
export function historyTest(name: string, run: () => Promise<void>, timeoutMs: number): void {
  if (existsSync(SHARED)) test(name, run, timeoutMs);
  else test(`${name} (not run: ../shared/data is missing)`, () => undefined);
}

export interface PlacedOrder {
  orderNumber: number;
  symbol: string;
  status: string;
  filledQuantity: number;
  filledValue: number;
  commission: number;
  message: string | null;
}

const CATCH_UP_CALLS_MAX = 10;

/** So wide that only what a test is about says no. */
const WIDE: Partial<Record<LimitName, number>> = {
  order_notional: 1e12,
  position_weight: 10_000,
  sector_weight: 10_000,
  gross_exposure: 50_000,
  orders_per_minute: 60,
  duplicate_window: 1_000,
};

/** The wired service without its jobs, in a new folder: commands run as `ql` runs them. */
export async function openTrader(settings: Record<string, string> = {}, folder = emptyDataFolder()) {
  const app = await openApp(parseConfig({ QL_DATA_DIR: folder, ...settings }), pino({ level: 'silent' }));
  let isOpen = true;
  const close = async () => {
    if (isOpen) await app.close();
    isOpen = false;
  };
  onTestFinished(close);
  const run = async (name: string, input: Record<string, unknown> = {}): Promise<Report> => {
    const command = COMMANDS.find(each => nameOf(each) === name);
    if (command?.where !== 'owner') throw new Error(`${name} is no owner command`);
    return await command.run({ app, onProgress: () => undefined }, input);
  };
  return { ...shortWays(app, run), app, folder, run, close };
}

function shortWays(app: App, run: (name: string, input?: Record<string, unknown>) => Promise<Report>) {
  /** Proposes with one command and confirms what it showed. */
  const confirmed = async (name: string, input: Record<string, unknown> = {}) => {
    const { card } = (await run(name, input)).data as { card: { id: string; nonce: string } };
    return await run('order confirm', { card: card.id, code: card.nonce });
  };
  return {
    confirmed,
    /** `BUY 10 EICHERMOT MARKET CNC DAY`, then its price and trigger where it has them, `-` for none. */
    order: async (words: string): Promise<PlacedOrder> => {
      const [side, quantity, share, type, product, validity, price = '-', trigger = '-'] = words.split(' ');
      const prices = {
        ...(price === '-' ? {} : { price }),
        ...(trigger === '-' ? {} : { trigger }),
      };
      const terms = { side, quantity, share, type, product, validity, ...prices };
      return ((await confirmed('order propose', terms)).data as { order: PlacedOrder }).order;
    },
    change: async (name: string, input: Record<string, unknown>) =>
      (await confirmed(name, input)).data as { change: ChangeRow; order: PlacedOrder },
    importShared: async (paths: readonly string[]) => {
      const report = await run('import', { paths: paths.map(path => SHARED + path) });
      expect(report.exitCode, report.text).toBe(0);
    },
    /** Makes the account, with limits that are not in the way. */
    widen: async () => {
      await app.trading.catchUp(app.local);
      await app.store.trading.tx(async tx => {
        for (const [name, value] of Object.entries(WIDE))
          await storeLimit(tx, { userId: app.local, name: name as LimitName, value, at: app.clock.now() });
      });
    },
    /** To the close of a session, past all before it at once: as when nobody looked in between. */
    leap: async (date: string) => {
      await app.markets.leap(app.local, istInstant(date, '15:30'));
      const account = await app.trading.accountOf(app.local);
      // A call closes so many days and leaves the rest to the next.
      for (let calls = 0; calls < CATCH_UP_CALLS_MAX; calls += 1) {
        await app.trading.catchUp(app.local);
        if ((await dayAt(app.store.trading.read, account, date))?.isFinal) return;
      }
      throw new Error(`the day of ${date} is not closed`);
    },
    /** The portfolio, whose every figure agrees with the exchange's and with itself. */
    portfolio: async () => {
      const { desk } = app.trading;
      const account = await app.trading.accountOf(app.local);
      const connected = await desk.sessionFor(account);
      if (!connected.ok) throw new Error(connected.refusal.message);
      const holdings = await desk.broker.holdings(connected.session);
      const funds = await desk.broker.funds(connected.session);
      if (!holdings.ok || !funds.ok) throw new Error('the exchange cannot be asked');
      const proof = await proofOf(desk, account, holdings.value, funds.value);
      expect(proof.lines.filter(line => !line.ok)).toEqual([]);
      const ledger = openReader(app.folder.paper);
      expect(auditLedger(ledger)).toEqual([]);
      ledger.close();
      return { ...(await portfolioOf(desk, account)), funds: funds.value };
    },
    ledger: <Row>(sql: string): Row[] => {
      const ledger = openReader(app.folder.paper);
      try {
        return ledger.prepare<[], Row>(sql).all();
      } finally {
        ledger.close();
      }
    },
  };
}
