import { expect, test } from 'vitest';
import { ALL, aiSpendTotals, aiUsageTracking, priceAlerts } from '../../../src/db/schema/main/index.js';
import { aiChatSessions } from '../../../src/db/schema/main/chat.js';
import { appendMessages } from '../../../src/domain/chat/messages.js';
import { periodStarts } from '../../../src/domain/chat/spend-limits.js';
import { micros, paise } from '../../../src/domain/money.js';
import { setCostLimit } from '../../../src/domain/ai-limits/set.js';
import { addGoal } from '../../../src/domain/people/goals.js';
import { setProfile } from '../../../src/domain/people/profile.js';
import { ensureTradingAccount } from '../../../src/domain/people/accounts.js';
import type { App } from '../../../src/app.js';
import { READ_TOOLS } from '../../../src/ai/tools/index.js';
import { addPerson, openTools, toolDesk } from '../../support/tools.js';

/** Something of everything a person can have, with a word of their own in it. */
async function furnish(app: App, userId: string, word: string, amount: number): Promise<void> {
  const desk = toolDesk(app);
  const acting = { userId, actor: 'person' } as const;
  const goal = {
    name: `A house for ${word}`,
    type: 'house',
    targetPaise: amount * 100,
    targetDate: '2036-03-31',
    priority: 1,
    monthlyPaise: 10_000_00,
    weightPercent: 60,
  };
  expect(await addGoal(desk, acting, goal)).toMatchObject({ ok: true });
  expect(await setProfile(desk, acting, { stopLossPreference: 5, tradingFrequency: 'weekly' })).toMatchObject(
    {
      ok: true,
    },
  );
  const at = app.clock.now();
  const { bookId } = await app.trading.desk.market(userId);
  const starts = periodStarts(at);
  await app.store.main.tx(async tx => {
    const alert = { userId, bookId, symbol: 'TCS', op: 'above', state: 'waiting', createdAt: at } as const;
    await tx.insert(priceAlerts).values({ ...alert, alertNumber: 1, price: paise(amount) });
    const call = {
      userId,
      provider: 'openai',
      model: word,
      operationType: 'chat',
      tokensUsed: 1_200,
    } as const;
    const done = { costMicros: amount, responseTimeMs: 900, createdAt: at };
    await tx.insert(aiUsageTracking).values([
      { ...call, ...done, success: true },
      { ...call, ...done, costMicros: 0, tokensUsed: 0, success: false },
    ]);
    for (const period of ['day', 'week', 'month'] as const)
      for (const provider of [ALL, 'openai'])
        await tx.insert(aiSpendTotals).values({
          scope: userId,
          provider,
          period,
          periodStart: starts[period],
          spentMicros: amount,
          reservedMicros: 0,
        });
    const [session] = await tx
      .insert(aiChatSessions)
      .values({
        userId,
        threadId: 'test',
        platform: 'terminal',
        sessionName: word,
        nextSeq: 0,
        createdAt: at,
        isActive: true,
      })
      .returning();
    const message = { type: 'user', metadata: {}, provider: null, tokens: 0, costMicros: micros(0) } as const;
    await appendMessages(
      tx,
      { userId, sessionId: session?.id ?? 0 },
      [{ ...message, content: `I, ${word}, think that monsoons matter for tractors` }],
      { at },
    );
  });
}

async function two() {
  const tools = await openTools({ serviceCostLimits: { day: micros(9_000_000), message: micros(100_000) } });
  const { app } = tools;
  await addPerson(app, 'OTHER');
  await ensureTradingAccount(app, 'OTHER');
  await furnish(app, app.local, 'Asha', 25_00_000);
  await furnish(app, 'OTHER', 'Balbir', 31_41_593);
  const wish = { provider: ALL, period: 'month', amountPaise: paise(442_50) } as const;
  const desk = { store: app.store, clock: app.clock, rate: toolDesk(app).rupeeRate };
  const set = await setCostLimit(desk, { userId: app.local, actor: 'person' }, wish);
  expect(set).toMatchObject({ ok: true });
  return tools;
}

