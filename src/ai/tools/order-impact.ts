import { type OrderDraft, orderDraft } from '../../domain/orders/index.js';
import { profileOf } from '../../domain/people/profile.js';
import type { Quote } from '../../domain/ports.js';
import { type Book, bookLine, bookOf } from './book.js';
import { impactData, impactParts, termsData, termsLine } from './impact.js';
import { orderArgs, type OrderArgs, readOrder } from './order-args.js';
import { text } from './parts.js';
import { defineTool, type ToolContext, type ToolOutcome } from './tool.js';

/** Where the person's own stop-loss preference would end what the order opens; undefined without one. Paise. */
export async function preferredStop({ desk, person }: ToolContext, draft: OrderDraft, quote: Quote) {
  const { stopLossPreference } = await profileOf(desk.store.main.read, person.userId);
  if (stopLossPreference === null) return undefined;
  const entry = draft.pricePaise ?? draft.triggerPaise ?? quote.lastPaise;
  const sign = draft.side === 'BUY' ? -1 : 1;
  return { stopLossPreference, stopPaise: Math.round(entry * (1 + (sign * stopLossPreference) / 100)) };
}

async function impactToolData(context: ToolContext, { account, market, head }: Book, asked: OrderArgs) {
  const read = await readOrder(context.desk, { account, market, head }, asked);
  if (!read.ok) return read;
  const { draft, quote, name, notes } = read;
  const stop = await preferredStop(context, draft, quote);
  const impact = await context.desk.impactOf({
    account,
    order: orderDraft.parse(draft),
    quote,
    market,
    authority: 'press',
    replaces: null,
    ...(stop === undefined ? {} : { stopPaise: stop.stopPaise }),
  });
  return {
    ok: true as const,
    data: {
      ...head,
      ...termsData(draft),
      name,
      notes: [...notes],
      stop_preference_pct: stop?.stopLossPreference ?? null,
      ...impactData(impact),
    },
  };
}
type ImpactToolData = Extract<Awaited<ReturnType<typeof impactToolData>>, { ok: true }>['data'];

async function run(context: ToolContext, asked: OrderArgs): Promise<ToolOutcome<ImpactToolData>> {
  return await impactToolData(context, await bookOf(context), asked);
}

const reads = (data: ImpactToolData) => [
  text(bookLine('If this order were placed', data), termsLine(data), ...data.notes),
  ...impactParts(data),
  text(
    data.denials.length === 0
      ? 'No limit stands against it. Nothing is placed.'
      : ['It would be denied:', ...data.denials.map(({ message }) => `- ${message}`)].join('\n'),
  ),
];

export const orderImpact = defineTool({
  name: 'order_impact',
  about:
    'What an order would do, without proposing it: cost, charges, break-even, cash, weights, risk, limits. Same arguments as propose_order.',
  effect: 'read',
  args: orderArgs,
  run,
  reads,
});
