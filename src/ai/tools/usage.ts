import { z } from 'zod';
import { callsIn, spentIn } from '../../domain/chat/usage.js';
import { istDate } from '../../domain/ist.js';
import { NAMED_PERIODS, type NamedPeriod } from '../../domain/named-period.js';
import { grouped } from '../../domain/words/figures.js';
import { dateText } from '../../domain/words/instants.js';
import { inr, rupeesText } from './figures.js';
import { table, text } from './parts.js';
import { defineTool, type ToolContext, type ToolDesk } from './tool.js';

const USUAL: NamedPeriod = 'month';

type Rate = ToolDesk['rupeeRate'];

const paiseOf = (micros: number, { paisePerUsd }: Rate): number => (micros * paisePerUsd) / 1_000_000;
/** What was spent is rounded up to the paisa, what is left down: neither looks better than it is. */
const spentInr = (micros: number, rate: Rate): number => inr(Math.ceil(paiseOf(micros, rate)));
const leftInr = (micros: number, rate: Rate): number => inr(Math.floor(paiseOf(micros, rate)));

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
  const limits = await desk.costLimitsLeft(person.userId);
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
    limits: limits.map(({ scope, provider, period: each, limitMicros, leftMicros }) => ({
      whose: scope,
      provider: provider === '*' ? 'all' : provider,
      period: each,
      limit_inr: leftInr(limitMicros, rate),
      left_inr: leftInr(leftMicros, rate),
    })),
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
        rupeesText(each.left_inr),
      ]),
    ),
  ],
});
