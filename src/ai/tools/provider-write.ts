import { z } from 'zod';
import { PROVIDERS, SPEND_PERIODS } from '../../db/schema/values.js';
import { costLimitsOf } from '../../domain/ai-limits/cost-limits.js';
import { draftRaise } from '../../domain/ai-limits/raise.js';
import { type CostLimitWish, setCostLimit } from '../../domain/ai-limits/set.js';
import { parseAmount } from '../../domain/entry/numbers.js';
import { paise } from '../../domain/money.js';
import { setPreferences } from '../../domain/people/ai-preferences.js';
import { actingOf, refused, refusedBy, refusedOrder } from './answers.js';
import { inr, inrOrNull, rupeesText } from './figures.js';
import { text } from './parts.js';
import { defineTool, type ToolContext, type ToolOutcome } from './tool.js';

export const setProviderTool = defineTool({
  name: 'set_provider',
  about: 'Chooses who answers the person from now on. It changes who is asked, never what may be spent.',
  effect: 'record',
  args: z.strictObject({ provider: z.enum(PROVIDERS) }),
  run: async (context, { provider }) => {
    const set = await setPreferences(context.desk, actingOf(context), { preferred: provider });
    return set.ok ? { ok: true, data: { provider } } : refusedBy(set.refusal);
  },
  reads: ({ provider }) => [
    text(
      provider === 'offline'
        ? 'The offline assistant answers you from now on: it costs nothing and needs no network.'
        : `${provider} is asked first from now on. Where it cannot answer, the next one does; /ai why says which did.`,
    ),
  ],
});

const PERIOD_WORDS = { day: 'a day', week: 'a week', month: 'a month' } as const;

const costLimitArgs = z.strictObject({
  amount: z.number().min(0).describe('Rupees; 0 means no paid model at all'),
  period: z.enum(SPEND_PERIODS),
  provider: z
    .enum(PROVIDERS)
    .optional()
    .describe('Only where the person limits one provider; else all of them together'),
});

interface CostData {
  [name: string]: string | number | boolean | null;
  state: 'set' | 'card' | 'same';
  amount_inr: number;
  before_inr: number | null;
  period: keyof typeof PERIOD_WORDS;
  provider: string | null;
  words: string | null;
  rate_inr_per_usd: number;
  rate_date: string;
}

async function limitCost(
  context: ToolContext,
  { amount, period, provider }: z.output<typeof costLimitArgs>,
): Promise<ToolOutcome<CostData>> {
  const read = amount === 0 ? { ok: true as const, value: paise(0) } : parseAmount(amount);
  if (!read.ok) return refused('BAD_VALUE', read.message);
  const { desk, person } = context;
  const costDesk = { store: desk.store, clock: desk.clock, rate: desk.rupeeRate };
  const wish: CostLimitWish = { provider: provider ?? '*', period, amountPaise: read.value };
  const before = (await costLimitsOf(desk.store.main.read, person.userId))[wish.provider]?.[period];
  const data = (state: CostData['state'], words: string | null): CostData => ({
    state,
    amount_inr: inr(read.value),
    before_inr: inrOrNull(before?.paise ?? null),
    period,
    provider: provider ?? null,
    words,
    rate_inr_per_usd: inr(desk.rupeeRate.paisePerUsd),
    rate_date: desk.rupeeRate.date,
  });
  if (before?.paise === read.value) return { ok: true, data: data('same', null) };
  const set = await setCostLimit(costDesk, actingOf(context), wish);
  if (set.ok) return { ok: true, data: data('set', null) };
  if (set.refusal.code !== 'NEEDS_CARD') return refusedBy(set.refusal);
  const draft = await draftRaise(costDesk, person.userId, wish);
  if (!draft.ok) return refusedBy(draft.refusal);
  const { kind, content, words } = draft.value;
  const made = await desk.proposals.action(person, { kind, content });
  return made.ok ? { ok: true, data: data('card', words), card: made.card } : refusedOrder(made.refusal);
}

const rateLine = ({ rate_inr_per_usd, rate_date }: CostData): string =>
  `Counted at ${rupeesText(rate_inr_per_usd)} a dollar, the rate of ${rate_date}.`;

export const setCostLimitTool = defineTool({
  name: 'set_cost_limit',
  about: 'Limits what AI may cost. A first or lower limit holds at once; a higher one raises a card.',
  effect: 'card',
  args: costLimitArgs,
  run: limitCost,
  reads: data => {
    const of = data.provider === null ? 'AI' : data.provider;
    const limit = `${rupeesText(data.amount_inr)} ${PERIOD_WORDS[data.period]}`;
    if (data.state === 'card') return [text(data.words, rateLine(data))];
    if (data.state === 'same') return [text(`${of} may cost ${limit} already. Nothing was changed.`)];
    return [
      text(
        `${of} may cost ${limit} from now on${data.before_inr === null ? '' : `; it was ${rupeesText(data.before_inr)}`}.`,
        rateLine(data),
        'Raising it takes a card.',
      ),
    ];
  },
});
