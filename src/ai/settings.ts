import { z } from 'zod';
import type { ServiceLimits } from '../domain/ai-limits/cost-limits.js';
import { COST_LIMIT_BOUNDS } from '../domain/ai-limits/limits.js';
import type { RupeeRate } from '../domain/ai-limits/rate.js';
import { isDate } from '../domain/ist.js';
import { type Micros, micros, parsePaise } from '../domain/money.js';
import { type Secret, secretSchema } from '../secret.js';
import { POLICIES, type Policy } from './router/candidates.js';
import { type PriceTable, priceTableText } from './wallet/price-table.js';

// The settings of the assistant; src/config.ts reads them with the others.

const MODELS_MAX = 4;

const baseUrl = (provider: string, fallback: string) => ({
  schema: z.url({ protocol: /^https?$/ }).refine(text => !/[@?#]/.test(text)),
  allowed: 'an http or https address without a name, password, query or fragment',
  about: `Where ${provider} is reached; another server that speaks the same protocol can stand here.`,
  fallback,
});

const models = (provider: string, fallback: string) => ({
  schema: z
    .string()
    .transform(text => text.split(',').map(each => each.trim()))
    .refine(list => list.length <= MODELS_MAX && list.every(each => /^[\w./:@-]{1,100}$/.test(each))),
  allowed: `names of 1 to ${MODELS_MAX} models, comma-separated`,
  about: `The models of ${provider}: the first is asked, the others where a cost limit has no room for it.`,
  fallback,
});

const key = (provider: string) => ({
  schema: secretSchema.optional(),
  allowed: 'a key as the provider shows it',
  about: `The service's own key for ${provider}; people can bring theirs. A server at an address of your own may need none.`,
});

const usdLimit = (period: string, fallback: string) => ({
  schema: z
    .string()
    .regex(/^(\d{1,6}(\.\d{1,6})?|off)$/)
    .transform(text => (text === 'off' ? undefined : usdMicros(text))),
  allowed: 'dollars such as 2.50, or off',
  about: `What the whole service may spend on AI ${period}, in dollars.`,
  fallback,
});

/** Digit by digit: no binary fraction is involved. */
function usdMicros(text: string): Micros {
  const [whole = '', fraction = ''] = text.split('.');
  return micros(Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0')));
}

/** Every setting of the assistant, in the order of `.env.example`. */
export const AI_SETTINGS = {
  QL_OPENAI_BASE_URL: baseUrl('OpenAI', 'https://api.openai.com/v1'),
  QL_OPENAI_MODEL: models('OpenAI', 'gpt-5-mini'),
  QL_OPENAI_API_KEY: key('OpenAI'),
  QL_CLAUDE_BASE_URL: baseUrl('Anthropic', 'https://api.anthropic.com'),
  QL_CLAUDE_MODEL: models('Anthropic', 'claude-haiku-4-5'),
  QL_CLAUDE_API_KEY: key('Anthropic'),
  QL_GEMINI_BASE_URL: baseUrl('Google Gemini', 'https://generativelanguage.googleapis.com'),
  QL_GEMINI_MODEL: models('Google Gemini', 'gemini-2.5-flash'),
  QL_GEMINI_API_KEY: key('Google Gemini'),
  QL_AI_POLICY: {
    schema: z.enum(POLICIES),
    allowed: POLICIES.join(', '),
    about: "Which provider is asked first: by each person's preference, the cheapest, or the fastest lately.",
    fallback: 'preference',
  },
  QL_AI_PRICES: {
    schema: priceTableText.optional(),
    allowed:
      'JSON such as {"my-model": {"input": 0.5, "output": 2, "cached_read": 0.05, "cached_write": 0.6, "date": "2026-11-01"}}, in dollars per million tokens; the two cached prices may be left out, 0 is for what costs nothing',
    about:
      'Prices of models that the built-in list does not know, or in place of those it has. A model without a price is not asked.',
  },
  QL_AI_COST_MESSAGE_USD: usdLimit('for one message', '0.50'),
  QL_AI_COST_DAY_USD: usdLimit('a day', '5'),
  QL_AI_COST_WEEK_USD: usdLimit('a week', '20'),
  QL_AI_COST_MONTH_USD: usdLimit('a month', '50'),
  QL_INR_PER_USD: {
    schema: z
      .string()
      .transform((text): number => parsePaise(text) ?? Number.NaN)
      .pipe(z.int().min(COST_LIMIT_BOUNDS.paisePerUsdMin).max(COST_LIMIT_BOUNDS.paisePerUsdMax)),
    allowed: 'rupees from 10 to 1000 with at most two decimals',
    about: 'What a dollar is worth: AI cost is billed in dollars and shown in rupees.',
    fallback: '90.00',
  },
  QL_INR_RATE_DATE: {
    schema: z.string().refine(isDate),
    allowed: 'a date such as 2026-11-23',
    about: 'The day of that rate; it is shown with it.',
    fallback: '2026-01-01',
  },
} as const;

type Values = { [K in keyof typeof AI_SETTINGS]: z.output<(typeof AI_SETTINGS)[K]['schema']> };

/** How one provider is reached. */
export interface ProviderConfig {
  baseUrl: string;
  /** The first is asked, the others where a limit has no room for it. */
  models: readonly string[];
  key: Secret | undefined;
  /** Whether the address is not the provider's own: such a server may take calls without a key. */
  isOwnServer: boolean;
}

export interface AiConfig {
  providers: Record<'openai' | 'claude' | 'gemini', ProviderConfig>;
  policy: Policy;
  prices: PriceTable;
  serviceLimits: ServiceLimits;
  rate: RupeeRate;
}

/** The settings in the shape that the assistant takes. */
export function aiConfig(values: Values): AiConfig {
  const periods = {
    message: values.QL_AI_COST_MESSAGE_USD,
    day: values.QL_AI_COST_DAY_USD,
    week: values.QL_AI_COST_WEEK_USD,
    month: values.QL_AI_COST_MONTH_USD,
  };
  const set = Object.entries(periods).filter(([, limit]) => limit !== undefined);
  return {
    providers: {
      openai: providerOf(values, 'OPENAI'),
      claude: providerOf(values, 'CLAUDE'),
      gemini: providerOf(values, 'GEMINI'),
    },
    policy: values.QL_AI_POLICY,
    prices: values.QL_AI_PRICES ?? {},
    serviceLimits: Object.fromEntries(set),
    rate: { paisePerUsd: values.QL_INR_PER_USD, date: values.QL_INR_RATE_DATE },
  };
}

function providerOf(values: Values, name: 'OPENAI' | 'CLAUDE' | 'GEMINI'): ProviderConfig {
  const url = values[`QL_${name}_BASE_URL`];
  return {
    baseUrl: url,
    models: values[`QL_${name}_MODEL`],
    key: values[`QL_${name}_API_KEY`],
    isOwnServer: url !== AI_SETTINGS[`QL_${name}_BASE_URL`].fallback,
  };
}
