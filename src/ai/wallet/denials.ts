import type { Limited } from '../../domain/ai-limits/cost-limits.js';
import { paiseOfMicros, type RupeeRate } from '../../domain/ai-limits/rate.js';
import type { SpendDenial } from '../../domain/chat/spend-limits.js';
import { formatPaise, type Micros, paise } from '../../domain/money.js';

/** A limit of one message that has no room for the next call. */
export interface MessageDenial {
  code: 'COST_LIMIT';
  scope: SpendDenial['scope'];
  provider: Limited;
  period: 'message';
  limitMicros: Micros;
  leftMicros: Micros;
}

export type CostDenial = SpendDenial | MessageDenial;

const PERIODS: Record<CostDenial['period'], string> = {
  message: 'a message',
  day: 'a day',
  week: 'a week',
  month: 'a month',
};

/** Which limit has no room, and what is left of it, in rupees at the dated rate. */
export function denialText(denial: CostDenial, rate: RupeeRate): string {
  const { scope, provider, period, limitMicros, leftMicros } = denial;
  const whose = scope === 'person' ? 'Your' : "This service's";
  const what = provider === '*' ? 'AI cost' : `the cost of ${provider}`;
  const limit = formatPaise(paiseOfMicros(limitMicros, rate, 'up'));
  const left = formatPaise(paiseOfMicros(leftMicros, rate, 'down'));
  return `${whose} limit on ${what} is ${limit} ${PERIODS[period]}, and ${left} of it is left (at ${formatPaise(paise(rate.paisePerUsd))} to the dollar, ${rate.date}): not enough for this call.`;
}

/** A model that nobody gave a price for. */
export const noPriceText = (model: string): string =>
  `Nobody knows what the model ${model} costs, so it is not asked: an operator can set its price in QL_AI_PRICES.`;