test('goals, profile and alerts are shown as the person set them', async () => {
  const { use } = await two();
  const goals = await use('show_goals');
  expect(goals.data).toMatchObject({
    goals: [{ target_inr: 25_00_000, weight_pct: 60, planned_monthly_inr: 10_000 }],
  });
  expect(goals.shown).toContain('₹25,00,000.00 by 31 Mar 2036');
  expect(goals.outcome).toMatchObject({ outside: ['A house for Asha'] });
  const profile = await use('show_profile');
  expect(profile.data).toMatchObject({ stop_loss_pct: 5, trading_frequency: 'weekly', risk_tolerance: null });
  expect(profile.shown).toContain('Stop-loss: 5.00 %');
  const alerts = await use('list_alerts');
  expect(alerts.data).toMatchObject({
    alerts: [{ alert_number: '#1', symbol: 'TCS', op: 'above', price_inr: 25_000 }],
  });
  expect(alerts.shown).toContain('₹25,000.00');
});

test('AI cost is in rupees at a dated rate, by provider, spent rounded up and left rounded down', async () => {
  const { use } = await two();
  for (const period of ['today', 'week', 'month', 'year', 'fy', 'all']) {
    const { data } = await use('ai_usage', { period });
    // 2.5 dollars at ₹88.50.
    expect(data, period).toMatchObject({ spent_inr: 221.25, inr_per_usd: 88.5, rate_date: '2026-08-01' });
    const isShort = ['today', 'week', 'month'].includes(period);
    const counted = isShort
      ? { calls_count: 2, failed_count: 1, tokens_count: 1_200 }
      : { calls_count: null };
    expect(data?.['providers'], period).toMatchObject([
      { provider: 'openai', spent_inr: 221.25, ...counted },
    ]);
  }
  const { data, shown } = await use('ai_usage');
  expect(data).toMatchObject({
    period: 'month',
    limits: [
      { whose: 'service', period: 'message', limit_inr: 8.85, left_inr: null },
      { whose: 'person', provider: 'all', period: 'month', limit_inr: 442.5, left_inr: 221.25 },
      { whose: 'service', provider: 'all', period: 'day', limit_inr: 796.5, left_inr: 796.5 },
    ],
  });
  expect(shown).toContain('2, 1 failed');
});

test('past conversations are found by their words, and taint the turn that reads them', async () => {
  const { use } = await two();
  const found = await use('conversation_search', { query: 'monsoons tractors' });
  expect(found.data).toMatchObject({ is_cut: false, found: [{ said_by: 'person' }] });
  expect(found.outcome).toMatchObject({ outside: ['I, Asha, think that monsoons matter for tractors'] });
  expect((await use('conversation_search', { query: 'submarines' })).shown).toContain('Nothing');
});

test('no tool shows anything of another person', async () => {
  const { use } = await two();
  const args: Record<string, Record<string, unknown>> = {
    show_pnl: { period: 'all' },
    quote: { symbol: 'TCS' },
    show_chart: { symbol: 'TCS', range: '1m' },
    search_symbol: { query: 'tcs' },
    order_impact: { side: 'buy', symbol: 'TCS', quantity: 1, order_type: 'MARKET' },
    conversation_search: { query: 'monsoons' },
  };
  for (const { name } of READ_TOOLS) {
    const { data, shown } = await use(name, args[name]);
    expect(data, name).toBeDefined();
    expect(`${JSON.stringify(data)} ${shown}`, name).not.toMatch(/Balbir|OTHER|31,?41,?593|31,?415\.93/);
  }
  const others = await use('show_goals', {}, 'OTHER');
  expect(others.shown).toMatch(/Balbir/);
  expect(others.shown).not.toMatch(/Asha/);
});
