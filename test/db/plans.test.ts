import { asc, count, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { integrityProblems, openWriter } from '../../src/db/connection.js';
import { aiUsageTracking, jobRuns } from '../../src/db/schema/main/index.js';
import { migratedFolder, temporaryStore } from '../support/folder.js';
import { wholeScan } from '../support/plan-rules.js';
import { takeScans } from '../support/plans.js';

const known = {
  tables: ['trading_orders', 'stock_market_data', 'users'],
  views: 'CREATE VIEW v AS SELECT * FROM stock_market_data AS bar',
};

describe('the judge of query plans', () => {
  const CASES: { plan: string[]; source: string; whole: boolean }[] = [
    { source: 'select * from "trading_orders"', plan: ['SCAN trading_orders'], whole: true },
    {
      source: 'select count(*) from trading_orders',
      plan: ['SCAN trading_orders USING COVERING INDEX a'],
      whole: true,
    },
    { source: 'select * from trading_orders o', plan: ['SCAN o'], whole: true },
    { source: 'select * from "trading_orders" as "o"', plan: ['SCAN o'], whole: true },
    { source: 'select * from v', plan: ['SCAN bar'], whole: true },
    { source: 'delete from trading_orders where price = ?', plan: ['SCAN trading_orders'], whole: true },
    {
      source: 'select * from trading_orders order by price limit 5',
      plan: ['SCAN trading_orders', 'USE TEMP B-TREE FOR ORDER BY'],
      whole: true,
    },
    {
      source: 'select * from trading_orders where price = ? limit 5',
      plan: ['SCAN trading_orders'],
      whole: true,
    },
    {
      source: 'select * from trading_orders order by created_at limit 5',
      plan: ['SCAN trading_orders USING INDEX age'],
      whole: false,
    },
    {
      source: 'select * from trading_orders where id = ?',
      plan: ['SEARCH trading_orders USING INDEX a (id=?)'],
      whole: false,
    },
    { source: 'select * from users', plan: ['SCAN users'], whole: false },
    { source: 'with n(i) as (select 1) select * from n', plan: ['SCAN n'], whole: false },
  ];
  test.each(CASES)('$source, planned as $plan: whole is $whole', ({ source, plan, whole }) => {
    expect(wholeScan(source, plan, known) !== undefined).toBe(whole);
  });

  test('a full scan of a growing table is found, whoever awaits it, and a search or a small table is not', async () => {
    const { main } = await temporaryStore();
    takeScans();
    await main.read.select().from(aiUsageTracking).where(eq(aiUsageTracking.userId, 'A'));
    await main.read.select().from(jobRuns);
    await main.read.select().from(aiUsageTracking).orderBy(asc(aiUsageTracking.createdAt)).limit(3);
    expect(takeScans()).toEqual([]);
    await main.read.select({ rows: count() }).from(aiUsageTracking);
    await main.tx(async tx => {
      await tx.delete(aiUsageTracking).where(eq(aiUsageTracking.model, 'gpt'));
    });
    expect(takeScans().map(each => each.step)).toEqual([
      expect.stringMatching(/^SCAN ai_usage_tracking/),
      'SCAN ai_usage_tracking',
    ]);
  });

  test('what a test asks by itself is its own affair', async () => {
    const folder = await migratedFolder();
    const sqlite = openWriter(folder.main, 'main');
    expect(integrityProblems(sqlite)).toEqual([]);
    sqlite.prepare('SELECT * FROM ai_chat_messages').all();
    sqlite.close();
    expect(takeScans()).toEqual([]);
  });
});

test('an order that leaves for the archive looks for its own executions, not for all of its symbol', async () => {
  const folder = await migratedFolder();
  const sqlite = openWriter(folder.trading, 'trading');
  const plan = sqlite
    .prepare<[], { detail: string }>('EXPLAIN QUERY PLAN DELETE FROM trading_orders WHERE id IN (SELECT 1)')
    .all()
    .map(step => step.detail);
  sqlite.close();
  expect(plan.filter(step => step.includes('trading_executions'))).toEqual([
    expect.stringContaining('trading_executions_order (order_id=? AND user_id=? AND symbol=? AND side=?)'),
  ]);
});
