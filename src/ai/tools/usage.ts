import { z } from 'zod';
import { ALL } from '../../db/schema/main/index.js';
import { costLimitsOf, limitsInForce } from '../../domain/ai-limits/cost-limits.js';
import { leftOf } from '../../domain/ai-limits/left.js';
import { paiseOfMicros, type RupeeRate } from '../../domain/ai-limits/rate.js';
import { callsIn, spentIn } from '../../domain/chat/usage.js';
import { istDate } from '../../domain/ist.js';
import { type Micros, micros } from '../../domain/money.js';
import { NAMED_PERIODS, type NamedPeriod } from '../../domain/named-period.js';
import { grouped } from '../../domain/words/figures.js';
import { dateText } from '../../domain/words/instants.js';
import { inr, rupeesText } from './figures.js';
import { table, text } from './parts.js';
import { defineTool, type ToolContext } from './tool.js';

const USUAL: NamedPeriod = 'month';

/** What was spent is rounded up to the paisa, what is left down: neither looks better than it is. */
const spentInr = (amount: number, rate: RupeeRate): number => inr(paiseOfMicros(micros(amount), rate, 'up'));
const leftInr = (amount: Micros, rate: RupeeRate): number => inr(paiseOfMicros(amount, rate, 'down'));

/** Every limit that the person's calls are under; one of a message bounds each turn anew, and so has nothing left. */
async function limitsData({ desk, person }: ToolContext) {
  const { rupeeRate: rate, serviceCostLimits, store, clock } = desk;
  const { read } = store.main;
  const own = await costLimitsOf(read, person.userId);
  const { spend, message } = limitsInForce(own, serviceCostLimits);
  const kept = await leftOf(read, person.userId, spend, clock.now());
  return [
    ...message.map(({ scope, provider, limitMicros }) => ({
      scope,
      provider,
      limitMicros,
      period: 'message' as const,
      leftMicros: null,
    })),
    ...kept,
  ].map(({ scope, provider, period, limitMicros, leftMicros }) => ({
    whose: scope,
    provider: provider === ALL ? 'all' : provider,
    period,
    limit_inr: leftInr(limitMicros, rate),
    left_inr: leftMicros === null ? null : leftInr(leftMicros, rate),
  }));
}

async function callsOf({ desk, person }: ToolContext, period: NamedPeriod, today: string) {
  if (period !== 'today' && period !== 'week' && period !== 'month') return null;
  return await callsIn(desk.store.main.read, person.userId, period, today);
}

async function usageData(context: ToolContext, period: NamedPeriod) {
  const { desk, person } = context;
  const { rupeeRate: rate } = desk;
  const today = istDate(desk.clock.now());
  const spent = await spentIn(desk.store.main.read, person.userId, period, today);
  const calls = await callsOf(context, period, today);
  const names = new Set([...spent, ...(calls ?? [])].map(({ provider }) => provider));
  const sum = (of: (each: (typeof spent)[number]) => number) =>
    spent.reduce((total, each) => total + of(each), 0);
  return {
    period,
    date: today,
    inr_per_usd: rate.paisePerUsd / 100,
    rate_date: rate.date,
    spent_inr: spentInr(
      sum(({ spentMicros }) => spentMicros),
      rate,
    ),
    under_way_inr: spentInr(
      sum(({ reservedMicros }) => reservedMicros),
      rate,
    ),
    providers: [...names].map(provider => {
      const own = calls?.find(each => each.provider === provider);
      const micros = spent.find(each => each.provider === provider)?.spentMicros ?? 0;
      return {
        provider,
        spent_inr: spentInr(micros, rate),
        calls_count: calls === null ? null : (own?.calls ?? 0),
        failed_count: calls === null ? null : (own?.failed ?? 0),
        tokens_count: calls === null ? null : (own?.tokens ?? 0),
      };
    }),
    limits: await limitsData(context),
  };
}
type UsageData = Awaited<ReturnType<typeof usageData>>;

const WORDS: Record<NamedPeriod, string> = {
  today: 'today',
  week: 'this week',
  month: 'this month',
  year: 'this year',
  fy: 'this financial year',
  all: 'so far',
};

function providerText(each: UsageData['providers'][number]): string[] {
  const failed = each.failed_count === null || each.failed_count === 0 ? '' : `, ${each.failed_count} failed`;
  const calls = each.calls_count === null ? '–' : `${grouped(each.calls_count)}${failed}`;
  return [each.provider, rupeesText(each.spent_inr), calls];
}

export const aiUsage = defineTool({
  name: 'ai_usage',
  about: `What the person's AI calls cost in rupees, by provider, and what is left of the limits. Period ${USUAL} where none is said.`,
  effect: 'read',
  args: z.strictObject({ period: z.enum(NAMED_PERIODS).optional() }),
  run: async (context, { period = USUAL }) => ({ ok: true, data: await usageData(context, period) }),
  reads: (data: UsageData) => [
    text(
      `AI ${WORDS[data.period]} (${dateText(data.date)}): ${rupeesText(data.spent_inr)}, at ₹${data.inr_per_usd} a dollar (${dateText(data.rate_date)}).`,
      data.under_way_inr > 0 && `Held for calls under way: ${rupeesText(data.under_way_inr)}.`,
      data.providers.length === 0 && 'No AI provider was called.',
    ),
    ...table(null, ['Provider', 'Cost', 'Calls'], data.providers.map(providerText)),
    ...table(
      'Limits',
      ['Limit', 'Of', 'Left'],
      data.limits.map(each => [
        `${each.provider}, ${each.period}${each.whose === 'service' ? ' (service)' : ''}`,
        rupeesText(each.limit_inr),
        each.left_inr === null ? '–' : rupeesText(each.left_inr),
      ]),
    ),
  ],
});
